"""What it truly saves when somebody leaves the fleet: marginal, average, and what is cashable."""

from collections.abc import Sequence
from dataclasses import dataclass

from transit.fleet.cashable import Cashable, cashable
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
    known = ladder.known
    base = ladder.rungs[ladder.best]
    before = known.year_units(base)
    cost, kept = least(ladder, leavers)
    now, after = quantities(known, base), quantities(known, kept, leavers.rides)
    standing = known.week.kept_units(base, now.outs_on)
    standing -= known.week.kept_units(kept, after.outs_on)
    saving = before - cost
    n_rides = sum(len(each.part.rides) for each in known.week.parts)
    n_gone = sum(len(each.requests_of(leavers.rides)) for each in known.week.parts)
    return Saving(
        leavers=leavers,
        saving=saving,
        as_planned=before - _as_planned(ladder, base, leavers),
        put_back=_put_back(ladder, kept, leavers),
        average=round(before * n_gone / n_rides) if n_rides else 0,
        apart=known.apart_units(kept, leavers.rides),
        ends=cashable(now, after, standing, known.week.weeks, saving, known.week.in_taxis),
        kept=kept,
        after=after,
    )


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
    return tuple(saving_of(ladder, group) for group in groups)


def _as_planned(ladder: Ladder, kept: frozenset[str], leavers: Leavers) -> int:
    """Return what a year costs if runs only lose stops."""
    known = ladder.known
    keys = [key for key in set(known.keys(kept, leavers.rides)) if key.gone]
    tasks = [known.task(key, known.plans[key.with_all].runs, 0) for key in keys]
    found = dict(zip(keys, known.do(tasks), strict=True))
    return known.week.year_units(kept, known.week_units(known.keys(kept, leavers.rides), found))


def _put_back(ladder: Ladder, kept: frozenset[str], leavers: Leavers) -> int:
    """Return what taking a group back costs a year where that is cheapest."""
    known = ladder.known
    keys = [key for key in set(known.keys(kept, leavers.rides)) if key.gone]
    tasks = [known.task(key.with_all, known.plans[key].runs, 0) for key in keys]
    found = dict(zip(keys, known.do(tasks), strict=True))
    every = known.keys(kept, leavers.rides)
    more = known.week_units(every, found) - known.week_units(every, {})
    return round(min(more, MUST_COST) * known.week.weeks)
