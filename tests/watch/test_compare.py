"""A plan against editions with one known difference each: exactly that difference is told."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from tests.verdict.judging import ON, abilities
from tests.watch.towns import (
    PERSON,
    RUNS,
    SESSION,
    STOPS,
    WEEK,
    Feed,
    Run,
    Stop,
    compared,
    saved,
)
from transit.model.abilities import Ability, Level
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.people import Pass
from transit.model.saved_plan import Choice, SavedPlan
from transit.model.verdict import Direction, Rung
from transit.model.watch import Changed, Outcome, Told, Watched
from transit.network.area import Area

pytestmark = pytest.mark.slow

Build = Callable[[Feed], Area]

TUESDAYS_AND_MONDAYS = 16
"""Of the eight weeks from 5 January to 27 February."""


def _short(told: Told) -> tuple[str, str]:
    return told.changed.value, "" if told.direction is None else told.direction.value


def _shorts(watched: Watched) -> list[tuple[str, str]]:
    return [_short(told) for told in watched.told]


def _only(watched: Watched, changed: Changed, direction: Direction = Direction.OUT) -> Told:
    return next(
        each for each in watched.told if each.changed is changed and each.direction is direction
    )


def _eastbound(run: Run) -> bool:
    return run.headsign == "East End"


def _changed_stop(key: str, **changes: object) -> Mapping[str, Stop]:
    return {**STOPS, key: replace(STOPS[key], **changes)}  # type: ignore[arg-type]


def test_the_plan_is_what_the_tests_say(plan: SavedPlan) -> None:
    """Bus 7 at 9:30 and 12:10: all later sums start from these."""
    buses = {
        way: [(leg["route"], leg["depart"][11:16]) for leg in journey["legs"] if "route" in leg]
        for way, journey in plan.latest.journeys.items()
    }
    assert buses == {Direction.OUT: [("7", "09:30")], Direction.BACK: [("7", "12:10")]}


@pytest.mark.parametrize(
    "feed",
    [
        Feed(),
        Feed(shuffled=True),
        Feed(stop_ids="x{}9".format, trip_ids="q{}".format),
        Feed(stop_ids="".join, shuffled=True, trip_ids="{:05d}".format),
    ],
    ids=["same", "rows shuffled", "all ids renamed", "both"],
)
@pytest.mark.parametrize("with_old", [True, False])
def test_an_edition_that_says_the_same_is_no_news(
    towns: Build, old: Area, plan: SavedPlan, feed: Feed, with_old: bool
) -> None:
    """Whatever rows and ids are like, with the old edition at hand or without."""
    watched = compared(plan, old if with_old else None, towns(feed))
    assert watched.outcome is Outcome.UNCHANGED
    assert watched.told == ()
    assert watched.proposals == ()
    assert watched.starts is None
    assert watched.known_until == dt.date(2026, 2, 27)


def test_ids_given_to_other_stops_confuse_nobody(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Each id now stands for the next stop of the list."""
    keys = list(STOPS)
    other = dict(zip(keys, [*keys[1:], keys[0]], strict=True))
    assert compared(plan, old, towns(Feed(stop_ids=other.__getitem__))).told == ()


