"""Plans by urgency, each with what changed in one sentence."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from transit.dashboard.frame import Html, empty, table
from transit.dashboard.rows import open_cell, opened_row
from transit.dashboard.verdict_data import Directory
from transit.dashboard.watch_data import OUTCOMES, outcome_tag, watch_words
from transit.model.saved_plan import SavedPlan
from transit.model.watch import Outcome
from transit.store import Store
from transit.store.plans import list_saved_plans
from transit.store.watched import Look
from transit.watch.say import said_summary

_EVERY = "All plans"
_NEWS = "Only what has changed"
_MOST = 100
"""Rows shown at once; the filter finds the others."""


def watch_list(store: Store, directory: Directory, looks: Sequence[Look]) -> str | None:
    """Show the plans.

    Parameters
    ----------
    store
        The register.
    directory
        Places and sessions.
    looks
        The last look at each plan, the most urgent first.

    Returns
    -------
    str or None
        Id of the plan whose button was pressed just now.
    """
    done = st.session_state.pop("watch_done", None)
    if done:
        st.success(done)
    if not looks:
        empty(
            "No plan was looked at yet",
            ["Plans are saved on the page Plan. Then look at all of them here."],
        )
        st.page_link("app_pages/plan.py", label="Go to Plan")
        return None
    plans = {plan.id: plan for plan in list_saved_plans(store)}
    shown = [look for look in looks if look.watched.plan in plans and _fits(look)]
    last = max(look.checked_at for look in looks).astimezone()
    st.markdown(f"Last looked at on {last:%d/%m/%Y at %H:%M}.")
    _filters(looks)
    if not shown:
        if st.session_state.get("watch_filter", _NEWS) == _NEWS:
            empty("No plan has changed", ["To see those that are as they were, show all plans."])
        else:
            empty("No plan is like that", ["Choose another filter."])
        return None
    rows = [
        _row(number, look, plans[look.watched.plan], directory)
        for number, look in enumerate(shown[:_MOST])
    ]
    heads = ("Plan", "Person", "Where to", "State", "What changed", "From", "New version")
    table("Saved plans, the most urgent first", heads, rows)
    if len(shown) > _MOST:
        st.markdown(f"And {len(shown) - _MOST:,} more: choose a filter to see them.")
    row = opened_row("watch")
    return shown[row].watched.plan if row is not None and 0 <= row < len(shown) else None


def _filters(looks: Sequence[Look]) -> None:
    counts = {
        outcome: sum(look.watched.outcome is outcome for look in looks) for outcome in Outcome
    }
    names = {_NEWS: _NEWS, _EVERY: f"{_EVERY} ({len(looks):,})"}
    names |= {
        outcome.value: f"{OUTCOMES[outcome][0]} ({count:,})"
        for outcome, count in counts.items()
        if count
    }
    field, _ = st.columns([2, 3])
    field.selectbox("Show", [*names], format_func=names.__getitem__, key="watch_filter")


def _fits(look: Look) -> bool:
    chosen = str(st.session_state.get("watch_filter", _NEWS))
    if chosen == _EVERY:
        return True
    if chosen == _NEWS:
        return look.watched.outcome is not Outcome.UNCHANGED
    return look.watched.outcome.value == chosen


def _row(number: int, look: Look, plan: SavedPlan, directory: Directory) -> tuple[str | Html, ...]:
    watched = look.watched
    venue = directory.opportunities.get(plan.opportunity)
    name = venue.name if venue else plan.opportunity
    is_current = watched.version == plan.latest.number
    return (
        open_cell("watch", number, plan.id, f"Open plan {plan.id} of {plan.person}"),
        plan.person,
        name,
        outcome_tag(watched.outcome),
        Html(escape(said_summary(watch_words(), watched))),
        f"{watched.starts:%d/%m/%Y}" if watched.starts else "–",
        _offers(look) if is_current else f"Version {plan.latest.number} is saved",
    )


def _offers(look: Look) -> str:
    offers = look.watched.proposals
    if not offers:
        return "–"
    words = watch_words()
    return words.say("watch_offer", offers[0].rung.word)
