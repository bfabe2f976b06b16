"""Lessons in the register: given, meant to be, and what happened in them. Nothing is replaced."""

import datetime as dt
import secrets
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.training import Booking, CourseRecord, Incident, Lesson, LessonKind
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.training import note_change, read_course
from transit.store.training_rows import booking_cells, booking_of, incident_cells, lesson_cells
from transit.store.training_tables import (
    BookingTable,
    IncidentTable,
    LessonTable,
    PromptTable,
)

_LESSON: Final = table_of(LessonTable)
_BOOKING: Final = table_of(BookingTable)
_INCIDENT: Final = table_of(IncidentTable)


CORRECTED_WITHIN: Final = dt.timedelta(days=1)
"""How long a lesson can be taken out after it was written down."""


def new_token() -> str:
    """Return a name that nobody else has: of a form, or of a lesson in calendars.

    Returns
    -------
    str
        32 letters and digits, made at random.
    """
    return secrets.token_hex(16)


def record_lesson(
    store: Store, course: int, lesson: Lesson, token: str, today: dt.date | None = None
) -> CourseRecord:
    """Write down a lesson: all of it, or nothing. The same form sent twice is one lesson.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    lesson
        The lesson.
    token
        Of the form.
    today
        The day; that of the clock when None.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, it was stopped before, or the lesson is yet to come.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        if session.scalar(select(_LESSON.c.id).where(_LESSON.c.token == token)) is not None:
            return record
        _refuse(store, record, lesson, today or dt.date.today())
        beside = {"person_id": record.course.person, "course_id": course}
        cells = lesson_cells(lesson) | beside
        cells |= {"token": token, "recorded_at": dt.datetime.now(dt.UTC)}
        made = session.scalar(insert(_LESSON).values(cells).returning(_LESSON.c.id))
        assert made is not None
        rows = [
            {"person_id": record.course.person, "lesson_id": made}
            | {"step": each.step, "skill": each.skill, "level": int(each.level)}
            for each in lesson.prompts
        ]
        if rows:
            session.execute(insert(table_of(PromptTable)), rows)
        for each in lesson.incidents:
            _add_incident(session, beside, each, made)
        detail = {"levels": len(rows), "incidents": len(lesson.incidents)}
        note_change(session, store, record, "lesson", detail, lesson.trainer)
        return read_course(session, store, course)


def take_out_lesson(
    store: Store, course: int, lesson: int, by: str, now: dt.datetime | None = None
) -> CourseRecord:
    """Take a lesson out that was written down by mistake, within a day of writing it down.

    Later it stays, so that nobody comes to a sign-off by leaving lessons out. What happened in it
    stays in any case.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    lesson
        The lesson's number.
    by
        Who takes it out.
    now
        The moment; that of the clock when None.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course or lesson, or it was written down earlier.
    """
    moment = now or dt.datetime.now(dt.UTC)
    with store.writing() as session:
        record = read_course(session, store, course)
        which = (_LESSON.c.id == lesson, _LESSON.c.course_id == course)
        written = session.scalar(select(_LESSON.c.recorded_at).where(*which))
        if written is None:
            raise StoreError(f"{store.name}: TC{course} has no lesson of that number")
        if moment - written > CORRECTED_WITHIN:
            raise StoreError(
                f"{store.name}: a lesson can be taken out within a day of writing it down; this "
                "one stays"
            )
        kept = _INCIDENT.c.lesson_id == lesson
        session.execute(update(_INCIDENT).where(kept).values(lesson_id=None))
        prompts = table_of(PromptTable)
        session.execute(delete(prompts).where(prompts.c.lesson_id == lesson))
        session.execute(delete(_LESSON).where(*which))
        note_change(session, store, record, "take out lesson", {}, by)
        return read_course(session, store, course)


def recent_lessons(store: Store, course: int, now: dt.datetime | None = None) -> frozenset[int]:
    """Return the lessons that can still be taken out.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    now
        The moment; that of the clock when None.

    Returns
    -------
    frozenset of int
        Their numbers.
    """
    since = (now or dt.datetime.now(dt.UTC)) - CORRECTED_WITHIN
    asked = select(_LESSON.c.id).where(
        _LESSON.c.course_id == course, _LESSON.c.recorded_at >= since
    )
    with store.reading() as session:
        return frozenset(session.scalars(asked))


def record_incident(store: Store, course: int, happened: Incident, by: str) -> CourseRecord:
    """Write down what happened outside a lesson.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    happened
        What.
    by
        Who writes it down.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        beside = {"person_id": record.course.person, "course_id": course}
        _add_incident(session, beside, happened, None)
        note_change(session, store, record, "incident", {"severity": happened.severity}, by)
        return read_course(session, store, course)


