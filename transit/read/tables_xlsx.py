"""Lines of a sheet of an XLSX workbook."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import openpyxl.utils.exceptions

from transit.errors import InputError
from transit.read.table_faults import Cell, Formula

_DAMAGED = (SyntaxError, KeyError, ValueError, zipfile.BadZipFile)
_PLAIN = (str, int, float, bool, dt.date, dt.time, type(None))


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets.

    Parameters
    ----------
    path
        The workbook.

    Returns
    -------
    tuple of str
        In small letters.

    Raises
    ------
    InputError
        There is no such file, or it is no workbook.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except OSError as fault:
        raise InputError(f"{path.name}: no file that can be read ({fault.strerror})") from fault
    except (*_DAMAGED, TypeError, openpyxl.utils.exceptions.InvalidFileException) as fault:
        raise InputError(f"{path.name}: no XLSX workbook") from fault
    try:
        return tuple(name.lower() for name in book.sheetnames)
    finally:
        book.close()


def xlsx_lines(path: Path, sheet: str, most_bytes: int) -> Iterator[tuple[int, list[Cell]]]:
    """Give a sheet's lines.

    Parameters
    ----------
    path
        The workbook.
    sheet
        Name of the sheet, in any case; a workbook with one sheet only need not name it so.
    most_bytes
        Workbooks that unpack to more are refused.

    Yields
    ------
    tuple of int and list of cells
        Line number, the first being 1, and its cells.

    Raises
    ------
    InputError
        It is no workbook, or has no such sheet.
    """
    _look_inside(path, most_bytes)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it does not keep; we only read values.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as fault:
        raise InputError("no workbook that can be read; save it again as XLSX") from fault
    try:
        names = {name.lower(): name for name in book.sheetnames}
        name = names.get(sheet) or (book.sheetnames[0] if len(names) == 1 else None)
        if name is None:
            raise InputError(f"no sheet {sheet!r} in the workbook")
        for number, cells in enumerate(book[name].iter_rows(values_only=True), start=1):
            yield number, [_cell(cell) for cell in cells]
    except _DAMAGED as fault:
        if isinstance(fault, InputError):
            raise
        raise InputError("a sheet that is damaged; save the workbook again") from fault
    finally:
        book.close()


def _look_inside(path: Path, most_bytes: int) -> None:
    """Refuse what is no zip, and what would fill the memory."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except OSError as fault:
        raise InputError(f"no file that can be read ({fault.strerror})") from fault
    except zipfile.BadZipFile as fault:
        raise InputError("no XLSX workbook, whatever its name says") from fault
    if size > most_bytes:
        raise InputError(f"a workbook that unpacks to more than {most_bytes // 1_000_000} MB")


def _cell(value: object) -> Cell:
    # Array and table formulas come as objects of their own.
    return value if isinstance(value, _PLAIN) else Formula()
