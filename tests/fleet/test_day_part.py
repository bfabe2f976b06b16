"""From rides to problems: windows, limits, prices, and which run a ride belongs to."""

from dataclasses import replace

import numpy as np
import pytest

from transit.errors import InputError
from transit.fleet.day_part import DayPart, day_parts, driven_at_s, part_problem, points_of
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.needs import RideTerms
from transit.fleet.problem import Matrix, Problem
from transit.fleet.rates import fleet_rates
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import solve
from transit.fleet.summary import summarise
from transit.fleet.today import FleetRide, Towards
from transit.model.positions import Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

HOUR, MINUTE = 3600, 60
PARAMETERS = read_parameters()
RATES = replace(
    fleet_rates(PARAMETERS),
    board_seat_s=120,
    board_seat_venue_s=60,
    board_wheelchair_s=360,
    arrive_before_s=20 * MINUTE,
    arrive_margin_s=5 * MINUTE,
    leave_within_s=15 * MINUTE,
    runs_begin_s=(0, 11 * HOUR, 14 * HOUR),
    assistants=1,
    taxi_start_pence=400,
    taxi_mile_pence=200,
    taxi_wheelchair_share=0.25,
)
DEPOT, HOME, CENTRE = (Position(51.0, 0.01 * step, 10) for step in range(3))
COST = RunningCost(
    day_pence=6000, mile_pence=100, driver_hour_pence=1800, assistant_hour_pence=1200
)
MINIBUS = Vehicle(
    id="V1",
    name="Minibus",
    kind=VehicleKind.MINIBUS,
    layouts=(Layout(8, 1),),
    depot=Depot("Depot", DEPOT),
    from_s=8 * HOUR,
    to_s=17 * HOUR,
    cost=COST,
)
THERE = FleetRide(
    person="P1",
    session="S1",
    towards=Towards.VENUE,
    day=Weekday.MON,
    at_s=10 * HOUR,
    home=HOME,
    venue=CENTRE,
    wheelchair=False,
)
BACK = replace(THERE, towards=Towards.HOME, at_s=15 * HOUR)
MILE_M = 1609.344


def problem(*rides: FleetRide, vehicle: Vehicle = MINIBUS) -> Problem:
    """State the problem of rides that belong together; places are 10 minutes and 5 miles apart."""
    (part,) = day_parts(rides, RATES)
    points = points_of(rides, [vehicle])
    rows = {point: row for row, point in enumerate(points)}
    apart = np.abs(np.arange(len(points))[:, None] - np.arange(len(points)))
    matrix = Matrix(apart * 10 * MINUTE, np.rint(apart * 5 * MILE_M).astype(np.int64))
    return part_problem(part, [vehicle], rows, matrix, RATES, PARAMETERS)


@pytest.mark.parametrize(
    ("rides", "expected"),
    [
        ([THERE], 9 * HOUR + 40 * MINUTE),
        ([BACK], 15 * HOUR + 15 * MINUTE),
        ([replace(THERE, at_s=at * HOUR) for at in (8, 9, 10)], 8 * HOUR + 40 * MINUTE),
        ([replace(THERE, at_s=0)], 0),
        ([replace(BACK, at_s=24 * HOUR)], 24 * HOUR - 1),
    ],
)
def test_traffic_is_of_when_one_drives(rides: list[FleetRide], expected: int) -> None:
    """Twenty minutes before the session, fifteen after it; the middle ride; never another day."""
    part = DayPart(Weekday.MON, 0, 24 * HOUR, tuple(rides))
    assert driven_at_s(part, RATES) == expected


def test_rides_belong_to_the_run_in_whose_time_their_session_is() -> None:
    """A boundary belongs to the later run; days are apart."""
    at = (10 * HOUR, 11 * HOUR - 1, 11 * HOUR, 15 * HOUR)
    rides = [replace(THERE, at_s=moment) for moment in at]
    rides.append(replace(THERE, day=Weekday.TUE))
    found = [
        (part.day, part.from_s, part.to_s, len(part.rides)) for part in day_parts(rides, RATES)
    ]
    assert found == [
        (Weekday.MON, 0, 11 * HOUR, 2),
        (Weekday.MON, 11 * HOUR, 14 * HOUR, 1),
        (Weekday.MON, 14 * HOUR, 24 * HOUR, 1),
        (Weekday.TUE, 0, 11 * HOUR, 1),
    ]


