"""Runs of a part of a day as rows: one a run, one a stop."""

from collections.abc import Iterator
from dataclasses import dataclass

from transit.fleet.day_part import PlannedPart
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Action, Run
from transit.fleet.problem import Assistance
from transit.fleet.summary import rides_s, run_metres, run_units
from transit.fleet.today import FleetRide, Towards

_WHAT = {Action.PICK_UP: "pick up", Action.DROP_OFF: "set down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run in one line.

    Parameters
    ----------
    letter
        By which the map and the tables name it.
    vehicle
        Which vehicle makes it.
    is_taxi
        Whether it is a taxi that several share.
    leave_s, back_s
        When it leaves the depot and is back, seconds of the day.
    people
        How many ride.
    most_seats, most_wheelchairs
        Seats and wheelchair spaces taken at its fullest; assistants beyond the crew take seats.
    seats, wheelchairs
        What the layout has that carries most people.
    loads
        How often it fills and empties.
    longest_ride_s
        Longest time somebody is aboard, seconds.
    metres
        From depot to depot.
    pence
        What it costs.
    """

    letter: str
    vehicle: str
    is_taxi: bool
    leave_s: int
    back_s: int
    people: int
    most_seats: int
    most_wheelchairs: int
    seats: int
    wheelchairs: int
    loads: int
    longest_ride_s: int
    metres: int
    pence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """A stop in one line.

    Parameters
    ----------
    letter
        The run.
    number
        Which of its stops.
    begin_s
        When it begins, seconds of the day.
    what
        Whether somebody is picked up or set down.
    person, session
        Ids.
    towards
        Which way they ride.
    at_home
        Whether it is at their home, not at a venue.
    aboard
        How many are aboard when the vehicle goes on.
    notes
        What the crew must know.
    lat, lon
        Where, decimal degrees.
    """

    letter: str
    number: int
    begin_s: int
    what: str
    person: str
    session: str
    towards: str
    at_home: bool
    aboard: int
    notes: str
    lat: float
    lon: float


def letter_of(number: int) -> str:
    """Return the letter of a run.

    Parameters
    ----------
    number
        Its place, counted from 0.

    Returns
    -------
    str
        ``A`` to ``Z``, then ``A2`` and so on.
    """
    return chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")


def run_lines(part: PlannedPart) -> tuple[RunLine, ...]:
    """Return the runs of a part of a day.

    Parameters
    ----------
    part
        The part.

    Returns
    -------
    tuple of RunLine
        In the order of the plan, which gives them their letters.
    """
    return tuple(_line(part, run, letter_of(at)) for at, run in enumerate(part.plan.runs))


def stop_lines(part: PlannedPart) -> Iterator[StopLine]:
    """Give the stops of all runs of a part of a day.

    Parameters
    ----------
    part
        The part.

    Yields
    ------
    StopLine
        In the order of the runs.
    """
    for at, run in enumerate(part.plan.runs):
        aboard = 0
        for number, stop in enumerate(run.stops, start=1):
            ride = part.part.rides[stop.request]
            picked = stop.action is Action.PICK_UP
            aboard += 1 if picked else -1
            at_home = picked is (ride.towards is Towards.VENUE)
            place = ride.home if at_home else ride.venue
            yield StopLine(
                letter=letter_of(at),
                number=number,
                begin_s=stop.begin_s,
                what=_WHAT[stop.action],
                person=ride.person,
                session=ride.session,
                towards=ride.towards.value,
                at_home=at_home and not ride.onward,
                aboard=aboard,
                notes="; ".join(_notes(ride, picked, at_home and not ride.onward)),
                lat=place.lat,
                lon=place.lon,
            )


def _line(part: PlannedPart, run: Run, letter: str) -> RunLine:
    vehicle = part.problem.vehicles[run.vehicle]
    seats = chairs = most_seats = most_chairs = loads = 0
    for stop in run.stops:
        request = part.problem.requests[stop.request]
        sign = 1 if stop.action is Action.PICK_UP else -1
        loads += sign > 0 and not seats + chairs
        seats += sign * request.seats
        chairs += sign * request.wheelchairs
        most_seats, most_chairs = max(most_seats, seats), max(most_chairs, chairs)
    fits = [
        each
        for each in vehicle.layouts
        if each.seats >= most_seats and each.wheelchairs >= most_chairs
    ]
    layout = max(fits or vehicle.layouts, key=lambda each: (each.seats, each.wheelchairs))
    return RunLine(
        letter=letter,
        vehicle=vehicle.id,
        is_taxi=vehicle.is_taxi,
        leave_s=run.leave_s,
        back_s=run.back_s,
        people=len({part.part.rides[stop.request].person for stop in run.stops}),
        most_seats=most_seats,
        most_wheelchairs=most_chairs,
        seats=layout.seats,
        wheelchairs=layout.wheelchairs,
        loads=loads,
        longest_ride_s=max(rides_s(part.problem, run), default=0),
        metres=run_metres(part.problem, run),
        pence=run_units(part.problem, run) / UNITS_PER_PENNY,
    )


def _notes(ride: FleetRide, picked: bool, at_home: bool) -> Iterator[str]:
    """Give what the crew must know at a stop."""
    terms = ride.terms
    if ride.wheelchair:
        yield "wheelchair space"
    elif terms.by_lift:
        yield "lift, then a seat"
    if terms.walker:
        yield "walking frame"
    if terms.assistance is Assistance.OWN:
        yield "assistant of their own"
    elif terms.assistance is Assistance.SHARED:
        yield "assistant"
    if terms.handed_over:
        yield "from hand to hand"
    if terms.met_at_home and at_home and not picked:
        yield "somebody must be at home"
