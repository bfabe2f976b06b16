"""Changes to a person: a skill learnt, a fact that turns out well, a pass, somebody to go along."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from typing import Final

from transit.errors import InputError
from transit.model.abilities import Ability, Level
from transit.model.clock import DAY_S
from transit.model.fact import State
from transit.model.opportunities import Session
from transit.model.people import CompanionKind, Person
from transit.model.unlock import Change, ChangeKind
from transit.model.weekdays import Weekday, in_order
from transit.verdict.body import needs_step_free, uses_chair
from transit.verdict.desk import Desk

_SUPPOSED: Final = "supposed"
_ON: Final = dt.date(2000, 1, 1)
"""A level needs a date; no verdict reads it."""

CROWDS: Final = ("bears_crowds", "bears_noise")
"""A crowded bus is loud, too: one question."""


def changes_of(desk: Desk, person: Person, session: Session) -> tuple[Change, ...]:
    """Return what could be different about a person, for one session.

    Parameters
    ----------
    desk
        Skills and hours of passes.
    person
        The person.
    session
        The session, for the days on which somebody would have to come along.

    Returns
    -------
    tuple of Change
        None of it is known to help.
    """
    return (
        *_skills(desk, person),
        *_asks(desk, person),
        *_pass(desk, person),
        *_companion(person, session),
    )


def changed(person: Person, changes: Iterable[Change]) -> Person:
    """Return a person as they would be.

    Parameters
    ----------
    person
        The person.
    changes
        Some of :func:`changes_of`.

    Returns
    -------
    Person
        With all of them.
    """
    return reduce(_with, changes, person)


def _skills(desk: Desk, person: Person) -> Iterator[Change]:
    known = {ability.skill: ability for ability in person.abilities}
    for skill in desk.basis.catalogue.skills:
        own = known.get(skill)
        if own is None or own.level is not Level.ALONE:
            yield Change(kind=ChangeKind.SKILL, what=skill)


def _asks(desk: Desk, person: Person) -> Iterator[Change]:
    limits, unknown = person.limits, State.UNKNOWN

    def ask(what: str, skill: str = "") -> Change:
        return Change(kind=ChangeKind.ASK, what=what, skill=skill)

    if limits.out_after_dark is unknown:
        yield ask("out_after_dark")
    bears = {getattr(limits, name) for name in CROWDS}
    if unknown in bears and State.NO not in bears:
        yield ask("bears_crowds")
    if uses_chair(person, desk.basis) is unknown:
        yield ask("chair")
    if needs_step_free(person, desk.basis) is unknown:
        yield ask("step_free_entrance")
    if person.pass_.held is unknown:
        yield ask("pass_held")
    if person.pass_.pays_fares is unknown:
        yield ask("pays_fares")
    if person.companion.kind is CompanionKind.UNKNOWN:
        yield ask("companion")
    elif person.companion.kind is not CompanionKind.NONE and not person.companion.days:
        yield ask("companion_days")
    known = {ability.skill: ability for ability in person.abilities}
    for skill in desk.basis.catalogue.skills:
        own = known.get(skill, Ability(skill=skill))
        if own.level is not Level.ALONE and own.trainable is unknown:
            yield ask("trainable", skill)


def _pass(desk: Desk, person: Person) -> Iterator[Change]:
    """Nothing where a pass is known not to be held, or where fares are paid anyway."""
    own = person.pass_
    if own.held is State.NO or own.pays_fares is State.YES:
        return
    usual = desk.hour_rules.pass_.weekdays
    start = own.from_s if own.from_s is not None else (usual or (0, DAY_S))[0]
    for seconds in _steps(desk):
        if seconds < start:
            yield Change(kind=ChangeKind.PASS, what="valid_from", seconds=seconds)


def _steps(desk: Desk) -> Iterator[int]:
    value = desk.basis.parameters["unlock_pass_from"].value
    for word in value if isinstance(value, list) else [value]:
        hours, colon, minutes = str(word).partition(":")
        if not (colon and hours.isdigit() and minutes.isdigit() and int(hours) < 24):
            raise InputError(f"parameter unlock_pass_from has {word!r}, expected times like 09:00")
        yield 3600 * int(hours) + 60 * int(minutes)


def _companion(person: Person, session: Session) -> Iterator[Change]:
    companion = person.companion
    days = in_order(session.days)
    if companion.kind is CompanionKind.NONE:
        yield Change(kind=ChangeKind.COMPANION, what="somebody", days=days)
    elif companion.kind is not CompanionKind.UNKNOWN and companion.days:
        missing = in_order(day for day in days if day not in companion.days)
        if missing:
            yield Change(kind=ChangeKind.COMPANION, what="more_days", days=missing)


def _with(person: Person, change: Change) -> Person:
    if change.kind is ChangeKind.SKILL:
        learnt = {"level": Level.ALONE, "assessed_by": _SUPPOSED, "assessed_on": _ON}
        return _with_ability(person, change.what, learnt)
    if change.kind is ChangeKind.PASS:
        own = person.pass_.from_s
        start = change.seconds if own is None else min(own, change.seconds)
        return replace(person, pass_=replace(person.pass_, from_s=start))
    if change.kind is ChangeKind.COMPANION:
        kind = person.companion.kind
        known = CompanionKind.VOLUNTEER if kind is CompanionKind.NONE else kind
        days = in_order({*person.companion.days, *change.days})
        return replace(person, companion=replace(person.companion, kind=known, days=days))
    return _told(person, change)


def _told(person: Person, change: Change) -> Person:
    """With the answer yes to something that nobody has asked."""
    match change.what:
        case "trainable":
            return _with_ability(person, change.skill, {"trainable": State.YES})
        case "out_after_dark":
            return replace(person, limits=replace(person.limits, out_after_dark=State.YES))
        case "bears_crowds":
            limits = replace(person.limits, **dict.fromkeys(CROWDS, State.YES))
            return replace(person, limits=limits)
        case "chair":
            return replace(person, limits=replace(person.limits, chair=State.NO))
        case "step_free_entrance":
            return replace(person, needs=replace(person.needs, step_free_entrance=State.NO))
        case "pass_held":
            return replace(person, pass_=replace(person.pass_, held=State.YES))
        case "pays_fares":
            return replace(person, pass_=replace(person.pass_, pays_fares=State.YES))
    kind = person.companion.kind
    known = CompanionKind.VOLUNTEER if kind is CompanionKind.UNKNOWN else kind
    return replace(person, companion=replace(person.companion, kind=known, days=tuple(Weekday)))


def _with_ability(person: Person, skill: str, values: dict[str, object]) -> Person:
    known = {ability.skill: ability for ability in person.abilities}
    own = known.get(skill, Ability(skill=skill))
    known[skill] = replace(own, **values)  # type: ignore[arg-type]  # names as in Ability
    return replace(person, abilities=tuple(known.values()))
