"""What the page Timetable watch asks for: which timetables, and the words."""

from pathlib import Path
from typing import Final

import streamlit as st

from transit.dashboard.frame import Html, tag
from transit.dashboard.opened import area_folder
from transit.model.watch import Outcome
from transit.present.words import Words
from transit.read.printing import LANGUAGE
from transit.read.watching import read_watch_words

OLD: Final = "watch_old"
"""Key of what was typed for the folder of the timetable before."""

OUTCOMES: Final = {
    Outcome.BROKEN: ("✕ Does not work any more", "bad"),
    Outcome.CHANGED: ("! Has changed", "check"),
    Outcome.UNKNOWN: ("? Cannot be told", "check"),
    Outcome.UNCHANGED: ("✓ As it was", "ok"),
}
"""Sign, words and colour of each outcome."""


def outcome_tag(outcome: Outcome) -> Html:
    """Return an outcome as a tag.

    Parameters
    ----------
    outcome
        The outcome.

    Returns
    -------
    Html
        Sign and words: colour alone tells nothing.
    """
    return Html(tag(*OUTCOMES[outcome]))


@st.cache_resource(max_entries=8, show_spinner=False)
def watch_words(language: str = LANGUAGE) -> Words:
    """Return the words of watching.

    Parameters
    ----------
    language
        Which.

    Returns
    -------
    Words
        Read once.
    """
    return Words(read_watch_words(language))


def folders() -> tuple[Path, Path | None]:
    """Return the folders of the areas that are compared.

    Returns
    -------
    tuple
        The new one, which the dashboard shows, and the one before where it was named.
    """
    new = area_folder()
    assert new is not None
    typed = str(st.session_state.get(f"kept_{OLD}", "")).strip()
    return new, Path(typed) if typed else None
