"""Small cities by hand and by chance: streets, stops, timetables and the links to them."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from transit.kernels.arrays import WalkArrays, frozen
from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.parameters import Parameters
from transit.model.profile import Profile, Weights
from transit.model.riding import Riding
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.area import Area, StopPlaces
from transit.network.link import Link
from transit.network.timetable import Timetable
from transit.network.walk import WalkNetwork
from transit.read.parameters import read_parameters

DATE = dt.date(2024, 3, 5)
"""A Tuesday; 5 March 2024."""

ZONE = ZoneInfo("Europe/London")
YES, NO, OPEN = MAPPED_YES.code, MAPPED_NO.code, UNKNOWN.code


@dataclass(frozen=True)
class Edge:
    """One edge between corners, level, firm, with a pavement, unless something else is said."""

    u: int
    v: int
    metres: float
    kind: EdgeKind = EdgeKind.PAVEMENT
    crossing: CrossingKind = CrossingKind.NOT_A_CROSSING
    traffic: Traffic = Traffic.QUIET
    road: RoadClass = RoadClass.RESIDENTIAL
    pavement: int = YES
    kerb: int = YES
    surface: int = YES
    access: int = YES
    ramp: int = NO
    incline: float = 0.0
    width_mm: int = 2000
    steps: int = 0
    lit: int = OPEN


def street_network(
    n_corners: int, edges: Sequence[Edge], seats: Mapping[int, int] | None = None
) -> WalkNetwork:
    """Return a walk network of the given edges; ``seats`` are facts by corner, NO elsewhere."""
    n = len(edges)
    tails = np.array([edge.u for edge in edges] + [edge.v for edge in edges])
    heads = np.array([edge.v for edge in edges] + [edge.u for edge in edges])
    order = np.argsort(tails, kind="stable")
    first = np.searchsorted(tails[order], np.arange(n_corners + 1))
    arcs = WalkArrays(
        frozen(first, np.int32),
        frozen(heads[order], np.int32),
        frozen(np.tile(np.arange(n), 2)[order], np.int32),
        frozen(order < n),
    )
    seat = np.full(n_corners, NO, np.uint8)
    for corner, fact in (seats or {}).items():
        seat[corner] = fact

    def column(values: Sequence[Any], dtype: Any) -> Any:
        return frozen(np.array(values), dtype)

    open_facts = column([OPEN] * n, np.uint8)
    return WalkNetwork(
        corner_lat=column(51.5 + 0.001 * np.arange(n_corners), np.float64),
        corner_lon=column(-3.0 + 0.001 * np.arange(n_corners), np.float64),
        corner_node=column(range(n_corners), np.int64),
        corner_seat=frozen(seat),
        corner_component=column([0] * n_corners, np.int32),
        edge_u=column([edge.u for edge in edges], np.int32),
        edge_v=column([edge.v for edge in edges], np.int32),
        edge_kind=column([edge.kind for edge in edges], np.uint8),
        edge_length_mm=column([round(1000 * edge.metres) for edge in edges], np.int32),
        edge_way=column([0] * n, np.int32),
        edge_segment=column([-1] * n, np.int32),
        edge_turned=column([False] * n, np.bool_),
        edge_side=column([0] * n, np.int8),
        edge_road=column([edge.road for edge in edges], np.uint8),
        edge_speed_mph=column([30] * n, np.uint8),
        edge_lanes=column([0] * n, np.uint8),
        edge_oneway=column([False] * n, np.bool_),
        edge_traffic=column([edge.traffic for edge in edges], np.uint8),
        edge_crossing=column([edge.crossing for edge in edges], np.uint8),
        fact_pavement=column([edge.pavement for edge in edges], np.uint8),
        fact_kerb=column([edge.kerb for edge in edges], np.uint8),
        fact_tactile=open_facts,
        fact_sound=open_facts,
        fact_lit=column([edge.lit for edge in edges], np.uint8),
        fact_surface=column([edge.surface for edge in edges], np.uint8),
        fact_access=column([edge.access for edge in edges], np.uint8),
        fact_ramp=column([edge.ramp for edge in edges], np.uint8),
        fact_handrail=open_facts,
        fact_slope=open_facts,
        edge_incline_pct=column([edge.incline for edge in edges], np.float32),
        edge_width_mm=column([edge.width_mm for edge in edges], np.int32),
        edge_steps=column([edge.steps for edge in edges], np.int16),
        segment_first=column([0], np.int64),
        point_lat=column([], np.float64),
        point_lon=column([], np.float64),
        way_osm_id=column([1], np.int64),
        way_name=np.array(["High Street"], dtype=object),
        arcs=arcs,
    )


@dataclass(frozen=True)
class Line:
    """One pattern: stops, each trip's (arrival, departure) at each, rules and route.

    ``board`` and ``alight`` are GTFS's codes; regular everywhere when empty.
    """

    stops: Sequence[int]
    trips: Sequence[Sequence[tuple[int, int]]]
    board: Sequence[int] = ()
    alight: Sequence[int] = ()
    wheelchair: int = YES
    route: int = 0
    service: int = 0


SERVICES = np.array([[1, 1, 1], [0, 1, 0], [1, 0, 1], [0, 0, 1], [1, 0, 0]], bool)
"""On which of the day before DATE, DATE and the day after each service of a line runs."""


def clock(text: str) -> int:
    """Return "8:05" as seconds of the service day."""
    hours, minutes = text.split(":")
    return 3600 * int(hours) + 60 * int(minutes)


def every_trip(start: int, hops: Sequence[int], dwell: int = 0) -> list[tuple[int, int]]:
    """Return one trip's times: leaving at ``start``, so many seconds between stops."""
    times, now = [(start - dwell, start)], start
    for hop in hops:
        now += hop
        times.append((now, now + dwell))
        now += dwell
    return times


