"""A nation small enough to count by hand: the little town as two areas, and a bus elsewhere.

::

    west half: x -50..600          east half: x 600..1250
    West End (150)  Mid (300)      East End (1050)  Fir (1200)         Far, two degrees north

Bus 7 runs 49 times from West End to East End, bus W twice from West End to Mid, bus E three times
from East End to Fir, bus F once where neither area is.
"""

import zipfile
from pathlib import Path

from town_files import at, timetable, town

WEST, EAST = ((*at(-50, -50), *at(600, 450)), (*at(600.001, -50), *at(1250, 450)))
"""Boxes: south, west, north, east."""


def nation_feed() -> dict[str, str]:
    """Return the nation's GTFS feed: file names and their text."""
    feed = timetable()
    places = {"mid": at(300, 6), "fir": at(1200, 6), "far1": (54.0, -1.5), "far2": (54.01, -1.5)}
    feed["stops.txt"] += "".join(
        f"{key},{key.title()},{lat:.6f},{lon:.6f}\n" for key, (lat, lon) in places.items()
    )
    feed["routes.txt"] += "rw,a,W,3\nre,a,E,3\nrf,a,F,3\n"
    for name, n_trips, stops in (
        ("w", 2, ("west", "mid")),
        ("e", 3, ("east", "fir")),
        ("f", 1, ("far1", "far2")),
    ):
        for number in range(n_trips):
            feed["trips.txt"] += f"r{name},week,{name}{number},\n"
            for place, stop in enumerate(stops):
                clock = f"{8 + number:02}:{place * 5:02}:00"
                feed["stop_times.txt"] += f"{name}{number},{clock},{clock},{stop},{place}\n"
    return feed


def write_nation(folder: Path) -> tuple[Path, Path, Path]:
    """Write the street map, the feed and the list of areas.

    Returns
    -------
    tuple of Path
        The OSM file, the GTFS zip and the CSV.
    """
    folder.mkdir(parents=True, exist_ok=True)
    streets = town().write(folder / "nation.osm")
    feed = folder / "nation.gtfs.zip"
    with zipfile.ZipFile(feed, "w") as archive:
        for name, text in nation_feed().items():
            archive.writestr(name, text)
    listed = folder / "areas.csv"
    rows = [f"{name},{','.join(map(str, box))}\n" for name, box in (("West", WEST), ("East", EAST))]
    listed.write_text("name,south,west,north,east\n" + "".join(rows))
    return streets, feed, listed
