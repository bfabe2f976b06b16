"""Plans that are kept and read again: each run with the vehicle that made it."""

from dataclasses import replace

import pytest

from tests.fleet.test_day_part import HOUR, MINIBUS, RATES, THERE, problem
from transit.fleet.as_today import FleetToday, part_as_today
from transit.fleet.day_part import DayPart, PlannedPart, with_anywhere
from transit.fleet.kept import kept_runs, parts_of_kept
from transit.fleet.todays_runs import made_today
from transit.model.rides import KeptPlan, StopAction, TodayRun, TodayStop
from transit.model.vehicles import VehicleKind
from transit.model.weekdays import Weekday

TAXI = replace(MINIBUS, id="T1", kind=VehicleKind.TAXI, cost=replace(MINIBUS.cost, day_pence=0))
LATE = replace(MINIBUS, id="V2", from_s=16 * HOUR)


@pytest.mark.parametrize("vehicle", ["T1", "V2"])
@pytest.mark.parametrize("contract", [None, 900.0])
def test_a_run_of_today_stays_in_its_taxi_or_out_of_its_shift(
    vehicle: str, contract: float | None
) -> None:
    """The fleet that is planned with has no taxis and no V2 before four: the run costs the same."""
    rides = tuple(replace(THERE, person=name, taxi_pence=contract) for name in ("P1", "P2"))
    stops = tuple(
        TodayStop(what, name)
        for what in StopAction
        if what != StopAction.DEPOT
        for name in ("P1", "P2")
    )
    asked = problem(*rides)
    asked = replace(asked, matrix=with_anywhere(asked.matrix))
    fleet = FleetToday({"T1": TAXI, "V2": LATE}, {"V2": 0}, RATES)
    part = DayPart(Weekday.MON, 0, 11 * HOUR, rides)
    made = made_today([part], [TodayRun("R1", vehicle, (Weekday.MON,), stops)], [])
    driven, plan = part_as_today(asked, made, fleet)
    runs = kept_runs([PlannedPart(part, driven, plan)])
    (again,) = parts_of_kept([(part, asked)], KeptPlan("today", "", 0, runs), fleet)
    assert [again.problem.vehicles[run.vehicle].id for run in again.plan.runs] == [
        f"{vehicle} (R1)"
    ]
    assert (again.plan.cost, again.plan.left_out) == (plan.cost, ())
