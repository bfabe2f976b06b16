"""The page Plan: whom and what it is about, and which of its views is shown."""

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import problems, table
from transit.dashboard.opened import area_folder, find_area, tell_how_to_make_one
from transit.dashboard.parts.plan_choose import choose_view
from transit.dashboard.parts.plan_saved import saved_view
from transit.dashboard.plan_data import (
    CHOOSE,
    PLAN,
    SESSION,
    About,
    look_at_session,
    plan_as_seen,
    view_key,
)
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.the_person import choose_person, what_was_saved
from transit.dashboard.verdict_data import Directory, read_directory
from transit.dashboard.verdict_look import session_words
from transit.errors import AreaError
from transit.model.people import Person
from transit.store import Store
from transit.store.plans import find_plan_for, list_saved_plans


def plan_page() -> None:
    """Show the page."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    person = choose_person(store)
    if person is None:
        return
    directory = read_directory(store)
    place = _place(person)
    session = _session(store, directory, person)
    if session is None:
        _plans_of(store, directory, person)
        return
    try:
        opened = find_area()
    except AreaError as fault:
        tell_how_to_make_one(area_folder(), str(fault))
        return
    about = About(opened, store, directory, person, place, directory.sessions[session])
    saved, wrong = what_was_saved()
    if wrong:
        problems([wrong])
    if saved:
        st.success(saved)
    plan = find_plan_for(store, person.id, session, place)
    if plan is None:
        choose_view(about, None)
        return
    view = st.segmented_control(
        "Show", [PLAN, CHOOSE], default=PLAN, key=view_key(plan.id), required=True
    )
    seen = plan_as_seen(plan)
    if seen != plan:
        _changed_meanwhile()
    if view == CHOOSE:
        choose_view(about, seen)
    else:
        saved_view(about, seen)


def _changed_meanwhile() -> None:
    left, right = st.columns([4, 1])
    left.info("Somebody else changed this plan since you opened it.")
    right.button("Show what is there now", key="plan_anew", on_click=turn_page)


def _place(person: Person) -> int:
    if len(person.places) == 1:
        return 0
    names = {
        number: f"{each.kind.value.capitalize()}{f' {number}' if number else ''}"
        for number, each in enumerate(person.places)
    }
    field, _ = st.columns([2, 3])
    return int(
        field.selectbox("Starts from", [*names], format_func=names.__getitem__, key="plan_place")
    )


def _session(store: Store, directory: Directory, person: Person) -> str | None:
    """Let the visitor choose a session; the last one is remembered for this visit."""
    before = st.session_state.get(SESSION)
    planned = {each.session for each in list_saved_plans(store, person.id)}
    every = sorted(directory.sessions, key=lambda each: (each not in planned, each))
    if not every:
        st.markdown("The register has no sessions yet.")
        return None

    def named(session: str) -> str:
        held = directory.sessions[session]
        words = session_words(directory.opportunities[held.opportunity], held)
        return f"{words} (planned)" if session in planned else words

    field, _ = st.columns([3, 2])
    chosen = field.selectbox(
        "Session",
        every,
        index=every.index(before) if before in every else None,
        format_func=named,
        placeholder=f"Type or choose one of {len(every):,}",
        key=f"plan_session_{person.id}_{before}",
    )
    if chosen != before:
        look_at_session(chosen)
        st.rerun()
    return chosen


def _plans_of(store: Store, directory: Directory, person: Person) -> None:
    plans = list_saved_plans(store, person.id)
    if not plans:
        st.markdown("No plan is saved for this person yet. Choose a session to begin.")
        return
    rows = []
    for each in plans:
        held = directory.sessions.get(each.session)
        venue = directory.opportunities.get(each.opportunity)
        known = held is not None and venue is not None
        rows.append(
            (
                each.id,
                session_words(venue, held) if known else each.session,  # type: ignore[arg-type]
                str(each.latest.number),
                f"{each.latest.made_at:%d/%m/%Y}",
                each.latest.made_by,
                f"{each.terms.review_on:%d/%m/%Y}",
            )
        )
    heads = ("Plan", "Session", "Version", "Saved", "By", "Look at it again on")
    table("Saved plans; choose their session to open one", heads, rows)
