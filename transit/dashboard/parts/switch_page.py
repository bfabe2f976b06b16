"""The page Who could switch: people, the curve of savings, and what a group comes to."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from transit.batch.scenario_files import study_workbook
from transit.batch.scenarios import Scenario
from transit.dashboard.fleet_charts import savings_chart
from transit.dashboard.frame import Cell, Html, empty, figures, table, tag
from transit.dashboard.parts.group_view import group_view
from transit.dashboard.parts.study_ready import can_be_planned
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.switch_data import (
    begin,
    dated,
    is_as_it_is,
    is_of_each,
    job_state,
    newest,
    tell_out_of_date,
)
from transit.fleet.study import GroupRow, RiderRow, Study
from transit.present.fleet_words import (
    WHOSE,
    basis_sentence,
    count_sentences,
    noise_sentence,
    pounds,
    verdict_word,
    who_word,
)
from transit.store import Store

_LARGEST: Final = 60
_USUAL: Final = 12
_NAME: Final = "Who could switch"


def switch_page() -> None:
    """Show who could leave the fleet, and what that truly saves."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    if job_state("switch_stop"):
        return
    found = newest(store, is_of_each)
    if found is None:
        empty(
            "Nobody has looked yet",
            [
                "Who rides on the fleet and could travel alone is told by their verdicts. What "
                "that saves is found by planning the week again without them, for every number "
                "of vehicles. That takes some minutes; you can use other pages meanwhile.",
            ],
        )
        if newest(store, is_as_it_is) is not None:
            st.markdown(
                "A look without what each person saves is kept, on the pages Overview and "
                "Scenarios."
            )
            st.page_link("app_pages/scenarios.py", label="Go to Scenarios")
        _ask()
        return
    tell_out_of_date(store, found.head)
    _shown(store, found)
    with st.expander("Work it out again"):
        _ask()


def _ask() -> None:
    if not can_be_planned():
        return
    with st.form("switch_ask", border=False):
        most = st.number_input(
            "Largest group to look for",
            min_value=1,
            max_value=_LARGEST,
            value=_USUAL,
            key="switch_best",
        )
        confirmed = st.checkbox(
            "Only people whom a practitioner has confirmed", key="switch_confirmed"
        )
        pressed = st.form_submit_button("Work out savings", type="primary")
    if pressed:
        begin(dated(_NAME), best=int(most), each=True, confirmed_only=confirmed)
        st.rerun()


