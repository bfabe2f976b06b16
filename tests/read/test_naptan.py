"""NaPTAN: bearings, indicators and streets; bad rows are noticed."""

from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transit.errors import InputError
from transit.read.naptan import merge_naptan, read_naptan

HEAD = "ATCOCode,CommonName,Street,Indicator,Bearing,Latitude,Longitude,Easting,Northing,Status\n"


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    """Write rows as a NaPTAN table."""
    path = folder / "Stops.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def timetable_stops(bearing: float) -> pl.DataFrame:
    """A timetable's stops: one in the register, one not."""
    return pl.DataFrame(
        {
            "stop_id": ["5310awa1", "elsewhere"],
            "indicator": ["", "Stop B"],
            "street": ["", ""],
            "lat": [51.5, 51.6],
            "lon": [-3.0, -3.0],
            "bearing": pl.Series([bearing, 10.0], dtype=pl.Float32),
        }
    )


def test_compass_points_become_degrees(tmp_path: Path) -> None:
    """Eight points, and nothing where none is given."""
    rows = [
        f"{i},A,High St,opp,{point},51.5,-3.0,,,active"
        for i, point in enumerate(("N", "NE", "E", "SE", "S", "SW", "W", "NW", ""))
    ]
    stops, notices = read_naptan(written(tmp_path, *rows))
    assert stops["bearing"].to_list()[:8] == [0, 45, 90, 135, 180, 225, 270, 315]
    assert stops["bearing"].is_nan().to_list()[8]
    assert notices == ()


def test_grid_reference_stands_in_for_coordinates(tmp_path: Path) -> None:
    """OSGB 331002, 188366 is 51.58990 north, 2.99736 west (from the register itself)."""
    stops, _ = read_naptan(written(tmp_path, "1,Queensway,,Q3,SW,,,331002,188366,active"))
    assert stops["lat"][0] == pytest.approx(51.5899, abs=2e-4)
    assert stops["lon"][0] == pytest.approx(-2.99736, abs=2e-4)


def test_bad_rows_are_noticed(tmp_path: Path) -> None:
    """No code, no place, coordinates off the Earth, a bearing that is none."""
    stops, notices = read_naptan(
        written(
            tmp_path,
            "1,A,,,N,51.5,-3.0,,,active",
            ",B,,,N,51.5,-3.0,,,active",
            "3,C,,,N,,,,,active",
            "4,D,,,N,951.5,-3.0,,,active",
            "5,E,,,UP,51.5,-3.0,,,active",
            "6,F,,,N,51.5,-3.0,,,inactive",
        )
    )
    assert stops["stop_id"].to_list() == ["1", "5"]
    assert [(n.code, n.row) for n in notices] == [
        ("naptan_bad_row", 3),
        ("naptan_bad_row", 4),
        ("naptan_bad_row", 5),
        ("naptan_bad_bearing", 6),
    ]


def test_register_fills_in_and_wins(tmp_path: Path) -> None:
    """Its bearing replaces a worked-out one; what it lacks stays; codes match in any case."""
    naptan, _ = read_naptan(written(tmp_path, "5310AWA1,A,High St,adj,E,51.5,-3.0,,,active"))
    merged, notices = merge_naptan(timetable_stops(45.0), naptan)
    assert merged["bearing"].to_list() == [90.0, 10.0]
    assert merged["indicator"].to_list() == ["adj", "Stop B"]
    assert merged["street"].to_list() == ["High St", ""]
    assert merged.columns == timetable_stops(0.0).columns
    assert notices == ()


@pytest.mark.parametrize(("computed", "noticed"), [(0.0, 0), (179.0, 0), (185.0, 1), (270.0, 1)])
def test_opposite_bearings_are_noticed(tmp_path: Path, computed: float, noticed: int) -> None:
    """East against something more than a right angle off."""
    naptan, _ = read_naptan(written(tmp_path, "5310AWA1,A,High St,adj,E,51.5,-3.0,,,active"))
    _, notices = merge_naptan(timetable_stops(computed), naptan)
    assert [n.code for n in notices] == ["naptan_bearing_disagrees"] * noticed


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "ATCOCode\n1\n"])
def test_other_tables_are_refused(tmp_path: Path, content: str) -> None:
    """A table without the register's columns is named."""
    path = tmp_path / "Stops.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=r"Stops\.csv"):
        read_naptan(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """No file, no traceback."""
    with pytest.raises(InputError):
        read_naptan(tmp_path / "none.csv")


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_never_give_a_traceback(tmp_path: Path, content: bytes) -> None:
    """Fuzz: rows of rubbish under a good head give notices, anything else an InputError."""
    path = tmp_path / "Stops.csv"
    path.write_bytes(HEAD.encode() + content)
    with suppress(InputError):
        read_naptan(path)


@pytest.mark.real
def test_newport_register(real_data: Path) -> None:
    """Nearly every stop of Newport has a bearing."""
    stops, _ = read_naptan(real_data / "newport" / "naptan_531.csv")
    assert stops.height > 700
    assert stops["bearing"].is_nan().mean() < 0.1
