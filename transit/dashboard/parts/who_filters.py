"""Which verdicts are shown: filters of the page Who could travel."""

from dataclasses import replace
from typing import Any

import streamlit as st

from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import (
    CHECK,
    CONFIRMED,
    DECIDED,
    STALE_WORDS,
    UP_TO_DATE,
    rung_word,
)
from transit.dashboard.who_address import ANY, PAGE
from transit.model.verdict import Rung
from transit.model.weekdays import DAY_NAMES, Weekday
from transit.store.verdict_pages import ALL, Chosen


def filters(directory: Directory, cohorts: tuple[str, ...]) -> Chosen:
    """Let the visitor choose which verdicts to look at.

    Parameters
    ----------
    directory
        Places and sessions.
    cohorts
        Groups of people.

    Returns
    -------
    Chosen
        What is chosen.
    """
    changed: dict[str, Any] = {"on_change": _from_first}
    rungs = st.pills(
        "Verdict",
        [*Rung],
        selection_mode="multi",
        format_func=rung_word,
        key="filter_rungs",
        **changed,
        help="None chosen: all of them.",
    )
    first, second, third, fourth, fifth = st.columns(5)
    confidence = first.selectbox(
        "Confidence", [ANY, CONFIRMED, CHECK], key="filter_confidence", on_change=_from_first
    )
    cohort = second.selectbox(
        "Group", [ANY, *cohorts], format_func=_plain, key="filter_cohort", on_change=_from_first
    )
    venues = sorted(directory.opportunities, key=lambda key: directory.opportunities[key].name)
    venue = third.selectbox(
        "Place",
        [ANY, *venues],
        format_func=lambda key: ANY if key == ANY else directory.opportunities[key].name,
        key="filter_venue",
        **changed,
    )
    day = fourth.selectbox(
        "Day",
        [ANY, *Weekday],
        format_func=lambda each: DAY_NAMES[each] if isinstance(each, Weekday) else str(each),
        key="filter_day",
        **changed,
    )
    state = fifth.selectbox(
        "State", [ANY, UP_TO_DATE, STALE_WORDS, DECIDED], key="filter_state", on_change=_from_first
    )
    chosen = replace(
        ALL,
        rungs=tuple(rungs) or None,
        confirmed={CONFIRMED: True, CHECK: False}.get(confidence),
        cohorts=None if cohort == ANY else (cohort,),
        opportunities=None if venue == ANY else (venue,),
        is_stale={STALE_WORDS: True, UP_TO_DATE: False}.get(state),
        is_overridden=True if state == DECIDED else None,
    )
    if not isinstance(day, Weekday):
        return chosen
    held = (key for key, session in directory.sessions.items() if day in session.days)
    return replace(chosen, sessions=tuple(held))


def _plain(word: str) -> str:
    return word.replace("_", " ").capitalize()


def _from_first() -> None:
    """Other verdicts are looked at from their first page."""
    st.session_state[PAGE] = 1
