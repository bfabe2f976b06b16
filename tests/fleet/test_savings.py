"""Savings of those who leave: exact on tiny weeks, bracketed and monotone on larger ones."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fleet.pay import standing
from tests.fleet.rides import HOUR, bus, line, ride
from tests.fleet.test_today_figures import VAN
from tests.fleet.weeks import (
    known,
    least_by_force,
    leaver,
    loose_week,
    random_week,
    two_vans,
    week_of,
)
from transit.fleet.day_part import DayPart
from transit.fleet.group_choice import Groups
from transit.fleet.groups import best_groups
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import Leavers, least, plan_without
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.savings import Saving, cash_of, saving_of
from transit.fleet.settling import settle
from transit.fleet.standing import fleet_pay
from transit.fleet.week_problem import WeekProblem, week_problem
from transit.model.fact import State
from transit.model.vehicles import RunningCost
from transit.model.weekdays import Weekday

NOBODY = Leavers((), frozenset())


def savings(week: WeekProblem, *groups: Leavers) -> tuple[Ladder, list[Saving]]:
    """Return the ladder of a week, and what each group saves."""
    ladder = build_ladder(known(week))
    plan_without(ladder, groups)
    return ladder, [saving_of(ladder, group) for group in groups]


@settings(max_examples=6)
@given(st.integers(0, 10**6))
def test_tiny_weeks_are_exact(seed: int) -> None:
    """Of three people and two vehicles, each group saves what all fleets and all plans tell."""
    week = random_week(seed)
    names = [each.id for each in week.problems[0].requests]
    groups = [
        leaver(week, *some) for size in (1, 2, 3) for some in itertools.combinations(names, size)
    ]
    ladder, found = savings(week, *groups)
    everybody = least_by_force(week, ())
    assert ladder.known.year_units(ladder.rungs[ladder.best]) == everybody
    for group, saving in zip(groups, found, strict=True):
        assert saving.saving == everybody - least_by_force(week, group.people)


def test_nobody_saves_nothing() -> None:
    """Neither does an empty group, nor somebody who does not ride."""
    week = random_week(3, 8, 2)
    ladder, (nobody, stranger) = savings(week, NOBODY, leaver(week, "stranger"))
    for saving in (nobody, stranger):
        assert saving.saving == saving.as_planned == saving.put_back == saving.average == 0
        assert saving.ends.total == saving.apart == 0
        assert saving.kept == ladder.rungs[ladder.best]


@pytest.mark.parametrize("seed", range(2))
def test_savings_are_bracketed_and_cashable_is_part_of_them(seed: int) -> None:
    """They are no less than runs that only lose stops, and no more than putting people back."""
    week = random_week(seed, 8, 2)
    names = [each.id for each in week.problems[0].requests]
    groups = [leaver(week, name) for name in names] + [leaver(week, *names[:3])]
    _, found = savings(week, *groups)
    for saving in found:
        assert saving.as_planned <= saving.saving
        assert saving.saving <= saving.put_back
        assert 0 <= saving.ends.total <= max(saving.saving, 0)
        assert saving.saving >= 0


@pytest.mark.parametrize("seed", [0, 2])
def test_searching_more_does_not_pass_for_a_saving(seed: int) -> None:
    """With everybody hardly anything was searched; what others find is given back to that plan."""
    week = loose_week(seed)
    start = known(week)
    start.effort = replace(start.effort, first=1, again=40, passes=1, polish=0)
    ladder = build_ladder(start)
    groups = [leaver(week, each.id) for each in week.problems[0].requests]
    plan_without(ladder, groups)
    found = [saving_of(ladder, group) for group in groups]
    base = ladder.rungs[ladder.best]
    assert any(each.kept == base for each in found)
    assert all(each.saving <= each.put_back for each in found if each.kept == base)


@pytest.mark.parametrize("seed", range(2))
def test_more_who_leave_never_cost_more(seed: int) -> None:
    """A year without a group and one more costs no more than one without the group."""
    week = random_week(seed, 10, 1)
    names = [each.id for each in week.problems[0].requests]
    ladder = build_ladder(known(week))
    before = ladder.known.year_units(ladder.rungs[ladder.best])
    for size in range(1, 6):
        group = leaver(week, *names[:size])
        plan_without(ladder, [group])
        cost, _ = least(ladder, group)
        assert cost <= before
        before = cost


def test_a_vehicle_goes_when_enough_people_leave() -> None:
    """Two vans carry four; one who leaves saves nothing, two save a van, which is cashable.

    A van costs 10,000 a year and a taxi 2,000 on each of 10 weeks, so that each van pays for two
    riders (40,000) and for one (20,000).
    """
    week = two_vans()
    ladder, (one, two) = savings(week, leaver(week, "a"), leaver(week, "a", "b"))
    assert ladder.known.year_units(ladder.rungs[ladder.best]) == 20_000
    assert (one.saving, one.ends.total, len(one.kept)) == (0, 0, 2)
    assert (two.saving, two.ends.total, two.ends.vehicles, len(two.kept)) == (
        10_000,
        10_000,
        10_000,
        1,
    )
    assert (one.average, two.average) == (5_000, 10_000)


def test_best_groups_see_the_van_go() -> None:
    """Of one person nothing is saved, of two and three a van, of four both."""
    week = two_vans()
    ladder = build_ladder(known(week))
    some = [leaver(week, name) for name in "abcd"]
    found = best_groups(ladder, some, 4).saving_most(ladder)
    assert [len(each.people) for each in found] == [1, 2, 3, 4]
    assert [saving_of(ladder, each).saving for each in found] == [0, 10_000, 10_000, 20_000]


def taxi_week() -> WeekProblem:
    """Return three people whom nothing but taxis pays for, at 300, 900 and 400 a ride, 10 times.

    The first and the last have a contract today, and the first goes to another session besides.
    """
    asked = [
        ride(name, 1, 2, on=(600, 600), off=(1200, 1200), leave_cost=price)
        for name, price in (("a", 300), ("b", 900), ("c", 400))
    ]
    van = bus("v0", (2, 0), price=RunPrice(metre=0))
    week = week_of([Problem(tuple(asked), (van,), line(0, 10, 20))], {"v0": 10**6})
    return replace(week, in_taxis=frozenset({("a", "S"), ("c", "S"), ("a", "T")}))


def test_who_saves_most_is_not_by_whom_most_ends() -> None:
    """The dearest taxi is nobody's contract of today: with one person 4,000 end, with two 7,000."""
    week = taxi_week()
    ladder = build_ladder(known(week))
    found = best_groups(ladder, [leaver(week, name) for name in "abc"], 3)
    assert [each.people for each in found.saving_most(ladder)] == [
        ("b",),
        ("b", "c"),
        ("a", "b", "c"),
    ]
    ending = found.ending_most(ladder)
    assert [each.people for each in ending[:2]] == [("c",), ("a", "c")]
    assert [cash_of(ladder, each) for each in ending] == [4_000, 7_000, 7_000]
    assert found.chosen(ladder)[:2] == [leaver(week, "b"), leaver(week, "b", "c")]
    assert [each.people for each in found.by_contracts[:2]] == [("c",), ("a", "c")]
    assert set(found.by_contracts) <= set(found.chosen(ladder))


