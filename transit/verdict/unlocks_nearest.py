"""Where there is no journey on any rung: the crossings on the one that comes nearest to being one.

All crossings are set aside together. Where that makes journeys possible, the easiest of them shows
which crossings are too hard; each is then tried alone, with signals, on the streets as they are.
"""

from collections.abc import Iterator
from dataclasses import replace

from transit.model.fact import Stance, State
from transit.model.ids import NONE
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.model.verdict import SEARCHED
from transit.verdict.asked import edges_of
from transit.verdict.asks import CROSSINGS, bit
from transit.verdict.cases import Case, Pair, Steps
from transit.verdict.climb import there_and_back
from transit.verdict.requests import Hit
from transit.verdict.rungs import Allowed, canonical
from transit.verdict.unlocks_spots import Candidate, Spots

_HARDEST = max(Traffic)


def crossings_in_the_way(case: Case, spots: Spots) -> Steps[tuple[Candidate, ...]]:
    """Find crossings of which one may stand in the way of a journey.

    Parameters
    ----------
    case
        Whom and what it is about: a verdict of door to door.
    spots
        Makes candidates.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    tuple of Candidate
        Those on the nearest journeys of each open rung that the rung does not cross; empty where
        crossings are not what is in the way.
    """
    made: dict[object, Candidate] = {}
    seen: set[int] = set()
    for rung in reversed(SEARCHED):
        if case.closed(rung, Stance.HOPEFUL):
            continue
        allowed = case.allowed(rung, Stance.HOPEFUL)
        relaxed = spots.set_aside(allowed, crossing_all)
        if id(relaxed) in seen:
            continue
        seen.add(id(relaxed))
        pairs = yield from there_and_back(case, relaxed, case.kinds[:1])
        for each in _too_hard(case, allowed, pairs or (), spots):
            made.setdefault(each.change.key, each)
    return tuple(made.values())


def crossing_all(allowed: Allowed) -> Allowed:
    """Return a rung on which every crossing may be used, raised kerbs included.

    Parameters
    ----------
    allowed
        An open rung.

    Returns
    -------
    Allowed
        The same otherwise.
    """
    assert allowed.profile is not None
    crossings: dict[CrossingKind, Traffic] = dict.fromkeys(CROSSINGS, _HARDEST)
    profile = replace(allowed.profile, crossings=crossings, needs_dropped_kerbs=False)
    return replace(allowed, profile=canonical(profile))


def _too_hard(
    case: Case, allowed: Allowed, pairs: tuple[Pair, ...], spots: Spots
) -> Iterator[Candidate]:
    for pair in pairs:
        for hit in (pair.out, pair.back):
            for edge in _barred(case, allowed, hit):
                found = spots.signals_at(edge)
                if found is not None:
                    yield found


def _barred(case: Case, allowed: Allowed, hit: Hit) -> Iterator[int]:
    """The crossings of a journey that a rung does not use."""
    assert allowed.profile is not None
    walk = case.desk.area.walk
    for asked in hit.asked:
        if asked.ask.kind == "cross" and asked.edge != NONE and bit(asked.ask) & ~allowed.asks:
            yield asked.edge
    if not allowed.profile.needs_dropped_kerbs:
        return
    one = hit.request
    ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    for found in hit.found.walks:
        for edge in edges_of(case.desk.area, found, ends, lambda _: 0):
            is_crossing = walk.edge_kind[edge] == EdgeKind.CROSSING
            if is_crossing and walk.fact_kerb[edge] & 3 == State.NO:
                yield int(edge)
