"""Postcodes' positions: ONSPD, Code-Point Open, or a plain table of postcode and degrees."""

import io
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pyproj import Transformer

from transit.errors import InputError
from transit.model.positions import Origin

_SPACES: Final = str.maketrans("", "", " \t\xa0")
_DEGREE_NAMES: Final = (
    ("pcds", "lat", "long"),  # ONSPD
    ("postcode", "latitude", "longitude"),
    ("postcode", "lat", "lon"),
    ("postcode", "lat", "long"),
)
_ONSPD_SECTOR: Final = 6
"""From this grid reference quality on ONSPD gives the middle of the sector, or of nothing."""
_CODE_POINT_SECTOR: Final = 60
"""The same for Code-Point Open's positional quality."""
_NO_POSITION: Final = 90

Point = tuple[float, float, Origin]
"""Latitude, longitude, and what they were made of."""


def plain_postcode(text: str) -> str:
    """Return a postcode as it is compared: capitals without blanks.

    Parameters
    ----------
    text
        As somebody wrote it.

    Returns
    -------
    str
        E.g. ``B11AA``.
    """
    return text.upper().translate(_SPACES)


def tidy_postcode(text: str) -> str:
    """Return a postcode as people write it.

    Parameters
    ----------
    text
        As somebody wrote it.

    Returns
    -------
    str
        E.g. ``B1 1AA``.
    """
    plain = plain_postcode(text)
    return f"{plain[:-3]} {plain[-3:]}"


def read_postcodes(path: Path, wanted: Collection[str]) -> dict[str, Point]:
    """Read the positions of some postcodes.

    Parameters
    ----------
    path
        A CSV, or a zip or folder of them: the ONS Postcode Directory, Code-Point Open, or any
        table with columns postcode, latitude and longitude.
    wanted
        Postcodes to look for, plainly written; the others are not kept.

    Returns
    -------
    dict
        Points by postcode, plainly written.

    Raises
    ------
    InputError
        It cannot be read, or no file in it has postcodes.
    """
    found: dict[str, Point] = {}
    usable = 0
    for table in _tables(path):
        part = _onspd_or_plain(table, wanted)
        if part is None:
            part = _code_point(table, wanted)
        if part is not None:
            usable += 1
            found.update(part)
    if not usable:
        raise InputError(
            f"{path.name}: no postcodes found; expected ONSPD, Code-Point Open, or a CSV with the "
            "columns postcode, latitude, longitude"
        )
    return found


def _tables(path: Path) -> Iterator[pl.DataFrame]:
    """Give each CSV as text, with its header as first row: Code-Point Open has none."""
    try:
        if path.is_dir():
            for each in sorted(path.rglob("*.csv")):
                yield _frame(each.read_bytes())
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in sorted(packed.namelist()):
                    if name.lower().endswith(".csv"):
                        yield _frame(packed.read(name))
        else:
            yield _frame(path.read_bytes())
    except (OSError, zipfile.BadZipFile, pl.exceptions.PolarsError) as fault:
        raise InputError(f"{path.name}: postcodes cannot be read from it") from fault


def _frame(data: bytes) -> pl.DataFrame:
    # Old editions are in Latin-1; postcodes and numbers read the same in either.
    return pl.read_csv(
        io.BytesIO(data),
        has_header=False,
        infer_schema=False,
        truncate_ragged_lines=True,
        encoding="utf8-lossy",
    )


def _onspd_or_plain(table: pl.DataFrame, wanted: Collection[str]) -> dict[str, Point] | None:
    if not table.height:
        return None
    header = [str(cell or "").strip().lstrip("\ufeff").lower() for cell in table.row(0)]
    names = next((each for each in _DEGREE_NAMES if set(each) <= set(header)), None)
    if names is None:
        return None
    kept = _kept(table[1:], header.index(names[0]), wanted)
    quality = _numbers(kept, header.index("osgrdind")) if "osgrdind" in header else None
    lat, lon = (_numbers(kept, header.index(name)) for name in names[1:])
    return _points(kept, lat, lon, None if quality is None else quality >= _ONSPD_SECTOR)


def _code_point(table: pl.DataFrame, wanted: Collection[str]) -> dict[str, Point] | None:
    """Read rows of postcode, quality, easting, northing; a header row reads as no number."""
    if table.width < 4:
        return None
    # Every file has fully numeric columns 2 to 4, but for a header.
    if _numbers(table[-1:], 2)[0] != _numbers(table[-1:], 2)[0]:
        return None
    kept = _kept(table, 0, wanted)
    quality, east, north = (_numbers(kept, column) for column in (1, 2, 3))
    good = quality < _NO_POSITION
    kept, quality, east, north = (
        kept.filter(pl.Series(good)),
        quality[good],
        east[good],
        north[good],
    )
    lon, lat = Transformer.from_crs(27700, 4326, always_xy=True).transform(east, north)
    return _points(kept, np.asarray(lat), np.asarray(lon), quality >= _CODE_POINT_SECTOR)


def _kept(table: pl.DataFrame, column: int, wanted: Collection[str]) -> pl.DataFrame:
    plain = pl.nth(column).str.replace_all(r"\s", "").str.to_uppercase().alias("plain")
    return table.with_columns(plain).filter(pl.col("plain").is_in(list(wanted)))


def _numbers(table: pl.DataFrame, column: int) -> NDArray[np.float64]:
    series = table[:, column].str.strip_chars().cast(pl.Float64, strict=False)
    return series.fill_null(float("nan")).to_numpy()


def _points(
    kept: pl.DataFrame,
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    coarse: NDArray[np.bool_] | None,
) -> dict[str, Point]:
    """Make points; ONSPD writes latitude 99.999999 where there is none."""
    rough = np.zeros(len(lat), bool) if coarse is None else coarse
    return {
        name: (float(a), float(b), Origin.SECTOR if r else Origin.POSTCODE)
        for name, a, b, r in zip(kept["plain"], lat, lon, rough, strict=True)
        if abs(a) <= 90 and abs(b) <= 180
    }
