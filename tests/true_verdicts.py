"""Verdicts held to what they say, by other means than those that made them.

Given a verdict and its explained journeys, :func:`faults` goes by the register's own words: what
the person can do and bear, the data on skills and demands, the sun, and the timetable. It uses no
part of ``transit.verdict``, so that a gate that is wrong there is not wrong here in the same way.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from astral import Observer
from astral.sun import sunrise, sunset

from transit.model.abilities import Level
from transit.model.fact import Stance, State
from transit.model.opportunities import Opportunity, Session
from transit.model.people import CompanionKind, Person
from transit.model.profile import Profile
from transit.model.skills import Asked, Critical, Skill
from transit.model.streets import CrossingKind, EdgeKind
from transit.model.verdict import Rung, Verdict
from transit.network.area import Area
from transit.read.demands import read_demand_rules
from transit.read.hour_rules import read_crowding, read_pass_rules
from transit.read.profiles import read_profile
from transit.read.skills import read_skills
from transit.route.journey import Demand, Journey, RideLeg, Step, WalkLeg

DAY_S: Final = 86_400
DARK_S: Final = 1800
SKILLS: Final = read_skills().skills
DEMANDS: Final = read_demand_rules()
PASS: Final = read_pass_rules()["encts"]
UNSURE: Final = (CrossingKind.MARKED, CrossingKind.SIGNALS_AT_JUNCTION, CrossingKind.UNKNOWN_KIND)
"""Nobody knows what helps there: no better than nothing for the cautious."""
CROWDED: Final = read_crowding().hours


@dataclass(frozen=True)
class Judged:
    """A verdict with its journeys, and whom and what it is about."""

    area: Area
    person: Person
    opportunity: Opportunity
    session: Session
    verdict: Verdict
    out: Journey
    back: Journey

    @property
    def journeys(self) -> tuple[Journey, Journey]:
        """Both journeys."""
        return self.out, self.back

    @property
    def cautious(self) -> bool:
        """Whether unknown facts may not have been taken for fine."""
        return self.verdict.confirmed

    @property
    def date(self) -> dt.date:
        """A date on which the verdict says that its journeys run."""
        assert self.verdict.out is not None
        return self.verdict.out.date

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels that somebody assessed."""
        return {each.skill: each.level for each in self.person.abilities if each.level is not None}

    @cached_property
    def profile(self) -> Profile:
        """The ready profile."""
        return read_profile(self.person.profile)

    @property
    def is_weekday(self) -> bool:
        """Whether it is a Monday to Friday; the sessions tested avoid bank holidays."""
        return self.date.weekday() < 5


def faults(judged: Judged) -> list[str]:
    """Return everything about a verdict that is not as it says; nothing where all is true."""
    checks = (_days, _clock, _trips, _skills, _company, _dark, _hours, _toilet, _body, _door, _sure)
    return [fault for check in checks for fault in check(judged)]


def _days(one: Judged) -> Iterator[str]:
    """It is shown on a date on which the session is held."""
    session, date = one.session, one.date
    if date.weekday() not in {int(day) for day in session.days}:
        yield f"not held on {date:%A}"
    if (session.first_date or date) > date or (session.last_date or date) < date:
        yield f"not held on {date}"


def _clock(one: Judged) -> Iterator[str]:
    """One is there in time, and leaves when it is over."""
    early = one.profile.arrive_early_s
    if one.out.arrive_s > one.session.start_s - early:
        yield "late for the start"
    if one.back.depart_s < one.session.end_s:
        yield "leaves before the end"
    for journey in one.journeys:
        at = journey.depart_s
        for leg in journey.legs:
            if leg.depart_s < at:
                yield "a leg starts before the last one ended"
            at = leg.arrive_s


def _trips(one: Judged) -> Iterator[str]:
    """Each bus runs on the date that the verdict shows."""
    timetable = one.area.timetable
    names = timetable.trips["trip_id"].to_list()
    rows = {name: row for row, name in enumerate(names)}
    trip_of_row = {int(row): trip for trip, row in enumerate(timetable.trip_row)}
    for journey in one.journeys:
        for ride in journey.rides:
            date = one.date + (ride.service_date - journey.date)
            service = int(timetable.trip_service[trip_of_row[rows[ride.trip_id]]])
            if not timetable.active[service, (date - timetable.first_date).days]:
                yield f"bus {ride.route} does not run on {date}"


