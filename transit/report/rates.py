"""Which rates appendix B lists: those that figures rest on, and those that a council has set."""

from collections.abc import Mapping
from typing import Any, Final

from transit.read.parameters import read_parameters, read_toml
from transit.resources import data_dir

VEHICLE: Final = "vehicle "
"""How the names of vehicles' own prices begin."""

_MINUTE_S: Final = 60

Rate = Mapping[str, Any]
"""A rate as a scenario keeps it: value, unit, source, date, confidence."""

Row = tuple[str, str, str, str]
"""What a rate is, its value with the unit, its source with the day, and its confidence."""


def rates_of(rates: Mapping[str, Rate], own: str) -> tuple[list[tuple[str, list[Row]]], int]:
    """Return the rates to list, and how many are left out as unchanged defaults.

    Parameters
    ----------
    rates
        Those that a scenario was kept with, by name.
    own
        Title of the part with further rates that differ from what is shipped.

    Returns
    -------
    list of tuple
        Titles of parts with their rows; none without a row.
    int
        How many are left out; each of them is as it is shipped.
    """
    named = {name: each for name, each in rates.items() if not name.startswith(VEHICLE)}
    parts = []
    for part in read_toml(data_dir() / "report" / "rates.toml").values():
        rows = [
            _row(label, named.pop(name)) for name, label in part["rates"].items() if name in named
        ]
        parts.append((part["title"], rows))
    shipped = read_parameters()
    changed = {
        name: each
        for name, each in named.items()
        if name not in shipped or _plain(shipped[name].value) != _plain(each["value"])
    }
    rows = [_row(name.replace("_", " "), each) for name, each in sorted(changed.items())]
    parts.append((own, rows))
    return [(title, rows) for title, rows in parts if rows], len(named) - len(changed)


def rate_words() -> dict[str, str]:
    """Return what rates are called.

    Returns
    -------
    dict
        By their names as parameters; only those on which figures of the review pack rest.
    """
    parts = read_toml(data_dir() / "report" / "rates.toml").values()
    return {name: label for part in parts for name, label in part["rates"].items()}


def _row(label: str, rate: Rate) -> Row:
    source = f"{rate['source']} ({rate['date']})"
    return label, _value(rate["value"], str(rate["unit"])), source, str(rate["confidence"])


def _value(value: Any, unit: str) -> str:
    """Write a value with its unit; seconds as minutes."""
    first, _, rest = unit.partition(" ")
    if first == "s" and isinstance(value, int | float):
        value, unit = value / _MINUTE_S, f"minutes {rest}"
    if isinstance(value, list | tuple):
        return f"{', '.join(map(_number, value))} {unit}".strip()
    return f"{_number(value)} {unit}".strip()


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value
