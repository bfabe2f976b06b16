"""How the burden figure is counted, as data/rules/burden_figure.toml states it."""

from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.model.burden_figure import FigureRules, Part, PartRule
from transit.read.demands import read_demand_rules
from transit.read.parameters import read_toml
from transit.resources import data_dir

_NUMBERS = ("weight", "worst")
_TEXTS = ("unit", "source", "date", "confidence")


def read_figure_rules(file: Path | None = None) -> FigureRules:
    """Read how the burden figure is counted.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    FigureRules
        A rule a part.

    Raises
    ------
    InputError
        The file is not TOML, a part lacks a field or has an unknown one, or names a demand that no
        rule knows.
    """
    path = file or data_dir() / "rules" / "burden_figure.toml"
    tables = read_toml(path)
    odd = sorted(set(tables) - set(Part))
    if odd:
        raise InputError(f"{path.name}: {', '.join(odd)} is no part of the burden figure")
    return FigureRules(
        {Part(name): _rule(name, table, path.name) for name, table in tables.items()}
    )


def _rule(name: str, table: Any, file: str) -> PartRule:
    where, given = f"{file}: [{name}]", set(table) if isinstance(table, dict) else set()
    needed = {*_NUMBERS, *_TEXTS}
    missing, odd = sorted(needed - given), sorted(given - needed - {"kinds"})
    if missing or odd:
        raise InputError(
            f"{where}: missing: {', '.join(missing) or 'none'}, "
            f"not known: {', '.join(odd) or 'none'}"
        )
    kinds = tuple(map(str, table.get("kinds", ())))
    unknown = sorted(set(kinds) - set(read_demand_rules()))
    if unknown:
        raise InputError(f"{where}: {', '.join(unknown)} is no kind of demand")
    if any(type(table[field]) not in (int, float) for field in _NUMBERS):
        raise InputError(f"{where}: {' and '.join(_NUMBERS)} must be numbers")
    return PartRule(
        weight=table["weight"],
        worst=table["worst"],
        kinds=kinds,
        **{field: str(table[field]) for field in _TEXTS},
    )
