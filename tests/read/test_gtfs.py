"""Each fault of a feed gives its notice, at its row, and the rest of the feed is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.feeds import DAILY, WEEKDAYS, Trip, feed_files, trip, write_files
from transit.model.notice import Notice, Severity
from transit.read.gtfs import Feed, has_errors, read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
TRIPS = [
    trip("t1", "A 08:00", "B 08:10", "C 08:20"),
    trip("t2", "C 09:00", "B 09:10", "A 09:20"),
]


def read(tmp_path: Path, files: dict[str, str | bytes]) -> Feed:
    """Write a feed and read it."""
    return read_feed(write_files(tmp_path / "feed", files), PARAMETERS)


def of_code(feed: Feed, code: str) -> list[Notice]:
    """Return a feed's notices of one code."""
    return [notice for notice in feed.notices if notice.code == code]


def changed(file: str, old: str, new: str) -> Callable[[], dict[str, str | bytes]]:
    """Return a good feed in which one text of one file is another."""

    def make() -> dict[str, str | bytes]:
        files: dict[str, str | bytes] = {**feed_files(TRIPS)}
        text = files[file]
        assert isinstance(text, str)
        assert old in text
        files[file] = text.replace(old, new)
        return files

    return make


def added(file: str, content: str | bytes | None) -> Callable[[], dict[str, str | bytes]]:
    """Return a good feed with one file more (or, for None, less)."""

    def make() -> dict[str, str | bytes]:
        files: dict[str, str | bytes] = {**feed_files(TRIPS)}
        if content is None:
            del files[file]
        else:
            files[file] = content
        return files

    return make


def with_trips(*trips: Trip) -> Callable[[], dict[str, str | bytes]]:
    """Return a feed of these trips."""
    return lambda: {**feed_files(trips)}


