"""Newport and Porto Alegre, counted a second time by other means."""

import csv
import datetime as dt
import io
import zipfile
from collections import Counter
from pathlib import Path

import gtfs_kit
import numpy as np
import polars as pl
import pytest

from transit.model.notice import Severity
from transit.network.day import day_timetable
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import has_errors, read_feed
from transit.read.parameters import read_parameters

pytestmark = pytest.mark.real
PARAMETERS = read_parameters()
TUESDAY = dt.date(2023, 6, 13)
COMPASS = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}


@pytest.fixture(scope="module")
def newport_feed(real_data: Path) -> Path:
    """Return Newport's feed."""
    return real_data / "newport" / "newport-2023-06-13.gtfs.zip"


@pytest.fixture(scope="module")
def newport(newport_feed: Path) -> Timetable:
    """Return Newport's timetable."""
    return build_timetable([read_feed(newport_feed, PARAMETERS)], PARAMETERS)[0]


def rows(feed: Path, name: str) -> list[dict[str, str]]:
    """Read one file with Python's csv module."""
    with zipfile.ZipFile(feed) as archive, archive.open(name) as stream:
        return list(csv.DictReader(io.TextIOWrapper(stream, "utf-8-sig")))


def seconds(text: str) -> int:
    """Return a GTFS time as seconds."""
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def test_newport_has_every_trip_and_stop_time(newport: Timetable, newport_feed: Path) -> None:
    """1,343 trips and 43,199 stop times, each at its stop and time, by plain csv."""
    expected: dict[str, list[tuple[int, str, int, int]]] = {}
    for row in rows(newport_feed, "stop_times.txt"):
        call = (
            int(row["stop_sequence"]),
            row["stop_id"],
            seconds(row["arrival_time"]),
            seconds(row["departure_time"]),
        )
        expected.setdefault(row["trip_id"], []).append(call)
    assert (len(expected), sum(map(len, expected.values()))) == (1343, 43_199)
    found = {}
    ids, stops = newport.trips["trip_id"].to_list(), newport.stops["stop_id"].to_list()
    for pattern in range(newport.pattern_first_trip.size - 1):
        first, last = newport.pattern_first_stop[pattern : pattern + 2]
        called = [stops[stop] for stop in newport.pattern_stop[first:last]]
        event = newport.pattern_first_event[pattern]
        for trip in range(*newport.pattern_first_trip[pattern : pattern + 2]):
            part = slice(event, event + len(called))
            event += len(called)
            if newport.trip_change_at[trip] < 0:
                times = newport.arrival[part].tolist(), newport.departure[part].tolist()
                found[ids[newport.trip_row[trip]]] = list(zip(called, *times, strict=True))
    assert found == {
        trip: [(stop, a, d) for _, stop, a, d in sorted(calls)] for trip, calls in expected.items()
    }


@pytest.mark.parametrize("date", [TUESDAY, dt.date(2023, 6, 14), dt.date(2023, 12, 25)])
def test_newport_runs_the_trips_that_gtfs_kit_says(
    newport: Timetable, newport_feed: Path, date: dt.date
) -> None:
    """The trips of a date are those of gtfs-kit, which reads calendars in another way."""
    other = gtfs_kit.read_feed(newport_feed, dist_units="km").get_trips(date.strftime("%Y%m%d"))
    day = day_timetable(newport, date)
    shifts = np.repeat(day.pattern_shift_s, np.diff(day.arrays.pattern_first_trip))
    own = (shifts == 0) & (newport.trip_change_at[day.trip_index] < 0)
    ids = newport.trips["trip_id"].gather(newport.trip_row[day.trip_index[own]].tolist())
    assert sorted(ids) == sorted(other["trip_id"])


def test_newport_buses_face_the_way_that_naptan_says(newport: Timetable, real_data: Path) -> None:
    """At 97 of 100 stops the direction of travel is within a right angle of NaPTAN's bearing.

    NaPTAN has eight directions, and many trips have no shape, so small differences are expected.
    """
    naptan = pl.read_csv(real_data / "newport" / "naptan_531.csv", infer_schema=False)
    both = newport.stops.join(
        naptan.select(stop_id="ATCOCode", said="Bearing"), on="stop_id", how="inner"
    ).filter(pl.col("said").is_in(list(COMPASS)) & pl.col("bearing").is_not_nan())
    said = both["said"].replace_strict(COMPASS, return_dtype=pl.Float64)
    apart = ((both["bearing"] - said + 180) % 360 - 180).abs()
    assert both.height > 600
    assert (apart <= 90).mean() > 0.97


def test_newport_boarding_rules(newport: Timetable, newport_feed: Path) -> None:
    """As many calls forbid boarding (and alighting) as rows of the file say so."""
    counts = Counter(
        (row["pickup_type"] or "0", row["drop_off_type"] or "0")
        for row in rows(newport_feed, "stop_times.txt")
    )
    n_trips = np.diff(newport.pattern_first_trip)
    found: Counter[tuple[str, str]] = Counter()
    for pattern, trips in enumerate(n_trips.tolist()):
        if newport.trip_change_at[newport.pattern_first_trip[pattern]] >= 0:
            continue
        part = slice(*newport.pattern_first_stop[pattern : pattern + 2])
        rules = zip(newport.pattern_board[part], newport.pattern_alight[part], strict=True)
        for board, alight in rules:
            found[str(board), str(alight)] += trips
    assert found == counts


def test_porto_alegre_two_feeds_build_together(real_data: Path) -> None:
    """Bus and train in one timetable; wheelchair facts as published: 913 yes, 1,461 no."""
    feeds = [
        read_feed(real_data / "porto_alegre" / name, PARAMETERS)
        for name in ("poa_eptc.zip", "poa_trensurb.zip")
    ]
    assert not any(has_errors(feed) for feed in feeds)
    timetable, notices = build_timetable(feeds, PARAMETERS)
    assert not [notice for notice in notices if notice.severity is Severity.ERROR]
    assert timetable.zone.key == "America/Sao_Paulo"
    assert timetable.trips.height == 2374 + 1248
    facts = Counter(timetable.trips["wheelchair"])
    assert (facts[9], facts[10]) == (913, 1461)
    day = day_timetable(timetable, dt.date(2019, 5, 14))
    assert (day.arrays.arrival <= day.arrays.departure).all()
