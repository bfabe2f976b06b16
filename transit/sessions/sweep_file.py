"""The table of a sweep as a file: CSV, or a workbook with a sheet a venue."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import polars as pl

from transit.errors import InputError
from transit.present.spreadsheets import neutral
from transit.sessions.sweep_found import Venue
from transit.sessions.sweep_told import sweep_table


def write_table(venues: Sequence[Venue], file: Path) -> None:
    """Write all starts and finishes of venues, whole or not at all.

    Parameters
    ----------
    venues
        What was swept.
    file
        Where to; its ending says whether it is CSV or a workbook.

    Raises
    ------
    InputError
        It cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            part = Path(folder) / file.name
            if file.suffix.lower() == ".csv":
                pl.concat(map(table_of, venues)).write_csv(part)
            else:
                workbook_of(venues).save(part)
            part.replace(file)
    except OSError as fault:
        raise InputError(f"{file}: cannot be written ({fault.strerror})") from fault


def table_of(venue: Venue) -> pl.DataFrame:
    """Return the table of one venue.

    Parameters
    ----------
    venue
        What was swept.

    Returns
    -------
    DataFrame
        As :func:`~transit.sessions.sweep_told.sweep_table` gives it, fit for spreadsheets.
    """
    table = sweep_table(venue.swept, venue.free, venue.opportunity)
    return table.with_columns(pl.lit(neutral(venue.opportunity.id)).alias("opportunity"))


def workbook_of(venues: Sequence[Venue]) -> openpyxl.Workbook:
    """Return all starts and finishes as a workbook, a sheet a venue.

    Parameters
    ----------
    venues
        What was swept.

    Returns
    -------
    Workbook
        Nobody is named in it.
    """
    book = openpyxl.Workbook()
    for number, venue in enumerate(venues):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        # Ids may hold what no sheet's name may.
        sheet.title = f"Venue {number + 1}"
        table = table_of(venue)
        sheet.append(table.columns)
        for row in table.rows():
            sheet.append(list(row))
        sheet.freeze_panes = "A2"
    return book
