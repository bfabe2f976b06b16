"""What a journey asks of whoever makes it: one small function a kind of demand."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from transit.model.demand_rules import DemandRule, DemandRules
from transit.model.fact import Source, State
from transit.model.streets import CrossingKind, EdgeKind
from transit.route.journey import Demand, Leg, RideLeg, Step, StepKind, Stretch, WalkLeg

Legs = Sequence[Leg]


def demands_of(legs: Legs, rules: DemandRules) -> tuple[Demand, ...]:
    """Return what a journey asks.

    Parameters
    ----------
    legs
        The journey's legs.
    rules
        Levels by kind of demand.

    Returns
    -------
    tuple of Demand
        In the order in which they are met; those of the whole journey first. Level 0 is left out.
    """
    made = [
        demand for kind, asks in ASKS.items() for demand in asks(legs, rules[kind]) if demand.level
    ]
    return tuple(
        sorted(made, key=lambda demand: (demand.leg, -1 if demand.step is None else demand.step))
    )


def cross(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Cross a carriageway.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by kind of crossing and traffic.

    Yields
    ------
    Demand
        One a crossing; the value is the speed limit in miles an hour, if known.
    """
    for leg, index, step in _steps(legs):
        crossing = step.crossing
        if crossing is not None:
            known = crossing.kind not in (CrossingKind.UNKNOWN_KIND, CrossingKind.NOT_A_CROSSING)
            detail = crossing.kind.name.lower()
            yield Demand(
                kind=rule.kind,
                level=rule.level_for(detail, int(crossing.traffic)),
                leg=leg,
                step=index,
                lat=step.points[0][0],
                lon=step.points[0][1],
                place=crossing.street,
                detail=detail,
                value=crossing.speed_mph,
                unit="miles an hour" if crossing.speed_mph else "",
                source=Source.MAPPED if known else Source.NONE,
            )


