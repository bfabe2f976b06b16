"""The course that is looked at: chosen for this visit only, changed with who did it."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import problems
from transit.dashboard.registered import find_register
from transit.errors import TransitError
from transit.training.desk import TrainingDesk, open_desk

OVERVIEW: Final = "Overview"
LESSON: Final = "Record a lesson"
PROGRESS: Final = "Progress"
AGREEMENT: Final = "Agreement"
SIGN_OFF: Final = "Sign-off"
AFTER: Final = "Afterwards"
VIEWS: Final = (OVERVIEW, LESSON, PROGRESS, AGREEMENT, SIGN_OFF, AFTER)
"""Views of a course."""

_COURSE: Final = "training_course"
_SAID: Final = "training_said"
_FAULT: Final = "training_fault"
_NAME: Final = "assessor"
"""Who works here: the same field on every page of this visit."""


def find_desk() -> TrainingDesk:
    """Return a desk over the open register.

    Returns
    -------
    TrainingDesk
        With the rules as they are now.
    """
    return open_desk(find_register())


def chosen_course() -> int | None:
    """Return the course that is looked at.

    Returns
    -------
    int or None
        Its number; None while none is chosen.
    """
    found: int | None = st.session_state.get(_COURSE)
    return found


def look_at_course(course: int | None, view: str = OVERVIEW) -> None:
    """Choose a course, and which of its views is shown.

    Parameters
    ----------
    course
        Its number; None for none.
    view
        One of :data:`VIEWS`.
    """
    st.session_state[_COURSE] = course
    st.session_state["training_view"] = view


def own_name() -> str:
    """Return the name that was given last on this visit.

    Returns
    -------
    str
        ``""`` at first.
    """
    return str(st.session_state.get(_NAME, ""))


def change(do: Callable[[], object], said: str, by: str = "") -> None:
    """Change the register, and draw the page anew with what came of it.

    Parameters
    ----------
    do
        Changes it.
    said
        What to say when it is done.
    by
        Who did it; kept for the next form.
    """
    if by.strip():
        st.session_state[_NAME] = by.strip()
    try:
        do()
    except TransitError as fault:
        st.session_state[_FAULT] = f"{fault}".rstrip(".") + "."
    else:
        st.session_state[_SAID] = said
    turn_page()
    st.rerun()


def tell_what_was_done() -> None:
    """Say once what came of the last change."""
    fault, said = st.session_state.pop(_FAULT, None), st.session_state.pop(_SAID, None)
    if fault:
        problems([fault])
    if said:
        st.success(said)
