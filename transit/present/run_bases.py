"""Bases from which runs leave: the depots of their vehicles."""

from collections.abc import Iterable

from transit.fleet.day_part import PlannedPart
from transit.fleet.problem import vehicle_of
from transit.model.vehicles import Depot, Vehicle


def bases_of(part: PlannedPart, fleet: Iterable[Vehicle]) -> tuple[Depot | None, ...]:
    """Return from where each run of a part of a day leaves, and where it comes back to.

    Parameters
    ----------
    part
        The part.
    fleet
        The vehicles.

    Returns
    -------
    tuple of Depot or None
        One a run, in the order of the plan; None for taxis, which come from anywhere.
    """
    depots = {vehicle.id: vehicle.depot for vehicle in fleet}
    made_by = (part.problem.vehicles[run.vehicle] for run in part.plan.runs)
    return tuple(None if each.is_taxi else depots.get(vehicle_of(each.id)) for each in made_by)
