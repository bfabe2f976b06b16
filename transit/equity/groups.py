"""What wards, cohorts and deprivation fifths can reach: figures about many, never about one."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from transit.equity.reach import ALL_KINDS

EVERYBODY: Final = "everybody"
"""The one group of the grouping of the same name."""
WARD: Final = "ward"
"""Grouping by the boundaries given."""
FIFTH: Final = "fifth"
"""Grouping by deprivation; 1 is most deprived."""
UNKNOWN: Final = ""
"""Group of those who are in none: a home in no area, a cohort that is not recorded."""


def group_table(groupings: Mapping[str, Mapping[str, str]], people: Sequence[str]) -> pl.DataFrame:
    """Return who belongs to which group.

    Parameters
    ----------
    groupings
        By name (ward, cohort, fifth) the group of each person.
    people
        Everybody.

    Returns
    -------
    DataFrame
        ``person``, ``grouping``, ``group``: one row a person and grouping;
        :data:`EVERYBODY` is a grouping too.
    """
    rows = [(who, EVERYBODY, EVERYBODY) for who in people]
    for name, group in groupings.items():
        rows += [(who, name, group.get(who, UNKNOWN)) for who in people]
    names = ("person", "grouping", "group")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def by_group(places: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Return what groups reach.

    Parameters
    ----------
    places
        As :func:`~transit.equity.reach.count_places`.
    groups
        As :func:`group_table`.

    Returns
    -------
    DataFrame
        ``grouping``, ``group``, ``band``, ``level``, ``minutes``, ``kind``, ``people``, ``mean``
        and ``median`` places a person, and ``nothing``: how many reach none.
    """
    keys = ["grouping", "group"]
    size = groups.group_by(keys).agg(people=pl.len().cast(pl.Int32))
    joined = places.join(groups, on="person")
    measure = [*keys, "band", "level", "minutes", "kind"]
    counted = joined.group_by(measure).agg(
        total=pl.col("places").sum(),
        some=(pl.col("places") > 0).sum().cast(pl.Int32),
        median=pl.col("places").median(),
    )
    # Of a single kind only who reaches some has a row: its median is not that of the group.
    whole = pl.col("kind") == ALL_KINDS
    return (
        counted.join(size, on=keys)
        .select(
            *measure,
            "people",
            mean=pl.col("total") / pl.col("people"),
            median=pl.when(whole).then("median"),
            nothing=pl.col("people") - pl.col("some"),
        )
        .sort(measure)
    )


def gap_by_group(gaps: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Return how much less groups reach than somebody without impairments would from there.

    Parameters
    ----------
    gaps
        As :func:`~transit.equity.gap.gap_places`.
    groups
        As :func:`group_table`.

    Returns
    -------
    DataFrame
        ``grouping``, ``group``, ``band``, ``level``, ``minutes``, ``people``, ``places`` and
        ``reference`` (means a person), and ``ratio``, which is their quotient; null where nobody
        without impairments would reach anything either.
    """
    keys = ["grouping", "group", "band", "level", "minutes"]
    return (
        gaps.join(groups, on="person")
        .group_by(keys)
        .agg(
            people=pl.len().cast(pl.Int32),
            places=pl.col("places").mean(),
            reference=pl.col("reference").mean(),
        )
        .with_columns(
            ratio=pl.when(pl.col("reference") > 0).then(pl.col("places") / pl.col("reference"))
        )
        .sort(keys)
    )
