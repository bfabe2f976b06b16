"""A service day on which only some rides can be made: those that somebody learnt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.clock import DAY_S
from transit.network.day import gather_trips
from transit.network.runs import call_index
from transit.network.timetable import DayTimetable, Ridden, Timetable
from transit.route.days import ReadyDay, ready_day
from transit.route.found import Found


class RideOn(NamedTuple):
    """One ride on one trip.

    Parameters
    ----------
    trip
        Trip of the whole timetable.
    days_after
        How many days after the journey's date its service date is.
    board_at, alight_at
        Positions in its pattern.
    """

    trip: int
    days_after: int
    board_at: int
    alight_at: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A day narrowed to some trips, and where they stand in the whole day.

    ``pattern_of`` and ``trip_of`` give, by pattern and trip of the narrowed day, those of the
    whole one.
    """

    ready: ReadyDay
    pattern_of: NDArray[np.int64]
    trip_of: NDArray[np.int64]

    def of_whole_day(self, found: Found) -> Found:
        """Return a journey of the narrowed day as one of the whole day.

        Parameters
        ----------
        found
            The journey.

        Returns
        -------
        Found
            The same with the whole day's numbers.
        """
        rides = tuple(
            ride._replace(
                pattern=int(self.pattern_of[ride.pattern]), trip=int(self.trip_of[ride.trip])
            )
            for ride in found.rides
        )
        return replace(found, rides=rides)


def only_rides(whole: ReadyDay, timetable: Timetable, rides: Sequence[RideOn]) -> Narrowed | None:
    """Narrow a day to some rides.

    Parameters
    ----------
    whole
        The day.
    timetable
        The timetable it comes from.
    rides
        What alone can be ridden, from stop to stop.

    Returns
    -------
    Narrowed or None
        None where one of them does not run on that day.
    """
    day = whole.day
    arrays = day.arrays
    shifts = np.round(day.pattern_shift_s / DAY_S).astype(np.int64)
    pattern_of_trip = np.repeat(np.arange(shifts.size), np.diff(arrays.pattern_first_trip))
    chosen: list[NDArray[np.int64]] = []
    for ride in rides:
        runs = (day.trip_index == ride.trip) & (shifts[pattern_of_trip] == ride.days_after)
        if not runs.any():
            return None
        chosen.append(np.flatnonzero(runs))
    trips = np.unique(np.concatenate(chosen)).astype(np.int64)
    of_trip = pattern_of_trip[trips]
    patterns, first = np.unique(of_trip, return_index=True)
    first_trip = np.concatenate((first, [trips.size])).astype(np.int64)
    made = gather_trips(arrays, timetable.stops.height, patterns, first_trip, trips)
    board = np.zeros(made.pattern_stop.size, np.bool_)
    alight = np.zeros(made.pattern_stop.size, np.bool_)
    for ride, own in zip(rides, chosen, strict=True):
        starts = made.pattern_first_stop[np.searchsorted(patterns, pattern_of_trip[own])]
        board[starts + ride.board_at] = True
        alight[starts + ride.alight_at] = True
    if day.ridden is not None:
        visits = call_index(arrays.pattern_first_stop.astype(np.int64), patterns)
        board, alight = board & day.ridden.board[visits], alight & day.ridden.alight[visits]
    narrowed = DayTimetable(
        date=day.date,
        arrays=made,
        trip_index=frozen(day.trip_index[trips], np.int32),
        pattern_index=frozen(day.pattern_index[patterns], np.int32),
        pattern_shift_s=frozen(day.pattern_shift_s[patterns], np.int32),
        ridden=Ridden(board, alight),
    )
    return Narrowed(ready_day(narrowed), patterns.astype(np.int64), trips)


def only_between(
    whole: ReadyDay,
    timetable: Timetable,
    *,
    board: Collection[int] | None = None,
    alight: Collection[int] | None = None,
    routes: Collection[int] | None = None,
) -> ReadyDay:
    """Narrow a day to rides between some stops, on some routes.

    Parameters
    ----------
    whole
        The day.
    timetable
        The timetable it comes from.
    board, alight
        Rows of the stops at which alone one may get on, or off; None for all.
    routes
        Rows of the routes that alone may be ridden; a pattern with a trip of one of them counts;
        None for all.

    Returns
    -------
    ReadyDay
        The same trips under the same numbers.
    """
    day = whole.day
    arrays = day.arrays
    may_board = np.ones(arrays.pattern_stop.size, np.bool_)
    may_alight = may_board.copy()
    if board is not None:
        may_board &= np.isin(arrays.pattern_stop, sorted(board))
    if alight is not None:
        may_alight &= np.isin(arrays.pattern_stop, sorted(alight))
    if routes is not None:
        of_trip = timetable.trips["route"].to_numpy()[timetable.trip_row[day.trip_index]]
        among = np.concatenate(([0], np.cumsum(np.isin(of_trip, sorted(routes)))))
        first = arrays.pattern_first_trip
        may_board &= np.repeat(
            among[first[1:]] > among[first[:-1]], np.diff(arrays.pattern_first_stop)
        )
    ridden = Ridden(may_board, may_alight)
    if day.ridden is not None:
        was = day.ridden
        ridden = replace(was, board=may_board & was.board, alight=may_alight & was.alight)
    return replace(whole, day=replace(day, ridden=ridden))