def _skills(one: Judged) -> Iterator[str]:
    """Every skill that is asked is there, is to be learnt and told so, or is covered."""
    told = {gap.skill for gap in one.verdict.gaps}
    lacking = set()
    for skill, level in _asked(one):
        has = one.levels.get(skill.name)
        if has is None or has < level:
            lacking.add(skill.name)
    if one.verdict.rung is Rung.NOW and lacking:
        yield f"cannot {sorted(lacking)}"
    if lacking - told:
        yield f"untold: {sorted(lacking - told)}"
    if one.verdict.rung is Rung.WITH_TRAINING:
        yield from _training(one, lacking | told)


def _training(one: Judged, learnt: set[str]) -> Iterator[str]:
    """What is to be learnt can be learnt, in 24 lessons: the longest and a tenth of the others."""
    own = {each.skill: each for each in one.person.abilities}
    counts = []
    for name in learnt:
        ability = own.get(name)
        trainable = State.UNKNOWN if ability is None else ability.trainable
        if trainable is State.NO or (one.cautious and trainable is State.UNKNOWN):
            yield f"cannot learn {name}"
        lessons = (ability.lessons if ability else None) or SKILLS[name].lessons
        counts.append(lessons.high if one.cautious else lessons.low)
    if counts and max(counts) + 0.1 * (sum(counts) - max(counts)) > 24:
        yield f"too many lessons: {sorted(counts)}"


def _asked(one: Judged) -> Iterator[tuple[Skill, Level]]:
    """Every skill that the journeys ask, with the level."""
    gating = [skill for skill in SKILLS.values() if skill.critical is not Critical.NO]
    rides = [ride for journey in one.journeys for ride in journey.rides]
    for skill in gating:
        if skill.asked is Asked.ALWAYS or (skill.asked is Asked.BY_BUS and rides):
            yield skill, Level.WITH_AID
    for journey in one.journeys:
        for kind, detail, traffic, level in _demanded(one, journey):
            for skill in gating:
                if any(answer.covers(kind, detail, traffic) for answer in skill.answers):
                    aided = skill.critical is Critical.AID_CAN_REPLACE or kind == "wait"
                    yield skill, Level.WITH_AID if aided else Level(max(2, level))


def _demanded(one: Judged, journey: Journey) -> Iterator[tuple[str, str, str, int]]:
    """Kind, detail, traffic and level of what a journey asks; for the hopeful, of what is known."""
    for demand in journey.demands:
        if demand.kind == "unlit" or (not one.cautious and _is_unknown(demand)):
            continue
        if demand.kind != "cross":
            yield demand.kind, demand.detail, "", demand.level
            continue
        crossing = _step(journey, demand).crossing
        assert crossing is not None
        if crossing.kind in UNSURE and not one.cautious:
            continue
        kind = "none" if crossing.kind in UNSURE else demand.detail
        level = DEMANDS["cross"].level_for(kind, int(crossing.traffic))
        yield "cross", kind, crossing.traffic.name.lower(), level
    if _is_dark(one, journey.depart_s, journey.arrive_s):
        yield "after_dark", "", "", 2
    for step in _walked(journey):
        if _is_dark(one, step.depart_s, step.depart_s + step.duration_s):
            lamps = [item.lit.state for item in step.stretches if _outdoors(item.kind)]
            if State.NO in lamps or (one.cautious and State.UNKNOWN in lamps):
                yield "unlit", "", "", 2


def _is_unknown(demand: Demand) -> bool:
    return demand.source.name == "NONE" or demand.kind == "get_off_unannounced"


def _step(journey: Journey, demand: Demand) -> Step:
    leg = journey.legs[demand.leg]
    assert isinstance(leg, WalkLeg) and demand.step is not None
    return leg.steps[demand.step]


def _walked(journey: Journey) -> Iterator[Step]:
    for leg in journey.walks:
        yield from leg.steps


