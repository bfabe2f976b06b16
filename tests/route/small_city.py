"""A city small enough to know every step by arithmetic, on a metre grid; it can be mirrored.

::

                 Chapel Road
                     |
    home  -----------+-----A-------B------C------D---Z----   High Street
    x=-100           0    100     400    700   1000 1100
                     |                            hall (1040, south side)

Roads are 10 m wide from kerb to kerb line, so pavements lie 5 m off the centre line. The bus runs
east along High Street, on the left: the stops stand on the north side. Z is a zebra crossing.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from transit.kernels.arrays import TimetableArrays, WalkArrays, frozen
from transit.model.fact import MAPPED_NO, MAPPED_YES, Fact
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.area import Area, StopPlaces
from transit.network.landmarks import Landmarks, landmarks_of
from transit.network.link import Link
from transit.network.timetable import DayTimetable, Timetable
from transit.network.walk import WalkNetwork
from transit.read.parameters import read_parameters
from transit.read.streets import MappedLandmark
from transit.route.found import Found, Ride, Walk
from transit.route.query import Point, Query

if TYPE_CHECKING:
    from transit.network.link import LinkIndex

METRES_PER_DEGREE = 111_195.08
LAT0, LON0 = 51.5, -3.0
ZONE = ZoneInfo("Europe/London")
DATE = dt.date(2023, 6, 13)
NINE = 9 * 3600


@dataclass
class City:
    """Corners and edges on a metre grid; ``mirror`` turns east into west."""

    mirror: bool = False
    corners: list[tuple[float, float]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    segments: list[list[tuple[float, float]]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    seats: set[int] = field(default_factory=set)

    def latlon(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the grid lies."""
        east = -x if self.mirror else x
        cos = float(np.cos(np.radians(LAT0)))
        return LAT0 + y / METRES_PER_DEGREE, LON0 + east / (METRES_PER_DEGREE * cos)

    def corner(self, x: float, y: float) -> int:
        """Return the corner at a point, made where there is none."""
        if (x, y) not in self.corners:
            self.corners.append((x, y))
        return self.corners.index((x, y))

    def way(self, name: str) -> int:
        """Return the way of a name, made where there is none."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)

    def edge(self, start: tuple[float, float], end: tuple[float, float], **values: Any) -> int:
        """Add an edge between two points and return it; ``line`` is its centre line."""
        line = values.pop("line", None)
        segment = -1
        if line is not None:
            if line not in self.segments:
                self.segments.append(line)
            segment = self.segments.index(line)
        length = values.pop("length_mm", None)
        if length is None:
            length = round(1000 * float(np.hypot(end[0] - start[0], end[1] - start[1])))
        side = values.pop("side", 0)
        self.edges.append(
            {
                "u": self.corner(*start),
                "v": self.corner(*end),
                "kind": EdgeKind.PAVEMENT,
                "length_mm": length,
                "segment": segment,
                # A centre line seen in a mirror keeps its direction, so its sides change over.
                "side": -side if self.mirror else side,
                **values,
            }
        )
        return len(self.edges) - 1

    def road(
        self, name: str, start: tuple[float, float], end: tuple[float, float], **values: Any
    ) -> tuple[int, int]:
        """Add both pavements of a straight road east or north, as far as its ends say.

        ``inset`` shortens them at junctions: 5 m where another road crosses. Returns left, right.
        """
        first, last = values.pop("inset", (0, 0))
        line = [start, end]
        (x0, y0), (x1, y1) = start, end
        made = []
        for side in (-1, 1):
            if y0 == y1:
                ends = ((x0 + first, y0 - 5 * side), (x1 - last, y1 - 5 * side))
            else:
                ends = ((x0 + 5 * side, y0 + first), (x1 + 5 * side, y1 - last))
            made.append(
                self.edge(
                    *ends,
                    line=line,
                    side=side,
                    way=self.way(name),
                    road=RoadClass.RESIDENTIAL,
                    **values,
                )
            )
        return made[0], made[1]

    def crossing(
        self,
        name: str,
        start: tuple[float, float],
        end: tuple[float, float],
        kind: CrossingKind = CrossingKind.NONE,
        **values: Any,
    ) -> int:
        """Add a crossing edge."""
        return self.edge(
            start,
            end,
            kind=EdgeKind.CROSSING,
            crossing=kind,
            way=self.way(name),
            road=values.pop("road", RoadClass.RESIDENTIAL),
            access=values.pop("access", MAPPED_YES),
            **values,
        )

    def network(self) -> WalkNetwork:
        """Return it all as a walk network."""
        at = np.array([self.latlon(*corner) for corner in self.corners])
        n_edges = len(self.edges)

        def column(name: str, dtype: Any, default: Any = 0) -> Any:
            given = [edge.get(name, default) for edge in self.edges]
            return frozen(np.array([g.code if isinstance(g, Fact) else g for g in given]), dtype)

        points = [self.latlon(*point) for segment in self.segments for point in segment]
        lat_lon = np.array(points) if points else np.zeros((0, 2))
        seats = np.zeros(len(self.corners), np.uint8)
        seats[list(self.seats)] = MAPPED_YES.code
        u, v = column("u", np.int32), column("v", np.int32)
        facts = [
            "pavement",
            "kerb",
            "tactile",
            "sound",
            "lit",
            "surface",
            "access",
            "ramp",
            "handrail",
            "slope",
        ]
        return WalkNetwork(
            corner_lat=frozen(at[:, 0]),
            corner_lon=frozen(at[:, 1]),
            corner_node=frozen(np.arange(len(self.corners)), np.int64),
            corner_seat=frozen(seats),
            corner_component=frozen(np.zeros(len(self.corners)), np.int32),
            edge_u=u,
            edge_v=v,
            edge_kind=column("kind", np.uint8),
            edge_length_mm=column("length_mm", np.int32),
            edge_way=column("way", np.int32, -1),
            edge_segment=column("segment", np.int32, -1),
            edge_turned=column("turned", np.bool_, False),
            edge_side=column("side", np.int8),
            edge_road=column("road", np.uint8),
            edge_speed_mph=column("speed_mph", np.uint8),
            edge_lanes=column("lanes", np.uint8),
            edge_oneway=column("oneway", np.bool_, False),
            edge_traffic=column("traffic", np.uint8),
            edge_crossing=column("crossing", np.uint8),
            **{f"fact_{name}": column(name, np.uint8) for name in facts},
            edge_incline_pct=column("incline_pct", np.float32, np.nan),
            edge_width_mm=column("width_mm", np.int32, -1),
            edge_steps=column("steps", np.int16, -1),
            segment_first=frozen(
                np.cumsum([0, *(len(segment) for segment in self.segments)]), np.int64
            ),
            point_lat=frozen(lat_lon[:, 0]),
            point_lon=frozen(lat_lon[:, 1]),
            way_osm_id=frozen(1000 + np.arange(len(self.names)), np.int64),
            way_name=np.array(self.names, dtype=object),
            arcs=_arcs(u, v, len(self.corners), n_edges),
        )

    def link(self, x: float, y: float, edge: int, fraction: float, gap_m: float) -> Link:
        """Return a link to an edge: entry 0 leads to its u, entry 1 to its v."""
        lat, lon = self.latlon(x, y)
        ends = self.edges[edge]
        return Link(
            lat=lat,
            lon=lon,
            edge=edge,
            fraction=fraction,
            gap_m=gap_m,
            entry_corner=np.array([ends["u"], ends["v"]], np.int32),
            entry_edge=np.array([edge, edge], np.int32),
            entry_share=np.array([fraction, 1 - fraction]),
            entry_forward=np.array([False, True]),
            entry_crosses=np.array([-1, -1], np.int32),
        )


def _arcs(u: Any, v: Any, n_corners: int, n_edges: int) -> WalkArrays:
    tails, heads = np.concatenate([u, v]), np.concatenate([v, u])
    edges = np.concatenate([np.arange(n_edges)] * 2)
    forward = np.repeat([True, False], n_edges)
    order = np.argsort(tails, kind="stable")
    first = np.searchsorted(tails[order], np.arange(n_corners + 1))
    return WalkArrays(
        first_arc=frozen(first, np.int32),
        arc_head=frozen(heads[order], np.int32),
        arc_edge=frozen(edges[order], np.int32),
        arc_forward=frozen(forward[order], np.bool_),
    )


def arc_of(network: WalkNetwork, edge: int, *, forward: bool = True) -> int:
    """Return the arc of an edge that is walked one way."""
    arcs = network.arcs
    return int(np.flatnonzero((arcs.arc_edge == edge) & (arcs.arc_forward == forward))[0])


@dataclass(frozen=True)
class SmallCity:
    """The city of this module's drawing, with the journey from home to the hall and back."""

    city: City
    area: Area
    day: DayTimetable
    edges: dict[str, int]
    home: Link
    hall: Link

    def found(self) -> Found:
        """Return the journey: 207 m to A, the bus at 9:00, 180 m from D; 1 m/s, 3 min early."""
        to_stop = Walk(-1, 0, 207, 414, 207, self.arcs("chapel", "east"), 1, -1)
        # From D 100 m on, 10 m over the zebra, 60 of 100 m back on the other side, 10 m more.
        to_hall = Walk(3, -1, 180, 360, 180, self.arcs("end_north", "zebra"), -1, 1)
        ride = Ride(0, 0, 0, 3, NINE, NINE + 600)
        depart_s = NINE - 180 - 207
        return Found(depart_s, NINE + 600 + 180, 1800, 387, (to_stop, to_hall), (ride,))

    def arcs(self, *names: str) -> tuple[int, ...]:
        """Return the arcs of named edges; a minus walks it from v to u."""
        return tuple(
            arc_of(
                self.area.walk, self.edges[name.removeprefix("-")], forward=not name.startswith("-")
            )
            for name in names
        )

    def query(self, **values: Any) -> Query:
        """Return the question that the journey answers: be at the hall by 10."""
        asked = {
            "origin": Point(self.home.lat, self.home.lon, "home"),
            "destination": Point(self.hall.lat, self.hall.lon, "the hall"),
            "moment": dt.datetime(2023, 6, 13, 10),
            "arrive_by": True,
            "profile": walker(),
        }
        return Query(**{**asked, **values})


