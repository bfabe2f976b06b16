"""A ride told in full: the bus, where it calls, when to get off, and what else comes by."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from transit.model.clock import DAY_S
from transit.model.fact import decode
from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.network.area import Area
from transit.network.timetable import DayTimetable
from transit.route.found import Ride
from transit.route.geometry import heading_deg
from transit.route.journey import Call, Mode, OtherBus, Point, RideLeg, Side, Sign, Through
from transit.route.ridden_line import ridden_points
from transit.route.stop_names import is_bay, stop_name
from transit.route.stop_side import side_as_driven

_MODES: Final = {
    0: Mode.TRAM,
    1: Mode.METRO,
    2: Mode.TRAIN,
    3: Mode.BUS,
    4: Mode.FERRY,
    5: Mode.CABLE_CAR,
    6: Mode.CABLE_CAR,
    7: Mode.CABLE_CAR,
    11: Mode.BUS,
    12: Mode.TRAIN,
}
_EXTENDED_MODES: Final = {
    1: Mode.TRAIN,
    2: Mode.BUS,
    4: Mode.METRO,
    5: Mode.METRO,
    6: Mode.METRO,
    7: Mode.BUS,
    8: Mode.BUS,
    9: Mode.TRAM,
    10: Mode.FERRY,
    12: Mode.FERRY,
    13: Mode.CABLE_CAR,
    14: Mode.CABLE_CAR,
}
"""By the hundreds of GTFS's extended route types."""

_ASK: Final = (2, 3)
"""GTFS pick-up and drop-off codes: phone the operator, ask the driver."""


@dataclass(frozen=True, slots=True)
class RideRules:
    """How a ride is told.

    Parameters
    ----------
    signs
        How many stops before getting off one begins to look out.
    stop_off_shape_m
        Farthest that a stop may lie from the line that its bus drives, metres.
    bay_words
        Words with which one of several places to stand is named, lower case.
    numbers_within_s
        How much before and after its time other buses are told that stop there, too, seconds.
    """

    signs: int
    stop_off_shape_m: float
    bay_words: tuple[str, ...]
    numbers_within_s: int

    @classmethod
    def of(cls, parameters: Parameters) -> "RideRules":
        """Return the rules that the parameters state.

        Parameters
        ----------
        parameters
            With ``signs_before_alighting`` and the like.

        Returns
        -------
        RideRules
            The rules.
        """
        return cls(
            signs=int(parameters.number("signs_before_alighting")),
            stop_off_shape_m=parameters.number("stop_off_shape_m"),
            bay_words=_names(parameters, "bay_words"),
            numbers_within_s=round(60 * parameters.number("other_numbers_within_min")),
        )


def _names(parameters: Parameters, name: str) -> tuple[str, ...]:
    value = parameters[name].value
    return tuple(map(str, value)) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class _Run:
    """A ride's place in the whole timetable."""

    pattern: int
    row: int
    shift_s: int
    first_event: int
    first_visit: int
    change_at: int
    next_row: int


