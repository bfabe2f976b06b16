"""Rides at one time of a day, each vehicle making one run: the problem that they make."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transit.fleet.company import in_company
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Plan
from transit.fleet.problem import Assistance, Call, Matrix, Problem, Request, RunVehicle
from transit.fleet.rates import FleetRates
from transit.fleet.settings import ride_limit_s
from transit.fleet.shared_taxis import shared_taxis
from transit.fleet.today import FleetRide, Towards
from transit.model.clock import DAY_S
from transit.model.parameters import Parameters
from transit.model.positions import Position
from transit.model.vehicles import Vehicle
from transit.model.weekdays import Weekday

Point = tuple[float, float]
"""Latitude and longitude, decimal degrees."""


@dataclass(frozen=True, slots=True)
class DayPart:
    """The rides at one time of a day, for which each vehicle makes one run.

    Parameters
    ----------
    day
        Day of the week.
    from_s, to_s
        Between which seconds of the day the runs are made.
    rides
        Its rides.
    """

    day: Weekday
    from_s: int
    to_s: int
    rides: tuple[FleetRide, ...]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One time of a day with its plan.

    Parameters
    ----------
    part
        Its rides.
    problem
        What was to be planned; requests in the order of the rides.
    plan
        The best plan found, which an independent checker has passed.
    """

    part: DayPart
    problem: Problem
    plan: Plan


def day_parts(rides: Iterable[FleetRide], rates: FleetRates) -> tuple[DayPart, ...]:
    """Sort rides into the times of a vehicle's runs.

    Parameters
    ----------
    rides
        The rides of a week.
    rates
        When the time of each run begins.

    Returns
    -------
    tuple of DayPart
        Those with rides, in the order of the week.
    """
    sorted_: dict[tuple[Weekday, int], list[FleetRide]] = {}
    for ride in rides:
        run = bisect_right(rates.runs_begin_s, ride.at_s) - 1
        sorted_.setdefault((ride.day, run), []).append(ride)
    ends = (*rates.runs_begin_s[1:], DAY_S)
    return tuple(
        DayPart(day, rates.runs_begin_s[run], ends[run], tuple(sorted_[day, run]))
        for day, run in sorted(sorted_)
    )


