"""The pages Overview, Who could switch and Scenarios: what they say, empty and full."""

import datetime as dt
import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from openpyxl import load_workbook
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from tests.app.test_background import program, until
from tests.batch.test_scenario_shared import leaving, scenario
from tests.fleet.studies import STUDY, year
from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.batch.scenario_files import study_workbook
from transit.batch.scenario_shared_files import shared_workbook
from transit.batch.scenarios import (
    hash_inputs,
    inputs_hash,
    open_scenario,
    used_parameters,
)
from transit.dashboard.serving import AREA_VARIABLE
from transit.dashboard.switch_job import SwitchInputs, current_switch
from transit.disclosure import Audience
from transit.fleet.study import LostRow, Study
from transit.fleet.study_json import write_study
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.audit_table import AuditTable
from transit.store.importing import import_files
from transit.store.scenarios import list_scenarios, save_scenario

LOST = LostRow(
    person="P2",
    session="S1",
    before="now",
    after="door_to_door",
    why="no_journey_back",
    way="back",
    rides=True,
)
PLAIN = {"group": 0, "best": 2, "each": True, "confirmed_only": False, "moved": [], "changed": {}}


def save(
    register: Path, study: Study = STUDY, name: str = "Who could switch", **asked: object
) -> int:
    """Save a study made by hand."""
    store = open_store(register)
    whole, people = write_study(study)
    number = save_scenario(
        store,
        name,
        edition="town",
        inputs_hash="0" * 64,
        asked={**PLAIN, **asked},
        parameters=used_parameters(read_parameters()),
        result=whole,
        people=people,
    )
    store.close()
    return number


@pytest.mark.parametrize("page", ["overview", "who_could_switch", "scenarios"])
def test_without_a_register_it_is_said_how_to_begin(open_page: Open, page: str) -> None:
    """No page is blank."""
    assert "No register was opened" in text_of(open_page(page))


def test_a_look_that_was_stopped_goes_on(open_page: Open, in_scored: Path) -> None:
    """Stopped, the page offers to go on; that asks again for what was asked, with the same name."""
    job = current_switch()
    job.command = program("tell(stage='Searching', share=0.1)\ntime.sleep(600)")
    asked = SwitchInputs(register="register.db", area="area", name="The first", best=3, each=True)
    try:
        job.start(asked)
        app = open_page("who_could_switch")
        app.button(key="switch_stop").click().run()
        assert not app.exception and not job.is_running
        assert "What was saved before stays as it is. So does what was found" in text_of(app)
        app.button(key="switch_stop_on").click().run()
        assert not app.exception and job.is_running
        assert (job.number, job.inputs) == (2, asked)
    finally:
        job.cancel()
        st.cache_resource.clear()


def test_nothing_worked_out_yet(open_page: Open, in_scored: Path) -> None:
    """Each page says what is missing and offers it."""
    app = open_page("who_could_switch")
    assert "Nobody has looked yet" in text_of(app)
    assert [each.label for each in app.button] == ["Work out savings"]
    assert "No scenario yet" in text_of(open_page("scenarios"))
    assert "Nobody goes anywhere yet" in text_of(open_page("overview"))


def test_a_look_without_each_is_pointed_at(open_page: Open, in_scored: Path) -> None:
    """What was saved from the command line without single savings is not said to be missing."""
    assert "A look without what each person saves" not in text_of(open_page("who_could_switch"))
    save(in_scored, each=False)
    app = open_page("who_could_switch")
    assert "A look without what each person saves is kept" in text_of(app)
    assert "Go to Scenarios" in [each.label for each in app.get("page_link")]


