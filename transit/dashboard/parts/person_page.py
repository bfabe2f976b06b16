"""The page Person: who is looked at, and which of its views is shown."""

from typing import Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.parts.abilities import abilities_form
from transit.dashboard.parts.limits import limits_form
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.the_person import choose_person, what_was_saved

CAN_DO: Final = "What they can do"
LIMITS: Final = "Limits, pass and companion"


def person_page() -> None:
    """Show a person."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    person = choose_person(store)
    if person is None:
        return
    view = st.segmented_control(
        "Show", [CAN_DO, LIMITS], default=CAN_DO, key="person_view", required=True
    )
    saved, fault = what_was_saved()
    if fault:
        problems([fault])
    if saved:
        st.success(saved)
    if view == LIMITS:
        limits_form(store, person)
    else:
        abilities_form(store, person)