def driven_at_s(part: DayPart, rates: FleetRates) -> int:
    """Return when vehicles are under way: for the traffic of that time.

    Parameters
    ----------
    part
        Rides at one time of a day.
    rates
        When people may be dropped off, and until when they are fetched.

    Returns
    -------
    int
        Seconds of the day, of the middle one of the rides: when the first may get off before their
        session, or when the last are fetched after it. A session at 10:00 is driven to before ten.
    """
    moments = [
        ride.at_s - rates.arrive_before_s
        if ride.towards is Towards.VENUE
        else ride.at_s + rates.leave_within_s
        for ride in part.rides
    ]
    return min(max(sorted(moments)[len(moments) // 2], 0), DAY_S - 1)


def points_of(rides: Iterable[FleetRide], vehicles: Iterable[Vehicle]) -> tuple[Point, ...]:
    """Return all places between which vehicles drive.

    Parameters
    ----------
    rides
        The rides.
    vehicles
        The fleet.

    Returns
    -------
    tuple of Point
        Each once, in order.
    """
    places = [place for ride in rides for place in (ride.home, ride.venue)]
    places += [vehicle.depot.at for vehicle in vehicles]
    return tuple(sorted({_point(place) for place in places}))


def part_problem(
    part: DayPart,
    fleet: Sequence[Vehicle],
    rows: Mapping[Point, int],
    matrix: Matrix,
    rates: FleetRates,
    parameters: Parameters,
    *,
    taxis: bool = False,
    in_turn: bool = False,
) -> Problem:
    """State what is to be planned.

    Every ride may be left to a taxi of its own at its tariff. A vehicle leaves its depot once, and
    may fill and empty several times before it is back.

    Parameters
    ----------
    part
        The rides.
    fleet
        The vehicles.
    rows
        Row of the matrix of each place.
    matrix
        Driving times and distances in the traffic of that time.
    rates
        Prices and ways to run.
    parameters
        How long rides may be.
    taxis
        Whether people may share taxis too.
    in_turn
        Whether the parts of a day are planned one after the other, each knowing when vehicles are
        back: then they may leave before a part begins, and be back after it has ended.

    Returns
    -------
    Problem
        Requests in the order of the rides.
    """
    requests = tuple(
        _request(ride, rows[_point(ride.home)], rows[_point(ride.venue)], matrix, rates, parameters)
        for ride in part.rides
    )
    beyond_s = rates.runs_overlap_s if in_turn else 0
    vehicles = tuple(_vehicles(part, fleet, rows, rates, beyond_s))
    if taxis:
        vehicles += tuple(shared_taxis(len(matrix.time_s), rates))
        matrix = with_anywhere(matrix)
    return Problem(in_company(part.rides, requests), vehicles, matrix)


def _request(
    ride: FleetRide, home: int, venue: int, matrix: Matrix, rates: FleetRates, settings: Parameters
) -> Request:
    there = ride.towards is Towards.VENUE
    start, end = (home, venue) if there else (venue, home)
    on_s = rates.board_s(ride.terms, at_venue=ride.onward or not there, on=True)
    off_s = rates.board_s(ride.terms, at_venue=there, on=False)
    direct_s = int(matrix.time_s[start, end])
    limit_s = ride_limit_s(settings, direct_s)
    if ride.terms.longest_s is not None:
        limit_s = min(limit_s, ride.terms.longest_s)
    if there:
        first = max(ride.at_s - rates.arrive_before_s, 0)
        last = max(ride.at_s - rates.arrive_margin_s, first)
        drop_off = Call(end, first, last, off_s)
        earliest = max(first - limit_s - on_s, ride.terms.earliest_s or 0, 0)
        pick_up = Call(start, earliest, max(last, earliest), on_s)
    else:
        last = min(ride.at_s + rates.leave_within_s, DAY_S)
        pick_up = Call(start, ride.at_s, last, on_s)
        drop_off = Call(end, ride.at_s, last + on_s + limit_s, off_s)
    escorted_s = on_s + direct_s + off_s if ride.terms.assistance is not Assistance.NONE else 0
    by_lift = ride.wheelchair or ride.terms.by_lift
    taxi_units = rates.taxi_units(int(matrix.metres[start, end]), by_lift, escorted_s)
    if ride.taxi_pence is not None:
        taxi_units = round(ride.taxi_pence * UNITS_PER_PENNY)
    return Request(
        id=f"{ride.person} {ride.session} {ride.towards.value}",
        pick_up=pick_up,
        drop_off=drop_off,
        ride_limit_s=limit_s,
        seats=int(not ride.wheelchair),
        wheelchairs=int(ride.wheelchair),
        lifts=int(by_lift and not ride.wheelchair),
        assistance=ride.terms.assistance,
        leave_cost=taxi_units,
    )


def _vehicles(
    part: DayPart,
    fleet: Sequence[Vehicle],
    rows: Mapping[Point, int],
    rates: FleetRates,
    beyond_s: int,
) -> Iterator[RunVehicle]:
    for vehicle in fleet:
        from_s = max(vehicle.from_s, part.from_s - beyond_s)
        to_s = min(vehicle.to_s, part.to_s + beyond_s)
        if from_s > to_s:
            continue
        assistants = rates.assistants if vehicle.carries_assistants else 0
        depot = rows[_point(vehicle.depot.at)]
        yield RunVehicle(
            id=vehicle.id,
            layouts=vehicle.layouts,
            start=depot,
            end=depot,
            from_s=from_s,
            to_s=to_s,
            longest_s=rates.longest_run_s,
            assistants=assistants,
            more_assistants=rates.more_assistants,
            price=rates.standing.run_price(vehicle, assistants),
        )


def with_anywhere(matrix: Matrix) -> Matrix:
    """Return drives with one place more, where taxis come from: no way from all others.

    Parameters
    ----------
    matrix
        Drives between places.

    Returns
    -------
    Matrix
        The last row and column are of that place.
    """
    return Matrix(*(np.pad(each, (0, 1)) for each in (matrix.time_s, matrix.metres)))


def _point(place: Position) -> Point:
    return place.lat, place.lon
