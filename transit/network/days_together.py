"""Several service dates put together, so that one search runs through them all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from transit.kernels.arrays import frozen
from transit.model.clock import DAY_S
from transit.network.day import assemble, day_timetable, midnight_s, shift_s, trip_events
from transit.network.timetable import DayTimetable, Timetable

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_DATES: Final = 62
"""Dates that the bits of a number tell apart."""

_COMMON: Final = 0.8
"""Share of trips that dates have in common to be searched together; never changes a result."""


def groups_of(
    timetable: Timetable, dates: Sequence[dt.date], beside_s: int
) -> tuple[tuple[dt.date, ...], ...]:
    """Put dates together on which nearly the same runs.

    Parameters
    ----------
    timetable
        All service days.
    dates
        Dates.
    beside_s
        How far a journey may reach beyond a date's midnights, seconds.

    Returns
    -------
    tuple of tuple of date
        Each date in one of them. Where the clock changes near a date it is alone.
    """
    alike = _alike(timetable)
    groups: list[tuple[list[dt.date], NDArray[np.int64]]] = []
    for date in sorted(set(dates)):
        shifts, trips = _trips(timetable, date, beside_s, alike)
        trips = np.unique(shifts * alike.size + trips)
        for group, those in groups:
            common = np.intersect1d(trips, those, assume_unique=True).size
            much = common >= _COMMON * (trips.size + those.size - common)
            if much and len(group) < MOST_DATES and _is_even(timetable, group[0], date):
                group.append(date)
                break
        else:
            groups.append(([date], trips))
    return tuple(tuple(group) for group, _ in groups)


def days_together(timetable: Timetable, dates: Sequence[dt.date], beside_s: int) -> DayTimetable:
    """Return what runs on any of some dates.

    Parameters
    ----------
    timetable
        All service days.
    dates
        Dates that belong together (:func:`groups_of`).
    beside_s
        How far a journey may reach beyond a date's midnights, seconds.

    Returns
    -------
    DayTimetable
        With ``runs``. A trip that runs under several names at the same times is there once.
    """
    alike = _alike(timetable)
    parts = [_trips(timetable, date, beside_s, alike) for date in dates]
    rows = np.concatenate([np.column_stack(part) for part in parts])
    bits = np.repeat(np.int64(1) << np.arange(len(dates)), [part[0].size for part in parts])
    every, at = np.unique(rows, axis=0, return_inverse=True)
    runs = np.zeros(len(every), np.int64)
    np.bitwise_or.at(runs, at.ravel(), bits)
    whole = assemble(timetable, dates[0], every[:, 1], every[:, 0])
    return replace(whole, runs=frozen(runs))


def _trips(
    timetable: Timetable, date: dt.date, beside_s: int, alike: "NDArray[np.int64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return how much the trips of a date are moved, s, and for each the first that is alike."""
    day = day_timetable(timetable, date, beside_s)
    shifts = np.repeat(day.pattern_shift_s, np.diff(day.arrays.pattern_first_trip))
    return shifts.astype(np.int64), alike[day.trip_index]


def _is_even(timetable: Timetable, *dates: dt.date) -> bool:
    """Tell whether no clock changes on some dates, or the day before or after them."""
    return all(
        midnight_s(timetable, date, days) == days * DAY_S
        and shift_s(timetable, date, days) == days * DAY_S
        for date in dates
        for days in (-1, 0, 1, 2)
    )


def _alike(timetable: Timetable) -> "NDArray[np.int64]":
    """Return for each trip the first of its pattern that has the same route and times.

    Trips of a pattern do not overtake each other, so those of equal times are neighbours.
    """
    first_event, n_stops = trip_events(timetable)
    if not first_event.size:
        return first_event
    n_trips = np.diff(timetable.pattern_first_trip)
    pattern = np.repeat(np.arange(n_trips.size), n_trips)
    route = timetable.trips["route"].to_numpy()[timetable.trip_row]
    before = np.maximum(np.arange(timetable.arrival.size) - np.repeat(n_stops, n_stops), 0)
    same = timetable.arrival == timetable.arrival[before]
    same &= timetable.departure == timetable.departure[before]
    new = ~np.logical_and.reduceat(same, first_event)
    new[0] = True
    new[1:] |= (pattern[1:] != pattern[:-1]) | (route[1:] != route[:-1])
    made: NDArray[np.int64] = np.flatnonzero(new)[np.cumsum(new) - 1]
    return made
