"""From a journey as found to a journey explained to its smallest step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from zoneinfo import ZoneInfo

from transit.model.clock import to_service_s
from transit.model.demand_rules import DemandRules
from transit.model.fact import Stance
from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.model.streets import RoadClass
from transit.network.area import Area
from transit.network.link import Link
from transit.network.timetable import DayTimetable
from transit.read.demands import read_demand_rules
from transit.read.landmark_rules import LandmarkRules, read_landmark_rules
from transit.read.parameters import read_parameters
from transit.read.rules import Rules
from transit.route.context import Context
from transit.route.daylight import Twilight, daylight
from transit.route.demands import demands_in
from transit.route.found import Found, Ride, Walk
from transit.route.grouping import StepRules
from transit.route.journey import (
    Confidence,
    Journey,
    Leg,
    Place,
    Point,
    RideLeg,
    Side,
    Step,
    StepKind,
    WalkLeg,
)
from transit.route.landmark_limits import LandmarkLimits
from transit.route.landmarks import Sights
from transit.route.pieces import LineOf, line_of_edges, pieces_of
from transit.route.query import Answer, Query
from transit.route.query import Point as QueryPoint
from transit.route.rides import RideRules, ride_leg
from transit.route.sights import with_ride_sights, with_walk_sights
from transit.route.steps import steps_of, whole_metres
from transit.route.stop_names import is_bay, stop_name, with_bay
from transit.route.turns import TurnLimits
from transit.route.unknowns import unknowns_of


@dataclass(frozen=True, slots=True)
class Telling:
    """How journeys are told.

    Parameters
    ----------
    steps, rides
        What makes a step; what is said of a ride.
    demands
        Levels by kind of demand.
    twilight
        What counts as dark.
    sights, landmarks
        How near a landmark is, and what is one.
    shared_roads
        Roads walked on without a pavement.
    """

    steps: StepRules
    rides: RideRules
    demands: DemandRules
    twilight: Twilight
    sights: LandmarkLimits
    landmarks: LandmarkRules
    shared_roads: frozenset[RoadClass] = frozenset()

    @classmethod
    def of(cls, parameters: Parameters, demands: DemandRules) -> "Telling":
        """Return the way of telling that the parameters state.

        Parameters
        ----------
        parameters
            The shipped ones, or a council's own.
        demands
            Levels by kind of demand.

        Returns
        -------
        Telling
            For :func:`explain`.
        """
        steps = StepRules(
            TurnLimits.of(parameters),
            shortest_m=parameters.number("shortest_step_m"),
            short_m=parameters.number("short_step_m"),
            median_walk_m=parameters.number("median_walk_m"),
        )
        names = parameters["shared_surface_roads"].value
        shared = frozenset(
            RoadClass[str(name)] for name in (names if isinstance(names, list) else [names])
        )
        return cls(
            steps,
            RideRules.of(parameters),
            demands,
            Twilight.of(parameters),
            LandmarkLimits.of(parameters),
            read_landmark_rules(),
            shared,
        )


@cache
def shipped_telling() -> Telling:
    """Return the way of telling that ships with the package.

    Returns
    -------
    Telling
        Read once.
    """
    return Telling.of(read_parameters(), read_demand_rules())


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer with its journeys explained.

    Parameters
    ----------
    answer
        What was asked and found.
    journeys
        Its journeys, in the same order.
    zone
        Time zone of the area's timetable.
    """

    answer: Answer
    journeys: tuple[Journey, ...]
    zone: ZoneInfo


def explain_answer(
    area: Area, answer: Answer, rules: Rules, telling: Telling | None = None
) -> Explained:
    """Explain every journey of an answer.

    Parameters
    ----------
    area
        The area that was searched.
    answer
        What was found.
    rules
        Rules for streets.
    telling
        How journeys are told; as shipped when None.

    Returns
    -------
    Explained
        The answer and its journeys.
    """
    day = answer.day
    if day is None:
        return Explained(answer, (), area.timetable.zone)
    told = telling or shipped_telling()
    line_of = line_of_edges(area.walk, rules)
    teller = _Teller(area, day, answer.query, line_of, answer.origin, answer.destination, told, {})
    journeys = tuple(
        replace(
            _explained(teller, option.found, option.stance, rules), alternative=option.alternative
        )
        for option in answer.options
    )
    return Explained(answer, journeys, area.timetable.zone)


def explain(
    area: Area,
    day: DayTimetable,
    found: Found,
    query: Query,
    stance: Stance,
    rules: Rules,
    *,
    origin: Link | None,
    destination: Link | None,
    telling: Telling | None = None,
) -> Journey:
    """Explain one journey to its smallest step.

    Parameters
    ----------
    area
        The area that was searched.
    day
        The service day that was searched.
    found
        The journey as found.
    query
        What was asked.
    stance
        The search that found it.
    rules
        Rules for streets.
    origin, destination
        How its two ends join the streets.
    telling
        How journeys are told; as shipped when None.

    Returns
    -------
    Journey
        With its legs, demands and unknown facts.
    """
    told = telling or shipped_telling()
    line_of = line_of_edges(area.walk, rules)
    teller = _Teller(area, day, query, line_of, origin, destination, told, {})
    return _explained(teller, found, stance, rules)


