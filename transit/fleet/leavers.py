"""Groups of people who leave the fleet, and the plans without them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from transit.fleet.known import Key, Known, Question
from transit.fleet.ladder import Ladder
from transit.fleet.week_problem import RideKey

Told = Callable[[str, float], None]
"""Told the stage and the share done."""


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
    ladder: Ladder, groups: Sequence[Leavers], tell: Told = lambda stage, share: None
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
        Told the stage and the share done.

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
        tell("Planning without each", turn / known.effort.passes)
        before = known.year_units(ladder.rungs[ladder.best])
        asked = _asked(ladder, groups, changed if turn else None)
        base = [Key(kind, ladder.rungs[ladder.best], frozenset()) for kind in every]
        changed = known.ask(Question(key, (known.plans[key].runs,)) for key in base)
        known.ask(asked)
        smaller = _smaller(ladder, groups, changed if turn else None)
        known.ask(smaller)
        changed |= known.give_back({each.key for each in (*asked, *smaller)})
        ladder.share()
        fallen = before - known.year_units(ladder.rungs[ladder.best])
        if not changed:
            break
    return fallen


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


def _asked(ladder: Ladder, groups: Sequence[Leavers], changed: set[Key] | None) -> list[Question]:
    """Ask for plans without each group at the cheapest fleet."""
    kept = ladder.rungs[ladder.best]
    return _questions(ladder.known, ((kept, group) for group in groups), changed)


def _smaller(ladder: Ladder, groups: Sequence[Leavers], changed: set[Key] | None) -> list[Question]:
    """Ask for plans with other fleets, where these could be cheaper for a group.

    Somebody who leaves saves no more than what taxis for them would cost, for those could carry
    them before: fleets that are dearer by more than that are passed over.
    """
    known, best = ladder.known, ladder.best
    pairs = []
    for group in groups:
        taxis = known.week.taxi_units(group.rides)
        cost, _ = least(ladder, group)
        for at, kept in enumerate(ladder.rungs):
            if at != best and (taxis is None or known.year_units(kept) - taxis < cost):
                pairs.append((kept, group))
    return _questions(known, pairs, changed)


def _questions(
    known: Known,
    pairs: Iterable[tuple[frozenset[str], Leavers]],
    changed: set[Key] | None,
) -> list[Question]:
    """Return what is not known yet, or was planned from runs that have become better since."""
    asked: dict[Key, Question] = {}
    for kept, group in pairs:
        for key in known.keys(kept, group.rides):
            if not key.gone or key in asked:
                continue
            if key not in known.plans or changed is None or key.with_all in changed:
                asked[key] = Question(key, known.starts(key))
    return list(asked.values())
