"""Legs on which somebody goes along: what they cover, and how long it takes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from transit.errors import InputError
from transit.model.ids import NONE
from transit.model.verdict import Direction, Gap
from transit.plan.options import Candidate
from transit.route.journey import Journey, Leg, RideLeg
from transit.verdict.asked import Asked
from transit.verdict.cases import Pair
from transit.verdict.gaps import gaps_of
from transit.verdict.requests import Hit


@dataclass(frozen=True, slots=True)
class Accompanied:
    """What a companion does on some legs.

    Parameters
    ----------
    legs
        Which, such as ``out:1``.
    seconds
        How long they are on the way with the person; their own way is not in it.
    gaps
        What is left to be learnt on the other legs.
    """

    legs: tuple[str, ...]
    seconds: int
    gaps: tuple[Gap, ...]


def parse_leg(text: str) -> tuple[Direction, int]:
    """Return a leg as it was written.

    Parameters
    ----------
    text
        ``out`` or ``back``, a colon, and the number of the leg from 1.

    Returns
    -------
    tuple
        The way, and the number.

    Raises
    ------
    InputError
        It is none.
    """
    way, _, number = text.partition(":")
    if way not in set(Direction) or not number.isdecimal() or int(number) < 1:
        raise InputError(f"{text!r} is no leg; write out:1 for the first leg of the way there")
    return Direction(way), int(number)


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
        Legs with a companion; those that the journey has not are passed over.

    Returns
    -------
    Accompanied
        With the gaps of the whole journey where there is no such leg.
    """
    wanted = {parse_leg(each) for each in legs}
    covered: dict[Direction, list[Leg]] = {Direction.OUT: [], Direction.BACK: []}
    kept = []
    seconds = 0
    for direction, journey in ((Direction.OUT, out), (Direction.BACK, back)):
        for number, leg in enumerate(journey.legs, start=1):
            if (direction, number) in wanted:
                covered[direction].append(leg)
                kept.append(f"{direction.value}:{number}")
                waited = leg.wait_s if isinstance(leg, RideLeg) else 0
                seconds += leg.arrive_s - leg.depart_s + waited
    if not kept:
        return Accompanied((), 0, found.gaps)
    pairs = [_alone(pair, covered) for pair in found.pairs[:1]]
    return Accompanied(tuple(kept), seconds, gaps_of(found.case, pairs, found.allowed))


def _alone(pair: Pair, covered: dict[Direction, list[Leg]]) -> Pair:
    return replace(
        pair,
        out=_without(pair.out, covered[Direction.OUT]),
        back=_without(pair.back, covered[Direction.BACK]),
    )


def _without(hit: Hit, legs: list[Leg]) -> Hit:
    edges = {edge for leg in legs for edge in _edges(leg)}
    stops = {call.stop for leg in legs if isinstance(leg, RideLeg) for call in leg.calls}
    everywhere = len(legs) == 2 * len(hit.found.rides) + 1

    def is_covered(asked: Asked) -> bool:
        if asked.edge != NONE:
            return asked.edge in edges
        # What has no place, such as being out in the dark, is asked of the whole way.
        return everywhere if asked.stop == NONE else asked.stop in stops

    return replace(hit, asked=tuple(each for each in hit.asked if not is_covered(each)))


def _edges(leg: Leg) -> Iterator[int]:
    if isinstance(leg, RideLeg):
        return
    for step in leg.steps:
        yield from (each.edge for each in step.stretches)