def walker(**values: Any) -> Profile:
    """Return somebody who walks 1 m/s and crosses anything."""
    given: dict[str, Any] = {
        "name": "walker",
        "label": "walks at 1 metre a second",
        "speed_m_s": 1.0,
        "longest_walk_m": 2000,
        "longest_change_walk_m": 500,
        "crossings": dict.fromkeys(CrossingKind, Traffic.FAST),
        "most_changes": 2,
        "at_stop_early_s": 180,
        "change_margin_s": 60,
        "arrive_early_s": 0,
    }
    return Profile(**{**given, **values})


def small_city(*, mirror: bool = False) -> SmallCity:
    """Return the city of this module's drawing."""
    city = City(mirror)
    edges: dict[str, int] = {}
    high, chapel = "High Street", "Chapel Road"
    lit = {"lit": MAPPED_YES, "pavement": MAPPED_YES, "surface": MAPPED_YES, "access": MAPPED_YES}
    edges["west"], edges["west_south"] = city.road(high, (-200, 0), (0, 0), inset=(0, 5), **lit)
    edges["east"], edges["east_south"] = city.road(high, (0, 0), (100, 0), inset=(5, 0), **lit)
    edges["on_north"], edges["on_south"] = city.road(high, (100, 0), (1000, 0), **lit)
    edges["end_north"], edges["end_south"] = city.road(high, (1000, 0), (1100, 0), **lit)
    edges["north_west"], edges["north_east"] = city.road(
        chapel, (0, 0), (0, 200), inset=(5, 0), lit=MAPPED_NO
    )
    edges["chapel"] = city.crossing(chapel, (-5, 5), (5, 5), speed_mph=20, kerb=MAPPED_YES)
    edges["high_west"] = city.crossing(
        high, (-5, 5), (-5, -5), CrossingKind.SIGNALS_AT_JUNCTION, traffic=Traffic.BUSY
    )
    edges["zebra"] = city.crossing(
        high, (1100, 5), (1100, -5), CrossingKind.ZEBRA, traffic=Traffic.BUSY, speed_mph=30, lanes=2
    )
    home = city.link(-100, 12, edges["west"], 100 / 195, 7.0)
    hall = city.link(1040, -15, edges["end_south"], 0.4, 10.0)
    walk = city.network()
    timetable, day = _timetable(city)
    area = Area(
        folder=Path("area"),
        cache=Path("cache"),
        edition="test",
        manifest={},
        walk=walk,
        timetable=timetable,
        stops=_stop_places(city),
        places=_places(city),
        link=cast("LinkIndex", None),
        landmarks=_landmarks(city, walk),
    )
    return SmallCity(city, area, day, edges, home, hall)