def close_incident(
    store: Store, course: int, incident: int, *, on: dt.date, by: str
) -> CourseRecord:
    """Write down that what happened is settled.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    incident
        The incident's number.
    on, by
        When, and who says so.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, or no such open incident of it.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        if not any(each.id == incident and each.closed_on is None for each in record.incidents):
            raise StoreError(f"{store.name}: TC{course} has no open incident of that number")
        which = _INCIDENT.c.id == incident
        session.execute(update(_INCIDENT).where(which).values(closed_on=on, closed_by=by))
        note_change(session, store, record, "close incident", {}, by)
        return read_course(session, store, course)


def book_lesson(
    store: Store,
    course: int,
    starts: dt.datetime,
    minutes: int,
    kind: LessonKind,
    trainer: str,
) -> CourseRecord:
    """Write down a lesson that is meant to be.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    starts
        When, local wall time.
    minutes
        How long.
    kind
        How close the trainer will be.
    trainer
        Who.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, or it was stopped.
    """
    booked = Booking(starts=starts, minutes=minutes, kind=kind, trainer=trainer, token=new_token())
    with store.writing() as session:
        record = read_course(session, store, course)
        if record.course.stopped_on is not None:
            raise StoreError(f"{store.name}: TC{course} was stopped; no lesson can be booked")
        cells = booking_cells(booked) | {
            "person_id": record.course.person,
            "course_id": course,
        }
        session.execute(insert(_BOOKING).values(cells))
        note_change(session, store, record, "book lesson", {}, trainer)
        return read_course(session, store, course)


def cancel_booking(store: Store, course: int, booking: int, by: str) -> CourseRecord:
    """Write down that a lesson will not be.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    booking
        The lesson's number among those that are meant to be.
    by
        Who says so.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, or no such lesson of it.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        which = (_BOOKING.c.id == booking, _BOOKING.c.course_id == course)
        row: Any = session.execute(select(_BOOKING).where(*which)).one_or_none()
        if row is None or booking_of(row).is_cancelled:
            raise StoreError(f"{store.name}: TC{course} has no such lesson to cancel")
        session.execute(update(_BOOKING).where(*which).values(is_cancelled=True))
        note_change(session, store, record, "cancel lesson", {}, by)
        return read_course(session, store, course)


def _refuse(store: Store, record: CourseRecord, lesson: Lesson, today: dt.date) -> None:
    course = record.course
    if lesson.on > today:
        raise StoreError(f"{store.name}: a lesson is written down after it was given")
    if course.stopped_on is not None and lesson.on > course.stopped_on:
        raise StoreError(
            f"{store.name}: {course.code} was stopped on {course.stopped_on:%d/%m/%Y} "
            f"({course.stopped_why}); a later lesson cannot be recorded"
        )
    if lesson.on < course.started_on:
        raise StoreError(f"{store.name}: {course.code} began on {course.started_on:%d/%m/%Y} only")


def _add_incident(
    session: Session, beside: dict[str, Any], happened: Incident, lesson: int | None
) -> None:
    cells = incident_cells(happened) | beside | {"lesson_id": lesson}
    session.execute(insert(_INCIDENT).values(cells))
