"""The question as a form beside the map, and in short once it is answered."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from transit.dashboard.answering import plan_journeys
from transit.dashboard.asked import END, START, WORDS, chosen, forget_answer, swap, turn_page
from transit.dashboard.choose_place import place_chooser, take_pick
from transit.dashboard.frame import problems
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.travels import profile_chooser
from transit.dashboard.parts.when import When, when_chooser
from transit.errors import TransitError
from transit.model.profile import Profile
from transit.present.maps import MapContent, MapPoint
from transit.route.explain import Explained


def question(opened: OpenedArea) -> None:
    """Let the visitor put a question together and ask it.

    Parameters
    ----------
    opened
        The area.
    """
    faults = st.container()
    form, chart = st.columns([5, 7], gap="large")
    with form:
        st.header("Where", anchor=False)
        place_chooser(opened, START)
        place_chooser(opened, END)
        if chosen(START) or chosen(END):
            st.button("Swap start and end", key="swap", on_click=swap, icon=":material/swap_vert:")
        st.header("When", anchor=False)
        when = when_chooser(opened.area)
        st.header("Who", anchor=False)
        profile = profile_chooser()
        asked = st.button("Find journeys", type="primary", key="find", width="stretch")
    with chart:
        pick = _map(opened)
    take_pick(pick)
    if asked:
        with faults:
            _ask(opened, when, profile)


def _map(opened: OpenedArea) -> Mapping[str, Any] | None:
    points = tuple(
        MapPoint(role, WORDS[role], f"{WORDS[role]}: {place.name}", place.lat, place.lon)
        for role in (START, END)
        if (place := chosen(role)) is not None
    )
    return show_map(
        opened.map_place,
        MapContent(points=points),
        key="question_map",
        label="Map for choosing a start and an end. The fields beside it do the same by name.",
        height=680,
        pick=True,
    )


def _ask(opened: OpenedArea, when: When, profile: Profile) -> None:
    start, end = chosen(START), chosen(END)
    faults = [
        f"Choose {'a start' if role == START else 'an end'}: type a name and pick one of the "
        "matches, or click the map."
        for role in (START, END)
        if chosen(role) is None
    ]
    if start and end and (start.lat, start.lon) == (end.lat, end.lon):
        faults.append("Start and end are the same place. Choose another end.")
    if faults or start is None or end is None:
        _show_problems(faults)
        return
    try:
        with st.spinner("Finding journeys"):
            st.session_state["answer"] = plan_journeys(
                opened, start, end, when.moment, when.arrive_by, profile
            )
    except TransitError as fault:
        _show_problems([str(fault)])
        return
    st.session_state["option"] = 0
    turn_page()
    st.rerun()


def _show_problems(faults: Sequence[str]) -> None:
    problems(faults)
    turn_page()


def asked_in_short(explained: Explained) -> None:
    """Show what was asked, with ways to change it.

    Parameters
    ----------
    explained
        The answer.
    """
    query = explained.answer.query
    way = "Be there by" if query.arrive_by else "Leave at"
    changed = (
        " (limits changed)" if st.session_state.get("changed_profile") == query.profile else ""
    )
    rows = (
        ("From", query.origin.name),
        ("To", query.destination.name),
        (way, f"{query.moment:%H:%M on %A %d/%m/%Y}"),
        ("Travels", f"{query.profile.label}{changed}"),
    )
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows
    )
    left, right = st.columns([7, 3], gap="medium")
    left.html(f'<dl class="asked">{items}</dl>')
    with right:
        st.button(
            "Change the question",
            key="change_question",
            on_click=forget_answer,
            icon=":material/edit:",
            width="stretch",
        )
        st.button(
            "Plan the way back",
            key="way_back",
            on_click=_way_back,
            icon=":material/swap_horiz:",
            width="stretch",
        )


def _way_back() -> None:
    swap()
    st.session_state["when_way"] = "Leave at"
