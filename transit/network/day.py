"""One service date of a timetable, ready for the search."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.model.clock import day_start, to_service_s
from transit.network.runs import call_index
from transit.network.timetable import DayTimetable, Timetable

_NOT_ALLOWED = 1
"""GTFS's pick-up and drop-off code for none."""


def day_timetable(timetable: Timetable, date: dt.date, beside_s: int = 0) -> DayTimetable:
    """Return what runs on one service date, and beside it.

    That is the date's own trips, those of earlier dates that are still under way at its midnight,
    or were up to ``beside_s`` before, and those of later dates that start up to ``beside_s`` after
    the midnight at its end; all of them whole, at their times counted from this date's start. The
    difference between two starts is 24 hours, or an hour more or less where the clock changes in
    between; on such a day midnight on the clock is not second 0.

    Parameters
    ----------
    timetable
        All service days.
    date
        Service date; one outside the timetable has no trips of its own.
    beside_s
        How far a journey may reach beyond the date's midnights, seconds. With 0 trips of later
        dates are there only where an hour that the clock skips makes them start before midnight.

    Returns
    -------
    DayTimetable
        Patterns and trips of the date. Boarding by arrangement counts as allowed.
    """
    parts = [
        (0, _own(timetable, date)),
        *_earlier(timetable, date, beside_s),
        *_later(timetable, date, beside_s),
    ]
    trips = np.concatenate([part for _, part in parts])
    moved = np.repeat([shift for shift, _ in parts], [part.size for _, part in parts])
    return assemble(timetable, date, trips, moved)


