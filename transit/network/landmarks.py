"""Landmarks as arrays: what is seen from the street, its outline and the streets it faces."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.model.streets import EdgeKind
from transit.network.kerbside.geometry import METRES_PER_DEGREE, spans
from transit.network.walk import WalkNetwork
from transit.read.streets import MappedLandmark

_COLUMNS = ("osm_id", "kind", "name")


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What is seen from the street.

    ``table`` one row a landmark: osm_id, kind, name, and ``streets``, the names of those it faces.
    ``first (n + 1,) int64`` into ``lat`` and ``lon (n_points,) float64``, its outline, closed, or
    the one point that it is; ``box (n, 4) float64`` south, west, north and east of it.
    """

    table: pl.DataFrame
    first: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    box: NDArray[np.float64]


def landmarks_of(
    mapped: Iterable[MappedLandmark], network: WalkNetwork, parameters: Parameters
) -> Landmarks:
    """Return landmarks as arrays.

    Parameters
    ----------
    mapped
        As read.
    network
        Streets, of which each landmark faces some.
    parameters
        ``landmark_faces_m``: how far off the middle of a street may be that it faces.

    Returns
    -------
    Landmarks
        In the same order.
    """
    found = list(mapped)
    at = np.array([point for each in found for point in each.ring]).reshape(-1, 2)
    first = np.cumsum([0, *(len(each.ring) for each in found)]).astype(np.int64)
    faces = _streets_faced(at, first, network, parameters.number("landmark_faces_m"))
    columns = {name: [getattr(each, name) for each in found] for name in _COLUMNS}
    schema: dict[str, Any] = dict.fromkeys(_COLUMNS, pl.String)
    table = pl.DataFrame(
        columns | {"streets": faces}, schema=schema | {"streets": pl.List(pl.String)}
    )
    return Landmarks(
        table, frozen(first), frozen(at[:, 0]), frozen(at[:, 1]), frozen(_boxes(at, first))
    )


def _boxes(at: NDArray[np.float64], first: NDArray[np.int64]) -> NDArray[np.float64]:
    if not len(at):
        return np.empty((0, 4))
    low, high = (ufunc.reduceat(at, first[:-1]) for ufunc in (np.minimum, np.maximum))
    return np.hstack([low, high])


def _streets_faced(
    at: NDArray[np.float64], first: NDArray[np.int64], network: WalkNetwork, farthest_m: float
) -> list[list[str]]:
    """The street nearest to each point of an outline: a thing turns its back to all others."""
    names: list[set[str]] = [set() for _ in range(len(first) - 1)]
    segments, streets = _named_segments(network)
    if len(at) and len(segments):
        lat0 = float(at[0, 0])
        row = np.repeat(np.arange(len(first) - 1), np.diff(first))
        start, stop = network.segment_first[segments], network.segment_first[segments + 1]
        drawn = spans(start, stop - 1)
        lines: Any = shapely.linestrings(
            _metres(network.point_lat[drawn], network.point_lon[drawn], lat0),
            indices=np.repeat(np.arange(len(segments)), stop - start),
        )
        points = shapely.points(_metres(at[:, 0], at[:, 1], lat0))
        near = shapely.STRtree(lines).query_nearest(
            points, max_distance=farthest_m, all_matches=False
        )
        for point, line in near.T.tolist():
            names[int(row[point])].add(streets[line])
    return [sorted(each) for each in names]


def _named_segments(network: WalkNetwork) -> tuple[NDArray[np.int64], list[str]]:
    """Centre lines that have a name, and their names."""
    edge = np.flatnonzero(
        (network.edge_segment != NONE)
        & (network.edge_way != NONE)
        & (network.edge_kind != EdgeKind.CROSSING)
    )
    segment, kept = np.unique(network.edge_segment[edge], return_index=True)
    names = [str(name) for name in network.way_name[network.edge_way[edge[kept]]]]
    drawn = np.diff(network.segment_first)[segment] > 1
    named = drawn & np.array([name != "" for name in names], dtype=bool)
    return segment[named].astype(np.int64), [names[at] for at in np.flatnonzero(named)]


def _metres(lat: NDArray[np.float64], lon: NDArray[np.float64], lat0: float) -> NDArray[np.float64]:
    """East and north on a plane; over a region it is off by far less than streets are apart."""
    wide = METRES_PER_DEGREE * np.cos(np.radians(lat0))
    return np.column_stack([lon * wide, lat * METRES_PER_DEGREE])
