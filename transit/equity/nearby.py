"""What one person can reach from home, place by place: the nearest of each kind first."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from transit.model.opportunities import Opportunity, Session
from transit.model.verdict import Rung
from transit.read.time_bands import TimeBand


@dataclass(frozen=True, slots=True)
class Nearby:
    """The best that somebody can do to get to a place.

    Parameters
    ----------
    opportunity
        Its id.
    kind
        What it is.
    session
        Id of the session that it is at.
    rung, confirmed
        The verdict, and whether it stands whatever is unknown.
    minutes
        From leaving home until the session starts, or back; None where there is no journey.
    """

    opportunity: str
    kind: str
    session: str
    rung: Rung
    confirmed: bool
    minutes: float | None


def nearby(
    times: pl.DataFrame,
    opportunities: Mapping[str, Opportunity],
    sessions: Mapping[str, Session],
    band: TimeBand | None = None,
) -> tuple[Nearby, ...]:
    """Return the best that one person can do at each place.

    Parameters
    ----------
    times
        Of one person, as :func:`~transit.equity.reach.times_of`.
    opportunities, sessions
        The directory, by id.
    band
        Only sessions of this part of the week; None for all.

    Returns
    -------
    tuple of Nearby
        By kind, then verdict, then minutes; a place without a session in the band is left out.
    """
    best: dict[str, Nearby] = {}
    for row in times.iter_rows(named=True):
        session, place = sessions.get(row["session"]), opportunities.get(row["opportunity"])
        if session is None or place is None or (band is not None and not band.holds(session)):
            continue
        rung = Rung(row["rung"])
        one = Nearby(
            place.id, place.kind, session.id, rung, row["sure"] == row["rung"], row["minutes"]
        )
        if place.id not in best or _order(one) < _order(best[place.id]):
            best[place.id] = one
    return tuple(sorted(best.values(), key=lambda one: (one.kind, *_order(one))))


def _order(one: Nearby) -> tuple[int, float, bool, str, str]:
    minutes = float("inf") if one.minutes is None else one.minutes
    return int(one.rung), minutes, not one.confirmed, one.opportunity, one.session
