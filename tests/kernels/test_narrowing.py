"""What a search for one place looks at: bounds as their definition says, and no bus elsewhere."""

import random
from pathlib import Path

import numpy as np
import pytest
from builders import (
    DATE,
    Edge,
    Line,
    area_of,
    clock,
    every_trip,
    plain_profile,
    random_city,
    street_network,
    timetable_of,
)
from route.reaching import router_of

from transit.kernels.arrays import UNREACHED, frozen
from transit.kernels.bounds import FAR, find_bounds, frozen_bounds
from transit.kernels.narrowing import narrowed
from transit.kernels.raptor import Ends
from transit.model.fact import Stance
from transit.route.reach.asked import Moments
from transit.route.reach.prepared import Prepared, prepare

_MOMENTS = Moments(np.array([clock("9:00")]), True, 7200, 7200)


def _egress(n_stops: int, walks: dict[int, int]) -> Ends:
    """Return walks to a place: seconds by stop, each second a thousand of burden."""
    stops = sorted(walks)
    first = np.searchsorted(stops, np.arange(n_stops + 1))
    time = np.array([walks[stop] for stop in stops], np.int64)
    return Ends(frozen(first, np.int32), frozen(time), frozen(1000 * time), frozen(time))


def _plainly(prepared: Prepared, egress: Ends, rides: int, what: int) -> tuple[list, list, list]:
    """Return ``off``, ``on`` and ``aboard`` by trying every ride and walk, one ride more a round.

    Seconds where ``what`` is 0, otherwise burden, riding at 1,300 a second.
    """
    course = prepared.course
    table, hops = course.timetable, course.hops
    weight = (1, 1300)[what]
    changes = prepared.ground.changes.changes(arrive_by=not prepared.moments.arrive_by)
    n_stops = table.stop_first_visit.size - 1
    walk = (egress.time_s, egress.burden_ms)[what]
    end = [
        int(walk[egress.first[stop] : egress.first[stop + 1]].min(initial=FAR))
        for stop in range(n_stops)
    ]
    cost = (changes.time_s, changes.burden_ms)[what]
    offs, ons, aboards = [end], [[FAR] * n_stops], []
    for _ in range(rides):
        on, aboard = [FAR] * n_stops, [FAR] * table.pattern_stop.size
        for pattern in range(table.pattern_first_stop.size - 1):
            first, last = (int(each) for each in table.pattern_first_stop[pattern : pattern + 2])
            for board in range(first, last):
                gone = 0
                for visit in range(board + 1, last):
                    gone += weight * int(hops.run_s[visit - 1])
                    if table.pattern_alight[visit]:
                        ahead = offs[-1][int(table.pattern_stop[visit])]
                        aboard[board] = min(aboard[board], gone + ahead)
                    gone += weight * int(hops.dwell_s[visit])
                if table.pattern_board[board]:
                    stop = int(table.pattern_stop[board])
                    on[stop] = min(on[stop], aboard[board])
        off = list(end)
        for stop in range(n_stops):
            for row in range(changes.first[stop], changes.first[stop + 1]):
                off[stop] = min(off[stop], int(cost[row]) + on[int(changes.to_stop[row])])
        offs.append(off)
        ons.append(on)
        aboards.append(aboard)
    return offs[:-1], ons, aboards


@pytest.mark.parametrize("seed", range(12))
def test_bounds_are_what_they_say(seed: int, tmp_path: Path) -> None:
    """Looking only at what has become less finds what looking at everything finds."""
    chance = random.Random(seed)
    city = random_city(seed, tmp_path)
    router = router_of(city.area, plain_profile(most_changes=2))
    prepared = prepare(router, Stance.HOPEFUL, DATE, _MOMENTS)
    course = prepared.course
    n_stops = course.timetable.stop_first_visit.size - 1
    near = chance.sample(range(n_stops), min(2, n_stops))
    egress = _egress(n_stops, {stop: chance.randrange(600) for stop in near})
    found = find_bounds(course.timetable, course.hops, egress, course.back, 3, 1300)
    for what in range(2):
        off, on, aboard = _plainly(prepared, egress, 3, what)
        assert np.minimum(found.off[..., what], FAR).tolist() == np.minimum(off, FAR).tolist()
        assert found.on[..., what].tolist() == np.minimum(on, FAR).tolist()
        if what == 0:
            expected = np.where(np.array(aboard) >= FAR, UNREACHED, aboard)
            assert found.aboard_s.tolist() == expected.tolist()


def test_only_buses_that_lead_there_are_left(tmp_path: Path) -> None:
    """Of three lines, one to the place, one that it is changed from and one elsewhere, two."""
    n_stops = 7
    edges = [Edge(at, at + 1, 400.0) for at in range(n_stops)]
    walk = street_network(n_stops + 1, edges)
    trips = [every_trip(clock("7:00") + 900 * at, [300]) for at in range(20)]
    lines = [Line([2, 1], trips), Line([3, 2], trips), Line([5, 6], trips)]
    area = area_of(tmp_path, walk, timetable_of(n_stops, lines), list(range(n_stops)))
    router = router_of(area, plain_profile(most_changes=1, longest_change_walk_m=100))
    prepared = prepare(router, Stance.CAUTIOUS, DATE, _MOMENTS)
    course = prepared.course
    egress = _egress(n_stops, {1: 60})
    bounds = find_bounds(course.timetable, course.hops, egress, course.back, 2, 1000)
    longest = _MOMENTS.window_s + _MOMENTS.longest_s
    left = narrowed(course, frozen_bounds(bounds), prepared.span, longest)
    table, whole = left.course.timetable, course.timetable
    assert sorted(table.pattern_stop.tolist()) == [1, 2, 2, 3]
    # Trips from 5:00, when the first journey may begin, to 9:00: those at 7:00, 7:15 ... 9:00.
    assert np.diff(table.pattern_first_trip).tolist() == [9, 9]
    assert (table.departure == whole.departure[left.event]).all()
    assert (table.arrival == whole.arrival[left.event]).all()
    # One ride from stop 2, two from stop 3, and none from where a line ends.
    level_of = {(2, 0): 1, (1, 1): 0, (3, 0): 2, (2, 1): 0}
    visits = np.concatenate([np.tile([0, 1], 9), np.tile([2, 3], 9)])
    stops = table.pattern_stop[visits].tolist()
    assert left.level.tolist() == [
        level_of[stop, at % 2] for stop, at in zip(stops, visits.tolist(), strict=True)
    ]
