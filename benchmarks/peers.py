"""Who is faster at what: this package beside others, on the same day and points, in one run.

::

    python benchmarks/peers.py --area AREA --date 2023-06-13
    python benchmarks/peers.py --area AREA --date 2023-06-13 --osm FILE --gtfs FILE   R5 as well

CPU seconds of one thread, the least of three runs where a line says so. Each line says what was
done; no peer does all of what this package does (kerbs, facts, limits, both stances).
"""

import argparse
import datetime as dt
import importlib.util
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from peers_search import TimeDependent, TimeExpanded, agree, check_small, make_task

from transit.kernels.lanes import LANES, NEVER
from transit.model.fact import Stance
from transit.network.link import Link
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.query import Point
from transit.route.reach.asked import Moments, every
from transit.route.reach.quick_ends import walk_lanes
from transit.route.reach.quickest import ends_of, find_quickest, quick_day
from transit.route.router import Router

START = 8 * 3600
POINTS = 200
FEW = 20
T = TypeVar("T")


def main() -> None:
    """Run everything that is installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--profile", default="walks-well")
    parser.add_argument("--osm", type=Path)
    parser.add_argument("--gtfs", type=Path)
    asked = parser.parse_args()
    check_small()
    bench = Peers(asked.area, asked.date, asked.profile)
    bench.said()
    bench.walks()
    bench.buses()
    bench.r5(asked.osm, asked.gtfs)


def spent(task: Callable[[], T], runs: int = 1) -> tuple[float, T]:
    """Return the least CPU seconds of some runs, and what the last one gave."""
    least = float("inf")
    for _ in range(runs):
        began = time.process_time()
        result = task()
        least = min(least, time.process_time() - began)
    return least, result


class Peers:
    """An area, 200 homes, 200 places and a day."""

    def __init__(self, area: Path, date: dt.date, profile: str) -> None:
        self.date = date
        self.settings = read_parameters()
        self.router = Router(open_area(area), read_profile(profile), read_rules(), self.settings)
        self.area = self.router.area
        chance = np.random.default_rng(1)
        inside = np.flatnonzero(self.area.walk.corner_component == 0)
        self.links: list[Link] = []
        self.corners: list[int] = []
        for corner in chance.permutation(inside).tolist():
            link = self.router.find_link(
                Point(
                    float(self.area.walk.corner_lat[corner]),
                    float(self.area.walk.corner_lon[corner]),
                )
            )
            if isinstance(link, Link):
                self.links.append(link)
                self.corners.append(corner)
            if len(self.links) == 2 * POINTS:
                break
        self.homes, self.places = self.links[:POINTS], self.links[POINTS:]

    def said(self) -> None:
        """Print what everything is measured on."""
        counts = self.area.manifest["counts"]
        day = self.router.day(self.date).day.arrays
        profile = self.router.profile
        print(
            f"{counts['corners']:,} corners, {counts['stops_on_streets']:,} stops, "
            f"{day.arrival.size:,} stop times; {POINTS} x {POINTS} points, leaving at 8:00; "
            f"walks to {profile.longest_walk_m} m, {profile.longest_change_walk_m} m between "
            f"buses, {profile.speed_m_s} m/s"
        )

    def moments(self, n: int) -> Moments:
        """Return so many departures a minute apart."""
        window = int(self.settings.number("journey_window_s"))
        longest = int(self.settings.number("longest_journey_s"))
        return Moments(every(START, START + 60 * (n - 1), 60), False, window, longest)

    def ours(self, n: int, n_homes: int = POINTS) -> np.ndarray:
        """Time and changes, all included; arrivals s, ``(homes, moments, places)``."""
        moments = self.moments(n)
        day = quick_day(self.router, Stance.HOPEFUL, self.date, moments, timed=False)
        ends = ends_of(self.router, day, self.homes[:n_homes])
        found = [
            find_quickest(self.router, day, self.places[at : at + LANES], ends, only_best=True)
            for at in range(0, POINTS, LANES)
        ]
        took = np.concatenate(found, axis=3)[:, -1].astype(np.float64)
        took[took >= NEVER] = np.inf
        return took + moments.times[:, None]

    def walks(self) -> None:
        """Walks only, 200 x 200."""
        print("\nWalks, no buses")
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        walk, limit = self.area.walk, self.router.profile.longest_walk_m
        n = walk.corner_lat.size
        weight = np.maximum(walk.edge_length_mm, 1) / 1000
        graph = csr_matrix((weight, (walk.edge_u, walk.edge_v)), shape=(n, n))
        homes = self.corners[:POINTS]
        base, _ = spent(lambda: dijkstra(graph, directed=False, indices=homes, limit=limit), 3)
        _line("scipy: lengths to 1,200 m, nothing else", base, base)
        day = quick_day(self.router, Stance.HOPEFUL, self.date, self.moments(1), timed=False)

        def own() -> None:
            ends = ends_of(self.router, day, self.homes)
            for at in range(0, POINTS, LANES):
                walk_lanes(
                    self.router, day.ground.streets, self.places[at : at + LANES], ends, True,
                    every=False,
                )  # fmt: skip

        own()
        took, _ = spent(own, 3)
        _line("transit: times and burdens with crossings, rests and facts; to all stops too",
              took, base)  # fmt: skip
        self._pandana(weight, base)
        self._networkx(weight, limit, base)

    def _pandana(self, weight: np.ndarray, base: float) -> None:
        if importlib.util.find_spec("pandana") is None:
            print("  pandana: skipped, it is not installed (pip install pandana)")
            return
        import pandana
        import pandas as pd

        walk = self.area.walk
        made, network = spent(
            lambda: pandana.Network(
                pd.Series(walk.corner_lon), pd.Series(walk.corner_lat), pd.Series(walk.edge_u),
                pd.Series(walk.edge_v), pd.DataFrame({"length": weight}),
            )
        )  # fmt: skip
        pairs = (
            np.repeat(self.corners[:POINTS], POINTS),
            np.tile(self.corners[POINTS:], POINTS),
        )
        took, _ = spent(lambda: network.shortest_path_lengths(*pairs), 3)
        _line("pandana: making its contracted network, once", made, base)
        _line("pandana: lengths of all pairs, however far", took, base)

    def _networkx(self, weight: np.ndarray, limit: float, base: float) -> None:
        import networkx as nx

        walk = self.area.walk
        graph = nx.Graph()
        graph.add_weighted_edges_from(
            zip(walk.edge_u.tolist(), walk.edge_v.tolist(), weight.tolist(), strict=True)
        )
        took, _ = spent(
            lambda: [
                nx.single_source_dijkstra_path_length(graph, home, cutoff=limit)
                for home in self.corners[:FEW]
            ]
        )
        _line(f"networkx: lengths to 1,200 m ({FEW} homes measured, times {POINTS // FEW})",
              took * POINTS / FEW, base)  # fmt: skip

    def buses(self) -> None:
        """Earliest arrival by bus and on foot."""
        self.ours(2)  # compile, or load what is compiled
        one, arrivals = spent(lambda: self.ours(1), 3)
        many, _ = spent(lambda: self.ours(120), 3)
        day = self.router.day(self.date).day.arrays
        walks, task = spent(
            lambda: make_task(
                self.area, day, np.array(self.corners[:POINTS]), np.array(self.corners[POINTS:]),
                self.router.profile,
            )
        )  # fmt: skip
        made, dependent = spent(lambda: TimeDependent(task))
        took, found = spent(lambda: np.array([dependent.search(at, START) for at in range(FEW)]))
        hours = (self.settings.number("longest_journey_s") + 3600) / 3600
        expand, expanded = spent(lambda: TimeExpanded(task, START, hours))
        sought, all_found = spent(lambda: expanded.search(np.arange(POINTS)))
        print("\nBuses and walks, one departure, all pairs")
        _line("transit: walks, changes, day made ready, up to 2 changes each apart", one, one)
        _line("peers' walks, by scipy (both are given them)", walks, one)
        _line("networkx graph made, once", made, one)
        _line(f"networkx, time-dependent Dijkstra ({FEW} homes measured, times {POINTS // FEW})",
              took * POINTS / FEW, one)  # fmt: skip
        _line("scipy, time-expanded graph made, once a departure", expand, one)
        _line("scipy, Dijkstra on it", sought, one)
        print("  the two peers: " + agree(found, all_found[:FEW], 1))
        print("  transit beside scipy: " + agree(arrivals[:, 0], all_found, 60))
        print("\n120 departures, a minute apart")
        _line("transit", many, many)
        _line("scipy, 120 times what one took (not run)", 120 * (expand + sought) + walks, many)
        expected = 120 * took * POINTS / FEW + walks + made
        _line("networkx, 120 times what one took (not run)", expected, many)

    def r5(self, osm: Path | None, gtfs: Path | None) -> None:
        """R5 through r5py, where it, a JVM and its jar are there."""
        print("\nR5")
        reason = _no_r5(osm, gtfs)
        if reason:
            print(f"  skipped: {reason}")
            return
        assert osm is not None and gtfs is not None
        import geopandas as gpd
        import r5py

        walk = self.area.walk

        def points(corners: list[int]) -> Any:
            at = gpd.points_from_xy(walk.corner_lon[corners], walk.corner_lat[corners])
            return gpd.GeoDataFrame({"id": range(len(corners))}, geometry=at, crs="EPSG:4326")

        made, network = spent(lambda: r5py.TransportNetwork(osm, [gtfs]))
        took, _ = spent(
            lambda: r5py.TravelTimeMatrix(
                network,
                origins=points(self.corners[:POINTS]),
                destinations=points(self.corners[POINTS:]),
                departure=dt.datetime.combine(self.date, dt.time(8)),
                departure_time_window=dt.timedelta(hours=2),
                transport_modes=[r5py.TransportMode.TRANSIT],
            )
        )
        _line("making its network, once", made, made)
        _line("200 x 200, 120 departures, medians", took, made)


def _no_r5(osm: Path | None, gtfs: Path | None) -> str | None:
    """Say why R5 cannot be run, None where it can."""
    if importlib.util.find_spec("r5py") is None:
        return "r5py is not installed (pip install r5py)"
    java = shutil.which("java")
    if java is None:
        return "there is no Java"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    home = Path.home()
    jars = [*home.glob(".cache/r5py/r5-*.jar"), *home.glob(".local/share/r5py/r5-*.jar")]
    if not jars:
        return (
            f"r5py and Java are there ({said.splitlines()[0] if said else java}), the jar of R5 "
            "is not; r5py would download it from GitHub"
        )
    if osm is None or gtfs is None:
        return "give the street map and the feed of the area with --osm and --gtfs"
    return None


def _line(what: str, seconds: float, beside: float) -> None:
    print(f"  {what:<78} {seconds:9.3f} s  x {seconds / beside:.2f}")


if __name__ == "__main__":
    main()
