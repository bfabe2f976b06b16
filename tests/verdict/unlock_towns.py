"""What tests of unlocks share: towns from the cases that trainers read, some lines changed."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.case_files import (
    FOLDER,
    Case,
    opportunity_of,
    person_of,
    read_case,
    session_of,
    write_inputs,
)
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.unlock import Unlock
from transit.network.build import build_area
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.verdict.desk import Desk


@cache
def shared() -> dict[str, Any]:
    """Return the rules and data that no town changes, read once."""
    return {
        "rules": read_rules(),
        "parameters": read_parameters(),
        "catalogue": read_skills(),
        "profiles": {profile.name: profile for profile in list_profiles()},
    }


def case_with(number: str, **lines: dict[str, str | None]) -> Case:
    """Return a case with some lines of its sections changed; None takes a line away."""
    case = read_case(next(FOLDER.glob(f"{number}-*.txt")))
    sections = {
        name: [row for row in rows if row[0] not in lines.get(name, {})]
        + [(key, words) for key, words in lines.get(name, {}).items() if words is not None]
        for name, rows in case.sections.items()
    }
    return replace(case, sections=sections)


def town_of(case: Case, folder: Path) -> tuple[Desk, Person, Session]:
    """Build a case's town."""
    osm, feed = write_inputs(case, folder)
    build_area(osm, [feed], folder / "area", draw_map=False)
    opportunity = opportunity_of(case)
    desk = Desk(open_area(folder / "area"), {opportunity.id: opportunity}, **shared())
    return desk, person_of(case, shared()["catalogue"]), session_of(case)


def listed(unlocks: tuple[Unlock, ...]) -> dict[tuple[str, str, int], tuple[str, str]]:
    """Return what is listed: kind, what, seconds, each with the two rungs that it leads to."""
    return {
        (one.change.kind.value, one.change.skill or one.change.what, one.change.seconds): (
            move.new_rung.word,
            move.new_sure.word,
        )
        for one in unlocks
        for move in one.moves
    }
