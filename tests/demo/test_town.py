"""Streets, crossings and buildings of the demo borough."""

from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely import LineString, STRtree

from transit.demo.build import Built
from transit.demo.plans import Plans
from transit.demo.town import Street, keys


def _named(built: Built, name: str) -> list[Street]:
    return [street for street in built.town.streets if street.name == name]


def _on_foot(street: Street) -> bool:
    ring = street.tags.get("junction") == "roundabout"
    return ring or street.highway not in ("", "trunk", "busway")


def test_every_street_hangs_together_on_foot(built: Built) -> None:
    """All streets but the bypass and the busway are one network, by junctions alone."""
    graph: nx.Graph[tuple[int, int]] = nx.Graph()
    for street in built.town.streets:
        if _on_foot(street):
            graph.add_edges_from(pairwise(keys(street.points)))
    largest = max(nx.connected_components(graph), key=len)
    assert len(largest) / len(graph) > 0.995


def test_the_main_road_has_no_crossing_for_a_long_stretch(built: Built) -> None:
    """Longmoor Road is crossed nowhere between x = -2300 and x = -850, 1,450 m."""
    crossings = [
        node[0] / 100
        for street in _named(built, "Longmoor Road")
        for node in keys(street.points)
        if built.town.marks.get(node, {}).get("highway") == "crossing"
    ]
    assert crossings
    assert not [x for x in crossings if -2300 < x < -850]


def test_only_bridges_cross_the_river(built: Built) -> None:
    """Two road bridges and the railway's carry lines over the water; nothing else touches it."""
    over = [street for street in built.town.streets if street.line.crosses(built.bones.river)]
    assert {street.tags.get("bridge") for street in over} == {"yes"}
    assert {street.name for street in over if street.highway} == {"Bridge Street", "Wharf Road"}


def test_the_railway_is_met_at_the_level_crossing_only(built: Built) -> None:
    """One point is shared by the railway and a road or path, and it is marked."""
    rails = {node for s in _named(built, "Sorrel Valley Line") for node in keys(s.points)}
    met = {n for s in built.town.streets if s.highway for n in keys(s.points)} & rails
    assert len(met) == 1
    assert built.town.marks[met.pop()]["railway"] == "level_crossing"


def test_the_bypass_is_passed_by_subway_and_footbridge_only(built: Built) -> None:
    """Between its roundabouts no street shares a point with the dual carriageway."""
    bypass = [street for street in _named(built, "Haver Way") if street.tags.get("oneway")]
    nodes = {node for street in bypass for node in keys(street.points)}
    rings = [s for s in built.town.streets if s.tags.get("junction") == "roundabout"]
    others = [s for s in built.town.streets if s not in bypass and s not in rings]
    assert not [s for s in others if nodes & set(keys(s.points))]
    over = [s for s in others if s.highway == "footway" and s.line.crosses(bypass[0].line)]
    over += [s for s in others if s.highway == "footway" and s.line.crosses(bypass[2].line)]
    assert {s.tags.get("tunnel") or s.tags.get("bridge") for s in over} == {"yes"}
    assert {s.layer for s in over} == {-1, 2}


def test_roundabouts_turn_clockwise(built: Built) -> None:
    """Traffic keeps left, so it goes round clockwise."""
    rings = [s for s in built.town.streets if s.tags.get("junction") == "roundabout"]
    assert len(rings) == 3
    assert not any(shapely.LinearRing(ring.points).is_ccw for ring in rings)


def test_it_has_what_real_places_have(built: Built) -> None:
    """Steps, a level crossing, barriers, signals and every kind of crossing are on the map."""
    tags = [*built.town.marks.values(), *(street.tags for street in built.town.streets)]
    pairs = Counter(pair for found in tags for pair in found.items())
    for pair, least in {
        ("highway", "steps"): 4,
        ("railway", "level_crossing"): 1,
        ("highway", "traffic_signals"): 5,
        ("crossing_ref", "zebra"): 8,
        ("crossing_ref", "puffin"): 8,
        ("crossing:island", "yes"): 8,
        ("highway", "turning_circle"): 20,
        ("barrier", "bollard"): 1,
        ("lit", "no"): 10,
        ("highway", "pedestrian"): 3,
        ("surface", "gravel"): 1,
    }.items():
        assert pairs[pair] >= least, pair


@pytest.mark.parametrize(
    ("tag", "classes", "low", "high"),
    [
        ("lit", ("residential",), 0.06, 0.22),
        ("lit", ("primary", "secondary"), 0.12, 0.5),
        ("sidewalk", ("primary", "secondary", "tertiary"), 0.2, 0.55),
        ("surface", ("residential",), 0.09, 0.25),
        ("maxspeed", ("residential",), 0.13, 0.32),
        ("maxspeed", ("primary", "secondary"), 1.0, 1.0),
        ("width", ("residential",), 0.0, 0.0),
    ],
)
def test_tags_are_missing_as_often_as_in_real_maps(
    built: Built, tag: str, classes: tuple[str, ...], low: float, high: float
) -> None:
    """The share of streets with a tag lies about its parameter, which follows real counts."""
    streets = [s for s in built.town.streets if s.highway in classes and "junction" not in s.tags]
    share = sum(tag in street.tags for street in streets) / len(streets)
    assert low <= share <= high


def test_kerbs_are_almost_never_mapped(built: Built) -> None:
    """At most one crossing in twenty says what its kerb is like."""
    crossings = [t for t in built.town.marks.values() if t.get("highway") == "crossing"]
    assert len(crossings) > 80
    assert sum("kerb" in tags for tags in crossings) / len(crossings) < 0.05


def test_buildings_overlap_neither_each_other_nor_streets(built: Built) -> None:
    """No two buildings share ground, and no street runs through one."""
    shapes = np.array([shapely.Polygon(b.outline) for b in built.town.buildings])
    tree = STRtree(shapes)
    first, second = tree.query(shapes, predicate="overlaps")
    assert not len(first), (first[:3], second[:3])
    roads = [s.line for s in built.town.streets if s.is_road and not s.layer]
    assert not len(tree.query(roads, predicate="intersects")[0])


def test_no_named_street_appears_in_two_neighbourhoods(built: Built) -> None:
    """A grown street's name is given once."""
    grown = [s.name for s in built.town.streets if s.kind and s.name]
    assert len(grown) == len(set(grown)) > 250


def test_the_hill_is_steep_and_says_so(built: Built, plans: Plans) -> None:
    """Some streets are steeper than 5 %, and some of those carry an incline."""
    slopes = {
        street.name: built.terrain.slope_pct(street.points)
        for street in built.town.streets
        if street.tags.get("incline") and street.highway != "steps"
    }
    assert len(slopes) >= 3
    assert min(abs(slope) for slope in slopes.values()) >= plans.number("steep_pct")


def test_every_opportunity_and_landmark_found_its_plot(built: Built, plans: Plans) -> None:
    """Nothing that was drawn is missing, and each stands near where it was drawn."""
    places = plans.places
    drawn = [*places["opportunity"], *places["landmark"], *places["building"]]
    assert len(built.places.buildings) == len(drawn)
    for venue in built.places.venues:
        assert np.hypot(*(venue.door - np.array(venue.drawn["at"]))) < 260, venue.drawn["name"]


def test_doors_are_close_to_a_street(built: Built) -> None:
    """Each opportunity's door is at most 25 m from a street that one can walk along."""
    streets = STRtree([LineString(s.points) for s in built.town.streets if _on_foot(s)])
    for venue in built.places.venues:
        assert len(streets.query(shapely.Point(venue.door), predicate="dwithin", distance=25))
