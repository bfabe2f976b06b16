"""Routers that share the days of a timetable with all who may ride alike."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transit.model.clock import HOUR_S
from transit.model.kept import Kept
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.network.area import Area
from transit.network.day import day_timetable
from transit.read.rules import Rules
from transit.route.days import ReadyDay, ready_day
from transit.route.ridden_hours import depends_on_hours, ridden_day
from transit.route.router import Router

if TYPE_CHECKING:
    from transit.network.timetable import DayTimetable

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
        reach_s = -(-beside_s // HOUR_S) * HOUR_S
        riding, early_s = profile.riding, profile.at_stop_early_s
        limits: _Key = ()
        if depends_on_hours(riding):
            limits = (
                riding.board_within,
                riding.not_within,
                riding.longest_ride_s,
                None if riding.boards_where_several_call else early_s,
            )

        def make() -> ReadyDay:
            whole = self._whole.get(
                (date, reach_s), lambda: day_timetable(self._timetable, date, reach_s)
            )
            return ready_day(ridden_day(whole, self._timetable, riding, early_s))

        return self._ready.get((date, reach_s, limits), make)


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
