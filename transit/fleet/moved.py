"""Moving one ride to another run, or to a taxi: where it costs least, and whether it holds."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from transit.fleet.checker import Finding, check, check_run
from transit.fleet.fixed import GivenRun, GivenStop, given_runs, plan_as_given
from transit.fleet.plan import Action, LeftOut, Plan, Reason
from transit.fleet.problem import Problem
from transit.fleet.sound import timed_runs


@dataclass(frozen=True, slots=True)
class Moved:
    """A plan with one ride moved.

    Parameters
    ----------
    plan
        The plan.
    findings
        What is wrong with it; empty where the checker accepts it.
    """

    plan: Plan
    findings: tuple[Finding, ...]


def move_ride(problem: Problem, plan: Plan, request: int, vehicle: int | None) -> Moved:
    """Move a ride.

    Parameters
    ----------
    problem
        A part of a day.
    plan
        Its plan.
    request
        Which ride.
    vehicle
        To whose run; None to a taxi of their own.

    Returns
    -------
    Moved
        All other rides stay where they are. On its new run it stands where a sound run costs the
        least, next to whom it must ride with; where none is sound, it is picked up and set down
        last, so that what is wrong is seen.
    """
    others = [
        replace(run, leave_s=None, stops=tuple(replace(stop, at_s=None) for stop in run.stops))
        if run.vehicle == vehicle
        else run
        for run in given_runs(plan, but={request})
    ]
    fixed = [run for run in others if run.vehicle != vehicle and run.stops]
    if vehicle is None:
        return _judged(problem, plan, fixed, {request})
    old = next((run.stops for run in others if run.vehicle == vehicle), ())
    orders = [GivenRun(vehicle, stops) for stops in _orders(old, request)]
    sound = [*timed_runs(problem, orders)]
    if not sound:
        return _judged(problem, plan, [*fixed, orders[-1]], set())
    best = min(sound, key=lambda run: (any(check_run(problem, run)), run.cost))
    return _judged(problem, plan, [*fixed, *given_runs(replace(plan, runs=(best,)))], set())


def _orders(stops: Sequence[GivenStop], request: int) -> Iterator[tuple[GivenStop, ...]]:
    """Give all places for a ride's two stops; last, at the end."""
    on, off = GivenStop(request, Action.PICK_UP), GivenStop(request, Action.DROP_OFF)
    for pick in range(len(stops) + 1):
        for drop in range(pick, len(stops) + 1):
            yield (*stops[:pick], on, *stops[pick:drop], off, *stops[drop:])


def _judged(problem: Problem, plan: Plan, runs: Sequence[GivenRun], gone: set[int]) -> Moved:
    made = plan_as_given(problem, runs, Reason.DEARER_THAN_LEAVING)
    why = {each.request: each.reason for each in plan.left_out} | dict.fromkeys(
        gone, Reason.BY_CHOICE
    )
    left = tuple(LeftOut(each.request, why[each.request]) for each in made.left_out)
    made = replace(made, left_out=left)
    return Moved(made, check(problem, made))


def broken_by(moved: Moved, before: Collection[Finding]) -> tuple[Finding, ...]:
    """Return what a move makes wrong that was not.

    Parameters
    ----------
    moved
        The move.
    before
        What was wrong with the plan before it.

    Returns
    -------
    tuple of Finding
        Every new finding, whatever others are gone for it.
    """
    return tuple((Counter(moved.findings) - Counter(before)).elements())
