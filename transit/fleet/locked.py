"""Search around runs that stay as they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from transit.fleet.plan import LeftOut, Plan, Run
from transit.fleet.problem import Problem
from transit.fleet.settings import Budget, SearchSettings
from transit.fleet.solve import Progress, solve


def solve_around(
    problem: Problem,
    locked: Sequence[Run],
    settings: SearchSettings,
    budget: Budget,
    *,
    seed: int = 1,
    start: Sequence[Run] | None = None,
    tell: Callable[[Progress], bool] | None = None,
) -> Plan:
    """Plan a half-day in which some runs stay as they are, sound or not.

    Parameters
    ----------
    problem
        The problem.
    locked
        Runs that stay. Their vehicles do nothing else.
    settings, budget, seed, start, tell
        As for :func:`~transit.fleet.solve.solve`.

    Returns
    -------
    Plan
        Locked runs and the others; the lower bound is of plans with these locked runs.
    """
    busy = {run.vehicle for run in locked}
    served = {stop.request for run in locked for stop in run.stops}
    vehicles = [at for at in range(len(problem.vehicles)) if at not in busy]
    requests = [at for at in range(len(problem.requests)) if at not in served]
    smaller = replace(
        problem,
        requests=tuple(problem.requests[at] for at in requests),
        vehicles=tuple(problem.vehicles[at] for at in vehicles),
    )
    begun = None
    if start is not None:
        begun = tuple(renumbered(start, _numbers(vehicles), _numbers(requests)))
    plan = solve(smaller, settings, budget, seed=seed, start=begun, tell=tell)
    found = renumbered(plan.runs, dict(enumerate(vehicles)), dict(enumerate(requests)))
    fixed_cost = sum(run.cost for run in locked)
    return Plan(
        tuple(sorted((*found, *locked), key=lambda run: run.vehicle)),
        tuple(LeftOut(requests[each.request], each.reason) for each in plan.left_out),
        plan.cost + fixed_cost,
        plan.lower_bound + fixed_cost,
    )


def renumbered(
    runs: Iterable[Run], vehicle: Mapping[int, int], request: Mapping[int, int]
) -> Iterator[Run]:
    """Give runs the indices of another problem.

    Parameters
    ----------
    runs
        The runs.
    vehicle, request
        New indices by old ones.

    Yields
    ------
    Run
        Without stops of requests that have no new index; none where the vehicle has none.
    """
    for run in runs:
        if run.vehicle in vehicle:
            stops = tuple(
                replace(stop, request=request[stop.request])
                for stop in run.stops
                if stop.request in request
            )
            yield replace(run, vehicle=vehicle[run.vehicle], stops=stops)


def _numbers(indices: Sequence[int]) -> dict[int, int]:
    return {index: at for at, index in enumerate(indices)}
