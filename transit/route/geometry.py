"""Lines on the ground: lengths, headings and parts of lines, in metres near one place.

Lines are ``(n, 2) float64`` latitude, longitude. A walk is short, so the earth is taken as flat
around the line's first point: the error over 2 km is below 1 m.
"""

from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians

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
    points = line.tolist()
    return _point_after(points, share * sum(_steps_m(points)))


def _steps_m(points: list[list[float]]) -> list[float]:
    """Metres from each point to the next; in plain Python, as lines have few points."""
    shrink = cos(radians(points[0][0]))
    return [
        METRES_PER_DEGREE * hypot((lon - lon0) * shrink, lat - lat0)
        for (lat0, lon0), (lat, lon) in pairwise(points)
    ]


def _point_after(points: list[list[float]], metres: float) -> tuple[float, float]:
    """The point so many metres along, the last one where the line is shorter."""
    left = metres
    for ((lat0, lon0), (lat, lon)), step in zip(pairwise(points), _steps_m(points), strict=True):
        if step > 0 and left <= step:
            share = left / step
            return lat0 + share * (lat - lat0), lon0 + share * (lon - lon0)
        left -= step
    return points[-1][0], points[-1][1]


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
    east = (end[1] - start[1]) * cos(radians((start[0] + end[0]) / 2))
    return degrees(atan2(east, north)) % 360


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
    points = line.tolist()
    return heading_deg((points[0][0], points[0][1]), _point_after(points, sight_m))


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
