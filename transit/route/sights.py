"""What is seen on a journey: landmarks where something is done, and what one passes between."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

import numpy as np

from transit.route.geometry import Line, first_heading_deg, last_heading_deg, to_metres
from transit.route.journey import (
    Call,
    Landmark,
    Place,
    Point,
    RideLeg,
    Sign,
    Step,
    StepKind,
    Turn,
)
from transit.route.landmarks import Sights

_DONE = (StepKind.WALK, StepKind.CROSS, StepKind.STEPS)


def with_walk_sights(
    sights: Sights, steps: Sequence[Step], end: Place, sight_m: float
) -> tuple[Step, ...]:
    """Return a walk's steps with what is seen there.

    Parameters
    ----------
    sights
        What is seen in the area.
    steps
        The steps.
    end
        Where the walk ends: it is no landmark of its own.
    sight_m
        Over how much of its line a direction is judged, metres.

    Returns
    -------
    tuple of Step
        With landmarks; each is told once.
    """
    told = {end.name.lower()} - {""}
    made: list[Step] = []
    for index, step in enumerate(steps):
        landmark = _at_its_start(sights, steps, index, end, sight_m, told)
        told |= _names(landmark)
        passed = None
        if step.kind is StepKind.WALK and step.street:
            passed = sights.passed(np.array(step.points), step.street, told)
            told |= _names(passed)
        made.append(replace(step, landmark=landmark, passed=passed))
    return tuple(made)


def _names(landmark: Landmark | None) -> set[str]:
    return {landmark.osm_id} if landmark else set()


def _at_its_start(
    sights: Sights, steps: Sequence[Step], index: int, end: Place, sight_m: float, told: set[str]
) -> Landmark | None:
    """What stands where something is decided: a turn, a crossing, a stop, a door."""
    step, before = steps[index], [each for each in steps[:index] if each.kind in _DONE]
    if not before:
        return None
    heading = last_heading_deg(np.array(before[-1].points), sight_m)
    streets = {each.street for each in steps[max(index - 1, 0) : index + 2]}
    if step.kind in (StepKind.STOP, StepKind.ARRIVE):
        return sights.at(end.lat, end.lon, heading, streets, told=told)
    turns = step.turn is not None and step.turn is not Turn.STRAIGHT
    if step.kind in _DONE and (turns or step.kind is not StepKind.WALK):
        return sights.at(step.lat, step.lon, heading, streets, told=told)
    return None


def with_ride_sights(sights: Sights, leg: RideLeg) -> RideLeg:
    """Return a ride with what is seen from the bus before one gets off, and where one does.

    Parameters
    ----------
    sights
        What is seen in the area.
    leg
        The ride.

    Returns
    -------
    RideLeg
        With landmarks at its signs and at its last stop.
    """
    told: set[str] = set()
    signs = []
    for sign in leg.signs:
        landmark = _from_the_bus(sights, leg, sign.call, told)
        told |= _names(landmark)
        signs.append(Sign(sign.call, sign.stops_left, landmark))
    return replace(leg, signs=tuple(signs), landmark=_from_the_bus(sights, leg, leg.alight, told))


def _from_the_bus(sights: Sights, leg: RideLeg, call: Call, told: set[str]) -> Landmark | None:
    heading = None if leg.straight else _driven_deg(leg.points, call)
    # A stop called after what stands there says it already.
    named = {call.name.lower(), *told}
    return sights.at(call.lat, call.lon, heading, {call.street}, by_bus=True, told=named)


def _driven_deg(points: Sequence[Point], call: Call) -> float | None:
    """Direction in which the bus drives past a stop."""
    line = np.array(points)
    metres = to_metres(line, call.lat, call.lon)
    best: tuple[float, int] | None = None
    for index, off in _pieces(metres):
        if best is None or off < best[0]:
            best = off, index
    if best is None:
        return None
    piece = line[best[1] : best[1] + 2]
    return first_heading_deg(piece, 1.0)


def _pieces(metres: Line) -> Iterator[tuple[int, float]]:
    for index, (start, end) in enumerate(pairwise(metres)):
        step = end - start
        squared = float(step @ step)
        if squared > 0:
            share = min(max(-float(start @ step) / squared, 0.0), 1.0)
            yield index, hypot(*(start + share * step))
