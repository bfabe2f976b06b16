"""Tables that people fill in: CSV and XLSX, as rows of cells with their line numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters
from transit.read.table_faults import Cell, Fault, Formula, describe
from transit.read.tables_csv import csv_lines
from transit.read.tables_xlsx import xlsx_lines

COMMENT: Final = "# "
"""A row whose first cell begins so explains the table and is not read."""

_FORMULA = re.compile(r"[=@]|[+-](?!\d*\.?\d+$)")
"""How text begins that a spreadsheet would run."""


class TableRow(NamedTuple):
    """One row of a table.

    Parameters
    ----------
    number
        Line of the file, the first being 1.
    cells
        Cells by column; empty ones are left out.
    """

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Parameters
    ----------
    file
        Name of the file (and sheet).
    columns
        Names of the columns, in small letters.
    rows
        Rows that are not empty.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(
    path: Path, sheet: str, parameters: Parameters | None = None
) -> tuple[Table, tuple[Fault, ...]]:
    """Read a table.

    Parameters
    ----------
    path
        A file that ends in ``.csv`` or ``.xlsx``.
    sheet
        Which sheet of a workbook; one with a single sheet need not name it so.
    parameters
        Limits; the shipped ones when None.

    Returns
    -------
    table : Table
        What could be read; without rows where nothing could.
    faults : tuple of Fault
        Why something could not.
    """
    limits = parameters or read_parameters()
    most_rows = int(limits.number("register_most_rows"))
    most_bytes = int(limits.number("register_most_mb") * 1_000_000)
    workbook = path.suffix.lower() == ".xlsx"
    file = f"{path.name}/{sheet}" if workbook else path.name
    try:
        lines = xlsx_lines(path, sheet, most_bytes) if workbook else csv_lines(path, most_bytes)
        return _table(file, lines, most_rows)
    except InputError as fault:
        return Table(file, (), ()), (Fault(file, None, None, str(fault), "a table to read"),)


def _table(
    file: str, lines: Iterable[tuple[int, Sequence[Cell]]], most_rows: int
) -> tuple[Table, tuple[Fault, ...]]:
    told = _without_comments(lines)
    number, header = next(told, (1, ()))
    columns = tuple(_column(cell) for cell in header)
    named = [column for column in columns if column]
    if not named:
        fault = Fault(file, None, None, "an empty file", "a header and rows below it")
        return Table(file, (), ()), (fault,)
    faults = [
        Fault(file, number, column, "a column that is there twice", "each column once")
        for column in dict.fromkeys(named)
        if named.count(column) > 1
    ]
    rows: list[TableRow] = []
    for number, cells in told:
        if len(rows) == most_rows:
            faults.append(
                Fault(file, number, None, "more rows", f"at most {most_rows:,} rows in a file")
            )
            break
        faults.extend(_beyond(file, number, cells, columns))
        # strict=False: a shorter row has empty cells at its end, a longer one a fault above.
        pairs = zip(columns, map(_plain, cells), strict=False)
        rows.append(TableRow(number, {c: cell for c, cell in pairs if c and cell is not None}))
    return Table(file, columns, tuple(rows)), tuple(faults)


def _without_comments(
    lines: Iterable[tuple[int, Sequence[Cell]]],
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Leave out empty lines, and those that explain."""
    for number, cells in lines:
        first = next((cell for cell in map(_plain, cells) if cell is not None), None)
        if first is not None and not (isinstance(first, str) and first.startswith(COMMENT)):
            yield number, cells


def _beyond(
    file: str, number: int, cells: Sequence[Cell], columns: Sequence[str]
) -> Iterator[Fault]:
    """Tell of cells that no column holds: often a comma in text that is not in quotes."""
    for place, cell in enumerate(cells, start=1):
        if _plain(cell) is not None and (place > len(columns) or not columns[place - 1]):
            found = f"{describe(cell, personal=True)} in cell {place}, which has no column"
            yield Fault(file, number, None, found, f"at most {len(columns)} cells, as the header")
            return


def _column(cell: Cell) -> str:
    return "_".join(str(cell).lower().split()) if cell is not None else ""


def _plain(cell: Cell) -> Cell:
    """Return text without blanks around it, None for no text, and a mark for a formula."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if not text:
        return None
    return Formula() if _FORMULA.match(text) else text


def mended(table: Table, texts: Mapping[tuple[int, str], str]) -> Table:
    """Return a table with some of its cells written anew.

    Parameters
    ----------
    table
        The table as it was read.
    texts
        New text by line of the file and column; ``""`` empties the cell.

    Returns
    -------
    Table
        A column that the file did not have is added where a text names it.
    """
    by_row: dict[int, dict[str, Cell]] = {}
    for (number, column), text in texts.items():
        by_row.setdefault(number, {})[column] = _plain(text)
    rows = tuple(
        TableRow(number, _filled(cells, by_row[number])) if number in by_row else row
        for row in table.rows
        for number, cells in (row,)
    )
    new = dict.fromkeys(column for _, column in texts if column not in table.columns)
    return Table(table.file, (*table.columns, *new), rows)


def _filled(cells: Mapping[str, Cell], new: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: cell for name, cell in {**cells, **new}.items() if cell is not None}
