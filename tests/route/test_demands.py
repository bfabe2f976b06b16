"""What a journey asks, and how hard each thing is."""

from dataclasses import replace

import pytest

from tests.route.small_city import small_city
from tests.route.test_explain import told
from transit.errors import InputError
from transit.model.demand_rules import DemandRule
from transit.model.fact import MAPPED_NO, MAPPED_YES, Source
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.read.demands import parse_demand_rules, read_demand_rules
from transit.route.demands import ASKS, ASKS_IN_CONTEXT, demands_of
from transit.route.journey import Demand, EdgeKind, Flight, Journey, Leg, Step, WalkLeg

RULES = read_demand_rules()
JOURNEY: Journey = told(small_city())


def asked(kind: str, legs: tuple[Leg, ...] = JOURNEY.legs) -> list[Demand]:
    """Return the demands of one kind."""
    return [demand for demand in demands_of(legs, RULES) if demand.kind == kind]


def with_step(**values: object) -> tuple[Leg, ...]:
    """Return the journey's legs with the walk along High Street (step 1) changed."""
    leg = JOURNEY.walks[0]
    steps = list(leg.steps)
    steps[1] = replace(steps[1], **values)
    return (replace(leg, steps=tuple(steps)), *JOURNEY.legs[1:])


def with_stretch(**values: object) -> tuple[Leg, ...]:
    """Return the journey's legs with the facts of that walk's stretch changed."""
    stretch = JOURNEY.walks[0].steps[1].stretches[0]
    return with_step(stretches=(replace(stretch, **values),))


def test_every_kind_has_a_rule_and_every_rule_a_function() -> None:
    """The rule file and the code name the same kinds."""
    assert set(RULES) == set(ASKS) | set(ASKS_IN_CONTEXT)


def test_every_crossing_has_a_level() -> None:
    """Each kind of crossing has a level for each traffic, and busier is never easier."""
    for kind in CrossingKind:
        if kind is CrossingKind.NOT_A_CROSSING:
            continue
        row = RULES["cross"].levels[kind.name.lower()]
        assert len(row) == len(Traffic)
        assert list(row) == sorted(row)


def test_every_road_has_a_level() -> None:
    """Each class of road that one can walk on has a level."""
    cannot = {RoadClass.NONE, RoadClass.MOTORWAY, RoadClass.RAILWAY}
    names = {road.name.lower() for road in RoadClass if road not in cannot}
    assert names <= set(RULES["walk_on_road"].levels)


def test_crossings_are_asked_at_their_place() -> None:
    """Chapel Road is quiet and unmarked: easy; the zebra over a busy road takes practice."""
    first, second = asked("cross")
    assert (first.place, first.detail, first.level, first.leg, first.step) == (
        "Chapel Road",
        "none",
        1,
        0,
        2,
    )
    assert (second.place, second.detail, second.level, second.value) == (
        "High Street",
        "zebra",
        2,
        30,
    )


def test_a_crossing_of_a_kind_not_known_rests_on_no_source() -> None:
    """A crossing that is tagged and no more has no source for its kind."""
    step = JOURNEY.walks[0].steps[2]
    assert step.crossing is not None
    open_kind = replace(step.crossing, kind=CrossingKind.UNKNOWN_KIND)
    legs = with_step(crossing=open_kind)
    assert asked("cross", legs)[0].source is Source.NONE


def test_walks() -> None:
    """387 m in all; 207 m on end without a seat, as High Street has none."""
    assert [(demand.value, demand.level) for demand in asked("walk_total")] == [(387, 1)]
    assert [(demand.value, demand.leg) for demand in asked("longest_without_seat")] == [(207, 0)]


def test_a_seat_breaks_a_walk() -> None:
    """With a seat after the first 102 m, the longest stretch is the 180 m of the second walk."""
    legs = with_stretch(seat=MAPPED_YES)
    assert [(demand.value, demand.leg) for demand in asked("longest_without_seat", legs)] == [
        (180, 2)
    ]


def test_waiting_without_a_seat() -> None:
    """3 minutes at a stop that has a shelter but, as mapped, no seat."""
    (wait,) = asked("wait")
    assert (wait.value, wait.level, wait.detail, wait.source) == (3, 1, "no_seat", Source.MAPPED)


def test_waiting_alone_with_a_seat_and_a_shelter() -> None:
    """It is asked too, and lacks nothing."""
    ride = JOURNEY.rides[0]
    board = replace(ride.board, seat=MAPPED_YES, shelter=MAPPED_YES)
    (wait,) = asked("wait", (replace(ride, calls=(board, *ride.calls[1:])),))
    assert (wait.value, wait.level, wait.detail) == (3, 1, "")


def test_the_ride() -> None:
    """10 minutes, three stops to count, one other route to tell from."""
    assert [(demand.value, demand.level) for demand in asked("ride_alone")] == [(10, 1)]
    (off,) = asked("get_off_unannounced")
    assert (off.place, off.value, off.source) == ("Town Hall", 3, Source.NONE)
    assert [demand.value for demand in asked("read_number")] == [1]
    assert asked("change") == []
    assert asked("ask_driver") == []


