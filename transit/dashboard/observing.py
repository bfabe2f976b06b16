"""What a journey leaves open as questions, and answers from the kerb as observations."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import polars as pl
import shapely

from transit.model.fact import State
from transit.model.observation import Measure, Observation, Subject, is_seen_on, measure_of
from transit.model.opportunities import VENUE_FACTS, Opportunity
from transit.model.streets import CrossingKind
from transit.network.area import Area
from transit.network.kerbside.drawing import edge_line
from transit.present.reason_words import unknown_sentences
from transit.present.words import english
from transit.read.rules import Rules
from transit.route.journey import Journey, Unknown

Answer = State | float | CrossingKind
"""Yes or no; a number in the fact's unit; a kind of crossing."""

ASKED_AT_VENUE: Final = {"ask_entrance": "step_free_entrance", "ask_toilet": "accessible_toilet"}
"""What a check of the venue is about, where its code says so."""

_SEAT: Final = "rest"
"""What a journey calls a walk on which nobody has recorded a seat."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at.

    Parameters
    ----------
    key
        The same for the same thing in every journey.
    fact
        What is looked at, as observations call it.
    measure
        How it is written down.
    text, why
        The question, and why it matters.
    decides
        Whether a verdict or journey rests on it.
    unknown
        Where, on a journey; None for a venue.
    venue
        Id of the venue; None for what is outside.
    """

    key: str
    fact: str
    measure: Measure
    text: str
    why: str
    decides: bool
    unknown: Unknown | None = None
    venue: str | None = None


def questions_of(
    journeys: Iterable[Journey], venue: Opportunity | None = None, needed: Iterable[str] = ()
) -> tuple[Question, ...]:
    """Return what can be looked at outside for some journeys and their venue.

    Parameters
    ----------
    journeys
        There and back.
    venue
        Where they lead; None for a journey to any place.
    needed
        Facts of the venue that somebody needs.

    Returns
    -------
    tuple of Question
        Each thing once, those that decide first; what nobody can see is left out.
    """
    found: dict[str, Question] = {}
    for journey in journeys:
        for unknown in journey.unknowns:
            question = _outside(journey, unknown)
            if question is not None:
                held = found.get(question.key)
                found[question.key] = question if held is None else _both(held, question)
    if venue is not None:
        asked = set(needed)
        for fact in VENUE_FACTS:
            if venue.fact(fact).state is State.UNKNOWN:
                found[f"{venue.id} {fact}"] = _at_venue(venue, fact, decides=fact in asked)
    return tuple(sorted(found.values(), key=lambda each: not each.decides))


def observations_of(
    question: Question,
    answer: Answer,
    area: Area,
    rules: Rules,
    *,
    seen_on: dt.date,
    seen_by: str,
    note: str = "",
    uphill_deg: float | None = None,
) -> tuple[Observation, ...]:
    """Return what an answer says, one observation for each stretch that the question is about.

    Parameters
    ----------
    question
        The question.
    answer
        What was seen.
    area
        The area whose edges the question names.
    rules
        How wide roads are: on which side of one a pavement is drawn.
    seen_on, seen_by, note
        As of an observation.
    uphill_deg
        For a slope, where it goes up, degrees clockwise from north.

    Returns
    -------
    tuple of Observation
        Never empty.
    """
    said: dict[str, Any] = {"seen_on": seen_on, "seen_by": seen_by, "note": note}
    if isinstance(answer, State):
        said["state"] = answer
    elif isinstance(answer, CrossingKind):
        said["crossing"] = answer
    else:
        said["number"] = float(answer)
        said["uphill_deg"] = uphill_deg
    return tuple(
        Observation(fact=question.fact, **said, **where)
        for where in _places(question, answer, area, rules)
    )


