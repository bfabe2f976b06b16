"""Noding: where lines of one level meet they get a point in common."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import shapely
from shapely import STRtree

from transit.demo.curves import Along, Points
from transit.demo.town import Street, key, keys, lines_of

_REACH_M = 0.7
_SNAP_M = 5.0


def node(streets: list[Street]) -> list[Street]:
    """Give lines of one level that meet a point in common.

    Parameters
    ----------
    streets
        Lines that cross, touch or nearly touch.

    Returns
    -------
    list of Street
        The same lines with the points put in.
    """
    tied = _tie_ends(streets)
    lines = lines_of(tied)
    tree = STRtree(lines)
    first, second = tree.query(lines, predicate="intersects")
    put_in: dict[int, list[Points]] = defaultdict(list)
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if a >= b or tied[a].layer != tied[b].layer:
            continue
        for point in shapely.get_coordinates(shapely.intersection(lines[a], lines[b])):
            put_in[a].append(point)
            put_in[b].append(point)
    return [
        replace(street, points=with_points(street.points, put_in[i])) if i in put_in else street
        for i, street in enumerate(tied)
    ]


def _tie_ends(streets: list[Street]) -> list[Street]:
    """Move the ends that stop just short of a line onto it, and give that line the point."""
    lines = lines_of(streets)
    tree = STRtree(lines)
    ends = np.array([[s.points[0], s.points[-1]] for s in streets]).reshape(-1, 2)
    who, near = tree.query(shapely.points(ends), predicate="dwithin", distance=_REACH_M)
    put_in: dict[int, list[Points]] = defaultdict(list)
    moved: dict[int, Points] = {}
    for end, other in zip(who.tolist(), near.tolist(), strict=True):
        street = streets[end // 2]
        if other == end // 2 or end in moved or street.layer != streets[other].layer:
            continue
        if key(ends[end]) in keys(streets[other].points):
            continue
        point = _landing(streets[other].points, ends[end])
        moved[end] = point
        put_in[other].append(point)
    made = []
    for i, street in enumerate(streets):
        points = with_points(street.points, put_in[i]) if i in put_in else street.points.copy()
        for end, at in ((2 * i, 0), (2 * i + 1, -1)):
            if end in moved:
                points[at] = moved[end]
        made.append(replace(street, points=points))
    return made


def _landing(line: Points, end: Points) -> Points:
    """Return where an end meets a line: at a point of it that is near, else beside the end."""
    gaps = np.hypot(*(line - end).T)
    nearest = int(np.argmin(gaps))
    if gaps[nearest] < _SNAP_M:
        return np.asarray(line[nearest])
    along = Along.of(line)
    return np.asarray(np.round(along.at(along.find(end))[0], 2))


def with_points(line: Points, points: list[Points]) -> Points:
    """Return a line with points put in where they lie along it.

    Parameters
    ----------
    line
        ``(n, 2)``, metres.
    points
        Points on the line, ``(2,)`` metres each.

    Returns
    -------
    ndarray
        ``(m, 2)``, metres; points that it has already are not repeated.
    """
    known = set(keys(line))
    fresh = {key(point): np.round(point, 2) for point in points if key(point) not in known}
    if not fresh:
        return line.copy()
    along = Along.of(line)
    extra = np.array(list(fresh.values()))
    at = np.array([along.find(point) for point in extra])
    order = np.argsort(np.concatenate([along.reach, at]), kind="stable")
    return np.vstack([line, extra])[order]