def test_a_group_of_one_is_no_worse_than_the_best_of_all() -> None:
    """What was found by and by is put beside everybody alone."""
    week = taxi_week()
    ladder = build_ladder(known(week))
    singles = [leaver(week, name) for name in "abc"]
    plan_without(ladder, singles)
    worse = Groups({1: (leaver(week, "a"),)})
    assert worse.with_singles(singles).saving_most(ladder) == (leaver(week, "b"),)
    assert Groups({}).with_singles(singles).saving_most(ladder) == ()
    assert not worse.only_planned(singles[1:]).of_size


def test_noise_is_what_searches_ended_apart() -> None:
    """Searches without a end 6 apart on Monday, and on Tuesday, which is planned with it; 8 on
    Wednesday: over 10 weeks the root of (12^2 + 8^2) / 2, that is 102.
    """
    one = random_week(1, 4).problems[0]
    other = replace(one, requests=(replace(one.requests[0], leave_cost=7), *one.requests[1:]))
    week = week_of([one, one, other], {"v0": 500, "v1": 500})
    gone = leaver(week, one.requests[1].id)
    plans = known(week)
    kept = frozenset(week.standing)
    monday, tuesday, wednesday = plans.keys(kept, gone.rides)
    assert monday == tuesday != wednesday
    plans.apart |= {monday: 6, wednesday: 8}
    assert plans.apart_units(kept, gone.rides) == pytest.approx(10 * (208 / 2) ** 0.5)
    assert plans.apart_units(kept, ()) == 0.0


