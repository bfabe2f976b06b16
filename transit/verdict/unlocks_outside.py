"""Tries changes outside, each by laying it over the area as a survey would and searching again.

Changes outside can only help. So many are tried together first: where all of them move nothing,
none of them does; else each half is tried, until one is left, which is then tried alone.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from transit.model.unlock import Change, Move
from transit.network.observed import see_at
from transit.store.observed_venues import with_observed_venues
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.running import run_together
from transit.verdict.unlocks_better import Rungs, Subject, better
from transit.verdict.unlocks_journeys import Outside
from transit.verdict.unlocks_spots import Candidate

_NOWHERE = Path(os.devnull)
"""Footpaths of a supposed area are not worth keeping in files."""


def supposed(desk: Desk, candidates: Sequence[Candidate]) -> Desk:
    """Return a desk over the area as it would be.

    Parameters
    ----------
    desk
        The area as it is.
    candidates
        What would be different, all of it.

    Returns
    -------
    Desk
        Another one.
    """
    seen = [(each.seen, each.numbers) for each in candidates if each.numbers is not None]
    area = see_at(desk.area, seen, desk.basis.rules)
    inside = [each.seen for each in candidates if each.numbers is None]
    venues = with_observed_venues(desk.opportunities, inside)
    return desk.over(replace(area, cache=_NOWHERE) if seen else area, venues)


def judged(desk: Desk, subjects: Sequence[Subject], stop: Callable[[], None]) -> list[Rungs]:
    """Judge some people again, on a desk with something better.

    Parameters
    ----------
    desk
        The desk.
    subjects
        Whom, and the verdicts they had.
    stop
        Called between searches.

    Returns
    -------
    list of Rungs
        Never worse.
    """
    steps = [better(subject.case(desk), subject.now) for subject in subjects]
    return run_together(steps, Finder(desk, stop))


def helping(
    desk: Desk, outside: Sequence[Outside], stop: Callable[[], None]
) -> Iterator[tuple[Change, Move]]:
    """Find the changes outside that help by themselves.

    Parameters
    ----------
    desk
        The area as it is.
    outside
        Verdicts, each with what may help it.
    stop
        Called between searches.

    Yields
    ------
    tuple of Change and Move
        Each change with one verdict that it moves.
    """
    every = {each.change.key: each for one in outside for each in one.candidates}
    if every:
        yield from _helping(desk, tuple(every.values()), outside, stop)


def _helping(
    desk: Desk,
    candidates: tuple[Candidate, ...],
    outside: Sequence[Outside],
    stop: Callable[[], None],
) -> Iterator[tuple[Change, Move]]:
    keys = {each.change.key for each in candidates}
    some = [one for one in outside if any(each.change.key in keys for each in one.candidates)]
    if not some:
        return
    found = judged(supposed(desk, candidates), [one.subject for one in some], stop)
    moves = [one.subject.move(new) for one, new in zip(some, found, strict=True)]
    moved = [(one, move) for one, move in zip(some, moves, strict=True) if move is not None]
    if len(candidates) == 1:
        yield from ((candidates[0].change, move) for _, move in moved)
        return
    middle = (len(candidates) + 1) // 2
    for half in (candidates[:middle], candidates[middle:]):
        yield from _helping(desk, half, [one for one, _ in moved], stop)
