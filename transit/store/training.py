"""Courses of training in the register: begun, moved on, read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Select, Table, insert, select, update
from sqlalchemy.orm import Session

from transit.errors import InputError, StoreError
from transit.model.saved_plan import SavedPlan, plan_number
from transit.model.training import (
    CourseRecord,
)
from transit.store.audit import write_audit
from transit.store.base import Base, table_of
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.training_rows import (
    agreement_of,
    booking_of,
    by_moment,
    course_of,
    follow_up_of,
    grouped,
    incident_of,
    lesson_of,
    sign_off_of,
    stage_of,
)
from transit.store.training_tables import (
    AgreementTable,
    BookingTable,
    CourseTable,
    FollowUpTable,
    IncidentTable,
    LessonTable,
    PromptTable,
    SignOffTable,
    StageTable,
)

_COURSE: Final = table_of(CourseTable)
_PARTS: Final[tuple[type[Base], ...]] = (
    StageTable,
    AgreementTable,
    LessonTable,
    IncidentTable,
    BookingTable,
    SignOffTable,
    FollowUpTable,
)


def course_number(code: str) -> int:
    """Return the number in a course's code.

    Parameters
    ----------
    code
        E.g. ``TC3``.

    Returns
    -------
    int
        E.g. 3.

    Raises
    ------
    InputError
        It is no code of a course.
    """
    digits = code.strip().upper().removeprefix("TC")
    if not digits.isdecimal():
        raise InputError("a course is TC and a number, such as TC3")
    return int(digits)


def start_course(
    store: Store,
    plan: SavedPlan,
    *,
    trainer: str,
    on: dt.date,
    lessons_a_week: int,
    stage: str,
    skills: Iterable[str] = (),
) -> CourseRecord:
    """Begin the training of a saved plan.

    Parameters
    ----------
    store
        The register.
    plan
        The plan.
    trainer
        Who trains: name or staff reference.
    on
        When it begins.
    lessons_a_week
        How many are meant.
    stage
        The first stage.
    skills
        Skills that the trainer adds.

    Returns
    -------
    CourseRecord
        The new course.

    Raises
    ------
    StoreError
        The plan is gone, or is trained already.
    """
    number = plan_number(plan.id)
    cells = {
        "person_id": plan.person,
        "plan_id": number,
        "place": plan.place,
        "session_id": plan.session,
        "opportunity_id": plan.opportunity,
        "trainer": trainer.strip(),
        "started_on": on,
        "lessons_a_week": lessons_a_week,
        "skills": " ".join(skills),
        "stopped_by": "",
        "changed_at": dt.datetime.now(dt.UTC),
    }
    # Checked as a record first, so that what could not be read is not written.
    course_of(_Row(**cells, id=0, stopped_on=None, stopped_why=None))
    with store.writing() as session:
        open_ = (_COURSE.c.plan_id == number, _COURSE.c.stopped_on.is_(None))
        if session.scalar(select(_COURSE.c.id).where(*open_)) is not None:
            raise StoreError(f"{store.name}: {plan.id} is being trained already")
        token = token_of(session, store, plan.person)
        made = session.scalar(insert(_COURSE).values(cells).returning(_COURSE.c.id))
        assert made is not None
        _enter(session, plan.person, made, stage, on, trainer.strip())
        write_audit(session, "start training", {}, subject=token, who=trainer.strip())
        return read_course(session, store, made)


def find_course(store: Store, course: int) -> CourseRecord | None:
    """Read one course with all that was written down about it.

    Parameters
    ----------
    store
        The register.
    course
        Its number.

    Returns
    -------
    CourseRecord or None
        None where there is none of that number.
    """
    with store.reading() as session:
        return next(iter(_read(session, _COURSE.c.id == course)), None)


def read_course(session: Session, store: Store, course: int) -> CourseRecord:
    """Read one course within a transaction.

    Parameters
    ----------
    session
        The transaction.
    store
        The register, for messages.
    course
        Its number.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is none of that number.
    """
    found = _read(session, _COURSE.c.id == course)
    if not found:
        raise StoreError(f"{store.name}: there is no course TC{course}")
    return found[0]


def list_courses(store: Store, person: str | None = None) -> tuple[CourseRecord, ...]:
    """Read all courses with all that was written down about them.

    Parameters
    ----------
    store
        The register.
    person
        Only those of this person; None for everybody's.

    Returns
    -------
    tuple of CourseRecord
        In the order in which they were begun.
    """
    with store.reading() as session:
        return _read(session, None if person is None else _COURSE.c.person_id == person)


def enter_stage(
    store: Store, course: int, stage: str, *, on: dt.date, by: str, before: str | None = None
) -> CourseRecord:
    """Move a course to another stage.

    Parameters
    ----------
    store
        The register.
    course
        Its number.
    stage
        Name of the stage.
    on
        When the stage before was left and this one entered.
    by
        Who says so.
    before
        The stage that whoever says so had before them; None does not look.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, or somebody else moved it on meanwhile.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        if before is not None and record.stage != before:
            raise StoreError(
                f"{store.name}: TC{course} was moved to another stage by somebody else meanwhile; "
                "nothing was changed"
            )
        if record.stage != stage:
            _enter(session, record.course.person, course, stage, on, by)
            note_change(session, store, record, "training stage", {}, by)
        return read_course(session, store, course)


