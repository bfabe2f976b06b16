"""The page What if: its form, its answers, the process that makes them, and grown groups."""

import json
import sys
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from transit.batch.score import score_register
from transit.dashboard import what_if_job
from transit.dashboard.what_if_worker import try_changes

TOLD = {
    "people": dict.fromkeys(
        (
            "stranded", "stranded_from_today", "cut_off", "no_longer_alone",
            "losing", "gaining", "newly_alone", "decide_again",
        ),
        "23",
    ),
    "places": [["O1", "17", "0"], ["O2", "not shown", "0"]],
    "verdicts": 90, "scored": 40, "notes": ["A note beneath."],
}  # fmt: skip
ANSWER = {
    "inside": TOLD,
    "public": TOLD,
    "edits": [{"kind": "cut", "route": "7", "taken": 4, "added": 0}],
}


@pytest.fixture
def canned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let changes be tried at once, with an answer made by hand."""
    told = json.dumps({"done": "The changes were tried.", "result": ANSWER})
    script = f"import sys; sys.stdin.readline(); print({told!r})"
    monkeypatch.setattr(what_if_job, "WORKER", (sys.executable, "-c", script))


def put_on_the_list(app: AppTest, **fields: object) -> None:
    """Fill in the form and send it."""
    for name, value in fields.items():
        app.session_state[f"what_if_{name}"] = value
    next(each for each in app.button if each.label == "Put it on the list").click().run()
    assert not app.exception


def test_without_a_register_it_is_said_how_to_begin(open_page: Open) -> None:
    """The page is never blank."""
    assert "No register was opened" in text_of(open_page("what_if"))


def test_changes_are_listed_refused_and_taken_off(open_page: Open, in_scored: Path) -> None:
    """What is no change is refused in words; nothing can be tried while the list is empty."""
    app = open_page("what_if")
    assert app.button(key="what_if_try").disabled
    put_on_the_list(app)
    assert "cut needs a route or a stop" in text_of(app)
    put_on_the_list(app, route="7", **{"from": "18 o'clock"})
    assert "expected a time such as 18:30" in text_of(app)
    put_on_the_list(app, **{"from": "18:00"})
    assert "1. Cut trips: route 7, from 18:00" in text_of(app)
    assert not app.button(key="what_if_try").disabled
    app.button(key="what_if_off_0").click().run()
    assert "No change is on the list yet" in text_of(app)


def test_the_answer_is_told_in_words_figures_and_by_place(
    open_page: Open, in_scored: Path, canned: None
) -> None:
    """Tried in the background; 23 are stranded, 17 need more help to get to the library."""
    app = open_page("what_if")
    put_on_the_list(app, route="7")
    app.button(key="what_if_try").click().run()
    for _ in range(50):
        if not what_if_job.current_what_if().is_running:
            break
        time.sleep(0.1)
    app.run()
    assert not app.exception
    text = text_of(app)
    assert "Cut trips: route 7: 4 trips taken away" in text
    assert "They cannot get to a session any more that they go to today" in text
    assert "17" in text and "not shown" in text and "A note beneath." in text
    assert "For review" in text or "for review" in text


def test_grown_groups_stand_beside_those_of_today(open_page: Open, in_scored: Path) -> None:
    """The scenario, its source and its rates are named; few people are told of by no count."""
    app = open_page("what_if")
    text = text_of(app)
    assert "12.7 %" in text and "Birmingham City Council" in text
    app.selectbox(key="growth_name").select("ageing_ten_years").run()
    assert not app.exception
    assert "29.0 %" in text_of(app)


def test_the_process_tells_counts_and_names_nobody(
    in_town: Path, in_register: Path, tmp_path: Path
) -> None:
    """Two changes one after the other; few people are told of by no count, for either reader.

    The changed area is cleared away, and so is what was left of one that was stopped.
    """
    score_register(in_register, in_town)
    room = tmp_path / "room"
    (room / "stopped" / "area").mkdir(parents=True)
    stages: list[str] = []
    done, found = try_changes(
        {
            "register": str(in_register),
            "area": str(in_town),
            "parameters_dir": None,
            "edits": [
                {"kind": "cut", "route": "7", "from": "08:00", "to": "09:30"},
                {"kind": "halve", "route": "7"},
            ],
            "folder": str(room),
        },
        lambda stage, share: stages.append(stage),
    )
    assert not list(room.iterdir())
    assert done == "The changes were tried." and "Changing the timetable" in stages
    assert set(found) == {"inside", "public", "edits"}
    assert all(each["taken"] > 0 for each in found["edits"])
    said = json.dumps(found)
    assert not any(f'"P{number}"' in said for number in range(1, 9))
    few = {found["public"]["people"][name] for name in ("stranded", "losing")}
    assert few <= {"fewer than 10", "not shown"}
