"""Neighbourhoods: the land between the bones, and the streets that grow on it."""

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point, Polygon

from transit.demo.grow import grow
from transit.demo.plans import Plans
from transit.demo.skeleton import Skeleton
from transit.demo.streams import stream
from transit.demo.town import Neighbourhood, Street

EDGE_M = (3150.0, 2650.0)
"""Half the borough's width and height, metres."""


def settle(
    plans: Plans, bones: Skeleton, open_land: shapely.Geometry, seed: int
) -> tuple[list[Street], list[Neighbourhood]]:
    """Grow every neighbourhood.

    Parameters
    ----------
    plans
        Where they lie, and what each kind is like.
    bones
        The main roads, river and railway between them.
    open_land
        Parks, woods and water, on which nothing grows, metres.
    seed
        The borough's seed.

    Returns
    -------
    tuple
        Streets and footpaths, not yet noded or named; the neighbourhoods' outlines.
    """
    faces = _faces(bones, open_land)
    joinable = MultiLineString(
        [
            street.points
            for street in bones.streets
            if street.joinable and street.layer == 0 and street.is_road
        ]
    )
    shapely.prepare(joinable)
    streets: list[Street] = []
    outlines: list[Neighbourhood] = []
    for place in plans.districts["district"]:
        kind = plans.districts["kind"][place["kind"]]
        face = _part_with(faces, Point(place["at"]), place.get("within"))
        rng = stream(seed, f"district {place['name']} {place['at']}")
        grown = grow(face, joinable, kind, rng)
        for line in grown.streets:
            tags = {"highway": kind["road"]}
            streets.append(Street(line, tags, 0, place["name"], place["kind"]))
        for line in grown.footpaths:
            points = np.round(line, 2)
            streets.append(Street(points, {"highway": "footway"}, 0, place["name"], place["kind"]))
        outlines.append(Neighbourhood(place["name"], place["kind"], face))
    return streets, outlines


def _faces(bones: Skeleton, open_land: shapely.Geometry) -> list[Polygon]:
    """Return the land between roads, river and railway."""
    x, y = EDGE_M
    border = LineString([(-x, -y), (x, -y), (x, y), (-x, y), (-x, -y)])
    roads = [
        street.line for street in bones.streets if street.is_road or street.name == "High Street"
    ]
    lines = [*roads, border, LineString(bones.river_line), LineString(bones.rail)]
    bypass = [street.line for street in bones.streets if street.highway == "trunk"]
    taken = shapely.union_all(
        [
            bones.river.buffer(14),
            LineString(bones.rail).buffer(14),
            LineString(bones.brook).buffer(9),
            *(line.buffer(24) for line in bypass),
            open_land,
        ]
    )
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines))))
    rest = shapely.difference(pieces, taken)
    return [part for part in shapely.get_parts(rest) if part.area > 900]


def _part_with(faces: list[Polygon], at: Point, within: list[float] | None) -> Polygon:
    """Return the face around a point, kept to a circle if one is given."""
    face = min(faces, key=lambda part: part.distance(at))
    if within is None:
        return face
    x, y, radius = within
    near = face.intersection(Point(x, y).buffer(radius))
    found: Polygon = min(shapely.get_parts(near), key=lambda part: part.distance(at))
    return found
