"""The page's filters in its address, so that they outlive a reload: nothing about a person."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import streamlit as st

from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import CHECK, CONFIRMED, DECIDED, STALE_WORDS, UP_TO_DATE
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.store.verdict_order import Order

ANY: Final = "All"
"""What a field shows that leaves nothing out."""
ORDER: Final = "order_who"
PAGE: Final = "page_who"

_WRITTEN: Final = "who_address"
_CONFIDENCE: Final = {"confirmed": CONFIRMED, "check": CHECK}
_STATE: Final = {"current": UP_TO_DATE, "stale": STALE_WORDS, "decided": DECIDED}


def take_address(directory: Directory, cohorts: Iterable[str]) -> None:
    """Set the fields as the address says, where it is another one than this page wrote.

    Parameters
    ----------
    directory
        Places and sessions.
    cohorts
        Groups of people.
    """
    asked = st.query_params.to_dict()
    if not asked or asked == st.session_state.get(_WRITTEN):
        return
    rungs = {rung.word: rung for rung in Rung}
    days = {day.word: day for day in Weekday}
    wanted = asked.get("verdict", "").split()
    state = st.session_state
    state["filter_rungs"] = [rungs[word] for word in wanted if word in rungs]
    state["filter_confidence"] = _CONFIDENCE.get(asked.get("confidence", ""), ANY)
    state["filter_cohort"] = _one_of(asked.get("group"), cohorts)
    state["filter_venue"] = _one_of(asked.get("place"), directory.opportunities)
    state["filter_day"] = days.get(asked.get("day", ""), ANY)
    state["filter_state"] = _STATE.get(asked.get("state", ""), ANY)
    order = asked.get("sort", "").removeprefix("-")
    if order in [*Order]:
        state[ORDER] = (Order(order), asked["sort"].startswith("-"))
    page = asked.get("page", "")
    if page.isascii() and page.isdigit():
        state[PAGE] = max(int(page), 1)
    state[_WRITTEN] = asked


def write_address() -> None:
    """Write the fields into the address; what leaves nothing out is left out."""
    state = st.session_state
    day = state.get("filter_day")
    order, descending = state.get(ORDER, (Order.PERSON, False))
    page = int(state.get(PAGE, 1))
    said = {
        "verdict": " ".join(rung.word for rung in state.get("filter_rungs") or ()),
        "confidence": _key_of(_CONFIDENCE, state.get("filter_confidence")),
        "group": _unless_any(state.get("filter_cohort")),
        "place": _unless_any(state.get("filter_venue")),
        "day": day.word if isinstance(day, Weekday) else "",
        "state": _key_of(_STATE, state.get("filter_state")),
        "sort": "" if order is Order.PERSON and not descending else f"{'-' * descending}{order}",
        "page": "" if page == 1 else str(page),
    }
    kept = {name: text for name, text in said.items() if text}
    if kept != st.query_params.to_dict():
        st.query_params.from_dict(kept)
    state[_WRITTEN] = kept


def _one_of(word: str | None, known: Iterable[str]) -> str:
    return word if word is not None and word in set(known) else ANY


def _key_of(words: Mapping[str, str], shown: Any) -> str:
    return next((key for key, word in words.items() if word == shown), "")


def _unless_any(value: Any) -> str:
    return "" if value in (None, ANY) else str(value)
