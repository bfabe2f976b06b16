"""Landmarks and opportunities: each takes a plot beside a road, with its door to the street."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from transit.demo.curves import Along, Points, left_of, rounded
from transit.demo.plans import Plans
from transit.demo.plots import Ground, Plot
from transit.demo.town import Building, Spot, Tags


@dataclass(frozen=True, slots=True)
class Venue:
    """An opportunity and its door."""

    number: int
    drawn: Mapping[str, Any]
    door: Points

    @property
    def identity(self) -> str:
        """Its id in the directory."""
        return f"O{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Places:
    """Buildings with a name, doors, and the opportunities among them."""

    buildings: tuple[Building, ...]
    doors: tuple[Spot, ...]
    venues: tuple[Venue, ...]


def place(plans: Plans, ground: Ground) -> Places:
    """Give every landmark and opportunity a plot.

    Parameters
    ----------
    plans
        Where they should stand.
    ground
        Streets and plots; those given out are taken afterwards.

    Returns
    -------
    Places
        What stands where.
    """
    buildings, doors, venues = [], [], []
    for number, drawn in enumerate(plans.places["opportunity"], start=1):
        plot = ground.claim(drawn["at"], drawn["front"], drawn["deep"])
        if plot is None:
            continue
        tags = {"building": "yes", "name": drawn["name"], **drawn["tags"]}
        tags["opening_hours"] = drawn["hours"]
        buildings.append(Building(plot.outline, tags, drawn["kind"], "public"))
        doors.append(Spot(float(plot.door[0]), float(plot.door[1]), {"entrance": "main"}))
        venues.append(Venue(number, drawn, plot.door))
    for drawn in plans.places["landmark"]:
        plot = ground.claim(drawn["at"], drawn["front"], drawn["deep"])
        if plot is not None:
            tags = _landmark_tags(drawn, plans.places["landmark_tags"])
            buildings.append(Building(plot.outline, tags, drawn["kind"], "public"))
    for drawn in plans.places["building"]:
        outline = rounded(np.array([*drawn["outline"], drawn["outline"][0]], float))
        ground.given.append(Plot(outline, -1))
        tags = {"name": drawn["name"], **drawn["tags"]}
        buildings.append(Building(outline, tags, "drawn", "public"))
    return Places(tuple(buildings), tuple(doors), tuple(venues))


def _landmark_tags(drawn: Mapping[str, Any], by_kind: Mapping[str, Tags]) -> Tags:
    building = {
        "school": "school",
        "place_of_worship": "church",
        "pub": "pub",
    }.get(drawn["kind"], "yes")
    return {"building": building, "name": drawn["name"], **by_kind[drawn["kind"]]}


def furnish(
    plans: Plans, ground: Ground, shops: list[Building], rng: np.random.Generator
) -> list[Spot]:
    """Put shops, post boxes, benches, bins and trees about.

    Parameters
    ----------
    plans
        Names and spacings.
    ground
        The streets.
    shops
        Buildings of the old town that can hold a shop.
    rng
        Random numbers.

    Returns
    -------
    list of Spot
        Things that are points.
    """
    return [
        *_shops(plans, shops, rng),
        *_benches(plans, ground, rng),
        *_post_boxes(ground, rng),
        *_trees(ground, rng),
        *(
            Spot(float(drawn["at"][0]), float(drawn["at"][1]), drawn["tags"])
            for drawn in plans.places["spot"]
        ),
    ]


def _shops(plans: Plans, shops: list[Building], rng: np.random.Generator) -> list[Spot]:
    amenities = ("cafe", "fast_food", "bank")
    stock = [(kind, name) for kind, names in plans.names["shop"].items() for name in names]
    spots = []
    order = rng.permutation(len(shops))
    for (kind, name), k in zip(stock, order.tolist(), strict=False):
        x, y = shops[k].centre.round(2).tolist()
        field = "amenity" if kind in amenities else "shop"
        value = {"chemist": "pharmacy"}.get(kind, kind) if field == "amenity" else kind
        tags = {field: value, "name": name}
        if rng.random() < 0.3:
            tags["wheelchair"] = str(rng.choice(["yes", "limited", "no"]))
        spots.append(Spot(x, y, tags))
    return spots


def _benches(plans: Plans, ground: Ground, rng: np.random.Generator) -> list[Spot]:
    every = plans.number("bench_every_m")
    spots = []
    for street in ground.streets:
        named_path = street.highway in ("footway", "path", "pedestrian") and not street.kind
        if not named_path or street.layer:
            continue
        along = Along.of(street.points)
        for at in np.arange(
            every / 3, along.length, every * (0.4 if "Park" in street.name else 0.8)
        ):
            spot = along.at(at) + left_of(along.heading(at)) * 1.6
            x, y = spot[0].round(2).tolist()
            spots.append(
                Spot(x, y, {"amenity": "bench", "backrest": str(rng.choice(["yes", "no"]))})
            )
    return spots


def _post_boxes(ground: Ground, rng: np.random.Generator) -> list[Spot]:
    spots = []
    for street in ground.streets:
        if street.highway in ("residential", "tertiary", "secondary") and rng.random() < 0.09:
            along = Along.of(street.points)
            if along.length > 60:
                at = float(rng.uniform(20, along.length - 20))
                side = float(rng.choice([-1.0, 1.0]))
                x, y = (along.at(at) + left_of(along.heading(at)) * side * 5.4)[0].round(2).tolist()
                spots.append(Spot(x, y, {"amenity": "post_box"}))
    return spots


def _trees(ground: Ground, rng: np.random.Generator) -> list[Spot]:
    spots = []
    for street in ground.streets:
        if street.name not in ("Lime Avenue", "Beacon Road", "Priory Road", "Chantry Lane"):
            continue
        if street.layer:
            continue
        along = Along.of(street.points)
        for at in np.arange(12, along.length - 12, 19):
            for side in (-1, 1):
                gap = 6.6 + float(rng.normal(0, 0.2))
                x, y = (along.at(at) + left_of(along.heading(at)) * side * gap)[0].round(2).tolist()
                spots.append(Spot(x, y, {"natural": "tree"}))
    return spots
