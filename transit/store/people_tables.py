"""Tables about people. Whatever is about a person goes when the person's row goes."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.model.fact import State
from transit.model.people import CompanionKind, Mode, PlaceKind
from transit.model.weekdays import Days
from transit.store._types import DayWords, StateWord, Word
from transit.store.base import Base, Id, Line, Located


def _of_person() -> Mapped[str]:
    return mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)


def _state() -> Mapped[State]:
    return mapped_column(StateWord)


class PersonTable(Base):
    """People: pseudonyms, limits, needs."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """What the audit calls this person; with the row gone, nobody can tell whom it meant."""
    cohort: Mapped[str] = mapped_column(Line)
    age_band: Mapped[str] = mapped_column(Line)
    profile: Mapped[str] = mapped_column(Line)
    mode_now: Mapped[Mode] = mapped_column(Word(Mode))
    pass_held: Mapped[State] = _state()
    pass_from_s: Mapped[int | None]
    pass_to_s: Mapped[int | None]
    pays_fares: Mapped[State] = mapped_column(StateWord, server_default="unknown")
    companion_kind: Mapped[CompanionKind] = mapped_column(Word(CompanionKind))
    companion_days: Mapped[Days] = mapped_column(DayWords)
    companion_travels_free: Mapped[State] = _state()
    companion_hour_pence: Mapped[int | None]
    carer_home: Mapped[str] = mapped_column(Text, server_default="")
    walk_without_rest_m: Mapped[int | None]
    walk_total_m: Mapped[int | None]
    speed_m_s: Mapped[float | None]
    steepest_pct: Mapped[float | None]
    most_steps: Mapped[int | None]
    highest_kerb_mm: Mapped[int | None]
    chair: Mapped[State] = _state()
    chair_width_mm: Mapped[int | None]
    chair_length_mm: Mapped[int | None]
    out_after_dark: Mapped[State] = _state()
    bears_noise: Mapped[State] = _state()
    bears_crowds: Mapped[State] = _state()
    toilet_every_min: Mapped[int | None]
    needs_step_free_entrance: Mapped[State] = _state()
    needs_accessible_toilet: Mapped[State] = _state()
    needs_changing_places: Mapped[State] = _state()
    needs_personal_care_room: Mapped[State] = _state()
    needs_quiet_room: Mapped[State] = _state()
    needs_hearing_loop: Mapped[State] = _state()
    needs_drop_off: Mapped[State] = _state()
    needs_blue_badge_parking: Mapped[State] = _state()


class StartPlaceTable(Located, Base):
    """Places that journeys start from; number 0 is the home."""

    __tablename__ = "start_place"

    person_id: Mapped[str] = _of_person()
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind] = mapped_column(Word(PlaceKind))
    days: Mapped[Days] = mapped_column(DayWords)


class AttendanceTable(Base):
    """Where people go today."""

    __tablename__ = "attendance"

    person_id: Mapped[str] = _of_person()
    number: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[str] = mapped_column(Id, ForeignKey("opportunity.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(Id, ForeignKey("session.id"), index=True)
    days: Mapped[Days] = mapped_column(DayWords)
    days_a_week: Mapped[int | None]
    mode: Mapped[Mode] = mapped_column(Word(Mode))


class AbilityTable(Base):
    """What people can do of each skill."""

    __tablename__ = "ability"

    person_id: Mapped[str] = _of_person()
    skill: Mapped[str] = mapped_column(Line, primary_key=True)
    level: Mapped[int | None]
    assessed_by: Mapped[str] = mapped_column(Line)
    assessed_on: Mapped[dt.date | None]
    trainable: Mapped[State] = _state()
    lessons_low: Mapped[int | None]
    lessons_high: Mapped[int | None]
