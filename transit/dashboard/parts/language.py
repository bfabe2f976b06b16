"""In which language something is printed for a person."""

import streamlit as st

from transit.dashboard.plan_data import print_words
from transit.read.printing import LANGUAGE, print_languages


def choose_language(key: str) -> str:
    """Let somebody choose a language, and say which no native reader has looked at.

    Parameters
    ----------
    key
        Of the widget.

    Returns
    -------
    str
        Name of the language's files.
    """
    languages = print_languages()
    chosen = st.selectbox(
        "Language",
        languages,
        index=languages.index(LANGUAGE),
        format_func=lambda each: print_words(each).say("plan", "language_name"),
        key=key,
        width=240,
    )
    if chosen != LANGUAGE:
        st.warning(
            "No native reader has looked at this language yet: print it for nobody before.",
        )
    return str(chosen)
