"""Each rung as a travel profile: what a search may use so that a journey asks nothing too hard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from transit.model.abilities import Ability
from transit.model.demand_rules import DemandRule
from transit.model.fact import Stance, State
from transit.model.people import CompanionKind, Person
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.model.verdict import Finding, Rung
from transit.verdict.asks import (
    AFTER_DARK,
    ASK_DRIVER,
    BUS,
    CHANGE,
    CHANGE_ACROSS,
    CHANGE_STOP,
    CROSSINGS,
    READ_NUMBER,
    RIDE_LEVELS,
    UNANNOUNCED,
    UNLIT,
    bit,
    crossing_ask,
    ride_ask,
    road_ask,
)
from transit.verdict.basis import Basis
from transit.verdict.body import Body, body_of
from transit.verdict.lessons import TrainingLimit, lessons_finding, lessons_of
from transit.verdict.needs import SkillNeeds, Standing

_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What one rung allows one person in one stance.

    Parameters
    ----------
    rung, stance
        Which.
    profile
        How journeys are searched; None where the rung is closed whatever the streets are like.
        Hours of riding are not in it: they depend on the day.
    closed
        Why it is closed.
    granted
        Skills taken for learnt, or covered by a companion.
    fixed
        Those of them that every journey asks.
    standing
        The person's skills with these granted.
    asks
        Bits of what a journey may ask.
    by_daylight
        Whether the person may be out by daylight only: for their limits, or because they lack a
        skill for the dark that is not granted.
    checks
        Facts about the person that were taken for fine.
    """

    rung: Rung
    stance: Stance
    profile: Profile | None
    closed: tuple[Finding, ...] = ()
    granted: frozenset[str] = _NONE
    fixed: frozenset[str] = _NONE
    standing: Standing
    asks: int = 0
    by_daylight: bool = False
    checks: tuple[Finding, ...] = ()


def allowed(
    person: Person,
    rung: Rung,
    stance: Stance,
    basis: Basis,
    without: frozenset[str] = _NONE,
) -> Allowed:
    """Return what a rung allows a person.

    Parameters
    ----------
    person
        The person.
    rung
        One of :data:`~transit.model.verdict.SEARCHED`.
    stance
        How unknown facts about the person are read.
    basis
        Skills, levels, ready profiles and parameters.
    without
        Skills that are not granted though they could be learnt.

    Returns
    -------
    Allowed
        With a profile, or with why the rung is closed.
    """
    needs = skill_needs(basis, stance)
    recorded = {ability.skill: ability for ability in person.abilities}
    if rung is Rung.WITH_COMPANION:
        return _with_companion(person, stance, basis, needs, recorded)
    granted = _NONE
    if rung is Rung.WITH_TRAINING:
        granted = _learnable(basis, recorded, stance) - without
    standing = Standing(recorded, granted)
    wanting = standing.lacks(needs.always)
    fixed = Standing(recorded).lacks(needs.always) & granted
    closed = tuple(_skill_missing(skill, standing) for skill in sorted(wanting))
    if not closed and fixed:
        closed = _too_many_lessons(fixed, recorded, basis, stance)
    body = body_of(person, stance, basis)
    by_daylight = body.by_daylight or bool(standing.lacks(needs.by_ask[AFTER_DARK][0]))
    if closed:
        return Allowed(
            rung=rung,
            stance=stance,
            profile=None,
            closed=closed,
            granted=granted,
            fixed=fixed,
            standing=standing,
            by_daylight=by_daylight,
        )
    profile = canonical(_opened(body, standing, needs, basis))
    return Allowed(
        rung=rung,
        stance=stance,
        profile=profile,
        granted=granted,
        fixed=fixed,
        standing=standing,
        asks=asks_allowed(profile, stance, basis, by_daylight=by_daylight),
        by_daylight=by_daylight,
        checks=body.checks,
    )


def covers(loose: Allowed, tight: Allowed) -> bool:
    """Tell whether every journey of one rung is also one of another, for the same person.

    Parameters
    ----------
    loose, tight
        Both rungs, in one stance.

    Returns
    -------
    bool
        True if so; with a companion is not always looser than with training, as somebody may
        learn to cross a road that their companion's profile does not cross.
    """
    if tight.profile is None:
        return True
    return (
        loose.profile is not None
        and not tight.asks & ~loose.asks
        and tight.profile.most_changes <= loose.profile.most_changes
    )


