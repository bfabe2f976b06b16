"""The road network as a graph for searches, in which forbidden turns cannot be made."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.network.driving.roads import RoadNetwork


@dataclass(frozen=True, slots=True)
class RoadGraph:
    """Vertices and edges: those of the network, and copies of junctions with forbidden turns.

    Who comes to a junction from an arc with a forbidden turn comes to a copy of it, which leads on
    along all other arcs. ``n_vertices``; ``head (n_arcs,)`` the vertex to which each arc leads;
    edges ``tail``, ``edge_arc``: from a vertex along an arc, a copy's after the network's own.
    """

    n_vertices: int
    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    edge_arc: NDArray[np.int64]


def road_graph(roads: RoadNetwork) -> RoadGraph:
    """Return the graph of a road network.

    Parameters
    ----------
    roads
        The network.

    Returns
    -------
    RoadGraph
        One copy for each arc from which a turn is forbidden.
    """
    n_nodes, n_arcs = len(roads.node_lat), len(roads.arc_from)
    comes = np.unique(roads.turn_from).astype(np.int64)
    head = roads.arc_to.astype(np.int64)
    head[comes] = n_nodes + np.arange(len(comes))
    by_start = np.argsort(roads.arc_from, kind="stable")
    first = np.searchsorted(roads.arc_from[by_start], np.arange(n_nodes + 1))
    tails, arcs = [roads.arc_from.astype(np.int64)], [np.arange(n_arcs)]
    for copy, arc in enumerate(comes.tolist()):
        junction = int(roads.arc_to[arc])
        leaves = by_start[first[junction] : first[junction + 1]]
        allowed = np.setdiff1d(leaves, roads.turn_to[roads.turn_from == arc])
        tails.append(np.full(len(allowed), n_nodes + copy))
        arcs.append(allowed)
    return RoadGraph(
        n_vertices=n_nodes + len(comes),
        head=head,
        tail=np.concatenate(tails),
        edge_arc=np.concatenate(arcs),
    )