def note_change(
    session: Session,
    store: Store,
    record: CourseRecord,
    action: str,
    detail: Mapping[str, Any],
    by: str,
) -> None:
    """Write a change of a course into the audit, and that it was changed.

    Parameters
    ----------
    session
        Within a transaction that writes.
    store
        The register.
    record
        The course.
    action, detail
        For the audit.
    by
        Who did it.
    """
    now = dt.datetime.now(dt.UTC)
    which = _COURSE.c.id == record.course.id
    session.execute(update(_COURSE).where(which).values(changed_at=now))
    token = token_of(session, store, record.course.person)
    write_audit(session, action, detail, subject=token, who=by)


def token_of(session: Session, store: Store, person: str) -> str:
    """Return what the audit calls somebody.

    Parameters
    ----------
    session
        Within a transaction.
    store
        The register, for messages.
    person
        Their id.

    Returns
    -------
    str
        The token.

    Raises
    ------
    StoreError
        There is nobody of that id.
    """
    token = session.scalar(select(PersonTable.token).where(PersonTable.id == person))
    if token is None:
        raise StoreError(f"{store.name}: there is nobody of that id in this register")
    return token


def enter_in(session: Session, record: CourseRecord, stage: str, on: dt.date, by: str) -> None:
    """Move a course to another stage within a transaction.

    Parameters
    ----------
    session
        Within a transaction that writes.
    record
        The course.
    stage, on, by
        As in :func:`enter_stage`.
    """
    if record.stage != stage:
        _enter(session, record.course.person, record.course.id, stage, on, by)


def _enter(session: Session, person: str, course: int, stage: str, on: dt.date, by: str) -> None:
    table = table_of(StageTable)
    is_open = (table.c.course_id == course, table.c.left_on.is_(None))
    session.execute(update(table).where(*is_open).values(left_on=on, left_by=by))
    cells = {
        "person_id": person,
        "course_id": course,
        "stage": stage,
        "entered_on": on,
        "entered_by": by,
        "left_by": "",
    }
    session.execute(insert(table).values(cells))


class _Row:
    """Cells as a row of the database has them."""

    def __init__(self, **cells: Any) -> None:
        self.__dict__.update(cells)


def _read(session: Session, which: Any) -> tuple[CourseRecord, ...]:
    asked = select(_COURSE).order_by(_COURSE.c.id)
    if which is not None:
        asked = asked.where(which)
    courses = session.execute(asked).all()
    parts = {table: _part(session, table_of(table), which) for table in _PARTS}
    prompts = _prompts(session, which)
    return tuple(_record(row, parts, prompts) for row in courses)


def _part(session: Session, table: Table, which: Any) -> dict[int, list[Any]]:
    return grouped(session.execute(_chosen(table, table.c.course_id, which)), "course_id")


def _prompts(session: Session, which: Any) -> dict[int, list[Any]]:
    table, lesson = table_of(PromptTable), table_of(LessonTable)
    asked = select(table).order_by(table.c.id)
    if which is not None:
        courses = select(_COURSE.c.id).where(which)
        lessons = select(lesson.c.id).where(lesson.c.course_id.in_(courses))
        asked = asked.where(table.c.lesson_id.in_(lessons))
    return grouped(session.execute(asked), "lesson_id")


def _chosen(table: Table, column: Any, which: Any) -> Select[Any]:
    asked = select(table).order_by(table.c.id)
    return asked if which is None else asked.where(column.in_(select(_COURSE.c.id).where(which)))


def _record(
    row: Any, parts: Mapping[type[Base], dict[int, list[Any]]], prompts: dict[int, list[Any]]
) -> CourseRecord:
    def own(table: type[Base]) -> list[Any]:
        return parts[table].get(row.id, [])

    incidents = own(IncidentTable)
    bookings, follow_ups = map(booking_of, own(BookingTable)), map(follow_up_of, own(FollowUpTable))
    lessons = [
        lesson_of(
            each,
            prompts.get(each.id, ()),
            (incident_of(one) for one in incidents if one.lesson_id == each.id),
        )
        for each in own(LessonTable)
    ]
    return CourseRecord(
        course=course_of(row),
        stages=tuple(map(stage_of, own(StageTable))),
        agreements=tuple(map(agreement_of, own(AgreementTable))),
        lessons=by_moment(lessons),
        incidents=tuple(map(incident_of, incidents)),
        bookings=tuple(sorted(bookings, key=lambda each: each.starts)),
        sign_offs=tuple(map(sign_off_of, own(SignOffTable))),
        follow_ups=tuple(sorted(follow_ups, key=lambda each: (each.due_on, each.id))),
    )
