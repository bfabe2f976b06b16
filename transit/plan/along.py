"""Journeys that exist only because somebody goes along on one part of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from transit.model.fact import Stance
from transit.model.ids import NONE
from transit.model.leg_along import LegAlong
from transit.model.verdict import Direction, Rung
from transit.plan.along_desk import AlongCase, AlongDesk
from transit.plan.along_finder import AlongFinder, asked_by_leg, covered_legs
from transit.plan.along_parts import Part, Parts
from transit.plan.chosen_desk import ChosenDesk
from transit.verdict.asked import Asked
from transit.verdict.asks import UNLIT
from transit.verdict.cases import Case, Pair
from transit.verdict.climb import Held, holds
from transit.verdict.finder import Finder
from transit.verdict.requests import Hit
from transit.verdict.rungs import Allowed
from transit.verdict.running import run_together

_Leg = tuple[Direction, int]
_PARTS: Final = (Part.CHANGE, Part.HOME, Part.VENUE, Part.WALK, Part.RIDE)


@dataclass(frozen=True, slots=True)
class Help:
    """A leg on which somebody has to be along.

    Parameters
    ----------
    direction
        Which way.
    leg
        Number among walks and rides by turns, from 0.
    edges
        What of the streets the person cannot do alone there; empty where it is the whole leg.
    waits
        Of a ride: only until the bus has come.
    """

    direction: Direction
    leg: int
    edges: frozenset[int] = frozenset()
    waits: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Along:
    """A journey there and back with somebody along on one part.

    Parameters
    ----------
    case
        Whom and what it is about; its desk has searched it.
    held
        What the person may do alone, and the journeys.
    helps
        Where somebody has to be along.
    """

    case: AlongCase
    held: Held
    helps: tuple[Help, ...]

    @property
    def cost(self) -> tuple[int, int, int]:
        """What makes one easier to arrange: ways accompanied, seconds together, burden."""
        pair = self.held.pairs[0]
        hits = {Direction.OUT: pair.out, Direction.BACK: pair.back}
        together = sum(_seconds(hits[each.direction], each) for each in self.helps)
        ways = len({each.direction for each in self.helps})
        return ways, together, sum(hit.found.burden_s for hit in hits.values())


def find_along(case: Case, legs: Iterable[str] = (), *, trained: bool = True) -> Along | None:
    """Find the journey that asks least of a companion, the person going alone elsewhere.

    Parameters
    ----------
    case
        Whom and what it is about, at a desk that keeps to the trainer's choice.
    legs
        Legs on which alone somebody is to go along, such as ``out:1``; any one part when empty.
    trained
        Whether what the person could learn is tried too where they cannot do the rest yet.

    Returns
    -------
    Along or None
        Sure before not sure, nothing to learn before something; None where there is none.
    """
    assert isinstance(case.desk, ChosenDesk)
    desk = AlongDesk(case.desk)
    finder = AlongFinder(desk)
    read = map(LegAlong.parse, legs)
    wanted = frozenset((each.direction, each.number) for each in read)
    tried = tuple(_with_any_on(wanted) if wanted else _any())
    rungs = (Rung.NOW, Rung.WITH_TRAINING) if trained else (Rung.NOW,)
    for rung in rungs:
        for stance in (Stance.CAUTIOUS, Stance.HOPEFUL):
            if case.closed(rung, stance) or case.closed(Rung.WITH_COMPANION, stance):
                continue
            for some in tried:
                found = [
                    each
                    for each in _found(case, desk, finder, rung, stance, some)
                    if not wanted or _legs_of(each) <= wanted
                ]
                if found:
                    return min(found, key=lambda each: each.cost)
    return None


def _any() -> Iterator[tuple[Parts, ...]]:
    """What is tried together, that which asks less of a companion first."""
    one_way = [(Parts(each, Part.NONE), Parts(Part.NONE, each)) for each in _PARTS]
    yield tuple(parts for pair in one_way for parts in pair)
    yield tuple(Parts(each, each) for each in _PARTS)
    yield tuple(Parts(*each) for each in product(_PARTS, _PARTS) if each[0] is not each[1])


def _with_any_on(wanted: frozenset[_Leg]) -> Iterator[tuple[Parts, ...]]:
    """The parts that legs may stand for, as what a journey is like is not known yet."""
    ways = {direction for direction, _ in wanted}
    both = ((*_PARTS, Part.NONE) if each in ways else (Part.NONE,) for each in Direction)
    yield tuple(Parts(*each) for each in product(*both))


def _legs_of(found: Along) -> frozenset[_Leg]:
    """The legs on which somebody has to be, counted from 1; a change at one stop is none."""
    pair = found.held.pairs[0]
    made = set()
    for help_ in found.helps:
        hit = pair.out if help_.direction is Direction.OUT else pair.back
        walks = hit.found.walks
        gone = {2 * at for at, walk in enumerate(walks) if walk.from_stop == walk.to_stop != NONE}
        if help_.leg not in gone:
            before = sum(leg < help_.leg for leg in gone)
            made.add((help_.direction, help_.leg + 1 - before))
    return frozenset(made)


def _found(
    case: Case,
    desk: AlongDesk,
    finder: Finder,
    rung: Rung,
    stance: Stance,
    tried: Iterable[Parts],
) -> Iterator[Along]:
    for parts in tried:
        own = AlongCase(desk, case.person, case.place, case.session, parts=parts)
        held = run_together([holds(own, rung, stance, own.kinds)], finder)[0]
        if held is None:
            continue
        helps = helps_of(own, held)
        if helps:
            yield Along(own, held, helps)


def helps_of(case: AlongCase, held: Held) -> tuple[Help, ...] | None:
    """Return on which legs somebody has to be along.

    Parameters
    ----------
    case
        Whom and what it is about; its desk has searched the journeys.
    held
        What the person may do alone, and the journeys on each kind of day.

    Returns
    -------
    tuple of Help or None
        Of the journeys on the first kind of day. None where those of another kind need somebody
        elsewhere: whoever is along as on the first would not be there.
    """
    first, *others = held.pairs
    made = tuple(_helps(case, held.allowed, first))
    for pair in others:
        if not all(
            _is_within(each, made, first, pair) for each in _helps(case, held.allowed, pair)
        ):
            return None
    return made


def _is_within(help_: Help, made: Iterable[Help], first: Pair, pair: Pair) -> bool:
    """Whether somebody who is along on the first kind of day is there on another, too."""
    hits = [each.out if help_.direction is Direction.OUT else each.back for each in (first, pair)]
    if len({len(hit.found.rides) for hit in hits}) > 1:
        return False
    # The same steps are those of the same street: of another only the whole leg is covered.
    return any(
        (each.direction, each.leg) == (help_.direction, help_.leg)
        and (not each.waits or help_.waits)
        and (not each.edges or frozenset() < help_.edges <= each.edges)
        for each in made
    )


def _helps(case: AlongCase, allowed: Allowed, pair: Pair) -> Iterator[Help]:
    """On which legs the journeys ask what the person cannot do alone today."""
    own, desk = allowed.profile, case.desk
    assert own is not None and isinstance(desk, AlongDesk)
    for direction, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back)):
        legs, covered = asked_by_leg(desk, hit), covered_legs(desk, hit)
        light = hit.request.in_daylight(hit)
        hard = {leg: _too_hard(case, allowed, legs[leg], light=light) for leg in covered}
        needed = {leg for leg, asked in hard.items() if asked}
        if hit.found.changes > own.most_changes:
            needed |= {leg for leg in covered if leg % 2 == 0}
        if needed and case.parts.on(direction) is not Part.CHANGE:
            # From the first to the last: nobody gets off in between, and on again.
            needed = {leg for leg in covered if min(needed) <= leg <= max(needed)}
        last = 2 * len(hit.found.rides)
        waits = _waits(needed, covered, last)
        for leg in sorted(needed | waits):
            # Nobody leaves in the middle of a change, nor before what is hard at a stop.
            edges = _edges_of(hard.get(leg, ())) if leg in (0, last) else frozenset()
            yield Help(direction, leg, edges, waits=leg in waits)


def _edges_of(asked: Iterable[Asked]) -> frozenset[int]:
    """What of the streets is asked; empty where something is asked elsewhere, too."""
    edges = frozenset(each.edge for each in asked)
    return frozenset() if NONE in edges else edges


def _waits(needed: set[int], covered: Mapping[int, bool], last: int) -> set[int]:
    """Rides until whose bus has come somebody stays who helps to change into it."""
    changes = {leg for leg in needed if leg % 2 == 0 and 0 < leg < last}
    rides = {leg for leg in needed if covered[leg]}
    return ({leg + 1 for leg in changes} | (needed - rides)) - rides


def _too_hard(case: Case, allowed: Allowed, asked: Iterable[Asked], *, light: bool) -> list[Asked]:
    return [
        each
        for each in asked
        if not (light and each.ask == UNLIT) and case.wanted_for(each.ask, allowed)
    ]


def _seconds(hit: Hit, help_: Help) -> int:
    place = help_.leg // 2
    if help_.leg % 2 == 0:
        return hit.found.walks[place].time_s
    ride, wait_s = hit.found.rides[place], hit.request.traveller.profile.at_stop_early_s
    if place:
        ready_s = hit.found.rides[place - 1].arrive_s + hit.found.walks[place].time_s
        wait_s = ride.depart_s - ready_s
    return wait_s if help_.waits else wait_s + ride.arrive_s - ride.depart_s
