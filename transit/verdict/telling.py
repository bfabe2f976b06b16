"""From journeys to a verdict's findings: reasons, facts to ask for, conditions, and ways in short.

Codes and what their words are given:

=========================== ==============================================================
reasons, of a closed rung   ``skill_missing`` skill, has; ``skill_not_assessed`` skill;
                            ``too_many_lessons`` low, high, limit; ``no_companion``,
                            ``companion_unknown``, ``companion_days_unknown``,
                            ``companion_other_days`` days; ``home_off_network``,
                            ``venue_off_network``, ``no_step_free_entrance``,
                            ``entrance_steps_unknown``, and of sessions without a date
                            those of :func:`transit.verdict.days.no_dates`
reasons, of a gap           ``gap_cross`` skill, place, kind, traffic, speed_mph, lanes, count;
                            ``gap_walk_on_road`` skill, place, road, count; ``gap_unlit``,
                            ``gap_read_number``, ``gap_get_off_unannounced``,
                            ``gap_ask_driver``, ``gap_change`` detail, ``gap_ride_alone``: skill,
                            place, count
reasons, where none is found ``no_journey_out``, ``no_journey_back``; ``no_journey_on`` dates;
                            ``after_dark``; ``toilet_too_far`` limit_s; looked at closely also of
                            :mod:`transit.route.reasons`, with rung and helps (1 where setting
                            it alone aside makes a journey exist)
checks                      of the person: those of :mod:`transit.verdict.body`,
                            :mod:`transit.verdict.hours` and :mod:`transit.verdict.rungs`;
                            ``assess_skill`` skill; ``ask_trainable`` skill
checks                      of streets, stops, buses, looked at closely: the fact's name, with
                            place or route, matters_for, lat, lon, length_m, stop_id, trip_id;
                            of the venue: ``ask_entrance``, ``ask_toilet``,
                            ``ask_school_terms``
conditions                  ``starts_from`` start, days; ``fragile_return`` within_s;
                            ``later_return`` within_s, arrive_s;
                            ``only_in_daylight`` earliest_s, latest_s;
                            ``pass_hours`` from_s, to_s; ``companion_days`` days;
                            ``line`` line; ``not_on`` days, dates, count;
                            ``timetable_part`` first, last
=========================== ==============================================================
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from transit.model.abilities import Ability
from transit.model.fact import Stance, State
from transit.model.verdict import SEARCHED, About, Direction, Finding, Gap, Rung, Way
from transit.verdict.asked import crossing_of, road_of
from transit.verdict.asks import BUS
from transit.verdict.body import needs_step_free
from transit.verdict.cases import Case, Pair
from transit.verdict.climb import Climb, Held
from transit.verdict.days import part_known
from transit.verdict.doors import doors_of, finds_toilet
from transit.verdict.gaps import Wanting, place_of, wanting
from transit.verdict.later import Later
from transit.verdict.requests import Hit

_Values = dict[str, float | int | str]
_OF_BUSES: Final = ("skill_missing", "skill_not_assessed")


def way_of(hit: Hit, date: dt.date, *, fragile: bool = False) -> Way:
    """Return a journey in short.

    Parameters
    ----------
    hit
        The journey.
    date
        A date on which it runs.
    fragile
        Whether no later one runs.

    Returns
    -------
    Way
        For a verdict.
    """
    return Way(
        date=date,
        leave_s=hit.leave_s,
        arrive_s=hit.arrive_s,
        changes=hit.found.changes,
        walk_m=hit.found.length_m,
        burden_s=hit.found.burden_s,
        lines=hit.lines,
        fragile=fragile,
        boards_s=tuple(on_s for on_s, _ in hit.rides),
    )


def reasons_of(case: Case, climbed: Climb) -> tuple[Finding, ...]:
    """Return what stands in the way of a better rung.

    Parameters
    ----------
    case
        Whom and what it is about.
    climbed
        How far one has to climb.

    Returns
    -------
    tuple of Finding
        Closed rungs first, then gaps; each once.
    """
    made: list[Finding] = []
    held = climbed.held
    for rung in SEARCHED:
        if rung >= climbed.rung:
            break
        made += case.closed(rung, Stance.HOPEFUL)
    if held is None:
        made += case.lacks
    if held is not None and climbed.rung is not Rung.NOW:
        fixed = {str(one.values.get("skill")) for one in made}
        made += [
            finding
            for finding in gap_reasons(case, held.pairs, held)
            if finding.code not in _OF_BUSES or finding.values.get("skill") not in fixed
        ]
    return once(made)


def gap_reasons(case: Case, pairs: Sequence[Pair], held: Held) -> Iterator[Finding]:
    """Yield what the journeys of a rung ask above what the person can do.

    Parameters
    ----------
    case
        Whom and what it is about.
    pairs
        The journeys.
    held
        The rung.

    Yields
    ------
    Finding
        One a skill, kind and place, with how often.
    """
    counted: dict[tuple[str, str, tuple[tuple[str, object], ...]], list[Wanting]] = {}
    for one in wanting(case, pairs, held.allowed):
        values = _values(case, one)
        key = f"gap_{one.asked.ask.kind}", one.skill, tuple(sorted(values.items()))
        counted.setdefault(key, []).append(one)
    for (code, skill, items), met in counted.items():
        if met[0].asked.ask == BUS:
            # Asked by every ride alike: nothing is said by how often.
            yield skill_missing(skill, case.recorded.get(skill))
            continue
        directions = {one.direction for one in met}
        places = {(one.direction, one.asked.edge, one.asked.stop) for one in met}
        values = {"skill": skill, **dict(items), "count": len(places)}  # type: ignore[arg-type]
        yield Finding(
            code=code,
            about=About.PERSON,
            values=values,
            direction=directions.pop() if len(directions) == 1 else None,
        )


def skill_missing(skill: str, recorded: Ability | None) -> Finding:
    """Say that somebody does not master a skill, or that nobody has looked.

    Parameters
    ----------
    skill
        Its name.
    recorded
        What is recorded of it.

    Returns
    -------
    Finding
        A reason.
    """
    if recorded is None or recorded.level is None:
        return Finding(code="skill_not_assessed", values={"skill": skill})
    return Finding(code="skill_missing", values={"skill": skill, "has": int(recorded.level)})


def _values(case: Case, one: Wanting) -> _Values:
    area, asked = case.desk.area, one.asked
    ask = asked.ask
    if ask == BUS:
        return {}
    if ask.kind == "cross":
        network = area.walk
        street, kind, traffic = crossing_of(area, asked.edge)
        values: _Values = {
            "place": street,
            "kind": kind.name.lower(),
            "traffic": traffic.name.lower(),
        }
        speed, lanes = int(network.edge_speed_mph[asked.edge]), int(network.edge_lanes[asked.edge])
        if speed:
            values["speed_mph"] = speed
        if lanes:
            values["lanes"] = lanes
        return values
    if ask.kind == "walk_on_road":
        street, road = road_of(area, asked.edge)
        return {"place": street, "road": road.name.lower()}
    values = {"place": place_of(area, asked)}
    if ask.kind == "change":
        values["detail"] = ask.detail
    return values


def checks_of(case: Case, climbed: Climb, gaps: Sequence[Gap]) -> tuple[Finding, ...]:
    """Return the unknown facts about the person on which a verdict rests.

    Parameters
    ----------
    case
        Whom and what it is about.
    climbed
        How far one has to climb.
    gaps
        What is wanting.

    Returns
    -------
    tuple of Finding
        What to ask and to assess; each once.
    """
    held = climbed.held
    if held is None:
        return ()
    made: list[Finding] = []
    if climbed.sure is not climbed.rung:
        for check in held.allowed.checks:
            if check.code != "ask_out_after_dark" or not _in_daylight(held):
                made.append(check)
        made += _about_venue(case, held)
        for pair in held.pairs:
            hours = case.hours(pair.kind, held.allowed.stance)
            for hit in (pair.out, pair.back):
                made += hours.asked_by(hit.rides)
    made += [
        Finding(code="assess_skill", values={"skill": gap.skill}) for gap in gaps if gap.has is None
    ]
    if climbed.rung is Rung.WITH_TRAINING:
        made += [
            Finding(code="ask_trainable", values={"skill": gap.skill})
            for gap in gaps
            if gap.trainable is State.UNKNOWN
        ]
    return once(made)


def _about_venue(case: Case, held: Held) -> Iterator[Finding]:
    """What is not known of the venue that the cautious need."""
    chair = held.allowed.profile is not None and held.allowed.profile.chair
    parts = case.desk, case.person, case.opportunity, Stance.CAUTIOUS
    if doors_of(*parts, chair=chair)[1]:
        yield Finding(code="ask_entrance", about=About.VENUE)
        if not chair and needs_step_free(case.person, case.desk.basis) is State.UNKNOWN:
            yield Finding(code="ask_step_free_entrance")
    needs = case.person.needs
    if case.interval_s is not None and not finds_toilet(
        needs, case.opportunity, Stance.CAUTIOUS, chair=chair
    ):
        yield Finding(code="ask_toilet", about=About.VENUE)


def conditions_of(case: Case, held: Held, later: Later) -> tuple[Finding, ...]:
    """Return at which hours and in what light the journeys of a rung hold.

    Parameters
    ----------
    case
        Whom and what it is about.
    held
        The rung.
    later
        What is left to whoever misses the journey home.

    Returns
    -------
    tuple of Finding
        Each once.
    """
    made: list[Finding] = []
    if case.session != case.whole:
        made.append(Finding(code="starts_from", values=place_values(case)))
    made += part_known(case.session, case.desk.calendar, case.desk.day_rules.terms)
    if not later.is_soon:
        made.append(
            Finding(
                code="fragile_return" if later.is_none else "later_return",
                about=About.VEHICLE,
                values=later.values,
            )
        )
    for pair in held.pairs:
        for direction, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back)):
            if _needs_daylight(held, hit):
                bound = hit.request.daylight_s
                name = "latest_s" if hit.request.back else "earliest_s"
                made.append(
                    Finding(
                        code="only_in_daylight",
                        about=About.PERSON,
                        values={} if bound is None else {name: bound},
                        direction=direction,
                    )
                )
            within = hit.request.traveller.profile.riding.board_within
            if within is not None and hit.rides:
                made.append(
                    Finding(
                        code="pass_hours",
                        values={"from_s": within[0], "to_s": within[1]},
                        direction=direction,
                    )
                )
    companion = case.person.companion
    if held.allowed.rung is Rung.WITH_COMPANION and companion.days:
        missing = [day for day in case.session.days if day not in companion.days]
        if missing:
            words = " ".join(day.word for day in companion.days)
            made.append(Finding(code="companion_days", values={"days": words}))
    first = held.pairs[0]
    for direction, hit in ((Direction.OUT, first.out), (Direction.BACK, first.back)):
        for line in hit.lines:
            made.append(
                Finding(
                    code="line", about=About.VEHICLE, values={"line": line}, direction=direction
                )
            )
    return once(made)


def place_values(case: Case) -> _Values:
    """Return where somebody sets out, and on which days of the session.

    Parameters
    ----------
    case
        Whom and what it is about.

    Returns
    -------
    dict
        Words: ``start``, the kind of place; ``days``.
    """
    words = " ".join(day.word for day in case.session.days)
    return {"start": case.person.places[case.place].kind.value, "days": words}


def _needs_daylight(held: Held, hit: Hit) -> bool:
    """Whether it is daylight that lets the person make a journey."""
    profile = held.allowed.profile
    if held.allowed.by_daylight:
        return True
    return (
        profile is not None
        and not profile.walks_unlit
        and hit.request.in_daylight(hit)
        and hit.request.traveller.profile.walks_unlit
        and hit.walks_unlit
    )


def _in_daylight(held: Held) -> bool:
    return all(hit.request.in_daylight(hit) for pair in held.pairs for hit in (pair.out, pair.back))


def once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings, each once: what holds on both journeys is said of neither.

    Parameters
    ----------
    findings
        Some may be equal.

    Returns
    -------
    tuple of Finding
        In their order.
    """
    seen: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        key = one.code, one.about, tuple(sorted(one.values.items()))
        before = seen.setdefault(key, one)
        if before.direction is not one.direction:
            seen[key] = replace(before, direction=None)
    return tuple(seen.values())
