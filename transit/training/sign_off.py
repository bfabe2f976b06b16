"""Whether the rule of signing off is met, and what is missing where it is not.

Nothing averages: every condition stands by itself, and what is not known is not met.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from transit.model.abilities import Level
from transit.model.training import Agreement, Answer, Capacity, Role
from transit.model.verdict import Direction
from transit.training.situation import Situation
from transit.training.steps import TrainedStep
from transit.training.tries import Try, managed, runs_of, streak, tries_of_skill

_FACTS_SAID: Final = 3
"""More are on the survey sheet."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule.

    Parameters
    ----------
    code
        Its name in the words of training.
    is_met
        Whether it is.
    values
        What the words need.
    """

    code: str
    is_met: bool
    values: Mapping[str, str | int] = field(default_factory=dict)


def conditions(situation: Situation) -> tuple[Condition, ...]:
    """Return every condition of signing off.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of Condition
        In the order in which a trainer would see to them.
    """
    return (
        *_still_on(situation),
        *_plan(situation),
        *(each for role in situation.rules.roles for each in _agreed(situation, role)),
        *(each for way in Direction for each in _runs(situation, way)),
        *_beside(situation),
        *_incidents(situation),
    )


def missing(situation: Situation) -> tuple[Condition, ...]:
    """Return the conditions that are not met.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of Condition
        Empty where somebody may be signed off.
    """
    return tuple(each for each in conditions(situation) if not each.is_met)


def is_current(said: Agreement | None, situation: Situation) -> bool:
    """Tell whether an agreement is in force.

    Parameters
    ----------
    said
        What somebody said last; None where they were not asked.
    situation
        The course on a day.

    Returns
    -------
    bool
        True where they agreed, wholly or in part, not too long ago; a carer who is not there does
        not go out of date.
    """
    if said is None or said.answer in (Answer.REFUSED, Answer.WITHDRAWN):
        return False
    days = dt.timedelta(days=situation.rules.sign_off.agreement_days)
    return said.answer is Answer.NOBODY or situation.today <= said.on + days


def shown_levels(situation: Situation) -> dict[str, Level]:
    """Return what was shown of each skill on this journey.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    dict
        The lowest level of the last tries by skill; skills that were not tried are not in it.
    """
    record, count = situation.record, situation.rules.sign_off.beside_tries
    shown = {}
    for skill in situation.trained.needs:
        tries = tries_of_skill(skill, record.lessons, situation.trained)[-count:]
        if tries:
            shown[skill] = min(each.level for each in tries)
    return shown


def _still_on(situation: Situation) -> Iterator[Condition]:
    yield Condition("going_on", situation.record.course.stopped_on is None)


def _plan(situation: Situation) -> Iterator[Condition]:
    yield Condition("plan_holds", not situation.breaks, {"why": next(iter(situation.breaks), "")})
    facts = situation.unresolved
    yield Condition("facts_known", not facts, facts_values(facts))


def facts_values(facts: Sequence[str]) -> dict[str, str | int]:
    """Return what the words about facts that nobody knows need.

    Parameters
    ----------
    facts
        Questions.

    Returns
    -------
    dict
        How many they are, and the first of them.
    """
    return {"count": len(facts), "first": " ".join(facts[:_FACTS_SAID]) or "–"}


def _agreed(situation: Situation, role: Role) -> Iterator[Condition]:
    said = situation.record.agreement_of(role)
    matters = situation.rules.matters
    lacking = [
        matters[each]
        for each in situation.rules.sign_off.matters
        if said is None or not said.covers(each)
    ]
    current = is_current(said, situation)
    words = {"who": role.value, "what": lacking[0] if lacking else "–"}
    if said is None:
        yield Condition("agreement_missing", False, words)
    elif said.answer in (Answer.REFUSED, Answer.WITHDRAWN):
        yield Condition("agreement_refused", False, words)
    elif not current:
        yield Condition("agreement_old", False, {**words, "on": f"{said.on:%d/%m/%Y}"})
    else:
        yield Condition("agreed", not lacking, words)
    if role is Role.PERSON and said is not None:
        yield Condition("capacity_noted", said.capacity is not Capacity.NOT_ASSESSED)


def _runs(situation: Situation, way: Direction) -> Iterator[Condition]:
    rule, lessons = situation.rules.sign_off, situation.record.lessons
    if not situation.trained.critical(way):
        return
    runs = runs_of(way, lessons, situation.trained, rule.serious_from)
    good = streak(runs)
    apart = sum(run.at_distance for run in good)
    values = {"way": way.value, "have": len(good), "need": rule.alone_runs}
    yield Condition("runs_alone", len(good) >= rule.alone_runs, values)
    values = {"way": way.value, "have": apart, "need": rule.shadowed_runs}
    yield Condition("runs_shadowed", apart >= rule.shadowed_runs, values)
    if len(good) < rule.alone_runs:
        for step in situation.trained.critical(way):
            yield from _step(situation, step)


def _step(situation: Situation, step: TrainedStep) -> Iterator[Condition]:
    """Say of a critical step that it was not tried yet, or did not go alone the last time."""
    tried = ((each, managed(each, step)) for each in situation.record.lessons)
    # Of one day without times the worse is taken to be the later.
    went = sorted(
        ((each, found) for each, found in tried if found is not None),
        key=lambda pair: (pair[0].moment, not pair[1]),
    )
    named: dict[str, str | int] = {
        "way": step.direction.value,
        "number": step.number,
        "step": step.words,
    }
    if not went:
        yield Condition("step_not_tried", False, named)
    elif not went[-1][1]:
        yield Condition("step_not_alone", False, {**named, "on": f"{went[-1][0].on:%d/%m/%Y}"})


def _beside(situation: Situation) -> Iterator[Condition]:
    count = situation.rules.sign_off.beside_tries
    for skill, needed in situation.trained.beside.items():
        tries = tries_of_skill(skill, situation.record.lessons, situation.trained)[-count:]
        ability = situation.abilities.get(skill)
        assessed = ability is not None and ability.level is not None and ability.level >= needed
        low = any(each.level < needed for each in tries)
        good = _trailing(tries, needed)
        values: dict[str, str | int] = {
            "skill": situation.catalogue.skills[skill].label,
            "have": good,
            "need": count,
        }
        yield Condition("skill_shown", not low and (assessed or good >= count), values)


def _trailing(tries: tuple[Try, ...], needed: Level) -> int:
    count = 0
    for each in reversed(tries):
        if each.level < needed:
            break
        count += 1
    return count


def _incidents(situation: Situation) -> Iterator[Condition]:
    serious = [
        each
        for each in situation.record.incidents
        if each.closed_on is None and each.severity >= situation.rules.sign_off.serious_from
    ]
    first = serious[0].kind if serious else ""
    kind = situation.rules.incidents.get(first)
    values: dict[str, str | int] = {
        "count": len(serious),
        "first": kind.label if kind else first or "–",
    }
    yield Condition("no_open_incident", not serious, values)
