"""Tables of ride needs, of today's runs, and of runs that were planned."""

import datetime as dt

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from transit.model.fact import State
from transit.model.rides import AssistantNeed, StopAction
from transit.model.weekdays import Days
from transit.store._types import DayWords, Moment, StateWord, Word
from transit.store.base import Base, Id, Line


def _person() -> Mapped[str | None]:
    return mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)


class RideNeedTable(Base):
    """What people need of a ride."""

    __tablename__ = "ride_need"

    id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    seat_from_chair: Mapped[State] = mapped_column(StateWord)
    walker: Mapped[State] = mapped_column(StateWord)
    board_s: Mapped[int | None]
    alight_s: Mapped[int | None]
    assistant: Mapped[AssistantNeed] = mapped_column(Word(AssistantNeed))
    longest_ride_min: Mapped[int | None]
    earliest_pick_up_s: Mapped[int | None]
    hand_to_hand: Mapped[State] = mapped_column(StateWord)
    met_at_home: Mapped[State] = mapped_column(StateWord)
    taxi_day_pence: Mapped[int | None]


class RideCompanyTable(Base):
    """With whom people must, or must not, be on a run."""

    __tablename__ = "ride_company"

    person_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    together: Mapped[bool]


class TodayRunTable(Base):
    """Runs as they are made today."""

    __tablename__ = "today_run"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    vehicle_id: Mapped[str] = mapped_column(Id, ForeignKey("vehicle.id"), index=True)
    days: Mapped[Days] = mapped_column(DayWords)


class TodayStopTable(Base):
    """Stops of today's runs; who is erased is on none."""

    __tablename__ = "today_stop"

    run_id: Mapped[str] = mapped_column(
        Id, ForeignKey("today_run.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[StopAction] = mapped_column(Word(StopAction))
    person_id: Mapped[str | None] = _person()
    session_id: Mapped[str | None] = mapped_column(Id)
    at_s: Mapped[int | None]


class RunPlanTable(Base):
    """Plans of a week of runs."""

    __tablename__ = "run_plan"
    # The number of a plan that was deleted must not come to mean another one.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(Line)
    edition: Mapped[str] = mapped_column(Line)
    """Of the area."""
    week_pence: Mapped[int]


class PlannedRunTable(Base):
    """Runs of plans: what one vehicle does in one part of a day."""

    __tablename__ = "planned_run"

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("run_plan.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[Days] = mapped_column(DayWords)
    from_s: Mapped[int]
    """When the part of the day begins."""
    vehicle: Mapped[str] = mapped_column(Line)
    """Not a key: a taxi is in no register."""
    leave_s: Mapped[int]
    back_s: Mapped[int]
    is_locked: Mapped[bool]


class PlannedStopTable(Base):
    """Stops of planned runs; who is erased is on none."""

    __tablename__ = "planned_stop"
    __table_args__ = (
        ForeignKeyConstraint(
            ["plan_id", "run_number"],
            ["planned_run.plan_id", "planned_run.number"],
            ondelete="CASCADE",
        ),
    )

    plan_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    run_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[StopAction] = mapped_column(Word(StopAction))
    person_id: Mapped[str] = mapped_column(
        Id, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    session_id: Mapped[str] = mapped_column(Id)
    towards: Mapped[str] = mapped_column(String(20))
    at_s: Mapped[int]
