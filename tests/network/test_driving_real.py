"""Drives in Newport, against a search of networkx over the map's own nodes."""

import itertools
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from tests.conftest import NEWPORT_CLIP
from tests.roads import RULES, network
from transit.network.driving.times import RoadSearch, RoadTimes
from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.read.osm import read_streets
from transit.read.streets import StreetMap

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def newport(real_data: Path) -> StreetMap:
    """Return Newport's street map."""
    return read_streets(real_data / "newport" / "newport-2023-06-13.osm.pbf", NEWPORT_CLIP)[0]


def plain_graph(street_map: StreetMap) -> nx.DiGraph:
    """Every node of every road, without turn restrictions, straight from the tags."""
    graph = nx.DiGraph()
    shut = set()
    for node, tags in street_map.node_tags.items():
        said = next((tags[key] for key in RULES.access_keys if key in tags), "")
        if said in RULES.access_no or (
            tags.get("barrier") in RULES.closed_barriers and said not in RULES.opened_by
        ):
            shut.add(node)
    for way in street_map.ways:
        tags, name = way.tags, way.tags["highway"].removesuffix("_link")
        said = next((tags[key] for key in RULES.access_keys if key in tags), "")
        if name not in RULES.classes or said in RULES.access_no or way.area:
            continue
        rule = RULES.classes[name]
        limit = tags.get("maxspeed", f"{rule.default_mph} mph")
        mph = int(limit.removesuffix(" mph")) if limit.endswith(" mph") else None
        assert mph is not None, f"a limit in other words: {limit}"
        ring = tags.get("junction") in ("roundabout", "circular") or name == "motorway"
        one = tags.get("oneway", "yes" if ring else "no")
        for u, v in itertools.pairwise(way.nodes.tolist()):
            lat, lon = street_map.node_lat[[u, v]], street_map.node_lon[[u, v]]
            east = (lon[1] - lon[0]) * np.cos(np.radians(lat.mean()))
            metres = METRES_PER_DEGREE * float(np.hypot(lat[1] - lat[0], east))
            seconds = metres / (mph * rule.share_of_limit * 1609.344 / 3600)
            # A barrier is the end of both stretches: each sees a node of its own.
            a, b = ((n, way.osm_id, v) if n in shut else n for n in (u, v))
            pairs = {"yes": [(a, b)], "-1": [(b, a)]}.get(one, [(a, b), (b, a)])
            for start, end in pairs:
                if not graph.has_edge(start, end) or graph[start][end]["weight"] > seconds:
                    graph.add_edge(start, end, weight=seconds, metres=metres)
    return graph


def sampled(street_map: StreetMap, graph: nx.DiGraph) -> tuple[RoadTimes, RoadTimes, list[int]]:
    """Time drives between forty junctions of the plain graph, without and with turn rules."""
    free, ruled = network(replace(street_map, turns=())), network(street_map)
    points = zip(street_map.node_lat, street_map.node_lon, strict=True)
    at = {point: i for i, point in enumerate(points)}
    places = list(zip(free.node_lat[free.main], free.node_lon[free.main], strict=True))
    # Where a stretch ends at a barrier the plain graph has other nodes; who stands at the end of a
    # one-way street may leave along it only.
    places = [place for place in places if _two_ways_only(graph, at[place])]
    some = np.random.default_rng(7).choice(len(places), 40, replace=False)
    chosen = [places[i] for i in some]
    return (
        RoadSearch(free).between(chosen),
        RoadSearch(ruled).between(chosen),
        [at[place] for place in chosen],
    )


def test_newport_drives_are_those_of_networkx(newport: StreetMap) -> None:
    """Without turn restrictions they take what a plain search says; with them never less."""
    graph = plain_graph(newport)
    free, ruled, nodes = sampled(newport, graph)
    for i, start in enumerate(nodes):
        plain = nx.single_source_dijkstra_path_length(graph, start)
        expected = np.array([plain[end] for end in nodes])
        np.testing.assert_allclose(free.free_s[i], expected, atol=0.02)
    assert (ruled.free_s >= free.free_s - 1e-6).all()
    assert (ruled.free_s > free.free_s + 0.1).any()
    assert (free.gap_m < 0.01).all()


def test_newport_drives_have_sensible_lengths_and_speeds(newport: StreetMap) -> None:
    """Each at least as long as the crow flies, and on average at speeds driven in a town."""
    free, _, nodes = sampled(newport, plain_graph(newport))
    lat, lon = newport.node_lat[nodes], newport.node_lon[nodes]
    east = (lon[None] - lon[:, None]) * np.cos(np.radians(lat.mean()))
    crow = METRES_PER_DEGREE * np.hypot(lat[None] - lat[:, None], east)
    assert (free.length_m >= 0.999 * crow - 1).all()
    apart = ~np.eye(len(nodes), dtype=bool)
    mph = 2.237 * free.length_m[apart] / free.free_s[apart]
    assert 20 < np.median(mph) < 40
    assert mph.max() < 70


def _two_ways_only(graph: nx.DiGraph, node: int) -> bool:
    return node in graph and set(graph.pred[node]) == set(graph.succ[node])
