"""The kerb-side walk network on street maps small enough to count by hand."""

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from tests.streets import (
    at,
    build,
    crossings,
    edges_of,
    metres,
    stops,
    streets,
    without_informal,
)
from transit.model.fact import INFERRED_YES, MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.network.walk import WalkNetwork

STREET = {"highway": "residential", "name": "High Street"}
MAIN = {"highway": "primary", "name": "Main Road", "maxspeed": "40 mph"}
FOOTWAY = {"highway": "footway"}
PLUS = {"o": (0, 0), "n": (0, 80), "e": (80, 0), "s": (0, -80), "w": (-80, 0)}


def parts_without_crossings(network: WalkNetwork) -> int:
    """How many parts the network falls into when no carriageway may be crossed."""
    walked = network.edge_kind != EdgeKind.CROSSING
    return parts(network, walked)


def parts(network: WalkNetwork, edges: np.ndarray) -> int:
    """How many parts some edges leave the corners in."""
    size = len(network.corner_lat)
    u, v = network.edge_u[edges], network.edge_v[edges]
    graph = coo_array((np.ones(len(u)), (u, v)), shape=(size, size))
    return int(connected_components(graph, directed=False)[0])


def walk_m(network: WalkNetwork, start: int, end: int, edges: np.ndarray | None = None) -> float:
    """Length of the shortest walk over some edges, metres."""
    use = np.arange(len(network.edge_u)) if edges is None else np.flatnonzero(edges)
    size = len(network.corner_lat)
    u, v = network.edge_u[use], network.edge_v[use]
    length = network.edge_length_mm[use] / 1000 + 1e-6
    dense = np.full((size, size), np.inf)
    np.minimum.at(dense, (u, v), length)
    dense = np.minimum(dense, dense.T)
    return float(dijkstra(np.where(np.isinf(dense), 0, dense), indices=start)[end])


def corner_near(network: WalkNetwork, east: float, north: float) -> int:
    """The corner nearest to a point given in metres."""
    lat, lon = at(east, north)
    return int(np.argmin(np.hypot(network.corner_lat - lat, (network.corner_lon - lon) * 0.62)))


def test_straight_road_has_two_pavements_joined_only_at_dead_ends() -> None:
    """A street of 50 m between dead ends: two ends with one corner each, two pavements."""
    network = build(streets({"a": (0, 0), "b": (50, 0)}, [("a b", STREET)])).network
    assert len(network.corner_lat) == 2
    assert len(edges_of(network, EdgeKind.PAVEMENT)) == 2
    assert network.edge_length_mm == pytest.approx(50_000, abs=2)
    assert not crossings(network)


def test_side_is_that_of_the_segments_direction() -> None:
    """The edge on side -1 of an eastward street lies north of it where its corners are apart."""
    city = streets(
        {"a": (0, 0), "b": (50, 0), "c": (100, 0)},
        [("a b c", STREET)],
        {"b": {"highway": "crossing"}},
    )
    network = build(city).network
    left = [e for e in edges_of(network, EdgeKind.PAVEMENT) if network.edge_side[e] == -1]
    for edge in left:
        ends = (network.edge_u[edge], network.edge_v[edge])
        norths = [metres(network.corner_lat[c], network.corner_lon[c])[1] for c in ends]
        # Half a residential street is 2.75 m; the dead ends lie on the centre line.
        assert max(norths) == pytest.approx(2.75, abs=0.01)


def test_t_junction_has_three_corners_and_three_crossings() -> None:
    """Three roads meet: three gaps, and each arm is crossed once."""
    nodes = {name: PLUS[name] for name in "oesw"}
    city = streets(nodes, [("w o", STREET), ("o e", STREET), ("o s", STREET)])
    network = build(city, rules=without_informal()).network
    assert len(network.corner_lat) == 3 + 3
    assert crossings(network) == [(CrossingKind.NONE, way) for way in (1, 2, 3)]


