"""The command that says what a new timetable does to saved plans."""

import json
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from tests.watch.towns import PERSON, RUNS, Feed, register_of
from transit.cli.main import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the folders of two editions, and a register of two plans."""
    folder = tmp_path_factory.mktemp("watched")
    old = Feed().area(folder / "old")
    Feed(runs=[replace(run, route="70") for run in RUNS]).area(folder / "new")
    register = register_of(folder, old, [PERSON, replace(PERSON, id="P2")])
    return {
        "register": str(register),
        "old": str(folder / "old" / "area"),
        "new": str(folder / "new" / "area"),
    }


def _run(made: dict[str, str], *more: str) -> int:
    editions = ["--area", made["old"], "--new", made["new"], "--on", "2026-01-05"]
    return _code(["watch", made["register"], *editions, *more])


def _code(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_it_tells_each_plan_and_counts(
    made: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Sentences, from when, and the best new version."""
    assert _run(made) == 0
    said = capsys.readouterr().out
    assert "PL1 has changed From Monday 5 January 2026:" in said
    assert "Way there: Bus 7 is now bus 70." in said
    assert "> The best new version needs nobody's help." in said
    assert said.rstrip().endswith("2 changed")


def test_json_holds_everything(made: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Kinds, values, dates and journeys; of the person nothing but the plan's id."""
    assert _run(made, "--json", "--plan", "PL2") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"broken": 0, "changed": 1, "unknown": 0, "unchanged": 0}
    plan = told["plans"][0]
    assert (plan["plan"], plan["outcome"], plan["from"]) == ("PL2", "changed", "2026-01-05")
    assert plan["known_until"] == "2026-02-27"
    assert [each["kind"] for each in plan["changes"]] == ["renumbered", "renumbered"]
    assert plan["changes"][0]["values"] == {"old": "7", "new": "70"}
    assert plan["proposals"][0]["keeps"] == ["stop", "time"]
    assert [leg["mode"] for leg in plan["proposals"][0]["out"]["legs"]] == ["walk", "bus", "walk"]
    assert "P2" not in json.dumps({**plan, "plan": ""})


def test_sheets_are_printed(made: dict[str, str], tmp_path: Path) -> None:
    """One a plan, named by it, and the trainer's list; only their owner may read them."""
    out = tmp_path / "sheets"
    assert _run(made, "--out", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == ["PL1.pdf", "PL2.pdf", "list.pdf"]
    assert (out / "PL1.pdf").stat().st_mode & 0o077 == 0
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(out / "PL1.pdf").pages)
    assert "Your bus has changed" in text
    assert "The bus is number 70." in " ".join(text.split())
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(out / "list.pdf").pages)
    assert "PL1" in told
    assert "Bus 7 is now bus 70." in " ".join(told.split())


@pytest.mark.parametrize(
    "more",
    [
        ("--on", "5 January"),
        ("--accept", "PL1"),
        ("--offer", "0"),
    ],
)
def test_wrong_use(made: dict[str, str], more: tuple[str, ...]) -> None:
    """A date that is none, nobody who stands for it, a number below one."""
    assert _run(made, *more) == 2


def test_what_is_not_there_is_said(
    made: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """No area, no plan: one sentence, no traceback."""
    assert _code(["watch", made["register"], "--new", str(tmp_path / "none")]) == 1
    assert "is no area" in capsys.readouterr().err
    assert _run(made, "--plan", "PL9") == 1
    assert "there is no plan PL9" in capsys.readouterr().err


def test_a_proposal_is_taken_up_by_name(
    made: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan has a second version then."""
    assert _run(made, "--accept", "PL1", "--by", "trainer 2") == 0
    assert "PL1 has a new version: 2" in capsys.readouterr().out
