"""Houses, shops and works along the streets."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from transit.demo.curves import Along, Points, left_of
from transit.demo.plans import Plans
from transit.demo.plots import Ground, rectangles
from transit.demo.town import Building, Neighbourhood, Street, Tags

_END_M = 9.0
_HOMES = ("terrace", "semidetached_house", "house", "detached")


def is_home(building: Building) -> bool:
    """Return whether people live in a building.

    Parameters
    ----------
    building
        The building.

    Returns
    -------
    bool
        True for houses.
    """
    return building.use in _HOMES


def build_houses(
    ground: Ground, districts: list[Neighbourhood], plans: Plans, rng: np.random.Generator
) -> list[Building]:
    """Line the streets of every neighbourhood with its buildings.

    Parameters
    ----------
    ground
        Streets, and what is taken.
    districts
        Neighbourhoods; each decides what stands in it.
    plans
        What the buildings of each kind of neighbourhood are like.
    rng
        Random numbers.

    Returns
    -------
    list of Building
        Buildings that overlap neither each other nor a street.
    """
    outlines = STRtree([place.outline for place in districts])
    kinds = {name: kind["building"] for name, kind in plans.districts["kind"].items()}
    shapes: list[NDArray[np.float64]] = []
    owners: list[tuple[str, int]] = []
    for name, style in kinds.items():
        inside = {i for i, place in enumerate(districts) if place.kind == name}
        for s, street in enumerate(ground.streets):
            if not _fronts(street):
                continue
            rows = _rows(street, style, rng)
            if not len(rows):
                continue
            centre = rows[:, :4].mean(axis=1)
            which, where = outlines.query(shapely.points(centre), predicate="within")
            keep = sorted(
                {w for w, p in zip(which.tolist(), where.tolist(), strict=True) if p in inside}
            )
            shapes.extend(rows[keep])
            owners.extend((name, s) for _ in keep)
    return _without_overlaps(shapes, owners, ground, kinds, plans, rng)


def _fronts(street: Street) -> bool:
    """Return whether buildings face a street."""
    return (
        street.highway
        in (
            "primary",
            "secondary",
            "tertiary",
            "unclassified",
            "residential",
            "service",
            "pedestrian",
        )
        and street.layer == 0
        and street.tags.get("junction") is None
        and street.tags.get("area") != "yes"
    )


def _rows(street: Street, style: dict[str, Any], rng: np.random.Generator) -> Points:
    """Return the outlines of a street's buildings on both sides; a terrace's row is one."""
    along = Along.of(street.points)
    row_m = style["front"] * style["row"]
    step = row_m + style["gap"]
    count = int((along.length - 2 * _END_M - row_m) // step) + 1
    if count < 1:
        return np.empty((0, 5, 2))
    spare = along.length - 2 * _END_M - row_m - (count - 1) * step
    made = []
    for side in (1.0, -1.0):
        at = _END_M + row_m / 2 + spare / 2 + np.arange(count) * step
        at = at[rng.random(count) > style["empty"]]
        if not len(at):
            continue
        heading = along.heading(at)
        set_back = style["set"] - style["deep"] * 0.12 + rng.normal(0, 0.35, len(at))
        front = along.at(at) + left_of(heading) * (side * set_back)[:, None]
        deep = style["deep"] * float(rng.uniform(0.92, 1.1))
        made.append(rectangles(front, heading, np.full(len(at), side), row_m, deep))
    return np.concatenate(made) if made else np.empty((0, 5, 2))


def _without_overlaps(
    shapes: list[NDArray[np.float64]],
    owners: list[tuple[str, int]],
    ground: Ground,
    kinds: dict[str, Any],
    plans: Plans,
    rng: np.random.Generator,
) -> list[Building]:
    outlines = np.array(shapes)
    polygons = np.asarray(shapely.polygons(outlines), dtype=object)
    clear = ground.is_clear(polygons)
    first, second = STRtree(polygons).query(polygons, predicate="intersects")
    clashes: dict[int, list[int]] = {}
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if b < a:
            clashes.setdefault(a, []).append(b)
    kept = [False] * len(polygons)
    for i in range(len(polygons)):
        kept[i] = bool(clear[i]) and not any(kept[j] for j in clashes.get(i, ()))
    numbers: dict[int, int] = {}
    made = []
    for i in np.flatnonzero(kept).tolist():
        kind, s = owners[i]
        use = str(kinds[kind]["use"])
        tags: Tags = {"building": use}
        numbers[s] = numbers.get(s, 0) + 1
        street = ground.streets[s]
        if use in _HOMES and street.name and rng.random() < plans.number("house_number_share"):
            tags |= {"addr:housenumber": str(numbers[s]), "addr:street": street.name}
        made.append(Building(outlines[i], tags, kind, use))
    return made
