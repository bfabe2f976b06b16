"""What no plan can cost less than: by hand, and against all plans of tiny problems."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fleet.brute import cheapest_plan
from tests.fleet.rides import HOUR, bus, line, random_problem, ride
from transit.fleet.arrays import pack
from transit.fleet.bound import fewest_runs, lower_bound
from transit.fleet.problem import Matrix, Problem, RunPrice
from transit.kernels.dial_a_ride_arrays import MUST_COST


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_no_plan_is_cheaper(seed: int) -> None:
    """Of all plans for three requests and two vehicles of mixed needs, prices and shifts."""
    problem = random_problem(seed, 3, 2)
    assert lower_bound(pack(problem).rides) <= cheapest_plan(problem, MUST_COST)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_no_plan_is_cheaper_where_all_can_be_served(seed: int) -> None:
    """Of all plans with wide windows and small vehicles: loads and hours decide, not windows."""
    problem = roomy_problem(seed)
    least = cheapest_plan(problem, MUST_COST)
    assert lower_bound(pack(problem).rides) <= least < MUST_COST


def roomy_problem(seed: int) -> Problem:
    """Return three rides that two vehicles for one or two can always do, in runs of a length."""
    draw = random.Random(seed)
    corners = ((0, 0), (0, 40), (40, 0))  # few, so that full vehicles go straight
    xy = np.array([draw.choice(corners) for _ in range(7)])
    time_s = np.abs(xy[:, None] - xy[None, :]).sum(axis=2) * 10
    requests = tuple(
        ride(
            f"r{at}",
            1 + 2 * at,
            2 + 2 * at,
            service_s=draw.choice((0, 60)),
            **draw.choice(({"seats": 1}, {"seats": 2}, {"seats": 0, "wheelchairs": 1})),  # type: ignore[arg-type]
            leave_cost=draw.choice((None, None, None, 3_000)),
        )
        for at in range(3)
    )
    price = RunPrice(run=draw.choice((0, 500)), metre=1, second=draw.choice((0, 2)))
    fleet = tuple(
        bus(f"b{at}", (2, 0), (0, 1), longest_s=draw.choice((6_000, 9_000)), price=price)
        for at in range(2)
    )
    return Problem(requests, fleet, Matrix(time_s, 3 * time_s))


def test_taking_one_at_a_time_is_counted_by_loads_and_hours() -> None:
    """Three ride from minute 10 to minute 20 in a bus with one seat, out no longer than 45 minutes.

    They are driven 3 x 10 minutes, and each run leads 10 out and 20 back: 60 minutes are more than
    one run has, the 90 of two runs are not more than two have. A minute is 1,000 m, so the least is
    90,000. (Two in one run would take an hour; three runs cost 120,000.)
    """
    fleet = tuple(bus(f"b{at}", (1, 0), longest_s=45 * 60) for at in range(4))
    requests = tuple(ride(f"r{at}", 1, 2) for at in range(3))
    rides = pack(Problem(requests, fleet, line(0, 10, 20))).rides
    assert fewest_runs(rides) == 2
    assert lower_bound(rides) == 90_000 - 1


def test_wheelchair_spaces_count_for_the_seats_that_they_take() -> None:
    """A bus has four seats, or a seat and a wheelchair space: a space counts for three seats.

    Four who sit and one wheelchair ride from minute 10 to 20: as much as 7 / 4 of a full bus, that
    is 17.5 minutes, which are one run at least. 17,500 and the way out and back, 30,000.
    """
    requests = [ride(f"s{at}", 1, 2) for at in range(4)]
    requests.append(ride("w", 1, 2, seats=0, wheelchairs=1))
    fleet = tuple(bus(f"b{at}", (4, 0), (1, 1)) for at in range(2))
    rides = pack(Problem(tuple(requests), fleet, line(0, 10, 20))).rides
    assert fewest_runs(rides) == 1
    assert lower_bound(rides) == 47_500 - 1


def test_runs_that_must_be_are_paid_for() -> None:
    """One ride of 40 minutes in all, at 7 a run and 1 a metre: 40,007, which is what it costs."""
    fleet = tuple(bus(f"b{at}", price=RunPrice(run=7, metre=1)) for at in range(2))
    problem = Problem((ride("r", 1, 2),), fleet, line(0, 10, 20))
    assert lower_bound(pack(problem).rides) == cheapest_plan(problem, MUST_COST) == 40_007


def test_who_may_be_left_asks_for_no_run() -> None:
    """At a taxi for 5 no run has to be, and no more than the 5 is sure to be paid."""
    problem = Problem((ride("r", 1, 2, leave_cost=5),), (bus(),), line(0, 10, 20))
    rides = pack(problem).rides
    assert fewest_runs(rides) == 0
    assert lower_bound(rides) in (4, 5)


def test_a_shorter_way_round_counts() -> None:
    """The straight way has 50,000 m, that by somebody else's door 1,000 + 1,000.

    Both ride for 2,000 m and 1,000 m with four seats: the bound must not count the straight way.
    """
    metres = np.full((4, 4), 50_000, np.int64)
    np.fill_diagonal(metres, 0)
    for start, end in ((0, 1), (1, 3), (3, 2), (2, 0)):
        metres[start, end] = 1_000
    problem = Problem(
        (ride("a", 1, 2, limit_s=HOUR), ride("b", 3, 2, limit_s=HOUR)),
        (bus(),),
        Matrix(np.full((4, 4), 60, np.int64), metres),
    )
    assert lower_bound(pack(problem).rides) <= cheapest_plan(problem, MUST_COST) == 4_000
