"""How far a background job is: the same for every job, after a reload and in another tab."""

from collections.abc import Callable
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.background import Job
from transit.dashboard.tell import minutes

_TOLD_EVERY_PCT: Final = 10
_MINUTE_S: Final = 60


@st.fragment(run_every=1.0)
def job_progress(
    find: Callable[[], Job], stop: Callable[[], None], key: str, stop_label: str, note: str
) -> None:
    """Show how far a job is, and let it be stopped; the page is drawn anew when it has ended.

    Parameters
    ----------
    find
        Returns the job.
    stop
        Stops it.
    key
        Name of the button that stops it.
    stop_label
        What stands on that button.
    note
        What goes on as it was meanwhile.
    """
    job = find()
    if not job.is_running:
        # The whole page is drawn anew: with what was made, or with what went wrong.
        st.rerun(scope="app")
    st.progress(min(job.share, 1.0), text=f"{job.stage} ({_times(job)})")
    # A progress bar is not read out; milestones are, and no more often than that.
    told = int(job.share * 100) // _TOLD_EVERY_PCT * _TOLD_EVERY_PCT
    said = f"{told} % done." if told else f"Now: {job.stage}."
    st.html(f'<p role="status" class="quiet">{escape(said)} {escape(note)}</p>')
    st.button(stop_label, on_click=stop, key=key)


def _times(job: Job) -> str:
    passed, left = round(job.seconds), job.seconds_left
    said = f"{passed} s so far" if passed < 2 * _MINUTE_S else f"{minutes(passed)} so far"
    if left is None:
        return said
    return f"{said}, {'less than a minute' if left < _MINUTE_S else f'about {minutes(left)}'} left"
