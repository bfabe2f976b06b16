"""The kernels' timetables against the definitions, on runs in random order."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fleet.brute import INFINITY, carries, has_timetable, price_of, shortest_run
from tests.fleet.rides import bus, line, random_problem, ride
from transit.fleet.arrays import pack
from transit.fleet.problem import Problem
from transit.kernels.dial_a_ride import cost_of, is_on_time, is_seated, set_times
from transit.kernels.dial_a_ride_arrays import NO_COST
from transit.kernels.dial_a_ride_insertion import best_insertion
from transit.kernels.dial_a_ride_looked import look_at, make_scratch


def nodes_of(problem: Problem, order: list[int]) -> np.ndarray:
    """Return a run of the first kind of vehicle for kernels."""
    start = 2 * len(problem.requests)
    return np.array([start, *order, start + 1], np.int64)


def random_order(seed: int, n_requests: int, n_all: int) -> list[int]:
    """Return stops of some requests in an order in which nobody gets off before getting on."""
    draw = random.Random(seed)
    order: list[int] = []
    for request in draw.sample(range(n_all), n_requests):
        first = draw.randrange(len(order) + 1)
        order.insert(first, request)
        order.insert(draw.randrange(first + 1, len(order) + 1), n_all + request)
    return order


@settings(max_examples=300)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_kernels_agree_with_the_definitions(seed: int, n_riders: int) -> None:
    """Both schedule kernels find a timetable exactly where Bellman and Ford do.

    The eight steps give the least duration there is, and keep every limit; loads agree, too.
    """
    problem = random_problem(seed, 5, 1, tight=False)
    order = random_order(seed, n_riders, 5)
    rides, nodes = pack(problem).rides, nodes_of(problem, order)
    vehicle = problem.vehicles[0]
    begin, place = np.zeros(nodes.size, np.int64), np.zeros(5, np.int64)
    possible = has_timetable(problem, vehicle, order)
    assert is_on_time(rides, 0, nodes, nodes.size, begin, place) == possible
    assert set_times(rides, 0, nodes, begin, place) == possible
    assert is_seated(rides, 0, nodes, nodes.size) == carries(problem, vehicle, order)
    if possible:
        assert begin[-1] - begin[0] == shortest_run(problem, vehicle, order)
        if carries(problem, vehicle, order):
            cost = cost_of(rides, 0, nodes, nodes.size, begin)
            assert cost == price_of(problem, vehicle, order)


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_insertion_is_the_cheapest_there_is(seed: int, n_riders: int) -> None:
    """Of all pairs of places the kernel takes one that costs the least, or says there is none."""
    problem = random_problem(seed, 5, 1, tight=False)
    order = random_order(seed, n_riders, 5)
    vehicle = problem.vehicles[0]
    before = price_of(problem, vehicle, order)
    if before == INFINITY:
        return
    request = next(at for at in range(5) if at not in order)
    costs = []
    for first in range(len(order) + 1):
        for second in range(first, len(order) + 1):
            tried = [*order[:first], request, *order[first:second], 5 + request, *order[second:]]
            costs.append(price_of(problem, vehicle, tried))
    nodes = nodes_of(problem, order)
    rides, scratch = pack(problem).rides, make_scratch(5)
    look_at(rides, 0, nodes, nodes.size, 1, scratch)
    cost, _, _ = best_insertion(rides, 0, nodes, nodes.size, request, scratch)
    least = min(costs)
    assert cost == (NO_COST if least == INFINITY else least - before)


def test_ride_limit_holds_to_the_second() -> None:
    """Two riders from 10 and 11 minutes to 20: the first rides 10 min and 30 s of boarding.

    The second boards for 30 s on the way, so that 630 s are enough and 629 s are not.
    """
    for limit_s, possible in ((630, True), (629, False)):
        requests = (
            ride("a", 1, 3, limit_s=limit_s, service_s=30),
            ride("b", 2, 3, service_s=30),
        )
        problem = Problem(requests, (bus(),), line(0, 10, 11, 20))
        nodes = nodes_of(problem, [0, 1, 2, 3])
        begin, place = np.zeros(6, np.int64), np.zeros(2, np.int64)
        rides = pack(problem).rides
        assert is_on_time(rides, 0, nodes, 6, begin, place) == possible
        assert set_times(rides, 0, nodes, begin, place) == possible


def test_boarding_waits_for_who_may_not_wait_aboard() -> None:
    """A pick-up from 8:00 for a drop-off from 9:00, 10 minutes away, with 20 minutes allowed.

    Leaving at once would be a ride of an hour; the eight steps put off boarding, and so the start.
    """
    request = ride("a", 1, 2, on=(28800, 36000), off=(32400, 33000), limit_s=1200)
    problem = Problem((request,), (bus(),), line(0, 5, 15))
    nodes = nodes_of(problem, [0, 1])
    begin, place = np.zeros(4, np.int64), np.zeros(1, np.int64)
    assert set_times(pack(problem).rides, 0, nodes, begin, place)
    assert begin.tolist() == [32400 - 900, 32400 - 600, 32400, 32400 + 900]
