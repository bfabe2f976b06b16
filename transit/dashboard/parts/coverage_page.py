"""The page Coverage: who reaches how much, where, and what stands in the way."""

import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from transit.batch.coverage_files import (
    SharedFigures,
    coverage_csv,
    coverage_workbook,
    share_figures,
    write_coverage,
)
from transit.dashboard.coverage_data import find_coverage, gap_inputs, own_parameters
from transit.dashboard.frame import problems
from transit.dashboard.gap_job import JobState, current_gap, reference_of
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.coverage_ask import ask_files, ask_measure
from transit.dashboard.parts.coverage_show import (
    by_area,
    by_band,
    by_group,
    by_venue,
    held_back,
    in_short,
    with_nothing,
)
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.scoring import offer_scoring, tell_stale
from transit.dashboard.verdict_data import read_directory
from transit.disclosure.rules import Audience
from transit.equity.coverage import Coverage
from transit.equity.gap import gap_places
from transit.equity.share import Measure
from transit.errors import TransitError
from transit.model.notice import Severity
from transit.store import Store
from transit.store.audit import write_audit

_COMPARE = "coverage_compare"


def coverage_page(opened: OpenedArea) -> None:
    """Show what people can reach.

    Parameters
    ----------
    opened
        The area.
    """
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    if offer_scoring(store):
        return
    tell_stale(store)
    files = ask_files()
    bar = st.empty()

    def tell(stage: str, share: float) -> None:
        bar.progress(share, text=stage)

    try:
        found = find_coverage(
            store,
            files,
            tell,
        )
    except TransitError as fault:
        problems([f"{fault}."])
        return
    finally:
        bar.empty()
    _notices(found)
    found = _compared(store, found)
    measure = ask_measure(found)
    figures = share_figures(found, measure, Audience.INSIDE, own_parameters())
    in_short(figures.groups)
    by_area(opened, found, figures.groups)
    by_group(figures.groups, found.groupings)
    by_band(found, measure)
    if measure.kind == "all":
        with_nothing(found, measure)
    held_back(found, Audience.INSIDE)
    by_venue(found, read_directory(store), Audience.INSIDE)
    _downloads(store, found, measure)


def _compared(store: Store, found: Coverage) -> Coverage:
    """Put the gap into it where somebody asked for it and it has been searched."""
    wanted = st.toggle(
        "Compare with somebody without impairments, at the same places and times",
        key=_COMPARE,
        help="Searches again from each home, in the background.",
    )
    if not wanted:
        return found
    job, inputs = current_gap(), gap_inputs(store)
    if not job.is_running and job.inputs != inputs:
        job.start(inputs)
    if job.is_running:
        job_progress(
            current_gap, job.cancel, "stop_gap", "Stop", "The figures below stay as they are."
        )
    elif job.state is JobState.DONE:
        reference = reference_of(job.result, found.people)
        return replace(found, gaps=gap_places(found.places, reference))
    else:
        problems([job.message])
        st.button("Compare again", on_click=job.start, args=(inputs,), key="gap_again")
    return found


def _notices(found: Coverage) -> None:
    for notice in found.notices:
        said = f"{notice.file}: {notice.message} {notice.todo}"
        if notice.count > 1:
            said += f" ({notice.count:,} times)"
        (st.info if notice.severity is Severity.INFO else st.warning)(said)


def _downloads(store: Store, found: Coverage, measure: Measure) -> None:
    st.header("Take these figures along", anchor=False)
    st.markdown(
        "Tables without names or homes, and with the stricter rules for publication: small "
        "counts, and those from which they could be worked out, are hidden."
    )
    parameters = own_parameters()

    def figures() -> SharedFigures:
        return share_figures(found, measure, Audience.PUBLIC, parameters)

    left, middle, right = st.columns(3)
    left.download_button(
        "Download as CSV",
        lambda: _noted(store, coverage_csv(figures())),
        file_name="coverage.csv",
        mime="text/csv",
        key="coverage_csv",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    middle.download_button(
        "Download as XLSX",
        lambda: _noted(store, coverage_workbook(figures())),
        file_name="coverage.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="coverage_xlsx",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )

    def areas() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "coverage.gpkg"
            write_coverage(figures(), found.boundaries, parameters, path)
            return _noted(store, path.read_bytes())

    if found.boundaries is not None:
        right.download_button(
            "Download as GeoPackage",
            areas,
            file_name="coverage.gpkg",
            mime="application/geopackage+sqlite3",
            key="coverage_gpkg",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _noted(store: Store, content: bytes) -> bytes:
    with store.writing() as session:
        write_audit(session, "export", {"table": "coverage", "audience": "public"})
    return content
