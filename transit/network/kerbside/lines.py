"""Lines: ways split at junctions, at their ends and at nodes that matter on foot."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.network.kerbside.geometry import spans, starts_of, step_lengths
from transit.read.rules import Rules
from transit.read.streets import Way

_SPLITTING = ("crossing", "crossing_ref", "crossing:markings", "kerb", "traffic_calming")


@dataclass(frozen=True, slots=True)
class Nodes:
    """Places that lines run between: ``lat``, ``lon``, ``osm_id`` (negative: put in between)."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    osm_id: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lines:
    """Centre lines between nodes.

    ``first (n_lines + 1,) int64`` into ``lat``, ``lon`` of points; ``way (n_lines,)`` row of the
    way table; ``node_u``, ``node_v (n_lines,)`` nodes at its first and last point; ``measure
    (n_points,) float64`` metres from the line's start; ``length_m (n_lines,)``.
    """

    first: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    way: NDArray[np.int32]
    node_u: NDArray[np.int32]
    node_v: NDArray[np.int32]
    measure: NDArray[np.float64]
    length_m: NDArray[np.float64]

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self.way)


def split_ways(
    ways: tuple[Way, ...], nodes: Nodes, node_tags: Mapping[int, Mapping[str, str]], rules: Rules
) -> Lines:
    """Split ways into lines.

    Parameters
    ----------
    ways
        Ways, none of them with fewer than two nodes.
    nodes
        The street map's nodes.
    node_tags
        Their tags.
    rules
        Rules for streets.

    Returns
    -------
    Lines
        In the order of the ways.
    """
    flat = np.concatenate([way.nodes for way in ways]).astype(np.int32)
    way_first = starts_of(np.array([len(way.nodes) for way in ways], dtype=np.int64))
    used = np.bincount(flat, minlength=len(nodes.lat))
    matters = np.zeros(len(nodes.lat), dtype=np.bool_)
    matters[[node for node, tags in node_tags.items() if _splits(tags, rules)]] = True
    split = (used[flat] > 1) | matters[flat]
    split[way_first[:-1]] = split[way_first[1:] - 1] = True
    is_last = np.zeros(len(flat), dtype=np.bool_)
    is_last[way_first[1:] - 1] = True
    at = np.flatnonzero(split)
    begins = np.flatnonzero(~is_last[at])
    way_of = np.repeat(np.arange(len(ways), dtype=np.int32), np.diff(way_first))
    return _lines(flat, at[begins], at[begins + 1], way_of, nodes)


def _splits(tags: Mapping[str, str], rules: Rules) -> bool:
    return (
        tags.get("highway")
        in ("crossing", "traffic_signals", "elevator", "crossing;traffic_signals")
        or any(key in tags for key in _SPLITTING)
        or tags.get("barrier") in rules.barriers
        or tags.get("railway") in ("level_crossing", "crossing")
    )


def _lines(
    flat: NDArray[np.int32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    way_of: NDArray[np.int32],
    nodes: Nodes,
) -> Lines:
    points = flat[spans(begin, end)]
    return measured(
        starts_of(end - begin + 1),
        nodes.lat[points],
        nodes.lon[points],
        way_of[begin],
        flat[begin],
        flat[end],
    )


def measured(
    first: NDArray[np.int64],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    way: NDArray[np.int32],
    node_u: NDArray[np.int32],
    node_v: NDArray[np.int32],
) -> Lines:
    """Return lines with their measures.

    Parameters
    ----------
    first, lat, lon, way, node_u, node_v
        As in :class:`Lines`.

    Returns
    -------
    Lines
        With ``measure`` and ``length_m`` added.
    """
    along = np.concatenate(([0.0], np.cumsum(step_lengths(lat, lon)))) if len(lat) else lat
    measure = along - np.repeat(along[first[:-1]], np.diff(first))
    return Lines(first, lat, lon, way, node_u, node_v, measure, measure[first[1:] - 1])


def selected(lines: Lines, keep: NDArray[np.bool_]) -> Lines:
    """Return some of the lines.

    Parameters
    ----------
    lines
        All lines.
    keep
        ``(n_lines,)`` which to keep.

    Returns
    -------
    Lines
        Those, in their order.
    """
    points = spans(lines.first[:-1][keep], lines.first[1:][keep] - 1)
    return Lines(
        starts_of(np.diff(lines.first)[keep]),
        lines.lat[points],
        lines.lon[points],
        lines.way[keep],
        lines.node_u[keep],
        lines.node_v[keep],
        lines.measure[points],
        lines.length_m[keep],
    )
