"""What could be different outside: facts nobody has recorded, crossings, and seats, by place.

A fact is looked at way by way, as somebody outside does: all edges of one OpenStreetMap way, kind
and side of which it is not known are one thing to look at, and so are all parts of a crossing.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import Stance, State
from transit.model.ids import NONE
from transit.model.observation import SEEN_KINDS, Observation, is_seen_on, subject_of
from transit.model.opportunities import Opportunity
from transit.model.streets import CrossingKind
from transit.model.unlock import Change, ChangeKind, Spot
from transit.network.kerbside.drawing import edge_line
from transit.network.observed_places import Numbers, find_places
from transit.route.grouping import street_of
from transit.verdict.desk import Desk
from transit.verdict.rungs import Allowed

SUPPOSED_BY: Final = "supposed"
SUPPOSED_ON: Final = dt.date(2000, 1, 1)
"""Nobody saw it: it is only tried."""

_BYTES: Final = {
    "pavement": "fact_pavement",
    "access": "fact_access",
    "surface": "fact_surface",
    "slope": "fact_slope",
    "lit": "fact_lit",
}
_NUMBERS: Final = {"width": "edge_width_mm", "step_count": "edge_steps"}
"""Facts on edges that are below 0 while not known."""

_OF_CROSSINGS: Final = ("kerb", "crossing_kind", "tactile", "sound")
_NEVER: Final = (CrossingKind.SIGNALS, CrossingKind.LEVEL_CROSSING)
"""Crossings that signals would not change, or that are not a road's."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A change outside that may help.

    Parameters
    ----------
    change
        The change.
    seen
        What somebody would see if it were made.
    numbers
        The edges, corner, stops or routes that it is about; None for a venue.
    """

    change: Change
    seen: Observation
    numbers: Numbers | None


class Spots:
    """Makes candidates for one area, each place the same one however it is come upon.

    Parameters
    ----------
    desk
        The area and its rules.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._walk = desk.area.walk
        self._aside: dict[int, tuple[Allowed, Allowed]] = {}
        self._made: dict[tuple[object, ...], Candidate | None] = {}
        self._by_way = np.argsort(self._walk.edge_way, kind="stable")
        self._ways = self._walk.edge_way[self._by_way]

    def set_aside(self, allowed: Allowed, change: Callable[[Allowed], Allowed]) -> Allowed:
        """Return what a rung allows with something set aside, one and the same for all who ask.

        Parameters
        ----------
        allowed
            The rung.
        change
            Sets something aside.

        Returns
        -------
        Allowed
            Equal ways to travel then share searches.
        """
        if id(allowed) not in self._aside:
            self._aside[id(allowed)] = allowed, change(allowed)
        return self._aside[id(allowed)][1]

    def look_at_edge(self, fact: str, edge: int) -> Candidate | None:
        """Return the fact of the way on which an edge lies.

        Parameters
        ----------
        fact
            Its name.
        edge
            An edge of which it is not known.

        Returns
        -------
        Candidate or None
            None where nobody could see it, or where it is known.
        """
        if not is_seen_on(fact, subject_of(fact)):
            return None
        return self._kept((fact, edge), lambda: self._look(fact, edge))

    def look_at_stop(
        self, fact: str, stop_id: str, name: str, at: tuple[float, float]
    ) -> Candidate:
        """Return a fact of a stop.

        Parameters
        ----------
        fact, stop_id, name
            The fact, and where.
        at
            Latitude and longitude.

        Returns
        -------
        Candidate
            The fact.
        """
        spot = Spot(lat=at[0], lon=at[1], name=name, key=f"stop {stop_id}", stop_id=stop_id)
        seen = Observation(
            fact=fact, stop_id=stop_id, state=State.YES, seen_on=SUPPOSED_ON, seen_by=SUPPOSED_BY
        )
        return self._placed(Change(kind=ChangeKind.LOOK, what=fact, spot=spot), seen)

    def look_at_bus(self, fact: str, trip_id: str, at: tuple[float, float]) -> Candidate | None:
        """Return a fact of the buses of a trip's route.

        Parameters
        ----------
        fact, trip_id
            The fact, and a trip of the route.
        at
            Where the bus is boarded: latitude and longitude.

        Returns
        -------
        Candidate or None
            None where the timetable has no such trip.
        """
        timetable = self._desk.area.timetable
        rows = np.flatnonzero((timetable.trips["trip_id"] == trip_id).to_numpy())
        if not rows.size:
            return None
        route = timetable.routes.row(int(timetable.trips["route"][int(rows[0])]), named=True)
        number = str(route["route_id"])
        # A bus has no place of its own: one for all who come upon it.
        name = str(route.get("short_name") or number)
        spot = Spot(lat=at[0], lon=at[1], name=name, key=f"route {number}", route=number)
        seen = Observation(
            fact=fact, route=number, state=State.YES, seen_on=SUPPOSED_ON, seen_by=SUPPOSED_BY
        )
        return self._placed(Change(kind=ChangeKind.LOOK, what=fact, spot=spot), seen)

    def look_at_venue(self, fact: str, venue: Opportunity) -> Candidate:
        """Return a fact of a venue.

        Parameters
        ----------
        fact, venue
            Which.

        Returns
        -------
        Candidate
            The fact.
        """
        at = venue.entrances[0].at
        spot = Spot(
            lat=at.lat, lon=at.lon, name=venue.name, key=f"venue {venue.id}", opportunity=venue.id
        )
        seen = Observation(
            fact=fact,
            opportunity=venue.id,
            state=State.YES,
            seen_on=SUPPOSED_ON,
            seen_by=SUPPOSED_BY,
        )
        return Candidate(Change(kind=ChangeKind.LOOK, what=fact, spot=spot), seen, None)

    def signals_at(self, edge: int) -> Candidate | None:
        """Return a crossing with signals.

        Parameters
        ----------
        edge
            A crossing edge.

        Returns
        -------
        Candidate or None
            None where there are some, or where it is no road that is crossed.
        """
        if CrossingKind(int(self._walk.edge_crossing[edge])) in _NEVER:
            return None
        return self._kept(("signals", edge), lambda: self._signals(edge))

    def seat_at(self, corner: int, name: str) -> Candidate:
        """Return a seat at a corner.

        Parameters
        ----------
        corner
            The corner.
        name
            The street.

        Returns
        -------
        Candidate
            The seat.
        """
        lat, lon = float(self._walk.corner_lat[corner]), float(self._walk.corner_lon[corner])
        spot = Spot(lat=lat, lon=lon, name=name, key=f"corner {corner}")
        seen = Observation(
            fact="seat",
            lat=lat,
            lon=lon,
            state=State.YES,
            seen_on=SUPPOSED_ON,
            seen_by=SUPPOSED_BY,
        )
        change = Change(kind=ChangeKind.SEAT, what="seat", spot=spot)
        return Candidate(change, seen, np.array([corner], np.int64))

    def _look(self, fact: str, edge: int) -> Candidate | None:
        edges = self._crossing(edge) if fact in _OF_CROSSINGS else self._unknown(fact, edge)
        if not edges.size:
            return None
        seen = self._well(fact, int(edges.min()))
        if seen is None:
            return None
        change = Change(kind=ChangeKind.LOOK, what=fact, spot=self._spot(int(edges.min())))
        return Candidate(change, seen, edges)

    def _signals(self, edge: int) -> Candidate:
        edges = self._crossing(edge)
        first = int(edges.min())
        change = Change(kind=ChangeKind.CROSSING, what="signals", spot=self._spot(first))
        return Candidate(change, self._seen_on("crossing_kind", first, CrossingKind.SIGNALS), edges)

    def _placed(self, change: Change, seen: Observation) -> Candidate:
        basis = self._desk.basis
        found = find_places(self._desk.area, seen, basis.rules, basis.parameters)
        return Candidate(change, seen, found.numbers)

    def _crossing(self, edge: int) -> Numbers:
        """Return all parts of a crossing."""
        seen = self._seen_on("crossing_kind", edge, CrossingKind.SIGNALS)
        basis = self._desk.basis
        found = find_places(self._desk.area, seen, basis.rules, basis.parameters).numbers
        return found if edge in found else np.array([edge], np.int64)

    def _unknown(self, fact: str, edge: int) -> Numbers:
        """Return the edges of an edge's way, kind and side of which a fact is not known."""
        walk = self._walk
        way = int(walk.edge_way[edge])
        if way == NONE:
            edges = np.array([edge], np.int64)
        else:
            first, last = np.searchsorted(self._ways, [way, way + 1])
            edges = np.sort(self._by_way[first:last]).astype(np.int64)
        alike = (walk.edge_kind[edges] == walk.edge_kind[edge]) & (
            walk.edge_side[edges] == walk.edge_side[edge]
        )
        found: Numbers = edges[alike & self._not_known(fact, edges)]
        return found

    def _not_known(self, fact: str, edges: Numbers) -> NDArray[np.bool_]:
        if fact in _NUMBERS:
            return np.asarray(getattr(self._walk, _NUMBERS[fact])[edges] < 0)
        if fact == "slope":
            return np.isnan(self._walk.edge_incline_pct[edges])
        return np.asarray(getattr(self._walk, _BYTES[fact])[edges] & 3 == State.UNKNOWN)

    def _well(self, fact: str, edge: int) -> Observation | None:
        """Return what would be seen if a fact turned out well."""
        number = self._desk.basis.parameters.number
        if fact == "crossing_kind":
            kind = CrossingKind(int(self._walk.edge_crossing[edge]))
            read = self._desk.basis.rules.crossings.read_as(kind, Stance.HOPEFUL)
            return self._seen_on(fact, edge, read) if read in SEEN_KINDS else None
        if fact == "width":
            return self._seen_on(fact, edge, number("unlock_wide_mm"))
        if fact == "step_count":
            return self._seen_on(fact, edge, number("unlock_few_steps"))
        return self._seen_on(fact, edge, 0.0 if fact == "slope" else State.YES)

    def _seen_on(self, fact: str, edge: int, what: State | CrossingKind | float) -> Observation:
        spot = self._spot(edge)
        return Observation(
            fact=fact,
            lat=spot.lat,
            lon=spot.lon,
            osm_way=spot.osm_way,
            state=what if isinstance(what, State) else None,
            crossing=what if isinstance(what, CrossingKind) else None,
            number=what if isinstance(what, float) else None,
            seen_on=SUPPOSED_ON,
            seen_by=SUPPOSED_BY,
        )

    def _spot(self, edge: int) -> Spot:
        line = edge_line(self._walk, edge, self._desk.basis.rules)
        middle = (line[(len(line) - 1) // 2] + line[len(line) // 2]) / 2
        way = int(self._walk.edge_way[edge])
        return Spot(
            lat=float(middle[0]),
            lon=float(middle[1]),
            name=street_of(self._walk, edge),
            key=f"edge {edge}",
            osm_way=None if way == NONE else int(self._walk.way_osm_id[way]),
        )

    def _kept(
        self, key: tuple[object, ...], make: Callable[[], Candidate | None]
    ) -> Candidate | None:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]
