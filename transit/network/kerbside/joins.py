"""Joins: from the kerb to a pavement that is mapped as a way of its own beside the road.

Where a road's pavement is another way, people still leave it to cross the road. Mappers do not
always draw the few metres between; without them a crossing would hang in the air.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.network.kerbside.corners import Corners, bearings
from transit.network.kerbside.cuts import CutLines
from transit.network.kerbside.edges import Edges, make_edges
from transit.network.kerbside.geometry import east_north
from transit.network.kerbside.lines import Lines, Nodes
from transit.network.kerbside.nearby import in_plane, lines_near, plane_of, shapes_of
from transit.network.kerbside.placing import Placed, corners_of
from transit.network.kerbside.sides import LEFT, Sides
from transit.network.kerbside.ways import WayTable
from transit.read.rules import JoinRule


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinLimits:
    """Which footways a kerb is joined to.

    ``within_m`` of the centre line; ``behind_share`` of the way after which the roads that meet at
    the node lie behind; ``touching_m`` from a road that the way would cross; ``along_road_deg`` to
    the road's direction, below which the way runs along it.
    """

    within_m: float
    behind_share: float
    touching_m: float
    along_road_deg: float


@dataclass(frozen=True, slots=True)
class Joins:
    """Where kerbs are to be joined to footways beside the road, by row.

    ``half_edge (n,) int64`` of the lines before they are cut; ``side (n,) int8`` LEFT or RIGHT of
    the line's own direction; ``footway`` the places on footways to join.
    """

    half_edge: NDArray[np.int64]
    side: NDArray[np.int64]
    footway: Placed


def find_joins(
    lines: Lines,
    nodes: Nodes,
    ways: WayTable,
    sides: Sides,
    crossed: NDArray[np.bool_],
    limits: JoinLimits,
) -> Joins:
    """Find where a road is crossed whose pavement is another way.

    Parameters
    ----------
    lines, nodes, ways, sides
        Lines before they are cut, and what is known of them.
    crossed
        ``(n_nodes,)`` nodes at which roads are crossed.
    limits
        Which footways a kerb is joined to.

    Returns
    -------
    Joins
        At most one for each half-edge and side: the nearest footway on that side.
    """
    line, side = np.nonzero(sides.separate)
    half_edge = np.concatenate((2 * line, 2 * line + 1))
    side = np.tile(side, 2)
    node = np.where(half_edge % 2 == 0, lines.node_u[half_edge // 2], lines.node_v[half_edge // 2])
    wanted = crossed[node]
    half_edge, side, node = half_edge[wanted], side[wanted], node[wanted]
    beside = ways.sidewalk & ways.walk
    if not len(half_edge) or not beside[lines.way].any():
        return Joins(half_edge[:0], side[:0], _placed(half_edge[:0], half_edge[:0], np.empty(0)))
    near = lines_near(nodes.lat[node], nodes.lon[node], lines, beside, limits.within_m)
    fits = np.flatnonzero(
        _in_gap(lines, ways, half_edge[near.point], side[near.point], -near.offset, limits)
        & ~_over_roads(lines, nodes, ways, node[near.point], near.offset, limits)
    )
    order = fits[np.lexsort((near.distance[fits], near.point[fits]))]
    _, first = np.unique(near.point[order], return_index=True)
    best = order[first]
    chosen = near.point[best]
    return Joins(half_edge[chosen], side[chosen], _placed(chosen, near.line[best], near.at_m[best]))


def _in_gap(
    lines: Lines,
    ways: WayTable,
    half_edge: NDArray[np.int64],
    side: NDArray[np.int64],
    towards: NDArray[np.float64],
    limits: JoinLimits,
) -> NDArray[np.bool_]:
    """Tell whether a direction points between a half-edge and the next road on its side."""
    bearing = bearings(lines)
    gap_left, gap_right = _gaps(lines, ways, bearing)
    goal = np.arctan2(towards[:, 0], towards[:, 1])
    outward_left = (side == LEFT) == (half_edge % 2 == 0)
    turn = np.where(outward_left, bearing[half_edge] - goal, goal - bearing[half_edge])
    gap = np.where(outward_left, gap_left[half_edge], gap_right[half_edge])
    turn %= 2 * np.pi
    along = np.radians(limits.along_road_deg)
    between: NDArray[np.bool_] = (turn > along) & (turn < gap - along)
    return between


def _gaps(
    lines: Lines, ways: WayTable, bearing: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the angle from each half-edge to the next carriageway on its left and right."""
    left, right = (np.full(len(bearing), 2 * np.pi) for _ in range(2))
    sided = np.flatnonzero(np.repeat(ways.sided[lines.way], 2))
    node = np.stack((lines.node_u, lines.node_v), axis=1).ravel()[sided]
    order = sided[np.lexsort((bearing[sided], node))]
    node = np.sort(node)
    first = np.searchsorted(node, node, side="left")
    last = np.searchsorted(node, node, side="right") - 1
    at = np.arange(len(order))
    following = order[np.where(at == last, first, at + 1)]
    turn = (bearing[following] - bearing[order]) % (2 * np.pi)
    turn[following == order] = 2 * np.pi
    right[order] = left[following] = turn
    return left, right


