"""The drawn bones of the borough: main roads, river, railway and footpaths drawn by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point, Polygon

from transit.demo.curves import Along, Points, beside, sampled, smooth
from transit.demo.noding import node, with_points
from transit.demo.passing import carry, pass_by
from transit.demo.plans import Plans
from transit.demo.town import Key, Street, Tags, keys

_LANE_GAP_M = 8.5
_TIE_M = 45.0
_RIVER_VIADUCT_M = 85.0
"""Half the railway's bridge over the river, whose banks are walked."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The bones, before anything has grown between them.

    Parameters
    ----------
    streets
        Roads, railway and footpaths, cut into pieces at bridges.
    river
        The river's water.
    river_line
        Its middle, metres.
    brook
        A brook's line, metres.
    rail
        The railway's line, metres.
    """

    streets: tuple[Street, ...]
    river: Polygon
    river_line: Points
    brook: Points
    rail: Points


def draw(plans: Plans) -> Skeleton:
    """Draw the bones.

    Parameters
    ----------
    plans
        What is drawn where.

    Returns
    -------
    Skeleton
        Streets whose junctions are shared points.
    """
    drawn = plans.skeleton
    river_line = smooth(np.array(drawn["river"]["points"], float))
    river = LineString(river_line).buffer(drawn["river"]["width"] / 2)
    rail = smooth(np.array(drawn["rail"]["points"], float), 40)
    roads = _with_roundabouts(_roads(drawn), drawn["roundabout"])
    listed = drawn["crossings"]
    roads = [piece for road in roads for piece in pass_by(road, river_line, _river_span(drawn))]
    rail_street = Street(rail, {"railway": "rail", "name": drawn["rail"]["name"]}, joinable=False)
    over = [road for road in roads if road.name in listed["rail_over"]]
    rails = [
        piece
        for part in carry(rail_street, [river_line], _RIVER_VIADUCT_M, {"bridge": "yes"})
        for piece in (
            carry(part, [road.points for road in over], 22, {"bridge": "yes"})
            if part.layer == 0
            else [part]
        )
    ]
    by_bridge = [
        piece
        for road in roads
        for piece in (
            [road]
            if road.name in listed["rail_over"] + listed["level"]
            else carry(road, [rail], 16, {"bridge": "yes"})
        )
    ]
    bypass = [road.points for road in roads if road.highway == "trunk"]
    paths = [piece for path in plans.paths for piece in _path(path, bypass, rail, by_bridge)]
    return Skeleton(
        streets=tuple(node([*by_bridge, *rails, *paths, _busway(drawn["busway"])])),
        river=river,
        river_line=river_line,
        brook=smooth(np.array(drawn["brook"]["points"], float)),
        rail=rail,
    )


def _river_span(drawn: dict[str, Any]) -> float:
    return float(drawn["river"]["width"]) / 2 + 9


def _roads(drawn: dict[str, Any]) -> list[Street]:
    """Return the drawn roads; a dual carriageway is two one-way ones."""
    roads = []
    for road in drawn["road"]:
        line = smooth(np.array(road["points"], float))
        tags: Tags = {"highway": road["class"], "name": road["name"]}
        if "ref" in road:
            tags["ref"] = road["ref"]
        if "speed" in road:
            tags["maxspeed"] = f"{road['speed']} mph"
        made = Street(line, tags, joinable=road.get("join", True))
        if road.get("dual"):
            way = {**tags, "oneway": "yes", "lanes": "2", "dual_carriageway": "yes"}
            roads.append(replace(made, points=beside(line, _LANE_GAP_M), tags=way))
            roads.append(replace(made, points=beside(line, -_LANE_GAP_M)[::-1], tags=dict(way)))
        else:
            roads.append(made)
    return roads


def _with_roundabouts(roads: list[Street], drawn: Iterable[dict[str, Any]]) -> list[Street]:
    """Return roads that end on the rings which they meet, and the rings."""
    rings = []
    for ring in drawn:
        at, radius = Point(ring["at"]), ring["radius"]
        turn = -np.linspace(0, 2 * np.pi, 25)[:-1]  # clockwise, as traffic keeps left
        circle = np.round(
            np.column_stack([np.cos(turn), np.sin(turn)]) * radius + np.array(ring["at"]), 2
        )
        closed = np.vstack([circle, circle[:1]])
        disc = Polygon(closed)
        touching = [road for road in roads if road.line.distance(at) < radius]
        highest = next(road for road in touching if road.highway in ("trunk", "secondary"))
        tags = {
            "highway": highest.highway,
            "junction": "roundabout",
            "oneway": "yes",
            "name": ring["name"],
            "maxspeed": "40 mph",
            "sidewalk": "both",
        }
        rings.append(Street(closed, tags, joinable=False))
        roads = [
            _outside(road, disc) if road.line.distance(at) < radius else road for road in roads
        ]
    return [*roads, *rings]


def _outside(road: Street, disc: Polygon) -> Street:
    """Return the longest part of a road outside a disc."""
    rest = road.line.difference(disc)
    longest = max(shapely.get_parts(rest), key=lambda part: part.length)
    return replace(road, points=np.round(shapely.get_coordinates(longest), 2))


def _busway(drawn: dict[str, Any]) -> Street:
    tags = {
        "highway": "busway",
        "name": drawn["name"],
        "oneway": "yes",
        "access": "no",
        "bus": "yes",
        "foot": "no",
        "sidewalk": "no",
        "maxspeed": "10 mph",
    }
    line = smooth(np.array(drawn["points"], float), 8)
    return Street(with_points(line, list(bay_places(line, drawn))), tags, joinable=False)


def bay_places(busway: Points, drawn: dict[str, Any]) -> Points:
    """Return where the bays lie along the busway.

    Parameters
    ----------
    busway
        Its points, ``(n, 2)`` metres.
    drawn
        From where to where, and how many.

    Returns
    -------
    ndarray
        ``(n_bays, 2)`` metres, rounded to centimetres.
    """
    along = Along.of(busway)
    start, end = (along.find(np.array(point, float)) for point in drawn["bays_from"])
    return np.round(along.at(np.linspace(start, end, drawn["bays"])), 2)


def _path(
    drawn: dict[str, Any], bypass: list[Points], rail: Points, roads: list[Street]
) -> list[Street]:
    """Return a drawn path, its bridge, subway and steps as pieces of their own."""
    tags = {"highway": drawn["kind"], **drawn.get("tags", {})}
    if "name" in drawn:
        tags["name"] = drawn["name"]
    line = smooth(np.array(drawn["points"], float), 12)
    if drawn.get("join"):
        line = _tied(line, roads)
    made = Street(line, tags)
    if drawn.get("under"):
        tunnel = {"name": drawn["crossing_name"], "tunnel": "yes", "lit": "yes"}
        return carry(made, [_middle(bypass, line)], 24, tunnel, layer=-1)
    if not drawn.get("over"):
        return [made]
    bridge = {"name": drawn["crossing_name"], "bridge": "yes"}
    pieces = carry(made, [_middle(bypass, line)], 30, {**bridge, "lit": "no"}, layer=2)
    return [
        part for piece in pieces for part in carry(piece, [rail], 14, bridge, layer=2, stairs_m=11)
    ]


def _middle(bypass: list[Points], line: Points) -> Points:
    """Return the middle between the two carriageways that a line crosses; far away if none."""
    crossed = [way for way in bypass if LineString(way).intersects(LineString(line))]
    if len(crossed) < 2:
        return np.array([[1e6, 1e6], [1e6 + 1, 1e6]])
    one, other = Along.of(crossed[0]), Along.of(crossed[1][::-1])
    share = np.linspace(0, 1, 200)
    return (one.at(share * one.length) + other.at(share * other.length)) / 2


def _tied(line: Points, roads: list[Street]) -> Points:
    """Return a line whose ends lie on the nearest road or not far from it."""
    joinable = MultiLineString([road.points for road in roads if road.joinable])
    ends = []
    for end in (line[0], line[-1]):
        nearest = shapely.shortest_line(Point(end), joinable)
        reach = np.array(nearest.coords[1]) if nearest.length < _TIE_M else end
        ends.append(np.round(reach, 2))
    return sampled(np.vstack([ends[0], line[1:-1], ends[1]]), 15)


def bay_nodes(plans: Plans) -> list[Key]:
    """Return the nodes of the bus station's bays.

    Parameters
    ----------
    plans
        The drawn busway.

    Returns
    -------
    list of Key
        In the order in which buses pass them.
    """
    drawn = plans.skeleton["busway"]
    return keys(bay_places(smooth(np.array(drawn["points"], float), 8), drawn))
