"""A journey explained to its smallest step: facts and numbers, no words.

All times are integer seconds of the journey's service date (:mod:`transit.model.clock`), so a trip
after midnight needs no exception; lengths are whole metres or millimetres, as the name says. Left
and right are those of the person walking, and of the bus as it drives.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from transit.model.fact import UNKNOWN, Fact, Source, Stance
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic

Point = tuple[float, float]
"""Latitude and longitude, decimal degrees."""


class StepKind(StrEnum):
    """What one does in a step."""

    LEAVE = "leave"  # step out of the door, to the street
    WALK = "walk"
    CROSS = "cross"
    STEPS = "steps"
    STOP = "stop"  # arrive at the stop and stand there
    ARRIVE = "arrive"  # from the street to the door


class Side(StrEnum):
    """A side, as seen by whoever moves."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


class Compass(StrEnum):
    """Eight winds."""

    NORTH = "north"
    NORTH_EAST = "north_east"
    EAST = "east"
    SOUTH_EAST = "south_east"
    SOUTH = "south"
    SOUTH_WEST = "south_west"
    WEST = "west"
    NORTH_WEST = "north_west"


class Turn(StrEnum):
    """How the direction changes at the start of a step."""

    STRAIGHT = "straight"
    SLIGHT_LEFT = "slight_left"
    LEFT = "left"
    SHARP_LEFT = "sharp_left"
    BACK = "back"
    SHARP_RIGHT = "sharp_right"
    RIGHT = "right"
    SLIGHT_RIGHT = "slight_right"


class Mode(StrEnum):
    """What is ridden."""

    WALK = "walk"
    BUS = "bus"
    TRAM = "tram"
    TRAIN = "train"
    METRO = "metro"
    FERRY = "ferry"
    CABLE_CAR = "cable_car"


