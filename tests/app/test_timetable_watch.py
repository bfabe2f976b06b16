"""The page Timetable watch: plans by urgency, one in full, its sheet and its new version."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.conftest import MAIN, text_of
from tests.app.test_background import program, until
from tests.watch.towns import PERSON, RUNS, WEEK, Feed, register_of
from transit.batch.watch import watch_register
from transit.dashboard import watch_worker
from transit.dashboard.registered import REGISTER_VARIABLE
from transit.dashboard.serving import AREA_VARIABLE
from transit.dashboard.watch_job import WatchInputs, current_watch
from transit.model.watch import Outcome
from transit.store import open_store
from transit.store.plans import find_saved_plan
from transit.store.watched import list_looks

Show = Callable[[Feed], AppTest]

LOOK = "Look at all plans"
SLEEPS = program("tell(stage='Looking at plans', share=0.55)\ntime.sleep(600)")
FAILS = program("tell(failed='register.sqlite: the disk is full.')")


def _now() -> dict[str, str]:
    """A calendar that holds today, whenever the tests run."""
    today = dt.date.today()
    first, last = today - dt.timedelta(days=14), today + dt.timedelta(days=42)
    return {"week": f"{WEEK},{first:%Y%m%d},{last:%Y%m%d}"}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folder of the first edition, and a register of two people with a plan in it."""
    folder = tmp_path_factory.mktemp("before")
    area = Feed(calendar=_now()).area(folder)
    register = register_of(folder, area, [PERSON, replace(PERSON, id="P2")])
    return folder / "area", register


@pytest.fixture
def show(
    before: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Show]:
    """Return what opens the page on another edition, with a copy of the register."""
    copy = tmp_path / "register.sqlite"
    copy.write_bytes(before[1].read_bytes())
    copy.chmod(0o600)
    monkeypatch.setenv(REGISTER_VARIABLE, str(copy))

    def opened(feed: Feed) -> AppTest:
        feed.area(tmp_path / "new")
        monkeypatch.setenv(AREA_VARIABLE, str(tmp_path / "new" / "area"))
        app = AppTest.from_file(str(MAIN), default_timeout=120).run()
        app.switch_page("app_pages/timetable_watch.py").run()
        assert not app.exception
        return app

    yield opened
    current_watch().cancel()
    st.cache_resource.clear()


def look(app: AppTest) -> AppTest:
    """Look at all plans as the background does, and draw the page anew."""
    watch_register(os.environ[REGISTER_VARIABLE], Path(os.environ[AREA_VARIABLE]))
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str = LOOK) -> AppTest:
    """Press a button of the page."""
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception
    return app


def test_nothing_is_known_before_anybody_looked(show: Show) -> None:
    """What to do is said, and how far the timetable reaches."""
    app = show(Feed(calendar=_now()))
    assert "No plan was looked at yet" in text_of(app)
    assert "2 are saved" in text_of(app)


def test_plans_are_listed_by_urgency(show: Show) -> None:
    """The 7 is now the 70: both plans, with one sentence each."""
    runs = [replace(run, route="70") for run in RUNS]
    app = look(show(Feed(calendar=_now(), runs=runs)))
    text = text_of(app)
    assert text.count("Way there: Bus 7 is now bus 70. One more thing is other.") == 2
    assert text.count('class="open"') == 2
    assert "! Has changed" in text
    assert f"Last looked at on {dt.datetime.now():%d/%m/%Y}" in text


def test_the_real_work_in_the_background(show: Show) -> None:
    """Begun with the button, done by a process of its own, found again after a reload."""
    press(show(Feed(calendar=_now(), shuffled=True)))
    until(lambda: not current_watch().is_running, seconds=120)
    app = AppTest.from_file(str(MAIN), default_timeout=120).run()
    app.switch_page("app_pages/timetable_watch.py").run()
    assert "All 2 plans were looked at." in text_of(app)


