"""What a journey asks of a person on a day, each kind alone.

The journey of the small city leaves home a little before nine, rides from stop A to stop D, and
walks to the hall.
"""

from dataclasses import replace

import pytest

from tests.route.small_city import small_city
from tests.route.test_explain import told
from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN, Fact, Source, State
from transit.model.light import Light
from transit.model.riding import Hours
from transit.present.reason_words import demand_sentence
from transit.present.words import english
from transit.read.demands import read_demand_rules
from transit.route.context import Context, Fallback, Familiar, PassTerms, ToiletGap
from transit.route.demands import ASKS_IN_CONTEXT, demands_in, demands_of
from transit.route.journey import Demand, Journey

RULES = read_demand_rules()
JOURNEY: Journey = told(small_city())
RIDE = JOURNEY.rides[0]
BOARD_S, ALIGHT_S = RIDE.depart_s, RIDE.arrive_s
LATE = 86_000


def asked(kind: str, context: Context, journey: Journey = JOURNEY) -> list[Demand]:
    """Return the demands of one kind, each with words."""
    found = [each for each in demands_in(journey, context, RULES) if each.kind == kind]
    for demand in found:
        assert demand_sentence(english(), journey, demand)
    return found


def lit(fact: Fact, journey: Journey = JOURNEY) -> Journey:
    """Return the journey with the same fact about lamps on every stretch."""
    legs = []
    for leg in journey.legs:
        if leg in journey.walks:
            steps = tuple(
                replace(step, stretches=tuple(replace(each, lit=fact) for each in step.stretches))
                for step in leg.steps
            )
            leg = replace(leg, steps=steps)
        legs.append(leg)
    return replace(journey, legs=tuple(legs))


def test_nothing_known_beside_the_journey_asks_nothing_more() -> None:
    """An empty context gives what the journey asks of anybody."""
    assert demands_in(JOURNEY, Context(), RULES) == demands_of(JOURNEY.legs, RULES)


def test_by_daylight_nothing_is_dark() -> None:
    """Neither being out after dark nor a way without lamps is asked."""
    light = Context(light=Light(0, LATE))
    assert asked("after_dark", light) == []
    assert asked("unlit", light, lit(MAPPED_NO)) == []
    assert asked("unlit", light, lit(UNKNOWN)) == []


@pytest.mark.parametrize(("dark_s", "minutes", "level"), [(60, 1, 1), (61, 2, 1), (900, 15, 2)])
def test_after_dark(dark_s: int, minutes: int, level: int) -> None:
    """Counted is the time out in the dark, rounded up to minutes; it starts in the last leg."""
    light = Light(0, JOURNEY.arrive_s - dark_s)
    (dark,) = asked("after_dark", Context(light=light))
    assert (dark.value, dark.level, dark.source) == (minutes, level, Source.INFERRED)
    before_arriving = next(
        index for index, leg in enumerate(JOURNEY.legs) if leg.arrive_s > light.dark_from_s
    )
    assert dark.leg == before_arriving


def test_before_dawn_is_dark_too() -> None:
    """Leaving ten minutes before it gets light is ten minutes in the dark, from the first leg."""
    (dark,) = asked("after_dark", Context(light=Light(JOURNEY.depart_s + 600, LATE)))
    assert (dark.value, dark.leg) == (10, 0)


def test_a_way_without_lamps_in_the_dark() -> None:
    """It is asked of the steps in the dark only: of the last walk where dusk falls on the bus."""
    context = Context(light=Light(0, ALIGHT_S - 60))
    found = asked("unlit", context, lit(MAPPED_NO))
    assert {demand.leg for demand in found} == {2}
    assert {demand.detail for demand in found} == {"in_the_dark"}
    assert {demand.source for demand in found} == {Source.MAPPED}
    walked = JOURNEY.walks[1]
    assert sum(demand.value or 0 for demand in found) == pytest.approx(
        walked.length_m, abs=len(walked.steps)
    )