def _explained(teller: "_Teller", found: Found, stance: Stance, rules: Rules) -> Journey:
    area, day, query, told = teller.area, teller.day, teller.query, teller.telling
    legs = teller.legs(found)
    journey = Journey(
        date=day.date,
        zone=area.timetable.zone,
        depart_s=found.depart_s,
        arrive_s=found.arrive_s,
        changes=found.changes,
        walk_m=found.length_m,
        burden_s=found.burden_s,
        stance=stance,
        confidence=Confidence.CONFIRMED if stance is Stance.CAUTIOUS else Confidence.CHECK,
        legs=legs,
        unknowns=unknowns_of(legs, query.profile, stance, rules, told.shared_roads),
        spare_s=_spare_s(area, day, found, query),
        wheels=query.profile.chair,
    )
    light = daylight(day.date, query.origin.lat, query.origin.lon, journey.zone, told.twilight)
    return replace(journey, demands=demands_in(journey, Context(light=light), told.demands))


def _spare_s(area: Area, day: DayTimetable, found: Found, query: Query) -> int | None:
    if not query.arrive_by:
        return None
    return to_service_s(query.moment, day.date, area.timetable.zone) - found.arrive_s


@dataclass(frozen=True, slots=True)
class _Teller:
    """What every leg of an answer's journeys is told with; ``walks`` those already told."""

    area: Area
    day: DayTimetable
    query: Query
    line_of: LineOf
    origin: Link | None
    destination: Link | None
    telling: Telling
    walks: dict[Walk, WalkLeg | None]

    def legs(self, found: Found) -> tuple[Leg, ...]:
        """Walks and rides by turns; a change at the same stop has no walk."""
        made: list[Leg] = []
        now_s = found.depart_s
        for index, walk in enumerate(found.walks):
            leg = self._walk(walk, now_s)
            if leg is not None:
                made.append(leg)
                now_s = leg.arrive_s
            if index < len(found.rides):
                ride = found.rides[index]
                made.append(self._ride(ride, now_s))
                now_s = ride.arrive_s
        return tuple(made)

    def _ride(self, ride: Ride, ready_s: int) -> RideLeg:
        leg = ride_leg(self.area, self.day, ride, ready_s, self.telling.rides)
        sights = self._sights()
        return leg if sights is None else with_ride_sights(sights, leg)

    def _sights(self) -> Sights | None:
        """What is seen; None in an area that was built before landmarks were kept."""
        if self.area.landmarks is None:
            return None
        return Sights(self.area.landmarks, self.telling.landmarks, self.telling.sights)

    def _walk(self, walk: Walk, depart_s: int) -> WalkLeg | None:
        if walk not in self.walks:
            self.walks[walk] = self._told(walk, depart_s)
        told = self.walks[walk]
        return told if told is None else _begun_at(told, depart_s)

    def _told(self, walk: Walk, depart_s: int) -> WalkLeg | None:
        pieces = pieces_of(self.area.walk, walk, self.origin, self.destination, self.line_of)
        start, end = (
            self._place(walk.from_stop, self.query.origin),
            self._place(walk.to_stop, self.query.destination),
        )
        if not pieces and start == end:
            return None
        steps = steps_of(self.area.walk, pieces, depart_s, walk.time_s, self.telling.steps)
        steps = whole_metres(steps, walk.length_m)
        if walk.from_stop != NONE and steps and steps[0].kind is StepKind.LEAVE:
            # From a stop straight to the door: nobody goes out.
            steps = (replace(steps[0], kind=StepKind.ARRIVE), *steps[1:])
        if walk.to_stop != NONE:
            steps = (*steps, _standing(StepKind.STOP, steps, end, depart_s + walk.time_s))
        elif not steps or steps[-1].kind is not StepKind.ARRIVE:
            steps = (*steps, _standing(StepKind.ARRIVE, steps, end, depart_s + walk.time_s))
        sights = self._sights()
        if sights is not None:
            sight_m = self.telling.steps.turns.sight_m
            steps = with_walk_sights(sights, steps, end, sight_m)
        return WalkLeg(
            start=start,
            end=end,
            depart_s=depart_s,
            arrive_s=depart_s + walk.time_s,
            length_m=walk.length_m,
            steps=steps,
            points=_joined_points(((start.lat, start.lon),), steps, ((end.lat, end.lon),)),
        )

    def _place(self, stop: int, point: QueryPoint) -> Place:
        if stop == NONE:
            return Place(point.lat, point.lon, point.name)
        row = self.area.timetable.stops.row(stop, named=True)
        indicator = row["indicator"] or ""
        name = stop_name(str(row["name"]), indicator)
        if is_bay(indicator, self.telling.rides.bay_words):
            name = with_bay(name, indicator)
        return Place(float(row["lat"]), float(row["lon"]), name, str(row["stop_id"]))


def _begun_at(leg: WalkLeg, depart_s: int) -> WalkLeg:
    """The same walk at another hour."""
    later_s = depart_s - leg.depart_s
    if later_s == 0:
        return leg
    steps = tuple(replace(step, depart_s=step.depart_s + later_s) for step in leg.steps)
    return replace(leg, depart_s=depart_s, arrive_s=leg.arrive_s + later_s, steps=steps)


def _standing(kind: StepKind, steps: Sequence[Step], place: Place, at_s: int) -> Step:
    """Arrived: no time, no length, only where one is."""
    here: Point = (place.lat, place.lon)
    last = steps[-1] if steps else None
    points = (last.points[-1], here) if last else (here, here)
    return Step(
        kind=kind,
        depart_s=at_s,
        duration_s=0,
        length_m=0,
        lat=points[0][0],
        lon=points[0][1],
        street=last.street if last else "",
        side=last.side if last else Side.NONE,
        points=points,
    )


def _joined_points(
    first: Sequence[Point], steps: Sequence[Step], last: Sequence[Point]
) -> tuple[Point, ...]:
    made: list[Point] = []
    for point in (*first, *(point for step in steps for point in step.points), *last):
        if not made or made[-1] != point:
            made.append(point)
    return tuple(made) if len(made) > 1 else (made[0], made[0])
