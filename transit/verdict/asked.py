"""What a journey that was found asks, thing by thing, each with its place."""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.model.clock import DAY_S, HOUR_S
from transit.model.fact import Stance
from transit.model.ids import NONE
from transit.model.riding import Riding
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.area import Area
from transit.network.day import day_timetable, trip_events
from transit.network.link import Link
from transit.network.timetable import DayTimetable
from transit.route.barriers import refused
from transit.route.boarding import announced
from transit.route.found import Found, Ride, Walk
from transit.route.grouping import street_of
from transit.route.ridden_hours import ridden_day
from transit.route.walks import SAME_EDGE
from transit.verdict.asks import (
    ASK_DRIVER,
    BUS,
    CHANGE,
    CHANGE_ACROSS,
    CHANGE_STOP,
    READ_NUMBER,
    UNANNOUNCED,
    Ask,
    asks_in,
    edge_asks,
    ride_ask,
)
from transit.verdict.basis import Basis

_REGULAR: Final = 0
_ONLY_ONE: Final = Riding(boards_where_several_call=False)
_HOURS: Final = 1 << 11
"""Added to hours before and after a date, so that none is below 0."""
_MOST_KEPT: Final = 5_000_000
"""Boardings kept, of all days together, 8 bytes each."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a journey asks.

    Parameters
    ----------
    ask
        What.
    edge
        Edge of the walk network where it is on foot, else NONE.
    stop
        Stop of the timetable where it is at one, else NONE.
    """

    ask: Ask
    edge: int = NONE
    stop: int = NONE


class Asker:
    """Tells what journeys ask, in one area and stance; may be shared between threads.

    Parameters
    ----------
    area
        Streets and timetable.
    basis
        Rules, and the levels of rides.
    stance
        How unknown facts are read: what is only not known to be lit asks nothing of the hopeful.
    """

    def __init__(self, area: Area, basis: Basis, stance: Stance) -> None:
        self.area = area
        self.stance = stance
        self._rides = basis.demands["ride_alone"]
        self._edges = edge_asks(area.walk, stance, basis.rules, basis.parameters)
        self._several = routes_call(area)
        self._unannounced = refused(announced(area.timetable), stance)
        self._alone: OrderedDict[tuple[dt.date, int], NDArray[np.int64]] = OrderedDict()
        self._lock = threading.Lock()

    def of(
        self,
        found: Found,
        day: DayTimetable,
        ends: tuple[Link, Link],
        at_stop_early_s: int,
    ) -> tuple[Asked, ...]:
        """Return what a journey asks.

        Parameters
        ----------
        found
            The journey.
        day
            The day it was searched on: its rides are numbered by it.
        ends
            How its origin and its destination join the streets.
        at_stop_early_s
            How long its traveller waits for the first bus.

        Returns
        -------
        tuple of Asked
            In the order in which it is met; alike things at several places each time. That a way is
            unlit is there by day, too.
        """
        legs = self.by_leg(found, day, ends, at_stop_early_s)
        return tuple(asked for leg in legs for asked in leg)

    def by_leg(
        self,
        found: Found,
        day: DayTimetable,
        ends: tuple[Link, Link],
        at_stop_early_s: int,
    ) -> list[tuple[Asked, ...]]:
        """Return what each leg of a journey asks.

        Parameters
        ----------
        found, day, ends, at_stop_early_s
            As for :meth:`of`.

        Returns
        -------
        list of tuple of Asked
            Walks and rides by turns, a walk first and last; a change is asked by the walk at it.
        """
        made: list[tuple[Asked, ...]] = []
        for place, walk in enumerate(found.walks):
            change = self._of_change(walk) if 0 < place < len(found.walks) - 1 else ()
            made.append((*change, *self._of_walk(walk, ends)))
            if place < len(found.rides):
                ride, first = found.rides[place], place == 0
                made.append(tuple(self._of_ride(ride, day, at_stop_early_s, first=first)))
        return made

    def _of_walk(self, walk: Walk, ends: tuple[Link, Link]) -> Iterator[Asked]:
        edges = edges_of(self.area, walk, ends, self._cost)
        for edge, bits in zip(edges, self._edges[list(edges)].tolist(), strict=True):
            if bits:
                for ask in asks_in(bits):
                    yield Asked(ask, edge=edge)

    def _cost(self, edges: tuple[int, ...]) -> int:
        bits = 0
        for edge in edges:
            bits |= int(self._edges[edge])
        return bits.bit_count()

    def _of_change(self, walk: Walk) -> Iterator[Asked]:
        yield Asked(CHANGE, stop=walk.to_stop)
        if walk.from_stop != walk.to_stop:
            yield Asked(CHANGE_STOP, stop=walk.to_stop)
            network = self.area.walk
            for arc in walk.arcs:
                edge = int(network.arcs.arc_edge[arc])
                if network.edge_kind[edge] == EdgeKind.CROSSING:
                    yield Asked(CHANGE_ACROSS, edge=edge, stop=walk.to_stop)
                    return

    def _of_ride(
        self, ride: Ride, day: DayTimetable, at_stop_early_s: int, *, first: bool
    ) -> Iterator[Asked]:
        arrays = day.arrays
        start = int(arrays.pattern_first_stop[ride.pattern])
        board, alight = (int(arrays.pattern_stop[start + at]) for at in (ride.board, ride.alight))
        yield Asked(BUS, stop=board)
        if (not first and self._several[board]) or not self._is_alone(day, ride, at_stop_early_s):
            yield Asked(READ_NUMBER, stop=board)
        whole = self.area.timetable
        pattern = int(day.pattern_index[ride.pattern])
        own = int(whole.pattern_first_stop[pattern])
        if whole.pattern_board[own + ride.board] != _REGULAR:
            yield Asked(ASK_DRIVER, stop=board)
        level = min(self._rides.level_of(round((ride.arrive_s - ride.depart_s) / 60, 1)), 3)
        if level:
            yield Asked(ride_ask(level), stop=board)
        if self._unannounced[pattern]:
            yield Asked(UNANNOUNCED, stop=alight)
        if whole.pattern_alight[own + ride.alight] != _REGULAR:
            yield Asked(ASK_DRIVER, stop=alight)

    def _is_alone(self, day: DayTimetable, ride: Ride, at_stop_early_s: int) -> bool:
        return self.is_alone(day.date, boarding_of(day, ride), at_stop_early_s)

    def is_alone(self, date: dt.date, boarding: int, at_stop_early_s: int) -> bool:
        """Tell whether a bus is boarded without another route leaving during the wait.

        Parameters
        ----------
        date
            Service date.
        boarding
            As :func:`boarding_of` gives it.
        at_stop_early_s
            How long the wait is.

        Returns
        -------
        bool
            False also where the bus does not run.
        """
        keys = self._boarded_alone(date, at_stop_early_s)
        at = int(np.searchsorted(keys, boarding))
        return at < keys.size and int(keys[at]) == boarding

    def _boarded_alone(self, date: dt.date, at_stop_early_s: int) -> NDArray[np.int64]:
        """The boardings before which no other route leaves, sorted."""
        key = date, at_stop_early_s
        with self._lock:
            if key not in self._alone:
                self._alone[key] = _boarded_alone(self.area, date, at_stop_early_s)
                while len(self._alone) > 1 and sum(map(len, self._alone.values())) > _MOST_KEPT:
                    self._alone.popitem(last=False)
            self._alone.move_to_end(key)
            return self._alone[key]


