"""A walk as the walk network's arrays have it: its edges, and the line through their corners."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from tests.truth.ground import Path, Point, far, last_part, point_along
from transit.model.streets import EdgeKind
from transit.route.found import Walk


@dataclass(frozen=True)
class Piece:
    """An edge as walked: from where to where along the walk, metres, and its line."""

    edge: int
    start: float
    end: float
    line: tuple[Point, ...]


def is_crossing(network: Any, piece: Piece) -> bool:
    """Return whether an edge crosses a carriageway."""
    return piece.edge >= 0 and bool(network.edge_kind[piece.edge] == EdgeKind.CROSSING)


def pieces_of(network: Any, walk: Walk, origin: Any, destination: Any) -> Iterator[Piece]:
    """Return the edges of a walk in order, with the gap between a door and the street."""
    parts: list[tuple[int, float, tuple[Point, ...]]] = []
    if walk.from_link >= 0:
        parts += _entry(network, origin, walk.from_link)
    for arc in walk.arcs:
        edge = int(network.arcs.arc_edge[arc])
        line = _line(network, edge)
        if not network.arcs.arc_forward[arc]:
            line = line[::-1]
        parts.append((edge, int(network.edge_length_mm[edge]) / 1000, line))
    if walk.to_link >= 0:
        entry = [(e, m, line[::-1]) for e, m, line in _entry(network, destination, walk.to_link)]
        parts += entry[::-1]
    along = 0.0
    for edge, length, line in parts:
        if edge < 0 or network.edge_kind[edge] != EdgeKind.JOIN:
            yield Piece(edge, along, along + length, line)
            along += length


def _entry(network: Any, link: Any, at: int) -> list[tuple[int, float, tuple[Point, ...]]]:
    edge, share = int(link.entry_edge[at]), float(link.entry_share[at])
    line = _line(network, edge)
    if not link.entry_forward[at]:
        line = line[::-1]
    length = int(network.edge_length_mm[edge]) / 1000
    walked = last_part(line, share)
    crossing, door = int(link.entry_crosses[at]), (float(link.lat), float(link.lon))
    if crossing < 0:
        return [(-1, float(link.gap_m), (door, walked[0])), (edge, length * share, walked)]
    # Across at the door: the kerb is as far towards the street as the gap says.
    over = int(network.edge_length_mm[crossing]) / 1000
    whole = max(float(link.gap_m) + over, 0.01)
    kerb = point_along((door, walked[0]), far(door, walked[0]) * float(link.gap_m) / whole)
    return [
        (-1, float(link.gap_m), (door, kerb)),
        (crossing, over, (kerb, walked[0])),
        (edge, length * share, walked),
    ]


def _line(network: Any, edge: int) -> tuple[Point, ...]:
    """An edge from its u to its v: its centre line, moved so that it joins its corners.

    A way without sides is walked along its middle, which need not end at a corner.
    """
    u, v = int(network.edge_u[edge]), int(network.edge_v[edge])
    ends = [(float(network.corner_lat[c]), float(network.corner_lon[c])) for c in (u, v)]
    segment = int(network.edge_segment[edge])
    if segment < 0 or network.edge_kind[edge] == EdgeKind.CROSSING:
        return tuple(ends)
    first, last = (int(network.segment_first[segment + more]) for more in (0, 1))
    line = np.column_stack([network.point_lat[first:last], network.point_lon[first:last]])
    if network.edge_turned[edge]:
        line = line[::-1]
    if not network.edge_side[edge]:
        inner = tuple(map(tuple, line.tolist()))
        return (ends[0], *inner, ends[1])
    steps = np.hypot(*np.diff(line, axis=0).T)
    share = np.concatenate([[0.0], np.cumsum(steps)])
    share = (share / share[-1] if share[-1] > 0 else share)[:, None]
    moved = line + (np.array(ends[0]) - line[0]) * (1 - share) + (ends[1] - line[-1]) * share
    return tuple(map(tuple, moved.tolist()))


def joined(pieces: Sequence[Piece]) -> Path | None:
    """Return a walk as one line; None where there is none."""
    points: list[tuple[float, Point]] = []
    for piece in pieces:
        drawn = [far(a, b) for a, b in pairwise(piece.line)]
        whole, so_far = sum(drawn), 0.0
        for index, point in enumerate(piece.line):
            so_far += drawn[index - 1] if index else 0.0
            share = so_far / whole if whole else 0.0
            points.append((piece.start + share * (piece.end - piece.start), point))
    return Path(tuple(points)) if len(points) > 1 else None
