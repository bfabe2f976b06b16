"""How the register's words are kept in columns: readable, also without this package."""

import datetime as dt
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

from transit.model.fact import State
from transit.model.verdict import Rung
from transit.model.weekdays import Days, Weekday, day_words


class StateWord(TypeDecorator[State]):
    """A state as yes, no or unknown."""

    impl = String(7)
    cache_ok = True

    def process_bind_param(self, value: State | None, dialect: Dialect) -> str | None:
        """Return the word."""
        return None if value is None else State(value).name.lower()

    def process_result_value(self, value: Any, dialect: Dialect) -> State | None:
        """Return the state."""
        return None if value is None else State[str(value).upper()]


class RungWord(TypeDecorator[Rung]):
    """A rung as its word."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Rung | None, dialect: Dialect) -> str | None:
        """Return the word."""
        return None if value is None else Rung(value).word

    def process_result_value(self, value: Any, dialect: Dialect) -> Rung | None:
        """Return the rung."""
        return None if value is None else Rung[str(value).upper()]


class Moment(TypeDecorator[dt.datetime]):
    """A moment, in UTC: SQLite keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return it in UTC."""
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Return it in UTC."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


class DayWords(TypeDecorator[Days]):
    """Days as words, such as ``mon tue``."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: Days | None, dialect: Dialect) -> str | None:
        """Return the words."""
        return None if value is None else day_words(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Days | None:
        """Return the days."""
        return None if value is None else _days(value)


class Word(TypeDecorator[StrEnum]):
    """A member of an enumeration as its word."""

    impl = String(20)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """Take the enumeration."""
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Return the word."""
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        """Return the member."""
        return None if value is None else self.words(value)


@lru_cache(maxsize=256)
def _days(words: str) -> Days:
    # A week has 128 sets of days, and a register asks for them many thousand times.
    return tuple(Weekday[word.upper()] for word in words.split())
