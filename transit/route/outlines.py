"""Where one is to an outline: how near, and whether within."""

import numpy as np
from numpy.typing import NDArray


def nearest_point(metres: NDArray[np.float64]) -> tuple[float, float]:
    """Return the point of an outline that is nearest to the origin.

    Parameters
    ----------
    metres
        ``(n, 2)`` metres east and north: a closed outline, or one point.

    Returns
    -------
    tuple of float
        Metres east and north.
    """
    if len(metres) == 1:
        return float(metres[0, 0]), float(metres[0, 1])
    start, step = metres[:-1], np.diff(metres, axis=0)
    squared = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(-(start * step).sum(axis=1) / squared, 0.0, 1.0)
    foot = start + share[:, None] * step
    at = int(np.argmin((foot**2).sum(axis=1)))
    return float(foot[at, 0]), float(foot[at, 1])


def is_inside(metres: NDArray[np.float64]) -> bool:
    """Return whether the origin lies within an outline.

    Parameters
    ----------
    metres
        ``(n, 2)`` metres east and north: a closed outline, or one point.

    Returns
    -------
    bool
        A ray to the east meets the outline an odd number of times; never for a point.
    """
    if len(metres) < 4:
        return False
    (x1, y1), (x2, y2) = metres[:-1].T, metres[1:].T
    over = (y1 > 0) != (y2 > 0)
    rise = np.where(over, y2 - y1, 1.0)
    return bool(np.count_nonzero(over & (x1 - y1 * (x2 - x1) / rise > 0)) % 2)
