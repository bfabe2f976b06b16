"""On which side of its road a stop stands, as the bus drives."""

import numpy as np

from transit.model.ids import NONE
from transit.network.area import Area
from transit.route.geometry import heading_deg, to_metres
from transit.route.journey import Side


def side_as_driven(area: Area, stop: int, driven_deg: float) -> Side:
    """Return the side of the road on which a stop stands, as the bus drives.

    Parameters
    ----------
    area
        The area.
    stop
        Index of the stop.
    driven_deg
        Direction in which the buses drive there, degrees clockwise from north.

    Returns
    -------
    Side
        NONE where the stop is not linked to a road, or the road lies across the direction.
    """
    side, corner = int(area.stops.side[stop]), int(area.stops.corner[stop])
    if side == 0 or corner == NONE:
        return Side.NONE
    road_deg = _road_heading_deg(area, corner)
    if road_deg is None:
        return Side.NONE
    off = abs((driven_deg - road_deg + 180) % 360 - 180)
    return Side.LEFT if (side < 0) == (off <= 90) else Side.RIGHT


def _road_heading_deg(area: Area, corner: int) -> float | None:
    """Direction of the centre line beside a corner, in the way the line is drawn."""
    walk = area.walk
    for arc in range(int(walk.arcs.first_arc[corner]), int(walk.arcs.first_arc[corner + 1])):
        edge = int(walk.arcs.arc_edge[arc])
        segment = int(walk.edge_segment[edge])
        if walk.edge_side[edge] == 0 or segment == NONE:
            continue
        first, last = int(walk.segment_first[segment]), int(walk.segment_first[segment + 1])
        lat, lon = float(walk.corner_lat[corner]), float(walk.corner_lon[corner])
        line = np.column_stack([walk.point_lat[first:last], walk.point_lon[first:last]])
        near = to_metres(line, lat, lon)
        middles = (near[:-1] + near[1:]) / 2
        at = int(np.argmin(np.hypot(middles[:, 0], middles[:, 1])))
        return heading_deg((line[at, 0], line[at, 1]), (line[at + 1, 0], line[at + 1, 1]))
    return None
