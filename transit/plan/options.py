"""Journeys there and back to choose from: a few that differ usefully, the most certain first.

Each holds on all kinds of day of the session, on one rung of the verdict. Beside the verdict's own
are tried: somebody along all the way, or on one part of it, another stop, another crossing, another
bus, fewer changes, and a time with more to spare.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.verdict import Finding, Gap, Rung
from transit.plan.along import Help, find_along
from transit.plan.chosen_desk import ChosenDesk
from transit.plan.later import next_home
from transit.plan.things import Spots
from transit.route.alike import crossings_of, shape_of
from transit.route.costs import MS
from transit.route.router import Router
from transit.verdict.cases import Case, Pair, Steps
from transit.verdict.climb import Climb, Held, climb, holds, there_and_back
from transit.verdict.finder import Finder
from transit.verdict.gaps import gaps_of, skills_of
from transit.verdict.lessons import TrainingLimit, lessons_of
from transit.verdict.requests import Hit
from transit.verdict.rungs import Allowed
from transit.verdict.running import run_together
from transit.verdict.telling import checks_of, once

_SURE_RUNGS: Final = (Rung.NOW, Rung.WITH_TRAINING, Rung.WITH_COMPANION)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A journey there and back on one rung.

    Parameters
    ----------
    case
        Whom and what it is about; its desk has searched it.
    allowed
        What the rung allows.
    pairs
        The journeys on each kind of day, the first standing for the others.
    why
        Why it is offered: ``best``, ``sure``, ``companion``, ``along``, ``other_stop``,
        ``other_crossing``, ``other_bus``, ``fewer_changes`` or ``earlier``.
    gaps
        What has to be learnt, or what a companion covers.
    next_home
        The next journey home after the one planned; None where there is none soon enough.
    helps
        The legs on which somebody has to be along where the person goes alone elsewhere: the
        journeys do not ask then what is asked on these.
    """

    case: Case
    allowed: Allowed
    pairs: tuple[Pair, ...]
    why: str
    gaps: tuple[Gap, ...] = ()
    next_home: Hit | None = None
    helps: tuple[Help, ...] = ()

    @property
    def first(self) -> Pair:
        """The journeys that stand for the others."""
        return self.pairs[0]

    @property
    def rung(self) -> Rung:
        """How it could be made."""
        return Rung.WITH_COMPANION if self.helps else self.allowed.rung

    @property
    def confirmed(self) -> bool:
        """Whether it rests on nothing unknown."""
        return self.allowed.stance is Stance.CAUTIOUS

    @property
    def checks(self) -> tuple[Finding, ...]:
        """What it leaves open beside its way, where it rests on something unknown."""
        if self.confirmed:
            return ()
        # Somebody along on one part has to be asked; what is learnt is that of the rest.
        open_rung = Climb(self.allowed.rung, Rung.DOOR_TO_DOOR, Held(self.allowed, self.pairs))
        made = checks_of(self.case, open_rung, self.gaps)
        if self.helps:
            along = self.case.desk.allowed(
                self.case.person, Rung.WITH_COMPANION, self.allowed.stance
            )
            made = (*made, *along.checks)
        return once(made)

    @property
    def spare_s(self) -> int:
        """Seconds between being there and the session's start."""
        desk, session = self.case.desk, self.case.session
        # Not the times of the case: the journeys may be those of the session moved.
        start_s = desk.service_s(self.first.out.request.date, session.start_s)
        return start_s - self.first.out.arrive_s

    @property
    def rank(self) -> tuple[object, ...]:
        """What to sort by: confirmed, little to learn, a way home after the last, time to spare."""
        enough = int(self.case.desk.basis.parameters.number("plan_spare_s"))
        return (
            not self.confirmed,
            self.rung is Rung.WITH_COMPANION,
            self.rung is Rung.WITH_COMPANION and not self.helps,
            len(skills_of(self.gaps)),
            self.first.back.found.rides != () and self.next_home is None,
            -min(self.spare_s, enough) // 60 // 5,
            self.first.out.found.burden_s + self.first.back.found.burden_s,
        )


