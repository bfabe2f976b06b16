"""Records of a street map as read: nodes, ways and named places, tags as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Way:
    """One OSM way that can matter on foot (or that one must cross).

    ``nodes (n,) int32`` are indices into the map's nodes.
    """

    osm_id: int
    nodes: NDArray[np.int32]
    tags: Mapping[str, str]
    area: bool = False


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with a name or a use: found by name, used as a landmark."""

    osm_id: str  # "n123" or "w123"
    kind: str  # e.g. "amenity=cafe"
    name: str  # "" where it has none (a post box)
    lat: float
    lon: float
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MappedLandmark:
    """Something to look out for: ``ring`` is its outline, closed, or the one point that it is."""

    osm_id: str  # "n123" or "w123"
    kind: str  # as data/rules/landmarks.toml names it
    name: str  # "" where it has none
    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class TurnRule:
    """A turn that is forbidden, or the only one allowed, from one way at a node into another.

    ``from_way`` and ``to_way`` are OSM ids, ``via`` an index into the map's nodes; ``only`` True
    where nothing else may be done there, False where just this turn is forbidden.
    """

    from_way: int
    via: int
    to_way: int
    only: bool


@dataclass(frozen=True, slots=True)
class StreetMap:
    """Everything read from an OSM extract.

    ``node_osm_id (n,) int64``; ``node_lat`` and ``node_lon (n,) float64`` decimal degrees;
    ``node_tags`` by node index, only nodes of ways that carry tags; ``seats (n, 2) float64``
    lat, lon of benches and the like; ``cut_nodes (k,) int32`` nodes at which a way was cut off, by
    a clip box or for want of its next node: more of it lies beyond; ``landmarks`` in the order of
    the file; ``turns`` what vehicles may not do at junctions.
    """

    node_osm_id: NDArray[np.int64]
    node_lat: NDArray[np.float64]
    node_lon: NDArray[np.float64]
    node_tags: Mapping[int, Mapping[str, str]]
    ways: tuple[Way, ...]
    places: tuple[NamedPlace, ...]
    seats: NDArray[np.float64]
    cut_nodes: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    landmarks: tuple[MappedLandmark, ...] = ()
    turns: tuple[TurnRule, ...] = ()
