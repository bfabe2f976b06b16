"""Tables against their rows: every fault of every row, and the rows that have none."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pydantic import ValidationError

from transit.model.notice import Severity
from transit.read.register.directory_rows import EntranceRow, OpportunityRow, SessionRow
from transit.read.register.fleet_rows import VehicleRow
from transit.read.register.further_rows import AbilityRow, AttendanceRow, PlaceRow
from transit.read.register.people_rows import PersonRow
from transit.read.register.ride_rows import RideNeedRow, RunRow, RunStopRow
from transit.read.register.rows import Row
from transit.read.table_faults import Cell, Fault, describe
from transit.read.tables import Table, TableRow

ROWS: Final[dict[str, type[Row]]] = {
    row.table: row
    for row in (
        OpportunityRow,
        EntranceRow,
        SessionRow,
        PersonRow,
        PlaceRow,
        AttendanceRow,
        AbilityRow,
        VehicleRow,
        RideNeedRow,
        RunRow,
        RunStopRow,
    )
}
"""The tables, in an order in which none names what comes later."""

_R = TypeVar("_R", bound=Row)


@dataclass(frozen=True, slots=True)
class Numbered(Generic[_R]):
    """A row without faults of its own.

    Parameters
    ----------
    file
        Name of the file.
    number
        Its line.
    row
        The row.
    """

    file: str
    number: int
    row: _R

    def fault(
        self, field: str, found: str, expected: str, severity: Severity = Severity.ERROR
    ) -> Fault:
        """Return a fault of this row.

        Parameters
        ----------
        field
            Column to mend.
        found, expected
            As of a fault; never a personal value.
        severity
            Whether it keeps the row out.

        Returns
        -------
        Fault
            The fault.
        """
        own = str(getattr(self.row, self.row.key[0]))
        return Fault(self.file, self.number, field, found, expected, severity, own)


def check_table(table: Table, kind: type[_R]) -> tuple[tuple[Numbered[_R], ...], tuple[Fault, ...]]:
    """Check a table.

    Parameters
    ----------
    table
        The table as it was read.
    kind
        What its rows must be.

    Returns
    -------
    rows : tuple of Numbered
        Rows without a fault.
    faults : tuple of Fault
        All faults of the others, and of the header.
    """
    faults = list(_header_faults(table, kind)) if table.columns else []
    rows: list[Numbered[_R]] = []
    known = set(kind.columns())
    for each in table.rows:
        cells = {name: cell for name, cell in each.cells.items() if name in known}
        row, wrong = _row(table.file, TableRow(each.number, cells), kind, set(table.columns))
        faults.extend(wrong)
        if row is not None and not wrong:
            rows.append(Numbered(table.file, each.number, row))
    kept, twice = _once(rows)
    return tuple(kept), (*faults, *twice)


def _header_faults(table: Table, kind: type[Row]) -> Iterator[Fault]:
    columns = kind.columns()
    for name in kind.required():
        if name not in table.columns:
            yield Fault(table.file, 1, name, "no such column", f"a column {name}")
    for name in dict.fromkeys(table.columns):
        if name and name not in columns:
            close = difflib.get_close_matches(name, columns, n=1)
            meant = f"{close[0]}, perhaps" if close else "only the template's columns"
            # A column's name is no personal value, but a file without a header has values there.
            shown = name if close or not kind.personal else None
            yield Fault(table.file, 1, shown, "a column that the register does not keep", meant)


def _row(
    file: str, each: TableRow, kind: type[_R], there: set[str]
) -> tuple[_R | None, list[Fault]]:
    """Return the row if its cells can be read, and its faults."""
    try:
        row = kind.model_validate(each.cells)
    except ValidationError as wrong:
        return None, list(_cell_faults(file, each, kind, there, wrong))
    own = Numbered(file, each.number, row)
    return row, [own.fault(*odd) for odd in row.odd()]


def _cell_faults(
    file: str, each: TableRow, kind: type[Row], there: set[str], wrong: ValidationError
) -> Iterator[Fault]:
    columns = kind.columns()
    faulty = [
        str(error["loc"][0]) for error in wrong.errors(include_url=False, include_input=False)
    ]
    key = kind.key[0]
    own = None if key in faulty else _text(each.cells.get(key))
    for name in dict.fromkeys(faulty):
        if name not in there:
            continue  # told once, of the header
        found = describe(each.cells.get(name), kind.personal)
        yield Fault(file, each.number, name, found, columns[name].expected, id=own)


def _once(rows: Sequence[Numbered[_R]]) -> tuple[list[Numbered[_R]], list[Fault]]:
    """Keep rows whose key no other row has: which of two is meant, nobody can tell."""
    keys = [tuple(getattr(each.row, name) for name in each.row.key) for each in rows]
    counts = Counter(keys)
    lines: dict[tuple[object, ...], list[int]] = {}
    for each, key in zip(rows, keys, strict=True):
        lines.setdefault(key, []).append(each.number)
    kept, faults = [], []
    for each, key in zip(rows, keys, strict=True):
        if counts[key] == 1:
            kept.append(each)
            continue
        others = [number for number in lines[key] if number != each.number]
        found = f"the same as in row {others[0]}"
        faults.append(each.fault(each.row.key[-1], found, f"one row for each {_and(each.row.key)}"))
    return kept, faults


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _and(words: Sequence[str]) -> str:
    return " and ".join(words)
