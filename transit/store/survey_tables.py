"""What people went and saw: nothing in this table is about a person."""

import datetime as dt

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.model.fact import State
from transit.store._types import Moment, StateWord
from transit.store.base import Base, Id, Line


class ObservationTable(Base):
    """Facts that somebody saw, as they were told. A later one goes before an earlier."""

    __tablename__ = "observation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    fact: Mapped[str] = mapped_column(Line)
    state: Mapped[State | None] = mapped_column(StateWord)
    number: Mapped[float | None]
    crossing: Mapped[str | None] = mapped_column(String(20))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    osm_way: Mapped[int | None] = mapped_column(BigInteger)
    along_m: Mapped[int]
    uphill_deg: Mapped[float | None]
    stop_id: Mapped[str | None] = mapped_column(Line)
    route: Mapped[str | None] = mapped_column(Line)
    opportunity_id: Mapped[str | None] = mapped_column(Id)
    """Not a key: what was seen stays true when the directory is put in order."""
    seen_on: Mapped[dt.date]
    seen_by: Mapped[str] = mapped_column(Line)
    note: Mapped[str] = mapped_column(Text)
    photo: Mapped[str | None] = mapped_column(Line)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
