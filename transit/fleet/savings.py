"""What it truly saves when somebody leaves the fleet: marginal, average, and what is cashable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from transit.fleet.again import Solved, Task
from transit.fleet.cashable import Cashable, cashable
from transit.fleet.keys import Key, in_order
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import Leavers, least
from transit.fleet.quantities import Quantities, quantities
from transit.kernels.dial_a_ride_arrays import MUST_COST


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What a group that leaves saves a year, units of cost.

    Parameters
    ----------
    leavers
        Who leaves.
    saving
        What a year costs less, everything planned again without them.
    as_planned
        The same if the runs stay as they are but for their stops, with the same vehicles.
    put_back
        What the plans without them cost more once they are put back where that is cheapest: the
        saving is no more than that.
    average
        Their rides' share of what everything costs: what the saving is often taken for.
    apart
        Standard deviation that searches of the same effort have shown.
    ends
        Which part of it is money that is no longer paid.
    kept
        Ids of the vehicles kept.
    after
        The week without them.
    """

    leavers: Leavers
    saving: int
    as_planned: int
    put_back: int
    average: int
    apart: float
    ends: Cashable
    kept: frozenset[str]
    after: Quantities


def saving_of(ladder: Ladder, leavers: Leavers) -> Saving:
    """Return what a group saves that was planned without.

    Parameters
    ----------
    ladder
        The plans.
    leavers
        Who leaves.

    Returns
    -------
    Saving
        With the cheapest fleets before and after.
    """
    return savings_of(ladder, [leavers])[0]


def savings_of(ladder: Ladder, groups: Sequence[Leavers]) -> tuple[Saving, ...]:
    """Return what each group saves by itself.

    Parameters
    ----------
    ladder
        The plans.
    groups
        Groups that were planned without.

    Returns
    -------
    tuple of Saving
        In the same order.
    """
    base = ladder.rungs[ladder.best]
    cheapest = [least(ladder, group) for group in groups]
    fleets = [kept for _, kept in cheapest]
    # All at once: several processes would wait for each other a group.
    fewer = _put_in(ladder.known, groups, [base] * len(groups), Known.only_fewer)
    back = _put_in(ladder.known, groups, fleets, _back_again)
    return tuple(
        _saving(ladder, group, found, fewer, back)
        for group, found in zip(groups, cheapest, strict=True)
    )


def cash_of(ladder: Ladder, leavers: Leavers) -> int:
    """Return what ends a year that is paid, of a group that was planned without.

    Parameters
    ----------
    ladder
        The plans.
    leavers
        Who leaves.

    Returns
    -------
    int
        Units of cost, as :attr:`Saving.ends` has it.
    """
    cost, kept = least(ladder, leavers)
    return what_ends(ladder, leavers, cost, kept)[0].total


def what_ends(
    ladder: Ladder, leavers: Leavers, cost: int, kept: frozenset[str]
) -> tuple[Cashable, Quantities]:
    """Tell which part of a group's saving is money that is no longer paid.

    Parameters
    ----------
    ladder
        The plans.
    leavers
        Who leaves.
    cost
        What a year without them costs, units of cost.
    kept
        Ids of the vehicles kept then.

    Returns
    -------
    ends : Cashable
        What ends.
    after : Quantities
        The week without them.
    """
    known, base = ladder.known, ladder.rungs[ladder.best]
    now, after = quantities(known, base), quantities(known, kept, leavers.rides)
    standing = known.week.kept_units(base, now.outs_on)
    standing -= known.week.kept_units(kept, after.outs_on)
    saving = known.year_units(base) - cost
    ends = cashable(now, after, standing, known.week.weeks, saving, known.week.in_taxis)
    return ends, after


def _saving(
    ladder: Ladder,
    leavers: Leavers,
    found: tuple[int, frozenset[str]],
    fewer: Mapping[Key, Solved],
    back: Mapping[Key, Solved],
) -> Saving:
    """Put a saving together: plans that only lose stops, and plans with the group put back."""
    known, base, (cost, kept) = ladder.known, ladder.rungs[ladder.best], found
    before = known.year_units(base)
    ends, after = what_ends(ladder, leavers, cost, kept)
    n_rides = sum(len(each.part.rides) for each in known.week.parts)
    n_gone = sum(len(each.requests_of(leavers.rides)) for each in known.week.parts)
    without = known.keys(kept, leavers.rides)
    as_planned = known.week_units(known.keys(base, leavers.rides), fewer)
    put_back = known.week_units(without, back) - known.week_units(without, {})
    return Saving(
        leavers=leavers,
        saving=before - cost,
        as_planned=before - known.week.year_units(base, as_planned),
        put_back=round(min(put_back, MUST_COST) * known.week.weeks),
        average=round(before * n_gone / n_rides) if n_rides else 0,
        apart=known.apart_units(kept, leavers.rides),
        ends=ends,
        kept=kept,
        after=after,
    )


def _put_in(
    known: Known,
    groups: Sequence[Leavers],
    fleets: Sequence[frozenset[str]],
    task: Callable[[Known, Key], Task],
) -> dict[Key, Solved]:
    """Return plans for the half-days from which each group goes, without searching."""
    keys = in_order(
        {
            key
            for group, kept in zip(groups, fleets, strict=True)
            for key in known.keys(kept, group.rides)
            if key.gone
        }
    )
    return dict(zip(keys, known.do([task(known, key) for key in keys]), strict=True))


def _back_again(known: Known, key: Key) -> Task:
    """State a plan in which a group is put back where that is cheapest."""
    return known.task(key.with_all, known.plans[key].runs, 0)
