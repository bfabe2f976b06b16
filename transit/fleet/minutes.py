"""Minutes door to door: aboard the fleet today against the bus, for those who could switch."""

from collections.abc import Iterator
from dataclasses import dataclass

from transit.fleet.candidates import Rider
from transit.fleet.known import Known
from transit.fleet.plan import Action
from transit.fleet.today import FleetRide, Towards


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What a switch changes in somebody's week, seconds.

    Parameters
    ----------
    riding, by_bus
        On the way, door to door, to and from all sessions of a week.
    away, away_by_bus
        Away from home: what is left of it is a carer's to be there.
    """

    riding: int
    by_bus: int
    away: int
    away_by_bus: int


def minutes_of(known: Known, kept: frozenset[str], rider: Rider) -> Minutes | None:
    """Compare somebody's rides, by the plans known, with the journeys of their verdicts.

    Parameters
    ----------
    known
        The plans.
    kept
        Ids of the vehicles kept.
    rider
        Somebody who could switch.

    Returns
    -------
    Minutes or None
        Of a week, for the journeys that they could make alone; None where there is none, or where
        the minutes of one of them are not known.
    """
    home = {
        (ride.session, ride.day, ride.towards): (left, back)
        for ride, left, back in _rides(known, kept, rider.person)
    }
    riding = by_bus = away = away_by_bus = 0
    if not rider.open:
        return None
    for option in rider.open:
        judged = option.judged
        if judged is None or judged.out is None or judged.back is None:
            return None
        for day in option.days:
            out = home.get((option.session, day, Towards.VENUE))
            back = home.get((option.session, day, Towards.HOME))
            if out is None or back is None:
                return None
            riding += out[1] - out[0] + back[1] - back[0]
            away += back[1] - out[0]
            by_bus += judged.out.arrive_s - judged.out.leave_s
            by_bus += judged.back.arrive_s - judged.back.leave_s
            away_by_bus += judged.back.arrive_s - judged.out.leave_s
    return Minutes(riding=riding, by_bus=by_bus, away=away, away_by_bus=away_by_bus)


def _rides(known: Known, kept: frozenset[str], person: str) -> Iterator[tuple[FleetRide, int, int]]:
    """Return somebody's rides, each with when they are fetched and when they get off."""
    for part, key in zip(known.week.parts, known.keys(kept), strict=True):
        mine = [at for at, ride in enumerate(part.part.rides) if ride.person == person]
        if not mine:
            continue
        problem, solved = known.week.problems[part.kind], known.plans[key]
        on: dict[int, int] = {}
        off: dict[int, int] = {}
        for run in solved.runs:
            for stop in run.stops:
                (on if stop.action is Action.PICK_UP else off)[stop.request] = stop.begin_s
        for at in mine:
            ride, request = part.part.rides[at], problem.requests[at]
            ends = request.pick_up.place, request.drop_off.place
            drive_s = int(problem.matrix.time_s[ends])
            if at in on:
                yield ride, on[at], off[at]
            elif ride.towards is Towards.VENUE:
                yield ride, ride.at_s - drive_s, ride.at_s
            else:
                yield ride, ride.at_s, ride.at_s + drive_s
