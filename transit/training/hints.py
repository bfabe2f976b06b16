"""What the record says to the trainer. Hints decide nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from transit.model.training import LessonKind, Role
from transit.model.verdict import Direction
from transit.training.progress import Progress, forecast_of, step_progress, way_runs
from transit.training.sign_off import facts_values, is_current, missing
from transit.training.situation import Situation

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth knowing.

    Parameters
    ----------
    code
        Its name in the words of training.
    values
        What the words need.
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def hints(situation: Situation) -> tuple[Hint, ...]:
    """Return what the record says.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of Hint
        What to do first comes first.
    """
    record = situation.record
    if record.course.stopped_on is not None:
        why = str(record.course.stopped_why)
        return (Hint("stopped", {"on": f"{record.course.stopped_on:%d/%m/%Y}", "why": why}),)
    if record.sign_off is not None:
        return ()
    return (
        *(Hint("plan_out_of_date", {"why": each}) for each in situation.breaks),
        *_ready(situation),
        *_unknown(situation),
        *_incidents(situation),
        *_stuck(situation),
        *_overdue(situation),
        *_agreements(situation),
        *_behind(situation),
        *_fits(situation),
    )


def is_stuck(progress: Progress, tries: int) -> bool:
    """Tell whether a step has not got better for a while.

    Parameters
    ----------
    progress
        The step.
    tries
        How many tries are a while.

    Returns
    -------
    bool
        True where none of the last tries was alone, and none better than the first of them.
    """
    last = [each.level for each in progress.tries[-tries:]]
    if progress.needed is None or len(last) < tries:
        return False
    return max(last) < progress.needed and max(last) <= last[0]


def chance_to_fit(situation: Situation) -> float | None:
    """Return how likely training is done within the weeks that it should take.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    float or None
        None where nothing has to be learnt, or the weeks are over.
    """
    course = situation.record.course
    end = course.started_on + dt.timedelta(weeks=situation.rules.hints.weeks)
    days = (end - situation.today).days
    if days < 0:
        return None
    return forecast_of(situation).chance(int(days / _WEEK * _pace(situation)))


def _pace(situation: Situation) -> float:
    """Return lessons a week: as meant, until the record has a few weeks of its own."""
    lessons, meant = situation.record.lessons, situation.record.course.lessons_a_week
    if len(lessons) < situation.rules.forecast.least_lessons:
        return meant
    weeks = ((lessons[-1].on - lessons[0].on).days + _WEEK / meant) / _WEEK
    return len(lessons) / max(weeks, 1.0)


def _ready(situation: Situation) -> Iterator[Hint]:
    if not missing(situation):
        yield Hint("ready_to_sign_off")
        return
    lessons = situation.record.lessons
    runs = way_runs(situation, lessons)
    ways = [way for way in Direction if situation.trained.critical(way)]
    apart = any(each.kind in (LessonKind.SHADOWED, LessonKind.ALONE) for each in lessons[-1:])
    enough = situation.rules.hints.shadow_runs
    if ways and not apart and all(runs[way] >= enough for way in ways):
        yield Hint("ready_to_shadow", {"runs": enough})


def _unknown(situation: Situation) -> Iterator[Hint]:
    if situation.unresolved:
        yield Hint("facts_unknown", facts_values(situation.unresolved))


def _incidents(situation: Situation) -> Iterator[Hint]:
    open_ = [each for each in situation.record.incidents if each.closed_on is None]
    if open_:
        yield Hint("open_incident", {"count": len(open_)})


def _stuck(situation: Situation) -> Iterator[Hint]:
    tries = situation.rules.hints.stuck_tries
    numbers = {step.key: step for step in situation.trained.steps}
    for row in step_progress(situation):
        if is_stuck(row, tries):
            step = numbers[row.name]
            values = {"way": step.direction.value, "number": step.number, "step": step.words}
            yield Hint("stuck", {**values, "tries": tries})


def _overdue(situation: Situation) -> Iterator[Hint]:
    record, today = situation.record, situation.today
    if any(each.starts.date() >= today and not each.is_cancelled for each in record.bookings):
        return
    last = record.lessons[-1].on if record.lessons else record.course.started_on
    days = (today - last).days
    if days > situation.rules.hints.overdue_days:
        yield Hint("overdue", {"days": days})


def _agreements(situation: Situation) -> Iterator[Hint]:
    for role in situation.rules.roles:
        said = situation.record.agreement_of(role)
        if not is_current(said, situation):
            yield Hint("ask_agreement", {"who": Role(role).value})


def _behind(situation: Situation) -> Iterator[Hint]:
    """Say so where the last lesson belongs to a later stage than that of the course."""
    lessons, stages = situation.record.lessons, situation.rules.stages
    order, now = list(stages), situation.record.stage
    if not lessons or now not in order:
        return
    kind = lessons[-1].kind
    reached = next((name for name in order if kind in stages[name].lessons), now)
    if order.index(reached) > order.index(now):
        values = {"now": stages[now].label, "stage": stages[reached].label}
        yield Hint("stage_behind", values)


def _fits(situation: Situation) -> Iterator[Hint]:
    rule = situation.rules.hints
    chance = chance_to_fit(situation)
    values = {"weeks": rule.weeks}
    if chance is None:
        yield Hint("weeks_over", values)
    elif chance >= rule.likely:
        yield Hint("fits", values)
    elif chance < rule.unlikely:
        yield Hint("fits_not", values)
    else:
        yield Hint("fits_perhaps", values)
