"""Land and water for the map: parks, woods, fields, the river, and built-up land."""

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Polygon

from transit.demo.curves import smooth
from transit.demo.plans import Plans
from transit.demo.skeleton import Skeleton
from transit.demo.town import Building, Neighbourhood, Patch

_YARD_M = 26.0


def lay_land(
    plans: Plans, bones: Skeleton, districts: list[Neighbourhood], buildings: list[Building]
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

    Returns
    -------
    list of Patch
        Outlines with tags, water last.
    """
    water = bones.river
    patches = [*_built_up(plans, districts, buildings)]
    for drawn in plans.places["patch"]:
        corners = np.array([*drawn["outline"], drawn["outline"][0]], float)
        outline = Polygon(smooth(corners, 30)).buffer(0).difference(water)
        tags = {**drawn["tags"], "name": drawn["name"]}
        patches += [Patch(part, tags) for part in shapely.get_parts(outline) if part.area > 60]
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
