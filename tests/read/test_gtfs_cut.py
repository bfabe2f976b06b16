"""A feed cut into areas: what is kept, what is left out, and that nothing else changes."""

import dataclasses
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feeds import trip, write_feed, write_files
from tests.read.test_gtfs_fuzz import FILES, damaged
from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.read.clipping import widened
from transit.read.gtfs import Feed, read_feed
from transit.read.gtfs_cut import Cut, cut_feed, read_cut
from transit.read.parameters import read_parameters

SHIPPED = read_parameters()
SOUTH = (51.495, -3.1, 51.525, -2.9)  # holds the stops A, B and C
NORTH = (51.545, -3.1, 51.575, -2.9)  # holds F, G and H
WORLD = (-90.0, -180.0, 90.0, 180.0)
TRIPS = (
    trip("south", "A 08:00", "B 08:05", "C 08:10", shape_id="s1"),
    trip("north", "F 08:00", "G 08:05", "H 08:10", service="NORTH"),
    trip("through", *(f"{stop} 09:{at:02}" for at, stop in enumerate("ABCDEFGH")), route="X"),
    trip("neither", "D 08:00", "E 08:05", route="N"),
    trip("leaves", "C 10:00", "D 10:05"),
)
"""Five trips on a line of eight stops; D and E lie between the two boxes."""

FURTHER = {
    "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
    "s1,51.5,-3,1\ns1,51.52,-3,2\ns9,51.5,-3,1\n",
    "transfers.txt": "from_trip_id,to_trip_id,transfer_type\nsouth,leaves,4\nsouth,north,4\n",
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nnorth,11:00:00,12:00:00,600\n",
    "calendar_dates.txt": "service_id,date,exception_type\nALL,20230604,2\nNORTH,20230605,2\n",
}


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """Two towns on a line, as a zip."""
    daily = "1,1,1,1,1,1,1,20230101,20231231"
    return write_feed(
        tmp_path / "nation.zip",
        TRIPS,
        routes=("R", "X", "N"),
        calendar={"ALL": daily, "NORTH": daily},
        files=FURTHER,
    )


@pytest.fixture
def cut(nation: Path, tmp_path: Path) -> Cut:
    """The nation cut into south and north."""
    return cut_feed(nation, {"south": SOUTH, "north": NORTH}, tmp_path / "parts", SHIPPED)


def ids(feed: Feed, table: str, column: str) -> list[str]:
    """Return a column of a table, without repeats."""
    return getattr(feed, table)[column].unique(maintain_order=True).to_list()


def test_trips_that_call_in_the_box_are_kept_whole(cut: Cut) -> None:
    """The through trip keeps its eight calls in both areas; D and E come along as its stops."""
    south, north = (read_cut(cut, area, SHIPPED) for area in ("south", "north"))
    assert ids(south, "trips", "trip_id") == ["south", "through", "leaves"]
    assert ids(north, "trips", "trip_id") == ["north", "through"]
    assert south.stop_times.height == 3 + 8 + 2
    assert north.stop_times.height == 3 + 8
    assert ids(south, "stops", "stop_id") == list("ABCDEFGH")


def test_what_the_trips_refer_to_comes_along_and_no_more(cut: Cut) -> None:
    """Routes, days, shapes, headways and transfers are those of the area's own trips."""
    south, north = (read_cut(cut, area, SHIPPED) for area in ("south", "north"))
    assert (ids(south, "routes", "route_id"), ids(north, "routes", "route_id")) == (
        ["R", "X"],
        ["R", "X"],
    )
    assert ids(south, "calendar", "service_id") == ["ALL"]
    assert ids(north, "calendar_dates", "service_id") == ["ALL", "NORTH"]
    assert (ids(south, "shapes", "shape_id"), ids(north, "shapes", "shape_id")) == (["s1"], [])
    assert ids(north, "frequencies", "trip_id") == ["north"]
    assert ids(south, "transfers", "to_trip_id") == ["leaves"]
    assert south.agency.height == north.agency.height == 1


def test_what_lies_outside_is_counted(cut: Cut) -> None:
    """Of five trips the south keeps three, the north two; one calls in both; D and E are near."""
    assert (cut.trips, cut.kept, cut.shared) == (5, (3, 2), ((3, 1), (1, 2)))
    # 1,200 m beyond 51.525 is 51.5358: D at 51.53 is nearer, E at 51.54 is not.
    assert cut.near == (1, 1)
    noticed = {one.code: one for one in read_cut(cut, "south", SHIPPED).notices}
    assert "2 of the feed's 5 trips" in noticed["outside_box"].message
    assert "1 stops lie outside the box, within 1200 m" in noticed["stops_near_box"].message


def test_rows_keep_the_lines_of_the_feed(cut: Cut) -> None:
    """The trip "through" stands in line 4 of the nation's trips.txt, whatever was left out."""
    north = read_cut(cut, "north", SHIPPED)
    assert dict(zip(north.trips["trip_id"], north.trips["row"], strict=True))["through"] == 4


