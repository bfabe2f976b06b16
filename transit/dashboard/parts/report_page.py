"""The page Report: choose a scenario and a version, see what is missing, take the file along."""

from functools import partial
from typing import Final

import streamlit as st

from transit.dashboard.frame import table
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.report_data import evidence_now, made_file, rates
from transit.report.appendix import missing_words
from transit.report.choose import Version
from transit.report.evidence import Evidence
from transit.report.teller import day_of
from transit.store import Store
from transit.store.scenarios import list_scenarios

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS: Final = {"docx": ("Download as Word", _WORD), "pdf": ("Download as PDF", "application/pdf")}


def report_page() -> None:
    """Let a pack be chosen and taken along."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    scenario = _choose_scenario(store)
    evidence = evidence_now(store, scenario)
    _tell_state(evidence)
    version = st.radio(
        "Who is it for?",
        list(Version),
        format_func=_version_words,
        key="report_version",
    )
    _downloads(store, evidence, version or Version.INSIDE)
    _missing(evidence)
    _made_from(evidence)


def _version_words(version: Version) -> str:
    parameters = rates()
    if version is Version.EASY:
        return "Easy read: pictures and short sentences, for everybody"
    fewest, base = (
        int(parameters.number(f"disclosure_{version}_{name}")) for name in ("fewest", "base")
    )
    rounded = f", rounded to {base}" if base > 1 else ""
    who = "officers and the committee" if version is Version.INSIDE else "everybody"
    return f"For {who}: no count of fewer than {fewest} people{rounded}"


def _choose_scenario(store: Store) -> int | None:
    heads = {head.id: head for head in list_scenarios(store)}
    if not heads:
        return None
    chosen: int = st.selectbox(
        "Scenario that option D is about",
        list(heads),
        format_func=lambda number: (
            f"{number}: {heads[number].name} ({heads[number].made_at:%d/%m/%Y})"
        ),
        key="report_scenario",
    )
    return chosen


def _tell_state(evidence: Evidence) -> None:
    if not any(each.rung is not None for each in evidence.travellers):
        st.warning(
            "No journeys were worked out yet, so that the report cannot say how people could "
            "travel. Work them out on the page Who could travel."
        )
    if evidence.scenario is None:
        st.warning(
            "There is no scenario yet, so that options, savings and carbon are left open. Work "
            "one out on the page Scenarios."
        )
        st.page_link("app_pages/scenarios.py", label="Go to Scenarios")
    elif not evidence.scenario.is_current:
        st.warning(
            "People, sessions, vehicles or verdicts have changed since this scenario was worked "
            "out. The report says so; work it out again before a decision rests on it."
        )
    if evidence.scenario_is_of_another_area:
        st.warning(
            "This scenario was worked out with another edition of the area. The report says so; "
            "work it out again before a decision rests on it."
        )


def _downloads(store: Store, evidence: Evidence, version: Version) -> None:
    st.header("Take it along", anchor=False)
    st.markdown(
        "Nobody is named, counts of few people are hidden, and no map shows a home. Every figure "
        "is traced in the appendix. Taking it is written down in the audit."
    )
    st.markdown(f"**{_version_words(version)}**")
    left, right, _ = st.columns([2, 2, 3])
    for column, (kind, (label, mime)) in zip((left, right), _KINDS.items(), strict=True):
        column.download_button(
            label,
            partial(made_file, store, evidence, version, kind),
            file_name=f"report-{version.value}.{kind}",
            mime=mime,
            key=f"report_{kind}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _missing(evidence: Evidence) -> None:
    st.header("What it will say is missing", anchor=False)
    table(
        "Parts that were not worked out, and how to do it",
        ("Part", "How to work it out"),
        missing_words(evidence),
    )


def _made_from(evidence: Evidence) -> None:
    st.header("What it is made from", anchor=False)
    runs, scenario, area = evidence.runs, evidence.scenario, evidence.area
    rows = [("Register", evidence.register)]
    rows += [
        ("Scoring run", f"{run.id}, area edition {run.edition}, {run.verdicts:,} verdicts")
        for run in runs
    ]
    if scenario is not None:
        made = f"{scenario.made_at:%d/%m/%Y}"
        rows.append(("Scenario", f"{scenario.number}: {scenario.name}, {made}"))
    if area is not None:
        days = f"{day_of(area.first)} to {day_of(area.last)}"
        rows.append(("Area", f"edition {area.edition}, timetable {days}"))
    table("Sources of the figures", ("What", "Which"), rows)
