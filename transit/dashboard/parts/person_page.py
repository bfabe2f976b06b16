"""The page Person: who is looked at, and which of its views is shown."""

from typing import Final

import streamlit as st

from transit.dashboard.asked import keep_fields, turn_page
from transit.dashboard.frame import problems
from transit.dashboard.opened import area_folder, find_area, tell_how_to_make_one
from transit.dashboard.parts.abilities import abilities_form
from transit.dashboard.parts.limits import limits_form
from transit.dashboard.parts.person_reach import reach
from transit.dashboard.parts.person_unlocks import what_would_open_more
from transit.dashboard.parts.ride_form import ride_form
from transit.dashboard.parts.verdict_view import verdict_view
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.scoring import tell_stale_of
from transit.dashboard.the_person import (
    CAN_DO,
    LIMITS,
    OPENS,
    REACH,
    RIDES,
    choose_person,
    what_was_saved,
)
from transit.dashboard.verdict_data import VerdictKey, read_directory
from transit.errors import AreaError
from transit.model.people import Person
from transit.store import Store

_OPEN: Final = "person_open"


def person_page() -> None:
    """Show a person."""
    st.session_state.pop("go_to_person", None)
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    key: VerdictKey | None = st.session_state.get(_OPEN)
    keep_fields("reach_", "page_reach")
    if key is not None:
        verdict_view(find_area(), store, read_directory(store), key, _close)
        return
    person = choose_person(store)
    if person is None:
        return
    view = st.segmented_control(
        "Show",
        [CAN_DO, LIMITS, RIDES, REACH, OPENS],
        default=CAN_DO,
        key="person_view",
        required=True,
    )
    saved, fault = what_was_saved()
    if fault:
        problems([fault])
    if saved:
        st.success(saved)
    tell_stale_of(store, person.id)
    if view == LIMITS:
        limits_form(store, person)
    elif view == RIDES:
        ride_form(store, person)
    elif view in (REACH, OPENS):
        _outside(store, person, view)
    else:
        abilities_form(store, person)


def _outside(store: Store, person: Person, view: str) -> None:
    try:
        opened = find_area()
    except AreaError as fault:
        tell_how_to_make_one(area_folder(), str(fault))
        return
    if view == OPENS:
        what_would_open_more(opened, store, read_directory(store), person)
    else:
        reach(opened, store, read_directory(store), person, _show)


def _show(key: VerdictKey) -> None:
    st.session_state[_OPEN] = key
    turn_page()
    st.rerun()


def _close() -> None:
    # Fields that leave the page forget what is in them.
    st.session_state["person_view"] = REACH
    st.session_state.pop(_OPEN, None)
    turn_page()
