"""One price of a year, however it is asked: plans of the fleet and savings, on a week by hand.

Every run takes 40 minutes for 40 km at 0.1 pence a metre, with an assistant at 24 pence a minute.
A driver's minute is 30 pence; one hour a day is contracted. A day of a vehicle is 60 pounds.
"""

from dataclasses import replace

import pytest

from tests.fleet.pay import standing
from tests.fleet.rides import HOUR, bus, line, ride
from tests.fleet.test_carbon import FACTORS
from tests.fleet.weeks import SOMEWHERE, known
from transit.batch.fleet_week import FleetWeek
from transit.fleet.again import Solved
from transit.fleet.day_part import DayPart, PlannedPart
from transit.fleet.extra_hours import ExtraHours
from transit.fleet.figures import Prices, year_figures
from transit.fleet.keys import NOBODY, Key
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Action, LeftOut, Plan, Reason, Run, RunStop
from transit.fleet.problem import Problem
from transit.fleet.rates import fleet_rates
from transit.fleet.standing import fleet_pay
from transit.fleet.summary import run_units
from transit.fleet.today import FleetRide, Towards
from transit.fleet.today_figures import today_figures
from transit.fleet.week_problem import week_problem
from transit.model.fact import State
from transit.model.positions import Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.weekdays import Weekday
from transit.present.fleet_json import year_json
from transit.read.parameters import read_parameters

MINUTE = 60
KEPT = Vehicle(
    id="V1",
    name="Van",
    kind=VehicleKind.MINIBUS,
    layouts=(Layout(4, 0),),
    depot=Depot("Yard", Position(51.0, 0.0, 10)),
    from_s=0,
    to_s=24 * HOUR,
    cost=RunningCost(
        day_pence=6000, mile_pence=160.9344, driver_hour_pence=1800, assistant_hour_pence=1440
    ),
    paid_when_idle=State.YES,
)
HIRED = replace(KEPT, id="V2", paid_when_idle=State.NO)
EXTRA = ExtraHours(
    times=1.2,
    long_day_s=75 * MINUTE,
    long_times=2,
    night_from_s=20 * HOUR,
    night_to_s=6 * HOUR,
    night_times=1.5,
)
RATES = replace(
    fleet_rates(read_parameters()),
    assistants=1,
    standing=standing(driver_hours=1, weeks_a_year=48, paid_weeks_a_year=52, extra=EXTRA),
)
VAN_A_YEAR = 5 * 52 * (6000 + 1800)
HIRED_DAYS = 48 * (6000 + 1800)
MILES = 48 * 3 * 4000
ASSISTANTS = 48 * 3 * 40 * 24
BEYOND = 48 * (15 * 1.2 + 5 * 2) * 30
"""On Monday the van is out for 80 minutes: 15 beyond its driver's hour, and 5 in a long day."""
LONG = 48 * 5 * 24
"""Of these its assistant, who is paid by the hour, has 5 in a long day at twice the price."""
NIGHT = 48 * 20 * 0.5 * (30 + 24)
"""On Tuesday the hired one is out for 20 minutes before six, half as dear again for both."""
TAXI = 48 * 700


def part(day: Weekday, leave_s: int, vehicle: int, taxis: int = 0) -> PlannedPart:
    """Return a part of a day with one run, and so many taxis."""
    names = [f"{day.word} {leave_s} {at}" for at in range(1 + taxis)]
    asked = [
        ride(name, 1, 2, on=(0, 86_400), off=(0, 86_400), leave_cost=700 * UNITS_PER_PENNY)
        for name in names
    ]
    buses = [
        bus(each.id, (4, 0), assistants=1, price=RATES.standing.run_price(each, 1))
        for each in (KEPT, HIRED)
    ]
    price = buses[vehicle].price
    cost = price.run + 40_000 * price.metre + 2400 * price.second
    stops = (RunStop(0, Action.PICK_UP, leave_s + 600), RunStop(0, Action.DROP_OFF, leave_s + 1200))
    run = Run(vehicle, leave_s, leave_s + 2400, stops, cost)
    left = tuple(LeftOut(at, Reason.NO_ROOM) for at in range(1, len(names)))
    total = cost + taxis * 700 * UNITS_PER_PENNY
    rides = tuple(
        FleetRide(
            person=name,
            session="S",
            towards=Towards.VENUE,
            day=day,
            at_s=leave_s,
            home=SOMEWHERE,
            venue=SOMEWHERE,
            wheelchair=False,
        )
        for name in names
    )
    problem = Problem(tuple(asked), tuple(buses), line(0, 10, 20))
    return PlannedPart(
        DayPart(day, leave_s, leave_s + HOUR, rides), problem, Plan((run,), left, total, 0)
    )


PARTS = (
    part(Weekday.MON, 8 * HOUR, 0),
    part(Weekday.MON, 15 * HOUR, 0, taxis=1),
    part(Weekday.TUE, 5 * HOUR + 40 * MINUTE, 1),
)
WEEK = FleetWeek(PARTS, (KEPT, HIRED), RATES, ())


