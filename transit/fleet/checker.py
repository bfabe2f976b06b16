"""Judge a plan by the definitions alone: nothing of the search, its arrays or kernels is used."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from transit.fleet.plan import Action, Plan, Reason, Run, RunStop
from transit.fleet.problem import (
    Assistance,
    Call,
    Problem,
    Request,
    RunVehicle,
    vehicle_of,
)


class Fault(StrEnum):
    """What can be wrong with a plan."""

    VEHICLE_TWICE = "a vehicle has two runs"
    OVERLAP = "a vehicle is out on two runs at a time"
    EMPTY_RUN = "a run has no stops"
    SERVED_TWICE = "a request is served twice, or served and left out"
    FORGOTTEN = "a request is neither served nor left out"
    NOT_PAIRED = "a pick-up and its drop-off are not both on the run, in this order"
    WINDOW = "a stop begins outside its window"
    TOO_FAST = "a stop begins before the vehicle can be there"
    RIDE = "a ride is longer than its limit"
    SHIFT = "the run is outside the vehicle's shift"
    DURATION = "the run is longer than allowed"
    LOAD = "no layout carries everybody aboard"
    LIFT = "gets on by the lift, and the vehicle has no wheelchair space, so no known lift"
    ASSISTANTS = "assistants aboard are too few"
    APART = "people who must not be on a run together are"
    TOGETHER = "people who must be on a run together are not"
    BETWEEN = "others get on or off between people who must ride together"
    COST = "a cost is not what the prices make it"
    BOUND = "the lower bound is above the cost"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a plan.

    Parameters
    ----------
    fault
        What.
    vehicle, request
        Indices of whom it concerns; None where it concerns the whole plan.
    """

    fault: Fault
    vehicle: int | None = None
    request: int | None = None


def check(problem: Problem, plan: Plan) -> tuple[Finding, ...]:
    """Judge a plan.

    Parameters
    ----------
    problem
        The problem.
    plan
        A plan for it, by whomever it was made.

    Returns
    -------
    tuple of Finding
        All that is wrong; empty for a sound plan.
    """
    found = [*_check_whole(problem, plan)]
    for run in plan.runs:
        found += check_run(problem, run)
    return tuple(found)


