"""What a year costs, by what is paid for: one sum for plans, for savings and for scenarios."""

from collections import Counter
from collections.abc import Collection

from transit.fleet.money import units_a_second
from transit.fleet.quantities import Quantities
from transit.fleet.sensitivity import CostParts
from transit.fleet.standing import FleetPay


def cost_parts(found: Quantities, kept: Collection[str], pay: FleetPay, weeks: float) -> CostParts:
    """Return what a year costs by what is paid for.

    Parameters
    ----------
    found
        A week.
    kept
        Ids of the vehicles kept.
    pay
        The fleet and what is paid for it.
    weeks
        Weeks a year in which it runs.

    Returns
    -------
    CostParts
        Units of cost.
    """
    total: Counter[str] = Counter()
    for vehicle in kept:
        all_year = pay.kept_a_year(vehicle)
        total.update(vehicles=all_year.vehicle, drivers=all_year.driver)
        total.update(assistants=all_year.assistants)
    a_week = pay.week_beside(found.outs_on)
    by_the_hour = _drivers_by_the_hour(found, pay)
    return CostParts(
        vehicles=total["vehicles"] + a_week.vehicle * weeks,
        drivers=total["drivers"] + (a_week.driver + by_the_hour) * weeks,
        assistants=total["assistants"]
        + (a_week.assistants + found.crew_units - by_the_hour) * weeks,
        miles=found.mile_units * weeks,
        taxis=found.taxi_units * weeks,
        vehicles_kept=total["vehicles"],
        drivers_kept=total["drivers"],
        assistants_kept=total["assistants"],
        drivers_extra=a_week.driver_extra * weeks,
    )


def _drivers_by_the_hour(found: Quantities, pay: FleetPay) -> float:
    """Return what of a week's paid hours of runs is drivers', where they have no contract."""
    if pay.standing.driver_hours:
        return 0.0
    return sum(
        out_s * units_a_second(pay.vehicles[vehicle].cost.driver_hour_pence)
        for vehicle, out_s in found.out_s_of.items()
    )
