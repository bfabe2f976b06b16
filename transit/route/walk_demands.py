"""What walks ask of whoever makes them: one small function a kind of demand."""

from collections.abc import Iterator, Sequence

from transit.model.demand_rules import DemandRule
from transit.model.fact import Source, State
from transit.model.streets import CrossingKind, EdgeKind
from transit.route.demand_of_leg import Legs, of_leg
from transit.route.journey import Demand, Step, StepKind, Stretch, WalkLeg


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
        yield of_leg(rule, index, longest, value=total)


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
        yield of_leg(rule, index, leg, value=-(-longest_mm // 1000))


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


def _steps(legs: Legs) -> Iterator[tuple[int, int, Step]]:
    for index, leg in enumerate(legs):
        if isinstance(leg, WalkLeg):
            for number, step in enumerate(leg.steps):
                yield index, number, step


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
