"""The page Who could travel: counts, places, and every verdict one click away."""

from typing import Final

import streamlit as st

from transit.dashboard.asked import keep_fields, turn_page
from transit.dashboard.frame import empty
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.verdict_counts import counts_by_rung, venues
from transit.dashboard.parts.verdict_table import verdict_table
from transit.dashboard.parts.verdict_view import verdict_view
from transit.dashboard.parts.who_download import downloads
from transit.dashboard.parts.who_filters import filters
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.scoring import offer_scoring, tell_stale
from transit.dashboard.verdict_data import VerdictKey, count, read_directory
from transit.dashboard.who_address import PAGE, take_address, write_address
from transit.store.edit import list_cohorts

_OPEN: Final = "who_open"


def who_page(opened: OpenedArea) -> None:
    """Show who could travel where.

    Parameters
    ----------
    opened
        The area.
    """
    if st.session_state.pop("go_to_person", False):
        st.switch_page("app_pages/person.py")
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    directory = read_directory(store)
    key: VerdictKey | None = st.session_state.get(_OPEN)
    keep_fields("filter_", PAGE)
    if key is not None:
        verdict_view(opened, store, directory, key, _close)
        return
    if offer_scoring(store):
        return
    tell_stale(store)
    with store.reading() as session:
        cohorts = list_cohorts(session)
    take_address(directory, cohorts)
    chosen = filters(directory, cohorts)
    counts = count(store, chosen)
    total = int(counts.by_rung["verdicts"].sum())
    if not total:
        write_address()
        empty("No verdict is like that", ["Choose fewer filters."])
        return
    st.header("1 verdict" if total == 1 else f"{total:,} verdicts", anchor=False)
    left, right = st.columns([5, 6], gap="large")
    with left:
        counts_by_rung(counts)
    with right:
        venues(opened, directory, counts, chosen.rungs)
    st.header("One by one", anchor=False)
    found = verdict_table(store, directory, chosen, total, name="who")
    write_address()
    downloads(store, directory, chosen, total)
    if found is not None:
        st.session_state[_OPEN] = found
        turn_page()
        st.rerun()


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    turn_page()