class Case(NamedTuple):
    """One fault: its notice, where, and how many trips and stop times are left."""

    code: str
    make: Callable[[], dict[str, str | bytes]]
    severity: Severity
    file: str
    row: int | None
    trips: int = 2
    stop_times: int = 6


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
STOPS, TIMES = "stops.txt", "stop_times.txt"
CASES = [
    Case("missing_file", added("agency.txt", None), E, "agency.txt", None),
    Case("missing_file", added("calendar.txt", None), E, "calendar.txt", None, 0, 0),
    Case("missing_file", added("stops.txt", None), E, "stops.txt", None, 0, 0),
    Case("empty_file", added("agency.txt", ""), E, "agency.txt", None),
    Case("empty_file", added("agency.txt", " \n\n"), E, "agency.txt", None),
    Case("unreadable_file", added("transfers.txt", "x" * 200_000), E, "transfers.txt", None),
    Case("unreadable_file", added("transfers.txt", "," * 500), E, "transfers.txt", None),
    Case(
        "unread_transfer_rule",
        added(
            "transfers.txt",
            "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nA,B,1,\nA,C,2,900\n",
        ),
        W,
        "transfers.txt",
        3,
    ),
    Case(
        "unread_transfer_rule",
        added("transfers.txt", "from_stop_id,to_stop_id,transfer_type\nA,B,3\nA,C,0\n"),
        W,
        "transfers.txt",
        2,
    ),
    Case("byte_order_mark", changed(STOPS, "stop_id,", "\ufeffstop_id,"), I, STOPS, None),
    Case("not_utf8", added("agency.txt", "agency_id\nA\n".encode("utf-16")), W, "agency.txt", None),
    Case("not_utf8", added("agency.txt", b"agency_id,agency_name\nA,\xe9\n"), W, "agency.txt", 2),
    Case("contains_null", changed(STOPS, "Stop B", "Stop\0 B"), W, STOPS, 3),
    Case("bad_eol", changed(STOPS, "51.51,-3.0\n", "51.51,-3.0\r\n"), W, STOPS, 3),
    Case("bad_eol", changed(STOPS, "51.51,-3.0\n", "51.51,-3.0\r\r\n"), W, STOPS, 3),
    Case("extra_cells", changed(STOPS, "51.51,-3.0", "51.51,-3.0,,"), W, STOPS, 3),
    Case("missing_cells", changed(STOPS, "H,Stop H,51.57,-3.0", "H,Stop H"), W, STOPS, 9),
    Case("unclosed_quote", changed(STOPS, "H,Stop H", 'H,"Stop H'), E, STOPS, 9),
    Case("unclosed_quote", changed(STOPS, "G,Stop G", '"G,Stop G'), E, STOPS, 8),
    Case(
        "unclosed_quote",
        added("transfers.txt", 'from_stop_id,to_stop_id,transfer_type\n"A' + "B" * 200_000),
        E,
        "transfers.txt",
        2,
    ),
    Case("missing_column", changed(STOPS, "stop_name", "stop_nom"), E, STOPS, 1),
    Case("unrecognised_column", changed(STOPS, "stop_name", "stop_nom"), I, STOPS, 1),
    Case("repeated_column", changed(STOPS, "stop_name", "stop_id"), W, STOPS, 1),
    Case("unknown_file", added("frecuencias.txt", "a\n"), I, "frecuencias.txt", None),
    Case(
        "missing_value",
        changed(TIMES, "t1,08:10:00,08:10:00,B", "t1,08:10:00,08:10:00,"),
        E,
        TIMES,
        3,
        2,
        5,
    ),
    Case("bad_number", changed(STOPS, "51.51,", "51°30,"), E, STOPS, 3, 2, 4),
    Case("bad_number", changed(STOPS, "51.51,", "9" * 400 + ","), E, STOPS, 3, 2, 4),
    Case("bad_number", changed(STOPS, "51.51,", "nan,"), E, STOPS, 3, 2, 4),
    Case("bad_number", changed(TIMES, "B,1", "B,99999999999999"), E, TIMES, 3, 2, 4),
    Case("bad_time", changed(TIMES, "t1,08:10:00", "t1,8h10"), E, TIMES, 3, 2, 5),
    Case("bad_time", changed(TIMES, "t1,08:10:00", "t1,08:60:00"), E, TIMES, 3, 2, 5),
    Case("bad_time", changed(TIMES, "t1,08:10:00", "t1,999:00:00"), E, TIMES, 3, 2, 5),
    Case("bad_date", changed("calendar.txt", "20230101", "2023-01-01"), E, "calendar.txt", 2, 0, 0),
    Case("bad_date", changed("calendar.txt", "20231231", "20231232"), E, "calendar.txt", 2, 0, 0),
    Case("ignored_value", changed("routes.txt", ",3\n", ",bus\n"), W, "routes.txt", 2),
    Case("invalid_route_type", changed("routes.txt", ",3\n", ",99\n"), W, "routes.txt", 2),
    Case("duplicate_id", changed(STOPS, "H,Stop H", "A,Stop H"), E, STOPS, 9),
    Case("undefined_agency", changed("routes.txt", "R,A", "R,Z"), W, "routes.txt", 2),
    Case(
        "bad_zone", changed("agency.txt", "Europe/London", "../../etc/passwd"), E, "agency.txt", 2
    ),
    Case(
        "undefined_route",
        with_trips(TRIPS[0], trip("t9", "A 08:00", "B 09:00", route="Z")),
        E,
        "trips.txt",
        3,
        1,
        3,
    ),
    Case(
        "undefined_service",
        with_trips(TRIPS[0], trip("t9", "A 08:00", "B 09:00", service="Z")),
        E,
        "trips.txt",
        3,
        1,
        3,
    ),
    Case(
        "undefined_shape",
        with_trips(*TRIPS, trip("t9", "A 08:00", "B 09:00", shape_id="Z")),
        W,
        "trips.txt",
        4,
        3,
        8,
    ),
    Case("undefined_trip", changed(TIMES, "t1,08:20:00", "tx,08:20:00"), E, TIMES, 4, 2, 5),
    Case("undefined_stop", changed(TIMES, "08:10:00,B", "08:10:00,Z"), E, TIMES, 3, 2, 5),
    Case(
        "undefined_parent",
        added(
            STOPS,
            "stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,A,51.5,-3,Z\nB,B,51.6,-3,\nC,C,51.7,-3,\n",
        ),
        W,
        STOPS,
        2,
    ),
    Case(
        "stop_far_from_parent",
        added(
            STOPS,
            "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nA,A,51.5,-3,0,P\nB,B,51.6,-3,,\nC,C,51.7,-3,,\nP,P,51.52,-3,1,\n",
        ),
        W,
        STOPS,
        2,
    ),
    Case(
        "stop_without_position",
        changed(STOPS, "C,Stop C,51.52,-3.0", "C,Stop C,,"),
        E,
        STOPS,
        None,
        2,
        4,
    ),
    Case("bad_position", changed(STOPS, "51.52,-3.0", "0,0"), E, STOPS, 4, 2, 4),
    Case("bad_position", changed(STOPS, "51.52,-3.0", "151.52,-3.0"), E, STOPS, 4, 2, 4),
    Case("duplicate_stop", changed(STOPS, "51.57,-3.0", "51.56001,-3.0"), W, STOPS, 9),
    Case("unused_stop", with_trips(*TRIPS), I, STOPS, 5),
    Case("missing_route_name", changed("routes.txt", "R,A,R", "R,A,"), W, "routes.txt", 2),
    Case(
        "same_short_long_name", changed("routes.txt", "R,A,R,", "R,A,City,city"), I, "routes.txt", 2
    ),
    Case(
        "repeated_route_name",
        changed("routes.txt", "R,A,R,,3\n", "R,A,R,,3\nS,A,R,,3\n"),
        W,
        "routes.txt",
        3,
    ),
    Case("negative_stop_sequence", changed(TIMES, "A,0", "A,-2"), W, TIMES, 2),
    Case(
        "duplicate_stop_sequence", changed(TIMES, "08:20:00,C,2", "08:20:00,C,1"), E, TIMES, 4, 2, 5
    ),
    Case("missing_arrival_time", changed(TIMES, "t1,08:10:00,", "t1,,"), W, TIMES, 3),
    Case("missing_departure_time", changed(TIMES, "08:10:00,B,1\nt1", ",B,1\nt1"), W, TIMES, 3),
    Case(
        "missing_times_at_ends",
        with_trips(trip("t1", "A -", "B 08:10", "C 08:20"), TRIPS[1]),
        E,
        TIMES,
        2,
        2,
        5,
    ),
    Case(
        "missing_times_at_ends",
        with_trips(trip("t1", "A 08:00", "B 08:10", "C -"), TRIPS[1]),
        E,
        TIMES,
        4,
        2,
        5,
    ),
    Case(
        "times_go_back",
        with_trips(trip("t1", "A 08:00", "B 07:10", "C 08:20"), TRIPS[1]),
        E,
        TIMES,
        3,
        1,
        3,
    ),
    Case(
        "times_go_back",
        with_trips(trip("t1", "A 08:00", "B -", "C 07:20"), TRIPS[1]),
        E,
        TIMES,
        4,
        1,
        3,
    ),
    Case(
        "times_go_back",
        with_trips(trip("t1", "A 08:00", "B 08:10/08:09", "C 08:20"), TRIPS[1]),
        E,
        TIMES,
        3,
        1,
        3,
    ),
    Case("too_few_stops", with_trips(TRIPS[0], trip("t9", "A 08:00")), E, "trips.txt", 3, 1, 3),
    Case("trip_without_stops", with_trips(TRIPS[0], trip("t9")), W, "trips.txt", 3, 1, 3),
    Case(
        "implausible_speed",
        with_trips(TRIPS[0], trip("t9", "A 08:00", "H 08:01")),
        W,
        TIMES,
        6,
        2,
        5,
    ),
    Case(
        "phone_or_ask_driver",
        with_trips(TRIPS[0], trip("t9", "A 08:00 pickup_type=2", "B 08:10")),
        I,
        TIMES,
        None,
        2,
        5,
    ),
    Case("missing_pickup_type", with_trips(*TRIPS), I, TIMES, None),
    Case("missing_shape", with_trips(*TRIPS), I, "trips.txt", None),
    Case("wheelchair_unknown", with_trips(*TRIPS), I, "trips.txt", None),
    Case(
        "start_after_end",
        changed("calendar.txt", "20231231", "20221231"),
        E,
        "calendar.txt",
        2,
        0,
        0,
    ),
    Case(
        "bad_exception_type",
        added("calendar_dates.txt", "service_id,date,exception_type\nALL,20230101,3\n"),
        E,
        "calendar_dates.txt",
        2,
    ),
    Case(
        "bad_frequency",
        added(
            "frequencies.txt", "trip_id,start_time,end_time,headway_secs\nt1,08:00:00,09:00:00,0\n"
        ),
        E,
        "frequencies.txt",
        2,
    ),
    Case(
        "undefined_trip",
        added(
            "frequencies.txt", "trip_id,start_time,end_time,headway_secs\ntx,08:00:00,09:00:00,60\n"
        ),
        E,
        "frequencies.txt",
        2,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_each_fault_gives_its_notice(tmp_path: Path, case: Case) -> None:
    """The notice has its code, severity, file and row, and only what hangs on it is left out."""
    feed = read(tmp_path, case.make())
    notices = of_code(feed, case.code)
    assert notices, [notice.code for notice in feed.notices]
    assert notices[0].severity is case.severity
    assert notices[0].file.endswith(f"feed/{case.file}")
    if case.row is not None:
        assert notices[0].row == case.row
    assert (feed.trips.height, feed.stop_times.height) == (case.trips, case.stop_times)


def test_a_good_feed_has_no_errors(tmp_path: Path) -> None:
    """Nothing is left out of a sound feed, and nothing in it is suspicious."""
    feed = read(tmp_path, {**feed_files(TRIPS)})
    assert not has_errors(feed)
    assert {notice.severity for notice in feed.notices} == {Severity.INFO}


def test_rows_are_true_to_the_file(tmp_path: Path) -> None:
    """Line numbers count the file's lines, whatever blank lines and line breaks stand before.

    The bad latitude stands in line 6: the header, a name over two lines (2, 3), a blank line (4),
    a sound row (5).
    """
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon\n"
        'A,"Stop\nA",51.5,-3\n'
        "\n"
        "B,Stop B,51.51,-3\n"
        "C,Stop C,north,-3\n"
    )
    feed = read(tmp_path, {**feed_files(TRIPS), "stops.txt": stops})
    assert [notice.row for notice in of_code(feed, "bad_number")] == [6]
    assert feed.stops["stop_name"].to_list() == ["Stop A", "Stop B"]
    assert feed.stops["row"].to_list() == [2, 5]


def test_quotation_marks_as_people_use_them(tmp_path: Path) -> None:
    """Quoted commas, doubled quotes, and a lone quote inside a cell are all text."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon\n"
        'A,"High Street, opposite ""The Bell""",51.5,-3\n'
        'B,6" pipe works,51.51,-3\n'
        "C, Stop C ,51.52, -3\n"
    )
    feed = read(tmp_path, {**feed_files(TRIPS), "stops.txt": stops})
    assert feed.stops["stop_name"].to_list() == [
        'High Street, opposite "The Bell"',
        '6" pipe works',
        "Stop C",
    ]
    assert not has_errors(feed)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_all_alike_are_silent(tmp_path: Path, end: str) -> None:
    """Unix and Windows line ends are as good as each other; so is a missing last one."""
    files = {name: text.rstrip("\n").replace("\n", end) for name, text in feed_files(TRIPS).items()}
    feed = read(tmp_path, {**files})
    assert feed.stop_times.height == 6
    assert bool(of_code(feed, "bad_eol")) == (end == "\r")


