"""Tables of the directory and the fleet: nothing in them is about a person."""

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from transit.model.fact import State
from transit.model.opportunities import PricePer
from transit.model.vehicles import VehicleKind
from transit.model.weekdays import Days
from transit.store._types import DayWords, StateWord, Word
from transit.store.base import Base, Id, Line, Located


def _of_opportunity() -> Mapped[str]:
    return mapped_column(Id, ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True)


class OpportunityTable(Base):
    """Places worth reaching."""

    __tablename__ = "opportunity"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Line)
    kind: Mapped[str] = mapped_column(Line)
    hours: Mapped[str] = mapped_column(Text)
    staff_hours: Mapped[str] = mapped_column(Text, server_default="")
    price_pence: Mapped[int | None]
    price_per: Mapped[PricePer | None] = mapped_column(Word(PricePer))
    transport_included: Mapped[State] = mapped_column(StateWord)
    meals_included: Mapped[State] = mapped_column(StateWord)
    surveyed_on: Mapped[dt.date | None]


class EntranceTable(Located, Base):
    """Ways in; number 0 is the main one."""

    __tablename__ = "entrance"

    opportunity_id: Mapped[str] = _of_opportunity()
    number: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(Line)
    step_free: Mapped[State] = mapped_column(StateWord)
    source: Mapped[int]


class VenueFactTable(Base):
    """What is known of venues; what has no row is unknown."""

    __tablename__ = "venue_fact"

    opportunity_id: Mapped[str] = _of_opportunity()
    name: Mapped[str] = mapped_column(Line, primary_key=True)
    state: Mapped[State] = mapped_column(StateWord)
    source: Mapped[int]


class SessionTable(Base):
    """What happens at opportunities."""

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    opportunity_id: Mapped[str] = mapped_column(Id, ForeignKey("opportunity.id"), index=True)
    activity: Mapped[str] = mapped_column(Line)
    days: Mapped[Days] = mapped_column(DayWords)
    start_s: Mapped[int]
    end_s: Mapped[int]
    term_only: Mapped[State] = mapped_column(StateWord)
    first_date: Mapped[dt.date | None]
    last_date: Mapped[dt.date | None]
    capacity: Mapped[int | None]


class VehicleTable(Located, Base):
    """Vehicles, with the depot that each starts from."""

    __tablename__ = "vehicle"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Line)
    kind: Mapped[VehicleKind] = mapped_column(Word(VehicleKind))
    seats_lost_a_wheelchair: Mapped[int | None]
    depot: Mapped[str] = mapped_column(Line)
    from_s: Mapped[int]
    to_s: Mapped[int]
    day_pence: Mapped[int]
    mile_pence: Mapped[int]
    driver_hour_pence: Mapped[int]
    assistant_hour_pence: Mapped[int]
    paid_when_idle: Mapped[State] = mapped_column(StateWord, server_default="unknown")


class LayoutTable(Base):
    """Ways to fit vehicles out; number 0 is the usual one."""

    __tablename__ = "layout"

    vehicle_id: Mapped[str] = mapped_column(
        Id, ForeignKey("vehicle.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    seats: Mapped[int]
    wheelchairs: Mapped[int]
