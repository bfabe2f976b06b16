"""A service day as one person may ride it: hours, bands to keep out of, longest ride, mixed stops.

Such limits ask for the times of single buses, whereas a search knows for each pattern only where
one may get on and off. So the patterns are split. Where a bus may be boarded at a stop, one may
stay on it up to a last stop, the same for whoever boards at the next stops or a later one. Those
stops to board at that share their last stop make one copy of the trip, on which one gets off no
later than there. Copies that may be ridden alike make a pattern: a part of an old one, in its
order, so that no trip overtakes another.
"""

import datetime as dt
from dataclasses import replace
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.model.clock import spans_of_hours
from transit.model.riding import Hours, Riding
from transit.network.day import gather_trips, trip_events
from transit.network.timetable import DayTimetable, Ridden, Timetable

_NEVER: Final = np.iinfo(np.int32).max
_BITS: Final = 62
"""Stops of a trip that one signed 64-bit number marks."""


class _Events(NamedTuple):
    """The calls of a day's trips: all ``(n_events,) int64``, ``first (n_trips,) int64``."""

    first: NDArray[np.int64]
    trip: NDArray[np.int64]
    position: NDArray[np.int64]
    visit: NDArray[np.int64]


class _Copies(NamedTuple):
    """Copies of trips: ``trip (n,)``, ``last (n,)`` position to get off at, -1 not to be ridden.

    ``marks (n, n_words) int64``: the positions to board at, one bit each; ``runs (n,) int64``, of
    several dates together, those on which they are ridden so.
    """

    trip: NDArray[np.int64]
    last: NDArray[np.int64]
    marks: NDArray[np.int64]
    runs: NDArray[np.int64] | None


def depends_on_hours(riding: Riding) -> bool:
    """Return whether some limit on rides depends on the times of single buses.

    Parameters
    ----------
    riding
        What rides may ask.

    Returns
    -------
    bool
        False where every bus of a pattern can be ridden alike.
    """
    return not (
        riding.board_within is None
        and not riding.not_within
        and riding.longest_ride_s is None
        and riding.boards_where_several_call
    )


def ridden_day(
    day: DayTimetable, timetable: Timetable, riding: Riding, at_stop_early_s: int
) -> DayTimetable:
    """Return a day with only those rides that somebody's limits allow.

    Parameters
    ----------
    day
        The day.
    timetable
        The whole timetable it comes from.
    riding
        Hours, bands, the longest ride and whether several routes may call at a stop are used.
    at_stop_early_s
        How long one waits for the first bus, seconds: another route that leaves meanwhile is one
        to be told from one's own.

    Returns
    -------
    DayTimetable
        The same stops at the same positions of more patterns; a trip that may not be ridden is
        still there. The very same day where nothing depends on hours.
    """
    if not depends_on_hours(riding) or not day.trip_index.size:
        return day
    arrays = day.arrays
    events = _events(arrays)
    board = arrays.pattern_board[events.visit] != 0
    if riding.board_within is not None:
        spans = _spans([riding.board_within], day.date, timetable.zone, arrays)
        board &= _within(spans, arrays.departure)
    until = np.full(events.trip.size, _NEVER, np.int64)
    if riding.not_within:
        spans = _spans(riding.not_within, day.date, timetable.zone, arrays)
        board &= ~_within(spans, arrays.departure)
        until = np.minimum(until, _next_start(spans, arrays.departure))
    if riding.longest_ride_s is not None:
        until = np.minimum(until, arrays.departure.astype(np.int64) + riding.longest_ride_s)
    last = _last_alight(arrays, events, until)
    if riding.boards_where_several_call:
        copies = _copies(events, board, last, day.runs)
    else:
        copies = _alone(day, timetable, events, board, last, at_stop_early_s)
    return _split(day, timetable, copies)


