"""Facts from tags: who may walk, on what, beside what. An absent tag is never a mapped fact."""

from collections.abc import Mapping

from transit.model.fact import (
    INFERRED_NO,
    INFERRED_YES,
    MAPPED_NO,
    MAPPED_YES,
    UNKNOWN,
    Fact,
    State,
)
from transit.model.streets import RoadClass
from transit.read.rule_records import HighwayRule, Rules, TagRules

Tags = Mapping[str, str]
RINGS = ("roundabout", "circular")


def listed(value: str | None, yes: frozenset[str], no: frozenset[str]) -> Fact:
    """Return what a tag's value means.

    Parameters
    ----------
    value
        The value; several, parted by semicolons, must all be in the same list.
    yes, no
        Values that mean yes and no.

    Returns
    -------
    Fact
        Mapped no if any part says so, mapped yes if all do, else unknown.
    """
    if value is None:
        return UNKNOWN
    if value in yes:
        return MAPPED_YES
    parts = {part.strip() for part in value.split(";")}
    if parts & no:
        return MAPPED_NO
    return MAPPED_YES if parts <= yes else UNKNOWN


def access_fact(tags: Tags, default: Fact, rules: TagRules) -> Fact:
    """Tell whether the public may walk here: ``foot`` before ``access``, then a default.

    Parameters
    ----------
    tags
        Tags of a way or of a barrier.
    default
        The fact where no tag says anything.
    rules
        How tags are read.

    Returns
    -------
    Fact
        Unknown also where a yes holds at some times only.
    """
    found = default
    for key in ("foot", "access"):
        if key in tags:
            found = listed(tags[key], rules.access_yes, rules.access_no)
            if found != UNKNOWN:
                break
    sometimes = any(key in tags for key in rules.access_conditional)
    return UNKNOWN if sometimes and found.state == State.YES else found


def kerb_fact(tags: Tags, rules: Rules) -> Fact:
    """Tell whether tags say that the kerb is dropped.

    Parameters
    ----------
    tags
        Tags of a node or of a crossing way.
    rules
        Rules for streets.

    Returns
    -------
    Fact
        Dropped, raised, or unknown.
    """
    values = {value for key, value in tags.items() if key == "kerb" or key.startswith("kerb:")}
    if values & rules.crossings.kerb_raised:
        return MAPPED_NO
    return MAPPED_YES if values & rules.crossings.kerb_dropped else UNKNOWN


def way_access(tags: Tags, rule: HighwayRule, rules: TagRules) -> Fact:
    """Tell whether the public may walk on a way.

    Parameters
    ----------
    tags
        Tags of the way.
    rule
        Rule of its class.
    rules
        How tags are read.

    Returns
    -------
    Fact
        Of its tags, else of its class.
    """
    special = tags.get("motorroad") == "yes" and rule.road != RoadClass.NONE
    return access_fact(tags, rules.motorroad if special else rule.access, rules)


def own_surface(tags: Tags, name: str, rule: HighwayRule, rules: TagRules) -> Fact:
    """Tell whether a way itself, for a road its carriageway, is firm and even.

    Parameters
    ----------
    tags
        Tags of the way.
    name
        Its class.
    rule
        Rule of its class.
    rules
        How tags are read.

    Returns
    -------
    Fact
        Mapped by ``surface`` and ``smoothness``, the worse of both; else inferred from its class.
    """
    known = surface_fact(tags, "", rules)
    if known != UNKNOWN:
        return known
    if rule.sided and name in rules.carriageway_firm:
        return INFERRED_YES
    return INFERRED_NO if name in rules.inferred_loose_highways else UNKNOWN


def surface_fact(tags: Tags, prefix: str, rules: TagRules) -> Fact:
    """Tell whether tags say that the ground is firm and even.

    Parameters
    ----------
    tags
        Tags of a way.
    prefix
        What stands before ``surface`` and ``smoothness``, e.g. ``sidewalk:``.
    rules
        How tags are read.

    Returns
    -------
    Fact
        The worse of both tags.
    """
    smooth = listed(tags.get(f"{prefix}smoothness"), rules.smooth, rules.rough)
    made = listed(tags.get(f"{prefix}surface"), rules.firm, rules.loose)
    if MAPPED_NO in (smooth, made):
        return MAPPED_NO
    return MAPPED_YES if MAPPED_YES in (smooth, made) else UNKNOWN


def walks(tags: Tags, rule: HighwayRule) -> bool:
    """Tell whether a way is in the network: what forbids people on foot has a fact instead.

    Parameters
    ----------
    tags
        Tags of the way.
    rule
        Rule of its class.

    Returns
    -------
    bool
        Never for motorways and rails.
    """
    allowed = tags.get("foot") in ("yes", "designated", "permissive")
    return rule.walk or (allowed and rule.road == RoadClass.BUSWAY)
