"""Gate edges: passing a barrier node or a lift, between the ways that end at it."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from transit.network.kerbside.corners import Corners
from transit.network.kerbside.edges import Edges, make_edges
from transit.network.kerbside.junctions import Gate
from transit.network.kerbside.sides import LEFT
from transit.network.kerbside.ways import WayTable


def gate_edges(
    corners: Corners, gates: Mapping[int, Gate], way_of: Mapping[int, int], ways: WayTable
) -> Edges:
    """Return the edges that pass gates; they have no length, but facts.

    Parameters
    ----------
    corners
        Corners; each way into a gate's node has its own.
    gates
        What each barrier node asks.
    way_of
        A way through each gate's node, for its name and what one walks on.
    ways
        Way table.

    Returns
    -------
    Edges
        One for each pair of ways into a gate; kind PATH, STEPS (a stile) or INDOOR (a lift).
    """
    first = np.searchsorted(corners.node, list(gates), side="left")
    last = np.searchsorted(corners.node, list(gates), side="right")
    rows = [
        (u, v, node, gate)
        for (node, gate), begin, end in zip(gates.items(), first, last, strict=True)
        if corners.sided_degree[node] == 0
        for u, v in combinations(range(begin, end), 2)
    ]
    through = np.array([way_of[row[2]] for row in rows], dtype=np.int64)
    return make_edges(
        len(rows),
        u=[row[0] for row in rows],
        v=[row[1] for row in rows],
        way=through,
        kind=[row[3].kind for row in rows],
        width_mm=[row[3].width_mm for row in rows],
        steps=[row[3].steps for row in rows],
        access=[row[3].access for row in rows],
        surface=ways.road_surface[through],
        pavement=ways.pavement[through, LEFT],
    )
