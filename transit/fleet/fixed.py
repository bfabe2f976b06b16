"""Runs that are given, not sought: driven through as they stand, whatever is wrong with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from transit.fleet.arrays import Packed, pack
from transit.fleet.plan import Action, LeftOut, Plan, Reason, Run, RunStop
from transit.fleet.problem import Call, Problem, RunVehicle
from transit.kernels.dial_a_ride import crew_price, loads_cost


@dataclass(frozen=True, slots=True)
class GivenStop:
    """A stop of a given run.

    Parameters
    ----------
    request
        Index of the request.
    action
        Whether the person gets on or off.
    at_s
        Before when it does not begin, seconds of the day; None for as soon as it may.
    """

    request: int
    action: Action
    at_s: int | None = None


@dataclass(frozen=True, slots=True)
class GivenRun:
    """What a vehicle is to do.

    Parameters
    ----------
    vehicle
        Index of the vehicle.
    stops
        Its stops in order; at least one.
    leave_s
        When it leaves the depot, seconds of the day; None for as late as the first stop allows.
    """

    vehicle: int
    stops: tuple[GivenStop, ...]
    leave_s: int | None = None


def plan_as_given(problem: Problem, runs: Sequence[GivenRun], reason: Reason) -> Plan:
    """Drive given runs through: nobody moved, nothing mended.

    A vehicle waits for a planned time, or else for a window to open, and fetches nobody sooner than
    it must; what comes too late is not left out. The checker says what is wrong.

    Parameters
    ----------
    problem
        Requests, vehicles and drives.
    runs
        Runs; those without a stop are left away.
    reason
        Why everybody else is on no run.

    Returns
    -------
    Plan
        With times and costs as they come, and a lower bound of 0.
    """
    packed = pack(problem)
    made = tuple(_driven(problem, packed, run) for run in runs if run.stops)
    served = {stop.request for run in made for stop in run.stops}
    left = tuple(LeftOut(at, reason) for at in range(len(problem.requests)) if at not in served)
    prices = [problem.requests[each.request].leave_cost or 0 for each in left]
    ordered = tuple(sorted(made, key=lambda run: (run.vehicle, run.leave_s)))
    return Plan(ordered, left, sum(run.cost for run in made) + sum(prices), 0)


def given_runs(plan: Plan, *, but: Collection[int] = ()) -> tuple[GivenRun, ...]:
    """Return the runs of a plan as given ones, at the times that they have.

    Parameters
    ----------
    plan
        The plan.
    but
        Requests that are taken off.

    Returns
    -------
    tuple of GivenRun
        In the order of the plan.
    """
    return tuple(
        GivenRun(
            run.vehicle,
            tuple(
                GivenStop(stop.request, stop.action, stop.begin_s)
                for stop in run.stops
                if stop.request not in but
            ),
        )
        for run in plan.runs
    )


def _driven(problem: Problem, packed: Packed, run: GivenRun) -> Run:
    vehicle = problem.vehicles[run.vehicle]
    time_s = problem.matrix.time_s
    calls = [_call(problem, stop) for stop in run.stops]
    begins: list[int] = []
    free_s, place = run.leave_s, vehicle.start
    for stop, call in zip(run.stops, calls, strict=True):
        drive_s = int(time_s[place, call.place])
        if free_s is None:
            free_s = vehicle.from_s if stop.at_s is None else stop.at_s - drive_s
        planned_s = call.from_s if stop.at_s is None else stop.at_s
        begins.append(max(planned_s, free_s + drive_s))
        free_s, place = begins[-1] + call.service_s, call.place
    leave_s = run.leave_s
    _put_off(run, calls, begins, problem)
    if leave_s is None:
        leave_s = begins[0] - int(time_s[vehicle.start, calls[0].place])
    back_s = begins[-1] + calls[-1].service_s + int(time_s[place, vehicle.end])
    stops = tuple(
        RunStop(stop.request, stop.action, begin)
        for stop, begin in zip(run.stops, begins, strict=True)
    )
    cost = _cost(problem, packed, vehicle, run, back_s - leave_s)
    return Run(run.vehicle, leave_s, back_s, stops, cost)


def _put_off(run: GivenRun, calls: Sequence[Call], begins: list[int], problem: Problem) -> None:
    """Fetch people without a planned time no earlier than what follows asks for."""
    for at in range(len(begins) - 2, -1, -1):
        stop, call, after = run.stops[at], calls[at], calls[at + 1]
        if stop.at_s is None and stop.action is Action.PICK_UP:
            drive_s = int(problem.matrix.time_s[call.place, after.place])
            begins[at] = max(begins[at], begins[at + 1] - drive_s - call.service_s)


def _cost(
    problem: Problem, packed: Packed, vehicle: RunVehicle, run: GivenRun, duration_s: int
) -> int:
    rides = packed.rides
    n_requests = rides.ride_limit.size
    kind = int(rides.kind_of[packed.vehicles.index(run.vehicle)])
    nodes = np.array([0, *(node_of(stop, n_requests) for stop in run.stops), 0], np.int64)
    places = [vehicle.start, *(_call(problem, stop).place for stop in run.stops), vehicle.end]
    metres = int(problem.matrix.metres[places[:-1], places[1:]].sum())
    price = vehicle.price
    second = int(crew_price(rides, kind, nodes, nodes.size))
    again = int(loads_cost(rides, kind, nodes, nodes.size))
    return price.run + price.metre * metres + second * duration_s + again


def node_of(stop: GivenStop, n_requests: int) -> int:
    """Return the node that kernels know a stop by.

    Parameters
    ----------
    stop
        The stop.
    n_requests
        Requests of the problem.

    Returns
    -------
    int
        The request for its pick-up, and so many more for its drop-off.
    """
    return stop.request if stop.action is Action.PICK_UP else n_requests + stop.request


def _call(problem: Problem, stop: GivenStop) -> Call:
    request = problem.requests[stop.request]
    return request.pick_up if stop.action is Action.PICK_UP else request.drop_off
