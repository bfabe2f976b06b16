"""Points join the street on their own side, and cross at the door where the street is quiet."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.streets import at, build, metres, parameters, streets
from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.network.link import Link, NotLinked, build_link_index, link
from transit.network.walk import WalkNetwork
from transit.read.rules import read_rules
from transit.read.streets import StreetMap

QUIET = {"highway": "residential", "name": "High Street"}
MAIN = {"highway": "primary", "name": "Main Road"}


def linked(network: WalkNetwork, east: float, north: float) -> Link | NotLinked:
    """Link a point given in metres."""
    lat, lon = at(east, north)
    return link(network, build_link_index(network), lat, lon, read_rules(), parameters())


def found(network: WalkNetwork, east: float, north: float) -> Link:
    """Link a point that has a street."""
    made = linked(network, east, north)
    assert isinstance(made, Link)
    return made


def road(tags: dict[str, str], length: float = 50.0) -> StreetMap:
    """A straight road eastward, going on beyond the map."""
    return streets({"a": (0, 0), "b": (length, 0)}, [("a b", tags)], cut="a b")


@pytest.mark.parametrize(("north", "side"), [(10.0, -1), (-10.0, 1)])
def test_point_joins_its_own_side(north: float, side: int) -> None:
    """North of an eastward road is its left."""
    network = build(road(MAIN)).network
    made = found(network, 20, north)
    assert network.edge_side[made.edge] == side
    assert made.fraction == pytest.approx(0.4, abs=1e-6)
    assert made.gap_m == pytest.approx(10 - 4.0, abs=0.01)  # half a primary road is 4 m
    assert made.entry_share.sum() == pytest.approx(1.0)
    assert made.entry_forward.tolist() == [False, True]
    assert made.entry_crosses.tolist() == [NONE, NONE]


def test_quiet_street_is_crossed_at_the_door() -> None:
    """Four entries: two on the own side, two opposite, with the informal crossing's facts."""
    network = build(road(QUIET, 100.0)).network
    made = found(network, 20, 10)
    assert len(made.entry_corner) == 4
    own, opposite = made.entry_edge[0], made.entry_edge[2]
    assert network.edge_side[own] == -network.edge_side[opposite]
    assert network.edge_segment[own] == network.edge_segment[opposite]
    crossing = int(made.entry_crosses[2])
    assert network.edge_kind[crossing] == EdgeKind.CROSSING
    east = metres(0, network.corner_lon[network.edge_u[crossing]])[0]
    assert east == pytest.approx(50, abs=0.5)


def test_quiet_street_without_any_crossing_edge_is_not_crossed_at_the_door() -> None:
    """A short street with no informal crossing: there are no facts to go by."""
    network = build(road(QUIET)).network
    assert found(network, 20, 10).entry_crosses.tolist() == [NONE, NONE]


def test_motorway_is_never_linked_to() -> None:
    """A path 60 m away is taken, not the motorway next door."""
    city = streets(
        {"a": (0, 0), "b": (50, 0), "c": (0, 60), "d": (50, 60)},
        [("a b", {"highway": "motorway"}), ("c d", {"highway": "footway"})],
    )
    network = build(city).network
    made = found(network, 20, 5)
    assert network.edge_kind[made.edge] == EdgeKind.PATH
    assert made.gap_m == pytest.approx(55, abs=0.01)


def test_private_way_is_never_linked_to() -> None:
    """A private drive at the door, the street 40 m away: the walk starts on the street."""
    city = streets(
        {"a": (0, 0), "b": (50, 0), "c": (0, 40), "d": (50, 40)},
        [("a b", QUIET), ("c d", {"highway": "service", "access": "private"})],
    )
    network = build(city).network
    assert network.edge_road[found(network, 20, 39).edge] == 3


def test_main_network_is_preferred_to_an_island() -> None:
    """A path that leads nowhere is nearer by 20 m; the street is taken all the same."""
    city = streets(
        {"a": (0, 0), "b": (50, 0), "c": (100, 0), "p": (0, 40), "q": (50, 40)},
        [("a b c", MAIN), ("p q", {"highway": "footway"})],
        {"b": {"highway": "crossing"}},
    )
    network = build(city).network
    assert network.edge_side[found(network, 20, 30).edge] == -1


@pytest.mark.parametrize("point", [(0.0, 5_000.0), (9e6, 0.0), (float("nan"), 0.0)])
def test_point_far_away_says_why(point: tuple[float, float]) -> None:
    """No exception: a sentence."""
    made = linked(build(road(MAIN)).network, *point)
    assert isinstance(made, NotLinked)
    assert made.reason


@given(st.floats(-150, 250), st.floats(-150, 150))
def test_index_finds_what_looking_at_everything_finds(east: float, north: float) -> None:
    """The grid changes how fast a street is found, never which one."""
    made = linked(TOWN, east, north)
    assert isinstance(made, Link)
    gaps = []
    for segment in range(len(TOWN.segment_first) - 1):
        first, last = TOWN.segment_first[segment], TOWN.segment_first[segment + 1]
        own = [metres(TOWN.point_lat[i], TOWN.point_lon[i]) for i in range(first, last)]
        half = 4.0 if TOWN.edge_road[TOWN.edge_segment == segment][0] == 7 else 0.0
        for (x0, y0), (x1, y1) in pairwise(own):
            share = ((east - x0) * (x1 - x0) + (north - y0) * (y1 - y0)) / max(
                (x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-9
            )
            share = min(max(share, 0.0), 1.0)
            far = np.hypot(east - x0 - share * (x1 - x0), north - y0 - share * (y1 - y0))
            gaps.append(max(far - half, 0.0))
    assert made.gap_m == pytest.approx(min(gaps), abs=0.05)


TOWN = build(
    streets(
        {"a": (-100, 0), "b": (0, 0), "c": (90, 30), "d": (200, 0), "e": (0, 120), "f": (5, -130)},
        [("a b c d", MAIN), ("f b e", {"highway": "footway"})],
    )
).network
