"""The page Runs: work them out, choose a plan, a day and a part of it, look and change."""

from typing import Final

import streamlit as st

from transit.batch.fleet_today import duty_notices
from transit.dashboard.asked import turn_page
from transit.dashboard.frame import empty, figures
from transit.dashboard.opened import find_area
from transit.dashboard.parts.runs_ask import ask_for_runs
from transit.dashboard.parts.runs_download import run_downloads
from transit.dashboard.parts.runs_granted import taken_for_granted
from transit.dashboard.parts.runs_move import move_somebody
from transit.dashboard.parts.runs_part import show_part
from transit.dashboard.parts.study_ready import can_be_planned
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.runs_data import WAYS, WeekHere, as_week, keep_choice, plan_here, week_here
from transit.fleet.day_part import DayPart, PlannedPart
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.summary import summarise
from transit.model.clock import DAY_S, clock_text
from transit.model.weekdays import DAY_NAMES
from transit.present.fleet_words import cost_sentence, year_sentence
from transit.store import Store
from transit.store.run_plans import RunPlanHead, delete_run_plan, list_run_plans

_PENCE: Final = 100


def runs_page() -> None:
    """Show the page."""
    if not register_exists():
        tell_how_to_begin()
        return
    if not can_be_planned():
        return
    opened, store = find_area(), find_register()
    here = week_here(opened, store)
    if not here.week.parts:
        empty(
            "Nobody rides on the fleet",
            [
                "Runs are planned for people who go to a session by minibus, by dial-a-ride or in "
                "a taxi (mode_now in people or attendance). Nobody in this register does.",
            ],
        )
        taken_for_granted(here.week.notices)
        return
    if not here.week.vehicles:
        st.info(
            "The register has no vehicles, so that everybody rides in a taxi in what follows. "
            "Import the fleet (table fleet) on the page Import."
        )
    deleted = st.session_state.pop("runs_deleted", None)
    if deleted is not None:
        st.success(f"Plan {deleted} is deleted.")
    heads = list_run_plans(store)
    number = _chosen_plan(heads) if heads else None
    ask_for_runs(here, number)
    if number is None:
        return
    kept, parts = plan_here(here, store, number)
    _week(here, parts)
    part = _chosen_part(parts)
    of_day = [each for each in parts if each.part.day is part.part.day]
    duty = [notice.message for notice in duty_notices(of_day, here.week.rates)]
    show_part(opened, store, part, here.week.vehicles, kept, number, duty)
    move_somebody(store, here, parts, part, kept, number, duty=duty)
    run_downloads(store, as_week(here, parts))
    _delete(store, number)
    taken_for_granted(here.week.notices)


def _chosen_plan(heads: tuple[RunPlanHead, ...]) -> int:
    names = {
        # What differs stands first: on a narrow screen the end of a choice is cut off.
        head.number: f"{head.number}: {WAYS.get(head.way, head.way)}, "
        f"£{head.week_pence / _PENCE:,.0f} a week, {head.made_at:%d/%m/%Y %H:%M}"
        for head in heads
    }
    newest = st.session_state.pop("runs_newest", None)
    if newest in names:
        st.session_state["runs_number"] = newest
    if st.session_state.get("runs_number") not in names:
        st.session_state["runs_number"] = heads[0].number
    return st.selectbox(
        "Plan", list(names), format_func=names.__getitem__, key="runs_number", on_change=turn_page
    )


def _delete(store: Store, number: int) -> None:
    with st.expander(f"Delete plan {number}"):
        st.markdown(
            "It is gone for good then, with its runs and what was locked. Today's runs and other "
            "plans stay."
        )
        if st.button(f"Yes, delete plan {number}", key="runs_delete"):
            delete_run_plan(store, number)
            if number in st.session_state.get("runs_kept", ()):
                del st.session_state["runs_kept"]
            st.session_state["runs_deleted"] = number
            turn_page()
            st.rerun()


def _week(here: WeekHere, parts: tuple[PlannedPart, ...]) -> None:
    """Say what the whole week comes to, on the rides and roads of now."""
    sums = [summarise(each.problem, each.plan) for each in parts]
    week = as_week(here, parts)
    a_week = f"£{week.pence / _PENCE:,.0f} for each week in which the fleet runs"
    figures(
        [
            ("People", f"{week.people:,}", f"{sum(each.riders for each in sums):,} rides a week"),
            ("A year", f"£{week.year.at({}) / UNITS_PER_PENNY / _PENCE:,.0f}", a_week),
            (
                "In taxis",
                f"{sum(each.riders - each.on_runs for each in sums):,}",
                f"rides; {sum(each.sharing_taxis for each in sums):,} of them share",
            ),
            (
                "Vehicles at once",
                f"{max(each.vehicles for each in sums):,}",
                f"of {len(here.week.vehicles):,} in the fleet",
            ),
        ]
    )
    st.markdown(f"A year costs {year_sentence(week.year)} {cost_sentence()}")


def _chosen_part(parts: tuple[PlannedPart, ...]) -> PlannedPart:
    st.header("One part of the week", anchor=False)
    left, right, _ = st.columns([2, 3, 3])
    days = list(dict.fromkeys(each.part.day for each in parts))
    keep_choice("runs_day", days)
    day = left.selectbox(
        "Day", days, format_func=DAY_NAMES.__getitem__, key="runs_day", on_change=turn_page
    )
    of_day = [each for each in parts if each.part.day is day]
    words = {
        each.part.from_s: f"{_span(each.part)}, {len(each.part.rides):,} rides" for each in of_day
    }
    keep_choice("runs_part", words)
    from_s = right.selectbox(
        "Part of the day",
        list(words),
        format_func=words.__getitem__,
        key="runs_part",
        on_change=turn_page,
    )
    return next(each for each in of_day if each.part.from_s == from_s)


def _span(part: DayPart) -> str:
    begins, ends = clock_text(part.from_s), clock_text(part.to_s)
    if part.from_s and part.to_s < DAY_S:
        return f"{begins} to {ends}"
    return f"From {begins}" if part.from_s else f"Until {ends}"
