"""Which part of a saving is money that is no longer paid: what really ends."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from transit.fleet.quantities import PartRuns, Quantities
from transit.fleet.week_problem import Contract


@dataclass(frozen=True, slots=True)
class Cashable:
    """What ends, units of cost a year; below 0 where more is needed than before.

    Parameters
    ----------
    vehicles
        Vehicles with their contracted drivers and assistants, days of hired ones, and hours that
        crews work beyond their contract.
    crews
        Paid hours of runs that are no longer made.
    taxis
        Taxi contracts that end, less those that begin, and less what others grow by.
    total
        Their sum, and at least nothing, but no more than the whole saving: below 0 where that is.
    """

    vehicles: int
    crews: int
    taxis: int
    total: int


def cashable(
    before: Quantities,
    after: Quantities,
    standing: int,
    weeks: float,
    saving: int,
    in_taxis: Collection[Contract],
) -> Cashable:
    """Tell what of a saving ends as a whole: a vehicle, a run's crew, a taxi contract.

    Shorter runs and fewer miles of runs that are still made are no part of it, nor is a taxi
    contract that is used less often; one that is used more often is taken off, and so is what taxis
    of people who have none today grow by together.

    Parameters
    ----------
    before, after
        The week with and without those who leave.
    standing
        What vehicles and crews cost less a year beside the miles and plain hours of runs, units of
        cost.
    weeks
        Weeks a year.
    saving
        The whole saving a year, units of cost.
    in_taxis
        Contracts that there are today. Whom the cheapest fleet has in a taxi, but who rides on a
        minibus today, has none that could end.

    Returns
    -------
    Cashable
        By what ends.
    """
    crews = sum(_crews(old, new) for old, new in zip(before.parts, after.parts, strict=True))
    old, new = before.taxi_contracts, after.taxi_contracts
    taxis = sum(old[each] for each in old.keys() - new.keys() if each in in_taxis)
    taxis -= sum(max(cost - old.get(each, 0), 0) for each, cost in new.items() if each in in_taxis)
    taxis -= max(_of_others(new, in_taxis) - _of_others(old, in_taxis), 0)
    crews, taxis = round(crews * weeks), round(taxis * weeks)
    total = min(max(standing + crews + taxis, 0), saving)
    return Cashable(standing, crews, taxis, total)


def _of_others(taxis: Mapping[Contract, int], in_taxis: Collection[Contract]) -> int:
    """Return what taxis cost of people who have none today.

    Which of two of them a plan has in a taxi is its whim: only what they grow by together is money.
    """
    return sum(cost for each, cost in taxis.items() if each not in in_taxis)


def _crews(before: PartRuns, after: PartRuns) -> int:
    """Return what the runs that are fewer cost: the shortest of those there were.

    No more than all runs cost less: those that are left may have become longer for it.
    """
    fewer = len(before.crew_units) - len(after.crew_units)
    if fewer < 0:
        return -sum(after.crew_units[:-fewer])
    less = sum(before.crew_units) - sum(after.crew_units)
    return max(min(sum(before.crew_units[:fewer]), less), 0)
