"""The page Report: what it offers, and what it says is missing."""

import datetime as dt
import io
from pathlib import Path

import docx
from sqlalchemy import text as sql

from tests.app.conftest import Open, text_of
from tests.app.test_switch import save
from transit.batch.report import read_evidence
from transit.batch.report_times import read_times
from transit.batch.sweep import kept_beside, sweep_sessions
from transit.dashboard.report_data import made_file
from transit.network.store import read_manifest
from transit.read.parameters import read_parameters
from transit.report.choose import Version
from transit.store import open_store


def test_without_a_register_it_is_said_how_to_begin(open_page: Open) -> None:
    """The page is not blank."""
    assert "No register was opened" in text_of(open_page("report"))


def test_without_verdicts_and_scenario_it_says_so(open_page: Open, in_register: Path) -> None:
    """What is missing stands on the page with the way to it."""
    text = text_of(open_page("report"))
    assert "No journeys were worked out yet" in text
    assert "There is no scenario yet" in text
    assert "transit score REGISTER --area AREA" in text


def test_a_scenario_is_chosen_and_told_as_changed(open_page: Open, in_scored: Path) -> None:
    """The newest is offered; that the register has changed since is said before the files."""
    save(in_scored, name="First")
    save(in_scored, name="Second")
    app = open_page("report")
    assert not app.exception
    assert [each.split(": ")[1][:6] for each in app.selectbox(key="report_scenario").options] == [
        "Second",
        "First ",
    ]
    text = text_of(app)
    assert "have changed since this scenario" in text and "Download as Word" not in text
    assert [each.label for each in app.radio] == ["Who is it for?"]
    assert (
        app.radio[0].options[1] == "For everybody: no count of fewer than 10 people, rounded to 5"
    )


def test_the_file_is_that_of_the_version(in_scored: Path) -> None:
    """The public version says so on its first page."""
    number = save(in_scored)
    store = open_store(in_scored)
    evidence = read_evidence(
        store,
        scenario=str(number),
        area=None,
        made_on=dt.date(2026, 11, 22),
        parameters=read_parameters(),
    )
    made = docx.Document(io.BytesIO(made_file(store, evidence, Version.PUBLIC, "docx")))
    store.close()
    assert made.paragraphs[1].text.startswith("Public version.")


def test_session_times_that_were_tried_are_no_longer_missing(
    open_page: Open, in_town: Path, in_scored: Path
) -> None:
    """Nothing is searched: a sweep beside the register is told of, and none that is out of date."""
    store = open_store(in_scored)
    assert read_times(store, str(in_scored), in_town, None) is None
    assert "transit sessions REGISTER" in text_of(open_page("report"))
    sweep_sessions(in_scored, in_town, ["O1"], keep=kept_beside(in_scored))
    found = read_times(store, str(in_scored), in_town, None)
    assert found is not None and found.edition == read_manifest(in_town)["edition"]
    assert [(each.venue, each.name) for each in found.venues] == [("O1", "Library")]
    assert found.left_out == 0
    # Three for each length of a session today: two and two and a half hours.
    assert len(found.venues[0].best) == 6
    assert "transit sessions REGISTER" not in text_of(open_page("report"))
    with store.writing() as session:
        session.execute(sql("UPDATE entrance SET lat = lat + 0.001"))
    assert read_times(store, str(in_scored), in_town, None) is None
    store.close()
