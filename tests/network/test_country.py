"""A nation of two areas: each is what it would be alone, and what crosses between is counted."""

import json
import shutil
import zipfile
from pathlib import Path

import polars as pl
import pytest
from nation_files import EAST, WEST, write_nation

from transit.errors import InputError
from transit.model.notice import Notice
from transit.network.build import build_area
from transit.network.country import Country, Crossing, build_country
from transit.network.store import open_area, read_notices
from transit.read.area_list import AreaBox, read_area_list


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The nation's street map, feed and list of areas."""
    return write_nation(tmp_path_factory.mktemp("nation"))


@pytest.fixture(scope="module")
def country(files: tuple[Path, Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Country:
    """Both areas, built."""
    streets, feed, listed = files
    out = tmp_path_factory.mktemp("country") / "areas"
    return build_country(read_area_list(listed), streets, [feed], out)


def notices(country: Country, name: str) -> dict[str, Notice]:
    """Return what ``transit check`` says of an area, by code."""
    return {one.code: one for one in read_notices(open_area(country.folder / name))}


def test_what_crosses_is_counted(country: Country) -> None:
    """Of 55 trips 49 call in both halves, one in neither; the west adds 2, the east 3."""
    assert (country.trips, country.trips_nowhere) == (55, 1)
    assert country.crossings == (Crossing("West", "East", 49),)
    west, east = (built.report.manifest["boundary"] for built in country.areas if built.report)
    assert west == {
        "trips": 51, "trips_crossing": 49, "routes": 2, "routes_crossing": 1,
        "stops_outside": 1, "trips_left_out": 4, "stops_near": 2, "street_ends": 3,
    }  # fmt: skip
    # East End and Fir are within 1,200 m of the west's edge, West End and Mid of the east's.
    assert (east["trips"], east["trips_left_out"], east["stops_near"]) == (52, 3, 2)


def test_what_crosses_is_said(country: Country) -> None:
    """The notices of an area tell the same, in words, and stay with it."""
    said = notices(country, "West")
    assert "49 trips of 1 routes go on beyond the box, to 1 stops" in said["crosses_box"].message
    assert "4 of the feed's 55 trips call nowhere in the box" in said["outside_box"].message
    assert said["stops_near_box"].severity == "warning"


def test_an_area_of_a_nation_is_the_area_built_alone(
    country: Country, files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """The same arrays and tables, byte for byte, whether built alone or with the others."""
    alone = tmp_path / "alone"
    build_area(files[0], [files[1]], alone, clip=WEST)
    one, other = (next((path / "editions").iterdir()) for path in (alone, country.folder / "West"))
    arrays = sorted(str(file.relative_to(one)) for file in one.rglob("*.npy"))
    assert arrays == sorted(str(file.relative_to(other)) for file in other.rglob("*.npy"))
    for name in arrays:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    for file in one.rglob("*.arrow"):
        assert pl.read_ipc(file).equals(pl.read_ipc(other / file.relative_to(one)))


def test_stops_outside_are_known_but_on_no_street(country: Country) -> None:
    """In the west bus 7 still calls at East End, which stands on no corner."""
    area = open_area(country.folder / "West")
    corner = dict(zip(area.timetable.stops["stop_id"], area.stops.corner.tolist(), strict=True))
    assert corner["west"] >= 0
    assert corner["east"] == -1


def test_the_index_names_every_area(country: Country) -> None:
    """areas.json has boxes, counts and pairs, for programs."""
    index = json.loads((country.folder / "areas.json").read_text())
    assert [area["name"] for area in index["areas"]] == ["West", "East"]
    assert index["areas"][1]["box"] == list(EAST)
    assert index["trips_in_both"] == [{"areas": ["West", "East"], "trips": 49}]
    left = sorted(path.name for path in country.folder.iterdir())
    assert left == ["East", "West", "areas.json"]


def test_an_area_that_fails_leaves_the_others_alone(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """The sea has no streets: it is told so, and the west is built."""
    sea = AreaBox("Sea", (10.0, 10.0, 11.0, 11.0))
    made = build_country([sea, AreaBox("West", WEST)], files[0], [files[1]], tmp_path / "areas")
    assert made.areas[0].report is None
    assert "no streets" in (made.areas[0].fault or "")
    assert made.areas[1].report is not None
    index = json.loads((tmp_path / "areas" / "areas.json").read_text())
    assert "no streets" in index["areas"][0]["fault"]


def test_an_area_may_have_a_street_map_of_its_own(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """Nothing is asked of the common map when every area has its own."""
    own = shutil.copy(files[0], tmp_path / "west.osm")
    west = AreaBox("West", WEST, Path(own))
    made = build_country([west], tmp_path / "none.osm", [files[1]], tmp_path / "areas")
    assert made.areas[0].report is not None
    assert made.areas[0].report.manifest["inputs"][0]["name"] == "west.osm"


def test_what_an_interrupted_run_left_is_removed(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """Parts of a run that was killed do not stay on the disk."""
    left = tmp_path / "areas" / ".cutting-dead"
    left.mkdir(parents=True)
    build_country([AreaBox("West", WEST)], files[0], [files[1]], tmp_path / "areas")
    assert not left.exists()


def test_a_missing_file_is_told_before_anything_is_written(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """The name of the file, and no folder."""
    for streets, feed in ((tmp_path / "no.osm", files[1]), (files[0], tmp_path / "no.zip")):
        with pytest.raises(InputError, match=r"no\.(osm|zip)"):
            build_country([AreaBox("West", WEST)], streets, [feed], tmp_path / "areas")
    assert not (tmp_path / "areas").exists()


def test_a_regional_feed_may_have_nothing_here(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """Of several feeds the one that calls elsewhere is left out, which is no error."""
    second = tmp_path / "second.gtfs.zip"
    shutil.copy(files[1], second)
    north = (53.99, -1.6, 54.02, -1.4)
    with pytest.raises(InputError, match="no streets"):
        build_area(files[0], [files[1]], tmp_path / "north", clip=north)
    with zipfile.ZipFile(files[1]) as whole, zipfile.ZipFile(second, "w") as part:
        for name in whole.namelist():
            lines = whole.read(name).decode().splitlines(keepends=True)
            kept = [line for line in lines[1:] if name != "trips.txt" or line.startswith("rf")]
            kept = [line for line in kept if name != "stop_times.txt" or line.startswith("f")]
            part.writestr(name, lines[0] + "".join(kept))
    report = build_area(files[0], [files[1], second], tmp_path / "area", clip=WEST)
    said = [one for one in report.notices if one.code == "nothing_in_box"]
    assert [(one.severity, one.count) for one in said] == [("info", 1)]
    assert not report.has_errors
    assert report.manifest["boundary"]["trips"] == 51
