"""Building the area again, from files on this computer."""

from pathlib import Path

import streamlit as st

from transit.dashboard.build_job import BuildInputs, BuildJob, JobState, current_job
from transit.dashboard.frame import problems
from transit.dashboard.opened import OpenedArea, area_folder
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.registered import on_this_computer_only


def rebuild(opened: OpenedArea) -> None:
    """Offer to build the area again, or show how far the build is.

    Parameters
    ----------
    opened
        The area as it is now.
    """
    if not on_this_computer_only():
        st.info(
            "This dashboard is open to other computers, so files of this one cannot be named here. "
            "Build on the command line with: transit build"
        )
        return
    job = current_job()
    if job.state is JobState.RUNNING:
        job_progress(
            current_job, job.cancel, "rebuild_cancel", "Stop the build", "The old edition stays."
        )
        return
    _outcome(job)
    _form(opened, job)


def _outcome(job: BuildJob) -> None:
    if job.state is JobState.DONE:
        st.success(f"Built in {job.seconds:.0f} s. {job.message}")
    elif job.state is JobState.CANCELLED:
        st.info(f"{job.message} The old edition is still in use.")
    elif job.state is JobState.FAILED:
        problems([job.message, "The old edition is still in use."])


def _form(opened: OpenedArea, job: BuildJob) -> None:
    with st.form("rebuild", border=True):
        st.markdown(
            "Name files on the computer that runs transit. A new edition replaces the old one only "
            "when it is whole."
        )
        streets = st.text_input("Street map (.osm.pbf or .osm)", key="rebuild_streets")
        timetables = st.text_area(
            "Timetables (GTFS zips or folders, one a line)", key="rebuild_timetables", height=90
        )
        stops = st.text_input("Stops (NaPTAN CSV), optional", key="rebuild_stops")
        heights = st.text_input("Heights (GeoTIFF), optional", key="rebuild_heights")
        asked = st.form_submit_button("Build a new edition", type="primary")
    if not asked:
        return
    named = [Path(line.strip()) for line in timetables.splitlines() if line.strip()]
    faults = _faults(streets, named, stops, heights)
    folder = area_folder()
    if faults or folder is None:
        problems(faults)
        return
    clip = opened.area.manifest.get("clip")
    job.start(
        BuildInputs(
            streets=streets.strip(),
            timetables=tuple(map(str, named)),
            out=str(folder),
            stops=stops.strip() or None,
            heights=heights.strip() or None,
            clip=(clip[0], clip[1], clip[2], clip[3]) if clip else None,
        )
    )
    st.rerun()


def _faults(streets: str, timetables: list[Path], stops: str, heights: str) -> list[str]:
    faults = []
    if not streets.strip():
        faults.append("Name the street map.")
    if not timetables:
        faults.append("Name at least one timetable.")
    for name in (streets.strip(), *map(str, timetables), stops.strip(), heights.strip()):
        if name and not Path(name).exists():
            faults.append(f"There is no file or folder {name} on this computer.")
    return faults