@lru_cache(maxsize=64)
def skill_needs(basis: Basis, stance: Stance) -> SkillNeeds:
    """Return what every ask needs, kept for the last few.

    Parameters
    ----------
    basis
        Skills and levels.
    stance
        How a kind of crossing that is not known is read.

    Returns
    -------
    SkillNeeds
        The needs.
    """
    return SkillNeeds(basis, stance)


def _with_companion(
    person: Person,
    stance: Stance,
    basis: Basis,
    needs: SkillNeeds,
    recorded: Mapping[str, Ability],
) -> Allowed:
    granted = frozenset(basis.catalogue.skills)
    standing = Standing(recorded, granted)
    fixed = Standing(recorded).lacks(needs.always)
    closed, checks = _companion_known(person, stance)
    body = body_of(person, stance, basis)
    if closed:
        return Allowed(
            rung=Rung.WITH_COMPANION,
            stance=stance,
            profile=None,
            closed=closed,
            granted=granted,
            fixed=fixed,
            standing=standing,
            by_daylight=body.by_daylight,
        )
    # Not what they could learn: nobody on the way can do that yet.
    today = _opened(body, Standing(recorded), needs, basis)
    profile = canonical(_accompanied(body, basis, today))
    return Allowed(
        rung=Rung.WITH_COMPANION,
        stance=stance,
        profile=profile,
        granted=granted,
        fixed=fixed,
        standing=standing,
        asks=asks_allowed(profile, stance, basis, by_daylight=body.by_daylight),
        by_daylight=body.by_daylight,
        checks=(*body.checks, *checks),
    )


