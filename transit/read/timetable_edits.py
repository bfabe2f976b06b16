"""Changes to a timetable from a file: TOML with a table ``[[edit]]`` each, or a CSV or XLSX row."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from transit.errors import InputError
from transit.model.timetable_edit import EditKind, TimetableEdit
from transit.model.weekdays import Days, Weekday, in_order
from transit.read.parameters import read_toml
from transit.read.tables import read_table

_CLOCK: Final = re.compile(r"^(\d{1,2}):(\d{2})$")
_TEXTS: Final = ("route", "stop", "headsign")
_FIELDS: Final = ("kind", *_TEXTS, "days", "from", "to", "every_min", "lat", "lon", "note")


def read_timetable_edits(path: Path) -> tuple[TimetableEdit, ...]:
    """Read changes to a timetable, in the order in which they are made.

    Parameters
    ----------
    path
        ``.toml``, ``.csv`` or ``.xlsx``. Fields: ``kind`` (cut, close_stop, add, halve, double,
        move_stop), ``route``, ``stop``, ``headsign``, ``days`` ("mon tue"), ``from`` and ``to``
        ("18:00"), ``every_min``, ``lat``, ``lon``, ``note``.

    Returns
    -------
    tuple of TimetableEdit
        At least one.

    Raises
    ------
    InputError
        It cannot be read, or an edit is none; the message says which and why.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    read = _toml if path.suffix.lower() == ".toml" else _table
    edits = tuple(timetable_edit(f"{path.name}, {where}", cells) for where, cells in read(path))
    if not edits:
        raise InputError(f"{path}: holds no edits; expected tables [[edit]], or rows")
    return edits


def _toml(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    content = read_toml(path)
    listed = content.get("edit")
    if set(content) - {"edit"} or not isinstance(listed, list):
        raise InputError(f"{path.name}: expected nothing but tables [[edit]]")
    for number, cells in enumerate(listed, start=1):
        if not isinstance(cells, dict):
            raise InputError(f"{path.name}, edit {number}: expected a table [[edit]]")
        yield f"edit {number}", cells


def _table(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    table, faults = read_table(path, "edits")
    if faults:
        fault = faults[0]
        row = f", row {fault.row}" if fault.row else ""
        raise InputError(f"{path.name}{row}: {fault.found}; expected {fault.expected}")
    for row_ in table.rows:
        yield f"row {row_.number}", row_.cells


def timetable_edit(where: str, cells: Mapping[str, Any]) -> TimetableEdit:
    """Return one change.

    Parameters
    ----------
    where
        Where it stands, for messages.
    cells
        Its fields, as :func:`read_timetable_edits` has them.

    Returns
    -------
    TimetableEdit
        The change.

    Raises
    ------
    InputError
        It is none; the message says why.
    """
    odd = sorted(set(cells) - set(_FIELDS))
    if odd:
        raise InputError(f"{where}: no field {odd[0]}; expected {', '.join(_FIELDS)}")
    try:
        given: dict[str, Any] = {
            "kind": _kind(cells.get("kind")),
            **{name: _text(cells[name]) for name in _TEXTS if name in cells},
        }
        if "days" in cells:
            given["days"] = _days(cells["days"])
        for name in ("from", "to"):
            if name in cells:
                given[f"{name}_s"] = _seconds(cells[name])
        if "every_min" in cells:
            given["every_s"] = round(_number(cells["every_min"], "every_min") * 60)
        for name in ("lat", "lon"):
            if name in cells:
                given[name] = _number(cells[name], name)
        return TimetableEdit(**given)
    except InputError as fault:
        raise InputError(f"{where}: {fault}") from fault


def _kind(cell: object) -> EditKind:
    try:
        return EditKind(str(cell))
    except ValueError as fault:
        raise InputError(f"kind is {cell!r}, expected one of {', '.join(EditKind)}") from fault


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise InputError(f"found {cell!r}, expected text")
    return str(cell).strip()


def _days(cell: object) -> Days:
    try:
        days = in_order(Weekday[word.upper()] for word in str(cell).split())
    except KeyError as fault:
        raise InputError(f"days is {cell!r}, expected days such as 'mon tue'") from fault
    if not days:
        raise InputError("days is empty; leave it out for all days")
    return days


def _seconds(cell: object) -> int:
    found = _CLOCK.match(str(getattr(cell, "strftime", lambda _: cell)("%H:%M")))
    if found is None or int(found[2]) >= 60:
        raise InputError(f"found {cell!r}, expected a time such as 18:30 (25:30 is after midnight)")
    return int(found[1]) * 3600 + int(found[2]) * 60


def _number(cell: object, name: str) -> float:
    try:
        number = float(str(cell))
    except ValueError as fault:
        raise InputError(f"{name} is {cell!r}, expected a number") from fault
    if number != number or abs(number) == float("inf"):
        raise InputError(f"{name} is {cell!r}, expected a number")
    return number
