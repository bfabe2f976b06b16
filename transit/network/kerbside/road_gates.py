"""Barriers across carriageways: the road is parted there, and each side passes or goes round.

A gate's node on a road that just goes on, or where a road becomes a lane without sides, becomes two
nodes at one place, each the end of what lies on its side of the gate. Barriers where more ways meet
are not said to stand on any one of them, and are passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.network.kerbside.corners import Corners
from transit.network.kerbside.edges import Edges, make_edges
from transit.network.kerbside.junctions import Gate
from transit.network.kerbside.lines import Lines, Nodes
from transit.network.kerbside.sides import LEFT, RIGHT
from transit.network.kerbside.ways import WayTable
from transit.read.rules import Rules

_TWO_ENDS = 2


@dataclass(frozen=True, slots=True)
class Parted:
    """Lines and nodes after roads are parted at their gates.

    ``one``, ``other (k,) int32`` the two nodes of each gate; ``gate`` what passing it asks;
    ``cut (m,) int32`` those of the nodes at which a road with sides goes on behind the gate.
    """

    lines: Lines
    nodes: Nodes
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    gate: tuple[Gate, ...]
    cut: NDArray[np.int32]


def part_roads(lines: Lines, nodes: Nodes, ways: WayTable, gates: Mapping[int, Gate]) -> Parted:
    """Part roads at the barriers across them.

    Parameters
    ----------
    lines, nodes
        As split from the ways.
    ways
        Way table.
    gates
        What each barrier node asks.

    Returns
    -------
    Parted
        The new nodes come after the old ones.
    """
    n_nodes = len(nodes.lat)
    sided = ways.sided[lines.way]
    ends = np.stack((lines.node_u, lines.node_v), axis=1).ravel()
    is_gate = np.zeros(n_nodes, dtype=np.bool_)
    is_gate[list(gates)] = True
    degree = np.bincount(ends, minlength=n_nodes)
    roads = np.bincount(ends, weights=np.repeat(sided, 2), minlength=n_nodes)
    one = np.flatnonzero(is_gate & (degree == _TWO_ENDS) & (roads > 0)).astype(np.int32)
    other = np.arange(n_nodes, n_nodes + len(one), dtype=np.int32)
    at = np.flatnonzero(np.isin(ends, one))
    last = at[np.lexsort((at, ends[at]))][1::_TWO_ENDS]  # the second end at each gate
    ends[last] = other
    goes_on = roads[one] == _TWO_ENDS
    parted = replace(lines, node_u=ends[::2].copy(), node_v=ends[1::2].copy())
    grown = Nodes(
        np.concatenate((nodes.lat, nodes.lat[one])),
        np.concatenate((nodes.lon, nodes.lon[one])),
        np.concatenate((nodes.osm_id, nodes.osm_id[one])),
    )
    cut = np.concatenate((one[goes_on], other[goes_on]))
    return Parted(parted, grown, one, other, tuple(gates[int(node)] for node in one), cut)


def road_gate_edges(
    parted: Parted,
    lines: Lines,
    corners: Corners,
    pavement: NDArray[np.uint8],
    ways: WayTable,
    rules: Rules,
) -> Edges:
    """Return the edges that pass barriers across roads; they have no length, but facts.

    A known pavement goes past the barrier; otherwise one goes through it.

    Parameters
    ----------
    parted
        Where roads were parted.
    lines, corners
        Lines after cutting, and their corners.
    pavement
        ``(n_lines, 2) uint8`` facts, left and right.
    ways
        Way table.
    rules
        Rules for streets.

    Returns
    -------
    Edges
        One a side of the road; one where a lane without sides begins.
    """
    here, there = _half_edges_at(parted.one, lines), _half_edges_at(parted.other, lines)
    rows = []
    for h, t, gate in zip(here.tolist(), there.tolist(), parted.gate, strict=True):
        way = int(lines.way[h // 2])
        for own, behind in _pairs(h, t, lines, ways):
            u, v = _corner(h, own, corners), _corner(t, behind, corners)
            facts = (_fact(h, own, pavement), _fact(t, behind, pavement))
            past = all(fact & 3 == State.YES for fact in facts)
            rows.append((u, v, way, gate, past, min(facts)))
    return make_edges(
        len(rows),
        u=[row[0] for row in rows],
        v=[row[1] for row in rows],
        way=[row[2] for row in rows],
        kind=[row[3].kind for row in rows],
        width_mm=[-1 if row[4] else row[3].width_mm for row in rows],
        steps=[0 if row[4] else row[3].steps for row in rows],
        access=[rules.barrier_beside.code if row[4] else row[3].access for row in rows],
        pavement=[row[5] for row in rows],
        surface=ways.road_surface[[row[2] for row in rows]],
    )


def _half_edges_at(nodes: NDArray[np.int32], lines: Lines) -> NDArray[np.int64]:
    ends = np.stack((lines.node_u, lines.node_v), axis=1).ravel()
    at = np.flatnonzero(np.isin(ends, nodes))
    return at[np.argsort(ends[at], kind="stable")]


def _pairs(here: int, there: int, lines: Lines, ways: WayTable) -> list[tuple[int, int]]:
    """Return sides, looking out from the gate, that are one: its left here is its right there."""
    both = ways.sided[lines.way[here // 2]] and ways.sided[lines.way[there // 2]]
    return [(LEFT, RIGHT), (RIGHT, LEFT)] if both else [(LEFT, LEFT)]


def _corner(half_edge: int, side: int, corners: Corners) -> int:
    return int((corners.left if side == LEFT else corners.right)[half_edge])


def _fact(half_edge: int, side: int, pavement: NDArray[np.uint8]) -> int:
    # Seen from the line's far end its left is on the right.
    own = side if half_edge % 2 == 0 else RIGHT - side
    return int(pavement[half_edge // 2, own])