def kerb(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Step down a raised kerb and up the next.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Its level.

    Yields
    ------
    Demand
        One a crossing whose kerbs are known to be raised.
    """
    for leg, index, step in _steps(legs):
        if step.crossing is not None and step.crossing.kerb.state is State.NO:
            yield _at(rule, leg, index, step, detail="raised", source=step.crossing.kerb.source)


def steps(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Climb or go down steps.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by number of steps.

    Yields
    ------
    Demand
        One a flight.
    """
    for leg, index, step in _steps(legs):
        flight = step.flight
        if flight is not None:
            way = {True: "up", False: "down", None: ""}[flight.up]
            yield _at(
                rule,
                leg,
                index,
                step,
                value=flight.count,
                detail=way,
                count=flight.count or 1,
                source=Source.NONE if flight.count is None else Source.MAPPED,
            )


def slope(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Go up or down a slope.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by per cent.

    Yields
    ------
    Demand
        One a step with a known slope, for its steepest stretch.
    """
    for leg, index, step in _steps(legs):
        known = [item for item in step.stretches if item.incline_pct is not None]
        if known and step.kind is not StepKind.STEPS:
            worst = max(known, key=lambda item: abs(item.incline_pct or 0))
            pct = round(worst.incline_pct or 0, 1)
            yield _on(
                rule,
                leg,
                index,
                step,
                worst,
                abs(pct),
                detail="up" if pct > 0 else "down",
                source=worst.slope_source,
            )


def surface(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Walk on loose or uneven ground.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by metres.

    Yields
    ------
    Demand
        One a step with ground known to be so.
    """
    for leg, index, step in _steps(legs):
        bad = [item for item in step.stretches if item.surface.state is State.NO]
        if bad:
            yield _on(rule, leg, index, step, bad[0], _metres(bad), source=bad[0].surface.source)


def width(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Pass a narrow place.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by millimetres.

    Yields
    ------
    Demand
        One a step with a known width, for its narrowest stretch.
    """
    for leg, index, step in _steps(legs):
        known = [item for item in step.stretches if item.width_mm is not None]
        if known:
            worst = min(known, key=lambda item: item.width_mm or 0)
            yield _on(rule, leg, index, step, worst, worst.width_mm)


def unlit(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Walk where no lamp is: it matters after dark.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by metres.

    Yields
    ------
    Demand
        One a step known to be unlit.
    """
    for leg, index, step in _steps(legs):
        dark = [item for item in step.stretches if item.lit.state is State.NO]
        if dark:
            yield _on(rule, leg, index, step, dark[0], _metres(dark), source=dark[0].lit.source)


def walk_on_road(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Walk in the carriageway, where there is no pavement.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by class of road.

    Yields
    ------
    Demand
        One a step on a road known to have no pavement there.
    """
    for leg, index, step in _steps(legs):
        road = [
            item
            for item in step.stretches
            if item.kind is EdgeKind.ROADWAY and item.pavement.state is State.NO
        ]
        if road:
            name = step.road.name.lower()
            yield Demand(
                kind=rule.kind,
                level=rule.level_for(name),
                leg=leg,
                step=index,
                lat=road[0].lat,
                lon=road[0].lon,
                place=step.street,
                detail=name,
                value=_metres(road),
                unit=rule.unit,
                source=road[0].pavement.source,
            )


def walk_total(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Walk so far in all.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by metres.

    Yields
    ------
    Demand
        One, placed where the longest walk starts.
    """
    walks = [(index, leg) for index, leg in enumerate(legs) if isinstance(leg, WalkLeg)]
    if walks:
        index, longest = max(walks, key=lambda item: item[1].length_m)
        total = sum(leg.length_m for _, leg in walks)
        yield _of_leg(rule, index, longest, value=total)


def longest_without_seat(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Walk so far without anywhere to sit down.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by metres.

    Yields
    ------
    Demand
        One, for the walk in which it is; seats that nobody has recorded do not count.
    """
    walks = [
        (_without_seat_mm(leg), index, leg)
        for index, leg in enumerate(legs)
        if isinstance(leg, WalkLeg)
    ]
    if walks:
        longest_mm, index, leg = max(walks, key=lambda item: item[0])
        yield _of_leg(rule, index, leg, value=-(-longest_mm // 1000))


def _without_seat_mm(leg: WalkLeg) -> int:
    """Longest stretch of a walk without a known seat, millimetres; one sits before and after."""
    longest_mm = since_mm = 0
    for step in leg.steps:
        for item in step.stretches:
            since_mm += item.length_mm
            longest_mm = max(longest_mm, since_mm)
            if item.seat.state is State.YES:
                since_mm = 0
    return longest_mm


def wait(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Wait at a stop that has no seat or no shelter, as far as is known.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One a wait; ``detail`` is ``no_seat``, ``seat_unknown``, ``no_shelter`` or
        ``shelter_unknown``.
    """
    for index, leg in _rides(legs):
        stop = leg.board
        seated = stop.seat.state is State.YES
        name, lacking = ("shelter", stop.shelter) if seated else ("seat", stop.seat)
        if lacking.state is not State.YES:
            yield _of_leg(
                rule,
                index,
                leg,
                value=round(leg.wait_s / 60, 1),
                detail=f"no_{name}" if lacking.state is State.NO else f"{name}_unknown",
                source=lacking.source,
            )


def change(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Change buses.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by where the next bus leaves from.

    Yields
    ------
    Demand
        One a change; ``detail`` is ``same_stop``, ``other_bay``, ``same_side`` or
        ``across_the_road``.
    """
    rides = list(_rides(legs))
    for (_, before), (index, after) in pairwise(rides):
        walk = legs[index - 1]
        crossed = isinstance(walk, WalkLeg) and any(step.crossing for step in walk.steps)
        if before.alight.stop == after.board.stop:
            detail = "same_stop"
        elif crossed:
            detail = "across_the_road"
        elif before.alight.name == after.board.name and after.board.indicator:
            detail = "other_bay"
        else:
            detail = "same_side"
        yield _of_leg(rule, index, after, detail=detail, level=rule.level_for(detail))


def read_number(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Tell the right bus from others that come by.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by number of other routes.

    Yields
    ------
    Demand
        One a wait in which another route leaves from the stop.
    """
    for index, leg in _rides(legs):
        routes = {other.route for other in leg.others}
        if routes:
            yield _of_leg(rule, index, leg, value=len(routes), count=len(routes))


def ride_alone(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Ride so long.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One a ride.
    """
    for index, leg in _rides(legs):
        yield _of_leg(rule, index, leg, value=round((leg.arrive_s - leg.depart_s) / 60, 1))


def get_off_unannounced(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Know when to get off where, as far as is known, nothing announces it.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by stops to count.

    Yields
    ------
    Demand
        One a ride, placed where one gets off.
    """
    for index, leg in _rides(legs):
        if leg.announced.state is not State.YES:
            value = leg.stops_to_count
            yield Demand(
                kind=rule.kind,
                level=rule.level_of(value),
                leg=index,
                step=None,
                lat=leg.alight.lat,
                lon=leg.alight.lon,
                place=leg.alight.name,
                count=value,
                value=value,
                unit=rule.unit,
                source=leg.announced.source,
            )


def ask_driver(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Ask the driver or ring the operator, to be picked up or set down.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels for getting on and off.

    Yields
    ------
    Demand
        One each time.
    """
    for index, leg in _rides(legs):
        for asked, detail in ((leg.ask_to_board, "board"), (leg.ask_to_alight, "alight")):
            if asked:
                yield _of_leg(rule, index, leg, detail=detail, level=rule.level_for(detail))


ASKS: Final[dict[str, Callable[[Legs, DemandRule], Iterator[Demand]]]] = {
    "walk_total": walk_total,
    "longest_without_seat": longest_without_seat,
    "cross": cross,
    "kerb": kerb,
    "steps": steps,
    "slope": slope,
    "surface": surface,
    "width": width,
    "walk_on_road": walk_on_road,
    "unlit": unlit,
    "wait": wait,
    "read_number": read_number,
    "change": change,
    "ride_alone": ride_alone,
    "get_off_unannounced": get_off_unannounced,
    "ask_driver": ask_driver,
}
"""Every kind of demand, and the function that finds it."""


def _steps(legs: Legs) -> Iterator[tuple[int, int, Step]]:
    for index, leg in enumerate(legs):
        if isinstance(leg, WalkLeg):
            for number, step in enumerate(leg.steps):
                yield index, number, step


def _rides(legs: Legs) -> Iterator[tuple[int, RideLeg]]:
    for index, leg in enumerate(legs):
        if isinstance(leg, RideLeg):
            yield index, leg


def _metres(stretches: Sequence[Stretch]) -> int:
    return -(-sum(item.length_mm for item in stretches) // 1000)


def _at(
    rule: DemandRule,
    leg: int,
    index: int,
    step: Step,
    *,
    value: float | None = None,
    detail: str = "",
    count: int = 1,
    source: Source = Source.MAPPED,
) -> Demand:
    by_detail = detail in rule.levels
    return Demand(
        kind=rule.kind,
        level=rule.level_for(detail) if by_detail else rule.level_of(value),
        leg=leg,
        step=index,
        lat=step.lat,
        lon=step.lon,
        place=step.street,
        detail=detail,
        count=count,
        value=value,
        unit=rule.unit,
        source=source,
    )


def _on(
    rule: DemandRule,
    leg: int,
    index: int,
    step: Step,
    where: Stretch,
    value: float | None,
    *,
    detail: str = "",
    source: Source = Source.MAPPED,
) -> Demand:
    return Demand(
        kind=rule.kind,
        level=rule.level_of(value),
        leg=leg,
        step=index,
        lat=where.lat,
        lon=where.lon,
        place=step.street,
        detail=detail,
        value=value,
        unit=rule.unit,
        source=source,
    )


def _of_leg(
    rule: DemandRule,
    index: int,
    leg: Leg,
    *,
    value: float | None = None,
    detail: str = "",
    count: int = 1,
    level: int | None = None,
    source: Source = Source.MAPPED,
) -> Demand:
    return Demand(
        kind=rule.kind,
        level=rule.level_of(value) if level is None else level,
        leg=index,
        step=None,
        lat=leg.start.lat,
        lon=leg.start.lon,
        place=leg.start.name,
        detail=detail,
        count=count,
        value=value,
        unit=rule.unit,
        source=source,
    )
