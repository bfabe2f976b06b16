"""Sentences: templates of data/words, filled in. No sentence stands in code."""

import datetime as dt
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from babel import Locale

from transit.errors import InputError
from transit.read.parameters import read_toml
from transit.resources import data_dir

_WHEELS: Final = "wheels_"


@dataclass(frozen=True, slots=True)
class Words:
    """The templates of one language.

    Parameters
    ----------
    tables
        Templates by table and name, as in data/words/en.toml; by form of the plural where one is a
        table itself.
    """

    tables: Mapping[str, Mapping[str, Any]]

    def has(self, table: str, name: str) -> bool:
        """Return whether there is a template.

        Parameters
        ----------
        table, name
            Where it would stand.

        Returns
        -------
        bool
            True when it does.
        """
        return name in self.tables.get(table, {})

    def say(self, table: str, name: str, /, **values: object) -> str:
        """Return a template, filled in, starting with a capital where it is a sentence.

        Parameters
        ----------
        table, name
            Where it stands.
        **values
            What to fill in.

        Returns
        -------
        str
            The words.

        Raises
        ------
        InputError
            The template is missing or asks for a value that is not there.
        """
        try:
            said = self._template(table, name, values).format(**values)
        except (KeyError, IndexError, ValueError) as fault:
            raise InputError(
                f"words: [{table}] {name} is missing or cannot be filled in ({fault})"
            ) from fault
        if said.endswith((".", "?")):
            return said[:1].upper() + said[1:]
        return said

    def _template(self, table: str, name: str, values: Mapping[str, object]) -> str:
        """The form that goes with a number, where the language has several."""
        found = self.tables[table][name]
        if not isinstance(found, Mapping):
            return str(found)
        counted = values.get("count", values[_fields(str(found["other"]))[0]])
        form = _plural(str(self.tables["number"]["plural"]))(Decimal(str(counted)))
        return str(found.get(form, found["other"]))

    def on_wheels(self) -> "Words":
        """Return the words for whoever travels in a wheelchair.

        Returns
        -------
        Words
            With what stands in a table ``wheels_NAME`` in place of what stands in ``NAME``.
        """
        tables = dict(self.tables)
        for name in [each for each in tables if each.startswith(_WHEELS)]:
            plain = name.removeprefix(_WHEELS)
            tables[plain] = {**tables.get(plain, {}), **tables.pop(name)}
        return Words(tables)

    def asked(self, table: str, name: str) -> set[str]:
        """Return the values that a template asks for.

        Parameters
        ----------
        table, name
            Where it stands.

        Returns
        -------
        set of str
            Their names.
        """
        found = self.tables[table][name]
        return set(_fields(str(found["other"] if isinstance(found, Mapping) else found)))

    def number(self, number: int) -> str:
        """Return a number as people write it in a sentence.

        Parameters
        ----------
        number
            0 or more.

        Returns
        -------
        str
            A word for a small number, digits for others.
        """
        small = self.tables["number"]["small"]
        return str(small[number]) if number < len(small) else str(number)

    def clock(self, moment: dt.datetime) -> str:
        """Return a time as people say it.

        Parameters
        ----------
        moment
            Local wall time; seconds are left out.

        Returns
        -------
        str
            E.g. "9:12 in the morning".
        """
        if moment.minute == 0 and moment.hour in (0, 12):
            return self.say("clock", "noon" if moment.hour else "midnight")
        hour = moment.hour if self.tables["clock"]["hours"] == 24 else (moment.hour - 1) % 12 + 1
        clock = f"{hour}:{moment.minute:02d}"
        parts = ("morning", "afternoon", "evening", "night")
        begun = [part for part in parts if moment.hour >= self.tables["clock"][f"{part}_from"]]
        return self.say("clock", begun[-1] if begun else "night", clock=clock)

    def date(self, date: dt.date) -> str:
        """Return a date as people say it.

        Parameters
        ----------
        date
            The date.

        Returns
        -------
        str
            E.g. "Tuesday 13 June 2023".
        """
        names = self.tables["date"]
        return self.say(
            "date",
            "long",
            weekday=names["weekdays"][date.weekday()],
            day=date.day,
            month=names["months"][date.month - 1],
            year=date.year,
        )

    def short_date(self, date: dt.date) -> str:
        """Return a date of the coming year as people say it.

        Parameters
        ----------
        date
            The date.

        Returns
        -------
        str
            E.g. "13 June".
        """
        return self.say(
            "date", "short", day=date.day, month=self.tables["date"]["months"][date.month - 1]
        )

    def distance(self, metres: float) -> str:
        """Return a distance as people say it.

        Parameters
        ----------
        metres
            The distance.

        Returns
        -------
        str
            E.g. "about 120 metres".
        """
        rounding = self.tables["rounding"]
        for up_to, nearest in rounding["metres"]:
            rounded = int(metres / nearest + 0.5) * nearest
            if metres < up_to and rounded < rounding["kilometres_from"]:
                if rounded == 0:
                    return self.say("distance", "tiny")
                return self.say("distance", "metres", number=rounded)
        kilometres = int(metres / 100 + 0.5) / 10
        if kilometres == 1:
            return self.say("distance", "kilometre")
        said = f"{kilometres:g}"
        return self.say("distance", "kilometres", number=self._digits(said), count=said)

    def exactly(self, metres: float) -> str:
        """Return a limit as it was set: nothing is rounded.

        Parameters
        ----------
        metres
            The limit.

        Returns
        -------
        str
            E.g. "1,200 metres".
        """
        digits = self._digits(f"{metres:,.0f}")
        return self.say("distance", "exactly", number=digits, count=f"{metres:.0f}")

    def at_least(self, metres: float) -> str:
        """Return a distance that a limit falls short of, rounded up so that it shows.

        Parameters
        ----------
        metres
            The distance.

        Returns
        -------
        str
            E.g. "about 410 metres" for 401.
        """
        up = -(-int(metres) // 10) * 10
        return self.say("distance", "metres", number=self._digits(f"{up:,}"))

    def centimetres(self, millimetres: float) -> str:
        """Return a width as people say it.

        Parameters
        ----------
        millimetres
            The width.

        Returns
        -------
        str
            E.g. "75 centimetres".
        """
        said = f"{millimetres / 10:g}"
        return self.say("distance", "centimetres", number=self._digits(said), count=said)

    def duration(self, seconds: float) -> str:
        """Return a duration as people say it.

        Parameters
        ----------
        seconds
            The duration.

        Returns
        -------
        str
            E.g. "4 minutes", "1 hour 5 minutes", rounded to the minute.
        """
        if seconds <= 0:
            return self.say("duration", "none")
        total = int(seconds / 60 + 0.5)
        if total == 0:
            return self.say("duration", "short")
        hours, minutes = divmod(total, 60)
        said_minutes = self._counted("minute", minutes)
        if not hours:
            return said_minutes
        said_hours = self._counted("hour", hours)
        if not minutes:
            return said_hours
        return self.say("duration", "joined", hours=said_hours, minutes=said_minutes)

    def _counted(self, unit: str, number: int) -> str:
        if number == 1:
            return self.say("duration", unit)
        return self.say("duration", f"{unit}s", **{f"{unit}s": number})

    def _digits(self, number: str) -> str:
        """A number written as Python does, with the language's own comma and point."""
        signs = {",": self.tables["number"]["thousands"], ".": self.tables["number"]["decimal"]}
        return "".join(str(signs.get(letter, letter)) for letter in number)

    def money(self, pence: float) -> str:
        """Return an amount of money as people write it.

        Parameters
        ----------
        pence
            The amount.

        Returns
        -------
        str
            E.g. "£3", "£1.50", "80p".
        """
        pounds, rest = divmod(round(pence), 100)
        if pounds and rest:
            return self.say("money", "pounds_pence", pounds=pounds, pence=f"{rest:02d}")
        return self.say("money", "pence" if rest else "pounds", pounds=pounds, pence=rest)

    def listed(self, items: Sequence[str]) -> str:
        """Return several things as one phrase.

        Parameters
        ----------
        items
            The things.

        Returns
        -------
        str
            E.g. "6, 8A and 20".
        """
        if len(items) < 2:
            return "".join(items)
        comma, last = self.tables["join"]["comma"], self.tables["join"]["last"]
        return str(last).join([str(comma).join(items[:-1]), items[-1]])


@cache
def _plural(language: str) -> Callable[[Decimal], str]:
    """Which of the forms of the Unicode CLDR goes with a number: one, few, many, other."""
    rule: Callable[[Decimal], str] = Locale.parse(language).plural_form
    return rule


def _fields(template: str) -> list[str]:
    return [field for _, field, _, _ in string.Formatter().parse(template) if field]


@cache
def english() -> Words:
    """Return the words that ship with the package.

    Returns
    -------
    Words
        Read once.
    """
    return Words(read_toml(data_dir() / "words" / "en.toml"))