def test_what_the_look_says_of_itself(show: Show) -> None:
    """All of them, then none: from the same inputs nothing is looked at anew."""
    show(Feed(calendar=_now(), shuffled=True))
    told: list[float] = []
    inputs = asdict(WatchInputs(os.environ[REGISTER_VARIABLE], os.environ[AREA_VARIABLE]))
    said = [watch_worker.watch(inputs, lambda _, share: told.append(share))[0] for _ in range(2)]
    assert said == [
        "All 2 plans were looked at.",
        "Nothing has changed since the last look at each plan.",
    ]
    assert told[0] == 0.0 and 1.0 in told


def test_progress_is_seen_by_others_and_can_be_stopped(show: Show) -> None:
    """While it goes on there is no second button; stopped, there is one again."""
    current_watch().command = SLEEPS
    app = press(show(Feed(calendar=_now())))
    until(lambda: current_watch().share > 0)
    other = AppTest.from_file(str(MAIN), default_timeout=120).run()
    other.switch_page("app_pages/timetable_watch.py").run()
    assert "50 % done" in text_of(other)
    assert LOOK not in [each.label for each in other.button]
    press(other, "Stop looking at plans")
    assert "What was found so far is kept" in text_of(app.run())
    assert LOOK in [each.label for each in app.button]


def test_what_failed_is_said_and_a_folder_that_is_no_area(show: Show, tmp_path: Path) -> None:
    """The reason, and the button again; with a wrong folder nothing is begun."""
    current_watch().command = FAILS
    app = press(show(Feed(calendar=_now())))
    until(lambda: not current_watch().is_running)
    assert "register.sqlite: the disk is full." in text_of(app.run())
    app.text_input(key="watch_old").set_value(str(tmp_path / "none"))
    press(app)
    assert "is no area" in text_of(app)
    assert current_watch().number == 1


def test_what_is_as_it_was_is_shown_on_request(show: Show) -> None:
    """Two plans unchanged: not in the list of news, but under their own filter."""
    app = look(show(Feed(calendar=_now(), shuffled=True)))
    assert "No plan has changed" in text_of(app)
    app.selectbox(key="watch_filter").set_value("All plans").run()
    assert text_of(app).count("✓ As it was") == 2


def test_one_plan_in_full(show: Show) -> None:
    """Old beside new, the steps that are other, the sheet."""
    app = look(show(Feed(calendar=_now(), runs=[run.later(300) for run in RUNS])))
    app.session_state["watch_open"] = "PL1"
    app.run()
    text = text_of(app)
    assert (
        "<td>Get on</td><td>West End, 09:30</td><td><strong>West End, 09:35</strong></td>" in text
    )
    assert "<td>Stops to count</td><td>2</td><td>2</td>" in text
    app.selectbox(key="watch_sheet_language").set_value("cy").run()
    assert any("No native reader" in each.value for each in app.warning)
    app.button(key="watch_print").click().run()
    assert not app.exception
    assert app.get("download_button")


def test_a_new_version_is_made_on_request_only(show: Show, tmp_path: Path) -> None:
    """Somebody stands for it; then the plan is as it was learnt anew."""
    app = look(show(Feed(calendar=_now(), runs=[run.later(300) for run in RUNS])))
    store = open_store(tmp_path / "register.sqlite")
    try:
        app.session_state["watch_open"] = "PL1"
        app.run()
        make = next(each for each in app.button if each.label == "Make a new version")
        make.click().run()
        assert "name of who saves it" in text_of(app)
        assert len(find_saved_plan(store, "PL1").versions) == 1  # type: ignore[union-attr]
        app.text_input(key="watch_by").set_value("trainer 2")
        make = next(each for each in app.button if each.label == "Make a new version")
        make.click().run()
        assert not app.exception
        assert "PL1 has a new version: 2." in text_of(app)
        assert len(find_saved_plan(store, "PL1").versions) == 2  # type: ignore[union-attr]
        outcomes = {each.watched.plan: each.watched.outcome for each in list_looks(store)}
        assert outcomes == {"PL1": Outcome.UNCHANGED, "PL2": Outcome.CHANGED}
    finally:
        store.close()


def test_without_a_register_it_says_how_to_begin(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, and the way to one."""
    monkeypatch.delenv(REGISTER_VARIABLE)
    assert "No register was opened" in text_of(show(Feed(calendar=_now())))
