"""Demand scenarios: by how much groups of people are expected to grow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from transit.errors import InputError
from transit.read.parameters import read_toml
from transit.resources import data_dir

_FIELDS: Final = {"label", "by", "rates", "source", "date", "confidence"}
_BY: Final = ("cohort", "age_band")
_MOST: Final = 10.0


@dataclass(frozen=True, slots=True)
class Growth:
    """How groups of people grow.

    Parameters
    ----------
    name, label
        Its name, and what people call it.
    by
        What people are grouped by: ``cohort`` or ``age_band``.
    rates
        Growth by group, as a share of its people today.
    source
        Where the shares come from.
    """

    name: str
    label: str
    by: str
    rates: Mapping[str, float] = field(hash=False)
    source: str = ""


def read_growth(file: Path | None = None) -> dict[str, Growth]:
    """Read demand scenarios.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    dict of str to Growth
        By name.

    Raises
    ------
    InputError
        It is not TOML, or a scenario lacks a field, has an unknown one or a rate that is none.
    """
    path = file or data_dir() / "coverage" / "growth.toml"
    return {name: _growth(path.name, name, table) for name, table in read_toml(path).items()}


def _growth(file: str, name: str, table: Any) -> Growth:
    where = f"{file}: {name}"
    if not isinstance(table, dict) or set(table) != _FIELDS:
        raise InputError(f"{where} must have {', '.join(sorted(_FIELDS))}")
    if table["by"] not in _BY:
        raise InputError(f"{where}: by is {table['by']!r}, expected one of {', '.join(_BY)}")
    rates = table["rates"]
    if not isinstance(rates, dict) or not rates:
        raise InputError(f"{where}: rates must be a table of shares by group")
    for group, rate in rates.items():
        number = isinstance(rate, int | float) and not isinstance(rate, bool)
        if not number or not 0 <= rate <= _MOST:
            raise InputError(f"{where}: the rate of {group} is {rate!r}, expected 0 to {_MOST:g}")
    return Growth(name, str(table["label"]), table["by"], dict(rates), str(table["source"]))
