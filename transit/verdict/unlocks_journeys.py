"""What the journeys of a verdict rest on: the changes outside that may make it better."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from transit.model.fact import Stance, State
from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.model.unlock import PLACED, ChangeKind
from transit.model.verdict import Finding, Rung
from transit.route.journey import Unknown
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import Held, climb
from transit.verdict.closely import explained
from transit.verdict.requests import Hit
from transit.verdict.telling import checks_of
from transit.verdict.unlocks_better import Subject
from transit.verdict.unlocks_nearest import crossings_in_the_way
from transit.verdict.unlocks_spots import Candidate, Spots

_TOLD: Final = frozenset({ChangeKind.LOOK, ChangeKind.SEAT})
"""What only a journey told step by step shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Outside:
    """What may help one verdict outside.

    Parameters
    ----------
    subject
        The verdict.
    candidates
        The changes, each once.
    needs
        Those that together would show its journeys to be sure; None where looking is not enough.
    """

    subject: Subject
    candidates: tuple[Candidate, ...]
    needs: tuple[Candidate, ...] | None


def outside_of(
    case: Case, subject: Subject, spots: Spots, kinds: frozenset[ChangeKind] = PLACED
) -> Steps[Outside]:
    """Find what may help a verdict outside.

    Parameters
    ----------
    case
        Whom and what it is about.
    subject
        The same, with its verdict.
    spots
        Makes candidates.
    kinds
        Which kinds of change are wanted.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    Outside
        Where there is no journey, the crossings on the one that comes nearest to being one.
    """
    climbed = yield from climb(case)
    held = climbed.held
    if held is None:
        if ChangeKind.CROSSING not in kinds:
            return Outside(subject, (), None)
        return Outside(subject, (yield from crossings_in_the_way(case, spots)), None)
    crossings = _crossings(case, held, spots) if ChangeKind.CROSSING in kinds else ()
    is_open = climbed.sure is not climbed.rung
    if not is_open or not kinds & _TOLD:
        return Outside(subject, _once(crossings), None)
    looks: list[Candidate] = []
    seats: list[Candidate] = []
    can_settle = True
    for hit in _hits(held):
        for unknown in explained(case, hit).unknowns:
            if unknown.decides:
                found = list(_looks(unknown, spots))
                looks += found
                can_settle &= bool(found)
                seats += _seats(case, unknown, hit, spots)
    looks += _venue(case, checks_of(case, climbed, ()), spots)
    wanted = [each for each in (*looks, *seats) if each.change.kind in kinds]
    needs = _once(looks) if can_settle and looks else None
    return Outside(subject, _once([*wanted, *crossings]), needs)


def _hits(held: Held) -> list[Hit]:
    every = [hit for pair in held.pairs for hit in (pair.out, pair.back)]
    return list({id(hit): hit for hit in every}.values())


def _once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple({each.change.key: each for each in candidates}.values())


def _looks(unknown: Unknown, spots: Spots) -> Iterator[Candidate]:
    at = unknown.lat, unknown.lon
    if unknown.stop_id is not None:
        yield spots.look_at_stop(unknown.fact, unknown.stop_id, unknown.place, at)
        return
    if unknown.trip_id is not None:
        found = spots.look_at_bus(unknown.fact, unknown.trip_id, at)
        if found is not None:
            yield found
        return
    if unknown.fact == "rest":
        return
    for edge in unknown.edges:
        found = spots.look_at_edge(unknown.fact, edge)
        if found is not None:
            yield found


def _crossings(case: Case, held: Held, spots: Spots) -> Iterator[Candidate]:
    """Crossings that the person cannot yet use, or not where what is unknown turns out badly."""
    cautious = case.allowed(Rung.NOW, Stance.CAUTIOUS)
    walk = case.desk.area.walk
    for hit in _hits(held):
        for asked in hit.asked:
            if asked.ask.kind != "cross" or asked.edge == NONE:
                continue
            hard = case.wanted_for(asked.ask, held.allowed) or case.wanted_for(asked.ask, cautious)
            if hard and walk.edge_kind[asked.edge] == EdgeKind.CROSSING:
                found = spots.signals_at(asked.edge)
                if found is not None:
                    yield found


def _seats(case: Case, unknown: Unknown, hit: Hit, spots: Spots) -> Iterator[Candidate]:
    limit_m = hit.request.traveller.profile.rest_every_m
    if unknown.fact != "rest" or limit_m is None:
        return
    for run in _runs(case, unknown.edges):
        corner = _halfway(case, run, limit_m * 1000)
        if corner is not None:
            yield spots.seat_at(corner, unknown.place)


def _runs(case: Case, edges: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Part what is walked without a seat where it does not hang together: it is several walks."""
    run: list[int] = []
    for edge in edges:
        if run and _shared(case, run[-1], edge) is None:
            yield tuple(run)
            run = []
        run.append(edge)
    yield tuple(run)


def _shared(case: Case, one: int, other: int) -> int | None:
    walk = case.desk.area.walk
    ends = {int(walk.edge_u[one]), int(walk.edge_v[one])}
    common = ends & {int(walk.edge_u[other]), int(walk.edge_v[other])}
    return min(common) if common else None


def _halfway(case: Case, run: tuple[int, ...], limit_mm: int) -> int | None:
    """The corner that leaves neither part too long; of several the one where most ways meet.

    Neighbours who walk the same way then ask for the same seat.
    """
    walk = case.desk.area.walk
    along = np.cumsum(walk.edge_length_mm[list(run)].astype(np.int64))
    total = int(along[-1])
    if total <= limit_mm:
        return None
    corners = []
    for at, (one, other) in enumerate(pairwise(run)):
        corner = _shared(case, one, other)
        if corner is not None and walk.corner_seat[corner] & 3 != State.YES:
            before = int(along[at])
            too_long = max(before - limit_mm, total - before - limit_mm, 0)
            meeting = int(walk.arcs.first_arc[corner + 1] - walk.arcs.first_arc[corner])
            corners.append((too_long, -meeting, corner))
    return min(corners)[2] if corners else None


def _venue(case: Case, checks: Iterable[Finding], spots: Spots) -> Iterator[Candidate]:
    codes = {check.code for check in checks}
    venue = case.opportunity
    if "ask_entrance" in codes and venue.entrances[0].step_free.state is State.UNKNOWN:
        yield spots.look_at_venue("step_free_entrance", venue)
    if "ask_toilet" in codes:
        wanted = _toilets(case)
        unknown = [name for name in wanted if venue.fact(name).state is State.UNKNOWN]
        if unknown:
            yield spots.look_at_venue(unknown[0], venue)


def _toilets(case: Case) -> tuple[str, ...]:
    needs = case.person.needs
    if needs.changing_places is State.YES:
        return ("changing_places",)
    allowed = case.allowed(Rung.WITH_COMPANION, Stance.CAUTIOUS)
    chair = case.person.limits.chair is State.YES or (
        allowed.profile is not None and allowed.profile.chair
    )
    if chair or needs.accessible_toilet is State.YES:
        return ("accessible_toilet", "changing_places")
    return ("toilet", "accessible_toilet", "changing_places")
