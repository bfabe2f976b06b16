"""Whether a stop is now on the other side of its road."""

import numpy as np
from numpy.typing import NDArray

from transit.model.ids import NONE
from transit.network.area import Area
from transit.route.geometry import Line, to_metres


def is_across(area: Area, stop: int, was: tuple[float, float], reach_m: float) -> bool:
    """Tell whether a stop stands across the road from where it was.

    Parameters
    ----------
    area
        Streets and stops as they are now.
    stop
        Row of the stop.
    was
        Where it was: latitude and longitude.
    reach_m
        Farthest from the centre line, metres.

    Returns
    -------
    bool
        False also where the road is not known.
    """
    way = int(area.stops.street[stop])
    if way == NONE:
        return False
    row = area.timetable.stops.row(stop, named=True)
    is_now = (float(row["lat"]), float(row["lon"]))
    lines = _lines(area, way)
    sides = [_side(lines, each, reach_m) for each in (was, is_now)]
    return sides[0] * sides[1] < 0


def _lines(area: Area, way: int) -> list[Line]:
    """The centre lines of the way, and of others of its name."""
    walk = area.walk
    name = walk.way_name[way]
    ways = np.flatnonzero(walk.way_name == name) if name else np.array([way])
    sided = (walk.edge_side != 0) & (walk.edge_segment != NONE) & np.isin(walk.edge_way, ways)
    segments = np.unique(walk.edge_segment[sided])
    return [
        np.column_stack(
            [
                walk.point_lat[walk.segment_first[k] : walk.segment_first[k + 1]],
                walk.point_lon[walk.segment_first[k] : walk.segment_first[k + 1]],
            ]
        )
        for k in segments.tolist()
    ]


def _side(lines: list[Line], at: tuple[float, float], reach_m: float) -> float:
    """Left above 0, right below, 0 where no line is near; by the nearest piece of a line.

    Lines of one road may be drawn either way: all are read as going north, or east.
    """
    best, side = reach_m, 0.0
    for line in lines:
        near = to_metres(line, *at)
        start, step = near[:-1], np.diff(near, axis=0)
        length = np.maximum((step**2).sum(axis=1), 1e-9)
        share = np.clip(-(start * step).sum(axis=1) / length, 0.0, 1.0)
        foot = start + share[:, None] * step
        off: NDArray[np.float64] = np.hypot(foot[:, 0], foot[:, 1])
        k = int(np.argmin(off))
        if off[k] < best:
            best = float(off[k])
            cross = float(step[k, 0] * -start[k, 1] + step[k, 1] * start[k, 0])
            side = np.sign(cross) * _drawn(step[k])
    return float(side)


def _drawn(step: NDArray[np.float64]) -> float:
    east, north = float(step[0]), float(step[1])
    return 1.0 if (north > 0 if abs(north) > abs(east) else east > 0) else -1.0