def test_a_year_is_what_its_parts_are() -> None:
    """Kept all year, hired by the day, miles, assistants, taxis, and hours beyond contracts."""
    found = year_json(WEEK.year)
    night_driver, night_assistant = NIGHT * 30 / 54, NIGHT * 24 / 54
    assert found["vehicles_pence"] == pytest.approx(5 * 52 * 6000 + 48 * 6000)
    assert found["drivers_extra_pence"] == pytest.approx(BEYOND + night_driver)
    assert found["drivers_pence"] == pytest.approx(
        5 * 52 * 1800 + 48 * 1800 + BEYOND + night_driver
    )
    assert found["assistants_pence"] == pytest.approx(ASSISTANTS + LONG + night_assistant)
    assert found["miles_pence"] == pytest.approx(MILES)
    assert found["taxis_pence"] == pytest.approx(TAXI)
    whole = VAN_A_YEAR + HIRED_DAYS + MILES + ASSISTANTS + LONG + BEYOND + NIGHT + TAXI
    assert whole == 3_222_240
    assert found["cost_pence"] == pytest.approx(whole)


def test_runs_and_savings_agree_to_the_penny() -> None:
    """The same plans cost the same: as a week of runs, on the ladder, in figures, as today's."""
    pay = fleet_pay(WEEK.vehicles, RATES.assistants, RATES.standing)
    kept = {name: pay.kept_a_year(name).total for name in pay.vehicles}
    problem = week_problem([(each.part, each.problem) for each in PARTS], kept, 48, (), pay)
    plans, fleet = known(problem), frozenset(pay.vehicles)
    for at, each in zip(problem.parts, PARTS, strict=True):
        left = tuple(out.request for out in each.plan.left_out)
        plans.plans[Key(at.kind, fleet, NOBODY)] = Solved(each.plan.cost, each.plan.runs, left)
    prices = Prices(pay.vehicles, pay.assistants, pay.standing, FACTORS)
    pence = WEEK.year.at({}) / UNITS_PER_PENNY
    assert plans.year_units(fleet) / UNITS_PER_PENNY == pytest.approx(pence, abs=0.5)
    figures = year_figures(plans, fleet, (), prices)
    assert figures.cost_pence == pytest.approx(pence, abs=0.5)
    assert today_figures(PARTS, prices, 48).cost_pence == pytest.approx(pence, abs=0.5)
    assert WEEK.pence * 48 == pytest.approx(pence)
    assert figures.paid_driver_hours == pytest.approx(5 + 1 + 20 / 60)


def test_a_vehicle_that_nobody_knows_about_is_kept() -> None:
    """It is paid all year, as one that is recorded to be; a hired one that stays is free."""
    unknown = replace(KEPT, paid_when_idle=State.UNKNOWN)
    rates = RATES.standing
    assert rates.kept_a_year(unknown, 1) == rates.kept_a_year(KEPT, 1)
    assert rates.kept_a_year(HIRED, 1).total == 0 == rates.on_a_day(HIRED, 1, ()).total


def test_without_a_contract_hours_of_runs_are_paid() -> None:
    """The van's 80 minutes of Monday at 30 pence; beyond 75 one at twice that: 5 more."""
    plain = replace(RATES.standing, driver_hours=0)
    price = plain.run_price(KEPT, 1)
    assert price.second == (30 + 24) * UNITS_PER_PENNY // MINUTE
    outs = [(8 * HOUR, 8 * HOUR + 2400), (15 * HOUR, 15 * HOUR + 2400)]
    assert plain.on_a_day(KEPT, 0, outs).driver == 5 * 30 * UNITS_PER_PENNY


def test_a_sixth_day_is_paid_by_the_hour() -> None:
    """Five days are paid anyway; of six with 40 minutes each the last is paid, at 1.2 times 30."""
    pay = fleet_pay([KEPT, HIRED], 1, RATES.standing)
    outs = [(8 * HOUR, 8 * HOUR + 2400)]
    six = {("V1", day): outs for day in list(Weekday)[:6]}
    assert pay.week_beside(six).driver == 40 * 1.2 * 30 * UNITS_PER_PENNY
    assert pay.over_s(six) == 2400
    five = {("V1", day): outs for day in list(Weekday)[:5]}
    assert pay.week_beside(five).total == 0 == pay.over_s(five)


def test_hours_of_a_long_day_and_a_night_are_told_apart() -> None:
    """From 19:00 to 21:00 with one hour contracted: 15 minutes more, 45 long, 60 at night."""
    outs = [(19 * HOUR, 21 * HOUR)]
    assert EXTRA.paid_s(outs, HOUR) == (15 * 1.2 + 45 * 2 + 60 * 0.5) * MINUTE
    assert EXTRA.paid_s(outs, 3 * HOUR) == 60 * 0.5 * MINUTE
    assert EXTRA.paid_s([(8 * HOUR, 9 * HOUR)], HOUR) == 0


def test_what_is_hired_counts_against_its_runs_only_while_searching() -> None:
    """Half of a day of 78 pounds against each run; a run is shown without it."""
    assert RATES.standing.run_price(HIRED, 1).run == 3900 * UNITS_PER_PENNY
    assert RATES.standing.run_price(KEPT, 1).run == 0
    hired = PARTS[2]
    (run,) = hired.plan.runs
    assert run_units(hired.problem, run) == (4000 + 40 * 24) * UNITS_PER_PENNY
