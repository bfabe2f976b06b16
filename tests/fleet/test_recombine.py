"""Choosing among runs seen: the cheapest choice there is, and never worse than the best plan."""

import itertools

import numpy as np
import pytest

from tests.fleet.rides import random_problem
from transit.fleet.alike import rank_kin
from transit.fleet.arrays import pack
from transit.fleet.recombine import Choice, recombine
from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.dial_a_ride_plan import total_cost
from transit.kernels.dial_a_ride_pool import Pool
from transit.kernels.dial_a_ride_search import Search, begin_search, build, improve, take_runs

N_REQUESTS, ROOM = 8, 12


@pytest.mark.parametrize("seed", range(4))
def test_no_choice_of_the_pool_is_cheaper(seed: int) -> None:
    """With room for all runs it is the cheapest of all sets of runs that share nobody."""
    rides, search = searched(seed)
    choice = recombine(rides, search.pool, search.best, 200, ROOM + N_REQUESTS, 0.02)
    assert choice is not None
    assert cost_of(rides, search.pool, choice) == cheapest(rides, search.pool)


@pytest.mark.parametrize("seed", range(4))
def test_the_best_plan_can_always_be_chosen(seed: int) -> None:
    """With room for no other run the best plan's own are chosen, and who it leaves is left."""
    rides, search = searched(seed)
    choice = recombine(rides, search.pool, search.best, 200, 0, 0.02)
    assert choice is not None
    assert cost_of(rides, search.pool, choice) == total_cost(rides, search.best)


def test_no_time_to_choose_loses_nothing() -> None:
    """Where HiGHS has to stop at once, a choice is no dearer than the best plan, or there is none.

    Nobody chosen is everybody left, which is not taken.
    """
    rides, search = searched(1)
    before = total_cost(rides, search.best)
    choice = recombine(rides, search.pool, search.best, 200, ROOM + N_REQUESTS, 0.02, 0.0)
    assert choice is not None
    take_runs(rides, search, choice.runs)
    assert total_cost(rides, search.best) <= before


def searched(seed: int) -> tuple[Rides, Search]:
    """Return a problem and a search that has seen some runs."""
    rides = pack(random_problem(seed, N_REQUESTS, 3)).rides
    search = begin_search(rides, rank_kin(rides), seed, ROOM, 10)
    build(rides, search, 2, rides.leave_cost)
    while search.pool.n_runs[0] < ROOM - 6:
        improve(rides, search, 1, 1e18, 3, 5, 4.0, 500.0, 1e18, 24)
    return rides, search


def cost_of(rides: Rides, pool: Pool, choice: Choice) -> int:
    """Return what chosen runs cost, and everybody on none of them."""
    left = np.ones(N_REQUESTS, np.bool_)
    for run in choice.runs:
        left[sorted(riders(pool, int(run)))] = False
    return int(pool.cost[choice.runs].sum() + rides.leave_cost[left].sum())


def riders(pool: Pool, run: int) -> frozenset[int]:
    """Return who is on a run."""
    nodes = pool.nodes[run, 1 : pool.size[run] - 1]
    return frozenset(int(node) for node in nodes if node < N_REQUESTS)


def cheapest(rides: Rides, pool: Pool) -> int:
    """Return the least cost of all choices: each vehicle has a run of its kind or stays."""
    runs = [(riders(pool, run), int(pool.cost[run])) for run in range(pool.n_runs[0])]
    kinds = [int(kind) for kind in pool.kind[: pool.n_runs[0]]]
    found = []
    for size in range(rides.kind_of.size + 1):
        for some in itertools.combinations(range(len(runs)), size):
            there = np.bincount(rides.kind_of)
            used = np.bincount([kinds[run] for run in some], minlength=there.size)
            served = [rider for run in some for rider in runs[run][0]]
            if len(served) == len(set(served)) and (used <= there).all():
                left = [at for at in range(N_REQUESTS) if at not in served]
                found.append(sum(runs[run][1] for run in some) + int(rides.leave_cost[left].sum()))
    return min(found)
