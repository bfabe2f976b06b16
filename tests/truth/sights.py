"""Landmarks: on the map, near, on the side told, and nothing else to be taken for them."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from tests.truth.ground import Path, Point, change, far, heading, within
from tests.truth.world import World
from transit.model.plan import Action, PlanStep

SIGHT_M: Final = 80.0
SAME_M: Final = 30.0


def sight_faults(world: World, step: PlanStep, path: Path | None, along: float) -> Iterator[str]:
    """Return what is told of what is seen that is not so."""
    here = (step.lat, step.lon)
    if "landmark" in step.facts and step.action is not Action.RING:
        way = None if path is None else path.heading(along - 8, along)
        yield from landmark_faults(world, step, "landmark", here, way, None)
    if "passed" in step.facts and path is not None:
        thing = world.things.get(str(step.facts["passed_osm"]))
        if thing is None:
            yield f"step {step.number}: passes something that is not on the map"
            return
        length = float(step.facts["length_m"])
        spots = [along + each for each in np.arange(0, length, 2.0)]
        best = min(spots, key=lambda each: far(path.at(each), thing.nearest(path.at(each))))
        way = path.heading(best - 4, best + 4)
        yield from landmark_faults(world, step, "passed", path.at(best), way, None)


def landmark_faults(
    world: World, step: PlanStep, name: str, here: Point, way: float | None, reach: float | None
) -> Iterator[str]:
    """Return what is told of a landmark that is not so."""
    thing = world.things.get(str(step.facts[f"{name}_osm"]))
    at = f"step {step.number}: {name} {step.facts[name]}"
    if thing is None:
        yield f"{at} is not on the map"
        return
    if (thing.kind, thing.name) != (step.facts[name], step.facts.get(f"{name}_name", "")):
        yield f"{at} is a {thing.kind} called {thing.name!r}"
    spot = thing.nearest(here)
    if far(here, spot) > (reach or thing.reach_m) + 4:
        yield f"{at} is {far(here, spot):.0f} m away"
    for other in world.things.values():
        if other.osm_id == thing.osm_id or other.known_by != thing.known_by:
            continue
        if far(here, other.ring[0]) > 600 or far(here, other.nearest(here)) > SIGHT_M - 2:
            continue
        names = {thing.name.lower(), other.name.lower()} - {""}
        twice = far(spot, other.nearest(spot)) <= SAME_M + 2 or within(spot, other.ring)
        if len(names) > 1 or not (twice or within(other.ring[0], thing.ring)):
            yield f"{at}: {other.osm_id} could be taken for it"
    side = step.facts.get(f"{name}_side", "")
    if side in ("left", "right") and way is not None and far(here, spot) > 3:
        off = change(way, heading(here, spot))
        if (off < -8) if side == "right" else (off > 8):
            yield f"{at} is told on the {side}, it lies {off:.0f} degrees to the right"
    if side and side not in " ".join(step.sentences).lower():
        yield f"{at}: its side is not said"