def test_plans_are_chosen_by_the_whole_bill() -> None:
    """Two plans of a day are the same to a search; in one each van is out an hour longer.

    That is beyond its driver's contract: 60 pence a van, 10 weeks and two vans, 12 pounds a year.
    """
    week = paid_week(hired=False)
    ladder = build_ladder(known(week))
    plans, (key,) = ladder.known, ladder.known.keys(ladder.rungs[ladder.best])
    usual = plans.plans[key]
    longer = replace(
        usual, runs=tuple(replace(run, back_s=run.back_s + 3600) for run in usual.runs)
    )
    plans.plans[key], plans.spares[key] = longer, [usual]
    assert settle(ladder, []) == 1200 * UNITS_PER_PENNY
    assert plans.plans[key] == usual


@pytest.mark.parametrize("seed", range(3))
def test_nobody_saves_less_than_runs_that_lose_stops(seed: int) -> None:
    """Also where a plan without them costs more by hours that no search sees."""
    week = paid_week(hired=bool(seed % 2))
    ladder = build_ladder(known(week))
    group = leaver(week, "abcd"[seed])
    plan_without(ladder, [group])
    plans, (key,) = ladder.known, ladder.known.keys(ladder.rungs[ladder.best], group.rides)
    found = plans.plans[key]
    plans.plans[key] = replace(
        found, runs=tuple(replace(run, back_s=run.back_s + 3600) for run in found.runs)
    )
    plans.spares.clear()
    assert saving_of(ladder, group).saving < saving_of(ladder, group).as_planned
    settle(ladder, [group])
    assert saving_of(ladder, group).saving >= saving_of(ladder, group).as_planned


def hired_day() -> WeekProblem:
    """Return a day of a van for two at 100 pence: a and b in the morning, c and d later; taxis 40.

    Half of the day counts against each run in a search: 50 for two people, who cost 80 in taxis.
    """
    cost = RunningCost(day_pence=100, mile_pence=0, driver_hour_pence=0, assistant_hour_pence=0)
    van = replace(VAN, id="v0", cost=cost, paid_when_idle=State.NO)
    rates = standing(driver_hours=0.0, hire_share=0.5, weeks_a_year=10)
    week = two_vans(taxi=40 * UNITS_PER_PENNY)
    whole, rides = week.problems[0], week.parts[0].part.rides
    only_van = (replace(whole.vehicles[0], price=rates.run_price(van, 0)),)
    parts = []
    for from_s, some in ((0, slice(0, 2)), (12 * HOUR, slice(2, 4))):
        problem = replace(whole, requests=whole.requests[some], vehicles=only_van)
        day = tuple(replace(each, day=Weekday.MON) for each in rides[some])
        parts.append((DayPart(Weekday.MON, from_s, from_s + 12 * HOUR, day), problem))
    return week_problem(parts, {"v0": 0}, 10, (), fleet_pay([van], 0, rates))


