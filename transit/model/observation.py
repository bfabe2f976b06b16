"""Observations: what somebody saw outside, dated, and stronger than the map for every later search.

Records only. How they are matched with streets and stops is the network's affair.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from transit.errors import InputError
from transit.model.fact import State
from transit.model.opportunities import VENUE_FACTS
from transit.model.streets import CrossingKind, EdgeKind


class Subject(StrEnum):
    """What is looked at."""

    STREET = "street"
    CROSSING = "crossing"
    STEPS = "steps"
    SEAT = "seat"
    STOP = "stop"
    ROUTE = "route"
    VENUE = "venue"


class Measure(StrEnum):
    """How what was seen is written down."""

    STATE = "yes or no"
    MILLIMETRES = "millimetres"
    COUNT = "a number"
    PER_CENT = "per cent"
    CROSSING = "a kind of crossing"


_WALKED: Final = frozenset(
    {EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY, EdgeKind.PLATFORM, EdgeKind.INDOOR}
)
_OPEN: Final = _WALKED | {EdgeKind.STEPS, EdgeKind.CROSSING}


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that can be seen.

    Parameters
    ----------
    fact
        Its name, as a journey calls what nobody has recorded.
    subject
        What it is looked for on.
    measure
        How it is written down.
    kinds
        Kinds of edge that can have it; empty for what is no edge.
    """

    fact: str
    subject: Subject
    measure: Measure = Measure.STATE
    kinds: frozenset[EdgeKind] = frozenset()


_CROSSING: Final = frozenset({EdgeKind.CROSSING})
_STEPS: Final = frozenset({EdgeKind.STEPS})

SIGHTS: Final = (
    Sight("pavement", Subject.STREET, kinds=frozenset({EdgeKind.PAVEMENT, EdgeKind.ROADWAY})),
    Sight("surface", Subject.STREET, kinds=_WALKED),
    Sight("lit", Subject.STREET, kinds=_OPEN),
    Sight("access", Subject.STREET, kinds=_OPEN),
    Sight("width", Subject.STREET, Measure.MILLIMETRES, _OPEN - {EdgeKind.CROSSING}),
    Sight("slope", Subject.STREET, Measure.PER_CENT, _WALKED),
    Sight("kerb", Subject.CROSSING, kinds=_CROSSING),
    Sight("tactile", Subject.CROSSING, kinds=_CROSSING),
    Sight("sound", Subject.CROSSING, kinds=_CROSSING),
    Sight("crossing_kind", Subject.CROSSING, Measure.CROSSING, _CROSSING),
    Sight("step_count", Subject.STEPS, Measure.COUNT, _STEPS),
    Sight("ramp", Subject.STEPS, kinds=_STEPS),
    Sight("handrail", Subject.STEPS, kinds=_STEPS),
    Sight("seat", Subject.SEAT),
    Sight("seat", Subject.STOP),
    Sight("shelter", Subject.STOP),
    Sight("step_free", Subject.STOP),
    Sight("wheelchair_space", Subject.ROUTE),
    Sight("announced", Subject.ROUTE),
    *(Sight(name, Subject.VENUE) for name in VENUE_FACTS),
)
"""What can be seen, and on what."""

_BY_NAME: Final = {(sight.subject, sight.fact): sight for sight in SIGHTS}

_DECIMAL: Final = ("number", "lat", "lon", "uphill_deg")

SEEN_KINDS: Final = (
    CrossingKind.SIGNALS,
    CrossingKind.ZEBRA,
    CrossingKind.REFUGE,
    CrossingKind.UNMARKED,
    CrossingKind.NONE,
)
"""Kinds of crossing that somebody who stands there can tell apart. The others are a map's."""

