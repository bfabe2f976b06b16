"""The page Runs: a plan by day and part, locking, moving somebody, working out, taking along."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from tests.app.conftest import MAIN, text_of
from tests.app.test_background import program, until
from tests.fleet.town import write_fleet_town
from transit.batch import fleet_today
from transit.batch.fleet_asked import FleetAsked, FleetWay, keep_week, make_week
from transit.dashboard import fleet_job
from transit.dashboard.fleet_job import current_fleet
from transit.dashboard.parts import runs_move
from transit.dashboard.registered import REGISTER_VARIABLE
from transit.dashboard.serving import AREA_VARIABLE
from transit.errors import StoreError
from transit.fleet.checker import Fault, Finding
from transit.fleet.duty import DutyFault
from transit.fleet.moved import move_ride
from transit.fleet.settings import Budget
from transit.store import open_store
from transit.store.ride_tables import PlannedRunTable, PlannedStopTable
from transit.store.run_plans import (
    delete_run_plan,
    list_run_plans,
    read_run_plan,
    save_run_plan,
)

FAILS = program("tell(failed='register.db: the disk is full.')")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the town's area, and a register with two plans: today's runs, and a better one."""
    area, register = write_fleet_town(tmp_path_factory.mktemp("runs-town"))
    for way in (FleetWay.TODAY, FleetWay.IMPROVED):
        asked = FleetAsked(str(register), area, way, Budget(iterations=50), locked=())
        keep_week(asked, make_week(asked), who="test")
    return area, register


