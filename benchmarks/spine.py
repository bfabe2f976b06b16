"""Time what a user waits for: building an area, opening it, one journey, the shell command.

::

    python benchmarks/spine.py                      the demo borough
    python benchmarks/spine.py --newport FOLDER     Newport (folder with its .osm.pbf, .gtfs.zip)
    python benchmarks/spine.py --region             a region made by tiling the demo borough

Prints medians and, beside them, the same work by a plain peer in the same run: the build against
osmnx's own reading of the streets (centre lines only), one search against networkx on the same
walk network, opening against reading every array.
"""

import argparse
import datetime as dt
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
from apart import run_apart, run_measured
from scipy.spatial import cKDTree
from tiling import tile_town

NEWPORT_CLIP = "51.546,-3.070,51.598,-2.927"
_FARTHEST_KM = 8
_STOP_REACH_M = 500
NEWPORT_DATE = dt.date(2023, 6, 13)


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newport", type=Path, help="folder with Newport's files")
    parser.add_argument("--region", action="store_true", help="tile the demo borough to a region")
    parser.add_argument("--columns", type=int, default=13, help="tiles from west to east")
    parser.add_argument("--rows", type=int, default=11, help="tiles from south to north")
    parser.add_argument("--repeats", type=int, default=2, help="how often each trip runs")
    parser.add_argument("--bus-every", type=int, default=3, help="buses in every nth tile")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="folder to work in and keep")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="transit-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"two cores; Python {sys.version.split()[0]}; working in {folder}")
    if asked.newport:
        options = [
            "--osm", str(next(asked.newport.glob("*.osm.pbf"))),
            "--gtfs", str(next(asked.newport.glob("*.gtfs.zip"))),
            "--naptan", str(next(asked.newport.glob("naptan*.csv"))),
            "--clip", NEWPORT_CLIP,
        ]  # fmt: skip
        day = NEWPORT_DATE
    else:
        options, day = _demo(folder, asked)
    area = folder / "area"
    _build(options, area)
    _open(area)
    _journeys(area, day, asked.queries)


def _demo(folder: Path, asked: argparse.Namespace) -> tuple[list[str], dt.date]:
    from transit.demo import make_demo

    files = make_demo(folder / "demo")
    streets, feed = files.streets, files.timetable
    if asked.region:
        region = folder / "region"
        if not (region / "region.gtfs.zip").exists():
            run_apart(
                tile_town, streets, feed, region, asked.columns, asked.rows, asked.repeats,
                asked.bus_every,
            )  # fmt: skip
        streets, feed = region / "region.osm.pbf", region / "region.gtfs.zip"
    return ["--osm", str(streets), "--gtfs", str(feed)], dt.date(2026, 11, 24)


def _build(options: list[str], area: Path) -> None:
    began = time.perf_counter()
    words = ["build", *options, "--out", str(area)]
    spent = run_measured([sys.executable, "-m", "transit", *words])
    seconds = time.perf_counter() - began
    size_mb = sum(file.stat().st_size for file in area.rglob("*") if file.is_file()) / 1e6
    print(f"build: {seconds:.1f} s, peak {spent.peak_gb:.2f} GB, {size_mb:.1f} MB on disk")


def _open(area: Path) -> None:
    from transit.network.store import open_area

    ours = _median(lambda: open_area(area), 9)
    arrays = list(area.rglob("*.npy"))
    plain = _median(lambda: [np.load(file) for file in arrays], 3)
    print(f"open: {ours * 1000:.0f} ms mapped; reading every array {plain * 1000:.0f} ms "
          f"({plain / ours:.1f} times)")  # fmt: skip


