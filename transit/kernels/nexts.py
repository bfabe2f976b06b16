"""Until when it matters that a bus is got off here: worked out once a day, for all places."""

import numpy as np
from numba import njit

from transit.kernels.ways import FAR


@njit(cache=True, nogil=True)
def _spared(gap_on, gap_off, weight_on, weight_off, ride):  # type: ignore[no-untyped-def]
    # Is the bus that leaves ``gap_on`` later and is there ``gap_off`` later no worse for somebody
    # who, once there, waits for something else anyway?
    return weight_on * gap_on + ride * (gap_off - gap_on) <= weight_off * gap_off


@njit(cache=True, nogil=True)
def find_nexts(  # type: ignore[no-untyped-def]
    timetable, at_stops, trip_of, begins, changed, slack, waits, ride, horizon_s
):
    """Return until when it matters that a trip is got off here, and not one that leaves later.

    Whoever gets off at an event boarded at one of the stops before. If from each of them another
    bus leaves later for this stop, nothing that can be caught from the slowest of those need be
    caught from this one.

    Parameters
    ----------
    timetable
        The day, boarding narrowed to what the profile can use.
    at_stops
        What can be boarded at each stop, the latest first.
    trip_of
        ``(n_events,) int32`` trip of each event.
    begins, changed
        ``(n_events,) bool``: can be boarded first, and at a change.
    slack
        ``(n_stops,) int64`` largest weight of waiting before boarding at each stop, thousandths.
    waits
        ``(n_waits,) int64`` weights of waiting after getting off, ascending.
    ride
        Weight of riding, thousandths.
    horizon_s
        Give up after so many seconds.

    Returns
    -------
    ndarray
        ``(n_waits, n_events) int32`` s by the weight of the wait that follows: what is caught at
        this second or later is needless here. A far one where nothing is, the lowest number where
        nobody can get off.
    """
    n_waits = waits.size
    n_patterns = timetable.pattern_first_stop.size - 1
    far = np.iinfo(np.int32).max
    nexts = np.full((n_waits, timetable.arrival.size), -far, np.int32)
    pattern_of = np.empty(timetable.pattern_first_trip[-1], np.int32)
    for pattern in range(n_patterns):
        pattern_of[
            timetable.pattern_first_trip[pattern] : timetable.pattern_first_trip[pattern + 1]
        ] = pattern
    row_of = np.full(timetable.arrival.size, -1, np.int64)
    for row in range(at_stops.event.size):
        row_of[at_stops.event[row]] = row
    off_at = np.full(n_patterns, -1, np.int32)  # last position at which the stop is got off at
    found = np.empty(n_waits, np.int64)
    for stop in range(timetable.stop_first_visit.size - 1):
        first_visit = timetable.stop_first_visit[stop]
        last_visit = timetable.stop_first_visit[stop + 1]
        for visit in range(first_visit, last_visit):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            if timetable.pattern_alight[timetable.pattern_first_stop[pattern] + position]:
                off_at[pattern] = max(off_at[pattern], position)
        for visit in range(first_visit, last_visit):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            pattern_visit = timetable.pattern_first_stop[pattern]
            if not timetable.pattern_alight[pattern_visit + position]:
                continue
            size = timetable.pattern_first_stop[pattern + 1] - pattern_visit
            first_trip = timetable.pattern_first_trip[pattern]
            for trip in range(first_trip, timetable.pattern_first_trip[pattern + 1]):
                base = timetable.pattern_first_event[pattern] + (trip - first_trip) * size
                time = np.int64(timetable.arrival[base + position])
                most = np.full(n_waits, -far, np.int64)
                for before in range(position - 1, -1, -1):
                    board = timetable.pattern_stop[pattern_visit + before]
                    row = row_of[base + before]
                    here = base + before
                    if row < 0 or not (begins[here] or changed[here]):
                        continue
                    leave = np.int64(timetable.departure[base + before])
                    found[:] = far
                    left = n_waits
                    while left > 0 and row > at_stops.first[board]:
                        row -= 1  # the next to leave
                        event = at_stops.event[row]
                        gap_on = np.int64(timetable.departure[event]) - leave
                        if gap_on > horizon_s:
                            break
                        other = trip_of[event]
                        if gap_on == 0 and other < trip:
                            continue
                        kind = pattern_of[other]
                        kind_size = (
                            timetable.pattern_first_stop[kind + 1]
                            - timetable.pattern_first_stop[kind]
                        )
                        start = (
                            timetable.pattern_first_event[kind]
                            + (other - timetable.pattern_first_trip[kind]) * kind_size
                        )
                        if off_at[kind] <= event - start or other == trip:
                            continue
                        there = np.int64(timetable.arrival[start + off_at[kind]])
                        gap_off = there - time
                        worth = slack[board] if changed[here] else np.int64(0)
                        for weight in range(n_waits):
                            if found[weight] == far and _spared(
                                gap_on, gap_off, worth, waits[weight], ride
                            ):
                                found[weight] = there
                                left -= 1
                    for weight in range(n_waits):
                        most[weight] = max(most[weight], found[weight])
                    lowest = far
                    for weight in range(n_waits):
                        lowest = min(lowest, most[weight])
                    if lowest == far:
                        break
                for weight in range(n_waits):
                    nexts[weight, base + position] = most[weight]
        for visit in range(first_visit, last_visit):
            off_at[timetable.visit_pattern[visit]] = -1
    return nexts


@njit(cache=True, nogil=True)
def find_rows_of_use(timetable, nexts, changes, horizon_s):  # type: ignore[no-untyped-def]
    """Return which changes can follow a ride that nothing makes needless.

    Parameters
    ----------
    timetable
        The day.
    nexts
        Of :func:`find_nexts`.
    changes
        What can be boarded by who gets off at each stop.
    horizon_s
        Longest wait, s.

    Returns
    -------
    ndarray
        ``(n_changes,) bool``.
    """
    of_use = np.zeros(changes.event.size, np.bool_)
    begin = np.empty(64, np.int64)
    end = np.empty(64, np.int64)
    for stop in range(timetable.stop_first_visit.size - 1):
        n = 0
        for visit in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[visit]
            first_visit = timetable.pattern_first_stop[pattern]
            position = timetable.visit_position[visit]
            if not timetable.pattern_alight[first_visit + position]:
                continue
            size = timetable.pattern_first_stop[pattern + 1] - first_visit
            trips = timetable.pattern_first_trip[pattern + 1]
            trips -= timetable.pattern_first_trip[pattern]
            for trip in range(trips):
                event = timetable.pattern_first_event[pattern] + trip * size + position
                time = np.int64(timetable.arrival[event])
                last = np.int64(nexts[0, event])
                for weight in range(1, nexts.shape[0]):
                    last = max(last, np.int64(nexts[weight, event]))
                if last <= time:
                    continue
                if n == begin.size:
                    wide = np.empty(2 * n, np.int64)
                    wide[:n] = begin
                    begin = wide
                    wide = np.empty(2 * n, np.int64)
                    wide[:n] = end
                    end = wide
                begin[n] = time
                end[n] = min(last, time + horizon_s + 1)
                n += 1
        order = np.argsort(begin[:n])
        reach = np.int64(-FAR)
        at = 0
        for row in range(changes.first[stop + 1] - 1, changes.first[stop] - 1, -1):
            latest = changes.latest[row]
            while at < n and begin[order[at]] <= latest:
                reach = max(reach, end[order[at]])
                at += 1
            of_use[row] = latest < reach
    return of_use
