"""Moving a ride: at what cost, and whether it holds."""

from dataclasses import replace

from tests.fleet.rides import bus, line, ride
from transit.fleet.checker import Fault, Finding
from transit.fleet.fixed import GivenRun, GivenStop, plan_as_given
from transit.fleet.moved import broken_by, move_ride
from transit.fleet.plan import Action, Plan, Reason
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import solve
from transit.read.parameters import read_parameters

SETTINGS = search_settings(read_parameters())
ASKED = Problem(
    (
        ride("a", 1, 3, leave_cost=50_000),
        ride("b", 2, 3, leave_cost=50_000),
        ride("c", 2, 3, seats=0, wheelchairs=1, leave_cost=3),
    ),
    (bus("seats", (2, 0), price=RunPrice(100, 1)), bus("chair", (1, 1), price=RunPrice(100, 1))),
    line(0, 10, 15, 25),
)
"""a and b on the bus with seats: 50 km; c in a taxi."""


def plan() -> Plan:
    """Return the cheapest plan."""
    found = solve(ASKED, SETTINGS, Budget(iterations=60))
    assert found.cost == 100 + 50_000 + 3
    return found


def test_to_a_taxi() -> None:
    """a in a taxi saves nothing of the bus's way, for b is beyond: £50,000 more."""
    moved = move_ride(ASKED, plan(), 0, None)
    assert (moved.plan.cost - plan().cost, moved.findings) == (50_000, ())
    reasons = {left.request: left.reason for left in moved.plan.left_out}
    assert reasons == {0: Reason.BY_CHOICE, 2: Reason.DEARER_THAN_LEAVING}


def test_to_another_vehicle_where_it_costs_least() -> None:
    """c on the other bus: its own 50 km and its start, less the taxi."""
    moved = move_ride(ASKED, plan(), 2, 1)
    assert (moved.plan.cost - plan().cost, moved.findings) == (50_100 - 3, ())
    assert len(moved.plan.runs) == 2


def test_where_it_cannot_be_is_said() -> None:
    """c's wheelchair does not fit on the bus with seats."""
    moved = move_ride(ASKED, plan(), 2, 0)
    assert {finding.fault for finding in moved.findings} == {Fault.LOAD}


def test_to_where_it_is_changes_nothing() -> None:
    """a stays on its run, wherever on it that costs least."""
    old = plan()
    vehicle = old.runs[0].vehicle
    moved = move_ride(ASKED, old, 0, vehicle)
    assert (moved.plan.cost - old.cost, moved.findings) == (0, ())


def test_one_fault_for_another_does_not_hold() -> None:
    """As many as before are wrong, but another one; fewer or the same hold."""
    late, full = Finding(Fault.WINDOW, 0, 0), Finding(Fault.LOAD, 0, 2)
    other = replace(move_ride(ASKED, plan(), 2, 0), findings=(full,))
    assert broken_by(other, [late]) == broken_by(other, []) == (full,)
    assert broken_by(other, [full]) == broken_by(replace(other, findings=()), [late]) == ()
    assert broken_by(replace(other, findings=(full, full)), [full, late]) == (full,)


def test_next_to_whom_they_must_ride_with() -> None:
    """b and c ride together: c gets on and off beside b.

    Where a got on or off between them, the run would be no longer.
    """
    a, b, c = ASKED.requests
    mates = (
        a,
        replace(b, together=frozenset("c")),
        replace(c, seats=1, wheelchairs=0, together=frozenset("b"), pick_up=a.pick_up),
    )
    asked = replace(ASKED, requests=mates, vehicles=(bus("seats", (4, 0)),))
    stops = ((1, "pick up"), (0, "pick up"), (0, "drop off"), (1, "drop off"))
    before = plan_as_given(
        asked,
        [GivenRun(0, tuple(GivenStop(at, Action(action)) for at, action in stops))],
        Reason.DEARER_THAN_LEAVING,
    )
    moved = move_ride(asked, before, 2, 0)
    assert moved.findings == ()
    (run,) = moved.plan.runs
    assert [stop.request for stop in run.stops] in ([2, 1, 0, 0, 2, 1], [2, 1, 0, 0, 1, 2])
