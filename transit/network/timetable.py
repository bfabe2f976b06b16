"""The timetable of all service days as arrays, and one day of it for the search."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays


@dataclass(frozen=True, slots=True)
class Timetable:
    """All trips of all service days, grouped into patterns.

    A pattern is trips with the same stops in the same order, the same boarding rules and the same
    wheelchair fact, none of which overtakes another on any day.

    ``pattern_first_stop``, ``pattern_stop``, ``pattern_board``, ``pattern_alight``,
    ``pattern_first_trip``, ``pattern_first_event``, ``arrival``, ``departure`` as in
    :class:`~transit.kernels.arrays.TimetableArrays`, ``pattern_board`` and ``pattern_alight``
    holding GTFS's pick-up and drop-off codes (0 regular, 1 none, 2 phone, 3 ask the driver);
    ``pattern_wheelchair (n_patterns,) uint8`` fact: the vehicle has a wheelchair space;
    ``event_timepoint (n_events,) uint8``: 1 exact, 0 interpolated or approximate;
    ``trip_service (n_trips,) int32`` into the services; ``trip_row (n_trips,) int32`` into
    ``trips`` (trips made of one headway share a row); ``active (n_services, n_days) bool``, days
    counted from ``first_date``.

    Where a vehicle goes on as another trip without anybody having to get off, the two trips also
    stand as one *through trip*, on which one boards during the first and alights during the
    second: from position ``trip_change_at (n_trips,) int32`` on it runs as row ``trip_next_row
    (n_trips,) int32`` of ``trips``; both are -1 for ordinary trips.

    ``shape_first (n_shapes + 1,) int64`` into ``shape_lat``, ``shape_lon`` float32: the lines
    along which trips run.

    Tables, their row being the index used above: ``stops`` (stop_id, name, code, indicator, lat,
    lon, parent, platform, wheelchair uint8 fact, bearing float32 degrees of the buses that call
    there (NaN unknown), street, feed), ``trips`` (trip_id, route, headsign, block_id, wheelchair,
    shape int32 into the shapes, -1 none, next_trip: row of the trip that the same vehicle goes on
    as without a change, on some days at least, -1 none), ``routes`` (route_id, short_name,
    long_name, type, agency, feed).
    """

    zone: ZoneInfo
    first_date: dt.date
    active: NDArray[np.bool_]
    pattern_first_stop: NDArray[np.int32]
    pattern_stop: NDArray[np.int32]
    pattern_board: NDArray[np.uint8]
    pattern_alight: NDArray[np.uint8]
    pattern_wheelchair: NDArray[np.uint8]
    pattern_first_trip: NDArray[np.int32]
    pattern_first_event: NDArray[np.int64]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]
    event_timepoint: NDArray[np.uint8]
    trip_service: NDArray[np.int32]
    trip_row: NDArray[np.int32]
    stops: pl.DataFrame
    trips: pl.DataFrame
    routes: pl.DataFrame
    trip_change_at: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    trip_next_row: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    shape_first: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    shape_lat: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    shape_lon: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Ridden:
    """Where one person may get on and off the buses of a day.

    ``board`` and ``alight (n_visits,) bool``, by visit of the day's patterns; ``dear (n_visits,)
    bool`` where a ride counts ``dear_s`` perceived seconds more, as others are preferred.
    """

    board: NDArray[np.bool_]
    alight: NDArray[np.bool_]
    dear: NDArray[np.bool_] | None = None
    dear_s: int = 0


@dataclass(frozen=True, slots=True)
class DayTimetable:
    """What runs on one service date, ready for the search.

    ``arrays``: the day's own trips and, shifted by a day, those of the days before and after that
    run near its midnights. ``trip_index (n_day_trips,) int32``: each of its trips in the whole
    timetable; ``pattern_index (n_day_patterns,) int32`` likewise; ``pattern_shift_s
    (n_day_patterns,) int32`` 0, or what was added to the times of another day's: -86,400 for the
    day before's (-82,800 or -90,000 where the clock changed in between), 86,400 for the day
    after's.

    ``ridden`` is set on a day made for one person's hours, whose patterns are split so that all
    trips of one may be ridden alike; a trip may then be there more than once. What ``arrays`` says
    of boarding stays the timetable's.

    ``runs (n_day_trips,) int64`` is set where several dates are put together: bit ``i`` for trips
    that run on the ``i``-th of them.
    """

    date: dt.date
    arrays: TimetableArrays
    trip_index: NDArray[np.int32]
    pattern_index: NDArray[np.int32]
    pattern_shift_s: NDArray[np.int32]
    ridden: Ridden | None = None
    runs: NDArray[np.int64] | None = None