def test_lamps_that_nobody_recorded_are_told_as_unknown() -> None:
    """In the dark such a walk rests on no source, told once; with lamps it asks nothing."""
    context = Context(light=Light(0, 1))
    found = asked("unlit", context, lit(UNKNOWN))
    assert [demand.leg for demand in found] == [0, 2]
    for demand, walk in zip(found, JOURNEY.walks, strict=True):
        # All of a walk but its crossings, and the paces between door and street.
        assert walk.length_m - 40 <= (demand.value or 0) <= walk.length_m
    assert {(demand.detail, demand.source) for demand in found} == {("unknown", Source.NONE)}
    assert asked("unlit", context, lit(MAPPED_YES)) == []


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ((0, LATE), 10),
        ((BOARD_S - 600, BOARD_S + 60), 1),
        ((ALIGHT_S - 90, LATE), 2),
        ((ALIGHT_S, LATE), None),
        ((0, BOARD_S), None),
    ],
)
def test_crowded(hours: Hours, minutes: int | None) -> None:
    """The part of the ride of ten minutes that lies in crowded hours, rounded up."""
    found = asked("crowded", Context(crowded=(hours,)))
    assert [demand.value for demand in found] == ([] if minutes is None else [minutes])


UNPRICED = Context(pass_=PassTerms(State.NO, None))


def terms(held: State = State.YES, hours: Hours | None = (BOARD_S + 600, LATE)) -> Context:
    """Return a context with a pass that is valid ten minutes after the bus leaves."""
    return Context(pass_=PassTerms(held, hours), single_pence=300)


def test_before_the_pass_is_valid() -> None:
    """Ten minutes too early; on no source where it is not known that a pass is held."""
    (early,) = asked("outside_pass_hours", terms())
    assert (early.value, early.detail, early.source) == (10, "early", Source.INFERRED)
    (unsure,) = asked("outside_pass_hours", terms(State.UNKNOWN))
    assert unsure.source is Source.NONE
    assert asked("outside_pass_hours", terms(State.NO)) == []
    assert asked("outside_pass_hours", terms(hours=None)) == []
    assert asked("outside_pass_hours", terms(hours=(BOARD_S, LATE))) == []


def test_after_the_pass_is_valid() -> None:
    """The end of the hours is not within them."""
    (late,) = asked("outside_pass_hours", terms(hours=(0, BOARD_S)))
    assert (late.value, late.detail) == (1, "late")
    # Valid from the evening until an hour after the bus, past midnight.
    assert asked("outside_pass_hours", terms(hours=(LATE, BOARD_S + 3_600 + 86_400))) == []


@pytest.mark.parametrize(
    ("held", "hours", "pence"),
    [
        (State.YES, (0, LATE), None),
        (State.YES, (BOARD_S + 1, LATE), 300),
        (State.NO, None, 300),
        (State.UNKNOWN, (0, LATE), 300),
    ],
)
def test_fares(held: State, hours: Hours | None, pence: int | None) -> None:
    """Each bus that no pass covers costs £3 at most."""
    found = asked("fare", terms(held, hours))
    assert [demand.value for demand in found] == ([] if pence is None else [pence])
    for demand in found:
        assert demand.source is (Source.NONE if held is State.UNKNOWN else Source.INFERRED)


def test_two_buses_cost_twice() -> None:
    """Both are paid for, told once at the first; without a price it is not known."""
    twice = replace(JOURNEY, legs=(*JOURNEY.legs[:2], *JOURNEY.legs))
    (fare,) = asked("fare", terms(State.NO), twice)
    assert (fare.value, fare.count, fare.level, fare.leg) == (600, 2, 2, 1)
    (unknown,) = asked("fare", UNPRICED, twice)
    assert (unknown.value, unknown.count, unknown.source) == (None, 2, Source.NONE)


