"""The walk network of Newport: counts, lengths against a centre-line router, and sides."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from tests.conftest import NEWPORT_CLIP
from tests.network.side_check import share_a_node, side_changes
from tests.streets import build, thin
from transit.model.streets import EdgeKind
from transit.network.kerbside.lines import Nodes, split_ways
from transit.network.kerbside.ways import is_kept, read_ways
from transit.network.walk import WalkNetwork
from transit.read.osm import read_streets
from transit.read.rules import read_rules
from transit.read.streets import StreetMap

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def newport(real_data: Path) -> StreetMap:
    """Return Newport's street map."""
    file = real_data / "newport" / "newport-2023-06-13.osm.pbf"
    return read_streets(file, NEWPORT_CLIP)[0]


def centre_lines(street_map: StreetMap) -> nx.Graph:
    """The same ways as a router sees them that walks in the middle of the road."""
    rules = read_rules()
    ways = tuple(way for way in street_map.ways if is_kept(way, rules))
    nodes = Nodes(street_map.node_lat, street_map.node_lon, street_map.node_osm_id)
    lines = split_ways(ways, nodes, street_map.node_tags, rules)
    walk = read_ways(ways, rules).walk[lines.way]
    graph = nx.Graph()
    for i in np.flatnonzero(walk):
        u, v = (int(nodes.osm_id[n]) for n in (lines.node_u[i], lines.node_v[i]))
        length = float(lines.length_m[i])
        if not graph.has_edge(u, v) or graph[u][v]["length"] > length:
            graph.add_edge(u, v, length=length)
    return graph


def walks_from(network: WalkNetwork, corners: np.ndarray) -> np.ndarray:
    """Shortest walk to every corner from the nearest of some, metres, everything allowed."""
    size = len(network.corner_lat)
    u = np.concatenate((network.edge_u, network.edge_v))
    v = np.concatenate((network.edge_v, network.edge_u))
    length = np.tile(network.edge_length_mm / 1000 + 1e-6, 2)
    order = np.lexsort((length, v, u))
    first = np.ones(len(u), dtype=bool)
    first[1:] = (np.diff(u[order]) != 0) | (np.diff(v[order]) != 0)
    kept = order[first]
    graph = coo_array((length[kept], (u[kept], v[kept])), shape=(size, size)).tocsr()
    return dijkstra(graph, indices=corners, min_only=True)


def test_newport_is_of_the_expected_size(newport: StreetMap) -> None:
    """A plain sketch of the same rules gave 22,000 corners and 25,000 edges along streets."""
    network = build(newport).network
    along = int((network.edge_kind != EdgeKind.CROSSING).sum())
    assert 15_000 < len(network.corner_lat) < 60_000
    assert 20_000 < along < 70_000
    main = float((network.corner_component == 0).mean())
    assert main > 0.9


def test_newport_walks_keep_their_side(newport: StreetMap) -> None:
    """Lines cross no road on their own level; the others pass over or under it."""
    rules = thin()
    network = build(newport, rules=rules).network
    tags = {way.osm_id: way.tags for way in newport.ways}
    way_of = {
        int(segment): int(network.way_osm_id[way])
        for segment, way in zip(network.edge_segment, network.edge_way, strict=True)
        if segment >= 0
    }
    levels = ("layer", "bridge", "tunnel")
    changes = side_changes(network, rules)
    assert len(changes) > 50  # Newport has bridges, so the check does see lines that cross
    for edge, segment in changes:
        assert not share_a_node(network, edge, segment)
        over = tags[int(network.way_osm_id[network.edge_way[edge]])]
        under = tags[way_of[segment]]
        assert [over.get(key) for key in levels] != [under.get(key) for key in levels]


def test_newport_long_walks_are_about_as_long_as_on_centre_lines(newport: StreetMap) -> None:
    """Between 500 pairs of junctions a kilometre or more apart: a few per cent, no more.

    A walk along kerbs crosses the roads that a centre-line router ignores, and keeps to the
    outside of bends; it can also cut corners. What differs by more than a tenth has to go round
    to a place where its main road can be crossed.
    """
    network = build(newport).network
    graph = centre_lines(newport)
    chance = np.random.default_rng(20230613)
    main = network.corner_component == 0
    degree = {node for node, d in graph.degree if d > 2}
    nodes = sorted(degree & set(network.corner_node[main & (network.corner_node > 0)].tolist()))
    ratios, worse = [], []
    for source in chance.choice(nodes, 10, replace=False):
        own = walks_from(network, np.flatnonzero(network.corner_node == source))
        plain = nx.single_source_dijkstra_path_length(graph, int(source), weight="length")
        far = [n for n in nodes if plain.get(n, 0.0) >= 1000]
        for target in chance.choice(far, 50, replace=False):
            reached = float(own[network.corner_node == target].min())
            ratio = reached / plain[int(target)]
            ratios.append(ratio)
            worse += [(int(source), int(target), ratio)] if abs(ratio - 1) > 0.1 else []
    assert 0.97 < np.median(ratios) < 1.03
    assert len(worse) < 0.02 * len(ratios), worse
