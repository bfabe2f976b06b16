"""Sign-offs in the register, and what follows them.

A sign-off is a decision of a practitioner, so it stands beside the computed verdict as every
override does: who looks at the verdict sees both. When it ends, the decision is taken back, unless
somebody decided otherwise since.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.training import CourseRecord, FollowUp, Outcome, SignOff
from transit.model.verdict import Rung
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.directory_tables import SessionTable
from transit.store.training import list_courses, note_change, read_course
from transit.store.training_rows import sign_off_cells
from transit.store.training_tables import CourseTable, FollowUpTable, SignOffTable
from transit.store.verdict_tables import OverrideTable, VerdictTable

_SIGN_OFF: Final = table_of(SignOffTable)
_FOLLOW_UP: Final = table_of(FollowUpTable)
_OVERRIDE: Final = table_of(OverrideTable)


def add_sign_off(
    session: Session,
    store: Store,
    record: CourseRecord,
    made: SignOff,
    follow_ups: Iterable[FollowUp],
    reason: str,
) -> None:
    """Write down a sign-off, the decision that it is, and what follows.

    Whether the rule is met is for the caller to find out in the same transaction.

    Parameters
    ----------
    session
        Within a transaction that writes.
    store
        The register.
    record
        The course as it is in this transaction.
    made
        The sign-off.
    follow_ups
        What is due afterwards.
    reason
        What the decision says beside the verdict.
    """
    course = record.course
    override = _decide(session, record, Rung.NOW, made.by, reason, made.on, made.review_on)
    beside = {"person_id": course.person, "course_id": course.id}
    cells = sign_off_cells(made) | beside | {"override_id": override}
    number = session.scalar(insert(_SIGN_OFF).values(cells).returning(_SIGN_OFF.c.id))
    rows = [
        {"name": each.name, "due_on": each.due_on, "done_by": "", "note": ""}
        | beside
        | {"sign_off_id": number}
        for each in follow_ups
    ]
    if rows:
        session.execute(insert(_FOLLOW_UP), rows)
    note_change(session, store, record, "sign off", {"follow_ups": len(rows)}, made.by)


def end_sign_off(store: Store, course: int, *, on: dt.date, by: str, why: str) -> CourseRecord:
    """Let a sign-off count no longer, as when its plan does not hold any more.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    on, by
        When, and who says so.
    why
        Why, in words; nothing about the person.

    Returns
    -------
    CourseRecord
        As it is now; unchanged where no sign-off counted.

    Raises
    ------
    StoreError
        There is no such course.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        end_in(session, store, record, on=on, by=by, why=why)
        return read_course(session, store, course)


def end_in(
    session: Session, store: Store, record: CourseRecord, *, on: dt.date, by: str, why: str
) -> None:
    """Let a sign-off count no longer, within a transaction.

    Parameters
    ----------
    session
        Within a transaction that writes.
    store
        The register.
    record
        The course.
    on, by, why
        As in :func:`end_sign_off`.
    """
    made = record.sign_off
    if made is None:
        return
    which = _SIGN_OFF.c.id == made.id
    cells = {"ended_on": on, "ended_by": by, "ended_why": why}
    session.execute(update(_SIGN_OFF).where(which).values(cells))
    behind = session.scalar(select(_SIGN_OFF.c.override_id).where(which))
    if behind is not None and behind == _last_decision(session, record):
        # A decision names a day after it on which it is looked at; one taken back needs none.
        later = on + dt.timedelta(days=1)
        _decide(session, record, None, by, f"{record.course.code}: {why}", on, later)
    note_change(session, store, record, "end sign-off", {}, by)


def end_of_broken(
    session: Session, store: Store, broken: Mapping[int, int], on: dt.date, by: str
) -> int:
    """Let sign-offs count no longer whose journey cannot be made any more as it was learnt.

    Parameters
    ----------
    session
        Within a transaction that writes.
    store
        The register.
    broken
        Versions that were found to be broken, by the number of their plan; a sign-off for a later
        version stays.
    on, by
        When, and who says so.

    Returns
    -------
    int
        How many were ended.
    """
    course = table_of(CourseTable)
    both = course.join(_SIGN_OFF, _SIGN_OFF.c.course_id == course.c.id)
    asked = select(course.c.id, course.c.plan_id, _SIGN_OFF.c.plan_version).select_from(both)
    found = session.execute(asked.where(_SIGN_OFF.c.ended_on.is_(None))).all()
    ended = 0
    for row in found:
        if row.plan_version <= broken.get(row.plan_id, 0):
            record = read_course(session, store, row.id)
            end_in(session, store, record, on=on, by=by, why="the plan is broken")
            ended += 1
    return ended


