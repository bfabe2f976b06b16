"""The hours of a venue and of its staff in sentences."""

from collections.abc import Callable, Iterator, Sequence

from transit.model.fact import State
from transit.model.opportunities import Opportunity
from transit.sessions.sweep_open import open_at, staffed_at
from transit.sessions.sweep_told import span_words, window_words
from transit.sessions.swept import Window


def open_words(opportunity: Opportunity, windows: Sequence[Window]) -> str:
    """Say whether a venue is open, and its staff are there, at windows.

    Parameters
    ----------
    opportunity
        The venue.
    windows
        The windows.

    Returns
    -------
    str
        One or two sentences; what is not in the directory is to be asked.
    """
    if not windows and (opportunity.hours or opportunity.staff_hours):
        when = {
            "it is open": opportunity.hours,
            "its staff are there": opportunity.staff_hours,
        }
        known = " and ".join(words for words, hours in when.items() if hours)
        none = f"None of these times is within the hours at which {known}."
        return " ".join((none, *_to_ask(opportunity)))
    said = []
    if opportunity.hours:
        closed = _outside(open_at, opportunity, windows)
        said.append(
            f"It is not open all the time on {closed}." if closed else "It is open at these times."
        )
    if opportunity.staff_hours:
        alone = _outside(staffed_at, opportunity, windows)
        there = f"Its staff are there {staff_words(opportunity)}"
        said.append(f"{there}, so not all the time on {alone}." if alone else f"{there}.")
    return " ".join((*said, *_to_ask(opportunity)))


def staff_words(opportunity: Opportunity) -> str:
    """Write when a venue's staff are there.

    Parameters
    ----------
    opportunity
        The venue.

    Returns
    -------
    str
        E.g. ``09:30–15:30 Mon Tue; 10:00–12:00 Sat``; ``""`` where that is not known.
    """
    spans: dict[tuple[int, int], list[Window]] = {}
    for each in opportunity.staff_hours:
        one = Window(each.day, each.from_s, each.to_s)
        spans.setdefault((one.start_s, one.end_s), []).append(one)
    return "; ".join(span_words(own[0], [one.day for one in own]) for own in spans.values())


def left_out_words(opportunity: Opportunity) -> str:
    """Say which times the hours of a venue and its staff keep from the best times.

    Parameters
    ----------
    opportunity
        The venue.

    Returns
    -------
    str
        A sentence; ``""`` where neither hours are known.
    """
    when = {"it is closed": opportunity.hours, "its staff are not there": opportunity.staff_hours}
    known = " or ".join(words for words, hours in when.items() if hours)
    return f"Times at which {known} are not among the best times." if known else ""


def held_outside(
    opportunity: Opportunity, session: str, windows: Sequence[Window]
) -> Iterator[str]:
    """Say that a session of today is held while the venue is closed or has no staff.

    Parameters
    ----------
    opportunity
        The venue.
    session
        Id of the session.
    windows
        When it is held.

    Yields
    ------
    str
        A sentence for either.
    """
    held = f"Today's session {session} is held while the directory has"
    if shut := _outside(open_at, opportunity, windows):
        yield f"{held} the venue closed ({shut}): ask which is right."
    if alone := _outside(staffed_at, opportunity, windows):
        yield f"{held} none of its staff there ({alone}): ask which is right."


def _to_ask(opportunity: Opportunity) -> Iterator[str]:
    if not opportunity.hours:
        yield "When it is open is not in the directory: ask."
    if not opportunity.staff_hours:
        yield "The hours of its staff are not in the directory: ask."


def _outside(
    state_at: Callable[[Opportunity, Window], State],
    opportunity: Opportunity,
    windows: Sequence[Window],
) -> str:
    outside = (each for each in windows if state_at(opportunity, each) is State.NO)
    return "; ".join(map(window_words, outside))
