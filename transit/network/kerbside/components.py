"""Components: corners that can be walked between, all crossings allowed."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from transit.model.fact import State


def find_components(
    n_corners: int, u: NDArray[np.int32], v: NDArray[np.int32], access: NDArray[np.uint8]
) -> NDArray[np.int32]:
    """Number the parts of the network, the largest first.

    Parameters
    ----------
    n_corners
        How many corners there are.
    u, v, access
        ``(n_edges,)`` corners of each edge, and the fact whether the public may walk there: where
        not, it does not connect.

    Returns
    -------
    ndarray
        ``(n_corners,) int32``, 0 the part with the most corners.
    """
    may = (access & 3) != State.NO
    ones = np.ones(int(may.sum()), dtype=np.int8)
    graph = coo_array((ones, (u[may], v[may])), shape=(n_corners, n_corners))
    count, label = connected_components(graph, directed=False)
    size = np.bincount(label, minlength=count)
    rank = np.empty(count, dtype=np.int32)
    rank[np.argsort(-size, kind="stable")] = np.arange(count, dtype=np.int32)
    numbered: NDArray[np.int32] = rank[label]
    return numbered
