"""Vehicles keep to one-way streets, turn restrictions and barriers, and take the quickest way."""

import dataclasses
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.roads import ROAD, RULES, TAGS, free_s, network, plain_times, road_map
from tests.streets import at, streets
from transit.errors import AreaError, InputError
from transit.model.streets import RoadClass
from transit.network.driving.build import build_road_network
from transit.network.driving.times import NO_WAY, RoadSearch, RoadTimes
from transit.network.store import open_roads, write_part
from transit.read.streets import StreetMap

SQUARE = {"a": (0.0, 0.0), "b": (300.0, 0.0), "c": (300.0, 300.0), "d": (0.0, 300.0)}


def times(street_map: StreetMap, *places: tuple[float, float]) -> RoadTimes:
    """Time drives between places given in metres."""
    return RoadSearch(network(street_map)).between([at(*place) for place in places])


def test_a_drive_takes_its_length_at_the_speed_of_its_road() -> None:
    """400 m of a residential street, 30 mph at 0.7: 9.39 m/s, 42.6 s."""
    found = times(road_map({"a": (0, 0), "b": (1000, 0)}, [("a b", ROAD)]), (100, 5), (500, -5))
    assert found.free_s[0, 1] == pytest.approx(free_s(400), rel=1e-6)
    assert found.free_s[1, 0] == pytest.approx(free_s(400), rel=1e-6)
    assert found.length_m[0, 1] == pytest.approx(400, rel=1e-6)
    assert found.gap_m == pytest.approx([5, 5], rel=1e-6)
    assert found.free_s[0, 0] == found.length_m[0, 0] == 0


def test_a_mapped_limit_counts_before_that_of_the_class() -> None:
    """At 20 mph a street takes half as long again as at 30."""
    slow = {**ROAD, "maxspeed": "20 mph"}
    found = times(road_map({"a": (0, 0), "b": (1000, 0)}, [("a b", slow)]), (0, 0), (1000, 0))
    assert found.free_s[0, 1] == pytest.approx(1.5 * free_s(1000), rel=1e-6)


@pytest.mark.parametrize(
    ("tags", "forward", "backward"),
    [
        ({"oneway": "yes"}, 300, 900),
        ({"oneway": "-1"}, 900, 300),
        ({"junction": "roundabout"}, 300, 900),
        ({"junction": "roundabout", "oneway": "no"}, 300, 300),
        ({"oneway": "no"}, 300, 300),
    ],
)
def test_one_way_streets_are_driven_one_way(
    tags: dict[str, str], forward: int, backward: int
) -> None:
    """Against a one-way side of a square one drives round the three others."""
    found = times(road_map(SQUARE, [("a b", ROAD | tags), ("b c d a", ROAD)]), (0, 1), (300, 1))
    # Places stand at a and at b, beside the street that is two-way.
    assert found.length_m[0, 1] == pytest.approx(forward, abs=3)
    assert found.length_m[1, 0] == pytest.approx(backward, abs=3)


@pytest.mark.parametrize(
    ("node", "open_"),
    [
        ({"barrier": "bollard"}, False),
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "yes"}, True),
        ({"barrier": "gate", "motor_vehicle": "no", "access": "yes"}, False),
        ({"barrier": "cattle_grid"}, True),
        ({"highway": "crossing"}, True),
    ],
)
def test_nothing_drives_through_a_closed_barrier(node: dict[str, str], open_: bool) -> None:
    """Past a bollard in the middle of one side one drives round the square."""
    nodes = {**SQUARE, "x": (150.0, 0.0)}
    street_map = road_map(nodes, [("a x b", ROAD), ("b c d a", ROAD)], {"x": node})
    found = times(street_map, (100, 1), (200, 1))
    assert found.length_m[0, 1] == pytest.approx(100 if open_ else 100 + 900 + 100, rel=1e-3)


