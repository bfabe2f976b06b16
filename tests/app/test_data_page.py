"""The page Data and updates: age, calendar, unknown facts, notices, rebuild."""

import datetime as dt
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import streamlit as st

from tests.app.conftest import Open, text_of
from tests.town_files import write_town
from transit.dashboard import build_job
from transit.dashboard.build_job import BuildInputs, BuildJob, JobState
from transit.dashboard.data_facts import (
    day_to_offer,
    fact_shares,
    trips_by_day,
    usual_weekdays,
)
from transit.network.store import open_area, read_manifest


def test_the_edition_names_its_files_and_dates(open_page: Open) -> None:
    """Files, their licences and the dates covered are on the page."""
    text = text_of(open_page("data_and_updates"))
    for said in ("town.osm", "town.gtfs.zip", "ODbL", "05/01/2026", "27/02/2026", "25"):
        assert said in text


def test_trips_are_counted_by_day(town_folder: Path) -> None:
    """Forty-nine trips from 7:00 to 19:00 every quarter of an hour on weekdays, none on Sundays."""
    days = dict(trips_by_day(open_area(town_folder).timetable))
    assert days[dt.date(2026, 1, 6)] == 49
    assert days[dt.date(2026, 1, 11)] == 0


def test_the_day_offered_is_the_next_usual_weekday() -> None:
    """From a Saturday, Monday; after the timetable's end, its last usual weekday."""
    monday = dt.date(2026, 1, 5)
    week = [(monday + dt.timedelta(days=each), 100 if each % 7 < 5 else 20) for each in range(14)]
    days = (*week, (monday + dt.timedelta(days=14), 3))
    assert day_to_offer(days, dt.date(2026, 1, 10)) == dt.date(2026, 1, 12)
    assert usual_weekdays(days)[-1] == dt.date(2026, 1, 16)
    assert day_to_offer(days, dt.date(2027, 1, 1)) == dt.date(2026, 1, 16)


def test_unknown_facts_are_counted(town_folder: Path) -> None:
    """Every trip lacks a wheelchair fact; every count adds up."""
    shares = {share.fact: share for share in fact_shares(open_area(town_folder))}
    assert shares["Wheelchair space"].unknown_share == 1.0
    assert shares["Lit after dark"].unknown_share == 0.0
    assert shares["Dropped kerbs"].yes > 0


def test_notices_are_filtered_and_searched(open_page: Open) -> None:
    """A severity, a code and words each leave fewer notices."""
    app = open_page("data_and_updates")
    all_of_them = text_of(app)
    assert "wheelchair unknown" in all_of_them
    app.text_input(key="notice_text").set_value("wheelchair").run()
    assert "missing shape" not in text_of(app)
    app.text_input(key="notice_text").set_value("no such words").run()
    assert "No notice is like that" in text_of(app)
    app.text_input(key="notice_text").set_value("").run()
    code = app.selectbox(key="notice_code")
    code.set_value("missing shape").run()
    assert "wheelchair unknown</td>" not in text_of(app)


def test_every_chart_has_its_table(open_page: Open) -> None:
    """The figures of both charts are in tables."""
    text = text_of(open_page("data_and_updates"))
    assert "Bus trips a day, by month" in text
    assert "January 2026" in text
    assert "Share not recorded" in text


def test_missing_files_are_named_before_building(open_page: Open) -> None:
    """An empty form and a wrong name each give a sentence; no build starts."""
    app = open_page("data_and_updates")
    app.button[-1].click().run()
    assert "Name the street map" in text_of(app)
    app.text_input(key="rebuild_streets").set_value("/no/such.osm")
    app.text_area(key="rebuild_timetables").set_value("/no/such.zip")
    app.button[-1].click().run()
    assert "There is no file or folder /no/such.osm" in text_of(app)
    assert build_job.current_job().state is JobState.NONE


@pytest.mark.parametrize(
    ("address", "offered"),
    [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), (None, False)],
)
def test_files_are_named_at_this_computer_only(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, address: str | None, offered: bool
) -> None:
    """Served to other computers, the page offers no field for this one's files."""
    real = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda name: address if name == "server.address" else real(name)
    )
    app = open_page("data_and_updates")
    fields = [each.key for each in app.text_input]
    assert ("rebuild_streets" in fields) is offered


def finish(job: BuildJob, seconds: float = 60.0) -> JobState:
    """Wait until a job is over."""
    end = time.monotonic() + seconds
    while job.state is JobState.RUNNING and time.monotonic() < end:
        time.sleep(0.05)
    return job.state


@pytest.fixture
def inputs(tmp_path: Path) -> Iterator[BuildInputs]:
    """Return the town's files and a folder for its area."""
    streets, feed = write_town(tmp_path)
    yield BuildInputs(str(streets), (str(feed),), str(tmp_path / "area"))
    st.cache_resource.clear()


def test_a_build_in_the_background_makes_an_area(inputs: BuildInputs) -> None:
    """It reports its stages and ends with a whole area."""
    job = BuildJob()
    job.start(inputs)
    assert job.state is JobState.RUNNING
    assert finish(job) is JobState.DONE
    assert job.share == 1.0 or job.stage
    assert read_manifest(Path(inputs.out))["counts"]["trips"] == 49


def test_a_build_that_fails_says_why(inputs: BuildInputs) -> None:
    """A broken feed ends as failed, with the file's name."""
    Path(inputs.timetables[0]).write_bytes(b"no zip")
    job = BuildJob()
    job.start(inputs)
    assert finish(job) is JobState.FAILED
    assert "town.gtfs.zip" in job.message
    assert not Path(inputs.out, "manifest.json").exists()


SLEEPS = (
    sys.executable,
    "-c",
    'import time; print(\'{"stage": "Sleeping", "share": 0.5}\', flush=True); time.sleep(600)',
)
DIES = (sys.executable, "-c", "import os; os._exit(9)")
CHATTERS = (sys.executable, "-c", "print('no report')")


def begun(job: BuildJob, inputs: BuildInputs) -> None:
    """Start a job and wait for its first report."""
    job.start(inputs)
    while not job.share and job.state is JobState.RUNNING:
        time.sleep(0.02)


def test_a_build_can_be_cancelled(inputs: BuildInputs) -> None:
    """Cancelling ends it at once; another one can start."""
    job = BuildJob(SLEEPS)
    begun(job, inputs)
    job.cancel()
    assert job.state is JobState.CANCELLED
    assert job.seconds < 60


@pytest.mark.parametrize("command", [DIES, CHATTERS])
def test_a_build_that_dies_is_noticed(inputs: BuildInputs, command: Sequence[str]) -> None:
    """A process that ends without a word, or says something else, has failed."""
    job = BuildJob(command)
    job.start(inputs)
    assert finish(job, 20) is JobState.FAILED
    assert "unexpectedly" in job.message


def test_the_page_follows_a_build(open_page: Open, inputs: BuildInputs) -> None:
    """While it runs the page shows its stage and a way to cancel; then that it was cancelled."""
    job = build_job.current_job()
    job.command = SLEEPS
    begun(job, inputs)
    app = open_page("data_and_updates")
    assert "50 % done" in text_of(app)
    app.button(key="rebuild_cancel").click().run()
    assert "The build was stopped" in text_of(app)
