"""Columns that hold days, times, dates and opening hours."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from transit.model.clock import DAY_S, HOUR_S, clock_text
from transit.model.opportunities import Opening
from transit.model.weekdays import Days, Weekday, day_words, in_order
from transit.read.register.columns import Column
from transit.read.table_faults import Cell

_TIME = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::00)?")
_UK_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DAY_WORDS: Final = {day.word: day for day in Weekday}
_HOURS = re.compile(r"([A-Za-z][A-Za-z, -]*) ([\d:., -]+)")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class DayList(Column):
    """Days of the week."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "days such as mon tue fri"

    def parse(self, cell: Cell) -> Days:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        tuple of Weekday
            In the order of the week.
        """
        words = str(cell).lower().replace(",", " ").split()
        days = [_DAY_WORDS.get(word[:3]) for word in words]
        if not days or len(set(days)) != len(days) or not all(map(_is_day, words)):
            raise ValueError(self.expected)
        return in_order(day for day in days if day is not None)

    def text(self, value: Any) -> str:
        """Write days.

        Parameters
        ----------
        value
            Days.

        Returns
        -------
        str
            The cell.
        """
        return day_words(value)


def _is_day(word: str) -> bool:
    day = _DAY_WORDS.get(word[:3])
    return day is not None and word in (day.word, _LONG[day])


_LONG: Final = dict(
    zip(
        Weekday,
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Clock(Column):
    """A time of day, kept as seconds."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "a time from 00:00 to 24:00, such as 09:30"

    def parse(self, cell: Cell) -> int:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        int
            Seconds of the day.
        """
        if isinstance(cell, dt.time) and not cell.second:
            return cell.hour * HOUR_S + cell.minute * 60
        seconds = _seconds(cell) if isinstance(cell, str) else None
        if seconds is None:
            raise ValueError(self.expected)
        return seconds

    def text(self, value: Any) -> str:
        """Write a time.

        Parameters
        ----------
        value
            Seconds of the day, or None.

        Returns
        -------
        str
            The cell.
        """
        return "" if value is None else clock_text(value)


@dataclass(frozen=True, slots=True)
class Date(Column):
    """A date; a bare number is refused, for nobody can say which day a spreadsheet meant."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "a date such as 2026-09-01 or 01/09/2026 (day first)"

    def parse(self, cell: Cell) -> dt.date:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        date
            The date.
        """
        try:
            date = _date(cell)
        except ValueError:
            date = None
        if date is None or not _FIRST_YEAR <= date.year <= _LAST_YEAR:
            raise ValueError(self.expected)
        return date

    def text(self, value: Any) -> str:
        """Write a date.

        Parameters
        ----------
        value
            A date, or None.

        Returns
        -------
        str
            The cell.
        """
        return "" if value is None else value.isoformat()


@dataclass(frozen=True, slots=True)
class Hours(Column):
    """Opening hours, in the simplest of OpenStreetMap's forms."""

    @property
    def expected(self) -> str:
        """What a cell must be."""
        return "hours such as Mo-Fr 09:00-16:00; Sa,Su 10:00-13:00,14:00-16:00"

    def parse(self, cell: Cell) -> tuple[Opening, ...]:
        """Read a cell.

        Parameters
        ----------
        cell
            What it holds.

        Returns
        -------
        tuple of Opening
            By day and time.
        """
        found = [opening for rule in str(cell).split(";") for opening in self._rule(rule.strip())]
        ordered = sorted(set(found), key=lambda each: (each.day, each.from_s))
        for one, two in pairwise(ordered):
            if one.day == two.day and two.from_s < one.to_s:
                raise ValueError(self.expected)
        return tuple(ordered)

    def text(self, value: Any) -> str:
        """Write hours, days with the same hours together.

        Parameters
        ----------
        value
            Openings.

        Returns
        -------
        str
            The cell.
        """
        spans: dict[Weekday, list[str]] = {}
        for each in value:
            spans.setdefault(each.day, []).append(
                f"{clock_text(each.from_s)}-{clock_text(each.to_s)}"
            )
        by_hours: dict[str, list[Weekday]] = {}
        for day, times in spans.items():
            by_hours.setdefault(",".join(times), []).append(day)
        return "; ".join(
            f"{','.join(day.word[:2].title() for day in days)} {times}"
            for times, days in by_hours.items()
        )

    def _rule(self, rule: str) -> list[Opening]:
        if rule == "24/7":
            return [Opening(day, 0, DAY_S) for day in Weekday]
        parted = _HOURS.fullmatch(rule)
        if not parted:
            raise ValueError(self.expected)
        words = parted[1].replace(",", " ").split()
        days = [day for word in words for day in self._days(word)]
        spans = [self._span(part.strip()) for part in parted[2].split(",")]
        return [Opening(day, *span) for day in days for span in spans]

    def _days(self, part: str) -> list[Weekday]:
        ends = [_TWO_LETTERS.get(end) for end in part.split("-")]
        if not 1 <= len(ends) <= 2 or ends[0] is None or ends[-1] is None or ends[0] > ends[-1]:
            raise ValueError(self.expected)
        return [day for day in Weekday if ends[0] <= day <= ends[-1]]

    def _span(self, part: str) -> tuple[int, int]:
        ends = [_seconds(end) for end in part.split("-")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
            raise ValueError(self.expected)
        return ends[0], ends[1]


_TWO_LETTERS: Final = {day.word[:2].title(): day for day in Weekday}


def _seconds(text: str) -> int | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    seconds = int(found[1]) * HOUR_S + int(found[2]) * 60
    return seconds if seconds <= DAY_S else None


def _date(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date() if cell.time() == dt.time() else None
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        return None
    british = _UK_DATE.fullmatch(cell)
    if british:
        return dt.date(int(british[3]), int(british[2]), int(british[1]))
    return dt.date.fromisoformat(cell) if len(cell) == len("2026-09-01") else None
