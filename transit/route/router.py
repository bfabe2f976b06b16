"""Everything that searches for one profile in one area share, kept between questions."""

import datetime as dt
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial

from transit.kernels.arrays import TimetableArrays
from transit.kernels.bounds import Bounds
from transit.kernels.walk import WalkScratch, make_scratch
from transit.model.clock import to_service_s
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.network.area import Area
from transit.network.day import day_timetable
from transit.network.link import Link, NotLinked, link
from transit.read.rules import Rules
from transit.route.boarding import boardable
from transit.route.days import ReadyDay, ready_day
from transit.route.found import Found, Walk
from transit.route.ground import Ground, find_ground
from transit.route.query import NOTHING, Avoid, Point, Query
from transit.route.ridden_hours import ridden_day
from transit.route.search import Task, bounds_for, search
from transit.route.walks import (
    Reach,
    StopWalks,
    Streets,
    direct_walks,
    find_reach,
    stop_walk,
    stop_walks,
    walk_path,
)

_MOST_DAYS = 4
"""Service days kept ready."""

_MOST_KEPT = 8
"""Walks at both ends, days as boarded, and bounds kept by each thread: what one answer needs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its places on the streets and its moment in service seconds."""

    origin: Link
    destination: Link
    day: ReadyDay
    asked_s: int
    window_s: int
    arrive_by: bool