def timetable_of(
    n_stops: int, lines: Sequence[Line], wheelchair: Sequence[int] | None = None
) -> Timetable:
    """Return a timetable of the given patterns, running on DATE and the days beside it."""
    lines = [line for line in lines if line.trips]
    sizes = [len(line.stops) for line in lines]
    trips = [len(line.trips) for line in lines]
    times = [time for line in lines for trip in line.trips for time in trip]
    first = lambda counts: frozen(np.concatenate([[0], np.cumsum(counts)]), np.int32)  # noqa: E731
    codes = lambda name: frozen(  # noqa: E731
        [code for line in lines for code in (getattr(line, name) or [0] * len(line.stops))],
        np.uint8,
    )
    routes = [line.route for line in lines for _ in line.trips]
    names = [f"r{route}" for route in sorted({0, *routes})]
    n_trips = sum(trips)
    facts = list(wheelchair) if wheelchair is not None else [YES] * n_stops
    return Timetable(
        zone=ZONE,
        first_date=DATE - dt.timedelta(days=1),
        active=frozen(SERVICES),
        pattern_first_stop=first(sizes),
        pattern_stop=frozen([stop for line in lines for stop in line.stops], np.int32),
        pattern_board=codes("board"),
        pattern_alight=codes("alight"),
        pattern_wheelchair=frozen([line.wheelchair for line in lines], np.uint8),
        pattern_first_trip=first(trips),
        pattern_first_event=frozen(
            np.concatenate([[0], np.cumsum(np.array(sizes) * np.array(trips))]), np.int64
        ),
        arrival=frozen([time[0] for time in times], np.int32),
        departure=frozen([time[1] for time in times], np.int32),
        event_timepoint=frozen([1] * len(times), np.uint8),
        trip_service=frozen([line.service for line in lines for _ in line.trips], np.int32),
        trip_row=frozen(range(n_trips), np.int32),
        stops=pl.DataFrame(
            {
                "stop_id": [f"s{stop}" for stop in range(n_stops)],
                "name": [f"Stop {stop}" for stop in range(n_stops)],
                "wheelchair": pl.Series(facts, dtype=pl.UInt8),
            }
        ),
        trips=pl.DataFrame(
            {
                "trip_id": [f"t{trip}" for trip in range(n_trips)],
                "route": pl.Series(routes, dtype=pl.Int32),
                "next_trip": pl.Series([-1] * n_trips, dtype=pl.Int32),
            }
        ),
        routes=pl.DataFrame({"route_id": names, "agency": ["a"] * len(names)}),
    )


def area_of(
    folder: Path,
    walk: WalkNetwork,
    timetable: Timetable,
    stop_corner: Sequence[int],
    seats: Sequence[int] | None = None,
) -> Area:
    """Return an area of the parts; it has no index of links, so links are made by hand."""
    n_stops = len(stop_corner)
    return Area(
        folder=folder,
        cache=folder / "cache",
        edition="test",
        manifest={},
        walk=walk,
        timetable=timetable,
        stops=StopPlaces(
            corner=frozen(stop_corner, np.int32),
            side=frozen([0] * n_stops, np.int8),
            gap_m=frozen([0] * n_stops, np.float32),
            shelter=frozen([OPEN] * n_stops, np.uint8),
            seat=frozen(seats if seats is not None else [NO] * n_stops, np.uint8),
            street=frozen([-1] * n_stops, np.int32),
        ),
        places=pl.DataFrame(),
        link=cast("Any", None),
    )


