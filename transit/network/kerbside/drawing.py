"""Drawing edges: their lines moved from the centre line to their side of the road."""

import numpy as np
from numpy.typing import NDArray

from transit.model.ids import NONE
from transit.model.streets import RoadClass
from transit.network.kerbside.geometry import east_north, moved
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules


def half_widths(rules: Rules) -> NDArray[np.float64]:
    """Return the distance from centre line to kerb of each class of road.

    Parameters
    ----------
    rules
        Rules for streets.

    Returns
    -------
    ndarray
        ``(n RoadClass,) float64`` metres, 0 for what is no carriageway with sides.
    """
    made = np.zeros(len(RoadClass))
    for rule in reversed(list(rules.highways.values())):
        if rule.sided:
            made[rule.road] = rule.half_width_m
    return made


def segment_line(network: WalkNetwork, segment: int) -> NDArray[np.float64]:
    """Return a centre line.

    Parameters
    ----------
    network
        The walk network.
    segment
        Which.

    Returns
    -------
    ndarray
        ``(n, 2)`` lat, lon, decimal degrees.
    """
    points = slice(int(network.segment_first[segment]), int(network.segment_first[segment + 1]))
    return np.stack((network.point_lat[points], network.point_lon[points]), axis=1)


def edge_line(network: WalkNetwork, edge: int, rules: Rules) -> NDArray[np.float64]:
    """Return an edge's line from its u to its v, on its side of the road.

    Parameters
    ----------
    network
        The walk network.
    edge
        Which.
    rules
        Rules for streets: half widths.

    Returns
    -------
    ndarray
        ``(n, 2)`` lat, lon, decimal degrees; from corner to corner.
    """
    u, v = int(network.edge_u[edge]), int(network.edge_v[edge])
    ends = np.array(
        [
            (network.corner_lat[u], network.corner_lon[u]),
            (network.corner_lat[v], network.corner_lon[v]),
        ]
    )
    segment = int(network.edge_segment[edge])
    if segment == NONE:
        return ends
    line = segment_line(network, segment)
    side = int(network.edge_side[edge])
    if network.edge_turned[edge]:
        line, side = line[::-1], -side
    half_m = side * half_widths(rules)[network.edge_road[edge]]
    inner = _beside(line, half_m)[_uncut(line, ends)]
    return np.concatenate((ends[:1], inner, ends[1:]))


def _beside(line: NDArray[np.float64], right_m: float) -> NDArray[np.float64]:
    """Return a line's points moved to the right of its direction, at bends along the bisector."""
    if right_m == 0 or len(line) < 3:
        return line
    plane = east_north(line[:, 0], line[:, 1], float(line[0, 0]), float(line[0, 1]))
    step = np.diff(plane, axis=0)
    size = np.hypot(step[:, 0], step[:, 1])
    step = step / np.maximum(size, 1e-9)[:, None]
    ahead = np.concatenate((step, step[-1:]))
    behind = np.concatenate((step[:1], step))
    bisector = ahead + behind
    bisector /= np.maximum(np.hypot(bisector[:, 0], bisector[:, 1]), 1e-9)[:, None]
    right = np.stack((bisector[:, 1], -bisector[:, 0]), axis=1)
    lat, lon = moved(line[:, 0], line[:, 1], right * right_m)
    return np.stack((lat, lon), axis=1)


def _uncut(line: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which inner points of a line lie between its corners: kerbs are cut short there."""
    plane = east_north(line[:, 0], line[:, 1], float(line[0, 0]), float(line[0, 1]))
    corners = east_north(ends[:, 0], ends[:, 1], float(line[0, 0]), float(line[0, 1]))
    step = np.diff(plane, axis=0)
    size = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    along = np.concatenate(([0.0], np.cumsum(size)))
    begin = np.dot(corners[0] - plane[0], step[0]) / size[0]
    end = along[-1] + np.dot(corners[1] - plane[-1], step[-1]) / size[-1]
    uncut: NDArray[np.bool_] = (along > max(begin, 0.0)) & (along < min(end, along[-1]))
    return uncut
