"""Routers that share the days of a timetable with all who may ride alike."""

import datetime as dt
from dataclasses import replace
from typing import Final

from transit.model.clock import HOUR_S
from transit.model.kept import Kept
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.network.area import Area
from transit.network.day import day_timetable
from transit.network.days_together import days_together
from transit.network.timetable import DayTimetable
from transit.read.rules import Rules
from transit.route.days import ReadyDay, ready_day
from transit.route.reach.quick_dates import TwoWays
from transit.route.ridden_hours import depends_on_hours, ridden_day
from transit.route.router import Router

_DAYS: Final = 24
"""Days kept ready, some megabytes each in a city."""
_WHOLE_DAYS: Final = 24

_Key = tuple[object, ...]


class SharedDays:
    """Days of one timetable, each made ready once for all who may ride alike.

    Parameters
    ----------
    area
        The timetable.
    """

    def __init__(self, area: Area) -> None:
        self._timetable = area.timetable
        self._whole: Kept[_Key, DayTimetable] = Kept(_WHOLE_DAYS)
        self._ready: Kept[_Key, ReadyDay] = Kept(_DAYS)
        self._several: Kept[_Key, DayTimetable] = Kept(_WHOLE_DAYS)
        self._together: Kept[_Key, TwoWays] = Kept(_DAYS)

    def day(self, date: dt.date, beside_s: int, profile: Profile) -> ReadyDay:
        """Return a service day.

        Parameters
        ----------
        date
            Its date.
        beside_s
            How far a journey may reach beyond the date's midnights, seconds; whole hours are kept.
        profile
            Who rides.

        Returns
        -------
        ReadyDay
            Numbered alike whenever it is made.
        """
        reach_s = _whole_hours_s(beside_s)

        def make() -> ReadyDay:
            whole = self._whole.get(
                (date, reach_s), lambda: day_timetable(self._timetable, date, reach_s)
            )
            return ready_day(self._ridden(whole, profile))

        return self._ready.get((date, reach_s, _limits(profile)), make)

    def together(self, dates: tuple[dt.date, ...], beside_s: int, profile: Profile) -> TwoWays:
        """Return some dates together.

        Parameters
        ----------
        dates
            Dates that belong together (:func:`~transit.network.days_together.groups_of`).
        beside_s, profile
            As for :meth:`day`.

        Returns
        -------
        TwoWays
            For :func:`~transit.route.reach.quick_dates.quick_dates`.
        """
        reach_s = _whole_hours_s(beside_s)

        def make() -> TwoWays:
            whole = self._several.get(
                (dates, reach_s), lambda: days_together(self._timetable, dates, reach_s)
            )
            return TwoWays.of(self._ridden(whole, profile), len(dates))

        return self._together.get((dates, reach_s, _limits(profile)), make)

    def _ridden(self, whole: DayTimetable, profile: Profile) -> DayTimetable:
        return ridden_day(whole, self._timetable, profile.riding, profile.at_stop_early_s)


def _whole_hours_s(beside_s: int) -> int:
    return -(-beside_s // HOUR_S) * HOUR_S


def _limits(profile: Profile) -> _Key:
    """What is equal for people who may ride the same buses at the same hours."""
    riding = profile.riding
    if not depends_on_hours(riding):
        return ()
    return (
        riding.board_within,
        riding.not_within,
        riding.longest_ride_s,
        None if riding.boards_where_several_call else profile.at_stop_early_s,
    )


class SharedRouter(Router):
    """A router with the days of others.

    Parameters
    ----------
    area, profile, rules, parameters
        As for :class:`~transit.route.router.Router`.
    days
        Days of the area's timetable.
    """

    def __init__(
        self,
        area: Area,
        profile: Profile,
        rules: Rules,
        parameters: Parameters,
        days: SharedDays,
    ) -> None:
        super().__init__(area, profile, rules, parameters)
        self._shared = days

    def as_if_riding(self, riding: Riding) -> "SharedRouter":
        """Return a router for somebody of whom rides may ask something else.

        Parameters
        ----------
        riding
            What they may ask.

        Returns
        -------
        SharedRouter
            As :meth:`~transit.route.router.Router.as_if_riding` gives it, with the same days.
        """
        made = SharedRouter(
            self.area,
            replace(self.profile, riding=riding),
            self.rules,
            self.parameters,
            self._shared,
        )
        made._like = self
        return made

    def day(self, date: dt.date, beside_s: int | None = None) -> ReadyDay:
        """Return a service day.

        Parameters
        ----------
        date
            Its date.
        beside_s
            How far a journey may reach beyond the date's midnights, seconds; what a question with
            the usual window needs when None or less.

        Returns
        -------
        ReadyDay
            Those of usual questions are numbered alike whenever they are asked for.
        """
        usual = self._beside_s(None)
        return self._shared.day(date, max(usual, beside_s or 0), self.profile)