def find_options(
    case: Case, *, shifted: Session | None = None, legs: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """Find journeys to choose from.

    Parameters
    ----------
    case
        Whom and what it is about, at a desk that keeps to the trainer's choice.
    shifted
        The session as if it began earlier or ended later; the case's own when None.
    legs
        Legs on which somebody is to go along, such as ``out:1``.

    Returns
    -------
    tuple of Candidate
        At most as many as the parameter ``plan_options`` says, the most certain first; none where
        it is door to door, and nobody along on one part would change that.
    """
    asked = case if shifted is None else replace(case, session=shifted)
    if not asked.kinds:
        return ()
    finder = Finder(case.desk)
    best = run_together([_best(asked)], finder)[0]
    made = [*best, *_along(asked, best, legs)]
    if best:
        made += _variations(asked, best[0], finder)
    if not made:
        return ()
    # Time to spare is counted to the session as it is, not as if it began earlier.
    whole = [_told(replace(each, case=_as_held(each.case, case))) for each in made]
    return _different(whole, case)


def _along(case: Case, best: Sequence[Candidate], legs: Sequence[str]) -> Iterator[Candidate]:
    """The journey that needs somebody along on one part alone, where the person has not all."""
    rung = best[0].rung if best else Rung.DOOR_TO_DOOR
    if rung is Rung.NOW and not legs:
        return
    found = find_along(case, legs, trained=rung > Rung.WITH_TRAINING)
    if found is not None:
        allowed, pairs = found.held.allowed, found.held.pairs
        yield Candidate(found.case, allowed, pairs, "along", helps=found.helps)


def _as_held(searched: Case, case: Case) -> Case:
    return Case(searched.desk, case.person, case.place, case.session)


def _best(case: Case) -> Steps[list[Candidate]]:
    """The verdict's own journeys, those of the first rung that is sure, and with somebody along."""
    climbed = yield from climb(case)
    if climbed.held is None:
        return []
    made = [Candidate(case, climbed.held.allowed, climbed.held.pairs, "best")]
    tried = {(climbed.rung, made[0].allowed.stance)}
    wanted = [(climbed.sure, Stance.CAUTIOUS, "sure")]
    wanted += [(Rung.WITH_COMPANION, stance, "companion") for stance in Stance]
    for rung, stance, why in wanted:
        if rung not in _SURE_RUNGS or (rung, stance) in tried or case.closed(rung, stance):
            continue
        tried.add((rung, stance))
        held = yield from holds(case, rung, stance, case.kinds)
        if held is not None:
            made.append(Candidate(case, held.allowed, held.pairs, why))
            if why == "companion":
                break
    return made


def _variations(case: Case, best: Candidate, finder: Finder) -> Iterator[Candidate]:
    """Search again without one thing of the best journey."""
    rung, stance = best.rung, best.allowed.stance
    assert isinstance(case.desk, ChosenDesk)
    for why, avoid in _closures(case, best):
        desk = without(case.desk, avoid)
        again = Case(desk, case.person, case.place, case.session)
        held = run_together([holds(again, rung, stance, again.kinds)], Finder(desk))[0]
        if held is not None:
            yield Candidate(again, held.allowed, held.pairs, why)
    changes = max(best.first.out.found.changes, best.first.back.found.changes)
    if changes and best.allowed.profile is not None:
        fewer = replace(best.allowed.profile, most_changes=changes - 1)
        allowed = replace(best.allowed, profile=fewer)
        pairs = run_together([there_and_back(case, allowed, case.kinds)], finder)[0]
        if pairs is not None and _can_be_learnt(case, allowed, pairs):
            yield Candidate(case, allowed, pairs, "fewer_changes")
    sooner_s = int(case.desk.basis.parameters.number("plan_earlier_s"))
    earlier = replace(case, session=moved(case.session, sooner_s, 0))
    held = run_together([holds(earlier, rung, stance, earlier.kinds)], finder)[0]
    if held is not None:
        yield Candidate(earlier, held.allowed, held.pairs, "earlier")


def _closures(case: Case, best: Candidate) -> Iterator[tuple[str, Spots]]:
    hit = best.first.out
    router = case.desk.router(hit.request.traveller)
    if hit.found.rides:
        day = router.day(hit.request.date).day
        timetable, ride = case.desk.area.timetable, hit.found.rides[0]
        row = int(timetable.trip_row[day.trip_index[ride.trip]])
        yield "other_bus", Spots(routes=frozenset({int(timetable.trips["route"][row])}))
        stop = day.arrays.pattern_stop[day.arrays.pattern_first_stop[ride.pattern] + ride.board]
        yield "other_stop", Spots(stops=frozenset({int(stop)}))
    edges = {
        edge
        for each in (best.first.out, best.first.back)
        for edge in _hardest(router, each, best.allowed.stance)
    }
    if edges:
        yield "other_crossing", Spots(edges=frozenset(edges))


def _hardest(router: Router, hit: Hit, stance: Stance) -> list[int]:
    """The crossing of a journey that costs most, where it costs enough to go another way."""
    edges = crossings_of(router.area, hit.found)
    if not edges:
        return []
    streets = router.ground(stance).streets
    arcs = streets.arcs_of_edge[edges, 0]
    walked = streets.costs.time_ms[arcs] * router.profile.weights.walk
    extra = streets.costs.burden_ms[arcs] - walked
    worth = router.parameters.number("avoidable_crossing_s") * MS
    return [edges[int(extra.argmax())]] if extra.max() > worth else []


def _can_be_learnt(case: Case, allowed: Allowed, pairs: Sequence[Pair]) -> bool:
    if allowed.rung is not Rung.WITH_TRAINING:
        return True
    catalogue = case.desk.basis.catalogue
    skills = skills_of(gaps_of(case, pairs, allowed))
    lessons = [lessons_of(skill, case.recorded, catalogue) for skill in skills]
    return TrainingLimit.of(case.desk.basis).keeps(lessons, allowed.stance)


def _told(found: Candidate) -> Candidate:
    """Add what it asks above what the person can do, and the next way home."""
    gaps = gaps_of(found.case, found.pairs, found.allowed)
    soonest = next_home(found.case, found.allowed, found.first)
    return replace(found, gaps=gaps, next_home=soonest)


def _different(found: Sequence[Candidate], case: Case) -> tuple[Candidate, ...]:
    """The most certain, and others that differ from each of those chosen and are worth while."""
    number = case.desk.basis.parameters.number
    most, apart = int(number("plan_options")), int(number("plan_apart_s"))
    longer, share = int(number("alternative_longer_s")), number("alternative_burden_share")
    ordered = sorted(found, key=lambda each: each.rank)
    best = ordered[0]
    chosen: list[Candidate] = []
    for each in ordered:
        long_s, burden_s = _away_s(each) - _away_s(best), _burden_s(each)
        far = long_s > 2 * longer or burden_s > (1 + share) * _burden_s(best)
        if far and each.rung >= best.rung and each.confirmed <= best.confirmed:
            continue
        if len(chosen) < most and all(_differ(each, other, apart) for other in chosen):
            chosen.append(each)
    return _with_along(chosen, ordered, most)


def _with_along(
    chosen: Sequence[Candidate], ordered: Sequence[Candidate], most: int
) -> tuple[Candidate, ...]:
    """The last place is for somebody along on one part: what no other option says is possible."""
    along = [each for each in ordered if each.helps]
    if not along or any(each.helps for each in chosen):
        return tuple(chosen)
    return tuple(sorted([*chosen[: most - 1], along[0]], key=lambda each: each.rank))


def _away_s(one: Candidate) -> int:
    pair = one.first
    return sum(hit.arrive_s - hit.leave_s for hit in (pair.out, pair.back))


def _burden_s(one: Candidate) -> int:
    return one.first.out.found.burden_s + one.first.back.found.burden_s


def _differ(one: Candidate, other: Candidate, apart_s: int) -> bool:
    """Whether somebody would tell two apart: other buses, stops, crossings, or another hour."""
    mine, theirs = (_looks(each) for each in (one, other))
    return mine != theirs or abs(one.first.out.leave_s - other.first.out.leave_s) >= apart_s


def _looks(one: Candidate) -> tuple[object, ...]:
    area = one.case.desk.area
    made: list[object] = [*one.helps]
    for hit in (one.first.out, one.first.back):
        day = one.case.desk.router(hit.request.traveller).day(hit.request.date).day
        made += [shape_of(area, day, hit.found), tuple(crossings_of(area, hit.found))]
    return tuple(made)


def without(desk: ChosenDesk, avoid: Spots) -> ChosenDesk:
    """Return a desk that closes something more.

    Parameters
    ----------
    desk
        The desk.
    avoid
        What to close beside what it closes.

    Returns
    -------
    ChosenDesk
        The choice is otherwise the same.
    """
    was = desk.wanted
    both = Spots(
        was.avoid.edges | avoid.edges,
        was.avoid.stops | avoid.stops,
        was.avoid.routes | avoid.routes,
    )
    return ChosenDesk(desk.base, replace(was, avoid=both))


def moved(session: Session, earlier_s: int, later_s: int) -> Session:
    """Return a session as if it began earlier and ended later.

    Parameters
    ----------
    session
        The session.
    earlier_s, later_s
        By how much, seconds; never beyond the day.

    Returns
    -------
    Session
        The same on the same days.
    """
    return replace(
        session,
        start_s=max(session.start_s - earlier_s, 0),
        end_s=min(session.end_s + later_s, 86_399),
    )