def _outside(journey: Journey, unknown: Unknown) -> Question | None:
    fact = "seat" if unknown.fact == _SEAT else unknown.fact
    if not is_seen_on(fact, _subject(unknown, fact)):
        return None
    text, why = unknown_sentences(english(), journey, unknown)
    where = unknown.stop_id or unknown.trip_id or " ".join(map(str, sorted(unknown.edges)))
    if unknown.trip_id is not None:
        where = unknown.place
    elif unknown.length_m and unknown.place:
        # There on one side and back on the other, a street is looked at in one go.
        where = unknown.place
    key = f"{unknown.fact} {where}"
    return Question(key, fact, measure_of(fact), text, why, unknown.decides, unknown)


def _both(one: Question, other: Question) -> Question:
    """Return a question that comes up twice as one, about all its stretches."""
    if one.unknown is None or other.unknown is None:
        return one
    decisive = one if one.decides or not other.decides else other
    edges = dict.fromkeys((*one.unknown.edges, *other.unknown.edges))
    return replace(decisive, unknown=replace(one.unknown, edges=tuple(edges)))


def _subject(unknown: Unknown, fact: str) -> Subject:
    if unknown.stop_id is not None:
        return Subject.STOP
    if unknown.trip_id is not None:
        return Subject.ROUTE
    for subject in (Subject.STREET, Subject.CROSSING, Subject.STEPS, Subject.SEAT):
        if is_seen_on(fact, subject):
            return subject
    return Subject.VENUE


def _at_venue(venue: Opportunity, fact: str, *, decides: bool) -> Question:
    text = f"Does {venue.name} have {english().say('venue', fact)}?"
    why = "The person needs it." if decides else "Somebody may need it."
    return Question(f"{venue.id} {fact}", fact, Measure.STATE, text, why, decides, venue=venue.id)


def _places(
    question: Question, answer: Answer, area: Area, rules: Rules
) -> Iterator[dict[str, Any]]:
    """Yield where an observation holds, as its fields have it."""
    unknown = question.unknown
    if unknown is None:
        yield {"opportunity": question.venue}
    elif unknown.stop_id is not None:
        yield {"stop_id": unknown.stop_id}
    elif unknown.trip_id is not None:
        yield {"route": _route_of(area, unknown)}
    elif question.fact == "seat":
        yield from _seats(area, unknown, answer)
    elif not unknown.edges:
        yield {"lat": unknown.lat, "lon": unknown.lon}
    else:
        for edge in unknown.edges:
            yield _middle(area, edge, rules)


def _route_of(area: Area, unknown: Unknown) -> str:
    timetable = area.timetable
    routes = timetable.trips.filter(pl.col("trip_id") == unknown.trip_id)["route"]
    if routes.is_empty():
        return unknown.place
    return str(timetable.routes["route_id"][int(routes[0])])


def _seats(area: Area, unknown: Unknown, answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield where there is a seat: half-way; or where there is none: at every corner passed."""
    walk = area.walk
    corners = dict.fromkeys(
        int(corner) for edge in unknown.edges for corner in (walk.edge_u[edge], walk.edge_v[edge])
    )
    passed = [*corners]
    if answer is State.YES and passed:
        passed = [_nearest(area, passed, unknown)]
    for corner in passed:
        yield {"lat": float(walk.corner_lat[corner]), "lon": float(walk.corner_lon[corner])}


def _nearest(area: Area, corners: Sequence[int], unknown: Unknown) -> int:
    walk, some = area.walk, np.array(corners)
    shrink = np.cos(np.radians(unknown.lat))
    gap = np.hypot(
        walk.corner_lat[some] - unknown.lat, (walk.corner_lon[some] - unknown.lon) * shrink
    )
    return int(some[np.argmin(gap)])


def _middle(area: Area, edge: int, rules: Rules) -> dict[str, Any]:
    """Return the middle of an edge, on its side of the road, and the way that it belongs to."""
    walk = area.walk
    lat, lon = edge_line(walk, edge, rules).T
    at = shapely.LineString(np.stack((lon, lat), axis=1)).interpolate(0.5, normalized=True)
    way = int(walk.edge_way[edge])
    return {
        "lat": round(at.y, 7),
        "lon": round(at.x, 7),
        "osm_way": int(walk.way_osm_id[way]) if way >= 0 else None,
    }