class Confidence(StrEnum):
    """Whether the journey still stands when every unknown fact counts as a barrier."""

    CONFIRMED = "confirmed"
    CHECK = "route check needed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leg starts or ends.

    Parameters
    ----------
    lat, lon
        Decimal degrees.
    name
        Name as people say it, ``""`` where none is known.
    stop_id
        The stop's id; None when it is no stop.
    """

    lat: float
    lon: float
    name: str = ""
    stop_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One edge walked, or a part of one: what its facts are and where.

    Parameters
    ----------
    edge
        Edge of the walk network.
    osm_way
        OpenStreetMap way it came from, 0 when none.
    kind
        What is walked on.
    road
        Class of the road walked beside or crossed.
    length_mm
        Millimetres walked.
    lat, lon
        Its middle, decimal degrees.
    pavement, lit, surface, access
        Facts, as in :class:`~transit.network.walk.WalkNetwork`.
    incline_pct
        Slope as walked, up positive; None unknown.
    slope_source
        Who says so.
    width_mm
        Width; None unknown.
    seat
        Fact: somewhere to sit at its end.
    """

    edge: int
    osm_way: int
    kind: EdgeKind
    length_mm: int
    lat: float
    lon: float
    road: RoadClass = RoadClass.NONE
    pavement: Fact = UNKNOWN
    lit: Fact = UNKNOWN
    surface: Fact = UNKNOWN
    access: Fact = UNKNOWN
    incline_pct: float | None = None
    slope_source: Source = Source.NONE
    width_mm: int | None = None
    seat: Fact = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A carriageway crossed, and all that is known of it.

    Parameters
    ----------
    kind
        How, as mapped.
    traffic
        How hard it is, as the rules see it.
    street
        Name of the street crossed, ``""`` unnamed.
    road
        Its class.
    speed_mph, lanes
        None unknown.
    oneway
        Traffic comes from one side only.
    kerb, tactile, sound
        Facts: kerbs dropped or flush; tactile paving; a signal to hear or feel.
    from_side, to_side
        Side of the crossed street stood on before and after.
    part, parts
        Which carriageway of a divided road this is, from 1; ``parts`` 1 for an ordinary road.
    at_door
        Crossed at the door, not at a corner.
    """

    kind: CrossingKind
    traffic: Traffic
    street: str
    road: RoadClass
    speed_mph: int | None = None
    lanes: int | None = None
    oneway: bool = False
    kerb: Fact = UNKNOWN
    tactile: Fact = UNKNOWN
    sound: Fact = UNKNOWN
    from_side: Compass = Compass.SOUTH
    to_side: Compass = Compass.NORTH
    part: int = 1
    parts: int = 1
    at_door: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """Steps taken.

    Parameters
    ----------
    count
        How many; None unknown.
    up
        True up, False down, None unknown.
    ramp, handrail
        Facts.
    stile
        They are the steps of a stile.
    """

    count: int | None = None
    up: bool | None = None
    ramp: Fact = UNKNOWN
    handrail: Fact = UNKNOWN
    stile: bool = False


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something to look out for.

    Parameters
    ----------
    name
        Its name, ``""`` where it has none.
    kind
        What it is, as data/rules/landmarks.toml names it, e.g. ``church``.
    distance_m
        From where one is, metres.
    side
        Side as one comes; NONE where it is on both, ahead or not known.
    ahead
        It is straight ahead.
    osm_id
        ``n`` or ``w`` with its number in OpenStreetMap.
    lat, lon
        Its nearest point, decimal degrees.
    """

    name: str
    kind: str
    distance_m: int
    side: Side = Side.NONE
    ahead: bool = False
    osm_id: str = ""
    lat: float = 0.0
    lon: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do on foot.

    Parameters
    ----------
    kind
        What one does.
    depart_s, duration_s
        When it starts, and how long it takes; a leg's steps sum exactly to the leg.
    length_m
        Whole metres; a leg's steps sum exactly to the leg.
    lat, lon
        Where it starts, decimal degrees.
    street
        Name of the street walked along (crossed, for a crossing), ``""`` unnamed.
    road
        Class of the street walked beside.
    way
        What is walked on.
    side
        The pavement's side of the street, as one walks.
    turn
        How the direction changes at its start; None at the start of a leg.
    heading_deg
        Direction at its start, degrees clockwise from north.
    crossing, flight
        For a crossing, for steps; else None.
    pavement, lit, surface
        The worst of its stretches: NO before UNKNOWN before YES.
    steepest_pct
        Steepest known slope as walked, up positive; None where nowhere known.
    narrowest_mm
        Narrowest known width; None where nowhere known.
    seat
        Somewhere to sit at its end.
    gates, lifts
        How many gates or barriers are passed, how many lifts taken.
    landmark
        What stands where it starts; for a stop or a door, where that is; None where nothing does
        that could not be mistaken.
    passed
        What one passes on the way; None alike.
    stretches
        The edges walked.
    points
        Its line, latitude and longitude.
    """

    kind: StepKind
    depart_s: int
    duration_s: int
    length_m: int
    lat: float
    lon: float
    street: str = ""
    road: RoadClass = RoadClass.NONE
    way: EdgeKind = EdgeKind.PATH
    side: Side = Side.NONE
    turn: Turn | None = None
    heading_deg: float = 0.0
    crossing: Crossing | None = None
    flight: Flight | None = None
    pavement: Fact = UNKNOWN
    lit: Fact = UNKNOWN
    surface: Fact = UNKNOWN
    steepest_pct: float | None = None
    narrowest_mm: int | None = None
    seat: Fact = UNKNOWN
    gates: int = 0
    lifts: int = 0
    landmark: Landmark | None = None
    passed: Landmark | None = None
    stretches: tuple[Stretch, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkLeg:
    """A walk: to the first stop, between two buses, from the last stop, or all the way.

    Parameters
    ----------
    start, end
        Where from, where to.
    depart_s, arrive_s
        Seconds of the service date.
    length_m
        Metres walked, rounded up.
    steps
        What to do, in order.
    points
        The whole line, latitude and longitude.
    """

    start: Place
    end: Place
    depart_s: int
    arrive_s: int
    length_m: int
    steps: tuple[Step, ...]
    points: tuple[Point, ...]

    @property
    def mode(self) -> Mode:
        """It is walked."""
        return Mode.WALK


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A stop called at.

    Parameters
    ----------
    stop
        Index of the stop in the timetable.
    stop_id, code, indicator
        As the timetable has them; ``indicator`` is what the pole says, e.g. "Stop B".
    name
        Its name as people say it, without the indicator.
    lat, lon
        Decimal degrees.
    arrive_s, depart_s
        Seconds of the service date.
    bay
        The indicator names one of several places to stand, e.g. "Bay 7".
    exact
        A time the driver keeps to; False when it is approximate.
    street
        Street it stands in, ``""`` unknown.
    side
        Side of the road, as the bus drives.
    shelter, seat, step_free
        Facts.
    """

    stop: int
    stop_id: str
    name: str
    lat: float
    lon: float
    arrive_s: int
    depart_s: int
    code: str = ""
    indicator: str = ""
    bay: bool = False
    exact: bool = True
    street: str = ""
    side: Side = Side.NONE
    shelter: Fact = UNKNOWN
    seat: Fact = UNKNOWN
    step_free: Fact = UNKNOWN

    @property
    def place(self) -> Place:
        """The stop as a place."""
        return Place(self.lat, self.lon, self.name, self.stop_id)


