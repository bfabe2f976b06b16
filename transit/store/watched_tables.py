"""The table of what became of plans when timetables or streets changed."""

import datetime as dt

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.model.watch import Outcome
from transit.store._types import Moment, Word
from transit.store.base import Base, Id, Line


class PlanWatchTable(Base):
    """What became of each plan, as it was looked at last."""

    __tablename__ = "plan_watch"

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    version: Mapped[int]
    """Number of the version that was looked at."""
    edition: Mapped[str] = mapped_column(Line)
    """Of the area that it was compared with, observations included."""
    old_edition: Mapped[str | None] = mapped_column(Line)
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    starts: Mapped[dt.date | None] = mapped_column(Date)
    since: Mapped[dt.datetime | None] = mapped_column(Moment)
    """When it was first found to be out of date; empty where it is not."""
    checked_at: Mapped[dt.datetime] = mapped_column(Moment)
    input_hash: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    """The whole of it, as JSON."""
