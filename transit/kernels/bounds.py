"""The least time, burden and length still ahead of each stop, whatever the clock says.

Computed backwards from the destination over the shortest run of each hop and no waiting at all, so
that no real journey can need less. What holds here holds for every search that allows less: more
things forbidden, the cautious stance.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import frozen

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
    int64`` ready to board, so many rides being left, row 0 FAR; ``walk_m`` the shortest walk from
    any stop to the destination, metres.
    """

    off: NDArray[np.int64]
    on: NDArray[np.int64]
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
def _scan(timetable, run, dwell, weight, off, on, what):  # type: ignore[no-untyped-def]
    # Least ahead when ready to board: get off anywhere further on.
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first = timetable.pattern_first_stop[pattern]
        last = timetable.pattern_first_stop[pattern + 1] - 1
        if timetable.pattern_first_trip[pattern] == timetable.pattern_first_trip[pattern + 1]:
            continue
        aboard = np.int64(FAR)  # least ahead when leaving the stop
        for visit in range(last, first - 1, -1):
            stop = timetable.pattern_stop[visit]
            if aboard < FAR:
                if timetable.pattern_board[visit]:
                    on[stop, what] = min(on[stop, what], aboard)
                aboard += weight * dwell[visit]
            if timetable.pattern_alight[visit]:
                aboard = min(aboard, off[stop, what])
            if visit > first and aboard < FAR:
                aboard += weight * run[visit - 1]


@njit(cache=True, nogil=True)
def _change(first, to_stop, cost, end, on, off, what):  # type: ignore[no-untyped-def]
    # Least ahead when just got off: walk to the destination, or to another bus.
    for stop in range(first.size - 1):
        best = end[stop]
        for row in range(first[stop], first[stop + 1]):
            best = min(best, cost[row] + on[to_stop[row], what])
        off[stop, what] = min(best, FAR)


@njit(cache=True, nogil=True)
def _least(first, cost):  # type: ignore[no-untyped-def]
    least = np.full(first.size - 1, FAR, np.int64)
    for stop in range(first.size - 1):
        for row in range(first[stop], first[stop + 1]):
            least[stop] = min(least[stop], cost[row])
    return least


@njit(cache=True, nogil=True)
def find_bounds(timetable, hops, egress, changes, most_rides, ride):  # type: ignore[no-untyped-def]
    """Return the least still ahead of each stop.

    Parameters
    ----------
    timetable
        The day, with the boarding rules of the search that allows most.
    hops
        Its shortest runs.
    egress, changes
        Walks to the destination and between rides, of the search that allows most.
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
    run, dwell = hops
    off = np.full((most_rides, n_stops, 2), FAR, np.int64)
    on = np.full((most_rides + 1, n_stops, 2), FAR, np.int64)
    for what in range(2):
        weight = 1 if what == 0 else ride
        walk = changes.time_s if what == 0 else changes.burden_ms
        end = _least(egress.first, egress.time_s if what == 0 else egress.burden_ms)
        off[0, :, what] = end
        for left in range(1, most_rides + 1):
            _scan(timetable, run, dwell, weight, off[left - 1], on[left], what)
            if left < most_rides:
                _change(changes.first, changes.to_stop, walk, end, on[left], off[left], what)
    walk_m = np.int64(FAR)
    for row in range(egress.length_m.size):
        walk_m = min(walk_m, egress.length_m[row])
    return Bounds(off, on, int(walk_m))


def no_bounds() -> Bounds:
    """Return bounds for a search without any ride.

    Returns
    -------
    Bounds
        Of no stop.
    """
    nothing = frozen(np.empty((0, 0, 2), np.int64))
    return Bounds(nothing, nothing, FAR)
