"""Plan a half-day: build, search, recombine, and set the times."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from transit.fleet.alike import rank_kin
from transit.fleet.arrays import pack
from transit.fleet.bound import lower_bound
from transit.fleet.cooling import Cooling
from transit.fleet.joined import join
from transit.fleet.plan import LeftOut, Plan, Reason, Run
from transit.fleet.problem import Problem
from transit.fleet.reasons import find_reason
from transit.fleet.recombine import recombine
from transit.fleet.settings import Budget, SearchSettings
from transit.fleet.start import take_known
from transit.fleet.timed import runs_of
from transit.kernels.arrays import frozen
from transit.kernels.dial_a_ride_arrays import MUST_COST, Rides
from transit.kernels.dial_a_ride_plan import total_cost
from transit.kernels.dial_a_ride_pool import keep_only
from transit.kernels.dial_a_ride_search import Search, begin_search, build, improve, take_runs

_STAGES: Final = 20
"""Looks at the budget, at least, in a search by iterations."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is.

    Parameters
    ----------
    share
        Part of the budget that is used up, 0 to 1.
    iterations
        How many were done.
    cost
        The best plan's, with those left who must be served at a price beyond any plan's.
    n_left
        How many requests it leaves.
    seconds
        Since the search began.
    """

    share: float
    iterations: int
    cost: int
    n_left: int
    seconds: float


def solve(
    problem: Problem,
    settings: SearchSettings,
    budget: Budget,
    *,
    seed: int = 1,
    start: Sequence[Run] | None = None,
    tell: Callable[[Progress], bool] | None = None,
    bound: bool = True,
) -> Plan:
    """Plan a half-day.

    Who could be on no run at all is left out with the reason, and the rest planned. Whoever must
    ride together is fetched one after the other, and set down so.

    Parameters
    ----------
    problem
        The problem.
    settings
        How to search.
    budget
        When to stop. The plan is the same each time if the budget is in iterations only.
    seed
        Seed of the random numbers.
    start
        Known runs to begin with, as far as they still hold; others are put in beside them where
        that pays. None begins anew. Leave ``dearer_until`` of the settings empty with it: else the
        plan may be dearer than its start.
    tell
        Called now and then; stops the search by returning False. The best plan so far is returned.
    bound
        Whether the plan tells its lower bound; else that is 0. Of thousands of short searches
        nobody reads it, and it takes as long as they do.

    Returns
    -------
    Plan
        The best plan found. That it is the best there is, is not claimed.
    """
    joined = join(problem)
    whole = joined.problem
    reasons = [
        Reason.NOT_TOGETHER if at in joined.impossible else find_reason(whole, request)
        for at, request in enumerate(whole.requests)
    ]
    servable = [at for at, reason in enumerate(reasons) if reason is None]
    hopeless = [LeftOut(at, reason) for at, reason in enumerate(reasons) if reason is not None]
    smaller = _only(whole, servable)
    packed = pack(smaller)
    search = begin_search(
        packed.rides,
        rank_kin(packed.rides),
        seed,
        settings.pool_room,
        settings.memory_bits,
    )
    if servable and problem.vehicles:
        if start is None:
            _build(packed.rides, search)
        else:
            take_known(packed, servable, search, joined.joined_runs(start))
            build(packed.rides, search, 2, packed.rides.leave_cost)
        _run(packed.rides, search, settings, budget, tell)
    runs = runs_of(packed, servable, search.best)
    own = _own(smaller)
    unused = [
        LeftOut(servable[at], _why_left(own, int(at)))
        for at in np.flatnonzero(search.best.vehicle < 0)
    ]
    left = tuple(sorted([*hopeless, *unused], key=lambda each: each.request))
    prices = [whole.requests[each.request].leave_cost or 0 for each in left]
    cost = sum(run.cost for run in runs) + sum(prices)
    return joined.parted(Plan(runs, left, cost, bound_of(problem) if bound else 0))


def _only(problem: Problem, kept: Sequence[int]) -> Problem:
    """Return a problem with some of its requests."""
    return replace(problem, requests=tuple(problem.requests[at] for at in kept))


def bound_of(problem: Problem) -> int:
    """Bound the cost of sound plans from below, in whatever way they fetch who rides together.

    Parameters
    ----------
    problem
        The problem.

    Returns
    -------
    int
        Units of cost; often far below the least.
    """
    kept, bound = [], 0
    for at, request in enumerate(problem.requests):
        if find_reason(problem, request) is None:
            kept.append(at)
        else:
            bound += request.leave_cost or 0
    return bound + lower_bound(pack(_only(problem, kept)).rides)


def why_left(problem: Problem, request: int) -> Reason:
    """Return why somebody is on no run of ours.

    Parameters
    ----------
    problem
        The problem.
    request
        Index of the request.

    Returns
    -------
    Reason
        What keeps every vehicle of the fleet from taking them alone; else that no run paid, or had
        room.
    """
    return _why_left(_own(problem), request)


def _own(problem: Problem) -> Problem:
    """Return a problem without taxis."""
    if not any(each.is_taxi for each in problem.vehicles):
        return problem
    return replace(problem, vehicles=tuple(each for each in problem.vehicles if not each.is_taxi))


def _why_left(own: Problem, request: int) -> Reason:
    if own.requests[request].leave_cost is None:
        return Reason.NO_ROOM
    return find_reason(own, own.requests[request]) or Reason.DEARER_THAN_LEAVING


def _run(
    rides: Rides,
    search: Search,
    settings: SearchSettings,
    budget: Budget,
    tell: Callable[[Progress], bool] | None,
) -> None:
    """Improve a plan until the budget is used up or somebody stops it."""
    began = time.monotonic()
    n_requests = rides.ride_limit.size
    most = max(settings.fewest, min(settings.most, int(settings.most_share * n_requests)))
    most = min(most, n_requests)
    fewest = min(settings.fewest, most)
    cooling = Cooling(settings.cycle * n_requests, budget.iterations)
    most_seconds = None
    if budget.seconds is not None and budget.iterations is None:
        most_seconds = settings.recombination_share * budget.seconds
    done, recombined, last = 0, 0, 0.0
    while True:
        # The last recombination comes when the rest is done, and belongs to the budget too.
        share = _share(budget, done, time.monotonic() - began + last)
        priced = _priced(rides, settings, share)
        if share * settings.recombinations >= recombined + 1:
            recombined = int(share * settings.recombinations)
            last = -time.monotonic()
            _recombine(priced, search, settings, most_seconds)
            last += time.monotonic()
        if tell and not tell(_progress(rides, search, share, done, time.monotonic() - began)):
            return
        if share >= 1:
            return
        step = settings.step
        if budget.iterations is not None:
            # A short search goes through all of its stages too.
            step = min(step, max(budget.iterations // _STAGES, 1), budget.iterations - done)
        each = max(int(search.best.cost.sum()), 1) / n_requests
        improve(
            priced,
            search,
            step,
            each * settings.hot * (settings.cold / settings.hot) ** cooling.position(done, share),
            fewest,
            most,
            settings.greed,
            each * settings.noise_share,
            each * n_requests * settings.keep_share,
            settings.offered,
        )
        done += step


def _build(rides: Rides, search: Search) -> None:
    """Build a first plan as if everybody had to be served, for a start by taxi traps the search."""
    must = frozen(np.full(rides.ride_limit.size, MUST_COST, np.int64))
    build(rides, search, 2, must)


def _priced(rides: Rides, settings: SearchSettings, share: float) -> Rides:
    """Return the problem with leaving people made dearer, early in a search.

    A run pays off by several people, and they come aboard one by one: at the real price of a taxi
    the first of them never would.
    """
    for until, by in zip(settings.dearer_until, settings.dearer_by, strict=True):
        if share < until:
            dearer = np.minimum(rides.leave_cost * by, MUST_COST).astype(np.int64)
            return rides._replace(leave_cost=frozen(dearer))
    return rides


def _share(budget: Budget, iterations: int, seconds: float) -> float:
    """Return which part of a budget is used up."""
    shares = [1.0]
    if budget.iterations is not None:
        shares = [iterations / budget.iterations if budget.iterations else 1.0]
    if budget.seconds is not None:
        by_time = seconds / budget.seconds if budget.seconds else 1.0
        shares = [by_time] if budget.iterations is None else [*shares, by_time]
    return min(max(shares), 1.0)


def _recombine(
    rides: Rides, search: Search, settings: SearchSettings, most_seconds: float | None
) -> None:
    """Choose among the runs seen, and forget those that can be in no better plan."""
    each = round(settings.recombination_each * rides.ride_limit.size)
    choice = recombine(
        rides,
        search.pool,
        search.best,
        settings.recombination_nodes,
        max(settings.recombination_runs, each),
        settings.forget_share,
        most_seconds,
    )
    if choice is None:
        return
    take_runs(rides, search, choice.runs)
    keep_only(search.pool, choice.worth_keeping)


def _progress(
    rides: Rides, search: Search, share: float, iterations: int, seconds: float
) -> Progress:
    """Return how far a search is."""
    n_left = int((search.best.vehicle < 0).sum())
    return Progress(share, iterations, total_cost(rides, search.best), n_left, seconds)
