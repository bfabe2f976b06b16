"""What a rung allows, as sets of skills that are within the training limit.

Somebody could come with training if some set of skills that can be learnt within the limit opens a
journey out and one back. More skills never close one, so the largest such sets are enough, and no
journey has to be read to tell what it asks.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from transit.model.fact import Stance
from transit.model.verdict import Rung
from transit.verdict.cases import Case
from transit.verdict.lessons import TrainingLimit, lessons_of
from transit.verdict.needs import Standing
from transit.verdict.rungs import Allowed, covers, skill_needs

MOST_SKILLS: Final = 12
"""Skills among which sets are chosen; with more there are too many sets to be tried."""


def ways_of(case: Case, rung: Rung, stance: Stance) -> tuple[Allowed, ...] | None:
    """Return what a rung allows, so that it holds where there are journeys by any one of these.

    Parameters
    ----------
    case
        Whom it is about; any session of the venue on the day.
    rung, stance
        Which; it must not be closed.

    Returns
    -------
    tuple of Allowed or None
        None where there are too many sets of skills: the rung has to be judged journey by journey.
    """
    whole = case.allowed(rung, stance)
    if rung is not Rung.WITH_TRAINING:
        return (whole,)
    wanting = _wanting(case, whole)
    if _keeps(case, wanting | whole.fixed, stance):
        return (whole,)
    free = sorted(wanting - whole.fixed)
    if len(free) > MOST_SKILLS:
        return None
    made: dict[int, Allowed] = {}
    for learnt in _largest(case, free, whole.fixed, stance):
        one = case.allowed(rung, stance, frozenset(free) - learnt)
        if one.profile is not None:
            made.setdefault(one.asks, one)
    return _loosest(list(made.values()))


def _wanting(case: Case, whole: Allowed) -> frozenset[str]:
    """Skills that could be learnt and that anything lacks which a journey may ask."""
    now = Standing(case.recorded)
    alternatives = skill_needs(case.desk.basis, whole.stance).by_ask.values()
    lacks = [now.lacks(needs) for some in alternatives for needs in some]
    return frozenset().union(*lacks) & whole.granted


def _keeps(case: Case, skills: Collection[str], stance: Stance) -> bool:
    basis = case.desk.basis
    lessons = [lessons_of(skill, case.recorded, basis.catalogue) for skill in skills]
    return TrainingLimit.of(basis).keeps(lessons, stance)


def _largest(
    case: Case, free: Sequence[str], fixed: frozenset[str], stance: Stance
) -> Iterator[frozenset[str]]:
    """Yield the sets of skills within the limit to which none can be added."""

    def grown(chosen: frozenset[str], at: int) -> Iterator[frozenset[str]]:
        if at == len(free):
            if not any(
                _keeps(case, chosen | fixed | {other}, stance)
                for other in free
                if other not in chosen
            ):
                yield chosen
            return
        more = chosen | {free[at]}
        if _keeps(case, more | fixed, stance):
            yield from grown(more, at + 1)
        yield from grown(chosen, at + 1)

    return grown(frozenset(), 0)


def _loosest(every: Sequence[Allowed]) -> tuple[Allowed, ...]:
    """Leave out what another covers."""
    made: list[Allowed] = []
    for one in sorted(every, key=lambda each: -each.asks.bit_count()):
        if not any(covers(loose, one) for loose in made):
            made.append(one)
    return tuple(made)
