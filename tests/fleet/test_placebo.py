"""A placebo: whoever costs nothing saves nothing, however little the rest was searched before."""

from dataclasses import replace

import pytest

from tests.fleet.weeks import known, leaver, loose_week, week_of
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import plan_without
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.problem import Problem
from transit.fleet.savings import saving_of
from transit.fleet.week_problem import WeekProblem

MOST_PENCE = 5_000
"""What a placebo may save a year: £50."""
PENCE_A_METRE = 4


def town(seed: int) -> WeekProblem:
    """Return sixteen people in two vans, and a ghost, whose taxi costs nothing.

    A unit of distance costs four pence, a taxi £30 and a van £200 a year, on 48 weeks.
    """
    problem = loose_week(seed).problems[0]
    scale = PENCE_A_METRE * UNITS_PER_PENNY
    priced = tuple(replace(each, leave_cost=3_000 * UNITS_PER_PENNY) for each in problem.requests)
    like = priced[0]
    ghost = replace(
        like,
        id="ghost",
        seats=1,
        wheelchairs=0,
        leave_cost=0,
        apart=frozenset(),
        together=frozenset(),
        pick_up=replace(like.pick_up, service_s=0),
        drop_off=replace(like.drop_off, service_s=0),
    )
    vans = tuple(replace(each, price=replace(each.price, metre=scale)) for each in problem.vehicles)
    made = Problem((*priced, ghost), vans, problem.matrix)
    standing = 20_000 * UNITS_PER_PENNY
    return week_of([made], {each.id: standing for each in vans}, weeks=48)


def searched(week: WeekProblem, *, first: int) -> Ladder:
    """Return a week with everybody, hardly searched."""
    start = known(week)
    start.effort = replace(start.effort, first=first, again=40, passes=1, polish=0)
    return build_ladder(start)


@pytest.mark.parametrize("seed", [0, 1, 5])
def test_a_ghost_saves_nothing(seed: int) -> None:
    """Planned anew without them as any leaver is, in one pass, from a plan hardly searched.

    What that search finds would pass for a saving, were it not given back: of the plan without the
    ghost a plan with them can be made for nothing. At most £50 a year, as the searches differ.
    """
    week = town(seed)
    ladder = searched(week, first=2)
    before = ladder.known.year_units(ladder.rungs[ladder.best])
    plan_without(ladder, [leaver(week, "ghost")])
    saving = saving_of(ladder, leaver(week, "ghost"))
    assert 0 <= saving.saving <= MOST_PENCE * UNITS_PER_PENNY
    assert 0 <= saving.ends.total <= MOST_PENCE * UNITS_PER_PENNY
    # The search did find something: the test is of what becomes of it.
    gained = before - ladder.known.year_units(ladder.rungs[ladder.best])
    assert gained > MOST_PENCE * UNITS_PER_PENNY


def test_beside_a_ghost_somebody_real_saves_something() -> None:
    """Not everything that is taken off saves nothing."""
    week = town(0)
    ladder = searched(week, first=40)
    person = next(each.id for each in week.problems[0].requests if each.id != "ghost")
    groups = [leaver(week, person), leaver(week, "ghost")]
    plan_without(ladder, groups)
    real, ghost = (saving_of(ladder, each) for each in groups)
    assert ghost.saving <= MOST_PENCE * UNITS_PER_PENNY < real.saving
