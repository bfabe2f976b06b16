"""What is not known: learning that it is a no never helps anybody, learning a yes never harms."""

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    NO,
    OPEN,
    YES,
    City,
    plain_profile,
    random_city,
    street_network,
    with_rides_limited,
)
from tests.builders import Edge as Street
from tests.questions import judged, no_worse, random_questions, router_for
from transit.kernels.arrays import frozen
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.area import Area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.barriers import Barrier, edge_barriers

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Known:
    """What everything unknown turns out to be: the fact, slope %, width mm, steps."""

    fact: int
    slope: float
    width_mm: int
    steps: int


WORST = Known(NO, 30.0, 300, 100)
BEST = Known(YES, 0.0, 5000, 1)


def learnt(area: Area, known: Known, chance: random.Random) -> Area:
    """Return the area with about half of what is unknown found out."""

    def some(where: Any) -> Any:
        half = np.array([chance.random() < 0.5 for _ in range(len(where))], bool)
        return np.asarray(where) & half

    def facts(array: Any) -> Any:
        array = np.asarray(array)
        return frozen(np.where(some(array & 3 == OPEN), known.fact, array), np.uint8)

    walk, timetable, stops = area.walk, area.timetable, area.stops
    slope, width, steps = walk.edge_incline_pct, walk.edge_width_mm, walk.edge_steps
    streets = replace(
        walk,
        **{
            name: facts(getattr(walk, name))
            for name in (
                "fact_pavement",
                "fact_kerb",
                "fact_surface",
                "fact_access",
                "fact_ramp",
                "fact_lit",
                "corner_seat",
            )
        },
        edge_incline_pct=frozen(np.where(some(np.isnan(slope)), known.slope, slope), np.float32),
        edge_width_mm=frozen(np.where(some(width < 0), known.width_mm, width), np.int32),
        edge_steps=frozen(np.where(some(steps < 0), known.steps, steps), np.int16),
    )
    step_free = pl.Series("wheelchair", facts(timetable.stops["wheelchair"].to_numpy()))
    buses = replace(
        timetable,
        stops=timetable.stops.with_columns(step_free),
        pattern_wheelchair=facts(timetable.pattern_wheelchair),
    )
    return replace(
        area, walk=streets, timetable=buses, stops=replace(stops, seat=facts(stops.seat))
    )


@settings(max_examples=40)
@given(st.integers(0, 100_000))
def test_learning_a_no_never_improves_and_a_yes_never_worsens(seed: int) -> None:
    """In either stance: unknown is as good as a yes to hope, and as bad as a no to caution."""
    chance = random.Random(seed)
    city = random_city(seed, Path("/dev/null") / "nowhere")
    city = with_rides_limited(city, seed) if chance.random() < 0.5 else city
    worse, better = (learnt(city.area, known, chance) for known in (WORST, BEST))
    for router, asked in random_questions(seed, city):
        for stance in Stance:
            now = judged(router.search(asked, stance), asked)
            for area, first in ((worse, False), (better, True)):
                other = router_for(City(area, ()), router.profile)
                then = judged(other.search(other.taking_over(asked), stance), asked)
                assert no_worse(then, now) if first else no_worse(now, then)


STREET = {"kind": EdgeKind.PAVEMENT, "road": RoadClass.RESIDENTIAL}
CROSSING = {"kind": EdgeKind.CROSSING, "crossing": CrossingKind.ZEBRA, "traffic": Traffic.BUSY}
FLIGHT = {"kind": EdgeKind.STEPS, "steps": 9}
ASKS: dict[str, tuple[dict[str, Any], str, dict[str, Any], Barrier, tuple[Any, Any, Any]]] = {
    "access": ({}, "access", STREET, Barrier.ACCESS, (YES, OPEN, NO)),
    "ramp": ({"most_steps": 3}, "ramp", FLIGHT, Barrier.STEPS, (YES, NO, NO)),
    "steps": ({"most_steps": 3}, "steps", FLIGHT, Barrier.STEPS, (3, -1, 4)),
    "slope": ({"steepest_pct": 5.0}, "incline", STREET, Barrier.SLOPE, (-5.0, np.nan, -5.1)),
    "kerb": ({"needs_dropped_kerbs": True}, "kerb", CROSSING, Barrier.KERB, (YES, OPEN, NO)),
    "width": ({"narrowest_mm": 900}, "width_mm", STREET, Barrier.WIDTH, (900, -1, 899)),
    "surface": (
        {"needs_firm_surface": True}, "surface", STREET, Barrier.SURFACE, (YES, OPEN, NO)
    ),
    "pavement": (
        {"needs_pavement": True}, "pavement", STREET, Barrier.PAVEMENT, (YES, OPEN, NO)
    ),
    "lit": ({"walks_unlit": False}, "lit", STREET, Barrier.UNLIT, (YES, OPEN, NO)),
    "lit crossing": ({"walks_unlit": False}, "lit", CROSSING, Barrier.UNLIT, (YES, OPEN, NO)),
    "lit steps": ({"walks_unlit": False}, "lit", FLIGHT, Barrier.UNLIT, (YES, OPEN, NO)),
}  # fmt: skip
"""For each limit: the profile's need, the fact, where, the barrier, and what is fine, open, not."""


