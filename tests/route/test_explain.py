"""Journeys explained on a city where every step, side, turn and time is known by arithmetic."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.route.small_city import NINE, SmallCity, small_city, walker
from transit.model.fact import Stance, State
from transit.model.streets import CrossingKind
from transit.network.timetable import DayTimetable
from transit.read.rules import read_rules
from transit.route.explain import explain
from transit.route.found import Found, Ride, Walk
from transit.route.journey import (
    Compass,
    Confidence,
    Journey,
    RideLeg,
    Side,
    StepKind,
    Turn,
    WalkLeg,
)
from transit.route.query import Query

METRES_PER_DEGREE = 111_195.08


def told(
    city: SmallCity,
    found: Found | None = None,
    *,
    stance: Stance = Stance.HOPEFUL,
    query: Query | None = None,
    day: DayTimetable | None = None,
) -> Journey:
    """Explain a journey in a city; its own from home to the hall when none is given."""
    return explain(
        city.area,
        day or city.day,
        found or city.found(),
        query or city.query(),
        stance,
        read_rules(),
        origin=city.home,
        destination=city.hall,
    )


@pytest.fixture(scope="module")
def city() -> SmallCity:
    """Return the city as drawn."""
    return small_city()


@pytest.fixture(scope="module")
def journey(city: SmallCity) -> Journey:
    """Return the journey from home to the hall."""
    return told(city)


def walked(journey: Journey) -> list[tuple[str, str, str, str, int]]:
    """Return kind, street, side, turn and seconds of each step."""
    return [
        (step.kind, step.street, step.side, step.turn or "", step.duration_s)
        for leg in journey.walks
        for step in leg.steps
    ]


def test_every_step_is_known(journey: Journey) -> None:
    """7 m to the street, 95 m east, 10 m over Chapel Road, 95 m to A; then by the zebra."""
    high = "High Street"
    assert walked(journey) == [
        ("leave", "", "none", "", 7),
        ("walk", high, "left", "left", 95),
        ("cross", "Chapel Road", "none", "straight", 10),
        ("walk", high, "left", "straight", 95),
        ("stop", high, "left", "", 0),
        ("walk", high, "left", "", 100),
        ("cross", high, "none", "right", 10),
        ("walk", high, "left", "right", 60),
        ("arrive", "", "none", "left", 10),
    ]


def test_a_mirrored_city_swaps_left_and_right() -> None:
    """East turned into west changes sides and turns over, and nothing else."""
    swap = {"left": "right", "right": "left"}
    plain = walked(told(small_city()))
    mirrored = walked(told(small_city(mirror=True)))
    assert mirrored == [
        (kind, street, swap.get(side, side), swap.get(turn, turn), seconds)
        for kind, street, side, turn, seconds in plain
    ]


def test_walked_back_sides_change_over(city: SmallCity) -> None:
    """The north pavement of High Street is on the left going east, on the right going west."""
    there = Walk(0, 3, 900, 900, 900, city.arcs("on_north"))
    back = Walk(3, 0, 900, 900, 900, city.arcs("-on_north"))
    day_found = [Found(NINE, NINE + 900, 0, 900, (walk,), ()) for walk in (there, back)]
    sides = [told(city, found).walks[0].steps[0].side for found in day_found]
    assert sides == [Side.LEFT, Side.RIGHT]


def test_an_edge_drawn_the_other_way_round_keeps_its_side(city: SmallCity) -> None:
    """An edge whose u lies at the end of its centre line is walked against it."""
    edge = city.edges["on_north"]
    network = city.area.walk
    turned = network.edge_turned.copy()
    turned[edge] = True
    swapped = replace(network, edge_turned=turned)
    swapped = replace(swapped, edge_u=network.edge_v, edge_v=network.edge_u)
    area = replace(city.area, walk=swapped)
    walk = Walk(0, 3, 900, 900, 900, city.arcs("on_north"))
    found = Found(NINE, NINE + 900, 0, 900, (walk,), ())
    told_leg = explain(
        area,
        city.day,
        found,
        city.query(),
        Stance.HOPEFUL,
        read_rules(),
        origin=city.home,
        destination=city.hall,
    ).walks[0]
    assert told_leg.steps[0].side is Side.RIGHT
    assert told_leg.steps[0].heading_deg == pytest.approx(270, abs=0.1)


@given(time_s=st.integers(0, 5000), length_m=st.integers(0, 5000))
def test_times_and_metres_sum_exactly(time_s: int, length_m: int) -> None:
    """However a walk is rounded, its steps add up to it, and each starts where one ended."""
    city = CITY
    walk = city.found().walks[0]._replace(time_s=time_s, length_m=length_m)
    found = replace(city.found(), walks=(walk, city.found().walks[1]))
    leg = told(city, found).walks[0]
    assert sum(step.duration_s for step in leg.steps) == time_s == leg.arrive_s - leg.depart_s
    assert sum(step.length_m for step in leg.steps) == length_m
    ends = [step.depart_s + step.duration_s for step in leg.steps]
    assert [step.depart_s for step in leg.steps] == [leg.depart_s, *ends[:-1]]


CITY = small_city()


def test_the_clock_runs_through(journey: Journey) -> None:
    """Away at 8:53:33, at the stop at 8:57, on the bus at 9:00, off at 9:10, there at 9:13."""
    first, ride, last = journey.legs
    assert isinstance(ride, RideLeg)
    assert (first.depart_s, first.arrive_s) == (NINE - 387, NINE - 180)
    assert (ride.wait_s, ride.depart_s, ride.arrive_s) == (180, NINE, NINE + 600)
    assert (last.depart_s, last.arrive_s) == (NINE + 600, NINE + 780)
    assert (journey.duration_s, journey.changes, journey.walk_m) == (1167, 0, 387)


def test_spare_time_is_until_the_time_asked_for(city: SmallCity, journey: Journey) -> None:
    """There at 9:13 when asked for 10:00 leaves 47 minutes; asked from the start there is none."""
    assert journey.spare_s == 47 * 60
    leaving = city.query(moment=dt.datetime(2023, 6, 13, 8), arrive_by=False)
    assert told(city, query=leaving).spare_s is None


def metres_apart(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the distance between two points."""
    north = (second[0] - first[0]) * METRES_PER_DEGREE
    east = (second[1] - first[1]) * METRES_PER_DEGREE * np.cos(np.radians(first[0]))
    return float(np.hypot(north, east))


