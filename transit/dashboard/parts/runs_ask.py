"""Working out runs in the background: anew, or beginning with today's or a kept plan's."""

import streamlit as st

from transit.batch.fleet_asked import FleetWay
from transit.dashboard.build_job import current_job
from transit.dashboard.fleet_job import FleetInputs, FleetJob, JobState, current_fleet
from transit.dashboard.frame import problems
from transit.dashboard.opened import area_folder
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.registered import register_named
from transit.dashboard.runs_data import WeekHere
from transit.dashboard.tell import minutes
from transit.settings import read_settings

_USUAL_S = 10
_ANEW = "Plan anew"
_TODAY = "Cost today's runs as they are"
_IMPROVE = "Make today's runs better"
_GO_ON = "Make the plan above better; locked runs stay"
_WAYS = {
    _ANEW: FleetWay.ANEW,
    _TODAY: FleetWay.TODAY,
    _IMPROVE: FleetWay.IMPROVED,
    _GO_ON: FleetWay.FROM_KEPT,
}


def ask_for_runs(here: WeekHere, number: int | None) -> None:
    """Let the visitor have runs worked out, or show how far that is.

    Parameters
    ----------
    here
        The week.
    number
        The plan that is shown; None where there is none yet.
    """
    job = current_fleet()
    if job.is_running:
        job_progress(
            current_fleet,
            job.cancel,
            "runs_stop",
            "Stop working out runs",
            "You can use other pages meanwhile.",
        )
        return
    _outcome(job)
    if current_job().is_running:
        st.info("The area is being built anew. Runs can be worked out when that is done.")
        return
    if number is None:
        st.markdown(
            "No runs were worked out yet. They are made for a whole week, on this computer; you "
            "can use other pages meanwhile."
        )
        _form(here, number)
    else:
        with st.expander("Work out runs"):
            _form(here, number)


def _form(here: WeekHere, number: int | None) -> None:
    ways = [_ANEW]
    if here.register.runs:
        ways += [_TODAY, _IMPROVE]
    if number is not None:
        ways.append(_GO_ON)
    with st.form("runs_ask", border=False):
        way = st.radio("How", ways, key="runs_way")
        seconds = st.number_input(
            "Seconds to search for each part of a day",
            min_value=1,
            max_value=600,
            value=_USUAL_S,
            key="runs_seconds",
            help="A longer search finds cheaper runs, less and less so.",
        )
        parts = len(here.week.parts)
        st.markdown(
            f"The week has {parts} parts of a day: {_USUAL_S} seconds for each take about "
            f"{minutes(_USUAL_S * parts)}. What today's runs cost is known much sooner."
        )
        pressed = st.form_submit_button("Work out the runs", type="primary")
    if not here.register.runs:
        st.markdown(
            "Today's runs are not in the register: import them (tables runs and run_stops) to have "
            "them costed, and to begin with them."
        )
    if not pressed:
        return
    register, folder = register_named(), area_folder()
    assert register is not None and folder is not None
    parameters = read_settings().parameters_dir
    current_fleet().start(
        FleetInputs(
            register,
            str(folder),
            _WAYS[str(way)].value,
            float(seconds),
            number if way == _GO_ON else None,
            str(parameters) if parameters else None,
        )
    )
    st.rerun()


def _outcome(job: FleetJob) -> None:
    """Say how the last one ended, and show its plan once."""
    if job.state is JobState.DONE:
        st.success(job.message)
        if st.session_state.get("runs_seen") != job.number:
            st.session_state["runs_seen"] = job.number
            st.session_state["runs_newest"] = job.result
            st.rerun()
    elif job.state is JobState.CANCELLED:
        st.info(f"{job.message} Nothing was kept.")
    elif job.state is JobState.FAILED:
        problems([job.message])
