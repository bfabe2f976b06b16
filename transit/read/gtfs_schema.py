"""The files and columns of GTFS Schedule, as far as this package reads them.

``KEY`` columns must be there and filled; ``NEEDED`` columns should be there and may be empty, but
a bad value costs the row; a bad value in a ``PLAIN`` column is ignored.
"""

from enum import Enum, auto
from typing import NamedTuple

import polars as pl


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    INTEGER = auto()
    NUMBER = auto()
    TIME = auto()  # "25:10:00", read as integer seconds
    DATE = auto()  # "20230613"


class Need(Enum):
    """What happens where a cell is missing or bad."""

    KEY = auto()
    NEEDED = auto()
    PLAIN = auto()


class Column(NamedTuple):
    """One column that is read."""

    name: str
    kind: Kind = Kind.TEXT
    need: Need = Need.PLAIN


class Table(NamedTuple):
    """One file that is read.

    ``others`` are columns that GTFS defines and this package does not use.
    """

    file: str
    columns: tuple[Column, ...]
    others: frozenset[str] = frozenset()
    required: bool = False

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column types of the table once read, the line number first."""
        types = {column.name: POLARS_TYPES[column.kind] for column in self.columns}
        return {"row": pl.UInt32(), **types}

    def empty(self) -> pl.DataFrame:
        """Return the table without rows.

        Returns
        -------
        polars.DataFrame
            All columns, no rows.
        """
        return pl.DataFrame(schema=self.schema)


POLARS_TYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int32(),
    Kind.NUMBER: pl.Float64(),
    Kind.TIME: pl.Int32(),
    Kind.DATE: pl.Date(),
}

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _others(text: str) -> frozenset[str]:
    """Split column names."""
    return frozenset(text.split())


AGENCY = Table(
    "agency.txt",
    (
        Column("agency_id"),
        Column("agency_name", need=Need.NEEDED),
        Column("agency_timezone", need=Need.NEEDED),
    ),
    _others("agency_url agency_lang agency_phone agency_fare_url agency_email cemv_support"),
    required=True,
)
STOPS = Table(
    "stops.txt",
    (
        Column("stop_id", need=Need.KEY),
        Column("stop_code"),
        Column("stop_name", need=Need.NEEDED),
        Column("stop_lat", Kind.NUMBER, Need.NEEDED),
        Column("stop_lon", Kind.NUMBER, Need.NEEDED),
        Column("location_type", Kind.INTEGER),
        Column("parent_station"),
        Column("platform_code"),
        Column("wheelchair_boarding", Kind.INTEGER),
    ),
    _others("tts_stop_name stop_desc zone_id stop_url stop_timezone level_id stop_access"),
    required=True,
)
ROUTES = Table(
    "routes.txt",
    (
        Column("route_id", need=Need.KEY),
        Column("agency_id"),
        Column("route_short_name"),
        Column("route_long_name"),
        Column("route_type", Kind.INTEGER),
    ),
    _others(
        "route_desc route_url route_color route_text_color route_sort_order continuous_pickup "
        "continuous_drop_off network_id cemv_support"
    ),
    required=True,
)
TRIPS = Table(
    "trips.txt",
    (
        Column("trip_id", need=Need.KEY),
        Column("route_id", need=Need.KEY),
        Column("service_id", need=Need.KEY),
        Column("trip_headsign"),
        Column("block_id"),
        Column("shape_id"),
        Column("wheelchair_accessible", Kind.INTEGER),
    ),
    _others("trip_short_name direction_id bikes_allowed cars_allowed"),
    required=True,
)
STOP_TIMES = Table(
    "stop_times.txt",
    (
        Column("trip_id", need=Need.KEY),
        Column("arrival_time", Kind.TIME, Need.NEEDED),
        Column("departure_time", Kind.TIME, Need.NEEDED),
        Column("stop_id", need=Need.KEY),
        Column("stop_sequence", Kind.INTEGER, Need.KEY),
        Column("pickup_type", Kind.INTEGER),
        Column("drop_off_type", Kind.INTEGER),
        Column("shape_dist_traveled", Kind.NUMBER),
        Column("timepoint", Kind.INTEGER),
    ),
    _others(
        "stop_headsign continuous_pickup continuous_drop_off location_group_id location_id "
        "start_pickup_drop_off_window end_pickup_drop_off_window pickup_booking_rule_id "
        "drop_off_booking_rule_id"
    ),
    required=True,
)
CALENDAR = Table(
    "calendar.txt",
    (
        Column("service_id", need=Need.KEY),
        *(Column(day, Kind.INTEGER, Need.NEEDED) for day in _WEEKDAYS),
        Column("start_date", Kind.DATE, Need.KEY),
        Column("end_date", Kind.DATE, Need.KEY),
    ),
)
CALENDAR_DATES = Table(
    "calendar_dates.txt",
    (
        Column("service_id", need=Need.KEY),
        Column("date", Kind.DATE, Need.KEY),
        Column("exception_type", Kind.INTEGER, Need.KEY),
    ),
)
FREQUENCIES = Table(
    "frequencies.txt",
    (
        Column("trip_id", need=Need.KEY),
        Column("start_time", Kind.TIME, Need.KEY),
        Column("end_time", Kind.TIME, Need.KEY),
        Column("headway_secs", Kind.INTEGER, Need.KEY),
        Column("exact_times", Kind.INTEGER),
    ),
)
SHAPES = Table(
    "shapes.txt",
    (
        Column("shape_id", need=Need.KEY),
        Column("shape_pt_lat", Kind.NUMBER, Need.KEY),
        Column("shape_pt_lon", Kind.NUMBER, Need.KEY),
        Column("shape_pt_sequence", Kind.INTEGER, Need.KEY),
    ),
    _others("shape_dist_traveled"),
)
TRANSFERS = Table(
    "transfers.txt",
    (
        Column("from_stop_id"),
        Column("to_stop_id"),
        Column("from_trip_id"),
        Column("to_trip_id"),
        Column("transfer_type", Kind.INTEGER),
    ),
    _others("from_route_id to_route_id min_transfer_time"),
)
FEED_INFO = Table(
    "feed_info.txt",
    (
        Column("feed_publisher_name"),
        Column("feed_start_date", Kind.DATE),
        Column("feed_end_date", Kind.DATE),
        Column("feed_version"),
    ),
    _others(
        "feed_publisher_url feed_lang default_lang feed_contact_email feed_contact_url feed_id "
        "feed_license feed_timezone"
    ),
)

TABLES: tuple[Table, ...] = (
    AGENCY,
    STOPS,
    ROUTES,
    TRIPS,
    STOP_TIMES,
    CALENDAR,
    CALENDAR_DATES,
    FREQUENCIES,
    SHAPES,
    TRANSFERS,
    FEED_INFO,
)
"""Every file that is read."""

OTHER_FILES: frozenset[str] = _others(
    "fare_attributes.txt fare_rules.txt timeframes.txt rider_categories.txt fare_media.txt "
    "fare_products.txt fare_leg_rules.txt fare_leg_join_rules.txt fare_transfer_rules.txt "
    "areas.txt stop_areas.txt networks.txt route_networks.txt pathways.txt levels.txt "
    "location_groups.txt location_group_stops.txt locations.geojson booking_rules.txt "
    "translations.txt attributions.txt"
)
"""Files that GTFS defines and this package does not read."""