@pytest.mark.parametrize("page", ["who_could_switch", "scenarios", "runs"])
def test_an_area_without_roads_is_told_before_anything_is_begun(
    open_page: Open, in_scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """As one that an earlier version built: nothing is offered, but to build it again."""
    old = tmp_path / "old-area"
    shutil.copytree(os.environ[AREA_VARIABLE], old)
    for roads in old.glob("editions/*/roads"):
        shutil.rmtree(roads)
    monkeypatch.setenv(AREA_VARIABLE, str(old))
    app = open_page(page)
    assert "This area has no roads for vehicles yet" in text_of(app)
    assert not [each for each in app.button if each.label.startswith("Work out")]


def test_switchers_are_shown_with_what_they_save(open_page: Open, in_scored: Path) -> None:
    """Two people and two groups of the study; figures in pounds; others below."""
    save(in_scored)
    text = text_of(open_page("who_could_switch"))
    assert "3 people ride on the fleet or in a taxi today" in text
    assert "2 of them could travel alone" in text
    assert "have changed since: work it out again" in text
    for cell in ("<td>P1</td>", '<td class="n">1,234</td>', '<td class="n">56</td>'):
        assert cell in text
    assert "Not yet" in text and "Route check" in text
    assert "<td>–</td><td>–</td>" in text  # the second person's minutes are not known
    assert "With somebody" in text  # the third person, among the others
    assert "Savings come in steps" in text
    assert "Left a year after training, £" in text
    assert "what is cashable a year after training, on average over who may succeed" in text


def test_todays_runs_are_part_of_what_a_study_is_made_from(riding: Path) -> None:
    """Another run of today, another hash: the study is out of date."""
    store = open_store(riding)
    before = hash_inputs(store)
    store.close()
    assert inputs_hash(str(riding)) == before
    van = {"vehicle_id": "V1", "name": "Van", "kind": "minibus", "seats": "8", "depot": "Yard"}
    van |= {"wheelchair_spaces": "1", "depot_lat": "51.0", "depot_lon": "0.0", "day_gbp": "60"}
    van |= {"available_from": "08:00", "available_to": "17:00", "mile_gbp": "0.7"}
    van |= {"driver_hour_gbp": "18", "assistant_hour_gbp": "16"}
    hashes = {before}
    for number, tables in enumerate(
        ({"fleet": [van]}, {"runs": [{"run_id": "R1", "vehicle_id": "V1", "days": "mon"}]})
    ):
        files = write_town_register(riding.parent / f"more{number}", tables)
        assert import_files(riding, files, who="test").is_imported
        hashes.add(inputs_hash(str(riding)))
    assert len(hashes) == 3


def test_scenarios_side_by_side(open_page: Open, in_scored: Path) -> None:
    """The newest first; a second beside it; rates with their sources; deleting one."""
    first = save(in_scored)
    after = replace(STUDY.after, cost_pence=10_000_000.0)
    save(
        in_scored,
        replace(STUDY, after=after, group=None, groups=(), lost=(LOST,)),
        name="<b>Later & =start",
        each=False,
        moved=[{"session": "S1", "start_s": 38_700, "end_s": 50_400}],
        changed={"fleet_taxi_mile_pence": 300},
    )
    app = open_page("scenarios")
    text = text_of(app)
    assert "&lt;b&gt;Later &amp; =start" in text and "<b>Later" not in text
    assert "Reading group at 10:45 to 14:00; Taxi, each mile: 300" in text
    assert "100,000" in text
    assert "Who loses by the new times" in text and "<td>home</td>" in text
    assert "Verdicts to sessions at other times are not known" in text
    app.selectbox(key="scenario_two").set_value(first).run()
    assert not app.exception
    text = text_of(app)
    assert f"Who could switch: if all 2 leave for good ({first})" in text
    # What the second rests on is said too, and of which it is.
    assert f"Scenario {first}: 1 of the 2 who leave rest on a route check" in text
    assert text.count("have changed since: work it out again") == 2
    # Nobody leaves in the newest; of two in the other one rests on a route check.
    cells = "".join(f'<td class="n">{number}</td>' for number in (0, 0, 0, 1))
    assert f"Rest on a route check</span></td>{cells}" in text
    assert "fewer than 5 people ride" in text_of(app)  # of the town's three nothing is handed on
    app.button(key="scenario_delete").click().run()
    assert not app.exception
    store = open_store(in_scored)
    assert [each.id for each in list_scenarios(store)] == [first]
    store.close()


def press(app: AppTest, label: str) -> None:
    """Press a button."""
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def test_a_scenario_needs_a_name_and_times_in_order(open_page: Open, in_scored: Path) -> None:
    """Problems are listed, nothing is begun."""
    app = open_page("scenarios")
    press(app, "Another session")
    for row in (0, 1):
        app.selectbox(key=f"scenario_session_{row}").set_value("S1")
    app.time_input(key="scenario_start_0").set_value(dt.time(16, 0))
    app.selectbox(key="scenario_rate_0").set_value("fleet_taxi_mile_pence")
    press(app, "Work out the scenario")
    text = text_of(app)
    assert "Give the scenario a name" in text and "must end after it starts" in text
    assert "Reading group" in text and ": choose it once." in text
    assert "Give the value of: Taxi, each mile" in text
    offered = " ".join(app.selectbox(key="scenario_rate_0").options)
    assert "Taxi, each mile" in offered
    assert not any(word in offered for word in ("switch outcomes", "switch seeds", "search"))


def test_several_sessions_and_rates_are_asked_for_at_once(open_page: Open, in_scored: Path) -> None:
    """Of three rows of each the second is removed: the others keep what was put in."""
    job = current_switch()
    job.command = program("tell(done='Saved.', result=0)")
    rates = {0: "fleet_taxi_mile_pence", 2: "fleet_taxi_start_pence"}
    try:
        app = open_page("scenarios")
        app.text_input(key="scenario_name").set_value("Later")
        for kind in ("session", "rate"):
            press(app, f"Another {kind}")
            press(app, f"Another {kind}")
        for row, session in ((0, "S1"), (2, "S2")):
            app.selectbox(key=f"scenario_session_{row}").set_value(session)
            app.time_input(key=f"scenario_start_{row}").set_value(dt.time(9 + row, 30))
        for row in (0, 2):
            app.selectbox(key=f"scenario_rate_{row}").set_value(rates[row])
            app.number_input(key=f"scenario_value_{row}").set_value(300.0 + row / 4)
        press(app, "Remove session 2")
        press(app, "Remove rate 2")
        assert app.selectbox(key="scenario_session_2").label == "Session 2"
        press(app, "Work out the scenario")
        assert job.inputs is not None
        end_s = (15 * 60 + 15) * 60
        assert job.inputs.moved == (
            ("S1", (9 * 60 + 30) * 60, end_s),
            ("S2", (11 * 60 + 30) * 60, end_s),
        )
        assert job.inputs.changed == {rates[0]: 300, rates[2]: 300.5}
        assert str(job.inputs.changed[rates[0]]) == "300", "as on the command line, and told so"
        until(lambda: not job.is_running)
        app.run()
        assert not [each for each in app.button if each.label.startswith("Remove")]
    finally:
        job.cancel()
        st.cache_resource.clear()


@pytest.fixture
def riding(new_register: Path, tmp_path: Path) -> Path:
    """Show a register whose three people go to the reading group: by minibus, taxi and bus."""
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue"}
    modes = dict(zip(("P1", "P2", "P3"), ("minibus", "taxi", "bus"), strict=True))
    people = [row | goes | {"mode_now": modes[row["person_id"]]} for row in TOWN_TABLES["people"]]
    files = write_town_register(tmp_path / "files", {**TOWN_TABLES, "people": people})
    assert import_files(new_register, files, who="test").is_imported
    score_by_hand(new_register)
    return new_register


def test_the_register_in_counts(open_page: Open, riding: Path) -> None:
    """Of two on the fleet one could travel alone; of three on the way, two."""
    text = text_of(open_page("overview"))
    assert "1 of 2" in text and "1 as things are, 0 after training" in text
    for way in ("Council minibus", "Taxi", "Bus"):
        assert f"<td>{way}</td><td" + ' class="n">1</td><td>33%</td>' in text
    alone = '<td>Alone, as things are</td><td class="n">2</td><td class="n">1</td>'
    somebody = '<td>With somebody</td><td class="n">1</td><td class="n">1</td>'
    assert alone in text and somebody in text
    assert "That is not worked out yet" in text
    save(riding)
    text = text_of(open_page("overview"))
    assert "£80,000" in text and "£90,000" in text and "attributional" in text
    assert "A minibus is counted as a diesel van" in text


def test_by_whom_most_ends_is_told_apart(open_page: Open, in_scored: Path) -> None:
    """Who saves most in a plan may end nothing: the other groups have a table of their own."""
    save(in_scored)
    text = text_of(open_page("who_could_switch"))
    assert "may end nothing that is paid today" in text and "987" in text


def test_the_workbook_runs_nothing(in_scored: Path) -> None:
    """A name that a spreadsheet program would run is neutral; every rate has its source."""
    number = save(in_scored, name="=1+1")
    store = open_store(in_scored)
    book = load_workbook(io.BytesIO(study_workbook(store, open_scenario(store, number))))
    store.close()
    cells = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    ]
    assert "'=1+1: if all 2 leave for good" in cells
    assert not any(str(cell).startswith("=") for cell in cells)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    rates = {row[0].value: row for row in book["Rates"].iter_rows()}
    assert rates["carbon_edition"][1].value == "2026" and rates["carbon_edition"][3].value
    assert json.loads(json.dumps(list(rates)))  # names only


