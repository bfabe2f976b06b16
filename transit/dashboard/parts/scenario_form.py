"""The form that asks for a new scenario."""

import datetime as dt
from typing import Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.rate_names import in_order, rate_word
from transit.dashboard.switch_data import begin
from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import clock_words, day_words
from transit.model.parameters import Parameter
from transit.read.parameters import read_parameters
from transit.settings import read_settings

_NONE: Final = ""
_KINDS: Final = ("fleet_", "switch_", "carbon_")
_SEARCH: Final = (
    "fleet_search_",
    "switch_again_",
    "switch_draws",
    "switch_first_",
    "switch_group_rungs",
    "switch_outcomes",
    "switch_passes",
    "switch_placebo_",
    "switch_polish",
    "switch_rungs_beyond",
    "switch_seeds",
)
"""How hard is searched and drawn: no scenario, but another answer to the same question."""
_LARGEST: Final = 60
_HOUR_S: Final = 3600
_MINUTE_S: Final = 60


def scenario_form(directory: Directory) -> None:
    """Ask for a scenario and begin it.

    Parameters
    ----------
    directory
        Sessions and places.
    """
    rates = _rates()
    with st.form("scenario_new", border=False):
        name = st.text_input("What to call it", key="scenario_name", max_chars=200)
        st.subheader("Who leaves", anchor=False)
        most = st.number_input(
            "The best group of how many people? (0 for nobody)", 0, _LARGEST, 0, key="scenario_best"
        )
        named = st.text_input("Or these people: ids, with commas", key="scenario_people")
        confirmed = st.checkbox(
            "Only people whom a practitioner has confirmed", key="scenario_confirmed"
        )
        st.subheader("A session at other times", anchor=False)
        session = st.selectbox(
            "Session",
            [_NONE, *directory.sessions],
            format_func=lambda each: _session(directory, each),
            key="scenario_session",
        )
        left, right = st.columns(2)
        start = left.time_input("Starts", dt.time(10, 45), key="scenario_start")
        end = right.time_input("Ends", dt.time(15, 15), key="scenario_end")
        st.subheader("A rate with another value", anchor=False)
        rate = st.selectbox(
            "Rate",
            [_NONE, *rates],
            format_func=lambda each: _rate(rates, each),
            help="Type a part of its name. More rates at a time: transit scenario --set.",
            key="scenario_rate",
        )
        value = st.number_input(
            "Its value",
            min_value=0.0,
            value=None,
            placeholder="Not the one in force, which stands behind its name",
            key="scenario_value",
        )
        pressed = st.form_submit_button("Work out the scenario", type="primary")
    if not pressed:
        return
    faults = _faults(name, session, start, end)
    if rate and value is None:
        faults.append(f"Give the value of: {rate_word(rate)}.")
    if faults:
        problems(faults)
        return
    begin(
        name.strip(),
        group=tuple(each.strip() for each in named.split(",") if each.strip()),
        best=int(most),
        confirmed_only=confirmed,
        moved=((session, _seconds(start), _seconds(end)),) if session else (),
        changed={rate: value} if rate and value is not None else {},
    )
    st.rerun()


def _faults(name: str, session: str, start: dt.time, end: dt.time) -> list[str]:
    faults = []
    if not name.strip():
        faults.append("Give the scenario a name.")
    if session and start >= end:
        faults.append("A session must end after it starts.")
    return faults


def _session(directory: Directory, name: str) -> str:
    if not name:
        return "None"
    session = directory.sessions[name]
    place = directory.opportunities.get(session.opportunity)
    times = f"{clock_words(session.start_s)} to {clock_words(session.end_s)}"
    where = place.name if place else session.opportunity
    return f"{where}: {session.activity}, {day_words(session)}, {times}"


def _rates() -> dict[str, Parameter]:
    """Return rates that are one number, but for those of the search."""
    found = read_parameters(read_settings().parameters_dir)
    return {
        name: each
        for name, each in sorted(found.items(), key=lambda pair: in_order(pair[0]))
        if name.startswith(_KINDS)
        and not name.startswith(_SEARCH)
        and isinstance(each.value, int | float)
        and not isinstance(each.value, bool)
    }


def _rate(rates: dict[str, Parameter], name: str) -> str:
    if not name:
        return "None"
    return f"{rate_word(name)}: {rates[name].value:g} {rates[name].unit}"


def _seconds(at: dt.time) -> int:
    return at.hour * _HOUR_S + at.minute * _MINUTE_S
