"""One service date of a timetable, ready for the search."""

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.model.clock import DAY_S, HOUR_S, day_start, to_service_s
from transit.network.runs import call_index
from transit.network.timetable import DayTimetable, Timetable

_NOT_ALLOWED = 1
"""GTFS's pick-up and drop-off code for none."""


def day_timetable(timetable: Timetable, date: dt.date) -> DayTimetable:
    """Return what runs on one service date.

    That is the date's own trips and those of earlier dates that are still under way at its
    midnight, whole, at their times counted from this date's start. The difference between the two
    starts is 24 hours, or an hour more or less where the clock changes in between; on such a day
    midnight on the clock is not second 0.

    Parameters
    ----------
    timetable
        All service days.
    date
        Service date; one outside the timetable has no trips of its own.

    Returns
    -------
    DayTimetable
        Patterns and trips of the date. Boarding by arrangement counts as allowed.
    """
    parts = [_own(timetable, date)]
    shifts = [0]
    midnight = dt.datetime.combine(date, dt.time.min)
    since_s = min(to_service_s(midnight, date, timetable.zone), 0)
    latest = int(timetable.arrival.max(initial=0))
    for days in range(1, latest // (DAY_S - HOUR_S) + 1):
        earlier = date - dt.timedelta(days=days)
        begun = day_start(earlier, timetable.zone) - day_start(date, timetable.zone)
        shifts.append(round(begun.total_seconds()))
        trips = _own(timetable, earlier)
        ends = timetable.arrival[_last_event(timetable)[trips]]
        parts.append(trips[ends + shifts[-1] >= since_s])
    moved = np.repeat(shifts, [part.size for part in parts])
    return _assemble(timetable, date, np.concatenate(parts), moved)


def _own(timetable: Timetable, date: dt.date) -> NDArray[np.int64]:
    """Return the trips of a service date."""
    day = (date - timetable.first_date).days
    if not 0 <= day < timetable.active.shape[1]:
        return np.zeros(0, np.int64)
    return np.flatnonzero(timetable.active[:, day][timetable.trip_service])


def trip_events(timetable: Timetable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each trip's events are.

    Parameters
    ----------
    timetable
        The timetable.

    Returns
    -------
    first, n_stops : ndarray
        ``(n_trips,) int64`` each: its first event, and how many follow one another.
    """
    n_trips = np.diff(timetable.pattern_first_trip)
    n_stops = np.repeat(np.diff(timetable.pattern_first_stop).astype(np.int64), n_trips)
    return np.cumsum(n_stops) - n_stops, n_stops


def _last_event(timetable: Timetable) -> NDArray[np.int64]:
    """Return each trip's last event."""
    first, n_stops = trip_events(timetable)
    return first + n_stops - 1


def _assemble(
    timetable: Timetable, date: dt.date, trips: NDArray[np.int64], shifts: NDArray[np.int64]
) -> DayTimetable:
    """Gather the arrays of some trips; ``trips`` are sorted within each shift."""
    n_trips = np.diff(timetable.pattern_first_trip)
    pattern = np.repeat(np.arange(n_trips.size), n_trips)[trips]
    starts = np.ones(trips.size, dtype=bool)
    starts[1:] = (pattern[1:] != pattern[:-1]) | (shifts[1:] != shifts[:-1])
    first_trip = np.concatenate((np.flatnonzero(starts), [trips.size]))
    patterns = pattern[starts]
    bounds = timetable.pattern_first_stop.astype(np.int64)
    visits = call_index(bounds, patterns)
    n_stops = (bounds[patterns + 1] - bounds[patterns]).astype(np.int64)
    first_event, _ = trip_events(timetable)
    by_trip = np.append(first_event, timetable.arrival.size)
    events = call_index(by_trip, trips)
    moved = np.repeat(shifts, n_stops.repeat(np.diff(first_trip))).astype(np.int32)
    stop = timetable.pattern_stop[visits]
    order = np.argsort(stop, kind="stable")
    calls_at = np.bincount(stop, minlength=timetable.stops.height)
    position = np.arange(visits.size) - np.repeat(np.cumsum(n_stops) - n_stops, n_stops)
    of_visit = np.repeat(np.arange(patterns.size), n_stops)
    arrays = TimetableArrays(
        pattern_first_stop=_int32(_offsets(n_stops)),
        pattern_stop=_int32(stop),
        pattern_board=_allowed(timetable.pattern_board[visits]),
        pattern_alight=_allowed(timetable.pattern_alight[visits]),
        pattern_first_trip=_int32(first_trip),
        pattern_first_event=frozen(_offsets(n_stops * np.diff(first_trip)), np.int64),
        arrival=_int32(timetable.arrival[events] + moved),
        departure=_int32(timetable.departure[events] + moved),
        stop_first_visit=_int32(_offsets(calls_at)),
        visit_pattern=_int32(of_visit[order]),
        visit_position=_int32(position[order]),
    )
    return DayTimetable(
        date=date,
        arrays=arrays,
        trip_index=_int32(trips),
        pattern_index=_int32(patterns),
        pattern_shift_s=_int32(shifts[starts]),
    )


def _offsets(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return where each group starts, and the end."""
    return np.concatenate(([0], np.cumsum(counts)))


def _int32(array: NDArray[Any]) -> NDArray[np.int32]:
    """Return an array as kernels want indices and times."""
    return frozen(array, np.int32)


def _allowed(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 1 where boarding (or alighting) is allowed, if need be by arrangement."""
    return frozen(codes != _NOT_ALLOWED, np.uint8)
