"""The background map of an area: vector tiles in one PMTiles file, made offline by GDAL."""

import gzip
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pmtiles.reader import MmapSource, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write as write_pmtiles
from shapely import box, clip_by_rect, make_valid

from transit.errors import InputError, TransitError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.network.coastline import sea_polygons
from transit.read.map_features import Box, MapFeatures, read_map_features
from transit.read.parameters import read_parameters

Progress = Callable[[str, float], None]

_LAYER_ORDER = (
    "land",
    "green",
    "water",
    "waterways",
    "buildings",
    "rail",
    "roads",
    "paths",
    "places",
    "pois",
)
_EDGE_QUANTILE = 0.002


def build_basemap(
    osm_path: Path,
    out: Path,
    clip: tuple[float, float, float, float] | None = None,
    progress: Progress | None = None,
) -> tuple[Notice, ...]:
    """Write the background map of an area.

    Parameters
    ----------
    osm_path
        ``.osm.pbf`` or ``.osm`` file.
    out
        PMTiles file to write; it appears whole or not at all.
    clip
        South, west, north, east in decimal degrees; where most of the streets are when None.
    progress
        Called with what is being done and the share done so far, 0 to 1.

    Returns
    -------
    tuple of Notice
        What could not be shown. A map that cannot be drawn at all is a warning, for journeys do
        not need it.
    """
    report = progress or (lambda _stage, _share: None)
    try:
        report("Reading the map", 0.0)
        within = (clip[1], clip[0], clip[3], clip[2]) if clip else None
        features = read_map_features(osm_path, within)
        within = within or _extent(features)
        _write(features, within, out, report)
    except (TransitError, pyogrio.errors.DataSourceError, RuntimeError, OSError) as fault:
        return (_no_map(osm_path, fault),)
    return ()


def _write(features: MapFeatures, within: Box, out: Path, report: Progress) -> None:
    parameters = read_parameters()
    tiles: dict[tuple[int, int, int], bytes] = {}
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        for done, (name, table) in enumerate(_tables(features, within)):
            report(f"Drawing {name}", (done + 1) / (len(_LAYER_ORDER) + 2))
            if len(table):
                part = Path(scratch) / f"{name}.pmtiles"
                _write_layer(table, name, part, parameters)
                _add_tiles(tiles, part)
        if not tiles:
            raise InputError(f"{out.name}: nothing to draw within {within}")
        whole = Path(scratch) / "whole.pmtiles"
        _join(tiles, _LAYER_ORDER, within, whole)
        whole.replace(out)
    report("Background map done", 1.0)


def _write_layer(table: gpd.GeoDataFrame, name: str, part: Path, parameters: Parameters) -> None:
    """Write one layer as tiles; GDAL's driver takes one layer a file from Python."""
    pyogrio.write_dataframe(
        table,
        part,
        driver="PMTiles",
        layer=name,
        NAME=name,
        MINZOOM=int(parameters.number(f"basemap_from_zoom_{name}")),
        MAXZOOM=int(parameters.number("basemap_to_zoom")),
        MAX_SIZE=2_000_000,
        MAX_FEATURES=400_000,
        SIMPLIFICATION=4,
        SIMPLIFICATION_MAX_ZOOM=0,
        BUFFER=64,
    )


def _add_tiles(tiles: dict[tuple[int, int, int], bytes], part: Path) -> None:
    """Append a layer's tiles: layers of a vector tile follow each other, so bytes just add up."""
    with part.open("rb") as file:
        for where, data in all_tiles(MmapSource(file)):
            tiles[where] = tiles.get(where, b"") + gzip.decompress(data)


def _join(
    tiles: dict[tuple[int, int, int], bytes], layers: tuple[str, ...], within: Box, whole: Path
) -> None:
    west, south, east, north = (round(edge * 10_000_000) for edge in within)
    zooms = [zoom for zoom, _, _ in tiles]
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": min(zooms),
        "max_zoom": max(zooms),
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": max(zooms),
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
    metadata = {
        "vector_layers": [{"id": name, "fields": {}} for name in layers],
        "attribution": "© OpenStreetMap contributors, ODbL",
    }
    with write_pmtiles(str(whole)) as writer:
        for tile_id, where in sorted((zxy_to_tileid(*where), where) for where in tiles):
            writer.write_tile(tile_id, gzip.compress(tiles[where], 6, mtime=0))
        writer.finalize(header, metadata)


def _tables(features: MapFeatures, within: Box) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    """Yield the layers in drawing order, the sea among the water, one at a time cut at the box."""
    layers = dict(features.layers)
    sea = sea_polygons(list(features.coastline.geometry), within)
    if sea:
        drawn = gpd.GeoDataFrame(
            {"class": ["sea"] * len(sea), "name": ""}, geometry=sea, crs="EPSG:4326"
        )
        layers["water"] = pd.concat([layers["water"], drawn], ignore_index=True)
    for name in _LAYER_ORDER:
        yield name, _cut(layers[name], within)


def _cut(table: gpd.GeoDataFrame, within: Box) -> gpd.GeoDataFrame:
    near = table[table.intersects(box(*within))]
    whole = near.set_geometry(make_valid(near.geometry.to_numpy()), crs=table.crs)
    cut = whole.set_geometry(clip_by_rect(whole.geometry.to_numpy(), *within), crs=table.crs)
    return cut[~cut.geometry.is_empty]


def _extent(features: MapFeatures) -> Box:
    """Return where most streets are: a few ways of an extract may run far outside."""
    roads = features.layers["roads"]
    if not len(roads):
        raise InputError("the map has no roads")
    at = roads.geometry.get_coordinates().to_numpy()
    low, high = np.quantile(at, [_EDGE_QUANTILE, 1 - _EDGE_QUANTILE], axis=0)
    margin = (high - low).max() * 0.03  # of the longer side: streets may lie in one line
    west, south = low - margin
    east, north = high + margin
    return float(west), float(south), float(east), float(north)


def not_drawn(osm_path: Path) -> Notice:
    """Return the notice that no map was asked for.

    Parameters
    ----------
    osm_path
        The street map.

    Returns
    -------
    Notice
        For information.
    """
    return Notice(
        code="no_background_map",
        severity=Severity.INFO,
        file=osm_path.name,
        message="The background map was not drawn, as was asked (--no-map).",
        todo="Build again without --no-map to see streets in the dashboard.",
    )


def _no_map(osm_path: Path, fault: Exception) -> Notice:
    return Notice(
        code="no_background_map",
        severity=Severity.WARNING,
        file=osm_path.name,
        message=f"The background map could not be drawn ({str(fault)[:80]}).",
        todo="Journeys work without it. Check that the map file is whole, then build again.",
    )
