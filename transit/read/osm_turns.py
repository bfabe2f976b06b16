"""Turn restrictions: what vehicles may not do at a junction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from transit.read.streets import StreetMap, TurnRule

_KEYS: Final = ("restriction", "restriction:motorcar", "restriction:motor_vehicle")
_CONDITIONAL: Final = ":conditional"


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn restriction as mapped, all of it OSM ids."""

    from_ways: tuple[int, ...]
    via_node: int
    to_ways: tuple[int, ...]
    only: bool


def take_turn(relation: Any, counts: Counter[str]) -> Turn | None:
    """Read a relation as a turn restriction.

    Parameters
    ----------
    relation
        A relation of an extract.
    counts
        ``turn_unread`` counts those that could not be read: conditional ones, those that go
        through a way, and those without one of their members.

    Returns
    -------
    Turn or None
        None where it is none, does not hold for a minibus, or could not be read.
    """
    tags = dict(relation.tags)
    if tags.get("type") != "restriction":
        return None
    value = next((tags[key] for key in _KEYS if key in tags), "")
    exempt = {word.strip() for word in tags.get("except", "").split(";")}
    if exempt & {"motorcar", "motor_vehicle"}:
        return None
    members: dict[tuple[str, str], list[int]] = {}
    for member in relation.members:
        members.setdefault((member.role, member.type), []).append(member.ref)
    from_ways, to_ways = members.get(("from", "w"), []), members.get(("to", "w"), [])
    via = members.get(("via", "n"), [])
    if not value.startswith(("no_", "only_")) or not from_ways or not to_ways or len(via) != 1:
        # A restriction for lorries or buses alone, say, says nothing about a minibus.
        ours = value != "" or any(key + _CONDITIONAL in tags for key in _KEYS)
        counts["turn_unread"] += ours
        return None
    return Turn(tuple(from_ways), via[0], tuple(to_ways), value.startswith("only_"))


def turn_rules(turns: Iterable[Turn], street_map: StreetMap) -> tuple[TurnRule, ...]:
    """Return the restrictions at junctions of a map.

    Parameters
    ----------
    turns
        As mapped.
    street_map
        The map, with its nodes numbered.

    Returns
    -------
    tuple of TurnRule
        One for each pair of ways, those outside the map left out.
    """
    mapped = tuple(turns)
    wanted = {turn.via_node for turn in mapped}
    index = {int(ref): at for at, ref in enumerate(street_map.node_osm_id) if int(ref) in wanted}
    return tuple(
        TurnRule(from_way, index[turn.via_node], to_way, turn.only)
        for turn in mapped
        if turn.via_node in index
        for from_way in turn.from_ways
        for to_way in turn.to_ways
    )
