"""Crossing edges: over each carriageway that ends at a node, from its left to its right."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import INFERRED_YES, UNKNOWN, State
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.kerbside.corners import Corners
from transit.network.kerbside.edges import Edges, make_edges
from transit.network.kerbside.geometry import east_north
from transit.network.kerbside.junctions import Junctions
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.ways import WayTable
from transit.read.rules import Rules

_THROUGH = 2
"""Sided half-edges at a node where one road just goes on."""


@dataclass(frozen=True, slots=True)
class _Arms:
    """Half-edges of carriageways: their index, line, node and what is mapped at the node."""

    index: NDArray[np.int64]
    line: NDArray[np.int64]
    node: NDArray[np.int32]
    kind: NDArray[np.uint8]


def crossing_edges(
    lines: Lines,
    ways: WayTable,
    corners: Corners,
    junctions: Junctions,
    cut_nodes: NDArray[np.int32],
    rules: Rules,
) -> tuple[Edges, Corners]:
    """Return the crossing edges, and the corners with an island for each crossing in two stages.

    At a junction each arm is crossed, whatever is there; where a road just goes on only at a
    mapped crossing, where a path meets it, or where its traffic lets people cross informally.
    Roundabouts and dual carriageways' ends are crossed like any other arm, but the ring itself
    only where a crossing or a path is mapped; rails only at level crossings.

    Parameters
    ----------
    lines, ways, corners, junctions
        Lines after cutting and what was found of them.
    cut_nodes
        Nodes at which a way was cut off: not crossed there.
    rules
        Rules for streets.

    Returns
    -------
    tuple of Edges and Corners
        One edge a crossing, two where it is crossed in two stages, kind CROSSING; the corners as
        they were, then the islands.
    """
    arms = _arms(lines, ways, corners, junctions)
    arms = _chosen(arms, _allowed(arms, lines, ways, corners, junctions, cut_nodes, rules))
    arms = _chosen(arms, _once(arms, lines, ways, corners))
    u, v = corners.left[arms.index], corners.right[arms.index]
    staged = junctions.staged[arms.node] & (corners.sided_degree[arms.node] <= _THROUGH)
    staged &= arms.kind != CrossingKind.NONE
    corners, arm, u, v = _in_stages(corners, u, v, staged)
    arms = _chosen(arms, arm)
    way = lines.way[arms.line]
    kerb = _facts_at(arms, corners, junctions.kerb)
    dropped = np.isin(arms.kind, [*rules.crossings.inferred_dropped_at])
    kerb = np.where((kerb == UNKNOWN.code) & dropped, INFERRED_YES.code, kerb)
    width_m = 2 * ways.half_m[way] / np.bincount(arm)[arm] if len(arm) else np.empty(0)
    edges = make_edges(
        len(way),
        u=u,
        v=v,
        kind=EdgeKind.CROSSING,
        length_m=_across(corners, u, v, width_m),
        way=way,
        road=ways.road[way],
        speed_mph=ways.speed_mph[way],
        lanes=ways.lanes[way],
        oneway=ways.oneway[way] != 0,
        traffic=ways.traffic[way],
        crossing=arms.kind,
        kerb=kerb,
        tactile=_facts_at(arms, corners, junctions.tactile),
        sound=_facts_at(arms, corners, junctions.sound),
        lit=ways.lit[way],
        surface=ways.road_surface[way],
        access=rules.crossings.access.code,
    )
    return edges, corners


def _facts_at(arms: _Arms, corners: Corners, fact: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return facts of the arms' nodes; where several roads meet a yes is not each arm's."""
    at_junction = corners.sided_degree[arms.node] > _THROUGH
    own = fact[arms.node]
    found: NDArray[np.uint8] = np.where(
        at_junction & ((own & 3) == State.YES), UNKNOWN.code, own
    ).astype(np.uint8)
    return found


