"""NaPTAN, the national register of stops: bearings, indicators and streets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from pyproj import Transformer

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters

COMPASS_DEG: Final[Mapping[str, float]] = {
    "N": 0.0,
    "NE": 45.0,
    "E": 90.0,
    "SE": 135.0,
    "S": 180.0,
    "SW": 225.0,
    "W": 270.0,
    "NW": 315.0,
}
"""NaPTAN's bearings: the direction in which buses leave the stop."""

_TEXT: Final = (
    "ATCOCode",
    "NaptanCode",
    "CommonName",
    "Indicator",
    "Street",
    "Bearing",
    "Status",
    "StopType",
)
_NUMBERS: Final = ("Latitude", "Longitude", "Easting", "Northing")


def read_naptan(
    path: Path, parameters: Parameters | None = None
) -> tuple[pl.DataFrame, tuple[Notice, ...]]:
    """Read NaPTAN stops.

    Parameters
    ----------
    path
        CSV of the stops, as the national register gives it out.
    parameters
        ``notices_listed``; the shipped ones when None.

    Returns
    -------
    tuple of DataFrame and Notices
        ``stop_id``, ``code``, ``name``, ``indicator``, ``street`` strings, ``lat``, ``lon``
        float64, ``bearing`` float32 degrees clockwise from north (NaN unknown); and what was
        wrong.

    Raises
    ------
    InputError
        The file cannot be read or is no NaPTAN table.
    """
    try:
        raw = pl.read_csv(
            path, infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True
        )
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise InputError(f"{path}: cannot be read as a CSV table ({fault})") from fault
    raw = raw.rename({name: name.strip().removeprefix("\ufeff") for name in raw.columns})
    if "ATCOCode" not in raw.columns or not {"Latitude", "Easting"} & set(raw.columns):
        raise InputError(
            f"{path}: has no columns ATCOCode and Latitude (or Easting); "
            "give the Stops.csv of the National Public Transport Access Nodes"
        )
    listed = int((parameters or read_parameters()).number("notices_listed"))
    return _parsed(raw, path.name, listed)


def merge_naptan(
    stops: pl.DataFrame, naptan: pl.DataFrame, parameters: Parameters | None = None
) -> tuple[pl.DataFrame, tuple[Notice, ...]]:
    """Fill in a timetable's stops from NaPTAN: bearing, indicator and street.

    NaPTAN's bearing wins over one worked out from where buses go next: somebody saw the stop. A
    difference so large that they name different directions is noticed.

    Parameters
    ----------
    stops
        :attr:`transit.network.timetable.Timetable.stops`.
    naptan
        From :func:`read_naptan`.
    parameters
        ``bearings_opposite_deg`` and ``notices_listed``; the shipped ones when None.

    Returns
    -------
    tuple of DataFrame and Notices
        The stops in their order; which bearings disagree.
    """
    known = naptan.select(
        pl.col("stop_id").str.to_uppercase().alias("_code"),
        pl.col("bearing").alias("_bearing"),
        pl.col("indicator").alias("_indicator"),
        pl.col("street").alias("_street"),
    ).unique("_code", keep="first", maintain_order=True)
    joined = stops.with_columns(pl.col("stop_id").str.to_uppercase().alias("_code")).join(
        known, on="_code", how="left", maintain_order="left"
    )
    seen = pl.col("_bearing").is_not_null() & pl.col("_bearing").is_not_nan()
    merged = joined.with_columns(
        pl.when(seen)
        .then("_bearing")
        .otherwise("bearing")
        .cast(stops["bearing"].dtype)
        .alias("bearing"),
        _filled("indicator"),
        _filled("street"),
    )
    return merged.select(stops.columns), _disagreeing(joined, parameters or read_parameters())


def _filled(name: str) -> pl.Expr:
    own = pl.col(name).fill_null("")
    return pl.when(own == "").then(pl.col(f"_{name}").fill_null("")).otherwise(own).alias(name)


