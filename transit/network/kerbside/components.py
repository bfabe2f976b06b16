"""Components: corners that can be walked between, all crossings allowed."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from transit.model.fact import State
from transit.network.kerbside.edges import Edges


def find_components(n_corners: int, edges: Edges) -> NDArray[np.int32]:
    """Number the parts of the network, the largest first.

    Parameters
    ----------
    n_corners
        How many corners there are.
    edges
        Edges; those the public may not walk do not connect.

    Returns
    -------
    ndarray
        ``(n_corners,) int32``, 0 the part with the most corners.
    """
    open_ = (edges.access & 3) != State.NO
    u, v = edges.u[open_], edges.v[open_]
    graph = coo_array((np.ones(len(u), dtype=np.int8), (u, v)), shape=(n_corners, n_corners))
    count, label = connected_components(graph, directed=False)
    size = np.bincount(label, minlength=count)
    rank = np.empty(count, dtype=np.int32)
    rank[np.argsort(-size, kind="stable")] = np.arange(count, dtype=np.int32)
    numbered: NDArray[np.int32] = rank[label]
    return numbered
