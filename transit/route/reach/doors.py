"""Walks all the way between many homes and one place, past no corner."""

import numpy as np
from numpy.typing import NDArray

from transit.kernels.profile_best import Directs
from transit.network.link import Link
from transit.route.reach.homes import Homes
from transit.route.reach.profile import Target
from transit.route.walks import along_shared_edges


def shared_edge_walks(target: Target, homes: Homes, directs: Directs) -> Directs:
    """Return walks with those along the place's own edge, past no corner, added.

    Parameters
    ----------
    target
        The place.
    homes
        The homes.
    directs
        Walks by way of corners.

    Returns
    -------
    Directs
        All walks.
    """
    beside = np.isin(homes.edges[:, 1], target.link.entry_edge)
    neighbours = np.unique(homes.edges[beside, 0])
    if not neighbours.size:
        return directs
    # Of thousands of homes a few: what lies between them is taken as it is.
    sizes = np.diff(directs.first)
    parts = []
    done = 0
    for at in neighbours.tolist():
        start, end = directs.first[at], directs.first[at + 1]
        more = _with_shared(target, homes.links[at], directs.walks[start:end])
        parts += [directs.walks[done:start], more]
        sizes[at] = len(more)
        done = end
    parts.append(directs.walks[done:])
    # Not read-only, as kernels give them: that would be another form to compile for.
    first = np.concatenate([[0], np.cumsum(sizes)])
    return Directs(first.astype(np.int64), np.concatenate(parts))


def _with_shared(target: Target, home: Link, walks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a home's walks with those along its own edge; none is beaten by another."""
    streets, outward = target.prepared.ground.streets, target.prepared.moments.arrive_by
    ends = (home, target.link) if outward else (target.link, home)
    found = {tuple(walk) for walk in walks.tolist()}
    found |= {
        (walk.time_s, walk.burden_s, walk.length_m) for walk in along_shared_edges(streets, *ends)
    }
    kept = [
        one
        for one in sorted(found)
        if not any(
            other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in found
        )
    ]
    return np.array(kept, np.int64).reshape(-1, 3)