def test_geometry_has_no_gap(journey: Journey) -> None:
    """Each leg starts where the last ended, and each step where the step before it did."""
    for before, after in zip(journey.legs[:-1], journey.legs[1:], strict=True):
        assert metres_apart(before.points[-1], after.points[0]) < 0.5
    for leg in journey.walks:
        for one, two in zip(leg.steps[:-1], leg.steps[1:], strict=True):
            assert metres_apart(one.points[-1], two.points[0]) < 0.5


def test_geometry_stays_on_its_side(city: SmallCity, journey: Journey) -> None:
    """Until the zebra everything is north of the centre line, after it south."""
    crossed = False
    for leg in journey.legs:
        for step in leg.steps if isinstance(leg, WalkLeg) else ():
            if step.kind is StepKind.CROSS and step.street == "High Street":
                crossed = True
                continue
            lats = [lat for lat, _ in step.points]
            assert max(lats) < 51.5 if crossed else min(lats) > 51.5


def test_a_crossing_says_what_is_known(journey: Journey) -> None:
    """The zebra: kind, street, speed, lanes, sides; its kerbs are not recorded."""
    zebra = next(step for step in journey.walks[1].steps if step.crossing).crossing
    assert zebra is not None
    assert (zebra.kind, zebra.street, zebra.speed_mph, zebra.lanes) == (
        CrossingKind.ZEBRA,
        "High Street",
        30,
        2,
    )
    assert (zebra.from_side, zebra.to_side) == (Compass.NORTH, Compass.SOUTH)
    assert zebra.kerb.state is State.UNKNOWN
    assert (zebra.part, zebra.parts) == (1, 1)


def test_the_ride_is_told_in_full(journey: Journey) -> None:
    """Route 1 to Town, three stops to count, the stop on the left as the bus drives."""
    ride = journey.rides[0]
    assert (ride.route, ride.headsign, ride.agency, ride.trip_id) == (
        "1",
        "Town",
        "City Buses",
        "t1",
    )
    assert [call.name for call in ride.calls] == [
        "Chapel Corner",
        "Mill Lane",
        "The Green",
        "Town Hall",
    ]
    assert [call.arrive_s - NINE for call in ride.calls] == [0, 200, 400, 600]
    assert [call.exact for call in ride.calls] == [True, False, False, True]
    assert ride.stops_to_count == 3
    assert (ride.board.indicator, ride.board.street) == ("Stop A", "High Street")
    assert (ride.board.side, ride.alight.side) == (Side.LEFT, Side.LEFT)
    assert ride.straight


