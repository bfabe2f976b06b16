"""What is asked, and what is answered: records only."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from transit.errors import InputError
from transit.model.fact import Stance
from transit.model.profile import Profile
from transit.network.link import Link
from transit.network.timetable import DayTimetable
from transit.route.found import Found


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth.

    Parameters
    ----------
    lat, lon
        Decimal degrees.
    name
        What to call it, ``""`` where it has no name.
    """

    lat: float
    lon: float
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse what is not on the earth."""
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InputError("a point needs a latitude in [-90, 90] and a longitude in [-180, 180]")


@dataclass(frozen=True, slots=True)
class Avoid:
    """What a journey shall do without.

    Parameters
    ----------
    edges
        Edges of the walk network.
    stops
        Stops of the timetable, for boarding and for alighting.
    boarding_stops
        Stops not to begin the first ride at.
    routes
        Rows of the timetable's routes.
    patterns
        Patterns of the whole timetable.
    """

    edges: frozenset[int] = frozenset()
    stops: frozenset[int] = frozenset()
    boarding_stops: frozenset[int] = frozenset()
    routes: frozenset[int] = frozenset()
    patterns: frozenset[int] = frozenset()


NOTHING: Final = Avoid()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One person's question: from here to there, at about this time.

    Parameters
    ----------
    origin, destination
        Where from and where to.
    moment
        Local wall time to arrive by or to leave after.
    arrive_by
        True when ``moment`` is when to be there, False when it is when to leave.
    profile
        How the person travels.
    window_s
        How much earlier (arrive-by) or later (depart-at) a journey may be; None for the parameter
        ``journey_window_s``.
    max_journeys
        Most journeys to answer with.
    avoid
        What to do without.
    """

    origin: Point
    destination: Point
    moment: dt.datetime
    arrive_by: bool
    profile: Profile
    window_s: int | None = None
    max_journeys: int = 5
    avoid: Avoid = NOTHING

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if self.window_s is not None and not 0 <= self.window_s <= 86_400:
            raise InputError("the window must be between 0 and 86,400 seconds")
        if self.max_journeys < 1:
            raise InputError("ask for at least one journey")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no journey, or what would change the answer; data, put into words later.

    Parameters
    ----------
    code
        One of the names in :mod:`transit.route.reasons`.
    values
        What the words need: metres, limits, times, crossing kinds.
    helps
        True when setting this alone aside makes a journey exist.
    """

    code: str
    values: Mapping[str, float | int | str] = field(default_factory=dict)
    helps: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One journey of an answer.

    Parameters
    ----------
    found
        The journey.
    stance
        CAUTIOUS when nothing unknown stands in its way (``confirmed``), HOPEFUL when it rests on
        unknown facts (``route check needed``).
    alternative
        ``""`` for a member of the Pareto set, otherwise why it is offered beside it:
        ``other_stop``, ``other_route``, ``other_crossing`` or ``earlier``.
    """

    found: Found
    stance: Stance
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a query.

    Parameters
    ----------
    query
        The question.
    day
        The service day searched, None where the timetable does not cover it.
    origin, destination
        How the two places join the streets, None where no street is near.
    options
        Confirmed journeys before those that need a route check, each easiest first (burden, and the
        time wasted before or after the moment asked for).
    reasons
        Why nothing, or nothing confirmed, was found; empty where there are confirmed journeys.
    """

    query: Query
    day: DayTimetable | None
    origin: Link | None
    destination: Link | None
    options: tuple[Option, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def journeys(self) -> tuple[tuple[Found, Stance], ...]:
        """The journeys, each with the stance that finds it."""
        return tuple((option.found, option.stance) for option in self.options)
