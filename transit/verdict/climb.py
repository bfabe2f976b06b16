"""From rung to rung: the first on which journeys out and back exist on every kind of day."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from transit.model.fact import Stance
from transit.model.verdict import SEARCHED, Direction, Rung
from transit.verdict.cases import Case, Pair, Steps
from transit.verdict.days import DayKind
from transit.verdict.lessons import TrainingLimit, lessons_of
from transit.verdict.requests import Answer, Ask, Hit, Wish
from transit.verdict.rungs import Allowed


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A rung that holds: what it allows, and a journey out and back on each kind of day."""

    allowed: Allowed
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Climb:
    """How far one has to climb.

    Parameters
    ----------
    rung, sure
        The first rung that holds, unknown facts counting as fine and as barriers.
    held
        What holds on ``rung``; None where it is door to door.
    """

    rung: Rung
    sure: Rung
    held: Held | None


def climb(case: Case) -> Steps[Climb]:
    """Find the first rung that holds, hopeful and cautious.

    The loosest open rung is asked first whether there is any journey at all: where it has none, no
    other has. What does not hold for the hopeful does not hold for the cautious.

    Parameters
    ----------
    case
        Whom and what it is about.

    Yields
    ------
    Ask
        Questions for the search; it wants their answers sent.

    Returns
    -------
    Climb
        The two rungs, and the journeys of the hopeful one.
    """
    rungs = yield from _possible(case, Stance.HOPEFUL, Rung.NOW)
    held = None
    for rung in rungs:
        held = yield from holds(case, rung, Stance.HOPEFUL, case.kinds)
        if held is not None:
            break
    if held is None:
        return Climb(Rung.DOOR_TO_DOOR, Rung.DOOR_TO_DOOR, None)
    first = held.allowed.rung
    rungs = yield from _possible(case, Stance.CAUTIOUS, first)
    for rung in rungs:
        if (yield from _holds_surely(case, rung)):
            return Climb(first, rung, held)
    return Climb(first, Rung.DOOR_TO_DOOR, held)


def _possible(case: Case, stance: Stance, first: Rung) -> Steps[list[Rung]]:
    """Return the open rungs from one on, none where not even the loosest has a journey."""
    rungs = [rung for rung in SEARCHED if rung >= first and not case.closed(rung, stance)]
    if len(rungs) < 2:
        return rungs
    # With one rung alone, asking it comes to the same.
    loosest = case.allowed(rungs[-1], stance)
    return rungs if (yield from exists(case, loosest, case.kinds[:1])) else []


def _holds_surely(case: Case, rung: Rung) -> Steps[bool]:
    if rung is Rung.WITH_TRAINING:
        return (yield from holds(case, rung, Stance.CAUTIOUS, case.kinds)) is not None
    return (yield from exists(case, case.allowed(rung, Stance.CAUTIOUS), case.kinds))


def holds(case: Case, rung: Rung, stance: Stance, kinds: Sequence[DayKind]) -> Steps[Held | None]:
    """Look for journeys on a rung.

    Parameters
    ----------
    case
        Whom and what it is about.
    rung, stance
        Which; it must not be closed.
    kinds
        Kinds of day.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    Held or None
        None where some day lacks a journey, or where they need more training than is reasonable.
    """
    if rung is Rung.WITH_TRAINING:
        return (yield from _trained(case, stance, kinds))
    allowed = case.allowed(rung, stance)
    pairs = yield from there_and_back(case, allowed, kinds)
    return None if pairs is None else Held(allowed, pairs)


def _trained(case: Case, stance: Stance, kinds: Sequence[DayKind]) -> Steps[Held | None]:
    """Look for journeys within the training limit.

    Where those found ask for too much, any that ask for less do without one of their skills: so
    each of these is taken away in turn, until something fits or nothing is left to try.
    """
    waiting: list[frozenset[str]] = [frozenset()]
    seen = set(waiting)
    known: dict[int, tuple[Pair, ...] | None] = {}
    while waiting:
        without = waiting.pop(0)
        allowed = case.allowed(Rung.WITH_TRAINING, stance, without)
        if allowed.profile is None:
            continue
        if allowed.asks not in known:
            known[allowed.asks] = yield from there_and_back(case, allowed, kinds)
        pairs = known[allowed.asks]
        if pairs is None:
            continue
        gaps = case.wanted(bits_of(pairs), allowed)
        if _within_limit(case, gaps | allowed.fixed, stance):
            return Held(allowed, pairs)
        for skill in sorted(gaps - allowed.fixed):
            fewer = without | {skill}
            if fewer not in seen:
                seen.add(fewer)
                waiting.append(fewer)
    return None


def bits_of(pairs: Sequence[Pair]) -> int:
    """Return what journeys ask of skills.

    Parameters
    ----------
    pairs
        The journeys.

    Returns
    -------
    int
        Bits of asks.
    """
    return reduce(or_, (pair.bits for pair in pairs), 0)


def _within_limit(case: Case, skills: frozenset[str], stance: Stance) -> bool:
    basis = case.desk.basis
    each = [lessons_of(skill, case.recorded, basis.catalogue) for skill in skills]
    return TrainingLimit.of(basis).keeps(each, stance)


