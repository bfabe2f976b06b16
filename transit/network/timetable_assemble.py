"""The last step of a timetable build: from trips by pattern to the record that is kept."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.parameters import Parameters
from transit.network.bearing import BearingRules, Lines, stop_bearings
from transit.network.feed_blocks import wheelchair_facts
from transit.network.feed_services import Services
from transit.network.patterns import Patterns
from transit.network.runs import Runs, take_runs
from transit.network.timetable import Timetable
from transit.read.gtfs_stops import STOP

_STOP_COLUMNS = (
    "stop_id",
    "name",
    "code",
    "indicator",
    "lat",
    "lon",
    "parent",
    "platform",
    "wheelchair",
    "bearing",
    "street",
    "feed",
)


def assemble_timetable(
    patterns: Patterns,
    stops: pl.DataFrame,
    trips: pl.DataFrame,
    routes: pl.DataFrame,
    services: Services,
    lines: Lines,
    zone: ZoneInfo,
    parameters: Parameters,
) -> Timetable:
    """Make the record: flat arrays by pattern, tables of what is used.

    Parameters
    ----------
    patterns
        Trips by pattern, their stops counting ``stops``.
    stops, trips, routes
        Tables of all feeds together.
    services
        On which days what runs.
    lines
        Shapes.
    zone
        Time zone of all times.
    parameters
        How bearings are made.

    Returns
    -------
    Timetable
        The timetable, with the stops that are used or could be.
    """
    runs = patterns.runs
    stops, stop_of = _used_stops(stops, runs)
    runs = replace(runs, stop=stop_of[runs.stop])
    patterns = replace(patterns, runs=runs)
    leader = patterns.first_trip[:-1].astype(np.int64)
    sample = take_runs(runs, leader)
    bearing = stop_bearings(
        patterns,
        trips["shape"].to_numpy()[runs.row],
        lines,
        stops["lat"].to_numpy(),
        stops["lon"].to_numpy(),
        BearingRules(
            reach_m=parameters.number("bearing_reach_m"),
            shape_m=parameters.number("bearing_shape_m"),
            agreement=parameters.number("bearing_agreement"),
        ),
    )
    first_event = np.concatenate((runs.first[leader], runs.first[-1:]))
    return Timetable(
        zone=zone,
        first_date=services.first_date,
        active=frozen(services.active),
        pattern_first_stop=frozen(sample.first, np.int32),
        pattern_stop=frozen(sample.stop, np.int32),
        pattern_board=frozen(sample.board, np.uint8),
        pattern_alight=frozen(sample.alight, np.uint8),
        pattern_wheelchair=frozen(
            wheelchair_facts(sample, trips["wheelchair"].to_numpy()), np.uint8
        ),
        pattern_first_trip=frozen(patterns.first_trip, np.int32),
        pattern_first_event=frozen(first_event, np.int64),
        arrival=frozen(runs.arrival, np.int32),
        departure=frozen(runs.departure, np.int32),
        event_timepoint=frozen(runs.timepoint, np.uint8),
        trip_service=frozen(runs.service, np.int32),
        trip_row=frozen(runs.row, np.int32),
        stops=stops.with_columns(bearing=pl.Series(bearing)).select(_STOP_COLUMNS),
        trips=trips.drop("feed", "row"),
        routes=routes,
        trip_change_at=frozen(runs.change_at, np.int32),
        trip_next_row=frozen(runs.next_row, np.int32),
        shape_first=frozen(lines.first, np.int64),
        shape_lat=frozen(lines.lat, np.float32),
        shape_lon=frozen(lines.lon, np.float32),
    )


def _used_stops(stops: pl.DataFrame, runs: Runs) -> tuple[pl.DataFrame, NDArray[np.int32]]:
    """Keep what trips call at and what is a stop; return the new number of each."""
    used = (stops["location_type"] == STOP).to_numpy().copy()
    used[runs.stop] = True
    number = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
    return stops.filter(pl.Series(used)), number