@pytest.fixture
def register(
    town: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Show a copy of the register, and the area."""
    copy = tmp_path / "register.db"
    copy.write_bytes(town[1].read_bytes())
    copy.chmod(0o600)
    monkeypatch.setenv(REGISTER_VARIABLE, str(copy))
    monkeypatch.setenv(AREA_VARIABLE, str(town[0]))
    yield copy
    current_fleet().cancel()
    st.cache_resource.clear()


def open_runs() -> AppTest:
    """Open the page."""
    app = AppTest.from_file(str(MAIN), default_timeout=120).run()
    app.switch_page("app_pages/runs.py").run()
    assert not app.exception
    return app


def choose(app: AppTest, key: str, value: object) -> AppTest:
    """Choose in a list."""
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press a button."""
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception
    return app


def test_a_plan_is_shown_by_day_and_part(register: Path) -> None:
    """The newest first, checked; today's runs say what is wrong with them."""
    app = open_runs()
    said = text_of(app)
    assert "An independent check found nothing wrong" in said
    assert "<dd>2<small>8 rides a week" in said  # two people, there and back on two days
    choose(app, "runs_number", 1)
    said = text_of(app)
    assert "1 thing is wrong with these runs" in said
    assert "and set down 20 minutes too late" in said
    assert "V1 (R1)" in said and "P2" in said
    assert "<td>Yard</td>" in said
    app.selectbox(key="runs_part").select_index(1).run()
    assert not app.exception
    assert "No vehicle runs" in text_of(app)


def test_drivers_hours_of_the_day_are_told(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No part of a day can tell them by itself."""
    monkeypatch.setattr(fleet_today, "check_duty", lambda outs, rates: [DutyFault.TOO_LONG])
    app = choose(open_runs(), "runs_number", 1)
    assert "mon, V1: out for too long in a day" in text_of(app)


def test_a_run_is_locked_and_freed(register: Path) -> None:
    """Its stops are shown with what the crew must know; the lock is kept in the register."""
    app = choose(open_runs(), "runs_number", 1)
    choose(app, "runs_run", "A")
    said = text_of(app)
    assert "Stops of run A" in said and "somebody must be at home" not in said
    assert "from hand to hand" in said
    press(app, "Lock run A")
    assert "Locked" in text_of(app)
    store = open_store(register)
    assert [run.is_locked for run in read_run_plan(store, 1).runs] == [True]
    press(app, "Free run A again")
    assert not read_run_plan(store, 1).runs[0].is_locked
    store.close()


def test_somebody_is_moved_and_the_change_kept(register: Path) -> None:
    """To a taxi: dearer than the run, for its van is kept; the check accepts it; a new plan."""
    app = choose(open_runs(), "runs_number", 1)
    choose(app, "runs_to", "A taxi of their own")
    press(app, "What would it cost?")
    said = text_of(app)
    assert "costs £" in said and " a year. The check accepts it." in said
    press(app, "Keep this change")
    store = open_store(register)
    heads = list_run_plans(store)
    assert [head.way for head in heads] == ["by hand", "improved", "today"]
    assert all(not run.stops for run in read_run_plan(store, 3).runs)
    store.close()
    assert app.selectbox(key="runs_number").value == 3
    assert "The change is kept as plan 3. Plan 1 is as it was." in text_of(app)
    press(app, "Go back to plan 1")
    assert app.selectbox(key="runs_number").value == 1
    assert "The change is kept" not in text_of(app)


def test_a_plan_is_deleted_when_asked_twice(register: Path) -> None:
    """The other one is shown then, and its runs are as they were; a number comes never again."""
    app = open_runs()
    store = open_store(register)
    other = read_run_plan(store, 1)
    press(app, "Yes, delete plan 2")
    assert "Plan 2 is deleted." in text_of(app)
    assert app.selectbox(key="runs_number").value == 1
    assert [head.number for head in list_run_plans(store)] == [1]
    assert read_run_plan(store, 1) == other
    for table in (PlannedRunTable, PlannedStopTable):
        with store.reading() as session:
            assert set(session.scalars(select(table.plan_id))) <= {1}
    with pytest.raises(StoreError, match="there is no plan 2"):
        delete_run_plan(store, 2)
    assert save_run_plan(store, other) == 3
    delete_run_plan(store, 3)
    store.close()
    press(app, "Yes, delete plan 1")
    assert "No runs were worked out yet." in text_of(app)


def test_a_deleted_plan_is_not_gone_back_to(register: Path) -> None:
    """The change that was kept says nothing of a plan that is gone."""
    app = choose(open_runs(), "runs_number", 1)
    choose(app, "runs_to", "A taxi of their own")
    press(press(app, "What would it cost?"), "Keep this change")
    choose(app, "runs_number", 1)
    press(app, "Yes, delete plan 1")
    assert app.selectbox(key="runs_number").value == 3
    assert "Go back to plan 1" not in [each.label for each in app.button]


def test_how_long_it_takes_is_told_before(register: Path) -> None:
    """Two days of two parts each, ten seconds for each."""
    said = text_of(open_runs())
    assert "The week has 4 parts of a day: 10 seconds for each take about 1 minute." in said


def test_a_move_into_a_run_makes_it_sound(register: Path) -> None:
    """With P2 aboard the run is timed anew, and P1 no longer late: it is accepted and offered."""
    app = choose(open_runs(), "runs_number", 1)
    app.selectbox(key="runs_who").set_value("P2, to the session (S1)")
    app.selectbox(key="runs_to").set_value("Run A: V1 (R1)")
    press(app, "What would it cost?")
    assert "The check accepts it." in text_of(app)
    assert [each for each in app.button if each.label == "Keep this change"]


def test_a_move_that_cannot_be_is_told_and_not_offered(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thing was wrong before; the move puts it right and makes another wrong."""
    full = (Finding(Fault.LOAD, 0, 1),)
    monkeypatch.setattr(
        runs_move, "move_ride", lambda *asked: replace(move_ride(*asked), findings=full)
    )
    app = choose(open_runs(), "runs_number", 1)
    assert "1 thing is wrong with these runs" in text_of(app)
    choose(app, "runs_to", "A taxi of their own")
    press(app, "What would it cost?")
    said = text_of(app)
    assert "does not accept the runs. It breaks:" in said and "Wrong before, and still" not in said
    assert not [each for each in app.button if each.label == "Keep this change"]


def test_working_out_is_done_elsewhere(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong there is a sentence here; nothing about people is on its command line."""
    monkeypatch.setattr(fleet_job, "WORKER", (sys.executable, *FAILS[1:]))
    st.cache_resource.clear()
    app = open_runs()
    assert set(app.radio(key="runs_way").options) == {
        "Plan anew",
        "Cost today's runs as they are",
        "Make today's runs better",
        "Make the plan above better; locked runs stay",
    }
    press(app, "Work out the runs")
    until(lambda: not current_fleet().is_running)
    app.run()
    assert "the disk is full" in text_of(app)
    assert not any(os.environ[REGISTER_VARIABLE] in word for word in current_fleet().command)


def test_what_was_wrong_before_a_move_and_still_is_is_told_apart(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The move breaks nothing, so it may be kept; but the run was late and stays so."""
    late = (Finding(Fault.WINDOW, 0, 0),)
    monkeypatch.setattr(runs_move, "check", lambda *asked: late)
    monkeypatch.setattr(
        runs_move, "move_ride", lambda *asked: replace(move_ride(*asked), findings=late)
    )
    app = choose(open_runs(), "runs_number", 1)
    choose(app, "runs_to", "A taxi of their own")
    press(app, "What would it cost?")
    said = text_of(app)
    assert "and breaks nothing. The check accepts the move, not the runs." in said
    assert "Wrong before, and still:" in said and "does not accept" not in said
    assert [each for each in app.button if each.label == "Keep this change"]
