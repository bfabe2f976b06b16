"""A learnt journey looked for again: with the person's own demands, on chosen buses or on any."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transit.model.clock import DAY_S
from transit.model.riding import Riding
from transit.model.verdict import Direction
from transit.route.days import ReadyDay
from transit.route.found import Found
from transit.route.router import Asked, Router
from transit.verdict.asked import boarding_of
from transit.verdict.asks import UNLIT
from transit.verdict.cases import Case
from transit.verdict.days import DayKind
from transit.verdict.desk import Desk
from transit.verdict.requests import Hit, Request, Wish
from transit.verdict.rungs import Allowed, canonical
from transit.watch.narrow import RideOn, only_between, only_rides


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a routine a search is held to: rows of stops and of routes; None for any."""

    board: frozenset[int] | None = None
    alight: frozenset[int] | None = None
    routes: frozenset[int] | None = None


ANY = Kept()


def on_rides(case: Case, wishes: Sequence[Wish], rides: Sequence[RideOn]) -> list[Hit]:
    """Find the journeys on chosen trips from stop to stop; on foot where there are none.

    Parameters
    ----------
    case
        Whom and what it is about.
    wishes
        What is asked, as :meth:`~transit.verdict.cases.Case.wishes` gives it.
    rides
        The trips; empty when walking all the way.

    Returns
    -------
    list of Hit
        Those on all of these trips that keep to what is asked, the easiest first.
    """
    desk = case.desk
    made: list[Hit] = []
    for wish in wishes:
        one = wish.request if rides else _on_foot(desk, wish.request)
        router = desk.router(one.traveller)
        whole = router.day(one.date)
        if not rides:
            founds = [each for each in _search(router, one, whole) if not each.rides]
        else:
            narrowed = only_rides(whole, desk.area.timetable, rides)
            if narrowed is None:
                continue
            found = _search(router, one, narrowed.ready)
            founds = [
                narrowed.of_whole_day(each) for each in found if len(each.rides) == len(rides)
            ]
        made += _kept(desk, wish, one, founds, whole)
    return sorted(made, key=lambda hit: hit.cost)


def within(
    case: Case,
    allowed: Allowed,
    kind: DayKind,
    direction: Direction,
    kept: Kept = ANY,
    moment_s: int | None = None,
) -> list[Hit]:
    """Find journeys that keep some of a routine.

    Parameters
    ----------
    case
        Whom and what it is about.
    allowed
        An open rung.
    kind
        The kind of day.
    direction
        Out or back.
    kept
        What is kept.
    moment_s
        Another moment to be there by, or to leave after, than the session's; seconds of the
        service date.

    Returns
    -------
    list of Hit
        The easiest first.
    """
    desk = case.desk
    made: list[Hit] = []
    for wish in case.wishes(allowed, kind, direction):
        one = wish.request
        if moment_s is not None:
            one = replace(one, moment_s=moment_s)
        router = desk.router(one.traveller)
        whole = router.day(one.date)
        ready = whole
        if kept != ANY:
            ready = only_between(
                whole,
                desk.area.timetable,
                board=kept.board,
                alight=kept.alight,
                routes=kept.routes,
            )
        made += _kept(desk, wish, one, _search(router, one, ready), whole)
    return sorted(made, key=lambda hit: hit.cost)


def _on_foot(desk: Desk, one: Request) -> Request:
    profile = canonical(replace(one.traveller.profile, riding=Riding(buses=False)))
    return replace(one, traveller=desk.traveller_of(profile))


def _search(router: Router, one: Request, ready: ReadyDay) -> list[Found]:
    origin, destination = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    early = 0 if one.back else router.profile.arrive_early_s
    window = one.window_s
    if window is None:
        window = int(router.parameters.number("journey_window_s"))
    asked = Asked(origin, destination, ready, one.moment_s - early, window, not one.back)
    return list(router.search(asked, one.stance))


def _kept(
    desk: Desk, wish: Wish, one: Request, founds: Sequence[Found], whole: ReadyDay
) -> list[Hit]:
    hits = [hit_of(desk, one, found, whole) for found in founds]
    return [hit for hit in hits if one.keeps(wish.bound_s, hit.leave_s, hit.arrive_s)]


def hit_of(desk: Desk, one: Request, found: Found, whole: ReadyDay) -> Hit:
    """Return a journey as an answer to a request.

    Parameters
    ----------
    desk
        Area and rules.
    one
        The request.
    found
        The journey, in the numbers of the whole day.
    whole
        The day.

    Returns
    -------
    Hit
        With what it asks, in the light of the request.
    """
    timetable, day = desk.area.timetable, whole.day
    ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    early = one.traveller.profile.at_stop_early_s
    asked = desk.asker(one.stance).of(found, day, ends, early)
    trips = [int(day.trip_index[ride.trip]) for ride in found.rides]
    hit = Hit(
        request=one,
        found=found,
        lines=tuple(desk.line(trip) for trip in trips),
        asked=asked,
        rides=tuple((ride.depart_s, ride.arrive_s) for ride in found.rides),
        walks_unlit=any(each.ask == UNLIT for each in asked),
        boardings=tuple(boarding_of(day, ride) for ride in found.rides),
        services=tuple(
            (
                int(timetable.trip_service[trip]),
                round(int(day.pattern_shift_s[ride.pattern]) / DAY_S),
            )
            for trip, ride in zip(trips, found.rides, strict=True)
        ),
    )
    return hit.in_light_of(one.daylight_s)


def rides_of(desk: Desk, hit: Hit) -> tuple[RideOn, ...]:
    """Return the rides of a journey, to be looked for on another day.

    Parameters
    ----------
    desk
        Area and rules.
    hit
        The journey.

    Returns
    -------
    tuple of RideOn
        In order.
    """
    day = desk.router(hit.request.traveller).day(hit.request.date).day
    return tuple(
        RideOn(
            int(day.trip_index[ride.trip]),
            round(int(day.pattern_shift_s[ride.pattern]) / DAY_S),
            ride.board,
            ride.alight,
        )
        for ride in hit.found.rides
    )
