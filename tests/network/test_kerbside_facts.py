"""No absent tag becomes a mapped fact, and nothing unknown becomes yes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.test_kerbside import FOOTWAY, MAIN, PLUS, STREET, parts_without_crossings
from tests.streets import build, crossings, edges_of, metres, parameters, stops, streets
from transit.model.fact import (
    INFERRED_NO,
    INFERRED_YES,
    MAPPED_NO,
    MAPPED_YES,
    UNKNOWN,
    Fact,
    Source,
    decode,
)
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.kerbside import StopPoints, build_walk_network
from transit.network.walk import WalkNetwork
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules

ROAD = {"highway": "tertiary"}
ZEBRA = {"highway": "crossing", "crossing": "zebra"}
FACTS = [name for name in WalkNetwork.__dataclass_fields__ if name.startswith("fact_")]
LINE = {"a": (0, 0), "x": (60, 0), "b": (120, 0)}


def one_way(tags: dict[str, str]) -> WalkNetwork:
    """A single way of 120 m, its far ends cut off."""
    return build(streets(LINE, [("a x b", tags)], cut="a b")).network


@pytest.mark.parametrize(
    ("tags", "fact"),
    [
        ({"highway": "footway"}, MAPPED_YES),
        ({"highway": "path"}, MAPPED_YES),
        ({"highway": "pedestrian"}, MAPPED_YES),
        ({"highway": "steps"}, MAPPED_YES),
        ({"highway": "cycleway"}, UNKNOWN),
        ({"highway": "cycleway", "foot": "yes"}, INFERRED_YES),
        ({"highway": "cycleway", "foot": "designated"}, MAPPED_YES),
        ({"highway": "bridleway"}, INFERRED_YES),
        ({"highway": "living_street"}, UNKNOWN),
        ({"highway": "living_street", "sidewalk": "both"}, MAPPED_YES),
        ({"highway": "living_street", "sidewalk": "no"}, MAPPED_NO),
        ({"highway": "service"}, UNKNOWN),
        ({"highway": "track"}, UNKNOWN),
    ],
)
def test_only_ways_for_people_on_foot_are_a_place_to_walk(tags: dict[str, str], fact: Fact) -> None:
    """A footway is one by its class, a shared way only as far as its tags or a rule say."""
    assert set(one_way(tags).fact_pavement.tolist()) == {fact.code}


WALKED = sorted(
    name for name, rule in read_rules().highways.items() if rule.walk and name != "driveway"
)


@pytest.mark.parametrize("highway", WALKED)
def test_a_bare_way_has_no_mapped_fact_but_its_class(highway: str) -> None:
    """A way with no tag but its class: all else is unknown or inferred by a rule."""
    network = one_way({"highway": highway})
    for name in FACTS:
        sources = {decode(int(code)).source for code in getattr(network, name)}
        if name == "fact_pavement" and highway in read_rules().pavements.on_foot.mapped:
            continue
        assert Source.MAPPED not in sources, name


VALUES = st.sampled_from(["yes", "no", "maybe", "unknown", "partial", "", "left", "3", "yes;no"])
KEYS = st.sampled_from(
    [
        "sidewalk", "foot", "access", "lit", "surface", "smoothness", "ramp", "handrail", "kerb",
        "tactile_paving", "traffic_signals:sound", "crossing", "crossing:island", "incline",
        "verge", "width", "opening_hours", "sidewalk:left", "sidewalk:surface",
    ]
)  # fmt: skip


@given(st.dictionaries(KEYS, st.sampled_from(["maybe", "unknown", "", "partial", "?"])))
def test_words_that_say_nothing_leave_facts_unmapped(tags: dict[str, str]) -> None:
    """Values that no rule knows never make a mapped fact."""
    network = one_way({"highway": "tertiary", **tags})
    for name in FACTS:
        assert all(decode(int(code)).source != Source.MAPPED for code in getattr(network, name))


@given(st.dictionaries(KEYS, VALUES), st.dictionaries(KEYS, VALUES))
def test_any_tags_build(of_way: dict[str, str], of_node: dict[str, str]) -> None:
    """Whatever tags say, there is a network, and no fact is out of range."""
    city = streets(
        {**LINE, "n": (60, 40)},
        [("a x b", {"highway": "tertiary", **of_way}), ("x n", {**FOOTWAY, **of_way})],
        {"x": of_node},
    )
    network = build(city).network
    for name in FACTS:
        assert all(int(decode(int(code)).state) <= 2 for code in getattr(network, name))


def test_a_roads_surface_is_mapped_for_those_in_the_carriageway_only() -> None:
    """``surface=asphalt`` with a pavement left: there inferred, right in the roadway mapped."""
    network = one_way({**ROAD, "surface": "asphalt", "sidewalk": "left"})
    found = dict(zip(network.edge_side.tolist(), network.fact_surface.tolist(), strict=True))
    assert found == {-1: INFERRED_YES.code, 1: MAPPED_YES.code}


def test_a_pavement_beside_a_loose_road_is_not_taken_for_firm() -> None:
    """``surface=gravel``: nothing is inferred of its pavement, and the roadway is loose."""
    network = one_way({**ROAD, "surface": "gravel", "sidewalk": "left"})
    found = dict(zip(network.edge_side.tolist(), network.fact_surface.tolist(), strict=True))
    assert found == {-1: UNKNOWN.code, 1: MAPPED_NO.code}


def test_pavements_have_their_own_surface_and_width() -> None:
    """``sidewalk:left:...`` holds on the left only."""
    network = one_way(
        {
            **ROAD,
            "sidewalk": "both",
            "sidewalk:left:surface": "gravel",
            "sidewalk:right:width": "1.2",
        }
    )
    sides = network.edge_side.tolist()
    surface = dict(zip(sides, network.fact_surface.tolist(), strict=True))
    width = dict(zip(sides, network.edge_width_mm.tolist(), strict=True))
    assert surface == {-1: MAPPED_NO.code, 1: INFERRED_YES.code}
    assert width == {-1: -1, 1: 1200}


@pytest.mark.parametrize(
    ("tags", "fact"),
    [
        ({"ramp": "yes"}, UNKNOWN),  # for whom?
        ({"ramp": "yes", "ramp:bicycle": "yes"}, UNKNOWN),
        ({"ramp:stroller": "yes"}, UNKNOWN),
        ({"ramp:wheelchair": "yes"}, MAPPED_YES),
        ({"ramp": "no"}, MAPPED_NO),
        ({"ramp": "separate"}, UNKNOWN),
    ],
)
def test_a_ramp_is_one_that_wheelchairs_can_use(tags: dict[str, str], fact: Fact) -> None:
    """A ramp for pushchairs or bicycles is none for a wheelchair."""
    assert one_way({"highway": "steps", **tags}).fact_ramp.tolist() == [fact.code]


@pytest.mark.parametrize(
    ("tags", "fact"),
    [
        ({"access": "private"}, MAPPED_NO),
        ({"access": "no", "foot": "yes"}, MAPPED_YES),
        ({"access": "customers"}, UNKNOWN),
        ({"foot": "yes", "foot:conditional": "no @ (22:00-06:00)"}, UNKNOWN),
        ({"opening_hours": "dawn-dusk"}, UNKNOWN),
        ({}, INFERRED_YES),
    ],
)
def test_access(tags: dict[str, str], fact: Fact) -> None:
    """``foot`` before ``access``; what holds at some times only is unknown."""
    assert one_way({"highway": "footway", **tags}).fact_access.tolist() == [fact.code]


def test_a_road_for_motors_only_is_not_for_people_on_foot() -> None:
    """``motorroad=yes`` without ``foot``: inferred no."""
    network = one_way({**MAIN, "motorroad": "yes"})
    assert set(network.fact_access.tolist()) == {INFERRED_NO.code}


def test_a_mapped_verge_leaves_the_pavement_unknown() -> None:
    """Who mapped grass on the left and no pavement has looked; on the right one is inferred."""
    network = one_way({**ROAD, "maxspeed": "30 mph", "verge": "left"})
    found = dict(zip(network.edge_side.tolist(), network.fact_pavement.tolist(), strict=True))
    assert found == {-1: UNKNOWN.code, 1: INFERRED_YES.code}


def test_facts_of_a_junctions_node_are_no_arms_facts() -> None:
    """Tactile paving, kerb and sound on a node where four roads meet: which arm has them?"""
    tags = {
        "highway": "traffic_signals",
        "tactile_paving": "yes",
        "kerb": "lowered",
        "traffic_signals:sound": "yes",
    }
    network = build(streets(PLUS, [("w o e", MAIN), ("n o s", MAIN)], {"o": tags})).network
    over = edges_of(network, EdgeKind.CROSSING)
    for name in ("fact_tactile", "fact_kerb", "fact_sound"):
        assert set(getattr(network, name)[over].tolist()) == {UNKNOWN.code}
    assert {kind for kind, _ in crossings(network)} == {CrossingKind.SIGNALS_AT_JUNCTION}


@pytest.mark.parametrize(
    ("tags", "sound"),
    [
        ({"traffic_signals:sound": "walk"}, MAPPED_YES),
        ({"traffic_signals:vibration": "yes", "traffic_signals:sound": "no"}, MAPPED_YES),
        ({"traffic_signals:sound": "locate"}, UNKNOWN),  # a turning cone may still be there
        ({"traffic_signals:sound": "no", "traffic_signals:vibration": "no"}, MAPPED_NO),
        ({"button_operated": "yes"}, UNKNOWN),
    ],
)
def test_signals_for_people_on_foot_and_their_sound(tags: dict[str, str], sound: Fact) -> None:
    """A button, a sound or a turning cone is for people on foot; each tells what it tells."""
    known = {"highway": "crossing", "crossing": "traffic_signals", **tags}
    network = build(streets(LINE, [("a x b", MAIN)], {"x": known}, cut="a b")).network
    assert crossings(network) == [(CrossingKind.SIGNALS, 1)]
    assert network.fact_sound[edges_of(network, EdgeKind.CROSSING)].tolist() == [sound.code]


def test_a_button_makes_signals_a_crossing_with_signals() -> None:
    """Signals in mid-block with a button: people on foot have their own phase."""
    lights = {"highway": "traffic_signals", "button_operated": "yes"}
    network = build(streets(LINE, [("a x b", MAIN)], {"x": lights}, cut="a b")).network
    assert crossings(network) == [(CrossingKind.SIGNALS, 1)]


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "crossing", "crossing": "no"},
        {"highway": "crossing", "crossing": "traffic_signals", "crossing:signals": "no"},
        {"highway": "crossing", "crossing": "zebra", "crossing_ref": "pelican"},
        {"highway": "crossing", "crossing": "unmarked", "crossing:markings": "zebra"},
    ],
)
def test_tags_that_contradict_each_other_leave_the_kind_open(tags: dict[str, str]) -> None:
    """Both cannot be true: the kind is unknown and a notice says where."""
    built = build(streets(LINE, [("a x b", MAIN)], {"x": tags}, cut="a b"))
    assert crossings(built.network) == [(CrossingKind.UNKNOWN_KIND, 1)]
    notice = next(n for n in built.notices if n.code == "crossing_tags_contradict")
    assert metres(notice.lat or 0, notice.lon or 0) == pytest.approx((60, 0), abs=0.1)


@pytest.mark.parametrize(
    ("node", "way", "kind"),
    [
        ({"crossing": "marked"}, {"crossing": "traffic_signals"}, CrossingKind.SIGNALS),
        ({"crossing": "zebra"}, {"crossing": "marked"}, CrossingKind.ZEBRA),
        ({"crossing": "zebra"}, {}, CrossingKind.ZEBRA),
        ({"crossing": "zebra"}, {"crossing": "traffic_signals"}, CrossingKind.UNKNOWN_KIND),
        ({"crossing": "unmarked"}, {"crossing": "marked"}, CrossingKind.UNKNOWN_KIND),
    ],
)
def test_a_crossings_node_and_way_are_read_together(
    node: dict[str, str], way: dict[str, str], kind: CrossingKind
) -> None:
    """Of the two the one that says more counts; where both cannot be, neither does."""
    city = streets(
        {**LINE, "n": (60, 8), "s": (60, -8)},
        [("a x b", MAIN), ("n x s", {**FOOTWAY, "footway": "crossing", **way})],
        {"x": {"highway": "crossing", **node}},
        cut="a b",
    )
    assert crossings(build(city).network) == [(kind, 1)]


def test_one_dropped_kerb_says_nothing_of_the_other() -> None:
    """A crossing has two kerbs: both must be seen before it counts as dropped."""
    kerbs = {"n": {"kerb": "lowered"}, "s": {"kerb": "lowered"}}
    for seen, fact in ((kerbs, MAPPED_YES), ({"n": kerbs["n"]}, UNKNOWN)):
        city = streets(
            {**LINE, "n": (60, 8), "s": (60, -8)},
            [("a x b", MAIN), ("n x s", {**FOOTWAY, "footway": "crossing"})],
            {"x": {"highway": "crossing"}, **seen},
        )
        network = build(city).network
        over = edges_of(network, EdgeKind.CROSSING)
        assert network.fact_kerb[over].tolist() == [fact.code]


@pytest.mark.parametrize(
    ("tags", "kinds"),
    [
        ({**ZEBRA, "crossing:island": "yes"}, [CrossingKind.ZEBRA] * 2),
        (
            {"highway": "crossing", "crossing": "traffic_signals;staggered"},
            [CrossingKind.SIGNALS] * 2,
        ),
        (
            {"highway": "crossing", "crossing": "toucan", "crossing:staggered": "yes"},
            [CrossingKind.SIGNALS] * 2,
        ),
        (  # straight across: one crossing even with an island (Highway Code rule 26)
            {"highway": "crossing", "crossing": "traffic_signals", "crossing:island": "yes"},
            [CrossingKind.SIGNALS],
        ),
        (ZEBRA, [CrossingKind.ZEBRA]),
    ],
)
def test_staggered_crossings_are_two(tags: dict[str, str], kinds: list[CrossingKind]) -> None:
    """Two crossings with an island between them, together as long as the road is wide."""
    network = build(streets(LINE, [("a x b", MAIN)], {"x": tags}, cut="a b")).network
    assert [kind for kind, _ in crossings(network)] == kinds
    over = edges_of(network, EdgeKind.CROSSING)
    # A primary road is 8 m wide.
    assert network.edge_length_mm[over].sum() == pytest.approx(8_000, abs=2)
    assert parts_without_crossings(network) == 1 + len(kinds)


def test_a_stop_line_is_no_crossing_beside_the_crossing_itself() -> None:
    """Signals 6 m before a mapped crossing: people cross at the crossing. Without it: unknown."""
    nodes = {"a": (0, 0), "l": (54, 0), "x": (60, 0), "b": (120, 0)}
    lights = {"l": {"highway": "traffic_signals"}}
    island = {"x": {"highway": "crossing", "crossing:island": "yes"}}
    both = build(streets(nodes, [("a l x b", MAIN)], {**lights, **island}, cut="a b")).network
    assert crossings(both) == [(CrossingKind.REFUGE, 1)]
    alone = build(streets(nodes, [("a l x b", MAIN)], lights, cut="a b")).network
    assert crossings(alone) == [(CrossingKind.SIGNALS_AT_JUNCTION, 1)]


def test_nobody_crosses_to_a_roundabouts_island() -> None:
    """A path that meets the ring outside leads to no crossing of it."""
    ring = {"highway": "primary", "junction": "roundabout"}
    nodes = {"n": (0, 20), "e": (20, 0), "s": (0, -20), "w": (-20, 0), "p": (0, 60)}
    network = build(streets(nodes, [("n e s w n", ring), ("p n", FOOTWAY)])).network
    assert not crossings(network)


def road_with(gate: dict[str, str], tags: dict[str, str]) -> WalkNetwork:
    """A road that goes on behind a barrier."""
    return build(streets(LINE, [("a x b", tags)], {"x": gate}, cut="a b")).network


def test_a_locked_gate_across_a_road_without_pavements_is_not_passed() -> None:
    """Both sides go through the gate; neither may."""
    network = road_with({"barrier": "gate", "locked": "yes"}, {**MAIN, "sidewalk": "no"})
    gates = np.flatnonzero(network.edge_segment < 0)
    assert len(gates) == 2
    assert set(network.fact_access[gates].tolist()) == {MAPPED_NO.code}
    assert network.corner_component.max() == 3  # two sides, before and behind
    assert len(network.corner_lat) == 8


def test_a_pavement_goes_past_the_barrier_on_its_road() -> None:
    """Left a pavement, right none: bollards narrow the way on the right only."""
    network = road_with({"barrier": "bollard"}, {**MAIN, "sidewalk": "left"})
    gates = np.flatnonzero(network.edge_segment < 0)
    found = sorted(zip(network.edge_width_mm[gates], network.fact_access[gates], strict=True))
    assert found == [(-1, INFERRED_YES.code), (1200, INFERRED_YES.code)]
    assert parts_without_crossings(network) == 2


def test_a_gate_where_a_lane_begins_is_passed() -> None:
    """A street, a gate, then a service lane: one edge through the gate, unknown whether open."""
    city = streets(
        LINE,
        [("a x", STREET), ("x b", {"highway": "service"})],
        {"x": {"barrier": "gate"}},
        cut="a",
    )
    network = build(city).network
    gates = np.flatnonzero(network.edge_segment < 0)
    assert network.fact_access[gates].tolist() == [UNKNOWN.code]
    assert network.corner_component.max() == 0


def test_an_unnamed_barrier_may_be_locked() -> None:
    """``barrier=yes`` is some barrier: whether one may pass is unknown."""
    network = build(streets(LINE, [("a x b", FOOTWAY)], {"x": {"barrier": "yes"}})).network
    assert network.fact_access[network.edge_segment < 0].tolist() == [UNKNOWN.code]


def test_a_lift_has_no_length_and_is_for_wheelchairs() -> None:
    """Between two corridors: kind INDOOR, no steps, no kerb, its access inferred."""
    city = streets(LINE, [("a x", FOOTWAY), ("x b", FOOTWAY)], {"x": {"highway": "elevator"}})
    network = build(city).network
    lift = edges_of(network, EdgeKind.INDOOR)
    assert network.edge_length_mm[lift].tolist() == [0]
    assert network.edge_steps[lift].tolist() == [0]
    assert network.fact_access[lift].tolist() == [INFERRED_YES.code]


def test_drivers_and_driveways_join_their_roads_pavement() -> None:
    """A driveway off a street: one walks from it onto the pavement without crossing."""
    city = streets(
        {**LINE, "d": (60, 30)},
        [("a x b", MAIN), ("x d", {"highway": "service", "service": "driveway"})],
        cut="a b",
    )
    assert parts_without_crossings(build(city).network) == 2  # its side with it, and the other


class Hill:
    """Ground that rises eastward by one in ten."""

    cell_m = 30.0

    def heights(self, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
        """A tenth of the metres east of the middle."""
        return np.array([metres(*at)[0] / 10 for at in zip(lat, lon, strict=True)])


@pytest.mark.parametrize(("tag", "slope"), [("up", 10.0), ("down", np.nan), ("yes", 10.0)])
def test_a_slope_mapped_without_its_size_stays_unknown(tag: str, slope: float) -> None:
    """``incline=up`` names no size: it is unknown, and the raster's only where it agrees."""
    city = streets(LINE, [("a x b", {**FOOTWAY, "incline": tag})])
    plain = build(city).network
    assert np.isnan(plain.edge_incline_pct).all()
    assert set(plain.fact_slope.tolist()) == {UNKNOWN.code}
    hilly = build_walk_network(city, StopPoints.none(), read_rules(), parameters(), Hill()).network
    assert hilly.edge_incline_pct == pytest.approx(slope, abs=0.1, nan_ok=True)


def test_traffic_keeps_right_where_the_council_says_so(tmp_path: Path) -> None:
    """A council's own ``drive_side``: a bus going east calls on the south side."""
    (tmp_path / "walk.toml").write_text(
        '[drive_side]\nvalue = "right"\nunit = ""\nsource = "Código de Trânsito Brasileiro art. 29"'
        '\ndate = "2024-06-01"\nconfidence = "verified"\n'
    )
    city = streets({"a": (0, 0), "b": (200, 0)}, [("a b", MAIN)], cut="a b")
    for own, side in ((None, -1), (tmp_path, 1)):
        built = build_walk_network(
            city, stops((100, 1.0, 90.0)), read_rules(), read_parameters(own)
        )
        assert built.stops.side.tolist() == [side]
