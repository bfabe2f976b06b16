"""A cost that no plan can go below: the largest of what stops, loads and hours ask for."""

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import floyd_warshall

from transit.kernels.dial_a_ride_arrays import MUST_COST, Rides

_NEVER: Final = 2 * MUST_COST

_NEXT_TO_NOTHING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is bounded: money, or time.

    Parameters
    ----------
    legs
        ``(n_nodes, n_nodes) int64`` what a stop and the drive to the next one take at least.
    drive, stand
        ``(n_nodes, n_nodes) int64`` and ``(n_nodes,) int64`` the same apart.
    opening
        ``(n_kinds,) int64`` what a run takes beside.
    leave
        ``(n_requests,) int64`` what leaving somebody takes.
    """

    legs: NDArray[np.int64]
    drive: NDArray[np.int64]
    stand: NDArray[np.int64]
    opening: NDArray[np.int64]
    leave: NDArray[np.int64]


def lower_bound(rides: Rides) -> int:
    """Bound the cost of every plan from below.

    By stops: in a plan each has one before and one after. The cheapest way to give each one of
    each, runs or not, is an assignment problem. Ways that windows forbid are out; a way costs what
    the cheapest kind of vehicle takes for its metres and driving together. Who may be left is a
    stop of its own at half the price an end.

    By loads: everybody is driven from door to door, and at most a full vehicle of them at once.

    By hours: both bounds, of time, tell how many runs there are at least, none being longer than
    the longest; both bounds of cost then count so many ways from a depot and back.

    Parameters
    ----------
    rides
        The problem.

    Returns
    -------
    int
        The bound, units of cost; leaving somebody who must be served counts ``MUST_COST``.
    """
    if rides.ride_limit.size == 0:
        return 0
    if rides.kind_of.size == 0:
        return int(rides.leave_cost.sum())
    money = _money(rides)
    runs = fewest_runs(rides)
    driven = _by_loads(rides, money) + runs * _to_depots(rides, money)
    everybody = max(_by_stops(rides, money, runs), driven)
    # The number of runs holds for plans that leave nobody who must be served; others cost more.
    return max(_by_stops(rides, money, 0), everybody if everybody < MUST_COST else 0)


def fewest_runs(rides: Rides) -> int:
    """Return how many runs a plan has at least that serves everybody who must be.

    Parameters
    ----------
    rides
        The problem, with vehicles.

    Returns
    -------
    int
        How many, at most all vehicles.
    """
    n_stops = 2 * rides.ride_limit.size
    shift = rides.latest[n_stops + 1 :: 2] - rides.earliest[n_stops::2]
    longest = max(int(np.minimum(rides.longest, shift).max()), 1)
    time, runs = _time(rides), 0
    loads, depots = _by_loads(rides, time), _to_depots(rides, time)
    while True:
        least = max(_by_stops(rides, time, runs), loads + runs * depots)
        needed = min(-(-least // longest), rides.kind_of.size)
        if needed <= runs:
            return runs
        runs = needed


def _money(rides: Rides) -> _Measure:
    """Return what bounds of cost count: each leg at the prices of the kind cheapest for it."""
    prices = {*zip(rides.metre_price.tolist(), rides.second_price.tolist(), strict=True)}

    def cheapest(time: NDArray[np.int64]) -> NDArray[np.int64]:
        costs = (rides.metres * metre + time * second for metre, second in sorted(prices))
        return functools.reduce(np.minimum, costs)

    return _Measure(
        legs=cheapest(rides.time + rides.service[:, None]),
        drive=cheapest(rides.time),
        stand=rides.service * rides.second_price.min(),
        opening=rides.run_price,
        leave=rides.leave_cost,
    )


def _time(rides: Rides) -> _Measure:
    """Return what bounds of time count; who may be left takes none."""
    return _Measure(
        legs=rides.time + rides.service[:, None],
        drive=rides.time,
        stand=rides.service,
        opening=np.zeros_like(rides.run_price),
        leave=np.where(rides.leave_cost < MUST_COST, 0, _NEVER),
    )


def _by_stops(rides: Rides, measure: _Measure, runs: int) -> int:
    """Bound from below what plans of so many runs or more take, by an assignment."""
    n_requests, n_vehicles = rides.ride_limit.size, rides.kind_of.size
    n_stops = 2 * n_requests
    legs = measure.legs.copy()
    soonest = (rides.earliest + rides.service)[:, None] + rides.time
    legs[soonest > rides.latest[None, :]] = _NEVER
    request = np.arange(n_requests)
    legs[n_requests + request, request] = _NEVER  # no drop-off goes before its pick-up
    size = n_stops + n_vehicles
    cost = np.full((size, size), _NEVER, np.int64)
    cost[:n_stops, :n_stops] = legs[:n_stops, :n_stops]
    cost[n_stops:, :n_stops] = (legs[n_stops::2, :n_stops] + measure.opening[:, None]).min(axis=0)
    cost[:n_stops, n_stops:] = legs[:n_stops, n_stops + 1 :: 2].min(axis=1)[:, None]
    cost[n_stops + runs :, n_stops:] = 0
    stop = np.arange(n_stops)
    cost[stop, stop] = np.tile(measure.leave, 2) // 2
    rows, columns = linear_sum_assignment(cost.astype(np.float64))
    return int(cost[rows, columns].sum())


def _by_loads(rides: Rides, measure: _Measure) -> int:
    """Bound from below what runs take while somebody is aboard, by how far all have to be driven.

    No way from door to door takes less than the least one through any stops, and each of its legs
    is shared by a full vehicle at most.
    """
    n_requests = rides.ride_limit.size
    n_stops = 2 * n_requests
    # SciPy takes a leg of nothing for none.
    drive = np.maximum(measure.drive[:n_stops, :n_stops], _NEXT_TO_NOTHING)
    request = np.arange(n_requests)
    direct = floyd_warshall(drive)[request, n_requests + request]
    stand = measure.stand[:n_requests] + measure.stand[n_requests:n_stops]
    most = 0.0
    for wheelchair in _exchanges(rides):
        full = _fullest(rides, wheelchair)
        if full > 0:
            share = (rides.seats + wheelchair * rides.wheelchairs) / full
            most = max(most, np.minimum(share * direct + stand, measure.leave).sum())
    return max(int(most) - 1, 0)  # one less, for floats


def _to_depots(rides: Rides, measure: _Measure) -> int:
    """Return what a run takes at least before its first pick-up and after its last drop-off."""
    n_requests = rides.ride_limit.size
    n_stops = 2 * n_requests
    out = measure.drive[n_stops::2, :n_requests] + measure.opening[:, None]
    back = measure.drive[n_requests:n_stops, n_stops + 1 :: 2]
    return int(out.min() + back.min())


def _exchanges(rides: Rides) -> list[float]:
    """Return for how many seats a wheelchair space may count: what layouts trade, 0 and 1 too."""
    fits = rides.fits.max(axis=0)
    seats = [int(np.flatnonzero(column)[-1]) for column in fits.T if column.any()]
    trades = {
        (fewer - more) / (later - at)
        for at, fewer in enumerate(seats)
        for later, more in enumerate(seats[at + 1 :], at + 1)
    }
    return sorted({0.0, 1.0, *trades})


def _fullest(rides: Rides, wheelchair: float) -> float:
    """Return the most that any vehicle carries at once, in seats."""
    loads = np.argwhere(rides.fits.max(axis=0))
    return float((loads[:, 0] + wheelchair * loads[:, 1]).max())
