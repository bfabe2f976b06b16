"""A plan while it is searched for: runs as rows of an array, changed in place."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.dial_a_ride_insertion import insert_nodes, run_cost
from transit.kernels.dial_a_ride_looked import Scratch
from transit.kernels.leaf import leaf

_PRIME: Final = 1_099_511_628_211


class Draft(NamedTuple):
    """Runs by vehicle, and who is on which.

    ``nodes (n_vehicles, longest run) int64`` with both depots; ``size (n_vehicles,) int64`` how
    many count; ``cost (n_vehicles,) int64``; ``mark (n_vehicles,) int64`` tells runs apart;
    ``vehicle (n_requests,) int64``, -1 for who is left.
    """

    nodes: NDArray[np.int64]
    size: NDArray[np.int64]
    cost: NDArray[np.int64]
    mark: NDArray[np.int64]
    vehicle: NDArray[np.int64]


@njit(cache=True)
def make_draft(rides: Rides) -> Draft:
    """Make a plan in which every vehicle stays and everybody is left.

    Parameters
    ----------
    rides
        The problem.

    Returns
    -------
    Draft
        The empty plan.
    """
    n_requests, n_vehicles = rides.ride_limit.size, rides.kind_of.size
    draft = Draft(
        np.zeros((n_vehicles, 2 * n_requests + 4), np.int64),
        np.full(n_vehicles, 2, np.int64),
        np.zeros(n_vehicles, np.int64),
        np.zeros(n_vehicles, np.int64),
        np.full(n_requests, -1, np.int64),
    )
    for vehicle in range(n_vehicles):
        start = 2 * n_requests + 2 * rides.kind_of[vehicle]
        draft.nodes[vehicle, 0] = start
        draft.nodes[vehicle, 1] = start + 1
        draft.mark[vehicle] = mark_of(rides, draft, vehicle)
    return draft


@leaf
def mark_of(rides: Rides, draft: Draft, vehicle: int) -> int:
    """Return a number that tells a vehicle's run from all others, but for one chance in 10^18.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan.
    vehicle
        The vehicle.

    Returns
    -------
    int
        The same for the same stops of vehicles of the same kind.
    """
    mark = rides.kind_of[vehicle] + 1
    for at in range(1, draft.size[vehicle] - 1):
        mark = (mark ^ (draft.nodes[vehicle, at] + 1)) * _PRIME
        mark ^= mark >> 29
    return int(mark)


@njit(cache=True)
def copy_draft(source: Draft, into: Draft) -> None:
    """Copy a plan.

    Parameters
    ----------
    source
        The plan.
    into
        What it is written over.
    """
    for vehicle in range(source.size.size):
        if source.mark[vehicle] != into.mark[vehicle]:
            n_nodes = source.size[vehicle]
            into.nodes[vehicle, :n_nodes] = source.nodes[vehicle, :n_nodes]
    into.size[:] = source.size
    into.cost[:] = source.cost
    into.mark[:] = source.mark
    into.vehicle[:] = source.vehicle


@leaf
def total_cost(rides: Rides, draft: Draft) -> int:
    """Return what a plan costs.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan.

    Returns
    -------
    int
        All runs, and everybody left.
    """
    cost = draft.cost.sum()
    for request in range(draft.vehicle.size):
        if draft.vehicle[request] < 0:
            cost += rides.leave_cost[request]
    return int(cost)


@njit(cache=True)
def put_in(
    rides: Rides,
    draft: Draft,
    vehicle: int,
    pick_after: int,
    drop_after: int,
    request: int,
    scratch: Scratch,
) -> None:
    """Take a request into a run.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan, changed.
    vehicle
        The vehicle.
    pick_after, drop_after
        Stops of the old run after which pick-up and drop-off stand.
    request
        The request.
    scratch
        Room to work.
    """
    n_nodes = draft.size[vehicle]
    row = draft.nodes[vehicle]
    insert_nodes(
        row, n_nodes, pick_after, drop_after, request, rides.ride_limit.size, scratch.trial
    )
    row[: n_nodes + 2] = scratch.trial[: n_nodes + 2]
    draft.size[vehicle] = n_nodes + 2
    draft.vehicle[request] = vehicle
    draft.cost[vehicle] = run_cost(rides, rides.kind_of[vehicle], row, n_nodes + 2, scratch)
    draft.mark[vehicle] = mark_of(rides, draft, vehicle)


@njit(cache=True)
def take_out(
    rides: Rides, draft: Draft, gone: NDArray[np.int64], n_gone: int, scratch: Scratch
) -> None:
    """Take requests off their runs; they are left.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan, changed.
    gone, n_gone
        Requests that are on runs, and how many of them count.
    scratch
        Room to work.
    """
    n_requests = rides.ride_limit.size
    touched = np.zeros(draft.size.size, np.bool_)
    for at in range(n_gone):
        touched[draft.vehicle[gone[at]]] = True
        draft.vehicle[gone[at]] = -1
    for vehicle in range(draft.size.size):
        if not touched[vehicle]:
            continue
        row = draft.nodes[vehicle]
        kept = 1
        for at in range(1, draft.size[vehicle] - 1):
            if draft.vehicle[row[at] % n_requests] == vehicle:
                row[kept] = row[at]
                kept += 1
        row[kept] = row[draft.size[vehicle] - 1]
        draft.size[vehicle] = kept + 1
        draft.cost[vehicle] = run_cost(rides, rides.kind_of[vehicle], row, kept + 1, scratch)
        draft.mark[vehicle] = mark_of(rides, draft, vehicle)
