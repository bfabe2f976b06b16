"""Today's own runs at the prices of all plans, by arithmetic."""

from dataclasses import replace

import pytest

from tests.fleet.pay import standing
from tests.fleet.rides import HOUR, bus, line, ride
from tests.fleet.test_carbon import FACTORS
from tests.fleet.weeks import week_of
from transit.fleet.day_part import PlannedPart, with_anywhere
from transit.fleet.figures import Prices
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Action, LeftOut, Plan, Reason, Run, RunStop
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.today_figures import today_figures
from transit.model.fact import State
from transit.model.positions import Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind

MILE_M = 1609.344
VAN = Vehicle(
    id="V1",
    name="Van",
    kind=VehicleKind.MINIBUS,
    layouts=(Layout(4, 0),),
    depot=Depot("Yard", Position(51.0, 0.0, 10)),
    from_s=0,
    to_s=24 * HOUR,
    cost=RunningCost(
        day_pence=6000, mile_pence=80, driver_hour_pence=1800, assistant_hour_pence=1500
    ),
)
RATES = standing()
PRICE = RATES.run_price(VAN, 1)


def test_a_run_and_two_taxis() -> None:
    """The van is out for 40 minutes and 40 km with one assistant; a shared taxi and one alone.

    A year: 250 days at 60 pounds and 4 hours of 18; 50 weeks of 40 km at 80 pence a mile, 40
    minutes at 15 pounds an hour and both taxis.
    """
    requests = [ride(name, 1, 2, leave_cost=700 * UNITS_PER_PENNY) for name in "abcd"]
    vehicles = (
        bus("V1 (R1)", assistants=1, price=PRICE),
        bus(
            "taxi",
            start=3,
            end=3,
            is_taxi=True,
            price=RunPrice(run=1000 * UNITS_PER_PENNY, metre=0),
        ),
    )
    problem = Problem(tuple(requests), vehicles, with_anywhere(line(0, 10, 20)))
    on, off = Action.PICK_UP, Action.DROP_OFF
    cost = PRICE.metre * 40_000 + PRICE.second * 2400
    own = Run(0, 0, 2400, (RunStop(0, on, 600), RunStop(0, off, 1200)), cost)
    stops = [RunStop(at, what, 600) for what in (on, off) for at in (1, 2)]
    shared = Run(1, 0, 2400, tuple(stops), 1000 * UNITS_PER_PENNY)
    plan = Plan((own, shared), (LeftOut(3, Reason.NO_ROOM),), 0, 0)
    part = week_of([problem], {"V1": 0}).parts[0].part
    prices = Prices({"V1": VAN}, {"V1": 1}, RATES, FACTORS)
    found = today_figures([PlannedPart(part, problem, plan)], prices, 50)
    assert found.vehicles_pence == 250 * 6000 and found.drivers_pence == 250 * 4 * 1800
    assert found.miles_pence == pytest.approx(50 * 40_000 / MILE_M * 80, rel=1e-3)
    assert found.assistants_pence == pytest.approx(50 * 1500 * 40 / 60, rel=1e-3)
    assert found.taxis_pence == pytest.approx(50 * (1000 + 700))
    parts = ("vehicles", "drivers", "miles", "assistants", "taxis")
    assert found.cost_pence == pytest.approx(sum(getattr(found, f"{x}_pence") for x in parts))
    assert (found.people_fleet, found.people_taxi, found.people_alone) == (1, 3, 0)
    assert (found.rides, found.taxi_rides, found.ride_min) == (1, 3, 10)
    assert (found.paid_driver_hours, found.vehicles) == (20, 1)
    assert found.driver_hours == pytest.approx(40 / 60) == found.assistant_hours
    assert found.over_hours == 0
    less = Prices({"V1": VAN}, {"V1": 1}, replace(RATES, driver_hours=0.5), FACTORS)
    beyond = today_figures([PlannedPart(part, problem, plan)], less, 50)
    assert beyond.over_hours == pytest.approx(40 / 60 - 0.5)
    extra = 50 * 10 / 60 * 1800  # ten minutes a week beyond half an hour
    assert beyond.drivers_extra_pence == pytest.approx(extra)
    assert beyond.drivers_pence == pytest.approx(250 * 0.5 * 1800 + extra)
    assert beyond.cost_pence - found.cost_pence == pytest.approx(extra - 250 * 3.5 * 1800)
    assert found.carbon_fleet_kg == pytest.approx(50 * 40 * 0.3)
    assert found.carbon_taxis_kg == pytest.approx(50 * 2 * 10 * 0.25 * 1.5)  # one for two


@pytest.mark.parametrize(("idle", "counted"), [(State.NO, 0), (State.UNKNOWN, 1)])
def test_a_hired_vehicle_that_stays_in_is_none(idle: State, counted: int) -> None:
    """As in plans beside it: nothing is paid for it; one of which nobody knows is paid for."""
    prices = Prices({"V1": replace(VAN, paid_when_idle=idle)}, {"V1": 1}, RATES, FACTORS)
    assert today_figures([], prices, 50).vehicles == counted


@pytest.mark.parametrize(("contracted", "paid"), [(0.5, 30 / 60 * 5), (0.0, 20 / 60)])
def test_a_driver_in_the_price_of_a_day_is_not_paid_by_the_hour(
    contracted: float, paid: float
) -> None:
    """A firm's vehicle is out for 40 minutes, and the council's van for 20.

    The council pays its own driver: half an hour on each of five days, or these 20 minutes.
    """
    firm = replace(
        VAN, id="T1", cost=replace(VAN.cost, driver_hour_pence=0), paid_when_idle=State.NO
    )
    rates = standing(driver_hours=contracted)
    vehicles = (bus("V1", price=PRICE), bus("T1", price=RunPrice()))
    problem = Problem((ride("a", 1, 2), ride("b", 1, 2)), vehicles, line(0, 10, 20))
    runs = [
        Run(at, 0, out_s, tuple(RunStop(at, what, 600) for what in Action), 0)
        for at, out_s in enumerate((1200, 2400))
    ]
    part = week_of([problem], {"V1": 0}).parts[0].part
    prices = Prices({"V1": VAN, "T1": firm}, {"V1": 0, "T1": 0}, rates, FACTORS)
    found = today_figures([PlannedPart(part, problem, Plan(tuple(runs), (), 0, 0))], prices, 50)
    assert found.paid_driver_hours == pytest.approx(paid)
    assert (found.driver_hours, found.over_hours) == (1.0, 0)
