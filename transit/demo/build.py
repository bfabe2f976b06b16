"""Building the town: bones, streets, marks, buildings, land, in that order."""

from dataclasses import dataclass

import numpy as np
from shapely import Geometry, LineString, Polygon, union_all

from transit.demo.buildings import build_houses
from transit.demo.districts import settle
from transit.demo.landscape import lay_land, market_place
from transit.demo.marks import mark
from transit.demo.naming import name_streets
from transit.demo.noding import node
from transit.demo.places import Places, furnish, place
from transit.demo.plans import Plans
from transit.demo.plots import Ground
from transit.demo.skeleton import Skeleton, draw
from transit.demo.streams import stream
from transit.demo.tags import dress
from transit.demo.terrain import Terrain
from transit.demo.town import Neighbourhood, Spot, Street, Town, centre_of


@dataclass(frozen=True, slots=True)
class Built:
    """The finished town, and what later parts need to know of it."""

    town: Town
    bones: Skeleton
    places: Places
    terrain: Terrain


def build_town(plans: Plans, seed: int) -> Built:
    """Build the town.

    Parameters
    ----------
    plans
        What is drawn, and shares of the rest.
    seed
        The borough's seed.

    Returns
    -------
    Built
        Streets, marks, buildings, land and places.
    """
    bones = draw(plans)
    greens = _greens(plans)
    terrain = Terrain(LineString(bones.river_line))
    grown, districts = settle(plans, bones, greens, seed)
    square = Street(
        np.array(market_place(plans.skeleton["market_place"]["points"]).coords),
        {"highway": "pedestrian", "area": "yes", "name": plans.skeleton["market_place"]["name"]},
    )
    streets = node([*bones.streets, *grown, square])
    streets = name_streets(streets, plans.districts, plans.names, stream(seed, "street names"))
    streets = dress(streets, terrain, plans, stream(seed, "tags"))
    streets, marks = mark(streets, plans, stream(seed, "marks"))
    water = union_all(
        [bones.river.buffer(6), LineString(bones.brook).buffer(6), greens, Polygon(square.points)]
    )
    ground = Ground(streets, water)
    places = place(plans, ground)
    houses = build_houses(ground, districts, plans, stream(seed, "houses"))
    shops = [house for house in houses if house.district == "old"]
    spots = furnish(plans, ground, shops, stream(seed, "furniture"))
    buildings = [*places.buildings, *houses]
    town = Town(
        streets=tuple(streets),
        marks=marks,
        buildings=tuple(buildings),
        patches=tuple(lay_land(plans, bones, districts, buildings, stream(seed, "fields"))),
        spots=(*places.doors, *spots, *_labels(plans, districts)),
        districts=tuple(districts),
    )
    return Built(town, bones, places, terrain)


def _greens(plans: Plans) -> Geometry:
    """Return parks, woods and ponds, on which no house is built."""
    open_land = [
        Polygon(drawn["outline"])
        for drawn in plans.places["patch"]
        if drawn["tags"].get("leisure") in ("park", "pitch")
        or "natural" in drawn["tags"]
        or drawn["tags"].get("landuse") in ("cemetery", "allotments")
    ]
    return union_all(open_land)


def _labels(plans: Plans, districts: list[Neighbourhood]) -> list[Spot]:
    """Return the names of the borough and its neighbourhoods as points."""
    spots = [Spot(0.0, -2.0, {"place": "town", "name": plans.names["borough"]})]
    named: set[str] = set()
    for part in districts:
        if part.name not in named and part.kind not in ("precinct",):
            named.add(part.name)
            rank = "village" if part.kind == "village" else "suburb"
            x, y = centre_of(part.outline)
            spots.append(Spot(x, y, {"place": rank, "name": part.name}))
    return spots