def record_follow_up(
    store: Store,
    course: int,
    follow_up: int,
    outcome: Outcome,
    *,
    on: dt.date,
    by: str,
    note: str = "",
) -> CourseRecord:
    """Write down how somebody gets on. Anything but "held" ends the sign-off.

    Parameters
    ----------
    store
        The register.
    course
        The course's number.
    follow_up
        The follow-up's number.
    outcome
        What was found.
    on, by
        When, and who looked.
    note
        What happened.

    Returns
    -------
    CourseRecord
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, or no such follow-up that is still open.
    """
    with store.writing() as session:
        record = read_course(session, store, course)
        if not any(each.id == follow_up and each.done_on is None for each in record.follow_ups):
            raise StoreError(f"{store.name}: TC{course} has no open follow-up of that number")
        # Made as a record first, so that what could not be read is not written.
        done = FollowUp(
            name="", due_on=on, done_on=on, done_by=by, outcome=outcome, note=note.strip()
        )
        cells = {
            "done_on": done.done_on,
            "done_by": done.done_by,
            "outcome": outcome.value,
            "note": done.note,
        }
        session.execute(update(_FOLLOW_UP).where(_FOLLOW_UP.c.id == follow_up).values(cells))
        note_change(session, store, record, "follow-up", {"outcome": outcome.value}, by)
        if outcome is not Outcome.HELD:
            end_in(session, store, record, on=on, by=by, why=outcome.value)
        return read_course(session, store, course)


def _decide(
    session: Session,
    record: CourseRecord,
    rung: Rung | None,
    by: str,
    reason: str,
    on: dt.date,
    review_on: dt.date,
) -> int | None:
    """Write the decision beside the verdict; None where the session is gone from the directory."""
    course = record.course
    verdict = table_of(VerdictTable).c
    asked = select(verdict.rung, verdict.sure).where(
        verdict.person_id == course.person,
        verdict.place == course.place,
        verdict.session_id == course.session,
    )
    computed: Any = session.execute(asked).one_or_none()
    held = table_of(SessionTable).c
    venue = session.scalar(select(held.opportunity_id).where(held.id == course.session))
    if venue is None:
        return None
    cells = {
        "person_id": course.person,
        "place": course.place,
        "session_id": course.session,
        "opportunity_id": venue,
        "rung": rung,
        "decided_by": by,
        "reason": reason,
        "made_at": dt.datetime.combine(on, dt.datetime.now(dt.UTC).timetz()),
        "review_on": review_on,
        "rung_then": None if computed is None else computed.rung,
        "sure_then": None if computed is None else computed.sure,
    }
    made = session.scalar(insert(_OVERRIDE).values(cells).returning(_OVERRIDE.c.id))
    return None if made is None else int(made)


def _last_decision(session: Session, record: CourseRecord) -> int | None:
    course = record.course
    asked = select(func.max(_OVERRIDE.c.id)).where(
        _OVERRIDE.c.person_id == course.person,
        _OVERRIDE.c.place == course.place,
        _OVERRIDE.c.session_id == course.session,
    )
    last: int | None = session.scalar(asked)
    return last


def course_behind(
    store: Store, person: str, session_id: str, place: int = 0
) -> CourseRecord | None:
    """Return the course whose sign-off stands beside a verdict.

    Parameters
    ----------
    store
        The register.
    person, session_id
        Ids.
    place
        Number of the start place, 0 the home.

    Returns
    -------
    CourseRecord or None
        None where there is no sign-off, it has ended, or somebody decided otherwise since.
    """
    for record in list_courses(store, person):
        course = record.course
        same = (course.session, course.place) == (session_id, place)
        if not same or record.sign_off is None:
            continue
        with store.reading() as session:
            which = _SIGN_OFF.c.id == record.sign_off.id
            behind = session.scalar(select(_SIGN_OFF.c.override_id).where(which))
            if behind is not None and behind == _last_decision(session, record):
                return record
    return None


def sign_off_behind(store: Store, person: str, session_id: str, place: int = 0) -> SignOff | None:
    """Return the sign-off that stands beside a verdict.

    Parameters
    ----------
    store
        The register.
    person, session_id, place
        As in :func:`course_behind`.

    Returns
    -------
    SignOff or None
        None where there is none that counts.
    """
    record = course_behind(store, person, session_id, place)
    return None if record is None else record.sign_off


def refuse_if_signed(store: Store, record: CourseRecord) -> None:
    """Refuse to sign off twice.

    Parameters
    ----------
    store
        The register, for messages.
    record
        The course.

    Raises
    ------
    StoreError
        A sign-off counts already.
    """
    if record.sign_off is not None:
        raise StoreError(f"{store.name}: {record.course.code} is signed off already")
