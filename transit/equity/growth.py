"""Demand scenarios: a register with more people in it, made up by drawing from those who are there.

Somebody who is made up lives where, and can do what, somebody of the same group does. What they can
reach is therefore what that person can reach: nobody has to be scored again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import polars as pl

from transit.equity.coverage import Coverage
from transit.read.growth import Growth

MADE_UP: Final = "made-up-"
"""How ids of people begin whom nobody knows, for there is nobody."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """People who are made up.

    Parameters
    ----------
    like
        By made-up id the id of the person that they are like.
    added
        How many were added to each group.
    """

    like: Mapping[str, str] = field(repr=False)
    added: Mapping[str, int]


def draw_people(groups: Mapping[str, str], growth: Growth, seed: int) -> Drawn:
    """Make people up.

    Parameters
    ----------
    groups
        The group of each person, by id, of what the growth goes by.
    growth
        By how much groups grow; the number of people is rounded to whole ones.
    seed
        Of the draws: the same seed makes the same people.

    Returns
    -------
    Drawn
        Each is like somebody of the group, drawn with putting back; nobody in a group that has
        nobody to be like.
    """
    draws = np.random.default_rng(seed)
    like: dict[str, str] = {}
    added = {}
    for group, rate in sorted(growth.rates.items()):
        own = sorted(who for who, in_group in groups.items() if in_group == group)
        count = round(len(own) * rate)
        added[group] = count
        for pick in draws.integers(len(own), size=count) if own else ():
            like[f"{MADE_UP}{len(like) + 1:04d}"] = own[int(pick)]
    return Drawn(like, added)


def grown(coverage: Coverage, drawn: Drawn) -> Coverage:
    """Return coverage of a register with people made up beside those who are there.

    Parameters
    ----------
    coverage
        Of the people who are there.
    drawn
        The others.

    Returns
    -------
    Coverage
        Of all of them; those made up are told by their ids. Counts by venue and of what holds
        people back stay those of the people who are there.
    """
    also = pl.DataFrame(
        list(drawn.like.items()), schema={"made": pl.String, "person": pl.String}, orient="row"
    )
    return replace(
        coverage,
        people=(*coverage.people, *drawn.like),
        places=_with(coverage.places, also),
        gravity=_with(coverage.gravity, also),
        gaps=None if coverage.gaps is None else _with(coverage.gaps, also),
        groups=_with(coverage.groups, also),
    )


def grow(coverage: Coverage, growth: Growth, seed: int) -> Coverage:
    """Return coverage of a register whose groups have grown.

    Parameters
    ----------
    coverage
        Of the people who are there.
    growth
        By how much groups grow.
    seed
        Of the draws.

    Returns
    -------
    Coverage
        As :func:`grown` gives it.
    """
    rows = coverage.groups.filter(grouping=growth.by)
    groups = dict(zip(rows["person"], rows["group"], strict=True))
    return grown(coverage, draw_people(groups, growth, seed))


def real_people(people: Sequence[str]) -> tuple[str, ...]:
    """Return those who are there.

    Parameters
    ----------
    people
        Ids.

    Returns
    -------
    tuple of str
        Without those made up.
    """
    return tuple(who for who in people if not who.startswith(MADE_UP))


def _with(frame: pl.DataFrame, also: pl.DataFrame) -> pl.DataFrame:
    """Add for each made-up person the rows of the one they are like."""
    if "person" not in frame.columns:
        return frame
    more = also.join(frame, on="person").drop("person").rename({"made": "person"})
    return pl.concat([frame, more.select(frame.columns)])
