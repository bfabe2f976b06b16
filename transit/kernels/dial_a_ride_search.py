"""Large-neighbourhood search: take some off, put them back better, keep what is good enough.

References
----------
.. [1] Ropke, S., Pisinger, D. (2006). An adaptive large neighborhood search heuristic for the
   pickup and delivery problem with time windows. Transportation Science 40(4), 455-472.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.dial_a_ride_chance import draw_below, draw_unit
from transit.kernels.dial_a_ride_looked import Scratch, make_scratch
from transit.kernels.dial_a_ride_plan import (
    Draft,
    copy_draft,
    make_draft,
    mark_of,
    take_out,
    total_cost,
)
from transit.kernels.dial_a_ride_pool import Pool, keep_run, make_pool
from transit.kernels.dial_a_ride_removal import choose
from transit.kernels.dial_a_ride_repair import Memory, Offers, make_memory, make_offers, repair


class Search(NamedTuple):
    """A search under way.

    ``current`` and ``best`` plans and ``trial``; room to work; ``gone (n_requests,) int64``;
    ``chance (1,) uint64``; ``kin (2, n_requests, n_requests - 1) int64`` who is alike.
    """

    current: Draft
    trial: Draft
    best: Draft
    pool: Pool
    offers: Offers
    memory: Memory
    scratch: Scratch
    gone: NDArray[np.int64]
    chance: NDArray[np.uint64]
    kin: NDArray[np.int64]


@njit(cache=True)
def begin_search(
    rides: Rides, kin: NDArray[np.int64], seed: int, pool_room: int, memory_bits: int
) -> Search:
    """Begin a search with everybody left.

    Parameters
    ----------
    rides
        The problem.
    kin
        Who is alike.
    seed
        Seed of the random numbers.
    pool_room
        How many runs are kept to be recombined.
    memory_bits
        Insertions remembered: two to this power.

    Returns
    -------
    Search
        The search.
    """
    chance = np.zeros(1, np.uint64)
    chance[0] = np.uint64(seed)
    n_requests = rides.ride_limit.size
    return Search(
        make_draft(rides),
        make_draft(rides),
        make_draft(rides),
        make_pool(pool_room, 2 * n_requests + 2),
        make_offers(rides),
        make_memory(memory_bits),
        make_scratch(n_requests),
        np.zeros(n_requests, np.int64),
        chance,
        kin,
    )


@njit(cache=True)
def build(rides: Rides, search: Search, depth: int, leave_cost: NDArray[np.int64]) -> None:
    """Put everybody who is left onto the current plan, and take it as the best.

    Parameters
    ----------
    rides
        The problem.
    search
        The search, changed.
    depth
        How many offers tell urgency.
    leave_cost
        ``(n_requests,) int64`` what leaving somebody costs here.
    """
    left = np.flatnonzero(search.current.vehicle < 0)
    repair(
        rides,
        search.current,
        left,
        left.size,
        depth,
        0.0,
        leave_cost,
        search.offers,
        search.memory,
        search.scratch,
        search.chance,
    )
    for vehicle in range(rides.kind_of.size):
        keep_run(rides, search.current, vehicle, search.pool)
    copy_draft(search.current, search.best)


@njit(cache=True)
def _offered(
    draft: Draft, gone: NDArray[np.int64], n_gone: int, most: int, chance: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], int]:
    """Return who is left, in front those who are to be tried now, and how many these are.

    Where most people go by taxi, trying all of them each time would take most of the time.
    """
    left = np.flatnonzero(draft.vehicle < 0)
    if left.size <= n_gone + most:
        return left, left.size
    first = 0
    for at in range(left.size):
        for each in range(n_gone):
            if gone[each] == left[at]:
                left[first], left[at] = left[at], left[first]
                first += 1
                break
    for at in range(first, first + most):
        other = at + draw_below(chance, left.size - at)
        left[at], left[other] = left[other], left[at]
    return left, first + most


@njit(cache=True)
def improve(
    rides: Rides,
    search: Search,
    iterations: int,
    temperature: float,
    fewest: int,
    most: int,
    greed: float,
    noise: float,
    keep_within: float,
    offered: int,
) -> None:
    """Search on for some iterations.

    Parameters
    ----------
    rides
        The problem.
    search
        The search, changed.
    iterations
        How many.
    temperature
        Of the annealing, units of cost: a plan dearer by so much is taken with chance 1/e.
    fewest, most
        How many requests are taken off.
    greed
        Power of the draws when choosing them.
    noise
        Largest noise on offers, units of cost; every second iteration has none.
    keep_within
        Runs of trials at most so many units dearer than the best plan go into the pool.
    offered
        How many of those who were left before are tried again each time, beside who is taken off.
    """
    current, trial, best = search.current, search.trial, search.best
    chance, gone = search.chance, search.gone
    n_vehicles = rides.kind_of.size
    cost = total_cost(rides, current)
    least = total_cost(rides, best)
    for _ in range(iterations):
        copy_draft(current, trial)
        wanted = fewest + draw_below(chance, most - fewest + 1)
        n_gone = choose(rides, trial, wanted, search.kin, greed, chance, gone)
        take_out(rides, trial, gone, n_gone, search.scratch)
        left, n_left = _offered(trial, gone, n_gone, offered, chance)
        depth = 1 + draw_below(chance, 4)
        if depth == 4:
            depth = n_vehicles
        loud = noise if draw_unit(chance) < 0.5 else 0.0
        repair(
            rides,
            trial,
            left,
            n_left,
            depth,
            loud,
            rides.leave_cost,
            search.offers,
            search.memory,
            search.scratch,
            chance,
        )
        found = total_cost(rides, trial)
        if found <= least + keep_within:
            for vehicle in range(n_vehicles):
                if found < least or trial.mark[vehicle] != current.mark[vehicle]:
                    keep_run(rides, trial, vehicle, search.pool)
        if found < cost or draw_unit(chance) < math.exp((cost - found) / max(temperature, 1e-9)):
            copy_draft(trial, current)
            cost = found
            if found < least:
                copy_draft(trial, best)
                least = found


@njit(cache=True)
def take_runs(rides: Rides, search: Search, runs: NDArray[np.int64]) -> bool:
    """Take runs of the pool as the current plan and the best, if they cost less than the best.

    Parameters
    ----------
    rides
        The problem.
    search
        The search, changed.
    runs
        ``(n,) int64`` rows of the pool; nobody is on two of them.

    Returns
    -------
    bool
        Whether they cost less.
    """
    trial, pool = make_draft(rides), search.pool
    n_requests = rides.ride_limit.size
    for run in runs:
        for vehicle in range(rides.kind_of.size):
            if rides.kind_of[vehicle] == pool.kind[run] and trial.size[vehicle] == 2:
                n_nodes = pool.size[run]
                trial.nodes[vehicle, :n_nodes] = pool.nodes[run, :n_nodes]
                trial.size[vehicle] = n_nodes
                trial.cost[vehicle] = pool.cost[run]
                trial.mark[vehicle] = mark_of(rides, trial, vehicle)
                for at in range(1, n_nodes - 1):
                    trial.vehicle[trial.nodes[vehicle, at] % n_requests] = vehicle
                break
    if total_cost(rides, trial) >= total_cost(rides, search.best):
        return False
    copy_draft(trial, search.current)
    copy_draft(trial, search.best)
    return True
