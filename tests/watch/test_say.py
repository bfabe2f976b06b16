"""Words of watching: every kind of change has its sentence, and sheets keep to short ones."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.watch.towns import RUNS, STOPS, Feed, compared
from transit.model.saved_plan import SavedPlan
from transit.model.verdict import Direction
from transit.model.watch import Changed, Outcome, Told, Value, Watched
from transit.network.area import Area
from transit.present.words import Words
from transit.read.printing import print_languages
from transit.read.watching import read_watch_words
from transit.watch.say import said_apart, said_summary, said_told, said_when
from transit.watch.sheet import changed_steps, sheet_lines

WORDS = Words(read_watch_words())
BUS: dict[str, Value] = {"route": "7", "stop": "West End", "old_depart_s": 34_200}
SEEN: dict[str, Value] = {"seen_on": "2026-01-05", "place": ""}
TOLD: list[tuple[Changed, dict[str, Value]]] = [
    (Changed.WITHDRAWN, BUS),
    (Changed.NOT_ON_DAYS, BUS),
    (Changed.STOP_GONE, BUS | {"board_gone": 1, "still": "Middle"}),
    (Changed.STOP_GONE, BUS | {"board_gone": 0, "still": "Middle"}),
    (Changed.PASS_HOURS, {"from_s": 34_200, "to_s": 82_800}),
    (Changed.PASS_HOURS, {"crowded": 1}),
    (Changed.LATER_HOME, {"route": "7", "old_depart_s": 45_600}),
    (Changed.LATER_HOME, {"route": "", "old_depart_s": -1}),
    (Changed.TOO_LATE, {"start_s": 36_000, "end_s": 43_200}),
    (Changed.CONNECTION, {"route": "8", "new_depart_s": 36_000, "new_arrive_s": 36_060}),
    (Changed.NOT_ABLE, {"ask": "cross", "detail": "unmarked"}),
    (Changed.NOT_ABLE, {"ask": "read_number", "detail": ""}),
    (Changed.NOT_ABLE, {"reason": "total_walk_too_long"}),
    (Changed.NOT_ABLE, {"reason": "nothing_helps_alone"}),
    (Changed.NOT_ABLE, {}),
    (Changed.BARRIER_SEEN, SEEN | {"fact": "kerb", "found": "no"}),
    (Changed.BARRIER_SEEN, SEEN | {"fact": "width", "found": "700", "place": "Mill Lane"}),
    (Changed.FACT_SETTLED, SEEN | {"fact": "lit", "found": "yes"}),
    (
        Changed.FACT_SETTLED,
        SEEN | {"fact": "crossing_kind", "found": "zebra", "place": "Mill Lane"},
    ),
    (Changed.RENUMBERED, {"old": "7", "new": "70"}),
    (
        Changed.STOP_MOVED,
        {"stop": "West End", "new_stop": "Market", "moved_m": 60, "across": 0},
    ),
    (
        Changed.STOP_MOVED,
        {"stop": "West End", "new_stop": "West End", "moved_m": 12, "across": 1},
    ),
    (
        Changed.TIMES,
        BUS | {"new_depart_s": 34_500, "new_arrive_s": 34_740, "shift_s": 300, "within": 0},
    ),
    (Changed.HEADSIGN, {"route": "7", "old": "East End", "new": "Station"}),
    (Changed.STOPS_COUNTED, {"route": "7", "old": 2, "new": 1}),
    (Changed.WALK, {"new_kind": "zebra", "new_street": "", "new_count": 1}),
    (Changed.WALK, {"old_kind": "unmarked", "old_street": "Mill Lane", "old_count": 1}),
    (Changed.CHECK, {}),
    (Changed.VEHICLE, {"what": "wheelchair_space", "old": "yes", "new": "no"}),
    (Changed.VEHICLE, {"what": "ask_to_board", "old": "no", "new": "yes"}),
    (Changed.VEHICLE, {"what": "ask_to_alight", "old": "no", "new": "yes"}),
    (Changed.OTHER_BUSES, {"route": "7", "stop": "West End", "others": "8, 9"}),
    (Changed.TIMETABLE_ENDS, {"first": "2026-01-05", "last": "2026-02-27"}),
    (Changed.TIMETABLE_ENDS, {"first": "2026-01-05", "last": "2026-02-27", "weekdays": "0 5"}),
    (
        Changed.TIMETABLE_ENDS,
        {"first": "2026-01-05", "last": "2026-02-27", "session_over": "2025-12-01"},
    ),
    (Changed.NO_SESSION, {}),
    (Changed.UNREADABLE, {}),
]


def test_every_kind_of_change_is_among_these() -> None:
    """So that a new one cannot be forgotten here."""
    assert {changed for changed, _ in TOLD} == set(Changed)


@pytest.mark.parametrize(("changed", "values"), TOLD)
@pytest.mark.parametrize("direction", [*Direction])
def test_every_change_has_its_sentence(
    changed: Changed, values: dict[str, Value], direction: Direction
) -> None:
    """A whole sentence with no hole in it."""
    said = said_told(WORDS, Told(changed=changed, direction=direction, values=values))
    assert said.endswith(".")
    assert said[0].isupper()
    assert not re.search(r"[{}]|_|None|  ", said)


def test_days_are_said_as_people_say_them() -> None:
    """All from one on, some days of the week, or single dates."""
    mondays = [dt.date(2026, 1, 5) + dt.timedelta(weeks=week) for week in range(4)]
    tuesdays = [day + dt.timedelta(days=1) for day in mondays]
    every = sorted([*mondays, *tuesdays])
    assert said_when(WORDS, every, every) == "from 5 January"
    assert said_when(WORDS, mondays, every) == "from 5 January, on Monday"
    assert said_when(WORDS, mondays[1:2], every) == "on 12 January"
    assert said_when(WORDS, every[2:], every) == "from 12 January"
    watched = Watched(plan="PL1", version=1, outcome=Outcome.CHANGED, dates=tuple(every))
    told = Told(changed=Changed.CHECK, dates=tuple(every))
    assert said_apart(WORDS, watched, told) == ""


def test_the_summary_counts_what_it_leaves_out() -> None:
    """One sentence for the most urgent change."""
    told = Told(
        changed=Changed.RENUMBERED, direction=Direction.OUT, values={"old": "7", "new": "70"}
    )
    one = Watched(plan="PL1", version=1, outcome=Outcome.CHANGED, told=(told,))
    assert said_summary(WORDS, one) == "Way there: Bus 7 is now bus 70."
    three = replace(one, told=(told, told, told))
    assert said_summary(WORDS, three) == (
        "Way there: Bus 7 is now bus 70. Two more things are other."
    )
    assert said_summary(WORDS, replace(one, told=(), outcome=Outcome.UNCHANGED)) == "as it was"


def test_the_sheet_says_what_is_other_and_nothing_else(
    towns: Callable[[Feed], Area], old: Area, plan: SavedPlan
) -> None:
    """Five minutes later: times alone, short sentences; the stops are as they were."""
    watched = compared(plan, old, towns(Feed(runs=[run.later(300) for run in RUNS])))
    before, now = sheet_lines(watched, plan, WORDS)
    assert before == (
        "On the way there:",
        "Leave home at 9:25 in the morning.",
        "It leaves at 9:30 in the morning.",
        "On the way back:",
        "Leave Library at 12:03 in the afternoon.",
        "It leaves at 12:10 in the afternoon.",
    )
    assert now[2] == "It leaves at 9:35 in the morning."
    assert all(len(line.split()) <= 15 for line in (*before, *now))


def test_the_sheet_says_where_a_stop_is_now(
    towns: Callable[[Feed], Area], old: Area, plan: SavedPlan
) -> None:
    """It keeps its name, and is sixty metres away."""
    stops = {**STOPS, "we": replace(STOPS["we"], x=210)}
    _, now = sheet_lines(compared(plan, old, towns(Feed(stops=stops))), plan, WORDS)
    assert now[-2:] == ("The stop is West End.", "It is about 60 metres from where it was.")


def test_no_journey_leaves_the_sheet_without_a_now(plan: SavedPlan) -> None:
    """All of it is told as what was."""
    watched = Watched(plan="PL1", version=1, outcome=Outcome.BROKEN)
    before, now = sheet_lines(watched, plan, WORDS)
    assert now == ()
    assert "The bus is number 7." in before


def test_the_same_journey_has_no_other_steps(plan: SavedPlan) -> None:
    """Neither fewer nor more."""
    journey = plan.latest.journeys[Direction.OUT]
    assert changed_steps(journey, journey) == ((), ())


@pytest.mark.parametrize("language", print_languages())
def test_the_sheet_is_in_every_language(language: str) -> None:
    """Each sentence for the person is there, filled in alike; what staff read may be English."""
    own, english = Words(read_watch_words(language)), WORDS
    for name in english.tables["watch_sheet"]:
        assert own.asked("watch_sheet", name) == english.asked("watch_sheet", name)
    if language != "en":
        assert own.tables["watch_sheet"] != english.tables["watch_sheet"]
    staff = {name for name in english.tables if name.startswith("watch_")}
    assert set(own.tables) >= staff
