"""The form that asks for a new scenario."""

from typing import Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.parts.scenario_rows import ask_rates, ask_sessions, forget_rows
from transit.dashboard.rate_names import in_order
from transit.dashboard.switch_data import begin
from transit.dashboard.verdict_data import Directory
from transit.model.parameters import Parameter
from transit.read.parameters import read_parameters
from transit.settings import read_settings

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


def scenario_form(directory: Directory) -> None:
    """Ask for a scenario and begin it.

    Parameters
    ----------
    directory
        Sessions and places.
    """
    rates = _rates()
    with st.form("scenario_new", border=False, enter_to_submit=False):
        name = st.text_input("What to call it", key="scenario_name", max_chars=200)
        st.subheader("Who leaves", anchor=False)
        most = st.number_input(
            "The best group of how many people? (0 for nobody)", 0, _LARGEST, 0, key="scenario_best"
        )
        named = st.text_input("Or these people: ids, with commas", key="scenario_people")
        confirmed = st.checkbox(
            "Only people whom a practitioner has confirmed", key="scenario_confirmed"
        )
        st.subheader("Sessions at other times", anchor=False)
        moved, wrong_times = ask_sessions(directory)
        st.subheader("Rates with other values", anchor=False)
        changed, wrong_rates = ask_rates(rates)
        pressed = st.form_submit_button("Work out the scenario", type="primary")
    if not pressed:
        return
    faults = [] if name.strip() else ["Give the scenario a name."]
    faults += [*wrong_times, *wrong_rates]
    if faults:
        problems(faults)
        return
    forget_rows()
    begin(
        name.strip(),
        group=tuple(each.strip() for each in named.split(",") if each.strip()),
        best=int(most),
        confirmed_only=confirmed,
        moved=moved,
        changed=changed,
    )
    st.rerun()


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
