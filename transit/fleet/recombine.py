"""Choose among runs seen: everybody on one run or left, at the least cost (set partitioning)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, identity

from transit.fleet.off_output import off_standard_output
from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.dial_a_ride_plan import Draft
from transit.kernels.dial_a_ride_pool import Pool, find_runs

_BEST_UNITS: Final = 1e3
"""What the best plan's runs count for here: HiGHS wants numbers near 1."""

_MUST_UNITS: Final = 1e5
"""What leaving somebody counts for here: 100 times the best plan's runs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What recombination chose.

    Parameters
    ----------
    runs
        ``(n_chosen,) int64`` rows of the pool.
    worth_keeping
        ``(n_pool,) bool`` runs that are, or may with other runs come to be, in a choice as good as
        the best plan, by their reduced cost.
    """

    runs: NDArray[np.int64]
    worth_keeping: NDArray[np.bool_]


def recombine(
    rides: Rides,
    pool: Pool,
    best: Draft,
    most_nodes: int,
    most_runs: int,
    forget: float,
    most_seconds: float | None = None,
) -> Choice | None:
    """Choose the cheapest runs of a pool that serve everybody once, or leave them at their price.

    The linear relaxation gives each run's reduced cost. One that is above the gap to the best plan
    is in no better choice. Of the others those of least reduced cost, and the best plan's own, are
    solved with HiGHS, stopped by nodes, and by the clock only where seconds are given.

    Parameters
    ----------
    rides
        The problem.
    pool
        Runs seen.
    best
        The best plan so far.
    most_nodes
        Nodes of the branch-and-bound tree at most.
    most_runs
        Runs, or people left, among which is chosen at most, beside those of the best plan.
    forget
        Runs whose reduced cost is above this share of the best plan's runs are not worth keeping,
        unless they are within the gap.
    most_seconds
        How long HiGHS may take to choose; None for as long as the nodes take, which makes the
        choice the same each time.

    Returns
    -------
    Choice or None
        None where HiGHS found nothing.
    """
    n_pool, n_requests = int(pool.n_runs[0]), rides.ride_limit.size
    cover, fleet = _matrices(rides, pool)
    unit = max(float(best.cost.sum()), 1.0) / _BEST_UNITS
    cost = np.concatenate([pool.cost[:n_pool], rides.leave_cost]) / unit
    cost = np.minimum(cost, _MUST_UNITS)
    best_cost = best.cost.sum() / unit + cost[n_pool:][best.vehicle < 0].sum()
    vehicles = np.bincount(rides.kind_of, minlength=fleet.shape[0]).astype(np.float64)
    relaxed = linprog(
        cost,
        A_ub=fleet,
        b_ub=vehicles,
        A_eq=cover,
        b_eq=np.ones(n_requests),
        bounds=(0, None),
        method="highs",
    )
    if relaxed.status != 0:
        return None
    reduced = relaxed.lower.marginals
    gap = best_cost - relaxed.fun
    hopeful = np.flatnonzero(reduced <= gap + 1e-6)
    if not hopeful.size:
        return None
    least = hopeful[np.argsort(reduced[hopeful], kind="stable")[:most_runs]]
    own = np.concatenate([find_runs(rides, best, pool), n_pool + np.flatnonzero(best.vehicle < 0)])
    columns = np.union1d(least, own)
    options = {"node_limit": most_nodes, "mip_rel_gap": 0.0}
    if most_seconds is not None:
        options["time_limit"] = most_seconds
    with off_standard_output():
        solved = milp(
            cost[columns],
            constraints=[
                LinearConstraint(cover[:, columns], 1, 1),
                LinearConstraint(fleet[:, columns], 0, vehicles),
            ],
            integrality=np.ones(columns.size),
            bounds=Bounds(0, 1),
            options=options,
        )
    runs = np.zeros(0, np.int64)
    if solved.x is not None:
        chosen = columns[solved.x > 0.5]
        runs = chosen[chosen < n_pool].astype(np.int64)
    worth_keeping = reduced <= max(gap + 1e-6, forget * _BEST_UNITS)
    return Choice(runs, worth_keeping[:n_pool])


def _matrices(rides: Rides, pool: Pool) -> tuple[csr_array, csr_array]:
    """Return who is on which run, and of which kind it is; last come columns of leaving."""
    n_pool, n_requests = int(pool.n_runs[0]), rides.ride_limit.size
    n_kinds = rides.longest.size
    nodes = pool.nodes[:n_pool]
    inside = np.arange(nodes.shape[1])[None, :] < pool.size[:n_pool, None]
    run, at = np.nonzero(inside & (nodes < n_requests))
    ones = np.ones(run.size)
    served = csr_array((ones, (nodes[run, at], run)), shape=(n_requests, n_pool))
    cover = csr_array(hstack([served, identity(n_requests)], format="csr"))
    kinds = csr_array(
        (np.ones(n_pool), (pool.kind[:n_pool], np.arange(n_pool))),
        shape=(n_kinds, n_pool + n_requests),
    )
    return cover, kinds
