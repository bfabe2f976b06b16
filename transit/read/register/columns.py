"""Columns of register files: each reads a cell, writes it again, and says what it expects."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import EnumType, StrEnum
from typing import Any, Final

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from transit.model.fact import State
from transit.read.table_faults import Cell, Formula

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_NHS_DIGITS: Final = 10
_INSURANCE_NUMBER = re.compile(r"[A-Z]{2}\d{6}[A-D]", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?")
_MOST_LETTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as annotation of a row's field.

    Parameters
    ----------
    explain
        What it is, in plain words, for the template.
    example
        A cell of the template's example row.
    """

    explain: str
    example: str = ""

    @property
    def expected(self) -> str:
        """What a cell must be, in plain words."""
        raise NotImplementedError

    def parse(self, cell: Cell) -> object:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds; never None.

        Returns
        -------
        object
            Its value.

        Raises
        ------
        ValueError
            It is not what is expected.
        """
        raise NotImplementedError

    def text(self, value: Any) -> str:
        """Write a value as :meth:`parse` reads it.

        Parameters
        ----------
        value
            A value, or None for an empty cell.

        Returns
        -------
        str
            The cell.
        """
        return "" if value is None else str(value)

    def _checked(self, cell: Any) -> object:
        if isinstance(cell, Formula):
            raise ValueError(self.expected)
        return self.parse(cell)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic read the field through this column."""
        return core_schema.no_info_plain_validator_function(self._checked)


@dataclass(frozen=True, slots=True)
class Text(Column):
    """Free text of one line."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return f"text of at most {_MOST_LETTERS} letters"

    def parse(self, cell: Cell) -> str:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        str
            Its text.
        """
        text = _plain_text(cell)
        if len(text) > _MOST_LETTERS or not text.isprintable():
            raise ValueError(self.expected)
        return text


@dataclass(frozen=True, slots=True)
class Identifier(Column):
    """An id.

    Parameters
    ----------
    explain, example
        As of every column.
    pseudonym
        Whether it stands for a person and must say nothing about them.
    """

    pseudonym: bool = False

    @property
    def expected(self) -> str:
        """What a cell must be."""
        kind = "a pseudonym: " if self.pseudonym else ""
        ending = "; no NHS or National Insurance number" if self.pseudonym else ""
        return f"{kind}1 to 40 letters, digits, - . or _{ending}"

    def parse(self, cell: Cell) -> str:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        str
            The id.
        """
        text = _plain_text(cell)
        if not _ID.fullmatch(text) or (self.pseudonym and _names_somebody(text)):
            raise ValueError(self.expected)
        return text


@dataclass(frozen=True, slots=True)
class Number(Column):
    """A number within a range.

    Parameters
    ----------
    explain, example
        As of every column.
    low, high
        Least and greatest.
    unit
        Unit in words.
    whole
        Whether it must be whole.
    """

    low: float = 0
    high: float = 0
    unit: str = ""
    whole: bool = True

    @property
    def expected(self) -> str:
        """What a cell must be."""
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {self.low:,} to {self.high:,} {self.unit}".rstrip()

    def parse(self, cell: Cell) -> int | float:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        int or float
            The number.
        """
        number = to_number(cell)
        if number is None or not self.low <= number <= self.high:
            raise ValueError(self.expected)
        if not self.whole:
            return float(number)
        if number != int(number):
            raise ValueError(self.expected)
        return int(number)


@dataclass(frozen=True, slots=True)
class Money(Column):
    """Pounds, kept as whole pence."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "pounds with at most two decimals, such as 42.50"

    def parse(self, cell: Cell) -> int:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        int
            Pence.
        """
        number = to_number(cell)
        if number is None or not 0 <= number <= 100_000:
            raise ValueError(self.expected)
        pence = round(number * 100)
        if abs(number * 100 - pence) > 1e-6:
            raise ValueError(self.expected)
        return pence

    def text(self, value: Any) -> str:
        """Write pence as pounds.

        Parameters
        ----------
        value
            Pence, or None.

        Returns
        -------
        str
            The cell.
        """
        return "" if value is None else f"{value // 100}.{value % 100:02d}"


@dataclass(frozen=True, slots=True)
class YesNo(Column):
    """Yes, no or unknown; an empty cell is unknown."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "yes, no or unknown"

    def parse(self, cell: Cell) -> State:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        State
            What is known.
        """
        word = {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else str(cell).lower()
        if word not in ("yes", "no", "unknown"):
            raise ValueError(self.expected)
        return State[word.upper()]

    def text(self, value: Any) -> str:
        """Write what is known.

        Parameters
        ----------
        value
            A state.

        Returns
        -------
        str
            The cell.
        """
        return str(State(value).name).lower()


@dataclass(frozen=True, slots=True)
class Choice(Column):
    """One of several words.

    Parameters
    ----------
    explain, example
        As of every column.
    words
        The words, or a function that knows them.
    """

    words: type[StrEnum] | Callable[[], Collection[str]] = tuple

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return f"one of {', '.join(self.listed())}"

    def parse(self, cell: Cell) -> str:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        str
            The word, as a member where the words are an enumeration.
        """
        word = " ".join(str(cell).split())
        if word not in self.listed():
            raise ValueError(self.expected)
        return self.words(word) if isinstance(self.words, EnumType) else word

    def listed(self) -> Collection[str]:
        """Return the words.

        Returns
        -------
        collection of str
            As they are written.
        """
        if isinstance(self.words, EnumType):
            return [str(member.value) for member in self.words]
        return self.words()


def to_number(cell: Cell) -> int | float | None:
    """Read a number, or None where it is none.

    Parameters
    ----------
    cell
        What a cell holds.

    Returns
    -------
    int, float or None
        The number; infinite ones and truth values are none.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = str(cell)
    if not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def _plain_text(cell: Cell) -> str:
    """Return text; ids that a workbook keeps as numbers are written without decimals."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise ValueError("text")
    # is_integer is False of infinity, which int() cannot take.
    if isinstance(cell, float) and not cell.is_integer():
        raise ValueError("text")
    return str(int(cell))


def _names_somebody(text: str) -> bool:
    """Tell whether an id is a national one: an NHS number by its check digit, or an NI number."""
    digits = text.replace("-", "")
    if _INSURANCE_NUMBER.fullmatch(digits):
        return True
    if len(digits) != _NHS_DIGITS or not digits.isdigit():
        return False
    weighed = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - weighed % 11) % 11 == int(digits[9])
