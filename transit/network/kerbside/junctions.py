"""Junctions: what the tags of nodes say of crossing there, and of passing gates."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.kerbside.kinds import crossing_kind
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.ways import WayTable, kerb_fact
from transit.read.rules import Rules
from transit.read.tag_values import parse_width_mm

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gate:
    """What passing a barrier node or a lift asks; -1 unknown."""

    kind: EdgeKind
    width_mm: int
    steps: int
    access: int


@dataclass(frozen=True, slots=True)
class Junctions:
    """Facts of nodes, each ``(n_nodes,)``, and the gates among them.

    ``kind uint8`` CrossingKind by tags; ``forbidden bool`` tagged ``crossing=no``; ``kerb``,
    ``tactile``, ``sound uint8`` facts.
    """

    kind: NDArray[np.uint8]
    forbidden: NDArray[np.bool_]
    kerb: NDArray[np.uint8]
    tactile: NDArray[np.uint8]
    sound: NDArray[np.uint8]
    gates: Mapping[int, Gate]


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
    gates: dict[int, Gate] = {}
    made = Junctions(
        kind=np.zeros(n_nodes, dtype=np.uint8),
        forbidden=np.zeros(n_nodes, dtype=np.bool_),
        kerb=np.zeros(n_nodes, dtype=np.uint8),
        tactile=np.zeros(n_nodes, dtype=np.uint8),
        sound=np.zeros(n_nodes, dtype=np.uint8),
        gates=gates,
    )
    for node, tags in node_tags.items():
        made.kind[node] = crossing_kind(tags, rules.crossings)
        made.forbidden[node] = tags.get("crossing") == "no"
        made.kerb[node] = kerb_fact(tags, rules).code
        made.tactile[node] = _fact(tags, "tactile_paving")
        made.sound[node] = _fact(tags, "traffic_signals:sound", "traffic_signals:vibration")
        gate = _gate(tags, rules)
        if gate is not None:
            gates[node] = gate
    _hand_down(made, lines, ways)
    return made


def _fact(tags: Tags, *keys: str) -> int:
    values = {tags[key] for key in keys if key in tags}
    if values - {"no", "incorrect", "unknown"}:
        return MAPPED_YES.code
    return MAPPED_NO.code if "no" in values else UNKNOWN.code


def _gate(tags: Tags, rules: Rules) -> Gate | None:
    if tags.get("highway") == "elevator":
        return Gate(EdgeKind.INDOOR, _width(tags, -1), 0, _access(tags, rules, MAPPED_YES.code))
    rule = rules.barriers.get(tags.get("barrier", ""))
    if rule is None:
        return None
    return Gate(
        EdgeKind.STEPS if rule.steps else EdgeKind.PATH,
        _width(tags, rule.width_mm),
        rule.steps,
        _access(tags, rules, rule.access.code),
    )


def _width(tags: Tags, default: int) -> int:
    keys = ("maxwidth:physical", "width", "opening")
    widths = [parse_width_mm(tags[key]) for key in keys if key in tags]
    return next((width for width in widths if width is not None), default)


def _access(tags: Tags, rules: Rules, default: int) -> int:
    if tags.get("locked") == "yes":
        return MAPPED_NO.code
    for key in ("foot", "access"):
        if tags.get(key) in rules.tags.access_no:
            return MAPPED_NO.code
        if tags.get(key) in rules.tags.access_yes:
            return MAPPED_YES.code
    return default


def _hand_down(junctions: Junctions, lines: Lines, ways: WayTable) -> None:
    """Give a crossing's node what its crossing way and the kerbs at its ends say."""
    known = ways.crossing[lines.way]
    for line in np.flatnonzero(known):
        way, ends = lines.way[line], (lines.node_u[line], lines.node_v[line])
        for node in ends:
            plain = known[line] == CrossingKind.UNKNOWN_KIND and junctions.kind[node]
            if not plain:
                junctions.kind[node] = known[line]
            for fact, own in (
                (junctions.kerb, ways.kerb),
                (junctions.tactile, ways.tactile),
                (junctions.sound, ways.sound),
            ):
                if own[way] and not fact[node]:
                    fact[node] = own[way]
    _share_kerbs(junctions, lines, ways)


def _share_kerbs(junctions: Junctions, lines: Lines, ways: WayTable) -> None:
    """A kerb node next to a crossing node, on a way without sides, is that crossing's kerb."""
    own = junctions.kerb.copy()
    near = ~ways.sided[lines.way]
    pairs = np.stack((lines.node_u[near], lines.node_v[near]), axis=1)
    for one, other in np.concatenate((pairs, pairs[:, ::-1])):
        if own[one] and junctions.kind[other]:
            raised = MAPPED_NO.code in (own[one], junctions.kerb[other])
            junctions.kerb[other] = MAPPED_NO.code if raised else own[one]