def link_on(
    walk: WalkNetwork, edge: int, fraction: float, gap_m: float = 0.0, across: int = -1
) -> Link:
    """Return a link to an edge; ``across`` is a crossing edge made at the door to a second one.

    The second edge is the one numbered after the crossing edge.
    """
    joined = [(edge, -1)] + ([(across + 1, across)] if across >= 0 else [])
    entries = []
    for own, crossing in joined:
        entries.append((int(walk.edge_u[own]), own, fraction, False, crossing))
        entries.append((int(walk.edge_v[own]), own, 1 - fraction, True, crossing))
    corner, edges, share, forward, crosses = zip(*entries, strict=True)
    return Link(
        lat=51.5,
        lon=-3.0,
        edge=edge,
        fraction=fraction,
        gap_m=gap_m,
        entry_corner=frozen(corner, np.int32),
        entry_edge=frozen(edges, np.int32),
        entry_share=frozen(share, np.float64),
        entry_forward=frozen(forward, np.bool_),
        entry_crosses=frozen(crosses, np.int32),
    )


def plain_profile(**changed: Any) -> Profile:
    """Return a profile that can do much, with something changed."""
    values: dict[str, Any] = {
        "name": "plain",
        "label": "Somebody",
        "speed_m_s": 1.0,
        "longest_walk_m": 1000,
        "longest_change_walk_m": 300,
        "crossings": dict.fromkeys(CrossingKind, Traffic.FAST),
        "most_changes": 2,
        "at_stop_early_s": 120,
        "change_margin_s": 60,
        "arrive_early_s": 0,
        "weights": Weights(),
        "needs_pavement": False,
    }
    return Profile(**{**values, **changed})


def test_parameters() -> Parameters:
    """Return the shipped parameters."""
    return read_parameters()


test_parameters.__test__ = False  # type: ignore[attr-defined]


@dataclass(frozen=True)
class City:
    """A city made by chance, small enough to search by brute force.

    The first of its links are places near its stops, one each.
    """

    area: Area
    links: Sequence[Link]
    profiles: Sequence[Profile] = field(default_factory=tuple)
    lines: Sequence[Line] = field(default_factory=tuple)

    def with_lines(self, lines: Sequence[Line]) -> "City":
        """Return the city with another timetable."""
        facts = [int(fact) for fact in self.area.timetable.stops["wheelchair"]]
        timetable = timetable_of(len(facts), lines, facts)
        return replace(self, area=replace(self.area, timetable=timetable), lines=tuple(lines))


def random_city(seed: int, folder: Path) -> City:
    """Return a city with what search must get right: see the functions below for the shares."""
    chance = random.Random(seed)
    width, depth = chance.randint(3, 6), chance.randint(2, 3)
    edges = _random_streets(chance, width, depth)
    n_corners = 2 * width * depth
    seats = {
        corner: chance.choice([YES, NO, OPEN])
        for corner in range(n_corners)
        if chance.random() < 0.5
    }
    walk = street_network(n_corners, edges, seats)
    n_stops = chance.randint(6, 14)
    corners = [chance.randrange(n_corners) for _ in range(n_stops)]
    if chance.random() < 0.2:
        corners[0] = -1
    lines = random_lines(chance, n_stops)
    facts = [chance.choice([YES, YES, YES, NO, OPEN]) for _ in range(n_stops)]
    area = area_of(
        folder,
        walk,
        timetable_of(n_stops, lines, facts),
        corners,
        [chance.choice([YES, NO, OPEN]) for _ in range(n_stops)],
    )
    doors = [_random_link(chance, walk, edges, [corner]) for corner in corners]
    links = [*doors, *(_random_link(chance, walk, edges, corners) for _ in range(6))]
    return City(area, links, [random_profile(chance) for _ in range(3)], lines)


