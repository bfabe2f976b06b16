"""Rows of the form for a scenario: sessions at other times, and rates with other values."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from transit.dashboard.rate_names import rate_word
from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import clock_words, day_words
from transit.model.parameters import Parameter

NONE: Final = ""
"""What is chosen in a row that asks nothing."""

_SESSIONS: Final = "scenario_sessions"
_RATES: Final = "scenario_rates"
_HOUR_S: Final = 3600
_MINUTE_S: Final = 60


def ask_sessions(directory: Directory) -> tuple[tuple[tuple[str, int, int], ...], list[str]]:
    """Ask which sessions are at other times, in as many rows as there are to be.

    Parameters
    ----------
    directory
        Sessions and places.

    Returns
    -------
    moved : tuple
        Id, start and end in seconds of the day, for each row in which a session is chosen.
    faults : list of str
        What is wrong with them.
    """
    moved = []
    for number, row in enumerate(_rows(_SESSIONS), start=1):
        more = f" {number}" if number > 1 else ""
        session = st.selectbox(
            f"Session{more}",
            [NONE, *directory.sessions],
            format_func=lambda each: _session(directory, each),
            key=f"scenario_session_{row}",
        )
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        start = left.time_input(
            f"Session{more} starts" if more else "Starts",
            dt.time(10, 45),
            key=f"scenario_start_{row}",
        )
        end = middle.time_input(
            f"Session{more} ends" if more else "Ends", dt.time(15, 15), key=f"scenario_end_{row}"
        )
        with right:
            _offer_to_remove(_SESSIONS, row, f"Remove session {number}")
        if session:
            moved.append((session, _seconds(start), _seconds(end)))
    _offer_more(_SESSIONS, "Another session")
    faults = [f"{_session(directory, each)}: choose it once." for each in _twice(moved)]
    if any(start_s >= end_s for _, start_s, end_s in moved):
        faults.append("A session must end after it starts.")
    return tuple(moved), faults


def ask_rates(rates: Mapping[str, Parameter]) -> tuple[dict[str, object], list[str]]:
    """Ask which rates have another value, in as many rows as there are to be.

    Parameters
    ----------
    rates
        Those that are offered.

    Returns
    -------
    changed : dict
        The value of each rate that is chosen.
    faults : list of str
        What is wrong with them.
    """
    given = []
    for number, row in enumerate(_rows(_RATES), start=1):
        more = f" {number}" if number > 1 else ""
        rate = st.selectbox(
            f"Rate{more}",
            [NONE, *rates],
            format_func=lambda each: _rate(rates, each),
            help="Type a part of its name.",
            key=f"scenario_rate_{row}",
        )
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        value = left.number_input(
            f"Value of rate{more}" if more else "Its value",
            min_value=0.0,
            value=None,
            placeholder="Another value than today's, which its name shows",
            key=f"scenario_value_{row}",
        )
        with right:
            _offer_to_remove(_RATES, row, f"Remove rate {number}")
        if rate:
            given.append((rate, int(value) if value is not None and value % 1 == 0 else value))
    _offer_more(_RATES, "Another rate")
    faults = [f"{rate_word(each)}: choose it once." for each in _twice(given)]
    faults += [f"Give the value of: {rate_word(rate)}." for rate, value in given if value is None]
    return dict(given), faults


def forget_rows() -> None:
    """Begin the next scenario with one row of each."""
    for kind in (_SESSIONS, _RATES):
        st.session_state.pop(kind, None)


def _rows(kind: str) -> tuple[int, ...]:
    """Return the numbers by which rows are known; they stay when another row goes."""
    return tuple(st.session_state.get(kind, (0,)))


def _offer_more(kind: str, label: str) -> None:
    st.form_submit_button(
        label, key=f"{kind}_more", icon=":material/add:", on_click=_add, args=(kind,)
    )


def _offer_to_remove(kind: str, row: int, label: str) -> None:
    if len(_rows(kind)) > 1:
        st.form_submit_button(label, key=f"{kind}_less_{row}", on_click=_remove, args=(kind, row))


def _add(kind: str) -> None:
    st.session_state[kind] = (*_rows(kind), max(_rows(kind)) + 1)


def _remove(kind: str, row: int) -> None:
    st.session_state[kind] = tuple(each for each in _rows(kind) if each != row)


def _twice(rows: Iterable[tuple[str, object] | tuple[str, int, int]]) -> list[str]:
    """Return what is chosen in more than one row."""
    return [name for name, count in Counter(row[0] for row in rows).items() if count > 1]


def _session(directory: Directory, name: str) -> str:
    if not name:
        return "None"
    session = directory.sessions[name]
    place = directory.opportunities.get(session.opportunity)
    times = f"{clock_words(session.start_s)} to {clock_words(session.end_s)}"
    where = place.name if place else session.opportunity
    return f"{where}: {session.activity}, {day_words(session)}, {times}"


def _rate(rates: Mapping[str, Parameter], name: str) -> str:
    if not name:
        return "None"
    return f"{rate_word(name)}: {rates[name].value:g} {rates[name].unit}"


def _seconds(at: dt.time) -> int:
    return at.hour * _HOUR_S + at.minute * _MINUTE_S