def _stop_places(city: City) -> StopPlaces:
    corners = [city.corner(100, 5), -1, -1, city.corner(1000, 5)]
    side = 1 if city.mirror else -1
    return StopPlaces(
        corner=np.array(corners, np.int32),
        side=np.array([side, 0, 0, side], np.int8),
        gap_m=np.zeros(4, np.float32),
        shelter=np.array([MAPPED_YES.code, 0, 0, 0], np.uint8),
        seat=np.array([MAPPED_NO.code, 0, 0, 0], np.uint8),
        street=np.array([city.way("High Street"), -1, -1, city.way("High Street")], np.int32),
    )


def _places(city: City) -> pl.DataFrame:
    rows = [("n3", "amenity=pub", "The Ship", *city.latlon(400, 200))]
    return pl.DataFrame(rows, schema=["osm_id", "kind", "name", "lat", "lon"], orient="row")


def _landmarks(city: City, walk: WalkNetwork) -> Landmarks:
    """A church north and a hairdresser south of The Green, a pub far off, a phone box at C."""
    rows = [
        ("n1", "church", "Saint Mary's", 700, 19),
        ("n2", "hairdresser", "Snips", 700, -5),
        ("n3", "pub", "The Ship", 400, 200),
        ("n4", "library", "", 1090, -14),
        ("n5", "post_box", "", -100, 12),
    ]
    mapped = [
        MappedLandmark(osm_id, kind, name, (city.latlon(x, y),))
        for osm_id, kind, name, x, y in rows
    ]
    return landmarks_of(mapped, walk, read_parameters())


