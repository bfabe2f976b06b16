"""How verdicts look: a word, a sign and a shape each, so that none is told by colour alone."""

from html import escape
from typing import Final

import polars as pl

from transit.dashboard.frame import tag
from transit.model.clock import DAY_S, clock_text
from transit.model.opportunities import Opportunity, Session
from transit.model.verdict import Rung
from transit.present.maps import LegendEntry, PointKind
from transit.present.words import english

_SIGNS: Final = {
    Rung.NOW: "✓",
    Rung.WITH_TRAINING: "T",
    Rung.WITH_COMPANION: "C",
    Rung.DOOR_TO_DOOR: "D",
}
_POINTS: Final[dict[Rung, PointKind]] = {
    Rung.NOW: "rung-now",
    Rung.WITH_TRAINING: "rung-training",
    Rung.WITH_COMPANION: "rung-companion",
    Rung.DOOR_TO_DOOR: "rung-door",
}
STALE_WORDS: Final = "Out of date"
UP_TO_DATE: Final = "Up to date"
DECIDED: Final = "Decided otherwise by somebody"
CONFIRMED: Final = "Confirmed"
CHECK: Final = "Route check needed"


def rung_word(rung: Rung) -> str:
    """Return a verdict in plain words.

    Parameters
    ----------
    rung
        The verdict.

    Returns
    -------
    str
        E.g. "Alone after training".
    """
    said = english().say("rung", rung.word)
    return said[:1].upper() + said[1:]


def rung_of(word: str) -> Rung:
    """Return the rung of a word of the register.

    Parameters
    ----------
    word
        E.g. ``with_training``.

    Returns
    -------
    Rung
        The rung.
    """
    return Rung[word.upper()]


def rung_tag(rung: Rung) -> str:
    """Return a verdict as a word in a box, as HTML.

    Parameters
    ----------
    rung
        The verdict.

    Returns
    -------
    str
        HTML; the sign is the map's.
    """
    return tag(f"{_SIGNS[rung]} {rung_word(rung)}", _POINTS[rung])


def confidence_tag(confirmed: bool) -> str:
    """Return how sure a verdict is, as a word in a box.

    Parameters
    ----------
    confirmed
        Whether it stands when every unknown fact counts as a barrier.

    Returns
    -------
    str
        HTML.
    """
    return tag(f"✓ {CONFIRMED}", "ok") if confirmed else tag(f"? {CHECK}", "check")


def rung_sign(rung: Rung) -> tuple[PointKind, str]:
    """Return a verdict's shape and sign on a map.

    Parameters
    ----------
    rung
        The verdict.

    Returns
    -------
    kind : str
        Its shape.
    sign : str
        One letter.
    """
    return _POINTS[rung], _SIGNS[rung]


def rung_legend() -> tuple[LegendEntry, ...]:
    """Return what the shapes on a map of verdicts mean.

    Returns
    -------
    tuple of LegendEntry
        One for each verdict.
    """
    return tuple(LegendEntry(_SIGNS[rung], _POINTS[rung], rung_word(rung)) for rung in Rung)


def session_words(opportunity: Opportunity, session: Session) -> str:
    """Return what a session is, where and when.

    Parameters
    ----------
    opportunity
        Where.
    session
        What and when.

    Returns
    -------
    str
        E.g. "Library: Reading group, Mon Tue 10:00–12:00".
    """
    return f"{opportunity.name}: {session.activity}, {when_words(session)}"


def when_words(session: Session) -> str:
    """Return when a session is held.

    Parameters
    ----------
    session
        The session.

    Returns
    -------
    str
        E.g. "Mon Tue 10:00–12:00".
    """
    return f"{day_words(session)} {clock_words(session.start_s)}–{clock_words(session.end_s)}"


def day_words(session: Session) -> str:
    """Return on which days a session is held.

    Parameters
    ----------
    session
        The session.

    Returns
    -------
    str
        E.g. "Mon Tue".
    """
    return " ".join(day.word.capitalize() for day in session.days)


def clock_words(seconds: int) -> str:
    """Return a time of day.

    Parameters
    ----------
    seconds
        Seconds of the service date; past midnight goes on from 0:00.

    Returns
    -------
    str
        E.g. "09:12".
    """
    return clock_text(seconds % DAY_S)


def verdict_cell(rung: Rung, decided: Rung | None, is_stale: bool) -> str:
    """Return a table's cell with a verdict and what was decided instead, both to be seen.

    Parameters
    ----------
    rung
        What was computed.
    decided
        What a practitioner decided; None where nobody did.
    is_stale
        Whether it waits to be scored again.

    Returns
    -------
    str
        HTML.
    """
    parts = [rung_tag(rung)]
    if decided is not None:
        parts.append(f'<span class="decided">Decided: {escape(rung_word(decided))}</span>')
    if is_stale:
        parts.append(tag(f"! {STALE_WORDS}", "check"))
    return " ".join(parts)


def journey_words(row: dict[str, object], way: str) -> str:
    """Return a journey in short.

    Parameters
    ----------
    row
        A row of the table of verdicts.
    way
        ``out`` or ``back``.

    Returns
    -------
    str
        E.g. "09:12–09:48, bus 7"; ``""`` without a journey.
    """
    leave, arrive = row[f"{way}_leave_s"], row[f"{way}_arrive_s"]
    if not isinstance(leave, int) or not isinstance(arrive, int):
        return ""
    found = row[f"{way}_lines"]
    lines = [str(line) for line in found] if isinstance(found, list | pl.Series) else []
    by = f"bus {', '.join(lines)}" if lines else "on foot"
    return f"{clock_words(leave)}–{clock_words(arrive)}, {by}"
