"""A cost that no plan can go below."""

import functools

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from transit.kernels.dial_a_ride_arrays import MUST_COST, Rides


def lower_bound(rides: Rides) -> int:
    """Bound the cost of every plan from below.

    In a plan each stop has one stop before and one after. The cheapest way to give each stop one
    of each, runs or not, is an assignment problem. Ways that windows forbid are out; a way costs
    what the cheapest kind of vehicle takes for its metres and driving together. Who may be left is
    a stop of its own at half the price an end.

    Parameters
    ----------
    rides
        The problem.

    Returns
    -------
    int
        The bound, units of cost; leaving somebody who must be served counts ``MUST_COST``.
    """
    n_stops, n_kinds = 2 * rides.ride_limit.size, rides.longest.size
    n_vehicles = rides.kind_of.size
    if n_stops == 0:
        return 0
    if n_vehicles == 0:
        return int(rides.leave_cost.sum())
    arcs = _arc_costs(rides)
    starts = n_stops + 2 * np.arange(n_kinds)
    size = n_stops + n_vehicles
    cost = np.full((size, size), 2 * MUST_COST, np.int64)
    cost[:n_stops, :n_stops] = arcs[:n_stops, :n_stops]
    cost[n_stops:, :n_stops] = (arcs[starts, :n_stops] + rides.run_price[:, None]).min(axis=0)
    cost[:n_stops, n_stops:] = arcs[:n_stops, starts + 1].min(axis=1)[:, None]
    cost[n_stops:, n_stops:] = 0
    stop = np.arange(n_stops)
    cost[stop, stop] = np.tile(rides.leave_cost, 2) // 2
    rows, columns = linear_sum_assignment(cost.astype(np.float64))
    return int(cost[rows, columns].sum())


def _arc_costs(rides: Rides) -> NDArray[np.int64]:
    """Return what going from one stop straight to another costs at least."""
    n_requests = rides.ride_limit.size
    # Whatever the kind, an arc costs its metres and its time at that kind's own prices.
    spent = rides.time + rides.service[:, None]
    prices = {*zip(rides.metre_price.tolist(), rides.second_price.tolist(), strict=True)}
    costs = (rides.metres * metre + spent * second for metre, second in sorted(prices))
    cost = functools.reduce(np.minimum, costs)
    soonest = (rides.earliest + rides.service)[:, None] + rides.time
    cost[soonest > rides.latest[None, :]] = 2 * MUST_COST
    request = np.arange(n_requests)
    cost[n_requests + request, request] = 2 * MUST_COST  # no drop-off goes before its pick-up
    return np.asarray(cost, np.int64)
