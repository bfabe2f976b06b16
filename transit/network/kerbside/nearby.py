"""Nearby: lines as shapes in a plane, and which of them lie near a point."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from transit.network.kerbside.geometry import east_north, spans
from transit.network.kerbside.lines import Lines


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of a point and a line near it.

    ``point``, ``line`` indices; ``at_m`` along the line to the nearest place on it, ``distance``
    metres to there, ``left`` metres that the point lies left of the line, ``heading`` of the line
    there, radians from east; ``offset (n, 2)`` metres east and north from that place to the point.
    """

    point: NDArray[np.int64]
    line: NDArray[np.int64]
    at_m: NDArray[np.float64]
    distance: NDArray[np.float64]
    left: NDArray[np.float64]
    heading: NDArray[np.float64]
    offset: NDArray[np.float64]


def plane_of(lines: Lines) -> NDArray[np.float64]:
    """Return the points of lines in metres about their middle: good to a per cent.

    Parameters
    ----------
    lines
        Lines.

    Returns
    -------
    ndarray
        ``(n_points, 2)`` metres east and north.
    """
    return in_plane(lines, lines.lat, lines.lon) if len(lines.lat) else np.empty((0, 2))


def in_plane(
    lines: Lines, lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return points in the plane of :func:`plane_of`.

    Parameters
    ----------
    lines
        Lines about whose middle the plane lies.
    lat, lon
        ``(n,)`` decimal degrees.

    Returns
    -------
    ndarray
        ``(n, 2)`` metres east and north.
    """
    return east_north(lat, lon, float(lines.lat.mean()), float(lines.lon.mean()))


def shapes_of(
    lines: Lines, plane: NDArray[np.float64], which: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Return some lines as shapes.

    Parameters
    ----------
    lines
        Lines.
    plane
        Their points, from :func:`plane_of`.
    which
        ``(n,)`` indices of lines.

    Returns
    -------
    ndarray
        ``(n,)`` LineStrings in metres.
    """
    points = spans(lines.first[which], lines.first[which + 1] - 1)
    owner = np.repeat(np.arange(len(which)), np.diff(lines.first)[which])
    return np.asarray(shapely.linestrings(plane[points], indices=owner), dtype=object)


def headings_at(shapes: NDArray[np.object_], at_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the direction of shapes near a place on each.

    Parameters
    ----------
    shapes
        ``(n,)`` LineStrings in metres.
    at_m
        ``(n,)`` metres along them.

    Returns
    -------
    ndarray
        ``(n,)`` radians from east, counter-clockwise.
    """
    behind, ahead = (
        shapely.get_coordinates(shapely.line_interpolate_point(shapes, np.maximum(at_m + by, 0)))
        for by in (-1.0, 1.0)
    )
    step = ahead - behind
    heading: NDArray[np.float64] = np.arctan2(step[:, 1], step[:, 0])
    return heading


def lines_near(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    lines: Lines,
    asked: NDArray[np.bool_],
    within_m: float,
) -> Near:
    """Find all lines of some ways within a distance of points.

    Parameters
    ----------
    lat, lon
        ``(n,)`` decimal degrees; a point that is not finite has no line.
    lines
        Lines.
    asked
        ``(n_ways,)`` which ways' lines.
    within_m
        Distance, metres.

    Returns
    -------
    Near
        All pairs.
    """
    usable = np.flatnonzero(asked[lines.way])
    shapes = shapes_of(lines, plane_of(lines), usable)
    known = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
    at = in_plane(lines, lat[known], lon[known])
    point, which = shapely.STRtree(shapes).query(
        shapely.points(at), predicate="dwithin", distance=within_m
    )
    shape = shapes[which]
    along = shapely.line_locate_point(shape, shapely.points(at[point]))
    foot = shapely.get_coordinates(shapely.line_interpolate_point(shape, along))
    heading = headings_at(shape, along)
    offset = at[point] - foot
    length = np.maximum(shapely.length(shape), 1e-9)
    return Near(
        known[point],
        usable[which],
        along / length * lines.length_m[usable[which]],
        np.hypot(offset[:, 0], offset[:, 1]),
        np.cos(heading) * offset[:, 1] - np.sin(heading) * offset[:, 0],
        heading,
        offset,
    )