def test_a_hired_day_is_paid_for_the_other_run_too() -> None:
    """The van comes at 100 pence a day while c and d ride, and takes b as before: a saves nothing.

    Without c and d as well, b costs 40 in a taxi and no van comes: 60 a week, 600 a year. Both
    groups share the morning without a, and each has the plan that its own week needs.
    """
    week = hired_day()
    ladder = build_ladder(known(week))
    one, most = leaver(week, "a"), leaver(week, "a", "c", "d")
    plan_without(ladder, [one, most])
    settle(ladder, [one, most])
    for group, saves in ((one, 0), (most, 600)):
        found = saving_of(ladder, group)
        assert found.saving == found.ends.total == saves * UNITS_PER_PENNY
        assert found.as_planned <= found.saving
    assert saving_of(ladder, one).as_planned == 0


def test_same_seed_same_savings() -> None:
    """Everything is drawn from seeds."""
    week = random_week(5, 5, 1)
    groups = [leaver(week, each.id) for each in week.problems[0].requests]
    assert savings(week, *groups)[1] == savings(week, *groups)[1]


def test_ladder_tells_the_cost_of_each_fleet() -> None:
    """Two vans cost 20,000, one and two taxis 50,000, taxis alone 80,000."""
    ladder = build_ladder(known(two_vans()))
    costs = [ladder.known.year_units(kept) for kept in ladder.rungs]
    assert costs == [20_000, 50_000, 80_000]
    assert ladder.anew == (20_000, 20_000) and ladder.placebo == 0


def paid_week(*, hired: bool) -> WeekProblem:
    """Return two vans for four people, each out for 40 minutes, 30 of them contracted.

    A day is 100 pence and a driver's minute 1; of the 10 minutes beyond, each costs 1 too.
    """
    week = two_vans(taxi=2000 * UNITS_PER_PENNY)
    paid = State.NO if hired else State.YES
    cost = RunningCost(day_pence=100, mile_pence=0, driver_hour_pence=60, assistant_hour_pence=0)
    vans = [replace(VAN, id=name, cost=cost, paid_when_idle=paid) for name in ("v0", "v1")]
    rates = standing(driver_hours=0.5, days_a_week=1, weeks_a_year=10, paid_weeks_a_year=10)
    pay = fleet_pay(vans, 0, rates)
    problem = week.problems[0]
    priced = tuple(replace(each, price=rates.run_price(vans[0], 0)) for each in problem.vehicles)
    kept = {name: pay.kept_a_year(name).total for name in pay.vehicles}
    return week_problem(
        [(week.parts[0].part, replace(problem, vehicles=priced))], kept, 10, (), pay
    )


@pytest.mark.parametrize("hired", [False, True])
def test_days_and_hours_that_end_are_saved_and_cashable(hired: bool) -> None:
    """Kept or hired, a van a year is ten days of 100, 30 minutes and 10 beyond: 1,400 pence.

    Nobody leaving saves nothing; two who leave save one van, all of it cashable.
    """
    week = paid_week(hired=hired)
    ladder, (nobody, one, two) = savings(week, NOBODY, leaver(week, "a"), leaver(week, "a", "b"))
    pence = [each.saving / UNITS_PER_PENNY for each in (nobody, one, two)]
    assert ladder.known.year_units(ladder.rungs[ladder.best]) == 2800 * UNITS_PER_PENNY
    assert pence == [0, 0, 1400]
    assert two.ends.total == two.saving == two.ends.vehicles
    assert (one.after.vehicles, two.after.vehicles) == (2, 1)  # a hired one that stays in is none
    assert one.as_planned <= one.saving <= one.put_back


@pytest.mark.parametrize("seed", [0, 2])
def test_nobody_costs_more_by_leaving_where_passes_are_used_up(seed: int) -> None:
    """The one pass makes plans with everybody cheaper: those without somebody learn from them."""
    start = known(loose_week(seed), again=60)
    start.effort = replace(start.effort, first=1, passes=1, polish=0)
    ladder = build_ladder(start)
    groups = [leaver(start.week, each.id) for each in start.week.problems[0].requests]
    plan_without(ladder, groups)
    for each in groups:
        saving = saving_of(ladder, each)
        assert 0 <= saving.as_planned <= saving.saving
