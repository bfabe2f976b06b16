"""The question being put together, kept for this visit only: never in the address, never logged."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

START: Final = "start"
END: Final = "end"
WORDS: Final = {START: "Start", END: "End"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A start or an end.

    Parameters
    ----------
    name
        What to call it.
    lat, lon
        Decimal degrees.
    """

    name: str
    lat: float
    lon: float


def chosen(role: str) -> Chosen | None:
    """Return what was chosen as start or end.

    Parameters
    ----------
    role
        ``start`` or ``end``.

    Returns
    -------
    Chosen or None
        None while nothing is.
    """
    found: Chosen | None = st.session_state.get(f"chosen_{role}")
    return found


def choose(role: str, place: Chosen | None) -> None:
    """Set the start or the end; an answer to another question is put away.

    Parameters
    ----------
    role
        ``start`` or ``end``.
    place
        The place, None to choose anew.
    """
    st.session_state[f"chosen_{role}"] = place
    forget_answer()


def swap() -> None:
    """Turn start and end round: the way back."""
    start, end = chosen(START), chosen(END)
    choose(START, end)
    choose(END, start)


def forget_answer() -> None:
    """Put the answer away."""
    if st.session_state.pop("answer", None) is not None:
        turn_page()
    st.session_state.pop("option", None)


def turn_page() -> None:
    """Count that the page shows something else now: it is read from its top again."""
    st.session_state["turned"] = turned() + 1


def turned() -> int:
    """Return how often the page has changed what it shows.

    Returns
    -------
    int
        Grows by one each time.
    """
    return int(st.session_state.get("turned", 0))


def keep_fields(*beginnings: str) -> None:
    """Keep what is in fields although the page shows something else for a while.

    Parameters
    ----------
    *beginnings
        How the fields' names begin.
    """
    for key in [str(key) for key in st.session_state]:
        if key.startswith(beginnings):
            # Streamlit forgets fields that it does not draw, unless they are set anew.
            st.session_state[key] = st.session_state[key]
