"""Land and water for the map: parks, woods, fields, the river, and built-up land."""

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Point, Polygon

from transit.demo.curves import smooth
from transit.demo.districts import EDGE_M
from transit.demo.plans import Plans
from transit.demo.skeleton import Skeleton
from transit.demo.town import Building, Neighbourhood, Patch

_YARD_M = 26.0
_FIELD_M = 310.0
_LEAST_FIELD_M2 = 2_500.0
_IN_TOWN_M = 1_300.0
_TOWN_MIDDLE = Point(0, 0)
_WHOLE = ("old", "precinct", "campus", "terrace")


def lay_land(
    plans: Plans,
    bones: Skeleton,
    districts: list[Neighbourhood],
    buildings: list[Building],
    rng: np.random.Generator,
) -> list[Patch]:
    """Lay out land and water.

    Parameters
    ----------
    plans
        Parks, woods and ponds as drawn.
    bones
        River and railway.
    districts
        Neighbourhoods.
    buildings
        Buildings, around which land is built up.

    rng
        Random numbers.

    Returns
    -------
    list of Patch
        Outlines with tags, water last.
    """
    water = bones.river
    parks = _parks(plans, water)
    built_up = _built_up(plans, districts, buildings)
    patches = [*_fields(_kept_free(bones, districts, built_up, parks), rng), *built_up, *parks]
    patches.append(Patch(water, {"natural": "water", "water": "river"}))
    return patches


def _built_up(
    plans: Plans, districts: list[Neighbourhood], buildings: list[Building]
) -> list[Patch]:
    """Return the land around the buildings of each neighbourhood."""
    centres = MultiPoint([building.centre for building in buildings])
    patches = []
    for place in districts:
        use = plans.districts["kind"][place.kind]["landuse"]
        if not use:
            continue
        inside = centres.intersection(place.outline)
        built = inside.buffer(_YARD_M + 14).buffer(_YARD_M).buffer(-_YARD_M)
        outline = built.intersection(place.outline).simplify(2.0)
        patches += [
            Patch(Polygon(part.exterior), {"landuse": use, "name": place.name})
            for part in shapely.get_parts(outline)
            if part.geom_type == "Polygon" and part.area > 4000
        ]
    return patches


def _parks(plans: Plans, water: Polygon) -> list[Patch]:
    """Return the parks, woods and ponds that are drawn."""
    patches = []
    for drawn in plans.places["patch"]:
        corners = np.array([*drawn["outline"], drawn["outline"][0]], float)
        outline = Polygon(smooth(corners, 30)).buffer(0).difference(water)
        tags = {**drawn["tags"], "name": drawn["name"]}
        patches += [Patch(part, tags) for part in shapely.get_parts(outline) if part.area > 60]
    return patches


def _kept_free(
    bones: Skeleton, districts: list[Neighbourhood], built_up: list[Patch], parks: list[Patch]
) -> shapely.Geometry:
    """Return the land on which no field lies."""
    lines = [street.line for street in bones.streets if street.is_road or not street.highway]
    return shapely.union_all(
        [
            *(line.buffer(11) for line in lines),
            bones.river.buffer(16),
            LineString(bones.brook).buffer(7),
            *(place.outline.buffer(4) for place in districts if place.kind in _WHOLE),
            *(patch.outline.buffer(5) for patch in (*built_up, *parks)),
        ]
    )


def _fields(kept_free: shapely.Geometry, rng: np.random.Generator) -> list[Patch]:
    """Return the fields around the town: cells about scattered points, cut at roads and water."""
    half = np.array([EDGE_M[0] + 450, EDGE_M[1] + 450])
    steps = [np.arange(-edge, edge, _FIELD_M) for edge in half.tolist()]
    grid = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2)
    points = grid + rng.uniform(0, _FIELD_M, grid.shape)
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points)))
    window = shapely.box(*-half, *half)
    rest = shapely.buffer(shapely.difference(shapely.intersection(cells, window), kept_free), -4)
    uses = rng.choice(["farmland", "farmland", "meadow", "grass"], len(rest))
    patches = []
    for cell, use in zip(rest, uses, strict=True):
        for part in shapely.get_parts(cell):
            if part.geom_type != "Polygon" or part.area < _LEAST_FIELD_M2:
                continue
            in_town = part.distance(_TOWN_MIDDLE) < _IN_TOWN_M
            tags = {"landuse": "grass" if in_town else str(use)}
            patches.append(Patch(Polygon(part.exterior.simplify(1.0)), tags))
    return patches


def market_place(points: list[list[float]]) -> LineString:
    """Return the outline of the market place.

    Parameters
    ----------
    points
        Its corners, metres.

    Returns
    -------
    LineString
        Closed.
    """
    corners = np.array([*points, points[0]], float)
    return LineString(smooth(corners, 12))
