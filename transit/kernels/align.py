"""Where along a line each stop of a trip lies, in the order in which they are called at."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def align_stops(
    line_x: NDArray[np.float64],
    line_y: NDArray[np.float64],
    stop_x: NDArray[np.float64],
    stop_y: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Match stops to segments so that the squared distances sum to the least, never going back.

    Going back within one segment, which no choice of segments may be able to avoid, counts like a
    distance from the line.

    Parameters
    ----------
    line_x, line_y
        ``(n_points,) float64``, m; at least two points.
    stop_x, stop_y
        ``(n_stops,) float64``, m.

    Returns
    -------
    segment : ndarray
        ``(n_stops,) int64``.
    share : ndarray
        ``(n_stops,) float64`` how far along the segment, 0 to 1.
    distance : ndarray
        ``(n_stops,) float64`` from the stop to the line, m.
    """
    n_stops, n_segments = stop_x.size, line_x.size - 1
    came_from = np.empty((n_stops, n_segments), np.int32)
    best = np.zeros(n_segments)
    before = np.zeros(n_segments)  # share at which the stop before lies on each segment
    for stop in range(n_stops):
        least, least_at = np.inf, 0  # over the segments before this one
        for at in range(n_segments):
            share_here, squared = _project(line_x, line_y, at, stop_x[stop], stop_y[stop])
            length = np.hypot(line_x[at + 1] - line_x[at], line_y[at + 1] - line_y[at])
            back = max(before[at] - share_here, 0.0) * length
            stay = best[at] + back * back
            from_best = best[at]
            if stay <= least:
                best[at] = stay + squared
                came_from[stop, at] = at
            else:
                best[at] = least + squared
                came_from[stop, at] = least_at
            if from_best < least:
                least, least_at = from_best, at
            before[at] = share_here
    segment = np.empty(n_stops, np.int64)
    share = np.empty(n_stops, np.float64)
    distance = np.empty(n_stops, np.float64)
    at = int(np.argmin(best))
    for stop in range(n_stops - 1, -1, -1):
        segment[stop] = at
        share[stop], squared = _project(line_x, line_y, at, stop_x[stop], stop_y[stop])
        distance[stop] = np.sqrt(squared)
        at = came_from[stop, at]
    return segment, share, distance


@njit(cache=True)
def _project(
    line_x: NDArray[np.float64], line_y: NDArray[np.float64], at: int, x: float, y: float
) -> tuple[float, float]:
    """Return the nearest point of a segment, as a share of it, and the squared distance."""
    dx, dy = line_x[at + 1] - line_x[at], line_y[at + 1] - line_y[at]
    length = dx * dx + dy * dy
    share = 0.0
    if length > 0:
        share = ((x - line_x[at]) * dx + (y - line_y[at]) * dy) / length
        share = min(max(share, 0.0), 1.0)
    off_x, off_y = x - line_x[at] - share * dx, y - line_y[at] - share * dy
    return share, off_x * off_x + off_y * off_y