def test_crossroads_has_four_corners_and_four_crossings() -> None:
    """Four roads meet: each quarter of the town is reached only over an arm."""
    city = streets(PLUS, [("w o e", STREET), ("n o s", MAIN)])
    network = build(city, rules=without_informal()).network
    assert len(network.corner_lat) == 4 + 4
    assert len(crossings(network)) == 4
    traffic = sorted(network.edge_traffic[edges_of(network, EdgeKind.CROSSING)].tolist())
    assert traffic == [Traffic.QUIET, Traffic.QUIET, Traffic.BUSY, Traffic.BUSY]


def test_walking_past_a_side_street_is_as_long_as_the_centre_line() -> None:
    """Kerb, mouth, kerb: what the crossing adds, the pavements lack."""
    nodes = {name: PLUS[name] for name in "oesw"}
    city = streets(nodes, [("w o e", STREET), ("o s", MAIN)], cut="w e")
    network = build(city, rules=without_informal()).network
    start, end = corner_near(network, -80, -2.75), corner_near(network, 80, -2.75)
    assert walk_m(network, start, end) == pytest.approx(160, abs=0.01)


def test_zebra_between_junctions_is_the_only_way_over_a_main_road() -> None:
    """A zebra in mid-block: one crossing edge of that kind, with kerbs inferred dropped."""
    city = streets(
        {"a": (0, 0), "z": (100, 0), "b": (200, 0)},
        [("a z b", MAIN)],
        {"z": {"highway": "crossing", "crossing": "uncontrolled", "crossing_ref": "zebra"}},
        cut="a b",
    )
    network = build(city).network
    assert crossings(network) == [(CrossingKind.ZEBRA, 1)]
    assert network.fact_kerb[edges_of(network, EdgeKind.CROSSING)].tolist() == [INFERRED_YES.code]
    assert parts_without_crossings(network) == 2


def test_signals_at_a_junction_promise_no_green_man() -> None:
    """Lights where roads meet: every arm is SIGNALS_AT_JUNCTION, even if tagged a crossing."""
    for tags in (
        {"highway": "traffic_signals"},
        {"highway": "traffic_signals", "crossing": "traffic_signals"},
    ):
        network = build(streets(PLUS, [("w o e", MAIN), ("n o s", MAIN)], {"o": tags})).network
        assert {kind for kind, _ in crossings(network)} == {CrossingKind.SIGNALS_AT_JUNCTION}
        assert not network.fact_kerb[edges_of(network, EdgeKind.CROSSING)].any()


def test_dead_end_is_walked_round() -> None:
    """A cul-de-sac has one corner at its end: going round it is no crossing."""
    city = streets({"a": (0, 0), "b": (50, 0)}, [("a b", STREET)], cut="a")
    network = build(city).network
    assert len(network.corner_lat) == 3
    assert parts_without_crossings(network) == 1


def test_road_cut_off_at_the_edge_of_the_map_is_not_walked_round() -> None:
    """Where the map ends the road goes on, so its sides stay apart."""
    city = streets({"a": (0, 0), "b": (50, 0)}, [("a b", MAIN)], cut="a b")
    network = build(city).network
    assert len(network.corner_lat) == 4
    assert not crossings(network)
    assert parts_without_crossings(network) == 2