def test_what_is_seen_before_getting_off(journey: Journey) -> None:
    """Two stops ahead: nothing near Mill Lane; a church outranks a hairdresser at The Green."""
    first, second = journey.rides[0].signs
    assert (first.call.name, first.stops_left, first.landmark) == ("Mill Lane", 2, None)
    assert (second.call.name, second.stops_left) == ("The Green", 1)
    assert second.landmark is not None
    assert (second.landmark.name, second.landmark.distance_m) == ("Saint Mary's", 14)


def test_other_buses_while_waiting(city: SmallCity, journey: Journey) -> None:
    """Route 8 leaves A at 8:58, within the wait from 8:57; who comes at 8:59 does not see it."""
    assert [(other.route, other.depart_s) for other in journey.rides[0].others] == [
        ("8", NINE - 120)
    ]
    late = replace(city.found(), depart_s=NINE - 60 - 207)
    assert told(city, late).rides[0].others == ()


def test_one_stays_seated_when_the_bus_changes_its_number(city: SmallCity) -> None:
    """A through trip that runs as t2 from Mill Lane on: one ride that says where, no change."""
    through = replace(
        city.area.timetable,
        trip_change_at=np.array([1, -1, -1], np.int32),
        trip_next_row=np.array([1, -1, -1], np.int32),
    )
    passing = replace(city, area=replace(city.area, timetable=through))
    change = told(passing).rides[0].through[0]
    assert (change.route, change.headsign, change.trip_id) == ("2", "Docks", "t2")
    assert (change.at, change.depart_s) == ("Mill Lane", NINE + 200)
    before = replace(city.found(), rides=(Ride(0, 0, 0, 1, NINE, NINE + 200),))
    assert told(passing, before).rides[0].through == ()


@pytest.mark.parametrize(
    ("shift_s", "days"),
    [(-86_400, -1), (-82_800, -1), (-90_000, -1), (82_800, 1), (90_000, 1), (172_800, 2)],
)
def test_a_night_trip_stands_under_its_own_date(city: SmallCity, shift_s: int, days: int) -> None:
    """A shifted trip has the service date it belongs to, and its clock times are the day's."""
    day = replace(city.day, pattern_shift_s=np.full(3, shift_s, np.int32))
    ride = told(city, day=day).rides[0]
    assert ride.service_date == dt.date(2023, 6, 13) + dt.timedelta(days)
    assert ride.depart_s == NINE


def test_confidence_follows_the_stance(city: SmallCity) -> None:
    """What the cautious search finds is confirmed, and nothing unknown decides on it."""
    cautious = told(city, stance=Stance.CAUTIOUS)
    assert cautious.confidence is Confidence.CONFIRMED
    assert not any(unknown.decides for unknown in cautious.unknowns)
    assert told(city).confidence is Confidence.CHECK


def test_unknown_facts_decide_by_profile(city: SmallCity) -> None:
    """Kerbs that nobody recorded decide for who needs dropped ones; recorded ones are not asked."""
    wheels = walker(needs_dropped_kerbs=True, chair=True)
    journey = told(city, query=city.query(profile=wheels))
    deciding = {(unknown.fact, unknown.place) for unknown in journey.unknowns if unknown.decides}
    assert deciding == {
        ("kerb", "High Street"),
        ("step_free", "Town Hall"),
        ("wheelchair_space", "1"),
    }
    assert not any(
        unknown.fact == "kerb" and unknown.place == "Chapel Road" for unknown in journey.unknowns
    )


def test_unknown_facts_of_a_street_are_one_line(journey: Journey) -> None:
    """High Street's slope is asked once, for all the metres walked along it."""
    slopes = [unknown for unknown in journey.unknowns if unknown.fact == "slope"]
    assert [unknown.place for unknown in slopes] == ["High Street"]
    assert slopes[0].length_m == 95 + 95 + 100 + 60
    assert len(slopes[0].edges) == 4


def test_walking_along_one_edge(city: SmallCity) -> None:
    """Two doors on one pavement: out, along, in; no corner is passed."""
    other = city.city.link(-150, 12, city.edges["west"], 50 / 195, 7.0)
    walk = Walk(-1, -1, 64, 128, 64, (), -2, -2)
    found = Found(NINE, NINE + 64, 128, 64, (walk,), ())
    journey = explain(
        city.area,
        city.day,
        found,
        city.query(),
        Stance.HOPEFUL,
        read_rules(),
        origin=city.home,
        destination=other,
    )
    assert [(step.kind, step.duration_s, step.side) for step in journey.walks[0].steps] == [
        ("leave", 7, "none"),
        ("walk", 50, "right"),
        ("arrive", 7, "none"),
    ]
    assert journey.walks[0].steps[1].turn is Turn.RIGHT
