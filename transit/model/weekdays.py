"""Days of the week, as registers write them."""

from collections.abc import Iterable
from enum import IntEnum


class Weekday(IntEnum):
    """A day of the week, numbered as :meth:`datetime.date.weekday` does."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6

    @property
    def word(self) -> str:
        """Its name in three small letters."""
        return self.name.lower()


DAY_NAMES = {
    Weekday.MON: "Monday",
    Weekday.TUE: "Tuesday",
    Weekday.WED: "Wednesday",
    Weekday.THU: "Thursday",
    Weekday.FRI: "Friday",
    Weekday.SAT: "Saturday",
    Weekday.SUN: "Sunday",
}
"""Days as sentences call them."""

WEEKDAYS = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)

Days = tuple[Weekday, ...]
"""Days in the order of the week, each once."""


def in_order(days: Iterable[Weekday]) -> Days:
    """Return days in the order of the week, each once.

    Parameters
    ----------
    days
        Days in any order.

    Returns
    -------
    tuple of Weekday
        The same days.
    """
    return tuple(sorted(set(days)))


def day_words(days: Iterable[Weekday]) -> str:
    """Write days.

    Parameters
    ----------
    days
        Days.

    Returns
    -------
    str
        E.g. ``mon tue fri``.
    """
    return " ".join(day.word for day in days)
