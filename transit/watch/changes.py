"""What is other about a ride than was learnt, thing by thing."""

import datetime as dt
from collections.abc import Iterator

from transit.model.verdict import Direction
from transit.model.watch import Changed, Told, Value
from transit.route.stop_names import stop_name
from transit.watch.across import is_across
from transit.watch.edition import Edition, OnKind
from transit.watch.learnt import LearntRide, LearntStop, LearntWay
from transit.watch.limits import Limits
from transit.watch.rides import FoundRide, plain_sign
from transit.watch.stops import FoundStop


def told_of_way(
    edition: Edition, way: LearntWay, on: OnKind, limits: Limits, *, chair: bool, early_s: int
) -> tuple[Told, ...]:
    """Tell what is other about the rides of a way on a kind of day.

    Parameters
    ----------
    edition
        The edition in which they were found.
    way
        The way as learnt.
    on
        Its rides there; of those that are gone nothing is told.
    limits
        From when times and places are told to be other.
    chair
        Whether the person needs a wheelchair space.
    early_s
        How long they wait for the first bus.

    Returns
    -------
    tuple of Told
        Without dates, in the order of the rides.
    """
    made: list[Told] = []
    for number, (ride, found) in enumerate(zip(way.rides, on.rides, strict=True)):
        if found is None:
            continue
        made += _sign(ride, found, way.direction, number)
        made += _times(ride, found, limits, way.direction, number)
        for end, was, now in (
            ("board", ride.board, found.board),
            ("alight", ride.alight, found.alight),
        ):
            made += _place(edition, end, was, now, limits, way.direction, number)
        made += _counted(ride, found, way.direction, number)
        made += _vehicle(ride, found, way.direction, number, chair=chair)
        if number == 0:
            date = on.date + dt.timedelta(days=ride.days_after)
            made += _others(edition, ride, found, date, early_s, way.direction)
    return tuple(made)


def _told(changed: Changed, direction: Direction, ride: int, **values: Value) -> Told:
    return Told(changed=changed, direction=direction, ride=ride, values=values)


def _sign(ride: LearntRide, found: FoundRide, direction: Direction, number: int) -> Iterator[Told]:
    if found.route != ride.route:
        yield _told(Changed.RENUMBERED, direction, number, old=ride.route, new=found.route)
    signs = plain_sign(ride.headsign), plain_sign(found.headsign)
    if all(signs) and signs[0] != signs[1]:
        yield _told(
            Changed.HEADSIGN,
            direction,
            number,
            route=found.route,
            old=ride.headsign,
            new=found.headsign,
        )


def _times(
    ride: LearntRide, found: FoundRide, limits: Limits, direction: Direction, number: int
) -> Iterator[Told]:
    shifts = found.depart_s - ride.depart_s, found.arrive_s - ride.arrive_s
    if max(map(abs, shifts)) < limits.times_from_s:
        return
    yield _told(
        Changed.TIMES,
        direction,
        number,
        route=found.route,
        stop=ride.board.name,
        old_depart_s=ride.depart_s,
        new_depart_s=found.depart_s,
        old_arrive_s=ride.arrive_s,
        new_arrive_s=found.arrive_s,
        shift_s=shifts[0],
    )


def _place(
    edition: Edition,
    end: str,
    was: LearntStop,
    now: FoundStop,
    limits: Limits,
    direction: Direction,
    number: int,
) -> Iterator[Told]:
    across = now.away_m > 1 and is_across(
        edition.area, now.stop, (was.lat, was.lon), limits.road_reach_m
    )
    if now.away_m <= limits.same_place_m and not across:
        return
    row = edition.area.timetable.stops.row(now.stop, named=True)
    yield _told(
        Changed.STOP_MOVED,
        direction,
        number,
        end=end,
        stop=was.name,
        new_stop=stop_name(str(row["name"] or ""), str(row["indicator"] or "")),
        moved_m=round(now.away_m),
        across=int(across),
        old_lat=was.lat,
        old_lon=was.lon,
        new_lat=float(row["lat"]),
        new_lon=float(row["lon"]),
    )


def _counted(
    ride: LearntRide, found: FoundRide, direction: Direction, number: int
) -> Iterator[Told]:
    old = len(ride.calls) - 1
    if found.stops_ridden != old:
        yield _told(
            Changed.STOPS_COUNTED,
            direction,
            number,
            route=found.route,
            old=old,
            new=found.stops_ridden,
        )


def _vehicle(
    ride: LearntRide, found: FoundRide, direction: Direction, number: int, *, chair: bool
) -> Iterator[Told]:
    better = {"no": 0, "unknown": 1, "yes": 2}
    if chair and better[found.wheelchair] < better.get(ride.wheelchair, 1):
        yield _told(
            Changed.VEHICLE,
            direction,
            number,
            what="wheelchair_space",
            old=ride.wheelchair,
            new=found.wheelchair,
        )
    for what, was, now in zip(
        ("ask_to_board", "ask_to_alight"), ride.asks, found.asks, strict=True
    ):
        if now and not was:
            yield _told(Changed.VEHICLE, direction, number, what=what, old="no", new="yes")


def _others(
    edition: Edition,
    ride: LearntRide,
    found: FoundRide,
    date: dt.date,
    early_s: int,
    direction: Direction,
) -> Iterator[Told]:
    if ride.others:
        return
    others = edition.book.others_leave(found, date, found.depart_s - early_s)
    if others:
        yield _told(
            Changed.OTHER_BUSES,
            direction,
            0,
            route=found.route,
            stop=ride.board.name,
            others=", ".join(sorted(others)),
        )
