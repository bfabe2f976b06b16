"""Which unknown facts decide: exactly those for which the cautious search refuses a journey."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from tests.route.small_city import SmallCity, small_city
from tests.route.test_explain import told, walker
from transit.model.fact import Stance
from transit.model.riding import Riding
from transit.model.streets import RoadClass
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles, read_profile
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.barriers import Barrier, edge_barriers
from transit.route.explain import explain_answer
from transit.route.journey import Journey, WalkLeg
from transit.route.query import Point, Query
from transit.route.router import Router

if TYPE_CHECKING:
    from transit.network.area import Area

FACTS: Final = {
    Barrier.ACCESS: "access",
    Barrier.STEPS: "step_count",
    Barrier.SLOPE: "slope",
    Barrier.KERB: "kerb",
    Barrier.WIDTH: "width",
    Barrier.SURFACE: "surface",
    Barrier.PAVEMENT: "pavement",
    Barrier.CROSSING: "crossing_kind",
    Barrier.UNLIT: "lit",
}
PAIRS: Final = (
    (Point(51.5790, -3.0045, "park"), Point(51.5862, -2.9971, "centre")),
    (Point(51.5731, -2.9533, "college"), Point(51.5896, -3.0029, "church")),
    (Point(51.5866, -2.9502, "home"), Point(51.5850, -2.9932, "library")),
)


@pytest.fixture(scope="module")
def city() -> SmallCity:
    """Return the city as drawn."""
    return small_city()


def test_a_rest_that_nobody_recorded_decides(city: SmallCity) -> None:
    """Who rests every 150 m depends on seats along the 200 m to the stop, which nobody recorded."""
    journey = told(city, query=city.query(profile=walker(rest_every_m=150)))
    rests = [unknown for unknown in journey.unknowns if unknown.fact == "rest"]
    assert [(rest.leg, rest.decides, rest.length_m >= 200) for rest in rests] == [(0, True, True)]
    sure = told(city, query=city.query(profile=walker(rest_every_m=150)), stance=Stance.CAUTIOUS)
    assert not any(unknown.decides for unknown in sure.unknowns)


def test_who_needs_no_rest_is_not_asked_for_seats(city: SmallCity) -> None:
    """Seats on the way are no question for who walks well, nor within a walk short enough."""
    for profile in (walker(), walker(rest_every_m=5_000)):
        journey = told(city, query=city.query(profile=profile))
        assert not any(unknown.fact == "rest" for unknown in journey.unknowns)


def test_announcements_decide_for_who_needs_them(city: SmallCity) -> None:
    """That a bus calls out its stops nobody has recorded: it decides only for who relies on it."""
    for riding, decides in ((Riding(), False), (Riding(gets_off_unannounced=False), True)):
        journey = told(city, query=city.query(profile=walker(riding=riding)))
        facts = [unknown for unknown in journey.unknowns if unknown.fact == "announced"]
        assert facts and {fact.decides for fact in facts} == {decides}


@pytest.mark.real
@pytest.mark.parametrize("profile", [profile.name for profile in list_profiles()])
@pytest.mark.parametrize("walks_unlit", [True, False])
def test_what_decides_is_what_the_cautious_search_refuses(
    newport_area: "Area", profile: str, walks_unlit: bool
) -> None:
    """Edge by edge: the limits that only unknown facts break are the facts said to decide."""
    traveller = replace(
        read_profile(profile), walks_unlit=walks_unlit, walks_on=(RoadClass.RESIDENTIAL,)
    )
    router = Router(newport_area, traveller, read_rules(), read_parameters())
    barred = edge_barriers(
        newport_area.walk, router.profile, Stance.CAUTIOUS, router.rules, router.parameters
    )
    checked = 0
    for origin, destination in PAIRS:
        query = Query(
            origin=origin,
            destination=destination,
            moment=dt.datetime(2023, 6, 13, 10),
            arrive_by=True,
            profile=router.profile,
        )
        for journey in explain_answer(
            newport_area, find_journeys(router, query), router.rules
        ).journeys:
            if journey.stance is Stance.HOPEFUL:
                refused = _refused(journey, barred)
                assert _deciding(journey) == refused
                checked += len(refused)
    assert checked or profile in ("walks-well", "with-a-companion")


def _refused(journey: Journey, barred: object) -> set[tuple[int, str]]:
    """Edges walked that the cautious search refuses, each with the fact that it lacks."""
    walked = {
        stretch.edge
        for leg in journey.legs
        if isinstance(leg, WalkLeg)
        for step in leg.steps
        for stretch in step.stretches
        if stretch.edge >= 0
    }
    return {
        (edge, fact)
        for edge in walked
        for barrier, fact in FACTS.items()
        if int(barred[edge]) & barrier  # type: ignore[index]
    }


def _deciding(journey: Journey) -> set[tuple[int, str]]:
    return {
        (edge, unknown.fact)
        for unknown in journey.unknowns
        if unknown.decides and unknown.fact in FACTS.values()
        for edge in unknown.edges
    }
