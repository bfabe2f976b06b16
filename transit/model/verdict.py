"""Verdicts: whether a person could make a journey alone, on what that rests, and what stands out.

Records only: data without words. A verdict is about one person, one place they start from and one
session; it advises, and people decide.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from transit.model.abilities import Lessons, Level
from transit.model.fact import State


class Rung(IntEnum):
    """How somebody could make a journey; a journey on one rung is one on every later rung."""

    NOW = 0
    WITH_TRAINING = 1
    WITH_COMPANION = 2
    DOOR_TO_DOOR = 3

    @property
    def word(self) -> str:
        """Its name in small letters, e.g. ``with_training``."""
        return self.name.lower()


SEARCHED: Final = (Rung.NOW, Rung.WITH_TRAINING, Rung.WITH_COMPANION)
"""Rungs on which a journey is looked for; door to door needs none."""


class Direction(StrEnum):
    """Which of the two journeys."""

    OUT = "out"
    BACK = "back"


class About(StrEnum):
    """What a fact is about."""

    PERSON = "person"
    STREET = "street"
    STOP = "stop"
    VEHICLE = "vehicle"
    VENUE = "venue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One journey of a verdict, in short; the whole of it is searched again when asked for.

    Parameters
    ----------
    date
        Service date on which it was looked for.
    leave_s, arrive_s
        When to leave the start and when one is there, seconds of the service date.
    changes
        Changes of bus; 0 also when walking all the way.
    walk_m
        Metres walked.
    burden_s
        Perceived seconds.
    lines
        Short names of the buses in order; empty when walking all the way.
    fragile
        True where no later journey home leaves that day, for a journey back.
    boards_s
        When each bus is boarded, seconds of the service date; empty where a verdict was kept before
        that was.
    """

    date: dt.date
    leave_s: int
    arrive_s: int
    changes: int
    walk_m: int
    burden_s: int
    lines: tuple[str, ...] = ()
    fragile: bool = False
    boards_s: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A demand above an ability.

    Parameters
    ----------
    skill
        Name in the catalogue.
    needed, has
        Level that the journey asks for and the person's; None while not assessed.
    trainable
        Whether the person could learn it.
    lessons
        How many lessons it is expected to take.
    kind, detail
        The demand, ``""`` for skills that every journey asks for.
    direction
        On which journey; None on both.
    place
        Where, as people call it; ``""`` where it is not one place.
    count
        How often.
    """

    skill: str
    needed: Level
    has: Level | None
    trainable: State
    lessons: Lessons
    kind: str = ""
    detail: str = ""
    direction: Direction | None = None
    place: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a verdict says: a reason, a condition, or a fact to go and look at.

    Parameters
    ----------
    code
        Its name in the words file.
    about
        What it is about.
    values
        What the words need.
    direction
        On which journey; None on both.
    """

    code: str
    about: About = About.PERSON
    values: Mapping[str, float | int | str] = field(default_factory=dict)
    direction: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one person, one place they start from and one session.

    Parameters
    ----------
    person, place, opportunity, session
        Ids; ``place`` is the number of the start place, 0 the home.
    rung
        The first rung with a journey out and one back, unknown facts counting as fine.
    sure
        The same, unknown facts counting as barriers: never an earlier rung. Confirmed where equal.
    out, back
        The journeys of ``rung``; None where it is door to door.
    gaps
        What has to be learnt, or what a companion covers.
    lessons
        Lessons expected for all gaps together; None where nothing is to be learnt.
    reasons
        What stands in the way of a better rung.
    checks
        Unknown facts on which the difference between ``sure`` and ``rung`` rests.
    conditions
        On which days, at which hours and in what light it holds.
    fit
        Whether the venue has what the person needs there; it moves no verdict.
    unmet
        Findings behind a ``fit`` that is not yes.
    """

    person: str
    place: int
    opportunity: str
    session: str
    rung: Rung
    sure: Rung
    out: Way | None = None
    back: Way | None = None
    gaps: tuple[Gap, ...] = ()
    lessons: Lessons | None = None
    reasons: tuple[Finding, ...] = ()
    checks: tuple[Finding, ...] = ()
    conditions: tuple[Finding, ...] = ()
    fit: State = State.UNKNOWN
    unmet: tuple[Finding, ...] = ()

    @property
    def confirmed(self) -> bool:
        """Whether it stands when every unknown fact counts as a barrier."""
        return self.rung == self.sure
