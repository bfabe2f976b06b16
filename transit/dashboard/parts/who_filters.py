"""Which verdicts are shown: filters of the page Who could travel."""

from dataclasses import replace
from typing import Final

import streamlit as st

from transit.dashboard.parts.states import DAY_WORDS
from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import CHECK, CONFIRMED, STALE_WORDS, rung_word
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.store.verdict_pages import ALL, Chosen

_ANY: Final = "All"
_UP_TO_DATE: Final = "Up to date"
_DECIDED: Final = "Decided otherwise by somebody"


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
    rungs = st.pills(
        "Verdict",
        [*Rung],
        selection_mode="multi",
        format_func=rung_word,
        key="filter_rungs",
        help="None chosen: all of them.",
    )
    first, second, third, fourth, fifth = st.columns(5)
    confidence = first.selectbox("Confidence", [_ANY, CONFIRMED, CHECK], key="filter_confidence")
    cohort = second.selectbox("Group", [_ANY, *cohorts], format_func=_plain, key="filter_cohort")
    venues = sorted(directory.opportunities, key=lambda key: directory.opportunities[key].name)
    venue = third.selectbox(
        "Place",
        [_ANY, *venues],
        format_func=lambda key: _ANY if key == _ANY else directory.opportunities[key].name,
        key="filter_venue",
    )
    day = fourth.selectbox(
        "Day",
        [None, *Weekday],
        format_func=lambda each: _ANY if each is None else DAY_WORDS[each],
        key="filter_day",
    )
    state = fifth.selectbox("State", [_ANY, _UP_TO_DATE, STALE_WORDS, _DECIDED], key="filter_state")
    chosen = replace(
        ALL,
        rungs=tuple(rungs) or None,
        confirmed={CONFIRMED: True, CHECK: False}.get(confidence),
        cohorts=None if cohort == _ANY else (cohort,),
        opportunities=None if venue == _ANY else (venue,),
        is_stale={STALE_WORDS: True, _UP_TO_DATE: False}.get(state),
        is_overridden=True if state == _DECIDED else None,
    )
    if day is None:
        return chosen
    held = (key for key, session in directory.sessions.items() if day in session.days)
    return replace(chosen, sessions=tuple(held))


def _plain(word: str) -> str:
    return word.replace("_", " ").capitalize()
