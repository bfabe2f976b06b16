"""The levels of demands, as data/rules/demands.toml states them."""

from typing import Any

from transit.errors import InputError
from transit.model.demand_rules import DemandRule, DemandRules
from transit.read.parameters import read_toml
from transit.resources import data_dir

_TEXTS = ("unit", "source", "date", "confidence")
_OTHERS = ("at_least", "below", "levels", "unknown")


def read_demand_rules() -> DemandRules:
    """Read the levels that ship with the package.

    Returns
    -------
    mapping
        The rules by kind of demand.

    Raises
    ------
    InputError
        The file is not TOML, or a rule lacks a field or has an unknown one.
    """
    path = data_dir() / "rules" / "demands.toml"
    return parse_demand_rules(read_toml(path), path.name)


def parse_demand_rules(tables: dict[str, Any], file: str) -> DemandRules:
    """Make rules of a TOML file's tables.

    Parameters
    ----------
    tables
        The file's content.
    file
        Its name, for messages.

    Returns
    -------
    mapping
        The rules by kind of demand.

    Raises
    ------
    InputError
        A rule lacks a field or has an unknown one, or its levels are none.
    """
    return {kind: _rule(kind, table, file) for kind, table in tables.items()}


def _rule(kind: str, table: Any, file: str) -> DemandRule:
    given = set(table) if isinstance(table, dict) else set()
    missing, odd = set(_TEXTS) - given, given - {*_TEXTS, *_OTHERS}
    if missing or odd:
        raise InputError(
            f"{file}: [{kind}] must have {', '.join(_TEXTS)} and may have {', '.join(_OTHERS)}; "
            f"missing: {', '.join(sorted(missing)) or 'none'}, "
            f"not known: {', '.join(sorted(odd)) or 'none'}"
        )
    levels = {
        detail: tuple(row) if isinstance(row, list) else (row,)
        for detail, row in table.get("levels", {}).items()
    }
    return DemandRule(
        kind=kind,
        **{name: str(table[name]) for name in _TEXTS},
        at_least=tuple(table.get("at_least", ())),
        below=tuple(table.get("below", ())),
        levels=levels,
        unknown=table.get("unknown", 3),
    )
