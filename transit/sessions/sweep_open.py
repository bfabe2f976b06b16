"""Whether a venue is open, and staffed, at a window."""

from collections.abc import Sequence

from transit.model.clock import DAY_S
from transit.model.fact import State
from transit.model.opportunities import Opening, Opportunity
from transit.sessions.swept import Window


def open_at(opportunity: Opportunity, window: Window) -> State:
    """Tell whether a venue is open for a whole window, as the directory has it.

    Parameters
    ----------
    opportunity
        The venue.
    window
        Day, start and finish.

    Returns
    -------
    State
        Unknown where no hours are recorded; no on days without any where there are some.
    """
    return _within(opportunity.hours, window)


def staffed_at(opportunity: Opportunity, window: Window) -> State:
    """Tell whether a venue's staff are there for a whole window, as the directory has it.

    Parameters
    ----------
    opportunity
        The venue.
    window
        Day, start and finish.

    Returns
    -------
    State
        Unknown where no hours of staff are recorded; no on days without any where there are some.
    """
    return _within(opportunity.staff_hours, window)


def can_be_held(opportunity: Opportunity, window: Window) -> State:
    """Tell whether a session can be held at a window: the venue open, its staff there.

    Parameters
    ----------
    opportunity
        The venue.
    window
        Day, start and finish.

    Returns
    -------
    State
        No where either is known not to be so, yes where both are known to be; else unknown.
    """
    states = {open_at(opportunity, window), staffed_at(opportunity, window)}
    if State.NO in states:
        return State.NO
    return State.UNKNOWN if State.UNKNOWN in states else State.YES


def _within(hours: Sequence[Opening], window: Window) -> State:
    if not hours:
        return State.UNKNOWN
    covered_to = window.start_s
    for each in sorted(hours, key=lambda one: one.from_s):
        # Hours that end before they start run past midnight.
        to = each.to_s if each.to_s > each.from_s else each.to_s + DAY_S
        if each.day == window.day and each.from_s <= covered_to:
            covered_to = max(covered_to, to)
    return State.YES if covered_to >= window.end_s else State.NO
