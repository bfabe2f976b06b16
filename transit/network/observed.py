"""An area as people saw it: observations go before the map in every search of what is made here.

The mapped area is left as it is. Equal observations give an equal edition, other ones another, so
that nothing that was remembered of one area is taken for the other.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.fact import UNKNOWN, Fact, Source, State
from transit.model.notice import Notice, Severity
from transit.model.observation import Observation, Subject, in_order
from transit.model.parameters import Parameters
from transit.network.area import Area
from transit.network.observed_facts import (
    Copies,
    see_corners,
    see_edges,
    see_stops,
    with_column,
    with_components,
)
from transit.network.observed_places import Numbers, find_places
from transit.network.timetable import Timetable
from transit.read.parameters import read_parameters
from transit.read.rules import Rules, read_rules

_FILE: Final = "observations"
_SEEN: Final = "-seen-"


@dataclass(frozen=True, slots=True)
class Observed:
    """What observations made of an area.

    Parameters
    ----------
    area
        The area as people saw it.
    notices
        Observations that could not be matched, or only with something near.
    """

    area: Area
    notices: tuple[Notice, ...]


def with_observations(area: Area, observations: Iterable[Observation]) -> Area:
    """Return an area as people saw it.

    Parameters
    ----------
    area
        The mapped area; not changed.
    observations
        What was seen, in any order; of one thing the latest counts.

    Returns
    -------
    Area
        The same one where nothing was seen; else one of another edition.
    """
    return observe(area, observations).area


def observe(
    area: Area,
    observations: Iterable[Observation],
    rules: Rules | None = None,
    parameters: Parameters | None = None,
) -> Observed:
    """Return an area as people saw it, and what could not be matched.

    Parameters
    ----------
    area
        The mapped area; not changed.
    observations
        What was seen, in any order; of one thing the latest counts. Those of venues are not about
        streets and are passed over.
    rules, parameters
        Rules for streets and distances of matching; the shipped ones when None.

    Returns
    -------
    Observed
        The area and notices.
    """
    rules, limits = rules or read_rules(), parameters or read_parameters()
    outside = [each for each in observations if each.subject is not Subject.VENUE]
    if not outside:
        return Observed(area, ())
    # Whether one walks on a pavement comes first: it decides what ground is looked at.
    ordered = sorted(in_order(tuple(outside)), key=lambda each: each.fact != "pavement")
    job = _Job(area)
    notices = []
    for seen in ordered:
        found = find_places(area, seen, rules, limits)
        job.see(seen, found.numbers, rules)
        if found.problem:
            notices.append(_notice(seen, found.problem, bool(found.numbers.size)))
    return Observed(job.done(_edition(area.edition, ordered)), tuple(notices))


def see_at(area: Area, seen: Sequence[tuple[Observation, Numbers]], rules: Rules) -> Area:
    """Return an area as if something had been seen at places that are already found.

    Parameters
    ----------
    area
        The mapped area; not changed.
    seen
        What would be seen, with the edges, corners, stops or routes it is about.
    rules
        Which crossings have dropped kerbs by rule.

    Returns
    -------
    Area
        The same one where nothing is seen; else one of another edition.
    """
    if not seen:
        return area
    job = _Job(area)
    for one, numbers in sorted(seen, key=lambda each: each[0].fact != "pavement"):
        job.see(one, numbers, rules)
    return job.done(_edition(area.edition, [one for one, _ in seen]))


def mapped_edition(edition: str) -> str:
    """Return the edition of the map that an area as people saw it was made from.

    Parameters
    ----------
    edition
        Of an area, as people saw it or as it is mapped.

    Returns
    -------
    str
        The mapped area's.
    """
    return edition.split(_SEEN)[0]


class _Job:
    """One area being copied where people saw something."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.walk, self.stops = Copies(area.walk), Copies(area.stops)
        timetable = area.timetable
        self.step_free = timetable.stops["wheelchair"].to_numpy().astype(np.uint8)
        n_routes = timetable.routes.height
        nothing = np.full(n_routes, UNKNOWN.code, np.uint8)
        self.routes = {"wheelchair_space": nothing, "announced": nothing.copy()}

    def see(self, seen: Observation, found: Numbers, rules: Rules) -> None:
        """Write one observation."""
        if seen.subject is Subject.STOP:
            see_stops(self.stops, self.walk, self.step_free, seen, found)
        elif seen.subject is Subject.ROUTE:
            self.routes[seen.fact][found] = Fact(seen.state or State.UNKNOWN, Source.SURVEYED).code
        elif seen.subject is Subject.SEAT:
            see_corners(self.walk, seen, found)
        else:
            see_edges(self.walk, seen, found, rules)

    def done(self, edition: str) -> Area:
        """Return the area."""
        if not np.array_equal(self.walk["fact_access"] & 3, self.area.walk.fact_access & 3):
            with_components(self.walk, self.area.walk)
        return replace(
            self.area,
            edition=edition,
            walk=replace(self.area.walk, **self.walk.done()),
            stops=replace(self.area.stops, **self.stops.done()),
            timetable=self._timetable(),
        )

    def _timetable(self) -> Timetable:
        old = self.area.timetable
        stops = with_column(old.stops, "wheelchair", self.step_free)
        announced, space = self.routes["announced"], self.routes["wheelchair_space"]
        routes = with_column(old.routes, "announced", announced) if announced.any() else old.routes
        if not space.any():
            return replace(old, stops=stops, routes=routes)
        route = old.trips["route"].to_numpy()
        own = old.trips["wheelchair"].to_numpy().astype(np.uint8)
        facts = np.where(space[route] != UNKNOWN.code, space[route], own).astype(np.uint8)
        return replace(
            old,
            stops=stops,
            routes=routes,
            trips=with_column(old.trips, "wheelchair", facts),
            pattern_wheelchair=frozen(_of_patterns(old, space[route])),
        )


