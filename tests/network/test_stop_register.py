"""Stops are found in the register under any id, or stay unknown and are told."""

import csv
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.builders import test_parameters as parameters
from tests.read.test_naptan import written
from transit.model.notice import Severity
from transit.network.kerbside.shelters import match_shelters
from transit.network.kerbside.stops import stop_points
from transit.network.stop_register import Found, find_in_register
from transit.read.naptan import merge_naptan, read_naptan
from transit.read.streets import NamedPlace

HEAD = "ATCOCode,NaptanCode,CommonName,Street,Indicator,Bearing,Latitude,Longitude,Status\n"
NORTH = "5310A,nwpabc,High Street,High St,opp,E,51.500000,-3.000000,active"
SOUTH = "5310B,nwpabd,High Street,High St,adj,W,51.499850,-3.000000,active"
"""Opposite each other, 16.7 m apart."""


def stop(
    stop_id: str,
    lat: float = 51.5,
    *,
    name: str = "High Street",
    code: str = "",
    bearing: float = float("nan"),
) -> dict[str, object]:
    """Return a stop of the timetable."""
    own = {"stop_id": stop_id, "code": code, "name": name, "indicator": "", "street": ""}
    return {**own, "lat": lat, "lon": -3.0, "bearing": bearing}


def found(folder: Path, *stops: dict[str, object], rows: tuple[str, ...] = (NORTH, SOUTH)) -> Found:
    """Find stops in the register."""
    register, _ = read_naptan(written(folder, *rows, head=HEAD))
    return find_in_register(pl.DataFrame([*stops]), register, parameters())


def codes(result: Found) -> list[str]:
    """Return the codes of its notices."""
    return [notice.code for notice in result.notices]


@pytest.mark.parametrize(
    ("stop_id", "code", "how"),
    [
        ("5310a", "", []),
        ("x1", "5310A", ["naptan_found_by_code"]),
        ("x1", "NWPABC", ["naptan_found_by_code"]),
        ("x1", "other", ["naptan_found_by_place"]),
        ("x1", "", ["naptan_found_by_place"]),
    ],
)
def test_id_goes_before_code_and_code_before_place(
    tmp_path: Path, stop_id: str, code: str, how: list[str]
) -> None:
    """In any case of letters; how it was found is told, but where the id does it."""
    made = found(tmp_path, stop(stop_id, code=code))
    assert made.codes == ("5310A",)
    assert codes(made) == how


def test_what_the_register_knows_is_filled_in_under_the_feeds_ids(tmp_path: Path) -> None:
    """Both sides of the road keep their own bearing, bay and street; the ids are the feed's."""
    stops = pl.DataFrame([stop("n"), stop("s", 51.49985)])
    register, _ = read_naptan(written(tmp_path, NORTH, SOUTH, head=HEAD))
    made = find_in_register(stops, register, parameters())
    merged, _ = merge_naptan(stops, made.register, parameters())
    assert merged["stop_id"].to_list() == ["n", "s"]
    assert merged["bearing"].to_list() == [90.0, 270.0]
    assert merged["indicator"].to_list() == ["opp", "adj"]
    assert merged["street"].to_list() == ["High St", "High St"]


@pytest.mark.parametrize(
    "row",
    [
        stop("far", 51.50012),
        stop("between", 51.499925),
        stop("named otherwise", name="Low Street"),
        stop("driven otherwise", bearing=270.0),
        stop("nowhere", float("nan")),
    ],
    ids=lambda row: str(row["stop_id"]),
)
def test_what_may_be_another_stop_stays_unknown(tmp_path: Path, row: dict[str, object]) -> None:
    """13 m off, half-way between two, another name, buses the other way, no place: no guess."""
    made = found(tmp_path, row)
    assert made.codes == ("",)
    assert [(each.code, each.severity) for each in made.notices] == [
        ("naptan_not_found", Severity.WARNING)
    ]
    assert "stays unknown" in made.notices[0].message


def test_a_stop_of_the_register_is_found_once(tmp_path: Path) -> None:
    """The nearer of two takes it; one that has it by its id keeps it."""
    two = found(tmp_path, stop("a", 51.500036), stop("b", 51.500009))
    assert two.codes == ("", "5310A")
    held = found(tmp_path, stop("a"), stop("5310A", 51.6))
    assert held.codes == ("", "5310A")
    assert [each.severity for each in held.notices] == [Severity.INFO]


def test_shelters_are_found_by_the_registers_code(tmp_path: Path) -> None:
    """The map names the stop by the register's code, the feed does not."""
    stops = pl.DataFrame([stop("n")])
    made = found(tmp_path, stop("n"))
    tags = {"naptan:AtcoCode": "5310A", "shelter": "yes"}
    place = NamedPlace("node/1", "highway=bus_stop", "", 51.5, -3.0, tags)
    matched = match_shelters(stop_points(stops, made.codes), (place,), 30.0)
    unmatched = match_shelters(stop_points(stops), (place,), 30.0)
    assert matched.shelter[0] != unmatched.shelter[0] == 0


@pytest.mark.real
def test_newport_under_other_ids(real_data: Path) -> None:
    """Found by place, nine in ten of Newport's stops are found, and each is the right one."""
    register, _ = read_naptan(real_data / "newport" / "naptan_531.csv")
    feed = next((real_data / "newport").glob("*.zip"))
    with zipfile.ZipFile(feed) as archive:
        text = archive.read("stops.txt").decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["stop_lat"]]
    known = set(register["stop_id"])
    own = [row for row in rows if row["stop_id"] in known]
    stops = pl.DataFrame(
        [
            stop(f"q{number}", float(row["stop_lat"]), name=row["stop_name"])
            | {"lon": float(row["stop_lon"])}
            for number, row in enumerate(own)
        ]
    )
    made = find_in_register(stops, register, parameters())
    hits = [(code, row["stop_id"]) for code, row in zip(made.codes, own, strict=True) if code]
    assert len(hits) > 0.9 * len(own)
    assert all(code == right for code, right in hits)