def _shown(store: Store, found: Scenario) -> None:
    study = found.study
    candidates = [each for each in study.riders if each.is_candidate]
    _figures(study, candidates)
    st.markdown(" ".join(count_sentences(study.riders)))
    st.markdown(basis_sentence())
    if study.groups:
        st.header("What groups save", anchor=False)
        _curve(study.groups, {each.person: each.best_in for each in study.riders})
    if study.cash_groups:
        _by_cash(study.cash_groups, {each.person: each.cash_in for each in study.riders})
    if study.group:
        st.header(f"The group of {study.group.people} looked at closely", anchor=False)
        group_view(study, study.group, "switch")
    st.header("People", anchor=False)
    _people(candidates)
    _others([each for each in study.riders if not each.is_candidate])
    st.markdown(noise_sentence(study.noise))
    st.download_button(
        "Download as XLSX",
        lambda: study_workbook(store, found),
        file_name="who-could-switch.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="switch_xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
    st.markdown(
        "Everything here is for review by people. Transport stays until somebody is signed off."
    )
    st.page_link("app_pages/training.py", label="Go to Training")


def _figures(study: Study, candidates: Sequence[RiderRow]) -> None:
    riders = len(study.riders)
    figures(
        [
            ("Ride today", str(riders), "people"),
            (
                "Could travel alone",
                f"{len(candidates)} of {riders}",
                "by their verdicts, for review",
            ),
            (
                "Of these confirmed",
                str(sum(each.is_confirmed for each in candidates)),
                "by a practitioner",
            ),
            (
                "A year costs",
                f"£{pounds(study.before.cost_pence)}",
                f"planned anew, {study.before.vehicles} vehicles kept or hired",
            ),
        ]
    )


def _curve(groups: Sequence[GroupRow], sizes: Mapping[str, Sequence[int]]) -> None:
    last = groups[-1].saving
    st.markdown(
        "The best group found of each size. Savings come in steps: a vehicle goes only when enough "
        "people of the right times leave. The share of the average cost is what is often taken "
        "for a saving; it is none."
    )
    st.altair_chart(
        savings_chart(groups),
        width="stretch",
        alt=f"Stepped lines of savings by size of group: {len(groups)} people save "
        f"£{pounds(last.saving_pence)} a year, of it £{pounds(last.cashable_pence)} cashable. The "
        "table has all figures.",
    )
    with st.expander("The same as a table"):
        _groups("Best group found of each size, £ a year", groups, sizes)


def _by_cash(groups: Sequence[GroupRow], sizes: Mapping[str, Sequence[int]]) -> None:
    st.markdown(
        "Who saves most in a plan may end nothing that is paid today. These groups end most of it: "
        "taxi contracts of today, and what goes with them."
    )
    with st.expander("Groups with the largest cashable saving"):
        title = "Group found of each size with the largest cashable saving, £ a year"
        _groups(title, groups, sizes)


def _groups(title: str, groups: Sequence[GroupRow], sizes: Mapping[str, Sequence[int]]) -> None:
    """Show groups; by person, the sizes of those that they are in."""
    table(
        title,
        (
            "People",
            "Learn first",
            "Saving",
            "Searches ±",
            "Cashable",
            "Average",
            "Vehicles needed",
            "Training",
            "Who",
        ),
        [
            (
                each.size,
                each.learning,
                *_money(
                    each.saving.saving_pence,
                    each.saving.apart_pence,
                    each.saving.cashable_pence,
                    each.saving.average_pence,
                ),
                each.saving.vehicles,
                *_money(each.training_pence),
                " ".join(person for person, some in sizes.items() if each.size in some),
            )
            for each in groups
        ],
    )


def _people(candidates: Sequence[RiderRow]) -> None:
    if not candidates:
        st.markdown("Nobody who rides today could leave the fleet by their verdicts.")
        return
    st.markdown(
        f"What each saves if they alone leave. {WHOSE} Do not add savings up: see groups. Minutes "
        "are a week's, door to door, more by bus or fewer; the last column is what they are longer "
        "or shorter away from home. Fares are a year's, whoever pays: on buses while their pass "
        "is not valid, or without one."
    )
    table(
        "People who could travel alone by their verdicts, for review; £ a year",
        (
            "Person",
            "How",
            "Confirmed",
            "Days",
            "Saving",
            "Searches ±",
            "Cashable",
            "Average",
            "Training",
            "Fares",
            "Minutes",
            "Away",
        ),
        [_person(each) for each in sorted(candidates, key=_saved, reverse=True)],
    )


def _person(row: RiderRow) -> tuple[Cell, ...]:
    saving = row.saving
    money: tuple[Cell, ...] = ("", "", "", "")
    if saving is not None:
        money = _money(
            saving.saving_pence, saving.apart_pence, saving.cashable_pence, saving.average_pence
        )
    confirmed = tag("Yes", "ok") if row.is_confirmed else tag("Not yet", "check")
    check = f" {tag('Route check', 'check')}" if row.needs_check else ""
    check += f" {tag('Out of date', 'check')}" if row.is_stale else ""
    return (
        who_word(row),
        verdict_word(row.verdict),
        Html(confirmed + check),
        row.days,
        *money,
        *_money(row.training_pence),
        _fares(row),
        _more(row.by_bus_min, row.riding_min),
        _more(row.away_by_bus_min, row.away_min),
    )


def _fares(row: RiderRow) -> Cell:
    """Return a year's fares, and whether nobody knows of a pass."""
    if row.pass_known:
        return round(row.fares_pence / 100)
    return Html(f"{pounds(row.fares_pence)} {tag('Pass?', 'check')}")


def _others(others: Sequence[RiderRow]) -> None:
    if not others:
        return
    with st.expander(f"Who else rides ({len(others)})"):
        st.markdown(
            "Somebody to go along, and door-to-door transport, are answers of equal worth. Minutes "
            "are what a companion would need a week, home again between."
        )
        table(
            "Others who ride today",
            ("Person", "How", "Days", "Companion", "Minutes", "£ a year"),
            [
                (
                    each.person,
                    verdict_word(each.verdict),
                    each.days,
                    each.companion.capitalize(),
                    "–" if each.companion_min is None else f"{each.companion_min:,.0f}",
                    "–" if each.companion_pence is None else pounds(each.companion_pence),
                )
                for each in others
            ],
        )


def _more(by_bus: float | None, on_fleet: float | None) -> Cell:
    return "–" if by_bus is None or on_fleet is None else round(by_bus - on_fleet)


def _money(*pence: float) -> tuple[Cell, ...]:
    return tuple(round(each / 100) for each in pence)


def _saved(row: RiderRow) -> float:
    return row.saving.saving_pence if row.saving else 0.0
