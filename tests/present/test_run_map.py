"""Runs on a map: lines that pass a place twice, where several stop, and where they leave from."""

from dataclasses import replace

from tests.fleet.rides import HOUR, bus, line, ride
from transit.fleet.day_part import DayPart, PlannedPart
from transit.fleet.fixed import GivenRun, GivenStop, plan_as_given
from transit.fleet.plan import Action, Reason
from transit.fleet.problem import Problem
from transit.fleet.today import FleetRide, Towards
from transit.model.positions import Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.weekdays import Weekday
from transit.present.run_map import run_map

PLACES = [Position(51.0, lon / 100, 10) for lon in range(6)]
HOMES, VENUE = [1, 2, 1, 4, 5], 3


def part() -> PlannedPart:
    """Return a part in which A fetches two one after the other, and B to E one each."""
    problem = Problem(
        tuple(ride(f"P{at}", home, VENUE) for at, home in enumerate(HOMES)),
        tuple(bus(f"V{at}", (2, 0)) for at in range(4)),
        line(0, 10, 15, 25, 30, 35),
    )
    rides = tuple(
        FleetRide(
            person=f"P{at}",
            session="S",
            towards=Towards.VENUE,
            day=Weekday.MON,
            at_s=HOUR,
            home=PLACES[home],
            venue=PLACES[VENUE],
            wheelchair=False,
        )
        for at, home in enumerate(HOMES)
    )
    given = [(0, (0, 1)), (1, (2,)), (2, (3,)), (3, (4,))]
    runs = [
        GivenRun(
            vehicle,
            tuple(
                GivenStop(request, action)
                for request in requests
                for action in (Action.PICK_UP, Action.DROP_OFF)
            ),
        )
        for vehicle, requests in given
    ]
    return PlannedPart(
        DayPart(Weekday.MON, 0, 24 * HOUR, rides),
        problem,
        plan_as_given(problem, runs, Reason.BY_CHOICE),
    )


def test_a_run_that_comes_back_to_a_place_is_drawn_so() -> None:
    """First home, venue, second home, venue: four points, not three."""
    content, legend = run_map(part(), (), "A")
    (drawn,) = content.lines
    assert [round(lon * 100) for _, lon in drawn.points] == [1, 3, 2, 3]
    assert {point.text for point in content.points} == {"A1", "A2", "A3"}
    assert [entry.text for entry in legend] == ["V0"]


def test_where_several_runs_stop_one_sign_names_them() -> None:
    """At the first home A and B, at the venue all four; elsewhere one letter."""
    content, legend = run_map(part(), ())
    signs = {round(point.lon * 100): (point.kind, point.text) for point in content.points}
    assert signs == {
        1: ("run-several", "A B"),
        2: ("run-0", "A"),
        3: ("run-several", "4 runs"),
        4: ("run-2", "C"),
        5: ("run-3", "D"),
    }
    home = next(point for point in content.points if point.text == "A B")
    assert home.label == "Run A: pick up P0; Run B: pick up P2"
    assert [entry.mark for entry in legend] == ["A", "B", "C", "D", "A B"]


def van(number: int, depot: str, at: Position) -> Vehicle:
    """Return a vehicle of the fleet."""
    return Vehicle(
        id=f"V{number}",
        name="Van",
        kind=VehicleKind.MINIBUS,
        layouts=(Layout(2, 0),),
        depot=Depot(depot, at),
        from_s=0,
        to_s=24 * HOUR,
        cost=RunningCost(0, 0, 0, 0),
    )


def test_bases_are_shown_with_the_runs_that_leave_there() -> None:
    """A and B leave from the yard, C from the venue, where a sign stands already; D is a taxi."""
    fleet = [van(0, "Yard", PLACES[0]), van(1, "Yard", PLACES[0]), van(2, "Centre", PLACES[VENUE])]
    drawn = part()
    *ours, last = drawn.problem.vehicles
    problem = replace(drawn.problem, vehicles=(*ours, replace(last, is_taxi=True)))
    drawn = replace(drawn, problem=problem)
    content, legend = run_map(drawn, [*fleet, van(3, "Rank", PLACES[5])])
    bases = [point for point in content.points if point.kind == "base"]
    assert [(each.label, each.lat, each.lon) for each in bases] == [
        ("Base Yard: runs A, B", 51.0, 0.0),
        ("Base Centre: run C", 51.0, 0.03),
    ]
    assert bases[0].offset == (0, 0) and bases[1].offset != (0, 0)
    assert (legend[-1].mark, legend[-1].text) == (bases[0].text, "bases: Yard, Centre")
    assert content.bounds is not None and content.bounds[0] == 0.0
    content, legend = run_map(drawn, fleet, "A")
    assert [point.label for point in content.points if point.kind == "base"] == ["Base Yard: run A"]
    assert legend[-1].text == "base: Yard"
