"""Searches that begin with known runs."""

from dataclasses import replace

import pytest

from tests.fleet.rides import HOUR, bus, line, random_problem, ride
from transit.fleet.checker import check
from transit.fleet.problem import Problem
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import solve
from transit.read.parameters import read_parameters

SETTINGS = search_settings(read_parameters())
AGAIN = replace(SETTINGS, dearer_until=(), dearer_by=())


@pytest.mark.parametrize("seed", range(6))
def test_known_runs_are_kept_and_never_lost(seed: int) -> None:
    """Without a search a plan's runs cost what they did; searching on never makes them dearer."""
    problem = random_problem(seed, 12, 3)
    first = solve(problem, SETTINGS, Budget(iterations=100))
    same = solve(problem, AGAIN, Budget(iterations=0), start=first.runs)
    further = solve(problem, AGAIN, Budget(iterations=100), seed=9, start=first.runs)
    assert check(problem, same) == () and check(problem, further) == ()
    must = [
        sum(problem.requests[each.request].leave_cost is None for each in plan.left_out)
        for plan in (first, same, further)
    ]
    assert must[2] <= must[1] <= must[0]
    if must[0] == must[1]:
        assert same.cost <= first.cost
    if must[1] == must[2]:
        assert further.cost <= same.cost


def test_runs_that_are_late_are_begun_anew() -> None:
    """A run that waits at the depot for too long is passed over; its rider is put in by time."""
    on_time = Problem((ride("a", 1, 2, off=(HOUR, HOUR)),), (bus(),), line(0, 10, 20))
    first = solve(on_time, SETTINGS, Budget(iterations=10))
    early = replace(on_time.vehicles[0], to_s=HOUR)
    plan = solve(
        Problem(on_time.requests, (early, bus("late")), on_time.matrix),
        AGAIN,
        Budget(iterations=0),
        start=first.runs,
    )
    assert [run.vehicle for run in first.runs] == [0]
    assert [run.vehicle for run in plan.runs] == [1]
