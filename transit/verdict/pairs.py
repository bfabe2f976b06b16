"""Journeys between two places, for many pairs of one way to travel, stance, day and direction."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from transit.kernels.bounds import Bounds
from transit.kernels.raptor import Ends
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.network.link import Link
from transit.route.boarding import boardable
from transit.route.found import Found, Walk
from transit.route.ground import Ground
from transit.route.query import NOTHING
from transit.route.router import Router
from transit.route.search import Rough, Task, bounds_for, found_of, priced, roughs, run
from transit.route.walks import (
    Reach,
    StopWalks,
    direct_walks,
    find_reach,
    stop_walk,
    stop_walks,
    walk_path,
)

_PLACES: Final = 600
"""Places whose walks are kept, some hundred kilobytes each."""
_HOMES: Final = 64
"""Homes of which is kept what lies ahead at least, for one way to travel, some hundred kilobytes
each."""

_SearchKey = tuple[str, Stance, dt.date, bool]


@dataclass(frozen=True, slots=True)
class PlaceWalks:
    """The walks of a place one way: to corners, to stops, and what they cost."""

    place: Link
    reach: Reach
    stops: StopWalks
    ends: Ends


class ReadyPlaces:
    """What is made ready once for a place: walks to and from stops, and what lies ahead at least.

    Searches come and go, and the journeys that they found hold on to them: so it is kept here.
    """

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, Stance, int, bool], PlaceWalks] = Kept(_PLACES)
        self._bounds: Kept[tuple[_SearchKey, int], tuple[Link, Bounds]] = Kept(_HOMES)

    def of(
        self, walks_as: str, router: Router, ground: Ground, place: Link, *, outward: bool
    ) -> PlaceWalks:
        """Return the walks of a place.

        Parameters
        ----------
        walks_as
            Equal for all who walk alike.
        router
            Room for searches, and the margin at the first stop.
        ground
            The streets.
        place
            How it joins them.
        outward
            From the place; otherwise to it.

        Returns
        -------
        PlaceWalks
            Those of the last few places are kept.
        """

        def make() -> PlaceWalks:
            reach = find_reach(ground.streets, router.scratch, place, outward)
            stops = stop_walks(ground.streets, reach)
            early = router.profile.at_stop_early_s if outward else 0
            return PlaceWalks(place, reach, stops, priced(stops, ground.boarding.wait, early))

        return self._kept.get((walks_as, ground.stance, id(place), outward), make)

    def bounds(self, search: _SearchKey, home: Link, make: Callable[[], Bounds]) -> Bounds:
        """Return what lies ahead at least of who rides to or from a home.

        Parameters
        ----------
        search
            Way to travel, stance, day and direction: all that it depends on but the home.
        home
            The home.
        make
            Finds it.

        Returns
        -------
        Bounds
            Those of the last few homes are kept.
        """
        return self._bounds.get((search, id(home)), lambda: (home, make()))[1]


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
    places
        What is ready of places, shared with others.
    travels_as, walks_as
        Equal for all who travel alike, and for all who walk alike.
    """

    def __init__(
        self,
        router: Router,
        stance: Stance,
        date: dt.date,
        back: bool,
        places: ReadyPlaces,
        travels_as: str,
        walks_as: str,
    ) -> None:
        self._router = router
        self._back = back
        self._ground = router.ground(stance)
        self.day = router.day(date)
        rules = boardable(
            self.day.day, router.area.timetable, self._ground.boarding, stance, NOTHING
        )
        self._course = self.day.course(not back)
        self._timetable = self.day.narrowed(rules, not back)
        self._walks_of = partial(places.of, walks_as, router)
        self._at_home = router.ground_at(stance, home=True)
        self._at_door = router.ground_at(stance, home=False)
        self._bounds_of = partial(places.bounds, (travels_as, stance, date, back))
        self._changes: dict[tuple[int, int, tuple[int, int, int]], Walk] = {}

    def between(
        self,
        home: Link,
        door: Link,
        moment_s: int,
        window_s: int,
        longest_s: int,
        *,
        on_foot: bool = True,
    ) -> tuple[Task, list[Rough]]:
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
        on_foot
            False where it is known that nobody walks all the way.

        Returns
        -------
        task : Task
            What was searched.
        found : list of Rough
            By burden, to be read by :meth:`read`.
        """
        origin, destination = (door, home) if self._back else (home, door)
        grounds = self._at_home, self._at_door
        starts, ends = grounds[::-1] if self._back else grounds
        access = self._walks_of(starts, origin, outward=True)
        egress = self._walks_of(ends, destination, outward=False)
        streets, profile = self._ground.streets, self._router.profile
        directs: tuple[Walk, ...] = ()
        # Where somebody goes along at one end only, nobody walks all the way with them.
        if on_foot and starts is ends:
            directs = direct_walks(streets, access.reach, origin, destination, egress.reach)
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
            access=access.stops,
            egress=egress.stops,
            directs=directs,
            dear_s=self.day.dear_s,
        )
        bounds = None
        if access.stops.stop.size and egress.stops.stop.size:
            bounds = self._bounds_at(home, task, (egress if self._back else access).ends)
        return task, roughs(task, run(task, bounds, (access.ends, egress.ends)))

    def _bounds_at(self, home: Link, task: Task, ends: Ends) -> Bounds:
        """What lies ahead at least, which is the same for all doors and moments: home."""
        return self._bounds_of(home, lambda: bounds_for(task, ends))

    def read(self, task: Task, one: Rough) -> Found:
        """Read a journey in full.

        Parameters
        ----------
        task
            What was searched.
        one
            The journey.

        Returns
        -------
        Found
            With every walk.
        """
        return found_of(task, one, partial(stop_walk, self._ground.streets), self._change)

    def _change(self, from_stop: int, to_stop: int, cost: tuple[int, int, int]) -> Walk:
        key = from_stop, to_stop, cost
        if key not in self._changes:
            self._changes[key] = walk_path(
                self._ground.streets, self._router.scratch, from_stop, to_stop, cost
            )
        return self._changes[key]
