"""The background map: what is drawn, where it ends, and what happens when it cannot be."""

import gzip
from pathlib import Path

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles
from shapely import Point
from shapely.geometry import LineString

from tests.town_files import OsmFile, at, town
from transit.network.basemap import build_basemap
from transit.network.coastline import sea_polygons

LAYERS = ("green", "waterways", "buildings", "roads", "places", "pois")


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the town's map file."""
    folder = tmp_path_factory.mktemp("map")
    out = folder / "map.pmtiles"
    assert build_basemap(town().write(folder / "town.osm"), out) == ()
    assert {path.name for path in folder.iterdir()} == {"town.osm", "map.pmtiles"}
    return out.read_bytes()


def test_tiles_hold_the_layers_that_the_style_draws(tiles: bytes) -> None:
    """A tile at the closest zoom has roads, houses, the park, names: their names stand in it."""
    together = b"".join(
        gzip.decompress(data) for (zoom, _, _), data in all_tiles(MemorySource(tiles)) if zoom == 14
    )
    for layer in LAYERS:
        assert layer.encode() in together, layer
    for name in ("High Street", "Millfield Park", "East End Library", "River Leam"):
        assert name.encode() in together, name


def test_header_says_where_the_town_is(tiles: bytes) -> None:
    """The file's bounds enclose all corners of the grid, and are not a degree wide."""
    header = Reader(MemorySource(tiles)).header()
    south, west = at(0, 0)
    north, east = at(1200, 400)
    assert header["min_lat_e7"] / 1e7 <= south <= north <= header["max_lat_e7"] / 1e7
    assert header["min_lon_e7"] / 1e7 <= west <= east <= header["max_lon_e7"] / 1e7
    assert header["max_lon_e7"] - header["min_lon_e7"] < 1e6
    assert header["max_zoom"] == 14


def test_a_clip_leaves_out_what_lies_outside(tmp_path: Path) -> None:
    """With the box around the west half, the library in the east is not drawn."""
    south, west = at(-100, -100)
    north, east = at(500, 500)
    out = tmp_path / "west.pmtiles"
    streets = town().write(tmp_path / "town.osm")
    assert build_basemap(streets, out, (south, west, north, east)) == ()
    together = b"".join(gzip.decompress(d) for _, d in all_tiles(MemorySource(out.read_bytes())))
    assert b"Ash Road" in together
    assert b"East End Library" not in together


def test_streets_in_one_line_are_drawn(tmp_path: Path) -> None:
    """A village of one straight street from west to east has a map."""
    osm = OsmFile()
    osm.way([(0.0, 0.0), (800.0, 0.0)], highway="residential", name="Long Street")
    out = tmp_path / "map.pmtiles"
    assert build_basemap(osm.write(tmp_path / "line.osm"), out) == ()
    assert out.exists()


@pytest.mark.parametrize("content", [b"", b"no map", b"<osm version='0.6'></osm>"])
def test_a_map_that_cannot_be_drawn_is_a_notice(tmp_path: Path, content: bytes) -> None:
    """Broken and empty files give one warning, and nothing is written."""
    source, out = tmp_path / "broken.osm", tmp_path / "map.pmtiles"
    source.write_bytes(content)
    (notice,) = build_basemap(source, out)
    assert notice.code == "no_background_map"
    assert list(tmp_path.iterdir()) == [source]


def test_progress_grows_to_one(tmp_path: Path) -> None:
    """The share done never falls, and ends at 1."""
    shares: list[float] = []
    streets = town().write(tmp_path / "town.osm")
    build_basemap(streets, tmp_path / "m.pmtiles", None, lambda _, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


BOX = (0.0, 0.0, 10.0, 10.0)


def test_land_lies_left_of_a_coastline() -> None:
    """A coast drawn northwards has its water in the east; drawn southwards, in the west."""
    north = sea_polygons([LineString([(5, -1), (5, 11)])], BOX)
    south = sea_polygons([LineString([(5, 11), (5, -1)])], BOX)
    assert [face.contains(Point(8, 5)) for face in north] == [True]
    assert [face.contains(Point(2, 5)) for face in south] == [True]


def test_a_tidal_river_is_the_water_between_its_banks() -> None:
    """Two banks drawn opposite ways enclose 2 by 10 degrees of water."""
    banks = [LineString([(4, -1), (4, 11)]), LineString([(6, 11), (6, -1)])]
    (river,) = sea_polygons(banks, BOX)
    assert river.area == pytest.approx(20)


def test_an_island_is_left_out_of_the_sea() -> None:
    """A ring drawn anticlockwise has land inside: water is what remains of the box."""
    island = LineString([(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)])
    water = sea_polygons([island], BOX)
    assert sum(face.area for face in water) == pytest.approx(100 - 4)


def test_a_coastline_that_ends_in_the_box_encloses_nothing() -> None:
    """A cut-off line makes no face: land stays land."""
    assert sea_polygons([LineString([(5, -1), (5, 5)])], BOX) == []
    assert sea_polygons([], BOX) == []


@pytest.mark.real
def test_newport_has_its_river(real_data: Path, tmp_path: Path) -> None:
    """The tidal Usk, mapped as coastline only, is water under the Transporter Bridge."""
    from transit.read.map_features import read_map_features

    box = (-3.070, 51.546, -2.927, 51.598)
    source = real_data / "newport" / "newport-2023-06-13.osm.pbf"
    coast = list(read_map_features(source, box).coastline.geometry)
    assert any(face.contains(Point(-2.9854, 51.5706)) for face in sea_polygons(coast, box))


def test_nothing_is_drawn_of_a_map_without_roads(tmp_path: Path) -> None:
    """Houses alone do not say where the area is: a notice says so."""
    osm = OsmFile()
    osm.way([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 0.0)], building="house")
    (notice,) = build_basemap(osm.write(tmp_path / "h.osm"), tmp_path / "m.pmtiles")
    assert "no roads" in notice.message
