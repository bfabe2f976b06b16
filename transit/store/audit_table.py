"""The audit: what was done to the register, appended to and never changed."""

import datetime as dt

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.store.base import Base, Line


class AuditTable(Base):
    """One row for each thing done. Triggers refuse to change or delete it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[str] = mapped_column(Line)
    action: Mapped[str] = mapped_column(Line)
    subject: Mapped[str | None] = mapped_column(Line)
    """Token of the person it was done to; never their id."""
    detail: Mapped[str] = mapped_column(Text)
