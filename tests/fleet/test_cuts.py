"""When the times of runs begin; and what a later start of one session saves (by hand)."""

from dataclasses import replace

import numpy as np

from tests.fleet.weeks import known
from transit.fleet.cuts import CutRules, fitted_cuts
from transit.fleet.day_part import day_parts, part_problem, points_of
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.problem import Matrix, Problem, RunPrice
from transit.fleet.rates import fleet_rates
from transit.fleet.today import FleetRide, Towards
from transit.fleet.week_problem import week_problem
from transit.model.positions import Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

MINUTE, HOUR = 60, 3600
PARAMETERS = read_parameters()
RATES = replace(
    fleet_rates(PARAMETERS),
    board_seat_s=2 * MINUTE,
    board_seat_venue_s=MINUTE,
    arrive_before_s=20 * MINUTE,
    arrive_margin_s=0,
    leave_within_s=20 * MINUTE,
    runs_begin_s=(0, 10 * HOUR + 45 * MINUTE, 14 * HOUR),
    runs_overlap_s=HOUR,
    longest_run_s=3 * HOUR,
)
RULES = CutRules(within_s=HOUR, span_s=80 * MINUTE, depot_s=20 * MINUTE)
NEAR, FAR = Position(51.0, 0.0, 10), Position(51.0, 0.2, 10)
STANDING = 10_000


def ride(person: str, starts_s: int, towards: Towards = Towards.VENUE) -> FleetRide:
    """Return a ride from near to far, or back."""
    return FleetRide(
        person=person,
        session=person[0],
        towards=towards,
        day=Weekday.MON,
        at_s=starts_s,
        home=NEAR,
        venue=FAR,
        wheelchair=False,
    )


def test_a_boundary_leaves_a_session_that_starts_just_after_it() -> None:
    """At 10:50 riders set out from 9:30 on, and the vehicle is back at 11:10: there it goes."""
    rides = [ride("a1", 10 * HOUR), ride("b1", 10 * HOUR + 50 * MINUTE)]
    cuts = fitted_cuts(rides, RATES.runs_begin_s, RULES)
    assert cuts == (0, 11 * HOUR + 10 * MINUTE, 14 * HOUR)


def test_a_boundary_waits_until_people_are_home() -> None:
    """A session ends at 13:35: a vehicle is out from 13:15 to 14:55, and 13:15 is nearer to 14:00.

    At 13:15 the riders belong to the time after it.
    """
    rides = [ride("a1", 13 * HOUR + 35 * MINUTE, Towards.HOME)]
    assert fitted_cuts(rides, (0, 14 * HOUR), RULES) == (0, 13 * HOUR + 15 * MINUTE)


def test_boundaries_stay_where_they_hinder_nobody_and_never_meet() -> None:
    """Without rides nothing moves; two that are meant close to each other stay in order."""
    assert fitted_cuts([], RATES.runs_begin_s, RULES) == RATES.runs_begin_s
    rides = [ride("a1", 10 * HOUR + 50 * MINUTE)]
    cuts = fitted_cuts(rides, (0, 10 * HOUR + 40 * MINUTE, 10 * HOUR + 41 * MINUTE), RULES)
    assert list(cuts) == sorted(set(cuts))


def test_no_time_is_lost_more_than_where_boundaries_were_meant() -> None:
    """Of many random weeks, riders who are cut off are never more than before."""
    draw = np.random.default_rng(1)
    for _ in range(5):
        rides = [
            ride(f"a{at}", int(moment), Towards.VENUE if there else Towards.HOME)
            for at, (moment, there) in enumerate(
                zip(draw.integers(8 * HOUR, 17 * HOUR, 9), draw.random(9) < 0.5, strict=True)
            )
        ]
        meant = (0, 11 * HOUR)
        assert _cut_off(rides, fitted_cuts(rides, meant, RULES)[1]) <= _cut_off(rides, meant[1])


def _cut_off(rides: list[FleetRide], cut: int) -> int:
    """Return seconds for which vehicles would be out on the wrong side of a boundary."""
    total = 0
    for each in rides:
        there = each.towards is Towards.VENUE
        before = RULES.span_s if there else RULES.depot_s
        after = RULES.depot_s if there else RULES.span_s
        out = range(each.at_s - before, each.at_s + after)
        total += len([s for s in out if (s < cut) == (each.at_s >= cut)])
    return total


def ladder(second_starts_s: int) -> Ladder:
    """Plan two people to a session at 10:00 and two to another, with two vans for two each.

    Twenty minutes' drive lie between homes and venues; nothing costs but keeping vans and taxis.
    """
    rides = [
        ride("a1", 10 * HOUR),
        ride("a2", 10 * HOUR),
        ride("b1", second_starts_s),
        ride("b2", second_starts_s),
    ]
    depot = Depot("Depot", NEAR)
    vans = [
        Vehicle(
            id=name,
            name=name,
            kind=VehicleKind.MINIBUS,
            layouts=(Layout(2, 0),),
            depot=depot,
            from_s=7 * HOUR,
            to_s=18 * HOUR,
            cost=RunningCost(0, 0, 0, 0),
        )
        for name in ("v1", "v2")
    ]
    points = points_of(rides, vans)
    rows = {point: row for row, point in enumerate(points)}
    apart = np.array([[0, 1], [1, 0]])
    matrix = Matrix(apart * 20 * MINUTE, apart * 10_000)
    rates = replace(RATES, runs_begin_s=fitted_cuts(rides, RATES.runs_begin_s, RULES))
    parts = [
        (part, part_problem(part, vans, rows, matrix, rates, PARAMETERS))
        for part in day_parts(rides, rates)
    ]
    free = [(part, _free(problem)) for part, problem in parts]
    return build_ladder(known(week_problem(free, {"v1": STANDING, "v2": STANDING}, 10)))


def _free(problem: Problem) -> Problem:
    """Let runs cost nothing, and each taxi half of what a van costs a year, on ten weeks."""
    requests = tuple(replace(each, leave_cost=STANDING) for each in problem.requests)
    vehicles = tuple(replace(each, price=RunPrice(metre=0)) for each in problem.vehicles)
    return Problem(requests, vehicles, problem.matrix)


def test_a_later_start_lets_one_van_do_two_runs() -> None:
    """At 10:00 both need a van each; where the second starts at 10:50 one van does both.

    Everybody is set down between 20 minutes before the start and the start. Both at 10:00: whoever
    set the first two down at 9:40 at the earliest takes 2 minutes to let them off, 20 back, 4 to
    let two aboard, and 20 there: 10:26. Two vans cost 2 x 10,000 a year; a van and two taxis
    10,000 + 10 weeks x 2 x 10,000. With the second at 10:50 the van that let two off from 9:58 to
    10:00 is back at 10:20, leaves at 10:24 and is there at 10:44: in time, and after 10:30. So a
    van goes: 10,000 a year are saved, all of it cashable.
    """
    before, after = ladder(10 * HOUR), ladder(10 * HOUR + 50 * MINUTE)
    costs = [each.known.year_units(each.rungs[each.best]) for each in (before, after)]
    assert costs == [2 * STANDING, STANDING]
    assert [len(each.rungs[each.best]) for each in (before, after)] == [2, 1]


def test_too_little_later_saves_no_van() -> None:
    """At 10:20 the second two would be there at 10:26 at the earliest: six minutes late."""
    made = ladder(10 * HOUR + 20 * MINUTE)
    assert len(made.rungs[made.best]) == 2
