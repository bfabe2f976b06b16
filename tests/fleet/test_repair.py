"""Putting people back onto runs: what is remembered changes nothing that is chosen."""

import numpy as np
import pytest

from tests.fleet.rides import random_problem
from transit.fleet.arrays import pack
from transit.kernels.dial_a_ride_arrays import NO_COST, Rides
from transit.kernels.dial_a_ride_insertion import best_insertion
from transit.kernels.dial_a_ride_looked import look_at, make_scratch
from transit.kernels.dial_a_ride_plan import Draft, make_draft, put_in
from transit.kernels.dial_a_ride_repair import make_memory, make_offers, repair

N_REQUESTS, N_VEHICLES = 14, 4
FAR = 1 << 46

Offer = tuple[int, int, int]
"""Cost added, and after which stops pick-up and drop-off stand."""


@pytest.mark.parametrize("depth", [1, 2, 3, N_VEHICLES])
@pytest.mark.parametrize("seed", range(6))
def test_repair_is_as_if_everybody_asked_everywhere_again(seed: int, depth: int) -> None:
    """After each insertion all offers and all regrets are found anew: the same runs come out."""
    rides = pack(random_problem(seed, N_REQUESTS, N_VEHICLES, tight=False)).rides
    draft = make_draft(rides)
    repair(
        rides,
        draft,
        np.arange(N_REQUESTS),
        N_REQUESTS,
        depth,
        0.0,
        rides.leave_cost,
        make_offers(rides),
        make_memory(8),
        make_scratch(N_REQUESTS),
        np.ones(1, np.uint64),
    )
    expected = repaired_anew(rides, depth)
    assert draft.vehicle.tolist() == expected.vehicle.tolist()
    assert draft.cost.tolist() == expected.cost.tolist()
    for vehicle, size in enumerate(expected.size):
        assert draft.nodes[vehicle, :size].tolist() == expected.nodes[vehicle, :size].tolist()


def repaired_anew(rides: Rides, depth: int) -> Draft:
    """Return the plan of a repair that remembers nothing."""
    draft, left = make_draft(rides), list(range(N_REQUESTS))
    while left:
        offers = [offers_of(rides, draft, request) for request in left]
        prices = [
            [int(rides.leave_cost[request]), *(offer[0] for offer in made)]
            for request, made in zip(left, offers, strict=True)
        ]
        urgencies = [urgency(each, depth) for each in prices]
        chosen = urgencies.index(max(urgencies))
        vehicle = prices[chosen].index(min(prices[chosen])) - 1
        if vehicle >= 0:
            _, pick_after, drop_after = offers[chosen][vehicle]
            scratch = make_scratch(N_REQUESTS)
            put_in(rides, draft, vehicle, pick_after, drop_after, left[chosen], scratch)
        left[chosen] = left[-1]
        left.pop()
    return draft


def offers_of(rides: Rides, draft: Draft, request: int) -> list[Offer]:
    """Return what each vehicle takes a request for; of the idle of a kind the first one offers."""
    found: list[Offer] = []
    idle: set[int] = set()
    for vehicle, kind in enumerate(rides.kind_of.tolist()):
        nodes, size = draft.nodes[vehicle], int(draft.size[vehicle])
        offer: Offer = (NO_COST, 0, 0)
        if size > 2 or kind not in idle:
            scratch = make_scratch(N_REQUESTS)
            look_at(rides, kind, nodes, size, 1, scratch)
            offer = best_insertion(rides, kind, nodes, size, request, scratch)
        if size == 2:
            idle.add(kind)
        found.append(offer)
    return found


def urgency(prices: list[int], depth: int) -> int:
    """Return the regret of the first few offers, or with one alone how cheap it is."""
    best, *others = sorted(min(each, FAR) for each in prices)
    return -best if depth == 1 else sum(each - best for each in others[: depth - 1])