@pytest.mark.parametrize(
    ("tags", "left", "right"),
    [
        ({"sidewalk": "left"}, MAPPED_YES, MAPPED_NO),
        ({"sidewalk": "right"}, MAPPED_NO, MAPPED_YES),
        ({"sidewalk": "both"}, MAPPED_YES, MAPPED_YES),
        ({"sidewalk": "no"}, MAPPED_NO, MAPPED_NO),
        ({"sidewalk": "separate"}, MAPPED_NO, MAPPED_NO),
        ({"sidewalk:left": "yes", "sidewalk:right": "no"}, MAPPED_YES, MAPPED_NO),
        ({"sidewalk:both": "no"}, MAPPED_NO, MAPPED_NO),
        ({"maxspeed": "30 mph"}, INFERRED_YES, INFERRED_YES),
        ({"maxspeed": "60 mph"}, UNKNOWN, UNKNOWN),
        ({}, UNKNOWN, UNKNOWN),
    ],
)
def test_pavement_of_each_side(tags: dict[str, str], left: object, right: object) -> None:
    """Tags win; a limit of 30 mph lets a pavement be inferred; otherwise it is unknown."""
    city = streets(
        {"a": (0, 0), "b": (50, 0)}, [("a b", {"highway": "tertiary", **tags})], cut="a b"
    )
    network = build(city).network
    found = {int(s): int(f) for s, f in zip(network.edge_side, network.fact_pavement, strict=True)}
    assert found == {-1: left.code, 1: right.code}  # type: ignore[attr-defined]
    kinds = {int(s): int(k) for s, k in zip(network.edge_side, network.edge_kind, strict=True)}
    for side, fact in ((-1, left), (1, right)):
        has = fact in (MAPPED_YES, INFERRED_YES)
        assert kinds[side] == (EdgeKind.PAVEMENT if has else EdgeKind.ROADWAY)


def test_separate_footway_leaves_the_road_no_pavement_on_its_side() -> None:
    """A footway=sidewalk 7 m north of an untagged street: the street keeps its southern one."""
    city = streets(
        {"a": (0, 0), "b": (200, 0), "p": (0, 7), "q": (200, 7)},
        [("a b", STREET), ("p q", {"highway": "footway", "footway": "sidewalk"})],
    )
    network = build(city).network
    walked = [e for e in range(len(network.edge_u)) if network.edge_road[e]]
    sides = {
        int(network.edge_side[e]): EdgeKind(network.edge_kind[e])
        for e in walked
        if network.edge_kind[e] != EdgeKind.CROSSING
    }
    assert sides == {-1: EdgeKind.ROADWAY, 1: EdgeKind.PAVEMENT}


def test_separate_pavements_are_joined_to_the_crossing_between_them() -> None:
    """A zebra between two separately mapped pavements: 8 m from pavement to pavement and back."""
    footway = {"highway": "footway", "footway": "sidewalk"}
    city = streets(
        {
            "a": (0, 0), "z": (100, 0), "b": (200, 0),
            "p": (0, 8), "q": (200, 8), "r": (0, -8), "t": (200, -8),
        },
        [("a z b", {**MAIN, "sidewalk": "separate"}), ("p q", footway), ("r t", footway)],
        {"z": {"highway": "crossing", "crossing": "zebra"}},
        cut="a b",
    )  # fmt: skip
    network = build(city).network
    pavement = network.edge_kind != EdgeKind.ROADWAY
    north, south = corner_near(network, 100, 8), corner_near(network, 100, -8)
    assert walk_m(network, north, south, pavement) == pytest.approx(16, abs=0.1)
    without = pavement & (network.edge_kind != EdgeKind.CROSSING)
    assert walk_m(network, north, south, without) == np.inf


def test_crossing_way_is_the_crossing_and_not_a_way_round_it() -> None:
    """A footway=crossing over a road: one crossing edge, of the way's kind, and no free passage."""
    city = streets(
        {"a": (-90, 0), "x": (0, 0), "b": (90, 0), "n": (0, 6), "s": (0, -6)},
        [
            ("a x b", MAIN),
            ("n x s", {**FOOTWAY, "footway": "crossing", "crossing": "traffic_signals"}),
        ],
        {"x": {"highway": "crossing"}, "n": {"kerb": "lowered"}, "s": {"kerb": "lowered"}},
        cut="a b",
    )
    network = build(city).network
    assert crossings(network) == [(CrossingKind.SIGNALS, 1)]
    assert network.fact_kerb[edges_of(network, EdgeKind.CROSSING)].tolist() == [MAPPED_YES.code]
    assert parts_without_crossings(network) == 2
    north, south = corner_near(network, 0, 6), corner_near(network, 0, -6)
    # The carriageway is measured once: 6 m from kerb node to kerb node each side of the middle.
    assert walk_m(network, north, south) == pytest.approx(12, abs=0.01)


