"""What a background map shows, read from an OSM extract by GDAL: one table a layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from transit.errors import InputError
from transit.read.parameters import read_toml
from transit.resources import data_dir

Box = tuple[float, float, float, float]
"""West, south, east, north, decimal degrees."""


@dataclass(frozen=True, slots=True)
class MapFeatures:
    """Tables of features by layer name, each with ``name``, ``class`` and ``geometry`` (WGS 84)."""

    layers: Mapping[str, gpd.GeoDataFrame]
    coastline: gpd.GeoDataFrame


def read_map_features(osm_path: Path, box: Box | None = None) -> MapFeatures:
    """Read what the background map shows.

    Parameters
    ----------
    osm_path
        ``.osm.pbf`` or ``.osm`` file.
    box
        Read only what touches this box; everything when None.

    Returns
    -------
    MapFeatures
        Features by layer.

    Raises
    ------
    InputError
        GDAL cannot read the file.
    """
    rules = read_toml(data_dir() / "rules" / "basemap.toml")
    sources = {name: _read(osm_path, name, box) for name in ("points", "lines", "multipolygons")}
    layers = {
        name: _layer(rule, {key: sources[key] for key in rule["from"]})
        for name, rule in rules["layers"].items()
    }
    lines = sources["lines"]
    return MapFeatures(layers, lines[_tag(lines, "natural") == "coastline"])


def _read(osm_path: Path, layer: str, box: Box | None) -> gpd.GeoDataFrame:
    try:
        found = pyogrio.read_dataframe(osm_path, layer=layer, bbox=box)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as fault:
        raise InputError(f"{osm_path}: the map cannot be read as OpenStreetMap data") from fault
    return found[~found.geometry.is_empty & found.geometry.notna()]


def _layer(rule: dict[str, Any], sources: dict[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    parts = [_matching(rule, source) for source in sources.values()]
    made = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs="EPSG:4326")
    if rule.get("as") == "points":
        made["geometry"] = made.representative_point()
    return made


def _matching(rule: dict[str, Any], source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the features that a rule takes, the first matching tag naming the class."""
    kind = pd.Series(pd.NA, index=source.index, dtype="object")
    for key, classes in rule["classes"].items():
        values = _tag(source, key)
        named = values.map(lambda value, of=classes: of.get(value, of.get("*")), na_action="ignore")
        kind = kind.where(kind.notna(), named.where(values.notna()))
    wanted = kind.notna()
    if rule.get("named"):
        wanted &= source["name"].notna()
    for key in rule.get("without", []):
        wanted &= _tag(source, key).isna()
    found = source[wanted]
    columns: dict[str, Any] = {"class": kind[wanted].astype(str), "name": found["name"].fillna("")}
    for key in rule.get("flags", []):
        columns[key] = _tag(found, key).notna().astype("int16")
    return gpd.GeoDataFrame(columns, geometry=found.geometry, crs="EPSG:4326")


def _tag(source: gpd.GeoDataFrame, key: str) -> pd.Series:
    """Return one tag's values, "no" as absent; GDAL keeps the rare ones in one text column."""
    other = source["other_tags"].astype("string").str.extract(f'"{key}"=>"([^"]*)"', expand=False)
    values = source[key].astype("string").fillna(other) if key in source.columns else other
    known: pd.Series = values.where(values != "no").astype("object")
    return known