def test_the_words_of_fares() -> None:
    """Pounds, and what is not known."""
    said = {
        demand_sentence(english(), JOURNEY, demand)
        for context in (
            terms(State.NO),
            terms(State.UNKNOWN),
            Context(pass_=PassTerms(State.NO, None)),
        )
        for demand in asked("fare", context)
    }
    assert said == {
        "Pay up to £3 for the bus.",
        "Pay up to £3 for the bus, if no pass covers it.",
        "Pay for the bus. The fare is not known.",
    }


@pytest.mark.parametrize(
    ("later_s", "value", "level", "detail"),
    [
        (900, 15, 1, ""),
        (1_860, 31, 2, ""),
        (3_660, 61, 3, ""),
        (None, None, 3, "none"),
    ],
)
def test_the_next_journey_home(
    later_s: int | None, value: int | None, level: int, detail: str
) -> None:
    """So much later one gets home after a missed bus."""
    leaves = None if later_s is None else JOURNEY.depart_s + later_s
    (found,) = asked("last_return", Context(fallback=Fallback(leaves)))
    assert (found.value, found.level, found.detail) == (value, level, detail)


def test_who_walks_home_misses_no_bus() -> None:
    """A walk all the way has no last one, nor a fare, nor a crowd."""
    walk = replace(JOURNEY, legs=JOURNEY.walks[:1])
    context = Context(
        fallback=Fallback(None),
        crowded=((0, LATE),),
        pass_=PassTerms(State.NO, None),
        single_pence=300,
    )
    kinds = {demand.kind for demand in demands_in(walk, context, RULES)}
    assert not kinds & {"last_return", "crowded", "fare", "outside_pass_hours"}


@pytest.mark.parametrize(
    ("venue", "detail", "source"),
    [
        (MAPPED_YES, "", Source.MAPPED),
        (MAPPED_NO, "venue_none", Source.MAPPED),
        (UNKNOWN, "venue_unknown", Source.NONE),
    ],
)
def test_toilets(venue: Fact, detail: str, source: Source) -> None:
    """Two hours without a toilet take practice; why the venue's time counts is told."""
    (found,) = asked("toilet_interval", Context(toilet=ToiletGap(30_000, 37_200, venue)))
    assert (found.value, found.level, found.detail, found.source) == (120, 2, detail, source)
    assert asked("toilet_interval", Context(toilet=ToiletGap(30_000, 33_540, venue))) == []


def test_unfamiliar_parts() -> None:
    """All is new to whom nobody asked, on no source; what is familiar is not asked."""
    nothing = asked("unfamiliar", Context(familiar=Familiar(recorded=False)))
    assert [demand.detail for demand in nothing] == ["streets", "bus", "streets"]
    assert {demand.source for demand in nothing} == {Source.NONE}
    streets = frozenset(step.street for walk in JOURNEY.walks for step in walk.steps)
    stops = frozenset({RIDE.board.stop_id})
    partly = Familiar(lines=frozenset({RIDE.route}), stops=stops, streets=streets)
    (stop,) = asked("unfamiliar", Context(familiar=partly))
    assert (stop.detail, stop.count, stop.level, stop.source) == ("stop", 1, 1, Source.SURVEYED)
    wholly = replace(partly, stops=stops | {RIDE.alight.stop_id})
    assert asked("unfamiliar", Context(familiar=wholly)) == []


def test_every_kind_is_asked_somewhere() -> None:
    """A context in which everything is hard asks for every kind, in the journey's order."""
    context = Context(
        light=Light(0, 1),
        crowded=((0, LATE),),
        pass_=PassTerms(State.YES, (LATE, LATE + 1)),
        fallback=Fallback(None),
        toilet=ToiletGap(0, LATE),
        familiar=Familiar(),
    )
    found = demands_in(lit(MAPPED_NO), context, RULES)
    assert set(ASKS_IN_CONTEXT) <= {demand.kind for demand in found}
    order = [(demand.leg, -1 if demand.step is None else demand.step) for demand in found]
    assert order == sorted(order)
