"""Which pieces of a walk make one step: a step is something one does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transit.model.fact import State, decode
from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.network.walk import WalkNetwork
from transit.route.geometry import Line, first_heading_deg, last_heading_deg
from transit.route.journey import Side, Turn
from transit.route.pieces import Piece, is_join
from transit.route.turns import TURNING, TurnLimits, turn_between

Group = list[Piece]

_NEAR = 4
"""Pieces looked at on either side of a joint: more than a direction is judged over."""

_DONE = (EdgeKind.CROSSING, EdgeKind.STEPS)
"""What is done, however short; walks are what lies between."""


@dataclass(frozen=True, slots=True)
class StepRules:
    """What makes a step.

    Parameters
    ----------
    turns
        Where one kind of turn ends and the next begins.
    shortest_m
        A shorter walk is part of the step before it, whatever it is.
    short_m
        A shorter walk is part of its neighbour where nothing is decided at the joint.
    median_walk_m
        Two crossings with at most so much walk between them cross one divided road.
    """

    turns: TurnLimits
    shortest_m: float
    short_m: float
    median_walk_m: float


def grouped(network: WalkNetwork, pieces: Sequence[Piece], rules: StepRules) -> list[Group]:
    """Return pieces in groups of which each is one thing to do.

    Parameters
    ----------
    network
        Walk network.
    pieces
        The walk's pieces.
    rules
        What makes a step.

    Returns
    -------
    list of list of Piece
        In order; joins are left out.
    """
    single = [[piece] for piece in pieces if not is_join(network, piece)]
    groups = _joined(network, single, rules)
    # Once more for those that something short had kept apart.
    groups = _joined(network, _without_slivers(network, groups, rules), rules)
    return _joined(network, _without_short(network, groups, rules), rules)


def main_piece(network: WalkNetwork, group: Sequence[Piece]) -> Piece:
    """Return the piece that says what a step is.

    Parameters
    ----------
    network
        Walk network.
    group
        Pieces of a step.

    Returns
    -------
    Piece
        A crossing or steps before a walk; else the longest of the street walked farthest along.
    """
    farthest: Counter[object] = Counter()
    for piece in group:
        farthest[_street(network, piece)] += piece.length_mm
    return max(
        group,
        key=lambda piece: (
            _kind(network, piece) in _DONE,
            farthest[_street(network, piece)],
            piece.length_mm,
        ),
    )


def _street(network: WalkNetwork, piece: Piece) -> object:
    return None if piece.edge == NONE else street_of(network, piece.edge)


def line_of_group(group: Sequence[Piece]) -> Line:
    """Return the line of some pieces.

    Parameters
    ----------
    group
        Pieces in order.

    Returns
    -------
    ndarray
        ``(n, 2) float64`` latitude and longitude.
    """
    return np.vstack([piece.line for piece in group])


def told_line(network: WalkNetwork, group: Sequence[Piece]) -> Line:
    """Return the line of what a step is mainly: without the few paces that it took in.

    Parameters
    ----------
    network
        Walk network.
    group
        Pieces of a step.

    Returns
    -------
    ndarray
        ``(n, 2) float64`` latitude and longitude: turns are told by it.
    """
    main = main_piece(network, group)
    alike = [index for index, piece in enumerate(group) if _is_alike(network, piece, main)]
    return line_of_group(group[alike[0] : alike[-1] + 1])


def _is_alike(network: WalkNetwork, piece: Piece, main: Piece) -> bool:
    if NONE in (piece.edge, main.edge):
        return piece.edge == main.edge
    same_way = network.edge_kind[piece.edge] == network.edge_kind[main.edge]
    return bool(same_way) and street_of(network, piece.edge) == street_of(network, main.edge)


def street_of(network: WalkNetwork, edge: int) -> str:
    """Return the name of the street that an edge belongs to.

    Parameters
    ----------
    network
        Walk network.
    edge
        The edge.

    Returns
    -------
    str
        ``""`` unnamed.
    """
    way = int(network.edge_way[edge])
    return str(network.way_name[way]) if way != NONE else ""


def side_of(network: WalkNetwork, piece: Piece) -> Side:
    """Return the side of the road as walked: it flips against the centre line.

    Parameters
    ----------
    network
        Walk network.
    piece
        A piece with an edge.

    Returns
    -------
    Side
        NONE for a crossing or an unsided way.
    """
    side = int(network.edge_side[piece.edge])
    if side == 0 or network.edge_kind[piece.edge] == EdgeKind.CROSSING:
        return Side.NONE
    along = piece.forward != bool(network.edge_turned[piece.edge])
    return Side.LEFT if (side < 0) == along else Side.RIGHT


def is_gate(network: WalkNetwork, piece: Piece) -> bool:
    """Return whether a piece passes a gate, stile or lift: an edge within one node.

    Parameters
    ----------
    network
        Walk network.
    piece
        The piece.

    Returns
    -------
    bool
        True for such an edge.
    """
    edge = piece.edge
    if edge == NONE or network.edge_length_mm[edge] or is_join(network, piece):
        return False
    ends = network.edge_u[edge], network.edge_v[edge]
    return bool(network.corner_node[ends[0]] == network.corner_node[ends[1]])


def _kind(network: WalkNetwork, piece: Piece) -> EdgeKind | None:
    return None if piece.edge == NONE else EdgeKind(network.edge_kind[piece.edge])


def _joined(network: WalkNetwork, groups: list[Group], rules: StepRules) -> list[Group]:
    made: list[Group] = []
    for group in groups:
        if made and _continues(network, made[-1], group, rules):
            made[-1] = [*made[-1], *group]
        else:
            made.append(group)
    return made


def _continues(network: WalkNetwork, before: Group, after: Group, rules: StepRules) -> bool:
    """Whether some pieces go on with what the ones before them did."""
    last, first = main_piece(network, before), main_piece(network, after)
    if NONE in (last.edge, first.edge):
        return False
    if EdgeKind.CROSSING in (_kind(network, first), _kind(network, last)):
        return False
    if _walked_on(network, last) != _walked_on(network, first):
        return False
    if side_of(network, last) != side_of(network, first):
        return False
    if street_of(network, last.edge) != street_of(network, first.edge):
        return False
    return not _decided(before, after, rules)


def _walked_on(network: WalkNetwork, piece: Piece) -> EdgeKind:
    """What one walks on; beside a road on which nobody recorded a pavement, the pavement."""
    kind = EdgeKind(network.edge_kind[piece.edge])
    named = street_of(network, piece.edge) != "" and network.edge_side[piece.edge] != 0
    pavement = decode(int(network.fact_pavement[piece.edge])).state
    if kind == EdgeKind.ROADWAY and named and pavement is State.UNKNOWN:
        return EdgeKind.PAVEMENT
    return kind


def _decided(before: Group, after: Group, rules: StepRules) -> bool:
    """Whether one has to turn between two groups."""
    return _turn(before, after, rules) in TURNING


def _turn(before: Group, after: Group, rules: StepRules) -> Turn:
    sight_m = rules.turns.sight_m
    return turn_between(
        last_heading_deg(line_of_group(before[-_NEAR:]), sight_m),
        first_heading_deg(line_of_group(after[:_NEAR]), sight_m),
        rules.turns,
    )


def _length_m(group: Group) -> float:
    return sum(piece.length_mm for piece in group) / 1000


def _is_done(network: WalkNetwork, group: Group) -> bool:
    return _kind(network, main_piece(network, group)) in _DONE


def _without_slivers(network: WalkNetwork, groups: list[Group], rules: StepRules) -> list[Group]:
    """Give what is too short for a step of its own to the step before it, else after it."""
    kept: list[Group] = []
    waiting: Group = []
    for group in groups:
        if _length_m(group) >= rules.shortest_m or _is_done(network, group):
            kept.append([*waiting, *group])
            waiting = []
        elif kept:
            kept[-1] = [*kept[-1], *group]
        else:
            waiting = [*waiting, *group]
    if kept:
        return kept
    return [waiting] if waiting else []


def _without_short(network: WalkNetwork, groups: list[Group], rules: StepRules) -> list[Group]:
    """Give each short walk at which nothing is decided to the step before or after it."""
    kept: list[Group] = []
    waiting: Group = []
    for index, fresh in enumerate(groups):
        group = [*waiting, *fresh]
        waiting = []
        before = kept[-1] if kept else None
        after = groups[index + 1] if index + 1 < len(groups) else None
        if not _is_short(network, fresh, rules):
            kept.append(group)
        elif before is not None and _ends_in(network, before, group, after, rules):
            kept[-1] = [*before, *group]
        elif after is not None and _begins(network, before, group, after, rules):
            waiting = group
        else:
            kept.append(group)
    return kept


def _is_short(network: WalkNetwork, group: Group, rules: StepRules) -> bool:
    doors = any(piece.edge == NONE for piece in group)
    return not doors and not _is_done(network, group) and _length_m(group) < rules.short_m


def _at_door(network: WalkNetwork, group: Group) -> bool:
    return main_piece(network, group).edge == NONE


def _ends_in(
    network: WalkNetwork, before: Group, group: Group, after: Group | None, rules: StepRules
) -> bool:
    """Whether a short walk is the end of the step before it."""
    if _at_door(network, before):
        return False
    crossed = after is not None and _is_done(network, after)
    if _is_done(network, before):
        # From one crossing to the next, or from a crossing to where one is going.
        arriving = after is None or _at_door(network, after)
        return crossed or (arriving and not _decided(before, group, rules))
    # A few paces round the corner to where one crosses are part of going to the crossing.
    return crossed or not _decided(before, group, rules)


def _begins(
    network: WalkNetwork, before: Group | None, group: Group, after: Group, rules: StepRules
) -> bool:
    """Whether a short walk is the beginning of the step after it."""
    if _at_door(network, after):
        return False
    if _is_done(network, after):
        return before is None or _at_door(network, before)
    # Within sight of each other two turns are one.
    between = before is not None and not _at_door(network, before)
    return not _decided(group, after, rules) or (between and _length_m(group) < rules.turns.sight_m)
