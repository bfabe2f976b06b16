"""Files of observations: CSV, XLSX, or GeoJSON as transit writes it."""

import json
from pathlib import Path
from typing import Any, Final

from transit.errors import InputError
from transit.model.observation import Observation
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters
from transit.read.register.checked import check_table
from transit.read.register.observation_rows import ObservationRow
from transit.read.table_faults import Cell, Fault
from transit.read.tables import Table, TableRow, read_table

GEOJSON: Final = (".geojson", ".json")
"""How names of files end that hold features."""

_IDS: Final = ("stop_id", "route", "opportunity_id")


def read_observations_file(
    path: Path, parameters: Parameters | None = None
) -> tuple[tuple[Observation, ...], tuple[Fault, ...]]:
    """Read what somebody saw.

    Parameters
    ----------
    path
        A file that ends in ``.csv``, ``.xlsx`` or ``.geojson``.
    parameters
        Limits; the shipped ones when None.

    Returns
    -------
    observations : tuple of Observation
        Those of rows without a fault.
    faults : tuple of Fault
        Everything that is wrong; of GeoJSON the row is the feature's number, from 1.
    """
    table, unread = read_observations_table(path, parameters)
    rows, wrong = check_table(table, ObservationRow)
    return tuple(each.row.observation() for each in rows), (*unread, *wrong)


def read_observations_table(
    path: Path, parameters: Parameters | None = None
) -> tuple[Table, tuple[Fault, ...]]:
    """Read what somebody saw without checking it.

    Parameters
    ----------
    path, parameters
        As for :func:`read_observations_file`.

    Returns
    -------
    table : Table
        A row an observation.
    faults : tuple of Fault
        Why something could not be read.
    """
    limits = parameters or read_parameters()
    if path.suffix.lower() in GEOJSON:
        return _features(path, limits)
    return read_table(path, ObservationRow.table, limits)


def _features(path: Path, limits: Parameters) -> tuple[Table, tuple[Fault, ...]]:
    """Return the features of a file as a table."""
    try:
        features = _collection(path, limits)
    except InputError as fault:
        told = Fault(path.name, None, None, str(fault), "a GeoJSON file of observations")
        return Table(path.name, (), ()), (told,)
    columns = tuple(ObservationRow.columns())
    rows, faults = [], []
    for number, feature in enumerate(features, start=1):
        try:
            rows.append(TableRow(number, _cells(feature, columns)))
        except InputError as fault:
            expected = "a point with properties as the template's columns"
            faults.append(Fault(path.name, number, "geometry", str(fault), expected))
    return Table(path.name, columns, tuple(rows)), tuple(faults)


def _collection(path: Path, limits: Parameters) -> list[Any]:
    try:
        if path.stat().st_size > limits.number("register_most_mb") * 1_000_000:
            raise InputError("a larger file than register_most_mb allows")
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise InputError(f"a file that cannot be read ({fault.strerror})") from fault
    except (ValueError, RecursionError) as fault:
        raise InputError("a file that is not JSON") from fault
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or read.get("type") != "FeatureCollection":
        raise InputError("no collection of features")
    if len(features) > limits.number("register_most_rows"):
        raise InputError("more features than register_most_rows allows")
    return features


def _cells(feature: Any, columns: tuple[str, ...]) -> dict[str, Cell]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise InputError("no feature with properties")
    given = {name: feature["properties"].get(name) for name in columns}
    cells: dict[str, Cell] = {
        name: value if isinstance(value, str | int | float) else str(value)
        for name, value in given.items()
        if value not in (None, "")
    }
    cells.pop("lat", None)
    cells.pop("lon", None)
    # A stop's point is only for looking at: what counts is its id.
    if not any(name in cells for name in _IDS):
        cells |= _point(feature.get("geometry"))
    return cells


def _point(geometry: Any) -> dict[str, Cell]:
    at = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(at, list) or len(at) < 2 or geometry.get("type") != "Point":
        raise InputError("no point")
    lon, lat = at[:2]
    if not all(isinstance(x, int | float) and not isinstance(x, bool) for x in (lat, lon)):
        raise InputError("a point without numbers")
    return {"lat": lat, "lon": lon}