def _in_stages(
    corners: Corners, u: NDArray[np.int32], v: NDArray[np.int32], staged: NDArray[np.bool_]
) -> tuple[Corners, NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Part staged crossings at an island, a corner half-way; return each edge's arm and ends."""
    arm = np.repeat(np.arange(len(u)), np.where(staged, 2, 1))
    parted = np.flatnonzero(staged)
    island = np.arange(len(parted), dtype=np.int32) + np.int32(len(corners.node))
    first = np.searchsorted(arm, parted)
    u, v = u[arm], v[arm]
    grown = replace(
        corners,
        node=np.concatenate((corners.node, corners.node[u[first]])),
        lat=np.concatenate((corners.lat, (corners.lat[u[first]] + corners.lat[v[first]]) / 2)),
        lon=np.concatenate((corners.lon, (corners.lon[u[first]] + corners.lon[v[first]]) / 2)),
    )
    v[first], u[first + 1] = island, island
    return grown, arm, u, v


def _arms(lines: Lines, ways: WayTable, corners: Corners, junctions: Junctions) -> _Arms:
    index = np.flatnonzero(np.repeat(ways.sided[lines.way], 2) & (corners.left != corners.right))
    line = index // 2
    node = np.where(index % 2 == 0, lines.node_u[line], lines.node_v[line])
    return _Arms(index, line, node, junctions.kind[node])


def _chosen(arms: _Arms, keep: NDArray[np.bool_] | NDArray[np.int64]) -> _Arms:
    return _Arms(arms.index[keep], arms.line[keep], arms.node[keep], arms.kind[keep])


def _allowed(
    arms: _Arms,
    lines: Lines,
    ways: WayTable,
    corners: Corners,
    junctions: Junctions,
    cut_nodes: NDArray[np.int32],
    rules: Rules,
) -> NDArray[np.bool_]:
    """Tell which arms are crossed, and settle each one's kind on the way."""
    way = lines.way[arms.line]
    rails = ways.road[way] == RoadClass.RAILWAY
    level = arms.kind == CrossingKind.LEVEL_CROSSING
    degree = corners.sided_degree[arms.node]
    _settle_kinds(arms, degree, rails, rules)
    mapped = (arms.kind != CrossingKind.NONE) & ~(level & ~rails)
    has_path = np.zeros(len(junctions.kind), dtype=np.bool_)
    paths = ~ways.sided[lines.way] & ways.walk[lines.way]
    has_path[lines.node_u[paths]] = has_path[lines.node_v[paths]] = True
    meets_path = has_path[arms.node]
    informal = np.isin(ways.traffic[way], [*rules.informal_spacing_m])
    through = degree == _THROUGH
    wanted = np.where(
        ways.ring[way], mapped | meets_path, mapped | meets_path | ~through | informal
    )
    crossed = np.where(rails, level, ways.cross[way])
    stopped = junctions.forbidden[arms.node] | np.isin(arms.node, cut_nodes)
    allowed: NDArray[np.bool_] = wanted & crossed & ~stopped
    return allowed


def _settle_kinds(
    arms: _Arms, degree: NDArray[np.int32], rails: NDArray[np.bool_], rules: Rules
) -> None:
    at_junction = degree > _THROUGH
    for kind, weaker in rules.crossings.junction.items():
        arms.kind[at_junction & (arms.kind == kind)] = weaker
    level = arms.kind == CrossingKind.LEVEL_CROSSING
    nothing = (arms.kind == CrossingKind.NOT_A_CROSSING) | (level & ~rails)
    arms.kind[nothing] = CrossingKind.NONE


def _once(arms: _Arms, lines: Lines, ways: WayTable, corners: Corners) -> NDArray[np.bool_]:
    """Where a road just goes on both its half-edges cross it: keep the busier."""
    u, v = corners.left[arms.index], corners.right[arms.index]
    low, high = np.minimum(u, v), np.maximum(u, v)
    way = lines.way[arms.line]
    harder = Traffic.FAST - ways.traffic[way].astype(np.int64)
    order = np.lexsort((arms.index, -ways.lanes[way].astype(np.int64), harder, high, low))
    pairs = np.stack((low, high), axis=1)[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = np.any(pairs[1:] != pairs[:-1], axis=1)
    keep = np.zeros(len(order), dtype=np.bool_)
    keep[order[new]] = True
    return keep


def _across(
    corners: Corners, u: NDArray[np.int32], v: NDArray[np.int32], width_m: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the way from corner to corner, at least the carriageway's width."""
    step = east_north(corners.lat[u], corners.lon[u], corners.lat[v], corners.lon[v])
    across: NDArray[np.float64] = np.maximum(np.hypot(step[:, 0], step[:, 1]), width_m)
    return across
