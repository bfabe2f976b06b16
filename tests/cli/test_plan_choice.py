"""The command that chooses, keeps and prints plans, from one end to the other."""

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.cli.test_plan import town
from transit.cli.main import main

__all__ = ["town"]


def run(town: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the command; gives its exit code and what it said."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main(["plan", str(town / "register.db"), *words])
    said = capsys.readouterr()
    return int(str(left.value.code)), said.out, said.err


def options(town: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return options as JSON."""
    who = ("--area", str(town / "area"), "--person", "P1", "--session", "S1", "--options", "--json")
    code, out, err = run(town, *who, *words, capsys=capsys)
    assert code == 0, err
    made: dict[str, Any] = json.loads(out)
    return made


def test_options_come_with_their_cost_and_what_is_avoided_is_gone(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A crossing that a step names is in no option afterwards, and the difference is told."""
    free = options(town, capsys=capsys)
    assert 1 <= len(free["options"]) <= 3 and free["options"][0]["number"] == 1
    best = free["options"][0]
    key = next(step["key"] for step in best["steps"] if step["action"] == "cross")
    shut = options(town, "--avoid", key, capsys=capsys)
    (thing,) = shut["choice"]["avoid"]
    assert thing.startswith("crossing:")
    assert shut["without_choice"]["out"] == best["out"]
    for each in shut["options"]:
        walked = sum(each[way]["walk_m"] - best[way]["walk_m"] for way in ("out", "back"))
        assert each["beyond"]["walk_m"] == walked
        again = options(town, "--avoid", thing, capsys=capsys)
        assert again["options"] == shut["options"]


def test_what_to_do_need_not_be_said(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person and a session are enough: what there is to choose from is shown, nothing kept."""
    who = ("--area", str(town / "area"), "--person", "P1", "--session", "S1")
    code, short, _ = run(town, *who, capsys=capsys)
    assert code == 0 and short
    assert short == run(town, *who, "--options", capsys=capsys)[1]
    assert json.loads(run(town, "--list", "--json", capsys=capsys)[1]) == []


def test_a_stop_that_is_avoided_is_not_used(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody gets on or off there in any option."""
    every = options(town, capsys=capsys)["options"]
    rides = [leg for each in every for leg in each["out"]["legs"] if leg["mode"] == "bus"]
    stop = rides[0]["board"]["stop_id"]
    shut = options(town, "--avoid", f"stop:{stop}", capsys=capsys)
    for each in shut["options"]:
        for leg in (*each["out"]["legs"], *each["back"]["legs"]):
            if leg["mode"] != "walk":
                assert stop not in (leg["board"]["stop_id"], leg["alight"]["stop_id"])


def test_no_journey_is_an_answer_for_scripts(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the streets at both doors avoided: an empty list as JSON, a sentence otherwise."""
    every = options(town, capsys=capsys)["options"]
    shut = [
        word
        for each in every
        for step in (*each["out"]["legs"][0]["steps"], *each["back"]["legs"][-1]["steps"])
        if step["street"]
        for word in ("--avoid", f"street:{step['street']}")
    ]
    found = options(town, *shut, capsys=capsys)
    assert found["options"] == [] and found["without_choice"] is not None
    who = ("--area", str(town / "area"), "--person", "P1", "--session", "S1", "--options")
    code, out, err = run(town, *who, *shut, capsys=capsys)
    assert code == 1 and out == "" and "No journey keeps to this choice." in err


def test_a_plan_is_kept_listed_and_printed_as_it_was(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printed without an area, by its id alone; a second save is the next version."""
    who = ("--area", str(town / "area"), "--person", "P1", "--session", "S1")
    code, _, err = run(town, *who, "--save", "--by", "Ann", capsys=capsys)
    assert code == 0 and "Saved PL1, version 1" in err
    code, _, err = run(town, *who, "--earlier", "20", "--save", "--by", "Bob", capsys=capsys)
    assert code == 0 and "Saved PL1, version 2" in err
    code, listed, _ = run(town, "--list", "--json", capsys=capsys)
    (plan,) = json.loads(listed)
    assert (plan["id"], plan["version"], plan["made_by"]) == ("PL1", 2, "Bob")
    assert plan["choice"]["earlier_min"] == 20 and plan["trial_weeks"] == 8
    out = tmp_path / "plan.pdf"
    code, _, err = run(town, "--plan", "pl1", "--out", str(out), capsys=capsys)
    assert code == 0, err
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "My journey to Library" in text
    code, steps, _ = run(town, "--plan", "PL1", "--version", "1", capsys=capsys)
    assert code == 0 and "out/leave" in steps


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--plan", "PL99"), 1, "there is no plan PL99"),
        (("--plan", "3"), 1, "such as PL3"),
        (("--person", "P1"), 2, "--person, --session and --area"),
        (("--area", "A", "--person", "P1", "--session", "S1", "--save"), 2, "--by NAME"),
        (("--avoid", "moon:x"), 1, "cannot be avoided"),
        (("--avoid", "out/cross/nowhere"), 1, "no option has this step"),
        (("--companion-for", "out"), 1, "is no leg"),
        (("--option", "9"), 1, "there are"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    town: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    """No traceback, and nothing is written."""
    if words[0] in ("--avoid", "--companion-for", "--option"):
        who = ("--area", str(town / "area"), "--person", "P1", "--session", "S1")
        words = (*who, *words, "--out", str(tmp_path / "plan.pdf"))
    got, _, err = run(town, *words, capsys=capsys)
    assert got == code and said in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err and list(tmp_path.iterdir()) == []