def boarding_of(day: DayTimetable, ride: Ride) -> int:
    """Return a number for where and when a bus is boarded, the same on every day on which it runs.

    Parameters
    ----------
    day
        The day that the ride is numbered by.
    ride
        The ride.

    Returns
    -------
    int
        Of the timetable's trip, the day that it belongs to, and the position along it.
    """
    trip, shift = day.trip_index[ride.trip], day.pattern_shift_s[ride.pattern]
    hours = int(shift) // HOUR_S + _HOURS
    return (((int(trip) << 12) | hours) << 12) | ride.board


def edges_of(
    area: Area, walk: Walk, ends: tuple[Link, Link], cost: Callable[[tuple[int, ...]], int]
) -> tuple[int, ...]:
    """Return the edges of a walk, those at doors too.

    Parameters
    ----------
    area
        The streets.
    walk
        The walk.
    ends
        How the journey's origin and destination join the streets.
    cost
        Of several ways along one edge as long as the walk the one with the least is taken.

    Returns
    -------
    tuple of int
        In the order in which they are walked.
    """
    network = area.walk
    origin, destination = ends
    if walk.from_link == SAME_EDGE:
        ways = _along_one_edge(area, origin, destination)
        wanted = walk.length_m * 1000
        return min(
            ways, key=lambda way: (abs(way[1] - wanted) // 1000, cost(way[0])), default=((), 0)
        )[0]
    made: list[int] = []
    if walk.from_link >= 0:
        made += _entry(origin, walk.from_link)
    made += network.arcs.arc_edge[list(walk.arcs)].tolist()
    if walk.to_link >= 0:
        made += reversed(_entry(destination, walk.to_link))
    return tuple(made)


def _entry(link: Link, entry: int) -> list[int]:
    crossing = int(link.entry_crosses[entry])
    return [*([crossing] if crossing != NONE else []), int(link.entry_edge[entry])]


def _along_one_edge(
    area: Area, origin: Link, destination: Link
) -> list[tuple[tuple[int, ...], int]]:
    """Every way along an edge that both places join: its edges, and mm."""
    length = area.walk.edge_length_mm
    gaps = round((origin.gap_m + destination.gap_m) * 1000)
    made = []
    for edge, here, first in _positions(origin):
        for other, there, last in _positions(destination):
            if edge == other:
                across = [each for each in (first, last) if each != NONE]
                along = round(abs(there - here) * int(length[edge]))
                total = along + sum(int(length[each]) for each in across) + gaps
                edges = tuple(each for each in (first, edge, last) if each != NONE)
                made.append((edges, total))
    return made


def _positions(link: Link) -> list[tuple[int, float, int]]:
    found: dict[tuple[int, int], float] = {}
    for entry in range(link.entry_corner.size):
        key = int(link.entry_edge[entry]), int(link.entry_crosses[entry])
        share = float(link.entry_share[entry])
        found.setdefault(key, 1 - share if link.entry_forward[entry] else share)
    return [(edge, share, crossing) for (edge, crossing), share in found.items()]


def routes_call(area: Area) -> NDArray[np.bool_]:
    """Return the stops from which several routes ever leave.

    Parameters
    ----------
    area
        The timetable.

    Returns
    -------
    ndarray
        ``(n_stops,) bool``.
    """
    timetable = area.timetable
    n_trips = np.diff(timetable.pattern_first_trip)
    trip_pattern = np.repeat(np.arange(n_trips.size), n_trips)
    route = timetable.trips["route"].to_numpy()[timetable.trip_row].astype(np.int64)
    pairs = np.unique(np.stack([trip_pattern, route]), axis=1)
    visits = np.diff(timetable.pattern_first_stop)
    visit_pattern = np.repeat(np.arange(visits.size), visits)
    boards = timetable.pattern_board != 1  # GTFS's code for none
    some = np.unique(
        np.stack([timetable.pattern_stop[boards].astype(np.int64), visit_pattern[boards]]), axis=1
    )
    at: dict[int, set[int]] = {}
    routes: dict[int, set[int]] = {}
    for pattern, each in pairs.T.tolist():
        routes.setdefault(pattern, set()).add(each)
    for stop, pattern in some.T.tolist():
        at.setdefault(stop, set()).update(routes.get(pattern, ()))
    made = np.zeros(area.stops.corner.size, np.bool_)
    made[[stop for stop, found in at.items() if len(found) > 1]] = True
    return made


def _boarded_alone(area: Area, date: dt.date, at_stop_early_s: int) -> NDArray[np.int64]:
    """What the search itself leaves of a day for somebody who cannot tell buses apart."""
    whole = day_timetable(area.timetable, date, DAY_S)
    day = ridden_day(whole, area.timetable, _ONLY_ONE, at_stop_early_s)
    if day.ridden is None:
        return np.zeros(0, np.int64)
    arrays = day.arrays
    first, n_stops = trip_events(arrays)
    trip = np.repeat(np.arange(first.size), n_stops)
    position = np.arange(trip.size) - first[trip]
    n_trips = np.diff(arrays.pattern_first_trip)
    pattern = np.repeat(np.arange(n_trips.size), n_trips)[trip]
    visit = arrays.pattern_first_stop.astype(np.int64)[pattern] + position
    kept = np.flatnonzero(day.ridden.board[visit])
    shift = day.pattern_shift_s[pattern[kept]]
    # Each trip of each day stands once, so that no two are equal.
    return np.sort(_boarding_key(day.trip_index[trip[kept]], shift, position[kept]))


def _boarding_key(trip: Any, shift_s: Any, position: Any) -> NDArray[np.int64]:
    """One number for a trip, the day that it belongs to, and a position along it."""
    hours = shift_s.astype(np.int64) // HOUR_S + _HOURS
    key: NDArray[np.int64] = (((trip.astype(np.int64) << 12) | hours) << 12) | position
    return key


def crossing_of(area: Area, edge: int) -> tuple[str, CrossingKind, Traffic]:
    """Return which street is crossed, how, and how much traffic it has.

    Parameters
    ----------
    area
        The streets.
    edge
        A crossing edge.

    Returns
    -------
    tuple of str, CrossingKind and Traffic
        The street's name ``""`` where it has none.
    """
    network = area.walk
    return (
        street_of(network, edge),
        CrossingKind(int(network.edge_crossing[edge])),
        Traffic(int(network.edge_traffic[edge])),
    )


def road_of(area: Area, edge: int) -> tuple[str, RoadClass]:
    """Return which road is walked beside or on.

    Parameters
    ----------
    area
        The streets.
    edge
        An edge.

    Returns
    -------
    tuple of str and RoadClass
        Its name ``""`` where it has none.
    """
    return street_of(area.walk, edge), RoadClass(int(area.walk.edge_road[edge]))
