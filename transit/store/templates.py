"""Templates: empty tables that explain themselves, as CSV and as one workbook."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.styles.numbers import FORMAT_TEXT as TEXT
from openpyxl.utils import get_column_letter

from transit.read.register.checked import ROWS
from transit.read.register.observation_rows import ObservationRow
from transit.read.register.rows import Row
from transit.read.tables import COMMENT

WORKBOOK: Final = "register.xlsx"
_README: Final = (
    "The first row of each sheet names the columns. Leave it as it is.",
    "Rows that begin with # explain the columns and are not read. You may delete them.",
    "A cell that is left empty means: not known. Not known never counts as yes.",
    "Use pseudonyms. No names, no NHS numbers, no diagnosis.",
    "No formulas: paste values only. Dates as 2026-09-01, times as 09:30, days as mon tue.",
    "Columns that you do not need may be deleted, but for those marked 'needed'.",
)


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write a template for each table and for surveys, and a workbook with all tables.

    Parameters
    ----------
    folder
        Folder to write into; made where there is none. Files of the same names are replaced.

    Returns
    -------
    tuple of Path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kinds: tuple[type[Row], ...] = (*ROWS.values(), ObservationRow)
    written = [folder / f"{kind.table}.csv" for kind in kinds]
    for path, kind in zip(written, kinds, strict=True):
        write_csv(path, [list(kind.columns()), *explanation(kind)])
    book = Workbook()
    about = book.active
    assert about is not None
    about.title = "read me"
    for line in _README:
        about.append([line])
    about.column_dimensions["A"].width = 100
    for name, kind in ROWS.items():
        _sheet(book, name, kind)
    book.save(folder / WORKBOOK)
    return (*written, folder / WORKBOOK)


def explanation(kind: type[Row]) -> Iterator[list[str]]:
    """Give the rows that explain a table.

    Parameters
    ----------
    kind
        The table's rows.

    Yields
    ------
    list of str
        One row; its first cell begins with the mark of rows that are not read.
    """
    columns, needed = kind.columns(), kind.required()
    yield [f"{COMMENT}{kind.about}"]
    yield _marked([column.explain for column in columns.values()])
    yield _marked([column.expected for column in columns.values()])
    yield _marked(["needed" if name in needed else "may be empty" for name in columns])
    yield _marked([f"e.g. {each.example}" if each.example else "" for each in columns.values()])


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write a CSV that spreadsheet programs open with the right letters.

    Parameters
    ----------
    path
        File to write.
    rows
        Its rows.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _sheet(book: Workbook, name: str, kind: type[Row]) -> None:
    sheet = book.create_sheet(name)
    sheet.append(list(kind.columns()))
    for row in explanation(kind):
        sheet.append(row)
    for number, column in enumerate(kind.columns(), start=1):
        letter = get_column_letter(number)
        # As text, Excel leaves ids, dates and times as they were typed; the column's own form is
        # that of all its cells which are still to be filled.
        whole = sheet.column_dimensions[letter]
        whole.width, whole.number_format = max(14, len(column) + 2), TEXT
        sheet[f"{letter}1"].font = Font(bold=True)
        for line in range(2, sheet.max_row + 1):
            cell = sheet[f"{letter}{line}"]
            cell.number_format = TEXT
            cell.alignment = Alignment(wrap_text=line > 2, vertical="top")
    sheet.freeze_panes = "B2"


def _marked(cells: list[str]) -> list[str]:
    return [f"{COMMENT}{cells[0]}", *cells[1:]]
