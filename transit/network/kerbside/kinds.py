"""Which kind of crossing tags mean."""

from collections.abc import Mapping

from transit.model.streets import CrossingKind
from transit.read.rules import CrossingRules


def crossing_kind(tags: Mapping[str, str], rules: CrossingRules) -> CrossingKind:
    """Return the kind of crossing that tags mean.

    Parameters
    ----------
    tags
        Tags of a node or of a crossing way.
    rules
        Rules for crossings.

    Returns
    -------
    CrossingKind
        ``NOT_A_CROSSING`` where no row of the table fits, ``UNKNOWN_KIND`` where tags contradict
        each other.
    """
    if contradicts(tags, rules):
        return CrossingKind.UNKNOWN_KIND
    if tags.get("crossing") == "no":
        return CrossingKind.NOT_A_CROSSING
    for row in rules.rows:
        if row.match.fits(tags):
            return row.kind
    return CrossingKind.NOT_A_CROSSING


def contradicts(tags: Mapping[str, str], rules: CrossingRules) -> bool:
    """Tell whether tags of a crossing cannot all be true.

    Parameters
    ----------
    tags
        Tags of a node or of a crossing way.
    rules
        Rules for crossings.

    Returns
    -------
    bool
        True if a pair of the table's contradictions is among them.
    """
    return any(one.fits(tags) and other.fits(tags) for one, other in rules.contradictions)


def is_staged(tags: Mapping[str, str], kind: CrossingKind, rules: CrossingRules) -> bool:
    """Tell whether a crossing is crossed in two stages.

    Parameters
    ----------
    tags
        Tags of a node or of a crossing way.
    kind
        What kind they mean.
    rules
        Rules for crossings.

    Returns
    -------
    bool
        True for staggered crossings, and for kinds that an island parts.
    """
    stages = rules.stages
    if any(match.fits(tags) for match in stages.staggered):
        return True
    return kind in stages.two_with_island and any(match.fits(tags) for match in stages.island)


def both_kinds(
    node: CrossingKind, way: CrossingKind, rules: CrossingRules
) -> tuple[CrossingKind, bool]:
    """Return what a crossing's node and its crossing way mean together.

    Parameters
    ----------
    node, way
        The kinds that each means; ``NOT_A_CROSSING`` says nothing.
    rules
        Rules for crossings.

    Returns
    -------
    tuple of CrossingKind and bool
        The kind that says more; ``UNKNOWN_KIND`` and True where both cannot be.
    """
    if CrossingKind.NOT_A_CROSSING in (node, way) or node == way:
        return (way or node), False
    if frozenset((node, way)) in rules.exclude:
        return CrossingKind.UNKNOWN_KIND, True
    rank = {kind: i for i, kind in enumerate(rules.says_more)}
    return max(node, way, key=lambda kind: rank.get(kind, -1)), False
