"""Changes of the timetable that are to be tried: asked for, tried in the background, told."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from transit.dashboard.background import JobState
from transit.dashboard.frame import problems
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.parts.what_if_ask import EDITS, ask_change, edit_words, list_changes
from transit.dashboard.parts.what_if_show import show_stranded
from transit.dashboard.what_if_job import current_what_if, try_edits
from transit.model.timetable_edit import EditKind
from transit.store import Store

_KEPT = "You can use other pages meanwhile; nothing in the register or the area changes."


def what_if_buses(opened: OpenedArea, store: Store) -> None:
    """Ask for changes, try them, and tell whom they strand.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    """
    job = current_what_if()
    if job.is_running:
        job_progress(current_what_if, job.cancel, "what_if_stop", "Stop", _KEPT)
        return
    if job.state is JobState.FAILED:
        problems([job.message])
    elif job.state is JobState.CANCELLED:
        st.info(job.message)
    elif job.state is JobState.DONE and job.result:
        _answer(opened, store, job.result)
    st.header("Which buses change?", anchor=False)
    st.markdown(
        "Put one change after the other on the list, then try them together. A change is about "
        "the trips of a route or a stop; hours are those at which they leave."
    )
    ask_change(opened.area.timetable)
    list_changes()
    edits = st.session_state.get(EDITS, [])
    if st.button("Try these changes", key="what_if_try", type="primary", disabled=not edits):
        try_edits(edits)
        st.rerun()


def _answer(opened: OpenedArea, store: Store, result: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.header("If these buses changed", anchor=False)
        for each in result["edits"]:
            st.markdown(f"- {edit_words(each)}: {_done(each)}")
        show_stranded(opened, store, result)


def _done(edit: Mapping[str, Any]) -> str:
    taken = "calls" if edit["kind"] == EditKind.CLOSE_STOP else "trips"
    words = {"taken": f"{taken} taken away", "added": "trips added"}
    done = ", ".join(f"{edit[name]:,} {said}" for name, said in words.items() if edit[name])
    return done or "nothing changes by it"
