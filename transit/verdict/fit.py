"""Whether a venue has what somebody needs there; it moves no verdict."""

from dataclasses import fields

from transit.model.fact import State
from transit.model.opportunities import Opportunity
from transit.model.people import Needs
from transit.model.verdict import About, Finding


def fit_of(needs: Needs, opportunity: Opportunity) -> tuple[State, tuple[Finding, ...]]:
    """Return whether a venue has what somebody needs, and what it lacks.

    Parameters
    ----------
    needs
        What they need.
    opportunity
        What is known of the venue.

    Returns
    -------
    fit : State
        No where something needed is not there; unknown where nobody knows of something needed,
        or whether it is; yes otherwise.
    unmet : tuple of Finding
        What is not there (``venue_lacks``), or not known (``venue_unknown``).
    """
    unmet = []
    states = []
    for field in fields(needs):
        need: State = getattr(needs, field.name)
        if need is State.NO:
            continue
        there = _known(opportunity, field.name)
        if there is State.YES:
            continue
        if need is State.UNKNOWN:
            states.append(State.UNKNOWN)
            continue
        states.append(there)
        code = "venue_lacks" if there is State.NO else "venue_unknown"
        unmet.append(Finding(code=code, about=About.VENUE, values={"fact": field.name}))
    if State.NO in states:
        return State.NO, tuple(unmet)
    return (State.UNKNOWN if states else State.YES), tuple(unmet)


def _known(opportunity: Opportunity, name: str) -> State:
    """What is known of a fact; of a step-free way in the entrances know, too."""
    state = opportunity.fact(name).state
    if name == "step_free_entrance":
        ways = [entrance.step_free.state for entrance in opportunity.entrances]
        if State.YES in ways:
            return State.YES
        if state is State.UNKNOWN and all(way is State.NO for way in ways):
            return State.NO
    return state
