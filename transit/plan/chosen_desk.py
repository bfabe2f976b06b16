"""A desk for one trainer's choice: what is avoided is closed in every search made from it.

Nothing is taken out of the area: another bus still calls at the stop and must be told apart, though
it is not to be ridden. What is closed are the ways that a search may take: edges of the streets,
and getting on and off at stops and of buses.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.positions import Position
from transit.network.link import Link, NotLinked
from transit.network.timetable import DayTimetable, Ridden, Timetable
from transit.plan.preferred import preferring
from transit.plan.things import Spots
from transit.route.days import ReadyDay, ready_day
from transit.route.ground import Ground
from transit.route.router import Router
from transit.verdict.desk import Desk, Traveller

_ROUTERS = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a choice closes and what it prefers, in one area.

    Parameters
    ----------
    avoid, prefer
        Where these things are.
    share
        What a burden counts where something is preferred.
    """

    avoid: Spots
    prefer: Spots
    share: float = 1.0


class ChosenRouter(Router):
    """A router that takes no way that is closed, and finds some ways easier.

    Parameters
    ----------
    plain
        The router without the choice; what it has made ready is used.
    wanted
        The choice.
    """

    def __init__(self, plain: Router, wanted: Wanted) -> None:
        super().__init__(plain.area, plain.profile, plain.rules, plain.parameters)
        self.plain = plain
        self.wanted = wanted
        self._chosen_days: Kept[tuple[dt.date, int], tuple[ReadyDay, ReadyDay]] = Kept(4)

    def _find_ground(self, stance: Stance) -> Ground:
        wanted = self.wanted
        ground = self.plain.ground(stance).without(wanted.avoid.edges)
        return preferring(ground, wanted.prefer, wanted.share)

    def day(self, date: dt.date, beside_s: int | None = None) -> ReadyDay:
        """Return a service day on which what is closed is not boarded and not left.

        Parameters
        ----------
        date, beside_s
            As in :meth:`transit.route.router.Router.day`.

        Returns
        -------
        ReadyDay
            The plain router's, narrowed.
        """
        whole = self.plain.day(date, beside_s)
        avoid = self.wanted.avoid
        if not (avoid.stops or avoid.routes):
            return whole
        # The day is kept beside what is made of it, so that no other can have its id.
        return self._chosen_days.get(
            (date, id(whole)),
            lambda: (whole, ready_day(closed_day(whole.day, self.area.timetable, avoid))),
        )[1]


class ChosenDesk(Desk):
    """A desk whose searches keep to a trainer's choice.

    Parameters
    ----------
    base
        The desk without it; all that does not depend on the choice is shared.
    wanted
        The choice.
    """

    def __init__(self, base: Desk, wanted: Wanted) -> None:
        # As over the same town with other facts: nothing that was searched before is taken over.
        self.__dict__.update(base.over(base.area, base.opportunities).__dict__)
        self.base = base
        self.wanted = wanted
        self._chosen: Kept[str, ChosenRouter] = Kept(_ROUTERS)

    def router(self, traveller: Traveller) -> Router:
        """Return a router.

        Parameters
        ----------
        traveller
            How somebody travels.

        Returns
        -------
        Router
            One that keeps to the choice.
        """
        return self._chosen.get(
            traveller.key, lambda: ChosenRouter(self.base.router(traveller), self.wanted)
        )

    def link(self, at: Position) -> Link | NotLinked:
        """Return how a place joins the streets.

        Parameters
        ----------
        at
            Where it is.

        Returns
        -------
        Link or NotLinked
            As without the choice: avoiding one's own street does not move one's door.
        """
        return self.base.link(at)


def closed_day(day: DayTimetable, timetable: Timetable, avoid: Spots) -> DayTimetable:
    """Return a day on which some stops and buses are not ridden.

    Parameters
    ----------
    day
        The day.
    timetable
        The timetable it is of.
    avoid
        Stops, and routes with all trips that run as one of them for a part of their way.

    Returns
    -------
    DayTimetable
        The same trips, which one may not board or leave there.
    """
    arrays = day.arrays
    visit_ok = np.ones(arrays.pattern_stop.size, np.bool_)
    if avoid.stops:
        visit_ok &= ~np.isin(arrays.pattern_stop, sorted(avoid.stops))
    if avoid.routes:
        closed = _patterns_of(day, timetable, avoid.routes)
        visit_ok &= ~np.repeat(closed, np.diff(arrays.pattern_first_stop))
    was = day.ridden
    board, alight = (visit_ok, visit_ok) if was is None else (was.board, was.alight)
    ridden = Ridden(frozen(board & visit_ok), frozen(alight & visit_ok))
    return replace(day, ridden=ridden)


def _patterns_of(
    day: DayTimetable, timetable: Timetable, routes: frozenset[int]
) -> NDArray[np.bool_]:
    """Return the day's patterns with a trip that runs as one of the routes."""
    of_row = timetable.trips["route"].to_numpy()
    among = np.isin(of_row[timetable.trip_row[day.trip_index]], sorted(routes))
    if timetable.trip_next_row.size:
        goes_on = timetable.trip_next_row[day.trip_index]
        among |= (goes_on >= 0) & np.isin(of_row[np.maximum(goes_on, 0)], sorted(routes))
    first = day.arrays.pattern_first_trip
    counts = np.concatenate([[0], np.cumsum(among)])
    return np.asarray(counts[first[1:]] > counts[first[:-1]])
