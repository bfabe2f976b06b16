"""The later bus home that a plan falls back on: told when it is lost, and only then."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.watch.towns import PERSON, RUNS, SESSION, Feed, Run, compared, desk_of
from transit.model.plan import LaterHome
from transit.model.saved_plan import SavedPlan
from transit.model.verdict import Direction
from transit.model.watch import Changed, Gravity, Outcome
from transit.network.area import Area
from transit.plan.choose import Telling, choose
from transit.present.words import Words
from transit.read.printing import print_languages, read_hazards, read_print_words
from transit.read.watching import read_watch_words
from transit.watch.say import said_told
from transit.watch.sheet import sheet_lines

Build = Callable[[Feed], Area]
NEXT = LaterHome(routes=("7",), leaves_s=12 * 3600 + 2400, home_s=46_000, weekdays=(0, 1))
"""Bus 7 at 12:40, half an hour after the learnt one, on Mondays and Tuesdays."""


def _homeward(run: Run) -> bool:
    return run.headsign == "West End"


def _until(*times_s: int) -> Feed:
    """Return a feed whose buses home leave no later than a time, but for some."""
    last, *kept = times_s
    return Feed(
        runs=[
            run
            for run in RUNS
            if not _homeward(run) or run.calls[0][1] <= last or run.calls[0][1] in kept
        ]
    )


NOON_BUS = 12 * 3600 + 600


@pytest.fixture
def falling_back(plan: SavedPlan) -> SavedPlan:
    """Return the plan with the later bus home that it falls back on."""
    version = plan.latest
    kept = replace(version, plan=replace(version.plan, later_home=NEXT))
    return replace(plan, versions=(kept,))


def test_a_lost_later_bus_is_told_and_breaks_nothing(
    towns: Build, old: Area, falling_back: SavedPlan
) -> None:
    """The learnt 12:10 is the last bus home now."""
    watched = compared(falling_back, old, towns(_until(NOON_BUS)))
    told = watched.told[0]
    assert (told.changed, told.direction) == (Changed.LATER_HOME, Direction.BACK)
    assert watched.outcome is Outcome.CHANGED
    assert told.gravity is Gravity.FALLBACK and not told.breaks
    assert len(told.dates) == 16
    words = Words(read_watch_words())
    assert "no other soon after" in said_told(words, told)
    assert "12:40 in the afternoon" in said_told(words, told)
    before, now = sheet_lines(watched, falling_back, words)
    assert "The bus home after that is number 7, at 12:40 in the afternoon." in before
    assert now[-1] == "After that there is no bus home for a long time."


@pytest.mark.parametrize(
    "feed",
    [
        Feed(),
        Feed(shuffled=True, stop_ids="x{}".format),
        _until(NOON_BUS, NOON_BUS + 3600),
    ],
    ids=["same", "renamed", "another within the hour"],
)
def test_where_another_is_left_nothing_is_told(
    towns: Build, old: Area, falling_back: SavedPlan, feed: Feed
) -> None:
    """The same bus, or another soon enough, will do."""
    assert Changed.LATER_HOME not in {
        each.changed for each in compared(falling_back, old, towns(feed)).told
    }


def test_a_rare_day_that_never_had_one_is_not_told(towns: Build, falling_back: SavedPlan) -> None:
    """On one Monday of the eight the 12:10 is the last bus home, in the edition before as well."""
    holiday = [replace(run, service="hol") for run in _until(NOON_BUS).runs]
    feed = Feed(
        runs=[*RUNS, *holiday],
        calendar={**Feed().calendar, "hol": "0,0,0,0,0,0,0,20260105,20260227"},
        exceptions=["week,20260216,2", "hol,20260216,1"],
    )
    area = towns(feed)
    assert [kind.is_rare for kind in desk_of(area).kinds(SESSION)] == [False, True]
    for before in (area, None):
        assert compared(falling_back, before, area).told == ()


def test_one_that_comes_too_late_is_lost(towns: Build, old: Area, falling_back: SavedPlan) -> None:
    """Three hours later is not soon."""
    watched = compared(falling_back, old, towns(_until(NOON_BUS, NOON_BUS + 3 * 3600)))
    assert [each.changed for each in watched.told] == [Changed.LATER_HOME]


@pytest.mark.parametrize("later", [None, LaterHome(), replace(NEXT, weekdays=(2,))])
def test_what_was_not_there_is_not_lost(
    towns: Build, old: Area, plan: SavedPlan, later: LaterHome | None
) -> None:
    """Nobody looked, there was none, or none on these days of the week."""
    version = replace(plan.latest, plan=replace(plan.latest.plan, later_home=later))
    kept = replace(plan, versions=(version,))
    assert compared(kept, old, towns(_until(NOON_BUS))).told == ()


def test_a_bus_home_that_is_gone_itself_is_told_alone(
    towns: Build, old: Area, falling_back: SavedPlan
) -> None:
    """Who has no bus home has no later one either: that is not said as well."""
    watched = compared(falling_back, old, towns(_until(11 * 3600)))
    assert Changed.WITHDRAWN in {each.changed for each in watched.told}
    assert Changed.LATER_HOME not in {each.changed for each in watched.told}


def test_a_plan_that_is_chosen_keeps_its_later_bus(old: Area) -> None:
    """The 12:40 after the 12:10, on both days of the session."""
    telling = Telling(Words(read_print_words()), read_hazards())
    option = choose(desk_of(old), PERSON, SESSION, telling).options[0]
    kept = option.plan.later_home
    assert kept is not None
    leaves = option.back.rides[0].depart_s
    assert (kept.routes, kept.weekdays) == (("7",), (0, 1))
    assert kept.leaves_s is not None and leaves < kept.leaves_s <= leaves + 1800


@pytest.mark.parametrize("language", print_languages())
def test_the_sheet_says_it_in_every_language(
    towns: Build, old: Area, falling_back: SavedPlan, language: str
) -> None:
    """Before there was one, now there is none."""
    words = Words(read_watch_words(language))
    watched = compared(falling_back, old, towns(_until(NOON_BUS)))
    before, now = sheet_lines(watched, falling_back, words)
    assert now[-1] == words.say("watch_sheet", "later_home_none")
    assert any("7" in line for line in before)