def test_parts_of_a_year_add_up_in_the_workbook(in_scored: Path) -> None:
    """To the penny: what is paid for makes the cost, and groups are as they were found."""
    number = save(in_scored)
    store = open_store(in_scored)
    found = open_scenario(store, number)
    found = replace(found, study=replace(found.study, after=year(80_000.53, 2)))
    book = load_workbook(io.BytesIO(study_workbook(store, found)))
    store.close()
    rows = {row[0]: row[1:] for row in book["A year"].iter_rows(values_only=True)}
    paid = ("vehicles kept or hired", "drivers", "passenger assistants", "miles", "taxis")
    for at, each in enumerate((*found.study.years.values(), found.study.after)):
        cost = rows["Cost, £ a year"][at]
        assert cost == round(each.cost_pence / 100, 2)
        assert sum(rows[f"of it: {name}, £"][at] for name in paid) == pytest.approx(cost, abs=0.01)
    heads, first = list(book["Groups"].iter_rows(max_row=2, values_only=True))
    told, saving = dict(zip(heads, first, strict=True)), found.study.groups[0].saving
    assert told["Cashable, £"] == round(saving.cashable_pence / 100, 2)
    assert told["Saving, £ a year"] == round(saving.saving_pence / 100, 2)


def test_what_is_handed_on_has_nobody_in_it(in_scored: Path) -> None:
    """Sheets of the year, groups, inputs, rates and what is hidden; no ids; noted in the audit."""
    store = open_store(in_scored)
    book = load_workbook(
        io.BytesIO(
            shared_workbook(store, scenario(leaving(12)), Audience.INSIDE, read_parameters())
        )
    )
    assert book.sheetnames == ["A year", "Groups", "What it rests on", "Rates", "What is hidden"]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("P1" in cell for cell in cells)
    # Of the best groups that of 10 is two short of the 12 who are told.
    assert [row[0].value for row in book["Groups"].iter_rows()] == ["People", 5]
    for name in ("A year", "What it rests on"):
        for row in book[name].iter_rows(min_row=2, min_col=2):
            assert all(cell.data_type == "n" or cell.value == "not shown" for cell in row)
    with store.reading() as session:
        noted = session.scalars(select(AuditTable).where(AuditTable.action == "export")).all()
        assert json.loads(noted[-1].detail) == {"scenario": 7, "for": "inside"}
    store.close()
