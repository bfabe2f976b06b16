"""How soon somebody without impairments gets to sessions and home: one search serves all homes."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.verdict import Direction, Rung
from transit.verdict.cases import Case, Steps
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.requests import Ask
from transit.verdict.running import run_together

_MINUTE_S = 60.0
_AT_ONCE = 30_000
"""Cases under way at once: it bounds what has to be kept."""


def reference_times(
    desk: Desk,
    people: Mapping[str, Person],
    sessions: Sequence[Session],
    progress: Callable[[float], None] = lambda share: None,
    stop: Callable[[], None] = lambda: None,
) -> pl.DataFrame:
    """Return how long sessions take somebody who travels as the first rung lets them.

    Parameters
    ----------
    desk
        Area, directory and rules.
    people
        By the ids that they stand for; the fewer ways to travel, the fewer searches.
    sessions
        The sessions.
    progress
        Told the share done.
    stop
        Called between searches; it may raise to end the work.

    Returns
    -------
    DataFrame
        As :func:`~transit.equity.reach.times_of`, unknown facts counting as fine; no row where
        there is no journey, and no perceived minutes, which nobody asked for.
    """
    finder = Finder(desk, stop)
    rows: list[tuple[str, str, str, int, int, float, None]] = []
    by_venue = sorted(sessions, key=lambda session: (session.opportunity, session.id))
    every = [(who, session) for session in by_venue for who in people]
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        cases = [Case(desk, people[who], 0, session) for who, session in some]
        finder.foresee(cases)
        took = run_together([minutes_of(case) for case in cases], finder)
        rows += [
            (who, session.opportunity, session.id, 0, 0, minutes, None)
            for (who, session), minutes in zip(some, took, strict=True)
            if minutes is not None
        ]
        progress(min(start + _AT_ONCE, len(every)) / len(every))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def minutes_of(case: Case) -> Steps[float | None]:
    """Tell how long one case takes now, by time alone.

    Parameters
    ----------
    case
        Whom and what it is about.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    float or None
        Minutes from leaving home until the session starts, or from its end until home: the longer
        of both, on the worst of the kinds of day; None where one of them has no journey.
    """
    allowed = case.allowed(Rung.NOW, Stance.HOPEFUL)
    if not case.kinds or case.closed(Rung.NOW, Stance.HOPEFUL):
        return None
    longest = 0
    for direction in Direction:
        wishes = [case.wishes(allowed, kind, direction) for kind in case.kinds]
        answers = iter((yield Ask([w.request for own in wishes for w in own], ways=False)))
        for own in wishes:
            spans = [
                abs(wish.request.moment_s - answer.best_s)
                for wish, answer in zip(own, answers, strict=False)
                if answer.best_s is not None and wish.grants(answer)
            ]
            if not spans:
                return None
            longest = max(longest, min(spans))
    return longest / _MINUTE_S


_SCHEMA = {
    "person": pl.String,
    "opportunity": pl.String,
    "session": pl.String,
    "rung": pl.Int8,
    "sure": pl.Int8,
    "minutes": pl.Float64,
    "perceived": pl.Float64,
}
