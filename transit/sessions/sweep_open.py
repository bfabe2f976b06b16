"""Whether a venue is open, and staffed, at a window."""

from transit.model.clock import DAY_S
from transit.model.fact import State
from transit.model.opportunities import Opportunity
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
    if not opportunity.hours:
        return State.UNKNOWN
    covered_to = window.start_s
    for each in sorted(opportunity.hours, key=lambda one: one.from_s):
        # Hours that end before they start run past midnight.
        to = each.to_s if each.to_s > each.from_s else each.to_s + DAY_S
        if each.day == window.day and each.from_s <= covered_to:
            covered_to = max(covered_to, to)
    return State.YES if covered_to >= window.end_s else State.NO
