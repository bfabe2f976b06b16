"""The page Overview: how people travel, how they could, and what the fleet costs."""

from typing import Final

import streamlit as st

from transit.batch.overview import Overview, read_overview
from transit.dashboard.fleet_charts import ladder_chart
from transit.dashboard.frame import empty, figures, table
from transit.dashboard.parts.years_table import years_table
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.switch_data import is_as_it_is, newest, tell_out_of_date
from transit.dashboard.verdict_look import rung_word
from transit.fleet.study import Study
from transit.model.people import Mode
from transit.model.verdict import Rung
from transit.present.fleet_words import (
    carbon_sentence,
    cost_sentence,
    ladder_rows,
    ladder_sentences,
    pounds,
)
from transit.present.fleet_years import compared
from transit.store import Store
from transit.store.edit import verdicts_version

_MODES: Final = {
    Mode.MINIBUS: "Council minibus",
    Mode.TAXI: "Taxi",
    Mode.DIAL_A_RIDE: "Dial-a-ride",
    Mode.FAMILY_CAR: "Family car",
    Mode.BUS: "Bus",
    Mode.TRAIN: "Train",
    Mode.WALK: "Walking",
    Mode.CYCLE: "Cycling",
    Mode.OTHER: "Another way",
    Mode.UNKNOWN: "Not recorded",
}
_ALONE: Final = (Rung.NOW, Rung.WITH_TRAINING)
_KG_PER_TONNE: Final = 1000


def overview_page() -> None:
    """Show the register in counts and the fleet in pounds."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    found = _overview(store, store.name, verdicts_version(store))
    if not found.going:
        empty(
            "Nobody goes anywhere yet",
            ["Import people with the sessions that they go to, on the page Import."],
        )
        return
    alone = sum(found.fleet_by_rung.get(rung, 0) for rung in _ALONE)
    now = found.fleet_by_rung.get(Rung.NOW, 0)
    figures(
        [
            ("Go to a session", f"{found.going:,}", f"of {found.people:,} in the register"),
            ("On the fleet or in taxis", f"{found.on_fleet:,}", "people"),
            (
                "Of these could travel alone",
                f"{alone:,} of {found.on_fleet:,}",
                f"everywhere they go, by verdicts for review: {now:,} as things are, "
                f"{alone - now:,} after training",
            ),
            (
                "Rest on a route check",
                f"{found.checks:,}",
                f"of {found.going:,}: somebody has to look first",
            ),
            ("Decided by a practitioner", f"{found.decided:,}", f"of {found.going:,} people"),
        ]
    )
    left, right = st.columns([1, 1], gap="large")
    with left:
        _modes(found)
    with right:
        _rungs(found)
    _costs(store)


def _modes(found: Overview) -> None:
    st.header("How people travel today", anchor=False)
    table(
        "People by way of travel; who travels in several ways counts in each",
        ("Way", "People", "Share"),
        [
            (word, found.by_mode[mode], f"{found.by_mode[mode] / found.going:.0%}")
            for mode, word in _MODES.items()
            if found.by_mode.get(mode)
        ],
    )


def _rungs(found: Overview) -> None:
    st.header("How they could travel", anchor=False)
    table(
        "People by the hardest journey to where they go today",
        ("Verdict, for review", "Everybody", "On the fleet or in taxis"),
        [
            (_word(rung), found.by_rung.get(rung, 0), found.fleet_by_rung.get(rung, 0))
            for rung in (*Rung, None)
            if found.by_rung.get(rung)
        ],
    )


def _word(rung: Rung | None) -> str:
    return "Not worked out for all of them" if rung is None else rung_word(rung)


def _costs(store: Store) -> None:
    st.header("What the fleet costs", anchor=False)
    scenario = newest(store, is_as_it_is)
    if scenario is None:
        st.markdown(
            "That is not worked out yet. It takes the register's vehicles and rides, and plans the "
            "week for every number of vehicles."
        )
        st.page_link("app_pages/who_could_switch.py", label="Work it out on Who could switch")
        return
    tell_out_of_date(store, scenario.head)
    study = scenario.study
    figures(_cost_figures(study))
    st.altair_chart(
        ladder_chart(study.ladder),
        width="stretch",
        alt="Bars of what a year costs by number of vehicles: keeping them, and runs and taxis. "
        "The table has all figures.",
    )
    with st.expander("The same as a table, and the year in full"):
        table(
            "A year by number of vehicles, everybody riding",
            ("Vehicles", "Keeping them £", "Runs and taxis a week £", "A year £"),
            ladder_rows(study.ladder),
        )
        years_table("A year", list(study.years), compared(list(study.years.values())))
    for sentence in ladder_sentences(study.ladder):
        st.markdown(sentence)
    if study.today is None:
        st.markdown(
            "These are weeks planned anew. The register had no runs of today when this was worked "
            "out (tables runs and run_stops), so what those cost is not known."
        )
    st.markdown(cost_sentence())
    st.markdown(carbon_sentence(study.edition))
    st.page_link("app_pages/who_could_switch.py", label="Go to Who could switch")
    st.page_link("app_pages/scenarios.py", label="Go to Scenarios")


def _cost_figures(study: Study) -> list[tuple[str, str, str]]:
    whole, before = study.whole_fleet, study.before
    riders = max(len(study.riders), 1)
    own = []
    if study.today is not None:
        pence, kept = study.today.cost_pence, study.today.vehicles
        own = [("Today's own runs", f"£{pounds(pence)}", f"a year, {kept} vehicles kept or hired")]
    return [
        *own,
        (
            "All vehicles, planned anew",
            f"£{pounds(whole.cost_pence)}",
            f"a year, {whole.vehicles} vehicles kept or hired",
        ),
        (
            "Cheapest fleet",
            f"£{pounds(before.cost_pence)}",
            f"a year, {before.vehicles} vehicles kept or hired, and taxis",
        ),
        (
            "A person",
            f"£{pounds(before.cost_pence / riders)}",
            "a year on average: not what one who leaves saves",
        ),
        ("Mean ride", f"{before.ride_min:.0f} min", "on the fleet"),
        ("Carbon", f"{before.carbon_kg / _KG_PER_TONNE:.1f} t", "CO2e a year"),
    ]


# Counts only, kept until the register changes.
@st.cache_data(max_entries=8, show_spinner="Counting")
def _overview(_store: Store, name: str, version: str) -> Overview:
    return read_overview(_store)
