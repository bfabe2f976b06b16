"""Today's own runs at the prices of the ladder: every vehicle kept, runs paid by mile and hour."""

from collections.abc import Iterable
from dataclasses import replace

from transit.fleet.day_part import PlannedPart
from transit.fleet.figures import Prices, YearFigures, figures_of
from transit.fleet.plan import Run
from transit.fleet.problem import Problem, RunVehicle, vehicle_of
from transit.fleet.quantities import Served, add_up
from transit.fleet.summary import run_metres


def today_figures(parts: Iterable[PlannedPart], prices: Prices, weeks: float) -> YearFigures:
    """Return a year of today's runs in figures.

    Parameters
    ----------
    parts
        Parts of the week as today's runs serve them.
    prices
        What figures are made with; all its vehicles are kept.
    weeks
        Weeks a year.

    Returns
    -------
    YearFigures
        The figures.
    """
    served = [_priced(each, prices) for each in parts]
    riders = frozenset(ride.person for each in served for ride in each.part.rides)
    return figures_of(add_up(served, len(prices.vehicles)), prices.vehicles, riders, prices, weeks)


def _priced(planned: PlannedPart, prices: Prices) -> Served:
    """Give runs the prices of kept vehicles; taxis keep theirs."""
    before = planned.problem
    vehicles = tuple(_vehicle(each, prices) for each in before.vehicles)
    problem = replace(before, vehicles=vehicles)
    runs = tuple(_run(run, before, problem) for run in planned.plan.runs)
    left = tuple(each.request for each in planned.plan.left_out)
    return Served(planned.part, problem, runs, left)


def _vehicle(vehicle: RunVehicle, prices: Prices) -> RunVehicle:
    known = prices.vehicles.get(vehicle_of(vehicle.id))
    if vehicle.is_taxi or known is None:
        return vehicle
    return replace(vehicle, price=prices.standing.run_price(known, vehicle.assistants))


def _run(run: Run, before: Problem, after: Problem) -> Run:
    """Return a run at its new price; what assistants beyond the crew cost stays."""
    old, new = before.vehicles[run.vehicle].price, after.vehicles[run.vehicle].price
    metres, out_s = run_metres(before, run), run.back_s - run.leave_s
    beyond = run.cost - old.run - old.metre * metres - old.second * out_s
    return replace(run, cost=new.run + new.metre * metres + new.second * out_s + beyond)
