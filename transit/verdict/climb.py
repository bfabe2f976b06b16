"""From rung to rung: the first on which journeys out and back exist on every kind of day.

Where there is none, ``no_journey_out`` or ``no_journey_back`` says which is wanting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import or_

from transit.model.abilities import Lessons
from transit.model.fact import Stance
from transit.model.verdict import SEARCHED, About, Direction, Finding, Rung
from transit.verdict.cases import Case, Pair, Steps
from transit.verdict.days import DayKind
from transit.verdict.lessons import TrainingLimit, lessons_finding, lessons_of
from transit.verdict.requests import Answer, Ask, Hit, Option, Wish
from transit.verdict.rungs import Allowed, covers

_Answered = list[tuple[Wish, Answer]]


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
        What holds on ``rung``; None where it is door to door. Where the cautious come to the same
        rung it is theirs: journeys that rest on nothing unknown.
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
        The two rungs, and the journeys.
    """
    first, held = yield from _first_hopeful(case)
    if first is Rung.DOOR_TO_DOOR:
        return Climb(first, first, None)
    sure = Rung.DOOR_TO_DOOR
    for rung in (yield from _possible(case, Stance.CAUTIOUS, first)):
        if rung is first:
            surely = yield from holds(case, rung, Stance.CAUTIOUS, case.kinds)
            if surely is not None:
                return Climb(first, first, surely)
        elif (yield from _stands(case, rung, Stance.CAUTIOUS)):
            sure = rung
            break
    if held is None:
        held = yield from holds(case, first, Stance.HOPEFUL, case.kinds)
    return Climb(first, sure, held)


def _first_hopeful(case: Case) -> Steps[tuple[Rung, Held | None]]:
    """Find the first rung that holds for the hopeful, with journeys only where these decide it."""
    for rung in (yield from _possible(case, Stance.HOPEFUL, Rung.NOW)):
        if rung is Rung.WITH_TRAINING:
            held = yield from holds(case, rung, Stance.HOPEFUL, case.kinds)
            if held is not None:
                return rung, held
        elif (yield from exists(case, case.allowed(rung, Stance.HOPEFUL), case.kinds)):
            return rung, None
    return Rung.DOOR_TO_DOOR, None


def _possible(case: Case, stance: Stance, first: Rung) -> Steps[list[Rung]]:
    """Return the open rungs from one on, none where not even the loosest has a journey."""
    rungs = [rung for rung in SEARCHED if rung >= first and not case.closed(rung, stance)]
    if len(rungs) < 2:
        return rungs
    # With one rung alone, asking it comes to the same.
    *others, loosest = (case.allowed(rung, stance) for rung in rungs)
    if not all(covers(loosest, each) for each in others):
        return rungs
    return rungs if (yield from exists(case, loosest, case.kinds[:1])) else []


def _stands(case: Case, rung: Rung, stance: Stance) -> Steps[bool]:
    if rung is Rung.WITH_TRAINING:
        return (yield from holds(case, rung, stance, case.kinds)) is not None
    return (yield from exists(case, case.allowed(rung, stance), case.kinds))


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
    too_many: tuple[Finding, ...] = ()
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
        too_many = too_many or _too_many(case, gaps | allowed.fixed)
        for skill in sorted(gaps - allowed.fixed):
            fewer = without | {skill}
            if fewer not in seen:
                seen.add(fewer)
                waiting.append(fewer)
    case.lacks = too_many or case.lacks
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
    return TrainingLimit.of(case.desk.basis).keeps(_lessons(case, skills), stance)


def _too_many(case: Case, skills: frozenset[str]) -> tuple[Finding, ...]:
    return (lessons_finding(_lessons(case, skills), TrainingLimit.of(case.desk.basis)),)


def _lessons(case: Case, skills: frozenset[str]) -> list[Lessons]:
    catalogue = case.desk.basis.catalogue
    return [lessons_of(skill, case.recorded, catalogue) for skill in sorted(skills)]


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
        answers = yield Ask([wish.request for own in wishes for wish in own], ways=False)
        bests[direction] = []
        for kind, own in zip(kinds, _shared_out(wishes, answers), strict=True):
            granted = [
                answer.best_s
                for wish, answer in own
                if answer.best_s is not None and wish.grants(answer)
            ]
            if not granted:
                case.lacks = why_none(case, allowed, kind, direction, own)
                return False
            best = max(granted) if direction is Direction.OUT else min(granted)
            bests[direction].append(best)
    most = case.absence_s(allowed)
    both = zip(bests[Direction.OUT], bests[Direction.BACK], strict=True)
    if most is not None and any(home - leave > most for leave, home in both):
        case.lacks = (Finding(code="toilet_too_far", values={"limit_s": most}),)
        return False
    return True


