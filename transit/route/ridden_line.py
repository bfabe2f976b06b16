"""The streets that a bus drives: the part of its shape between getting on and off."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.network.timetable import Timetable
from transit.route.geometry import Line, distances_m, part, to_metres
from transit.route.journey import Point

_PIECE_M: Final = 20.0
"""Stops closer together than so many metres do not occur on one line."""


def ridden_points(
    timetable: Timetable,
    shape: int,
    stops: Sequence[Point],
    board: int,
    alight: int,
    most_off_m: float,
) -> tuple[Point, ...] | None:
    """Return the line driven between two stops of a trip.

    Parameters
    ----------
    timetable
        With the shapes.
    shape
        The trip's shape, -1 none.
    stops
        All its stops in order: a line that passes a stop twice is told apart by the others.
    board, alight
        Positions of the two stops.
    most_off_m
        Farthest that a stop may lie from the shape, metres.

    Returns
    -------
    tuple or None
        From stop to stop; None where there is no shape or it misses a stop.
    """
    if not 0 <= shape < timetable.shape_first.size - 1:
        return None
    first, last = int(timetable.shape_first[shape]), int(timetable.shape_first[shape + 1])
    lat, lon = timetable.shape_lat[first:last], timetable.shape_lon[first:last]
    line = np.column_stack([lat.astype(np.float64), lon.astype(np.float64)])
    if len(line) < 2:
        return None
    along_m, off_m = places_along(line, stops)
    if max(off_m[board], off_m[alight]) > most_off_m:
        return None
    whole = float(distances_m(line)[-1])
    if whole <= 0:
        return None
    driven = part(line, along_m[board] / whole, along_m[alight] / whole)
    points = [(float(lat), float(lon)) for lat, lon in driven]
    return (stops[board], *points, stops[alight])


def places_along(
    line: Line, stops: Sequence[Point]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where along a line each stop lies, in order.

    Of all ways to put the stops on the line one after the other, the one with the least distance
    between stops and line in all.

    Parameters
    ----------
    line
        Latitude, longitude.
    stops
        Latitude and longitude of each stop.

    Returns
    -------
    along_m, off_m : ndarray
        ``(n_stops,)`` metres from the line's start, and from the stop to the line.
    """
    metres = _short_pieces(to_metres(line, line[0, 0], line[0, 1]))
    places = to_metres(np.array(stops, dtype=np.float64), line[0, 0], line[0, 1])
    start, step = metres[:-1], np.diff(metres, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    begun = np.concatenate([[0.0], np.cumsum(length)[:-1]])
    # Foot of each stop on each segment: (n_stops, n_segments).
    offset = places[:, None, :] - start[None]
    share = np.einsum("ksd,sd->ks", offset, step) / np.maximum(length**2, 1e-12)
    share = np.clip(share, 0.0, 1.0)
    gap = offset - share[..., None] * step[None]
    off = np.hypot(gap[..., 0], gap[..., 1])
    chosen = _in_order(off)
    row = np.arange(len(stops))
    along = begun[chosen] + share[row, chosen] * length[chosen]
    return np.maximum.accumulate(along), off[row, chosen]


def _short_pieces(metres: Line) -> Line:
    """The same line with more points: stops are put in order by piece, not within one."""
    step = np.hypot(*np.diff(metres, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    pieces = np.maximum(np.ceil(step / _PIECE_M), 1).astype(np.int64)
    inner = [
        np.linspace(start, end, count, endpoint=False)
        for start, end, count in zip(along[:-1], along[1:], pieces, strict=True)
    ]
    at = np.concatenate([*inner, along[-1:]])
    return np.column_stack([np.interp(at, along, metres[:, axis]) for axis in (0, 1)])


def _in_order(cost: NDArray[np.float64]) -> NDArray[np.int64]:
    """The column of each row, never falling, with the least sum."""
    n_rows, n_columns = cost.shape
    came_from = np.zeros((n_rows, n_columns), np.int64)
    best = cost[0]
    columns = np.arange(n_columns)
    for row in range(1, n_rows):
        least = np.minimum.accumulate(best)
        falls = np.diff(least, prepend=np.inf) < 0
        came_from[row] = np.maximum.accumulate(np.where(falls, columns, 0))
        best = least + cost[row]
    chosen = np.zeros(n_rows, np.int64)
    chosen[-1] = int(np.argmin(best))
    for row in range(n_rows - 1, 0, -1):
        chosen[row - 1] = came_from[row, chosen[row]]
    return chosen