def _random_streets(chance: random.Random, width: int, depth: int) -> list[Edge]:
    """Return a grid whose every node is two corners, joined by a crossing, a lift or for nothing.

    It is long: most walks from one end to the other are too far, so that buses are needed.
    """

    def fact() -> int:
        return chance.choices([YES, NO, OPEN], [20, 1, 2])[0]

    def street(u: int, v: int, far: int) -> Edge:
        kind = chance.choices(
            [EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.STEPS, EdgeKind.ROADWAY], [6, 2, 1, 1]
        )[0]
        return Edge(
            u,
            v,
            far * chance.choice([40, 60, 80.5, 120, 200]),
            kind=kind,
            road=chance.choice([RoadClass.SERVICE, RoadClass.RESIDENTIAL, RoadClass.PRIMARY]),
            pavement=fact(),
            surface=fact(),
            access=chance.choices([YES, NO, OPEN], [40, 1, 1])[0],
            ramp=fact(),
            incline=chance.choice([0.0, 0.0, 0.0, 2.5, -4.0, 9.0, float("nan")]),
            width_mm=chance.choice([-1, 900, 1500, 2000, 2000]),
            steps=chance.choice([-1, 3, 20]) if kind == EdgeKind.STEPS else 0,
        )

    def corner(x: int, y: int, side: int) -> int:
        return 2 * (x * depth + y) + side

    edges = []
    for x in range(width):
        for y in range(depth):
            if chance.random() < 0.3:
                kind = chance.choices([EdgeKind.JOIN, EdgeKind.INDOOR], [4, 1])[0]
                edges.append(Edge(corner(x, y, 0), corner(x, y, 1), 0, kind=kind))
            else:
                edges.append(
                    Edge(
                        corner(x, y, 0),
                        corner(x, y, 1),
                        chance.choice([6, 8, 12]),
                        kind=EdgeKind.CROSSING,
                        crossing=chance.choice(list(CrossingKind)[1:]),
                        traffic=chance.choices(list(Traffic), [4, 2, 1, 1])[0],
                        kerb=fact(),
                    )
                )
            for dx, dy in ((1, 0), (0, 1)):
                if x + dx < width and y + dy < depth:
                    for side in (0, 1):
                        if chance.random() < 0.85:
                            edges.append(
                                street(
                                    corner(x, y, side), corner(x + dx, y + dy, side), 1 + 29 * dx
                                )
                            )
    return edges


def _random_link(
    chance: random.Random, walk: WalkNetwork, edges: Sequence[Edge], stops: Sequence[int]
) -> Link:
    """Return a link, mostly beside a stop: elsewhere few journeys have a ride."""
    places = [at for at, edge in enumerate(edges) if edge.kind != EdgeKind.JOIN]
    beside = [at for at in places if edges[at].u in stops or edges[at].v in stops]
    if beside and chance.random() < 0.8:
        easy = [
            at
            for at in beside
            if edges[at].metres <= 200
            and edges[at].kind in (EdgeKind.PAVEMENT, EdgeKind.PATH)
            and {edges[at].pavement, edges[at].surface, edges[at].access} == {YES}
        ]
        places = easy or beside
    crossings = [
        at
        for at, edge in enumerate(edges[:-1])
        if edge.kind == EdgeKind.CROSSING and edges[at + 1].kind != EdgeKind.JOIN
    ]
    across = chance.choice(crossings) if crossings and chance.random() < 0.4 else -1
    fraction = chance.choice([0.0, 0.25, 0.5, 0.7, 1.0])
    return link_on(walk, chance.choice(places), fraction, chance.choice([0.0, 3.25, 10.0]), across)


def random_lines(chance: random.Random, n_stops: int) -> list[Line]:
    """Return patterns with loops, hops of no time, restricted boarding and late trips.

    Many of them meet at the first two stops, so that one can change.
    """
    lines = []
    for _ in range(chance.randint(4, 12)):
        size = chance.choice([2, 2, 2, 3, 3, 4, 5, 7])
        stops = [chance.randrange(n_stops if chance.random() < 0.8 else 2) for _ in range(size)]
        wait = chance.random() < 0.5
        irregular = chance.random() < 0.5
        trips: list[list[tuple[int, int]]] = []
        start = clock("8:00") + 60 * chance.randint(0, 90)
        time_of_day = chance.random()
        if time_of_day < 0.15:
            start = clock("23:00") + 60 * chance.randint(0, 120)
        elif time_of_day < 0.25:
            start = clock("0:00") + 60 * chance.randint(0, 90)
        hops = [60 * chance.choice([0, 1, 2, 3, 5, 9]) for _ in range(size - 1)]
        for _ in range(chance.randint(1, 9)):
            own = [hop + 60 * chance.randint(0, 4) for hop in hops] if irregular else hops
            trip = every_trip(start, own, 60 * chance.randint(0, 2) if wait else 0)
            if trips:
                trip = _behind(trips[-1], trip)
            trips.append(trip)
            start = trip[0][1] + 60 * chance.choice([0, 4, 10, 15, 25])
        codes = lambda: chance.choices([0, 1, 2, 3], [12, 1, 1, 1], k=size)  # noqa: B023, E731
        lines.append(
            Line(
                stops,
                trips,
                codes() if chance.random() < 0.5 else (),
                codes() if chance.random() < 0.5 else (),
                chance.choice([YES, YES, NO, OPEN]),
                chance.randint(0, 2),
                chance.choice([0, 0, 0, 0, 1, 1, 2, 3]),
            )
        )
    return lines


