"""Coverage as it may be handed on: groups that are too small are not told, and nobody is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from transit.disclosure.protect import protect
from transit.disclosure.protected import Protected
from transit.disclosure.rules import Audience, disclosure_rules
from transit.disclosure.table import key, linked, one_way, two_way
from transit.equity.coverage import Coverage
from transit.equity.groups import by_group, gap_by_group
from transit.equity.reach import ALL_KINDS, ANY_TIME, Level
from transit.model.parameters import Parameters

NOTHING: Final = "nothing"
"""Category of those who reach no place on any level."""
SOMETHING: Final = "something"


@dataclass(frozen=True, slots=True)
class Measure:
    """Which of the many figures to tell.

    Parameters
    ----------
    band
        Part of the week.
    level
        What counts as reached.
    minutes
        Longest journey.
    kind
        Kind of place.
    """

    band: str = ANY_TIME
    level: Level = Level.NOW
    minutes: int = 45
    kind: str = ALL_KINDS


@dataclass(frozen=True, slots=True)
class SharedRow:
    """What is told of one group.

    Parameters
    ----------
    grouping, group, label
        Which, and what it is called.
    people, nothing
        Counts in figures or words: how many there are, and how many reach no such place.
    mean, ratio
        Places a person; share of what somebody without impairments would reach; None where they
        are not told, or not known.
    hidden
        Whether the group is too small to be told of.
    """

    grouping: str
    group: str
    label: str
    people: str
    nothing: str
    mean: float | None
    ratio: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class SharedCoverage:
    """A table by group as one audience may have it.

    Parameters
    ----------
    audience
        Who reads.
    measure
        What it tells.
    rows
        Groups of all groupings, in order.
    notes
        Sentences beneath it.
    """

    audience: Audience
    measure: Measure
    rows: tuple[SharedRow, ...]
    notes: tuple[str, ...]

    def of(self, grouping: str) -> tuple[SharedRow, ...]:
        """Return the rows of one grouping.

        Parameters
        ----------
        grouping
            Its name.

        Returns
        -------
        tuple of SharedRow
            In order.
        """
        return tuple(row for row in self.rows if row.grouping == grouping)


def share_coverage(
    coverage: Coverage, measure: Measure, audience: Audience, parameters: Parameters
) -> SharedCoverage:
    """Return what an audience may know of groups.

    Counts of people go through the disclosure rules together, all groupings in one table, for
    each may give away the other. A mean or ratio is told only where the group's size is, and where
    what is left when told groups are taken from everybody is no small group either.

    Parameters
    ----------
    coverage
        What was found.
    measure
        What to tell.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    SharedCoverage
        Without ids.
    """
    figures = _figures(coverage, measure)
    told = _protected(figures, audience, parameters)
    fewest = disclosure_rules(audience, parameters).fewest
    rows = []
    for grouping in coverage.groupings:
        own = figures.filter(grouping=grouping)
        sizes = dict(zip(own["group"], own["people"], strict=True))
        open_ = _open_groups(grouping, sizes, told, fewest)
        labels = coverage.labels.get(grouping, {})
        for row in own.iter_rows(named=True):
            group = row["group"]
            nothing = told[_cell(grouping, group, NOTHING)]
            # A mean of 0 says that all of them reach nothing.
            shown = group in open_ and (row["mean"] > 0 or nothing.value is not None)
            rows.append(
                SharedRow(
                    grouping,
                    group,
                    labels.get(group, group),
                    people=told[_cell(grouping, group)].words,
                    nothing=nothing.words,
                    mean=round(row["mean"], 2) if shown else None,
                    ratio=_rounded(row["ratio"]) if shown else None,
                    hidden=not shown,
                )
            )
    return SharedCoverage(audience, measure, tuple(rows), told.notes())


def share_venues(
    frame: pl.DataFrame, by: str, audience: Audience, parameters: Parameters
) -> Mapping[str, Mapping[str, str]]:
    """Return how many can get to venues or sessions, in figures or words.

    Parameters
    ----------
    frame
        As :func:`~transit.equity.venues.people_by_rung`.
    by
        ``opportunity`` or ``session``.
    audience, parameters
        As for :func:`share_coverage`.

    Returns
    -------
    mapping
        By id and rung. Venues are about the same people, so none is added up with another.
    """
    rungs = [name for name in frame.columns if name not in (by, "people")]
    made = {}
    for row in frame.iter_rows(named=True):
        told = protect(one_way("rung", {name: row[name] for name in rungs}), audience, parameters)
        made[str(row[by])] = {name: told.words(rung=name) for name in rungs}
    return made


def share_held_back(
    frame: pl.DataFrame, audience: Audience, parameters: Parameters, most: int
) -> tuple[tuple[str, str, str, str], ...]:
    """Return the places that hold most people back, and how many.

    Parameters
    ----------
    frame
        As :func:`~transit.equity.held_back.held_back`.
    audience, parameters
        As for :func:`share_coverage`.
    most
        How many places.

    Returns
    -------
    tuple
        Kind, detail, place and people each; places of too few people are left out.
    """
    rules = disclosure_rules(audience, parameters)
    return tuple(
        (kind, detail, place, f"{rules.rounded(people):,}")
        for kind, detail, place, people, _ in frame.iter_rows()
        if people >= rules.fewest
    )[:most]


def _figures(coverage: Coverage, measure: Measure) -> pl.DataFrame:
    """Return a row a group: people, nothing, mean, ratio; also where nobody reaches anything."""
    chosen = {"band": measure.band, "level": measure.level.value, "minutes": measure.minutes}
    found = by_group(coverage.places, coverage.groups).filter(kind=measure.kind, **chosen)
    sizes = coverage.groups.group_by("grouping", "group", maintain_order=True).agg(
        people=pl.len().cast(pl.Int32)
    )
    keys = ["grouping", "group"]
    rows = sizes.join(
        found.select(*keys, "mean", "nothing"), on=keys, how="left", maintain_order="left"
    ).with_columns(pl.col("mean").fill_null(0.0), pl.col("nothing").fill_null(pl.col("people")))
    if coverage.gaps is None or measure.kind != ALL_KINDS:
        return rows.with_columns(ratio=pl.lit(None, pl.Float64)).sort(keys)
    gaps = gap_by_group(coverage.gaps, coverage.groups).filter(**chosen)
    return rows.join(gaps.select(*keys, "ratio"), on=keys, how="left").sort(keys)


def _protected(figures: pl.DataFrame, audience: Audience, parameters: Parameters) -> Protected:
    """Protect the counts of all groupings together: everybody is the total of each."""
    tables = []
    for (grouping,), own in figures.group_by("grouping", maintain_order=True):
        counts = {}
        for row in own.iter_rows(named=True):
            counts[row["group"], NOTHING] = row["nothing"]
            counts[row["group"], SOMETHING] = row["people"] - row["nothing"]
        tables.append(two_way(str(grouping), "reach", counts))
    return protect(linked(*tables), audience, parameters)


def _cell(grouping: str, group: str, reach: str | None = None) -> tuple[tuple[str, str], ...]:
    return key(**({grouping: group} if reach is None else {grouping: group, "reach": reach}))


def _open_groups(
    grouping: str, sizes: Mapping[str, int], told: Protected, fewest: int
) -> frozenset[str]:
    """Return the groups of which means may be told, so that the rest together is no small group."""
    open_ = {
        group
        for group, people in sizes.items()
        if people >= fewest and told[_cell(grouping, group)].value is not None
    }
    rest = sum(people for group, people in sizes.items() if group not in open_)
    for group in sorted(open_, key=lambda group: (sizes[group], group)):
        if rest == 0 or rest >= fewest:
            break
        open_.discard(group)
        rest += sizes[group]
    return frozenset(open_)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
