"""Who can come to which session of a venue, from saved verdicts: counts, and person by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from transit.disclosure import Audience, Key, Protected, Sum, Table, key, protect
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.verdict import Rung

_MINUTE_S: Final = 60
_RUNGS: Final = {rung.word: rung for rung in Rung}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """Somebody and one session.

    Parameters
    ----------
    person, place
        Id, and number of the place that they start from.
    rung
        How they could come.
    is_confirmed
        Whether that stands where unknown facts count as barriers.
    is_stale
        Whether the verdict is out of date.
    early_min
        Minutes between being there and the start; None without a journey, and where the verdict
        is of other times than the session has now.
    after_min
        Minutes between the end and setting out for home; None as above.
    leave_s, home_s
        When they leave the place that they start from, and are back there, seconds of the day;
        None as above.
    is_last_home
        Whether no later journey home leaves that day; None without a journey.
    out_lines, back_lines
        Buses there and back, in order.
    """

    person: str
    place: int
    rung: Rung
    is_confirmed: bool
    is_stale: bool
    early_min: int | None
    after_min: int | None
    leave_s: int | None
    home_s: int | None
    is_last_home: bool | None
    out_lines: tuple[str, ...]
    back_lines: tuple[str, ...]


def comers(verdicts: pl.DataFrame, session: Session) -> tuple[Comer, ...]:
    """Return how everybody could come to a session.

    Parameters
    ----------
    verdicts
        As :func:`~transit.store.verdict_pages.read_verdicts` gives them.
    session
        The session; verdicts on others are passed over.

    Returns
    -------
    tuple of Comer
        By rung, then by person.
    """
    own = verdicts.filter(pl.col("session") == session.id)
    found = [_comer(row, session) for row in own.iter_rows(named=True)]
    return tuple(sorted(found, key=lambda each: (each.rung, each.person, each.place)))


def come_counts(
    verdicts: pl.DataFrame, sessions: Mapping[str, str], parameters: Parameters, audience: Audience
) -> Protected:
    """Count people by session and rung, small numbers hidden.

    What is hidden of a session rests on that session alone, so that a choice of sessions, such as
    those of a day, hides the same as all of them, and as a list of them elsewhere. No sum over
    sessions is told: the same people are in each.

    Parameters
    ----------
    verdicts
        As :func:`~transit.store.verdict_pages.read_verdicts` gives them.
    sessions
        What to call each session, by id.
    parameters
        With the thresholds.
    audience
        Who reads.

    Returns
    -------
    Protected
        Cells by ``session`` and ``verdict``; who starts from several places counts by the best.
    """
    best = verdicts.group_by("session", "person").agg(pl.col("rung").min())
    counts = {(name, rung.word): 0 for name in sessions.values() for rung in Rung}
    for session, rung, people in best.group_by("session", "rung").len().iter_rows():
        if session in sessions:
            counts[sessions[session], str(rung)] = int(people)
    cells: dict[Key, int] = {}
    sums = []
    for name in sessions.values():
        own = {key(session=name, verdict=rung.word): counts[name, rung.word] for rung in Rung}
        everybody = key(session=name)
        cells |= {everybody: sum(own.values())} | own
        sums.append(Sum((everybody,), tuple(own)))
    return protect(Table(cells, tuple(sums)), audience, parameters)


def _comer(row: Mapping[str, object], session: Session) -> Comer:
    def minutes(start: object, end: object) -> int | None:
        if not isinstance(start, int) or not isinstance(end, int):
            return None
        return round((end - start) / _MINUTE_S) if start <= end else None

    has_way = row["back_leave_s"] is not None
    early = minutes(row["out_arrive_s"], session.start_s)
    after = minutes(session.end_s, row["back_leave_s"])
    return Comer(
        person=str(row["person"]),
        place=int(str(row["place"])),
        rung=_RUNGS[str(row["rung"])],
        is_confirmed=bool(row["confirmed"]),
        is_stale=bool(row["is_stale"]),
        early_min=early,
        after_min=after,
        leave_s=None if early is None else _seconds(row["out_leave_s"]),
        home_s=None if after is None else _seconds(row["back_arrive_s"]),
        is_last_home=bool(row["back_fragile"]) if has_way else None,
        out_lines=_lines(row["out_lines"]),
        back_lines=_lines(row["back_lines"]),
    )


def _seconds(cell: object) -> int | None:
    return cell if isinstance(cell, int) else None


def _lines(cell: object) -> tuple[str, ...]:
    return tuple(map(str, cell)) if isinstance(cell, list) else ()
