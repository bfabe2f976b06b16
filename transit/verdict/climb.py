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
from transit.verdict.requests import Hit, Request
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

    The loosest open rung is tried first: what it does not hold no other does. A journey found on
    it that asks nothing a lower rung forbids is that rung's journey, too.

    Parameters
    ----------
    case
        Whom and what it is about.

    Yields
    ------
    list of Request
        Questions for the search; it wants their answers sent.

    Returns
    -------
    Climb
        The two rungs, and the journeys of the hopeful one.
    """
    held = yield from _lowest(case, Stance.HOPEFUL, Rung.NOW)
    if held is None:
        return Climb(Rung.DOOR_TO_DOOR, Rung.DOOR_TO_DOOR, None)
    sure = yield from _lowest(case, Stance.CAUTIOUS, held.allowed.rung)
    return Climb(
        held.allowed.rung, sure.allowed.rung if sure is not None else Rung.DOOR_TO_DOOR, held
    )


def _lowest(case: Case, stance: Stance, first: Rung) -> Steps[Held | None]:
    """Return the lowest rung that holds, from one on."""
    rungs = [rung for rung in SEARCHED if rung >= first and not case.closed(rung, stance)]
    if not rungs or not case.kinds:
        return None
    loosest = yield from holds(case, rungs[-1], stance, case.kinds)
    if loosest is None:
        return None
    for rung in rungs[:-1]:
        allowed = case.allowed(rung, stance)
        if rung is not Rung.WITH_TRAINING and asks_no_more(case, loosest, allowed):
            return Held(allowed, loosest.pairs)
        held = yield from holds(case, rung, stance, case.kinds, loosest)
        if held is not None:
            return held
    return loosest


def asks_no_more(case: Case, held: Held, allowed: Allowed) -> bool:
    """Tell whether the journeys of one rung are journeys of a lower one.

    Parameters
    ----------
    case
        Whom and what it is about.
    held
        A rung that holds.
    allowed
        A lower one of the same stance.

    Returns
    -------
    bool
        False where it is not certain.
    """
    profile = allowed.profile
    assert profile is not None
    return all(
        not hit.bits & ~allowed.asks and hit.found.changes <= profile.most_changes
        for pair in held.pairs
        for hit in (pair.out, pair.back)
    )


def holds(
    case: Case,
    rung: Rung,
    stance: Stance,
    kinds: Sequence[DayKind],
    looser: Held | None = None,
) -> Steps[Held | None]:
    """Look for journeys on a rung.

    Parameters
    ----------
    case
        Whom and what it is about.
    rung, stance
        Which; it must not be closed.
    kinds
        Kinds of day.
    looser
        A later rung of the same stance that holds on these, if one is known.

    Yields
    ------
    list of Request
        Questions for the search.

    Returns
    -------
    Held or None
        None where some day lacks a journey, or where they need more training than is reasonable.
    """
    if rung is Rung.WITH_TRAINING:
        return (yield from _trained(case, stance, kinds, looser))
    allowed = case.allowed(rung, stance)
    pairs = yield from there_and_back(case, allowed, kinds)
    return None if pairs is None else Held(allowed, pairs)


def _trained(
    case: Case, stance: Stance, kinds: Sequence[DayKind], looser: Held | None
) -> Steps[Held | None]:
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
        if looser is not None and asks_no_more(case, looser, allowed):
            known[allowed.asks] = looser.pairs
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


def there_and_back(
    case: Case, allowed: Allowed, kinds: Sequence[DayKind]
) -> Steps[tuple[Pair, ...] | None]:
    """Look for a journey out and one back on each kind of day.

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
    list of Request
        Questions for the search.

    Returns
    -------
    tuple of Pair or None
        The easiest of each kind; None where one of them has none.
    """
    found: dict[Direction, list[list[Hit]]] = {}
    for direction in Direction:
        ways = yield from _ways(case, allowed, kinds, direction)
        if ways is None:
            return None
        found[direction] = ways
    made = []
    most = case.absence_s(allowed)
    both = zip(kinds, found[Direction.OUT], found[Direction.BACK], strict=True)
    for kind, outs, backs in both:
        pair = _easiest(kind, outs, backs, most)
        if pair is None:
            return None
        made.append(pair)
    return tuple(made)


def _ways(
    case: Case, allowed: Allowed, kinds: Sequence[DayKind], direction: Direction
) -> Steps[list[list[Hit]] | None]:
    """Look for journeys one way on each kind of day, the easiest first.

    What is found on the first kind is taken for the others, too, where the same buses run.
    """
    asked = [case.requests(allowed, kind, direction) for kind in kinds]
    if not all(asked):
        return None
    first = yield from _asked(asked[:1])
    if first is None:
        return None
    known = [first[0], *(_same(case, first[0], each) for each in asked[1:])]
    rest = yield from _asked([own for own, hits in zip(asked, known, strict=True) if not hits])
    if rest is None:
        return None
    return [hits or rest.pop(0) for hits in known]


def _asked(asked: Sequence[list[Request]]) -> Steps[list[list[Hit]] | None]:
    """Ask for several kinds of day at once; None where one has no answer."""
    if not asked:
        return []
    answers = yield [one for each in asked for one in each]
    made = []
    at = 0
    for each in asked:
        hits = [hit for answer in answers[at : at + len(each)] for hit in answer]
        at += len(each)
        if not hits:
            return None
        made.append(sorted(hits, key=lambda hit: hit.cost))
    return made


def _same(case: Case, hits: Sequence[Hit], requests: Sequence[Request]) -> list[Hit]:
    """Return the journeys of one kind of day that answer the requests of another, too."""
    if any(one.every for one in requests):
        return []  # there may be others on that day, and all are wanted
    return [hit for hit in hits if any(_answers(case, hit, one) for one in requests)]


def _answers(case: Case, hit: Hit, one: Request) -> bool:
    was = hit.request
    alike = (
        was.traveller.key == one.traveller.key
        and (was.door.opportunity, was.door.entrance) == (one.door.opportunity, one.door.entrance)
        and was.moment_s == one.moment_s
        and one.keeps(one.bound_s, hit.leave_s, hit.arrive_s)
    )
    if not alike or not case.desk.runs(hit.services, one.date):
        return False
    in_daylight = [
        each.daylight_s is not None and each.keeps(each.daylight_s, hit.leave_s, hit.arrive_s)
        for each in (was, one)
    ]
    if hit.walks_unlit and in_daylight[0] and not in_daylight[1]:
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
