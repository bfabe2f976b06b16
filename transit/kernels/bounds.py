"""The least time, burden and length still ahead of each stop, whatever the clock says.

Computed backwards from the destination over the shortest run of each hop and no waiting at all, so
that no real journey can need less. What holds here holds for every search that allows less: more
things forbidden, the cautious stance.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import UNREACHED, frozen

FAR: Final = 1 << 60
"""Out of reach."""


class Hops(NamedTuple):
    """The shortest runs of a day, by visit of a pattern.

    ``run_s (n_visits,) int32`` least seconds from leaving this stop to reaching the pattern's next
    one, ``dwell_s (n_visits,) int32`` least seconds between reaching and leaving this stop.
    """

    run_s: NDArray[np.int32]
    dwell_s: NDArray[np.int32]


class Bounds(NamedTuple):
    """Least still ahead, by rides left and stop.

    The last axis is time s and burden perceived ms, each least by itself. ``off (most_rides,
    n_stops, 2) int64`` just got off, so many rides being left; ``on (most_rides + 1, n_stops, 2)
    int64`` ready to board, so many rides being left, row 0 FAR; ``aboard_s (most_rides, n_visits)
    int32`` least time when leaving a visit of a pattern by that bus, so many rides being left after
    it, UNREACHED where the bus leads nowhere; ``walk_m`` the shortest walk from any stop to the
    destination, metres.
    """

    off: NDArray[np.int64]
    on: NDArray[np.int64]
    aboard_s: NDArray[np.int32]
    walk_m: int


@njit(cache=True, nogil=True)
def shortest_hops(timetable):  # type: ignore[no-untyped-def]
    """Return the shortest run of each hop.

    Parameters
    ----------
    timetable
        The day.

    Returns
    -------
    tuple of ndarray
        ``run_s`` and ``dwell_s`` as in :class:`Hops`.
    """
    n_visits = timetable.pattern_stop.size
    run = np.full(n_visits, np.iinfo(np.int32).max, np.int32)
    dwell = np.full(n_visits, np.iinfo(np.int32).max, np.int32)
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first = timetable.pattern_first_stop[pattern]
        n = timetable.pattern_first_stop[pattern + 1] - first
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        event = timetable.pattern_first_event[pattern]
        for _ in range(trips):
            for at in range(n):
                stay = timetable.departure[event] - timetable.arrival[event]
                dwell[first + at] = min(dwell[first + at], stay)
                if at + 1 < n:
                    hop = timetable.arrival[event + 1] - timetable.departure[event]
                    run[first + at] = min(run[first + at], hop)
                event += 1
    return run, dwell


@njit(cache=True, nogil=True)
def _passing(timetable, stops, n_stops, seen, patterns):  # type: ignore[no-untyped-def]
    # Patterns at which one can get off at any of the stops; ``seen`` is false again afterwards.
    n_patterns = 0
    for at in range(n_stops):
        stop = stops[at]
        for row in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[row]
            visit = timetable.pattern_first_stop[pattern] + timetable.visit_position[row]
            if seen[pattern] or not timetable.pattern_alight[visit]:
                continue
            seen[pattern] = True
            patterns[n_patterns] = pattern
            n_patterns += 1
    for at in range(n_patterns):
        seen[patterns[at]] = False
    return n_patterns


@njit(cache=True, nogil=True)
def _ride(  # type: ignore[no-untyped-def]
    timetable, hops, ride, patterns, n_patterns, off, on, aboard_s, better, stops
):
    # Least ahead when ready to board: get off anywhere further on. Returns where it is less now.
    run, dwell = hops
    n_better = 0
    for at in range(n_patterns):
        pattern = patterns[at]
        first = timetable.pattern_first_stop[pattern]
        last = timetable.pattern_first_stop[pattern + 1] - 1
        if timetable.pattern_first_trip[pattern] == timetable.pattern_first_trip[pattern + 1]:
            continue
        time = np.int64(FAR)  # least ahead when leaving the stop
        burden = np.int64(FAR)
        for visit in range(last, first - 1, -1):
            stop = timetable.pattern_stop[visit]
            if time < FAR:
                aboard_s[visit] = time
                if timetable.pattern_board[visit] and (time < on[stop, 0] or burden < on[stop, 1]):
                    on[stop, 0] = min(on[stop, 0], time)
                    on[stop, 1] = min(on[stop, 1], burden)
                    if not better[stop]:
                        better[stop] = True
                        stops[n_better] = stop
                        n_better += 1
                time += dwell[visit]
                burden += ride * dwell[visit]
            if timetable.pattern_alight[visit]:
                time = min(time, off[stop, 0])
                burden = min(burden, off[stop, 1])
            if visit > first and time < FAR:
                time += run[visit - 1]
                burden += ride * run[visit - 1]
    for at in range(n_better):
        better[stops[at]] = False
    return n_better


@njit(cache=True, nogil=True)
def _change(changes, stops, n_stops, on, off, better, others):  # type: ignore[no-untyped-def]
    # Least ahead when just got off and walking to one of the stops. Returns where it is less now.
    n_better = 0
    for at in range(n_stops):
        stop = stops[at]
        for row in range(changes.first[stop], changes.first[stop + 1]):
            other = changes.to_stop[row]
            time = changes.time_s[row] + on[stop, 0]
            burden = changes.burden_ms[row] + on[stop, 1]
            if time >= off[other, 0] and burden >= off[other, 1]:
                continue
            off[other, 0] = min(off[other, 0], time)
            off[other, 1] = min(off[other, 1], burden)
            if not better[other]:
                better[other] = True
                others[n_better] = other
                n_better += 1
    for at in range(n_better):
        better[others[at]] = False
    return n_better


@njit(cache=True, nogil=True)
def _walk(egress, off, stops):  # type: ignore[no-untyped-def]
    # Least ahead when just got off at a stop from which one walks. Returns how many there are.
    n_found = 0
    for stop in range(egress.first.size - 1):
        if egress.first[stop] == egress.first[stop + 1]:
            continue
        for row in range(egress.first[stop], egress.first[stop + 1]):
            off[stop, 0] = min(off[stop, 0], egress.time_s[row])
            off[stop, 1] = min(off[stop, 1], egress.burden_ms[row])
        stops[n_found] = stop
        n_found += 1
    return n_found


@njit(cache=True, nogil=True)
def find_bounds(timetable, hops, egress, changes, most_rides, ride):  # type: ignore[no-untyped-def]
    """Return the least still ahead of each stop.

    With a ride more only what has become less is looked at again.

    Parameters
    ----------
    timetable
        The day, with the boarding rules of the search that allows most.
    hops
        Its shortest runs.
    egress
        Walks to the destination of the search that allows most.
    changes
        Its walks between rides, *by the stop walked to*; ``to_stop`` is where they start.
    most_rides
        Most rides, 1 or more.
    ride
        Weight of riding, thousandths.

    Returns
    -------
    Bounds
        For every search that allows no more.
    """
    n_stops = timetable.stop_first_visit.size - 1
    n_patterns = timetable.pattern_first_stop.size - 1
    off = np.full((most_rides, n_stops, 2), FAR, np.int64)
    on = np.full((most_rides + 1, n_stops, 2), FAR, np.int64)
    aboard_s = np.full((most_rides, timetable.pattern_stop.size), UNREACHED, np.int32)
    better = np.zeros(n_stops, np.bool_)
    stops, others = np.empty(n_stops, np.int32), np.empty(n_stops, np.int32)
    seen, patterns = np.zeros(n_patterns, np.bool_), np.empty(n_patterns, np.int32)
    n_off = _walk(egress, off[0], stops)
    for left in range(most_rides):
        if left > 0:
            aboard_s[left] = aboard_s[left - 1]
            on[left + 1] = on[left]
        n_passing = _passing(timetable, stops, n_off, seen, patterns)
        n_on = _ride(
            timetable,
            hops,
            ride,
            patterns,
            n_passing,
            off[left],
            on[left + 1],
            aboard_s[left],
            better,
            others,
        )
        if left + 1 < most_rides:
            off[left + 1] = off[left]
            n_off = _change(changes, others, n_on, on[left + 1], off[left + 1], better, stops)
    walk_m = np.int64(FAR)
    for row in range(egress.length_m.size):
        walk_m = min(walk_m, egress.length_m[row])
    return Bounds(off, on, aboard_s, int(walk_m))


def no_bounds() -> Bounds:
    """Return bounds for a search without any ride.

    Returns
    -------
    Bounds
        Of no stop.
    """
    nothing = frozen(np.empty((0, 0, 2), np.int64))
    return Bounds(nothing, nothing, frozen(np.empty((0, 0), np.int32)), FAR)


def frozen_bounds(bounds: Bounds) -> Bounds:
    """Return bounds as a search wants them.

    Parameters
    ----------
    bounds
        As found.

    Returns
    -------
    Bounds
        Read-only.
    """
    off, on, aboard_s = (frozen(each) for each in bounds[:3])
    return Bounds(off, on, aboard_s, int(bounds.walk_m))
