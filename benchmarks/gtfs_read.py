"""How fast feeds are read and built: this package against gtfs-kit, on a made-up region.

    python benchmarks/gtfs_read.py [--trips 46000] [--variants 3] [--feed FEED.zip ...]

The region has straight lines of 36 stops, served all day by trips that differ between term,
holiday and weekend services; stop_times has trips x variants x 36 rows.
"""

import argparse
import datetime as dt
import heapq
import resource
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl

from transit.network.day import day_timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

STOPS_A_LINE = 36
LINES = 400
T = TypeVar("T")
_WEEKS = {"T": "1,1,1,1,1,0,0", "H": "1,1,1,1,1,0,0", "S": "0,0,0,0,0,1,1"}


def make_feed(path: Path, trips_a_day: int, variants: int) -> int:
    """Write a feed and return how many stop times it has."""
    random = np.random.default_rng(1)
    n_trips = trips_a_day * variants
    line = random.integers(0, LINES, n_trips)
    start = random.integers(5 * 3600, 24 * 3600, n_trips)
    hop = random.integers(50, 90, (LINES, STOPS_A_LINE))
    position = np.tile(np.arange(STOPS_A_LINE), n_trips)
    trip = np.repeat(np.arange(n_trips), STOPS_A_LINE)
    seconds = np.repeat(start, STOPS_A_LINE) + np.cumsum(hop, axis=1)[line].ravel()
    names = pl.Series("trip_id", [f"VJ{at:040x}" for at in range(n_trips)])
    clock = pl.Series("t", [_clock(second) for second in range(int(seconds.max()) + 1)])
    stop_of = line[trip] * 30 + position  # lines share their last stops
    stop_of[position == STOPS_A_LINE - 1] = line * 30  # a loop, so that vehicles can go on
    stop_times = pl.DataFrame(
        {
            "trip_id": names.gather(trip),
            "arrival_time": clock.gather(seconds),
            "departure_time": clock.gather(seconds),
            "stop_id": pl.Series(stop_of).cast(pl.String).str.zfill(12),
            "stop_sequence": position,
            "stop_headsign": "",
            "pickup_type": 0,
            "drop_off_type": 0,
            "shape_dist_traveled": position * 0.3,
            "timepoint": (position % 5 == 0).astype(int),
        }
    )
    n_stops = LINES * 30 + STOPS_A_LINE
    at = np.arange(n_stops)
    stops = pl.DataFrame(
        {
            "stop_id": pl.Series(at).cast(pl.String).str.zfill(12),
            "stop_name": pl.Series(at).cast(pl.String),
            "stop_lat": 52.4 + at // 300 * 0.003,
            "stop_lon": -2.2 + at % 300 * 0.004,
        }
    )
    kinds = np.array(list(_WEEKS))[np.arange(n_trips) % len(_WEEKS)]
    block = _vehicles(line, kinds, start, start + np.cumsum(hop, axis=1)[line][:, -1])
    trips = pl.DataFrame(
        {
            "route_id": pl.Series(line).cast(pl.String),
            "service_id": kinds,
            "trip_id": names,
            "block_id": pl.Series(block).cast(pl.String),
            "shape_id": pl.Series(line).cast(pl.String),
        }
    )
    routes = "".join(f"{at},A,{at},,3\n" for at in range(LINES))
    week = "".join(f"{name},{days},20230601,20240531\n" for name, days in _WEEKS.items())
    points = np.repeat(np.arange(LINES), STOPS_A_LINE * 10)
    along = np.tile(np.arange(STOPS_A_LINE * 10), LINES)
    spot = points * 30 + along / 10
    shapes = pl.DataFrame(
        {
            "shape_id": points,
            "shape_pt_lat": 52.4 + spot // 300 * 0.003,
            "shape_pt_lon": -2.2 + spot % 300 * 0.004,
            "shape_pt_sequence": along,
        }
    )
    weekdays = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as feed:
        feed.writestr(
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone\n"
            "A,Region,https://example.org,Europe/London\n",
        )
        header = "route_id,agency_id,route_short_name,route_long_name,route_type\n"
        feed.writestr("routes.txt", header + routes)
        feed.writestr("calendar.txt", f"service_id,{weekdays},start_date,end_date\n" + week)
        for name, table in (
            ("stops", stops),
            ("trips", trips),
            ("stop_times", stop_times),
            ("shapes", shapes),
        ):
            feed.writestr(f"{name}.txt", table.write_csv())
    return stop_times.height


def _vehicles(
    line: np.ndarray, kinds: np.ndarray, start: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Give trips to vehicles: whoever came back within ten minutes goes out again."""
    block = np.empty(line.size, dtype=np.int64)
    waiting: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for trip in np.argsort(start).tolist():
        key = (int(line[trip]), str(kinds[trip]))
        back = waiting.setdefault(key, [])
        while back and back[0][0] < start[trip] - 600:
            heapq.heappop(back)
        fresh = not back or back[0][0] > start[trip]
        block[trip] = trip if fresh else heapq.heappop(back)[1]
        heapq.heappush(back, (int(end[trip]), int(block[trip])))
    return block


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def timed(what: str, task: Callable[[], T], repeats: int = 1) -> T:
    """Run a task and print its median time."""
    took = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = task()
        took.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{what:<32} {statistics.median(took):9.3f} s   peak so far {peak:5.2f} GB")
    return result


def main() -> None:
    """Print the figures."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--trips", type=int, default=46_000)
    words.add_argument("--variants", type=int, default=1)
    words.add_argument("--feed", type=Path, action="append", help="measure this feed instead")
    words.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2023, 6, 13))
    words.add_argument("--gtfs-kit", action="store_true", help="compare with gtfs-kit")
    asked = words.parse_args()
    parameters = read_parameters()
    with tempfile.TemporaryDirectory() as folder:
        paths = asked.feed or [Path(folder) / "region.zip"]
        if not asked.feed:
            rows = make_feed(paths[0], asked.trips, asked.variants)
            print(f"{rows:,} stop times, {paths[0].stat().st_size / 1e6:.0f} MB zipped")
        feeds = timed("read_feed", lambda: [read_feed(path, parameters) for path in paths])
        timed("build_timetable, first call", lambda: build_timetable(feeds, parameters))
        built, _ = timed("build_timetable", lambda: build_timetable(feeds, parameters))
        print(
            f"{built.pattern_first_trip.size - 1:,} patterns, {built.trip_row.size:,} trips, "
            f"{built.arrival.size:,} events"
        )
        day = timed("day_timetable", lambda: day_timetable(built, asked.date), 9)
        print(f"{day.trip_index.size:,} trips, {day.arrays.arrival.size:,} events that day")
        if asked.gtfs_kit:
            import gtfs_kit

            timed("gtfs_kit.read_feed", lambda: [gtfs_kit.read_feed(path, "km") for path in paths])


if __name__ == "__main__":
    main()
