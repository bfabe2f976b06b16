"""How long vehicles are out over the days of a week, so that their crews have breaks."""

from dataclasses import dataclass, field, replace

from transit.fleet.duty import ready_again_s
from transit.fleet.plan import Out, Plan
from transit.fleet.problem import Problem, vehicle_of
from transit.fleet.rates import FleetRates
from transit.model.weekdays import Weekday


@dataclass(slots=True)
class DaysOut:
    """Runs of a week so far, by day and vehicle.

    Parameters
    ----------
    rates
        Rules of drivers' hours.
    """

    rates: FleetRates
    _outs: dict[tuple[Weekday, str], list[Out]] = field(default_factory=dict)

    def add(self, day: Weekday, problem: Problem, plan: Plan) -> None:
        """Take in the runs of a part of a day.

        Parameters
        ----------
        day
            The day.
        problem, plan
            The part and its plan. Taxis are not driven by our crews.
        """
        for run in plan.runs:
            vehicle = problem.vehicles[run.vehicle]
            if not vehicle.is_taxi:
                outs = self._outs.setdefault((day, vehicle_of(vehicle.id)), [])
                outs.append((run.leave_s, run.back_s))

    def rested(self, day: Weekday, problem: Problem) -> Problem:
        """Return the problem of a later part of a day with vehicles whose crews have had a break.

        Parameters
        ----------
        day
            The day.
        problem
            The problem.

        Returns
        -------
        Problem
            Vehicles leave later, or are not there, where drivers' hours ask for it.
        """
        vehicles = []
        for vehicle in problem.vehicles:
            ready_s = ready_again_s(self._outs.get((day, vehicle.id), ()), self.rates)
            if vehicle.is_taxi or ready_s <= vehicle.from_s:
                vehicles.append(vehicle)
            elif ready_s <= vehicle.to_s:
                vehicles.append(replace(vehicle, from_s=ready_s))
        return replace(problem, vehicles=tuple(vehicles))
