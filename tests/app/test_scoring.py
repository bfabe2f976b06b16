"""Working out verdicts from the pages: begun, followed, queued, failed; never shown as fresh."""

import sys
import time
from pathlib import Path

import pytest

from tests.app.conftest import Open, text_of
from tests.app.test_background import program, until
from tests.app.test_person import field, of_person
from transit.batch.waiting import count_waiting
from transit.dashboard import score_worker, scoring
from transit.dashboard.background import JobState
from transit.dashboard.score_job import EVERYBODY, ScoreInputs, ScoreRun, current_run
from transit.store import open_store
from transit.store.verdicts import count_stale, read_all

SLEEPS = program("tell(stage='5 of 9 verdicts', share=0.55)\ntime.sleep(600)")
FAILS = program("tell(failed='register.sqlite: the disk is full.')")
REPEATS = program("tell(done=','.join(inputs['people'] or ['all']))")
REAL = (sys.executable, "-m", "transit.dashboard.score_worker")


def asked(register: Path, *people: str) -> ScoreInputs:
    """Return what a page asks for."""
    return ScoreInputs(str(register), "area", None, frozenset(people))


def test_what_is_asked_meanwhile_is_done_next(tmp_path: Path) -> None:
    """Two people edited during a run are one run after it; asking for all includes both."""
    run = ScoreRun(program("tell(stage='x', share=0.1)\ntime.sleep(1)\ntell(done='first')"))
    run.ask(asked(tmp_path))
    run.ask(asked(tmp_path, "P2"))
    run.ask(asked(tmp_path, "P1"))
    assert run.waits_for("P1")
    run.command = REPEATS
    until(lambda: run.number == 2 and not run.is_running)
    assert (run.state, run.message) == (JobState.DONE, "P1,P2")
    assert not run.waits_for("P1")
    run.command = SLEEPS
    run.ask(asked(tmp_path, "P1"))
    assert not run.waits_for("P3")
    run.ask(asked(tmp_path, "P3"))
    assert run.waits_for("P3")
    run.ask(asked(tmp_path))
    assert run._next is not None
    assert run._next.people == EVERYBODY
    run.stop()
    assert run.state is JobState.CANCELLED
    time.sleep(0.2)
    assert not run.is_running


def test_nothing_about_people_is_shown_when_printed(tmp_path: Path) -> None:
    """Neither what is asked for nor the run names anybody."""
    inputs = asked(tmp_path, "P17")
    assert "P17" not in repr(inputs)
    run = ScoreRun(REPEATS)
    run.ask(inputs)
    until(lambda: not run.is_running)
    assert "P17" not in repr(run).replace(run.message, "")


def test_without_verdicts_they_are_offered(open_page: Open, in_register: Path) -> None:
    """One button; pressed, the page shows how far it is, and so does the page Person."""
    current_run().command = SLEEPS
    app = open_page("who_could_travel")
    assert "No verdicts yet" in text_of(app)
    app.button(key="score").click().run()
    assert not app.exception
    until(lambda: current_run().share > 0)
    other = open_page("who_could_travel")
    assert "50 % done" in text_of(other)
    other.button(key="score_stop").click().run()
    assert "Verdicts that were worked out so far are kept" in text_of(other)
    assert [each.label for each in other.button if each.key == "score"] == ["Work out the verdicts"]


def test_what_failed_is_said_plainly(open_page: Open, in_register: Path) -> None:
    """The reason, that nothing is lost, and the button again."""
    current_run().command = FAILS
    app = open_page("who_could_travel")
    app.button(key="score").click().run()
    until(lambda: not current_run().is_running)
    text = text_of(app.run())
    assert "There is a problem" in text
    assert "register.sqlite: the disk is full." in text
    assert "the next run goes on from there" in text
    assert app.button(key="score").label == "Work out the verdicts"


def test_only_what_waits_is_offered(open_page: Open, in_scored: Path) -> None:
    """Nine: one out of date, eight made by hand for an area of another edition."""
    app = open_page("who_could_travel")
    text = text_of(app)
    assert "1 verdict rests on something that has changed since" in text
    assert "8 verdicts were made for an earlier edition" in text
    assert app.button(key="score").label == "Work out these 9"


def test_other_rules_are_noticed(
    open_page: Open, in_scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight of this area were made by hand, with rules of no council."""
    monkeypatch.setattr(scoring, "_edition", lambda: "by-hand")
    app = open_page("who_could_travel")
    text = text_of(app)
    assert "8 verdicts were made with other rules or parameters than now." in text
    assert app.button(key="score").label == "Work out these 9"


def test_a_saved_ability_sets_the_work_going(open_page: Open, in_scored: Path) -> None:
    """For that person only; until it is done their verdicts are marked."""
    current_run().command = SLEEPS
    app = of_person(open_page, "P1")
    field(app, "radio", "Level: tell when").set_value("not assessed")
    field(app, "button", "Save these skills").click().run()
    assert current_run().people == frozenset({"P1"})
    until(lambda: current_run().share > 0)
    assert "50 % done" in text_of(app.run())
    store = open_store(in_scored)
    assert count_waiting(store, person="P1").stale == 3
    store.close()
    current_run().stop()


def test_without_an_area_nothing_is_begun(
    open_page: Open, in_scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person is saved; their verdicts stay marked, and what is missing is said."""
    app = of_person(open_page, "P1")
    monkeypatch.setenv("TRANSIT_AREA", "/no/such/folder")
    field(app, "radio", "Level: tell when").set_value("not assessed")
    field(app, "button", "Save these skills").click().run()
    assert not app.exception
    assert current_run().state is JobState.NONE
    assert "Verdicts need an area" in text_of(app)


@pytest.mark.slow
def test_the_real_work(in_town: Path, in_register: Path) -> None:
    """A process of its own works out nine verdicts; asked again it finds nothing to do."""
    run = ScoreRun(REAL)
    inputs = ScoreInputs(str(in_register), str(in_town), workers=1)
    run.ask(inputs)
    until(lambda: not run.is_running, 300)
    assert (run.state, run.message) == (JobState.DONE, "9 verdicts were worked out.")
    store = open_store(in_register)
    assert len([*read_all(store)]) == 9
    assert count_stale(store) == 0
    store.close()
    said, made = score_worker.score(
        {
            "register": str(in_register),
            "area": str(in_town),
            "parameters_dir": None,
            "people": ["P1"],
            "workers": 1,
        },
        lambda stage, share: None,
    )
    assert said == "Every verdict is up to date: nothing had to be worked out."
    assert made == {"scored": 0, "asked": 3}


def test_what_moved_is_told() -> None:
    """One better, one worse, one as before; the lower rung is the better one."""
    before = {("P1", 0, "S1"): (0, 0), ("P1", 0, "S2"): (1, 3), ("P1", 0, "S3"): (2, 2)}
    after = {("P1", 0, "S1"): (0, 1), ("P1", 0, "S2"): (1, 1), ("P1", 0, "S3"): (2, 2)}
    assert score_worker._moved(before, after) == " 1 is better than before, 1 is worse than before."
    assert score_worker._moved(before, before) == " None is another one than before."
    assert score_worker._moved({}, after) == ""
