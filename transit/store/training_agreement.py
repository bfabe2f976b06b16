"""What people said to a course of training, and how a course is stopped."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from transit.model.training import Agreement, Answer, CourseRecord, Role, StopReason
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.training import note_change, read_course
from transit.store.training_rows import agreement_cells
from transit.store.training_sign_offs import end_in
from transit.store.training_tables import AgreementTable, CourseTable

_COURSE: Final = table_of(CourseTable)


def record_agreement(store: Store, course: int, said: Agreement) -> CourseRecord:
    """Write down what somebody said. Who withdraws their consent stops the course.

    The person's refusal stops it, too; their agreement afterwards lets it go on.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    said
        The answer.

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
        cells = agreement_cells(said) | {
            "person_id": record.course.person,
            "course_id": course,
            "recorded_at": dt.datetime.now(dt.UTC),
        }
        session.execute(insert(table_of(AgreementTable)).values(cells))
        detail = {"role": said.role.value, "answer": said.answer.value}
        note_change(session, store, record, "training agreement", detail, said.by)
        if said.role is Role.PERSON:
            _follow(session, store, record, said)
        return read_course(session, store, course)


def stop_course(
    store: Store, course: int, why: StopReason, *, on: dt.date, by: str
) -> CourseRecord:
    """End a course before, or after, its sign-off.

    Parameters
    ----------
    store
        The register.
    course
        Its number.
    why
        Why.
    on
        When.
    by
        Who says so.

    Returns
    -------
    CourseRecord
        As it is now; a sign-off of it no longer counts.

    Raises
    ------
    StoreError
        There is no such course.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        stop_in(session, store, record, why, on, by)
        return read_course(session, store, course)


def stop_in(
    session: Session, store: Store, record: CourseRecord, why: StopReason, on: dt.date, by: str
) -> None:
    """End a course within a transaction.

    Parameters
    ----------
    session
        Within a transaction that writes.
    store
        The register.
    record
        The course.
    why, on, by
        Why, when and who says so.
    """
    cells = {"stopped_on": on, "stopped_by": by, "stopped_why": why.value}
    session.execute(update(_COURSE).where(_COURSE.c.id == record.course.id).values(cells))
    note_change(session, store, record, "stop training", {"why": why.value}, by)
    end_in(session, store, record, on=on, by=by, why=why.value)


def _follow(session: Session, store: Store, record: CourseRecord, said: Agreement) -> None:
    """Stop a course that the person does not want, and let it go on when they do again."""
    stopped = record.course.stopped_why
    if said.answer in (Answer.WITHDRAWN, Answer.REFUSED) and stopped is None:
        stop_in(session, store, record, StopReason.CONSENT, said.on, said.by)
    elif said.answer in (Answer.AGREED, Answer.PARTLY) and stopped is StopReason.CONSENT:
        cells: dict[str, Any] = {"stopped_on": None, "stopped_by": "", "stopped_why": None}
        session.execute(update(_COURSE).where(_COURSE.c.id == record.course.id).values(cells))
