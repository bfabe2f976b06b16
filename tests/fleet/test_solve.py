"""Plans found: sound, repeatable, the cheapest of tiny problems, and honest about who is left."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fleet.brute import cheapest_plan
from tests.fleet.rides import HOUR, bus, line, random_problem, ride
from transit.errors import InputError
from transit.fleet.checker import check
from transit.fleet.plan import Plan, Reason
from transit.fleet.problem import Assistance, Problem, Request
from transit.fleet.settings import Budget, ride_limit_s, search_settings
from transit.fleet.solve import Progress, solve
from transit.kernels.dial_a_ride_arrays import MUST_COST
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
SETTINGS = search_settings(PARAMETERS)


def plan_for(problem: Problem, iterations: int = 300, seed: int = 1) -> Plan:
    """Return a plan that the checker accepts."""
    plan = solve(problem, SETTINGS, Budget(iterations=iterations), seed=seed)
    assert check(problem, plan) == ()
    return plan


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_tiny_problems_are_solved(seed: int) -> None:
    """With three requests and two vehicles the plan costs what the cheapest of all plans does."""
    problem = random_problem(seed, 3, 2)
    plan = plan_for(problem)
    must = [each for each in plan.left_out if problem.requests[each.request].leave_cost is None]
    assert plan.cost + MUST_COST * len(must) == cheapest_plan(problem, MUST_COST)


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_every_plan_is_sound(seed: int) -> None:
    """The checker accepts plans of mixed fleets, needs and prices."""
    plan_for(random_problem(seed, 14, 4), 200)


def test_same_seed_same_plan() -> None:
    """A budget in iterations gives one plan a seed; another seed searches elsewhere."""
    problem = random_problem(5, 20, 5)
    assert plan_for(problem) == plan_for(problem)
    told: list[list[int]] = []
    for seed in (1, 2):
        costs: list[int] = []

        def tell(progress: Progress, costs: list[int] = costs) -> bool:
            costs.append(progress.cost)
            return True

        solve(problem, SETTINGS, Budget(iterations=2000), seed=seed, tell=tell)
        told.append(costs)
        assert costs == sorted(costs, reverse=True)
    assert told[0] != told[1]


def test_search_stops_when_told() -> None:
    """Who stops it gets the plan so far, a sound one."""
    problem = random_problem(3, 12, 4)
    seen: list[int] = []

    def tell(progress: Progress) -> bool:
        seen.append(progress.iterations)
        return len(seen) < 3

    plan = solve(problem, SETTINGS, Budget(iterations=10**9), tell=tell)
    assert seen == [0, SETTINGS.step, 2 * SETTINGS.step]
    assert check(problem, plan) == ()


def test_seconds_end_a_search() -> None:
    """A budget of no time gives the first plan."""
    problem = random_problem(3, 12, 4)
    assert check(problem, solve(problem, SETTINGS, Budget(seconds=0))) == ()


def test_last_recombination_is_within_the_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds of a clock by which a step takes 0.1 s and a recombination 0.6 s.

    No step begins when less than a recombination is left: it ends within a step of ten seconds.
    """
    clock = [100.0]

    def improve(*_: object) -> None:
        clock[0] += 0.1

    def recombine(*_: object) -> None:
        clock[0] += 0.6

    monkeypatch.setattr("transit.fleet.solve.improve", improve)
    monkeypatch.setattr("transit.fleet.solve.recombine", recombine)
    monkeypatch.setattr("transit.fleet.solve.time", SimpleNamespace(monotonic=lambda: clock[0]))
    solve(random_problem(3, 12, 4), SETTINGS, Budget(seconds=10))
    assert 109.9 <= clock[0] <= 110.1 + 1e-6


LAYOUTS = [
    # layouts of the bus, riders who sit, riders in wheelchairs, whether all ride at once
    ([(4, 0)], 4, 0, True),
    ([(4, 0)], 5, 0, False),
    ([(4, 0), (2, 1)], 4, 0, True),
    ([(4, 0), (2, 1)], 2, 1, True),
    ([(4, 0), (2, 1)], 3, 1, False),
    ([(4, 0), (2, 1)], 2, 2, False),
    ([(16, 0), (10, 2), (8, 3)], 10, 2, True),
    ([(16, 0), (10, 2), (8, 3)], 9, 3, False),
    ([(16, 0), (10, 2), (8, 3)], 8, 3, True),
]