class Router:
    """Answers questions about one area for one profile; may be shared between threads.

    Parameters
    ----------
    area
        Streets and timetable.
    profile
        How the person travels.
    rules
        How tags are read.
    parameters
        Weights, margins and limits that belong to no profile.
    """

    def __init__(self, area: Area, profile: Profile, rules: Rules, parameters: Parameters) -> None:
        self.area = area
        self.profile = profile
        self.rules = rules
        self.parameters = parameters
        self._grounds: dict[Stance, Ground] = {}
        self._days: OrderedDict[dt.date, tuple[int, ReadyDay]] = OrderedDict()
        self._lock = threading.RLock()
        self._local = threading.local()
        self._like: Router | None = None

    def as_if_riding(self, riding: Riding) -> "Router":
        """Return a router for somebody of whom rides may ask something else.

        Parameters
        ----------
        riding
            What they may ask.

        Returns
        -------
        Router
            It shares all that does not depend on it, so that another pass or other crowded hours
            cost a fraction of a second.
        """
        profile = replace(self.profile, riding=riding)
        made = Router(self.area, profile, self.rules, self.parameters)
        made._like = self
        return made

    def ground(self, stance: Stance) -> Ground:
        """Return what the profile finds of the area.

        Parameters
        ----------
        stance
            How unknown facts are read.

        Returns
        -------
        Ground
            Made at the first call.
        """
        with self._lock:
            if stance not in self._grounds:
                self._grounds[stance] = self._find_ground(stance)
            return self._grounds[stance]

    def ground_at(self, stance: Stance, *, home: bool) -> Ground:
        """Return the ground of the walks at one end of a journey.

        Parameters
        ----------
        stance
            How unknown facts are read.
        home
            At the person's end of the journey; otherwise at that of the place they go to.

        Returns
        -------
        Ground
            The same as everywhere, unless somebody goes along there.
        """
        return self.ground(stance)

    def _find_ground(self, stance: Stance) -> Ground:
        if self._like is None:
            return find_ground(self.area, self.profile, stance, self.rules, self.parameters)
        return self._like.ground(stance).as_if_riding(self.area, self.profile, self.parameters)

    def day(self, date: dt.date, beside_s: int | None = None) -> ReadyDay:
        """Return a service day.

        Parameters
        ----------
        date
            Its date.
        beside_s
            How far a journey may reach beyond the date's midnights, seconds; what a question with
            the usual window needs when None.

        Returns
        -------
        ReadyDay
            Made at the first call, and again when more is needed; the last few are kept.
        """
        needed = self._beside_s(None) if beside_s is None else beside_s
        with self._lock:
            held, day = self._days.get(date, (-1, None))
            if day is None or held < needed:
                timetable, profile = self.area.timetable, self.profile
                whole = day_timetable(timetable, date, needed)
                day = ready_day(
                    ridden_day(whole, timetable, profile.riding, profile.at_stop_early_s)
                )
                self._days[date] = needed, day
            self._days.move_to_end(date)
            while len(self._days) > _MOST_DAYS:
                self._days.popitem(last=False)
            return day

    def taking_over(self, asked: Asked) -> Asked:
        """Return a question asked of another router, as if asked of this one.

        Parameters
        ----------
        asked
            The question; its area is this router's.

        Returns
        -------
        Asked
            On the same date as this router's person may ride it.
        """
        beside_s = max(self._beside_s(asked.window_s), self._beside_s(None))
        return replace(asked, day=self.day(asked.day.day.date, beside_s))

    def _beside_s(self, window_s: int | None) -> int:
        """Return how far a journey may reach beyond a midnight when asked close to it."""
        names = ("journey_window_s", "longest_journey_s")
        usual, longest = (int(self.parameters.number(name)) for name in names)
        window = usual if window_s is None else window_s
        return window + longest + self.profile.arrive_early_s

    @property
    def scratch(self) -> WalkScratch:
        """Room for walk searches, one a thread."""
        if not hasattr(self._local, "scratch"):
            self._local.scratch = make_scratch(self.area.walk.corner_lat.size)
        scratch: WalkScratch = self._local.scratch
        return scratch

    @property
    def _kept(self) -> "_KeptParts":
        """What the last questions had in common, one a thread."""
        if not hasattr(self._local, "kept"):
            self._local.kept = _KeptParts()
        kept: _KeptParts = self._local.kept
        return kept

    def find_link(self, point: Point) -> Link | NotLinked:
        """Return how a place joins the streets.

        Parameters
        ----------
        point
            The place.

        Returns
        -------
        Link or NotLinked
            The link, or why there is none.
        """
        return link(
            self.area.walk, self.area.link, point.lat, point.lon, self.rules, self.parameters
        )

    def asked(self, query: Query, origin: Link, destination: Link) -> Asked:
        """Return a question in the terms of a search.

        Parameters
        ----------
        query
            The question.
        origin, destination
            How its places join the streets.

        Returns
        -------
        Asked
            The margin at the destination is taken off.
        """
        beside_s = max(self._beside_s(query.window_s), self._beside_s(None))
        day = self.day(query.moment.date(), beside_s)
        seconds = to_service_s(query.moment, day.day.date, self.area.timetable.zone)
        if query.arrive_by:
            seconds -= self.profile.arrive_early_s
        window = query.window_s
        if window is None:
            window = int(self.parameters.number("journey_window_s"))
        return Asked(origin, destination, day, seconds, window, query.arrive_by)

    def search(self, asked: Asked, stance: Stance, avoid: Avoid = NOTHING) -> tuple[Found, ...]:
        """Find every journey that no other beats.

        Parameters
        ----------
        asked
            The question.
        stance
            How unknown facts are read.
        avoid
            What to do without.

        Returns
        -------
        tuple of Found
            By burden.
        """
        ground = self.ground(stance).without(avoid.edges)
        return self.run(self.walks(asked, ground), asked, avoid)

    def walks(self, asked: Asked, ground: Ground) -> "Ends":
        """Search the walks at both ends of a question.

        Parameters
        ----------
        asked
            The question.
        ground
            What to walk on.

        Returns
        -------
        Ends
            Walks to stops, from stops and all the way.
        """
        key = id(ground), id(asked.origin), id(asked.destination)
        held = (ground, asked.origin, asked.destination)
        return self._kept.ends.get(key, lambda: (held, self._find_walks(asked, ground)))[1]

    def _find_walks(self, asked: Asked, ground: Ground) -> "Ends":
        streets = ground.streets
        out = find_reach(streets, self.scratch, asked.origin, outward=True)
        back = find_reach(streets, self.scratch, asked.destination, outward=False)
        return Ends(
            ground,
            out,
            stop_walks(streets, out),
            stop_walks(streets, back),
            direct_walks(streets, out, asked.origin, asked.destination, back),
        )

    def run(self, ends: "Ends", asked: Asked, avoid: Avoid = NOTHING) -> tuple[Found, ...]:
        """Find journeys, the walks at both ends being known.

        Parameters
        ----------
        ends
            Walks at both ends.
        asked
            The question.
        avoid
            Stops, routes and patterns to do without.

        Returns
        -------
        tuple of Found
            By burden.
        """
        ground = ends.ground
        task = Task(
            profile=ground.streets.profile,
            arrive_by=asked.arrive_by,
            asked_s=asked.asked_s,
            window_s=asked.window_s,
            longest_s=int(self.parameters.number("longest_journey_s")),
            course=asked.day.course(asked.arrive_by),
            timetable=self._boarded(ground, asked, avoid),
            changes=ground.changes,
            wait=ground.boarding.wait,
            access=ends.access.without(avoid.boarding_stops),
            egress=ends.egress,
            directs=ends.directs,
            dear_s=asked.day.dear_s,
        )
        bounds = self._bounds(ends, asked, task)
        change = partial(self._change, ground)
        return search(task, partial(stop_walk, ground.streets), change, bounds)

    def _boarded(self, ground: Ground, asked: Asked, avoid: Avoid) -> TimetableArrays:
        """Return the day with what can be boarded, in the direction of the search."""
        day, usable = asked.day, ground.boarding
        what = avoid.stops, avoid.routes, avoid.patterns
        key = id(day), id(usable), asked.arrive_by, what

        def make() -> tuple[object, TimetableArrays]:
            rules = boardable(day.day, self.area.timetable, usable, ground.stance, avoid)
            return (day, usable), day.narrowed(rules, asked.arrive_by)

        return self._kept.boarded.get(key, make)[1]

    def _bounds(self, ends: "Ends", asked: Asked, task: Task) -> Bounds | None:
        """Return the least still ahead when nothing is avoided, which holds whatever is."""
        if not (ends.access.stop.size and ends.egress.stop.size):
            return None
        widest = replace(
            task, timetable=self._boarded(ends.ground, asked, NOTHING), access=ends.access
        )
        held = widest.timetable, widest.finish, task.changes, task.profile
        return self._kept.bounds.get(
            tuple(id(each) for each in held), lambda: (held, bounds_for(widest))
        )[1]

    def _change(
        self, ground: Ground, from_stop: int, to_stop: int, cost: tuple[int, int, int]
    ) -> Walk:
        return walk_path(ground.streets, self.scratch, from_stop, to_stop, cost)


class _KeptParts:
    """What questions have in common, each with the objects that its key tells apart."""

    def __init__(self) -> None:
        self.ends: Kept[tuple[int, int, int], tuple[object, Ends]] = Kept(_MOST_KEPT)
        self.boarded: Kept[tuple[object, ...], tuple[object, TimetableArrays]] = Kept(_MOST_KEPT)
        self.bounds: Kept[tuple[int, ...], tuple[object, Bounds]] = Kept(_MOST_KEPT)


@dataclass(frozen=True, slots=True)
class Ends:
    """The walks at both ends of a question, on one ground."""

    ground: Ground
    out: Reach
    access: StopWalks
    egress: StopWalks
    directs: tuple[Walk, ...]


__all__ = ["Asked", "Ends", "Router", "Streets"]
