"""What people saw on the way of a plan since it was made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from transit.model.fact import State
from transit.model.observation import Observation, Subject
from transit.model.verdict import Direction
from transit.model.watch import Changed, Told, Value
from transit.network.kerbside.geometry import east_north
from transit.watch.learnt import LearntWay
from transit.watch.limits import Limits


@dataclass(frozen=True, slots=True)
class SeenOnWay:
    """Something that was seen on one way of a plan.

    Parameters
    ----------
    seen
        What.
    direction
        On which way.
    settles
        Whether nobody had recorded it when the plan was made, and it turned out well.
    place
        Where, as the plan calls it; ``""`` where it has no name for it.
    """

    seen: Observation
    direction: Direction
    settles: bool
    place: str

    def told(self, changed: Changed) -> Told:
        """Return it as a change.

        Parameters
        ----------
        changed
            Of which kind.

        Returns
        -------
        Told
            With what was seen, where and when; not by whom.
        """
        values: dict[str, Value] = {
            "fact": self.seen.fact,
            "found": found_word(self.seen),
            "seen_on": self.seen.seen_on.isoformat(),
            "place": self.place,
        }
        if self.seen.lat is not None and self.seen.lon is not None:
            values |= {"lat": self.seen.lat, "lon": self.seen.lon}
        return Told(changed=changed, direction=self.direction, values=values)


def seen_on(
    ways: Sequence[LearntWay], observations: Iterable[Observation], limits: Limits
) -> tuple[SeenOnWay, ...]:
    """Return what of some observations is on the way of a plan.

    Parameters
    ----------
    ways
        The two journeys as learnt.
    observations
        What was seen since the plan was made.
    limits
        How near to a walk is on it.

    Returns
    -------
    tuple of SeenOnWay
        By way, in the order in which it was seen; nothing of venues, which no journey is about.
    """
    every = [each for each in observations if each.subject is not Subject.VENUE]
    made = []
    for way in ways:
        for seen in every:
            if _is_on(seen, way, limits):
                unknown = _unknown(seen, way, limits)
                made.append(
                    SeenOnWay(
                        seen,
                        way.direction,
                        unknown is not None and is_good(seen),
                        "" if unknown is None else str(unknown["place"]),
                    )
                )
    return tuple(made)


def is_good(seen: Observation) -> bool:
    """Tell whether what was seen bars nobody by itself.

    Parameters
    ----------
    seen
        What was seen.

    Returns
    -------
    bool
        True for yes; also for numbers and kinds of crossing, which bar only some: the search says
        whom.
    """
    return seen.state is not State.NO


def found_word(seen: Observation) -> str:
    """Return what was found, as a word or a number.

    Parameters
    ----------
    seen
        What was seen.

    Returns
    -------
    str
        ``yes``, ``no``, a kind of crossing, or a number.
    """
    if seen.state is not None:
        return seen.state.name.lower()
    if seen.crossing is not None:
        return seen.crossing.name.lower()
    return f"{seen.number:g}"


def _is_on(seen: Observation, way: LearntWay, limits: Limits) -> bool:
    if seen.stop_id is not None:
        return any(
            call.stop_id == seen.stop_id for ride in way.rides for call in (ride.board, ride.alight)
        )
    if seen.route is not None:
        return any(ride.route == seen.route or ride.route_id == seen.route for ride in way.rides)
    if seen.lat is None or seen.lon is None:
        return False
    reach_m = limits.beside_m + seen.along_m / 2
    return any(_gap_m(walk, seen.lat, seen.lon) <= reach_m for walk in way.walked)


def _gap_m(walk: Sequence[tuple[float, float]], lat: float, lon: float) -> float:
    """How far a place is from a line, metres."""
    line = np.array(walk, dtype=np.float64)
    near = east_north(line[:, 0], line[:, 1], lat, lon)
    if len(near) == 1:
        return float(np.hypot(*near[0]))
    start, step = near[:-1], np.diff(near, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-9)
    share = np.clip(-(start * step).sum(axis=1) / length, 0.0, 1.0)
    foot = start + share[:, None] * step
    return float(np.hypot(foot[:, 0], foot[:, 1]).min())


def _unknown(seen: Observation, way: LearntWay, limits: Limits) -> Mapping[str, Any] | None:
    """The unknown fact of a plan that it settles."""
    for unknown in way.unknowns:
        if unknown["fact"] != seen.fact:
            continue
        if seen.stop_id is not None:
            if unknown["stop_id"] == seen.stop_id:
                return unknown
        elif seen.route is not None or seen.osm_way in unknown["osm_ways"]:
            return unknown
        elif seen.lat is not None and seen.lon is not None:
            spot = [(float(unknown["at"]["lat"]), float(unknown["at"]["lon"]))]
            reach_m = limits.beside_m + max(seen.along_m, float(unknown["length_m"])) / 2
            if _gap_m(spot, seen.lat, seen.lon) <= reach_m:
                return unknown
    return None
