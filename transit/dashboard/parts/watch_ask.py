"""Looking at all plans against the timetable that the dashboard shows, in the background."""

import streamlit as st

from transit.dashboard.build_job import current_job
from transit.dashboard.frame import problems
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.registered import on_this_computer_only, register_named
from transit.dashboard.watch_data import OLD, folders
from transit.dashboard.watch_job import JobState, WatchInputs, WatchJob, current_watch
from transit.errors import AreaError
from transit.network.service_days import service_days
from transit.network.store import read_manifest
from transit.settings import read_settings
from transit.store import Store
from transit.store.plans import list_saved_plans


def look_again(opened: OpenedArea, store: Store) -> None:
    """Let the visitor look at all plans, or show how far that is.

    Parameters
    ----------
    opened
        The area with the new timetable.
    store
        The register.
    """
    days = service_days(opened.area.timetable)
    count = len(list_saved_plans(store))
    st.markdown(
        f"This timetable covers {days.first:%d/%m/%Y} to {days.last:%d/%m/%Y}. "
        f"Plans are compared with it: {count:,} {'is' if count == 1 else 'are'} saved."
    )
    job = current_watch()
    if job.is_running:
        job_progress(
            current_watch,
            job.cancel,
            "watch_stop",
            "Stop looking at plans",
            "You can use other pages meanwhile.",
        )
        return
    _outcome(job)
    if not count:
        return
    if current_job().is_running:
        st.info("The area is being built anew. Plans can be looked at when that is done.")
        return
    _form()


def _outcome(job: WatchJob) -> None:
    """Say how the last look ended."""
    if job.state is JobState.DONE:
        st.success(job.message)
    elif job.state is JobState.CANCELLED:
        st.info(f"{job.message} What was found so far is kept; the next look goes on from there.")
    elif job.state is JobState.FAILED:
        problems([job.message])


def _form() -> None:
    faults = st.container()
    with st.form("watch_ask", border=False):
        if on_this_computer_only():
            st.text_input(
                "Folder of the area with the timetable before (if it was kept)",
                value=st.session_state.get(f"kept_{OLD}", ""),
                key=OLD,
                help="With it one bus is not taken for another that already ran, and days on "
                "which there never was a bus are no news.",
            )
        pressed = st.form_submit_button("Look at all plans", type="primary")
    if not pressed:
        return
    st.session_state[f"kept_{OLD}"] = st.session_state.get(OLD, "")
    register = register_named()
    assert register is not None
    new, old = folders()
    if old is not None:
        try:
            read_manifest(old)
        except AreaError as fault:
            with faults:
                problems([f"{fault}."])
            return
    parameters = read_settings().parameters_dir
    current_watch().start(
        WatchInputs(
            register,
            str(new),
            None if old is None else str(old),
            None if parameters is None else str(parameters),
        )
    )
    st.rerun()
