"""One verdict looked at closely: its journeys, the facts they rest on, and what would help.

Codes of facts are their own names, such as ``kerb`` or ``rest``; those of limits that stand in the
way are of :mod:`transit.route.reasons`, such as ``walk_too_long``.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from transit.model.clock import to_local
from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.verdict import SEARCHED, About, Direction, Finding, Rung, Verdict
from transit.route.explain import Telling, explain
from transit.route.journey import Journey, Unknown
from transit.route.query import NOTHING, Point, Query, Reason
from transit.route.reasons import find_reasons
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import Climb, climb, exists
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.requests import Hit, Request
from transit.verdict.running import run_together
from transit.verdict.telling import once
from transit.verdict.verdicts import verdict_of

_ABOUT: Final = {
    "wheelchair_space": About.VEHICLE,
    "announced": About.VEHICLE,
    "step_free": About.STOP,
    "shelter": About.STOP,
    "seat": About.STOP,
}
_TURNED: Final = {
    "no_stop_in_reach_origin": "no_stop_in_reach_destination",
    "no_stop_in_reach_destination": "no_stop_in_reach_origin",
}
_OF_HOURS: Final = ("no_bus_in_time", "no_wheelchair_space", "no_service_on_date")


@dataclass(frozen=True, slots=True)
class Closely:
    """A verdict with everything that is said about one person.

    Parameters
    ----------
    verdict
        With the unknown facts of its journeys among the checks, the days on which it does not
        hold among the conditions, and, where there is no journey, the limits that stand in the
        way among the reasons.
    out, back
        Its journeys, explained; None where it is door to door.
    """

    verdict: Verdict
    out: Journey | None = None
    back: Journey | None = None


def look_closely(desk: Desk, person: Person, session: Session, place: int = 0) -> Closely:
    """Judge one person and session, and say everything about it.

    Parameters
    ----------
    desk
        Area, directory and rules.
    person
        The person.
    session
        The session.
    place
        Number of the place that they start from, 0 the home.

    Returns
    -------
    Closely
        The verdict, equal to :func:`~transit.verdict.judge.judge_one` in all but what it adds.
    """
    case = Case(desk, person, place, session)
    return run_together([_closely(case)], Finder(desk))[0]


def _closely(case: Case) -> Steps[Closely]:
    if not case.kinds:
        return Closely((yield from verdict_of(case)))
    climbed = yield from climb(case)
    verdict = yield from verdict_of(case, climbed)
    if climbed.held is None:
        reasons = (*verdict.reasons, *_in_the_way(case))
        return Closely(replace(verdict, reasons=once(reasons)))
    conditions = [*verdict.conditions, *(yield from _rare_days(case, climbed))]
    pair = climbed.held.pairs[0]
    out, back = (explained(case, hit) for hit in (pair.out, pair.back))
    checks = list(verdict.checks)
    if climbed.sure is not climbed.rung:
        for direction, journey in ((Direction.OUT, out), (Direction.BACK, back)):
            checks += [_check(fact, direction) for fact in journey.unknowns if fact.decides]
    made = replace(verdict, conditions=once(conditions), checks=once(checks))
    return Closely(made, out, back)


def explained(case: Case, hit: Hit) -> Journey:
    """Explain a journey of a verdict to its smallest step.

    Parameters
    ----------
    case
        Whom and what it is about.
    hit
        The journey.

    Returns
    -------
    Journey
        With its demands and unknown facts.
    """
    one, desk = hit.request, case.desk
    router = desk.router(one.traveller)
    home = case.person.places[case.place].at
    here = Point(home.lat, home.lon)
    door = case.opportunity.entrances[one.door.entrance]
    there = Point(door.at.lat, door.at.lon, _door_name(case, door.label))
    links = one.home, one.door.link
    points = here, there
    if one.back:
        links, points = links[::-1], points[::-1]
    query = Query(
        origin=points[0],
        destination=points[1],
        moment=_moment(desk, one),
        arrive_by=not one.back,
        profile=one.traveller.profile,
    )
    basis = desk.basis
    return explain(
        desk.area,
        router.day(one.date).day,
        hit.found,
        query,
        one.stance,
        basis.rules,
        origin=links[0],
        destination=links[1],
        telling=Telling.of(basis.parameters, basis.demands),
    )


def _door_name(case: Case, label: str) -> str:
    return f"{case.opportunity.name}, {label}" if label else case.opportunity.name


def _moment(desk: Desk, one: Request) -> dt.datetime:
    return to_local(one.moment_s, one.date, desk.area.timetable.zone)


def _check(fact: Unknown, direction: Direction) -> Finding:
    """The fact's own name is the code; a bus is named by its route, not by a place."""
    about = _ABOUT.get(fact.fact, About.STREET)
    values: dict[str, float | int | str] = {
        "route" if about is About.VEHICLE else "place": fact.place,
        "matters_for": fact.matters_for,
        "lat": fact.lat,
        "lon": fact.lon,
    }
    if fact.length_m:
        values["length_m"] = fact.length_m
    for name, known in (("stop_id", fact.stop_id), ("trip_id", fact.trip_id)):
        if known is not None:
            values[name] = known
    return Finding(code=fact.fact, about=about, values=values, direction=direction)


