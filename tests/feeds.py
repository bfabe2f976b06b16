"""Tiny GTFS feeds from a few lines of Python.

::

    path = write_feed(
        tmp_path / "feed.zip",
        stops={"A": (51.50, -3.0), "B": (51.51, -3.0)},
        trips=[trip("t1", "A 08:00", "B 08:10/08:12")],
    )

makes a feed of one agency, one route ``R`` and one service ``ALL`` that runs daily in 2023.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LINE: Mapping[str, tuple[float, float]] = {
    name: (51.50 + at * 0.01, -3.0) for at, name in enumerate("ABCDEFGH")
}
"""Eight stops from south to north, 1,112 m from each to the next (0.01 degrees of latitude)."""

WEEKDAYS = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
DAILY = "1,1,1,1,1,1,1"


@dataclass(frozen=True)
class Trip:
    """One trip and its calls; build it with :func:`trip`."""

    trip_id: str
    calls: tuple[str, ...]
    route: str = "R"
    service: str = "ALL"
    more: Mapping[str, str] = field(default_factory=dict)


def trip(trip_id: str, *calls: str, route: str = "R", service: str = "ALL", **more: str) -> Trip:
    """Describe a trip.

    A call is ``"STOP ARRIVAL[/DEPARTURE] [column=value ...]"``; ``-`` for no time; seconds may be
    left out. ``more`` are further columns of trips.txt.
    """
    return Trip(trip_id, calls, route, service, more)


def feed_files(
    trips: Sequence[Trip],
    stops: Mapping[str, tuple[float, float]] = LINE,
    routes: Sequence[str] = ("R",),
    calendar: Mapping[str, str] | None = None,
    files: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """Return a feed's files by name.

    ``calendar`` gives for each service ``"weekdays,start,end"``; ``files`` replaces whole files,
    None leaving one out.
    """
    services = calendar if calendar is not None else {"ALL": f"{DAILY},20230101,20231231"}
    made = {
        "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
        "A,Tiny Buses,https://example.org,Europe/London\n",
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
        + "".join(f"{name},Stop {name},{lat},{lon}\n" for name, (lat, lon) in stops.items()),
        "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\n"
        + "".join(f"{name},A,{name},,3\n" for name in routes),
        "calendar.txt": f"service_id,{WEEKDAYS},start_date,end_date\n"
        + "".join(f"{name},{days}\n" for name, days in services.items()),
        "trips.txt": _table(
            [
                {"trip_id": t.trip_id, "route_id": t.route, "service_id": t.service, **t.more}
                for t in trips
            ]
        ),
        "stop_times.txt": _table(
            [_call(t.trip_id, at, call) for t in trips for at, call in enumerate(t.calls)]
        ),
    }
    for name, content in (files or {}).items():
        if content is None:
            made.pop(name, None)
        else:
            made[name] = content
    return made


def write_feed(path: Path, trips: Sequence[Trip], **more: object) -> Path:
    """Write a feed as a zip (by its suffix) or a folder; arguments as :func:`feed_files`."""
    return write_files(path, feed_files(trips, **more))  # type: ignore[arg-type]


def write_files(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a zip (by its suffix) or a folder."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as feed:
            for name, content in files.items():
                feed.writestr(name, content)
        return path
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (path / name).write_bytes(data)
    return path


def _call(trip_id: str, at: int, call: str) -> dict[str, str]:
    """Return a row of stop_times.txt."""
    stop, times, *columns = call.split(" ")
    arrival, _, departure = times.partition("/")
    row = {
        "trip_id": trip_id,
        "arrival_time": _time(arrival),
        "departure_time": _time(departure or arrival),
        "stop_id": stop,
        "stop_sequence": str(at),
    }
    return row | dict(column.split("=", 1) for column in columns)


def _time(text: str) -> str:
    """Return a time with seconds, ``""`` for ``-``."""
    if text == "-":
        return ""
    return text if text.count(":") == 2 else f"{text}:00"


def _table(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as CSV; columns in the order in which they first appear."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]
    return "\n".join(lines) + "\n"
