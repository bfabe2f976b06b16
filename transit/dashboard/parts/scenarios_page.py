"""The page Scenarios: saved ones side by side, what they rest on, and a new one."""

from collections.abc import Collection, Iterator, Sequence

import streamlit as st

from transit.batch.scenario_files import study_workbook
from transit.batch.scenario_shared import shared_scenario
from transit.batch.scenario_shared_files import shared_workbook
from transit.batch.scenarios import Scenario, open_scenario
from transit.dashboard.frame import empty, table
from transit.dashboard.parts.group_view import group_view
from transit.dashboard.parts.scenario_form import scenario_form
from transit.dashboard.parts.study_ready import can_be_planned
from transit.dashboard.parts.years_table import years_table
from transit.dashboard.rate_names import in_order, rate_word
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.switch_data import job_state, tell_out_of_date
from transit.dashboard.switch_job import current_switch
from transit.dashboard.verdict_data import Directory, read_directory
from transit.dashboard.verdict_look import clock_words
from transit.disclosure import Audience
from transit.errors import InputError
from transit.present.fleet_words import basis_sentence, carbon_sentence, noise_sentence
from transit.present.fleet_years import compared, leaves_word, leaving
from transit.present.move_words import lost_rows, lost_sentences, move_sentences
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.scenarios import ScenarioHead, delete_scenario, list_scenarios


def scenarios_page() -> None:
    """Show saved scenarios, and ask for a new one."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    directory = read_directory(store)
    if job_state("scenario_stop"):
        return
    heads = list_scenarios(store)
    if heads:
        _list(directory, heads)
        _side_by_side(store, heads)
    else:
        empty(
            "No scenario yet",
            [
                "A scenario is the week planned otherwise: without some people, with a session at "
                "other times, or with other prices. It is kept with every rate that it was made "
                "with.",
            ],
        )
    st.header("A new scenario", anchor=False)
    if can_be_planned():
        scenario_form(directory)


def _list(directory: Directory, heads: Sequence[ScenarioHead]) -> None:
    st.header("Saved scenarios", anchor=False)
    table(
        "Saved scenarios, the newest first",
        ("No.", "Name", "What is otherwise", "Made", "By"),
        [
            (
                str(each.id),
                each.name,
                _otherwise(directory, each),
                f"{each.made_at:%d/%m/%Y %H:%M}",
                each.made_by,
            )
            for each in heads
        ],
    )


def _otherwise(directory: Directory, head: ScenarioHead) -> str:
    """Say in short what a scenario has that today has not."""
    asked, said = head.asked, []
    if asked["group"] == 1:
        said.append("one named person leaves")
    elif asked["group"]:
        said.append(f"{asked['group']} named people leave")
    elif asked["best"] == 1:
        said.append("the one person leaves who saves most")
    elif asked["best"]:
        said.append(f"the best group found of up to {asked['best']} people leaves")
    for moved in asked["moved"]:
        session = directory.sessions.get(moved["session"])
        name = session.activity if session else moved["session"]
        times = f"{clock_words(moved['start_s'])} to {clock_words(moved['end_s'])}"
        said.append(f"{name} at {times}")
    said += [f"{rate_word(name)}: {value}" for name, value in asked["changed"].items()]
    return "; ".join(said) or "nothing"


def _side_by_side(store: Store, heads: Sequence[ScenarioHead]) -> None:
    st.header("Side by side", anchor=False)
    names = {head.id: f"{head.id}: {head.name}" for head in heads}
    _look_at_the_new_one(names)
    left, right = st.columns(2)
    one = left.selectbox("Scenario", list(names), format_func=names.__getitem__, key="scenario_one")
    others: list[int | None] = [None, *(number for number in names if number != one)]
    two = right.selectbox(
        "Beside it",
        others,
        format_func=lambda number: "Nothing more" if number is None else names[number],
        key="scenario_two",
    )
    first = open_scenario(store, one)
    shown = [first]
    columns = first.study.years | {_column(first): first.study.after}
    groups = [None for _ in first.study.years] + [first.study.group]
    if two is not None:
        second = open_scenario(store, two)
        columns[f"{_column(second)} ({second.head.id})"] = second.study.after
        groups.append(second.study.group)
        shown.append(second)
    for each in shown:
        if len(shown) > 1:
            st.markdown(f"Scenario {each.head.id}:")
        tell_out_of_date(store, each.head)
    years_table(
        "A year side by side",
        list(columns),
        [*compared(list(columns.values())), *leaving(groups)],
    )
    for each in shown:
        number = f"Scenario {each.head.id}: " if len(shown) > 1 else ""
        for said in _rests(each):
            st.warning(number + said)
    for each in shown:
        if each.study.lost:
            table(
                "Who loses by the new times",
                ("Person", "Session", "Today", "Then", "Journey", "On the fleet today"),
                lost_rows(each.study.lost),
            )
    st.markdown(basis_sentence())
    st.markdown(carbon_sentence(first.study.edition))
    st.markdown(noise_sentence(first.study.noise))
    for each in shown:
        if each.study.group:
            of = f" in scenario {each.head.id}" if len(shown) > 1 else ""
            st.header(f"Who leaves{of}, and what training comes to", anchor=False)
            group_view(each.study, each.study.group, f"scenario_{each.head.id}")
    _kept(store, first)


def _look_at_the_new_one(names: Collection[int]) -> None:
    """Choose what was worked out last, once."""
    job = current_switch()
    if job.result in names and st.session_state.get("scenario_told") != job.number:
        st.session_state["scenario_told"] = job.number
        st.session_state["scenario_one"] = job.result


def _column(scenario: Scenario) -> str:
    """Return a scenario's name; where people leave, it says that all have left for good."""
    group = scenario.study.group
    if group is None:
        return scenario.head.name
    return f"{scenario.head.name}: {leaves_word(group.people).lower()}"


