"""Two lanes about which little is mapped, and things seen there."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

from town_files import OsmFile, at, timetable

from transit.model.fact import State
from transit.model.observation import Observation
from transit.network.area import Area
from transit.network.build import build_area
from transit.network.store import open_area

DAY = dt.date(2026, 10, 5)
LANE, PATH, STEPS, BACK, GATED = 1, 2, 3, 4, 5


def lanes() -> OsmFile:
    """Two lanes, joined by a path, steps and a gated path.

    ::

        Back Lane  y=230   +-------+--------------+
                           |    steps             |
                           |       + y=200       path with a gate at y=100
                           |       | path         |
        Long Lane  y=0  +--A-------+-----x--------+----+
                        x= 0      150   300      450  600

    x is a crossing of which no more is known. Both lanes have pavements; nothing else is mapped.
    """
    osm = OsmFile()
    both = {"highway": "residential", "sidewalk": "both", "maxspeed": "30 mph"}
    points = [(float(x), 0.0) for x in (0, 150, 300, 450, 600)]
    osm.way(points, name="Long Lane", **both)
    osm.way([(150.0, 0.0), (150.0, 200.0)], highway="footway")
    osm.way([(150.0, 200.0), (150.0, 230.0)], highway="steps")
    osm.way([(0.0, 230.0), (150.0, 230.0), (450.0, 230.0)], name="Back Lane", **both)
    osm.way([(450.0, 0.0), (450.0, 100.0), (450.0, 230.0)], highway="footway")
    osm.node(300, 0, highway="crossing")
    osm.node(450, 100, barrier="gate")
    return osm


def build_lanes(folder: Path) -> Area:
    """Build the lanes with a bus on Long Lane."""
    streets = lanes().write(folder / "lanes.osm")
    stops = {"west": at(60, 6), "east": at(540, 6)}
    rows = [f"{key},{key},{lat:.6f},{lon:.6f}" for key, (lat, lon) in stops.items()]
    tables = timetable() | {
        "stops.txt": "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *rows]) + "\n"
    }
    with zipfile.ZipFile(folder / "bus.zip", "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    build_area(streets, [folder / "bus.zip"], folder / "area", draw_map=False)
    return open_area(folder / "area")


def seen(fact: str, x: float = 0, y: float = 0, /, **more: Any) -> Observation:
    """Say that something was seen at a point in metres; at an id where one is given."""
    if not {"stop_id", "route", "opportunity"} & set(more):
        more["lat"], more["lon"] = at(x, y)
    if not {"state", "number", "crossing"} & set(more):
        more["state"] = State.YES
    return Observation(fact=fact, **{"seen_on": DAY, "seen_by": "trainer", **more})