def test_asking_the_driver() -> None:
    """A stop where the bus halts on request asks for it."""
    ride = replace(JOURNEY.rides[0], ask_to_board=True, ask_to_alight=True)
    assert [demand.detail for demand in asked("ask_driver", (ride,))] == ["board", "alight"]


@pytest.mark.parametrize(
    ("same_stop", "crossed", "name", "detail"),
    [
        (True, False, "", "same_stop"),
        (False, True, "", "across_the_road"),
        (False, False, "", "same_side"),
        (False, False, "Town Hall", "other_bay"),
    ],
)
def test_changes(same_stop: bool, crossed: bool, name: str, detail: str) -> None:
    """A change is told by where the next bus leaves from."""
    ride = JOURNEY.rides[0]
    walk = JOURNEY.walks[1] if crossed else replace(JOURNEY.walks[1], steps=())
    board = ride.alight if same_stop else replace(ride.board, stop=9)
    board = replace(board, name=name or board.name, indicator="Bay 2")
    after = replace(ride, calls=(board, *ride.calls[1:]))
    legs: tuple[Leg, ...] = (ride, after) if same_stop else (ride, walk, after)
    assert [demand.detail for demand in asked("change", legs)] == [detail]


def test_steps_slope_surface_width_light_and_road() -> None:
    """Each fact of a street makes its demand, at the level that its quantity gives."""
    flight = Flight(count=12, up=True)
    (stairs,) = asked("steps", with_step(flight=flight))
    assert (stairs.value, stairs.level, stairs.detail) == (12, 2, "up")
    (uncounted,) = asked("steps", with_step(flight=Flight()))
    assert (uncounted.value, uncounted.level, uncounted.source) == (None, 3, Source.NONE)
    (slope,) = asked("slope", with_stretch(incline_pct=-6.0, slope_source=Source.INFERRED))
    assert (slope.value, slope.level, slope.detail, slope.source) == (
        6,
        2,
        "down",
        Source.INFERRED,
    )
    (surface,) = asked("surface", with_stretch(surface=MAPPED_NO))
    assert (surface.value, surface.level) == (95, 2)
    (width,) = asked("width", with_stretch(width_mm=1400))
    assert (width.value, width.level) == (1400, 2)
    (unlit,) = asked("unlit", with_stretch(lit=MAPPED_NO))
    assert (unlit.value, unlit.level) == (95, 1)
    road = with_stretch(kind=EdgeKind.ROADWAY, pavement=MAPPED_NO)
    assert [demand.detail for demand in asked("walk_on_road", road)] == ["residential"]


def test_a_raised_kerb() -> None:
    """A kerb known to be raised is asked for; one that nobody recorded is an unknown fact."""
    step: Step = JOURNEY.walks[0].steps[2]
    assert step.crossing is not None
    legs = with_step(crossing=replace(step.crossing, kerb=MAPPED_NO))
    assert [demand.level for demand in asked("kerb", legs)] == [2]
    assert asked("kerb") == []


def test_demands_stand_in_the_order_of_the_journey() -> None:
    """They are listed as they are met."""
    order = [(demand.leg, -1 if demand.step is None else demand.step) for demand in JOURNEY.demands]
    assert order == sorted(order)


def test_levels_of_a_quantity() -> None:
    """Each limit reached adds a level; what is not known has a level of its own."""
    rule = DemandRule(
        kind="x",
        unit="",
        source="",
        date="",
        confidence="assumed",
        at_least=(1, 4, 13),
        unknown=2,
    )
    assert [rule.level_of(value) for value in (0, 1, 3.9, 4, 13, 99, None)] == [
        0,
        1,
        1,
        2,
        3,
        3,
        2,
    ]


@pytest.mark.parametrize(
    "table",
    [
        {"unit": "m"},
        {"unit": "", "source": "", "date": "", "confidence": "assumed", "typo": 1},
        {"unit": "", "source": "", "date": "", "confidence": "sure"},
        {"unit": "", "source": "", "date": "", "confidence": "assumed", "unknown": 7},
        {"unit": "", "source": "", "date": "", "confidence": "assumed", "at_least": [3, 1]},
        "not a table",
    ],
)
def test_a_faulty_rule_is_refused(table: object) -> None:
    """A rule that lacks a field, has an odd one or impossible levels is an input error."""
    with pytest.raises(InputError, match="x"):
        parse_demand_rules({"x": table}, "demands.toml")


def test_walks_have_no_demands_of_rides() -> None:
    """A walk all the way asks nothing of a bus rider."""
    walk = JOURNEY.walks[0]
    assert isinstance(walk, WalkLeg)
    kinds = {demand.kind for demand in demands_of((walk,), RULES)}
    assert kinds == {"walk_total", "longest_without_seat", "cross"} - {"walk_total"}
