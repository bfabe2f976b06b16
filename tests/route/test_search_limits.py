"""Margins, windows and limits on walking, each at the second or the metre where it bites."""

import datetime as dt
from math import ceil
from pathlib import Path

import pytest

from tests.builders import (
    DATE,
    NO,
    YES,
    Edge,
    Line,
    area_of,
    clock,
    every_trip,
    link_on,
    plain_profile,
    street_network,
    timetable_of,
)
from transit.errors import InputError
from transit.model.fact import Stance
from transit.model.profile import Profile, Weights
from transit.model.streets import EdgeKind
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.found import Found
from transit.route.query import Point, Query
from transit.route.router import Asked, Router


def change_town(folder: Path, profile: Profile, second: str = "8:25") -> Router:
    """Return a town of two lines, between whose stops one walks 60 m.

    From home 100 m to stop 0; bus at 8:10 to stop 1 at 8:20; 60 m to stop 2; bus to stop 3, ten
    minutes; 80 m to the other end. Nothing else joins these.
    """
    edges = [Edge(0, 1, 100), Edge(2, 3, 60), Edge(4, 5, 80)]
    lines = [
        Line([0, 1], [every_trip(clock("8:10"), [600])]),
        Line([2, 3], [every_trip(clock(second), [600])]),
    ]
    walk = street_network(6, edges)
    area = area_of(folder, walk, timetable_of(4, lines), [1, 2, 3, 4], [NO, NO, YES, NO])
    return Router(area, profile, read_rules(), read_parameters())


def search(
    router: Router, asked_s: int, window_s: int = 3600, arrive_by: bool = False
) -> tuple[Found, ...]:
    """Search from one end of the town to the other."""
    walk = router.area.walk
    places = link_on(walk, 0, 0.0), link_on(walk, walk.edge_u.size - 1, 1.0)
    asked = Asked(*places, router.day(DATE), asked_s, window_s, arrive_by)
    return router.search(asked, Stance.CAUTIOUS)


def test_every_part_of_a_burden(tmp_path: Path) -> None:
    """Leaves 8:06:20 and arrives 8:36:20: half an hour that feels like 56 minutes.

    Walks of 100, 60 and 80 m at 1 m/s weigh 2 a second: 480. The margin of 120 s at stop 0, no
    seat, weighs 2.5: 300. At stop 2, with a seat, one stands from 8:21 to 8:25, 240 s at 2.0: 480.
    Rides of 600 s each: 1,200. The change itself: 900. Together 3,360.
    """
    (found,) = search(change_town(tmp_path, plain_profile()), clock("8:00"))
    assert found.depart_s == clock("8:10") - 120 - 100
    assert found.arrive_s == clock("8:35") + 80
    assert (found.burden_s, found.length_m) == (3360, 240)


@pytest.mark.parametrize(("margin_s", "second", "journeys"), [(240, "8:25", 1), (241, "8:25", 0)])
def test_the_margin_at_a_change_comes_after_its_walk(
    tmp_path: Path, margin_s: int, second: str, journeys: int
) -> None:
    """Off at 8:20, 60 s of walk: 240 s of margin reach the bus at 8:25, 241 s do not."""
    router = change_town(tmp_path, plain_profile(change_margin_s=margin_s), second)
    assert len(search(router, clock("8:00"))) == journeys
    assert len(search(router, clock("9:00"), arrive_by=True)) == journeys


@pytest.mark.parametrize(("longest_m", "journeys"), [(240, 1), (239, 0)])
def test_all_walks_count_for_the_longest_in_all(
    tmp_path: Path, longest_m: int, journeys: int
) -> None:
    """100 + 60 + 80 m: one metre less than 240 is too little, in either direction."""
    router = change_town(tmp_path, plain_profile(longest_total_walk_m=longest_m))
    assert len(search(router, clock("8:00"))) == journeys
    assert len(search(router, clock("9:00"), arrive_by=True)) == journeys


@pytest.mark.parametrize(
    ("changed", "journeys"),
    [
        ({"longest_walk_m": 100}, 1),
        ({"longest_walk_m": 99}, 0),
        ({"longest_change_walk_m": 60}, 1),
        ({"longest_change_walk_m": 59}, 0),
        ({"rest_every_m": 100}, 1),
        ({"rest_every_m": 99}, 0),
        ({"most_changes": 1}, 1),
        ({"most_changes": 0}, 0),
    ],
)
def test_each_limit_bites_at_its_metre(
    tmp_path: Path, changed: dict[str, int], journeys: int
) -> None:
    """The longest single walk is 100 m, the one between buses 60 m; a bus seat is a rest."""
    router = change_town(tmp_path, plain_profile(**changed))
    assert len(search(router, clock("8:00"))) == journeys
    assert len(search(router, clock("9:00"), arrive_by=True)) == journeys


