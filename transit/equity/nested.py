"""How groups of different groupings lie in one another: wards in deprivation fifths, say.

Whoever has both tables can take one from the other, so both are protected as if they did.
"""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Final

import polars as pl

from transit.equity.groups import EVERYBODY, FIFTH, WARD

Group = tuple[str, str]
"""Grouping and group."""
Members = Mapping[Group, frozenset[str]]
"""Who belongs to each group; everybody is in one group of each grouping."""

_ON_MAPS: Final = frozenset({EVERYBODY, WARD, FIFTH})
"""Groupings of which readers can see what lies in what; of others they would have to know all."""


def members_of(groups: pl.DataFrame) -> dict[Group, frozenset[str]]:
    """Return who belongs to each group.

    Parameters
    ----------
    groups
        As :func:`~transit.equity.groups.group_table`.

    Returns
    -------
    dict
        Ids by grouping and group.
    """
    rows = groups.group_by("grouping", "group", maintain_order=True).agg("person")
    return {(grouping, group): frozenset(who) for grouping, group, who in rows.iter_rows()}


def wholes(members: Members) -> Iterator[tuple[tuple[Group, ...], tuple[Group, ...]]]:
    """Yield areas, and everybody, with the groups of another grouping that lie wholly in them.

    Parameters
    ----------
    members
        Who belongs to each group.

    Yields
    ------
    tuple
        Groups of one grouping, one or several that only together hold groups of the other; and
        the groups of the other that lie in them, at least one.
    """
    groupings = dict.fromkeys(grouping for grouping, _ in members)
    for outer, inner in permutations(groupings, 2):
        if outer != EVERYBODY and not {outer, inner} <= _ON_MAPS:
            continue
        several = _blocks(members, outer, inner)
        single = [(at,) for at in members if at[0] == outer]
        for whole in dict.fromkeys([*single, *several]):
            people = frozenset[str]().union(*(members[at] for at in whole))
            inside = tuple(at for at in members if at[0] == inner and members[at] <= people)
            if inside:
                yield whole, inside


def leftover(
    members: Members, whole: tuple[Group, ...], inside: tuple[Group, ...]
) -> frozenset[str]:
    """Return who is in the whole and in none of the groups that lie in it.

    Parameters
    ----------
    members
        Who belongs to each group.
    whole, inside
        Groups.

    Returns
    -------
    frozenset of str
        Ids.
    """
    every = frozenset[str]().union(*(members[at] for at in whole))
    return every.difference(*(members[at] for at in inside))


def smallest_that_gives_away(members: Members, told: frozenset[Group], fewest: int) -> Group | None:
    """Return the smallest told group by which a small group could be told from the others.

    Parameters
    ----------
    members
        Who belongs to each group.
    told
        Groups of which figures are told; of everybody they count as known in any case.
    fewest
        People of whom figures may be told.

    Returns
    -------
    tuple or None
        The group; None where every told group, less those told that lie in it, leaves nobody or
        enough people.
    """
    for whole, inside in wholes(members):
        some = tuple(at for at in inside if at in told)
        known = told.issuperset(whole) or whole[0][0] == EVERYBODY
        if known and some and 0 < len(leftover(members, whole, some)) < fewest:
            return min(some, key=lambda at: (len(members[at]), at))
    return None


def _blocks(members: Members, outer: str, inner: str) -> list[tuple[Group, ...]]:
    """Return the fewest groups of one grouping that groups of another lie in together."""
    blocks: list[tuple[tuple[Group, ...], frozenset[str]]] = [
        ((at,), who) for at, who in members.items() if at[0] == outer
    ]
    for at in [at for at in members if at[0] == inner]:
        touched = [block for block in blocks if not block[1].isdisjoint(members[at])]
        merged = tuple(sorted(group for block in touched for group in block[0]))
        people = frozenset[str]().union(*(block[1] for block in touched))
        blocks = [*(block for block in blocks if block not in touched), (merged, people)]
    return [block for block, _ in blocks]
