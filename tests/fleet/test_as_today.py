"""Today's runs made better, also where nobody is on a run today."""

from dataclasses import replace

import pytest

from tests.fleet.rides import bus, line, ride
from tests.fleet.test_day_part import MINIBUS, RATES
from transit.fleet.as_today import FleetToday, part_improved
from transit.fleet.fixed import GivenStop
from transit.fleet.plan import Action
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.settings import Budget, search_settings
from transit.fleet.todays_runs import MadeToday
from transit.model.rides import TodayRun
from transit.model.vehicles import VehicleKind
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

TAXI = replace(MINIBUS, id="T1", kind=VehicleKind.TAXI, cost=replace(MINIBUS.cost, day_pence=0))


@pytest.mark.parametrize("shared", [False, True])
def test_who_is_in_taxis_today_is_offered_a_run(shared: bool) -> None:
    """Four in taxis at 20 each, of whom two may share one today; a run for all of them costs 30.

    The first passenger alone does not pay for it.
    """
    asked = tuple(ride(name, 1, 2, leave_cost=20) for name in "abcd")
    taxi = bus(
        "taxi 1", (3, 0), start=3, end=3, is_taxi=True, price=RunPrice(run=31, metre=0, load=31)
    )
    van = bus("V1", (4, 0), price=RunPrice(run=30, metre=0))
    problem = Problem(asked, (van, taxi), line(0, 10, 20, 30))
    stops = tuple(GivenStop(at, what, None) for what in Action for at in (0, 1))
    today = [MadeToday(TodayRun("R1", "T1", (Weekday.MON,)), 0, stops, None)] if shared else []
    fleet = FleetToday({"T1": TAXI}, {}, RATES)
    settings = search_settings(read_parameters())
    _, plan = part_improved(problem, today, fleet, (), settings, Budget(iterations=40))
    assert (plan.cost, len(plan.runs)) == (30, 1)
