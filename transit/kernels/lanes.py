"""Time and changes only, to many places at once: one lane a place, all of them side by side.

For each boarding of the day and each number of rides the earliest arrival at each place. Nothing is
searched: a trip is run through from its end, at each stop the least of getting off for the place,
of changing, and of staying aboard is kept, and that is a minimum of two rows of numbers that lie
side by side in memory. What may follow a change is known from the pass with one ride fewer, so
that buses of the same second, and hops of no time, need no order.

Only the quickest walk between two places matters here. What asks for other criteria (burden, metres
walked in all) is :mod:`transit.kernels.profile`'s.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import UNREACHED

LANES: Final = 32
"""Places in one run; the loops over them have this length when they are compiled."""


class Transfers(NamedTuple):
    """Where a change leads, by event got off at.

    ``first (n_events + 1,) int64`` into ``row (n,) int32``: row of the boardings at stops; that one
    and all later ones of its stop can be caught.
    """

    first: NDArray[np.int64]
    row: NDArray[np.int32]


@njit(cache=True, nogil=True)
def find_transfers(timetable, at_stops, change_first, to_stop, time_s):  # type: ignore[no-untyped-def]
    """Return what the next bus is after each event and walk.

    Parameters
    ----------
    timetable
        The day, boarding and alighting narrowed to what the profile can use.
    at_stops
        What can be boarded at each stop, the latest first.
    change_first, to_stop, time_s
        Walks between buses, margins included, by the stop got off at.

    Returns
    -------
    first, row : ndarray
        The fields of :class:`Transfers`.
    """
    n_events = timetable.arrival.size
    first = np.zeros(n_events + 1, np.int64)
    rows = np.empty(1 << 16, np.int32)
    n = 0
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first_visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - first_visit
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        event = timetable.pattern_first_event[pattern]
        for _ in range(trips):
            for position in range(size):
                if position > 0 and timetable.pattern_alight[first_visit + position]:
                    stop = timetable.pattern_stop[first_visit + position]
                    for change in range(change_first[stop], change_first[stop + 1]):
                        other = to_stop[change]
                        ready = timetable.arrival[event] + time_s[change]
                        low = at_stops.first[other]
                        high = at_stops.first[other + 1]
                        start = low
                        while low < high:
                            middle = (low + high) >> 1
                            if at_stops.latest[middle] >= ready:
                                low = middle + 1
                            else:
                                high = middle
                        if low > start:
                            if n == rows.size:
                                wide = np.empty(2 * n, np.int32)
                                wide[:n] = rows
                                rows = wide
                            rows[n] = low - 1
                            n += 1
                event += 1
                first[event] = n
    return first, rows[:n].copy()


@njit(cache=True, nogil=True)
def _lower(row, other):  # type: ignore[no-untyped-def]
    for lane in range(LANES):
        row[lane] = min(row[lane], other[lane])


@njit(cache=True, nogil=True)
def _trips(timetable, transfers, egress, near, from_stop, row_of, changing, there):  # type: ignore[no-untyped-def]
    # One pass. ``from_stop`` holds, by boarding, the earliest arrival of it and later ones.
    run = np.empty(LANES, np.int32)
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first_visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - first_visit
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        base = timetable.pattern_first_event[pattern]
        for _ in range(trips):
            run[:] = UNREACHED
            for position in range(size - 1, 0, -1):
                event = base + position
                if timetable.pattern_alight[first_visit + position]:
                    stop = timetable.pattern_stop[first_visit + position]
                    if near[stop] >= 0:
                        walk = egress[near[stop]]
                        time = timetable.arrival[event]
                        for lane in range(LANES):
                            # UNREACHED would turn round.
                            if walk[lane] < UNREACHED:
                                run[lane] = min(run[lane], time + walk[lane])
                    if changing:
                        for at in range(transfers.first[event], transfers.first[event + 1]):
                            _lower(run, from_stop[transfers.row[at]])
                if row_of[event - 1] >= 0:
                    there[row_of[event - 1]] = run
            base += size


@njit(cache=True, nogil=True)
def earliest_arrivals(timetable, transfers, at_stops, row_of, egress, near, most_rides):  # type: ignore[no-untyped-def]
    """Return when each place is reached at the earliest from each boarding.

    Parameters
    ----------
    timetable
        The day in the direction of the search.
    transfers
        Where changes lead.
    at_stops
        What can be boarded at each stop, the latest first.
    row_of
        ``(n_events,) int32`` row of the boardings at stops, -1 none.
    egress
        ``(n_near, 32) int32`` s, quickest walk from stops to each place; UNREACHED for none.
    near
        ``(n_stops,) int32`` row of ``egress`` of each stop, -1 where no place is near.
    most_rides
        Most rides.

    Returns
    -------
    ndarray
        ``(most_rides, n_boardings, 32) int32`` s, with so many rides or fewer.
    """
    n = at_stops.event.size
    there = np.full((most_rides, n, LANES), UNREACHED, np.int32)
    from_stop = np.empty((n, LANES), np.int32)
    for rides in range(most_rides):
        _trips(timetable, transfers, egress, near, from_stop, row_of, rides > 0, there[rides])
        if rides + 1 == most_rides:
            break
        for stop in range(at_stops.first.size - 1):
            start = at_stops.first[stop]
            for row in range(start, at_stops.first[stop + 1]):
                from_stop[row] = there[rides, row]
                if row > start:
                    _lower(from_stop[row], from_stop[row - 1])
    return there


@njit(cache=True, nogil=True)
def from_home(home, homes, row_of, there, best):  # type: ignore[no-untyped-def]
    """Fill in when each place is reached at the earliest from a home, for each time of leaving.

    Parameters
    ----------
    home
        Which of the homes.
    homes
        What can be boarded from each, the latest first.
    row_of
        ``(n_events,) int32`` row of the boardings at stops, -1 none.
    there
        Of :func:`earliest_arrivals`.
    best
        ``(room, most_rides, 32) int32``, filled in: row ``i`` when leaving as for boarding ``i`` of
        the home, or later. Room for all of the home's boardings is needed.

    Returns
    -------
    int
        In how many places of the answer something changes from one time of leaving to the next.
    """
    n_rides = there.shape[0]
    changes = 0
    start = homes.first[home]
    for at in range(homes.first[home + 1] - start):
        row = row_of[homes.event[start + at]]
        for rides in range(n_rides):
            now = best[at, rides]
            own = there[rides, row]
            if at == 0:
                for lane in range(LANES):
                    now[lane] = own[lane]
                    changes += own[lane] < UNREACHED
            else:
                before = best[at - 1, rides]
                for lane in range(LANES):
                    changes += own[lane] < before[lane]
                    now[lane] = min(before[lane], own[lane])
    return changes


@njit(cache=True, nogil=True)
def latest_departures(home, homes, best, moments):  # type: ignore[no-untyped-def]
    """Return the last second at which to leave a home to be there by each moment.

    Parameters
    ----------
    home
        Which of the homes.
    homes
        What can be boarded from each, the latest first.
    best
        Of :func:`from_home`.
    moments
        ``(n_moments,) int64`` s, ascending.

    Returns
    -------
    ndarray
        ``(n_moments, most_rides, 32) int32`` s; the lowest number where it cannot be done.
    """
    n_rides = best.shape[1]
    lowest = np.iinfo(np.int32).min
    leave = np.full((moments.size, n_rides, LANES), lowest, np.int32)
    start = homes.first[home]
    n = homes.first[home + 1] - start
    for rides in range(n_rides):
        for lane in range(LANES):
            # The earlier the moment, the further down the list of times of leaving.
            at = 0
            for moment in range(moments.size - 1, -1, -1):
                while at < n and best[at, rides, lane] > moments[moment]:
                    at += 1
                if at == n:
                    break
                leave[moment, rides, lane] = homes.latest[start + at]
    return leave


@njit(cache=True, nogil=True)
def count_all(homes, row_of, there):  # type: ignore[no-untyped-def]
    """Return in how many places the answers of all homes change from one time to the next.

    Parameters
    ----------
    homes
        What can be boarded from each, the latest first.
    row_of
        ``(n_events,) int32`` row of the boardings at stops, -1 none.
    there
        Of :func:`earliest_arrivals`.

    Returns
    -------
    int
        Over all homes, rides and places.
    """
    most = 1
    for home in range(homes.first.size - 1):
        most = max(most, homes.first[home + 1] - homes.first[home])
    best = np.empty((most, there.shape[0], LANES), np.int32)
    total = 0
    for home in range(homes.first.size - 1):
        total += from_home(home, homes, row_of, there, best)
    return total
