"""One edition of an area as watching sees it: its rides, and a session's kinds of day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transit.model.opportunities import Opportunity, Session
from transit.network.area import Area
from transit.verdict.calendar import Calendar, calendar_of
from transit.verdict.days import (
    DayKind,
    DayRules,
    is_bank_holiday,
    kinds_of_day,
    school_day,
)
from transit.watch.learnt import LearntRide, LearntWay
from transit.watch.limits import Limits
from transit.watch.rides import FoundRide, Ran, RanOf, RideBook

DayLabel = tuple[int, bool, int]
"""Weekday, whether it is a bank holiday, and whether schools are open."""


@dataclass(frozen=True, slots=True)
class OnKind:
    """What became of the rides of one way on a kind of day.

    Parameters
    ----------
    kind
        The kind of day.
    date
        One of its dates.
    rides
        Each ride as it is now; None where it is gone.
    """

    kind: DayKind
    date: dt.date
    rides: tuple[FoundRide | None, ...]


class Edition:
    """An area with what is made from it once for all plans.

    Parameters
    ----------
    area
        Streets and timetable.
    opportunities
        The directory, by id.
    rules
        What makes days alike.
    limits
        What counts as the same stop and bus.
    """

    def __init__(
        self,
        area: Area,
        opportunities: Mapping[str, Opportunity],
        rules: DayRules,
        limits: Limits,
    ) -> None:
        self.area = area
        self.calendar: Calendar = calendar_of(area.timetable, rules.published_share)
        self.book = RideBook(area.timetable, limits)
        self._opportunities = opportunities
        self._rules = rules
        self._kinds: dict[Session, tuple[DayKind, ...]] = {}
        self._labels: dict[dt.date, DayLabel] = {}

    def kinds(self, session: Session) -> tuple[DayKind, ...]:
        """Return the dates of a session by kind of day.

        Parameters
        ----------
        session
            The session.

        Returns
        -------
        tuple of DayKind
            Of this edition's timetable.
        """
        if session not in self._kinds:
            at = self._opportunities[session.opportunity].entrances[0].at
            self._kinds[session] = kinds_of_day(
                session, self.calendar, self._rules, (at.lat, at.lon)
            )
        return self._kinds[session]

    def label(self, date: dt.date) -> DayLabel:
        """Return what makes a date like others, whatever runs.

        Parameters
        ----------
        date
            The date.

        Returns
        -------
        tuple
            Weekday, bank holiday, school day.
        """
        if date not in self._labels:
            holiday = is_bank_holiday(date, self._rules.nation)
            self._labels[date] = (date.weekday(), holiday, int(school_day(date, self._rules)))
        return self._labels[date]

    def on_kinds(self, way: LearntWay, kinds: Sequence[DayKind], ran: RanOf) -> tuple[OnKind, ...]:
        """Find the rides of a way on kinds of day.

        Parameters
        ----------
        way
            The way as learnt.
        kinds
            Kinds of day of this edition.
        ran
            Gives the buses that ran beside a ride before.

        Returns
        -------
        tuple of OnKind
            One a kind.
        """
        dates = [kind.dates[0] for kind in kinds]
        found = [self._on_dates(ride, dates, ran(ride)) for ride in way.rides]
        return tuple(
            OnKind(kind, date, tuple(each[at] for each in found))
            for at, (kind, date) in enumerate(zip(kinds, dates, strict=True))
        )

    def _on_dates(
        self, ride: LearntRide, dates: Sequence[dt.date], ran: Ran
    ) -> list[FoundRide | None]:
        candidates = self.book.candidates(ride, ran)
        runs = self.book.runs(ride, candidates, dates)
        return [
            next((each for each, on in zip(candidates, runs[:, at], strict=True) if on), None)
            for at in range(len(dates))
        ]
