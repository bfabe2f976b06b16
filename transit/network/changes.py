"""What differs between two looks at one area, and which journeys that can touch.

Compared are the arrays that searches read, so it does not matter how the difference came about: by
an observation, by its withdrawal, or by a later one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.streets import EdgeKind
from transit.network.area import Area
from transit.network.kerbside.geometry import east_north
from transit.network.timetable import Timetable
from transit.network.walk import WalkNetwork


class Effect(IntEnum):
    """What a change can do to a journey that did not use the place."""

    NONE = 0  # nothing: a place got worse, or what changed bars nobody
    SETTLES = 1  # an unknown fact is known to be fine: it may confirm what had to be checked
    OPENS = 2  # a barrier is gone or less: there may be a better journey for anybody near


@dataclass(frozen=True, slots=True)
class Reach:
    """How far anybody walks, whatever their profile.

    Parameters
    ----------
    end_m
        From home to the first bus, from the last to the venue, or all the way, metres.
    change_m
        Between two buses, metres.
    """

    end_m: float
    change_m: float


@dataclass(frozen=True, slots=True)
class Change:
    """A place that is another than before.

    Parameters
    ----------
    effect
        What it can do to journeys that did not use the place.
    lat, lon
        Its middle, decimal degrees.
    half_m
        How far it reaches from there, metres.
    between_buses
        Whether it may lie on a walk between two buses, or is a stop or a bus: then it is within
        reach of everybody.
    ways
        Ids of the OpenStreetMap ways it is on.
    stops, routes
        Ids of stops and routes.
    """

    effect: Effect
    lat: float = 0.0
    lon: float = 0.0
    half_m: float = 0.0
    between_buses: bool = False
    ways: frozenset[int] = frozenset()
    stops: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()


_BARRIERS: Final = ("fact_kerb", "fact_lit", "fact_surface", "fact_pavement")
"""Facts that bar somebody where no, and the cautious where unknown."""

_TOLD: Final = ("fact_tactile", "fact_sound", "fact_handrail")
"""Facts that are told, and bar nobody."""


def reach_of(profiles: Iterable[Profile], parameters: Parameters) -> Reach:
    """Return how far anybody walks.

    Parameters
    ----------
    profiles
        Every profile that people may have.
    parameters
        ``link_farthest_m``: how far a door may be from its street.

    Returns
    -------
    Reach
        The farthest of all.
    """
    known = list(profiles)
    doors_m = parameters.number("link_farthest_m")
    return Reach(
        max((each.longest_walk_m for each in known), default=0) + doors_m,
        max((each.longest_change_walk_m for each in known), default=0),
    )


def changes_between(before: Area, after: Area, reach: Reach) -> tuple[Change, ...]:
    """Return the places at which two looks at one area differ.

    Parameters
    ----------
    before, after
        One mapped area, as seen at two times.
    reach
        How far anybody walks.

    Returns
    -------
    tuple of Change
        Edges, corners, stops and routes; empty where searches find the same in both.
    """
    edges = _edges(before.walk, after.walk)
    edges = np.maximum(edges, _of_corners(before.walk, after.walk))
    # Doors join the network's largest part rather than others: a new part may move them anywhere.
    wide = not np.array_equal(before.walk.corner_component, after.walk.corner_component)
    made = [
        _edge_change(after, int(edge), int(edges[edge]), reach.change_m, wide=wide)
        for edge in _hit(edges)
    ]
    at = _stops(before, after)
    made += [_stop_change(after.timetable, int(stop), int(at[stop])) for stop in _hit(at)]
    on = _routes(before.timetable, after.timetable)
    ids = after.timetable.routes["route_id"]
    made += [
        Change(Effect(int(on[k]) - 1), between_buses=True, routes=frozenset({str(ids[int(k)])}))
        for k in _hit(on)
    ]
    return tuple(made)


_Marks = NDArray[np.int8]
"""0 where nothing changed, else the effect and one."""


def _hit(marks: _Marks) -> NDArray[np.int64]:
    return np.flatnonzero(marks)


def _facts(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> _Marks:
    """Judge facts of which no is a barrier, and unknown one for the cautious."""
    old, new = before & 3, after & 3
    made = np.where(old != new, Effect.NONE + 1, 0)
    made[(old == State.UNKNOWN) & (new == State.YES)] = Effect.SETTLES + 1
    made[(old == State.NO) & (new != State.NO)] = Effect.OPENS + 1
    return made.astype(np.int8)


def _numbers(
    before: NDArray[np.float64], after: NDArray[np.float64], *, more_is_worse: bool
) -> _Marks:
    """Judge measures, NaN where unknown: unknown is fine to the hopeful only."""
    was, now = ~np.isnan(before), ~np.isnan(after)
    same = (before == after) | (~was & ~now)
    made = np.where(same, 0, Effect.NONE + 1)
    made[~was & now] = Effect.SETTLES + 1
    less = after < before if more_is_worse else after > before
    made[was & (less | ~now)] = Effect.OPENS + 1
    made[same] = 0
    return made.astype(np.int8)


def _edges(before: WalkNetwork, after: WalkNetwork) -> _Marks:
    marks = np.zeros(before.edge_u.size, np.int8)

    def mark(found: _Marks) -> None:
        np.maximum(marks, found, out=marks)

    for name in _BARRIERS:
        mark(_facts(getattr(before, name), getattr(after, name)))
    for name in _TOLD:
        other = (getattr(before, name) & 3) != (getattr(after, name) & 3)
        mark(np.where(other, Effect.NONE + 1, 0).astype(np.int8))
    # These are read alike by both stances, or also decide where doors join the network.
    for name in ("fact_access", "fact_ramp"):
        other = (getattr(before, name) & 3) != (getattr(after, name) & 3)
        mark(np.where(other, Effect.OPENS + 1, 0).astype(np.int8))
    other = before.edge_crossing != after.edge_crossing
    mark(np.where(other, Effect.OPENS + 1, 0).astype(np.int8))
    # In the road no width is asked for that the cautious could miss.
    other = before.edge_kind != after.edge_kind
    to_road = after.edge_kind == EdgeKind.ROADWAY
    mark(np.where(other, np.where(to_road, Effect.SETTLES, Effect.NONE) + 1, 0).astype(np.int8))
    wide = [_known(each.edge_width_mm) for each in (before, after)]
    mark(_numbers(wide[0], wide[1], more_is_worse=False))
    steps = [_known(each.edge_steps) for each in (before, after)]
    mark(_numbers(steps[0], steps[1], more_is_worse=True))
    # No step at all also opens the way to those for whom an unknown number is no hope.
    mark(np.where((steps[0] != 0) & (steps[1] == 0), Effect.OPENS + 1, 0).astype(np.int8))
    slope = [each.edge_incline_pct.astype(np.float64) for each in (before, after)]
    mark(_numbers(np.abs(slope[0]), np.abs(slope[1]), more_is_worse=True))
    turned = np.sign(slope[0]) * np.sign(slope[1]) < 0
    mark(np.where(turned, Effect.OPENS + 1, 0).astype(np.int8))
    return marks


def _of_corners(before: WalkNetwork, after: WalkNetwork) -> _Marks:
    """Judge seats: what changes at a corner changes on every edge that ends there."""
    seats = _facts(before.corner_seat, after.corner_seat)
    return np.maximum(seats[before.edge_u], seats[before.edge_v])


def _stops(before: Area, after: Area) -> _Marks:
    free = [
        each.timetable.stops["wheelchair"].to_numpy().astype(np.uint8) for each in (before, after)
    ]
    shelter = (before.stops.shelter & 3) != (after.stops.shelter & 3)
    told = np.where(shelter, Effect.NONE + 1, 0).astype(np.int8)
    seats = _facts(before.stops.seat, after.stops.seat)
    return np.maximum(np.maximum(_facts(free[0], free[1]), seats), told)


def _routes(before: Timetable, after: Timetable) -> _Marks:
    """Judge what was seen in buses, by route."""
    marks = np.zeros(before.routes.height, np.int8)
    own = [each.trips["wheelchair"].to_numpy().astype(np.uint8) for each in (before, after)]
    np.maximum.at(marks, before.trips["route"].to_numpy(), _facts(own[0], own[1]))
    for facts in (before, after):
        runs = np.repeat(
            np.arange(facts.pattern_wheelchair.size), np.diff(facts.pattern_first_trip)
        )
        spaces = _facts(before.pattern_wheelchair, after.pattern_wheelchair)[runs]
        np.maximum.at(marks, facts.trips["route"].to_numpy()[facts.trip_row], spaces)
    said = [_announced(each) for each in (before, after)]
    other = (said[0] & 3) != (said[1] & 3)
    return np.maximum(marks, np.where(other, Effect.OPENS + 1, 0).astype(np.int8))


def _announced(timetable: Timetable) -> NDArray[np.uint8]:
    routes = timetable.routes
    if "announced" not in routes.columns:
        return np.zeros(routes.height, np.uint8)
    return routes["announced"].to_numpy().astype(np.uint8)


def _known(numbers: NDArray[np.int32] | NDArray[np.int16]) -> NDArray[np.float64]:
    return np.where(numbers < 0, np.nan, numbers).astype(np.float64)


def _edge_change(area: Area, edge: int, mark: int, change_m: float, *, wide: bool) -> Change:
    walk = area.walk
    u, v = int(walk.edge_u[edge]), int(walk.edge_v[edge])
    way = int(walk.edge_way[edge])
    lat = float(walk.corner_lat[u] + walk.corner_lat[v]) / 2
    lon = float(walk.corner_lon[u] + walk.corner_lon[v]) / 2
    half_m = float(walk.edge_length_mm[edge]) / 2000
    return Change(
        Effect(mark - 1),
        lat,
        lon,
        half_m,
        between_buses=wide or _is_between_buses(area, lat, lon, change_m + half_m),
        ways=frozenset({int(walk.way_osm_id[way])} if way != NONE else ()),
    )


def _is_between_buses(area: Area, lat: float, lon: float, within_m: float) -> bool:
    """Tell whether two stops lie within a walk: else nobody changes buses by this place."""
    standing = area.stops.corner[area.stops.corner != NONE]
    corners = area.walk.corner_lat[standing], area.walk.corner_lon[standing]
    at = east_north(*corners, lat, lon)
    return int((np.hypot(at[:, 0], at[:, 1]) <= within_m).sum()) > 1


def _stop_change(timetable: Timetable, stop: int, mark: int) -> Change:
    row = timetable.stops.row(stop, named=True)
    ids = frozenset({str(row["stop_id"])})
    return Change(
        Effect(mark - 1), float(row["lat"]), float(row["lon"]), between_buses=True, stops=ids
    )
