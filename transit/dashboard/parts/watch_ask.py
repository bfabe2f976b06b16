"""Looking at all plans against the timetable that the dashboard shows."""

import datetime as dt

import streamlit as st

from transit.batch.watch import watch_register
from transit.dashboard.frame import problems
from transit.dashboard.opened import OpenedArea
from transit.dashboard.registered import on_this_computer_only, register_named
from transit.dashboard.watch_data import OLD, folders
from transit.errors import TransitError
from transit.network.service_days import service_days
from transit.settings import read_settings
from transit.store import Store
from transit.store.plans import list_saved_plans


def look_again(opened: OpenedArea, store: Store) -> None:
    """Let the visitor look at all plans.

    Parameters
    ----------
    opened
        The area with the new timetable.
    store
        The register.
    """
    days = service_days(opened.area.timetable)
    count = len(list_saved_plans(store))
    st.markdown(
        f"This timetable covers {days.first:%d/%m/%Y} to {days.last:%d/%m/%Y}. "
        f"Plans are compared with it: {count:,} {'is' if count == 1 else 'are'} saved."
    )
    if not count:
        return
    with st.form("watch_ask", border=False):
        if on_this_computer_only():
            st.text_input(
                "Folder of the area with the timetable before (if it was kept)",
                value=st.session_state.get(f"kept_{OLD}", ""),
                key=OLD,
                help="With it one bus is not taken for another that already ran, and days on "
                "which there never was a bus are no news.",
            )
        pressed = st.form_submit_button("Look at all plans", type="primary")
    if pressed:
        st.session_state[f"kept_{OLD}"] = st.session_state.get(OLD, "")
        _look(count)


def _look(count: int) -> None:
    named = register_named()
    assert named is not None
    new, old = folders()
    bar = st.progress(0.0, text="Looking at plans")

    def tell(stage: str, share: float) -> None:
        bar.progress(min(share, 1.0), text=stage)

    try:
        done = watch_register(
            named,
            new,
            old,
            today=dt.date.today(),
            parameters_dir=read_settings().parameters_dir,
            progress=tell,
        )
    except TransitError as fault:
        problems([f"{fault}."])
        return
    finally:
        bar.empty()
    fresh = count - done.looked
    st.session_state["watch_done"] = (
        f"{done.looked:,} of {count:,} plans were looked at now; "
        f"nothing had changed for the other {fresh:,}."
        if fresh
        else f"All {count:,} plans were looked at."
    )
