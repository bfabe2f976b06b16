"""Put those who are left back onto runs: cheapest first, or whom waiting would cost the most."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import NO_COST, Rides
from transit.kernels.dial_a_ride_chance import draw_unit
from transit.kernels.dial_a_ride_insertion import best_insertion
from transit.kernels.dial_a_ride_looked import MARK, Scratch, look_at
from transit.kernels.dial_a_ride_plan import Draft, put_in
from transit.kernels.leaf import leaf

_FAR: Final = 1 << 46
"""What an offer that nobody makes counts for in a regret."""


class Memory(NamedTuple):
    """Insertions found before, by run and request; a newer one takes an older one's slot.

    ``slots (2^k, 4) int64``: key, cost, and after which stops pick-up and drop-off stand; beside
    each other, for a look-up takes as long as it takes to fetch a line of memory.
    """

    slots: NDArray[np.int64]


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
    return Memory(np.zeros((1 << bits, 4), np.int64))


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
    slot = memory.slots[(key ^ (key >> 31)) & (memory.slots.shape[0] - 1)]
    if slot[0] != key:
        kind, nodes, n_nodes = rides.kind_of[vehicle], draft.nodes[vehicle], draft.size[vehicle]
        if scratch.whole[MARK] != draft.mark[vehicle]:
            look_at(rides, kind, nodes, n_nodes, draft.mark[vehicle], scratch)
        slot[0] = key
        slot[1], slot[2], slot[3] = best_insertion(rides, kind, nodes, n_nodes, request, scratch)
    cost = slot[1]
    offers.cost[request, vehicle] = cost
    offers.pick_after[request, vehicle] = slot[2]
    offers.drop_after[request, vehicle] = slot[3]
    if cost < NO_COST and noise > 0:
        cost += int(noise * (2 * draw_unit(chance) - 1))
    offers.seeming[request, vehicle] = cost


@leaf
def _urgency(
    offers: Offers, request: int, leave_cost: int, n_vehicles: int, depth: int
) -> tuple[int, int, int]:
    """Return how urgent a request is, the vehicle that offers the least, and the dearest counted.

    With depth 1 the cheapest is the most urgent; with more, whom the second, third ... offer would
    cost the most beyond the first (regret). The vehicle is -1 where leaving is cheapest. Dearer
    offers than the one told last change nothing.
    """
    best, vehicle = leave_cost, -1
    for other in range(n_vehicles):
        if offers.seeming[request, other] < best:
            best, vehicle = offers.seeming[request, other], other
    if depth == 1:
        return -best, vehicle, best
    if depth == n_vehicles:
        return _all_regrets(offers, request, leave_cost, best, vehicle), vehicle, NO_COST
    regret, floor, floor_at = 0, best, vehicle
    for counted in range(1, depth):
        following, following_at = _FAR, n_vehicles
        for other in range(-1, n_vehicles):
            cost = leave_cost if other < 0 else offers.seeming[request, other]
            beyond = cost > floor or (cost == floor and other > floor_at)
            if beyond and other != vehicle and cost < following:
                following, following_at = cost, other
        if following_at == n_vehicles:
            return regret + (depth - counted) * (_FAR - best), vehicle, _FAR
        regret += following - best
        floor, floor_at = following, following_at
    return regret, vehicle, floor


@leaf
def _all_regrets(offers: Offers, request: int, leave_cost: int, best: int, vehicle: int) -> int:
    """Return what all offers but the dearest would cost beyond the best one."""
    regret, dearest = 0, 0
    for other in range(-1, offers.seeming.shape[1]):
        if other != vehicle:
            cost = leave_cost if other < 0 else offers.seeming[request, other]
            beyond = min(cost, _FAR) - best
            regret += beyond
            dearest = max(dearest, beyond)
    return int(regret - dearest)


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
    # Run by run, so that each is looked at once.
    for vehicle in range(n_vehicles):
        for at in range(n_left):
            _ask(rides, draft, vehicle, left[at], offers, memory, scratch, noise, chance)
    urgency = np.empty(n_left, np.int64)
    cheapest = np.empty(n_left, np.int64)
    counted = np.empty(n_left, np.int64)
    for at in range(n_left):
        urgency[at], cheapest[at], counted[at] = _urgency(
            offers, left[at], leave_cost[left[at]], n_vehicles, depth
        )
    while n_left > 0:
        chosen = 0
        for at in range(1, n_left):
            if urgency[at] > urgency[chosen]:
                chosen = at
        request, into = left[chosen], cheapest[chosen]
        n_left -= 1
        left[chosen], cheapest[chosen] = left[n_left], cheapest[n_left]
        urgency[chosen], counted[chosen] = urgency[n_left], counted[n_left]
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
        for vehicle in range(n_vehicles):
            beside = opened and rides.kind_of[vehicle] == rides.kind_of[into]
            if vehicle != into and not (beside and draft.size[vehicle] == 2):
                continue
            for at in range(n_left):
                before = offers.seeming[left[at], vehicle]
                _ask(rides, draft, vehicle, left[at], offers, memory, scratch, noise, chance)
                if min(before, offers.seeming[left[at], vehicle]) <= counted[at]:
                    urgency[at], cheapest[at], counted[at] = _urgency(
                        offers, left[at], leave_cost[left[at]], n_vehicles, depth
                    )