def _disagreeing(joined: pl.DataFrame, parameters: Parameters) -> tuple[Notice, ...]:
    opposite = parameters.number("bearings_opposite_deg")
    apart = (pl.col("_bearing") - pl.col("bearing") + 180) % 360 - 180
    rows = joined.filter(apart.abs().is_not_nan() & (apart.abs() > opposite))
    shown = rows.head(int(parameters.number("notices_listed")))
    return tuple(
        Notice(
            "naptan_bearing_disagrees",
            Severity.WARNING,
            "naptan",
            f"{row['stop_id']}: the register's bearing is {row['_bearing']:.0f} degrees, its buses "
            f"go {row['bearing']:.0f}; the register's is used",
            "Ask the register's owner which is right; look at the stop",
            field="Bearing",
            value=f"{row['_bearing']:.0f}",
            count=1 if n < len(shown) - 1 else rows.height - n,
            lat=row["lat"],
            lon=row["lon"],
        )
        for n, row in enumerate(shown.iter_rows(named=True))
    )


def _parsed(raw: pl.DataFrame, file: str, listed: int) -> tuple[pl.DataFrame, tuple[Notice, ...]]:
    table = raw.with_columns(
        *(
            pl.col(name).fill_null("").str.strip_chars()
            if name in raw.columns
            else pl.lit("").alias(name)
            for name in _TEXT
        ),
        *(
            pl.col(name).str.strip_chars().cast(pl.Float64, strict=False)
            if name in raw.columns
            else pl.lit(None, pl.Float64).alias(name)
            for name in _NUMBERS
        ),
    ).with_row_index("_row", offset=2)
    table = _with_places(table)
    placed = (
        pl.col("Latitude").is_between(-90, 90) & pl.col("Longitude").is_between(-180, 180)
    ).fill_null(False)
    bad = table.filter(~placed | (pl.col("ATCOCode") == ""))
    odd = table.filter((pl.col("Bearing") != "") & ~pl.col("Bearing").is_in([*COMPASS_DEG]))
    good = table.filter(
        placed
        & (pl.col("ATCOCode") != "")
        & ~pl.col("Status").str.to_lowercase().is_in(["inactive", "del"])
    )
    stops = good.select(
        pl.col("ATCOCode").alias("stop_id"),
        pl.col("NaptanCode").alias("code"),
        pl.col("CommonName").alias("name"),
        pl.col("Indicator").alias("indicator"),
        pl.col("Street").alias("street"),
        pl.col("Latitude").alias("lat"),
        pl.col("Longitude").alias("lon"),
        pl.col("Bearing")
        .replace_strict(COMPASS_DEG, default=float("nan"), return_dtype=pl.Float64)
        .cast(pl.Float32)
        .alias("bearing"),
    )
    notices = (
        *_bad_rows(
            bad,
            file,
            "naptan_bad_row",
            "has no code or no usable coordinates; left out",
            None,
            listed,
        ),
        *_bad_rows(
            odd,
            file,
            "naptan_bad_bearing",
            "has a bearing that is no compass point",
            "Bearing",
            listed,
        ),
    )
    return stops, notices


def _with_places(table: pl.DataFrame) -> pl.DataFrame:
    """Fill in latitude and longitude from the British National Grid where only that is given."""
    lacks = table["Latitude"].is_null() | table["Longitude"].is_null()
    on_grid = lacks & table["Easting"].is_not_null() & table["Northing"].is_not_null()
    at = np.flatnonzero(on_grid.to_numpy())
    if not len(at):
        return table
    to_degrees = Transformer.from_crs(27700, 4326, always_xy=True)
    east, north = (table[name].to_numpy()[at] for name in ("Easting", "Northing"))
    lon, lat = to_degrees.transform(east, north)
    columns = []
    for name, values in (("Latitude", lat), ("Longitude", lon)):
        filled = table[name].to_numpy().copy()
        filled[at] = np.where(np.isfinite(values), values, np.nan)
        columns.append(pl.Series(name, filled).fill_nan(None))
    return table.with_columns(columns)


def _bad_rows(
    rows: pl.DataFrame, file: str, code: str, what: str, field: str | None, listed: int
) -> list[Notice]:
    shown = rows.head(listed)
    return [
        Notice(
            code,
            Severity.WARNING,
            file,
            f"stop {row['ATCOCode'] or '(no code)'} {what}",
            "Correct the row in the register",
            row=int(row["_row"]),
            field=field,
            value=(row[field] if field else row["ATCOCode"])[:80],
            count=1 if n < len(shown) - 1 else rows.height - n,
        )
        for n, row in enumerate(shown.iter_rows(named=True))
    ]
