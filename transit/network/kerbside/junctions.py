"""Junctions: what the tags of nodes say of crossing there, and of passing gates."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.kerbside.kinds import both_kinds, contradicts, crossing_kind, is_staged
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.tag_facts import Tags, access_fact, kerb_fact
from transit.network.kerbside.ways import WayTable
from transit.read.rules import CrossingRules, Rules
from transit.read.tag_values import parse_width_mm

_ON_ONE_ROAD = 2
"""Ends of carriageways at a node where one road just goes on."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What passing a barrier node or a lift asks; -1 unknown."""

    kind: EdgeKind
    width_mm: int
    steps: int
    access: int


@dataclass(frozen=True, slots=True)
class Junctions:
    """Facts of nodes, each ``(n_nodes,)``.

    ``kind uint8`` CrossingKind by tags; ``forbidden bool`` tagged ``crossing=no``; ``staged bool``
    crossed in two stages; ``disagrees bool`` tags contradict each other; ``kerb``, ``tactile``,
    ``sound uint8`` facts.
    """

    kind: NDArray[np.uint8]
    forbidden: NDArray[np.bool_]
    staged: NDArray[np.bool_]
    disagrees: NDArray[np.bool_]
    kerb: NDArray[np.uint8]
    tactile: NDArray[np.uint8]
    sound: NDArray[np.uint8]


def read_junctions(
    node_tags: Mapping[int, Tags], n_nodes: int, lines: Lines, ways: WayTable, rules: Rules
) -> Junctions:
    """Read what nodes say, and give them what ``footway=crossing`` ways through them say.

    Parameters
    ----------
    node_tags
        Tags by node.
    n_nodes
        How many nodes there are.
    lines
        Lines, cut or not; those of crossing ways and of unsided ways near them matter.
    ways
        Way table.
    rules
        Rules for streets.

    Returns
    -------
    Junctions
        One row a node.
    """
    made = Junctions(
        kind=np.zeros(n_nodes, dtype=np.uint8),
        forbidden=np.zeros(n_nodes, dtype=np.bool_),
        staged=np.zeros(n_nodes, dtype=np.bool_),
        disagrees=np.zeros(n_nodes, dtype=np.bool_),
        kerb=np.zeros(n_nodes, dtype=np.uint8),
        tactile=np.zeros(n_nodes, dtype=np.uint8),
        sound=np.zeros(n_nodes, dtype=np.uint8),
    )
    tactile, sound = rules.tags.facts["tactile"], rules.tags.facts["sound"]
    for node, tags in node_tags.items():
        kind = crossing_kind(tags, rules.crossings)
        made.kind[node] = kind
        made.disagrees[node] = contradicts(tags, rules.crossings)
        made.forbidden[node] = tags.get("crossing") == "no" and not made.disagrees[node]
        made.staged[node] = is_staged(tags, kind, rules.crossings)
        made.kerb[node] = kerb_fact(tags, rules).code
        made.tactile[node] = tactile.read(tags).code
        made.sound[node] = sound.read(tags).code
    _hand_down(made, lines, ways, rules.crossings)
    _share_kerbs(made, lines, ways, rules.crossings.kerb_nodes_needed)
    return made


def drop_stop_lines(junctions: Junctions, lines: Lines, ways: WayTable, within_m: float) -> None:
    """Take stop lines for no crossing where the crossing itself is mapped nearby.

    Signals are often mapped where vehicles stop, some metres before the place at which people
    cross; a crossing that is mapped there says what it is.

    Parameters
    ----------
    junctions
        Kinds by node, changed here.
    lines
        Lines before they are cut.
    ways
        Way table.
    within_m
        Farthest that a stop line lies from its crossing, metres along the road.
    """
    near = ways.sided[lines.way] & (lines.length_m <= within_m)
    one = np.concatenate((lines.node_u[near], lines.node_v[near]))
    other = np.concatenate((lines.node_v[near], lines.node_u[near]))
    kind = junctions.kind.copy()
    mapped = ~np.isin(kind, (CrossingKind.NOT_A_CROSSING, CrossingKind.SIGNALS_AT_JUNCTION))
    lights = (kind[one] == CrossingKind.SIGNALS_AT_JUNCTION) & mapped[other]
    ends = np.concatenate((lines.node_u, lines.node_v))
    roads = np.bincount(ends[np.tile(ways.sided[lines.way], 2)], minlength=len(kind))
    stop_line = one[lights & (roads[one] <= _ON_ONE_ROAD)]
    junctions.kind[stop_line] = CrossingKind.NOT_A_CROSSING