RANGES: Final[Mapping[Measure, tuple[float, float]]] = {
    Measure.MILLIMETRES: (1, 100_000),
    Measure.COUNT: (0, 1_000),
    Measure.PER_CENT: (0, 100),
}
"""Least and greatest number that can be meant: a guard against slips of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One thing that somebody saw.

    What was seen is exactly one of ``state``, ``number`` and ``crossing``, as the fact asks. Where
    it was seen is a point for streets, crossings, steps and seats, else an id.

    Parameters
    ----------
    fact
        What was looked at: a name in :data:`SIGHTS`.
    state
        Yes or no.
    number
        Millimetres, steps, or per cent: up in the direction ``uphill_deg``.
    crossing
        Kind of crossing.
    lat, lon
        Where, decimal degrees.
    osm_way
        OpenStreetMap way walked on or crossed; None takes the nearest that fits.
    along_m
        How much of the way it holds for, metres, half of it to each side; 0 for the one stretch.
    uphill_deg
        For a slope, the direction in which it goes up, degrees clockwise from north.
    stop_id, route, opportunity
        Id of a stop, id or number of a bus route, id of an opportunity.
    seen_on
        When.
    seen_by
        Role or staff reference of who saw it.
    note
        Anything else about the place; nothing about a person.
    photo
        Where a photo of the place is kept; None for none.
    """

    fact: str
    seen_on: dt.date
    seen_by: str
    state: State | None = None
    number: float | None = None
    crossing: CrossingKind | None = None
    lat: float | None = None
    lon: float | None = None
    osm_way: int | None = None
    along_m: int = 0
    uphill_deg: float | None = None
    stop_id: str | None = None
    route: str | None = None
    opportunity: str | None = None
    note: str = ""
    photo: str | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can have seen, and what does not say where."""
        for problem in _problems(self):
            raise InputError(f"observation of {self.fact}: {problem}")

    @property
    def subject(self) -> Subject:
        """What was looked at."""
        return subject_of(self.fact, self.stop_id, self.route, self.opportunity)

    @property
    def sight(self) -> Sight:
        """What can be seen there."""
        return _BY_NAME[self.subject, self.fact]

    @property
    def key(self) -> str:
        """Same for equal observations: one that is told twice is one."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        # A database gives numbers back as floats; seven decimals of a degree are a centimetre.
        said |= {name: round(float(said[name]), 7) for name in _DECIMAL if name in said}
        text = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def subject_of(
    fact: str, stop_id: str | None = None, route: str | None = None, opportunity: str | None = None
) -> Subject:
    """Return what an observation is about.

    Parameters
    ----------
    fact
        What was looked at.
    stop_id, route, opportunity
        Where, if it is one of these.

    Returns
    -------
    Subject
        By the id that is given, else by the fact.
    """
    if stop_id is not None:
        return Subject.STOP
    if route is not None:
        return Subject.ROUTE
    if opportunity is not None:
        return Subject.VENUE
    return next((sight.subject for sight in SIGHTS if sight.fact == fact), Subject.STREET)


def fact_names() -> tuple[str, ...]:
    """Return the names of everything that can be seen, each once.

    Returns
    -------
    tuple of str
        In the order of :data:`SIGHTS`.
    """
    return tuple(dict.fromkeys(sight.fact for sight in SIGHTS))


def is_seen_on(fact: str, subject: Subject) -> bool:
    """Tell whether a fact can be seen on something.

    Parameters
    ----------
    fact
        Its name.
    subject
        What is looked at.

    Returns
    -------
    bool
        True where :data:`SIGHTS` has both together.
    """
    return (subject, fact) in _BY_NAME


def measure_of(fact: str) -> Measure:
    """Return how a fact is written down.

    Parameters
    ----------
    fact
        A name in :data:`SIGHTS`.

    Returns
    -------
    Measure
        The same on whatever it is seen.
    """
    return next(sight.measure for sight in SIGHTS if sight.fact == fact)


def in_order(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return observations in the order in which they count: a later one goes before an earlier.

    Parameters
    ----------
    observations
        Any.

    Returns
    -------
    tuple of Observation
        By date; those of one day in an order that does not hang on how they were given.
    """
    return tuple(sorted(observations, key=lambda each: (each.seen_on, each.key)))


def _problems(seen: Observation) -> list[str]:
    """Return what is wrong; nothing else is looked at where the fact itself is."""
    if not is_seen_on(seen.fact, seen.subject):
        return [f"nothing that can be seen on a {seen.subject}"]
    ids = (seen.stop_id, seen.route, seen.opportunity)
    has_point = seen.lat is not None and seen.lon is not None
    at_point = seen.subject not in (Subject.STOP, Subject.ROUTE, Subject.VENUE)
    found = {
        "one of stop_id, route and opportunity, not several": sum(x is not None for x in ids) > 1,
        "lat and lon are needed": at_point and not has_point,
        "lat and lon are out of range": has_point
        and not (abs(seen.lat or 0) <= 90 and abs(seen.lon or 0) <= 180),
        "seen_by is needed, with at most 200 letters": not 0 < len(seen.seen_by) <= 200,
        "along_m must be 0 to 10,000": not 0 <= seen.along_m <= 10_000,
        f"what was seen must be {seen.sight.measure}": not _fits(seen),
        "a slope needs the direction in which it goes up": seen.fact == "slope"
        and bool(seen.number)
        and seen.uphill_deg is None,
    }
    return [problem for problem, is_so in found.items() if is_so]


def _fits(seen: Observation) -> bool:
    """Tell whether what was seen is what the fact asks for, and nothing besides."""
    measure = seen.sight.measure
    said = {
        "state": seen.state in (State.YES, State.NO),
        "number": seen.number is not None,
        "crossing": seen.crossing in SEEN_KINDS,
    }
    given = [x for x in (seen.state, seen.number, seen.crossing) if x is not None]
    if len(given) != 1:
        return False
    if measure is Measure.STATE:
        return said["state"]
    if measure is Measure.CROSSING:
        return said["crossing"]
    low, high = RANGES[measure]
    return seen.number is not None and low <= seen.number <= high