def test_one_raised_kerb_makes_the_crossing_raised() -> None:
    """Kerb nodes on the way over: one raised is enough."""
    city = streets(
        {"a": (-90, 0), "x": (0, 0), "b": (90, 0), "n": (0, 6), "s": (0, -6)},
        [("a x b", MAIN), ("n x s", {**FOOTWAY, "footway": "crossing"})],
        {"n": {"kerb": "lowered"}, "s": {"kerb": "raised"}},
    )
    network = build(city).network
    assert network.fact_kerb[edges_of(network, EdgeKind.CROSSING)].tolist() == [MAPPED_NO.code]


def test_path_meeting_a_main_road_may_cross_it_there() -> None:
    """Where a path meets a road people cross, with nothing there to help."""
    city = streets(
        {"a": (-90, 0), "x": (0, 0), "b": (90, 0), "n": (0, 40)},
        [("a x b", MAIN), ("n x", FOOTWAY)],
        cut="a b",
    )
    network = build(city).network
    assert crossings(network) == [(CrossingKind.NONE, 1)]


def test_crossing_no_forbids() -> None:
    """``crossing=no`` where a path meets a road: nobody crosses there."""
    city = streets(
        {"a": (-90, 0), "x": (0, 0), "b": (90, 0), "n": (0, 40)},
        [("a x b", MAIN), ("n x", FOOTWAY)],
        {"x": {"crossing": "no"}},
        cut="a b",
    )
    assert not crossings(build(city).network)


@pytest.mark.parametrize("tag", [{"bridge": "yes"}, {"tunnel": "yes", "layer": "-1"}])
def test_bridge_and_subway_pass_without_crossing(tag: dict[str, str]) -> None:
    """A footway over or under a main road shares no node with it and does not join it."""
    city = streets(
        {"a": (-90, 0), "b": (90, 0), "n": (0, 40), "s": (0, -40)},
        [("a b", MAIN), ("n s", {**FOOTWAY, **tag})],
        cut="a b",
    )
    network = build(city).network
    assert not crossings(network)
    assert len(edges_of(network, EdgeKind.PATH)) == 1
    assert parts_without_crossings(network) == 3


def test_steps_are_counted_only_when_mapped() -> None:
    """Steps carry their count, ramp and handrail, or say that it is unknown."""
    city = streets(
        {"a": (0, 0), "b": (10, 0), "c": (20, 0)},
        [
            ("a b", {"highway": "steps", "step_count": "12", "handrail": "yes", "ramp": "no"}),
            ("b c", {"highway": "steps"}),
        ],
    )
    network = build(city).network
    assert network.edge_steps.tolist() == [12, -1]
    assert network.fact_handrail.tolist() == [MAPPED_YES.code, UNKNOWN.code]
    assert network.fact_ramp.tolist() == [MAPPED_NO.code, UNKNOWN.code]


