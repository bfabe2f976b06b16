"""Plan one part of a day again: with fewer vehicles, with some riders gone, from runs known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from transit.fleet.checker import check
from transit.fleet.locked import renumbered
from transit.fleet.plan import Plan, Run
from transit.fleet.problem import Problem, Request
from transit.fleet.settings import Budget, SearchSettings
from transit.fleet.solve import solve
from transit.kernels.dial_a_ride_arrays import MUST_COST
from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan for a part of a day, in the indices of the whole problem.

    Parameters
    ----------
    cost
        Runs and taxis, units of cost; leaving somebody who cannot go by taxi counts more than any
        plan.
    runs
        The runs.
    left
        Requests in taxis.
    """

    cost: int
    runs: tuple[Run, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A part of a day to plan.

    Parameters
    ----------
    kind
        Index of its problem.
    kept
        Ids of the vehicles that are there.
    gone
        Requests that nobody makes any more.
    start
        Runs to begin with; None begins anew.
    iterations
        How long to search.
    seed
        Seed of the search.
    stay
        Whether runs to begin with are made also if those left aboard would cost less in taxis: a
        search counts a share of a hired vehicle's day against each run, though the day may be paid
        for another one.
    """

    kind: int
    kept: frozenset[str]
    gone: frozenset[int]
    start: tuple[Run, ...] | None
    iterations: int
    seed: int
    stay: bool = False


@dataclass(frozen=True, slots=True)
class HowToSearch:
    """Settings of searches that begin anew, and of those that begin with known runs."""

    anew: SearchSettings
    again: SearchSettings


Doer = Callable[[Sequence[Task]], Iterable[Solved]]
"""Does tasks and gives their plans in the same order."""


def how_to_search(settings: SearchSettings, parameters: Parameters) -> HowToSearch:
    """Take the settings of both kinds of search.

    Parameters
    ----------
    settings
        Of a search that begins anew.
    parameters
        What differs where it begins with known runs.

    Returns
    -------
    HowToSearch
        Both.
    """

    def whole(name: str) -> int:
        return int(parameters.number(f"switch_again_{name}"))

    again = replace(
        settings,
        most=whole("most"),
        hot=parameters.number("switch_again_hot"),
        recombinations=whole("recombinations"),
        pool_room=whole("pool_room"),
        memory_bits=whole("memory_bits"),
        dearer_until=(),
        dearer_by=(),
    )
    return HowToSearch(settings, again)


def do_task(problems: Sequence[Problem], how: HowToSearch, task: Task) -> Solved:
    """Plan a part of a day.

    A plan that begins with known runs never costs more than those runs with whom they leave in
    taxis.

    Parameters
    ----------
    problems
        The week's problems.
    how
        How to search.
    task
        What to plan.

    Returns
    -------
    Solved
        The best plan found; an independent checker has passed it.
    """
    whole = problems[task.kind]
    requests = [at for at in range(len(whole.requests)) if at not in task.gone]
    vehicles = [at for at, each in enumerate(whole.vehicles) if each.id in task.kept]
    lost = frozenset(whole.requests[at].id for at in task.gone)
    smaller = replace(
        whole,
        requests=tuple(_alone(whole.requests[at], lost) for at in requests),
        vehicles=tuple(whole.vehicles[at] for at in vehicles),
    )
    start = None
    if task.start is not None:
        moved = _on_kept(whole, vehicles, task.start)
        start = tuple(renumbered(moved, _numbers(vehicles), _numbers(requests)))
    settings = how.anew if start is None else how.again
    if task.stay:
        settings = replace(settings, recombinations=0)
    plan = solve(
        smaller,
        settings,
        Budget(iterations=task.iterations),
        seed=task.seed,
        start=start,
        bound=False,
    )
    faults = check(smaller, plan)
    if faults:
        raise AssertionError(f"a plan was made that is not sound: {faults[0].fault}")
    return _in_whole(whole, plan, vehicles, requests)


def _alone(request: Request, lost: frozenset[str]) -> Request:
    """Return a request that names nobody who is gone as company."""
    if not (request.apart | request.together) & lost:
        return request
    return replace(request, apart=request.apart - lost, together=request.together - lost)


def _numbers(indices: Sequence[int]) -> dict[int, int]:
    return {index: at for at, index in enumerate(indices)}


def _in_whole(
    problem: Problem, plan: Plan, vehicles: Sequence[int], requests: Sequence[int]
) -> Solved:
    runs = renumbered(plan.runs, dict(enumerate(vehicles)), dict(enumerate(requests)))
    left = tuple(requests[each.request] for each in plan.left_out)
    must = sum(problem.requests[at].leave_cost is None for at in left)
    return Solved(plan.cost + must * MUST_COST, tuple(runs), left)


def _on_kept(problem: Problem, kept: Sequence[int], runs: Sequence[Run]) -> list[Run]:
    """Give runs whose vehicle is gone to an idle one that differs in its id only."""
    idle = [at for at in kept if at not in {run.vehicle for run in runs}]
    moved = []
    for run in runs:
        if run.vehicle not in kept:
            name = problem.vehicles[run.vehicle].id
            like = [
                at
                for at in idle
                if replace(problem.vehicles[at], id=name) == problem.vehicles[run.vehicle]
            ]
            if like:
                idle.remove(like[0])
                run = replace(run, vehicle=like[0])
        moved.append(run)
    return moved
