"""A plan: one person's journey to one session and back, as steps to learn.

Facts first, words second: a step holds what is so, and the sentences made from it beside that, so
that words can be made again, in another language too, or be put in by hand.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from transit.model.verdict import Direction, Rung

VERSION: Final = 1
"""Of this form of plans."""


class Action(StrEnum):
    """What one does in a step of a plan; one thing only."""

    READY = "ready"  # put together what to take
    LEAVE = "leave"  # go out of the door
    TURN = "turn"
    WALK = "walk"
    CROSS = "cross"
    STAIRS = "stairs"
    STOP = "stop"  # find the place to stand
    WAIT = "wait"
    CHECK = "check"  # read the number
    BOARD = "board"
    RIDE = "ride"
    RING = "ring"  # know when, and ring the bell
    ALIGHT = "alight"
    ARRIVE = "arrive"
    OWN = "own"  # put in by a trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One thing to do.

    Parameters
    ----------
    number
        From 1, on each of the two ways.
    action
        What is done.
    picture
        Name of the picture that shows it.
    leg, step
        Where in the journey: index of the leg and of its step; None for a ride.
    at_s
        When it starts, seconds of the service date.
    lat, lon
        Where it is done, decimal degrees.
    facts
        What is so, by name: street, side, length_m, crossing, route, stop, stops.
    sentences
        The words, one idea each; empty until they are made.
    key
        What the step is about, such as ``out/cross/chepstow-road``; the same in the next version of
        the plan wherever that has such a step. Two alike on one way have ``~2`` and so on.
    photo
        Number of a photo that is shown with it; None for none.
    alt
        What the photo shows, in words.
    """

    number: int
    action: Action
    picture: str
    leg: int
    at_s: int
    lat: float
    lon: float
    step: int | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    key: str = ""
    photo: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWay:
    """The way there, or the way back.

    Parameters
    ----------
    direction
        Which.
    leave, arrive
        When to be out of the door and when one is there, local time.
    routes
        Numbers of the buses, in order.
    steps
        What to do, in order.
    """

    direction: Direction
    leave: dt.datetime
    arrive: dt.datetime
    routes: tuple[str, ...]
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A line of the route risk assessment, for a trainer to complete.

    Parameters
    ----------
    kind
        Kind of demand that it comes from.
    detail
        What kind of it.
    direction
        On which way.
    step
        Number of the plan's step; None for the way as a whole.
    severity
        Suggested, 1 to 5; the trainer decides.
    what, control
        What could go wrong where, and what is done about it, in words.
    key
        What it is about, as a step's key.
    likelihood
        How likely, 1 to 5, as a trainer decided; None while nobody has.
    owner, due
        Who sees to the control, and by when; ``""`` and None while nobody has said.
    left_likelihood, left_severity
        What remains with the control, 1 to 5; None while nobody has decided.
    """

    kind: str
    detail: str
    direction: Direction
    step: int | None
    severity: int
    what: str
    control: str
    key: str = ""
    likelihood: int | None = None
    owner: str = ""
    due: dt.date | None = None
    left_likelihood: int | None = None
    left_severity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A line of the survey sheet: a fact that nobody has recorded.

    Parameters
    ----------
    fact
        Which.
    direction
        On which way it is met first.
    decides
        Whether the journey stands or falls with it.
    asked, why
        The question, and why it matters, in words.
    """

    fact: str
    direction: Direction
    decides: bool
    asked: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterHome:
    """The next journey home for whoever misses the bus.

    Parameters
    ----------
    routes
        Numbers of its buses; empty where there is none soon enough.
    leaves_s, home_s
        When its first bus leaves, and when it is home, seconds of the service date; None where
        there is none.
    weekdays
        Days of the week, 0 a Monday, on all of whose usual dates there is one.
    """

    routes: tuple[str, ...] = ()
    leaves_s: int | None = None
    home_s: int | None = None
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan for one person and one session.

    Parameters
    ----------
    person
        Pseudonym; nothing else is held of them.
    session, opportunity
        Ids.
    venue, activity
        What they are called.
    session_days
        Days of the week in words, Monday first.
    date
        Service date on which the journeys run as they are told.
    rung
        How they could be made, for review; a plan is no permission.
    confirmed
        Whether that rests on nothing unknown.
    pass_held
        ``yes``, ``no`` or ``unknown``.
    out, back
        The two ways.
    hazards, questions
        The sheets for the trainer.
    accompanied
        Legs on which somebody goes along, such as ``out:1`` for the first there.
    later_home
        The next journey home; None where nothing is ridden home, or nobody looked.
    shown
        Date of the session on which they run as they are told; None where that is ``date``.
    version
        Form of the plan.
    """

    person: str
    session: str
    opportunity: str
    venue: str
    activity: str
    session_days: tuple[str, ...]
    date: dt.date
    rung: Rung
    confirmed: bool
    pass_held: str
    out: PlanWay
    back: PlanWay
    hazards: tuple[Hazard, ...] = ()
    questions: tuple[Question, ...] = ()
    accompanied: tuple[str, ...] = ()
    later_home: LaterHome | None = None
    shown: dt.date | None = None
    version: int = VERSION

    @property
    def ways(self) -> tuple[PlanWay, PlanWay]:
        """Out, then back."""
        return self.out, self.back