def _outdoors(kind: EdgeKind) -> bool:
    return kind not in (EdgeKind.JOIN, EdgeKind.INDOOR)


def _is_dark(one: Judged, from_s: int, to_s: int) -> bool:
    """Half an hour after sunset to half an hour before sunrise, at the venue."""
    at = one.opportunity.entrances[0].at
    zone = one.area.timetable.zone
    here = Observer(at.lat, at.lon)
    midnight = dt.datetime.combine(one.date, dt.time(), zone)
    light, dark = (
        (sun(here, one.date, tzinfo=zone).replace(tzinfo=None) - midnight.replace(tzinfo=None))
        for sun in (sunrise, sunset)
    )
    # The place is known to a tenth of a degree only: a minute is forgiven.
    first, last = light.total_seconds() - DARK_S - 60, dark.total_seconds() + DARK_S + 60
    return from_s < first or to_s > last


def _company(one: Judged) -> Iterator[str]:
    """Somebody can come, and for certain where it is confirmed."""
    if one.verdict.rung is not Rung.WITH_COMPANION:
        return
    companion = one.person.companion
    if companion.kind is CompanionKind.NONE:
        yield "nobody comes"
    if companion.days and not set(companion.days) & set(one.session.days):
        yield "nobody comes on these days"
    if one.cautious:
        if companion.kind is CompanionKind.UNKNOWN:
            yield "nobody knows who comes"
        if not set(one.session.days) <= set(companion.days):
            yield "nobody knows who comes on each day"


def _dark(one: Judged) -> Iterator[str]:
    """Whoever cannot be out in the dark is not, whoever comes along."""
    limit = one.person.limits.out_after_dark
    if _barred(limit, one.cautious):
        for journey in one.journeys:
            if _is_dark(one, journey.depart_s, journey.arrive_s):
                yield "out after dark"


def _barred(able: State, cautious: bool) -> bool:
    return able is State.NO or (cautious and able is State.UNKNOWN)


def _hours(one: Judged) -> Iterator[str]:
    """Each bus can be paid for, and is not more crowded than the person can bear."""
    own, limits = one.person.pass_, one.person.limits
    pays = not _barred(own.pays_fares, one.cautious)
    held = not _barred(own.held, one.cautious)
    bears = not (
        _barred(limits.bears_crowds, one.cautious) or _barred(limits.bears_noise, one.cautious)
    )
    for journey in one.journeys:
        for ride in journey.rides:
            if not pays and not (held and _is_valid(one, ride)):
                yield f"nobody pays for bus {ride.route}"
            if one.is_weekday and not bears:
                for start, end in CROWDED:
                    if ride.depart_s < end and ride.arrive_s > start:
                        yield f"bus {ride.route} is crowded"


def _is_valid(one: Judged, ride: RideLeg) -> bool:
    own = one.person.pass_
    if not one.is_weekday:
        return True
    assert PASS.weekdays is not None
    start = PASS.weekdays[0] if own.from_s is None else own.from_s
    end = PASS.weekdays[1] if own.to_s is None else own.to_s
    second = ride.depart_s % DAY_S
    return start <= second < end if start < end else not end <= second < start


def _toilet(one: Judged) -> Iterator[str]:
    """The time between two toilets is not longer than the person can bear."""
    minutes = one.person.limits.toilet_every_min
    if minutes is None:
        return
    names = ["toilet", "accessible_toilet", "changing_places"]
    if one.person.needs.changing_places is State.YES:
        names = names[2:]
    elif one.person.limits.chair is State.YES or one.person.needs.accessible_toilet is State.YES:
        names = names[1:]
    states = [one.opportunity.fact(name).state for name in names]
    finds = State.YES in states or (not one.cautious and State.UNKNOWN in states)
    times = [
        one.session.start_s - one.out.depart_s,
        one.back.arrive_s - one.session.end_s,
        0 if finds else one.back.arrive_s - one.out.depart_s,
    ]
    if max(times) > 60 * minutes:
        yield f"{max(times) // 60} minutes without a toilet"