def _rests(scenario: Scenario) -> Iterator[str]:
    """Say on what a scenario rests that nobody has looked at."""
    group, asked = scenario.study.group, scenario.head.asked
    if group and group.checks:
        yield (
            f"{group.checks} of the {group.people} who leave rest on a route check: somebody has "
            "to go and look first."
        )
    if group and group.stale:
        yield (
            f"{group.stale} of the {group.people} who leave are counted by verdicts that were out "
            "of date when this was made: work out verdicts, then the scenario again."
        )
    if group and group.confirmed < group.people:
        yield (
            f"{group.people - group.confirmed} of the {group.people} who leave are not yet "
            "confirmed by a practitioner: this is a forecast."
        )
    yield from move_sentences(scenario.study.moves)
    yield from lost_sentences(scenario.study.lost)
    if asked["moved"] and not scenario.study.moves:
        yield (
            "Verdicts to sessions at other times are not known: nobody who goes to one of these "
            "is counted among those who could leave. Move the session in the register and work "
            "out verdicts to see."
        )


def _hand_on(store: Store, scenario: Scenario) -> None:
    st.subheader("To hand on", anchor=False)
    st.markdown(
        "The file with people is for those who work with them. What is handed on has nobody in "
        "it; counts and groups of few people are hidden, with what they cost."
    )
    readers = {
        "Planners inside the council": Audience.INSIDE,
        "Anybody": Audience.PUBLIC,
    }
    field, _ = st.columns(2)
    reader = readers[field.selectbox("Who will read it", list(readers), key="scenario_reader")]
    parameters = read_parameters(read_settings().parameters_dir)
    try:
        notes = shared_scenario(scenario, reader, parameters).notes
    except InputError as fault:
        st.warning(str(fault))
        return
    for note in notes:
        st.markdown(f"- {note}")
    st.download_button(
        "Download to hand on",
        lambda: shared_workbook(store, scenario, reader, parameters),
        file_name=f"scenario-{scenario.head.id}-{reader.value}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="scenario_shared",
        icon=":material/download:",
        on_click="ignore",
    )


def _kept(store: Store, scenario: Scenario) -> None:
    with st.expander("Rates that it was made with"):
        table(
            "Rates and factors",
            ("Name", "Value", "Unit", "Source", "Date", "Confidence"),
            [
                (
                    rate_word(name),
                    str(each["value"]),
                    each["unit"],
                    each["source"],
                    each["date"],
                    each["confidence"],
                )
                for name, each in sorted(
                    scenario.parameters.items(), key=lambda pair: in_order(pair[0])
                )
            ],
        )
    _hand_on(store, scenario)
    st.download_button(
        "Download as XLSX, with people",
        lambda: study_workbook(store, scenario),
        file_name=f"scenario-{scenario.head.id}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="scenario_xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.expander("Delete this scenario"):
        st.markdown("It is gone for good then, with all that was worked out for it.")
        if st.button("Yes, delete it", key="scenario_delete"):
            delete_scenario(store, scenario.head.id)
            st.rerun()
