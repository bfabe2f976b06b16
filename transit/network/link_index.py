"""The grid in which streets beside a point are looked up, and the edges of each street."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.ids import NONE
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.kerbside.geometry import METRES_PER_DEGREE, spans, starts_of
from transit.network.walk import WalkNetwork

LEFT, MIDDLE, RIGHT = 0, 1, 2
CELL_M: Final = 100.0
"""Changes how fast a street is found, never which one."""


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """A grid over the streets, and the edges beside each centre line.

    ``origin (2,) float64`` south-west corner and ``cell (2,) float64`` size of a cell, degrees of
    latitude and longitude; ``shape (2,) int64`` rows and columns; ``cell_first (n_cells + 1,)
    int64`` into ``cell_point int32``: the points that start a straight piece lying in the cell;
    ``point_segment (n_points,) int32``; ``segment_edges (n_segments, 3) int32`` the edge left of,
    on and right of each segment, -1 none; ``segment_doors (n_segments, 2) int32`` the informal
    crossing edge at its first and at its last point, -1 none.
    """

    origin: NDArray[np.float64]
    cell: NDArray[np.float64]
    shape: NDArray[np.int64]
    cell_first: NDArray[np.int64]
    cell_point: NDArray[np.int32]
    point_segment: NDArray[np.int32]
    segment_edges: NDArray[np.int32]
    segment_doors: NDArray[np.int32]


def build_link_index(network: WalkNetwork) -> LinkIndex:
    """Build the grid in which streets are looked up.

    Parameters
    ----------
    network
        The walk network.

    Returns
    -------
    LinkIndex
        Arrays that can be stored and mapped.
    """
    lat, lon = network.point_lat, network.point_lon
    lengths = np.diff(network.segment_first)
    segment = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    edges = _edges_beside(network)
    starts = np.flatnonzero((segment[:-1] == segment[1:]) & (edges[segment[:-1]] != NONE).any(1))
    south, west = float(lat.min()), float(lon.min())
    cell_lat = CELL_M / METRES_PER_DEGREE
    cell = np.array([cell_lat, cell_lat / np.cos(np.radians((south + float(lat.max())) / 2))])
    row = ((lat - south) / cell[0]).astype(np.int64)
    column = ((lon - west) / cell[1]).astype(np.int64)
    shape = np.array([row.max() + 1, column.max() + 1])
    point, cells = _cells_of_pieces(starts, row, column, int(shape[1]))
    order = np.lexsort((point, cells))
    counts = np.bincount(cells, minlength=int(shape.prod()))
    return LinkIndex(
        origin=frozen(np.array([south, west])),
        cell=frozen(cell),
        shape=frozen(shape, np.int64),
        cell_first=frozen(starts_of(counts)),
        cell_point=frozen(point[order], np.int32),
        point_segment=frozen(segment),
        segment_edges=frozen(edges),
        segment_doors=frozen(_doors(network, edges)),
    )


def _edges_beside(network: WalkNetwork) -> NDArray[np.int32]:
    made = np.full((len(network.segment_first) - 1, 3), NONE, dtype=np.int32)
    edge = np.flatnonzero(network.edge_segment != NONE)
    made[network.edge_segment[edge], network.edge_side[edge].astype(np.int64) + 1] = edge
    return made


def _cells_of_pieces(
    starts: NDArray[np.int64], row: NDArray[np.int64], column: NDArray[np.int64], columns: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each piece with each cell that its bounding box touches."""
    low_row, high_row = _ordered(row[starts], row[starts + 1])
    low_column, high_column = _ordered(column[starts], column[starts + 1])
    tall = high_row - low_row + 1
    point, rows = np.repeat(starts, tall), spans(low_row, high_row)
    left, right = np.repeat(low_column, tall), np.repeat(high_column, tall)
    wide = right - left + 1
    return np.repeat(point, wide), np.repeat(rows, wide) * columns + spans(left, right)


def _ordered(
    one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.minimum(one, other), np.maximum(one, other)


def _doors(network: WalkNetwork, edges: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the informal crossing edges at both ends of each segment with two sides."""
    crossing = np.flatnonzero(
        (network.edge_kind == EdgeKind.CROSSING) & (network.edge_crossing == CrossingKind.NONE)
    )
    n_corners = len(network.corner_lat)
    low, high = _ordered(
        network.edge_u[crossing].astype(np.int64), network.edge_v[crossing].astype(np.int64)
    )
    key = low * n_corners + high
    order = np.argsort(key, kind="stable")
    doors = np.full((len(edges), 2), NONE, dtype=np.int32)
    both = np.flatnonzero((edges[:, LEFT] != NONE) & (edges[:, RIGHT] != NONE))
    if not len(crossing):
        return doors
    for end, corner in enumerate((network.edge_u, network.edge_v)):
        low, high = _ordered(
            corner[edges[both, LEFT]].astype(np.int64), corner[edges[both, RIGHT]].astype(np.int64)
        )
        asked = low * n_corners + high
        at = np.minimum(np.searchsorted(key[order], asked), len(order) - 1)
        found = key[order][at] == asked
        doors[both[found], end] = crossing[order[at[found]]]
    return doors
