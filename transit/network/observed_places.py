"""Where an observation was made: which edges, corners, stops and routes it is about."""

from typing import Final, NamedTuple

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from transit.model.ids import NONE
from transit.model.observation import Observation, Subject
from transit.model.parameters import Parameters
from transit.model.streets import EdgeKind
from transit.network.area import Area
from transit.network.kerbside.drawing import edge_line
from transit.network.kerbside.geometry import east_north
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules

Numbers = NDArray[np.int64]

_OF_GATES: Final = ("access", "width")
"""What is meant of the gate, where there is one at the point, and not of the way through it."""

_NOTHING: Final = np.empty(0, np.int64)


class Found(NamedTuple):
    """What an observation is about.

    Parameters
    ----------
    numbers
        Indices of edges, corners, stops or routes, as its subject says; empty where nothing fits.
    problem
        Why nothing does, or what is odd about it, in a plain sentence; ``""`` where all is well.
    """

    numbers: Numbers
    problem: str = ""


def find_places(area: Area, seen: Observation, rules: Rules, parameters: Parameters) -> Found:
    """Find what an observation is about.

    Parameters
    ----------
    area
        Streets, stops and routes.
    seen
        The observation; not of a venue, which no area holds.
    rules
        Rules for streets: half widths of roads.
    parameters
        ``survey_reach_m``, ``survey_tie_m``, ``survey_seat_m``.

    Returns
    -------
    Found
        Edges for streets, crossings and steps, corners for seats, else stops or routes.
    """
    if seen.subject is Subject.STOP:
        return _stops(area, seen.stop_id or "")
    if seen.subject is Subject.ROUTE:
        return _routes(area, seen.route or "")
    if seen.subject is Subject.SEAT:
        return _corner(area.walk, seen, parameters.number("survey_seat_m"))
    return _edges(area.walk, seen, rules, parameters)


def _stops(area: Area, stop_id: str) -> Found:
    found = np.flatnonzero((area.timetable.stops["stop_id"] == stop_id).to_numpy())
    return Found(found) if found.size else Found(found, "the timetable has no stop of this id")


def _routes(area: Area, named: str) -> Found:
    """Find routes by their id, else by the number on the bus where one operator runs it."""
    routes = area.timetable.routes
    by_id = np.flatnonzero((routes["route_id"] == named).fill_null(value=False).to_numpy())
    if by_id.size:
        return Found(by_id)
    number = routes["short_name"].cast(pl.String).str.to_lowercase()
    found = np.flatnonzero((number == named.lower()).fill_null(value=False).to_numpy())
    if not found.size:
        return Found(found, "the timetable has no route of this id or number")
    if routes[found.tolist()].select("agency", "feed").n_unique() > 1:
        return Found(_NOTHING, "several operators run a route of this number; give the route's id")
    return Found(found)


def _corner(walk: WalkNetwork, seen: Observation, reach_m: float) -> Found:
    at = east_north(walk.corner_lat, walk.corner_lon, *_point(seen))
    gap = np.hypot(at[:, 0], at[:, 1])
    if seen.osm_way is not None:
        edges = np.flatnonzero(_of_way(walk, seen.osm_way))
        beside = np.zeros(gap.size, np.bool_)
        beside[walk.edge_u[edges]] = beside[walk.edge_v[edges]] = True
        gap = np.where(beside, gap, np.inf)
    nearest = int(np.argmin(gap)) if gap.size else NONE
    if nearest == NONE or gap[nearest] > reach_m:
        problem = (
            f"no corner of the network within {reach_m:.0f} m; put the seat on OpenStreetMap and "
            "build the area again"
        )
        return Found(_NOTHING, problem)
    return Found(np.array([nearest], np.int64))


def _edges(walk: WalkNetwork, seen: Observation, rules: Rules, parameters: Parameters) -> Found:
    reach_m = parameters.number("survey_reach_m")
    fits = np.isin(walk.edge_kind, sorted(seen.sight.kinds))
    near = _near(walk, seen, fits, reach_m)
    problem = ""
    if seen.osm_way is not None:
        there = near[_of_way(walk, seen.osm_way)[near]]
        if there.size == 0 or _gaps(walk, seen, there, rules).min() > reach_m:
            problem = f"way {seen.osm_way} is not there any more; the nearest that fits was taken"
        else:
            near = there
    gaps = _gaps(walk, seen, near, rules)
    if near.size == 0 or gaps.min() > reach_m:
        return Found(_NOTHING, f"nothing that fits within {reach_m:.0f} m of this point")
    if seen.subject is Subject.CROSSING:
        return Found(_whole_crossing(walk, _nearest_crossing(walk, seen, near, gaps)), problem)
    tied = near[gaps <= gaps.min() + parameters.number("survey_tie_m")]
    gates = tied[walk.edge_length_mm[tied] == 0]
    if gates.size and seen.fact in _OF_GATES:
        return Found(gates, problem)
    best = int(near[np.argmin(gaps)])
    alike = tied[_alike(walk, best)[tied]]
    return Found(np.union1d(alike, _along(walk, seen, best, rules)), problem)