@pytest.mark.parametrize(("layouts", "sitting", "rolling", "together"), LAYOUTS)
def test_seats_and_wheelchair_spaces_trade_off(
    layouts: list[tuple[int, int]], sitting: int, rolling: int, together: bool
) -> None:
    """All want the same ride at the same minute: one bus takes them where a layout fits."""
    both = {"on": (600, 600), "off": (1200, 1200)}
    requests = [ride(f"s{at}", 1, 2, **both) for at in range(sitting)]
    requests += [ride(f"w{at}", 1, 2, seats=0, wheelchairs=1, **both) for at in range(rolling)]
    plan = plan_for(Problem(tuple(requests), (bus("bus", *layouts),), line(0, 10, 20)), 50)
    assert (not plan.left_out) == together
    assert {each.reason for each in plan.left_out} <= {Reason.NO_ROOM, Reason.NO_VEHICLE_FITS}


@pytest.mark.parametrize("refits", [False, True])
def test_layout_is_changed_on_the_way_only_where_it_may_be(refits: bool) -> None:
    """Four who sit, later one wheelchair: two layouts in one run."""
    first = {"on": (600, 600), "off": (1200, 1200)}
    later = {"on": (7200, 7200), "off": (7800, 7800)}
    requests = [ride(f"s{at}", 1, 2, **first) for at in range(4)]
    requests.append(ride("w", 1, 2, seats=0, wheelchairs=1, **later))
    vehicle = bus("bus", (4, 0), (2, 1), refits=refits)
    plan = plan_for(Problem(tuple(requests), (vehicle,), line(0, 10, 20)), 50)
    assert len(plan.left_out) == (0 if refits else 1)


HOPELESS = [
    (ride("x", 1, 2, seats=5), Reason.NO_VEHICLE_FITS),
    (ride("x", 1, 2, wheelchairs=1), Reason.NO_VEHICLE_FITS),
    (ride("x", 1, 2, assistance=Assistance.OWN), Reason.NO_ASSISTANT),
    (ride("x", 1, 2, limit_s=599), Reason.RIDE_TOO_LONG),
    (ride("x", 1, 2, on=(1000, 2000), off=(1000, 1599)), Reason.WINDOWS_TOO_TIGHT),
    (ride("x", 1, 2, on=(0, 599)), Reason.OUTSIDE_SHIFTS),
    (ride("x", 1, 2, off=(24 * HOUR - 1199, 24 * HOUR)), Reason.OUTSIDE_SHIFTS),
]


@pytest.mark.parametrize(("request_", "reason"), HOPELESS)
def test_who_cannot_ride_is_named_and_the_rest_planned(request_: Request, reason: Reason) -> None:
    """The depot is 10 minutes from the pick-up and 20 from the drop-off; the bus has four seats."""
    problem = Problem((request_, ride("fine", 1, 2)), (bus(),), line(0, 10, 20))
    plan = plan_for(problem, 50)
    assert [(each.request, each.reason) for each in plan.left_out] == [(0, reason)]
    assert len(plan.runs) == 1


def test_two_at_once_with_one_bus_leaves_one() -> None:
    """Rides in opposite directions at the same minute: one is left for want of room."""
    both = {"on": (600, 600)}
    requests = (ride("a", 1, 2, **both), ride("b", 2, 1, **both))
    plan = plan_for(Problem(requests, (bus(),), line(0, 5, 10)), 50)
    assert [each.reason for each in plan.left_out] == [Reason.NO_ROOM]


def test_taxi_is_taken_where_it_is_cheaper() -> None:
    """The run is 2 x 20 minutes, 40,000 m: a taxi at 39,999 is taken, one at 40,001 is not."""
    for price, runs in ((39_999, 0), (40_001, 1)):
        problem = Problem((ride("a", 1, 2, leave_cost=price),), (bus(),), line(0, 10, 20))
        assert len(plan_for(problem, 50).runs) == runs


def test_nobody_and_nothing() -> None:
    """Without requests there are no runs; without vehicles everybody is left."""
    empty = plan_for(Problem((), (bus(),), line(0)))
    assert (empty.runs, empty.cost) == ((), 0)
    stranded = plan_for(Problem((ride("a", 0, 1),), (), line(0, 10)))
    assert [each.reason for each in stranded.left_out] == [Reason.NO_VEHICLE]


def test_default_ride_limit() -> None:
    """An hour, or twice the direct ride and ten minutes: they meet at 25 minutes direct."""
    assert [ride_limit_s(PARAMETERS, direct) for direct in (0, 600, 1499, 1500, 3000)] == [
        600,
        1800,
        3598,
        3600,
        3600,
    ]


def test_search_needs_an_end() -> None:
    """Neither iterations nor seconds is refused."""
    with pytest.raises(InputError, match="iterations"):
        Budget()
