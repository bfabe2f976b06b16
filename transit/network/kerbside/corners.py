"""Corners: the gaps between neighbouring carriageways around a node.

A sided line ends at a node in a *half-edge* that has a left and a right; an unsided one lies in a
gap and so joins what is on both sides of it. A node with k sided half-edges has k corners, at
least one; at a gate each way into the node keeps a corner of its own.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transit.network.kerbside.geometry import Floats, east_north, moved, starts_of
from transit.network.kerbside.lines import Lines, Nodes


@dataclass(frozen=True, slots=True)
class Corners:
    """Corners, and which of them each line ends at.

    ``node (n_corners,) int32``; ``lat``, ``lon`` moved to their side; ``left``, ``right
    (2 * n_lines,) int32`` the corner on that side of each half-edge looking out from the node
    (half-edge 2 i leaves line i's first point, 2 i + 1 its last; both the same for an unsided
    line). ``trim_left``, ``trim_right
    (2 * n_lines,) float64``: metres by which a walk on that side starts farther along the line;
    ``sided_degree (n_nodes,) int32`` sided half-edges at each node, those cut off included.
    """

    node: NDArray[np.int32]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    trim_left: NDArray[np.float64]
    trim_right: NDArray[np.float64]
    sided_degree: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class CornerShape:
    """How corners are drawn: at most ``farthest`` half widths from their node, and on the bisector
    where two kerbs meet under less than ``flat_deg`` degrees."""

    farthest: float
    flat_deg: float


@dataclass(frozen=True, slots=True)
class _HalfEdges:
    """Half-edges in the order of node and bearing; ``index`` -1 for what was cut off."""

    index: NDArray[np.int64]
    node: NDArray[np.int32]
    bearing: NDArray[np.float64]
    sided: NDArray[np.bool_]
    half_m: NDArray[np.float64]


def bearings(lines: Lines) -> NDArray[np.float64]:
    """Return the bearing in which each half-edge leaves its node.

    Parameters
    ----------
    lines
        Lines of two points or more.

    Returns
    -------
    ndarray
        ``(2 * n_lines,)`` radians clockwise from north, 0 to 2 pi.
    """
    begin, end = lines.first[:-1], lines.first[1:] - 1
    start = np.stack((begin, end), axis=1).ravel()
    following = np.stack((begin + 1, end - 1), axis=1).ravel()
    step = east_north(
        lines.lat[following], lines.lon[following], lines.lat[start], lines.lon[start]
    )
    bearing: NDArray[np.float64] = np.arctan2(step[:, 0], step[:, 1]) % (2 * np.pi)
    return bearing


def find_corners(
    lines: Lines,
    nodes: Nodes,
    sided: NDArray[np.bool_],
    half_m: NDArray[np.float64],
    cut_nodes: NDArray[np.int32],
    gates: NDArray[np.bool_],
    shape: CornerShape,
) -> Corners:
    """Find the corners around all nodes.

    Parameters
    ----------
    lines
        Lines after cutting.
    nodes
        Their nodes.
    sided
        ``(n_lines,)`` has a left and a right.
    half_m
        ``(n_lines,)`` half the carriageway's width, metres.
    cut_nodes
        Nodes at which a way was cut off: the road goes on, so its sides stay apart.
    gates
        ``(n_nodes,)`` nodes that hold somebody up: ways into them do not join.
    shape
        How corners are drawn.

    Returns
    -------
    Corners
        Numbered by node, clockwise from north.
    """
    ordered = _ordered(lines, sided, half_m, cut_nodes)
    degree = np.bincount(ordered.node[ordered.sided], minlength=len(nodes.lat))
    reach = np.bincount(ordered.node, minlength=len(nodes.lat))
    gate = gates & (degree == 0) & (reach > 1)
    separating = ordered.sided | gate[ordered.node]
    gaps = np.bincount(ordered.node[separating], minlength=len(nodes.lat))
    size = np.where(reach > 0, np.maximum(gaps, 1), 0)
    base = starts_of(size)
    rank = _rank_in_node(ordered.node, separating)
    own_gaps = np.maximum(gaps[ordered.node], 1)
    right = base[ordered.node] + (rank - 1) % own_gaps
    left = np.where(ordered.sided, base[ordered.node] + (rank - 2) % own_gaps, right)
    offset = _offsets(ordered, base, right, left, shape)
    node = np.repeat(np.arange(len(nodes.lat), dtype=np.int32), size)
    lat, lon = moved(nodes.lat[node], nodes.lon[node], offset)
    real = ordered.index >= 0
    index = ordered.index[real]
    direction = np.stack((np.sin(ordered.bearing), np.cos(ordered.bearing)), axis=1)
    return Corners(
        node,
        lat,
        lon,
        left=_by_half_edge(left[real], index, 2 * len(lines)).astype(np.int32),
        right=_by_half_edge(right[real], index, 2 * len(lines)).astype(np.int32),
        trim_left=_by_half_edge(_along(offset[left], direction)[real], index, 2 * len(lines)),
        trim_right=_by_half_edge(_along(offset[right], direction)[real], index, 2 * len(lines)),
        sided_degree=degree.astype(np.int32),
    )


def _along(offset: Floats, direction: Floats) -> Floats:
    along: Floats = np.sum(offset * direction, axis=1)
    return along


def _by_half_edge(
    values: NDArray[Any], index: NDArray[np.int64], n_half_edges: int
) -> NDArray[Any]:
    """Return values in the order of half-edges, which all occur."""
    made = np.empty(n_half_edges, dtype=values.dtype)
    made[index] = values
    return made


def _ordered(
    lines: Lines,
    sided: NDArray[np.bool_],
    half_m: NDArray[np.float64],
    cut_nodes: NDArray[np.int32],
) -> _HalfEdges:
    node = np.stack((lines.node_u, lines.node_v), axis=1).ravel()
    bearing = bearings(lines)
    index = np.arange(2 * len(lines), dtype=np.int64)
    is_sided, half = np.repeat(sided, 2), np.repeat(half_m, 2)
    # Beyond a cut the road goes straight on; without this its end would join both sides.
    more = index[is_sided & np.isin(node, cut_nodes)]
    node = np.concatenate((node, node[more]))
    bearing = np.concatenate((bearing, (bearing[more] + np.pi) % (2 * np.pi)))
    is_sided, half = np.concatenate((is_sided, is_sided[more])), np.concatenate((half, half[more]))
    index = np.concatenate((index, np.full(len(more), -1)))
    order = np.lexsort((~is_sided, bearing, node))
    return _HalfEdges(index[order], node[order], bearing[order], is_sided[order], half[order])


def _rank_in_node(node: NDArray[np.int32], counted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many counted half-edges of the same node come up to and with each."""
    running = np.cumsum(counted)
    first = np.searchsorted(node, node, side="left")
    rank: NDArray[np.int64] = running - (running[first] - counted[first])
    return rank


