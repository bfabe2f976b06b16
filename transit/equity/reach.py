"""Which places people can reach, from their verdicts: by part of the week, level and minutes."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import polars as pl

from transit.model.opportunities import Opportunity, Session
from transit.model.verdict import Rung
from transit.read.time_bands import TimeBand

ANY_TIME: Final = "any"
"""The band that every session belongs to."""
ALL_KINDS: Final = "all"
"""The kind that every place belongs to."""
HOME: Final = 0
"""Number of the start place that reach is told from."""


class Level(StrEnum):
    """What counts as reached; whatever is reached on one level is on every later one."""

    CONFIRMED = "now_confirmed"
    NOW = "now"
    TRAINING = "with_training"
    COMPANION = "with_companion"

    @property
    def worst(self) -> Rung:
        """The last rung that counts."""
        return Rung.NOW if self is Level.CONFIRMED else Rung[self.value.upper()]


def in_bands(sessions: Iterable[Session], bands: Sequence[TimeBand]) -> pl.DataFrame:
    """Return to which parts of the week sessions belong.

    Parameters
    ----------
    sessions
        The sessions.
    bands
        Parts of the week.

    Returns
    -------
    DataFrame
        ``session`` and ``band``, a row each pair; every session belongs to :data:`ANY_TIME`.
    """
    rows = [
        (session.id, name)
        for session in sessions
        for name in (ANY_TIME, *(band.name for band in bands if band.holds(session)))
    ]
    return pl.DataFrame(rows, schema={"session": pl.String, "band": pl.String}, orient="row")


def times_of(verdicts: pl.DataFrame, sessions: Mapping[str, Session]) -> pl.DataFrame:
    """Return what verdicts say that counts for reach from home.

    A practitioner's decision goes before what was computed. Minutes run from leaving home until
    the session starts, and from its end until home, time to wait there included; the longer of
    both counts. Perceived minutes are those of the dearer journey.

    Parameters
    ----------
    verdicts
        As :func:`~transit.store.verdict_pages.read_verdicts` gives them.
    sessions
        The directory's, by id.

    Returns
    -------
    DataFrame
        ``person``, ``opportunity``, ``session``, ``rung`` (0 to 3), ``sure`` likewise, ``minutes``
        and ``perceived`` (minutes, null where there is no journey).
    """
    decided = pl.col("override_rung")
    minute_s = 60.0
    meets = pl.DataFrame(
        [(key, each.start_s, each.end_s) for key, each in sessions.items()],
        schema={"session": pl.String, "start_s": pl.Int32, "end_s": pl.Int32},
        orient="row",
    )
    lasts = [pl.col("start_s") - pl.col("out_leave_s"), pl.col("back_arrive_s") - pl.col("end_s")]
    dear = [pl.col(f"{way}_burden_s") for way in ("out", "back")]
    both = pl.all_horizontal(each.is_not_null() for each in lasts)
    asked = verdicts.filter(pl.col("place") == HOME)
    return asked.join(meets, on="session", maintain_order="left").select(
        "person",
        "opportunity",
        "session",
        rung=pl.coalesce(decided, "rung").to_physical().cast(pl.Int8),
        sure=pl.coalesce(decided, "sure").to_physical().cast(pl.Int8),
        minutes=pl.when(both).then(pl.max_horizontal(*lasts)) / minute_s,
        perceived=pl.when(both).then(pl.max_horizontal(*dear)) / minute_s,
    )


def best_times(
    times: pl.DataFrame, bands: pl.DataFrame, opportunities: Mapping[str, Opportunity]
) -> pl.DataFrame:
    """Return how soon each person gets to each place on each level, at its best session.

    Parameters
    ----------
    times
        As :func:`times_of`.
    bands
        As :func:`in_bands`.
    opportunities
        The directory, for the kinds of places.

    Returns
    -------
    DataFrame
        ``person``, ``band``, ``level``, ``opportunity``, ``kind``, ``minutes``, ``perceived``; no
        row where a place cannot be reached on a level.
    """
    kinds = pl.DataFrame(
        [(key, each.kind) for key, each in opportunities.items()],
        schema={"opportunity": pl.String, "kind": pl.String},
        orient="row",
    )
    timed = times.drop_nulls("minutes").join(bands, on="session").join(kinds, on="opportunity")
    parts = []
    for level in Level:
        rung = pl.col("sure" if level is Level.CONFIRMED else "rung")
        parts.append(
            timed.filter(rung <= int(level.worst))
            .group_by("person", "band", "opportunity", "kind")
            .agg(pl.col("minutes").min(), pl.col("perceived").min())
            .with_columns(level=pl.lit(level.value))
        )
    columns = ["person", "band", "level", "opportunity", "kind", "minutes", "perceived"]
    return pl.concat(parts).select(columns).sort("person", "band", "level", "opportunity")


def count_places(best: pl.DataFrame, people: Sequence[str], limits: Sequence[int]) -> pl.DataFrame:
    """Count the places that people reach.

    Parameters
    ----------
    best
        As :func:`best_times`.
    people
        Everybody who was asked about; who reaches nothing counts with 0 places.
    limits
        Longest journeys, minutes.

    Returns
    -------
    DataFrame
        ``person``, ``band``, ``level``, ``minutes``, ``kind`` and ``places``: the cumulative
        measure. :data:`ALL_KINDS` is there for everybody in every band that has a session; single
        kinds only where there are some.
    """
    levels = pl.DataFrame({"level": [level.value for level in Level]})
    every = (
        pl.DataFrame({"person": list(people)}, schema={"person": pl.String})
        .join(best.select("band").unique(), how="cross")
        .join(levels, how="cross")
    )
    parts = []
    keys = ["person", "band", "level"]
    for limit in limits:
        near = best.filter(pl.col("minutes") <= limit)
        by_kind = near.group_by(*keys, "kind").agg(places=pl.len().cast(pl.Int32))
        whole = near.group_by(*keys).agg(places=pl.len().cast(pl.Int32))
        whole = every.join(whole, on=keys, how="left").with_columns(
            pl.col("places").fill_null(0), kind=pl.lit(ALL_KINDS)
        )
        parts += [
            part.select(*keys, "kind", "places", minutes=pl.lit(limit, pl.Int32))
            for part in (whole, by_kind)
        ]
    return pl.concat(parts).sort(*keys, "minutes", "kind")


def gravity(best: pl.DataFrame, people: Sequence[str], half_minutes: float) -> pl.DataFrame:
    """Return reach in which places count less the further away they feel.

    Parameters
    ----------
    best
        As :func:`best_times`.
    people
        Everybody who was asked about.
    half_minutes
        Perceived minutes at which a place counts half.

    Returns
    -------
    DataFrame
        ``person``, ``band``, ``level``, ``gravity``: the sum over places of ½ to the power of
        perceived minutes over ``half_minutes``; 0 for who reaches nothing.
    """
    keys = ["person", "band", "level"]
    every = (
        pl.DataFrame({"person": list(people)}, schema={"person": pl.String})
        .join(best.select("band").unique(), how="cross")
        .join(pl.DataFrame({"level": [level.value for level in Level]}), how="cross")
    )
    weight = (pl.lit(0.5) ** (pl.col("perceived") / half_minutes)).sum()
    found = best.group_by(keys).agg(gravity=weight)
    return (
        every.join(found, on=keys, how="left")
        .with_columns(pl.col("gravity").fill_null(0))
        .sort(keys)
    )