def _over_roads(
    lines: Lines,
    nodes: Nodes,
    ways: WayTable,
    node: NDArray[np.int32],
    offset: NDArray[np.float64],
    limits: JoinLimits,
) -> NDArray[np.bool_]:
    """Tell which straight lines from a node to a footway would cross a carriageway."""
    start = in_plane(lines, nodes.lat[node], nodes.lon[node])
    roads = np.flatnonzero(ways.sided[lines.way])
    reach = np.stack((start - limits.behind_share * offset, start - offset), axis=1)
    hit, _ = shapely.STRtree(shapes_of(lines, plane_of(lines), roads)).query(
        shapely.linestrings(reach), predicate="dwithin", distance=limits.touching_m
    )
    over = np.zeros(len(node), dtype=np.bool_)
    over[hit] = True
    return over


def _placed(point: NDArray[np.int64], line: NDArray[np.int64], at_m: NDArray[np.float64]) -> Placed:
    size = len(point)
    return Placed(
        line.astype(np.int32),
        at_m,
        np.zeros(size, dtype=np.int8),
        np.zeros(size),
        line.astype(np.int32),
        np.zeros(size, dtype=np.bool_),
    )


def join_edges_of(
    joins: Joins, cut: CutLines, corners: Corners, ways: WayTable, rule: JoinRule
) -> Edges:
    """Return the edges from kerbs to the footways beside them.

    Parameters
    ----------
    joins
        Where they are wanted.
    cut, corners
        Lines after cutting, and their corners.
    ways
        Way table.
    rule
        Their facts.

    Returns
    -------
    Edges
        Kind PATH; none where a mapped way already reaches the corner.
    """
    own, other = _road_corners(joins, cut, corners), corners_of(joins.footway, cut, corners)
    paths = ~ways.sided[cut.lines.way]
    reached = np.isin(own, corners.left[np.repeat(paths, 2)])
    _, first = np.unique(own, return_index=True)
    once = np.zeros(len(own), dtype=np.bool_)
    once[first] = True
    keep = once & ~reached & (own != other) & (other != NONE)
    u, v, way = own[keep], other[keep], cut.lines.way[_parts(joins, cut)][keep]
    step = east_north(corners.lat[u], corners.lon[u], corners.lat[v], corners.lon[v])
    return make_edges(
        len(u),
        u=u,
        v=v,
        kind=EdgeKind.PATH,
        length_m=np.hypot(step[:, 0], step[:, 1]),
        way=way,
        lit=ways.lit[way],
        access=rule.access.code,
        pavement=rule.pavement.code,
        surface=rule.surface.code,
    )


def _parts(joins: Joins, cut: CutLines) -> NDArray[np.int64]:
    """Return the part of each cut line at which the half-edge's node lies."""
    line = joins.half_edge // 2
    first = np.searchsorted(cut.parent, line, side="left")
    last = np.searchsorted(cut.parent, line, side="right") - 1
    return np.where(joins.half_edge % 2 == 0, first, last)


def _road_corners(joins: Joins, cut: CutLines, corners: Corners) -> NDArray[np.int32]:
    at_end = joins.half_edge % 2
    half_edge = 2 * _parts(joins, cut) + at_end
    # Seen from the line's far end its left is on the right.
    on_left = (joins.side == LEFT) == (at_end == 0)
    found: NDArray[np.int32] = np.where(on_left, corners.left[half_edge], corners.right[half_edge])
    return found
