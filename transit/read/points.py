"""Places from a table: an identifier, a latitude and a longitude a row."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.errors import InputError

_COLUMNS = ("id", "lat", "lon")

_LOST = "\ufffd"
"""Stands for bytes that are no letter: two names could become one."""

_AGAIN = "_duplicated_"
"""With a number behind it what polars calls a column whose name was there before."""


@dataclass(frozen=True, slots=True)
class Points:
    """Places of a table, in its order.

    ``ids`` (text) are all different; ``lat`` and ``lon (n,) float64`` decimal degrees; ``file`` the
    table's name, for messages. Row ``n`` of the table, its header being row 1, is place ``n - 2``.
    """

    file: str
    ids: pl.Series
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]


def read_points(path: Path) -> Points:
    """Read places from a CSV file with the columns id, lat and lon.

    Parameters
    ----------
    path
        The file; other columns are left alone.

    Returns
    -------
    Points
        All of its rows.

    Raises
    ------
    InputError
        It cannot be read, is empty, lacks a column, or has a row that is no place or an
        identifier twice. Coordinates are not repeated: they may be somebody's home.
    """
    try:
        names = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy", n_rows=0).columns
    except FileNotFoundError as fault:
        raise InputError(f"{path}: there is no such file") from fault
    except pl.exceptions.NoDataError as fault:
        raise InputError(f"{path} is empty; expected the columns id,lat,lon") from fault
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise InputError(f"{path} cannot be read as CSV; expected id,lat,lon") from fault
    table = _read(path, _columns(path, names))
    if not table.height:
        raise InputError(f"{path} has a header but no places; add a row for each")
    return _checked(path, table)


def _columns(path: Path, names: Sequence[str]) -> dict[str, str]:
    """Return by its name what the file calls each column that is read."""
    plain = [name.strip().lstrip("\ufeff") for name in names]
    missing = [name for name in _COLUMNS if name not in plain]
    if missing:
        found = ", ".join(plain[:10]).replace("\t", " ")
        shown = f"found {found}" if found.isprintable() else "found what is no text"
        raise InputError(
            f"{path}, row 1: no column {', '.join(missing)}; expected id,lat,lon with commas "
            f"between, {shown}"
        )
    for name in _COLUMNS:
        if sum(each.partition(_AGAIN)[0].strip() == name for each in plain) > 1:
            raise InputError(f"{path}, row 1: the column {name} is there twice; leave one")
    return dict(zip(plain, names, strict=True))


def _read(path: Path, names: dict[str, str]) -> pl.DataFrame:
    """Return the three columns, numbers that are none as null; read in pieces to save memory."""
    rows = pl.scan_csv(path, infer_schema=False, encoding="utf8-lossy")
    try:
        return rows.select(
            pl.col(names["id"]).str.strip_chars().alias("id"),
            *(
                pl.col(names[name]).str.strip_chars().cast(pl.Float64, strict=False).alias(name)
                for name in ("lat", "lon")
            ),
        ).collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise InputError(_unreadable(path, len(names))) from fault


def _unreadable(path: Path, n_columns: int) -> str:
    """Say why a table cannot be read, with the row where it has more cells than the header."""
    try:
        with path.open(newline="", encoding="utf-8", errors="replace") as file:
            for number, cells in enumerate(csv.reader(file), start=1):
                if len(cells) > n_columns:
                    return (
                        f"{path}, row {number}: {len(cells)} cells under {n_columns} columns; put "
                        "text with a comma in quotation marks and write numbers with a point"
                    )
    except (csv.Error, OSError):
        pass
    return (
        f"{path} cannot be read as CSV; expected id,lat,lon, and every quotation mark in a text "
        "written twice"
    )


def _checked(path: Path, table: pl.DataFrame) -> Points:
    ids = table["id"].rechunk()
    _refuse(path, "id", ids.is_null() | (ids == ""), "is empty; give each place one")
    lost = ids.str.contains(_LOST, literal=True)
    _refuse(path, "id", lost, "has letters that are not UTF-8; save the file as UTF-8")
    broken = ids.str.contains(r"[\r\n]")
    _refuse(path, "id", broken, "holds a line break; is a quotation mark open, or one too many?")
    _refuse(path, "id", ids.is_first_distinct().not_(), "is there twice; give each place its own")
    columns = []
    for name, limit in (("lat", 90), ("lon", 180)):
        numbers = table[name]
        wrong = ~(numbers.is_not_null() & numbers.is_finite() & (numbers.abs() <= limit))
        _refuse(path, name, wrong.fill_null(True), f"is no number in [-{limit}, {limit}]")
        columns.append(numbers.to_numpy())
    return Points(str(path), ids, *columns)


def _refuse(path: Path, field: str, wrong: pl.Series, what: str) -> None:
    rows = wrong.arg_true()
    if not rows.len():
        return
    more = f" (and {rows.len() - 1:,} more rows)" if rows.len() > 1 else ""
    raise InputError(f"{path}, row {rows[0] + 2}: {field} {what}{more}")