def test_a_longer_walk_in_all_shuts_out_the_easier_journey(tmp_path: Path) -> None:
    """Who may walk 150 m in all takes the bus nearby and changes; others walk to the direct one.

    Stop 1, 50 m from home, has a bus to stop 2, whence another goes to stop 3. Stop 0, 150 m from
    home, has one straight to stop 3, at whose door one wants to be. Straight: 150 m weigh 300,
    then 120 s x 2.5 and 600: 1,200 in all; with a change it is more than 100 + 300 + 1,200 + 900.
    """
    edges = [Edge(0, 1, 150), Edge(0, 2, 50), Edge(3, 4, 50), Edge(5, 6, 10)]
    lines = [
        Line([0, 3], [every_trip(clock("8:10"), [600])]),
        Line([1, 2], [every_trip(clock("8:10"), [600])]),
        Line([2, 3], [every_trip(clock("8:30"), [600])]),
    ]
    walk = street_network(7, edges)
    area = area_of(tmp_path, walk, timetable_of(4, lines), [1, 2, 3, 6])
    places = link_on(walk, 1, 0.0), link_on(walk, 3, 1.0)
    for longest_m, rides in ((None, 1), (150, 1), (149, 2), (50, 2), (49, 0)):
        profile = plain_profile(longest_total_walk_m=longest_m)
        router = Router(area, profile, read_rules(), read_parameters())
        asked = Asked(*places, router.day(DATE), clock("8:00"), 3600, False)
        found = router.search(asked, Stance.CAUTIOUS)
        assert [len(one.rides) for one in found] == ([rides] if rides else [])


ARRIVES = clock("8:35") + 80


@pytest.mark.parametrize(
    ("asked_s", "window_s", "journeys"),
    [
        (ARRIVES, 0, 1),
        (ARRIVES - 1, 3600, 0),
        (ARRIVES + 600, 600, 1),
        (ARRIVES + 600, 599, 0),
    ],
)
def test_arriving_by_looks_at_arrivals_in_the_window(
    tmp_path: Path, asked_s: int, window_s: int, journeys: int
) -> None:
    """The journey arrives at 8:36:20; both ends of the window belong to it."""
    router = change_town(tmp_path, plain_profile())
    assert len(search(router, asked_s, window_s, arrive_by=True)) == journeys


@pytest.mark.parametrize(("early_s", "journeys"), [(220, 1), (221, 0)])
def test_the_margin_at_the_destination(tmp_path: Path, early_s: int, journeys: int) -> None:
    """Arriving at 8:36:20 is 220 s before 8:40; asked when to leave it does not matter."""
    router = change_town(tmp_path, plain_profile(arrive_early_s=early_s))
    walk = router.area.walk
    places = link_on(walk, 0, 0.0), link_on(walk, 2, 1.0)
    for arrive_by, at in ((True, "8:40"), (False, "8:00")):
        query = Query(
            origin=Point(0, 0),
            destination=Point(0, 0),
            moment=dt.datetime.combine(DATE, dt.time.fromisoformat(f"0{at}")),
            arrive_by=arrive_by,
            profile=router.profile,
        )
        found = router.search(router.asked(query, *places), Stance.CAUTIOUS)
        assert len(found) == (journeys if arrive_by else 1)


@pytest.mark.parametrize(("early_s", "depart_s"), [(0, 0), (120, 120), (600, 600)])
def test_the_margin_at_the_first_stop(tmp_path: Path, early_s: int, depart_s: int) -> None:
    """One leaves home so much earlier, and waits it at 2.5; no second more."""
    router = change_town(tmp_path, plain_profile(at_stop_early_s=early_s))
    for arrive_by, at in ((True, "9:00"), (False, "7:55")):
        (found,) = search(router, clock(at), arrive_by=arrive_by)
        assert found.depart_s == clock("8:10") - 100 - depart_s
        assert found.burden_s == 3360 - 300 + early_s * 2.5


@pytest.mark.parametrize(
    ("seats", "rest_m", "journeys"),
    [
        ({}, 300, 1),
        ({}, 299, 0),
        ({1: YES}, 200, 1),
        ({1: YES}, 199, 0),
        ({1: YES, 2: YES}, 120, 1),
        ({1: YES, 2: YES}, 119, 0),
        ({3: YES}, 299, 0),
    ],
)
def test_rest_is_measured_from_seat_to_seat(
    tmp_path: Path, seats: dict[int, int], rest_m: int, journeys: int
) -> None:
    """300 m in pieces of 100, 80 and 120 m; one sets out rested, the end is no seat needed."""
    edges = [Edge(0, 1, 100), Edge(1, 2, 80), Edge(2, 3, 120)]
    walk = street_network(4, edges, seats)
    area = area_of(tmp_path, walk, timetable_of(1, []), [-1])
    router = Router(area, plain_profile(rest_every_m=rest_m), read_rules(), read_parameters())
    assert len(search(router, clock("8:00"))) == journeys


def test_a_lift_is_waited_for(tmp_path: Path) -> None:
    """100 m on either side of a lift, which takes its wait at 2.5 a second; a corridor has none."""
    for metres, waits in ((0, 1), (20, 0)):
        edges = [Edge(0, 1, 100), Edge(1, 2, metres, kind=EdgeKind.INDOOR), Edge(2, 3, 100)]
        walk = street_network(4, edges)
        area = area_of(tmp_path / str(metres), walk, timetable_of(1, []), [-1])
        router = Router(area, plain_profile(), read_rules(), read_parameters())
        wait = waits * router.parameters.number("lift_wait_s")
        (found,) = search(router, clock("8:00"))
        assert found.arrive_s - found.depart_s == 200 + metres + wait
        assert found.burden_s == ceil(2 * (200 + metres) + 2.5 * wait)


def test_a_burden_too_large_to_hold_is_refused(tmp_path: Path) -> None:
    """100 m at 1 m/s and a weight of 30,000 are 3 thousand million ms: more than 32 bits hold."""
    router = change_town(tmp_path, plain_profile(speed_m_s=1.0, weights=Weights(walk=30_000.0)))
    with pytest.raises(InputError, match="weights"):
        router.ground(Stance.CAUTIOUS)
