"""What a journey asks of a person on a day: one small function a kind of demand."""

from collections.abc import Iterator, Sequence

from transit.model.clock import DAY_S, to_local
from transit.model.demand_rules import DemandRule
from transit.model.fact import Source, State
from transit.model.streets import EdgeKind
from transit.route.context import Context, PassTerms
from transit.route.demand_of_leg import of_leg
from transit.route.journey import Demand, Journey, RideLeg, Step, Stretch, WalkLeg


def after_dark(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Be out after dark.

    Parameters
    ----------
    journey
        The journey.
    context
        With the light of its date and place.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One, placed at the first leg in the dark.
    """
    if context.light is None:
        return
    dark_s = context.light.dark_s(journey.depart_s, journey.arrive_s)
    for index, leg in enumerate(journey.legs):
        if dark_s and context.light.dark_s(*_times(leg)):
            yield of_leg(rule, index, leg, value=_minutes(dark_s), source=Source.INFERRED)
            return


def unlit_in_the_dark(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Walk in the dark where no lamp is, or where nobody has recorded any.

    Parameters
    ----------
    journey
        The journey.
    context
        With the light of its date and place.
    rule
        Levels by metres.

    Yields
    ------
    Demand
        One a step that is partly in the dark and known to have no light, ``detail``
        ``in_the_dark``; one a walk for all of it of which nobody has recorded that, without a
        source, ``detail`` ``unknown``.
    """
    light = context.light
    if light is None:
        return
    for index, leg in enumerate(journey.legs):
        dark = [
            (number, step)
            for number, step in enumerate(leg.steps if isinstance(leg, WalkLeg) else ())
            if light.dark_s(step.depart_s, step.depart_s + step.duration_s)
        ]
        for number, step in dark:
            unlit = [item for item in step.stretches if item.lit.state is State.NO]
            if unlit:
                yield _unlit(rule, index, number, step, unlit, "in_the_dark")
        # Told once a walk: each place is listed with the journey's unknown facts.
        unknown = [(number, step, _unrecorded(step)) for number, step in dark]
        places = [each for each in unknown if each[2]]
        if places:
            number, step, _ = places[0]
            every = [item for *_, items in places for item in items]
            yield _unlit(rule, index, number, step, every, "unknown")


def crowded(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Ride when buses are crowded.

    Parameters
    ----------
    journey
        The journey.
    context
        With the crowded hours.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One a ride that is partly in them.
    """
    for index, leg in _rides(journey):
        start, end = _clock_s(journey, leg.depart_s), _clock_s(journey, leg.arrive_s)
        within_s = sum(
            max(0, min(end, until + day) - max(start, since + day))
            for since, until in context.crowded
            for day in (0, DAY_S)
        )
        if within_s:
            yield of_leg(rule, index, leg, value=_minutes(within_s), source=Source.INFERRED)


def outside_pass_hours(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Ride when the pass is not valid: pay, or go at another time.

    Parameters
    ----------
    journey
        The journey.
    context
        With the person's pass.
    rule
        Levels of too early and too late.

    Yields
    ------
    Demand
        One a ride; ``detail`` is ``early`` or ``late``, the value by how many minutes.
    """
    pass_ = context.pass_
    if pass_ is None or pass_.held is State.NO or pass_.hours is None:
        return
    for index, leg in _rides(journey):
        boards = _clock_s(journey, leg.depart_s)
        if not _is_valid(pass_, boards):
            start, end = pass_.hours
            early = boards % DAY_S < start
            off_s = start - boards % DAY_S if early else boards % DAY_S - end + 1
            detail = "early" if early else "late"
            yield of_leg(
                rule,
                index,
                leg,
                value=_minutes(off_s),
                detail=detail,
                level=rule.level_for(detail),
                source=Source.INFERRED if pass_.held is State.YES else Source.NONE,
            )


def fare(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Pay the fares that no pass covers.

    Parameters
    ----------
    journey
        The journey.
    context
        With the person's pass, and what a bus costs at most.
    rule
        Levels by pence.

    Yields
    ------
    Demand
        One, placed at the first bus to pay for; the count is how many. ``detail`` is
        ``pass_unknown`` where a pass, if there is one, would cover some.
    """
    if context.pass_ is None:
        return
    pass_ = context.pass_
    paid = [
        (index, leg)
        for index, leg in _rides(journey)
        if pass_.held is not State.YES or not _is_valid(pass_, _clock_s(journey, leg.depart_s))
    ]
    if paid:
        index, leg = paid[0]
        single = context.single_pence
        unsure = pass_.held is State.UNKNOWN
        yield of_leg(
            rule,
            index,
            leg,
            value=None if single is None else single * len(paid),
            count=len(paid),
            detail="pass_unknown" if unsure else "",
            source=Source.NONE if unsure or single is None else Source.INFERRED,
        )


def last_return(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Cope when the bus home is missed: wait for the next, if there is one.

    Parameters
    ----------
    journey
        The journey home.
    context
        With the next journey home.
    rule
        Levels by minutes until then.

    Yields
    ------
    Demand
        One where a bus is ridden; ``detail`` is ``none`` where no later journey is left.
    """
    first = next(_rides(journey), None)
    if context.fallback is None or first is None:
        return
    index, leg = first
    later_s = context.fallback.next_leave_s
    if later_s is None:
        yield of_leg(rule, index, leg, detail="none", level=rule.level_for("none"))
    else:
        yield of_leg(rule, index, leg, value=_minutes(max(later_s - journey.depart_s, 0)))


def toilet_interval(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Do without a toilet for so long.

    Parameters
    ----------
    journey
        The journey.
    context
        With the time between two toilets.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One; ``detail`` says why the time at the venue counts, ``venue_none`` or
        ``venue_unknown``, and is empty where it does not.
    """
    gap = context.toilet
    if gap is None or not journey.legs:
        return
    details = {State.YES: "", State.NO: "venue_none", State.UNKNOWN: "venue_unknown"}
    yield of_leg(
        rule,
        0,
        journey.legs[0],
        value=_minutes(gap.to_s - gap.from_s),
        detail=details[gap.venue.state],
        source=gap.venue.source,
    )


def unfamiliar(journey: Journey, context: Context, rule: DemandRule) -> Iterator[Demand]:
    """Travel where one has not been: another bus, another stop, other streets.

    Parameters
    ----------
    journey
        The journey.
    context
        With what the person already travels.
    rule
        Levels of streets, stops and buses.

    Yields
    ------
    Demand
        One a leg that is not all familiar; ``detail`` is ``streets``, ``stop`` or ``bus``.
    """
    known = context.familiar
    if known is None:
        return
    source = Source.SURVEYED if known.recorded else Source.NONE
    for index, leg in enumerate(journey.legs):
        count = 1
        if isinstance(leg, WalkLeg):
            streets = {step.street for step in leg.steps if step.street} - known.streets
            detail, count = ("streets", len(streets)) if streets else ("", 0)
        elif leg.route not in known.lines:
            detail = "bus"
        else:
            new = {leg.board.stop_id, leg.alight.stop_id} - known.stops
            detail, count = ("stop", len(new)) if new else ("", 0)
        if count:
            yield of_leg(
                rule,
                index,
                leg,
                detail=detail,
                count=count,
                level=rule.level_for(detail),
                source=source,
            )


def _unrecorded(step: Step) -> list[Stretch]:
    """The stretches of which nobody knows whether they have light.

    A crossing and steps are lit as the streets beside them are: nobody records them apart.
    """
    return [
        item
        for item in step.stretches
        if item.lit.state is State.UNKNOWN
        and item.edge >= 0
        and item.kind not in (EdgeKind.CROSSING, EdgeKind.STEPS)
    ]


def _unlit(
    rule: DemandRule, leg: int, number: int, step: Step, dark: Sequence[Stretch], detail: str
) -> Demand:
    metres = _metres(dark)
    return Demand(
        kind=rule.kind,
        level=rule.level_of(metres),
        leg=leg,
        step=number,
        lat=dark[0].lat,
        lon=dark[0].lon,
        place=step.street,
        detail=detail,
        value=metres,
        unit=rule.unit,
        source=dark[0].lit.source,
    )


def _is_valid(pass_: PassTerms, clock_s: int) -> bool:
    """Whether a pass is valid at a time; its hours may run past midnight."""
    if pass_.hours is None:
        return True
    start, end = pass_.hours
    return any(start <= clock_s % DAY_S + day < end for day in (0, DAY_S))


def _rides(journey: Journey) -> Iterator[tuple[int, RideLeg]]:
    for index, leg in enumerate(journey.legs):
        if isinstance(leg, RideLeg):
            yield index, leg


def _times(leg: WalkLeg | RideLeg) -> tuple[int, int]:
    """When a leg starts, its wait included, and ends."""
    wait_s = leg.wait_s if isinstance(leg, RideLeg) else 0
    return leg.depart_s - wait_s, leg.arrive_s


def _clock_s(journey: Journey, second: int) -> int:
    """Seconds by the clock since the date's midnight."""
    local = to_local(second, journey.date, journey.zone)
    return (local.date() - journey.date).days * DAY_S + (
        local.hour * 3600 + local.minute * 60 + local.second
    )


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)


def _metres(stretches: Sequence[Stretch]) -> int:
    return -(-sum(item.length_mm for item in stretches) // 1000)
