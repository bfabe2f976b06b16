"""Places far from every road: told, and not planned where they lie outside the area."""

from dataclasses import replace

from tests.fleet.test_day_part import BACK, CENTRE, DEPOT, HOME, MINIBUS, RATES, THERE
from transit.fleet.off_road import part_by_road
from transit.model.notice import Severity
from transit.model.positions import Position

NEAR_M = 40.0
LIMITS = replace(RATES, far_from_road_m=300, outside_roads_m=2000)


def parted(**metres: float) -> tuple[int, list[tuple[str, str]]]:
    """Return how many of two rides are kept, and what is told, with places so far from roads."""
    gap_m = {
        (place.lat, place.lon): metres.get(name, NEAR_M)
        for name, place in (("depot", DEPOT), ("home", HOME), ("centre", CENTRE))
    }
    kept, notices = part_by_road([THERE, BACK], [MINIBUS], gap_m, LIMITS)
    assert all(each.severity is Severity.WARNING for each in notices)
    return len(kept), [(each.code, each.message.split(" from ")[0]) for each in notices]


def test_places_on_roads_are_not_told() -> None:
    """At the limit itself nothing is said."""
    assert parted() == (2, [])
    assert parted(home=300.0, centre=300.0, depot=300.0) == (2, [])


def test_a_far_home_is_planned_and_named_once() -> None:
    """Two rides, one sentence with the distance."""
    assert parted(home=650.0) == (2, [("fleet_far_from_road", "person P1: their home is 650 m")])


def test_a_home_outside_is_not_planned() -> None:
    """Nobody knows the drive: no price is made up for it."""
    found = [("fleet_outside_roads", "person P1: their home is 16.5 km")]
    assert parted(home=16_500.0) == (0, found)


def test_a_place_outside_names_who_goes_there() -> None:
    """By the session."""
    assert parted(centre=2001.0) == (
        0,
        [("fleet_outside_roads", "person P1: session S1 is 2.0 km")],
    )


def test_a_depot_outside_is_told_and_runs() -> None:
    """Its miles are too few, which is said; people's rides are known all the same."""
    found = [("fleet_depot_far_from_road", "vehicle V1: its depot is 5.0 km")]
    assert parted(depot=5000.0) == (2, found)


def test_who_rides_on_from_another_session_is_not_said_to_live_there() -> None:
    """Their ride begins at a venue."""
    at = Position(51.2, 0.0, 10)
    onward = replace(THERE, home=at, onward=True)
    gap_m = {(at.lat, at.lon): 9000.0, (CENTRE.lat, CENTRE.lon): 0.0}
    kept, (notice,) = part_by_road([onward], [], gap_m, LIMITS)
    assert kept == [] and "before session S1" in notice.message
