"""Coverage as it may be handed on: groups that are too small are not told, and nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from transit.disclosure.protect import protect
from transit.disclosure.protected import Protected, told_cell
from transit.disclosure.rules import Audience, DisclosureRules, disclosure_rules
from transit.disclosure.table import Key, Sum, Table, key, linked, one_way, two_way
from transit.equity.coverage import Coverage
from transit.equity.groups import by_group, gap_by_group
from transit.equity.growth import real_people
from transit.equity.nested import (
    Group,
    leftover,
    members_of,
    smallest_that_gives_away,
    wholes,
)
from transit.equity.reach import ALL_KINDS, ANY_TIME, Level
from transit.model.parameters import Parameters

NOTHING: Final = "nothing"
"""Category of those who reach no place on any level."""
SOMETHING: Final = "something"
_ONE_MEASURE: Final = (
    "These figures are protected for this level, time, part of the week and kind of place alone. "
    "Do not hand on a second table about the same people with others of them: the difference may "
    "be one person."
)
_SCENARIO: Final = (
    "A scenario of numbers only: people who are made up are counted with those who are there, and "
    "nobody becomes slower or can do less by growing older."
)


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
    is_scenario
        Whether people are counted who are made up.
    """

    audience: Audience
    measure: Measure
    rows: tuple[SharedRow, ...]
    notes: tuple[str, ...]
    is_scenario: bool = False

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

    Counts of people go through the disclosure rules together, all groupings in one table with
    what lies in what, for each may give away the other. A mean or ratio is told only where the
    group's size is and how many of it reach nothing, and where what is left when told groups are
    taken from those that they lie in is no small group either. Where people are made up, only that
    is told which could be told of those who are there.

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
    told, open_ = _protected(coverage, measure, audience, parameters)
    there = real_people(coverage.people)
    is_scenario = len(there) < len(coverage.people)
    if is_scenario:
        groups = coverage.groups.filter(pl.col("person").is_in(there))
        places = coverage.places.filter(pl.col("person").is_in(there))
        real = replace(coverage, people=there, groups=groups, places=places)
        told_of_real, open_of_real = _protected(real, measure, audience, parameters)
        told, open_ = _only_where(told, told_of_real), open_ & open_of_real
    rows = []
    for grouping in coverage.groupings:
        own = figures.filter(grouping=grouping)
        labels = coverage.labels.get(grouping, {})
        for row in own.iter_rows(named=True):
            group = row["group"]
            nothing = told[_cell(grouping, group, NOTHING)]
            shown = (grouping, group) in open_
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
    notes = (*told.notes(), _ONE_MEASURE, *([_SCENARIO] if is_scenario else []))
    return SharedCoverage(audience, measure, tuple(rows), notes, is_scenario)


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


def _protected(
    coverage: Coverage, measure: Measure, audience: Audience, parameters: Parameters
) -> tuple[Protected, frozenset[Group]]:
    """Protect the counts of all groupings together; return them and of which means may be told."""
    members = members_of(coverage.groups)
    reached = _places(coverage, measure)
    told = protect(_table(members, frozenset(reached)), audience, parameters)
    rules = disclosure_rules(audience, parameters)
    most = max(reached.values(), default=0)
    open_ = frozenset(
        at
        for at, who in members.items()
        if len(who) >= rules.fewest
        and told[_cell(*at)].value is not None
        and (
            told[_cell(*at, NOTHING)].value is not None
            or _leaves_open([reached.get(each, 0) for each in who], most, rules)
        )
    )
    while (giving := smallest_that_gives_away(members, open_, rules.fewest)) is not None:
        open_ -= {giving}
    return told, open_


def _leaves_open(places: Sequence[int], most: int, rules: DisclosureRules) -> bool:
    """Return whether a mean leaves it open how many of a group reach nothing.

    People who reach ``total`` places, each from one to ``most`` or none, may be all of the group
    where they are not more than the places, and are at least the total over the most.
    """
    total = sum(places)
    nothing_at_most = len(places) - -(-total // max(most, 1))
    hidden = max(rules.fewest - 1, places.count(0) + rules.interval)
    return total >= len(places) and nothing_at_most >= hidden


def _places(coverage: Coverage, measure: Measure) -> dict[str, int]:
    """Return how many places people reach, of those who reach some."""
    some = coverage.places.filter(
        pl.col("places") > 0,
        band=measure.band,
        level=measure.level.value,
        minutes=measure.minutes,
        kind=measure.kind,
    )
    return dict(some.select("person", "places").iter_rows())


def _table(members: Mapping[Group, frozenset[str]], reach: frozenset[str]) -> Table:
    """Return who reaches something and nothing, by all groupings, with what lies in what."""
    tables = []
    for grouping in dict.fromkeys(grouping for grouping, _ in members):
        counts = {}
        for (_, group), who in ((at, who) for at, who in members.items() if at[0] == grouping):
            counts[group, NOTHING] = len(who - reach)
            counts[group, SOMETHING] = len(who & reach)
        tables.append(two_way(grouping, "reach", counts))
    table = linked(*tables)
    more, sums = dict(table.counts), list(table.sums)
    for whole, inside in wholes(members):
        rest = leftover(members, whole, inside)
        named = {"left of": " and ".join(group for _, group in whole), whole[0][0]: inside[0][0]}
        parts = {None: rest, NOTHING: rest - reach, SOMETHING: rest & reach}
        left = {part: key(**named) if part is None else key(**named, reach=part) for part in parts}
        if rest:
            more |= {left[part]: len(who) for part, who in parts.items()}
            sums.append(Sum((left[None],), (left[NOTHING], left[SOMETHING])))
        for part in parts:
            right = [_cell(*at, part) for at in inside] + ([left[part]] if rest else [])
            sums.append(Sum(tuple(_cell(*at, part) for at in whole), tuple(right)))
    return Table(more, tuple(dict.fromkeys(sums)))


def _cell(grouping: str, group: str, reach: str | None = None) -> Key:
    return key(**({grouping: group} if reach is None else {grouping: group, "reach": reach}))


def _only_where(told: Protected, also: Protected) -> Protected:
    """Hide what is not told in both."""
    cells = {
        cell: as_told if also[cell].value is not None else told_cell(None, told.rules, False)
        for cell, as_told in told.cells.items()
    }
    return replace(told, cells=cells, small=frozenset(told.small & also.small))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
