"""On real data: what a limit on rides or ways bars, journeys are never told to ask."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from transit.model.clock import to_local
from transit.model.fact import Stance, State
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.model.streets import RoadClass
from transit.network.link import Link
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.explain import explain
from transit.route.journey import Journey, RideLeg, Stretch, WalkLeg
from transit.route.query import Point, Query
from transit.route.router import Router

if TYPE_CHECKING:
    from transit.network.area import Area

PAIRS = (
    (Point(51.5790, -3.0045, "park"), Point(51.5862, -2.9971, "centre")),
    (Point(51.5731, -2.9533, "college"), Point(51.5896, -3.0029, "church")),
    (Point(51.5866, -2.9502, "home"), Point(51.5850, -2.9932, "library")),
    (Point(51.5790, -3.0045, "park"), Point(51.5731, -2.9533, "college")),
    (Point(51.5896, -3.0029, "church"), Point(51.5866, -2.9502, "home")),
)
HOURS = (8, 11, 15)


def journeys_of(area: "Area", profile: Profile) -> Iterator[Journey]:
    """Yield all journeys between some places over a day, both ways."""
    router = Router(area, profile, read_rules(), read_parameters())
    for origin, destination in PAIRS:
        for at, hour in enumerate(HOURS):
            query = Query(
                origin=origin,
                destination=destination,
                moment=dt.datetime(2023, 6, 13, hour, 30),
                arrive_by=at % 2 == 0,
                profile=profile,
            )
            places = [router.find_link(place) for place in (origin, destination)]
            links = [place for place in places if isinstance(place, Link)]
            asked = router.asked(query, *links)
            for stance in Stance:
                for found in router.search(asked, stance):
                    yield explain(
                        area,
                        asked.day.day,
                        found,
                        query,
                        stance,
                        router.rules,
                        origin=links[0],
                        destination=links[1],
                    )


def rides_of(journey: Journey) -> list[RideLeg]:
    """Return a journey's rides."""
    return [leg for leg in journey.legs if isinstance(leg, RideLeg)]


def stretches_of(journey: Journey) -> Iterator[Stretch]:
    """Yield what is walked on."""
    for leg in journey.legs:
        if isinstance(leg, WalkLeg):
            yield from (item for step in leg.steps for item in step.stretches if item.edge >= 0)


def asked(journey: Journey, kind: str) -> list[Any]:
    """Return a journey's demands of one kind."""
    return [demand for demand in journey.demands if demand.kind == kind]


@pytest.fixture(scope="module")
def able() -> Profile:
    """Return somebody of whom a journey may ask much."""
    return replace(
        read_profile("walks-well"),
        longest_walk_m=500,
        longest_change_walk_m=400,
        most_changes=2,
        at_stop_early_s=600,
    )


@pytest.mark.real
def test_somebody_without_limits_is_asked_all_of_it(newport_area: "Area", able: Profile) -> None:
    """The same journeys do ask for it where nothing is barred, so that the tests below can fail."""
    journeys = list(journeys_of(newport_area, able))
    kinds = {demand.kind for journey in journeys for demand in journey.demands}
    details = {demand.detail for journey in journeys for demand in asked(journey, "change")}
    longest = max(
        ride.arrive_s - ride.depart_s for journey in journeys for ride in rides_of(journey)
    )
    assert {"read_number", "get_off_unannounced", "ride_alone", "change"} <= kinds
    assert details & {"same_side", "other_bay"} and "across_the_road" in details
    assert longest > 900
    sure = [journey for journey in journeys if journey.stance is Stance.CAUTIOUS]
    assert any(item.lit.state is State.UNKNOWN for one in sure for item in stretches_of(one))


@pytest.mark.real
@pytest.mark.parametrize("most_changes", [0, 2])
def test_the_number_need_not_be_read(
    newport_area: "Area", able: Profile, most_changes: int
) -> None:
    """While one waits no other route leaves, as the explanation counts them."""
    riding = Riding(boards_where_several_call=False)
    profile = replace(able, riding=riding, most_changes=most_changes)
    journeys = list(journeys_of(newport_area, profile))
    assert sum(bool(rides_of(journey)) for journey in journeys) > 3
    for journey in journeys:
        assert not asked(journey, "read_number")
        assert not any(ride.others for ride in rides_of(journey))


@pytest.mark.real
@pytest.mark.parametrize("minutes", [8, 15])
def test_no_ride_is_longer(newport_area: "Area", able: Profile, minutes: int) -> None:
    """Ride by ride, as told."""
    profile = replace(able, riding=Riding(longest_ride_s=60 * minutes))
    journeys = list(journeys_of(newport_area, profile))
    assert any(rides_of(journey) for journey in journeys)
    for journey in journeys:
        assert all(demand.value <= minutes for demand in asked(journey, "ride_alone"))


@pytest.mark.real
def test_changes_are_where_they_may_be(newport_area: "Area", able: Profile) -> None:
    """At one stop only, or without a road to cross."""
    for riding, allowed in (
        (Riding(changes_stop=False), {"same_stop"}),
        (Riding(changes_across=False), {"same_stop", "same_side", "other_bay"}),
    ):
        journeys = list(journeys_of(newport_area, replace(able, riding=riding)))
        details = {demand.detail for one in journeys for demand in asked(one, "change")}
        assert details and details <= allowed


@pytest.mark.real
def test_hours_are_kept_as_the_clock_shows_them(newport_area: "Area", able: Profile) -> None:
    """Every bus is boarded from half past nine, and nobody is aboard from four to five."""
    riding = Riding(board_within=(34_200, 82_800), not_within=((57_600, 61_200),))
    journeys = list(journeys_of(newport_area, replace(able, riding=riding)))
    rides = [(journey, ride) for journey in journeys for ride in rides_of(journey)]
    assert len(rides) > 10
    for journey, ride in rides:
        times = [to_local(at, journey.date, journey.zone) for at in (ride.depart_s, ride.arrive_s)]
        assert dt.time(9, 30) <= times[0].time() < dt.time(23)
        assert times[1].time() <= dt.time(16) or times[0].time() >= dt.time(17)


@pytest.mark.real
def test_nothing_is_asked_in_the_dark_or_on_other_roads(
    newport_area: "Area", able: Profile
) -> None:
    """Ways known to be unlit are not walked, nor main roads without a pavement."""
    profile = replace(able, walks_unlit=False, needs_pavement=True, walks_on=(RoadClass.SERVICE,))
    journeys = list(journeys_of(newport_area, profile))
    assert journeys
    for journey in journeys:
        assert not asked(journey, "unlit")
        on_road = {demand.detail for demand in asked(journey, "walk_on_road")}
        assert on_road <= {"service", "living_street", "none"}
        sure = journey.stance is Stance.CAUTIOUS
        for stretch in stretches_of(journey):
            assert stretch.lit.state is not State.NO
            assert not (sure and stretch.lit.state is State.UNKNOWN and stretch.kind < 6)


@pytest.mark.real
def test_buses_that_one_may_not_ride_are_not(newport_area: "Area", able: Profile) -> None:
    """Neither who rides none, nor, to be sure of it, who needs to be told where to get off."""
    for riding, stances in (
        (Riding(buses=False), set(Stance)),
        (Riding(gets_off_unannounced=False), {Stance.CAUTIOUS}),
    ):
        for journey in journeys_of(newport_area, replace(able, riding=riding)):
            assert journey.stance not in stances or not rides_of(journey)
