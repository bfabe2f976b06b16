"""Time only, from one place at one moment, on several dates at once on which nearly the same runs.

The search runs through all trips of all dates. What it finds is never later than on any one date,
and with each time go the dates on which a way that takes no longer runs: for these it is the
answer. Where dates are left over, it is asked again with the trips of those alone.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import UNREACHED
from transit.kernels.lanes import NEVER
from transit.kernels.quick_rides import Start, mark_patterns


class Scratch(NamedTuple):
    """Room for one search.

    By stop: ``off`` and ``ready int64`` s, when one gets off, and when one may board again; ``on``
    and ``fit int64`` the dates of these; ``seen`` and ``fresh bool``, ``earlier`` and ``stops
    int32``, where one is earlier. By pattern: ``begin`` and ``queue int32``.
    """

    off: NDArray[np.int64]
    on: NDArray[np.int64]
    ready: NDArray[np.int64]
    fit: NDArray[np.int64]
    seen: NDArray[np.bool_]
    fresh: NDArray[np.bool_]
    earlier: NDArray[np.int32]
    stops: NDArray[np.int32]
    begin: NDArray[np.int32]
    queue: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _first_trip(departure, event, n_stops, runs, n_trips, moment, asked):  # type: ignore[no-untyped-def]
    # The first trip of the dates asked that leaves no earlier; n_trips if none does.
    low = 0
    high = n_trips
    while low < high:
        middle = (low + high) >> 1
        if departure[event + middle * n_stops] < moment:
            low = middle + 1
        else:
            high = middle
    while low < n_trips and not runs[low] & asked:
        low += 1
    return low


@njit(cache=True, nogil=True)
def _ride(timetable, runs, start, n_queue, asked, setting_out, room):  # type: ignore[no-untyped-def]
    # One round. Returns at how many stops one is earlier now, or on more dates.
    departure, arrival = timetable.departure, timetable.arrival
    n_earlier = 0
    for queued in range(n_queue):
        pattern = room.queue[queued]
        first_visit = np.int64(timetable.pattern_first_stop[pattern])
        n_stops = timetable.pattern_first_stop[pattern + 1] - first_visit
        first_trip = np.int64(timetable.pattern_first_trip[pattern])
        n_trips = np.int64(timetable.pattern_first_trip[pattern + 1]) - first_trip
        first_event = timetable.pattern_first_event[pattern]
        own = runs[first_trip : first_trip + n_trips]
        trip = n_trips
        aboard = np.int64(0)
        for position in range(room.begin[pattern], n_stops):
            visit = first_visit + position
            stop = timetable.pattern_stop[visit]
            event = first_event + position
            if trip < n_trips:
                time = np.int64(arrival[event + trip * n_stops])
                if time > start.horizon_s:
                    trip = n_trips
                elif timetable.pattern_alight[visit]:
                    dates = aboard if time < room.off[stop] else aboard | room.on[stop]
                    if time < room.off[stop] or (time == room.off[stop] and dates != room.on[stop]):
                        room.off[stop] = time
                        room.on[stop] = dates
                        if not room.seen[stop]:
                            room.seen[stop] = True
                            room.earlier[n_earlier] = stop
                            n_earlier += 1
            if not timetable.pattern_board[visit]:
                continue
            if setting_out:
                for row in range(start.near[stop], start.near[stop + 1]):
                    walk = np.int64(start.walk_s[row, 0])
                    if walk >= NEVER:
                        continue
                    most = min(trip + 1, n_trips)
                    leave = start.first_s + walk
                    caught = _first_trip(departure, event, n_stops, own, most, leave, asked)
                    if caught < most and departure[event + caught * n_stops] <= start.last_s + walk:
                        aboard = (aboard if caught == trip else 0) | (own[caught] & asked)
                        trip = caught
            elif room.fresh[stop]:
                most = min(trip + 1, n_trips)
                leave = room.ready[stop]
                caught = _first_trip(departure, event, n_stops, own, most, leave, asked)
                if caught < most:
                    aboard = (aboard if caught == trip else 0) | (own[caught] & room.fit[stop])
                    trip = caught
        room.begin[pattern] = -1
    return n_earlier


@njit(cache=True, nogil=True)
def _walk_on(footpaths, horizon_s, n_earlier, room):  # type: ignore[no-untyped-def]
    # One footpath from wherever one is earlier now. Returns at how many stops one is ready sooner.
    n_sooner = 0
    for at in range(n_earlier):
        stop = room.earlier[at]
        for row in range(footpaths.first[stop], footpaths.first[stop + 1]):
            other = footpaths.to_stop[row]
            time = room.off[stop] + footpaths.time_s[row]
            if time > horizon_s or time > room.ready[other]:
                continue
            dates = room.on[stop]
            if time == room.ready[other]:
                dates |= room.fit[other]
                if dates == room.fit[other]:
                    continue
            room.ready[other] = time
            room.fit[other] = dates
            if not room.fresh[other]:
                room.fresh[other] = True
                room.stops[n_sooner] = other
                n_sooner += 1
    return n_sooner


@njit(cache=True, nogil=True)
def _search(timetable, runs, footpaths, start, most_rides, asked, room):  # type: ignore[no-untyped-def]
    # Fills ``off`` and ``on`` with what the trips of the dates asked do.
    room.off[:] = UNREACHED
    room.ready[:] = UNREACHED
    room.on[:] = 0
    n_stops = 0
    for stop in range(room.off.size):
        if start.near[stop] < start.near[stop + 1]:
            room.stops[n_stops] = stop
            n_stops += 1
    for rides in range(most_rides):
        n_queue = mark_patterns(timetable, room.stops, n_stops, room.begin, room.queue)
        n_earlier = _ride(timetable, runs, start, n_queue, asked, rides == 0, room)
        for at in range(n_stops):
            room.fresh[room.stops[at]] = False
        for at in range(n_earlier):
            room.seen[room.earlier[at]] = False
        n_stops = 0
        if rides + 1 < most_rides:
            n_stops = _walk_on(footpaths, start.horizon_s, n_earlier, room)


@njit(cache=True, nogil=True)
def _read(boards, start, most_s, walks, asked, room, found):  # type: ignore[no-untyped-def]
    # Writes down what is certain. Returns the dates on which it is for all places.
    first, stops, walk_s = boards
    certain = asked
    for place in range(first.size - 1):
        best = np.int64(walks[place, 0])
        dates = asked
        for row in range(first[place], first[place + 1]):
            stop = stops[row]
            if room.off[stop] == UNREACHED:
                continue
            time = room.off[stop] + walk_s[row] - start.first_s
            if time < best:
                best = time
                dates = room.on[stop]
            elif time == best:
                dates |= room.on[stop]
        if best > most_s:
            best = np.int64(NEVER)
            dates = asked
        for date in range(found.shape[1]):
            if (dates & asked) >> date & 1:
                found[place, date] = np.int16(best)
        certain &= dates
    return certain


@njit(cache=True, nogil=True)
def _first_half(dates):  # type: ignore[no-untyped-def]
    # The first half of some dates.
    n = 0
    left = dates
    while left:
        left &= left - 1
        n += 1
    made = np.int64(0)
    left = dates
    for _ in range(n // 2):
        first = left & -left
        made |= first
        left ^= first
    return made


@njit(cache=True, nogil=True)
def ride_dates(  # type: ignore[no-untyped-def]
    timetable, runs, footpaths, walks, moments, course, boards, n_dates
):
    """Find how long it takes between one place and others, at every moment and on every date.

    Parameters
    ----------
    timetable
        All trips of all dates in the direction of the search, boarding and alighting already
        narrowed to what the profile can use.
    runs
        ``(n_trips,) int64`` bits: the dates on which each trip runs.
    footpaths
        Quickest walks between rides.
    walks
        ``near``, ``egress`` and ``direct`` as :class:`transit.route.reach.quick_ends.LaneWalks` has
        them; the place is in the first lane.
    moments
        ``(n_moments,) int64`` s in the direction of the search.
    course
        Within how many seconds one sets out, until when one is there, and the most rides.
    boards
        ``first``, ``stop`` and ``walk_s`` of the places at the other end, as in
        :class:`transit.kernels.lane_ends.Boards`.
    n_dates
        Dates, 62 at most.

    Returns
    -------
    ndarray
        ``(n_places, n_dates, n_moments) int16`` s; NEVER for none.
    """
    near, egress, direct = walks
    window_s, most_s, most_rides = course
    n_places = boards[0].size - 1
    n_all = timetable.stop_first_visit.size - 1
    n_patterns = timetable.pattern_first_stop.size - 1
    found = np.full((n_places, n_dates, moments.size), NEVER, np.int16)
    room = Scratch(
        np.empty(n_all, np.int64),
        np.empty(n_all, np.int64),
        np.empty(n_all, np.int64),
        np.empty(n_all, np.int64),
        np.zeros(n_all, np.bool_),
        np.zeros(n_all, np.bool_),
        np.empty(n_all, np.int32),
        np.empty(n_all, np.int32),
        np.full(n_patterns, -1, np.int32),
        np.empty(n_patterns, np.int32),
    )
    for moment in range(moments.size):
        first_s = moments[moment]
        start = Start(near, egress, 0, first_s, first_s + window_s, first_s + most_s)
        left = (np.int64(1) << n_dates) - 1
        asked = left
        while left:
            _search(timetable, runs, footpaths, start, most_rides, asked, room)
            certain = _read(boards, start, most_s, direct, asked, room, found[:, :, moment])
            left &= ~certain
            # Trips of fewer dates lead astray less; those of one date alone never do.
            asked = left if certain else _first_half(asked)
    return found