def test_far_away_trips_are_no_news(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Another line between two stops of its own comes and goes."""
    stops = {
        **STOPS,
        "fa": Stop("Far", "wstafa", 300, 206),
        "fb": Stop("Farther", "wstafb", 900, 206),
    }
    far = Run("99", "week", "Farther", (("fa", 9 * 3600), ("fb", 9 * 3600 + 300)))
    assert compared(plan, old, towns(Feed(stops=stops, runs=(*RUNS, far)))).told == ()


@pytest.mark.parametrize("minutes", [-3, 2, 5, 12])
def test_retimed_trips_are_told_by_how_much(
    towns: Build, old: Area, plan: SavedPlan, minutes: int
) -> None:
    """Bus at 9:30 plus k minutes: at the library in good time; the way back likewise."""
    watched = compared(plan, old, towns(Feed(runs=[run.later(60 * minutes) for run in RUNS])))
    assert _shorts(watched) == [("times", "out"), ("times", "back")]
    told = _only(watched, Changed.TIMES)
    assert told.values["shift_s"] == 60 * minutes
    assert told.values["new_depart_s"] == 9 * 3600 + 1800 + 60 * minutes
    assert told.values["within"] == 1
    assert len(told.dates) == TUESDAYS_AND_MONDAYS
    assert watched.starts == dt.date(2026, 1, 5)


def test_one_bus_moved_among_others_is_that_bus(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Only the 9:30 moves, to 9:48; the 10:00, which is nearer to that, ran before."""
    runs = [
        run.later(1080) if _eastbound(run) and run.calls[0][1] == 34_200 else run for run in RUNS
    ]
    watched = compared(plan, old, towns(Feed(runs=runs)))
    assert _shorts(watched) == [("times", "out")]
    assert _only(watched, Changed.TIMES).values["shift_s"] == 1080


def test_a_bus_too_late_for_the_session_breaks_the_plan(towns: Build, old: Area) -> None:
    """The session starts at 9:53 and the person is two minutes early: 9:51 at the latest.

    The 9:30 moves to 9:48, and is there at 9:52; the 9:00 moves to 9:18.
    """
    session = replace(SESSION, start_s=9 * 3600 + 53 * 60)
    learnt = saved(old, session=session)
    runs = [run.later(1080) if _eastbound(run) else run for run in RUNS]
    earlier = compared(learnt, old, towns(Feed(runs=runs)), session=session)
    assert earlier.outcome is Outcome.CHANGED
    assert _only(earlier, Changed.TIMES).values["shift_s"] == -720, "9:18 is nearer than 9:48"
    without = [run for run in runs if not (_eastbound(run) and run.calls[0][1] == 33_480)]
    late = compared(learnt, old, towns(Feed(runs=without)), session=session)
    assert late.outcome is Outcome.BROKEN
    assert _shorts(late) == [("too_late", "out"), ("times", "out")]
    assert _only(late, Changed.TIMES).values["within"] == 0
    offer = late.proposals[0].out
    assert offer is not None
    assert offer["arrive"][11:] <= "09:51:00"


def test_a_bus_back_that_leaves_before_the_end_breaks_the_plan(
    towns: Build, old: Area, plan: SavedPlan
) -> None:
    """At 12:03 nobody is at the stop yet: the walk takes over three minutes, and three early."""
    runs = [run if _eastbound(run) else run.later(-420) for run in RUNS]
    watched = compared(plan, old, towns(Feed(runs=runs)))
    assert _shorts(watched) == [("too_late", "back"), ("times", "back")]
    offer = watched.proposals[0]
    assert offer.back is not None
    assert [leg["depart"][11:16] for leg in offer.back["legs"] if "route" in leg] == ["12:33"]
    assert offer.same == ("bus", "stop")


def test_a_moved_stop_is_told_in_metres(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Sixty metres along the same side; the walk is searched again, and no road is crossed."""
    watched = compared(plan, old, towns(Feed(stops=_changed_stop("we", x=210))))
    assert _shorts(watched) == [("stop_moved", "out")]
    values = _only(watched, Changed.STOP_MOVED).values
    assert (values["moved_m"], values["across"], values["end"]) == (60, 0, "board")
    assert watched.outcome is Outcome.CHANGED
    walks = [plan.latest.journeys[Direction.OUT], watched.proposals[0].out]
    first, second = (each["legs"][0]["distance_m"] for each in walks if each is not None)
    assert second - first == pytest.approx(60, abs=2)


def test_a_stop_moved_over_the_road_is_told(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Twelve metres, but from one side of the centre line to the other."""
    watched = compared(plan, old, towns(Feed(stops=_changed_stop("we", y=-6))))
    assert _shorts(watched) == [("stop_moved", "out")]
    assert _only(watched, Changed.STOP_MOVED).values["across"] == 1


def test_a_stop_that_shifts_by_a_few_metres_is_where_it_was(
    towns: Build, old: Area, plan: SavedPlan
) -> None:
    """Eight metres along the kerb are how exactly poles are mapped."""
    assert compared(plan, old, towns(Feed(stops=_changed_stop("we", x=158)))).told == ()


def test_another_number_is_a_renumbered_bus(towns: Build, old: Area, plan: SavedPlan) -> None:
    """The same stops and times as 70; the best new version is the very same ride."""
    watched = compared(plan, old, towns(Feed(runs=[replace(run, route="70") for run in RUNS])))
    assert _shorts(watched) == [("renumbered", "out"), ("renumbered", "back")]
    assert dict(_only(watched, Changed.RENUMBERED).values) == {"old": "7", "new": "70"}
    assert watched.outcome is Outcome.CHANGED
    assert watched.proposals[0].same == ("stop", "time")


def test_another_bus_that_ran_before_is_no_renumbered_one(
    towns: Build, plan: SavedPlan, old: Area
) -> None:
    """The 8 ran beside the 7 at the same times; now the 7 is gone."""
    both = [*RUNS, *(replace(run, route="8") for run in RUNS)]
    before = towns(Feed(runs=both))
    learnt = saved(before)
    buses = {
        leg["route"] for leg in learnt.latest.journeys[Direction.OUT]["legs"] if "route" in leg
    }
    gone = towns(Feed(runs=[run for run in both if run.route not in buses]))
    watched = compared(learnt, before, gone)
    assert watched.outcome is Outcome.BROKEN
    assert {each.changed for each in watched.told} == {Changed.WITHDRAWN}


def test_another_destination_on_the_front(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Capital letters and blanks are no other destination."""
    signed = [replace(run, headsign=f"{run.headsign} Station") for run in RUNS]
    watched = compared(plan, old, towns(Feed(runs=signed)))
    assert _shorts(watched) == [("headsign", "out"), ("headsign", "back")]
    shouted = [replace(run, headsign=f" {run.headsign.upper()}") for run in RUNS]
    assert compared(plan, old, towns(Feed(runs=shouted))).told == ()


def test_fewer_stops_to_count(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Without the stop between, the first stop is the one."""
    watched = compared(plan, old, towns(Feed(runs=[run.without("me") for run in RUNS])))
    assert _shorts(watched) == [("stops_counted", "out")]
    values = _only(watched, Changed.STOPS_COUNTED).values
    assert (values["old"], values["new"]) == (2, 1)


def test_changes_are_told_together(towns: Build, old: Area, plan: SavedPlan) -> None:
    """Another number, five minutes later, from a stop sixty metres on."""
    runs = [replace(run, route="70").later(300) for run in RUNS]
    watched = compared(plan, old, towns(Feed(runs=runs, stops=_changed_stop("we", x=210))))
    assert _shorts(watched) == [
        ("renumbered", "out"),
        ("stop_moved", "out"),
        ("times", "out"),
        ("renumbered", "back"),
        ("times", "back"),
    ]


def test_a_withdrawn_service_breaks_the_plan(towns: Build, old: Area, plan: SavedPlan) -> None:
    """No bus out at all: the person would walk; nothing is told of the way back."""
    new = towns(Feed(runs=[run for run in RUNS if not _eastbound(run)]))
    watched = compared(plan, old, new, person=replace(PERSON, limits=Limits()))
    assert watched.outcome is Outcome.BROKEN
    assert _shorts(watched) == [("withdrawn", "out")]
    offer = watched.proposals[0]
    assert offer.rung is Rung.NOW
    assert offer.out is not None
    assert [leg["mode"] for leg in offer.out["legs"]] == ["walk"]


def test_one_withdrawn_bus_is_not_taken_for_its_neighbour(
    towns: Build, old: Area, plan: SavedPlan
) -> None:
    """With buses every 15 minutes the 9:30 goes: the 9:15 and the 9:45 are other buses."""
    every = [*RUNS, *(run.later(900) for run in RUNS)]
    before = towns(Feed(runs=every))
    learnt = saved(before)
    start = 34_200
    out = learnt.latest.journeys[Direction.OUT]["legs"][1]["depart"][11:16]
    if out != "09:30":
        start = int(out[:2]) * 3600 + int(out[3:]) * 60
    runs = [run for run in every if not (_eastbound(run) and run.calls[0][1] == start)]
    watched = compared(learnt, before, towns(Feed(runs=runs)))
    assert _shorts(watched) == [("withdrawn", "out")]
    offer = watched.proposals[0].out
    assert offer is not None
    # The routine: the same number from the same stop, at the nearest time.
    assert [leg.get("route") for leg in offer["legs"]] == [None, "7", None]


def test_a_stop_that_is_passed_by(towns: Build, old: Area, plan: SavedPlan) -> None:
    """The bus still runs, from the next stop on."""
    watched = compared(plan, old, towns(Feed(runs=[run.without("we") for run in RUNS])))
    assert watched.outcome is Outcome.BROKEN
    assert _shorts(watched) == [("stop_gone", "out")]
    values = _only(watched, Changed.STOP_GONE).values
    assert (values["stop"], values["still"], values["board_gone"]) == ("West End", "Middle", 1)


def test_a_day_on_which_it_no_longer_runs(towns: Build, old: Area, plan: SavedPlan) -> None:
    """From Tuesday to Friday only: Mondays are told, and only they."""
    feed = Feed(calendar={"week": "0,1,1,1,1,0,0,20260105,20260227"})
    watched = compared(plan, old, towns(feed))
    assert watched.outcome is Outcome.BROKEN
    assert _shorts(watched) == [("not_on_days", "out"), ("not_on_days", "back")]
    assert {date.weekday() for told in watched.told for date in told.dates} == {0}
    assert watched.starts == dt.date(2026, 1, 12)
    assert {date.weekday() for date in watched.proposals[0].dates} == {0}


def test_a_timetable_that_starts_later_says_from_when(
    towns: Build, old: Area, plan: SavedPlan
) -> None:
    """From Monday 2 February; until then the old one holds."""
    feed = Feed(
        runs=[run.later(300) for run in RUNS], calendar={"week": f"{WEEK},20260202,20260327"}
    )
    watched = compared(plan, old, towns(feed))
    assert watched.starts == dt.date(2026, 2, 2)
    assert watched.known_until == dt.date(2026, 3, 27)
    assert all(told.dates[0] == dt.date(2026, 2, 2) for told in watched.told)


def test_beyond_the_timetable_nobody_can_say(towns: Build, old: Area, plan: SavedPlan) -> None:
    """The same buses, but only until New Year's Eve: never unchanged."""
    feed = Feed(calendar={"week": f"{WEEK},20251201,20251231"})
    watched = compared(plan, old, towns(feed))
    assert watched.outcome is Outcome.UNKNOWN
    assert _shorts(watched) == [("timetable_ends", "")]
    assert watched.told[0].values["last"] == "2025-12-31"


def test_days_that_the_timetable_does_not_reach_are_told(
    towns: Build, old: Area, plan: SavedPlan
) -> None:
    """A timetable of one Monday says nothing of Tuesdays."""
    feed = Feed(calendar={"week": f"{WEEK},20260105,20260105"})
    watched = compared(plan, old, towns(feed))
    assert watched.outcome is Outcome.UNKNOWN
    assert watched.told[0].values["weekdays"] == "1"


def test_a_bank_holiday_without_buses_is_no_news_where_there_never_was_one(
    towns: Build,
) -> None:
    """Good Friday week: Easter Monday, 6 April 2026, has no bus in either edition."""
    spring = {"week": f"{WEEK},20260302,20260430"}
    off = ("week,20260406,2",)
    before = towns(Feed(calendar=spring, exceptions=off))
    learnt = saved(before)
    today = dt.date(2026, 3, 2)
    same = compared(learnt, before, towns(Feed(calendar=spring, exceptions=off)), today=today)
    assert same.outcome is Outcome.UNCHANGED
    runs = towns(Feed(calendar=spring))
    learnt = saved(runs)
    lost = compared(learnt, runs, towns(Feed(calendar=spring, exceptions=off)), today=today)
    assert lost.outcome is Outcome.CHANGED, "one bank holiday does not break a plan"
    assert {date for told in lost.told for date in told.dates} == {dt.date(2026, 4, 6)}


def test_pass_hours_that_the_bus_no_longer_keeps(towns: Build, old: Area) -> None:
    """The pass holds from 9:30; at 9:25 the person would have to pay, and does not."""
    person = replace(PERSON, pass_=Pass(held=State.YES, pays_fares=State.NO))
    learnt = saved(old, person)
    runs = [run.later(-300) for run in RUNS]
    watched = compared(learnt, old, towns(Feed(runs=runs)), person=person)
    assert watched.outcome is Outcome.BROKEN
    told = _only(watched, Changed.PASS_HOURS)
    assert told.values["from_s"] == 9 * 3600 + 1800
    assert _shorts(watched) == [
        ("pass_hours", "out"),
        ("too_late", "back"),
        ("times", "out"),
        ("times", "back"),
    ]


def test_another_bus_at_the_stop_for_who_cannot_read_numbers(towns: Build, old: Area) -> None:
    """Bus 9 now leaves the stop a minute before the 7: told, and beyond what the person can do."""
    cannot = Ability(skill="read_bus_number", level=Level.NOT_YET, trainable=State.NO, **ON)
    person = replace(PERSON, abilities=abilities(changed={"read_bus_number": cannot}))
    learnt = saved(old, person)
    runs = (*RUNS, *(replace(run, route="9").later(-60) for run in RUNS))
    new = towns(Feed(runs=runs))
    watched = compared(learnt, old, new, person=person)
    assert watched.outcome is Outcome.BROKEN
    assert _shorts(watched) == [
        ("not_able", "out"),
        ("not_able", "back"),
        ("other_buses", "out"),
        ("other_buses", "back"),
    ]
    assert _only(watched, Changed.NOT_ABLE).values["ask"] == "read_number"
    # Who can read numbers is told of the other bus, and goes on.
    able = compared(saved(old), old, new)
    assert able.outcome is Outcome.CHANGED
    assert _shorts(able) == [("other_buses", "out"), ("other_buses", "back")]


def test_a_stop_moved_beyond_what_the_person_can_walk(towns: Build, old: Area) -> None:
    """At most 500 m in all; the way back has 450 m, and its last stop moves 150 m away."""
    person = replace(PERSON, limits=Limits(walk_total_m=500))
    learnt = saved(old, person)
    assert 400 < learnt.latest.journeys[Direction.BACK]["walk_m"] <= 500
    new = towns(Feed(stops=_changed_stop("ww", x=290)))
    watched = compared(learnt, old, new, person=person)
    assert watched.outcome is Outcome.BROKEN
    assert ("not_able", "back") in _shorts(watched)
    assert (
        _only(watched, Changed.NOT_ABLE, Direction.BACK).values["reason"] == "total_walk_too_long"
    )


def test_a_rung_that_is_lost_is_said_honestly(towns: Build, old: Area) -> None:
    """Too far to walk and no bus: door to door, and no journey is made up."""
    person = replace(PERSON, limits=Limits(walk_total_m=500))
    learnt = saved(old, person)
    new = towns(Feed(runs=[run for run in RUNS if not _eastbound(run)]))
    watched = compared(learnt, old, new, person=person)
    assert [each.rung for each in watched.proposals] == [Rung.DOOR_TO_DOOR]
    assert watched.proposals[0].out is None


def test_a_stop_that_the_plan_avoids_is_avoided_under_its_new_id(
    towns: Build, old: Area, plan: SavedPlan
) -> None:
    """West End is gone from the bus; the next stop, Middle, is avoided: no bus is proposed."""
    version = replace(plan.latest, choice=Choice(avoid=("stop:me",)))
    chosen = replace(plan, versions=(version,))
    runs = [run.without("we") for run in RUNS]
    new = towns(Feed(runs=runs, stop_ids="x{}9".format))
    person = replace(PERSON, limits=Limits())
    free, kept = (compared(each, old, new, person=person) for each in (plan, chosen))
    rides = [
        [leg["board"]["name"] for leg in journey["legs"] if "route" in leg]
        for journey in (free.proposals[0].out, kept.proposals[0].out)
        if journey is not None
    ]
    assert rides == [["Middle"], []]