def _of_patterns(timetable: Timetable, seen: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return each pattern's fact: no where one of its buses has none, yes where all were seen.

    Parameters
    ----------
    timetable
        The timetable.
    seen
        ``(n rows of trips,)`` what was seen of each trip's route.
    """
    by_row = seen[timetable.trip_row]
    after = timetable.trip_next_row
    if after.size:
        # On a through trip both buses are ridden.
        second = np.where(after >= 0, seen[np.maximum(after, 0)], by_row)
        is_no = (second & 3) == State.NO
        is_yes = ((second & 3) == State.YES) & ((by_row & 3) == State.YES)
        is_no |= (by_row & 3) == State.NO
    else:
        is_no, is_yes = (by_row & 3) == State.NO, (by_row & 3) == State.YES
    first = timetable.pattern_first_trip.astype(np.int64)
    made = timetable.pattern_wheelchair.copy()
    sizes = np.diff(first)
    nos, yeses = (
        np.diff(np.concatenate(([0], np.cumsum(fact)))[first]) for fact in (is_no, is_yes)
    )
    made[nos > 0] = Fact(State.NO, Source.SURVEYED).code
    made[(sizes > 0) & (yeses == sizes)] = Fact(State.YES, Source.SURVEYED).code
    return made


def _edition(edition: str, observations: Iterable[Observation]) -> str:
    keys = sorted({each.key for each in observations})
    digest = hashlib.sha256(" ".join((edition, *keys)).encode()).hexdigest()
    return f"{edition}{_SEEN}{digest[:12]}"


def _notice(seen: Observation, problem: str, used: bool) -> Notice:
    return Notice(
        code="observation_moved" if used else "observation_unmatched",
        severity=Severity.WARNING if used else Severity.ERROR,
        file=_FILE,
        message=f"{seen.fact} of {seen.seen_on:%Y-%m-%d}: {problem}.",
        todo="Look at the place on the map, and record it again where it is meant.",
        field=seen.fact,
        value=seen.stop_id or seen.route or (str(seen.osm_way) if seen.osm_way else None),
        lat=seen.lat,
        lon=seen.lon,
    )