def _events(arrays: TimetableArrays) -> _Events:
    first, n_stops = trip_events(arrays)
    trip = np.repeat(np.arange(first.size), n_stops)
    position = np.arange(trip.size) - first[trip]
    return _Events(first, trip, position, position + _first_visits(arrays)[trip])


def _patterns(arrays: TimetableArrays) -> NDArray[np.int64]:
    """Return the pattern of each trip."""
    n_trips = np.diff(arrays.pattern_first_trip)
    return np.repeat(np.arange(n_trips.size), n_trips)


def _first_visits(arrays: TimetableArrays) -> NDArray[np.int64]:
    """Return the first visit of each trip's pattern."""
    return arrays.pattern_first_stop.astype(np.int64)[_patterns(arrays)]


def _spans(
    hours: list[Hours] | tuple[Hours, ...], date: dt.date, zone: ZoneInfo, arrays: TimetableArrays
) -> NDArray[np.int64]:
    """Return when the clock shows some hours, ``(n, 2)`` seconds."""
    first = min(int(arrays.arrival.min()), int(arrays.departure.min()))
    last = max(int(arrays.arrival.max()), int(arrays.departure.max()))
    return np.array(spans_of_hours(hours, date, zone, first, last), np.int64).reshape(-1, 2)


def _within(spans: NDArray[np.int64], times: NDArray[np.int32]) -> NDArray[np.bool_]:
    return np.searchsorted(spans[:, 0], times, "right") > np.searchsorted(
        spans[:, 1], times, "right"
    )


def _next_start(spans: NDArray[np.int64], times: NDArray[np.int32]) -> NDArray[np.int64]:
    starts = np.append(spans[:, 0], _NEVER)
    return starts[np.searchsorted(spans[:, 0], times, "right")]


def _alone(
    day: DayTimetable,
    timetable: Timetable,
    events: _Events,
    board: NDArray[np.bool_],
    last: NDArray[np.int64],
    wait_s: int,
) -> _Copies:
    """Return the copies boarded where no other route leaves meanwhile: date by date, if several."""
    if day.runs is None:
        others = _others_leave(day, timetable, events, wait_s, np.ones_like(board))
        return _copies(events, board & ~others, last, None)
    made = []
    for bit in np.int64(1) << np.arange(int(day.runs.max()).bit_length()):
        own = (day.runs & bit)[events.trip] != 0
        others = _others_leave(day, timetable, events, wait_s, own)
        made.append(_copies(events, board & own & ~others, last, np.full_like(day.runs, bit)))
    return _together(made)


def _together(parts: list[_Copies]) -> _Copies:
    """Return copies of several dates, each once."""
    rows = np.concatenate([np.column_stack((each.trip, each.last, each.marks)) for each in parts])
    every, at = np.unique(rows, axis=0, return_inverse=True)
    runs = np.zeros(len(every), np.int64)
    np.bitwise_or.at(runs, at.ravel(), np.concatenate([each.runs for each in parts]))
    return _Copies(every[:, 0], every[:, 1], every[:, 2:], runs)


