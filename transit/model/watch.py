"""What became of a saved plan when its timetable, or what is known of its streets, changed.

Facts first: a change is a kind and its figures; words are made elsewhere.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from transit.model.verdict import Direction, Rung

Value = float | int | str


class Outcome(StrEnum):
    """What became of a plan, the most urgent first."""

    BROKEN = "broken"  # the journey as it was learnt cannot be made
    CHANGED = "changed"  # it can, but something about it is another than was learnt
    UNKNOWN = "unknown"  # nobody can tell: the timetable does not reach so far
    UNCHANGED = "unchanged"

    @property
    def urgency(self) -> int:
        """How urgent it is, 0 the most."""
        return list(Outcome).index(self)


class Changed(StrEnum):
    """Kinds of change."""

    WITHDRAWN = "withdrawn"  # no such bus any more, on any day of the session
    NOT_ON_DAYS = "not_on_days"  # not on some days on which it ran
    STOP_GONE = "stop_gone"  # the bus runs, but does not call there any more
    PASS_HOURS = "pass_hours"  # it now runs when the pass is not valid
    TOO_LATE = "too_late"  # it does not get there in time, or leaves before the end
    CONNECTION = "connection"  # two buses no longer meet
    NOT_ABLE = "not_able"  # it now asks what the person cannot do
    BARRIER_SEEN = "barrier_seen"  # somebody saw what bars the way
    LATER_HOME = "later_home"  # whoever misses the bus home has none soon after any more
    RENUMBERED = "renumbered"
    STOP_MOVED = "stop_moved"
    TIMES = "times"
    HEADSIGN = "headsign"
    STOPS_COUNTED = "stops_counted"  # more or fewer stops to count while riding
    WALK = "walk"  # other roads to cross on foot
    CHECK = "check"  # it now rests on what nobody has recorded
    VEHICLE = "vehicle"  # what is known of the bus or of getting on it
    OTHER_BUSES = "other_buses"  # another bus now leaves the stop while one waits
    FACT_SETTLED = "fact_settled"  # somebody saw what nobody had recorded
    TIMETABLE_ENDS = "timetable_ends"  # no timetable for days of the session
    NO_SESSION = "no_session"  # the register has no such person or session any more
    UNREADABLE = "unreadable"  # the plan is not in a form that this package reads


BREAKING = frozenset(
    {
        Changed.WITHDRAWN,
        Changed.NOT_ON_DAYS,
        Changed.STOP_GONE,
        Changed.PASS_HOURS,
        Changed.TOO_LATE,
        Changed.CONNECTION,
        Changed.NOT_ABLE,
        Changed.BARRIER_SEEN,
    }
)
"""Kinds after which the journey as learnt cannot be made."""


class Gravity(StrEnum):
    """How grave a change is."""

    BREAKS = "breaks"  # the journey as learnt cannot be made
    FALLBACK = "fallback"  # it can, but what one falls back on is gone
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change of a plan.

    Parameters
    ----------
    changed
        What kind.
    direction
        On which way; None on both.
    ride
        On which ride of the way, from 0; None where it is about the way.
    values
        Old and new, metres, seconds, names.
    dates
        Dates of the session on which it holds, in order; empty where it has none.
    """

    changed: Changed
    direction: Direction | None = None
    ride: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    dates: tuple[dt.date, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether the journey as learnt cannot be made."""
        return self.changed in BREAKING

    @property
    def gravity(self) -> Gravity:
        """How grave it is."""
        if self.breaks:
            return Gravity.BREAKS
        lost = self.changed is Changed.LATER_HOME
        return Gravity.FALLBACK if lost else Gravity.DIFFERS

    @property
    def what(self) -> tuple[object, ...]:
        """What is the same for one change on other dates."""
        return (
            self.changed,
            self.direction,
            self.ride,
            tuple(sorted((name, str(value)) for name, value in self.values.items())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The best new version of a plan on some days; a trainer decides.

    Parameters
    ----------
    rung
        How it could be made.
    confirmed
        Whether that rests on nothing unknown.
    dates
        Dates of the session on which it runs.
    out, back
        The journeys, in the form of docs/journey.schema.json; None where it is door to door.
    same
        What of the routine it keeps: ``bus``, ``stop``, ``time``.
    """

    rung: Rung
    confirmed: bool
    dates: tuple[dt.date, ...]
    out: Mapping[str, Any] | None = None
    back: Mapping[str, Any] | None = None
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What became of one version of a plan.

    Parameters
    ----------
    plan, version
        Id of the plan and number of its version.
    outcome
        In one word.
    told
        The changes, the breaking ones first, then by direction and ride.
    starts
        First date of the session on which something is other than learnt; None where nothing is.
    known_until
        Last date that the new timetable knows; None where it has none.
    dates
        Dates of the session that were looked at, in order; empty where nothing is other.
    proposals
        The best new versions, those for most dates first; empty where nothing is to be done.
    """

    plan: str
    version: int
    outcome: Outcome
    told: tuple[Told, ...] = ()
    starts: dt.date | None = None
    known_until: dt.date | None = None
    dates: tuple[dt.date, ...] = ()
    proposals: tuple[Proposal, ...] = ()