@pytest.mark.parametrize(
    ("tags", "kind", "width", "steps", "access"),
    [
        ({"barrier": "gate"}, EdgeKind.PATH, -1, 0, UNKNOWN.code),
        ({"barrier": "gate", "locked": "yes"}, EdgeKind.PATH, -1, 0, MAPPED_NO.code),
        ({"barrier": "gate", "access": "private"}, EdgeKind.PATH, -1, 0, MAPPED_NO.code),
        ({"barrier": "gate", "foot": "yes"}, EdgeKind.PATH, -1, 0, MAPPED_YES.code),
        ({"barrier": "kissing_gate"}, EdgeKind.PATH, 500, 0, INFERRED_YES.code),
        (
            {"barrier": "bollard", "maxwidth:physical": "1.4"},
            EdgeKind.PATH,
            1400,
            0,
            INFERRED_YES.code,
        ),
        ({"barrier": "stile"}, EdgeKind.STEPS, 450, 2, INFERRED_YES.code),
        ({"highway": "elevator"}, EdgeKind.INDOOR, -1, 0, INFERRED_YES.code),
    ],
)
def test_gate_is_an_edge_of_its_own(
    tags: dict[str, str], kind: EdgeKind, width: int, steps: int, access: int
) -> None:
    """A barrier on a path is passed by an edge without length that carries what it asks."""
    city = streets({"a": (0, 0), "g": (30, 0), "b": (60, 0)}, [("a g b", FOOTWAY)], {"g": tags})
    network = build(city).network
    passed = [e for e in range(len(network.edge_u)) if network.edge_segment[e] == -1]
    assert len(passed) == 1
    gate = passed[0]
    assert network.edge_kind[gate] == kind
    assert network.edge_width_mm[gate] == width
    assert network.edge_steps[gate] == steps
    assert network.fact_access[gate] == access
    assert parts(network, np.arange(len(network.edge_u)) != gate) == 2


def test_plaza_is_crossed_straight() -> None:
    """Across a square of 60 m from corner to corner: the diagonal, not the outline."""
    city = streets(
        {
            "a": (0, 0), "b": (60, 0), "c": (60, 60), "d": (0, 60),
            "p": (-40, 0), "q": (100, 60),
        },
        [
            ("a b c d a", {"highway": "pedestrian", "area": "yes"}),
            ("p a", FOOTWAY),
            ("c q", FOOTWAY),
        ],
    )  # fmt: skip
    network = build(city).network
    start, end = corner_near(network, -40, 0), corner_near(network, 100, 60)
    assert walk_m(network, start, end) == pytest.approx(40 + 60 * 2**0.5 + 40, abs=0.1)


def test_plaza_with_a_notch_is_not_crossed_through_the_notch() -> None:
    """A line that would leave the area is not laid."""
    city = streets(
        {
            "a": (0, 0), "b": (60, 0), "c": (60, 60), "d": (40, 60),
            "e": (40, 20), "f": (20, 20), "g": (20, 60), "h": (0, 60),
            "p": (10, 90), "q": (50, 90),
        },
        [
            ("a b c d e f g h a", {"highway": "pedestrian", "area": "yes"}),
            ("p g", FOOTWAY),
            ("d q", FOOTWAY),
        ],
    )  # fmt: skip
    network = build(city).network
    start, end = corner_near(network, 20, 60), corner_near(network, 40, 60)
    assert walk_m(network, start, end) == pytest.approx(40 + 20 + 40, abs=0.1)


def test_dual_carriageway_is_crossed_twice() -> None:
    """Two one-way halves: each has its own crossing, and the median has no pavement."""
    half = {"highway": "primary", "name": "Ring Road", "oneway": "yes", "maxspeed": "30 mph"}
    crossing = {"highway": "crossing", "crossing": "traffic_signals"}
    city = streets(
        {
            "a": (-100, 15), "x": (0, 15), "b": (100, 15),
            "c": (100, 0), "y": (0, 0), "d": (-100, 0),
            "s": (0, -10), "n": (0, 25),
        },
        [
            ("a x b", half),
            ("c y d", half),
            ("s y x n", {**FOOTWAY, "footway": "crossing", "crossing": "traffic_signals"}),
        ],
        {"x": crossing, "y": crossing},
        cut="a b c d",
    )  # fmt: skip
    network = build(city).network
    assert crossings(network) == [(CrossingKind.SIGNALS, 1), (CrossingKind.SIGNALS, 2)]
    assert parts_without_crossings(network) == 3