@pytest.mark.parametrize(
    ("tags", "driven"),
    [
        ({"access": "private"}, False),
        ({"access": "private", "motor_vehicle": "yes"}, True),
        ({"motor_vehicle": "destination"}, True),
        ({"highway": "busway"}, False),
        ({"highway": "footway"}, False),
        ({"highway": "service"}, True),
        ({"highway": "primary_link"}, True),
        ({"highway": "pedestrian"}, False),
        ({"bus": "yes", "access": "no"}, False),
    ],
)
def test_vehicles_keep_to_where_they_may_drive(tags: dict[str, str], driven: bool) -> None:
    """A way is a road for them by its class and its most specific access tag."""
    made = network(road_map({"a": (0, 0), "b": (100, 0)}, [("a b", ROAD | tags)]))
    assert (len(made.arc_from) > 0) == driven


CROSS = {
    "w": (-300.0, 0.0), "o": (0.0, 0.0), "e": (300.0, 0.0), "n": (0.0, 300.0), "s": (0.0, -300.0),
}  # fmt: skip
ARMS = [("w o", ROAD), ("o e", ROAD), ("o n", ROAD), ("o s", ROAD)]
"""Ways 1 west, 2 east, 3 north, 4 south."""
WEST, EAST, NORTH = (-150.0, 1.0), (150.0, 1.0), (1.0, 150.0)


@pytest.mark.parametrize(
    ("turns", "north_m", "east_m"),
    [
        ([], 300, 300),
        # Not left: on to the end of the street, round, and then right.
        ([(1, "o", 3, False)], 300 + 600, 300),
        ([(1, "o", 3, True)], 300, 300 + 600),
        ([(1, "o", 2, True)], 300 + 600, 300),
        # Another arm's rule says nothing about this one.
        ([(4, "o", 3, False)], 300, 300),
        # The way that alone may be taken is not on the map.
        ([(1, "o", 9, True)], 300, 300),
    ],
)
def test_forbidden_turns_are_not_made(
    turns: list[tuple[int, str, int, bool]], north_m: int, east_m: int
) -> None:
    """From the west at a crossroads with arms of 300 m, a place in the middle of each."""
    found = times(road_map(CROSS, ARMS, turns=turns), WEST, EAST, NORTH)
    assert found.length_m[0, 2] == pytest.approx(north_m, rel=1e-3)
    assert found.length_m[0, 1] == pytest.approx(east_m, rel=1e-3)


def test_a_place_in_a_blocked_yard_is_served_from_the_road_outside() -> None:
    """A yard behind a gate cannot be driven to: the vehicle stops on the street."""
    nodes = {"a": (0, 0), "b": (300, 0), "g": (150, 20), "y": (150, 60), "j": (150, 0)}
    ways = [("a j b", ROAD), ("j g y", {"highway": "service"})]
    street_map = road_map(nodes, ways, {"g": {"barrier": "gate"}})
    found = times(street_map, (150, 60), (0, 0))
    assert found.gap_m[0] == pytest.approx(40, rel=1e-3)  # the stretch before the gate
    assert found.length_m[0, 1] == pytest.approx(20 + 150, rel=1e-3)


def test_no_vehicle_stops_on_a_motorway() -> None:
    """A house beside one is served from the street behind it."""
    nodes = {"a": (0, 0), "b": (900, 0), "c": (900, 100), "d": (0, 100)}
    ways = [
        ("a b", {"highway": "motorway", "oneway": "no"}),
        ("b c", ROAD),
        ("c d", ROAD),
        ("d a", ROAD),
    ]
    found = times(road_map(nodes, ways), (450, 10), (450, 95))
    assert found.gap_m == pytest.approx([90, 5], rel=1e-3)


def test_traffic_lengthens_drives_and_rounds_up() -> None:
    """10.2 s half as long again are 15.3 s, so 16."""
    times_ = RoadTimes(np.array([[0.0, 10.2], [NO_WAY, 0.0]]), np.zeros((2, 2)), np.zeros(2))
    assert times_.seconds(1.5).tolist() == [[0, 16], [NO_WAY, 0]]


def test_an_area_without_roads_says_so() -> None:
    """Footpaths alone carry no vehicle."""
    with pytest.raises(InputError, match="no roads for vehicles"):
        RoadSearch(network(road_map({"a": (0, 0), "b": (9, 0)}, [("a b", {"highway": "footway"})])))
    empty = build_road_network(streets({"a": (0, 0)}, []), RULES, TAGS)
    assert len(empty.arc_from) == 0