def _offsets(
    ordered: _HalfEdges,
    base: NDArray[np.int64],
    right: NDArray[np.int64],
    left: NDArray[np.int64],
    shape: CornerShape,
) -> Floats:
    """Return how far each corner lies from its node, metres east and north.

    It is where the kerb right of one carriageway meets the kerb left of the next: with unit
    vectors a and b and half widths p and q, at (q a + p b) / sin(angle from a to b).
    """
    offset = np.zeros((int(base[-1]), 2))
    several = ordered.sided & (left != right)
    before, after = np.empty(len(offset), dtype=np.int64), np.empty(len(offset), dtype=np.int64)
    at = np.flatnonzero(several)
    before[right[at]], after[left[at]] = at, at
    corner = np.unique(right[at])
    one, next_one = before[corner], after[corner]
    p, q = ordered.half_m[one], ordered.half_m[next_one]
    a, b = (
        np.stack((np.sin(ordered.bearing[each]), np.cos(ordered.bearing[each])), axis=1)
        for each in (one, next_one)
    )
    turn = (ordered.bearing[next_one] - ordered.bearing[one]) % (2 * np.pi)
    sine = np.sin(turn)
    meets = np.abs(sine) > np.sin(np.radians(shape.flat_deg))
    with np.errstate(divide="ignore", invalid="ignore"):
        kerbs = (q[:, None] * a + p[:, None] * b) / sine[:, None]
    middle = ordered.bearing[one] + turn / 2
    width = (p + q) / 2
    bisector = (width / np.maximum(np.sin(turn / 2), 1 / shape.farthest))[:, None] * np.stack(
        (np.sin(middle), np.cos(middle)), axis=1
    )
    best = np.where(meets[:, None], kerbs, bisector)
    far = np.hypot(best[:, 0], best[:, 1])
    limit = shape.farthest * np.maximum(p, q)
    offset[corner] = best * np.minimum(1, limit / np.maximum(far, 1e-9))[:, None]
    return offset
