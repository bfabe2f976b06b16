"""A day cut down to what can matter for one place: the buses from which it can be reached at all.

A search from a place asks every boarding of the day, in a region a million of them, though buses
elsewhere lead nowhere near. What is left here is numbered anew, so that a search takes time and
room for it alone; it finds the same.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import UNREACHED, TimetableArrays, frozen
from transit.kernels.boardings import Boardings
from transit.kernels.bounds import FAR, Bounds
from transit.kernels.ways import A_NEXT, A_ROW, Course, Ways

_NONE: Final = -1


class Narrowed(NamedTuple):
    """A smaller course, and where its parts were before.

    ``event (n_events,) int64`` and ``row (n_changes,) int64`` events and changes of the whole;
    ``of_event`` the events of the course by those of the whole, int32, -1 where it has them not;
    ``level (n_events,) int8`` how many rides are needed at least from each on, 0 where none do.
    """

    course: Course
    event: NDArray[np.int64]
    row: NDArray[np.int64]
    of_event: NDArray[np.int32]
    level: NDArray[np.int8]


@njit(cache=True, nogil=True)
def _levels(timetable, aboard_s, most_s, level):  # type: ignore[no-untyped-def]
    # How many rides are needed at least from each visit of a pattern on; 0 where none will do.
    for visit in range(level.size):
        level[visit] = 0
        for left in range(aboard_s.shape[0]):
            time = aboard_s[left, visit]
            if time != UNREACHED and time <= most_s:
                level[visit] = left + 1
                break


@njit(cache=True, nogil=True)
def _trips(timetable, level, first_s, last_s, low, high):  # type: ignore[no-untyped-def]
    # Trips of each pattern that can matter. Returns how many patterns, visits, trips and events.
    n_patterns = n_visits = n_trips = n_events = 0
    for pattern in range(low.size):
        low[pattern] = high[pattern] = 0
        visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - visit
        some = False
        for at in range(size):
            some |= level[visit + at] > 0
        if not some:
            continue
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        base = timetable.pattern_first_event[pattern]
        first = 0
        while first < trips and timetable.arrival[base + first * size + size - 1] < first_s:
            first += 1
        last = trips
        while last > first and timetable.departure[base + (last - 1) * size] > last_s:
            last -= 1
        if last > first:
            low[pattern], high[pattern] = first, last
            n_patterns += 1
            n_visits += size
            n_trips += last - first
            n_events += (last - first) * size
    return n_patterns, n_visits, n_trips, n_events


@njit(cache=True, nogil=True)
def _cut(timetable, level, low, high, counts):  # type: ignore[no-untyped-def]
    # The smaller timetable; for each event where it was, its level, pattern and trip.
    n_patterns, n_visits, _, n_events = counts
    first_stop = np.zeros(n_patterns + 1, np.int32)
    first_trip = np.zeros(n_patterns + 1, np.int32)
    first_event = np.zeros(n_patterns + 1, np.int64)
    stop = np.empty(n_visits, np.int32)
    board = np.empty(n_visits, np.uint8)
    alight = np.empty(n_visits, np.uint8)
    arrival = np.empty(n_events, np.int32)
    departure = np.empty(n_events, np.int32)
    event_of = np.empty(n_events, np.int64)
    level_of = np.empty(n_events, np.int8)
    place_of = np.empty((n_events, 2), np.int64)
    of_event = np.full(timetable.arrival.size, _NONE, np.int32)
    visits = np.zeros(timetable.stop_first_visit.size, np.int32)
    own = visit = trip = event = 0
    for pattern in range(low.size):
        if low[pattern] == high[pattern]:
            continue
        before = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - before
        for at in range(size):
            stop[visit + at] = timetable.pattern_stop[before + at]
            board[visit + at] = timetable.pattern_board[before + at]
            alight[visit + at] = timetable.pattern_alight[before + at]
            visits[stop[visit + at] + 1] += 1
        source = timetable.pattern_first_event[pattern] + low[pattern] * size
        for _ in range(low[pattern], high[pattern]):
            for at in range(size):
                arrival[event] = timetable.arrival[source]
                departure[event] = timetable.departure[source]
                event_of[event] = source
                of_event[source] = event
                level_of[event] = level[before + at]
                place_of[event, 0] = own
                place_of[event, 1] = trip
                event += 1
                source += 1
            trip += 1
        visit += size
        own += 1
        first_stop[own] = visit
        first_trip[own] = trip
        first_event[own] = event
    for at in range(visits.size - 1):
        visits[at + 1] += visits[at]
    return (
        (first_stop, stop, board, alight, first_trip, first_event, arrival, departure),
        visits,
        (event_of, level_of, place_of, of_event),
    )


@njit(cache=True, nogil=True)
def _visits(first_stop, stop, visits):  # type: ignore[no-untyped-def]
    # Pattern and position of each stop's visits.
    pattern_of = np.empty(stop.size, np.int32)
    position_of = np.empty(stop.size, np.int32)
    at = visits[:-1].copy()
    for pattern in range(first_stop.size - 1):
        for visit in range(first_stop[pattern], first_stop[pattern + 1]):
            row = at[stop[visit]]
            at[stop[visit]] += 1
            pattern_of[row] = pattern
            position_of[row] = visit - first_stop[pattern]
    return pattern_of, position_of


@njit(cache=True, nogil=True)
def _rows(first, event, live, of_event, level_of, most):  # type: ignore[no-untyped-def]
    # What of the changes or boardings of each live stop leads to events of a level that matters.
    kept_first = np.zeros(first.size, np.int64)
    rows = np.empty(1 << 12, np.int64)
    n = 0
    for stop in range(first.size - 1):
        for row in range(first[stop], first[stop + 1] if live[stop] else first[stop]):
            own = of_event[event[row]]
            if own < 0 or level_of[own] > most:
                continue
            if n == rows.size:
                wide = np.empty(2 * n, np.int64)
                wide[:n] = rows
                rows = wide
            rows[n] = row
            n += 1
        kept_first[stop + 1] = n
    return kept_first, rows[:n].copy()


@njit(cache=True, nogil=True)
def _narrow(timetable, changes, offs, bounds, first_s, last_s, most_s):  # type: ignore[no-untyped-def]
    # The parts of a smaller course that take loops.
    most = bounds.aboard_s.shape[0]
    level = np.empty(timetable.pattern_stop.size, np.int8)
    _levels(timetable, bounds.aboard_s, most_s, level)
    low = np.empty(timetable.pattern_first_stop.size - 1, np.int64)
    high = np.empty(low.size, np.int64)
    counts = _trips(timetable, level, first_s, last_s, low, high)
    cut, stop_first, events = _cut(timetable, level, low, high, counts)
    pattern_of, position_of = _visits(cut[0], cut[1], stop_first)
    _, level_of, _, of_event = events
    # Where getting off leads nowhere no change is looked at.
    live = bounds.off[most - 1, :, 0] < FAR
    all_stops = np.ones(live.size, np.bool_)
    return (
        (*cut, stop_first, pattern_of, position_of),
        events,
        _rows(changes.first, changes.event, live, of_event, level_of, most - 1),
        _rows(offs[0], offs[1], all_stops, of_event, level_of, most),
    )


def narrowed(course: Course, bounds: Bounds, span: tuple[int, int], most_s: int) -> Narrowed:
    """Return what of a day can matter for a place.

    Parameters
    ----------
    course
        The day.
    bounds
        Least time still ahead, of any journey to the place.
    span
        First and last second at which a bus may matter.
    most_s
        Longest time from boarding the first bus to being there.

    Returns
    -------
    Narrowed
        The buses from which the place can be reached in so long, and with so many rides.
    """
    made = _narrow(course.timetable, course.changes, course.offs, bounds, *span, most_s)
    table, (event, level, place_of, of_event), changed, offs = made
    keep = of_event[course.order]
    row, rows = changed[1], np.arange(1, len(bounds.aboard_s) + 1)[:, None]
    changes = _some(course.changes, changed, of_event)
    timetable = TimetableArrays(
        *(frozen(each) for each in (*table[:4], table[4], table[5], *table[6:]))
    )
    return Narrowed(
        Course(
            timetable,
            frozen(keep[keep >= 0], np.int64),
            frozen(place_of),
            course.slack,
            changes,
            frozen(course.nexts[:, :, event]),
            frozen(course.rows_of_use[:, row] & (level[changes.event] < rows)),
            frozen(course.begins[event] & (level > 0)),
            frozen(course.changed[:, event] & (level > 0) & (level <= rows)),
            (frozen(offs[0]), frozen(of_event[course.offs[1][offs[1]]], np.int64)),
            course.hops,
            course.back,
        ),
        event,
        row,
        frozen(of_event),
        frozen(level),
    )


def _some(
    boardings: Boardings,
    kept: tuple[NDArray[np.int64], NDArray[np.int64]],
    of_event: NDArray[np.int32],
) -> Boardings:
    first, row = kept
    event = frozen(of_event[boardings.event[row]], np.int32)
    rest = (frozen(each[row]) for each in boardings[3:])
    return Boardings(frozen(first), frozen(boardings.latest[row]), event, *rest)


def whole(ways: Ways, narrow: Narrowed, n_events: int) -> Ways:
    """Return ways on by the numbers of the whole day.

    Parameters
    ----------
    ways
        By those of the smaller one.
    narrow
        What was left of the day.
    n_events
        Events of the whole.

    Returns
    -------
    Ways
        The same.
    """
    first, count = (np.zeros((len(ways.event_first), n_events), np.int32) for _ in range(2))
    first[:, narrow.event] = ways.event_first
    count[:, narrow.event] = ways.event_count
    alights = ways.alights
    changing = alights[:, A_NEXT] >= 0
    alights[changing, A_ROW] = narrow.row[alights[changing, A_ROW]]
    return Ways(ways.entries, alights, first, count)
