"""Fares, as data/rules/fares.toml states them."""

import datetime as dt
from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.model.fares import FareCap
from transit.read.parameters import read_toml
from transit.resources import data_dir

_TYPES: dict[str, type] = {
    "nation": str,
    "single_pence": int,
    "first": dt.date,
    "last": dt.date,
    "source": str,
    "date": str,
    "confidence": str,
}


def read_fares(file: Path | None = None) -> tuple[FareCap, ...]:
    """Read what a bus costs at most.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    tuple of FareCap
        In the file's order.

    Raises
    ------
    InputError
        The file is not TOML, or a fare lacks a field, has an unknown one or one of another kind.
    """
    path = file or data_dir() / "rules" / "fares.toml"
    return tuple(_cap(name, table, path.name) for name, table in read_toml(path).items())


def _cap(name: str, table: Any, file: str) -> FareCap:
    given = table if isinstance(table, dict) else {}
    # type(), as True is an int to Python and a moment a date.
    wrong = sorted(
        field for field, kind in _TYPES.items() if field in given and type(given[field]) is not kind
    )
    missing, odd = sorted(set(_TYPES) - set(given)), sorted(set(given) - set(_TYPES))
    if missing or odd or wrong:
        raise InputError(
            f"{file}: [{name}]: missing: {', '.join(missing) or 'none'}, "
            f"not known: {', '.join(odd) or 'none'}, "
            f"of the wrong kind: {', '.join(wrong) or 'none'}"
        )
    return FareCap(name=name, **given)