@dataclass(frozen=True, slots=True)
class Sign:
    """What is seen from the bus shortly before getting off.

    Parameters
    ----------
    call
        A stop passed.
    stops_left
        How many stops before getting off: 1 is the last before.
    landmark
        What stands near it; None when nothing named does.
    """

    call: Call
    stops_left: int
    landmark: Landmark | None = None


@dataclass(frozen=True, slots=True)
class OtherBus:
    """Another bus that calls while one waits: the number must be read.

    Parameters
    ----------
    route, headsign
        What it says in front.
    depart_s
        When it leaves.
    """

    route: str
    headsign: str
    depart_s: int


@dataclass(frozen=True, slots=True)
class Through:
    """The bus goes on as another route while one stays seated.

    Parameters
    ----------
    route, headsign
        What it says in front from then on.
    trip_id
        The trip it goes on as.
    at
        Name of the stop at which it changes.
    depart_s
        When it leaves from there.
    """

    route: str
    headsign: str
    trip_id: str
    at: str
    depart_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RideLeg:
    """One vehicle ridden.

    Parameters
    ----------
    mode
        What it is.
    route, headsign, agency
        What it says in front, and who runs it.
    route_id, trip_id
        Ids of the feed.
    service_date
        The date under which the trip stands in the feed: the day before for a night trip.
    calls
        Stops from getting on to getting off, both included.
    wait_s
        Seconds waited at the stop before it leaves.
    signs
        What is seen before getting off, first seen first.
    landmark
        What stands where one gets off; None where nothing does that could not be mistaken.
    others
        Other buses that leave from the same stop while one waits.
    numbers_here
        Numbers other than its own that leave from the same stop a while before and after.
    through
        Number changes while one stays seated.
    wheelchair
        Fact: it has a wheelchair space.
    announced
        Fact: stops are announced on board.
    ask_to_board, ask_to_alight
        The driver or operator must be asked first.
    points
        Its line, latitude and longitude.
    straight
        The line joins the stops; the streets driven are not known.
    """

    mode: Mode
    route: str
    headsign: str
    agency: str
    route_id: str
    trip_id: str
    service_date: dt.date
    calls: tuple[Call, ...]
    wait_s: int
    signs: tuple[Sign, ...] = ()
    landmark: Landmark | None = None
    others: tuple[OtherBus, ...] = ()
    numbers_here: tuple[str, ...] = ()
    through: tuple[Through, ...] = ()
    wheelchair: Fact = UNKNOWN
    announced: Fact = UNKNOWN
    ask_to_board: bool = False
    ask_to_alight: bool = False
    points: tuple[Point, ...] = ()
    straight: bool = True

    @property
    def board(self) -> Call:
        """Where to get on."""
        return self.calls[0]

    @property
    def alight(self) -> Call:
        """Where to get off."""
        return self.calls[-1]

    @property
    def depart_s(self) -> int:
        """When it leaves."""
        return self.board.depart_s

    @property
    def arrive_s(self) -> int:
        """When one gets off."""
        return self.alight.arrive_s

    @property
    def start(self) -> Place:
        """Where to get on."""
        return self.board.place

    @property
    def end(self) -> Place:
        """Where to get off."""
        return self.alight.place

    @property
    def stops_to_count(self) -> int:
        """Stops from getting on to getting off: get off at this one, the next stop being 1."""
        return len(self.calls) - 1