def mode_of(route_type: int) -> Mode:
    """Return what a GTFS route type is.

    Parameters
    ----------
    route_type
        A basic or an extended GTFS route type.

    Returns
    -------
    Mode
        A bus where the type is not known.
    """
    return _MODES.get(route_type) or _EXTENDED_MODES.get(route_type // 100, Mode.BUS)


def ride_leg(area: Area, day: DayTimetable, ride: Ride, ready_s: int, rules: RideRules) -> RideLeg:
    """Return a ride told in full.

    Parameters
    ----------
    area
        The area.
    day
        Its service day.
    ride
        The ride as found.
    ready_s
        When one stands at the stop, seconds of the service date.
    rules
        How a ride is told.

    Returns
    -------
    RideLeg
        The ride.
    """
    timetable = area.timetable
    run = _run(area, day, ride)
    trip = timetable.trips.row(run.row, named=True)
    route = timetable.routes.row(int(trip["route"]), named=True)
    calls = _calls(area, day, ride, run, rules)
    driven = _driven(area, day, ride, run, rules)
    board_code = int(timetable.pattern_board[run.first_visit + ride.board])
    alight_code = int(timetable.pattern_alight[run.first_visit + ride.alight])
    return RideLeg(
        mode=mode_of(int(route["type"])),
        route=_route_name(route),
        headsign=_text(trip["headsign"]),
        agency=_text(route["agency"]),
        route_id=_text(route["route_id"]),
        trip_id=_text(trip["trip_id"]),
        # Rounded, as the shift is an hour off where the clock changed in between.
        service_date=day.date + dt.timedelta(days=round(run.shift_s / DAY_S)),
        calls=calls,
        wait_s=max(ride.depart_s - ready_s, 0),
        signs=_signs(calls, rules),
        others=_others(area, day, ride, run, ready_s, ride.depart_s),
        numbers_here=_numbers_here(area, day, ride, run, rules.numbers_within_s),
        wheelchair=decode(int(timetable.pattern_wheelchair[run.pattern])),
        # Only what people saw says so: timetables do not.
        announced=decode(int(route.get("announced") or 0)),
        ask_to_board=board_code in _ASK,
        ask_to_alight=alight_code in _ASK,
        through=_through(area, ride, run, calls),
        points=driven or tuple((call.lat, call.lon) for call in calls),
        straight=driven is None,
    )


def _run(area: Area, day: DayTimetable, ride: Ride) -> _Run:
    timetable = area.timetable
    pattern, trip = int(day.pattern_index[ride.pattern]), int(day.trip_index[ride.trip])
    first_visit = int(timetable.pattern_first_stop[pattern])
    n_stops = int(timetable.pattern_first_stop[pattern + 1]) - first_visit
    number = trip - int(timetable.pattern_first_trip[pattern])
    goes_on = timetable.trip_next_row.size > 0
    return _Run(
        pattern,
        int(timetable.trip_row[trip]),
        int(day.pattern_shift_s[ride.pattern]),
        int(timetable.pattern_first_event[pattern]) + number * n_stops,
        first_visit,
        int(timetable.trip_change_at[trip]) if goes_on else NONE,
        int(timetable.trip_next_row[trip]) if goes_on else NONE,
    )


def _calls(
    area: Area, day: DayTimetable, ride: Ride, run: _Run, rules: RideRules
) -> tuple[Call, ...]:
    arrays, timetable = day.arrays, area.timetable
    first = int(arrays.pattern_first_stop[ride.pattern])
    n_stops = int(arrays.pattern_first_stop[ride.pattern + 1]) - first
    number = ride.trip - int(arrays.pattern_first_trip[ride.pattern])
    event = int(arrays.pattern_first_event[ride.pattern]) + number * n_stops
    stops = [int(arrays.pattern_stop[first + at]) for at in range(n_stops)]
    rows = {stop: timetable.stops.row(stop, named=True) for stop in set(stops)}
    made = []
    for at in range(ride.board, ride.alight + 1):
        row = rows[stops[at]]
        behind, ahead = rows[stops[max(at - 1, 0)]], rows[stops[min(at + 1, n_stops - 1)]]
        driven = heading_deg((behind["lat"], behind["lon"]), (ahead["lat"], ahead["lon"]))
        made.append(
            _call(
                area,
                stops[at],
                row,
                driven_deg=driven,
                arrive_s=int(arrays.arrival[event + at]),
                depart_s=int(arrays.departure[event + at]),
                exact=bool(timetable.event_timepoint[run.first_event + at]),
                rules=rules,
            )
        )
    return tuple(made)


def _call(
    area: Area,
    stop: int,
    row: dict[str, Any],
    *,
    driven_deg: float,
    arrive_s: int,
    depart_s: int,
    exact: bool,
    rules: RideRules,
) -> Call:
    places, indicator = area.stops, _text(row["indicator"])
    street = int(places.street[stop])
    return Call(
        stop=stop,
        stop_id=_text(row["stop_id"]),
        name=stop_name(_text(row["name"]), indicator),
        code=_text(row["code"]),
        indicator=indicator,
        bay=is_bay(indicator, rules.bay_words),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        arrive_s=arrive_s,
        depart_s=depart_s,
        exact=exact,
        street=str(area.walk.way_name[street]) if street != NONE else _text(row["street"]),
        side=_stop_side(area, stop, row, driven_deg),
        shelter=decode(int(places.shelter[stop])),
        seat=decode(int(places.seat[stop])),
        step_free=decode(int(row["wheelchair"])),
    )


def _through(area: Area, ride: Ride, run: _Run, calls: tuple[Call, ...]) -> tuple[Through, ...]:
    """The change of number on a through trip, where one stays on beyond it."""
    if run.next_row == NONE or not ride.board < run.change_at < ride.alight:
        return ()
    trip = area.timetable.trips.row(run.next_row, named=True)
    route = area.timetable.routes.row(int(trip["route"]), named=True)
    at = calls[run.change_at - ride.board]
    return (
        Through(
            route=_route_name(route),
            headsign=_text(trip["headsign"]),
            trip_id=_text(trip["trip_id"]),
            at=at.name,
            depart_s=at.depart_s,
        ),
    )


def _driven(
    area: Area, day: DayTimetable, ride: Ride, run: _Run, rules: RideRules
) -> tuple[Point, ...] | None:
    """The line driven; a through trip's two shapes are not joined."""
    if run.next_row != NONE:
        return None
    timetable, arrays = area.timetable, day.arrays
    first, last = arrays.pattern_first_stop[ride.pattern : ride.pattern + 2]
    lat, lon = timetable.stops["lat"], timetable.stops["lon"]
    stops = [(lat[int(stop)], lon[int(stop)]) for stop in arrays.pattern_stop[first:last]]
    shape = timetable.trips["shape"][run.row]
    return ridden_points(
        timetable,
        NONE if shape is None else int(shape),
        stops,
        ride.board,
        ride.alight,
        rules.stop_off_shape_m,
    )


def _stop_side(area: Area, stop: int, row: dict[str, Any], driven_deg: float) -> Side:
    bearing = row["bearing"]
    known = bearing is not None and not np.isnan(bearing)
    return side_as_driven(area, stop, float(bearing) if known else driven_deg)


def _signs(calls: tuple[Call, ...], rules: RideRules) -> tuple[Sign, ...]:
    passed = calls[1:-1][-rules.signs :] if rules.signs else ()
    return tuple(Sign(call, len(passed) - index) for index, call in enumerate(passed))


def _numbers_here(
    area: Area, day: DayTimetable, ride: Ride, run: _Run, within_s: int
) -> tuple[str, ...]:
    """Other numbers that leave the boarding stop about then, the first to leave first."""
    around = _others(area, day, ride, run, ride.depart_s - within_s, ride.depart_s + within_s)
    own = _route_name(
        area.timetable.routes.row(int(area.timetable.trips["route"][run.row]), named=True)
    )
    return tuple(dict.fromkeys(other.route for other in around if other.route != own))


def _others(
    area: Area, day: DayTimetable, ride: Ride, run: _Run, from_s: int, to_s: int
) -> tuple[OtherBus, ...]:
    """Buses of other routes that leave the boarding stop within some time, each route once."""
    arrays, timetable = day.arrays, area.timetable
    own_route = int(timetable.trips["route"][run.row])
    stop = int(arrays.pattern_stop[int(arrays.pattern_first_stop[ride.pattern]) + ride.board])
    seen: dict[tuple[str, str], int] = {}
    for visit in range(int(arrays.stop_first_visit[stop]), int(arrays.stop_first_visit[stop + 1])):
        pattern, at = int(arrays.visit_pattern[visit]), int(arrays.visit_position[visit])
        first_visit = int(arrays.pattern_first_stop[pattern])
        if not arrays.pattern_board[first_visit + at]:
            continue
        n_stops = int(arrays.pattern_first_stop[pattern + 1]) - first_visit
        first_trip = int(arrays.pattern_first_trip[pattern])
        n_trips = int(arrays.pattern_first_trip[pattern + 1]) - first_trip
        start = int(arrays.pattern_first_event[pattern]) + at
        leaves = arrays.departure[start : start + n_trips * n_stops : n_stops]
        for number in np.flatnonzero((leaves >= from_s) & (leaves <= to_s)).tolist():
            row = int(timetable.trip_row[int(day.trip_index[first_trip + number])])
            route = int(timetable.trips["route"][row])
            if route == own_route:
                continue
            sign = (
                _route_name(timetable.routes.row(route, named=True)),
                _text(timetable.trips["headsign"][row]),
            )
            seen[sign] = min(int(leaves[number]), seen.get(sign, int(leaves[number])))
    return tuple(
        OtherBus(route, headsign, leaves_s)
        for (route, headsign), leaves_s in sorted(seen.items(), key=lambda item: (item[1], item[0]))
    )


def _route_name(route: dict[str, Any]) -> str:
    return _text(route["short_name"]) or _text(route["long_name"])


def _text(value: object) -> str:
    return "" if value is None else str(value)
