"""Vehicles that go back to their depot between two loads: by arithmetic, and by the checker."""

from dataclasses import replace

import pytest

from tests.fleet.rides import HOUR, bus, line, ride
from tests.fleet.weeks import SOMEWHERE, known
from transit.fleet.again import Solved
from transit.fleet.checker import Fault, check
from transit.fleet.day_part import DayPart, PlannedPart
from transit.fleet.duty import check_duty
from transit.fleet.keys import NOBODY, Key
from transit.fleet.plan import Action, Plan, Run, RunStop
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.quantities import add_up, quantities, served
from transit.fleet.rates import fleet_rates
from transit.fleet.returns import with_returns
from transit.fleet.today import FleetRide, Towards
from transit.fleet.week_problem import week_problem
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

RATES = replace(fleet_rates(read_parameters()), return_wait_s=1800)
MINUTE = 60
EIGHT = 8 * HOUR


def two_loads(apart_s: int, second: int = 10) -> tuple[Problem, Plan]:
    """Return a run with two people, ten minutes each, the second so long after the first.

    The depot is ten minutes and 10 km from both ends of the way, which are ten minutes apart.
    """
    at = EIGHT, EIGHT + apart_s
    requests = tuple(
        ride(name, 1, 2, on=(begin, begin), off=(0, 86_400), limit_s=HOUR)
        for name, begin in zip("ab", at, strict=True)
    )
    matrix = line(0, 10, 20)
    van = bus("V1", price=RunPrice(metre=1, second=second))
    stops = tuple(
        RunStop(who, action, begin)
        for who, on in enumerate(at)
        for action, begin in ((Action.PICK_UP, on), (Action.DROP_OFF, on + 600))
    )
    leave_s, back_s = at[0] - 600, at[1] + 600 + 1200
    metres = 10_000 + 10_000 + 10_000 + 10_000 + 20_000
    run = Run(0, leave_s, back_s, stops, metres + second * (back_s - leave_s))
    problem = Problem(requests, (van,), matrix)
    return problem, Plan((run,), (), run.cost, 0)


def test_who_would_wait_for_long_stands_at_the_depot() -> None:
    """Set down at 8:10, back at 8:30, away again at 9:50: 80 minutes at the depot, 20 km more.

    At 10 a second these are 48,000 less, against 20,000 for the way there and back.
    """
    problem, plan = two_loads(2 * HOUR)
    assert check(problem, plan) == ()
    grown, parted = with_returns(problem, plan, RATES)
    assert [vehicle.id for vehicle in grown.vehicles] == ["V1", "V1 (2)"]
    assert [(run.leave_s, run.back_s) for run in parted.runs] == [
        (EIGHT - 600, EIGHT + 1800),
        (EIGHT + 2 * HOUR - 600, EIGHT + 2 * HOUR + 1800),
    ]
    assert plan.cost - parted.cost == 80 * MINUTE * 10 - 20_000
    assert check(grown, parted) == ()
    outs = [(run.leave_s, run.back_s) for run in parted.runs]
    assert (
        list(check_duty(outs, replace(RATES, longest_run_s=HOUR, drive_without_break_s=HOUR))) == []
    )


@pytest.mark.parametrize(
    ("apart_s", "second"),
    [
        (69 * MINUTE, 10),  # 29 minutes at the depot
        (2 * HOUR, 4),  # 80 minutes at 4 a second are 19,200, less than the way there and back
    ],
)
def test_who_waits_shortly_or_cheaply_stays(apart_s: int, second: int) -> None:
    """Half an hour at the depot is asked for, and that it costs no more."""
    problem, plan = two_loads(apart_s, second)
    assert with_returns(problem, plan, RATES) == (problem, plan)


def test_a_vehicle_may_not_be_out_twice_at_a_time() -> None:
    """The second run leaves before the first is back: the checker names it."""
    problem, plan = two_loads(2 * HOUR)
    grown, parted = with_returns(problem, plan, RATES)
    first, second = parted.runs
    late = replace(first, back_s=second.leave_s + 1, cost=first.cost + 10 * (80 * MINUTE + 1))
    spoiled = replace(parted, runs=(late, second), cost=late.cost + second.cost)
    assert [each.fault for each in check(grown, spoiled)] == [Fault.OVERLAP]


@pytest.mark.parametrize("apart_s", [2 * HOUR, 69 * MINUTE])
def test_savings_count_the_runs_that_the_fleet_is_planned_with(apart_s: int) -> None:
    """A week of one part: what it costs and comes to is that of the plan with returns.

    Two hours apart the run is parted and costs 28,000 less; 69 minutes apart it is not.
    """
    problem, plan = two_loads(apart_s)
    rides = tuple(
        FleetRide(
            person=each.id,
            session="S",
            towards=Towards.VENUE,
            day=Weekday.MON,
            at_s=EIGHT,
            home=SOMEWHERE,
            venue=SOMEWHERE,
            wheelchair=False,
        )
        for each in problem.requests
    )
    part = DayPart(Weekday.MON, EIGHT, EIGHT + HOUR, rides)
    week = week_problem([(part, problem)], {"V1": 500}, 10, return_wait_s=RATES.return_wait_s)
    plans, fleet = known(week), frozenset({"V1"})
    plans.take(Key(0, fleet, NOBODY), Solved(plan.cost, plan.runs, ()))
    grown, parted = with_returns(problem, plan, RATES)
    assert plan.cost - parted.cost == (28_000 if apart_s == 2 * HOUR else 0)
    assert plans.year_units(fleet) == 500 + 10 * parted.cost
    found = quantities(plans, fleet)
    assert found == add_up([served(PlannedPart(part, grown, parted))], 1)
    # It is one crew that goes out, however often it is at the depot between.
    assert [len(each.crew_units) for each in found.parts] == [1]
