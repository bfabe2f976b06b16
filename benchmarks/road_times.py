"""Time drives between 500 places of a street map, beside networkx on the same roads.

::

    python benchmarks/road_times.py EXTRACT.osm.pbf
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import networkx as nx
import numpy as np

from transit.network.driving.build import build_road_network
from transit.network.driving.roads import RoadNetwork
from transit.network.driving.times import RoadSearch
from transit.read.driving import read_driving_rules
from transit.read.osm import read_streets
from transit.read.rules import read_rules

_PLACES: Final = 500
_NETWORKX_PLACES: Final = 20
_RUNS: Final = 3


def main() -> None:
    """Print what each step takes, in CPU seconds, and the ratio to networkx."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extract", type=Path)
    street_map, _ = read_streets(parser.parse_args().extract)
    rules, tags = read_driving_rules(), read_rules().tags
    building = timed(lambda: build_road_network(street_map, rules, tags))
    roads = build_road_network(street_map, rules, tags)
    print(f"{len(roads.node_lat):,} junctions, {len(roads.arc_from):,} arcs")
    print(f"network from the street map: {building:.2f} s")
    some = np.random.default_rng(1).choice(np.flatnonzero(roads.main), _PLACES)
    places = [(float(roads.node_lat[i]), float(roads.node_lon[i])) for i in some]
    search = RoadSearch(roads)
    search.between(places[:2])  # compiles
    ours = timed(lambda: search.between(places))
    print(f"{_PLACES} x {_PLACES} drives, times and lengths: {ours:.2f} s")
    graph = plain(roads)
    theirs = timed(
        lambda: [
            nx.single_source_dijkstra_path_length(graph, int(i)) for i in some[:_NETWORKX_PLACES]
        ]
    )
    theirs *= _PLACES / _NETWORKX_PLACES
    print(f"networkx, times only, no turn rules, from {_NETWORKX_PLACES}, scaled: {theirs:.1f} s")
    print(f"ratio {theirs / ours:.0f}")


def plain(roads: RoadNetwork) -> nx.DiGraph:
    """Return the roads as a graph of networkx."""
    graph = nx.DiGraph()
    seconds = roads.line_free_s[roads.arc_line]
    graph.add_weighted_edges_from(
        zip(roads.arc_from.tolist(), roads.arc_to.tolist(), seconds.tolist(), strict=True)
    )
    return graph


def timed(work: Callable[[], object]) -> float:
    """Return the median of some runs, seconds of CPU."""
    found = []
    for _ in range(_RUNS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return float(np.median(found))


if __name__ == "__main__":
    main()
