"""A journey on a map: its lines, its numbered steps, what it asks and what nobody knows."""

from collections.abc import Callable, Iterator
from typing import Final

from transit.present.maps import LegendEntry, MapContent, MapLine, MapPoint
from transit.route.journey import Demand, Journey, Leg, RideLeg, Step, StepKind, Unknown, WalkLeg

MARKED_FROM_LEVEL: Final = 2
"""Demands below this level are listed, not marked: the map would drown in them."""

_BESIDE: Final = ((22, -20), (-22, -20), (22, 20), (-22, 20))
"""Where signs go that would cover a step's number."""

LEGEND: Final = (
    LegendEntry("walk", "line", "Walk"),
    LegendEntry("ride", "line", "Bus"),
    LegendEntry("1", "step", "Step"),
    LegendEntry("A", "demand", "Asked of the person"),
    LegendEntry("?", "unknown", "Check outside"),
)


NUMBERED: Final = (StepKind.WALK, StepKind.CROSS, StepKind.STEPS)
"""Steps that carry a number, here as on the static map: standing at a stop is no step."""


def numbered(journey: Journey) -> Iterator[tuple[int | None, int, Leg, Step | None]]:
    """Yield what is done one after the other, steps on foot numbered from 1.

    Parameters
    ----------
    journey
        The journey.

    Yields
    ------
    tuple
        Number (None where there is nothing to walk), index of the leg, the leg, and its step
        (None for a ride, which is one thing).
    """
    number = 0
    for index, leg in enumerate(journey.legs):
        for step in leg.steps if isinstance(leg, WalkLeg) else (None,):
            walked = step is not None and step.kind in NUMBERED
            number += walked
            yield number if walked else None, index, leg, step


def letters(journey: Journey) -> dict[Demand, str]:
    """Return the letter by which each demand is marked, on the map and in lists alike.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    dict
        Letters A, B, … Z, AA, … in the order of the journey.
    """
    return {demand: _letter(index) for index, demand in enumerate(journey.demands)}


def journey_map(
    journey: Journey,
    say_step: Callable[[Leg, Step | None], str],
    say_demand: Callable[[Demand], str],
    say_unknown: Callable[[Unknown], str],
) -> MapContent:
    """Put a journey on a map.

    Parameters
    ----------
    journey
        The journey.
    say_step, say_demand, say_unknown
        What a sign means, in words.

    Returns
    -------
    MapContent
        Lines and signs.
    """
    first, last = journey.legs[0].start, journey.legs[-1].end
    signs = [
        *_steps(journey, say_step),
        *_demands(journey, say_demand),
        *_unknowns(journey, say_unknown),
    ]
    ends = [
        MapPoint("start", "Start", f"Start: {first.name or 'here'}", first.lat, first.lon),
        MapPoint("end", "End", f"End: {last.name or 'here'}", last.lat, last.lon),
    ]
    return MapContent(tuple(_line(leg) for leg in journey.legs), (*_apart(signs), *ends))


def legend_of(content: MapContent) -> tuple[LegendEntry, ...]:
    """Return the meaning of those signs that are on a map.

    Parameters
    ----------
    content
        What lies on the map.

    Returns
    -------
    tuple of LegendEntry
        Lines first.
    """
    lines = {line.kind for line in content.lines}
    signs = {point.kind for point in content.points}
    return tuple(
        entry
        for entry in LEGEND
        if (entry.mark in lines if entry.kind == "line" else entry.kind in signs)
    )


def _line(leg: Leg) -> MapLine:
    if isinstance(leg, RideLeg):
        return MapLine("ride", leg.points, leg.route)
    return MapLine("walk", leg.points)


def _steps(journey: Journey, say: Callable[[Leg, Step | None], str]) -> Iterator[MapPoint]:
    for number, _, leg, step in numbered(journey):
        at = step or leg.start
        if isinstance(leg, RideLeg):
            # The bus's own sign stands halfway, where nothing else is.
            middle = leg.points[len(leg.points) // 2] if leg.points else (at.lat, at.lon)
            yield MapPoint("ride", leg.route or leg.mode.value, say(leg, None), *middle)
        elif number is not None:
            label = f"Step {number}: {say(leg, step)}"
            yield MapPoint("step", str(number), label, at.lat, at.lon)


def _demands(journey: Journey, say: Callable[[Demand], str]) -> Iterator[MapPoint]:
    for demand, letter in letters(journey).items():
        if demand.level >= MARKED_FROM_LEVEL:
            label = f"{letter}: {say(demand)}"
            yield MapPoint("demand", letter, label, demand.lat, demand.lon)


def _unknowns(journey: Journey, say: Callable[[Unknown], str]) -> Iterator[MapPoint]:
    for unknown in journey.unknowns:
        if unknown.decides:
            yield MapPoint("unknown", "?", f"Check: {say(unknown)}", unknown.lat, unknown.lon)


def _apart(points: list[MapPoint]) -> Iterator[MapPoint]:
    """Move signs that share a place beside each other."""
    taken: dict[tuple[float, float], int] = {}
    for point in points:
        place = (round(point.lat, 4), round(point.lon, 4))
        count = taken.get(place, 0)
        taken[place] = count + 1
        if count == 0 or point.kind == "ride":
            yield point
        else:
            ring, spot = divmod(count - 1, len(_BESIDE))
            right, down = _BESIDE[spot]
            offset = (right * (1 + ring), down * (1 + ring))
            yield MapPoint(point.kind, point.text, point.label, point.lat, point.lon, offset=offset)


def _letter(index: int) -> str:
    more, last = divmod(index, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + last)
