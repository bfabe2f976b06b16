"""Printing a saved plan from its page: PDF or Word, made on this computer."""

from typing import Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.plan_data import About, print_words
from transit.errors import TransitError
from transit.model.saved_plan import PlanVersion, SavedPlan
from transit.plan.find import printed, saved_to_print
from transit.read.printing import LANGUAGE, print_languages

_SIZES: Final = (16, 18, 20, 24, 28)
_KINDS: Final = {
    ".pdf": ("PDF", "application/pdf"),
    ".docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def print_buttons(about: About, plan: SavedPlan, version: PlanVersion) -> None:
    """Let a trainer print a version of a plan.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    version
        The version that is shown.
    """
    st.header("Print", anchor=False)
    left, right, third, _ = st.columns([1, 1, 1, 1])
    size = left.selectbox("Size of the words, points", _SIZES, key="plan_print_size")
    kind = right.selectbox(
        "As", [*_KINDS], format_func=lambda each: _KINDS[each][0], key="plan_print_kind"
    )
    languages = print_languages()
    language = third.selectbox(
        "Language",
        languages,
        index=languages.index(LANGUAGE),
        format_func=lambda each: print_words(each).say("plan", "language_name"),
        key="plan_print_language",
    )
    clocks = st.checkbox("Show times as clocks, too", key="plan_print_clocks")
    if language != LANGUAGE:
        st.warning(
            "No native reader has looked at this language yet: print it for nobody before. Steps "
            "that were changed stay in the words in which they were written."
        )
    asked = plan.id, version.number, version.edits.revision, size, kind, language, clocks
    if st.button("Make the file", key="plan_print"):
        with st.spinner("Making the file"):
            try:
                area = about.opened.area
                found = saved_to_print(about.store, plan, version, print_words(language), area)
                st.session_state["plan_printed"] = (
                    asked,
                    printed(found, kind, size_pt=size, clocks=clocks),
                )
            except TransitError as fault:
                problems([f"{fault}."])
    made = st.session_state.get("plan_printed")
    if made is not None and made[0] == asked:
        st.download_button(
            f"Download the {_KINDS[kind][0]} file",
            made[1],
            file_name=f"{plan.id}-{version.number}{kind}",
            mime=_KINDS[kind][1],
            key="plan_download",
            icon=":material/download:",
            on_click="ignore",
            type="primary",
            help="Its maps start at the person's home: keep it as carefully as an address.",
        )
