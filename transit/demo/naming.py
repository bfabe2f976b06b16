"""Names for the streets that grew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from transit.demo.town import Key, Street, keys


def name_streets(
    streets: list[Street],
    districts: Mapping[str, Any],
    names: Mapping[str, Any],
    rng: np.random.Generator,
) -> list[Street]:
    """Name the grown streets, each theme keeping to its neighbourhoods.

    Parameters
    ----------
    streets
        Noded streets.
    districts
        What each kind of neighbourhood is like.
    names
        Lists of first and last parts of names, by theme.
    rng
        Random numbers.

    Returns
    -------
    list of Street
        The same streets, with names.
    """
    uses = Counter(node for s in streets if s.is_road for node in dict.fromkeys(keys(s.points)))
    pools = {theme: _Pool(parts, rng) for theme, parts in names["street"].items()}
    named = []
    for street in streets:
        theme = districts["kind"].get(street.kind, {}).get("names", "none")
        if street.name or not street.is_road or theme == "none":
            named.append(street)
            continue
        dead = is_dead_end(street, uses)
        named.append(replace(street, tags={**street.tags, "name": pools[theme].take(dead)}))
    return named


def is_dead_end(street: Street, uses: Mapping[Key, int]) -> bool:
    """Return whether a street leads nowhere else.

    Parameters
    ----------
    street
        The street.
    uses
        How many roads pass through each node.

    Returns
    -------
    bool
        True where one of its ends meets no other road.
    """
    ends = keys(street.points)
    return uses[ends[0]] < 2 or uses[ends[-1]] < 2


class _Pool:
    """Names that are not given twice."""

    def __init__(self, parts: Mapping[str, list[str]], rng: np.random.Generator) -> None:
        self._parts, self._rng = parts, rng
        self._first: list[str] = []
        self._given: set[str] = set()

    def take(self, dead: bool) -> str:
        """Return a fresh name; numbered in words of the compass when the lists run out."""
        last = self._parts["dead" if dead else "through"]
        for prefix in ("", "Upper ", "Lower ", "Great ", "Little ", "Old ", "New ", "Far "):
            for _ in range(2 * len(self._parts["first"])):
                name = f"{prefix}{self._next()} {last[int(self._rng.integers(len(last)))]}"
                if name not in self._given:
                    self._given.add(name)
                    return name
        return name

    def _next(self) -> str:
        if not self._first:
            self._first = [
                self._parts["first"][k] for k in self._rng.permutation(len(self._parts["first"]))
            ]
        return self._first.pop()