def test_a_ride_there_ends_before_the_session() -> None:
    """Dropped off from 9:40 to 9:55; at most twice 10 minutes and 10 more aboard."""
    request = problem(THERE).requests[0]
    assert request.ride_limit_s == 30 * MINUTE
    assert (request.drop_off.from_s, request.drop_off.to_s) == (9 * HOUR + 2400, 9 * HOUR + 3300)
    assert request.pick_up.from_s == 9 * HOUR + 2400 - 30 * MINUTE - 120
    assert (request.pick_up.service_s, request.drop_off.service_s) == (120, 60)
    assert (request.seats, request.wheelchairs) == (1, 0)


def test_a_ride_home_begins_after_the_session() -> None:
    """Fetched from 15:00 to 15:15."""
    request = problem(BACK).requests[0]
    assert (request.pick_up.from_s, request.pick_up.to_s) == (15 * HOUR, 15 * HOUR + 900)
    assert request.drop_off.to_s == 15 * HOUR + 900 + 60 + 30 * MINUTE
    assert (request.pick_up.service_s, request.drop_off.service_s) == (60, 120)


def test_a_wheelchair_takes_a_space_time_and_a_dearer_taxi() -> None:
    """Five miles: £4 and 5 times £2; a quarter more for a taxi with a ramp."""
    lifted = replace(THERE, person="P2", wheelchair=True, terms=RideTerms(by_lift=True))
    seat, chair = problem(THERE, lifted).requests
    assert (chair.seats, chair.wheelchairs) == (0, 1)
    assert chair.pick_up.service_s == chair.drop_off.service_s == 360
    assert seat.leave_cost == pytest.approx(1400 * UNITS_PER_PENNY, rel=1e-3)
    assert chair.leave_cost == pytest.approx(1750 * UNITS_PER_PENNY, rel=1e-3)


def test_a_vehicle_runs_in_its_shift_and_in_the_time_of_the_run() -> None:
    """From 8 until 11 in the morning, from 14 until 17 in the afternoon, and not at night."""
    assert [(v.from_s, v.to_s) for v in problem(THERE).vehicles] == [(8 * HOUR, 11 * HOUR)]
    assert [(v.from_s, v.to_s) for v in problem(BACK).vehicles] == [(14 * HOUR, 17 * HOUR)]
    late = replace(MINIBUS, from_s=12 * HOUR)
    assert problem(THERE, vehicle=late).vehicles == ()


def test_planned_in_turn_a_vehicle_may_be_out_beyond_the_time_of_its_run() -> None:
    """For rides until eleven it may be back at twelve; for those after two it may leave at one."""
    rates = replace(RATES, runs_overlap_s=HOUR)
    for ride, times in ((THERE, (8 * HOUR, 12 * HOUR)), (BACK, (13 * HOUR, 17 * HOUR))):
        (part,) = day_parts([ride], rates)
        rows = {point: row for row, point in enumerate(points_of([ride], [MINIBUS]))}
        none = np.zeros((3, 3), np.int64)
        asked = part_problem(
            part, [MINIBUS], rows, Matrix(none, none), rates, PARAMETERS, in_turn=True
        )
        assert [(v.from_s, v.to_s) for v in asked.vehicles] == [times]


def test_a_plan_costs_what_its_parts_do() -> None:
    """One rider, there: 40 minutes out, 20 miles; against a taxi at £14 it does not pay.

    The driver's hours are in their contract. Depot, home, centre and back are 20 miles at £1; 40
    minutes of driving and 3 of boarding with an assistant at £12 an hour are £8.60: £28.60.
    """
    asked = problem(replace(THERE, at_s=10 * HOUR))
    must = replace(asked, requests=(replace(asked.requests[0], leave_cost=None),))
    served = solve(must, search_settings(PARAMETERS), Budget(iterations=50))
    found = summarise(must, served)
    assert found.runs_pence == pytest.approx(2000 + 860, rel=2e-3)
    assert (found.on_runs, found.vehicles, found.out_s) == (1, 1, 43 * MINUTE)
    assert (found.mean_ride_s, found.longest_ride_s) == (10 * MINUTE, 10 * MINUTE)
    assert found.metres == pytest.approx(20 * MILE_M, abs=4)
    left = summarise(asked, solve(asked, search_settings(PARAMETERS), Budget(iterations=50)))
    assert (left.on_runs, left.riders) == (0, 1)
    assert left.pence == left.taxis_pence == pytest.approx(1400, rel=1e-3)


@pytest.mark.parametrize("begins", [(), (60,), (0, 50, 40), (0, 40, 40)])
def test_times_of_runs_must_cover_the_day_in_order(begins: tuple[int, ...]) -> None:
    """A council's own value is refused with the name of the parameter."""
    with pytest.raises(InputError, match="fleet_runs_begin_s"):
        replace(RATES, runs_begin_s=begins)
