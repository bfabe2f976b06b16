"""Which columns of a table hold the codes and the names of areas."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from transit.errors import InputError

_NAME_ENDS: Final = ("NM", "NAME", "LABEL")
_CODE_WORDS: Final = ("code", "id")


def code_column(path: Path, table: pd.DataFrame, asked: str | None, pattern: str) -> str:
    """Find the column that holds the codes of areas.

    Parameters
    ----------
    path
        The file, for messages.
    table
        Its columns.
    asked
        The column named by whoever asks; None to look for it.
    pattern
        How codes look.

    Returns
    -------
    str
        The one asked for; else the one with most different codes of that look; else one called
        code or id.

    Raises
    ------
    InputError
        There is none; the message names the columns.
    """
    columns = [str(name) for name in table.columns]
    if asked is not None:
        if asked not in columns:
            raise InputError(f"{path}: no column {asked}; it has {listed(columns)}")
        return asked
    looks = re.compile(pattern)
    like = {
        name: len({code for code in map(as_code, table[name]) if looks.match(code)})
        for name in columns
    }
    best = max(columns, key=lambda name: like[name], default=None)
    if best is not None and like[best]:
        return best
    words = [name for name in columns if name.lower().split("_")[-1] in _CODE_WORDS]
    if words:
        return words[0]
    raise InputError(
        f"{path}: no column of codes such as E05011360; it has {listed(columns)}. Name the "
        "column of the codes"
    )


def as_code(cell: object) -> str:
    """Return a cell as the code of an area.

    Parameters
    ----------
    cell
        What the file holds.

    Returns
    -------
    str
        Without blanks round it; empty where there is none, or where it is no text or number.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip() if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def name_column(path: Path, table: pd.DataFrame, code: str, asked: str | None) -> str:
    """Find the column that holds the names of areas.

    Parameters
    ----------
    path
        The file, for messages.
    table
        Its columns.
    code
        The column of the codes.
    asked
        The column named by whoever asks; None to look for it.

    Returns
    -------
    str
        The one asked for; else one called as the codes' but for its end; else the codes' own.

    Raises
    ------
    InputError
        There is no such column.
    """
    if asked is not None and asked not in table.columns:
        raise InputError(f"{path}: no column {asked}; it has {listed(table.columns)}")
    stem = re.sub(r"(?i)(cd|code|id)$", "", code).strip("_ ")
    likely = (
        [stem] + [f"{stem}{end}" for end in _NAME_ENDS] + [f"{stem}_{end}" for end in _NAME_ENDS]
    )
    columns = {str(name).lower(): name for name in table.columns}
    found = asked or next(
        (columns[name.lower()] for name in (*likely, "name") if name.lower() in columns), None
    )
    return code if found is None else str(found)


def listed(words: Iterable[object]) -> str:
    """Return words with commas between.

    Parameters
    ----------
    words
        The words.

    Returns
    -------
    str
        ``none`` where there are none.
    """
    return ", ".join(map(str, words)) or "none"
