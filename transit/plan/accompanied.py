"""Legs on which somebody goes along: what they cover, where, and how long it takes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transit.model.leg_along import LegAlong
from transit.model.verdict import Direction, Gap, Rung
from transit.plan.along import Help
from transit.plan.along_finder import asked_by_leg
from transit.plan.options import Candidate
from transit.route.journey import Journey, RideLeg, Step, StepKind, WalkLeg
from transit.verdict.asked import Asked
from transit.verdict.asks import READ_NUMBER
from transit.verdict.cases import Pair
from transit.verdict.desk import Desk
from transit.verdict.gaps import gaps_of
from transit.verdict.requests import Hit


@dataclass(frozen=True, slots=True)
class Meeting:
    """From where to where somebody is along, in one go.

    Parameters
    ----------
    direction
        Which way.
    start, end
        What the places are called; ``""`` for the ends of the journey.
    crossing
        The road that alone is crossed together; ``""`` where there is more, or it has no name.
    starts_s, ends_s
        When they meet and part, seconds of the service date; waiting for the bus is in it where
        they ride together.
    """

    direction: Direction
    start: str
    end: str
    crossing: str
    starts_s: int
    ends_s: int


@dataclass(frozen=True, slots=True)
class Accompanied:
    """What a companion does on some legs.

    Parameters
    ----------
    legs
        Which, such as ``out:1``, or ``out:1:3-3`` for the third step of the first leg alone.
    seconds
        How long they are on the way with the person; their own way is not in it.
    gaps
        What is left to be learnt on the other legs.
    meetings
        Where they meet and part.
    """

    legs: tuple[str, ...]
    seconds: int
    gaps: tuple[Gap, ...]
    meetings: tuple[Meeting, ...] = ()


def accompanied(found: Candidate, out: Journey, back: Journey, legs: Iterable[str]) -> Accompanied:
    """Return what a companion on some legs leaves to be learnt.

    Skills that every journey asks, and those of legs without a companion, remain.

    Parameters
    ----------
    found
        The journey as found.
    out, back
        It, told.
    legs
        Legs with a companion; those that the journey has not, and those with steps that they
        have not, are passed over. A journey that was found with somebody along all the way, or
        on one part, has them there instead.

    Returns
    -------
    Accompanied
        With the gaps of the whole journey where there is no such leg.
    """
    both = {Direction.OUT: out, Direction.BACK: back}
    if found.helps:
        wanted = [leg for each in found.helps for leg in _helped(each, both[each.direction])]
        return _together(wanted, both, found.gaps)
    asked = dict.fromkeys(map(LegAlong.parse, legs))
    wanted = [each for each in asked if _is_on(each, both[each.direction])]
    if wanted and found.rung is Rung.WITH_COMPANION:
        # It was found for somebody who is along all the way.
        wanted = [
            LegAlong(way, number)
            for way, journey in both.items()
            for number in range(1, len(journey.legs) + 1)
        ]
        return _together(wanted, both, gaps_of(found.case, (), found.allowed))
    if not wanted:
        return Accompanied((), 0, found.gaps)
    pairs = [_alone(found.case.desk, pair, wanted, both) for pair in found.pairs]
    return _together(wanted, both, gaps_of(found.case, pairs, found.allowed))


def _is_on(along: LegAlong, journey: Journey) -> bool:
    """Whether a journey has a leg, and its steps."""
    if along.number > len(journey.legs):
        return False
    leg = journey.legs[along.number - 1]
    return (along.last or 1) <= (len(leg.steps) if isinstance(leg, WalkLeg) else 1)


def _helped(help_: Help, journey: Journey) -> Iterator[LegAlong]:
    """The leg as the journey numbers it, and the steps of a walk that need somebody."""
    number = _number(journey, help_.leg)
    if number is None:
        return
    leg = journey.legs[number - 1]
    needed: list[int] = []
    if isinstance(leg, WalkLeg):
        needed = [
            at
            for at, step in enumerate(leg.steps, start=1)
            if any(stretch.edge in help_.edges for stretch in step.stretches)
        ]
    if help_.waits:
        yield LegAlong(help_.direction, number, 1, 1)
    elif needed:
        yield LegAlong(help_.direction, number, min(needed), max(needed))
    else:
        yield LegAlong(help_.direction, number)


def _number(journey: Journey, leg: int) -> int | None:
    """Which leg it is, counted from 1; None for a walk of no length, which is no leg."""
    rides = 0
    for number, each in enumerate(journey.legs, start=1):
        ridden = isinstance(each, RideLeg)
        if rides == leg // 2 and ridden == bool(leg % 2):
            return number
        rides += ridden
    return None


def _together(
    wanted: Iterable[LegAlong], journeys: dict[Direction, Journey], gaps: tuple[Gap, ...]
) -> Accompanied:
    ordered = sorted(wanted, key=lambda each: (each.direction is Direction.BACK, each.number))
    meetings: list[Meeting] = []
    for each in ordered:
        made = _meeting(each, journeys[each.direction])
        last = meetings[-1] if meetings else None
        if last and last.direction is made.direction and last.ends_s >= made.starts_s:
            meetings[-1] = replace(last, end=made.end, ends_s=made.ends_s, crossing="")
        else:
            meetings.append(made)
    seconds = sum(each.ends_s - each.starts_s for each in meetings)
    return Accompanied(tuple(map(str, ordered)), seconds, gaps, tuple(meetings))


def _meeting(along: LegAlong, journey: Journey) -> Meeting:
    leg = journey.legs[along.number - 1]
    start, end, crossing = leg.start.name, leg.end.name, ""
    if isinstance(leg, RideLeg):
        starts_s, ends_s = leg.depart_s - leg.wait_s, leg.arrive_s
        if along.first is not None:
            end, ends_s = start, leg.depart_s
    elif along.first is None or along.last is None:
        starts_s, ends_s = leg.depart_s, leg.arrive_s
    else:
        steps = leg.steps[along.first - 1 : along.last]
        starts_s, ends_s = steps[0].depart_s, steps[-1].depart_s + steps[-1].duration_s
        crossed = [each.crossing for each in steps if each.kind is StepKind.CROSS]
        if len(crossed) == len(steps) and len({each.street for each in crossed if each}) == 1:
            crossing = steps[0].crossing.street if steps[0].crossing else ""
        start, end = (each.street or name for each, name in ((steps[0], start), (steps[-1], end)))
    return Meeting(along.direction, start, end, crossing, starts_s, ends_s)


def _alone(
    desk: Desk, pair: Pair, wanted: Sequence[LegAlong], journeys: dict[Direction, Journey]
) -> Pair:
    out, back = (
        _without(desk, hit, [each for each in wanted if each.direction is way], journeys[way])
        for way, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back))
    )
    return replace(pair, out=out, back=back)


def _without(desk: Desk, hit: Hit, wanted: Sequence[LegAlong], journey: Journey) -> Hit:
    """A journey without what it asks where somebody is along; whole where it has other legs."""
    if not wanted or len(hit.found.rides) != len(journey.rides):
        return hit
    left = {
        asked
        for leg, every in enumerate(asked_by_leg(desk, hit))
        for asked in every
        if not any(_covers(each, journey, leg, asked) for each in wanted)
    }
    return replace(hit, asked=tuple(each for each in hit.asked if each in left))


def _covers(along: LegAlong, journey: Journey, leg: int, asked: Asked) -> bool:
    """Whether somebody is there where something is asked, on a leg counted from 0."""
    number = _number(journey, leg)
    if number is None:
        # Of a change at one stop whoever is there for the next bus is there.
        return along.number == _number(journey, leg + 1)
    if along.number != number:
        return False
    if along.first is None or along.last is None:
        return True
    whole = journey.legs[number - 1]
    if isinstance(whole, RideLeg):
        return asked.ask == READ_NUMBER
    return asked.edge in _edges(whole.steps, along.first - 1, along.last)


def _edges(steps: Sequence[Step], first: int, last: int) -> set[int]:
    """What of the streets is of some steps, and of no other."""
    here, elsewhere = (
        {stretch.edge for step in some for stretch in step.stretches}
        for some in (steps[first:last], (*steps[:first], *steps[last:]))
    )
    return here - elsewhere
