"""Rules by hours and dates: valid passes, crowded buses, open schools."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.model.passes import Crowding, PassRule
from transit.model.riding import Hours
from transit.model.school_terms import Dates, SchoolTerms
from transit.read.parameters import read_toml
from transit.resources import data_dir

_SOURCE = ("source", "date", "confidence")


def read_pass_rules(file: Path | None = None) -> dict[str, PassRule]:
    """Read when passes are valid.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    dict of str to PassRule
        By name.

    Raises
    ------
    InputError
        The file is not TOML, or a rule lacks a field or has an unknown one.
    """
    path = file or data_dir() / "rules" / "passes.toml"
    return {name: _pass_rule(name, table, path.name) for name, table in read_toml(path).items()}


def read_crowding(file: Path | None = None) -> Crowding:
    """Read when buses are crowded.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    Crowding
        The hours.

    Raises
    ------
    InputError
        The file is not TOML, lacks a field or has an unknown one.
    """
    path = file or data_dir() / "rules" / "crowded.toml"
    table = _fields(read_toml(path), {*_SOURCE, "hours"}, set(), path.name)
    return Crowding(
        hours=tuple(_hours(each, path.name) for each in _list(table["hours"], path.name)),
        **{name: str(table[name]) for name in _SOURCE},
    )


def read_school_terms(file: Path | None = None) -> SchoolTerms:
    """Read when schools are open.

    Parameters
    ----------
    file
        A council's own file; the shipped one, which knows no dates, when None.

    Returns
    -------
    SchoolTerms
        What the file states.

    Raises
    ------
    InputError
        The file is not TOML, lacks a field, has an unknown one, or a date is none.
    """
    path = file or data_dir() / "rules" / "school_terms.toml"
    table = _fields(
        read_toml(path), {*_SOURCE, "terms"}, {"known_from", "known_to", "closed"}, path.name
    )
    if ("known_from" in table) != ("known_to" in table):
        raise InputError(f"{path.name}: give known_from and known_to, or neither")
    known = (table["known_from"], table["known_to"]) if "known_from" in table else None
    return SchoolTerms(
        known=None if known is None else _dates(known, path.name),
        terms=tuple(_dates(each, path.name) for each in _list(table["terms"], path.name)),
        closed=frozenset(
            _date(each, path.name) for each in _list(table.get("closed", []), path.name)
        ),
    )


def _pass_rule(name: str, table: Any, file: str) -> PassRule:
    where = f"{file}: [{name}]"
    given = _fields(table, {*_SOURCE, "label"}, {"weekdays", "other_days"}, where)
    return PassRule(
        name=name,
        label=str(given["label"]),
        weekdays=_hours(given["weekdays"], where) if "weekdays" in given else None,
        other_days=_hours(given["other_days"], where) if "other_days" in given else None,
        **{field: str(given[field]) for field in _SOURCE},
    )


def _fields(table: Any, required: set[str], optional: set[str], where: str) -> Mapping[str, Any]:
    given = set(table) if isinstance(table, dict) else set()
    missing, odd = required - given, given - required - optional
    if missing or odd:
        raise InputError(
            f"{where}: missing: {', '.join(sorted(missing)) or 'none'}, "
            f"not known: {', '.join(sorted(odd)) or 'none'}"
        )
    fields: Mapping[str, Any] = table
    return fields


def _hours(pair: object, where: str) -> Hours:
    match pair:
        case [dt.time() as start, dt.time() as end] if start < end:
            return _seconds(start), _seconds(end)
    raise InputError(f"{where}: hours are {pair!r}, expected two times, as [09:30:00, 23:00:00]")


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{where}: found {value!r}, expected a list")
    return value


def _dates(pair: object, where: str) -> Dates:
    match pair:
        case [first, last] | (first, last):
            return _date(first, where), _date(last, where)
    raise InputError(f"{where}: found {pair!r}, expected a first and a last date")


def _date(value: object, where: str) -> dt.date:
    # A moment is a date to Python, but not to a calendar.
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise InputError(f"{where}: found {value!r}, expected a date, as 2026-09-01")