def _timetable(city: City) -> tuple[Timetable, DayTimetable]:
    """Route 1 A-B-C-D at 9:00 (200 s a hop), then as 2 D-B' at 9:12; route 8 from A at 8:58."""
    names = ["Chapel Corner", "Mill Lane", "The Green", "Town Hall"]
    at = [city.latlon(x, 5) for x in (100, 400, 700, 1000)]
    stops = pl.DataFrame(
        {
            "stop_id": ["A", "B", "C", "D"],
            "name": names,
            "code": ["a", "b", "c", "d"],
            "indicator": ["Stop A", None, None, None],
            "lat": [lat for lat, _ in at],
            "lon": [lon for _, lon in at],
            "parent": [-1] * 4,
            "platform": [""] * 4,
            "wheelchair": np.array([MAPPED_YES.code, 0, 0, 0], np.uint8),
            "bearing": np.array([270 if city.mirror else 90, *[np.nan] * 3], np.float32),
            "street": [""] * 4,
            "feed": ["f"] * 4,
        }
    )
    trips = pl.DataFrame(
        {
            "trip_id": ["t1", "t2", "t8"],
            "route": [0, 1, 2],
            "headsign": ["Town", "Docks", "Hospital"],
            "block_id": ["x", "x", ""],
            "wheelchair": np.zeros(3, np.uint8),
            "shape": [-1, -1, -1],
            "next_trip": [1, -1, -1],
        }
    )
    routes = pl.DataFrame(
        {
            "route_id": ["r1", "r2", "r8"],
            "short_name": ["1", "2", "8"],
            "long_name": ["", "", ""],
            "type": [3, 3, 3],
            "agency": ["City Buses"] * 3,
            "feed": ["f"] * 3,
        }
    )
    first_stop = frozen([0, 4, 6, 8], np.int32)
    stop = frozen([0, 1, 2, 3, 3, 1, 0, 2], np.int32)
    first_trip = frozen([0, 1, 2, 3], np.int32)
    first_event = frozen([0, 4, 6, 8], np.int64)
    hops = [0, 200, 400, 600, 720, 1000, -120, 60]
    times = frozen([NINE + hop for hop in hops], np.int32)
    ones, zeros = frozen(np.ones(8), np.uint8), frozen(np.zeros(8), np.uint8)
    order = np.argsort(stop, kind="stable")
    pattern = np.repeat([0, 1, 2], [4, 2, 2])
    position = np.array([0, 1, 2, 3, 0, 1, 0, 1])
    timetable = Timetable(
        zone=ZONE,
        first_date=DATE,
        active=np.ones((1, 1), np.bool_),
        pattern_first_stop=first_stop,
        pattern_stop=stop,
        pattern_board=zeros,
        pattern_alight=zeros,
        pattern_wheelchair=frozen([0, 0, 0], np.uint8),
        pattern_first_trip=first_trip,
        pattern_first_event=first_event,
        arrival=times,
        departure=times,
        event_timepoint=frozen([1, 0, 0, 1, 1, 1, 1, 1], np.uint8),
        trip_service=frozen([0, 0, 0], np.int32),
        trip_row=frozen([0, 1, 2], np.int32),
        stops=stops,
        trips=trips,
        routes=routes,
    )
    arrays = TimetableArrays(
        pattern_first_stop=first_stop,
        pattern_stop=stop,
        pattern_board=ones,
        pattern_alight=ones,
        pattern_first_trip=first_trip,
        pattern_first_event=first_event,
        arrival=times,
        departure=times,
        stop_first_visit=frozen(np.searchsorted(stop[order], np.arange(5)), np.int32),
        visit_pattern=frozen(pattern[order], np.int32),
        visit_position=frozen(position[order], np.int32),
    )
    day = DayTimetable(
        date=DATE,
        arrays=arrays,
        trip_index=frozen([0, 1, 2], np.int32),
        pattern_index=frozen([0, 1, 2], np.int32),
        pattern_shift_s=frozen([0, 0, 0], np.int32),
    )
    return timetable, day