def read_gates(node_tags: Mapping[int, Tags], rules: Rules) -> dict[int, Gate]:
    """Read what passing barrier nodes and lifts asks.

    Parameters
    ----------
    node_tags
        Tags by node.
    rules
        Rules for streets.

    Returns
    -------
    dict
        Gates by node.
    """
    found = {}
    for node, tags in node_tags.items():
        gate = _gate(tags, rules)
        if gate is not None:
            found[node] = gate
    return found


def _gate(tags: Tags, rules: Rules) -> Gate | None:
    if tags.get("highway") == "elevator":
        public = access_fact(tags, rules.highways["elevator"].access, rules.tags)
        return Gate(EdgeKind.INDOOR, _width(tags, -1), 0, public.code)
    rule = rules.barriers.get(tags.get("barrier", ""))
    if rule is None:
        return None
    locked = tags.get("locked") == "yes"
    access = MAPPED_NO if locked else access_fact(tags, rule.access, rules.tags)
    return Gate(
        EdgeKind.STEPS if rule.steps else EdgeKind.PATH,
        _width(tags, rule.width_mm),
        rule.steps,
        access.code,
    )


def _width(tags: Tags, default: int) -> int:
    keys = ("maxwidth:physical", "width", "opening")
    widths = [parse_width_mm(tags[key]) for key in keys if key in tags]
    return next((width for width in widths if width is not None), default)


def _hand_down(junctions: Junctions, lines: Lines, ways: WayTable, rules: CrossingRules) -> None:
    """Give a crossing's node what its crossing way says."""
    known = ways.crossing[lines.way]
    for line in np.flatnonzero(known):
        way, ends = lines.way[line], (lines.node_u[line], lines.node_v[line])
        for node in ends:
            kind, disagree = both_kinds(
                CrossingKind(junctions.kind[node]), CrossingKind(known[line]), rules
            )
            if not junctions.disagrees[node]:
                junctions.kind[node] = kind
            junctions.disagrees[node] |= disagree
            junctions.staged[node] |= ways.staged[way]
            for fact, own in (
                (junctions.kerb, ways.kerb),
                (junctions.tactile, ways.tactile),
                (junctions.sound, ways.sound),
            ):
                if own[way] and not fact[node]:
                    fact[node] = own[way]


def _share_kerbs(junctions: Junctions, lines: Lines, ways: WayTable, needed: int) -> None:
    """Kerb nodes next to a crossing, on ways without sides, are its kerbs: one raised is enough,
    but one dropped says nothing of the other."""
    near = np.flatnonzero(~ways.sided[lines.way])
    one = np.concatenate((lines.node_u[near], lines.node_v[near]))
    other = np.concatenate((lines.node_v[near], lines.node_u[near]))
    own = junctions.kerb.copy()
    raised, dropped = (
        np.bincount(other[own[one] == fact.code], minlength=len(own))
        for fact in (MAPPED_NO, MAPPED_YES)
    )
    crossing = junctions.kind != CrossingKind.NOT_A_CROSSING
    unsaid = crossing & (own == UNKNOWN.code)
    junctions.kerb[unsaid & (dropped >= needed)] = MAPPED_YES.code
    junctions.kerb[crossing & (raised > 0)] = MAPPED_NO.code
