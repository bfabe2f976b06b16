"""Tables of training. Every one names the person, so that erasing them reaches it."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.store._types import Moment
from transit.store.base import Base, Id, Line

_WORD: Final = String(20)
_ONCE: Final[dict[str, Any]] = {"sqlite_autoincrement": True}
"""The number of what was erased must not come to mean another person's."""


def _person() -> Mapped[str]:
    return mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)


def _course() -> Mapped[int]:
    return mapped_column(ForeignKey("training_course.id", ondelete="CASCADE"), index=True)


class CourseTable(Base):
    """Courses: training of one journey of one person."""

    __tablename__ = "training_course"
    __table_args__ = (_ONCE,)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    session_id: Mapped[str] = mapped_column(Id)
    """Not a key: what was trained stays when the directory is put in order."""
    opportunity_id: Mapped[str] = mapped_column(Id)
    trainer: Mapped[str] = mapped_column(Line)
    started_on: Mapped[dt.date] = mapped_column(Date)
    lessons_a_week: Mapped[int]
    skills: Mapped[str] = mapped_column(Text)
    """Skills that the trainer added, parted by blanks."""
    stopped_on: Mapped[dt.date | None] = mapped_column(Date)
    stopped_by: Mapped[str] = mapped_column(Line)
    stopped_why: Mapped[str | None] = mapped_column(_WORD)
    changed_at: Mapped[dt.datetime] = mapped_column(Moment)


class StageTable(Base):
    """Stages that courses entered and left. Appended to."""

    __tablename__ = "training_stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    stage: Mapped[str] = mapped_column(Line)
    entered_on: Mapped[dt.date] = mapped_column(Date)
    entered_by: Mapped[str] = mapped_column(Line)
    left_on: Mapped[dt.date | None] = mapped_column(Date)
    left_by: Mapped[str] = mapped_column(Line)


class AgreementTable(Base):
    """What people said. Appended to: the last row of a role counts."""

    __tablename__ = "training_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    role: Mapped[str] = mapped_column(_WORD)
    answer: Mapped[str] = mapped_column(_WORD)
    matters: Mapped[str] = mapped_column(Text)
    """Names of what is agreed, parted by blanks."""
    capacity: Mapped[str | None] = mapped_column(_WORD)
    agreed_on: Mapped[dt.date] = mapped_column(Date)
    noted_by: Mapped[str] = mapped_column(Line)
    note: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)


class LessonTable(Base):
    """Lessons that were given."""

    __tablename__ = "training_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    plan_version: Mapped[int]
    given_on: Mapped[dt.date] = mapped_column(Date)
    given_at: Mapped[str | None] = mapped_column(String(5))
    """Local wall time, such as 09:30."""
    trainer: Mapped[str] = mapped_column(Line)
    minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(_WORD)
    note: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form that was sent: the same form twice is one lesson."""
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)


class PromptTable(Base):
    """Levels of steps and skills in lessons. What is not here was not tried."""

    __tablename__ = "training_prompt"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    lesson_id: Mapped[int] = mapped_column(
        ForeignKey("training_lesson.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[str] = mapped_column(Text)
    skill: Mapped[str] = mapped_column(Line)
    level: Mapped[int]


class IncidentTable(Base):
    """What happened, in a lesson or beside one."""

    __tablename__ = "training_incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    lesson_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_lesson.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(Line)
    severity: Mapped[int]
    happened_on: Mapped[dt.date] = mapped_column(Date)
    done: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[dt.date | None] = mapped_column(Date)
    closed_by: Mapped[str] = mapped_column(Line)


class BookingTable(Base):
    """Lessons that are meant to be."""

    __tablename__ = "training_booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    starts: Mapped[str] = mapped_column(String(16))
    """Local wall time, such as 2026-11-24T09:30: a moment would move with the clocks."""
    minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(_WORD)
    trainer: Mapped[str] = mapped_column(Line)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """Made at random; calendars know the lesson by it."""
    is_cancelled: Mapped[bool]


class SignOffTable(Base):
    """Sign-offs, and when they stopped counting."""

    __tablename__ = "training_sign_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    plan_version: Mapped[int]
    signed_on: Mapped[dt.date] = mapped_column(Date)
    signed_by: Mapped[str] = mapped_column(Line)
    steps: Mapped[str] = mapped_column(Text)
    """Keys of the critical steps that were shown, as JSON."""
    levels: Mapped[str] = mapped_column(Text)
    """What was shown of each skill on this journey, as JSON."""
    trial_until: Mapped[dt.date] = mapped_column(Date)
    fallback_until: Mapped[dt.date] = mapped_column(Date)
    review_on: Mapped[dt.date] = mapped_column(Date)
    ended_on: Mapped[dt.date | None] = mapped_column(Date)
    ended_by: Mapped[str] = mapped_column(Line)
    ended_why: Mapped[str] = mapped_column(Text)
    override_id: Mapped[int | None]
    """Row of the decision that it stands behind."""


class FollowUpTable(Base):
    """Looks at how it goes after a sign-off."""

    __tablename__ = "training_follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    course_id: Mapped[int] = _course()
    sign_off_id: Mapped[int] = mapped_column(
        ForeignKey("training_sign_off.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Line)
    due_on: Mapped[dt.date] = mapped_column(Date)
    done_on: Mapped[dt.date | None] = mapped_column(Date)
    done_by: Mapped[str] = mapped_column(Line)
    outcome: Mapped[str | None] = mapped_column(_WORD)
    note: Mapped[str] = mapped_column(Text)
