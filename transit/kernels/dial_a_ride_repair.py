"""Put those who are left back onto runs: cheapest first, or whom waiting would cost the most."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import NO_COST, Rides
from transit.kernels.dial_a_ride_chance import draw_unit
from transit.kernels.dial_a_ride_insertion import Scratch, best_insertion
from transit.kernels.dial_a_ride_plan import Draft, put_in
from transit.kernels.leaf import leaf

_FAR: Final = 1 << 46
"""What an offer that nobody makes counts for in a regret."""


class Memory(NamedTuple):
    """Insertions found before, by run and request; a newer one takes an older one's slot.

    ``key``, ``cost``, ``pick_after``, ``drop_after (2^k,) int64``.
    """

    key: NDArray[np.int64]
    cost: NDArray[np.int64]
    pick_after: NDArray[np.int64]
    drop_after: NDArray[np.int64]


class Offers(NamedTuple):
    """What each vehicle would take each request for: ``(n_requests, n_vehicles) int64`` each.

    ``cost`` added and what it seems with noise; ``pick_after`` and ``drop_after`` stops of the run.
    """

    cost: NDArray[np.int64]
    seeming: NDArray[np.int64]
    pick_after: NDArray[np.int64]
    drop_after: NDArray[np.int64]


@njit(cache=True)
def make_memory(bits: int) -> Memory:
    """Make an empty memory.

    Parameters
    ----------
    bits
        It has ``2^bits`` slots.

    Returns
    -------
    Memory
        The memory.
    """
    size = 1 << bits
    return Memory(
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
    )


@njit(cache=True)
def make_offers(rides: Rides) -> Offers:
    """Make room for offers.

    Parameters
    ----------
    rides
        The problem.

    Returns
    -------
    Offers
        The room; contents mean nothing.
    """
    shape = (rides.ride_limit.size, rides.kind_of.size)
    return Offers(
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
    )


@leaf
def _is_first_idle(rides: Rides, draft: Draft, vehicle: int) -> bool:
    """Tell whether a vehicle stays and is the first of its kind that does."""
    for other in range(vehicle - 1, -1, -1):
        if rides.kind_of[other] != rides.kind_of[vehicle]:
            break
        if draft.size[other] == 2:
            return False
    return bool(draft.size[vehicle] == 2)


@leaf
def _ask(
    rides: Rides,
    draft: Draft,
    vehicle: int,
    request: int,
    offers: Offers,
    memory: Memory,
    scratch: Scratch,
    noise: float,
    chance: NDArray[np.uint64],
) -> None:
    """Fill in what a vehicle would take a request for."""
    if draft.size[vehicle] == 2 and not _is_first_idle(rides, draft, vehicle):
        offers.cost[request, vehicle] = offers.seeming[request, vehicle] = NO_COST
        return
    key = (draft.mark[vehicle] + request) * 0x9E3779B97F4A7 ^ (request + 1)
    slot = (key ^ (key >> 31)) & (memory.key.size - 1)
    if memory.key[slot] != key:
        cost, pick_after, drop_after = best_insertion(
            rides,
            rides.kind_of[vehicle],
            draft.nodes[vehicle],
            draft.size[vehicle],
            request,
            scratch,
        )
        memory.key[slot] = key
        memory.cost[slot] = cost
        memory.pick_after[slot] = pick_after
        memory.drop_after[slot] = drop_after
    cost = memory.cost[slot]
    offers.cost[request, vehicle] = cost
    offers.pick_after[request, vehicle] = memory.pick_after[slot]
    offers.drop_after[request, vehicle] = memory.drop_after[slot]
    if cost < NO_COST and noise > 0:
        cost += int(noise * (2 * draw_unit(chance) - 1))
    offers.seeming[request, vehicle] = cost


@leaf
def _urgency(
    offers: Offers, request: int, leave_cost: int, n_vehicles: int, depth: int
) -> tuple[int, int]:
    """Return how urgent a request is, and the vehicle that offers the least (-1: leave it).

    With depth 1 the cheapest is the most urgent; with more, whom the second, third ... offer would
    cost the most beyond the first (regret).
    """
    best, vehicle = leave_cost, -1
    for other in range(n_vehicles):
        if offers.seeming[request, other] < best:
            best, vehicle = offers.seeming[request, other], other
    if depth == 1:
        return -best, vehicle
    regret, floor, floor_at = 0, best, vehicle
    for counted in range(1, depth):
        following, following_at = _FAR, n_vehicles
        for other in range(-1, n_vehicles):
            cost = leave_cost if other < 0 else offers.seeming[request, other]
            beyond = cost > floor or (cost == floor and other > floor_at)
            if beyond and other != vehicle and cost < following:
                following, following_at = cost, other
        if following_at == n_vehicles:
            regret += (depth - counted) * (_FAR - best)
            break
        regret += following - best
        floor, floor_at = following, following_at
    return regret, vehicle


@njit(cache=True)
def repair(
    rides: Rides,
    draft: Draft,
    left: NDArray[np.int64],
    n_left: int,
    depth: int,
    noise: float,
    leave_cost: NDArray[np.int64],
    offers: Offers,
    memory: Memory,
    scratch: Scratch,
    chance: NDArray[np.uint64],
) -> None:
    """Put requests onto runs, each where it costs the least when its turn comes.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan, changed.
    left, n_left
        Requests on no run, changed; and how many of them count.
    depth
        1 takes the cheapest first; ``k`` whom ``k`` offers tell to be urgent.
    noise
        Largest amount by which an offer seems dearer or cheaper than it is, units of cost.
    leave_cost
        ``(n_requests,) int64`` what leaving somebody costs; they are left where nothing is cheaper.
    offers, memory, scratch
        Room to work.
    chance
        State of the random numbers.
    """
    n_vehicles = draft.size.size
    for at in range(n_left):
        for vehicle in range(n_vehicles):
            _ask(rides, draft, vehicle, left[at], offers, memory, scratch, noise, chance)
    while n_left > 0:
        most, chosen, into = -NO_COST * 2, 0, -1
        for at in range(n_left):
            urgency, vehicle = _urgency(offers, left[at], leave_cost[left[at]], n_vehicles, depth)
            if urgency > most:
                most, chosen, into = urgency, at, vehicle
        request = left[chosen]
        n_left -= 1
        left[chosen] = left[n_left]
        if into < 0:
            continue
        opened = draft.size[into] == 2
        put_in(
            rides,
            draft,
            into,
            offers.pick_after[request, into],
            offers.drop_after[request, into],
            request,
            scratch,
        )
        for at in range(n_left):
            _ask(rides, draft, into, left[at], offers, memory, scratch, noise, chance)
        if opened and into + 1 < n_vehicles:
            for vehicle in range(n_vehicles):
                if draft.size[vehicle] == 2 and rides.kind_of[vehicle] == rides.kind_of[into]:
                    for at in range(n_left):
                        _ask(
                            rides, draft, vehicle, left[at], offers, memory, scratch, noise, chance
                        )
