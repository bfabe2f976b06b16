"""Every case of ``tests/cases`` is built from its sketch and judged as a register would be."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.case_files import (
    Case,
    all_cases,
    opportunity_of,
    person_of,
    read_case,
    session_of,
    write_inputs,
)
from transit.model.verdict import Verdict
from transit.network.build import build_area
from transit.network.store import open_area
from transit.present.verdict_words import verdict_lines
from transit.present.words import english
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_one

_PARTS = {"because": "reasons", "check": "checks", "condition": "conditions", "unmet": "fit"}


@cache
def _shared() -> dict[str, Any]:
    """Return the rules and data that no case changes, read once."""
    return {
        "rules": read_rules(),
        "parameters": read_parameters(),
        "catalogue": read_skills(),
        "profiles": {profile.name: profile for profile in list_profiles()},
    }


def _judged(case: Case, folder: Path) -> Verdict:
    """Build the case's town and judge its person."""
    osm, feed = write_inputs(case, folder)
    build_area(osm, [feed], folder / "area", draw_map=False)
    opportunity = opportunity_of(case)
    shared = _shared()
    desk = Desk(open_area(folder / "area"), {opportunity.id: opportunity}, **shared)
    return judge_one(desk, person_of(case, shared["catalogue"]), session_of(case))


@pytest.mark.parametrize("path", all_cases(), ids=lambda path: path.stem)
def test_case_is_judged_as_written(path: Path, tmp_path: Path) -> None:
    """The verdict, its journeys and its sentences are those that the case's ANSWER gives."""
    case = read_case(path)
    verdict = _judged(case, tmp_path)
    catalogue = _shared()["catalogue"]
    lines = verdict_lines(verdict, catalogue, english(), {"O1": "The Centre"})
    told = "\n".join(lines.every)
    for way in filter(None, (verdict.out, verdict.back)):
        # Fares go by when each bus is boarded.
        assert len(way.boards_s) == len(way.lines)
        times = [way.leave_s, *way.boards_s, way.arrive_s]
        assert times == sorted(set(times))
    labels = {catalogue.skills[gap.skill].label for gap in verdict.gaps}
    for key, words in case.rows("ANSWER"):
        match key:
            case "verdict":
                assert verdict.rung.word.replace("_", " ") == words, told
            case "confirmed":
                assert verdict.confirmed == (words == "yes"), told
            case "surely":
                assert verdict.sure.word.replace("_", " ") == words, told
            case "learns" | "gap":
                assert words in labels, told
            case "buses out" | "buses back":
                way = verdict.out if key == "buses out" else verdict.back
                assert way is not None, told
                assert way.lines == (() if words == "none" else tuple(words.split())), told
            case "says":
                assert words.lower() in told.lower(), told
            case _:
                part = "\n".join(getattr(lines, _PARTS[key]))
                assert words.lower() in part.lower(), told


def test_enough_cases() -> None:
    """At least forty cases, each with a verdict and a title of its own."""
    cases = [read_case(path) for path in all_cases()]
    assert len(cases) >= 40
    assert len({case.title for case in cases}) == len(cases)
    assert all(case.first("ANSWER", "verdict") for case in cases)
