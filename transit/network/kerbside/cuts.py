"""Cuts: lines split again where somebody may cross, wait for a bus or sit down."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.streets import Traffic
from transit.network.kerbside.geometry import starts_of
from transit.network.kerbside.lines import Lines, Nodes, measured


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where to cut: ``line (n,) int32`` and ``at_m (n,) float64`` metres from its start."""

    line: NDArray[np.int32]
    at_m: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CutLines:
    """Lines after cutting: ``parent (n_lines,) int32`` the line each was part of."""

    lines: Lines
    nodes: Nodes
    parent: NDArray[np.int32]


def informal_cuts(
    lines: Lines,
    traffic: NDArray[np.uint8],
    crossable: NDArray[np.bool_],
    spacing_m: Mapping[Traffic, float],
) -> Cuts:
    """Return where long quiet lines are cut so that they can be crossed between junctions.

    Parameters
    ----------
    lines
        Lines as split at junctions.
    traffic
        ``(n_lines,)`` Traffic of each.
    crossable
        ``(n_lines,)`` a sided line that is walked and may be crossed.
    spacing_m
        Farthest such places lie apart, by the traffic over which people cross informally.

    Returns
    -------
    Cuts
        Equal parts of each line, none longer than the spacing.
    """
    spacing = np.full(len(lines), np.inf)
    for level, metres in spacing_m.items():
        spacing[crossable & (traffic == level)] = metres
    parts = np.maximum(np.ceil(lines.length_m / spacing), 1).astype(np.int64)
    line = np.repeat(np.arange(len(lines), dtype=np.int32), parts - 1)
    number = np.arange(len(line)) - np.repeat(starts_of(parts - 1)[:-1], parts - 1) + 1
    return Cuts(line, lines.length_m[line] * number / parts[line])


def joined(first: Cuts, second: Cuts, lines: Lines, snap_m: float) -> Cuts:
    """Return two sets of cuts as one, without those too near to an end or to one before.

    Parameters
    ----------
    first
        Cuts that stand (stops, seats), but for those near an end of their line.
    second
        Cuts that give way.
    lines
        Lines to be cut.
    snap_m
        Nearer than this is the same place, metres.

    Returns
    -------
    Cuts
        Sorted by line and place.
    """
    line = np.concatenate((first.line, second.line))
    at_m = np.concatenate((first.at_m, second.at_m))
    rank = np.repeat([0, 1], [len(first.line), len(second.line)])
    inner = (at_m > snap_m) & (at_m < lines.length_m[line] - snap_m)
    line, at_m, rank = line[inner], at_m[inner], rank[inner]
    order = np.lexsort((rank, at_m, line))
    kept: list[int] = []
    for i in order.tolist():
        last = kept[-1] if kept else -1
        if last >= 0 and line[last] == line[i] and at_m[i] - at_m[last] < snap_m:
            if rank[last] > rank[i]:
                kept[-1] = i
            continue
        kept.append(i)
    return Cuts(line[kept], at_m[kept])


def cut_lines(lines: Lines, nodes: Nodes, cuts: Cuts) -> CutLines:
    """Cut lines, putting a node in at each cut.

    Parameters
    ----------
    lines
        Lines to cut.
    nodes
        Nodes so far.
    cuts
        Sorted by line and place, strictly inside the lines.

    Returns
    -------
    CutLines
        The parts, in order; new nodes come after the old ones.
    """
    count = np.bincount(cuts.line, minlength=len(lines))
    before = starts_of(count)[:-1]
    whole = np.arange(len(lines)) + before  # the part that starts each line
    number = np.arange(len(cuts.line))
    started = cuts.line + number + 1  # the part that starts at each cut

    gaps = np.arange(len(lines), dtype=np.float64)  # keeps the ends of neighbouring lines apart
    base = np.concatenate(([0.0], np.cumsum(lines.length_m)[:-1])) + gaps
    along = lines.measure + np.repeat(base, np.diff(lines.first))
    cut_along = base[cuts.line] + cuts.at_m
    after = np.searchsorted(along, cut_along, side="right")
    cut_lat, cut_lon = (np.interp(cut_along, along, each) for each in (lines.lat, lines.lon))

    n_parts = len(lines) + len(cuts.line)
    first = np.empty(n_parts + 1, dtype=np.int64)
    node_u, node_v, parent = (np.empty(n_parts, dtype=np.int32) for _ in range(3))
    added = np.arange(len(cuts.line), dtype=np.int32) + np.int32(len(nodes.lat))
    first[whole], first[started] = lines.first[:-1] + 2 * before, after + 2 * number + 1
    first[-1] = lines.first[-1] + 2 * len(cuts.line)
    node_u[whole], node_u[started] = lines.node_u, added
    node_v[whole + count], node_v[started - 1] = lines.node_v, added
    parent[whole], parent[started] = np.arange(len(lines)), cuts.line

    # Each cut ends one part and starts the next, so its point is put in twice.
    twice = np.repeat(after, 2)
    lat = np.insert(lines.lat, twice, np.repeat(cut_lat, 2))
    lon = np.insert(lines.lon, twice, np.repeat(cut_lon, 2))
    lowest = min(int(nodes.osm_id.min(initial=0)), 0)
    grown = Nodes(
        np.concatenate((nodes.lat, cut_lat)),
        np.concatenate((nodes.lon, cut_lon)),
        np.concatenate((nodes.osm_id, lowest - 1 - number)),
    )
    return CutLines(measured(first, lat, lon, lines.way[parent], node_u, node_v), grown, parent)
