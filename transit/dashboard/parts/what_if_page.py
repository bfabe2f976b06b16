"""The page What if: other buses, and more people."""

import streamlit as st

from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.growth_view import growth_view
from transit.dashboard.parts.what_if_buses import what_if_buses
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.scoring import offer_scoring, tell_stale


def what_if_page(opened: OpenedArea) -> None:
    """Let buses or the number of people be other than they are.

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
    buses, people = st.tabs(["Other buses", "More people"])
    with buses:
        what_if_buses(opened, store)
    with people:
        growth_view(store)
