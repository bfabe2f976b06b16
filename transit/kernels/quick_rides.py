"""Time and changes only, from one place at one moment: rounds of rides, one number a stop.

Of all ways to a stop with so many rides only the earliest matters, as buses of a pattern do not
overtake each other. Nothing is looked at but what can be reached in time: neither the rest of the
day nor the rest of the country costs anything, save a few numbers a stop.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import UNREACHED
from transit.kernels.lanes import NEVER


class Footpaths(NamedTuple):
    """The quickest walk from each stop to each other, margins included.

    ``first (n_stops + 1,) int64`` into ``to_stop (n,) int32`` and ``time_s (n,) int64``.
    """

    first: NDArray[np.int64]
    to_stop: NDArray[np.int32]
    time_s: NDArray[np.int64]


class Start(NamedTuple):
    """Walks from one place to stops, and when to set out.

    ``near (n_stops + 1,) int64`` into the rows of ``walk_s (n, n_places) int16`` s, NEVER for none;
    ``lane`` which of its columns is the place's; leave within ``first_s`` and ``last_s``, be
    wherever one goes by ``horizon_s``.
    """

    near: NDArray[np.int64]
    walk_s: NDArray[np.int16]
    lane: int
    first_s: int
    last_s: int
    horizon_s: int


@njit(cache=True, nogil=True)
def mark_patterns(timetable, stops, n_stops, begin, queue):  # type: ignore[no-untyped-def]
    """Queue the patterns that can be boarded at some stops, each from its earliest such position.

    Parameters
    ----------
    timetable
        The day in the direction of the search.
    stops, n_stops
        The stops, and how many of the row they are.
    begin
        ``(n_patterns,) int32``, filled: the position, -1 for patterns that are not queued.
    queue
        ``(n_patterns,) int32``, filled.

    Returns
    -------
    int
        How many are queued.
    """
    n_queue = 0
    for at in range(n_stops):
        stop = stops[at]
        for row in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[row]
            position = timetable.visit_position[row]
            if not timetable.pattern_board[timetable.pattern_first_stop[pattern] + position]:
                continue
            if begin[pattern] < 0:
                queue[n_queue] = pattern
                n_queue += 1
                begin[pattern] = position
            elif position < begin[pattern]:
                begin[pattern] = position
    return n_queue


@njit(cache=True, nogil=True)
def _first_trip(departure, event, n_stops, n_trips, moment):  # type: ignore[no-untyped-def]
    # The first trip that leaves no earlier; n_trips if none does.
    low = 0
    high = n_trips
    while low < high:
        middle = (low + high) >> 1
        if departure[event + middle * n_stops] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _set_out(departure, event, n_stops, trip, start, stop):  # type: ignore[no-untyped-def]
    # The first trip that is caught by who sets out within the window; no later than ``trip``.
    for row in range(start.near[stop], start.near[stop + 1]):
        walk = np.int64(start.walk_s[row, start.lane])
        if walk < NEVER:
            caught = _first_trip(departure, event, n_stops, trip, start.first_s + walk)
            if caught < trip and departure[event + caught * n_stops] <= start.last_s + walk:
                trip = caught
    return trip


@njit(cache=True, nogil=True)
def _ride(timetable, start, queue, n_queue, begin, ready, fresh, off, seen, stops):  # type: ignore[no-untyped-def]
    # One round; without ``fresh``, where one became ready in the last, the first. Returns at how
    # many stops one is earlier now.
    departure, arrival = timetable.departure, timetable.arrival
    horizon_s, setting_out = start.horizon_s, fresh.size == 0
    n_earlier = 0
    for queued in range(n_queue):
        pattern = queue[queued]
        first_visit = np.int64(timetable.pattern_first_stop[pattern])
        n_stops = timetable.pattern_first_stop[pattern + 1] - first_visit
        n_trips = np.int64(timetable.pattern_first_trip[pattern + 1])
        n_trips -= timetable.pattern_first_trip[pattern]
        first_event = timetable.pattern_first_event[pattern]
        trip = n_trips
        for position in range(begin[pattern], n_stops):
            visit = first_visit + position
            stop = timetable.pattern_stop[visit]
            event = first_event + position
            if trip < n_trips:
                time = arrival[event + trip * n_stops]
                if time > horizon_s:
                    trip = n_trips
                elif time < off[stop] and timetable.pattern_alight[visit]:
                    off[stop] = time
                    if not seen[stop]:
                        seen[stop] = True
                        stops[n_earlier] = stop
                        n_earlier += 1
            if timetable.pattern_board[visit]:
                if setting_out:
                    trip = _set_out(departure, event, n_stops, trip, start, stop)
                elif fresh[stop]:
                    trip = _first_trip(departure, event, n_stops, trip, ready[stop])
        begin[pattern] = -1
    return n_earlier


@njit(cache=True, nogil=True)
def _walk_on(footpaths, off, horizon_s, earlier, n_earlier, ready, fresh, stops):  # type: ignore[no-untyped-def]
    # One footpath from wherever one is earlier now. Returns at how many stops one is ready sooner.
    n_sooner = 0
    for at in range(n_earlier):
        stop = earlier[at]
        for row in range(footpaths.first[stop], footpaths.first[stop + 1]):
            other = footpaths.to_stop[row]
            time = off[stop] + footpaths.time_s[row]
            if time < ready[other] and time <= horizon_s:
                ready[other] = time
                if not fresh[other]:
                    fresh[other] = True
                    stops[n_sooner] = other
                    n_sooner += 1
    return n_sooner


@njit(cache=True, nogil=True)
def ride_quickest(timetable, footpaths, start, most_rides):  # type: ignore[no-untyped-def]
    """Find when each stop is reached at the earliest.

    Parameters
    ----------
    timetable
        The day in the direction of the search, boarding and alighting already narrowed to what the
        profile can use.
    footpaths
        Quickest walks between rides.
    start
        The place and the moment.
    most_rides
        Most rides, 1 or more.

    Returns
    -------
    ndarray
        ``(most_rides, n_stops) int32`` s, got off with so many rides (1, 2, ...) or fewer;
        UNREACHED where that cannot be done in time.
    """
    n_all = timetable.stop_first_visit.size - 1
    n_patterns = timetable.pattern_first_stop.size - 1
    off = np.full((most_rides, n_all), UNREACHED, np.int32)
    ready = np.full(n_all, UNREACHED, np.int64)
    seen, fresh = np.zeros(n_all, np.bool_), np.zeros(n_all, np.bool_)
    earlier, stops = np.empty(n_all, np.int32), np.empty(n_all, np.int32)
    begin, queue = np.full(n_patterns, -1, np.int32), np.empty(n_patterns, np.int32)
    n_stops = 0
    for stop in range(n_all):
        if start.near[stop] < start.near[stop + 1]:
            stops[n_stops] = stop
            n_stops += 1
    for rides in range(most_rides):
        if rides > 0:
            off[rides] = off[rides - 1]
        n_queue = mark_patterns(timetable, stops, n_stops, begin, queue)
        caught = fresh[:0] if rides == 0 else fresh
        n_earlier = _ride(
            timetable, start, queue, n_queue, begin, ready, caught, off[rides], seen, earlier
        )
        for at in range(n_stops):
            fresh[stops[at]] = False
        for at in range(n_earlier):
            seen[earlier[at]] = False
        if rides + 1 < most_rides:
            n_stops = _walk_on(
                footpaths, off[rides], start.horizon_s, earlier, n_earlier, ready, fresh, stops
            )
    return off


@njit(cache=True, nogil=True)
def read_places(first, stop, walk_s, off, start, most_s, walks, found):  # type: ignore[no-untyped-def]
    """Write down how long it takes between the moment and each place at the other end.

    Parameters
    ----------
    first, stop, walk_s
        ``(n_places + 1,)`` into ``(n,)``: walks between stops and each place.
    off
        Of :func:`ride_quickest`.
    start
        What it was searched from.
    most_s
        Longest time.
    walks
        ``(n_places, n_lanes) int32`` s all the way on foot, NEVER or more for none.
    found
        ``(n_places, most_rides, n_lanes) int16`` s, the place's lane is filled: with so many rides
        or fewer; NEVER for none.
    """
    lane = start.lane
    for place in range(first.size - 1):
        for rides in range(off.shape[0]):
            best = np.int64(walks[place, lane])
            for row in range(first[place], first[place + 1]):
                time = np.int64(off[rides, stop[row]])
                if time != UNREACHED:
                    best = min(best, time + walk_s[row] - start.first_s)
            found[place, rides, lane] = np.int16(best if best <= most_s else NEVER)
