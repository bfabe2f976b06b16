"""Time the journey engine at the scale of a city: many homes, many places, every minute of a day.

::

    python benchmarks/engine.py --area AREA --date 2023-06-13            what the issue asks for
    python benchmarks/engine.py --area AREA --date 2023-06-13 --growth   how it grows as well

CPU seconds of one thread, medians where a line says so. Places and homes are drawn from the corners
of the walk network. Peers do a part of the work, in the same run, and each line says which.
"""

import argparse
import datetime as dt
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from transit.batch.table import ranks_of
from transit.kernels.arrays import frozen
from transit.kernels.profile_best import Directs, best_of_homes, direct_costs
from transit.model.fact import Stance
from transit.network.link import Link
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.reach.alike import different
from transit.route.reach.asked import Moments, every
from transit.route.reach.doors import shared_edge_walks
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import prepare
from transit.route.reach.profile import find_target
from transit.route.reach.quick_ranks import find_ranks
from transit.route.reach.quickest import ends_of, quick_day
from transit.route.router import Router

DAY = (5 * 3600, 24 * 3600)


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--profile", default="walks-well")
    parser.add_argument("--homes", type=int, default=1600)
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--burden-places", type=int, default=50)
    parser.add_argument("--only-growth", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    bench = Bench(asked.area, asked.date, asked.profile)
    print(f"{asked.area.name}, {asked.date}, {asked.profile}; Python {sys.version.split()[0]}; "
          f"{bench.said()}")  # fmt: skip
    bench.warm()
    for stance in () if asked.only_growth else Stance:
        bench.whole_day(stance, asked.homes, asked.places, asked.burden_places)
        bench.two_hours(stance)
    if asked.growth or asked.only_growth:
        bench.growth(Stance.CAUTIOUS)
    if not asked.no_peers:
        bench.peers()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


class Bench:
    """An opened area with points drawn from it."""

    def __init__(self, area: Path, date: dt.date, profile: str) -> None:
        self.date = date
        self.settings = read_parameters()
        self.router = Router(open_area(area), read_profile(profile), read_rules(), self.settings)
        self.drawn: list[Link] = []

    def said(self) -> str:
        """Return how large the area is."""
        arrays = self.router.day(self.date).day.arrays
        counts = self.router.area.manifest["counts"]
        return (
            f"{counts['corners']:,} corners, {counts['stops_on_streets']:,} stops, "
            f"{arrays.arrival.size:,} stop times that day"
        )

    def links(self, n: int) -> list[Link]:
        """Return so many points, the first ones the same each time."""
        chance = random.Random(1 + len(self.drawn))
        walk = self.router.area.walk
        inside = np.flatnonzero(walk.corner_component == 0)
        from transit.route.query import Point

        while len(self.drawn) < n:
            corner = int(chance.choice(inside))
            point = Point(float(walk.corner_lat[corner]), float(walk.corner_lon[corner]))
            found = self.router.find_link(point)
            if isinstance(found, Link):
                self.drawn.append(found)
        return self.drawn[:n]

    def moments(self, arrive_by: bool, first: int, last: int) -> Moments:
        """Return every minute between two."""
        window = int(self.settings.number("journey_window_s"))
        longest = int(self.settings.number("longest_journey_s"))
        return Moments(every(first, last, 60), arrive_by, window, longest)

    def warm(self) -> None:
        """Compile, or load what is compiled; say how long that takes."""
        began = time.perf_counter()
        for arrive_by in (True, False):
            moments = self.moments(arrive_by, 8 * 3600, 8 * 3600 + 600)
            self.quickest(Stance.CAUTIOUS, moments, self.links(4), self.links(4))
            self.with_burden(Stance.CAUTIOUS, moments, self.links(4), self.links(4))
        print(f"first call, compiling or loading what is compiled: {_since(began):.1f} s")

    def quickest(
        self, stance: Stance, moments: Moments, homes: list[Link], places: list[Link]
    ) -> tuple[float, int]:
        """Time of every pair at every moment, walks and transfers included; percentiles of it.

        Returns CPU s, and at how many moments of how many pairs there is a journey.
        """
        began = time.process_time()
        day = quick_day(self.router, stance, self.date, moments, timed=False)
        ends = ends_of(self.router, day, places)
        ranks = ranks_of((5, 50, 95), moments.times.size)
        total = 0
        for _, made in find_ranks(self.router, day, homes, ends, ranks):
            total += int(made[..., 0].sum())
        return time.process_time() - began, total

    def with_burden(
        self, stance: Stance, moments: Moments, homes: list[Link], places: list[Link]
    ) -> tuple[float, float, int]:
        """Time, changes and burden.

        Returns CPU s once, CPU s for all places, moments of pairs with a journey.
        """
        began = time.process_time()
        prepared = prepare(self.router, stance, self.date, moments)
        some, same = different(homes)
        found = find_homes(self.router, prepared, some, keep_paths=False)
        best = np.empty((len(homes), moments.times.size, 4), np.int32)
        once = time.process_time() - began
        streets = prepared.ground.streets
        total = 0
        began = time.process_time()
        for link in places:
            target = find_target(self.router, prepared, link, found)
            walks = direct_costs(
                frozen(target.reach.labels),
                streets.network.corner_lat.size,
                found.doors,
                streets.profile.longest_walk_m * 1000,
                streets.rest_mm,
            )
            directs = shared_edge_walks(target, found, Directs(*walks))
            best_of_homes(found.boardings, same, prepared.asked, target.ways, directs, best)
            total += int((best[..., 0] >= 0).sum())
        return once, time.process_time() - began, total

    def whole_day(self, stance: Stance, n_homes: int, n_places: int, n_burden: int) -> None:
        """Every minute from 5:00 to 24:00, both directions."""
        points = self.links(n_homes + n_places)
        homes, places = points[:n_homes], points[n_homes:]
        name = f"{stance.name.lower()}: {n_homes:,} homes, whole day, both directions"
        if self.router.profile.longest_total_walk_m is None:
            seconds, total = 0.0, 0
            for arrive_by in (True, False):
                one, count = self.quickest(stance, self.moments(arrive_by, *DAY), homes, places)
                seconds, total = seconds + one, total + count
            print(f"{name}: time x changes, {n_places} places: {seconds:.1f} s CPU "
                  f"({total:,} moments of pairs with a journey)")  # fmt: skip
        once = each = 0.0
        total = 0
        for arrive_by in (True, False):
            moments = self.moments(arrive_by, *DAY)
            start, rest, count = self.with_burden(stance, moments, homes, places[:n_burden])
            once, each, total = once + start, each + rest, total + count
        print(f"{name}: with burden, {n_burden} places: {once:.1f} s once + {each:.1f} s CPU, "
              f"{1000 * each / n_burden / 2:.0f} ms a place and direction "
              f"({total:,} moments of pairs with a journey)")  # fmt: skip

    def two_hours(self, stance: Stance) -> None:
        """200 x 200 points, 120 departures a minute apart: the job that R5 was given."""
        points = self.links(400)
        moments = self.moments(False, 8 * 3600, 10 * 3600 - 60)
        if self.router.profile.longest_total_walk_m is None:
            seconds = statistics.median(
                self.quickest(stance, moments, points[:200], points[200:])[0] for _ in range(3)
            )
            print(f"{stance.name.lower()}: 200 x 200 points, 120 departures, time x changes: "
                  f"{seconds:.2f} s CPU, median of 3")  # fmt: skip
        once, each, _ = self.with_burden(stance, moments, points[:200], points[200:])
        print(f"{stance.name.lower()}: 200 x 200 points, 120 departures, with burden: "
              f"{once + each:.2f} s CPU")  # fmt: skip

    def growth(self, stance: Stance) -> None:
        """One thing made larger at a time."""
        whole = self.moments(True, *DAY)
        points = self.links(16_000 + 512)
        print("growth, time x changes, arriving by, whole day: homes x places: CPU s")
        for homes, places in ((400, 128), (1600, 128), (16_000, 128), (1600, 512)):
            seconds, _ = self.quickest(stance, whole, points[:homes], points[-places:])
            print(f"  {homes:>6,} x {places}: {seconds:.2f}")
        print("growth, with burden, 10 places: homes, moments: CPU s once, ms a place")
        spans = [(12 * 3600, 12 * 3600), (12 * 3600, 13 * 3600), DAY]
        for homes in (400, 1600, 16_000):
            once, each, _ = self.with_burden(stance, whole, points[:homes], points[-10:])
            print(f"  {homes:>6,} homes, whole day: {once:.2f}, {100 * each:.0f}")
        for first, last in spans:
            moments = self.moments(True, first, last)
            once, each, _ = self.with_burden(stance, moments, points[:1600], points[-10:])
            print(f"  1,600 homes, {moments.times.size:>5,} moments: {once:.2f}, {100 * each:.0f}")

    def peers(self) -> None:
        """Walking only, 200 x 200, on the same network: what others can do of this."""
        walk = self.router.area.walk
        points = self.links(400)
        corner = np.array([int(link.entry_corner[0]) for link in points])
        _report("scipy dijkstra, walks only, no buses", lambda: _scipy(walk, corner))
        _report("networkx dijkstra, walks only, 20 x 200", lambda: _networkx(walk, corner))
        try:
            _report("pandana, walks only, no buses", lambda: _pandana(walk, corner))
        except ImportError:
            print("peer: pandana is not installed")


def _report(name: str, work: Callable[[], Any]) -> None:
    began = time.process_time()
    work()
    print(f"peer: {name}: {time.process_time() - began:.2f} s CPU")


def _scipy(walk: Any, corner: Any) -> Any:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    n = walk.corner_lat.size
    weight = np.maximum(walk.edge_length_mm, 1)
    graph = csr_matrix((weight, (walk.edge_u, walk.edge_v)), shape=(n, n))
    return dijkstra(graph, directed=False, indices=corner[:200], limit=1_200_000)


def _networkx(walk: Any, corner: Any) -> Any:
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from(
        zip(walk.edge_u.tolist(), walk.edge_v.tolist(), walk.edge_length_mm.tolist(), strict=True)
    )
    return [
        nx.single_source_dijkstra_path_length(graph, int(one), cutoff=1_200_000)
        for one in corner[:20]
    ]


def _pandana(walk: Any, corner: Any) -> Any:
    import pandana
    import pandas as pd

    network = pandana.Network(
        pd.Series(walk.corner_lon),
        pd.Series(walk.corner_lat),
        pd.Series(walk.edge_u),
        pd.Series(walk.edge_v),
        pd.DataFrame({"length": walk.edge_length_mm / 1000}),
    )
    pairs = np.repeat(corner[:200], 200), np.tile(corner[200:400], 200)
    return network.shortest_path_lengths(*pairs)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
