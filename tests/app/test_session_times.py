"""The page Session times: what it says before anything was tried, and what it shows after."""

import io
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text

from tests.app.conftest import Open, text_of
from transit.batch.sweep import find_sweep, kept_beside, sweep_sessions
from transit.dashboard import times_job
from transit.dashboard.times_export import times_csv, times_workbook
from transit.store import open_store


def test_without_a_register_it_is_said_how_to_begin(open_page: Open) -> None:
    """The page is not blank."""
    assert "No register was opened" in text_of(open_page("session_times"))


def test_before_anything_was_tried(open_page: Open, in_register: Path) -> None:
    """A venue is offered, and one button."""
    app = open_page("session_times")
    assert "not tried yet" in text_of(app)
    assert [each.label for each in app.selectbox] == ["Place"]
    assert app.button(key="begin_times").label == "Try all session times"


@pytest.fixture
def swept(in_town: Path, in_register: Path) -> Path:
    """Return the town's register, the Library's session times tried."""
    sweep_sessions(in_register, in_town, ["O1"], keep=kept_beside(in_register))
    return in_register


def actions(register: Path) -> list[str]:
    """Return what the audit has."""
    store = open_store(register)
    with store.reading() as session:
        found = [str(action) for action in session.scalars(text("SELECT action FROM audit"))]
    store.close()
    return found


def test_what_was_found(open_page: Open, swept: Path) -> None:
    """Best times, today's sessions, every start and finish, and what pass hours do."""
    app = open_page("session_times")
    app.selectbox(key="times_venue").select("O1").run()
    assert not app.exception
    told = text_of(app)
    assert "3 people are in the register" in told
    for head in (
        "Best times",
        "Against today",
        "Every start and finish",
        "What pass hours do",
        "Summer and winter",
    ):
        assert head in told
    assert "Reading group: Mon, Tue 10:00 to 12:00" in app.selectbox(key="times_session").options
    assert "today</td>" in told and "10:00</th>" in told
    assert "When it is open is not in the directory: ask." in told

    app.selectbox(key="times_start").select(11 * 3600).run()
    assert not app.exception
    assert "Moving 10:00–12:00 to 11:00–13:00" in text_of(app)
    assert "Would no longer, on some day" not in text_of(app)
    for _ in range(2):
        app.checkbox(key="times_ids").check().run()
    assert "Would no longer, on some day" in text_of(app)
    assert [each for each in actions(swept) if each == "list_people"] == ["list_people"]
    app.selectbox(key="times_who").select("Need door-to-door transport").run()
    app.selectbox(key="times_day").select_index(6).run()
    assert not app.exception


def test_files_name_nobody_and_are_noted(in_town: Path, swept: Path) -> None:
    """A row a window."""
    found = find_sweep(swept, in_town, "O1", keep=kept_beside(swept))
    assert found is not None
    store = open_store(swept)
    lines = times_csv(store, found).decode().splitlines()
    assert len(lines) == 1 + 7 * int(found.swept.is_swept.sum())
    assert not any(who in line for line in lines for who in found.swept.people)
    book = openpyxl.load_workbook(io.BytesIO(times_workbook(store, found)))
    assert book.active is not None and book.active.max_row == len(lines)
    store.close()


def test_a_sweep_is_begun_once(
    open_page: Open, in_register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button begins it, for the venue that is shown."""
    begun: list[str] = []
    monkeypatch.setattr(
        times_job.TimesJob, "start", lambda self, inputs: begun.append(inputs.opportunity)
    )
    app = open_page("session_times")
    app.selectbox(key="times_venue").select("O1").run()
    app.button(key="begin_times").click().run()
    assert begun == ["O1"] and not app.exception
