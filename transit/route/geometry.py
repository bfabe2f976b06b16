"""Lines on the ground: lengths, headings and parts of lines, in metres near one place.

Lines are ``(n, 2) float64`` latitude, longitude. A walk is short, so the earth is taken as flat
around the line's first point: the error over 2 km is below 1 m.
"""

import numpy as np
from numpy.typing import NDArray

from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.route.journey import Compass

Line = NDArray[np.float64]


def to_metres(line: Line, lat: float, lon: float) -> Line:
    """Return a line as metres east and north of a point.

    Parameters
    ----------
    line
        Latitude, longitude.
    lat, lon
        The point, decimal degrees.

    Returns
    -------
    ndarray
        ``(n, 2)`` metres east, metres north.
    """
    east = (line[:, 1] - lon) * (METRES_PER_DEGREE * np.cos(np.radians(lat)))
    return np.column_stack([east, (line[:, 0] - lat) * METRES_PER_DEGREE])


def distances_m(line: Line) -> NDArray[np.float64]:
    """Return how far along a line each of its points lies.

    Parameters
    ----------
    line
        Latitude, longitude.

    Returns
    -------
    ndarray
        ``(n,)`` metres from the first point.
    """
    steps = np.diff(to_metres(line, line[0, 0], line[0, 1]), axis=0)
    return np.concatenate([[0.0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])


def point_at(line: Line, share: float) -> tuple[float, float]:
    """Return the point at a share of a line's length.

    Parameters
    ----------
    line
        Latitude, longitude.
    share
        0 its first point, 1 its last.

    Returns
    -------
    tuple
        Latitude, longitude.
    """
    along = distances_m(line)
    target = along[-1] * share
    return (
        float(np.interp(target, along, line[:, 0])),
        float(np.interp(target, along, line[:, 1])),
    )


def part(line: Line, start: float, end: float) -> Line:
    """Return a part of a line, turned round where it ends before it starts.

    Parameters
    ----------
    line
        Latitude, longitude.
    start, end
        Shares of its length.

    Returns
    -------
    ndarray
        The part from ``start`` to ``end``.
    """
    if start > end:
        return part(line, end, start)[::-1]
    along = distances_m(line)
    low, high = along[-1] * start, along[-1] * end
    inside = line[(along > low) & (along < high)]
    return np.vstack([point_at(line, start), inside, point_at(line, end)])


def heading_deg(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the direction from one point to another.

    Parameters
    ----------
    start, end
        Latitude, longitude.

    Returns
    -------
    float
        Degrees clockwise from north, 0 to below 360; 0 where the points are one.
    """
    north = end[0] - start[0]
    east = (end[1] - start[1]) * np.cos(np.radians((start[0] + end[0]) / 2))
    return float(np.degrees(np.arctan2(east, north)) % 360)


def first_heading_deg(line: Line, sight_m: float) -> float:
    """Return in which direction a line sets out.

    Parameters
    ----------
    line
        Latitude, longitude.
    sight_m
        How far to look ahead, metres: small kinks at a corner are not turns.

    Returns
    -------
    float
        Degrees clockwise from north.
    """
    length = distances_m(line)[-1]
    ahead = point_at(line, min(sight_m / length, 1.0)) if length > 0 else line[-1]
    return heading_deg((line[0, 0], line[0, 1]), (ahead[0], ahead[1]))


def last_heading_deg(line: Line, sight_m: float) -> float:
    """Return in which direction a line ends.

    Parameters
    ----------
    line
        Latitude, longitude.
    sight_m
        How far to look back, metres.

    Returns
    -------
    float
        Degrees clockwise from north.
    """
    return (first_heading_deg(line[::-1], sight_m) + 180) % 360


def compass(degrees: float) -> Compass:
    """Return the nearest of the eight winds.

    Parameters
    ----------
    degrees
        Clockwise from north.

    Returns
    -------
    Compass
        The wind.
    """
    return list(Compass)[round(degrees / 45) % 8]
