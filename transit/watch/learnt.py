"""A journey as somebody learnt it: read from journey JSON, without the area it was made in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from transit.errors import InputError
from transit.model.clock import to_service_s
from transit.model.verdict import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntStop:
    """A stop as it was.

    Parameters
    ----------
    stop_id, code, name, indicator
        As the timetable had them; the name without its indicator.
    lat, lon
        Decimal degrees.
    side, street
        Side of the road as the bus drives, and the road.
    arrive_s, depart_s
        When the bus is there, seconds of the ride's service date.
    """

    stop_id: str
    code: str
    name: str
    indicator: str
    lat: float
    lon: float
    side: str
    street: str
    arrive_s: int
    depart_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntRide:
    """A ride as it was.

    Parameters
    ----------
    route, route_id, headsign
        The number, the id it had, and where the bus said it goes.
    calls
        Stops from boarding to getting off, both included.
    days_after
        How many days after the journey's date the trip's service date is; mostly 0.
    others
        Numbers of other buses that leave the stop while one waits.
    wheelchair
        ``yes``, ``no`` or ``unknown``: the bus has a wheelchair space.
    asks
        Whether the driver has to be asked, to board or to get off.
    """

    route: str
    route_id: str
    headsign: str
    calls: tuple[LearntStop, ...]
    days_after: int
    others: frozenset[str]
    wheelchair: str
    asks: tuple[bool, bool]

    @property
    def board(self) -> LearntStop:
        """Where one gets on."""
        return self.calls[0]

    @property
    def alight(self) -> LearntStop:
        """Where one gets off."""
        return self.calls[-1]

    @property
    def depart_s(self) -> int:
        """When it leaves, seconds of its service date."""
        return self.board.depart_s

    @property
    def arrive_s(self) -> int:
        """When one gets off, seconds of its service date."""
        return self.alight.arrive_s


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntWay:
    """One way of a plan as it was learnt.

    Parameters
    ----------
    direction
        Out or back.
    date
        Service date of the journey.
    leave_s, arrive_s
        When to leave and when one is there, seconds of that date.
    rides
        The buses, in order; empty when walking all the way.
    walks_s
        How long each walk takes, one more than there are rides.
    walked
        The line of each walk, latitude and longitude.
    crossings
        Kind and street of each road crossed, in order.
    unknowns
        Facts that nobody had recorded, as the journey JSON has them.
    """

    direction: Direction
    date: dt.date
    leave_s: int
    arrive_s: int
    rides: tuple[LearntRide, ...]
    walks_s: tuple[int, ...]
    walked: tuple[tuple[tuple[float, float], ...], ...]
    crossings: tuple[tuple[str, str], ...]
    unknowns: tuple[Mapping[str, Any], ...]


def learnt_way(
    journey: Mapping[str, Any], direction: Direction, date: dt.date, zone: ZoneInfo
) -> LearntWay:
    """Read one way of a plan.

    Parameters
    ----------
    journey
        In the form of docs/journey.schema.json.
    direction
        Out or back.
    date
        Service date of the journey.
    zone
        Time zone of its times.

    Returns
    -------
    LearntWay
        What is compared with another timetable.

    Raises
    ------
    InputError
        It is no journey of that form.
    """
    try:
        walks = [leg for leg in journey["legs"] if leg["mode"] == "walk"]
        steps = [step for leg in walks for step in leg["steps"]]
        return LearntWay(
            direction=direction,
            date=date,
            leave_s=_seconds(journey["depart"], date, zone),
            arrive_s=_seconds(journey["arrive"], date, zone),
            rides=tuple(_ride(leg, date, zone) for leg in journey["legs"] if leg["mode"] != "walk"),
            walks_s=tuple(int(leg["duration_s"]) for leg in walks),
            walked=tuple(
                tuple((lat, lon) for lon, lat in leg["geometry"]["coordinates"]) for leg in walks
            ),
            crossings=tuple(
                (str(step["crossing"]["kind"]), str(step["crossing"]["street"]))
                for step in steps
                if step["crossing"]
            ),
            unknowns=tuple(journey["unknowns"]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise InputError(
            f"the {direction} journey of a plan is not in the form of docs/journey.schema.json "
            f"({type(fault).__name__} at {fault}); make the plan again"
        ) from fault


def _seconds(local: str, date: dt.date, zone: ZoneInfo) -> int:
    return to_service_s(dt.datetime.fromisoformat(local), date, zone)


def _ride(leg: Mapping[str, Any], date: dt.date, zone: ZoneInfo) -> LearntRide:
    service_date = dt.date.fromisoformat(leg["service_date"])
    calls = tuple(_stop(call, service_date, zone) for call in leg["stops"])
    if len(calls) < 2:
        raise ValueError("stops")
    return LearntRide(
        route=str(leg["route"]),
        route_id=str(leg["route_id"]),
        headsign=str(leg["headsign"]),
        calls=calls,
        days_after=(service_date - date).days,
        others=frozenset(str(other["route"]) for other in leg["other_routes"]),
        wheelchair=str(leg["wheelchair_space"]["state"]),
        asks=(bool(leg["ask_to_board"]), bool(leg["ask_to_alight"])),
    )


def _stop(call: Mapping[str, Any], service_date: dt.date, zone: ZoneInfo) -> LearntStop:
    return LearntStop(
        stop_id=str(call["stop_id"]),
        code=str(call["code"]),
        name=str(call["name"]),
        indicator=str(call["indicator"]),
        lat=float(call["lat"]),
        lon=float(call["lon"]),
        side=str(call["side"]),
        street=str(call["street"]),
        arrive_s=_seconds(call["arrive"], service_date, zone),
        depart_s=_seconds(call["depart"], service_date, zone),
    )
