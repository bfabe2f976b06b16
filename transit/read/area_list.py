"""The areas of a country from a table of boxes, or from boundaries on a map."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from transit.errors import InputError
from transit.read.clipping import Box

_SIDES: Final = ("south", "west", "north", "east")
_BAD_NAME: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$|^$')
"""What some system refuses in the name of a folder."""


@dataclass(frozen=True, slots=True)
class AreaBox:
    """One area of a country.

    Parameters
    ----------
    name
        Its name, which is its folder's too.
    box
        South, west, north, east, decimal degrees.
    streets
        Its own street map, None where one map holds all areas.
    """

    name: str
    box: Box
    streets: Path | None = None


def read_area_list(path: Path) -> tuple[AreaBox, ...]:
    """Read which areas a country is made of.

    Parameters
    ----------
    path
        CSV with the columns name, south, west, north and east, and if each area has a street map
        of its own ``streets``, its file; or GeoJSON whose features have a ``name`` (and perhaps
        ``streets``): of a boundary the box round it is taken, for people at the edge walk across
        it. Files are looked for beside the list.

    Returns
    -------
    tuple of AreaBox
        In the order of the file.

    Raises
    ------
    InputError
        It cannot be read, names no area, or a row is no area; the message says which.
    """
    read = _geojson if path.suffix.lower() in (".geojson", ".json") else _csv
    areas = tuple(
        _area(path, where, name, sides, streets) for where, name, sides, streets in read(path)
    )
    if not areas:
        raise InputError(f"{path}: names no area; give each a row (CSV) or a feature (GeoJSON)")
    seen: set[str] = set()
    for area in areas:
        if area.name.casefold() in seen:
            raise InputError(f"{path}: the name {area.name!r} is there twice; give each its own")
        seen.add(area.name.casefold())
    return areas


_Row = tuple[str, str, tuple[object, ...], str]
"""Where it stands, name, sides and street map, not checked yet."""


def _csv(path: Path) -> Iterator[_Row]:
    try:
        table = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    except pl.exceptions.NoDataError as fault:
        raise InputError(f"{path}: is empty; expected the columns name,{','.join(_SIDES)}") from (
            fault
        )
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise InputError(
            f"{path}: cannot be read as CSV; expected the columns name,{','.join(_SIDES)}"
        ) from fault
    table = table.rename({name: name.strip().lstrip("\ufeff").lower() for name in table.columns})
    missing = [name for name in ("name", *_SIDES) if name not in table.columns]
    if missing:
        raise InputError(
            f"{path}, row 1: no column {', '.join(missing)}; expected name,{','.join(_SIDES)}"
        )
    for at, row in enumerate(table.iter_rows(named=True), start=2):
        sides = tuple(row[side] for side in _SIDES)
        yield f"row {at}", row["name"] or "", sides, row.get("streets") or ""


def _geojson(path: Path) -> Iterator[_Row]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = content["features"]
        if not isinstance(features, list):
            raise TypeError("features is no list")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise InputError(f"{path}: cannot be read as a GeoJSON feature collection") from fault
    for at, feature in enumerate(features, start=1):
        where = f"feature {at}"
        try:
            named = feature["properties"] or {}
            name, streets = str(named.get("name") or ""), str(named.get("streets") or "")
            points = list(_points(feature["geometry"]["coordinates"]))
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as fault:
            raise InputError(f"{path}, {where}: has no boundary; expected a polygon") from fault
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        if not points:
            raise InputError(f"{path}, {where}: has no boundary; expected a polygon")
        yield where, name, (min(lats), min(lons), max(lats), max(lons)), streets


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Yield longitude and latitude of every point, however deep the lists."""
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for inner in coordinates:
        yield from _points(inner)


def _area(path: Path, where: str, name: str, sides: tuple[object, ...], streets: str) -> AreaBox:
    """Check a row."""
    name = name.strip()
    if _BAD_NAME.search(name):
        raise InputError(
            f"{path}, {where}: the name {name!r} cannot be a folder's; expected letters, numbers, "
            "spaces, hyphens"
        )
    try:
        south, west, north, east = (float(str(side)) for side in sides)
    except ValueError:
        south, west, north, east = (float("nan"),) * 4
    # A comparison with nan is False.
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise InputError(
            f"{path}, {where} ({name}): the box is {', '.join(str(side) for side in sides)}; "
            "expected south, west, north, east in degrees"
        )
    own = path.parent / streets.strip() if streets.strip() else None
    return AreaBox(name, (south, west, north, east), own)