def _near(
    walk: WalkNetwork, seen: Observation, fits: NDArray[np.bool_], reach_m: float
) -> NDArray[np.int64]:
    """Return the fitting edges that may lie within reach: none lies farther from its ends."""
    edges = np.flatnonzero(fits)
    corner = walk.edge_u[edges]
    at = east_north(walk.corner_lat[corner], walk.corner_lon[corner], *_point(seen))
    # A crossing is at least as long as the road is wide, an edge along a road may be cut short at
    # its corners: its line is never longer than the walk along it and a road's width at each end.
    length_m = walk.edge_length_mm[edges] / 1000 + 2 * reach_m
    return edges[np.hypot(at[:, 0], at[:, 1]) <= length_m + reach_m]


def _gaps(
    walk: WalkNetwork, seen: Observation, edges: Numbers, rules: Rules
) -> NDArray[np.float64]:
    """Return how far the point is from edges, metres."""
    lines = [_line(walk, seen, int(edge), rules) for edge in edges]
    made: NDArray[np.float64] = shapely.distance(
        np.array(lines, dtype=object), shapely.Point(0, 0)
    ).astype(np.float64)
    return made


def _line(walk: WalkNetwork, seen: Observation, edge: int, rules: Rules) -> shapely.LineString:
    line = edge_line(walk, edge, rules)
    return shapely.LineString(east_north(line[:, 0], line[:, 1], *_point(seen)))


def _nearest_crossing(
    walk: WalkNetwork, seen: Observation, near: Numbers, gaps: NDArray[np.float64]
) -> int:
    """Return the nearest crossing; of several that meet at a corner the one whose middle is."""
    u, v = walk.edge_u[near], walk.edge_v[near]
    lat = (walk.corner_lat[u] + walk.corner_lat[v]) / 2
    lon = (walk.corner_lon[u] + walk.corner_lon[v]) / 2
    middle = east_north(lat, lon, *_point(seen))
    half_m = walk.edge_length_mm[near] / 2000
    away = np.hypot(middle[:, 0], middle[:, 1]) + np.maximum(gaps - half_m, 0)
    return int(near[np.lexsort((near, away))[0]])


def _whole_crossing(walk: WalkNetwork, edge: int) -> Numbers:
    """Return a crossing with its other stages: at an island nothing but crossings meet."""
    found, front = {edge}, [edge]
    arcs = walk.arcs
    while front:
        one = front.pop()
        for corner in (int(walk.edge_u[one]), int(walk.edge_v[one])):
            meet = arcs.arc_edge[arcs.first_arc[corner] : arcs.first_arc[corner + 1]]
            is_island = meet.size == 2 and (walk.edge_kind[meet] == EdgeKind.CROSSING).all()
            new = [int(each) for each in meet if is_island and int(each) not in found]
            found.update(new)
            front.extend(new)
    return np.array(sorted(found), np.int64)


def _along(walk: WalkNetwork, seen: Observation, best: int, rules: Rules) -> Numbers:
    """Return the edges like the best one whose middle lies within the stretch that was seen."""
    if not seen.along_m:
        return np.array([best], np.int64)
    alike = np.flatnonzero(_alike(walk, best))
    middles = [
        _line(walk, seen, int(edge), rules).interpolate(0.5, normalized=True) for edge in alike
    ]
    gap = shapely.distance(np.array(middles, dtype=object), shapely.Point(0, 0))
    return np.union1d(alike[gap <= seen.along_m / 2], [best]).astype(np.int64)


def _alike(walk: WalkNetwork, edge: int) -> NDArray[np.bool_]:
    """Tell which edges are of an edge's way, kind and side."""
    made: NDArray[np.bool_] = (
        (walk.edge_way == walk.edge_way[edge])
        & (walk.edge_kind == walk.edge_kind[edge])
        & (walk.edge_side == walk.edge_side[edge])
    )
    return made


def _of_way(walk: WalkNetwork, osm_way: int) -> NDArray[np.bool_]:
    made: NDArray[np.bool_] = np.isin(walk.edge_way, np.flatnonzero(walk.way_osm_id == osm_way)) & (
        walk.edge_way != NONE
    )
    return made


def _point(seen: Observation) -> tuple[float, float]:
    assert seen.lat is not None and seen.lon is not None
    return seen.lat, seen.lon
