"""The pieces of a walk: each edge or part of one, as walked, with its line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.network.kerbside.drawing import edge_line
from transit.network.link import Link
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules
from transit.route.found import Walk
from transit.route.geometry import Line, part, point_at

LineOf = Callable[[int], Line]
"""The line of an edge from its u to its v, on its side of the road."""

SAME_EDGE = -2
"""In :attr:`Walk.from_link`: origin and destination share an edge; no corner is passed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One edge, or a part of it, walked one way.

    Parameters
    ----------
    edge
        The edge; NONE between a door and the street.
    forward
        Walked from the edge's u towards its v.
    line
        Its line as walked.
    length_mm
        Millimetres walked.
    corner
        Corner at its end; NONE where it ends elsewhere.
    at_door
        A crossing made at the door.
    """

    edge: int
    forward: bool
    line: Line
    length_mm: int
    corner: int = NONE
    at_door: bool = False


def pieces_of(
    network: WalkNetwork, walk: Walk, origin: Link | None, destination: Link | None, line_of: LineOf
) -> list[Piece]:
    """Return a walk's pieces, in order.

    Parameters
    ----------
    network
        Walk network.
    walk
        The walk as found.
    origin, destination
        Links of the journey's ends; needed for a walk that starts or ends at one.
    line_of
        Gives an edge's line.

    Returns
    -------
    list of Piece
        From where the walk starts to where it ends.
    """
    if walk.from_link == SAME_EDGE and origin is not None and destination is not None:
        return _along_one_edge(network, walk, origin, destination, line_of)
    made: list[Piece] = []
    if walk.from_link >= 0 and origin is not None:
        made += _entry(network, origin, walk.from_link, line_of)
    made += [_arc(network, arc, line_of) for arc in walk.arcs]
    if walk.to_link >= 0 and destination is not None:
        made += _turned_round(_entry(network, destination, walk.to_link, line_of))
    return made


def _arc(network: WalkNetwork, arc: int, line_of: LineOf) -> Piece:
    edge = int(network.arcs.arc_edge[arc])
    forward = bool(network.arcs.arc_forward[arc])
    line = line_of(edge)
    return Piece(
        edge,
        forward,
        line if forward else line[::-1],
        int(network.edge_length_mm[edge]),
        int(network.arcs.arc_head[arc]),
    )


def _entry(network: WalkNetwork, link: Link, entry: int, line_of: LineOf) -> list[Piece]:
    """From a link's point to the corner of one of its entries."""
    edge, share = int(link.entry_edge[entry]), float(link.entry_share[entry])
    forward = bool(link.entry_forward[entry])
    start, end = (1 - share, 1.0) if forward else (share, 0.0)
    walked = part(line_of(edge), start, end)
    length_mm = round(share * int(network.edge_length_mm[edge]))
    corner = int(link.entry_corner[entry])
    return [
        *_to_edge(network, link, walked[0], int(link.entry_crosses[entry]), line_of),
        Piece(edge, forward, walked, length_mm, corner),
    ]


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a place joins an edge: the share of it from u, and the crossing made at the door."""

    edge: int
    share: float
    crossing: int


def _positions(link: Link) -> list[_Position]:
    made: dict[tuple[int, int], _Position] = {}
    for entry in range(link.entry_corner.size):
        edge, crossing = int(link.entry_edge[entry]), int(link.entry_crosses[entry])
        share = float(link.entry_share[entry])
        from_u = 1 - share if link.entry_forward[entry] else share
        made.setdefault((edge, crossing), _Position(edge, from_u, crossing))
    return list(made.values())


def _along_one_edge(
    network: WalkNetwork, walk: Walk, origin: Link, destination: Link, line_of: LineOf
) -> list[Piece]:
    """The walk along an edge that both ends join; of several, the one as long as was found."""
    ways = [
        _between(network, origin, destination, start, end, line_of)
        for start in _positions(origin)
        for end in _positions(destination)
        if start.edge == end.edge
    ]
    found_mm = walk.length_m * 1000
    return min(
        ways,
        key=lambda way: abs(sum(piece.length_mm for piece in way) - found_mm),
        default=[],
    )


def _between(
    network: WalkNetwork,
    origin: Link,
    destination: Link,
    start: _Position,
    end: _Position,
    line_of: LineOf,
) -> list[Piece]:
    line = part(line_of(start.edge), start.share, end.share)
    length_mm = round(abs(end.share - start.share) * int(network.edge_length_mm[start.edge]))
    return [
        *_to_edge(network, origin, line[0], start.crossing, line_of),
        Piece(start.edge, end.share >= start.share, line, length_mm),
        *_turned_round(_to_edge(network, destination, line[-1], end.crossing, line_of)),
    ]


def _to_edge(
    network: WalkNetwork, link: Link, joined: Line, crossing: int, line_of: LineOf
) -> list[Piece]:
    """From a place to the street, and across it where it joins the other side's pavement."""
    if crossing == NONE:
        return [_gap(link, (float(joined[0]), float(joined[1])))]
    at_street = point_at(line_of(link.edge), link.fraction)
    over = np.vstack([at_street, joined])
    length_mm = int(network.edge_length_mm[crossing])
    return [_gap(link, at_street), Piece(crossing, True, over, length_mm, at_door=True)]


def _gap(link: Link, at_street: tuple[float, float]) -> Piece:
    line = np.array([(link.lat, link.lon), at_street])
    return Piece(NONE, True, line, round(link.gap_m * 1000))


def _turned_round(pieces: list[Piece]) -> list[Piece]:
    return [
        replace(piece, forward=not piece.forward, line=piece.line[::-1], corner=NONE)
        for piece in reversed(pieces)
    ]


def is_join(network: WalkNetwork, piece: Piece) -> bool:
    """Return whether a piece is a join: no way at all, only two corners that are one.

    Parameters
    ----------
    network
        Walk network.
    piece
        The piece.

    Returns
    -------
    bool
        True for an edge of kind JOIN.
    """
    return piece.edge != NONE and network.edge_kind[piece.edge] == EdgeKind.JOIN


def line_of_edges(network: WalkNetwork, rules: Rules) -> LineOf:
    """Return what gives an edge's line.

    Parameters
    ----------
    network
        Walk network.
    rules
        How far from the centre line each class of road is walked beside.

    Returns
    -------
    callable
        From an edge to its line.
    """
    return partial(edge_line, network, rules=rules)
