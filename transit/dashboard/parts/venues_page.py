"""The page Windows and venues: two questions about a venue, and the last answer."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from transit.batch.venues_buildings import Building, buildings_of
from transit.dashboard.background import JobState
from transit.dashboard.frame import empty, problems, table
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.places_job import ask, current_places
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.verdict_data import Directory, read_directory
from transit.model.weekdays import DAY_NAMES, WEEKDAYS, Weekday
from transit.present.spreadsheets import csv_of
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.audit import write_audit

_QUESTIONS: Final = {
    "close": "it closed",
    "move": "it moved to another building",
    "merge": "it merged into another place",
    "open": "one more such place opened at a building",
    "best": "we looked where one more would help most",
}
_USUAL: Final = 0.0
_HOUR_S: Final = 3600
_KEPT: Final = "You can use other pages meanwhile."


def venues_page(opened: OpenedArea) -> None:
    """Ask about a venue, and show the last answer.

    Parameters
    ----------
    opened
        The area.
    """
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    directory = read_directory(store)
    if not directory.sessions:
        empty("There is no session yet", ["Sessions come with the import of a register."])
        return
    job = current_places()
    if job.is_running:
        job_progress(current_places, job.cancel, "places_stop", "Stop", _KEPT)
        return
    if job.state is JobState.FAILED:
        problems([job.message])
    elif job.state is JobState.CANCELLED:
        st.info(job.message)
    elif job.state is JobState.DONE and job.result:
        _answer(store, job.result)
    venue = _venue(directory)
    st.header("Choose windows", anchor=False)
    windows_form(venue)
    st.header("What if the venue…", anchor=False)
    what_if_form(opened, directory, venue)


def _venue(directory: Directory) -> str:
    held = {each.opportunity for each in directory.sessions.values()}
    return st.selectbox(
        "Place",
        sorted(held, key=lambda key: directory.opportunities[key].name),
        format_func=lambda key: directory.opportunities[key].name,
        key="places_venue",
    )


def windows_form(venue: str) -> None:
    """Ask for the windows that together serve most people.

    Parameters
    ----------
    venue
        Id of the venue.
    """
    st.markdown(
        "The choice serves most people together, each with the sessions they need a week; of "
        "equal ones those who have nothing else count first, then what people know. It is proven "
        "to be the best, or says that time ran out."
    )
    with st.form("windows_ask", border=False):
        left, middle, right = st.columns(3)
        most = left.number_input("Windows at most", 1, 20, 5, key="windows_most")
        hours = middle.number_input(
            "Hours long (0 as today)",
            0.0,
            12.0,
            _USUAL,
            0.5,
            format="%.1f",
            key="windows_hours",
        )
        places = right.number_input(
            "People in each (empty: as recorded)", 1, 1000, None, key="windows_places"
        )
        days = st.pills(
            "Days",
            [*Weekday],
            selection_mode="multi",
            default=[*WEEKDAYS],
            format_func=lambda day: DAY_NAMES[day],
            key="windows_days",
        )
        keep = st.checkbox("Today's windows stay; choose more beside them", key="windows_keep")
        fleet = st.checkbox(
            "Who rides on the fleet today may ride, and minibuses count", key="windows_fleet"
        )
        pressed = st.form_submit_button("Choose windows", type="primary")
    if pressed and not days:
        problems(["Choose a day."])
    elif pressed:
        ask(
            "windows",
            venue,
            most=int(most),
            days=sorted(int(day) for day in days),
            lengths_s=[round(hours * _HOUR_S)] if hours else [],
            places=None if places is None else int(places),
            keep_today=keep,
            fleet=fleet,
        )
        st.rerun()


def what_if_form(opened: OpenedArea, directory: Directory, venue: str) -> None:
    """Ask what would be if a venue changed.

    Parameters
    ----------
    opened
        The area.
    directory
        Sessions and places.
    venue
        Id of the venue.
    """
    st.markdown("Who gains and who loses, by verdicts and minutes. Nothing is changed.")
    question = st.selectbox(
        "What if", [*_QUESTIONS], format_func=lambda key: _QUESTIONS[key], key="places_question"
    )
    other: str | None = None
    most = 1
    if question == "merge":
        others = [key for key in directory.opportunities if key != venue]
        other = st.selectbox(
            "Into",
            others,
            format_func=lambda key: directory.opportunities[key].name,
            key="places_into",
        )
    elif question in ("move", "open"):
        buildings = {each.id: each for each in _buildings(opened, directory)}
        other = st.selectbox(
            "Building",
            [*buildings],
            format_func=lambda key: _building(buildings[key]),
            key="places_building",
            help="Libraries, community centres and the like, of the map and of the register.",
        )
    elif question == "best":
        most = int(st.number_input("How many more", 1, 5, 1, key="places_most"))
    if st.button("Work it out", key="places_ask"):
        ask(question, venue, other=other or "", most=most)
        st.rerun()


def _buildings(opened: OpenedArea, directory: Directory) -> tuple[Building, ...]:
    parameters = read_parameters(read_settings().parameters_dir)
    return buildings_of(opened.area, directory.opportunities.values(), parameters)


def _building(building: Building) -> str:
    return f"{building.name} ({building.kind.replace('_', ' ')})"


def _answer(store: Store, result: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.header(result["title"], anchor=False)
        for caption, heads, rows in result["tables"]:
            table(caption, heads, rows)
        for sentence in result["sentences"]:
            st.markdown(sentence.replace("$", r"\$"))
        st.markdown(
            "For review by people. Who gains and who loses is listed by `transit venues --ids` "
            "and `transit windows --ids`."
        )
        if "public" in result:
            st.download_button(
                "Download for publication",
                partial(_published, store, result["public"]),
                file_name="windows-and-venues.csv",
                mime="text/csv",
                key="places_public",
                icon=":material/download:",
                on_click="ignore",
            )


def _published(store: Store, answer: Mapping[str, Any]) -> bytes:
    """Write the answer for publication, and note that in the audit."""
    rows = [[answer["title"]]]
    for caption, heads, cells in answer["tables"]:
        rows += [[caption], heads, *cells]
    rows += [[sentence] for sentence in answer["sentences"]]
    with store.writing() as session:
        write_audit(session, "export", {"table": "places", "audience": "public"})
    return csv_of(rows)
