"""The page Windows and venues: its forms, its answers, and the process that makes them."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from tests.app.conftest import Open, text_of
from transit.batch.in_memory import every_key, score_in_memory
from transit.batch.venues import VenueDesk
from transit.dashboard import places_job
from transit.dashboard.places_worker import answer
from transit.model.verdict import Rung
from transit.sessions.venues import Merge, changed
from transit.verdict.basis import shipped_basis

ANSWER = {
    "title": "If Library closes",
    "sentences": ["Nobody is named, and £5 stays £5."],
    "tables": [["Everybody", ["How", "Before", "After"], [["Now", 2, 1]]]],
}


@pytest.fixture
def canned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let questions be answered at once with an answer made by hand."""
    told = json.dumps({"done": "The question is answered.", "result": ANSWER})
    script = f"import sys; sys.stdin.readline(); print({told!r})"
    monkeypatch.setattr(places_job, "WORKER", (sys.executable, "-c", script))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do it in this process."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


def test_without_a_register_it_is_said_how_to_begin(open_page: Open) -> None:
    """The page is never blank."""
    assert "No register was opened" in text_of(open_page("venues"))


def test_a_question_is_answered_in_the_background(
    open_page: Open, in_register: Path, canned: None
) -> None:
    """Asked by button; the answer is a table and a sentence, and it says who may see names."""
    app = open_page("venues")
    app.button(key="places_ask").click().run()
    for _ in range(50):
        if not places_job.current_places().is_running:
            break
        time.sleep(0.1)
    app.run()
    assert not app.exception
    text = text_of(app)
    assert "If Library closes" in text
    assert "For review by people" in text


def test_windows_need_a_day(open_page: Open, in_register: Path, canned: None) -> None:
    """Nothing is begun without one; the page says what is missing."""
    app = open_page("venues")
    app.session_state["windows_days"] = []
    app.run()
    next(each for each in app.button if each.label == "Choose windows").click().run()
    assert "Choose a day" in text_of(app)
    assert places_job.current_places().number == 0


def ask(
    area: Path, register: Path, question: str, venue: str, **asked: object
) -> dict[str, object]:
    """Answer a question as the dashboard's process does."""
    inputs = {"register": str(register), "area": str(area), "parameters_dir": None}
    told = answer(
        {**inputs, "question": question, "venue": venue, "asked": asked}, lambda stage, share: None
    )
    json.dumps(told)
    return told[1]


def test_windows_of_the_library(in_town: Path, in_register: Path, alone: None) -> None:
    """Two windows of two hours; nobody stands in the answer, and it says what is proven."""
    made = ask(
        in_town, in_register, "windows", "O1", most=2, days=[0, 1], lengths_s=[7200], places=None
    )
    assert made["title"].startswith("Library: ")
    said = " ".join(made["sentences"])
    assert "proven, no choice has more" in said
    assert "Nobody has recorded when the venue is open" in said
    assert not {"1", "2", "3"} & {str(cell) for row in made["tables"][0][2] for cell in row}
    assert "P1" not in json.dumps(made)


def test_closing_and_merging_are_told(in_town: Path, in_register: Path, alone: None) -> None:
    """The one garden closes: nothing of its kind is left for three people, too few to be told."""
    closed = ask(in_town, in_register, "close", "O2", other="")
    assert closed["title"] == "If Garden closes"
    rows = [list(row) for row in closed["tables"][0][2]]
    assert rows[-1][0] == "Nothing there"
    assert not {"3", 3} & {cell for row in rows for cell in row}
    assert "not shown people" not in " ".join(closed["sentences"])
    assert ask(in_town, in_register, "merge", "O2", other="O1")["title"] == (
        "If Garden merges into Library"
    )


def test_a_merged_session_is_judged_as_if_it_were_recorded_there(
    in_town: Path, in_register: Path
) -> None:
    """What is told of each person is the verdict on the session at the other door."""
    desk = VenueDesk(str(in_register), in_town, workers=1)
    change = Merge("O2", "O1")
    outcome = desk.look(change)
    after = changed(desk.places, change)
    people = desk.known.people
    rungs: dict[str, Rung] = {}
    for row in score_in_memory(
        str(in_town),
        every_key(people, after.sessions),
        people,
        after.sessions,
        after.opportunities,
        shipped_basis(desk.parameters),
    ):
        who, rung = row["person_id"], Rung(row["rung"])
        rungs[who] = min(rungs.get(who, rung), rung)
    assert {each.person: each.after.judged.rung for each in outcome.people if each.after} == rungs


def test_buildings_of_the_map_and_of_the_register_are_candidates(
    in_town: Path, in_register: Path, alone: None
) -> None:
    """One more garden: the map has one library of its own, the register another."""
    made = ask(in_town, in_register, "best", "O2", most=1)
    assert {row[0] for row in made["tables"][0][2]} == {"East End Library", "Library"}
    assert "(proven)" in made["sentences"][0]
