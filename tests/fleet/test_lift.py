"""Who gets on by the lift and moves to a seat: only where a vehicle is known to have a lift."""

from dataclasses import replace
from itertools import product

import pytest

from tests.fleet.rides import bus, line, ride
from tests.fleet.test_day_part import PARAMETERS, THERE, problem
from transit.errors import InputError
from transit.fleet.arrays import pack
from transit.fleet.checker import Fault, check
from transit.fleet.fixed import GivenRun, GivenStop, plan_as_given
from transit.fleet.joined import join
from transit.fleet.needs import RideTerms
from transit.fleet.plan import Action, Reason
from transit.fleet.problem import Problem, RunPrice, RunVehicle
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import solve
from transit.kernels.dial_a_ride import layouts_for

SETTINGS = search_settings(PARAMETERS)
CAR = bus("car", (3, 0), price=RunPrice(run=1))
VAN = bus("van", (6, 0), (3, 1), price=RunPrice(run=1000))


def asked(*vehicles: RunVehicle, lifts: int = 1) -> Problem:
    """Return one ride by the lift to a seat, or without."""
    return Problem((ride("a", 1, 2, leave_cost=10**6, lifts=lifts),), vehicles, line(0, 10, 20))


def test_the_dearer_vehicle_with_a_lift_comes() -> None:
    """A car is a thousand times cheaper, and comes for who walks aboard."""
    for lifts, expected in ((1, 1), (0, 0)):
        made = solve(asked(CAR, VAN, lifts=lifts), SETTINGS, Budget(iterations=20))
        assert [run.vehicle for run in made.runs] == [expected]
        assert check(asked(CAR, VAN, lifts=lifts), made) == ()


def test_without_a_lift_they_are_left_and_told() -> None:
    """A car alone takes nobody by the lift; the checker says so of a run that does."""
    made = solve(asked(CAR), SETTINGS, Budget(iterations=20))
    assert [each.reason for each in made.left_out] == [Reason.NO_VEHICLE_FITS]
    run = GivenRun(0, (GivenStop(0, Action.PICK_UP), GivenStop(0, Action.DROP_OFF)))
    driven = plan_as_given(asked(CAR), [run], Reason.NO_ROOM)
    assert Fault.LIFT in {each.fault for each in check(asked(CAR), driven)}


def test_the_lift_takes_no_space_away() -> None:
    """For every load the same layouts carry it, however many of the seated came by the lift."""
    vehicles = (CAR, VAN)
    plain = pack(asked(*vehicles, lifts=0)).rides
    lifted = pack(asked(*vehicles)).rides
    space = 7  # one more than the most seats
    for kind, seats, chairs in product((0, 1), range(8), range(3)):
        carried = layouts_for(plain, kind, seats, chairs, 0, 0)
        for lifts in range(seats + 1):
            found = layouts_for(lifted, kind, seats, chairs * space + lifts, 0, 0)
            assert found == (0 if lifts and vehicles[kind] is CAR else carried)


def test_a_group_needs_the_lift_if_one_of_them_does() -> None:
    """Two who must ride together are one request."""
    whole = Problem(
        (
            ride("a", 1, 2, lifts=1, together=frozenset("b")),
            ride("b", 1, 2, together=frozenset("a")),
        ),
        (CAR,),
        line(0, 10, 20),
    )
    assert [each.lifts for each in join(whole).problem.requests] == [1]
    with pytest.raises(InputError, match="lift"):
        ride("a", 1, 2, seats=0, wheelchairs=1, lifts=1)


def test_who_moves_from_a_wheelchair_to_a_seat_comes_by_the_lift() -> None:
    """Known to walk aboard: no lift. By the lift: a taxi that carries wheelchairs, a quarter more.

    In a wheelchair they take the space, and the lift goes with it.
    """
    (walks,) = problem(THERE).requests
    (moves,) = problem(replace(THERE, terms=RideTerms(by_lift=True))).requests
    (sits,) = problem(replace(THERE, wheelchair=True, terms=RideTerms(by_lift=True))).requests
    assert [(each.seats, each.lifts) for each in (walks, moves, sits)] == [(1, 0), (1, 1), (0, 0)]
    dearer = pytest.approx(1.25 * (walks.leave_cost or 0), rel=1e-4)  # a metre's price is rounded
    assert moves.leave_cost == sits.leave_cost == dearer