def _behind(
    before: Sequence[tuple[int, int]], trip: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return a trip held back so that it overtakes the one before nowhere."""
    made, late = [], 0
    for (arrive, depart), (own_arrive, own_depart) in zip(before, trip, strict=True):
        late = max(late, arrive - own_arrive)
        here = own_arrive + late
        late = max(late, depart - own_depart)
        made.append((here, own_depart + late))
    return made


def random_profile(chance: random.Random) -> Profile:
    """Return a profile that uses some of the limits."""
    crossings = {
        kind: chance.choice([Traffic.QUIET, Traffic.BUSY, Traffic.FAST])
        for kind in list(CrossingKind)[1:]
        if chance.random() < 0.95
    }
    ride = chance.choice([1.0, 1.0, 1.5])
    return plain_profile(
        name=f"random-{chance.random()}",
        speed_m_s=chance.choice([0.5, 0.8, 1.3]),
        longest_walk_m=chance.choice([200, 400, 800, 1200]),
        longest_change_walk_m=chance.choice([0, 150, 300]),
        longest_total_walk_m=chance.choice([None, None, None, 300, 700]),
        rest_every_m=chance.choice([None, None, None, 100, 250]),
        chair=chance.random() < 0.2,
        most_steps=chance.choice([None, None, 0, 5]),
        steepest_pct=chance.choice([None, None, None, 5.0]),
        needs_dropped_kerbs=chance.random() < 0.1,
        needs_firm_surface=chance.random() < 0.1,
        needs_pavement=chance.random() < 0.3,
        narrowest_mm=chance.choice([None, None, None, 1000]),
        crossings=crossings,
        most_changes=chance.randint(0, 3),
        at_stop_early_s=chance.choice([0, 120, 300]),
        change_margin_s=chance.choice([0, 60, 180]),
        arrive_early_s=chance.choice([0, 300]),
        weights=Weights(
            walk=chance.choice([1.0, 2.0]),
            wait=chance.choice([1.5, 2.0]),
            wait_no_seat=chance.choice([2.0, 2.5]),
            ride=ride,
            change_s=chance.choice([0, 300, 900]),
            upward_slope=chance.choice([0.0, 0.1]),
        ),
    )


def with_rides_limited(city: City, seed: int) -> City:
    """Return the city with people whom rides may ask less, and streets of which some are lit."""
    chance = random.Random(seed)
    walk = city.area.walk
    lit = chance.choices([YES, NO, OPEN], [20, 1, 2], k=walk.edge_u.size)
    streets = replace(walk, fact_lit=frozen(lit, np.uint8))
    limited = [
        replace(
            profile,
            walks_unlit=chance.random() < 0.7,
            walks_on=tuple(
                road for road in (RoadClass.RESIDENTIAL, RoadClass.PRIMARY) if chance.random() < 0.3
            ),
            riding=random_riding(chance),
        )
        for profile in city.profiles
    ]
    return replace(city, area=replace(city.area, walk=streets), profiles=limited)


def random_riding(chance: random.Random) -> Riding:
    """Return what rides may ask: mostly one or two limits, which leave something to ride."""

    def hours(first: int, last: int) -> tuple[int, int]:
        start = clock("0:00") + 60 * chance.randint(60 * first, 60 * last)
        return start, start + 60 * chance.choice([5, 20, 60, 240, 900])

    seldom = lambda: chance.random() < 0.15  # noqa: E731
    return Riding(
        buses=chance.random() > 0.03,
        board_within=hours(0, 9) if chance.random() < 0.3 else None,
        not_within=tuple(
            hours(0, 24) if seldom() else hours(8, 10) for _ in range(chance.choice([0, 0, 1, 2]))
        ),
        longest_ride_s=60 * chance.choice([0, 2, 5, 9, 15]) if chance.random() < 0.4 else None,
        boards_where_several_call=not seldom(),
        gets_off_unannounced=not seldom(),
        asks_driver=not seldom(),
        changes_stop=not seldom(),
        changes_across=not seldom(),
    )
