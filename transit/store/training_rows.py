"""Rows of training as records, and back."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from transit.model.abilities import Level
from transit.model.saved_plan import PREFIX
from transit.model.training import (
    Agreement,
    Answer,
    Booking,
    Capacity,
    Course,
    FollowUp,
    Incident,
    Lesson,
    LessonKind,
    Outcome,
    Prompt,
    Role,
    SignOff,
    StageVisit,
    StopReason,
)


def course_of(row: Any) -> Course:
    """Return a course.

    Parameters
    ----------
    row
        Of ``training_course``.

    Returns
    -------
    Course
        The record.
    """
    return Course(
        id=row.id,
        person=row.person_id,
        place=row.place,
        session=row.session_id,
        opportunity=row.opportunity_id,
        plan=f"{PREFIX}{row.plan_id}",
        trainer=row.trainer,
        started_on=row.started_on,
        lessons_a_week=row.lessons_a_week,
        skills=tuple(row.skills.split()),
        stopped_on=row.stopped_on,
        stopped_by=row.stopped_by,
        stopped_why=None if row.stopped_why is None else StopReason(row.stopped_why),
    )


def stage_of(row: Any) -> StageVisit:
    """Return a stage that was entered.

    Parameters
    ----------
    row
        Of ``training_stage``.

    Returns
    -------
    StageVisit
        The record.
    """
    return StageVisit(
        stage=row.stage,
        entered_on=row.entered_on,
        entered_by=row.entered_by,
        left_on=row.left_on,
        left_by=row.left_by,
    )


def agreement_of(row: Any) -> Agreement:
    """Return what somebody said.

    Parameters
    ----------
    row
        Of ``training_agreement``.

    Returns
    -------
    Agreement
        The record.
    """
    return Agreement(
        role=Role(row.role),
        answer=Answer(row.answer),
        on=row.agreed_on,
        by=row.noted_by,
        matters=frozenset(row.matters.split()),
        capacity=None if row.capacity is None else Capacity(row.capacity),
        note=row.note,
    )


def agreement_cells(said: Agreement) -> dict[str, Any]:
    """Return the cells of an answer.

    Parameters
    ----------
    said
        The answer.

    Returns
    -------
    dict
        By column.
    """
    return {
        "role": said.role.value,
        "answer": said.answer.value,
        "matters": " ".join(sorted(said.matters)),
        "capacity": None if said.capacity is None else said.capacity.value,
        "agreed_on": said.on,
        "noted_by": said.by,
        "note": said.note,
    }


def lesson_of(row: Any, prompts: Iterable[Any], incidents: Iterable[Incident]) -> Lesson:
    """Return a lesson.

    Parameters
    ----------
    row
        Of ``training_lesson``.
    prompts
        Its rows of ``training_prompt``.
    incidents
        What happened in it.

    Returns
    -------
    Lesson
        The record.
    """
    return Lesson(
        id=row.id,
        on=row.given_on,
        at=None if row.given_at is None else dt.time.fromisoformat(row.given_at),
        trainer=row.trainer,
        minutes=row.minutes,
        kind=LessonKind(row.kind),
        version=row.plan_version,
        prompts=tuple(
            Prompt(step=each.step, skill=each.skill, level=Level(each.level)) for each in prompts
        ),
        incidents=tuple(incidents),
        note=row.note,
    )


def lesson_cells(lesson: Lesson) -> dict[str, Any]:
    """Return the cells of a lesson, without its prompts and incidents.

    Parameters
    ----------
    lesson
        The lesson.

    Returns
    -------
    dict
        By column.
    """
    return {
        "plan_version": lesson.version,
        "given_on": lesson.on,
        "given_at": None if lesson.at is None else f"{lesson.at:%H:%M}",
        "trainer": lesson.trainer,
        "minutes": lesson.minutes,
        "kind": lesson.kind.value,
        "note": lesson.note,
    }


def incident_of(row: Any) -> Incident:
    """Return an incident.

    Parameters
    ----------
    row
        Of ``training_incident``.

    Returns
    -------
    Incident
        The record.
    """
    return Incident(
        id=row.id,
        kind=row.kind,
        severity=row.severity,
        on=row.happened_on,
        done=row.done,
        closed_on=row.closed_on,
        closed_by=row.closed_by,
    )


def incident_cells(happened: Incident) -> dict[str, Any]:
    """Return the cells of an incident.

    Parameters
    ----------
    happened
        The incident.

    Returns
    -------
    dict
        By column.
    """
    return {
        "kind": happened.kind,
        "severity": happened.severity,
        "happened_on": happened.on,
        "done": happened.done,
        "closed_on": happened.closed_on,
        "closed_by": happened.closed_by,
    }


def booking_of(row: Any) -> Booking:
    """Return a lesson that is meant to be.

    Parameters
    ----------
    row
        Of ``training_booking``.

    Returns
    -------
    Booking
        The record.
    """
    return Booking(
        id=row.id,
        starts=dt.datetime.fromisoformat(row.starts),
        minutes=row.minutes,
        kind=LessonKind(row.kind),
        trainer=row.trainer,
        token=row.token,
        is_cancelled=row.is_cancelled,
    )


def booking_cells(booked: Booking) -> dict[str, Any]:
    """Return the cells of a lesson that is meant to be.

    Parameters
    ----------
    booked
        The lesson.

    Returns
    -------
    dict
        By column.
    """
    return {
        "starts": booked.starts.isoformat(timespec="minutes"),
        "minutes": booked.minutes,
        "kind": booked.kind.value,
        "trainer": booked.trainer,
        "token": booked.token,
        "is_cancelled": booked.is_cancelled,
    }


def sign_off_of(row: Any) -> SignOff:
    """Return a sign-off.

    Parameters
    ----------
    row
        Of ``training_sign_off``.

    Returns
    -------
    SignOff
        The record.
    """
    return SignOff(
        id=row.id,
        on=row.signed_on,
        by=row.signed_by,
        version=row.plan_version,
        steps=frozenset(json.loads(row.steps)),
        levels={skill: Level(level) for skill, level in json.loads(row.levels).items()},
        trial_until=row.trial_until,
        fallback_until=row.fallback_until,
        review_on=row.review_on,
        ended_on=row.ended_on,
        ended_by=row.ended_by,
        ended_why=row.ended_why,
    )


def sign_off_cells(made: SignOff) -> dict[str, Any]:
    """Return the cells of a sign-off.

    Parameters
    ----------
    made
        The sign-off.

    Returns
    -------
    dict
        By column.
    """
    levels = {skill: int(level) for skill, level in sorted(made.levels.items())}
    return {
        "plan_version": made.version,
        "signed_on": made.on,
        "signed_by": made.by,
        "steps": json.dumps(sorted(made.steps), ensure_ascii=False),
        "levels": json.dumps(levels),
        "trial_until": made.trial_until,
        "fallback_until": made.fallback_until,
        "review_on": made.review_on,
        "ended_on": made.ended_on,
        "ended_by": made.ended_by,
        "ended_why": made.ended_why,
    }


def follow_up_of(row: Any) -> FollowUp:
    """Return a follow-up.

    Parameters
    ----------
    row
        Of ``training_follow_up``.

    Returns
    -------
    FollowUp
        The record.
    """
    return FollowUp(
        id=row.id,
        name=row.name,
        due_on=row.due_on,
        done_on=row.done_on,
        done_by=row.done_by,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        note=row.note,
        sign_off=row.sign_off_id,
    )


def grouped(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    """Return rows by what they belong to.

    Parameters
    ----------
    rows
        In their order.
    column
        Name of the column that says it.

    Returns
    -------
    dict
        Rows in the same order.
    """
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, column), []).append(row)
    return groups


def by_moment(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Return lessons in the order in which they were given.

    Parameters
    ----------
    lessons
        As they were written down.

    Returns
    -------
    tuple of Lesson
        By date and time.
    """
    return tuple(sorted(lessons, key=lambda each: (each.moment, each.id)))
