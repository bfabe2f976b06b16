"""Keys of steps and hazards: what each is about, so that the next version finds it again.

A key is made of what people would call the thing: the way, what is done, the street, stop or bus.
Numbers, times and positions are not in it, nor are ids of stops, which a new timetable may change.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from transit.model.plan import Action, Hazard, PlanStep
from transit.model.verdict import Direction
from transit.route.journey import Journey, RideLeg, WalkLeg

_AT_STOP: Final = (Action.RING, Action.ALIGHT)
_ONCE: Final = (Action.READY, Action.LEAVE, Action.ARRIVE)


def with_keys(
    steps: Iterable[PlanStep], journey: Journey, direction: Direction
) -> tuple[PlanStep, ...]:
    """Return the steps of one way with their keys.

    Parameters
    ----------
    steps
        The steps, in order.
    journey
        Their journey.
    direction
        Which way it is.

    Returns
    -------
    tuple of PlanStep
        No two have the same key.
    """
    seen: Counter[str] = Counter()
    made = []
    for step in steps:
        parts = (direction.value, step.action.value, *_about(step, journey))
        made.append(replace(step, key=_numbered("/".join(parts), seen)))
    return tuple(made)


def with_hazard_keys(hazards: Iterable[Hazard], steps: Iterable[PlanStep]) -> tuple[Hazard, ...]:
    """Return the hazards of one way with their keys.

    Parameters
    ----------
    hazards
        The hazards, in order.
    steps
        The steps of their way, with keys.

    Returns
    -------
    tuple of Hazard
        No two have the same key.
    """
    of_step = {step.number: step.key for step in steps}
    seen: Counter[str] = Counter()
    made = []
    for hazard in hazards:
        where = "" if hazard.step is None else of_step.get(hazard.step, "")
        parts = (hazard.direction.value, "risk", hazard.kind, hazard.detail, slug(where))
        made.append(replace(hazard, key=_numbered("/".join(filter(None, parts)), seen)))
    return tuple(made)


def slug(text: str) -> str:
    """Return a name in small letters and hyphens.

    Parameters
    ----------
    text
        The name.

    Returns
    -------
    str
        ``unnamed`` where nothing of it is left.
    """
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-") or "unnamed"


def _about(step: PlanStep, journey: Journey) -> tuple[str, ...]:
    if step.action in _ONCE:
        return ()
    leg = journey.legs[step.leg]
    if isinstance(leg, RideLeg):
        name = leg.alight.name if step.action in _AT_STOP else leg.route
        return (slug(name),)
    assert isinstance(leg, WalkLeg)
    if step.action is Action.STOP:
        return (slug(leg.end.name),)
    return (slug(str(step.facts.get("street", ""))),)


def _numbered(key: str, seen: Counter[str]) -> str:
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}~{seen[key]}"
