"""How many of those in the register can get to each venue and session, by verdict."""

import polars as pl

from transit.model.verdict import Rung


def people_by_rung(times: pl.DataFrame, by: str) -> pl.DataFrame:
    """Count people by venue or session and the best of their verdicts there.

    Parameters
    ----------
    times
        As :func:`~transit.equity.reach.times_of`.
    by
        ``opportunity`` or ``session``.

    Returns
    -------
    DataFrame
        ``by``, a column of people for each rung, and ``people``, their sum.
    """
    best = times.group_by(by, "person").agg(pl.col("rung").min())
    counts = [(pl.col("rung") == int(rung)).sum().cast(pl.Int32).alias(rung.word) for rung in Rung]
    return best.group_by(by).agg(*counts, people=pl.len().cast(pl.Int32)).sort(by)