def test_inner_sides_of_a_dual_carriageway_have_no_pavement() -> None:
    """Traffic keeps left, so each half has its pavement on its left, and faces the other."""
    half = {"highway": "primary", "name": "Ring Road", "oneway": "yes", "maxspeed": "30 mph"}
    city = streets(
        {"a": (-100, 15), "b": (100, 15), "c": (100, 0), "d": (-100, 0)},
        [("a b", half), ("c d", half)],
        cut="a b c d",
    )
    network = build(city).network
    kinds = {
        (int(network.way_osm_id[network.edge_way[e]]), int(network.edge_side[e])): EdgeKind(
            network.edge_kind[e]
        )
        for e in range(len(network.edge_u))
    }
    assert kinds == {
        (1, -1): EdgeKind.PAVEMENT,
        (1, 1): EdgeKind.ROADWAY,
        (2, -1): EdgeKind.PAVEMENT,
        (2, 1): EdgeKind.ROADWAY,
    }


def test_roundabout_is_walked_round_outside_and_its_arms_crossed() -> None:
    """Four arms: the island is out of reach; each arm is crossed, the ring is not."""
    ring = {"highway": "primary", "junction": "roundabout", "name": "Round"}
    r = 20
    nodes = {
        "n": (0, r), "e": (r, 0), "s": (0, -r), "w": (-r, 0),
        "N": (0, 90), "E": (90, 0), "S": (0, -90), "W": (-90, 0),
    }  # fmt: skip
    arms = [(f"{low} {low.upper()}", MAIN) for low in "nesw"]
    city = streets(nodes, [("n e s w n", ring), *arms], cut="N E S W")
    network = build(city).network
    assert {way for _, way in crossings(network)} == {2, 3, 4, 5}
    inside = np.hypot(
        *np.array([metres(*c) for c in zip(network.corner_lat, network.corner_lon, strict=True)]).T
    )
    assert inside.min() > r - 3
    assert network.corner_component.max() == 0


def test_informal_crossings_are_spaced_on_quiet_streets_only() -> None:
    """290 m of quiet street, at most 60 m apart: four places between; a main road has none."""
    quiet = streets({"a": (0, 0), "b": (290, 0)}, [("a b", STREET)], cut="a b")
    network = build(quiet).network
    assert crossings(network) == [(CrossingKind.NONE, 1)] * 4
    assert network.edge_length_mm[edges_of(network, EdgeKind.PAVEMENT)] == pytest.approx(
        58_000, abs=2
    )
    busy = streets({"a": (0, 0), "b": (300, 0)}, [("a b", MAIN)], cut="a b")
    assert not crossings(build(busy).network)


def test_level_crossing_crosses_the_rails_not_the_road() -> None:
    """A path over rails: only where the level crossing is, and of that kind."""
    city = streets(
        {"a": (-50, 0), "x": (0, 0), "b": (50, 0), "n": (0, 90), "s": (0, -90)},
        [("a x b", FOOTWAY), ("n x s", {"highway": "rail", "railway": "rail"})],
        {"x": {"railway": "crossing"}},
        cut="n s",
    )
    network = build(city).network
    assert {kind for kind, _ in crossings(network)} == {CrossingKind.LEVEL_CROSSING}
    assert parts_without_crossings(network) == 2


def test_motorway_is_neither_walked_nor_crossed() -> None:
    """A motorway that shares a node with a path keeps its two sides apart."""
    city = streets(
        {"a": (-50, 0), "x": (0, 0), "b": (50, 0), "n": (0, 90), "s": (0, -90)},
        [("a x b", FOOTWAY), ("n x s", {"highway": "motorway"})],
    )
    network = build(city).network
    assert not crossings(network)
    assert parts_without_crossings(network) == 2


