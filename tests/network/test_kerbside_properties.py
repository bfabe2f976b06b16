"""What holds for the walk network of every street map."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.network.side_check import side_changes
from tests.streets import LON0, build, streets, thin, without_informal
from transit.model.streets import EdgeKind
from transit.network.kerbside.corners import bearings
from transit.network.kerbside.lines import Nodes, split_ways
from transit.network.kerbside.ways import is_kept, read_ways
from transit.network.walk import WalkNetwork
from transit.read.rules import read_rules
from transit.read.streets import StreetMap, Way

CLASSES = ("residential", "primary", "tertiary", "footway", "service", "steps", "secondary")
SIDE = 4


@st.composite
def towns(draw: st.DrawFn) -> StreetMap:
    """Draw a bent grid of mixed streets, some with a pavement mapped beside, and crossings."""
    nodes = {}
    for i in range(SIDE):
        for j in range(SIDE):
            bend = st.integers(-25, 25)
            nodes[f"{i}{j}"] = (100.0 * i + draw(bend), 100.0 * j + draw(bend))
    ways = []
    for i in range(SIDE):
        for j in range(SIDE):
            for k, m in ((i + 1, j), (i, j + 1)):
                if k < SIDE and m < SIDE and draw(st.integers(0, 5)):
                    highway = draw(st.sampled_from(CLASSES))
                    tags = {"highway": highway, "name": f"{highway} {i}{j}"}
                    if draw(st.booleans()):
                        tags["sidewalk"] = draw(st.sampled_from(("left", "right", "both", "no")))
                    path = f"{i}{j} {k}{m}" if draw(st.booleans()) else f"{k}{m} {i}{j}"
                    ways.append((path, tags))
    for path, tags in [way for way in ways if way[1]["highway"] in ("residential", "primary")]:
        if draw(st.integers(0, 3)) == 0:
            (x0, y0), (x1, y1) = (nodes[name] for name in path.split())
            far = draw(st.sampled_from((-8.0, 8.0))) / np.hypot(x1 - x0, y1 - y0)
            ends = []
            for share in (0.25, 0.75):
                ends.append(f"{path} {share}".replace(" ", "-"))
                nodes[ends[-1]] = (
                    x0 + share * (x1 - x0) - far * (y1 - y0),
                    y0 + share * (y1 - y0) + far * (x1 - x0),
                )
            ways.append((" ".join(ends), {"highway": "footway", "footway": "sidewalk"}))
            del tags["name"]
    if not ways:
        ways = [("00 01", {"highway": "residential"})]
    junctions = sorted(name for name in nodes if len(name) == 2)
    marked = draw(st.lists(st.sampled_from(junctions), max_size=4, unique=True))
    kinds = ({"highway": "crossing"}, {"highway": "traffic_signals"}, {"crossing": "zebra"})
    tags_of = {name: draw(st.sampled_from(kinds)) for name in marked}
    return streets(nodes, ways, tags_of)


def mirrored(street_map: StreetMap) -> StreetMap:
    """The same map seen in a mirror: east is west, left is right."""
    swap = {"left": "right", "right": "left"}
    ways = tuple(
        Way(
            way.osm_id,
            way.nodes,
            {
                key: swap.get(value, value) if key == "sidewalk" else value
                for key, value in way.tags.items()
            },
            way.area,
        )
        for way in street_map.ways
    )
    return replace(street_map, node_lon=2 * LON0 - street_map.node_lon, ways=ways)


def described(network: WalkNetwork, turn: int) -> list[tuple[int, ...]]:
    """Edges as nodes, kind, side and length, in an order that does not depend on numbering."""
    rows = []
    for e in range(len(network.edge_u)):
        nodes = sorted(int(network.corner_node[c]) for c in (network.edge_u[e], network.edge_v[e]))
        rows.append(
            (
                *nodes,
                int(network.edge_kind[e]),
                turn * int(network.edge_side[e]),
                int(network.edge_crossing[e]),
                int(network.edge_traffic[e]),
                int(network.fact_pavement[e]),
                round(int(network.edge_length_mm[e]) / 10),
            )
        )
    return sorted(rows)


@given(towns())
def test_no_walk_changes_sides_without_a_crossing(town: StreetMap) -> None:
    """No line that is no crossing crosses a carriageway's centre line."""
    rules = thin()
    network = build(town, rules=rules).network
    assert side_changes(network, rules) == []


@given(towns())
def test_corners_are_gaps(town: StreetMap) -> None:
    """There is a corner for each gap between carriageways around each node, at least one."""
    network = build(town, rules=without_informal()).network
    rules = read_rules()
    ways = tuple(way for way in town.ways if is_kept(way, rules))
    nodes = Nodes(town.node_lat, town.node_lon, town.node_osm_id)
    lines = split_ways(ways, nodes, town.node_tags, rules)
    sided = read_ways(ways, rules).sided[lines.way]
    ends = np.concatenate((lines.node_u, lines.node_v))
    gaps = np.bincount(ends, weights=np.tile(sided, 2), minlength=len(nodes.lat))
    used = np.bincount(ends, minlength=len(nodes.lat)) > 0
    assert len(network.corner_lat) == int(np.maximum(gaps, 1)[used].sum())
    assert len(bearings(lines)) == 2 * len(lines)


@given(towns())
def test_edges_join_real_corners(town: StreetMap) -> None:
    """Every edge has valid ends, a length of nothing or more, and a known kind."""
    network = build(town).network
    n_corners = len(network.corner_lat)
    for end in (network.edge_u, network.edge_v):
        assert end.min() >= 0
        assert end.max() < n_corners
    assert network.edge_length_mm.min() >= 0
    assert set(network.edge_kind.tolist()) <= {kind.value for kind in EdgeKind}
    crossing = network.edge_kind == EdgeKind.CROSSING
    assert (network.edge_u[crossing] != network.edge_v[crossing]).all()
    assert np.isfinite(network.corner_lat).all()


@given(towns())
def test_mirror_town_has_the_mirrored_network(town: StreetMap) -> None:
    """Left and right change places and nothing else."""
    rules = without_informal()
    own = build(town, rules=rules).network
    other = build(mirrored(town), rules=rules).network
    ours, theirs = described(own, 1), described(other, -1)
    assert [row[:-1] for row in ours] == [row[:-1] for row in theirs]
    assert max((abs(a[-1] - b[-1]) for a, b in zip(ours, theirs, strict=True)), default=0) <= 1


@given(towns())
def test_building_twice_gives_the_same(town: StreetMap) -> None:
    """Nothing depends on chance or on the order of a set."""
    one, two = build(town).network, build(town).network
    assert one.edge_u.tolist() == two.edge_u.tolist()
    assert one.corner_lat.tolist() == two.corner_lat.tolist()
