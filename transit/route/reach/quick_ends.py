"""Walks at both ends of a search by time and changes, and all the way.

At the end that the moments do not belong to only the quickest walk to each stop matters. At the
timed end every worthwhile one does: a quicker one may leave, or be there, outside the window.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import IMPASSABLE, frozen
from transit.kernels.lanes import LANES, NEVER
from transit.kernels.profile_best import Doors
from transit.kernels.quick_walks import Targets, find_walks
from transit.network.link import Link
from transit.route.costs import MS
from transit.route.footpaths import best_rows
from transit.route.router import Router
from transit.route.walks import Streets, along_shared_edges


@dataclass(frozen=True, slots=True)
class Ends:
    """Points at one end of a search, and the walks between them and stops.

    ``targets`` all stops, then the points, as ends of walks. ``first (n + 1,) int64`` into ``stop
    (n_walks,) int32`` and ``walk_s (n_walks,) int32``, the margin before a first bus included.
    """

    links: tuple[Link, ...]
    targets: Targets
    first: NDArray[np.int64]
    stop: NDArray[np.int32]
    walk_s: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LaneWalks:
    """The walks of the points in the lanes.

    ``egress (n_near, 64) int16`` s between stops and each, NEVER for none; ``near (n_stops + 1,)
    int64`` its rows of each stop; ``direct (n_ends, 64) int32`` s all the way, quickest.
    """

    egress: NDArray[np.int16]
    near: NDArray[np.int64]
    direct: NDArray[np.int32]


def doors_of(streets: Streets, links: Sequence[Link], outward: bool) -> Doors:
    """Return the ways between points and the corners around them.

    The same as :func:`transit.route.walks.entries_of` gives for each, for all of them at once.

    Parameters
    ----------
    streets
        The streets.
    links
        How each point joins them.
    outward
        From the points; otherwise to them.

    Returns
    -------
    Doors
        Those that the profile can use.
    """
    counts = np.array([link.entry_corner.size for link in links], np.int64)
    point = np.repeat(np.arange(counts.size), counts)
    gap_m = np.repeat(np.array([link.gap_m for link in links]), counts)
    columns = ("entry_corner", "entry_edge", "entry_share", "entry_forward", "entry_crosses")
    corner, edge, share, forward, crosses = (
        np.concatenate([getattr(link, name) for link in links] or [np.zeros(0, np.int64)])
        for name in columns
    )
    costs = streets.costs
    arc = streets.arcs_of_edge[edge, np.where(forward.astype(bool) == outward, 0, 1)]
    door = np.where(crosses >= 0, streets.arcs_of_edge[np.maximum(crosses, 0), 0], -1)
    usable = costs.burden_ms[arc] != IMPASSABLE
    usable &= (door < 0) | (costs.burden_ms[door] != IMPASSABLE)
    gap_mm = np.ceil(gap_m * MS)
    gap_ms = np.ceil(gap_mm / streets.profile.speed_m_s)
    gaps = (np.ceil(gap_ms * streets.profile.weights.walk), gap_ms, gap_mm)
    made = []
    for cost, gap in zip((costs.burden_ms, costs.time_ms, costs.length_mm), gaps, strict=True):
        across = np.where(door >= 0, cost[door], 0)
        made.append(frozen((np.ceil(share * cost[arc]) + across + gap)[usable], np.int64))
    first = np.searchsorted(point[usable], np.arange(counts.size + 1))
    return Doors(frozen(first, np.int64), frozen(corner[usable], np.int32), *made)


def find_ends(
    router: Router, streets: Streets, links: Sequence[Link], outward: bool, every: bool
) -> Ends:
    """Search the walks between points and the stops around them.

    Parameters
    ----------
    router
        Room for searches.
    streets
        The streets.
    links
        How each point joins them.
    outward
        From the points, where people set out; otherwise to them.
    every
        Every worthwhile walk; otherwise the quickest to each stop.

    Returns
    -------
    Ends
        Searched from the points or from the stops, whichever are fewer.
    """
    doors = doors_of(streets, links, outward)
    stops = stops_by_corner(streets)
    rows = _to_stops(router, streets, outward, doors, stops, every)
    early = router.profile.at_stop_early_s if outward else 0
    first = np.searchsorted(rows[:, 0], np.arange(len(links) + 1))
    return Ends(
        tuple(links),
        _joined(stops, _points_by_corner(streets, doors, streets.n_stops)),
        frozen(first, np.int64),
        frozen(rows[:, 1], np.int32),
        frozen(rows[:, 2] + early, np.int32),
    )


def find_ends_to(
    router: Router,
    streets: Streets,
    links: Sequence[Link],
    lanes: Sequence[Link],
    outward: bool,
) -> tuple[list[NDArray[np.int64]], NDArray[np.int32]]:
    """Search the quickest walks between points, the stops around them and points in lanes.

    Parameters
    ----------
    router
        Room for searches.
    streets
        The streets.
    links
        How each point at the other end than the lanes joins them.
    lanes
        How each point in the lanes does, any number.
    outward
        From the points at the other end, where people set out; otherwise to them.

    Returns
    -------
    walks : list of ndarray
        Of each point ``(n, 2) int64``: stop, and s with the margin before a first bus.
    direct : ndarray
        ``(n_links, n_lanes) int32`` s all the way, NEVER for none.
    """
    n_stops = streets.n_stops
    there = _points_by_corner(streets, doors_of(streets, lanes, not outward), n_stops)
    targets = _joined(stops_by_corner(streets), there)
    doors = doors_of(streets, links, outward)
    rows = _walk(router, streets, outward, doors, targets, n_stops + len(lanes), every=False)
    rows = _by_point(rows)
    on_foot = rows[rows[:, 1] >= n_stops]
    direct = np.full((len(links), len(lanes)), NEVER, np.int32)
    direct[on_foot[:, 0], on_foot[:, 1] - n_stops] = np.minimum(on_foot[:, 2], NEVER)
    _add_shared_edges(streets, lanes, links, not outward, direct)
    to_stop = rows[rows[:, 1] < n_stops]
    return _by_lane(router, to_stop, len(links), outward), direct


def walk_lanes(
    router: Router,
    streets: Streets,
    lanes: Sequence[Link],
    ends: Ends,
    outward: bool,
    every: bool,
) -> LaneWalks:
    """Search the walks between the points in the lanes, stops and the other ends.

    Parameters
    ----------
    router
        Room for searches.
    streets
        The streets.
    lanes
        How the points in the lanes join them, 64 at most.
    ends
        The points at the other end.
    outward
        Whether people set out from the points in the lanes.
    every
        Every worthwhile walk to stops; otherwise the quickest.

    Returns
    -------
    LaneWalks
        The margin before a first bus included in walks to stops.
    """
    rows, direct = walks_of_lanes(router, streets, lanes, ends, outward, every)
    return lane_walks(rows, direct, streets.n_stops)


def walks_of_lanes(
    router: Router,
    streets: Streets,
    lanes: Sequence[Link],
    ends: Ends,
    outward: bool,
    every: bool = False,
) -> tuple[list[NDArray[np.int64]], NDArray[np.int32]]:
    """Search the walks between any number of points in lanes, stops and the other ends.

    Parameters
    ----------
    router
        Room for searches.
    streets
        The streets.
    lanes
        How the points in the lanes join them.
    ends
        The points at the other end.
    outward
        Whether people set out from the points in the lanes.
    every
        Every worthwhile walk to stops; otherwise the quickest.

    Returns
    -------
    walks : list of ndarray
        Of each point in lanes ``(n, 2) int64``: stop, and s with the margin before a first bus.
    direct : ndarray
        ``(n_ends, n_lanes) int32`` s all the way, NEVER for none.
    """
    n_stops = streets.n_stops
    doors = doors_of(streets, lanes, outward)
    rows = _walk(router, streets, outward, doors, ends.targets, n_stops + len(ends.links), every)
    on_foot = rows[rows[:, 1] >= n_stops]
    direct = np.full((len(ends.links), len(lanes)), NEVER, np.int32)
    where = on_foot[:, 1] - n_stops, on_foot[:, 0]
    np.minimum.at(direct, where, np.minimum(on_foot[:, 2], NEVER).astype(np.int32))
    _add_shared_edges(streets, lanes, ends.links, outward, direct)
    to_stop = rows[rows[:, 1] < n_stops]
    to_stop = best_rows(to_stop) if every else _by_point(to_stop)
    return _by_lane(router, to_stop, len(lanes), outward), direct


def find_direct(
    router: Router,
    streets: Streets,
    lanes: Sequence[Link],
    ends: Sequence[Link],
    outward: bool,
) -> NDArray[np.int32]:
    """Search the walks all the way, from the points at the other end than the lanes.

    Parameters
    ----------
    router
        Room for searches.
    streets
        The streets.
    lanes
        How the points in the lanes join them.
    ends
        How the points at the other end do.
    outward
        Whether people set out from the points in the lanes.

    Returns
    -------
    ndarray
        ``(n_ends, n_lanes) int32`` s, quickest, NEVER for none.
    """
    targets = _points_by_corner(streets, doors_of(streets, lanes, outward), 0)
    doors = doors_of(streets, ends, not outward)
    rows = _walk(router, streets, not outward, doors, targets, len(lanes), every=False)
    direct = np.full((len(ends), len(lanes)), NEVER, np.int32)
    direct[rows[:, 0], rows[:, 1]] = np.minimum(rows[:, 2], NEVER)
    _add_shared_edges(streets, lanes, ends, outward, direct)
    return direct


def _by_point(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def _by_lane(
    router: Router, rows: NDArray[np.int64], n: int, outward: bool
) -> list[NDArray[np.int64]]:
    """Return stops and seconds of each point, the margin before a first bus included."""
    early = router.profile.at_stop_early_s if outward else 0
    first = np.searchsorted(rows[:, 0], np.arange(1, n))
    return np.split(rows[:, 1:3] + np.array([0, early]), first)


def find_lane_rows(
    router: Router, streets: Streets, links: Sequence[Link], outward: bool, every: bool = True
) -> list[NDArray[np.int64]]:
    """Search the walks between points and stops.

    Parameters
    ----------
    router
        Room for searches.
    streets
        The streets.
    links
        How each point joins them.
    outward
        Whether people set out from the points.
    every
        Every worthwhile walk; otherwise the quickest to each stop.

    Returns
    -------
    list of ndarray
        Of each point ``(n, 2) int64``: stop, and s with the margin before a first bus.
    """
    doors = doors_of(streets, links, outward)
    rows = _to_stops(router, streets, outward, doors, stops_by_corner(streets), every)
    return _by_lane(router, rows, len(links), outward)


def _to_stops(
    router: Router, streets: Streets, outward: bool, doors: Doors, stops: Targets, every: bool
) -> NDArray[np.int64]:
    """Return walks by point and stop, searched from whichever are fewer."""
    if doors.first.size - 1 <= stops.first.size - 1:
        rows = _walk(router, streets, outward, doors, stops, streets.n_stops, every)
    else:
        rows = _from_stops(router, streets, outward, doors, stops, every)
    return best_rows(rows) if every else _by_point(rows)


def lane_walks(
    rows: Sequence[NDArray[np.int64]], direct: NDArray[np.int32], n_stops: int
) -> LaneWalks:
    """Put the walks of points into lanes.

    Parameters
    ----------
    rows
        Of each point, 64 at most, as :func:`find_lane_rows` gives them.
    direct
        ``(n_ends, n_points) int32`` s all the way.
    n_stops
        Stops of the timetable.

    Returns
    -------
    LaneWalks
        As :func:`walk_lanes` gives them.
    """
    lane = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    every = np.column_stack((lane, np.concatenate(rows)))
    whole = np.full((len(direct), LANES), NEVER, np.int32)
    whole[:, : direct.shape[1]] = direct
    return LaneWalks(*_egress(every, n_stops), frozen(whole))


def _egress(rows: NDArray[np.int64], n_stops: int) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """Return walks to stops by stop, one of each point in a row, and the rows of each stop."""
    rows = rows[np.lexsort((rows[:, 0], rows[:, 1]))]
    pair = rows[:, 1] * LANES + rows[:, 0]
    # The first, second … walk of a point to a stop is in the first, second … row of the stop.
    turn = np.arange(pair.size) - np.searchsorted(pair, pair)
    most = np.zeros(n_stops, np.int64)
    np.maximum.at(most, rows[:, 1], turn + 1)
    near = np.concatenate([[0], np.cumsum(most)])
    egress = np.full((int(near[-1]), LANES), NEVER, np.int16)
    egress[near[rows[:, 1]] + turn, rows[:, 0]] = np.minimum(rows[:, 2], NEVER)
    return frozen(egress), frozen(near, np.int64)


def _walk(
    router: Router,
    streets: Streets,
    outward: bool,
    doors: Doors,
    targets: Targets,
    n: int,
    every: bool,
) -> NDArray[np.int64]:
    rows: NDArray[np.int64] = find_walks(
        streets.network.arcs,
        streets.costs if outward else streets.turned,
        router.scratch,
        doors,
        targets,
        n,
        streets.profile.longest_walk_m * MS,
        streets.rest_mm,
        not every,
    )
    return rows


def _from_stops(
    router: Router, streets: Streets, outward: bool, doors: Doors, stops: Targets, every: bool
) -> NDArray[np.int64]:
    """Return the same as from the points, searched from the corners at which stops stand."""
    n_corners = stops.first.size - 1
    none = frozen(np.zeros(n_corners, np.int64))
    starts = Doors(
        frozen(np.arange(n_corners + 1, dtype=np.int64)),
        frozen(np.flatnonzero(stops.group_of >= 0), np.int32),
        *(none, none, none),
    )
    targets = _points_by_corner(streets, doors, 0)
    rows = _walk(router, streets, not outward, starts, targets, doors.first.size - 1, every)
    # Corners are numbered as their groups are.
    counts = np.diff(stops.first)[rows[:, 0]]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    made = np.repeat(rows, counts, axis=0)
    made[:, 0] = made[:, 1]
    made[:, 1] = stops.target[np.repeat(stops.first[rows[:, 0]], counts) + within]
    return made


def stops_by_corner(streets: Streets) -> Targets:
    """Return all stops on the streets as ends of walks.

    Parameters
    ----------
    streets
        The streets.

    Returns
    -------
    Targets
        Corners in ascending order.
    """
    stops = streets.stop_order[streets.corner_order >= 0]
    none = np.zeros(stops.size, np.int64)
    return _by_corner(streets, streets.stop_corner[stops], stops, none, none, none)


def _points_by_corner(streets: Streets, doors: Doors, first_number: int) -> Targets:
    """Return points as ends of walks, numbered from a first one."""
    target = np.repeat(np.arange(doors.first.size - 1), np.diff(doors.first)) + first_number
    return _by_corner(
        streets, doors.corner, target, doors.time_ms, doors.burden_ms, doors.length_mm
    )


def _by_corner(
    streets: Streets,
    corner: NDArray[np.int32],
    target: NDArray[np.int64],
    *costs: NDArray[np.int64],
) -> Targets:
    order = np.argsort(corner, kind="stable")
    some, first = np.unique(corner[order], return_index=True)
    group_of = np.full(streets.network.corner_lat.size, -1, np.int32)
    group_of[some] = np.arange(some.size)
    return Targets(
        frozen(group_of),
        frozen(np.append(first, order.size), np.int64),
        frozen(target[order], np.int32),
        *(frozen(cost[order], np.int64) for cost in costs),
    )


def _joined(one: Targets, other: Targets) -> Targets:
    """Return the targets of both."""
    corner = np.concatenate([_corners(one), _corners(other)])
    order = np.argsort(corner, kind="stable")
    some, first = np.unique(corner[order], return_index=True)
    group_of = np.full(one.group_of.size, -1, np.int32)
    group_of[some] = np.arange(some.size)
    columns = [
        frozen(np.concatenate([mine, theirs])[order])
        for mine, theirs in zip(one[2:], other[2:], strict=True)
    ]
    return Targets(frozen(group_of), frozen(np.append(first, order.size), np.int64), *columns)


def _corners(targets: Targets) -> NDArray[np.int64]:
    return np.repeat(np.flatnonzero(targets.group_of >= 0), np.diff(targets.first))


def _add_shared_edges(
    streets: Streets,
    lanes: Sequence[Link],
    ends: Sequence[Link],
    outward: bool,
    direct: NDArray[np.int32],
) -> None:
    """Add walks along an edge that both points join, past no corner."""
    by_edge: dict[int, set[int]] = {}
    for lane, link in enumerate(lanes):
        for edge in set(link.entry_edge.tolist()):
            by_edge.setdefault(edge, set()).add(lane)
    if not ends:
        return
    edges = np.concatenate([link.entry_edge for link in ends])
    point = np.repeat(np.arange(len(ends)), [link.entry_edge.size for link in ends])
    shared = np.isin(edges, list(by_edge))
    pairs = {
        (int(at), lane)
        for at, edge in zip(point[shared], edges[shared].tolist(), strict=True)
        for lane in by_edge[edge]
    }
    for at, lane in pairs:
        both = (lanes[lane], ends[at]) if outward else (ends[at], lanes[lane])
        for walk in along_shared_edges(streets, *both):
            direct[at, lane] = min(direct[at, lane], walk.time_s)