def test_few_single_notices_then_a_count(tmp_path: Path) -> None:
    """Of ten like faults three are listed and one notice counts the other seven."""
    trips = [trip(f"t{at}", "A 08:00", "Z 08:05", "B 08:10") for at in range(10)]
    notices = of_code(read(tmp_path, {**feed_files(trips)}), "undefined_stop")
    assert [notice.row for notice in notices] == [3, 6, 9, None]
    assert [notice.count for notice in notices] == [1, 1, 1, 7]


def test_long_values_are_shortened(tmp_path: Path) -> None:
    """A cell of 100,000 digits is shown by its first 80 letters at most."""
    files = changed(STOPS, "51.51,", "9" * 100_000 + ",")()
    (notice,) = of_code(read(tmp_path, files), "bad_number")
    assert notice.value is not None
    assert len(notice.value) == 80


def test_stop_times_out_of_order_are_sorted(tmp_path: Path) -> None:
    """Rows may stand in any order; the place in the trip decides."""
    files = feed_files(TRIPS)
    header, *rows = files["stop_times.txt"].splitlines()
    files["stop_times.txt"] = "\n".join([header, *reversed(rows)])
    feed = read(tmp_path, {**files})
    assert feed.stop_times["arrival"].to_list() == [28800, 29400, 30000, 32400, 33000, 33600]


def test_after_midnight_stays_above_24_hours(tmp_path: Path) -> None:
    """25:10:00 is 90,600 seconds of the same service day."""
    feed = read(tmp_path, {**feed_files([trip("t1", "A 23:50", "B 25:10")])})
    assert feed.stop_times["arrival"].to_list() == [85800, 90600]


def test_calendar_without_a_weekday_column(tmp_path: Path) -> None:
    """A missing weekday counts as a day without service."""
    files = feed_files(TRIPS)
    files["calendar.txt"] = (
        f"service_id,{WEEKDAYS.replace('thursday,', '')},start_date,end_date\n"
        f"ALL,{DAILY[2:]},20230101,20231231\n"
    )
    feed = read(tmp_path, {**files})
    assert [notice.field for notice in of_code(feed, "missing_column")] == ["thursday"]
    assert feed.calendar["thursday"].to_list() == [None]
    assert feed.trips.height == 2


def test_several_agencies_one_without_id(tmp_path: Path) -> None:
    """Among several agencies each needs an id."""
    files = feed_files(TRIPS)
    files["agency.txt"] += ",Nameless,https://example.org,Europe/London\n"
    assert [notice.row for notice in of_code(read(tmp_path, {**files}), "agency_without_id")] == [3]
