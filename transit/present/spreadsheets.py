"""Text for spreadsheet programs: none of it is ever run as a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Final

_RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How text begins that a spreadsheet program would run (OWASP, CSV injection)."""


def neutral(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        With an apostrophe before it where it would be run.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_RUN_BY_SPREADSHEETS) else text


def csv_of(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows of text as a CSV file that spreadsheet programs open as it is meant.

    Parameters
    ----------
    rows
        Cells of each row; they need not be as many.

    Returns
    -------
    bytes
        UTF-8 with a mark at the beginning; no cell is run as a formula.
    """
    out = io.StringIO()
    csv.writer(out).writerows(map(neutral, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")
