"""Linking a point (a home, a venue) to the side of the street on which it stands."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Link:
    """How a point joins the walk network.

    A point joins the nearest edge, ``fraction`` of the way from its u to its v, on the side it
    stands on. Where the road is quiet it may also cross at its own door to the pavement opposite.
    Each *entry* leads from the point to one corner: ``entry_corner (n,) int32``; ``entry_edge
    (n,) int32`` the edge walked in part; ``entry_share (n,) float64`` the share of that edge
    walked; ``entry_forward (n,) bool`` True when walked from u towards v; ``entry_crosses (n,)
    int32`` the crossing edge whose facts stand for crossing at the door, -1 where none is made.
    ``gap_m`` is the distance from the point to the edge, walked too (level, unpriced beyond its
    length).
    """

    lat: float
    lon: float
    edge: int
    fraction: float
    gap_m: float
    entry_corner: NDArray[np.int32]
    entry_edge: NDArray[np.int32]
    entry_share: NDArray[np.float64]
    entry_forward: NDArray[np.bool_]
    entry_crosses: NDArray[np.int32]
