"""The maps of a plan: each walk with its numbers, and the whole way with those of the buses."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

from transit.model.plan import Action, PlanStep, PlanWay
from transit.network.walk import WalkNetwork
from transit.present.journey_svg import MapMark, journey_svg
from transit.present.words import Words
from transit.route.journey import Journey, WalkLeg

_WIDTH: Final = 720
_HEIGHT: Final = 520
_SAME_DEGREES: Final = 0.00005
"""Two steps nearer than this (about 5 m) are at one place, and share a sign."""

CREDIT: Final = "© OpenStreetMap contributors"


def overview_svg(words: Words, way: PlanWay, journey: Journey, streets: WalkNetwork | None) -> str:
    """Return a map of the whole way, with the numbers of what is done at stops and on board.

    Parameters
    ----------
    words
        The language.
    way
        The way, with its steps.
    journey
        Its journey.
    streets
        Streets to draw; none when None.

    Returns
    -------
    str
        An ``<svg>`` element.
    """
    steps = [step for step in way.steps if not isinstance(journey.legs[step.leg], WalkLeg)]
    return _drawn(words, journey, streets, list(_marks(words, steps)), None)


def walk_svg(
    words: Words, way: PlanWay, journey: Journey, streets: WalkNetwork | None, leg: int
) -> tuple[str, tuple[int, ...]]:
    """Return a map of one walk, with the number of each of its steps.

    Parameters
    ----------
    words
        The language.
    way
        The way, with its steps.
    journey
        Its journey.
    streets
        Streets to draw; none when None.
    leg
        Index of the walk.

    Returns
    -------
    tuple
        An ``<svg>`` element, and the numbers on it.
    """
    steps = [step for step in way.steps if step.leg == leg]
    drawn = _drawn(words, journey, streets, list(_marks(words, steps)), leg)
    return drawn, tuple(step.number for step in steps)


def _drawn(
    words: Words,
    journey: Journey,
    streets: WalkNetwork | None,
    marks: list[MapMark],
    leg: int | None,
) -> str:
    return journey_svg(
        journey,
        streets,
        leg=leg,
        words=words,
        width=_WIDTH,
        height=_HEIGHT,
        credit=CREDIT,
        marks=marks,
    )


def _marks(words: Words, steps: Iterable[PlanStep]) -> Iterator[MapMark]:
    """One sign for steps that follow each other at one place."""
    for group in _together(steps):
        first, last = group[0], group[-1]
        text = str(first.number)
        if last is not first:
            dash = "–" if len(group) > 2 else ","
            text = f"{first.number}{dash}{last.number}"
        crossing = len(group) == 1 and first.action is Action.CROSS
        label = words.say("map", "step", number=text)
        at = (first.lat, first.lon)
        yield MapMark(first.leg, at, text, label, "cross" if crossing else "step")


def _together(steps: Iterable[PlanStep]) -> list[list[PlanStep]]:
    made: list[list[PlanStep]] = []
    for before, step in itertools.pairwise(itertools.chain([None], steps)):
        if step is None:
            continue
        if before is not None and _same_place(before, step):
            made[-1].append(step)
        else:
            made.append([step])
    return made


def _same_place(one: PlanStep, other: PlanStep) -> bool:
    far = max(abs(one.lat - other.lat), abs(one.lon - other.lon))
    return one.leg == other.leg and far < _SAME_DEGREES
