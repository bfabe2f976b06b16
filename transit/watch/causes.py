"""Why a learnt journey cannot be made any more."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transit.model.clock import DAY_S, to_local
from transit.model.watch import Changed, Told, Value
from transit.route.query import NOTHING, Point, Query
from transit.route.reasons import find_reasons
from transit.verdict.asks import asks_in
from transit.verdict.cases import Case
from transit.verdict.days import DayKind
from transit.verdict.hours import RideHours
from transit.verdict.requests import Wish
from transit.verdict.rungs import Allowed
from transit.watch.again import on_rides
from transit.watch.edition import Edition, OnKind
from transit.watch.learnt import LearntRide, LearntWay
from transit.watch.narrow import RideOn, only_rides
from transit.watch.rides import FoundRide, RanOf


def rides_gone(
    edition: Edition, way: LearntWay, ons: Sequence[OnKind], ran: RanOf
) -> dict[tuple[int, int], Told]:
    """Tell what became of rides that are gone.

    Parameters
    ----------
    edition
        The edition in which they are gone.
    way
        The way as learnt.
    ons
        Its rides on all kinds of day of the session.
    ran
        Gives the buses that ran beside a ride before.

    Returns
    -------
    dict
        By position of the kind in ``ons`` and of the ride: withdrawn where the bus is gone on all
        kinds of day that are not rare, not on these days where it runs on others, or that it does
        not call there any more.
    """
    made: dict[tuple[int, int], Told] = {}
    for number, ride in enumerate(way.rides):
        gone = [at for at, on in enumerate(ons) if on.rides[number] is None]
        usual = [at for at, on in enumerate(ons) if not on.kind.is_rare]
        everywhere = set(usual or range(len(ons))) <= set(gone)
        for at in gone:
            told = _passes_by(edition, way, number, ons[at], ran)
            if told is None:
                changed = Changed.WITHDRAWN if everywhere else Changed.NOT_ON_DAYS
                told = Told(
                    changed=changed,
                    direction=way.direction,
                    ride=number,
                    values=_bus(ride),
                )
            made[at, number] = told
    return made


def _bus(ride: LearntRide) -> dict[str, Value]:
    return {
        "route": ride.route,
        "stop": ride.board.name,
        "old_depart_s": ride.depart_s,
        "old_arrive_s": ride.arrive_s,
    }


def _passes_by(
    edition: Edition, way: LearntWay, number: int, on: OnKind, ran: RanOf
) -> Told | None:
    """Tell that a bus runs but leaves out the stop where one gets on or off."""
    ride = way.rides[number]
    kept = edition.book.part_kept(ride, [on.date], ran)
    if kept is None:
        return None
    first, last = kept
    values = _bus(ride) | {
        "board_gone": int(first > 0),
        "alight_gone": int(last < len(ride.calls) - 1),
        "stop": (ride.board if first > 0 else ride.alight).name,
        "still": (ride.calls[first] if first > 0 else ride.calls[last]).name,
    }
    return Told(changed=Changed.STOP_GONE, direction=way.direction, ride=number, values=values)


def why_not(
    case: Case,
    allowed: Allowed,
    kind: DayKind,
    way: LearntWay,
    found: Sequence[FoundRide],
) -> Told:
    """Tell why buses that run as before cannot be used any more.

    Parameters
    ----------
    case
        Whom and what it is about.
    allowed
        The rung on which no journey was found on these buses.
    kind
        The kind of day.
    way
        The way as learnt.
    found
        Its buses as they run now.

    Returns
    -------
    Told
        That it is too late, that two buses no longer meet, that the pass is not valid, or what
        the person would have to be able to do.
    """
    direction, rides = way.direction, rides_on(way, found)
    wishes = case.wishes(allowed, kind, direction)
    margin_s = 0 if allowed.profile is None else allowed.profile.change_margin_s
    if _do_not_meet(way, found, margin_s):
        return Told(changed=Changed.CONNECTION, direction=direction, values=_meeting(found))
    if on_rides(case, [_any_time(wish) for wish in wishes], rides):
        return Told(changed=Changed.TOO_LATE, direction=direction, values=_lateness(kind, case))
    free = [_any_hours(case, allowed, wish) for wish in wishes]
    if rides and on_rides(case, free, rides):
        return Told(
            changed=Changed.PASS_HOURS, direction=direction, values=_hours(case, allowed, kind)
        )
    return Told(
        changed=Changed.NOT_ABLE,
        direction=direction,
        values=_demanded(case, allowed, wishes, rides),
    )


def _do_not_meet(way: LearntWay, found: Sequence[FoundRide], margin_s: int) -> bool:
    """Tell whether some bus leaves before one can be there from the bus before."""
    for number, (before, after) in enumerate(itertools.pairwise(found)):
        days = way.rides[number + 1].days_after - way.rides[number].days_after
        there_s = before.arrive_s + way.walks_s[number + 1] + margin_s
        if after.depart_s + DAY_S * days < there_s:
            return True
    return False


def rides_on(way: LearntWay, found: Sequence[FoundRide]) -> tuple[RideOn, ...]:
    """Return the rides of a way as they run now, to be searched for.

    Parameters
    ----------
    way
        The way as learnt.
    found
        Its rides now.

    Returns
    -------
    tuple of RideOn
        In order.
    """
    return tuple(
        RideOn(now.trip, ride.days_after, now.board_at, now.alight_at)
        for ride, now in zip(way.rides, found, strict=True)
    )


def _meeting(found: Sequence[FoundRide]) -> dict[str, Value]:
    return {
        "route": found[1].route,
        "new_arrive_s": found[0].arrive_s,
        "new_depart_s": found[1].depart_s,
    }


def _any_time(wish: Wish) -> Wish:
    """The same with half a day more at the end that is bound."""
    one = wish.request
    room = 6 * 3600
    moved = replace(
        one,
        moment_s=one.moment_s - room if one.back else one.moment_s + room,
        window_s=2 * room,
    )
    return Wish(moved, wish.bound_s)


def _lateness(kind: DayKind, case: Case) -> dict[str, Value]:
    start, end = case.times(kind)
    return {"start_s": start, "end_s": end}


def _any_hours(case: Case, allowed: Allowed, wish: Wish) -> Wish:
    unlit = wish.request.traveller.profile.walks_unlit
    free = case.desk.traveller(allowed, RideHours(), walks_unlit=unlit)
    return Wish(replace(wish.request, traveller=free), wish.bound_s)


def _hours(case: Case, allowed: Allowed, kind: DayKind) -> dict[str, Value]:
    hours = case.hours(kind, allowed.stance)
    if hours.board_within is None:
        return {"crowded": 1}
    return {"from_s": hours.board_within[0], "to_s": hours.board_within[1]}


def _demanded(
    case: Case,
    allowed: Allowed,
    wishes: Sequence[Wish],
    rides: Sequence[RideOn],
) -> dict[str, Value]:
    """What the person would have to be able to do: an ask of skills, else a limit."""
    desk = case.desk
    helped = desk.basis.profile(desk.basis.word("companion_profile"))
    for wish in wishes:
        one = wish.request
        able = replace(
            one.traveller.profile,
            crossings=helped.crossings,
            walks_on=helped.walks_on,
            needs_pavement=helped.needs_pavement,
            walks_unlit=True,
            most_changes=max(helped.most_changes, len(rides)),
            riding=replace(
                helped.riding,
                board_within=one.traveller.profile.riding.board_within,
                not_within=one.traveller.profile.riding.not_within,
            ),
        )
        freed = Wish(replace(one, traveller=desk.traveller_of(able)), wish.bound_s)
        hits = on_rides(case, [freed], rides)
        for hit in hits:
            lacking = hit.bits & ~allowed.asks
            for ask in asks_in(lacking):
                return {"ask": ask.kind, "detail": ask.detail}
    return dict(_limits(case, wishes, rides))


def _limits(
    case: Case, wishes: Sequence[Wish], rides: Sequence[RideOn]
) -> Iterator[tuple[str, Value]]:
    desk = case.desk
    for wish in wishes[:1]:
        one = wish.request
        router = desk.router(one.traveller)
        whole = router.day(one.date)
        narrowed = only_rides(whole, desk.area.timetable, rides) if rides else None
        links = (one.door.link, one.home) if one.back else (one.home, one.door.link)
        spots = [Point(each.lat, each.lon) for each in links]
        query = Query(
            origin=spots[0],
            destination=spots[1],
            moment=to_local(one.moment_s, one.date, desk.area.timetable.zone),
            arrive_by=not one.back,
            profile=one.traveller.profile,
        )
        asked = router.asked(query, *links)
        if narrowed is not None:
            asked = replace(asked, day=narrowed.ready)
        for reason in find_reasons(router, asked, NOTHING, hopeful=False):
            yield "reason", reason.code
            return
