"""An answer as plain values for JSON; the keys and their order are those of ``shapes``."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

from transit.model.clock import to_local
from transit.model.fact import Fact, Source, State
from transit.present.reason_words import (
    confidence_sentence,
    demand_sentence,
    reason_sentence,
    unknown_sentences,
)
from transit.present.ride_words import ride_sentences, wait_sentences
from transit.present.shapes import (
    AnswerShape,
    CallShape,
    CrossingShape,
    DemandShape,
    FactShape,
    FlightShape,
    JourneyShape,
    LandmarkShape,
    LatLon,
    LineShape,
    PlaceShape,
    QueryShape,
    ReasonShape,
    RideShape,
    SignShape,
    StepShape,
    UnknownShape,
    WalkShape,
)
from transit.present.step_words import step_sentences
from transit.present.summary_words import (
    hardest_crossing_sentence,
    roads_to_cross,
    summary_facts,
)
from transit.present.travelling import as_travelled
from transit.present.words import Words, english
from transit.route.explain import Explained
from transit.route.journey import (
    Call,
    Crossing,
    Demand,
    Flight,
    Journey,
    Landmark,
    Mode,
    Place,
    Point,
    RideLeg,
    Sign,
    Step,
    Unknown,
    WalkLeg,
)
from transit.route.query import Reason

# Literals rather than names made lower case, so that the type checker holds them to the shapes.
_STATES: Final[dict[State, Literal["yes", "no", "unknown"]]] = {
    State.YES: "yes",
    State.NO: "no",
    State.UNKNOWN: "unknown",
}
_SOURCES: Final[dict[Source, Literal["none", "inferred", "mapped", "surveyed"]]] = {
    Source.NONE: "none",
    Source.INFERRED: "inferred",
    Source.MAPPED: "mapped",
    Source.SURVEYED: "surveyed",
}
_RIDDEN: Final[dict[Mode, Literal["bus", "tram", "train", "metro", "ferry", "cable_car"]]] = {
    Mode.BUS: "bus",
    Mode.TRAM: "tram",
    Mode.TRAIN: "train",
    Mode.METRO: "metro",
    Mode.FERRY: "ferry",
    Mode.CABLE_CAR: "cable_car",
}


def answer_as_dict(explained: Explained, words: Words | None = None) -> AnswerShape:
    """Return an answer as plain values.

    Parameters
    ----------
    explained
        The answer with its journeys explained.
    words
        The language; English when None.

    Returns
    -------
    dict
        As ``docs/journey.schema.json`` has it. Times are local to the feed's agency. There are
        reasons where no journey, or none that is confirmed, was found.
    """
    said = words or english()
    return {
        "query": _query(explained),
        "journeys": [journey_as_dict(journey, said) for journey in explained.journeys],
        "reasons": [_reason(explained, reason, said) for reason in explained.answer.reasons],
    }


def journey_as_dict(journey: Journey, words: Words | None = None) -> JourneyShape:
    """Return one journey as plain values.

    Parameters
    ----------
    journey
        The journey.
    words
        The language; English when None.

    Returns
    -------
    dict
        As ``docs/journey.schema.json`` has it.
    """
    said = as_travelled(words or english(), journey)
    writer = _Writer(journey, journey.date, journey.zone, said)
    hardest = hardest_crossing_sentence(writer.words, journey)
    return {
        "depart": writer.local(journey.depart_s),
        "arrive": writer.local(journey.arrive_s),
        "duration_s": journey.duration_s,
        "transfers": journey.changes,
        "roads_to_cross": roads_to_cross(journey),
        "walk_m": journey.walk_m,
        "burden_s": journey.burden_s,
        "spare_s": journey.spare_s,
        "alternative": journey.alternative,
        "summary": " ".join(
            (f"{'; '.join(summary_facts(writer.words, journey))}.", hardest)
        ).strip(),
        "verdict": {
            "confidence": journey.confidence.value,
            "stance": journey.stance.value,
            "status": "for review",
            "text": confidence_sentence(writer.words, journey),
        },
        "legs": [
            writer.walk(leg) if isinstance(leg, WalkLeg) else writer.ride(leg)
            for leg in journey.legs
        ],
        "demands": [writer.demand(demand) for demand in journey.demands],
        "unknowns": [writer.unknown(unknown) for unknown in journey.unknowns],
    }


def _query(explained: Explained) -> QueryShape:
    answer = explained.answer
    query, day = answer.query, answer.day
    moment = query.moment
    if moment.tzinfo is not None:
        moment = moment.astimezone(explained.zone).replace(tzinfo=None)
    asked = moment.isoformat(timespec="seconds")
    origin, destination = query.origin, query.destination
    return {
        "from": _place(Place(origin.lat, origin.lon, origin.name)),
        "to": _place(Place(destination.lat, destination.lon, destination.name)),
        "arrive_by": asked if query.arrive_by else None,
        "depart_at": None if query.arrive_by else asked,
        "profile": query.profile.name,
        "window_s": query.window_s,
        "max_journeys": query.max_journeys,
        "service_date": day.date.isoformat() if day else None,
        "time_zone": explained.zone.key,
    }


def _reason(explained: Explained, reason: Reason, words: Words) -> ReasonShape:
    return {
        "code": reason.code,
        "text": reason_sentence(words, explained, reason),
        "values": dict(sorted(reason.values.items())),
        "helps": reason.helps,
    }


def _place(place: Place) -> PlaceShape:
    return {"lat": place.lat, "lon": place.lon, "name": place.name, "stop_id": place.stop_id}


def _at(lat: float, lon: float) -> LatLon:
    return {"lat": round(lat, 7), "lon": round(lon, 7)}


def _line(points: Sequence[Point]) -> LineShape:
    return {
        "type": "LineString",
        "coordinates": [[round(lon, 7), round(lat, 7)] for lat, lon in points],
    }


def _fact(fact: Fact) -> FactShape:
    return {"state": _STATES[fact.state], "source": _SOURCES[fact.source]}


def _crossing(crossing: Crossing) -> CrossingShape:
    return {
        "kind": crossing.kind.name.lower(),
        "traffic": crossing.traffic.name.lower(),
        "street": crossing.street,
        "road": crossing.road.name.lower(),
        "speed_mph": crossing.speed_mph,
        "lanes": crossing.lanes,
        "oneway": crossing.oneway,
        "kerb_dropped": _fact(crossing.kerb),
        "tactile": _fact(crossing.tactile),
        "sound": _fact(crossing.sound),
        "from_side": crossing.from_side.value,
        "to_side": crossing.to_side.value,
        "part": crossing.part,
        "parts": crossing.parts,
        "at_door": crossing.at_door,
    }


def _flight(flight: Flight) -> FlightShape:
    return {
        "count": flight.count,
        "up": flight.up,
        "stile": flight.stile,
        "ramp": _fact(flight.ramp),
        "handrail": _fact(flight.handrail),
    }


def _sign(sign: Sign) -> SignShape:
    return {
        "stop_id": sign.call.stop_id,
        "name": sign.call.name,
        "stops_left": sign.stops_left,
        "landmark": _landmark(sign.landmark),
    }


def _landmark(landmark: Landmark | None) -> LandmarkShape | None:
    if landmark is None:
        return None
    return {
        "name": landmark.name,
        "kind": landmark.kind,
        "distance_m": landmark.distance_m,
        "side": landmark.side.value,
        "ahead": landmark.ahead,
        "osm_id": landmark.osm_id,
        "at": _at(landmark.lat, landmark.lon),
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of one journey that carry times or words."""

    journey: Journey
    date: dt.date
    zone: ZoneInfo
    words: Words

    def local(self, seconds: int) -> str:
        return to_local(seconds, self.date, self.zone).isoformat(timespec="seconds")

    def walk(self, leg: WalkLeg) -> WalkShape:
        return {
            "mode": "walk",
            "from": _place(leg.start),
            "to": _place(leg.end),
            "depart": self.local(leg.depart_s),
            "arrive": self.local(leg.arrive_s),
            "duration_s": leg.arrive_s - leg.depart_s,
            "distance_m": leg.length_m,
            "steps": [self.step(leg, index) for index in range(len(leg.steps))],
            "geometry": _line(leg.points),
        }

    def step(self, leg: WalkLeg, index: int) -> StepShape:
        step: Step = leg.steps[index]
        return {
            "kind": step.kind.value,
            "text": " ".join(step_sentences(self.words, leg, index)),
            "depart": self.local(step.depart_s),
            "duration_s": step.duration_s,
            "distance_m": step.length_m,
            "at": _at(step.lat, step.lon),
            "street": step.street,
            "road": step.road.name.lower(),
            "way": step.way.name.lower(),
            "side": step.side.value,
            "turn": step.turn.value if step.turn else None,
            "heading_deg": round(step.heading_deg, 1),
            "crossing": _crossing(step.crossing) if step.crossing else None,
            "flight": _flight(step.flight) if step.flight else None,
            "pavement": _fact(step.pavement),
            "lit": _fact(step.lit),
            "surface": _fact(step.surface),
            "seat_at_end": _fact(step.seat),
            "steepest_pct": None if step.steepest_pct is None else round(step.steepest_pct, 1),
            "narrowest_mm": step.narrowest_mm,
            "gates": step.gates,
            "lifts": step.lifts,
            "landmark": _landmark(step.landmark),
            "passed": _landmark(step.passed),
            "osm_ways": sorted({each.osm_way for each in step.stretches if each.osm_way}),
            "geometry": _line(step.points),
        }

    def ride(self, leg: RideLeg) -> RideShape:
        said = (
            *wait_sentences(self.words, leg, self.date, self.zone),
            *ride_sentences(self.words, leg, self.date, self.zone),
        )
        return {
            "mode": _RIDDEN[leg.mode],
            "from": _place(leg.start),
            "to": _place(leg.end),
            "depart": self.local(leg.depart_s),
            "arrive": self.local(leg.arrive_s),
            "duration_s": leg.arrive_s - leg.depart_s,
            "wait_s": leg.wait_s,
            "route": leg.route,
            "headsign": leg.headsign,
            "agency": leg.agency,
            "route_id": leg.route_id,
            "trip_id": leg.trip_id,
            "service_date": leg.service_date.isoformat(),
            "board": self.call(leg.board),
            "alight": self.call(leg.alight),
            "stops": [self.call(call) for call in leg.calls],
            "stops_to_count": leg.stops_to_count,
            "signs": [_sign(sign) for sign in leg.signs],
            "landmark_at_alighting": _landmark(leg.landmark),
            "other_routes": [
                {
                    "route": other.route,
                    "headsign": other.headsign,
                    "depart": self.local(other.depart_s),
                }
                for other in leg.others
            ],
            "through": [
                {
                    "route": change.route,
                    "headsign": change.headsign,
                    "trip_id": change.trip_id,
                    "at": change.at,
                    "depart": self.local(change.depart_s),
                }
                for change in leg.through
            ],
            "wheelchair_space": _fact(leg.wheelchair),
            "announced": _fact(leg.announced),
            "ask_to_board": leg.ask_to_board,
            "ask_to_alight": leg.ask_to_alight,
            "text": list(said),
            "geometry": _line(leg.points),
            "geometry_is_straight": leg.straight,
        }

    def call(self, call: Call) -> CallShape:
        return {
            "stop_id": call.stop_id,
            "name": call.name,
            "code": call.code,
            "indicator": call.indicator,
            "bay": call.bay,
            "lat": call.lat,
            "lon": call.lon,
            "arrive": self.local(call.arrive_s),
            "depart": self.local(call.depart_s),
            "exact_time": call.exact,
            "street": call.street,
            "side": call.side.value,
            "shelter": _fact(call.shelter),
            "seat": _fact(call.seat),
            "step_free": _fact(call.step_free),
        }

    def demand(self, demand: Demand) -> DemandShape:
        return {
            "kind": demand.kind,
            "level": demand.level,
            "leg": demand.leg,
            "step": demand.step,
            "at": _at(demand.lat, demand.lon),
            "place": demand.place,
            "detail": demand.detail,
            "count": demand.count,
            "value": demand.value,
            "unit": demand.unit,
            "fact": _SOURCES[demand.source],
            "text": demand_sentence(self.words, self.journey, demand),
        }

    def unknown(self, unknown: Unknown) -> UnknownShape:
        question, why = unknown_sentences(self.words, self.journey, unknown)
        return {
            "fact": unknown.fact,
            "leg": unknown.leg,
            "at": _at(unknown.lat, unknown.lon),
            "place": unknown.place,
            "decides": unknown.decides,
            "matters_for": unknown.matters_for,
            "length_m": unknown.length_m,
            "edges": list(unknown.edges),
            "osm_ways": list(unknown.osm_ways),
            "stop_id": unknown.stop_id,
            "trip_id": unknown.trip_id,
            "text": question,
            "why": why,
        }
