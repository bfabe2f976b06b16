"""The publisher's own rows for one date, read with Python's csv."""

import csv
import datetime as dt
import io
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.truth.ground import Point


@dataclass(frozen=True)
class Feed:
    """The publisher's rows for one date."""

    date: dt.date
    stops: dict[str, dict[str, str]]
    trips: dict[str, dict[str, str]]
    numbers: dict[str, str]
    calls: dict[str, list[dict[str, str]]]
    running: frozenset[str]
    shapes: dict[str, list[Point]]
    at_stop: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def seconds(self, text: str) -> int:
        """Return seconds of ``HH:MM:SS``."""
        hours, minutes, rest = map(int, text.split(":"))
        return hours * 3600 + minutes * 60 + rest

    def others(self, stop_id: str, depart_s: int, own: str, within_s: int) -> set[str]:
        """Return other numbers that leave a stop about then."""
        return {
            number
            for leaves, number in self.at_stop.get(stop_id, ())
            if abs(leaves - depart_s) <= within_s and number != own
        }


def read_feed(path: Path, date: dt.date) -> Feed:
    """Return the rows of a feed that matter on a date."""
    with zipfile.ZipFile(path) as archive:

        def rows(name: str) -> list[dict[str, str]]:
            with archive.open(name) as opened:
                return list(csv.DictReader(io.TextIOWrapper(opened, "utf-8-sig")))

        day, name = date.strftime("%Y%m%d"), date.strftime("%A").lower()
        running = {
            row["service_id"]
            for row in rows("calendar.txt")
            if row[name] == "1" and row["start_date"] <= day <= row["end_date"]
        }
        for row in rows("calendar_dates.txt"):
            if row["date"] == day:
                change_of = running.add if row["exception_type"] == "1" else running.discard
                change_of(row["service_id"])
        trips = {r["trip_id"]: r for r in rows("trips.txt") if r["service_id"] in running}
        numbers = {r["route_id"]: r["route_short_name"] or r["route_long_name"]
                   for r in rows("routes.txt")}  # fmt: skip
        calls = defaultdict(list)
        for row in rows("stop_times.txt"):
            if row["trip_id"] in trips:
                calls[row["trip_id"]].append(row)
        drawn = defaultdict(list)
        for row in rows("shapes.txt"):
            drawn[row["shape_id"]].append(row)
        stops = {row["stop_id"]: row for row in rows("stops.txt")}
    shapes = {
        shape: [(float(r["shape_pt_lat"]), float(r["shape_pt_lon"]))
                for r in sorted(points, key=lambda r: int(r["shape_pt_sequence"]))]
        for shape, points in drawn.items()
    }  # fmt: skip
    made = Feed(date, stops, trips, numbers, dict(calls), frozenset(running), shapes)
    for trip, called in calls.items():
        called.sort(key=lambda row: int(row["stop_sequence"]))
        number = numbers[trips[trip]["route_id"]]
        for row in called[:-1]:
            if row["pickup_type"] in ("", "0", "2", "3"):
                leaves = made.seconds(row["departure_time"])
                made.at_stop.setdefault(row["stop_id"], []).append((leaves, number))
    return made
