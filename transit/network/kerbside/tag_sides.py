"""Facts about the two sides of a way from its tags: pavement, what it is made of, its width."""

from typing import Final, NamedTuple

from transit.model.fact import INFERRED_YES, MAPPED_NO, MAPPED_YES, UNKNOWN, Fact, State
from transit.network.kerbside.tag_facts import RINGS, Tags, listed, surface_fact
from transit.read.rule_records import HighwayRule, PavementRules, Rules, TagRules
from transit.read.tag_values import parse_width_mm

SIDES: Final = ("left", "right")


class Beside(NamedTuple):
    """What lies on the left and right of a way: pavement facts, and where it is another way."""

    pavement: tuple[Fact, Fact]
    separate: tuple[bool, bool]


def beside(tags: Tags, name: str, rule: HighwayRule, speed: int, rules: Rules) -> Beside:
    """Tell what each side of a way has; of a way without sides, whether it is a place to walk.

    Parameters
    ----------
    tags
        Tags of the way.
    name
        Its class.
    rule
        Rule of its class.
    speed
        Mapped limit, miles an hour, 0 unknown.
    rules
        Rules for streets.

    Returns
    -------
    Beside
        Left, right.
    """
    table = rules.pavements
    values = [_side_value(tags, "sidewalk", side) for side in SIDES]
    if not rule.sided:
        fact = _on_foot(tags, name, values, table)
        return Beside((fact, fact), (False, False))
    separate = [value in table.separate for value in values]
    default = _inferred_pavement(tags, name, speed, rules)
    facts = []
    for side, value in zip(SIDES, values, strict=True):
        grass = _side_value(tags, "verge", side) in table.verge
        if value in table.separate:
            facts.append(MAPPED_NO)
        elif value is None:
            facts.append(UNKNOWN if grass else default)
        else:
            facts.append(listed(value, table.yes, table.no))
    return Beside((facts[0], facts[1]), (separate[0], separate[1]))


def _side_value(tags: Tags, key: str, side: str) -> str | None:
    for exact in (f"{key}:{side}", f"{key}:both"):
        if exact in tags:
            return tags[exact]
    whole = tags.get(key)
    if whole in SIDES:
        return "yes" if whole == side else "no"
    return whole


def _on_foot(tags: Tags, name: str, values: list[str | None], table: PavementRules) -> Fact:
    rules, foot = table.on_foot, tags.get("foot")
    if name in rules.mapped or (name in rules.designated and foot == "designated"):
        return MAPPED_YES
    said = {listed(value, table.yes, table.no) for value in values}
    if MAPPED_YES in said or said == {MAPPED_NO}:
        return MAPPED_YES if MAPPED_YES in said else MAPPED_NO
    shared = name in rules.inferred_if_allowed and foot in ("yes", "permissive", "official")
    return INFERRED_YES if shared or name in rules.inferred else UNKNOWN


def _inferred_pavement(tags: Tags, name: str, speed: int, rules: Rules) -> Fact:
    table = rules.pavements
    if tags.get("junction") in RINGS and "sidewalk" not in tags and name != "residential":
        return UNKNOWN
    if speed > table.inferred_most_mph or tags.get("motorroad") == "yes":
        return UNKNOWN
    slow = name in table.inferred_highways and speed > 0
    named = name in table.named_highways and "name" in tags
    lit = name in table.lit_highways and tags.get("lit") in rules.tags.lit_yes
    return INFERRED_YES if slow or named or lit else UNKNOWN


def pavement_surfaces(
    tags: Tags, name: str, carriageway: Fact, rules: TagRules
) -> tuple[Fact, Fact]:
    """Tell whether a road's pavements are firm and even, where it has any.

    Parameters
    ----------
    tags
        Tags of the way.
    name
        Its class.
    carriageway
        Surface of the road itself: beside a loose one nothing is inferred.
    rules
        How tags are read.

    Returns
    -------
    tuple of Fact
        Left, right.
    """
    infer = name in rules.pavement_firm_beside and carriageway.state != State.NO
    default = INFERRED_YES if infer else UNKNOWN
    left, right = (
        next(
            (
                fact
                for key in (f"sidewalk:{side}:", "sidewalk:both:", "sidewalk:")
                if (fact := surface_fact(tags, key, rules)) != UNKNOWN
            ),
            default,
        )
        for side in SIDES
    )
    return left, right


def widths_mm(tags: Tags, rule: HighwayRule) -> tuple[int, int]:
    """Return the width to walk on, left and right; a road's own width says nothing of it.

    Parameters
    ----------
    tags
        Tags of the way.
    rule
        Rule of its class.

    Returns
    -------
    tuple of int
        Millimetres, -1 unknown.
    """
    if not rule.sided:
        own = _width(tags, "width", "est_width")
        return own, own
    left, right = (
        _width(tags, f"sidewalk:{side}:width", "sidewalk:both:width", "sidewalk:width")
        for side in SIDES
    )
    return left, right


def _width(tags: Tags, *keys: str) -> int:
    widths = [parse_width_mm(tags[key]) for key in keys if key in tags]
    return next((width for width in widths if width is not None), -1)
