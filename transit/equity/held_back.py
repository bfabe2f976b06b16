"""Which stops and streets hold most people back: where journeys ask more than people can do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from transit.equity.reach import HOME
from transit.model.verdict import Rung, Verdict

_SCHEMA = {
    "kind": pl.String,
    "detail": pl.String,
    "place": pl.String,
    "people": pl.Int32,
    "journeys": pl.Int32,
}


def held_back(
    verdicts: Iterable[Verdict], decided: Mapping[tuple[str, int, str], Rung] | None = None
) -> pl.DataFrame:
    """Count whom each stop and street stands in the way of.

    Only what a journey asks at one place counts, of verdicts that are not *now*, neither computed
    nor decided: a skill that every journey asks for is no fault of a street. Places are told apart
    by what they are called.

    Parameters
    ----------
    verdicts
        The verdicts.
    decided
        What practitioners decided, by person, start place and session: it goes before the verdict.
        A verdict of *now* names no demand, whatever was decided.

    Returns
    -------
    DataFrame
        ``kind`` and ``detail`` of the demand, ``place``, ``people`` (each once) and ``journeys``
        (verdicts that name it), most people first.
    """
    people: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    journeys: dict[tuple[str, str, str], int] = defaultdict(int)
    decided = decided or {}
    for verdict in verdicts:
        counts = decided.get((verdict.person, verdict.place, verdict.session), verdict.rung)
        if Rung.NOW in (counts, verdict.rung) or verdict.place != HOME:
            continue
        for key in {(gap.kind, gap.detail, gap.place) for gap in verdict.gaps if gap.place}:
            people[key].add(verdict.person)
            journeys[key] += 1
    rows = [(*key, len(who), journeys[key]) for key, who in people.items()]
    rows.sort(key=lambda row: (-row[3], -row[4], row[:3]))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
