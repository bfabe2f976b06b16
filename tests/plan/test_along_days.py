"""Somebody along on one part of a journey that is not the same on every day of the session."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.watch.test_along import cannot
from tests.watch.towns import SESSION, WEEK, Feed, Run, desk_of
from transit.network.area import Area
from transit.plan.along import find_along
from transit.plan.choose import Telling, choose
from transit.plan.chosen_desk import ChosenDesk, Wanted
from transit.plan.things import Spots
from transit.present.words import Words
from transit.read.printing import read_hazards, read_print_words
from transit.verdict.cases import Case

MONTHS = "20260105,20260227"
CALENDAR = {
    "week": f"{WEEK},{MONTHS}",
    "mon": f"1,0,0,0,0,0,0,{MONTHS}",
    "tue": f"0,1,0,0,0,0,0,{MONTHS}",
}
CHANGING = ("change_at_one_stop", "change_to_another_stop")


def _there(start: int) -> list[Run]:
    """Bus A, and from its last stop bus B ten minutes later."""
    return [
        Run("A", "week", "Middle", (("we", start), ("me", start + 120))),
        Run("B", "week", "East End", (("me", start + 600), ("ee", start + 720))),
    ]


def _direct(start: int, service: str) -> list[Run]:
    calls = (("ew", start), ("mw", start + 120), ("ww", start + 240))
    return [Run("7", service, "West End", calls)]


def _changing(start: int, service: str) -> list[Run]:
    return [
        Run("C", service, "Middle", (("ew", start), ("mw", start + 120))),
        Run("D", service, "West End", (("mw", start + 600), ("ww", start + 720))),
    ]


def _feed(back: Sequence[str]) -> Feed:
    """Return a feed with a change there, and home as said for Mondays and for Tuesdays."""
    runs: list[Run] = []
    for start in range(7 * 3600, 19 * 3600 + 1, 1800):
        runs += _there(start)
        for how, service in zip(back, ("mon", "tue"), strict=True):
            made = _direct if how == "direct" else _changing
            runs += made(start + 600, service)
    return Feed(runs=runs, calendar=CALENDAR)


def _area(back: Sequence[str], folder: Path) -> Area:
    return _feed(back).area(folder)


@pytest.mark.parametrize(
    ("back", "along"),
    [
        (("direct", "change"), None),
        (("change", "change"), ("out:3:1-1", "back:3:1-1")),
    ],
    ids=["another on Tuesdays", "alike"],
)
def test_nobody_changes_alone_on_a_later_kind_of_day(
    back: Sequence[str], along: tuple[str, ...] | None, tmp_path: Path
) -> None:
    """Who helps on the way there alone is not there on Tuesdays, when she changes home as well."""
    desk = desk_of(_area(back, tmp_path))
    able = cannot(*CHANGING)
    # From 560 metres on it is too far to walk past the change.
    person = replace(able, limits=replace(able.limits, walk_total_m=560))
    case = Case(ChosenDesk(desk, Wanted(Spots(), Spots())), person, 0, SESSION)
    assert len(case.kinds) == 2
    found = find_along(case)
    assert (found is not None) == (along is not None)
    telling = Telling(Words(read_print_words()), read_hazards())
    options = choose(desk, person, SESSION, telling).options
    assert options
    told = [each.together.legs for each in options if each.part_along]
    assert told == ([] if along is None else [along])
