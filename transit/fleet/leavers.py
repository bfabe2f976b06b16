"""Groups of people who leave the fleet, and the plans without them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from transit.fleet.keys import NOBODY, Key, Question, in_order
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder, Told
from transit.fleet.week_problem import RideKey

_SHARES: Final = (0.0, 0.05, 0.6, 0.9, 1.0)
"""Of a pass, for the progress bar only: everybody, without each, other fleets, put back."""


@dataclass(frozen=True, slots=True)
class Leavers:
    """People who leave, with their rides.

    Parameters
    ----------
    people
        Their ids, in order.
    rides
        The rides that they no longer make.
    """

    people: tuple[str, ...]
    rides: frozenset[RideKey]


def together(leavers: Iterable[Leavers]) -> Leavers:
    """Return several who leave as one group.

    Parameters
    ----------
    leavers
        Who leaves.

    Returns
    -------
    Leavers
        All of them.
    """
    every = tuple(leavers)
    people = sorted({person for each in every for person in each.people})
    return Leavers(tuple(people), frozenset().union(*(each.rides for each in every)))


def plan_without(
    ladder: Ladder, groups: Sequence[Leavers], tell: Told = lambda stage, share, then: None
) -> int:
    """Plan the week without each group, from the same plans and with the same effort.

    Then whatever a group's plans found is given back to the plan with everybody, and groups are
    planned again where that became cheaper, until nothing changes or the passes are used up: so
    that no saving rests on searching more.

    Parameters
    ----------
    ladder
        The plans with everybody; improved.
    groups
        Who leaves.
    tell
        Told what is being done, and the shares done before and after.

    Returns
    -------
    int
        What the last pass still took off the year with everybody, units of cost.
    """
    known = ladder.known
    every = range(len(known.week.problems))
    changed: set[Key] = set()
    fallen = 0
    for turn in range(known.effort.passes):
        steps = _steps(turn, known.effort.passes, tell)
        kept = ladder.rungs[ladder.best]
        before = known.year_units(kept)
        asked = _questions(known, ((kept, group) for group in groups), changed)
        next(steps)
        better = known.ask(
            Question(key, (known.plans[key].runs,))
            for key in (Key(kind, kept, NOBODY) for kind in every)
        )
        next(steps)
        known.ask(asked)
        smaller = _questions(known, _where_cheaper(ladder, groups), changed)
        next(steps)
        known.ask(smaller)
        # Groups may have been planned without before: of the first pass all of them give back.
        plans = _keys(ladder, groups) if turn == 0 else {each.key for each in (*asked, *smaller)}
        next(steps)
        changed = better | known.give_back(plans)
        ladder.share()
        fallen = before - known.year_units(ladder.rungs[ladder.best])
        if not changed:
            return fallen
    # Passes are used up: whoever leaves takes no less off than their stops.
    tell("Putting runs without each beside those with everybody", 1.0, 1.0)
    known.ask_once(
        [
            Question(key, (known.plans[key.with_all].runs,))
            for key in in_order(_keys(ladder, groups))
        ]
    )
    return fallen


def _steps(turn: int, passes: int, tell: Told) -> Iterator[None]:
    """Tell of each step of a pass as it begins."""
    stage = "Planning without each" + (f", pass {turn + 1} of {passes} at most" if turn else "")
    for begins, ends in pairwise(_SHARES):
        tell(stage, (turn + begins) / passes, (turn + ends) / passes)
        yield


def _keys(ladder: Ladder, groups: Iterable[Leavers]) -> set[Key]:
    """Return all plans known without some groups."""
    known = ladder.known
    return {
        key
        for group in groups
        for kept in rungs_of(ladder, group)
        for key in known.keys(kept, group.rides)
        if key.gone
    }


def rungs_of(ladder: Ladder, group: Leavers) -> list[frozenset[str]]:
    """Return the fleets for which plans without a group are known, the largest first.

    Parameters
    ----------
    ladder
        The plans.
    group
        Who leaves.

    Returns
    -------
    list of frozenset
        Ids of the vehicles kept.
    """
    known = ladder.known
    return [
        kept
        for kept in ladder.rungs
        if all(key in known.plans for key in known.keys(kept, group.rides))
    ]


def least(ladder: Ladder, group: Leavers) -> tuple[int, frozenset[str]]:
    """Return what a year without a group costs, and with which fleet.

    Parameters
    ----------
    ladder
        The plans.
    group
        Who leaves; they must have been planned without.

    Returns
    -------
    tuple of int and frozenset
        Units of cost, and ids of the vehicles kept; the larger fleet where two cost the same.
    """
    costs = [
        (ladder.known.year_units(kept, group.rides), -len(kept), kept)
        for kept in rungs_of(ladder, group)
    ]
    cost, _, kept = min(costs, key=lambda each: each[:2])
    return cost, kept


def _where_cheaper(
    ladder: Ladder, groups: Iterable[Leavers]
) -> Iterator[tuple[frozenset[str], Leavers]]:
    """Return other fleets that could be cheaper for a group.

    Somebody who leaves saves no more than what taxis for them would cost, for those could carry
    them before: fleets that are dearer by more than that are passed over.
    """
    known, best = ladder.known, ladder.best
    for group in groups:
        taxis = known.week.taxi_units(group.rides)
        cost, _ = least(ladder, group)
        for at, kept in enumerate(ladder.rungs):
            if at != best and (taxis is None or known.year_units(kept) - taxis < cost):
                yield kept, group


def _questions(
    known: Known, pairs: Iterable[tuple[frozenset[str], Leavers]], changed: Collection[Key]
) -> list[Question]:
    """Return what is not known yet, or was planned from runs that have become better since."""
    asked: dict[Key, Question] = {}
    for kept, group in pairs:
        for key in known.keys(kept, group.rides):
            stale = key not in known.plans or key.with_all in changed
            if key.gone and key not in asked and stale:
                asked[key] = Question(key, known.starts(key))
    return list(asked.values())