@pytest.mark.parametrize(
    ("north", "bearing", "side", "disagrees"),
    [
        (6.0, 90.0, -1, False),  # bus goes east, keeps left: stop in the north
        (-6.0, 270.0, 1, False),
        (6.0, np.nan, -1, False),
        (2.0, 270.0, 1, True),  # too near to the middle: the bearing is trusted
        (25.0, 270.0, -1, True),  # clearly in the north: the position is trusted
    ],
)
def test_stop_stands_on_the_side_where_its_buses_keep(
    north: float, bearing: float, side: int, disagrees: bool
) -> None:
    """A stop's side is known twice; where both differ it is noticed."""
    city = streets({"a": (0, 0), "b": (200, 0)}, [("a b", MAIN)], cut="a b")
    built = build(city, stops((100, north, bearing)))
    assert built.stops.side.tolist() == [side]
    corner = int(built.stops.corner[0])
    east, found = metres(built.network.corner_lat[corner], built.network.corner_lon[corner])
    assert east == pytest.approx(100, abs=0.5)
    assert np.sign(found) == -side
    codes = [notice.code for notice in built.notices]
    assert ("stop_side_disagrees" in codes) == disagrees


def test_stop_far_from_any_street_is_noticed() -> None:
    """A stop 500 m away stands nowhere."""
    city = streets({"a": (0, 0), "b": (200, 0)}, [("a b", MAIN)])
    built = build(city, stops((100, 500, np.nan)))
    assert built.stops.corner.tolist() == [-1]
    assert "stop_far_from_street" in [notice.code for notice in built.notices]


def test_stop_takes_its_own_half_of_a_dual_carriageway() -> None:
    """Between two halves the bearing says which: never one driven the other way."""
    half = {"highway": "primary", "name": "Ring Road", "oneway": "yes"}
    city = streets(
        {"a": (-100, 15), "b": (100, 15), "c": (100, 0), "d": (-100, 0)},
        [("a b", half), ("c d", half)],
        cut="a b c d",
    )
    built = build(city, stops((0, 7, 90.0), (0, 7, 270.0)))
    norths = [metres(built.network.corner_lat[c], 0)[1] for c in built.stops.corner]
    assert norths[0] > 15
    assert norths[1] < 0


def test_stop_on_a_road_with_a_separate_pavement_stands_on_it() -> None:
    """The footway on the stop's side is where people wait."""
    city = streets(
        {"a": (0, 0), "b": (200, 0), "p": (0, 8), "q": (200, 8)},
        [
            ("a b", {**MAIN, "sidewalk": "separate"}),
            ("p q", {"highway": "footway", "footway": "sidewalk"}),
        ],
    )
    built = build(city, stops((100, 7, 90.0)))
    assert metres(built.network.corner_lat[built.stops.corner[0]], 0)[1] == pytest.approx(
        8, abs=0.1
    )
    assert built.stops.side.tolist() == [-1]


def test_seat_is_a_corner_on_its_side() -> None:
    """A bench beside a street: the corner there, on its side only, has a seat."""
    city = streets({"a": (0, 0), "b": (100, 0)}, [("a b", STREET)], seats=[(40, 5)], cut="a b")
    network = build(city).network
    seats = np.flatnonzero(network.corner_seat == MAPPED_YES.code)
    assert len(seats) == 1
    east, north = metres(network.corner_lat[seats[0]], network.corner_lon[seats[0]])
    assert (east, north) == (pytest.approx(40, abs=0.1), pytest.approx(2.75, abs=0.01))


def test_arcs_are_edges_both_ways() -> None:
    """Every edge gives two arcs, from u to v and back."""
    network = build(streets(PLUS, [("w o e", STREET), ("n o s", MAIN)])).network
    arcs = network.arcs
    tail = np.repeat(np.arange(len(network.corner_lat)), np.diff(arcs.first_arc))
    u = np.where(arcs.arc_forward, network.edge_u[arcs.arc_edge], network.edge_v[arcs.arc_edge])
    v = np.where(arcs.arc_forward, network.edge_v[arcs.arc_edge], network.edge_u[arcs.arc_edge])
    assert (tail == u).all()
    assert (arcs.arc_head == v).all()
    assert np.bincount(arcs.arc_edge).tolist() == [2] * len(network.edge_u)