def _rare_days(case: Case, climbed: Climb) -> Steps[list[Finding]]:
    """Say on which kinds of day that are too rare to decide it does not hold."""
    assert climbed.held is not None
    made = []
    for kind in case.desk.kinds(case.session):
        if not kind.is_rare:
            continue
        if not (yield from exists(case, climbed.held.allowed, [kind])):
            values: dict[str, float | int | str] = {
                "days": kind.label,
                "dates": " ".join(date.isoformat() for date in kind.dates),
                "count_dates": len(kind.dates),
            }
            made.append(Finding(code="not_on", about=About.VEHICLE, values=values))
    return made


def _in_the_way(case: Case) -> Iterator[Finding]:
    """Which single limit stands in the way of the loosest rung that is open, each way."""
    open_rungs = [rung for rung in SEARCHED if not case.closed(rung, Stance.HOPEFUL)]
    if not open_rungs:
        return
    allowed = case.allowed(open_rungs[-1], Stance.HOPEFUL)
    for direction in Direction:
        for wish in case.wishes(allowed, case.kinds[0], direction)[:1]:
            for reason in _reasons(case, wish.request):
                values = _near_the_hour(case, reason, wish.request)
                yield _finding(replace(reason, values=values), direction, open_rungs[-1])


def _near_the_hour(case: Case, reason: Reason, one: Request) -> Mapping[str, float | int | str]:
    """Leave out the times of a journey that only puzzles."""
    if reason.code != "no_bus_in_time":
        return reason.values
    depart_s, arrive_s = int(reason.values["depart"]), int(reason.values["arrive"])
    off_s = abs((depart_s if one.back else arrive_s) - one.moment_s)
    number = case.desk.basis.parameters.number
    helps = helps_to_think(off_s, arrive_s - depart_s, number)
    return reason.values if helps else {}


def helps_to_think(off_s: int, took_s: int, number: Callable[[str], float]) -> bool:
    """Tell whether the nearest journey in time helps to think of another hour.

    Parameters
    ----------
    off_s
        How far it is from the hour wanted, seconds.
    took_s
        How long it takes, seconds.
    number
        Gives a parameter.

    Returns
    -------
    bool
        False for one that is hours off, or that takes the night.
    """
    return off_s <= number("nearest_told_s") and took_s <= number("longest_journey_s")


def _reasons(case: Case, one: Request) -> tuple[Reason, ...]:
    desk = case.desk
    router = desk.router(one.traveller)
    links = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    spot = Point(links[0].lat, links[0].lon), Point(links[1].lat, links[1].lon)
    query = Query(
        origin=spot[0],
        destination=spot[1],
        moment=_moment(desk, one),
        arrive_by=not one.back,
        profile=one.traveller.profile,
    )
    asked = router.asked(query, *links)
    if router.search(asked, Stance.HOPEFUL):
        return ()
    return find_reasons(router, asked, NOTHING, hopeful=False)


def _finding(reason: Reason, direction: Direction, rung: Rung) -> Finding:
    about = About.VEHICLE if reason.code in _OF_HOURS else About.STREET
    values = {**reason.values, "rung": rung.word, "helps": int(reason.helps)}
    code = reason.code
    # A journey back starts at the venue; what is said is said of home and venue.
    if direction is Direction.BACK:
        code = _TURNED.get(code, code)
    return Finding(code=code, about=about, values=values, direction=direction)
