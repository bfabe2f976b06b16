"""The published collection of faulty feeds: each gives the notice that its name says."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.notice import Severity
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import has_errors, read_feed
from transit.read.parameters import read_parameters

pytestmark = pytest.mark.real
PARAMETERS = read_parameters()

EXPECTED = {
    "au-sydney-entrances": ("missing_file", "trips.txt", None),
    "bad_date_format": ("bad_date", "calendar.txt", 2),
    "bad_eol.zip": ("bad_eol", "routes.txt", 5),
    "bad_utf8": ("not_utf8", "stops.txt", 2),
    "contains_null": ("contains_null", "stops.txt", 9),
    "duplicate_schedule_id": ("duplicate_id", "calendar.txt", 4),
    "duplicate_stop": ("duplicate_stop", "stops.txt", 5),
    "duplicate_stop_sequence": ("duplicate_stop_sequence", "stop_times.txt", 4),
    "empty_file": ("empty_file", "agency.txt", None),
    "extra_row_cells": ("extra_cells", "routes.txt", 4),
    "flatten_feed": ("too_few_stops", "trips.txt", 9),
    "invalid_agency_ids": ("agency_without_id", "agency.txt", 3),
    "invalid_route_agency": ("undefined_agency", "routes.txt", 4),
    "missing_agency": ("missing_file", "agency.txt", None),
    "missing_calendar": ("missing_file", "calendar.txt", None),
    "missing_column": ("missing_column", "agency.txt", 1),
    "missing_departure_time": ("missing_departure_time", "stop_times.txt", 3),
    "missing_endpoint_times": ("missing_times_at_ends", "stop_times.txt", 16),
    "missing_routes": ("missing_file", "routes.txt", None),
    "missing_row_cells": ("missing_cells", "routes.txt", 4),
    "missing_stop_times": ("missing_file", "stop_times.txt", None),
    "missing_stops": ("missing_file", "stops.txt", None),
    "missing_trips": ("missing_file", "trips.txt", None),
    "missing_weekday_column": ("missing_column", "calendar.txt", 1),
    "negative_stop_sequence": ("negative_stop_sequence", "stop_times.txt", 9),
    "repeated_route_name": ("repeated_route_name", "routes.txt", 5),
    "same_short_long_name": ("same_short_long_name", "routes.txt", 5),
    "undefined_stop": ("undefined_stop", "stop_times.txt", 11),
    "unknown_file": ("unknown_file", "frecuencias.txt", None),
    "unrecognized_columns": ("unrecognised_column", "agency.txt", 1),
    "unused_stop": ("unused_stop", "stops.txt", 6),
    "utf16": ("not_utf8", "stop_times.txt", None),
    "utf8bom": ("byte_order_mark", "stops.txt", None),
}
"""Feed, then the code, file and line of the notice that it is about."""
GOOD = (
    "good_feed",
    "good_feed.zip",
    "googletransit",
    "only_calendar_dates",
    "filter_unusual_trips",
)
NO_FEED = ("one_line.kml", "one_stop.kml", "unknown_format.zip", "upgrade_translations")
NO_TRIPS = {
    "au-sydney-entrances",
    "missing_calendar",
    "missing_routes",
    "missing_stop_times",
    "missing_stops",
    "missing_trips",
}


def test_the_whole_collection_is_looked_at(real_data: Path) -> None:
    """No feed of the folder is left out of this file."""
    found = {path.name for path in (real_data / "gtfs_faults").iterdir()}
    assert found == {*EXPECTED, *GOOD, *NO_FEED}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_faulty_feed_gives_the_notice_of_its_name(real_data: Path, name: str) -> None:
    """The notice stands at the line at fault, and what is sound still builds."""
    feed = read_feed(real_data / "gtfs_faults" / name, PARAMETERS)
    seen = {(notice.code, notice.file.rsplit("/", 1)[-1], notice.row) for notice in feed.notices}
    assert EXPECTED[name] in seen
    if name in NO_TRIPS:
        with pytest.raises(InputError, match="no trip can be used"):
            build_timetable([feed], PARAMETERS)
    else:
        timetable, _ = build_timetable([feed], PARAMETERS)
        assert timetable.trip_row.size


@pytest.mark.parametrize("name", GOOD)
def test_a_good_feed_gives_no_error(real_data: Path, name: str) -> None:
    """Nothing is left out of a sound feed."""
    feed = read_feed(real_data / "gtfs_faults" / name, PARAMETERS)
    assert not has_errors(feed)
    _, notices = build_timetable([feed], PARAMETERS)
    assert not [notice for notice in notices if notice.severity is Severity.ERROR]


@pytest.mark.parametrize("name", NO_FEED)
def test_what_is_no_feed_is_refused_by_name(real_data: Path, name: str) -> None:
    """The error names the file and says what to do."""
    with pytest.raises(InputError, match=f"^{name}: .*;"):
        read_feed(real_data / "gtfs_faults" / name, PARAMETERS)