def _earlier(
    timetable: Timetable, date: dt.date, beside_s: int
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield, by shift, the trips of earlier dates that end no longer before this date's midnight.

    Where the clock changes the date starts before midnight, or after it: the earlier counts.
    """
    since_s = min(midnight_s(timetable, date, 0), 0) - beside_s
    latest = int(timetable.arrival.max(initial=0))
    last_event = _last_event(timetable)
    for days in range(1, (date - timetable.first_date).days + 1):
        shift = shift_s(timetable, date, -days)
        if latest + shift < since_s:
            return
        trips = _own(timetable, date - dt.timedelta(days=days))
        yield shift, trips[timetable.arrival[last_event[trips]] + shift >= since_s]


def _later(
    timetable: Timetable, date: dt.date, beside_s: int
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield, by shift, the trips of later dates that start no longer after this date's end."""
    first_event, _ = trip_events(timetable)
    n_days = timetable.active.shape[1] - (date - timetable.first_date).days
    for days in range(1, n_days):
        until_s = midnight_s(timetable, date, 1) + beside_s
        shift = shift_s(timetable, date, days)
        if shift >= until_s:
            return
        trips = _own(timetable, date + dt.timedelta(days=days))
        yield shift, trips[timetable.departure[first_event[trips]] + shift < until_s]


def midnight_s(timetable: Timetable, date: dt.date, days: int) -> int:
    """Return the second of a date at which the clock shows the midnight some days later.

    Parameters
    ----------
    timetable
        With the time zone.
    date
        The date.
    days
        How many days later.

    Returns
    -------
    int
        Seconds of the service date.
    """
    midnight = dt.datetime.combine(date + dt.timedelta(days=days), dt.time.min)
    return to_service_s(midnight, date, timetable.zone)


def shift_s(timetable: Timetable, date: dt.date, days: int) -> int:
    """Return the seconds from a date's start to that of a date so many days later.

    Parameters
    ----------
    timetable
        With the time zone.
    date
        The date.
    days
        How many days later; fewer than 0 for earlier.

    Returns
    -------
    int
        24 hours a day, but where the clock changes in between.
    """
    other = day_start(date + dt.timedelta(days=days), timetable.zone)
    return round((other - day_start(date, timetable.zone)).total_seconds())


def _own(timetable: Timetable, date: dt.date) -> NDArray[np.int64]:
    """Return the trips of a service date."""
    day = (date - timetable.first_date).days
    if not 0 <= day < timetable.active.shape[1]:
        return np.zeros(0, np.int64)
    return np.flatnonzero(timetable.active[:, day][timetable.trip_service])


def trip_events(
    timetable: Timetable | TimetableArrays,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
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


def assemble(
    timetable: Timetable, date: dt.date, trips: NDArray[np.int64], shifts: NDArray[np.int64]
) -> DayTimetable:
    """Gather the arrays of some trips.

    Parameters
    ----------
    timetable
        All service days.
    date
        The service date.
    trips
        ``(n,) int64``, sorted within each shift.
    shifts
        ``(n,) int64`` what is added to the times of each, s.

    Returns
    -------
    DayTimetable
        Boarding by arrangement counts as allowed.
    """
    n_trips = np.diff(timetable.pattern_first_trip)
    pattern = np.repeat(np.arange(n_trips.size), n_trips)[trips]
    starts = np.ones(trips.size, dtype=bool)
    starts[1:] = (pattern[1:] != pattern[:-1]) | (shifts[1:] != shifts[:-1])
    first_trip = np.concatenate((np.flatnonzero(starts), [trips.size]))
    patterns = pattern[starts]
    arrays = gather_trips(timetable, timetable.stops.height, patterns, first_trip, trips)
    _, n_events = trip_events(timetable)
    moved = np.repeat(shifts, n_events[trips]).astype(np.int32)
    arrays = arrays._replace(
        pattern_board=_allowed(arrays.pattern_board),
        pattern_alight=_allowed(arrays.pattern_alight),
        arrival=_int32(arrays.arrival + moved),
        departure=_int32(arrays.departure + moved),
    )
    return DayTimetable(
        date=date,
        arrays=arrays,
        trip_index=_int32(trips),
        pattern_index=_int32(patterns),
        pattern_shift_s=_int32(shifts[starts]),
    )


def gather_trips(
    source: Timetable | TimetableArrays,
    n_stops: int,
    patterns: NDArray[np.int64],
    first_trip: NDArray[np.int64],
    trips: NDArray[np.int64],
) -> TimetableArrays:
    """Return some trips of a timetable as patterns of their own.

    Parameters
    ----------
    source
        The timetable.
    n_stops
        Stops of the timetable.
    patterns
        ``(n_patterns,) int64`` pattern of the source that each new one is made of.
    first_trip
        ``(n_patterns + 1,) int64`` into ``trips``.
    trips
        ``(n_trips,) int64`` trips of the source, each of its new pattern's old one, in order.

    Returns
    -------
    TimetableArrays
        Boarding and times as in the source.
    """
    bounds = source.pattern_first_stop.astype(np.int64)
    visits = call_index(bounds, patterns)
    sizes = bounds[patterns + 1] - bounds[patterns]
    first_event, _ = trip_events(source)
    events = call_index(np.append(first_event, source.arrival.size), trips)
    stop = source.pattern_stop[visits]
    order = np.argsort(stop, kind="stable")
    calls_at = np.bincount(stop, minlength=n_stops)
    position = np.arange(visits.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    of_visit = np.repeat(np.arange(patterns.size), sizes)
    return TimetableArrays(
        pattern_first_stop=_int32(_offsets(sizes)),
        pattern_stop=_int32(stop),
        pattern_board=frozen(source.pattern_board[visits]),
        pattern_alight=frozen(source.pattern_alight[visits]),
        pattern_first_trip=_int32(first_trip),
        pattern_first_event=frozen(_offsets(sizes * np.diff(first_trip)), np.int64),
        arrival=_int32(source.arrival[events]),
        departure=_int32(source.departure[events]),
        stop_first_visit=_int32(_offsets(calls_at)),
        visit_pattern=_int32(of_visit[order]),
        visit_position=_int32(position[order]),
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