Leg = WalkLeg | RideLeg


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Something that the journey asks of whoever makes it.

    Parameters
    ----------
    kind
        What is asked, e.g. ``cross``; the kinds stand in data/rules/demands.toml.
    level
        0 hardly anything, 1 easy, 2 takes practice, 3 hard.
    leg, step
        Where in the journey: index of the leg, and of its step (None: the leg as a whole).
    lat, lon
        Where on the map.
    place
        Street or stop, ``""`` unnamed.
    detail
        What kind of it, e.g. the kind of crossing; ``""`` when there is one kind only.
    count
        How many: steps, bays, routes.
    value, unit
        How much, in the unit in which the levels are stated; None unknown or not a quantity.
    source
        Who says so; NONE where it rests on an unknown fact.
    """

    kind: str
    level: int
    leg: int
    step: int | None
    lat: float
    lon: float
    place: str = ""
    detail: str = ""
    count: int = 1
    value: float | None = None
    unit: str = ""
    source: Source = Source.MAPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A fact that the journey rests on and nobody has recorded.

    Parameters
    ----------
    fact
        Which, e.g. ``kerb``.
    leg
        Index of the leg.
    lat, lon
        Where to look.
    place
        Street, stop or bus, ``""`` unnamed.
    decides
        The cautious search refuses the journey for it; False when it is only good to know.
    matters_for
        Kind of demand it bears on: why it matters.
    length_m
        How far it extends, metres; 0 for a point.
    edges, osm_ways
        Where in the walk network and in OpenStreetMap.
    stop_id, trip_id
        For a stop, for a bus; else None.
    """

    fact: str
    leg: int
    lat: float
    lon: float
    place: str = ""
    decides: bool = False
    matters_for: str = ""
    length_m: int = 0
    edges: tuple[int, ...] = ()
    osm_ways: tuple[int, ...] = ()
    stop_id: str | None = None
    trip_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One journey, door to door.

    Parameters
    ----------
    date
        Service date from which all seconds count.
    zone
        Time zone of the feed's agency.
    depart_s, arrive_s
        Seconds of the service date.
    changes
        How often the bus is changed.
    walk_m
        Metres walked in all.
    burden_s
        Perceived seconds.
    stance
        The search that found it.
    confidence
        Whether unknown facts must be checked first.
    legs
        Walks and rides by turns.
    demands
        What it asks.
    unknowns
        What nobody has recorded: those that decide first.
    spare_s
        Seconds between arriving and the time asked for; None for a journey asked from its start.
    alternative
        Why it is offered beside better ones, as in :class:`~transit.route.query.Option`; ``""``
        for one that nothing betters.
    wheels
        Whether it is made in a wheelchair.
    """

    date: dt.date
    zone: ZoneInfo
    depart_s: int
    arrive_s: int
    changes: int
    walk_m: int
    burden_s: int
    stance: Stance
    confidence: Confidence
    legs: tuple[Leg, ...]
    demands: tuple[Demand, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    spare_s: int | None = None
    alternative: str = ""
    wheels: bool = False

    @property
    def duration_s(self) -> int:
        """Seconds from door to door."""
        return self.arrive_s - self.depart_s

    @property
    def rides(self) -> tuple[RideLeg, ...]:
        """The vehicles ridden, in order."""
        return tuple(leg for leg in self.legs if isinstance(leg, RideLeg))

    @property
    def walks(self) -> tuple[WalkLeg, ...]:
        """The walks, in order."""
        return tuple(leg for leg in self.legs if isinstance(leg, WalkLeg))
