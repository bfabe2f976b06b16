"""Choose among the plans that searches found by the whole bill.

A search for one part of a day does not see that hours over the whole day go beyond a contract, nor
that a vehicle goes to its depot where it would wait for long. Years count both.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from transit.fleet.again import Solved
from transit.fleet.keys import Key, in_order
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import Leavers, rungs_of


def settle(ladder: Ladder, groups: Iterable[Leavers]) -> int:
    """Choose the plans that count by the whole bill, with everybody and without each group.

    Without a group, runs that only lose their stops are put beside what was found, so that nobody
    is said to save less than that. Groups that share a part of a day choose each by its own bill.
    Nothing should be searched for afterwards.

    Parameters
    ----------
    ladder
        Plans with everybody, and without each; others of them may count afterwards.
    groups
        Groups that were planned without.

    Returns
    -------
    int
        What it took off the year with everybody and the cheapest fleet, units of cost.
    """
    known, kept, some = ladder.known, ladder.rungs[ladder.best], list(dict.fromkeys(groups))
    before = known.year_units(kept)
    known.plans.update(_chosen(known, known.keys(kept), known.keys(kept)))
    fewer = in_order({key for each in some for key in known.keys(kept, each.rides) if key.gone})
    found = known.do([known.only_fewer(key) for key in fewer])
    for key, solved in zip(fewer, found, strict=True):
        known.spares.setdefault(key, []).append(solved)
    for group in some:
        for fleet in rungs_of(ladder, group):
            keys = known.keys(fleet, group.rides)
            gone = [key for key in keys if key.gone]
            known.settle(fleet, group.rides, _chosen(known, keys, gone))
    return before - known.year_units(kept)


def _chosen(known: Known, keys: Sequence[Key], free: Collection[Key]) -> dict[Key, Solved]:
    """Choose the plans of some parts of a week, one after the other, until nothing is cheaper."""
    plans = {key: [known.plans[key], *known.spares.get(key, ())] for key in in_order(set(free))}
    counted = {
        key: [known.as_counted(key.kind, each) for each in found] for key, found in plans.items()
    }

    def units(chosen: Mapping[Key, int]) -> int:
        made = [counted[key][chosen[key]] if key in chosen else known.counted(key) for key in keys]
        return known.week.week_units((each.cost, each.runs, each.left) for each in made)

    first, last = dict.fromkeys(plans, 0), {key: len(found) - 1 for key, found in plans.items()}
    chosen = min(first, last, key=units)
    least, changed = units(chosen), True
    while changed:
        changed = False
        for key, found in plans.items():
            best = chosen[key]
            for at in range(len(found)):
                chosen[key] = at
                cost = units(chosen)
                if cost < least:
                    least, best, changed = cost, at, True
            chosen[key] = best
    return {key: plans[key][at] for key, at in chosen.items()}
