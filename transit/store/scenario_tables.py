"""Tables of saved scenarios: what was asked and found, and what of it is about one person."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.store._types import Moment
from transit.store.base import Base, Id, Line


class ScenarioTable(Base):
    """Scenarios: written once, never changed. Nothing in here is about one person."""

    __tablename__ = "scenario"
    # The number of a scenario that was deleted must not come to mean another one.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Line)
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(Line)
    edition: Mapped[str] = mapped_column(Line)
    """Of the area."""
    inputs_hash: Mapped[str] = mapped_column(String(64))
    """Of the people, sessions and vehicles that it was made from."""
    asked: Mapped[str] = mapped_column(Text)
    """What was asked, as JSON; who was named is in the rows about people."""
    parameters: Mapped[str] = mapped_column(Text)
    """Every rate and factor with its source and date, as JSON."""
    result: Mapped[str] = mapped_column(Text)
    """What was found, as JSON."""


class ScenarioPersonTable(Base):
    """What a scenario says of one person."""

    __tablename__ = "scenario_person"

    scenario_id: Mapped[int] = mapped_column(
        ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    body: Mapped[str] = mapped_column(Text)
    """As JSON."""