def barriers_of(profile: Profile, parameters: Parameters, **street: Any) -> dict[Stance, Barrier]:
    """Return what stands in the way of one profile on one edge, by stance."""
    network = street_network(2, [Street(0, 1, 50, **street)])
    return {
        stance: Barrier(int(edge_barriers(network, profile, stance, read_rules(), parameters)[0]))
        for stance in Stance
    }


@pytest.mark.parametrize("name", ASKS)
def test_each_limit_reads_its_fact_in_three_ways(name: str) -> None:
    """A yes bars nobody, unknown only the cautious, a no both; as docs/methods.md says."""
    needs, column, street, barrier, (fine, unknown, bad) = ASKS[name]
    profile, parameters = plain_profile(**needs), read_parameters()
    for value, expected in (
        (fine, {Stance.CAUTIOUS: Barrier(0), Stance.HOPEFUL: Barrier(0)}),
        (unknown, {Stance.CAUTIOUS: barrier, Stance.HOPEFUL: Barrier(0)}),
        (bad, {Stance.CAUTIOUS: barrier, Stance.HOPEFUL: barrier}),
    ):
        if name == "ramp" and value == unknown:
            continue
        assert barriers_of(profile, parameters, **{**street, column: value}) == expected
    anybody = plain_profile()
    if name != "access":
        for stance in Stance:
            seen = barriers_of(anybody, parameters, **{**street, column: bad})
            assert seen[stance] == Barrier(0)


def test_a_corridor_is_dark_only_where_somebody_says_so() -> None:
    """Nobody records the lamps of a lift or a corridor: both stances take them for lit."""
    profile, parameters = plain_profile(walks_unlit=False), read_parameters()
    for lit, expected in ((YES, Barrier(0)), (OPEN, Barrier(0)), (NO, Barrier.UNLIT)):
        seen = barriers_of(profile, parameters, kind=EdgeKind.INDOOR, lit=lit)
        assert set(seen.values()) == {expected}
        # Corners that are one have no way between them to be lit.
        seen = barriers_of(profile, parameters, kind=EdgeKind.JOIN, lit=lit)
        assert set(seen.values()) == {Barrier(0)}


@pytest.mark.parametrize("road", list(RoadClass))
def test_roads_that_a_person_walks_on(road: RoadClass) -> None:
    """Without a pavement only these classes are walked, and those that everybody shares."""
    profile, parameters = plain_profile(needs_pavement=True, walks_on=(road,)), read_parameters()
    shared = parameters["shared_surface_roads"].value
    assert isinstance(shared, list)
    for other in RoadClass:
        bare = {"kind": EdgeKind.ROADWAY, "road": other, "pavement": NO}
        seen = set(barriers_of(profile, parameters, **bare).values())
        assert seen == {Barrier(0) if other is road or other.name in shared else Barrier.PAVEMENT}


def test_an_unknown_ramp_is_no_ramp_to_either_stance() -> None:
    """Most steps have none: hope reads a ramp that nobody recorded as missing, as caution does."""
    profile, parameters = plain_profile(most_steps=0), read_parameters()
    for ramp, expected in ((YES, Barrier(0)), (OPEN, Barrier.STEPS), (NO, Barrier.STEPS)):
        seen = barriers_of(profile, parameters, **FLIGHT, ramp=ramp)
        assert set(seen.values()) == {expected}


def test_steps_not_counted_are_at_least_one() -> None:
    """Who can climb none has no hope of a flight whose steps nobody counted."""
    seen = barriers_of(
        plain_profile(most_steps=0), read_parameters(), kind=EdgeKind.STEPS, steps=-1
    )
    assert set(seen.values()) == {Barrier.STEPS}
