"""The page Timetable watch: look at all plans, those that changed by urgency, one in full."""

from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import problems
from transit.dashboard.opened import area_folder, find_area, tell_how_to_make_one
from transit.dashboard.parts.watch_ask import look_again
from transit.dashboard.parts.watch_list import watch_list
from transit.dashboard.parts.watch_plan import watch_plan
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.verdict_data import read_directory
from transit.errors import AreaError
from transit.store.plans import find_saved_plan
from transit.store.watched import find_look, list_looks

_OPEN: Final = "watch_open"


def watch_page() -> None:
    """Show the page."""
    if not register_exists():
        tell_how_to_begin()
        return
    try:
        opened = find_area()
    except AreaError as fault:
        tell_how_to_make_one(area_folder(), str(fault))
        return
    store = find_register()
    plan_id: str | None = st.session_state.get(_OPEN)
    if plan_id is not None:
        st.button("Back", on_click=_close, icon=":material/arrow_back:", key="watch_back")
        look, plan = find_look(store, plan_id), find_saved_plan(store, plan_id)
        if look is None or plan is None:
            problems(["This plan is gone, or nobody looked at it yet. Go back."])
        else:
            watch_plan(opened, plan, look)
        return
    look_again(opened, store)
    chosen = watch_list(store, read_directory(store), list_looks(store))
    if chosen is not None:
        st.session_state[_OPEN] = chosen
        turn_page()
        st.rerun()


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    turn_page()
