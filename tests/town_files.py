"""A town small enough to know by heart, as files that the readers read: streets and one bus line.

::

    North Street  y=400   +-----+-----+-----+-----+
                          |     |     |     |     |
    Mill Lane     y=200   +-----+-----+-----+-----+      B's pole
                          |     |     |     |     |
    High Street   y=0     +--A--+-----+-----+--C--+      bus 7, eastbound
                  x=      0    300   600   900  1200

Streets run every 300 m east and 200 m north and have pavements on both sides. Bus 7 calls at West
End (x=150) and East End (x=1050) every 30 minutes from 7:00 to 19:00, Monday to Friday, and takes
four minutes. High Street has a zebra at x=320 and lights at x=880.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

LAT0: Final = 52.0
LON0: Final = -1.5
_METRES_A_DEGREE: Final = 111_195.08
_COS: Final = 0.6156614753
ACROSS: Final = (0, 300, 600, 900, 1200)
CROSSED_AT: Final = (320, 880)
UP: Final = {0: "High Street", 200: "Mill Lane", 400: "North Street"}
NORTHWARD: Final = ("Ash Road", "Beech Road", "Cedar Road", "Elm Road", "Fir Road")


def at(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude of a point, metres east and north of the corner."""
    return LAT0 + y / _METRES_A_DEGREE, LON0 + x / (_METRES_A_DEGREE * _COS)


@dataclass
class OsmFile:
    """Nodes and ways, written as OSM XML."""

    nodes: dict[tuple[float, float], tuple[int, dict[str, str]]] = field(default_factory=dict)
    ways: list[tuple[list[int], dict[str, str]]] = field(default_factory=list)

    def node(self, x: float, y: float, **tags: str) -> int:
        """Return the node at a point, made or tagged as needed."""
        number, known = self.nodes.setdefault((x, y), (len(self.nodes) + 1, {}))
        known.update(tags)
        return number

    def way(self, points: list[tuple[float, float]], **tags: str) -> None:
        """Add a way through points."""
        self.ways.append(([self.node(*point) for point in points], tags))

    def write(self, path: Path) -> Path:
        """Write the file and return its path."""
        path.write_text("\n".join(self._lines()), encoding="utf-8")
        return path

    def _lines(self) -> Iterator[str]:
        yield "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>"
        for (x, y), (number, tags) in self.nodes.items():
            lat, lon = at(x, y)
            yield f"<node id='{number}' version='1' lat='{lat:.7f}' lon='{lon:.7f}'>"
            yield from _tags(tags)
            yield "</node>"
        for number, (nodes, tags) in enumerate(self.ways, start=1):
            yield f"<way id='{number}' version='1'>"
            yield from (f"<nd ref='{node}'/>" for node in nodes)
            yield from _tags(tags)
            yield "</way>"
        yield "</osm>"


def _tags(tags: dict[str, str]) -> Iterator[str]:
    for key, value in tags.items():
        yield f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>"


def town() -> OsmFile:
    """Return the town's streets, houses, a river and places."""
    osm = OsmFile()
    pavements = {"sidewalk": "both", "lit": "yes", "surface": "asphalt"}
    for y, name in UP.items():
        kind = "secondary" if y == 0 else "residential"
        across = (*ACROSS, *CROSSED_AT) if y == 0 else ACROSS
        line = [(float(x), float(y)) for x in sorted(across)]
        osm.way(line, highway=kind, name=name, maxspeed="30 mph", **pavements)
    for x, name in zip(ACROSS, NORTHWARD, strict=True):
        line = [(float(x), float(y)) for y in UP]
        osm.way(line, highway="residential", name=name, maxspeed="20 mph", **pavements)
    osm.node(CROSSED_AT[0], 0, highway="crossing", crossing="zebra", kerb="lowered")
    osm.node(CROSSED_AT[1], 0, highway="crossing", crossing="traffic_signals", kerb="lowered")
    for x in range(40, 1200, 60):
        _square(osm, x, 30, 14, building="house")
    _square(osm, 620, 60, 80, leisure="park", name="Millfield Park")
    _square(osm, 1010, 30, 24, building="yes", amenity="library", name="East End Library")
    osm.way([(0.0, 330.0), (1200.0, 320.0)], waterway="river", name="River Leam")
    osm.node(600, 210, place="suburb", name="Millfield")
    osm.node(140, 215, amenity="cafe", name="Rosie's Café")
    return osm


def _square(osm: OsmFile, x: float, y: float, size: float, **tags: str) -> None:
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    osm.way([(float(a), float(b)) for a, b in corners], **tags)


def timetable() -> dict[str, str]:
    """Return the town's GTFS feed: file names and their text."""
    stops = {"west": ("West End", at(150, 6)), "east": ("East End", at(1050, 6))}
    trips = [(f"t{minutes}", minutes * 60) for minutes in range(7 * 60, 19 * 60 + 1, 30)]
    stop_rows = [f"{key},{name},{lat:.6f},{lon:.6f}" for key, (name, (lat, lon)) in stops.items()]
    times = []
    for trip, start in trips:
        times.append(f"{trip},{_clock(start)},{_clock(start)},west,1")
        times.append(f"{trip},{_clock(start + 240)},{_clock(start + 240)},east,2")
    return {
        "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
        "a,Town Buses,https://example.org,Europe/London\n",
        "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
        "start_date,end_date\nweek,1,1,1,1,1,0,0,20260105,20260227\n",
        "routes.txt": "route_id,agency_id,route_short_name,route_type\nr7,a,7,3\n",
        "stops.txt": "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *stop_rows]) + "\n",
        "trips.txt": "route_id,service_id,trip_id,trip_headsign\n"
        + "".join(f"r7,week,{trip},East End\n" for trip, _ in trips),
        "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        + "\n".join(times)
        + "\n",
    }


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def write_town(folder: Path) -> tuple[Path, Path]:
    """Write the town's street map and timetable.

    Returns
    -------
    tuple of Path
        The OSM file and the GTFS zip.
    """
    streets = town().write(folder / "town.osm")
    feed = folder / "town.gtfs.zip"
    with zipfile.ZipFile(feed, "w") as archive:
        for name, text in timetable().items():
            archive.writestr(name, text)
    return streets, feed
