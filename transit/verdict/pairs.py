"""Journeys between two places, for many pairs of one way to travel, stance, day and direction."""

import datetime as dt
from functools import partial
from typing import Final

from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.boarding import boardable
from transit.route.found import Found, Walk
from transit.route.query import NOTHING
from transit.route.router import Router
from transit.route.search import Task, search
from transit.route.walks import (
    Reach,
    StopWalks,
    direct_walks,
    find_reach,
    stop_walk,
    stop_walks,
    walk_path,
)
from transit.verdict.kept import Kept

_PLACES: Final = 200
"""Places whose walks are kept, some hundred kilobytes each."""


class PairSearch:
    """Searches between a home and a door, as a router does for one question.

    Parameters
    ----------
    router
        Area and profile.
    stance
        How unknown facts are read.
    date
        Service date.
    back
        False to be there by a moment, True to leave after it.
    """

    def __init__(self, router: Router, stance: Stance, date: dt.date, back: bool) -> None:
        self._router = router
        self._back = back
        self._ground = router.ground(stance)
        self.day = router.day(date)
        rules = boardable(
            self.day.day, router.area.timetable, self._ground.boarding, stance, NOTHING
        )
        self._course = self.day.course(not back)
        self._timetable = self.day.narrowed(rules, not back)
        self._reaches: Kept[tuple[int, bool], tuple[Link, Reach, StopWalks]] = Kept(_PLACES)

    def between(
        self, home: Link, door: Link, moment_s: int, window_s: int, longest_s: int
    ) -> tuple[Found, ...]:
        """Find every journey that no other beats.

        Parameters
        ----------
        home, door
            The two places.
        moment_s
            When to be there, or when to leave, seconds of the service date.
        window_s
            How much earlier, or later, a journey may be.
        longest_s
            Longest journey beyond the window.

        Returns
        -------
        tuple of Found
            By burden.
        """
        origin, destination = (door, home) if self._back else (home, door)
        _, out, access = self._walks(origin, outward=True)
        _, _, egress = self._walks(destination, outward=False)
        streets, profile = self._ground.streets, self._router.profile
        task = Task(
            profile=profile,
            arrive_by=not self._back,
            asked_s=moment_s - (0 if self._back else profile.arrive_early_s),
            window_s=window_s,
            longest_s=longest_s,
            course=self._course,
            timetable=self._timetable,
            changes=self._ground.changes,
            wait=self._ground.boarding.wait,
            access=access,
            egress=egress,
            directs=direct_walks(streets, out, origin, destination),
        )
        return search(task, partial(stop_walk, streets), self._change)

    def _walks(self, place: Link, *, outward: bool) -> tuple[Link, Reach, StopWalks]:
        def make() -> tuple[Link, Reach, StopWalks]:
            reach = find_reach(self._ground.streets, self._router.scratch, place, outward)
            return place, reach, stop_walks(self._ground.streets, reach)

        return self._reaches.get((id(place), outward), make)

    def _change(self, from_stop: int, to_stop: int, cost: tuple[int, int, int]) -> Walk:
        return walk_path(self._ground.streets, self._router.scratch, from_stop, to_stop, cost)
