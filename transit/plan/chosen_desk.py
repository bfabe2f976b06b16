"""A desk for one trainer's choice: what is avoided is closed in every search made from it.

Nothing is taken out of the area: another bus still calls at the stop and must be told apart, though
it is not to be ridden. What is closed are the ways that a search may take: edges of the streets,
and getting on and off at stops and of buses. What is preferred counts for less, or all others for
more.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import frozen
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.parameters import Parameters
from transit.model.positions import Position
from transit.model.saved_plan import Choice
from transit.network.area import Area
from transit.network.day import gather_trips
from transit.network.link import Link, NotLinked
from transit.network.runs import call_index
from transit.network.timetable import DayTimetable, Ridden, Timetable
from transit.plan.preferred import preferring
from transit.plan.things import Kind, Spots, find_spots, parse_thing
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
        What a burden counts where a street, a crossing or a stop is preferred.
    others_s
        What another bus, or another change, than one preferred counts more, perceived seconds.
    """

    avoid: Spots
    prefer: Spots
    share: float = 1.0
    others_s: int = 0

    @classmethod
    def of(cls, area: Area, choice: Choice, parameters: Parameters) -> "Wanted":
        """Find what a trainer wants in an area.

        Parameters
        ----------
        area
            The area.
        choice
            What is avoided and preferred, as it is written.
        parameters
            How far a crossing is looked for, and what a preference is worth.

        Returns
        -------
        Wanted
            With what the area has not.

        Raises
        ------
        InputError
            The choice names something that cannot be avoided or preferred.
        """
        if any(parse_thing(each).kind is Kind.CHANGE for each in choice.avoid):
            raise InputError("a change cannot be avoided: avoid the stop, or the bus")
        return cls(
            find_spots(area, choice.avoid, parameters),
            find_spots(area, choice.prefer, parameters),
            parameters.number("plan_prefer_share"),
            int(parameters.number("plan_prefer_others_s")),
        )


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
        return preferring(ground, wanted.prefer, wanted.share, wanted.others_s)

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
        wanted = self.wanted
        if not (wanted.avoid.stops or wanted.avoid.routes or wanted.prefer.routes):
            return whole
        # The day is kept beside what is made of it, so that no other can have its id.
        return self._chosen_days.get(
            (date, id(whole)),
            lambda: (whole, ready_day(chosen_day(whole.day, self.area.timetable, wanted))),
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


def chosen_day(day: DayTimetable, timetable: Timetable, wanted: Wanted) -> DayTimetable:
    """Return a day on which some stops and buses are not ridden, and some are preferred.

    Parameters
    ----------
    day
        The day.
    timetable
        The timetable it is of.
    wanted
        Stops, and routes with all trips that run as one of them for a part of their way.

    Returns
    -------
    DayTimetable
        The same trips. Those avoided one may not board or leave there; where buses are preferred
        all others count for more.
    """
    avoid, prefer = wanted.avoid, wanted.prefer
    shunned, liked = (_runs_as(day, timetable, each.routes) for each in (avoid, prefer))
    day = _apart(day, timetable, shunned + 2 * liked)
    shunned, liked = (_runs_as(day, timetable, each.routes) for each in (avoid, prefer))
    arrays = day.arrays
    first_trip, sizes = arrays.pattern_first_trip[:-1], np.diff(arrays.pattern_first_stop)
    visit_ok = ~np.isin(arrays.pattern_stop, sorted(avoid.stops))
    visit_ok &= ~np.repeat(shunned[first_trip] > 0, sizes)
    was = day.ridden or Ridden(visit_ok, visit_ok)
    ridden = replace(was, board=frozen(was.board & visit_ok), alight=frozen(was.alight & visit_ok))
    if prefer.routes:
        dear = np.repeat(liked[first_trip] == 0, sizes)
        ridden = replace(ridden, dear=frozen(dear), dear_s=wanted.others_s)
    return replace(day, ridden=ridden)


def _runs_as(day: DayTimetable, timetable: Timetable, routes: frozenset[int]) -> NDArray[np.int64]:
    """Return 1 for each of the day's trips that runs as one of the routes, also in part."""
    of_row = timetable.trips["route"].to_numpy()
    wanted = sorted(routes)
    among = np.isin(of_row[timetable.trip_row[day.trip_index]], wanted)
    if timetable.trip_next_row.size:
        goes_on = timetable.trip_next_row[day.trip_index]
        among |= (goes_on >= 0) & np.isin(of_row[np.maximum(goes_on, 0)], wanted)
    return among.astype(np.int64)


def _apart(day: DayTimetable, timetable: Timetable, label: NDArray[np.int64]) -> DayTimetable:
    """Return the day with each pattern split by a label of its trips."""
    arrays = day.arrays
    pattern = np.repeat(
        np.arange(arrays.pattern_first_trip.size - 1), np.diff(arrays.pattern_first_trip)
    )
    trips = np.lexsort((np.arange(label.size), label, pattern))
    keys = np.stack([pattern[trips], label[trips]])
    starts = np.flatnonzero(np.any(np.diff(keys, prepend=-1), axis=0))
    old = pattern[trips][starts]
    if old.size == day.pattern_index.size:
        return day
    first_trip = np.append(starts, label.size)
    made = gather_trips(arrays, timetable.stops.height, old, first_trip, trips)
    ridden = day.ridden
    if ridden is not None:
        visits = call_index(arrays.pattern_first_stop.astype(np.int64), old)
        ridden = Ridden(ridden.board[visits], ridden.alight[visits])
    return replace(
        day,
        arrays=made,
        trip_index=frozen(day.trip_index[trips], np.int32),
        pattern_index=frozen(day.pattern_index[old], np.int32),
        pattern_shift_s=frozen(day.pattern_shift_s[old], np.int32),
        ridden=ridden,
    )
