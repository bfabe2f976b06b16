"""The shape of journey JSON: what ``transit journey --json`` prints and scripts may rely on.

``docs/journey.schema.json`` is made of these types.
"""

from typing import Any, Literal, NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict


class LatLon(TypedDict):
    """A point, decimal degrees."""

    lat: float
    lon: float


class FactShape(TypedDict):
    """What is known, and who says so."""

    state: Literal["yes", "no", "unknown"]
    source: Literal["none", "inferred", "mapped", "surveyed"]


class LineShape(TypedDict):
    """GeoJSON LineString: longitude before latitude."""

    type: Literal["LineString"]
    coordinates: list[list[float]]


class PlaceShape(TypedDict):
    """Where a leg starts or ends."""

    lat: float
    lon: float
    name: str
    stop_id: str | None


# "from" is a word of Python's own, hence the other spelling of a TypedDict.
QueryShape = TypedDict(
    "QueryShape",
    {
        "from": PlaceShape,
        "to": PlaceShape,
        "arrive_by": str | None,
        "depart_at": str | None,
        "profile": str,
        "window_s": int | None,
        "max_journeys": int,
        "service_date": str | None,
        "time_zone": str,
    },
)
QueryShape.__doc__ = "The question, as it was understood."


class CrossingShape(TypedDict):
    """A carriageway crossed."""

    kind: str
    traffic: str
    street: str
    road: str
    speed_mph: int | None
    lanes: int | None
    oneway: bool
    kerb_dropped: FactShape
    tactile: FactShape
    sound: FactShape
    from_side: str
    to_side: str
    part: int
    parts: int
    at_door: bool


class FlightShape(TypedDict):
    """Steps taken."""

    count: int | None
    up: bool | None
    stile: bool
    ramp: FactShape
    handrail: FactShape


class LandmarkShape(TypedDict):
    """Something to look out for: its side as one comes, or that it is straight ahead."""

    name: str
    kind: str
    distance_m: int
    side: Literal["left", "right", "none"]
    ahead: bool
    osm_id: str
    at: LatLon


class StepShape(TypedDict):
    """One thing to do on foot."""

    kind: str
    text: str
    depart: str
    duration_s: int
    distance_m: int
    at: LatLon
    street: str
    road: str
    way: str
    side: Literal["left", "right", "none"]
    turn: str | None
    heading_deg: float
    crossing: CrossingShape | None
    flight: FlightShape | None
    pavement: FactShape
    lit: FactShape
    surface: FactShape
    seat_at_end: FactShape
    steepest_pct: float | None
    narrowest_mm: int | None
    gates: int
    lifts: int
    landmark: LandmarkShape | None
    passed: LandmarkShape | None
    osm_ways: list[int]
    geometry: LineShape


WalkShape = TypedDict(
    "WalkShape",
    {
        "mode": Literal["walk"],
        "from": PlaceShape,
        "to": PlaceShape,
        "depart": str,
        "arrive": str,
        "duration_s": int,
        "distance_m": int,
        "steps": list[StepShape],
        "geometry": LineShape,
    },
)
WalkShape.__doc__ = "A walked leg."


class CallShape(TypedDict):
    """A stop called at."""

    stop_id: str
    name: str
    code: str
    indicator: str
    bay: bool
    lat: float
    lon: float
    arrive: str
    depart: str
    exact_time: bool
    street: str
    side: Literal["left", "right", "none"]
    shelter: FactShape
    seat: FactShape
    step_free: FactShape


class SignShape(TypedDict):
    """What is seen before getting off."""

    stop_id: str
    name: str
    stops_left: int
    landmark: LandmarkShape | None


class OtherShape(TypedDict):
    """Another bus that calls while one waits."""

    route: str
    headsign: str
    depart: str


class ThroughShape(TypedDict):
    """The bus changes its number while one stays seated."""

    route: str
    headsign: str
    trip_id: str
    at: str
    depart: str


RideShape = TypedDict(
    "RideShape",
    {
        "mode": Literal["bus", "tram", "train", "metro", "ferry", "cable_car"],
        "from": PlaceShape,
        "to": PlaceShape,
        "depart": str,
        "arrive": str,
        "duration_s": int,
        "wait_s": int,
        "route": str,
        "headsign": str,
        "agency": str,
        "route_id": str,
        "trip_id": str,
        "service_date": str,
        "runs_on": NotRequired[list[str]],
        "board": CallShape,
        "alight": CallShape,
        "stops": list[CallShape],
        "stops_to_count": int,
        "signs": list[SignShape],
        "landmark_at_alighting": LandmarkShape | None,
        "other_routes": list[OtherShape],
        "through": list[ThroughShape],
        "wheelchair_space": FactShape,
        "announced": FactShape,
        "ask_to_board": bool,
        "ask_to_alight": bool,
        "text": list[str],
        "geometry": LineShape,
        "geometry_is_straight": bool,
    },
)
RideShape.__doc__ = "A ridden leg; only saved plans know on which dates its trip ``runs_on``."


class DemandShape(TypedDict):
    """Something that the journey asks."""

    kind: str
    level: int
    leg: int
    step: int | None
    at: LatLon
    place: str
    detail: str
    count: int
    value: float | None
    unit: str
    fact: Literal["none", "inferred", "mapped", "surveyed"]
    text: str


class UnknownShape(TypedDict):
    """A fact that nobody has recorded."""

    fact: str
    leg: int
    at: LatLon
    place: str
    decides: bool
    matters_for: str
    length_m: int
    edges: list[int]
    osm_ways: list[int]
    stop_id: str | None
    trip_id: str | None
    text: str
    why: str


class VerdictShape(TypedDict):
    """How far the journey can be relied on; people decide."""

    confidence: Literal["confirmed", "route check needed"]
    stance: Literal["cautious", "hopeful"]
    status: Literal["for review"]
    text: str


class JourneyShape(TypedDict):
    """One journey, door to door."""

    depart: str
    arrive: str
    duration_s: int
    transfers: int
    roads_to_cross: int
    walk_m: int
    burden_s: int
    spare_s: int | None
    alternative: str
    summary: str
    verdict: VerdictShape
    legs: list[WalkShape | RideShape]
    demands: list[DemandShape]
    unknowns: list[UnknownShape]


class ReasonShape(TypedDict):
    """Why no journey, or none that is confirmed, was found."""

    code: str
    text: str
    values: dict[str, float | int | str]
    helps: bool


class AnswerShape(TypedDict):
    """A question and its journeys."""

    query: QueryShape
    journeys: list[JourneyShape]
    reasons: list[ReasonShape]


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer.

    Returns
    -------
    dict
        JSON Schema 2020-12.
    """
    schema = TypeAdapter(AnswerShape).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


if __name__ == "__main__":
    import json

    print(json.dumps(answer_schema(), indent=2))
