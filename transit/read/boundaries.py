"""Boundaries of wards, neighbourhoods or districts, as offices give them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.read.area_codes import as_code, code_column, listed, name_column
from transit.read.tables import read_table

_WGS84: Final = 4326
_TABLES: Final = (".csv", ".xlsx")
_SHAPE_COLUMNS: Final = ("geometry", "wkt", "geom", "the_geom", "shape")


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Areas that people live in.

    Parameters
    ----------
    file
        Name of the file they came from.
    codes
        Their codes, all different, in order.
    names
        What people call them.
    shapes
        ``(n_areas,) object`` of polygons, WGS 84, longitude first.
    values
        What else the file says of them, by column, in the order of ``codes``.
    """

    file: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: NDArray[np.object_] = field(repr=False)
    values: pd.DataFrame = field(repr=False, compare=False, default_factory=pd.DataFrame)

    def find(self, lat: Sequence[float], lon: Sequence[float]) -> NDArray[np.int32]:
        """Return in which area points lie.

        Parameters
        ----------
        lat, lon
            Decimal degrees, one each a point.

        Returns
        -------
        ndarray
            ``(n_points,) int32`` into the areas, -1 where a point lies in none; of several, and
            on a line between two, the first.
        """
        points = shapely.points(np.asarray(lon, float), np.asarray(lat, float))
        at, area = STRtree(self.shapes).query(points, predicate="intersects")
        found = np.full(len(lat), len(self.codes), np.int32)
        np.minimum.at(found, at, area.astype(np.int32))
        return np.where(found == len(self.codes), -1, found).astype(np.int32)


def read_boundaries(
    path: Path, parameters: Parameters, *, code: str | None = None, name: str | None = None
) -> tuple[Boundaries, tuple[Notice, ...]]:
    """Read boundaries.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, a zipped shapefile, or a table with the shapes as well-known text.
    parameters
        ``data/parameters/coverage.toml``.
    code, name
        Columns of the codes and the names; found by what is in them when None.

    Returns
    -------
    boundaries : Boundaries
        At least one area; one that is there in several parts is put together.
    notices : tuple of Notice
        What was left out, mended or overlaps.

    Raises
    ------
    InputError
        The file cannot be read, holds no areas, has no column of codes, or says in metres where
        they are without saying from where.
    """
    notices: list[Notice] = []
    table = _in_degrees(path, _read(path), notices)
    table = _areas_only(path, table, notices)
    table = _named(path, table, code, name, str(parameters["coverage_code_pattern"].value))
    table = _without_codeless(path, table, notices)
    merged = _merged(path, table, notices)
    shapes = merged.geometry.to_numpy()
    found = Boundaries(
        path.name,
        tuple(merged["_code"]),
        tuple(merged["_name"]),
        shapes,
        pd.DataFrame(merged.drop(columns=["geometry", "_code", "_name"])).reset_index(drop=True),
    )
    notices += _overlaps(found, parameters)
    return found, tuple(notices)


def _read(path: Path) -> gpd.GeoDataFrame:
    if not path.exists():
        raise InputError(f"{path}: there is no such file")
    if path.suffix.lower() in _TABLES:
        return _from_table(path)
    try:
        # GeoJSON from the web often has no end of nesting or bytes that are no text; GDAL says so.
        read = pyogrio.read_dataframe(path)
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        pyogrio.errors.GeometryError,
        pyogrio.errors.FieldError,
        ValueError,
        UnicodeError,
        RuntimeError,
        shapely.errors.ShapelyError,
    ) as fault:
        raise InputError(
            f"{path}: cannot be read as boundaries; expected GeoJSON, a GeoPackage, a zipped "
            "shapefile, or a CSV whose column geometry holds well-known text"
        ) from fault
    if not isinstance(read, gpd.GeoDataFrame):
        raise InputError(f"{path}: holds a table without shapes; expected boundaries")
    if read.geometry.name == "geometry":
        return read
    return read.drop(columns="geometry", errors="ignore").rename_geometry("geometry")


def _from_table(path: Path) -> gpd.GeoDataFrame:
    table, faults = read_table(path, "boundaries")
    shape = next((name for name in _SHAPE_COLUMNS if name in table.columns), None)
    if shape is None:
        why = f" ({faults[0].found})" if faults else ""
        raise InputError(
            f"{path}: no column of shapes{why}; expected one called geometry or wkt that holds "
            "well-known text, such as POLYGON ((-3.0 51.5, …))"
        )
    columns = [name for name in table.columns if name and name != shape]
    cells = {name: [row.cells.get(name) for row in table.rows] for name in columns}
    made = [_shape(row.cells.get(shape)) for row in table.rows]
    return gpd.GeoDataFrame(cells, geometry=gpd.GeoSeries(made, index=range(len(made))))


def _shape(cell: object) -> Any:
    try:
        return shapely.from_wkt(str(cell)) if cell is not None else None
    except (shapely.errors.ShapelyError, UnicodeError):
        return None


def _in_degrees(path: Path, table: gpd.GeoDataFrame, notices: list[Notice]) -> gpd.GeoDataFrame:
    """Return shapes in degrees; what is in metres must say from where."""
    if table.crs is not None and table.crs.to_epsg() != _WGS84:
        try:
            moved = table.to_crs(_WGS84)
        except Exception as fault:  # pyproj raises what its database raises
            raise InputError(f"{path}: its coordinates cannot be made degrees") from fault
        notices.append(
            _notice(
                "boundary_moved",
                Severity.INFO,
                path,
                f"The coordinates are {table.crs.name}; they were made degrees.",
                "Nothing, unless it is a surprise.",
            )
        )
        table = moved
    bounds = table.total_bounds
    if len(table) and np.isfinite(bounds).all() and not _may_be_degrees(bounds):
        metres = "; they look like metres of the British National Grid" if _osgb(bounds) else ""
        raise InputError(
            f"{path}: the coordinates are no degrees{metres}. Save the file as WGS 84 "
            "(EPSG:4326), or as a GeoPackage that says which coordinates it has"
        )
    return table


