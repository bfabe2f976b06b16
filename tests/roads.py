"""Small road maps, and a second, plain way to time drives on them."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

import networkx as nx
import numpy as np

from tests.streets import streets
from transit.network.driving.build import build_road_network
from transit.network.driving.roads import RoadNetwork
from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.read.driving import read_driving_rules
from transit.read.rules import read_rules
from transit.read.streets import StreetMap, TurnRule, Way

RULES = read_driving_rules()
TAGS = read_rules().tags

ROAD = {"highway": "residential"}

Step = tuple[int, int, int, float]
"""From a node to the next along a way: both nodes, the way, seconds."""


def road_map(
    nodes: Mapping[str, tuple[float, float]],
    ways: Sequence[tuple[str, Mapping[str, str]]],
    tags: Mapping[str, Mapping[str, str]] | None = None,
    turns: Sequence[tuple[int, str, int, bool]] = (),
) -> StreetMap:
    """Make a street map with turn restrictions (from way, via node, to way, only)."""
    number = {name: i for i, name in enumerate(nodes)}
    made = streets(nodes, ways, tags)
    return replace(
        made,
        turns=tuple(TurnRule(start, number[via], end, only) for start, via, end, only in turns),
    )


def network(street_map: StreetMap) -> RoadNetwork:
    """Build the roads with the shipped rules."""
    return build_road_network(street_map, RULES, TAGS)


def free_s(metres: float, highway: str = "residential", mph: int | None = None) -> float:
    """Seconds of a drive, from the rules alone."""
    rule = RULES.classes[highway]
    return metres / ((mph or rule.default_mph) * rule.share_of_limit * 0.44704)


def plain_times(street_map: StreetMap) -> dict[tuple[int, int], float]:
    """Seconds between all nodes, node by node of the map, each step of a way a vertex of its own.

    Knows only: two-way unless ``oneway=yes``, no access tags, no barriers; turns by their rule;
    nobody turns round in the middle of a way.
    """
    steps: list[Step] = []
    for way in street_map.ways:
        rule = RULES.classes[way.tags["highway"]]
        mps = rule.default_mph * rule.share_of_limit * 1609.344 / 3600
        for u, v in itertools.pairwise(way.nodes.tolist()):
            lat, lon = street_map.node_lat[[u, v]], street_map.node_lon[[u, v]]
            east = (lon[1] - lon[0]) * np.cos(np.radians(lat.mean()))
            seconds = METRES_PER_DEGREE * float(np.hypot(lat[1] - lat[0], east)) / mps
            steps.append((u, v, way.osm_id, seconds))
            if _two_way(way):
                steps.append((v, u, way.osm_id, seconds))
    graph = nx.DiGraph()
    for one, step in enumerate(steps):
        graph.add_edge(("from", step[0]), one, weight=step[3])
        graph.add_edge(one, ("to", step[1]), weight=0.0)
        for other, after in enumerate(steps):
            if step[1] == after[0] and _allowed(street_map, step, after):
                graph.add_edge(one, other, weight=after[3])
    found = {}
    nodes = range(len(street_map.node_lat))
    for start in nodes:
        if ("from", start) in graph:
            lengths = nx.single_source_dijkstra_path_length(graph, ("from", start))
            found |= {(start, end): lengths[("to", end)] for end in nodes if ("to", end) in lengths}
    return found


def _allowed(street_map: StreetMap, step: Step, after: Step) -> bool:
    node, turns_round = step[1], after[1] == step[0]
    if turns_round and not any(node in (way.nodes[0], way.nodes[-1]) for way in street_map.ways):
        return False
    for rule in street_map.turns:
        if (rule.via, rule.from_way) != (node, step[2]):
            continue
        if not any(
            node == way.nodes[0] or (node == way.nodes[-1] and _two_way(way))
            for way in street_map.ways
            if way.osm_id == rule.to_way
        ):
            continue  # nobody can take it: then it says nothing
        named = after[2] == rule.to_way and (rule.from_way != rule.to_way or turns_round)
        if named != rule.only:
            return False
    return True


def _two_way(way: Way) -> bool:
    return way.tags.get("oneway") != "yes"
