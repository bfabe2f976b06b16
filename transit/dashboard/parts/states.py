"""Fields that many forms share: yes, no or not known; days of the week."""

from typing import Final

import streamlit as st

from transit.model.fact import State
from transit.model.weekdays import DAY_NAMES, Days, Weekday, in_order

STATES: Final = (State.UNKNOWN, State.YES, State.NO)


def state_word(state: State) -> str:
    """Return a state in plain words.

    Parameters
    ----------
    state
        Yes, no or unknown.

    Returns
    -------
    str
        E.g. "not known".
    """
    return {State.YES: "yes", State.NO: "no"}.get(state, "not known")


def state_field(label: str, now: State, key: str, help_: str | None = None) -> State:
    """Let the visitor say yes, no or not known.

    Parameters
    ----------
    label
        The question.
    now
        What is recorded.
    key
        Name of the field.
    help_
        More about it.

    Returns
    -------
    State
        What is chosen.
    """
    return st.radio(
        label,
        STATES,
        index=STATES.index(now),
        format_func=lambda state: state_word(state).capitalize(),
        horizontal=True,
        key=key,
        help=help_,
    )


def days_field(label: str, now: Days, key: str, help_: str | None = None) -> Days:
    """Let the visitor choose days of the week.

    Parameters
    ----------
    label
        The question.
    now
        What is recorded.
    key
        Name of the field.
    help_
        More about it.

    Returns
    -------
    tuple of Weekday
        In the order of the week.
    """
    chosen = st.pills(
        label,
        [*Weekday],
        selection_mode="multi",
        default=[*now],
        format_func=lambda day: DAY_NAMES[day][:3],
        key=key,
        help=help_,
    )
    return in_order(chosen)