@st.composite
def towns(draw: st.DrawFn) -> StreetMap:
    """Draw streets between neighbours of a grid, each with a house in its middle."""
    side = 3
    nodes = {
        f"{x}{y}": (100.0 * x + 7 * y, 90.0 * y + 5 * x) for x in range(side) for y in range(side)
    }
    ways = []
    for x in range(side):
        for y in range(side):
            for to_x, to_y in ((x + 1, y), (x, y + 1)):
                if f"{to_x}{to_y}" not in nodes or not draw(st.integers(0, 4)):
                    continue
                (ax, ay), (bx, by) = nodes[f"{x}{y}"], nodes[f"{to_x}{to_y}"]
                house = f"h{len(ways)}"
                nodes |= {house: ((ax + bx) / 2, (ay + by) / 2)}
                tags = {"highway": draw(st.sampled_from(("residential", "primary", "service")))}
                if draw(st.integers(0, 3)) == 0:
                    tags["oneway"] = "yes"
                ways.append((f"{x}{y} {house} {to_x}{to_y}", tags))
    if not ways:
        ways, nodes = [("00 h0 10", ROAD)], nodes | {"h0": (50.0, 2.5)}
    turns = []
    for _ in range(draw(st.integers(0, 4))):
        one, other = (draw(st.integers(1, len(ways))) for _ in "ab")
        ends = [{words[0], words[-1]} for words in (ways[w - 1][0].split() for w in (one, other))]
        if one != other and ends[0] & ends[1]:
            turns.append((one, (ends[0] & ends[1]).pop(), other, draw(st.booleans())))
    return road_map(nodes, ways, turns=turns)


@given(towns())
@settings(max_examples=150, deadline=None)
def test_drives_take_as_long_as_in_a_plain_search(town: StreetMap) -> None:
    """Every pair of houses, against a search over single steps of ways that knows no shortcuts."""
    roads = network(town)
    houses = [int(way.nodes[1]) for way in town.ways]
    where = [(town.node_lat[h], town.node_lon[h]) for h in houses]
    # A house beside a road that cannot be left or come to is served from another.
    ends = roads.main[roads.arc_from] & roads.main[roads.arc_to]
    served = set(roads.arc_line[ends].tolist())
    if not roads.main.sum() > 1:
        return
    found = RoadSearch(roads).between(where)
    plain = plain_times(town)
    for i, start in enumerate(houses):
        for j, end in enumerate(houses):
            if i != j and {i, j} <= served:
                expected = plain.get((start, end), NO_WAY)
                assert found.free_s[i, j] == pytest.approx(expected, abs=1e-3)


def test_arcs_of_a_line_know_each_other() -> None:
    """Each direction's twin is the other, and one-way streets have none."""
    made = network(road_map(SQUARE, [("a b c", ROAD), ("c d a", {**ROAD, "oneway": "yes"})]))
    for arc, twin in enumerate(made.arc_twin.tolist()):
        if twin >= 0:
            assert made.arc_twin[twin] == arc
            assert made.arc_line[twin] == made.arc_line[arc]
            assert made.arc_from[twin] == made.arc_to[arc]
    assert sorted((made.arc_twin >= 0).tolist()) == [False, True, True]
    assert set(made.line_road.tolist()) == {RoadClass.RESIDENTIAL}


def test_an_area_keeps_its_roads(tmp_path: Path) -> None:
    """Written with an edition and opened again, also without a single forbidden turn."""
    made = network(road_map(SQUARE, [("a b c", {**ROAD, "name": "High Street"}), ("c d a", ROAD)]))
    write_part(tmp_path, "roads", made)
    opened = open_roads(SimpleNamespace(folder=tmp_path))  # type: ignore[arg-type]
    for field in dataclasses.fields(made):
        np.testing.assert_array_equal(getattr(opened, field.name), getattr(made, field.name))


def test_an_older_area_says_that_it_has_no_roads(tmp_path: Path) -> None:
    """It stays good for all the rest."""
    folder = tmp_path / "area" / "editions" / "one"
    with pytest.raises(AreaError, match="build the area again"):
        open_roads(SimpleNamespace(folder=folder))  # type: ignore[arg-type]