def _companion_known(
    person: Person, stance: Stance
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Why nobody goes along, and what to ask where that was taken for fine."""
    companion = person.companion
    if companion.kind is CompanionKind.NONE:
        return (Finding(code="no_companion"),), ()
    hopeful = stance is Stance.HOPEFUL
    if companion.kind is CompanionKind.UNKNOWN:
        return (
            ((), (Finding(code="ask_companion"),))
            if hopeful
            else ((Finding(code="companion_unknown"),), ())
        )
    if not companion.days:
        return (
            ((), (Finding(code="ask_companion_days"),))
            if hopeful
            else ((Finding(code="companion_days_unknown"),), ())
        )
    return (), ()


def _learnable(basis: Basis, recorded: Mapping[str, Ability], stance: Stance) -> frozenset[str]:
    good = {State.YES} if stance is Stance.CAUTIOUS else {State.YES, State.UNKNOWN}
    known = {name: ability.trainable for name, ability in recorded.items()}
    return frozenset(
        name for name in basis.catalogue.skills if known.get(name, State.UNKNOWN) in good
    )


def _skill_missing(skill: str, standing: Standing) -> Finding:
    has = standing.has(skill)
    if has is None:
        return Finding(code="skill_not_assessed", values={"skill": skill})
    return Finding(code="skill_missing", values={"skill": skill, "has": int(has)})


def _too_many_lessons(
    fixed: Iterable[str], recorded: Mapping[str, Ability], basis: Basis, stance: Stance
) -> tuple[Finding, ...]:
    limit = TrainingLimit.of(basis)
    each = [lessons_of(skill, recorded, basis.catalogue) for skill in fixed]
    if limit.keeps(each, stance):
        return ()
    return (lessons_finding(each, limit),)


def _opened(body: Body, standing: Standing, needs: SkillNeeds, basis: Basis) -> Profile:
    """Open to a body what somebody's skills allow."""

    def can(ask: object) -> bool:
        return any(not standing.lacks(each) for each in needs.by_ask[ask])  # type: ignore[index]

    listed = basis.demands["walk_on_road"].levels
    rides = [level for level in RIDE_LEVELS if not can(ride_ask(level))]
    changes = 0
    if can(CHANGE):
        least = int(basis.parameters.number("changes_where_able"))
        changes = max(body.profile.most_changes, least)
    return replace(
        body.profile,
        needs_pavement=True,
        walks_on=tuple(
            road for road in RoadClass if road.name.lower() in listed and can(road_ask(road))
        ),
        walks_unlit=can(UNLIT),
        crossings=_crossings(standing, needs),
        most_changes=changes,
        riding=Riding(
            buses=body.fits_buses and can(BUS),
            longest_ride_s=longest_ride_s(basis.demands["ride_alone"], min(rides, default=4)),
            boards_where_several_call=can(READ_NUMBER),
            gets_off_unannounced=can(UNANNOUNCED),
            asks_driver=can(ASK_DRIVER),
            changes_stop=can(CHANGE_STOP),
            changes_across=can(CHANGE_STOP) and can(CHANGE_ACROSS),
        ),
    )


def _crossings(standing: Standing, needs: SkillNeeds) -> dict[CrossingKind, Traffic]:
    """The busiest traffic crossed at each kind of crossing, a kind left out where there is none."""
    made: dict[CrossingKind, Traffic] = {}
    for kind in CROSSINGS:
        able = [each for each in Traffic if not standing.lacks(needs.crossing(kind, each))]
        if able:
            made[kind] = max(able)
    return made


def longest_ride_s(rule: DemandRule, too_hard: int) -> int | None:
    """Return the longest ride whose length, in tenths of minutes, is rated below a level.

    Parameters
    ----------
    rule
        The rule on rides.
    too_hard
        The first level that is too hard.

    Returns
    -------
    int or None
        Seconds; None where no level is too hard.
    """
    if too_hard > max(RIDE_LEVELS):
        return None
    seconds = round(60 * rule.at_least[too_hard - 1]) if too_hard <= len(rule.at_least) else 172_800
    while seconds > 0 and rule.level_of(round(seconds / 60, 1)) >= too_hard:
        seconds -= 1
    return seconds


def _accompanied(body: Body, basis: Basis, alone: Profile) -> Profile:
    """Open to a body what a companion covers, and what the person can do alone."""
    guided = basis.profile(basis.word("companion_profile"))
    every = guided, alone
    crossings: dict[CrossingKind, Traffic] = {
        kind: max(each.crossings[kind] for each in every if kind in each.crossings)
        for kind in CROSSINGS
        if any(kind in each.crossings for each in every)
    }
    roads = {road for each in every for road in each.walks_on} | set(
        basis.roads("companion_walks_on")
    )
    return replace(
        body.profile,
        needs_pavement=guided.needs_pavement,
        walks_on=tuple(sorted(roads)),
        walks_unlit=True,
        crossings=crossings,
        most_changes=max(each.most_changes for each in every),
        riding=Riding(buses=body.fits_buses),
    )


def canonical(profile: Profile) -> Profile:
    """Return a profile with a fixed value for everything that nothing else lets matter.

    Parameters
    ----------
    profile
        A rung's profile.

    Returns
    -------
    Profile
        One that routes the same, so that more people share it.
    """
    riding = profile.riding
    if not riding.buses or riding.longest_ride_s == 0:
        return replace(
            profile,
            name="rung",
            label="rung",
            most_changes=0,
            longest_change_walk_m=0,
            riding=Riding(buses=False),
        )
    if profile.most_changes == 0:
        riding = replace(riding, changes_stop=True, changes_across=True)
        profile = replace(profile, longest_change_walk_m=0)
    return replace(profile, name="rung", label="rung", riding=riding)


def asks_allowed(profile: Profile, stance: Stance, basis: Basis, *, by_daylight: bool) -> int:
    """Return what journeys of a profile may ask.

    Parameters
    ----------
    profile
        A rung's profile.
    stance
        How a kind of crossing that is not known is read.
    basis
        The rules for streets.
    by_daylight
        Whether only journeys in daylight count.

    Returns
    -------
    int
        Bits of asks.
    """
    made = 0
    readings = basis.rules.crossings
    for kind in CROSSINGS:
        read_as = {readings.read_as(kind, one) for one in (stance, Stance.CAUTIOUS)}
        most = max(int(profile.crossings.get(each, -1)) for each in read_as)
        for traffic in Traffic:
            if traffic <= most:
                made |= bit(crossing_ask(kind, traffic))
    for road in RoadClass:
        if road in profile.walks_on or not profile.needs_pavement:
            made |= bit(road_ask(road))
    riding = profile.riding
    rule = basis.demands["ride_alone"]
    for level in RIDE_LEVELS:
        longest = longest_ride_s(rule, level)
        if longest is None or riding.longest_ride_s is None or riding.longest_ride_s > longest:
            made |= bit(ride_ask(level))
    for ask, can in (
        (BUS, riding.buses),
        (UNLIT, profile.walks_unlit),
        (AFTER_DARK, not by_daylight),
        (READ_NUMBER, riding.boards_where_several_call),
        (UNANNOUNCED, riding.gets_off_unannounced),
        (ASK_DRIVER, riding.asks_driver),
        (CHANGE, profile.most_changes > 0),
        (CHANGE_STOP, riding.changes_stop),
        (CHANGE_ACROSS, riding.changes_across),
    ):
        if can:
            made |= bit(ask)
    return made
