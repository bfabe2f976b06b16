"""Vehicles that go back to their depot between two loads, instead of waiting out: a break, too."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from transit.fleet.fixed import GivenRun, GivenStop, plan_as_given
from transit.fleet.plan import Action, Plan, Reason, Run, RunStop
from transit.fleet.problem import Problem
from transit.fleet.rates import FleetRates
from transit.fleet.summary import run_units

_Piece = tuple[int, tuple[RunStop, ...]]
"""When the vehicle leaves its depot, seconds of the day, and its stops."""


def with_returns(
    problem: Problem, plan: Plan, rates: FleetRates, stay: Collection[Run] = ()
) -> tuple[Problem, Plan]:
    """Let vehicles stand at their depot between two loads where they wait for long.

    Nobody is fetched or set down at another time. A crew at the depot is not out: that may be its
    break, and is not paid by the hour.

    Parameters
    ----------
    problem
        What was planned.
    plan
        Its plan.
    rates
        From how long on they go back.
    stay
        Runs that stay as they are.

    Returns
    -------
    problem : Problem
        The same, with a vehicle for each further run, named by its vehicle: ``V1 (2)``.
    plan : Plan
        A run is parted only where that costs no more.
    """
    vehicles, runs = list(problem.vehicles), []
    for run in plan.runs:
        parted = (run,) if run in stay else parted_run(problem, run, rates.return_wait_s)
        name = problem.vehicles[run.vehicle].id
        for number, each in enumerate(parted, 1):
            if number > 1:
                vehicles.append(replace(problem.vehicles[run.vehicle], id=f"{name} ({number})"))
                each = replace(each, vehicle=len(vehicles) - 1)
            runs.append(each)
    before, after = (sum(each.cost for each in some) for some in (plan.runs, runs))
    made = replace(plan, runs=tuple(runs), cost=plan.cost - before + after)
    return replace(problem, vehicles=tuple(vehicles)), made


def parted_run(problem: Problem, run: Run, wait_s: int) -> tuple[Run, ...]:
    """Return the runs that one becomes whose vehicle goes to its depot where it would wait.

    Parameters
    ----------
    problem
        What was planned.
    run
        One of its runs.
    wait_s
        From how long at the depot on it goes back, seconds.

    Returns
    -------
    tuple of Run
        All of the same vehicle; the run itself where it never waits for so long, or where parting
        it costs more.
    """
    pieces = list(_pieces(problem, run, wait_s))
    return (_parted(problem, run, pieces) if len(pieces) > 1 else None) or (run,)


def _pieces(problem: Problem, run: Run, wait_s: int) -> Iterator[_Piece]:
    """Return what lies between stays at the depot of at least some time."""
    vehicle, time_s = problem.vehicles[run.vehicle], problem.matrix.time_s
    if vehicle.is_taxi:
        yield run.leave_s, run.stops
        return
    leave_s, begun, aboard = run.leave_s, 0, 0
    for at, stop in enumerate(run.stops):
        aboard += 1 if stop.action is Action.PICK_UP else -1
        if aboard or at + 1 == len(run.stops):
            continue
        place, service_s = _place(problem, stop)
        after = run.stops[at + 1]
        home_s = stop.begin_s + service_s + int(time_s[place, vehicle.end])
        away_s = after.begin_s - int(time_s[vehicle.start, _place(problem, after)[0]])
        if away_s - home_s >= wait_s:
            yield leave_s, run.stops[begun : at + 1]
            leave_s, begun = away_s, at + 1
    yield leave_s, run.stops[begun:]


def _parted(problem: Problem, run: Run, pieces: list[_Piece]) -> tuple[Run, ...] | None:
    """Return the runs that one becomes; None where they cost more."""
    given = [
        GivenRun(
            run.vehicle,
            tuple(GivenStop(stop.request, stop.action, stop.begin_s) for stop in stops),
            leave_s,
        )
        for leave_s, stops in pieces
    ]
    made = plan_as_given(problem, given, Reason.NO_ROOM).runs
    dearer = sum(run_units(problem, each) for each in made) > run_units(problem, run)
    return None if dearer else made


def _place(problem: Problem, stop: RunStop) -> tuple[int, int]:
    """Return where a stop is, and how long it takes."""
    request = problem.requests[stop.request]
    call = request.pick_up if stop.action is Action.PICK_UP else request.drop_off
    return call.place, call.service_s