def test_a_box_without_trips_is_told(nation: Path, tmp_path: Path) -> None:
    """Latitude and longitude the wrong way round is the usual cause; the notice says so."""
    cut = cut_feed(nation, {"sea": (-3.1, 51.4, -2.9, 51.6)}, tmp_path / "parts", SHIPPED)
    feed = read_cut(cut, "sea", SHIPPED)
    assert feed.trips.height == 0
    assert [one.code for one in feed.notices if one.severity == "error"] == ["nothing_in_box"]


def test_faults_are_told_of_kept_trips_only(tmp_path: Path) -> None:
    """A bad time in the north is the north's notice, with the line of the nation's file."""
    wrong = (TRIPS[0], trip("north", "F 08:00", "G 99:99", "H 08:10"))
    feed = write_feed(tmp_path / "feed", wrong)
    cut = cut_feed(feed, {"south": SOUTH, "north": NORTH}, tmp_path / "parts", SHIPPED)
    told = {
        area: [(one.code, one.row) for one in read_cut(cut, area, SHIPPED).notices]
        for area in cut.areas
    }
    assert ("bad_time", 6) in told["north"]
    assert not any(code == "bad_time" for code, _ in told["south"])


def test_stations_of_kept_stops_come_along(tmp_path: Path) -> None:
    """B's station lies outside the box; without it B would be an orphan."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "A,A,51.50,-3.0,0,\nB,B,51.51,-3.0,0,S\nS,Station,51.53,-3.0,1,\nT,Far,55.0,-3.0,1,\n"
    )
    feed = write_feed(
        tmp_path / "feed", [trip("t", "A 08:00", "B 08:05")], files={"stops.txt": stops}
    )
    cut = cut_feed(feed, {"south": SOUTH}, tmp_path / "parts", SHIPPED)
    assert ids(read_cut(cut, "south", SHIPPED), "stops", "stop_id") == ["A", "B", "S"]


def test_missing_files_are_told(tmp_path: Path) -> None:
    """Without stops nothing can be in the box; the notice says which file is missing."""
    feed = write_feed(tmp_path / "feed", TRIPS, files={"stops.txt": None})
    cut = cut_feed(feed, {"south": SOUTH}, tmp_path / "parts", SHIPPED)
    codes = {one.code for one in read_cut(cut, "south", SHIPPED).notices}
    assert {"missing_file", "nothing_in_box"} <= codes


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    """A folder of other files, and a zip that is cut short."""
    write_files(tmp_path / "other", {"letter.txt": "Dear all"})
    with pytest.raises(InputError, match="no GTFS file"):
        cut_feed(tmp_path / "other", {"south": SOUTH}, tmp_path / "parts", SHIPPED)
    short = tmp_path / "short.zip"
    short.write_bytes(write_feed(tmp_path / "whole.zip", TRIPS).read_bytes()[:-200])
    with pytest.raises(InputError, match=r"short\.zip"):
        cut_feed(short, {"south": SOUTH}, tmp_path / "parts", SHIPPED)


def with_blocks(block_bytes: int) -> Parameters:
    """Return the shipped parameters with another size of block."""
    changed = dataclasses.replace(SHIPPED["cut_block_bytes"], value=block_bytes)
    return Parameters({**SHIPPED.items_by_name, "cut_block_bytes": changed})


@given(block_bytes=st.integers(20, 2000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_box_round_everything_changes_nothing(tmp_path: Path, block_bytes: int) -> None:
    """Every table and notice is that of the feed read whole, in blocks of any size."""
    folder = tmp_path / str(block_bytes)
    write_files(folder / "feed", FILES)
    whole = read_feed(folder / "feed", SHIPPED)
    parameters = with_blocks(block_bytes)
    cut = read_cut(
        cut_feed(folder / "feed", {"all": WORLD}, folder / "parts", parameters), "all", parameters
    )
    for field in dataclasses.fields(Feed):
        one, other = getattr(whole, field.name), getattr(cut, field.name)
        if field.name == "notices":
            assert sorted(map(str, one)) == sorted(map(str, other))
        elif field.name != "name":
            assert one.equals(other), field.name


@given(files=damaged())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damaged_feeds_are_judged_alike(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Cut to the world, a damaged feed keeps the trips that it keeps when it is read whole."""
    folder = tmp_path / f"{os.getpid()}-{abs(hash(tuple(sorted(files.items()))))}"
    write_files(folder / "feed", files)
    if not files:
        return
    whole = read_feed(folder / "feed", SHIPPED)
    made = cut_feed(folder / "feed", {"all": WORLD}, folder / "parts", SHIPPED)
    cut = read_cut(made, "all", SHIPPED)
    assert cut.trips.equals(whole.trips)
    columns = ["row", "trip", "sequence", "arrival", "departure", "pickup", "drop_off"]
    assert cut.stop_times.select(columns).equals(whole.stop_times.select(columns))


def test_widened_by_metres() -> None:
    """At 60 degrees north a degree of longitude is half as long as one of latitude."""
    south, west, north, east = widened((59.0, 1.0, 60.0, 2.0), 111_320)
    assert (south, north) == pytest.approx((58.0, 61.0))
    assert (west, east) == pytest.approx((-1.0, 4.0))
