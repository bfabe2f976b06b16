"""Opportunities: places worth reaching, what is known of them, and their sessions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from transit.errors import InputError
from transit.model.clock import DAY_S
from transit.model.fact import UNKNOWN, Fact, State
from transit.model.positions import Position
from transit.model.weekdays import Days, Weekday

OUTSIDE: Final = ("step_free_entrance", "automatic_door", "drop_off", "blue_badge_parking")
INSIDE: Final = (
    "step_free_inside",
    "toilet",
    "accessible_toilet",
    "changing_places",
    "personal_care_room",
    "quiet_room",
    "hearing_loop",
    "staff_aware",
)
VENUE_FACTS: Final = OUTSIDE + INSIDE
"""What is asked about every venue, outside and inside."""


class PricePer(StrEnum):
    """What a price is for."""

    SESSION = "session"
    LESSON = "lesson"
    COURSE = "course"
    TICKET = "ticket"
    VISIT = "visit"
    HOUR = "hour"
    DAY = "day"
    EVENING = "evening"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs. Compare prices only where the unit and what is included are the same.

    Parameters
    ----------
    pence
        The price, pence; 0 where it is free.
    per
        What it is for; None where it is free.
    transport_included, meals_included
        Whether getting there, and meals, are in it.
    """

    pence: int
    per: PricePer | None
    transport_included: State = State.UNKNOWN
    meals_included: State = State.UNKNOWN

    def __post_init__(self) -> None:
        """Refuse a price that does not say what it is for."""
        if self.pence < 0 or (self.pence and self.per is None):
            raise InputError("a price is 0 or more, and above 0 says what it is for")


@dataclass(frozen=True, slots=True)
class Opening:
    """Open, or with somebody there, on one weekday from a time until a time.

    Parameters
    ----------
    day
        The day.
    from_s, to_s
        Seconds of the day.
    """

    day: Weekday
    from_s: int
    to_s: int


@dataclass(frozen=True, slots=True)
class Entrance:
    """A way in.

    Parameters
    ----------
    at
        Where it is.
    label
        What it is called there, e.g. ``garden gate``; ``""`` for the main one.
    step_free
        Whether one gets in without a step.
    """

    at: Position
    label: str = ""
    step_free: Fact = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """A place worth reaching.

    Parameters
    ----------
    id
        Its id.
    name
        Its name.
    kind
        What it is, in snake case, e.g. ``day_centre``.
    entrances
        Ways in, the main one first.
    hours
        When it is open; empty where unknown.
    staff_hours
        When its staff are there; empty where unknown.
    price
        What it costs; None where unknown.
    facts
        What is known of it, by name (:data:`VENUE_FACTS`); a fact that is not there is unknown.
    surveyed_on
        When somebody looked; None where the facts are only said to be so.
    """

    id: str
    name: str
    kind: str
    entrances: tuple[Entrance, ...]
    hours: tuple[Opening, ...] = ()
    staff_hours: tuple[Opening, ...] = ()
    price: Price | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    surveyed_on: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse a place without a way in, and facts that nobody asks about."""
        if not self.entrances:
            raise InputError(f"opportunity {self.id} has no entrance")
        odd = set(self.facts) - set(VENUE_FACTS)
        if odd:
            raise InputError(f"opportunity {self.id}: {', '.join(sorted(odd))} is no venue fact")

    def fact(self, name: str) -> Fact:
        """Return what is known of one thing.

        Parameters
        ----------
        name
            One of :data:`VENUE_FACTS`.

        Returns
        -------
        Fact
            Unknown where nothing is recorded.
        """
        return self.facts.get(name, UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What happens at an opportunity, at set days and times.

    Parameters
    ----------
    id
        Its id.
    opportunity
        Id of the opportunity.
    activity
        What it is.
    days
        Days of the week.
    start_s, end_s
        Seconds of the day.
    term_only
        Whether it is held in term time only.
    first_date, last_date
        From when until when it is held; None for no end.
    capacity
        Most people; None where unknown.
    """

    id: str
    opportunity: str
    activity: str
    days: Days
    start_s: int
    end_s: int
    term_only: State = State.UNKNOWN
    first_date: dt.date | None = None
    last_date: dt.date | None = None
    capacity: int | None = None

    def __post_init__(self) -> None:
        """Refuse a session that is never held."""
        if not self.days or not 0 <= self.start_s < self.end_s <= DAY_S:
            raise InputError(f"session {self.id} must have days and end after it starts")
        if self.first_date and self.last_date and self.first_date > self.last_date:
            raise InputError(f"session {self.id}: last_date is before first_date")
