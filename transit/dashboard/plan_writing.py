"""Writing into a saved plan: against what the trainer saw, so that nobody writes over another."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.plan_data import About
from transit.errors import TransitError
from transit.model.saved_plan import MOST_NAME_LETTERS, SavedPlan
from transit.store.plan_edits import Edit, EditsRefused, save_edits

REFUSED: Final = "plan_refused"
"""Where the visit keeps what was not written because somebody else was quicker."""


def who_writes(key: str) -> str:
    """Ask who is writing; remembered for this visit.

    Parameters
    ----------
    key
        Name of the field.

    Returns
    -------
    str
        ``""`` while nobody said.
    """
    name: str = st.text_input(
        "Your name or staff reference",
        st.session_state.get("assessor", ""),
        max_chars=MOST_NAME_LETTERS,
        key=key,
    ).strip()
    if name:
        st.session_state["assessor"] = name
    return name


def write(about: About, plan: SavedPlan, edits: Sequence[Edit], by: str, said: str) -> None:
    """Write edits and draw the page anew; what is refused is kept to be looked at.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan as the trainer saw it.
    edits
        What they changed.
    by
        Who they are.
    said
        What to say when it is done.
    """
    latest = plan.latest
    try:
        done = save_edits(about.store, plan.id, latest.number, edits, latest.edits.revision, by=by)
    except TransitError as fault:
        st.session_state["person_fault"] = f"{fault}."
    else:
        if isinstance(done, EditsRefused):
            st.session_state[REFUSED] = (plan.id, done)
        else:
            st.session_state.pop(REFUSED, None)
            st.session_state["person_saved"] = said
    turn_page()
    st.rerun()
