"""Drawn ways to a street map: cut at a box, at missing nodes, and with nodes numbered."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from transit.read.streets import StreetMap, Way

Box = tuple[float, float, float, float]
"""South, west, north, east, decimal degrees."""

_METRES_PER_DEGREE: Final = 111_320

_CUT_POINT: Final = 0
"""Stands for a node's id where the box cuts a way."""


def within(box: Box | None, lat: float, lon: float) -> bool:
    """Tell whether a point lies in a box.

    Parameters
    ----------
    box
        South, west, north, east; everywhere when None.
    lat, lon
        Decimal degrees; NaN lies nowhere in a box.

    Returns
    -------
    bool
        True inside and on the edge.
    """
    return box is None or (box[0] <= lat <= box[2] and box[1] <= lon <= box[3])


def widened(box: Box, metres: float) -> Box:
    """Return a box with its sides moved outwards.

    Parameters
    ----------
    box
        South, west, north, east.
    metres
        How far.

    Returns
    -------
    tuple of float
        The larger box.
    """
    south, west, north, east = box
    up = metres / _METRES_PER_DEGREE
    # A degree of longitude is shortest at the side that is farther from the equator.
    farthest = math.radians(min(max(abs(south), abs(north)), 89.0))
    out = up / math.cos(farthest)
    return max(south - up, -90), max(west - out, -180), min(north + up, 90), min(east + out, 180)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A way with its nodes' ids and places; NaN where a node is not in the extract."""

    osm_id: int
    refs: list[int]
    lats: list[float]
    lons: list[float]
    tags: Mapping[str, str]
    area: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of a way that is whole: ids, places, and whether more lies beyond its ends."""

    refs: list[int]
    lats: list[float]
    lons: list[float]
    cut_start: bool
    cut_end: bool


def assemble(
    ways: Iterable[Drawn], node_tags: Mapping[int, Mapping[str, str]], clip: Box | None
) -> tuple[StreetMap, Counter[str]]:
    """Number the nodes of ways, cutting them at a box and where nodes are missing.

    Parameters
    ----------
    ways
        Ways as drawn.
    node_tags
        Tags by OSM id of node, of all tagged nodes.
    clip
        Box to cut at, or None.

    Returns
    -------
    tuple of StreetMap and Counter
        A map without places and seats; how many ways had ``missing_nodes`` or were ``clipped``.
    """
    index: dict[int, int] = {}
    ids: list[int] = []
    lats: list[float] = []
    lons: list[float] = []
    made: list[Way] = []
    cut_nodes: list[int] = []
    counts: Counter[str] = Counter()

    def number(ref: int, lat: float, lon: float) -> int:
        known = index.get(ref) if ref != _CUT_POINT else None
        if known is not None:
            return known
        at = len(ids)
        if ref == _CUT_POINT:
            ids.append(-1 - at)
        else:
            index[ref] = at
            ids.append(ref)
        lats.append(lat)
        lons.append(lon)
        return at

    for way in ways:
        for run in _runs(way, clip, counts):
            nodes = [number(*node) for node in zip(run.refs, run.lats, run.lons, strict=True)]
            cut_nodes += nodes[:1] * run.cut_start + nodes[-1:] * run.cut_end
            whole = not run.cut_start and not run.cut_end
            made.append(
                Way(way.osm_id, np.array(nodes, dtype=np.int32), way.tags, way.area and whole)
            )
    tags = {at: node_tags[ref] for ref, at in index.items() if ref in node_tags}
    street_map = StreetMap(
        node_osm_id=np.array(ids, dtype=np.int64),
        node_lat=np.array(lats, dtype=np.float64),
        node_lon=np.array(lons, dtype=np.float64),
        node_tags=tags,
        ways=tuple(made),
        places=(),
        seats=np.empty((0, 2)),
        cut_nodes=np.unique(np.array(cut_nodes, dtype=np.int32)),
    )
    return street_map, counts


def _runs(way: Drawn, clip: Box | None, counts: Counter[str]) -> Iterator[_Run]:
    whole = list(_whole_runs(way))
    if len(whole) != 1 or len(whole[0].refs) != len(way.refs):
        counts["missing_nodes"] += 1
    for run in whole:
        if clip is None:
            yield from _usable(run)
            continue
        kept = list(_clipped(run, clip))
        if kept and kept[0] is not run:
            counts["clipped"] += 1
        for piece in kept:
            yield from _usable(piece)


def _usable(run: _Run) -> Iterator[_Run]:
    """Drop repeated nodes; nothing is left of a run of one node."""
    keep = [0, *(i for i in range(1, len(run.refs)) if not _same(run, i - 1, i))]
    if len(keep) == len(run.refs) and len(keep) > 1:
        yield run
    elif len(keep) > 1:
        yield _Run(
            [run.refs[i] for i in keep],
            [run.lats[i] for i in keep],
            [run.lons[i] for i in keep],
            run.cut_start,
            run.cut_end,
        )


def _same(run: _Run, i: int, j: int) -> bool:
    return run.refs[i] == run.refs[j] and run.refs[i] != _CUT_POINT


def _whole_runs(way: Drawn) -> Iterator[_Run]:
    """Yield the stretches between missing nodes."""
    start = None
    for i, lat in enumerate([*way.lats, float("nan")]):
        present = lat == lat
        if present and start is None:
            start = i
        elif not present and start is not None:
            yield _Run(
                way.refs[start:i],
                way.lats[start:i],
                way.lons[start:i],
                start > 0,
                i < len(way.lats),
            )
            start = None


def _clipped(run: _Run, clip: Box) -> Iterator[_Run]:
    """Yield the stretches inside the box, with a point put in where the way leaves it."""
    inside = [within(clip, lat, lon) for lat, lon in zip(run.lats, run.lons, strict=True)]
    if all(inside):
        yield run
        return
    i, last = 0, len(inside) - 1
    while i <= last:
        if not inside[i]:
            i += 1
            continue
        j = i
        while j < last and inside[j + 1]:
            j += 1
        refs, lats, lons = run.refs[i : j + 1], run.lats[i : j + 1], run.lons[i : j + 1]
        if i > 0:
            lat, lon = _leaves_at(run, i, i - 1, clip)
            refs, lats, lons = [_CUT_POINT, *refs], [lat, *lats], [lon, *lons]
        if j < last:
            lat, lon = _leaves_at(run, j, j + 1, clip)
            refs, lats, lons = [*refs, _CUT_POINT], [*lats, lat], [*lons, lon]
        yield _Run(refs, lats, lons, i > 0 or run.cut_start, j < last or run.cut_end)
        i = j + 1


def _leaves_at(run: _Run, inner: int, outer: int, clip: Box) -> tuple[float, float]:
    """Return where the step from an inner to an outer node meets the box."""
    south, west, north, east = clip
    lat, lon = run.lats[inner], run.lons[inner]
    to_lat, to_lon = run.lats[outer] - lat, run.lons[outer] - lon
    share = 1.0
    for start, step, low, high in ((lat, to_lat, south, north), (lon, to_lon, west, east)):
        if start + step < low:
            share = min(share, (low - start) / step)
        elif start + step > high:
            share = min(share, (high - start) / step)
    return lat + share * to_lat, lon + share * to_lon
