"""Elevation rasters: heights between cells, and what is not known."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from tests.streets import at, build, edges_of, parameters, streets
from transit.errors import InputError
from transit.model.fact import INFERRED_YES, MAPPED_YES, UNKNOWN
from transit.model.streets import EdgeKind
from transit.network.kerbside import StopPoints, build_walk_network
from transit.read.elevation import ElevationRaster, read_elevation
from transit.read.rules import read_rules

SIZE = 40
CELL = 0.0004  # degrees, about 44 m north to south


def raster(
    folder: Path, heights: np.ndarray, nodata: float | None = None, crs: int | None = 4326
) -> Path:
    """Write heights as a GeoTIFF whose middle lies at (0, 0) metres."""
    lat, lon = at(0, 0)
    path = folder / "hills.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=SIZE,
        width=SIZE,
        count=1,
        dtype=heights.dtype,
        crs=crs,
        nodata=nodata,
        transform=from_origin(lon - CELL * SIZE / 2, lat + CELL * SIZE / 2, CELL, CELL),
    ) as file:
        file.write(heights, 1)
    return path


def slope_east(per_cell: float) -> np.ndarray:
    """Heights that rise eastward by so many metres a cell."""
    return np.tile(np.arange(SIZE, dtype=np.float32) * per_cell, (SIZE, 1))


def test_height_between_cells_is_interpolated(tmp_path: Path) -> None:
    """On a plane every point has its plane's height: the middle lies 19.5 cells from the first."""
    hills = read_elevation(raster(tmp_path, slope_east(2.0)))
    lat, lon = at(0, 0)
    assert hills.heights(np.array([lat]), np.array([lon]))[0] == pytest.approx(39.0, abs=0.01)


def test_outside_and_no_data_are_unknown(tmp_path: Path) -> None:
    """No height beyond the raster nor in empty cells."""
    heights = slope_east(1.0)
    heights[:, :20] = -9999
    hills = read_elevation(raster(tmp_path, heights, nodata=-9999))
    points = np.array([at(-200, 0), at(5_000, 0), at(200, 0)])
    assert np.isnan(hills.heights(points[:, 0], points[:, 1])).tolist() == [True, True, False]


def test_clipped_heights_are_unknown(tmp_path: Path) -> None:
    """Many cells at 255 of a byte raster: hills were cut off there."""
    heights = np.full((SIZE, SIZE), 100, dtype=np.uint8)
    heights[:10] = 255
    assert np.isnan(read_elevation(raster(tmp_path, heights)).height).mean() == 0.25


@pytest.mark.parametrize("content", [b"", b"not a raster", b"II*\x00broken"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """Anything but a raster is an InputError."""
    path = tmp_path / "hills.tif"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"hills\.tif"):
        read_elevation(path)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_raster_without_reference_system_is_refused(tmp_path: Path) -> None:
    """Where in the world is it?"""
    with pytest.raises(InputError, match="reference system"):
        read_elevation(raster(tmp_path, slope_east(1.0), crs=None))


def hilly(folder: Path) -> ElevationRaster:
    """A hill that rises eastward."""
    return read_elevation(raster(folder, slope_east(1.0)))


def test_slope_is_inferred_and_signed_along_the_edge(tmp_path: Path) -> None:
    """Up eastward: an eastward street rises, a westward one falls, both by the same."""
    city = streets(
        {"a": (-100, 0), "b": (100, 0), "c": (100, 50), "d": (-100, 50)},
        [("a b", {"highway": "primary"}), ("c d", {"highway": "primary"})],
    )
    network = build_walk_network(
        city, StopPoints.none(), read_rules(), parameters(), hilly(tmp_path)
    ).network
    east = [e for e in range(len(network.edge_u)) if network.way_osm_id[network.edge_way[e]] == 1]
    west = [e for e in range(len(network.edge_u)) if e not in east]
    # One metre a cell of 0.0004 degrees of longitude: 27.7 m at 51.5 degrees north.
    expected = 100 / (0.0004 * 111_195.08 * np.cos(np.radians(51.5)))
    assert network.edge_incline_pct[east] == pytest.approx(expected, rel=0.02)
    assert network.edge_incline_pct[west] == pytest.approx(-expected, rel=0.02)
    assert set(network.fact_slope[east].tolist()) == {INFERRED_YES.code}


def test_mapped_incline_beats_the_raster_and_short_edges_stay_unknown(tmp_path: Path) -> None:
    """A street of 20 m is shorter than a cell; a tagged one says it itself."""
    city = streets(
        {"a": (0, 0), "b": (20, 0), "c": (0, 90), "d": (150, 90)},
        [
            ("a b", {"highway": "footway"}),
            ("c d", {"highway": "footway", "incline": "3%"}),
        ],
    )
    network = build_walk_network(
        city, StopPoints.none(), read_rules(), parameters(), hilly(tmp_path)
    ).network
    short, tagged = edges_of(network, EdgeKind.PATH)
    assert np.isnan(network.edge_incline_pct[short])
    assert network.fact_slope[short] == UNKNOWN.code
    assert network.edge_incline_pct[tagged] == 3.0
    assert network.fact_slope[tagged] == MAPPED_YES.code


def test_bridge_has_no_slope_of_the_ground(tmp_path: Path) -> None:
    """The raster shows the valley, not the bridge over it."""
    city = streets(
        {"a": (-100, 0), "b": (100, 0)}, [("a b", {"highway": "footway", "bridge": "yes"})]
    )
    network = build_walk_network(
        city, StopPoints.none(), read_rules(), parameters(), hilly(tmp_path)
    ).network
    assert np.isnan(network.edge_incline_pct).all()


def test_without_a_raster_slopes_are_unknown() -> None:
    """From neither tag nor raster: unknown, not level."""
    network = build(streets({"a": (0, 0), "b": (90, 0)}, [("a b", {"highway": "path"})])).network
    assert np.isnan(network.edge_incline_pct).all()
    assert network.fact_slope.tolist() == [UNKNOWN.code]


@pytest.mark.real
def test_porto_alegre_raster(real_data: Path) -> None:
    """Its heights are clipped at 255 m where it says so, and a city's slopes are believable."""
    hills = read_elevation(real_data / "porto_alegre" / "poa_elevation.tif")
    assert 20 < hills.cell_m < 40
    assert np.nanmax(hills.height) <= 255
