"""Lessons as sequences: levels of a skill or step, one after the other, and runs of a way.

What was not tried is not there. Lessons of one day without a time are taken in the worst order, so
that it makes no difference in which order they were written down.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from transit.model.abilities import Level
from transit.model.training import Lesson, LessonKind
from transit.model.verdict import Direction
from transit.training.steps import Trained, TrainedStep


@dataclass(frozen=True, slots=True)
class Try:
    """A level in one lesson.

    Parameters
    ----------
    moment
        Date and time of the lesson.
    level
        How well.
    """

    moment: tuple[dt.date, dt.time]
    level: Level


class RunState(Enum):
    """How a way went in one lesson."""

    DONE = "done"  # every critical step was managed alone
    PARTIAL = "partial"  # some were not tried; none went wrong
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """A way in one lesson.

    Parameters
    ----------
    moment
        Date and time of the lesson.
    state
        How it went.
    at_distance
        Whether the trainer was at a distance, or not there.
    """

    moment: tuple[dt.date, dt.time]
    state: RunState
    at_distance: bool


def tries_of_skill(skill: str, lessons: Iterable[Lesson], trained: Trained) -> tuple[Try, ...]:
    """Return how a skill went, lesson by lesson.

    Parameters
    ----------
    skill
        Its name.
    lessons
        Lessons in any order.
    trained
        Which steps practise it.

    Returns
    -------
    tuple of Try
        One for each lesson in which it was tried: the lowest level of all its steps.
    """
    steps = {step.key for step in trained.steps if skill in step.skills}
    return _sorted(
        Try(lesson.moment, min(levels))
        for lesson in lessons
        if (
            levels := [
                each.level
                for each in lesson.prompts
                if each.skill == skill or (not each.skill and each.step in steps)
            ]
        )
    )


def tries_of_step(key: str, lessons: Iterable[Lesson]) -> tuple[Try, ...]:
    """Return how a step went, lesson by lesson.

    Parameters
    ----------
    key
        The step's.
    lessons
        Lessons in any order.

    Returns
    -------
    tuple of Try
        One for each lesson in which it was tried.
    """
    found = ((lesson.moment, lesson.level_at(key)) for lesson in lessons)
    return _sorted(Try(moment, level) for moment, level in found if level is not None)


def runs_of(
    direction: Direction, lessons: Iterable[Lesson], trained: Trained, serious_from: int
) -> tuple[Run, ...]:
    """Return the runs of a way; practice indoors is none.

    Parameters
    ----------
    direction
        Which way.
    lessons
        Lessons in any order.
    trained
        Its critical steps.
    serious_from
        Severity of an incident with which a run has failed, whatever was managed.

    Returns
    -------
    tuple of Run
        By moment, those in which nothing of the way was tried left out; failed ones last of a day.
    """
    steps = trained.critical(direction)
    found = [
        Run(
            lesson.moment,
            _state(lesson, steps, serious_from),
            lesson.kind in (LessonKind.SHADOWED, LessonKind.ALONE),
        )
        for lesson in lessons
        if lesson.kind is not LessonKind.INDOORS and _is_on(lesson, direction, trained)
    ]
    return tuple(sorted(found, key=lambda run: (run.moment, run.state is RunState.FAILED)))


def streak(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs that went well since the last that failed.

    Parameters
    ----------
    runs
        By moment.

    Returns
    -------
    tuple of Run
        Whole runs only.
    """
    since = max((at for at, run in enumerate(runs) if run.state is RunState.FAILED), default=-1)
    return tuple(run for run in runs[since + 1 :] if run.state is RunState.DONE)


def managed(lesson: Lesson, step: TrainedStep) -> bool | None:
    """Tell whether a step was managed alone in a lesson.

    Parameters
    ----------
    lesson
        The lesson.
    step
        The step.

    Returns
    -------
    bool or None
        None where it was not tried, or not all of it.
    """
    here = [each for each in lesson.prompts if each.step == step.key]
    whole = [each.level for each in here if not each.skill]
    known = True
    for skill, needed in step.needs.items():
        levels = [*whole, *(each.level for each in here if each.skill == skill)]
        if levels and min(levels) < needed:
            return False
        known = known and bool(levels)
    return True if known and here else None


def _is_on(lesson: Lesson, direction: Direction, trained: Trained) -> bool:
    keys = {step.key for step in trained.steps if step.direction is direction}
    return any(each.step in keys for each in lesson.prompts)


def _state(lesson: Lesson, steps: Sequence[TrainedStep], serious_from: int) -> RunState:
    went = [managed(lesson, step) for step in steps]
    if False in went or any(each.severity >= serious_from for each in lesson.incidents):
        return RunState.FAILED
    return RunState.PARTIAL if None in went else RunState.DONE


def _sorted(tries: Iterable[Try]) -> tuple[Try, ...]:
    return tuple(sorted(tries, key=lambda each: (each.moment, -each.level)))
