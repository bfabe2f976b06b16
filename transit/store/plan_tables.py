"""Tables of saved plans. Every one names the person, so that erasing them reaches it."""

import datetime as dt

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.store._types import Moment
from transit.store.base import Base, Id, Line


def _person() -> Mapped[str]:
    return mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)


def _moment() -> Mapped[dt.datetime]:
    return mapped_column(Moment)


class PlanTable(Base):
    """Plans, one for each person, start place and session."""

    __tablename__ = "plan"
    # The number of a plan that was erased must not come to mean another person's.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    place: Mapped[int]
    session_id: Mapped[str] = mapped_column(Id)
    """Not a key: what was planned stays when the directory is put in order."""
    opportunity_id: Mapped[str] = mapped_column(Id)
    made_at: Mapped[dt.datetime] = _moment()
    made_by: Mapped[str] = mapped_column(Line)
    trial_weeks: Mapped[int]
    fallback: Mapped[str] = mapped_column(Text)
    review_on: Mapped[dt.date] = mapped_column(Date)


class PlanVersionTable(Base):
    """Versions of plans: written once, never changed."""

    __tablename__ = "plan_version"

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[str] = _person()
    made_at: Mapped[dt.datetime] = _moment()
    made_by: Mapped[str] = mapped_column(Line)
    edition: Mapped[str] = mapped_column(Line)
    first_date: Mapped[dt.date] = mapped_column(Date)
    last_date: Mapped[dt.date] = mapped_column(Date)
    choice: Mapped[str] = mapped_column(Text)
    """As JSON."""
    plan: Mapped[str] = mapped_column(Text)
    """The plan as built, as JSON."""
    out_journey: Mapped[str] = mapped_column(Text)
    """Journey JSON."""
    back_journey: Mapped[str] = mapped_column(Text)
    """Journey JSON."""
    told: Mapped[str] = mapped_column(Text)
    """Both journeys to their smallest step, as JSON."""


class PlanEditTable(Base):
    """What trainers wrote. Appended to: the last row of a step or risk counts."""

    __tablename__ = "plan_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    """``step`` or ``risk``."""
    key: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """As JSON."""
    made_by: Mapped[str] = mapped_column(Line)
    made_at: Mapped[dt.datetime] = _moment()


class PlanPhotoTable(Base):
    """Photos of plans, without what a camera writes into them."""

    __tablename__ = "plan_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = _person()
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    content: Mapped[str] = mapped_column(Text)
    """A JPEG in base 64, so that backups need no columns of bytes."""
    made_by: Mapped[str] = mapped_column(Line)
    made_at: Mapped[dt.datetime] = _moment()