def _journeys(area: Path, day: dt.date, queries: int) -> None:
    from transit.network.day import day_timetable
    from transit.network.store import open_area
    from transit.read.parameters import read_parameters
    from transit.read.profiles import read_profile
    from transit.read.rules import read_rules
    from transit.route.alternatives import find_journeys
    from transit.route.explain import explain_answer
    from transit.route.query import Point, Query
    from transit.route.router import Router

    opened = open_area(area)
    settings, rules = read_parameters(), read_rules()
    profile = read_profile("walks-well")
    began = time.perf_counter()
    router = Router(opened, profile, rules, settings)
    prepare = time.perf_counter() - began
    counts = opened.manifest["counts"]
    began = time.perf_counter()
    events = len(day_timetable(opened.timetable, day).arrays.arrival)
    ready = time.perf_counter() - began
    print(f"service day: {events:,} stop times, selected in {ready * 1000:.0f} ms")
    print(f"area: {counts['corners']:,} corners, {counts['edges']:,} edges, "
          f"{counts['stops_on_streets']:,} stops, {counts['trips']:,} trips; "
          f"router ready in {prepare:.2f} s")  # fmt: skip
    walk = opened.walk
    pairs = _pairs(opened, queries + 3)
    seconds, found = [], []
    for ends in pairs:
        query = Query(
            origin=Point(float(walk.corner_lat[ends[0]]), float(walk.corner_lon[ends[0]])),
            destination=Point(float(walk.corner_lat[ends[1]]), float(walk.corner_lon[ends[1]])),
            moment=dt.datetime.combine(day, dt.time(10)),
            arrive_by=True,
            profile=profile,
            window_s=int(settings.number("journey_window_s")),
            max_journeys=3,
        )
        began = time.perf_counter()
        answer = find_journeys(router, query)
        explained = explain_answer(opened, answer, rules)
        seconds.append(time.perf_counter() - began)
        found.append(bool(explained.journeys))
    warm = sorted(seconds[3:])
    p50, p95 = statistics.median(warm), warm[int(len(warm) * 0.95)]
    print(
        f"journey, alternatives and steps included: p50 {p50 * 1000:.1f} ms, p95 "
        f"{p95 * 1000:.1f} ms over {queries} pairs, {sum(found[3:])} with a journey"
    )
    _walking_peer(router, pairs[:20], p50)
    _shell(area, walk, pairs, day)


def _pairs(area, count: int) -> list[tuple[int, int]]:
    """Choose pairs of corners in reach of a stop that lie within a town of each other."""
    walk, chosen = area.walk, random.Random(1)
    flat = np.column_stack((walk.corner_lat, walk.corner_lon * 0.61)) * 111_320
    stops = cKDTree(flat[area.stops.corner[area.stops.corner >= 0]])
    main = np.flatnonzero(walk.corner_component == 0)
    inside = main[stops.query(flat[main], distance_upper_bound=_STOP_REACH_M)[0] < np.inf]
    pairs = []
    while len(pairs) < count:
        start = int(chosen.choice(inside))
        north = (walk.corner_lat[inside] - walk.corner_lat[start]) * 111.32
        east = (walk.corner_lon[inside] - walk.corner_lon[start]) * 111.32 * 0.61
        near = inside[np.hypot(north, east) < _FARTHEST_KM]
        pairs.append((start, int(chosen.choice(near))))
    return pairs


def _walking_peer(router, pairs, ours: float) -> None:
    """Compare with networkx finding nothing but the shortest walk on the same network."""
    walk = router.area.walk
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        zip(walk.edge_u.tolist(), walk.edge_v.tolist(), walk.edge_length_mm.tolist(), strict=True)
    )
    seconds = []
    for start, end in pairs:
        began = time.perf_counter()
        nx.bidirectional_dijkstra(graph, start, end)
        seconds.append(time.perf_counter() - began)
    plain = statistics.median(seconds)
    print(f"peer: networkx, shortest walk only, no buses: {plain * 1000:.1f} ms a pair "
          f"({plain / ours:.1f} times our whole journey)")  # fmt: skip


def _shell(area: Path, walk, pairs, day: dt.date) -> None:
    (start, end) = pairs[0]
    places = [f"{walk.corner_lat[c]:.6f},{walk.corner_lon[c]:.6f}" for c in (start, end)]
    command = [
        sys.executable, "-m", "transit", "journey", "--area", str(area),
        "--from", places[0], "--to", places[1], "--arrive-by", f"{day}T10:00",
    ]  # fmt: skip
    run = _median(lambda: subprocess.run(command, check=False, stdout=subprocess.DEVNULL), 5)
    bare = _median(lambda: subprocess.run([sys.executable, "-c", "import numba"], check=False), 5)
    print(f"transit journey from the shell: {run:.2f} s (python -c 'import numba': {bare:.2f} s)")


def _median(work: Callable[[], object], runs: int) -> float:
    seconds = []
    work()
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