def _may_be_degrees(bounds: NDArray[np.float64]) -> bool:
    west, south, east, north = bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _osgb(bounds: NDArray[np.float64]) -> bool:
    west, south, east, north = bounds
    return bool(0 <= west <= east <= 700_000 and 0 <= south <= north <= 1_300_000)


def _areas_only(path: Path, table: gpd.GeoDataFrame, notices: list[Notice]) -> gpd.GeoDataFrame:
    """Keep polygons, mended where their lines cross."""
    shapes = table.geometry
    crossed = shapes.notna() & ~shapes.is_valid
    if crossed.any():
        table = table.set_geometry(shapes.where(~crossed, shapes.make_valid()))
        notices.append(
            _notice(
                "boundary_mended",
                Severity.INFO,
                path,
                "Lines of an area cross each other; the shape was mended.",
                "Nothing, unless an area looks odd on the map.",
                count=int(crossed.sum()),
            )
        )
    polygons = table.geometry.map(_polygons, na_action="ignore")
    good = polygons.notna() & ~gpd.GeoSeries(polygons, index=table.index).is_empty
    if not good.any():
        raise InputError(f"{path}: holds no areas; expected polygons, one or more an area")
    if not good.all():
        notices.append(
            _notice(
                "boundary_no_area",
                Severity.WARNING,
                path,
                "A row has no polygon; it was left out.",
                "Look for it in the file, and give it its boundary.",
                count=int((~good).sum()),
            )
        )
    kept: gpd.GeoDataFrame = table.set_geometry(
        gpd.GeoSeries(polygons, index=table.index, crs=table.crs)
    )[good]
    return kept


def _polygons(shape: Any) -> Any:
    """Return the areas of a shape, without points and lines that mending left."""
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(shape))
        if part.geom_type == "Polygon" and part.area > 0
    ]
    return shapely.union_all(parts) if parts else None


def _named(
    path: Path, table: gpd.GeoDataFrame, code: str | None, name: str | None, pattern: str
) -> gpd.GeoDataFrame:
    cells = pd.DataFrame(table.drop(columns="geometry"))
    code = code_column(path, cells, code, pattern)
    codes = table[code].map(as_code)
    names = table[name_column(path, cells, code, name)].map(as_code)
    return table.assign(_code=codes, _name=names.where(names != "", codes))


def _without_codeless(
    path: Path, table: gpd.GeoDataFrame, notices: list[Notice]
) -> gpd.GeoDataFrame:
    bare = table["_code"] == ""
    if bare.all():
        raise InputError(f"{path}: no area has a code")
    if bare.any():
        notices.append(
            _notice(
                "boundary_no_code",
                Severity.WARNING,
                path,
                "An area has no code; it was left out.",
                "Give it its code in the file.",
                count=int(bare.sum()),
            )
        )
    kept: gpd.GeoDataFrame = table[~bare]
    return kept


def _merged(path: Path, table: gpd.GeoDataFrame, notices: list[Notice]) -> gpd.GeoDataFrame:
    """Put the parts of areas together that the file has in several rows."""
    again = table["_code"].duplicated(keep=False)
    if again.any():
        twice = sorted(set(table.loc[again, "_code"]))
        notices.append(
            _notice(
                "boundary_twice",
                Severity.WARNING,
                path,
                f"An area is there in several rows, such as {twice[0]}; its parts were put "
                "together.",
                "Nothing if it truly has several parts; else remove the wrong row.",
                count=len(twice),
            )
        )
        whole = table.geometry.groupby(table["_code"]).agg(lambda parts: parts.union_all())
        table = table[~table["_code"].duplicated()]
        table = table.set_geometry(
            gpd.GeoSeries(list(table["_code"].map(whole)), index=table.index)
        )
    ordered: gpd.GeoDataFrame = table.sort_values("_code", kind="stable")
    return ordered


def _overlaps(found: Boundaries, parameters: Parameters) -> list[Notice]:
    """Notice areas that share more than a sliver: homes there count with the first."""
    share = parameters.number("coverage_overlap_share")
    most = int(parameters.number("coverage_most_notices"))
    one, other = STRtree(found.shapes).query(found.shapes, predicate="intersects")
    pairs = [(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a < b]
    size = shapely.area(found.shapes)
    both = [
        (a, b)
        for a, b in sorted(pairs)
        if shapely.area(shapely.intersection(found.shapes[a], found.shapes[b]))
        > share * min(size[a], size[b])
    ]
    if not both:
        return []
    named = listed(f"{found.codes[a]} and {found.codes[b]}" for a, b in both[:most])
    return [
        _notice(
            "boundary_overlap",
            Severity.WARNING,
            Path(found.file),
            f"Areas overlap: {named}. Homes where they do count with the first.",
            "Use boundaries of one kind and date that do not overlap.",
            count=len(both),
        )
    ]


def _notice(
    code: str, severity: Severity, path: Path, message: str, todo: str, count: int = 1
) -> Notice:
    return Notice(
        code=code, severity=severity, file=path.name, message=message, todo=todo, count=count
    )
