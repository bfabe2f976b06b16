"""Faults of register files: file, row, field, what was found, what was expected."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Final

from transit.model.notice import Severity

_MOST_LETTERS: Final = 40


class Formula:
    """Stands for a cell that holds a formula. Its text is not kept: it might be run somewhere."""


Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | Formula | None
"""What a cell of a table may hold."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a register file. It never repeats a personal value.

    Parameters
    ----------
    file
        Name of the file.
    row
        Line of the file, the header's being counted; None where no single row is at fault.
    field
        Column; None where it is the row's, or the file's.
    found
        What was found: the value, or what kind of value where it is personal.
    expected
        What was expected.
    severity
        An error keeps the row out; a warning does not.
    id
        Id of the person, opportunity, session or vehicle, where it can be told.
    """

    file: str
    row: int | None
    field: str | None
    found: str
    expected: str
    severity: Severity = Severity.ERROR
    id: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fault as plain values, for JSON and tables.

        Returns
        -------
        dict
            One entry a field; the severity is its word.
        """
        return {**asdict(self), "severity": self.severity.value}


def describe(value: Cell, personal: bool) -> str:
    """Say what was found in a cell.

    Parameters
    ----------
    value
        What it holds.
    personal
        Whether to name the kind of value only.

    Returns
    -------
    str
        E.g. ``'yess'``, or ``text of 4 letters``.
    """
    if value is None:
        return "nothing"
    if isinstance(value, Formula):
        return "a formula"
    if not personal:
        text = str(value)
        short = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
        return repr(short) if isinstance(value, str) else short
    if isinstance(value, str):
        return _kind_of_text(value)
    for kind, words in _KINDS:
        if isinstance(value, kind):
            return words
    return "something else"


def _kind_of_text(text: str) -> str:
    try:
        float(text)
    except ValueError:
        return f"text of {len(text)} letters"
    return "a number"


# A truth value is an int and a date with time is a date: the narrower comes first.
_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (dt.datetime, "a date with a time"),
    (dt.date, "a date"),
    (dt.time, "a time"),
)
