"""Tables of verdicts: what was computed, by which run, and what practitioners decided instead."""

import datetime as dt
from typing import Final

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.model.fact import State
from transit.model.verdict import Rung
from transit.store._types import Moment, RungWord, StateWord
from transit.store.base import Base, Id, Line

_HASH: Final = String(64)


def _moment() -> Mapped[dt.datetime]:
    return mapped_column(Moment)


class ScoreRunTable(Base):
    """Runs of scoring, so that one that was stopped can go on."""

    __tablename__ = "score_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(Line)
    parameters_hash: Mapped[str] = mapped_column(_HASH)
    started: Mapped[dt.datetime] = _moment()
    finished: Mapped[dt.datetime | None] = mapped_column(Moment)
    asked: Mapped[int]
    """Verdicts that were asked for."""
    scored: Mapped[int]
    """Verdicts that were computed; the others had been before, from the same inputs."""


class VerdictTable(Base):
    """Verdicts, one for each person, place they start from and session."""

    __tablename__ = "verdict"
    # Counting and sorting read this alone: a verdict's row is a hundred times as long.
    __table_args__ = (
        Index(
            "ix_verdict_counts",
            "opportunity_id",
            "person_id",
            "rung",
            "sure",
            "stale_since",
            "place",
            "session_id",
            "run_id",
            "out_leave_s",
            "back_arrive_s",
            "lessons_low",
            "lessons_high",
        ),
    )

    person_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(
        Id, ForeignKey("session.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    opportunity_id: Mapped[str] = mapped_column(
        Id, ForeignKey("opportunity.id", ondelete="CASCADE")
    )
    rung: Mapped[Rung] = mapped_column(RungWord)
    sure: Mapped[Rung] = mapped_column(RungWord)
    fit: Mapped[State] = mapped_column(StateWord)
    lessons_low: Mapped[int | None]
    lessons_high: Mapped[int | None]
    main_reason: Mapped[str] = mapped_column(Line)
    """Code of the first reason, empty where there is none."""
    out_date: Mapped[dt.date | None]
    out_leave_s: Mapped[int | None]
    out_arrive_s: Mapped[int | None]
    out_changes: Mapped[int | None]
    out_walk_m: Mapped[int | None]
    out_burden_s: Mapped[int | None]
    out_lines: Mapped[str | None] = mapped_column(Text)
    out_fragile: Mapped[bool | None]
    back_date: Mapped[dt.date | None]
    back_leave_s: Mapped[int | None]
    back_arrive_s: Mapped[int | None]
    back_changes: Mapped[int | None]
    back_walk_m: Mapped[int | None]
    back_burden_s: Mapped[int | None]
    back_lines: Mapped[str | None] = mapped_column(Text)
    back_fragile: Mapped[bool | None]
    detail: Mapped[str] = mapped_column(Text)
    """Gaps, reasons, checks, conditions and unmet needs as JSON; ``v`` is its version."""
    rests_ways: Mapped[str] = mapped_column(Text)
    """OpenStreetMap ways that its journeys use, parted by blanks."""
    rests_stops: Mapped[str] = mapped_column(Text)
    """Ids of stops, as JSON."""
    rests_routes: Mapped[str] = mapped_column(Text)
    """Ids of bus routes, as JSON."""
    input_hash: Mapped[str] = mapped_column(_HASH)
    run_id: Mapped[int] = mapped_column(ForeignKey("score_run.id"))
    scored_at: Mapped[dt.datetime] = _moment()
    stale_since: Mapped[dt.datetime | None] = mapped_column(Moment)


class OverrideTable(Base):
    """What practitioners decided. Appended to: the last row of a verdict counts."""

    __tablename__ = "override"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[int]
    session_id: Mapped[str] = mapped_column(Id, ForeignKey("session.id", ondelete="CASCADE"))
    opportunity_id: Mapped[str] = mapped_column(
        Id, ForeignKey("opportunity.id", ondelete="CASCADE")
    )
    rung: Mapped[Rung | None] = mapped_column(RungWord)
    """None takes the override before it back."""
    decided_by: Mapped[str] = mapped_column(Line)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime] = _moment()
    review_on: Mapped[dt.date] = mapped_column(Date)
    rung_then: Mapped[Rung | None] = mapped_column(RungWord)
    sure_then: Mapped[Rung | None] = mapped_column(RungWord)
