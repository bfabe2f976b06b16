"""The demo borough's files."""

import csv
import json
import zipfile
from pathlib import Path

import osmium
import pytest
import rasterio

from transit.demo import DemoFiles, demo_files, make_demo
from transit.demo.plans import Plans

_TEXTS = ("timetable", "naptan", "boundary", "wards", "people", "opportunities", "sessions")


def test_every_file_is_written_and_nothing_else(files: DemoFiles) -> None:
    """The folder holds the named files and no half-made ones."""
    named = {getattr(files, field).name for field in files.__slots__ if field != "folder"}
    assert {path.name for path in files.folder.iterdir()} == named
    assert files == demo_files(files.folder)


def test_the_same_seed_gives_the_same_bytes(files: DemoFiles, tmp_path: Path) -> None:
    """Every table, and the zip, is byte for byte the same; the share done rises from 0 to 1."""
    told: list[float] = []
    again = make_demo(tmp_path / "again", progress=lambda _what, share: told.append(share))
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)
    for field in (*_TEXTS, "fleet", "readme"):
        assert getattr(files, field).read_bytes() == getattr(again, field).read_bytes(), field
    assert _objects(files.streets) == _objects(again.streets)


def test_another_seed_gives_another_borough(files: DemoFiles, tmp_path: Path) -> None:
    """Streets, homes and times differ; it can be written as XML too."""
    other = make_demo(tmp_path, seed=5, as_xml=True)
    for field in ("timetable", "naptan", "people"):
        assert getattr(files, field).read_bytes() != getattr(other, field).read_bytes(), field
    assert _objects(other.streets) == _objects(tmp_path / "streets.osm")


def test_zip_entries_carry_no_clock(files: DemoFiles) -> None:
    """The zip's dates are fixed, so that equal feeds are equal files."""
    with zipfile.ZipFile(files.timetable) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 9, 1, 0, 0, 0)}


def test_heights_cover_the_borough(files: DemoFiles, plans: Plans) -> None:
    """The raster holds the hill (above 90 m) and covers the market place."""
    with rasterio.open(files.elevation) as raster:
        heights = raster.read(1)
        assert raster.crs.to_epsg() == 4326
        west, south, east, north = raster.bounds
    assert west < plans.number("longitude") < east
    assert south < plans.number("latitude") < north
    assert 90 < heights.max() < 140
    assert 0 < heights.min() < 20


def test_wards_fill_the_borough(files: DemoFiles) -> None:
    """Wards do not overlap, and together are the borough."""
    from shapely.geometry import shape

    whole = shape(json.loads(files.boundary.read_text())["features"][0]["geometry"])
    features = json.loads(files.wards.read_text())["features"]
    areas = [shape(feature["geometry"]).area for feature in features]
    assert len({feature["properties"]["name"] for feature in features}) == len(features) == 14
    assert sum(areas) == pytest.approx(whole.area, rel=1e-3)


def test_nothing_carries_a_real_borough_name(files: DemoFiles, names_of_boroughs: set[str]) -> None:
    """No place, operator or venue is called like an English authority."""
    invented = [f["properties"]["name"] for f in json.loads(files.wards.read_text())["features"]]
    invented += [row["LocalityName"] for row in _rows(files.naptan)]
    invented += [row["name"] for row in _rows(files.opportunities)]
    words = {word.lower() for name in invented for word in (name, *name.split())}
    assert words & names_of_boroughs == set()


def test_the_readme_says_that_it_is_made_up(files: DemoFiles) -> None:
    """Whoever finds the folder is told so in the first line."""
    assert "does not exist" in files.readme.read_text().splitlines()[0]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _objects(path: Path) -> list[tuple[object, ...]]:
    return [
        (
            found.type_str(),
            found.id,
            tuple(sorted((tag.k, tag.v) for tag in found.tags)),
            tuple(node.ref for node in found.nodes) if found.is_way() else None,
            (found.location.x, found.location.y) if found.is_node() else None,
        )
        for found in osmium.FileProcessor(str(path))
    ]