def _check_whole(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Judge who is served, by which vehicles, and the sum."""
    for vehicle, count in Counter(run.vehicle for run in plan.runs).items():
        if count > 1:
            yield Finding(Fault.VEHICLE_TWICE, vehicle)
    yield from _check_overlaps(problem, plan)
    seen = Counter(each.request for each in plan.left_out)
    for run in plan.runs:
        seen.update(stop.request for stop in run.stops if stop.action is Action.PICK_UP)
    for request in range(len(problem.requests)):
        if seen[request] > 1:
            yield Finding(Fault.SERVED_TWICE, request=request)
        if not seen[request]:
            yield Finding(Fault.FORGOTTEN, request=request)
    yield from _check_together(problem, plan)
    left = sum(problem.requests[each.request].leave_cost or 0 for each in plan.left_out)
    if plan.cost != left + sum(run.cost for run in plan.runs):
        yield Finding(Fault.COST)
    short = (Reason.NO_ROOM, Reason.NOT_TOGETHER)
    crowded = any(each.reason in short for each in plan.left_out)
    if not crowded and plan.lower_bound > plan.cost:
        yield Finding(Fault.BOUND)


def _check_overlaps(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Judge that a vehicle which makes several runs is back before it leaves again."""
    outs: dict[str, list[tuple[int, int, int]]] = {}
    for run in plan.runs:
        vehicle = problem.vehicles[run.vehicle]
        if not vehicle.is_taxi:
            out = run.leave_s, run.back_s, run.vehicle
            outs.setdefault(vehicle_of(vehicle.id), []).append(out)
    for runs in outs.values():
        for (_, back_s, first), (leave_s, _, second) in pairwise(sorted(runs)):
            if leave_s < back_s and first != second:
                yield Finding(Fault.OVERLAP, second)


def _check_together(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Judge that people who must be on a run with somebody are, or are both left."""
    row = {request.id: at for at, request in enumerate(problem.requests)}
    run_of = {stop.request: number for number, run in enumerate(plan.runs) for stop in run.stops}
    for at, request in enumerate(problem.requests):
        mates = [row[other] for other in request.together if other in row]
        if any(run_of.get(mate) != run_of.get(at) for mate in mates):
            yield Finding(Fault.TOGETHER, request=at)


def check_run(problem: Problem, run: Run) -> Iterator[Finding]:
    """Judge one run by itself.

    Parameters
    ----------
    problem
        The problem.
    run
        A run of a plan for it.

    Yields
    ------
    Finding
        What is wrong with it, whoever else is served or not.
    """
    if not run.stops:
        yield Finding(Fault.EMPTY_RUN, run.vehicle)
        return
    yield from _check_times(problem, run)
    yield from _check_rides(problem, run)
    yield from _check_loads(problem, run)
    yield from _check_apart(problem, run)
    yield from _check_between(problem, run)
    if run.cost != _cost(problem, run):
        yield Finding(Fault.COST, run.vehicle)


def _check_times(problem: Problem, run: Run) -> Iterator[Finding]:
    """Judge windows, driving, shift and duration."""
    vehicle, time_s = problem.vehicles[run.vehicle], problem.matrix.time_s
    if run.leave_s < vehicle.from_s or run.back_s > vehicle.to_s:
        yield Finding(Fault.SHIFT, run.vehicle)
    if run.back_s - run.leave_s > vehicle.longest_s:
        yield Finding(Fault.DURATION, run.vehicle)
    free_s, place = run.leave_s, vehicle.start
    for stop in run.stops:
        call = _call(problem, stop)
        if stop.begin_s < free_s + time_s[place, call.place]:
            yield Finding(Fault.TOO_FAST, run.vehicle, stop.request)
        if not call.from_s <= stop.begin_s <= call.to_s:
            yield Finding(Fault.WINDOW, run.vehicle, stop.request)
        free_s, place = stop.begin_s + call.service_s, call.place
    if run.back_s < free_s + time_s[place, vehicle.end]:
        yield Finding(Fault.TOO_FAST, run.vehicle)


def _check_rides(problem: Problem, run: Run) -> Iterator[Finding]:
    """Judge that everybody gets on once, then off once, within their limit."""
    for at in sorted({stop.request for stop in run.stops}):
        own = [stop for stop in run.stops if stop.request == at]
        if [stop.action for stop in own] != [Action.PICK_UP, Action.DROP_OFF]:
            yield Finding(Fault.NOT_PAIRED, run.vehicle, at)
            continue
        request = problem.requests[at]
        ride_s = own[1].begin_s - own[0].begin_s - request.pick_up.service_s
        if ride_s > request.ride_limit_s:
            yield Finding(Fault.RIDE, run.vehicle, at)


def _check_loads(problem: Problem, run: Run) -> Iterator[Finding]:
    """Judge that one layout, or where the vehicle refits some layout at a time, carries them."""
    vehicle = problem.vehicles[run.vehicle]
    aboard: set[int] = set()
    loads = []
    for stop in run.stops:
        if stop.action is Action.PICK_UP:
            aboard.add(stop.request)
        else:
            aboard.discard(stop.request)
        riders = [problem.requests[at] for at in aboard]
        extra = _beyond_crew(vehicle, riders)
        seats = sum(each.seats for each in riders) + extra
        loads.append((seats, sum(each.wheelchairs for each in riders)))
        if extra > vehicle.more_assistants:
            yield Finding(Fault.ASSISTANTS, run.vehicle, stop.request)
    if not _carries(vehicle, loads):
        yield Finding(Fault.LOAD, run.vehicle)
    if all(layout.wheelchairs == 0 for layout in vehicle.layouts):
        for at in sorted({stop.request for stop in run.stops}):
            if problem.requests[at].lifts:
                yield Finding(Fault.LIFT, run.vehicle, at)


def _beyond_crew(vehicle: RunVehicle, riders: list[Request]) -> int:
    """Return how many assistants are needed whom the crew do not have: each takes a seat."""
    shared = any(each.assistance is Assistance.SHARED for each in riders)
    own = sum((each.assistance is Assistance.OWN) + each.more_own for each in riders)
    return max(own + shared - vehicle.assistants, 0)


def _check_apart(problem: Problem, run: Run) -> Iterator[Finding]:
    """Judge that nobody is on the run who must not be with another one on it."""
    served = {stop.request for stop in run.stops}
    ids = {problem.requests[at].id for at in served}
    for at in sorted(served):
        if problem.requests[at].apart & ids:
            yield Finding(Fault.APART, run.vehicle, at)


def _check_between(problem: Problem, run: Run) -> Iterator[Finding]:
    """Judge that whoever must ride together gets on one after the other, and off likewise."""
    served = {stop.request for stop in run.stops}
    for company in _companies(problem, {at for at in served if problem.requests[at].together}):
        for action in Action:
            at = [
                number
                for number, stop in enumerate(run.stops)
                if stop.request in company and stop.action is action
            ]
            if at and at[-1] - at[0] >= len(at):
                yield Finding(Fault.BETWEEN, run.vehicle, run.stops[at[0]].request)


def _companies(problem: Problem, served: set[int]) -> list[set[int]]:
    """Return who of those on a run must ride together, also by way of a third."""
    row = {request.id: at for at, request in enumerate(problem.requests)}
    companies: list[set[int]] = []
    for at in sorted(served):
        mates = {row[other] for other in problem.requests[at].together if other in row} & served
        joined = [each for each in companies if each & (mates | {at})]
        companies = [each for each in companies if each not in joined]
        companies.append({at}.union(mates, *joined))
    return companies


def _carries(vehicle: RunVehicle, loads: list[tuple[int, int]]) -> bool:
    """Tell whether a vehicle's layouts carry all loads."""

    def fit(seats: int, wheelchairs: int) -> set[int]:
        return {
            number
            for number, layout in enumerate(vehicle.layouts)
            if seats <= layout.seats and wheelchairs <= layout.wheelchairs
        }

    sets = [fit(*load) for load in loads]
    return all(sets) if vehicle.refits else bool(set.intersection(*sets))


def _cost(problem: Problem, run: Run) -> int:
    """Return what the prices make a run cost; time counts as the run uses it."""
    vehicle = problem.vehicles[run.vehicle]
    places = [_call(problem, stop).place for stop in run.stops]
    legs = zip([vehicle.start, *places], [*places, vehicle.end], strict=True)
    metres = sum(int(problem.matrix.metres[leg]) for leg in legs)
    price = vehicle.price
    second = price.second + price.assistant_second * _most_beyond_crew(problem, run)
    again = price.load * (_loads(run) - 1)
    return price.run + price.metre * metres + second * (run.back_s - run.leave_s) + again


def _loads(run: Run) -> int:
    """Return how often a vehicle that was empty fills."""
    aboard: set[int] = set()
    loads = 0
    for stop in run.stops:
        loads += not aboard
        aboard ^= {stop.request}
    return loads


def _most_beyond_crew(problem: Problem, run: Run) -> int:
    """Return how many assistants a run needs at its fullest whom the crew do not have."""
    aboard: set[int] = set()
    most = 0
    for stop in run.stops:
        aboard ^= {stop.request}
        riders = [problem.requests[at] for at in aboard]
        most = max(most, _beyond_crew(problem.vehicles[run.vehicle], riders))
    return most


def _call(problem: Problem, stop: RunStop) -> Call:
    """Return the end of the request that a stop serves."""
    request = problem.requests[stop.request]
    return request.pick_up if stop.action is Action.PICK_UP else request.drop_off
