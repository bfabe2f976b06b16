"""transit sessions: wrong use, and a small town swept."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_windows_venues import run, town

__all__ = ["town"]

SOME = ("sessions", "r", "--area", "a", "--opportunity", "O1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "o.pdf"), ".csv or .xlsx"),
        (("--days", "someday"), "mon tue"),
        (("--first", "20:45"), "no session fits"),
        (("--move", "10:15"), "10:15-15:15"),
        (("--move", "15:15-10:15"), "must end after it starts"),
        (("--hand-on", "public", "--ids"), "names people"),
        (("--hand-on", "public", "--out", "o.csv"), "small numbers"),
    ],
)
def test_wrong_use_says_what_was_expected(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, before anything is opened."""
    assert run(*SOME, *words) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_sessions_as_json(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str], tmp_path: Path
) -> None:
    """Best times, today's sessions, a move off the quarters of an hour; all times in a file."""
    register, area = town
    words = ["--opportunity", "O1", "--days", "mon tue", "--step", "60", "--workers", "1"]
    words += ["--move", "10:05-12:05", "--out", str(tmp_path / "times.csv")]
    assert run("sessions", register, "--area", area, *words, "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["people"] == 3 and [each["minutes"] for each in found["best"]] == [
        120,
        150,
        180,
        360,
    ]
    reading, _ = found["today"]
    assert reading["session"] == "S1" and reading["asked"]["start"] == "10:05"
    assert [each["day"] for each in reading["windows"]] == ["mon", "tue"]
    assert sum(reading["windows"][0][each] for each in RUNGS) == 3
    assert "gain_ids" not in reading["asked"]
    rows = list(csv.DictReader((tmp_path / "times.csv").open(encoding="utf-8")))
    assert {row["day"] for row in rows} == {"mon", "tue"}
    assert {row["minutes"] for row in rows} >= {"60", "120", "480"}

    assert run("sessions", register, "--area", area, *words, "--ids") == 0
    shown = capsys.readouterr().out
    assert "best windows of 2 h" in shown and "S1 at 10:05–12:05: gains" in shown
    # Twice a file was written, once people were listed.
    with closing(sqlite3.connect(register)) as store:
        noted = [action for (action,) in store.execute("SELECT action FROM audit ORDER BY id")]
    assert noted[-3:] == ["export", "export", "list_people"]


def test_what_may_be_handed_on(capsys: pytest.CaptureFixture[str], town: tuple[str, str]) -> None:
    """Of three people no number is told, neither of who comes nor of who gains; it is noted."""
    register, area = town
    words = ["--opportunity", "O1", "--days", "mon tue", "--step", "60", "--workers", "1"]
    assert run("sessions", register, "--area", area, *words, "--hand-on", "public", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["audience"] == "public"
    (_, _, best), (_, heads, moves) = found["tables"]
    assert best and {cell for row in best for cell in row[2:]} == {"fewer than 10"}
    assert {len(row) for row in moves} == {len(heads)}
    assert {row[1] for row in moves} == {"fewer than 10"}
    assert not {"P1", "P2", "P3"} & set(str(found).split())
    with closing(sqlite3.connect(register)) as store:
        (noted,) = store.execute("SELECT action FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    assert noted == "export"


RUNGS = ("now", "with_training", "with_companion", "door_to_door")


def test_a_venue_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str]
) -> None:
    """Exit code 1 and a sentence."""
    register, area = town
    assert run("sessions", register, "--area", area, "--opportunity", "O9", "--workers", "1") == 1
    assert "there is no opportunity O9" in capsys.readouterr().err