def _others_leave(
    day: DayTimetable,
    timetable: Timetable,
    events: _Events,
    wait_s: int,
    there: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return where a bus of another route leaves the stop while one waits so long for this one.

    ``there (n_events,)`` says which buses run.
    """
    arrays = day.arrays
    routes = timetable.trips["route"].to_numpy()[timetable.trip_row[day.trip_index]]
    left = np.flatnonzero(there & (arrays.pattern_board[events.visit] != 0))
    stop = arrays.pattern_stop[events.visit[left]].astype(np.int64)
    time = arrays.departure[left].astype(np.int64)
    time -= time.min(initial=0)
    far = int(time.max(initial=0)) + wait_s + 1
    key = stop * far + time
    order = np.argsort(key, kind="stable")
    key, route = key[order], routes[events.trip[left[order]]]
    changed = np.concatenate([[0], np.cumsum(route[1:] != route[:-1])])[: key.size]
    since = np.maximum(key - wait_s, stop[order] * far)
    first = np.searchsorted(key, since)
    last = np.searchsorted(key, key, "right") - 1
    made = np.zeros(events.trip.size, np.bool_)
    made[left[order]] = changed[last] != changed[first]
    return made


def _copies(
    events: _Events,
    board: NDArray[np.bool_],
    last: NDArray[np.int64],
    runs: NDArray[np.int64] | None,
) -> _Copies:
    """Return the copies of each trip, by trip and position.

    ``last`` is the last position at which whoever boards there may get off; ``runs`` by trip.
    """
    rows = np.flatnonzero(board & (last > events.position))
    trip, last, position = events.trip[rows], last[rows], events.position[rows]
    starts = np.ones(rows.size, np.bool_)
    starts[1:] = (trip[1:] != trip[:-1]) | (last[1:] != last[:-1])
    copy = np.cumsum(starts) - 1
    n_words = 1 + int(events.position.max()) // _BITS
    marks = np.zeros((int(starts.sum()), n_words), np.int64)
    np.add.at(marks, (copy, position // _BITS), np.int64(1) << (position % _BITS))
    left_out = np.setdiff1d(np.arange(events.first.size), trip)
    none = np.full(left_out.size, -1, np.int64)
    copied = np.concatenate([trip[starts], left_out])
    return _Copies(
        copied,
        np.concatenate([last[starts], none]),
        np.concatenate([marks, np.zeros((left_out.size, n_words), np.int64)]),
        None if runs is None else runs[copied],
    )


def _last_alight(
    arrays: TimetableArrays, events: _Events, until: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the last position at which one may get off by a moment; it may be no later stop."""
    arrival = arrays.arrival.astype(np.int64)
    arrival -= arrival.min()
    far = int(arrival.max()) + 1
    until = np.clip(until - int(arrays.arrival.min()), 0, far - 1)
    last = np.searchsorted(events.trip * far + arrival, events.trip * far + until, "right") - 1
    # Of those stops the last at which anybody may get off, so that as few copies as can be differ.
    visits = np.arange(arrays.pattern_stop.size)
    first = np.repeat(arrays.pattern_first_stop[:-1], np.diff(arrays.pattern_first_stop))
    alights = np.maximum.accumulate(np.where(arrays.pattern_alight != 0, visits, first))
    return np.asarray(alights[events.visit[last]] - _first_visits(arrays)[events.trip])


def _split(day: DayTimetable, timetable: Timetable, copies: _Copies) -> DayTimetable:
    """Put copies that may be ridden alike into patterns of their own."""
    pattern = _patterns(day.arrays)[copies.trip]
    columns = (copies.trip, *copies.marks.T, copies.last, pattern)
    order = np.lexsort(columns)
    alike = np.column_stack(columns[1:])[order]
    starts = np.ones(order.size, np.bool_)
    starts[1:] = (alike[1:] != alike[:-1]).any(axis=1)
    first = np.flatnonzero(starts)
    trips, old = copies.trip[order], pattern[order][first]
    first_trip = np.append(first, order.size)
    arrays = gather_trips(day.arrays, timetable.stops.height, old, first_trip, trips)
    sizes = np.diff(arrays.pattern_first_stop)
    made = np.repeat(np.arange(first.size), sizes)
    position = np.arange(made.size) - arrays.pattern_first_stop[made]
    words = copies.marks[order][first][made, position // _BITS]
    return replace(
        day,
        arrays=arrays,
        trip_index=frozen(day.trip_index[trips]),
        pattern_index=frozen(day.pattern_index[old]),
        pattern_shift_s=frozen(day.pattern_shift_s[old]),
        ridden=Ridden(
            frozen((words >> (position % _BITS)) & 1, np.bool_),
            frozen(position <= copies.last[order][first][made]),
        ),
        runs=None if copies.runs is None else frozen(copies.runs[order]),
    )
