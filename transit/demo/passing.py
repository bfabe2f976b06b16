"""Where lines pass above or below each other: bridges, subways and their stairs."""

from dataclasses import replace

import numpy as np
import shapely
from shapely import LineString

from transit.demo.curves import Along, Points
from transit.demo.town import Street, Tags


def carry(
    street: Street,
    obstacles: list[Points],
    half_m: float,
    tags: Tags,
    *,
    layer: int = 1,
    stairs_m: float = 0.0,
) -> list[Street]:
    """Carry a street over (or under) lines that it meets.

    Parameters
    ----------
    street
        The street.
    obstacles
        Lines that it must not join, ``(n, 2)`` metres each.
    half_m
        Length of the bridge to either side of the obstacle, metres.
    tags
        Tags of the bridge or tunnel.
    layer
        Its level.
    stairs_m
        Length of the stairs at both ends, metres; 0 for none.

    Returns
    -------
    list of Street
        Pieces in order, which meet end to end.
    """
    along = Along.of(street.points)
    spans = _spans(along, obstacles, half_m)
    pieces: list[Street] = []
    done = 0.0
    for start, end in spans:
        before, after = start - stairs_m, end + stairs_m
        if before > done + 1:
            pieces.append(replace(street, points=along.cut(done, before)))
        over = {**street.tags, **tags, "layer": str(layer)}
        stair = {**street.tags, "highway": "steps"}
        if stairs_m:
            pieces.append(
                replace(street, points=along.cut(before, start), tags={**stair, "incline": "up"})
            )
        pieces.append(
            replace(street, points=along.cut(start, end), tags=over, layer=layer, joinable=False)
        )
        if stairs_m:
            pieces.append(
                replace(street, points=along.cut(end, after), tags={**stair, "incline": "down"})
            )
        done = after
    if not pieces:
        return [street]
    if along.length > done + 1:
        pieces.append(replace(street, points=along.cut(done, along.length)))
    return pieces


def pass_by(street: Street, river: Points, half_m: float) -> list[Street]:
    """Carry a road over the river.

    Parameters
    ----------
    street
        The road.
    river
        The river's middle, ``(n, 2)`` metres.
    half_m
        Half the bridge's length, metres.

    Returns
    -------
    list of Street
        Pieces in order.
    """
    return carry(street, [river], half_m, {"bridge": "yes"})


def _spans(along: Along, obstacles: list[Points], half_m: float) -> list[tuple[float, float]]:
    """Return the stretches to carry, joined where they meet, in order."""
    line = LineString(along.points)
    met: list[float] = []
    for obstacle in obstacles:
        points = shapely.get_coordinates(line.intersection(LineString(obstacle)))
        met += [along.find(np.asarray(point)) for point in points]
    spans: list[tuple[float, float]] = []
    for at in sorted(met):
        start, end = max(at - half_m, 0.0), min(at + half_m, along.length)
        if spans and start <= spans[-1][1] + 5:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
