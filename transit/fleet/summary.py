"""What a plan comes to: people, vehicles, minutes and money."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Action, Plan, Run
from transit.fleet.problem import Problem, vehicle_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """What a plan comes to.

    Parameters
    ----------
    riders
        Rides asked for.
    on_runs
        Of these, on a vehicle of the fleet; the rest are in taxis.
    sharing_taxis
        Of the rest, in a taxi that several share.
    vehicles
        Vehicles of the fleet that run; one with several runs counts once.
    metres
        Driven by the fleet, from depot to depot.
    out_s
        All runs together, from leaving the depot until being back, seconds.
    mean_ride_s, longest_ride_s
        Aboard the fleet, from the end of boarding to the beginning of getting off, seconds; 0
        where nobody is.
    runs_pence, taxis_pence
        What the runs cost in miles and crews paid by the hour, and what taxis cost, pence. Keeping
        or hiring vehicles is told for a year.
    bound_pence
        No plan costs less. Often far below the least.
    """

    riders: int
    on_runs: int
    sharing_taxis: int
    vehicles: int
    metres: int
    out_s: int
    mean_ride_s: float
    longest_ride_s: int
    runs_pence: float
    taxis_pence: float
    bound_pence: float

    @property
    def pence(self) -> float:
        """What all of it costs."""
        return self.runs_pence + self.taxis_pence


def summarise(problem: Problem, plan: Plan) -> PlanSummary:
    """Add up a plan.

    Parameters
    ----------
    problem
        What was planned.
    plan
        The plan.

    Returns
    -------
    PlanSummary
        What it comes to.
    """
    own = [run for run in plan.runs if not problem.vehicles[run.vehicle].is_taxi]
    rides = [ride for run in own for ride in rides_s(problem, run)]
    runs = sum(run_units(problem, run) for run in own)
    taxis = plan.cost - sum(run.cost for run in own)
    return PlanSummary(
        riders=len(problem.requests),
        on_runs=len(rides),
        sharing_taxis=sum(len(run.stops) // 2 for run in plan.runs if run not in own),
        vehicles=len({vehicle_of(problem.vehicles[run.vehicle].id) for run in own}),
        metres=sum(run_metres(problem, run) for run in own),
        out_s=sum(run.back_s - run.leave_s for run in own),
        mean_ride_s=sum(rides) / len(rides) if rides else 0.0,
        longest_ride_s=max(rides, default=0),
        runs_pence=runs / UNITS_PER_PENNY,
        taxis_pence=taxis / UNITS_PER_PENNY,
        bound_pence=bound_units(problem, plan.lower_bound) / UNITS_PER_PENNY,
    )


def run_units(problem: Problem, run: Run) -> int:
    """Return what is paid for a run.

    Parameters
    ----------
    problem
        What was planned.
    run
        One of its runs.

    Returns
    -------
    int
        Units of cost: without the share of a hired day that counts against it in a search.
    """
    vehicle = problem.vehicles[run.vehicle]
    return run.cost if vehicle.is_taxi else run.cost - vehicle.price.run


def bound_units(problem: Problem, bound: int) -> int:
    """Return a lower bound of what is paid for runs and taxis.

    Parameters
    ----------
    problem
        What was planned.
    bound
        Lower bound of what plans cost in a search, shares of hired days counted.

    Returns
    -------
    int
        Units of cost.
    """
    shares = sum(each.price.run for each in problem.vehicles if not each.is_taxi)
    return max(bound - shares, 0)


def run_metres(problem: Problem, run: Run) -> int:
    """Return how far a run drives.

    Parameters
    ----------
    problem
        What was planned.
    run
        One of its runs.

    Returns
    -------
    int
        Metres, from depot to depot.
    """
    vehicle = problem.vehicles[run.vehicle]
    places = [vehicle.start, *_places(problem, run), vehicle.end]
    return sum(int(problem.matrix.metres[pair]) for pair in pairwise(places))


def _places(problem: Problem, run: Run) -> Iterator[int]:
    for stop in run.stops:
        request = problem.requests[stop.request]
        call = request.pick_up if stop.action is Action.PICK_UP else request.drop_off
        yield call.place


def rides_s(problem: Problem, run: Run) -> Iterator[int]:
    """Tell how long each ride of a run takes.

    Parameters
    ----------
    problem
        What was planned.
    run
        One of its runs.

    Yields
    ------
    int
        Seconds from the end of boarding to the beginning of getting off, in the order of getting
        off.
    """
    boarded: dict[int, int] = {}
    for stop in run.stops:
        if stop.action is Action.PICK_UP:
            service_s = problem.requests[stop.request].pick_up.service_s
            boarded[stop.request] = stop.begin_s + service_s
        else:
            yield stop.begin_s - boarded[stop.request]