def _body(one: Judged) -> Iterator[str]:
    """Every metre, step, slope, kerb and door of a bus is one that the person can manage."""
    limits = one.person.limits
    chair = limits.chair is State.YES
    for journey in one.journeys:
        if limits.walk_total_m is not None and journey.walk_m > limits.walk_total_m:
            yield f"walks {journey.walk_m} m"
        if journey.walk_m != sum(leg.length_m for leg in journey.walks):
            yield "walks more than it says"
        if limits.walk_without_rest_m is not None:
            yield from _rests(one, journey, limits.walk_without_rest_m)
        for step in _walked(journey):
            yield from _step_faults(one, step, chair)
        for ride in journey.rides:
            facts = (ride.wheelchair, ride.board.step_free, ride.alight.step_free)
            if chair and any(_barred(fact.state, one.cautious) for fact in facts):
                yield f"no wheelchair gets on bus {ride.route}"


def _rests(one: Judged, journey: Journey, most_m: int) -> Iterator[str]:
    """There is a seat in time: a known one for the cautious."""
    good = {State.YES} if one.cautious else {State.YES, State.UNKNOWN}
    for leg in journey.walks:
        since = 0
        for step in leg.steps:
            for item in step.stretches:
                since += item.length_mm
                if since > 1000 * most_m + 1000:
                    yield f"no seat for {since // 1000} m"
                    return
                if item.seat.state in good:
                    since = 0


def _step_faults(one: Judged, step: Step, chair: bool) -> Iterator[str]:
    limits = one.person.limits
    most = 0 if chair and limits.most_steps is None else limits.most_steps
    steepest = limits.steepest_pct
    if step.flight is not None and most is not None and step.flight.ramp.state is not State.YES:
        count = step.flight.count
        if (count is None and (one.cautious or most == 0)) or (count or 0) > most:
            yield f"takes {count} steps"
    for item in step.stretches:
        known = item.incline_pct
        if steepest is not None and item.edge >= 0:
            ground = item.kind in (EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY)
            if known is not None and ground and abs(known) > steepest:
                yield f"a slope of {known} per cent"
            if known is None and one.cautious and ground:
                yield "a slope that nobody mapped"
        if (
            chair
            and item.edge >= 0
            and item.kind is EdgeKind.PATH
            and _barred(item.surface.state, one.cautious)
        ):
            yield "ground that is not firm"
    crossing = step.crossing
    if crossing is None or crossing.kind is CrossingKind.NOT_A_CROSSING:
        return
    dropped = chair if limits.highest_kerb_mm is None else limits.highest_kerb_mm < 100
    if dropped and _barred(crossing.kerb.state, one.cautious):
        yield "a kerb"


def _door(one: Judged) -> Iterator[str]:
    """It starts and ends at the home and at a door that the person can use."""
    home = one.person.places[one.verdict.place].at
    if one.out.legs and one.back.legs:
        for end in (one.out.legs[0].start, one.back.legs[-1].end):
            if (end.lat, end.lon) != (home.lat, home.lon):
                yield "not from home, or not home again"
        needs = (
            one.person.limits.chair is State.YES or one.person.needs.step_free_entrance is State.YES
        )
        entrances = one.opportunity.entrances
        said = one.opportunity.fact("step_free_entrance")
        speaks = said.state is State.NO or (said.state is State.YES and len(entrances) == 1)
        doors = {
            (each.at.lat, each.at.lon): (
                said if speaks and each.step_free.state is State.UNKNOWN else each.step_free
            )
            for each in entrances
        }
        for end in (one.out.legs[-1].end, one.back.legs[0].start):
            fact = doors.get((end.lat, end.lon))
            if fact is None:
                yield "not at a door"
            elif needs and _barred(fact.state, one.cautious):
                yield "a door with a step"


def _sure(one: Judged) -> Iterator[str]:
    """What is confirmed rests on nothing that nobody recorded."""
    if not one.cautious:
        return
    for journey in one.journeys:
        if journey.stance is not Stance.CAUTIOUS:
            yield "confirmed, but its journeys are the hopeful ones"
        for unknown in journey.unknowns:
            if unknown.decides:
                yield f"rests on an unknown {unknown.fact}"
