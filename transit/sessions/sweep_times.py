"""When home is left at the latest, or reached at the earliest, at every moment at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from transit.kernels.lanes import NEVER
from transit.model.fact import Stance
from transit.network.days_together import groups_of
from transit.network.link import Link
from transit.route.reach.quick_dates import QuickDates, quick_dates
from transit.route.reach.quick_kept import KeptWalks
from transit.route.router import Router
from transit.verdict.desk import Desk, Traveller

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Course(NamedTuple):
    """What journeys must share to be searched together.

    Parameters
    ----------
    traveller
        How they are searched.
    stance, date
        How unknown facts are read, and the service date.
    back
        False to be there by a moment, True to leave after it.
    """

    traveller: Traveller
    stance: Stance
    date: dt.date
    back: bool


NONE: Final = -(2**40)
"""Stands for no journey, among times: before all of them."""

_Dates = tuple[dt.date, ...]
_Key = tuple[str, Stance, _Dates, bool]


class SweepTimes:
    """Searches by time between homes and the doors of one venue; not to be shared by threads.

    One search answers for all homes of those who travel alike, and for all dates on which nearly
    the same runs. What is found is kept as long as this lives, and so are the homes: they go by
    identity.

    Parameters
    ----------
    desk
        Area and rules.
    doors
        How the venue's entrances join the streets.
    stop
        Called between searches; it may raise to end them.
    """

    def __init__(
        self, desk: Desk, doors: Sequence[Link], stop: Callable[[], None] = lambda: None
    ) -> None:
        self._desk = desk
        self._doors = {id(door): at for at, door in enumerate(doors)}
        self._links = list(doors)
        self._stop = stop
        number = desk.basis.parameters.number
        self._window_s = int(number("journey_window_s"))
        self._longest_s = int(number("longest_journey_s"))
        self._dates: set[dt.date] = set()
        self._groups: dict[dt.date, _Dates] = {}
        self._homes: defaultdict[tuple[str, Stance], dict[int, Link]] = defaultdict(dict)
        self._walks: dict[tuple[str, Stance, bool], KeptWalks] = {}
        self._found: defaultdict[_Key, dict[int, NDArray[np.int16]]] = defaultdict(dict)
        self.searches = 0
        """Searches made, each for all moments of some dates."""

    def expect(self, traveller: Traveller, stance: Stance, home: Link) -> None:
        """Take note of a home before anything is searched: it is answered together with others.

        Parameters
        ----------
        traveller, stance
            How somebody will be searched, perhaps.
        home
            Where they live.
        """
        self._homes[traveller.key, stance][id(home)] = home

    def expect_dates(self, dates: Iterable[dt.date]) -> None:
        """Take note of dates before anything is searched: alike ones are answered at once.

        Parameters
        ----------
        dates
            What will be searched, perhaps.
        """
        self._dates.update(dates)

    def bests(
        self, course: Course, moments_s: "NDArray[np.int64]", home: Link, door: Link
    ) -> "NDArray[np.int64]":
        """Return when a home is left at the latest, or reached at the earliest, at each moment.

        Parameters
        ----------
        course
            How, and on which day; the profile must not limit how far is walked in all.
        moments_s
            ``(n,) int64`` seconds of the service date, ascending; always the same for a date and
            direction.
        home, door
            Between which places.

        Returns
        -------
        ndarray
            ``(n,) int64`` seconds of the service date; NONE where there is no journey.
        """
        dates = self._together(course.date)
        key = course.traveller.key, course.stance, dates, course.back
        found = self._found[key]
        if id(home) not in found:
            expected = self._homes[key[:2]]
            expected[id(home)] = home
            new = {one: link for one, link in expected.items() if one not in found}
            found |= zip(new, self._search(course, moments_s, list(new.values())), strict=True)
        at = self._doors[id(door)], dates.index(course.date)
        took = found[id(home)][at].astype(np.int64)
        early = 0 if course.back else course.traveller.profile.arrive_early_s
        best: NDArray[np.int64] = moments_s - early + (took if course.back else -took)
        best[took >= NEVER] = NONE
        return best

    def _together(self, date: dt.date) -> _Dates:
        """The dates that are searched with a date."""
        if date not in self._groups:
            new = {*self._dates, date} - self._groups.keys()
            reach_s = self._window_s + self._longest_s
            for group in groups_of(self._desk.area.timetable, sorted(new), reach_s):
                self._groups |= dict.fromkeys(group, group)
        return self._groups[date]

    def _search(
        self, course: Course, moments_s: "NDArray[np.int64]", homes: Sequence[Link]
    ) -> "NDArray[np.int16]":
        """``(n_homes, n_doors, n_dates, n_moments) int16`` s between moment and home."""
        router = self._desk.router(course.traveller)
        dates = self._together(course.date)
        day = quick_dates(
            router,
            course.stance,
            self._desk.days_together(course.traveller, dates),
            toward=not course.back,
            window_s=self._window_s,
            longest_s=self._longest_s,
        )
        walks = self._walks_of(course, router, day, homes)
        ends = walks.end_walks(homes)
        found = np.empty((len(homes), len(self._links), len(dates), moments_s.size), np.int16)
        for at, door in enumerate(self._links):
            self._stop()
            found[:, at] = day.find(walks.lanes([door], homes), ends, moments_s)
        self.searches += 1
        return found

    def _walks_of(
        self, course: Course, router: Router, day: QuickDates, homes: Sequence[Link]
    ) -> KeptWalks:
        key = self._desk.walks_as(course.traveller), course.stance, course.back
        if key not in self._walks:
            self._walks[key] = KeptWalks(toward=day.toward)
        self._walks[key].search(router, day.streets, self._links, homes)
        return self._walks[key]
