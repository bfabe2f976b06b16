"""The road network, from a street map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from transit.kernels.arrays import frozen
from transit.model.driving import DrivingRules
from transit.model.ids import NONE
from transit.network.driving.roads import RoadNetwork
from transit.network.driving.tags import DrivenWay, blocks, driven
from transit.network.driving.turns import forbidden_turns
from transit.network.kerbside.geometry import spans, starts_of
from transit.network.kerbside.lines import Lines, measured
from transit.read.rules import TagRules
from transit.read.streets import StreetMap

_LEAST_S: Final = 0.001
"""Two nodes drawn at one place still take some time: no search may go round for nothing."""


@dataclass(frozen=True, slots=True)
class _Arcs:
    """One row for each direction of a line in which one may drive; nodes are numbered anew."""

    line: NDArray[np.int64]
    back: NDArray[np.bool_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    twin: NDArray[np.int64]


def build_road_network(street_map: StreetMap, rules: DrivingRules, tags: TagRules) -> RoadNetwork:
    """Build the road network of a street map.

    Parameters
    ----------
    street_map
        Streets as read.
    rules
        Where vehicles may drive and how fast.
    tags
        How speeds are written.

    Returns
    -------
    RoadNetwork
        Without a single road where vehicles may drive nowhere.
    """
    ways = [road for way in street_map.ways if (road := driven(way, rules, tags)) is not None]
    closed = {node for node, own in street_map.node_tags.items() if blocks(own, rules)}
    lines, place = _parted(_lines(street_map, ways, closed), closed, len(street_map.node_lat))
    nodes, ends = np.unique(np.stack((lines.node_u, lines.node_v)), return_inverse=True)
    arcs = _arcs(ends.reshape(2, -1), _column(ways, "oneway", np.int8)[lines.way])
    osm_id = np.array([way.way.osm_id for way in ways], dtype=np.int64)[lines.way]
    turn_from, turn_to = forbidden_turns(
        street_map.turns,
        osm_id[arcs.line],
        place[nodes[arcs.start]],
        place[nodes[arcs.end]],
        arcs.twin,
    )
    return RoadNetwork(
        node_lat=frozen(street_map.node_lat[place[nodes]]),
        node_lon=frozen(street_map.node_lon[place[nodes]]),
        arc_from=frozen(arcs.start, np.int32),
        arc_to=frozen(arcs.end, np.int32),
        arc_line=frozen(arcs.line, np.int32),
        arc_back=frozen(arcs.back),
        arc_twin=frozen(arcs.twin, np.int32),
        line_first=frozen(lines.first),
        point_lat=frozen(lines.lat),
        point_lon=frozen(lines.lon),
        line_length_m=frozen(lines.length_m),
        line_road=frozen(_column(ways, "road", np.uint8)[lines.way]),
        line_mph=frozen(_column(ways, "mph", np.uint8)[lines.way]),
        line_free_s=frozen(
            np.maximum(lines.length_m / _column(ways, "free_mps", np.float64)[lines.way], _LEAST_S)
        ),
        line_name=_column(ways, "name", np.object_)[lines.way],
        turn_from=frozen(turn_from, np.int32),
        turn_to=frozen(turn_to, np.int32),
        main=frozen(_main(arcs, len(nodes))),
    )


def _column(ways: Sequence[DrivenWay], name: str, dtype: type) -> NDArray[Any]:
    return np.array([getattr(way, name) for way in ways], dtype=dtype)


def _lines(street_map: StreetMap, ways: Sequence[DrivenWay], closed: set[int]) -> Lines:
    """Split ways where they meet, where they end and where a barrier stands."""
    flat = np.concatenate([np.empty(0, np.int32), *(way.way.nodes for way in ways)])
    way_first = starts_of(np.array([len(way.way.nodes) for way in ways], dtype=np.int64))
    used = np.bincount(flat, minlength=len(street_map.node_lat))
    stops = np.zeros(len(street_map.node_lat), dtype=np.bool_)
    stops[list(closed)] = True
    split = (used[flat] > 1) | stops[flat]
    is_last = np.zeros(len(flat), dtype=np.bool_)
    is_last[way_first[1:] - 1] = True
    split[way_first[:-1]] = split[way_first[1:] - 1] = True
    at = np.flatnonzero(split)
    begins = np.flatnonzero(~is_last[at])
    begin, end = at[begins], at[begins + 1]
    points = flat[spans(begin, end)]
    way_of = np.repeat(np.arange(len(ways), dtype=np.int32), np.diff(way_first))
    return measured(
        starts_of(end - begin + 1),
        street_map.node_lat[points],
        street_map.node_lon[points],
        way_of[begin],
        flat[begin],
        flat[end],
    )


def _parted(lines: Lines, closed: set[int], n_nodes: int) -> tuple[Lines, NDArray[np.int64]]:
    """Give each end at a barrier a number of its own, behind the map's, and say where each lies."""
    ends = np.stack((lines.node_u, lines.node_v)).astype(np.int64)
    stopped = np.isin(ends, np.array(sorted(closed), dtype=np.int64))
    place = np.concatenate((np.arange(n_nodes), ends[stopped]))
    ends[stopped] = n_nodes + np.arange(int(stopped.sum()))
    return replace(lines, node_u=ends[0], node_v=ends[1]), place


def _arcs(ends: NDArray[np.int64], oneway: NDArray[np.int8]) -> _Arcs:
    along, against = np.flatnonzero(oneway >= 0), np.flatnonzero(oneway <= 0)
    line = np.concatenate((along, against))
    back = np.repeat([False, True], [len(along), len(against)])
    arc_of = np.full((2, len(oneway)), NONE, dtype=np.int64)
    arc_of[back.astype(np.int64), line] = np.arange(len(line))
    return _Arcs(
        line=line,
        back=back,
        start=ends[back.astype(np.int64), line],
        end=ends[1 - back.astype(np.int64), line],
        twin=arc_of[1 - back.astype(np.int64), line],
    )


def _main(arcs: _Arcs, n_nodes: int) -> NDArray[np.bool_]:
    if not n_nodes:
        return np.zeros(0, dtype=np.bool_)
    graph = coo_array(
        (np.ones(len(arcs.line), dtype=np.int8), (arcs.start, arcs.end)), (n_nodes, n_nodes)
    )
    _, number = connected_components(graph, directed=True, connection="strong")
    return np.asarray(number == np.bincount(number).argmax())
