"""Until when it matters that a bus is got off here: worked out once a day, for all places."""

import numpy as np
from numba import njit

from transit.kernels.leaf import leaf
from transit.kernels.room import with_room
from transit.kernels.ways import FAR


@leaf
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
    n_stops = timetable.stop_first_visit.size - 1
    n_patterns = timetable.pattern_first_stop.size - 1
    far = np.iinfo(np.int32).max
    nexts = np.full((n_waits, timetable.arrival.size), -far, np.int32)
    row_of = np.full(timetable.arrival.size, -1, np.int64)
    for row in range(at_stops.event.size):
        row_of[at_stops.event[row]] = row
    places = _places(timetable, at_stops, trip_of)
    leaves = timetable.departure[at_stops.event]
    off_at = np.full(n_patterns, -1, np.int32)  # last position at which the stop is got off at
    # Of each stop that leads to the one looked at: what leaves it for there, latest first.
    known = np.full(n_stops, -1, np.int64)
    known_first = np.empty(n_stops, np.int64)
    known_last = np.empty(n_stops, np.int64)
    lines = np.empty((1 << 12, 4), np.int64)
    # Room for all trips: on a day without any there is no longest pattern.
    most = np.empty((timetable.pattern_first_trip[-1], n_waits), np.int64)
    done = np.empty(most.shape[0], np.bool_)
    arrival = timetable.arrival
    for stop in range(n_stops):
        first_visit = timetable.stop_first_visit[stop]
        last_visit = timetable.stop_first_visit[stop + 1]
        for visit in range(first_visit, last_visit):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            if timetable.pattern_alight[timetable.pattern_first_stop[pattern] + position]:
                off_at[pattern] = max(off_at[pattern], position)
        n_lines = 0
        for visit in range(first_visit, last_visit):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            pattern_visit = timetable.pattern_first_stop[pattern]
            if not timetable.pattern_alight[pattern_visit + position]:
                continue
            size = timetable.pattern_first_stop[pattern + 1] - pattern_visit
            first_trip = timetable.pattern_first_trip[pattern]
            n_trips = timetable.pattern_first_trip[pattern + 1] - first_trip
            first_event = timetable.pattern_first_event[pattern]
            most[:n_trips] = -far
            done[:n_trips] = False
            left = n_trips
            for before in range(position - 1, -1, -1):
                if left == 0:
                    break
                board = timetable.pattern_stop[pattern_visit + before]
                if known[board] != stop:
                    known[board] = stop
                    known_first[board] = n_lines
                    n_rows = at_stops.first[board + 1] - at_stops.first[board]
                    lines = with_room(lines, n_lines + n_rows)
                    n_lines = _lead_on(
                        at_stops.first[board], at_stops.first[board + 1], places, leaves, off_at,
                        arrival, lines, n_lines,
                    )  # fmt: skip
                    known_last[board] = n_lines
                own = first_event + before, size, first_trip, position - before
                left -= _spare_all(
                    lines, known_first[board], known_last[board], own, n_trips, row_of, begins,
                    changed, arrival, slack[board], waits, ride, horizon_s, done, most,
                )  # fmt: skip
            for trip in range(n_trips):
                for weight in range(n_waits):
                    nexts[weight, first_event + trip * size + position] = most[trip, weight]
        for visit in range(first_visit, last_visit):
            off_at[timetable.visit_pattern[visit]] = -1
    return nexts


@njit(cache=True, nogil=True)
def _places(timetable, at_stops, trip_of):  # type: ignore[no-untyped-def]
    # Pattern, trip, its first event and the position of each boarding.
    pattern_of = np.empty(timetable.pattern_first_trip[-1], np.int32)
    for pattern in range(timetable.pattern_first_stop.size - 1):
        pattern_of[
            timetable.pattern_first_trip[pattern] : timetable.pattern_first_trip[pattern + 1]
        ] = pattern
    places = np.empty((at_stops.event.size, 4), np.int64)
    for row in range(at_stops.event.size):
        event = at_stops.event[row]
        trip = trip_of[event]
        kind = pattern_of[trip]
        size = timetable.pattern_first_stop[kind + 1] - timetable.pattern_first_stop[kind]
        start = timetable.pattern_first_event[kind]
        start += (trip - timetable.pattern_first_trip[kind]) * size
        places[row, 0] = kind
        places[row, 1] = trip
        places[row, 2] = start
        places[row, 3] = event - start
    return places


@leaf
def _lead_on(low, high, places, leaves, off_at, arrival, lines, n):  # type: ignore[no-untyped-def]
    # What leaves a stop for the one looked at, latest first: row, departure, trip, arrival there.
    for row in range(low, high):
        off = off_at[places[row, 0]]
        if off > places[row, 3]:
            lines[n, 0] = row
            lines[n, 1] = leaves[row]
            lines[n, 2] = places[row, 1]
            lines[n, 3] = arrival[places[row, 2] + off]
            n += 1
    return n


@leaf
def _spare_all(  # type: ignore[no-untyped-def]
    lines, first, last, own, n_trips, row_of, begins, changed, arrival, slack, waits, ride,
    horizon_s, done, most,
):  # fmt: skip
    # Raises, for each trip of a pattern, until when being got off it matters, by one more stop that
    # it is boarded at. Returns how many of them are done: nothing spares them.
    event, size, trip, further = own
    at = last - 1
    n_done = 0
    for number in range(n_trips):
        row = row_of[event]
        if not done[number] and row >= 0 and (begins[event] or changed[event]):
            while lines[at, 0] > row:
                at -= 1
            while lines[at, 0] < row:  # where two leave at once the next trip may come first
                at += 1
            worth = slack if changed[event] else np.int64(0)
            time = np.int64(arrival[event + further])
            if _spare(lines, first, at, trip, time, worth, waits, ride, horizon_s, most, number):
                done[number] = True
                n_done += 1
        event += size
        trip += 1
    return n_done


@leaf
def _spare(lines, first, own, trip, time, worth, waits, ride, horizon_s, most, number):  # type: ignore[no-untyped-def]
    # By the weight of the wait that follows: the first later bus that does as well, far for none.
    # Returns whether there is none for any weight.
    far = np.int64(np.iinfo(np.int32).max)
    leave = lines[own, 1]
    none = True
    for weight in range(waits.size):
        found = far
        for at in range(own - 1, first - 1, -1):  # the next to leave
            gap_on = lines[at, 1] - leave
            if gap_on > horizon_s:
                break
            other = lines[at, 2]
            if other == trip or (gap_on == 0 and other < trip):
                continue
            there = lines[at, 3]
            if _spared(gap_on, there - time, worth, waits[weight], ride):
                found = there
                break
        most[number, weight] = max(most[number, weight], found)
        none = none and most[number, weight] == far
    return none


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
