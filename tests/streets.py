"""Street maps in a few lines: nodes in metres, ways as strings of node names.

::

    city = streets(
        {"a": (0, 0), "b": (100, 0), "c": (100, 80)},
        [("a b", {"highway": "residential"}), ("b c", {"highway": "footway"})],
        {"b": {"highway": "crossing", "crossing": "zebra"}},
    )
    built = build(city)
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from transit.model.parameters import Parameters
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.kerbside import StopPoints, WalkBuild, build_walk_network
from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.network.walk import WalkNetwork
from transit.read.parameters import read_parameters
from transit.read.rules import Rules, read_rules
from transit.read.streets import NamedPlace, StreetMap, Way

LAT0, LON0 = 51.5, -3.0
"""Where (0, 0) metres lies."""


def at(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point given in metres."""
    lon_metres = METRES_PER_DEGREE * np.cos(np.radians(LAT0))
    return LAT0 + north / METRES_PER_DEGREE, LON0 + east / lon_metres


def metres(lat: float, lon: float) -> tuple[float, float]:
    """East and north in metres of a latitude and longitude."""
    lon_metres = METRES_PER_DEGREE * np.cos(np.radians(LAT0))
    return (lon - LON0) * lon_metres, (lat - LAT0) * METRES_PER_DEGREE


def streets(
    nodes: Mapping[str, tuple[float, float]],
    ways: Sequence[tuple[str, Mapping[str, str]]],
    tags: Mapping[str, Mapping[str, str]] | None = None,
    *,
    seats: Sequence[tuple[float, float]] = (),
    places: Sequence[NamedPlace] = (),
    cut: str = "",
) -> StreetMap:
    """Make a street map; node and way ids count from 1 in the order given."""
    number = {name: i for i, name in enumerate(nodes)}
    places_at = np.array([at(*nodes[name]) for name in nodes])
    return StreetMap(
        node_osm_id=np.arange(1, len(nodes) + 1, dtype=np.int64),
        node_lat=places_at[:, 0].copy(),
        node_lon=places_at[:, 1].copy(),
        node_tags={number[name]: own for name, own in (tags or {}).items()},
        ways=tuple(
            Way(
                i,
                np.array([number[name] for name in path.split()], dtype=np.int32),
                own,
                own.get("area") == "yes",
            )
            for i, (path, own) in enumerate(ways, start=1)
        ),
        places=tuple(places),
        seats=np.array([at(*seat) for seat in seats]).reshape(-1, 2),
        cut_nodes=np.array([number[name] for name in cut.split()], dtype=np.int32),
    )


def stops(*points: tuple[float, float, float]) -> StopPoints:
    """Make stops s0, s1, ... of (east m, north m, bearing in degrees or NaN)."""
    places = np.array([at(east, north) for east, north, _ in points]).reshape(-1, 2)
    return StopPoints(
        places[:, 0].copy(),
        places[:, 1].copy(),
        np.array([bearing for *_, bearing in points], dtype=np.float32),
        tuple(f"s{i}" for i in range(len(points))),
        ("",) * len(points),
    )


def build(
    street_map: StreetMap, stop_points: StopPoints | None = None, rules: Rules | None = None
) -> WalkBuild:
    """Build a walk network with the shipped rules and parameters."""
    return build_walk_network(
        street_map, stop_points or StopPoints.none(), rules or read_rules(), parameters()
    )


def parameters() -> Parameters:
    """The shipped parameters."""
    return read_parameters()


def without_informal(rules: Rules | None = None) -> Rules:
    """The shipped rules, but nobody crosses between junctions."""
    return replace(rules or read_rules(), informal_spacing_m={})


def thin(rules: Rules | None = None, half_width_m: float = 0.005) -> Rules:
    """The shipped rules, with carriageways so narrow that lines lie on their topology."""
    own = rules or read_rules()
    highways = {
        name: replace(rule, half_width_m=half_width_m) for name, rule in own.highways.items()
    }
    return replace(own, highways=highways)


def edges_of(network: WalkNetwork, *kinds: EdgeKind, way: int | None = None) -> list[int]:
    """Edges of some kinds, of one way by its OSM id if given."""
    return [
        edge
        for edge in range(len(network.edge_u))
        if network.edge_kind[edge] in kinds
        and (way is None or network.way_osm_id[network.edge_way[edge]] == way)
    ]


def crossings(network: WalkNetwork) -> list[tuple[CrossingKind, int]]:
    """Kind and OSM id of the way crossed, of each crossing edge, sorted."""
    return sorted(
        (
            CrossingKind(network.edge_crossing[edge]),
            int(network.way_osm_id[network.edge_way[edge]]),
        )
        for edge in edges_of(network, EdgeKind.CROSSING)
    )
