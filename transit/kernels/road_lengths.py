"""Lengths of quickest drives, from the tree of them that a search leaves behind."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def tree_lengths(
    before: NDArray[np.int32],
    targets: NDArray[np.int64],
    first: NDArray[np.int64],
    head: NDArray[np.int64],
    length_m: NDArray[np.float64],
    lengths: NDArray[np.float64],
) -> None:
    """Write down how long the drives of a search are.

    Parameters
    ----------
    before
        ``(n_sources, n_vertices)`` the vertex before each on the drive to it, negative at the
        start and where nothing leads.
    targets
        ``(n_targets,)`` vertices asked for, each reached from every source.
    first, head, length_m
        The edges of each vertex, one for each pair of vertices, and their lengths in metres.
    lengths
        ``(n_sources, n_targets)`` metres, written to; left as it is where nothing leads.
    """
    n_sources, n_vertices = before.shape
    known = np.empty(n_vertices, dtype=np.float64)
    way = np.empty(n_vertices, dtype=np.int64)
    for source in range(n_sources):
        known[:] = -1.0
        for column in range(len(targets)):
            vertex, depth = targets[column], 0
            if before[source, vertex] < 0:
                continue
            while known[vertex] < 0.0 and before[source, vertex] >= 0:
                way[depth] = vertex
                depth += 1
                vertex = before[source, vertex]
            so_far = max(known[vertex], 0.0)
            for i in range(depth - 1, -1, -1):
                start, end = before[source, way[i]], way[i]
                for edge in range(first[start], first[start + 1]):
                    if head[edge] == end:
                        so_far += length_m[edge]
                        break
                known[end] = so_far
            lengths[source, column] = so_far