def exists(case: Case, allowed: Allowed, kinds: Sequence[DayKind]) -> Steps[bool]:
    """Tell whether there are journeys out and back on each kind of day.

    Parameters
    ----------
    case
        Whom and what it is about.
    allowed
        An open rung.
    kinds
        Kinds of day.

    Yields
    ------
    Ask
        Questions for the search, by time alone.

    Returns
    -------
    bool
        True where each has both, as long a time away as the person can bear.
    """
    bests: dict[Direction, list[int]] = {}
    for direction in Direction:
        wishes = [case.wishes(allowed, kind, direction) for kind in kinds]
        answers = yield from _asked(wishes, ways=False)
        if answers is None:
            return False
        best = min if direction is Direction.BACK else max
        bests[direction] = [best(_best(own)) for own in answers]
    most = case.absence_s(allowed)
    if most is None:
        return True
    both = zip(bests[Direction.OUT], bests[Direction.BACK], strict=True)
    return all(home - leave <= most for leave, home in both)


def there_and_back(
    case: Case, allowed: Allowed, kinds: Sequence[DayKind]
) -> Steps[tuple[Pair, ...] | None]:
    """Look for a journey out and one back on each kind of day.

    What is found on the first kind is taken for the others, too, where the same buses run.

    Parameters
    ----------
    case
        Whom and what it is about.
    allowed
        An open rung.
    kinds
        Kinds of day.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    tuple of Pair or None
        The easiest of the first kind; None where one kind has none.
    """
    if not (yield from exists(case, allowed, kinds[:1])):
        return None
    first = yield from _pairs(case, allowed, kinds[:1])
    if first is None:
        return None
    same = [first[0], *(_same_pair(case, allowed, first[0], kind) for kind in kinds[1:])]
    others = [kind for kind, pair in zip(kinds, same, strict=True) if pair is None]
    if not others:
        return tuple(pair for pair in same if pair is not None)
    if not (yield from exists(case, allowed, others)):
        return None
    found = yield from _pairs(case, allowed, others)
    if found is None:
        return None
    rest = iter(found)
    return tuple(pair or next(rest) for pair in same)


def _pairs(
    case: Case, allowed: Allowed, kinds: Sequence[DayKind]
) -> Steps[tuple[Pair, ...] | None]:
    """Search journeys both ways on each kind of day."""
    found: dict[Direction, list[list[Hit]]] = {}
    for direction in Direction:
        wishes = [case.wishes(allowed, kind, direction) for kind in kinds]
        answers = yield from _asked(wishes, ways=True)
        if answers is None:
            return None
        found[direction] = [
            sorted(
                (hit for wish, answer in own for hit in wish.kept(answer)),
                key=lambda hit: hit.cost,
            )
            for own in answers
        ]
    most = case.absence_s(allowed)
    both = zip(kinds, found[Direction.OUT], found[Direction.BACK], strict=True)
    made = [_easiest(kind, outs, backs, most) for kind, outs, backs in both]
    known = tuple(pair for pair in made if pair is not None)
    return known if len(known) == len(made) else None


_Answered = list[tuple[Wish, Answer]]


def _asked(wishes: Sequence[list[Wish]], *, ways: bool) -> Steps[list[_Answered] | None]:
    """Ask for several kinds of day at once; None where one has no journey."""
    if not all(wishes):
        return None
    answers = yield Ask([wish.request for own in wishes for wish in own], ways)
    made = []
    at = 0
    for own in wishes:
        both = list(zip(own, answers[at : at + len(own)], strict=True))
        at += len(own)
        if not any(wish.kept(answer) if ways else wish.grants(answer) for wish, answer in both):
            return None
        made.append(both)
    return made


def _best(answered: _Answered) -> list[int]:
    return [
        answer.best_s
        for wish, answer in answered
        if answer.best_s is not None and wish.grants(answer)
    ]


def _same_pair(case: Case, allowed: Allowed, pair: Pair, kind: DayKind) -> Pair | None:
    """Return the journeys of one kind of day as those of another, where they are."""
    for direction, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back)):
        wishes = case.wishes(allowed, kind, direction)
        if not any(_answers(case, hit, wish) for wish in wishes):
            return None
    return Pair(kind, pair.out, pair.back)


def _answers(case: Case, hit: Hit, wish: Wish) -> bool:
    """Tell whether a journey found for one wish grants another."""
    was, one = hit.request, wish.request
    alike = (
        was.traveller.key == one.traveller.key
        and (was.door.opportunity, was.door.entrance) == (one.door.opportunity, one.door.entrance)
        and was.moment_s == one.moment_s
        and one.keeps(wish.bound_s, hit.leave_s, hit.arrive_s)
    )
    if not alike or not case.desk.runs(hit.services, one.date):
        return False
    if hit.walks_unlit and was.in_daylight(hit) and not one.in_daylight(hit):
        return False
    asker, early = case.desk.asker(one.stance), one.traveller.profile.at_stop_early_s
    return all(
        asker.is_alone(was.date, each, early) == asker.is_alone(one.date, each, early)
        for each in hit.boardings
    )


def _easiest(
    kind: DayKind, outs: Sequence[Hit], backs: Sequence[Hit], most_away_s: int | None
) -> Pair | None:
    if most_away_s is None:
        return Pair(kind, outs[0], backs[0])
    fits = [
        Pair(kind, out, back)
        for out in outs
        for back in backs
        if back.arrive_s - out.leave_s <= most_away_s
    ]
    return min(
        fits,
        key=lambda pair: (
            pair.out.found.burden_s + pair.back.found.burden_s,
            pair.out.cost,
            pair.back.cost,
        ),
        default=None,
    )