def why_none(
    case: Case, allowed: Allowed, kind: DayKind, direction: Direction, answered: _Answered
) -> tuple[Finding, ...]:
    """Say why no journey keeps to what is wished.

    Parameters
    ----------
    case
        Whom and what it is about.
    allowed
        The rung.
    kind
        The kind of day.
    direction
        Which way.
    answered
        What was wished, and what was found.

    Returns
    -------
    tuple of Finding
        That it is too dark or too long; that there is none at all, or none on these dates.
    """
    found = [(wish, answer.best_s) for wish, answer in answered if answer.best_s is not None]
    made = []
    dark = not answered or any(
        not wish.request.keeps(wish.request.daylight_s, best, best) for wish, best in found
    )
    if allowed.by_daylight and dark and (found or not answered):
        made.append(Finding(code="after_dark", direction=direction))
    interval = case.interval_s
    if interval is not None and any(
        abs(wish.request.moment_s - best) > interval for wish, best in found
    ):
        made.append(
            Finding(code="toilet_too_far", values={"limit_s": interval}, direction=direction)
        )
    if kind is not case.kinds[0]:
        dates = " ".join(date.isoformat() for date in kind.dates)
        values: dict[str, float | int | str] = {"dates": dates, "count_dates": len(kind.dates)}
        made.append(
            Finding(code="no_journey_on", about=About.VEHICLE, values=values, direction=direction)
        )
    elif not made:
        made.append(Finding(code=f"no_journey_{direction}", about=About.STREET))
    return tuple(made)


def _shared_out(wishes: Sequence[list[Wish]], answers: Sequence[Answer]) -> Iterator[_Answered]:
    """Give each kind of day its own answers."""
    at = 0
    for own in wishes:
        yield list(zip(own, answers[at : at + len(own)], strict=True))
        at += len(own)


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
    case.found += [pair for pair in same if pair is not None]
    others = [kind for kind, pair in zip(kinds, same, strict=True) if pair is None]
    if not others:
        return tuple(pair for pair in same if pair is not None)
    if not (yield from exists(case, allowed, others)):
        return None
    found = yield from _pairs(case, allowed, others)
    if found is None:
        return None
    case.found += found
    rest = iter(found)
    return tuple(pair or next(rest) for pair in same)


def _pairs(
    case: Case, allowed: Allowed, kinds: Sequence[DayKind]
) -> Steps[tuple[Pair, ...] | None]:
    """Search journeys both ways on each kind of day."""
    found: dict[Direction, list[list[Option]]] = {}
    for direction in Direction:
        wishes = [case.wishes(allowed, kind, direction) for kind in kinds]
        answers = yield Ask([wish.request for own in wishes for wish in own], ways=True)
        found[direction] = [
            sorted(
                (option for wish, answer in own for option in wish.options(answer)),
                key=lambda option: option.cost,
            )
            for own in _shared_out(wishes, answers)
        ]
        if not all(found[direction]):
            return None
    most = case.absence_s(allowed)
    both = zip(kinds, found[Direction.OUT], found[Direction.BACK], strict=True)
    made = [_easiest(kind, outs, backs, most) for kind, outs, backs in both]
    known = tuple(pair for pair in made if pair is not None)
    return known if len(known) == len(made) else None


def _same_pair(case: Case, allowed: Allowed, pair: Pair, kind: DayKind) -> Pair | None:
    """Return the journeys of one kind of day as those of another, where they are."""
    made = []
    for direction, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back)):
        wishes = case.wishes(allowed, kind, direction)
        wish = next((wish for wish in wishes if _answers(case, hit, wish)), None)
        if wish is None:
            return None
        made.append(hit.in_light_of(wish.request.daylight_s))
    return Pair(kind, *made)


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
    if was.in_daylight(hit) and not one.in_daylight(hit) and hit.walks_unlit:
        return False
    asker, early = case.desk.asker(one.stance), one.traveller.profile.at_stop_early_s
    return all(
        asker.is_alone(was.date, each, early) == asker.is_alone(one.date, each, early)
        for each in hit.boardings
    )


def _easiest(
    kind: DayKind, outs: Sequence[Option], backs: Sequence[Option], most_away_s: int | None
) -> Pair | None:
    if most_away_s is None:
        return Pair(kind, outs[0].hit, backs[0].hit)
    fits = [
        (out.cost[0] + back.cost[0], out.cost, back.cost, at, out, back)
        for at, (out, back) in enumerate(product(outs, backs))
        if back.arrive_s - out.leave_s <= most_away_s
    ]
    if not fits:
        return None
    *_, out, back = min(fits)
    return Pair(kind, out.hit, back.hit)
