"""Runs seen on the way, the cheapest of each set of people, to be recombined."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.dial_a_ride_plan import Draft
from transit.kernels.leaf import leaf


class Pool(NamedTuple):
    """Runs, by who is on them and the kind of vehicle.

    ``slot (2^k,) int64`` the run of a hash, -1 for none; ``key``, ``cost``, ``kind``, ``size
    (room,) int64``; ``nodes (room, longest run) int16`` with both depots; ``n_runs (1,) int64``.
    """

    slot: NDArray[np.int64]
    key: NDArray[np.int64]
    cost: NDArray[np.int64]
    kind: NDArray[np.int64]
    size: NDArray[np.int64]
    nodes: NDArray[np.int16]
    n_runs: NDArray[np.int64]


@njit(cache=True)
def make_pool(room: int, longest: int) -> Pool:
    """Make an empty pool.

    Parameters
    ----------
    room
        How many runs it holds.
    longest
        Most stops of a run, depots counted.

    Returns
    -------
    Pool
        The pool.
    """
    n_slots = 1
    while n_slots < 3 * room:
        n_slots *= 2
    return Pool(
        np.full(n_slots, -1, np.int64),
        np.zeros(room, np.int64),
        np.zeros(room, np.int64),
        np.zeros(room, np.int64),
        np.zeros(room, np.int64),
        np.zeros((room, longest), np.int16),
        np.zeros(1, np.int64),
    )


@leaf
def _key_of(rides: Rides, draft: Draft, vehicle: int) -> int:
    """Return a number for who is on a run, in whatever order, and the kind of vehicle."""
    n_requests = rides.ride_limit.size
    key = rides.kind_of[vehicle] + 1
    for at in range(1, draft.size[vehicle] - 1):
        node = draft.nodes[vehicle, at]
        if node < n_requests:
            mixed = (node + 1) * 0x1E3779B97F4A7C15
            mixed = (mixed ^ (mixed >> 31)) * 0x3F58476D1CE4E5B9
            key += mixed ^ (mixed >> 29)
    return int(key)


@leaf
def _slot_of(pool: Pool, key: int) -> int:
    """Return the slot of a key, or the free one where it belongs."""
    mask = pool.slot.size - 1
    slot = (key ^ (key >> 32)) & mask
    while pool.slot[slot] >= 0 and pool.key[pool.slot[slot]] != key:
        slot = (slot + 1) & mask
    return int(slot)


@njit(cache=True)
def keep_run(rides: Rides, draft: Draft, vehicle: int, pool: Pool) -> None:
    """Put a run into the pool, unless it is full or has these people for less.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan.
    vehicle
        The vehicle; where it stays nothing is kept.
    pool
        The pool, changed.
    """
    n_nodes = draft.size[vehicle]
    if n_nodes == 2:
        return
    key = _key_of(rides, draft, vehicle)
    slot = _slot_of(pool, key)
    at = pool.slot[slot]
    if at < 0:
        at = pool.n_runs[0]
        if at == pool.key.size:
            return
        pool.n_runs[0] += 1
        pool.slot[slot] = at
        pool.key[at] = key
        pool.kind[at] = rides.kind_of[vehicle]
    elif pool.cost[at] <= draft.cost[vehicle]:
        return
    pool.cost[at] = draft.cost[vehicle]
    pool.size[at] = n_nodes
    pool.nodes[at, :n_nodes] = draft.nodes[vehicle, :n_nodes]


@njit(cache=True)
def find_runs(rides: Rides, draft: Draft, pool: Pool) -> NDArray[np.int64]:
    """Find the runs of a plan in a pool, by who is on them.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan.
    pool
        The pool.

    Returns
    -------
    ndarray
        ``(n_found,) int64`` rows of the pool.
    """
    rows = np.full(draft.size.size, -1, np.int64)
    for vehicle in range(draft.size.size):
        if draft.size[vehicle] > 2:
            rows[vehicle] = pool.slot[_slot_of(pool, _key_of(rides, draft, vehicle))]
    return rows[rows >= 0]


@njit(cache=True)
def keep_only(pool: Pool, kept: NDArray[np.bool_]) -> None:
    """Throw runs out of the pool.

    Parameters
    ----------
    pool
        The pool, changed.
    kept
        ``(n_runs,) bool`` which runs stay.
    """
    to = 0
    for at in range(pool.n_runs[0]):
        if kept[at]:
            pool.key[to] = pool.key[at]
            pool.cost[to] = pool.cost[at]
            pool.kind[to] = pool.kind[at]
            pool.size[to] = pool.size[at]
            pool.nodes[to] = pool.nodes[at]
            to += 1
    pool.n_runs[0] = to
    pool.slot[:] = -1
    for at in range(to):
        pool.slot[_slot_of(pool, pool.key[at])] = at
