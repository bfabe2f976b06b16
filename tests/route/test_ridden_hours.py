"""A day split for one person's hours offers exactly the rides that the limits allow."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    DATE,
    Line,
    clock,
    every_trip,
    random_city,
    random_riding,
    timetable_of,
)
from tests.oracle import World, leaving_by_stop, route_of
from transit.kernels.arrays import TimetableArrays
from transit.model.clock import spans_of_hours
from transit.model.fact import Stance
from transit.model.riding import ANY, Riding
from transit.network.day import day_timetable
from transit.network.timetable import DayTimetable, Timetable
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.ridden_hours import ridden_day

Pair = tuple[int, int, int, int]
"""A ride: trip of the whole timetable, its shift, positions to get on and off at."""


def trips_of(arrays: TimetableArrays) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield each trip of a day with its pattern, first visit, first event and number of stops."""
    for pattern in range(arrays.pattern_first_stop.size - 1):
        first, end = (int(at) for at in arrays.pattern_first_stop[pattern : pattern + 2])
        event = int(arrays.pattern_first_event[pattern])
        for trip in range(*(int(at) for at in arrays.pattern_first_trip[pattern : pattern + 2])):
            yield trip, pattern, first, event, end - first
            event += end - first


def rides_of(day: DayTimetable) -> set[Pair]:
    """Return every ride that a split day offers."""
    assert day.ridden is not None
    made = set()
    for trip, pattern, first, _, n in trips_of(day.arrays):
        key = int(day.trip_index[trip]), int(day.pattern_shift_s[pattern])
        for board in range(n):
            for alight in range(board + 1, n):
                if day.ridden.board[first + board] and day.ridden.alight[first + alight]:
                    made.add((*key, board, alight))
    return made


def rides_allowed(day: DayTimetable, world: World, early_s: int) -> set[Pair]:
    """Return every ride of a day that is allowed, tried one by one."""
    arrays, leaving = day.arrays, leaving_by_stop(world)
    made = set()
    for trip, pattern, first, event, n in trips_of(arrays):
        whole = int(day.trip_index[trip])
        for board in range(n):
            depart = int(arrays.departure[event + board])
            others = leaving[int(arrays.pattern_stop[first + board])]
            alone = world.stands_alone(others, route_of(world, whole), depart - early_s, depart)
            for alight in range(board + 1, n) if alone else ():
                if world.may_ride(depart, int(arrays.arrival[event + alight])):
                    made.add((whole, int(day.pattern_shift_s[pattern]), board, alight))
    return made


def usable(day: DayTimetable, pairs: set[Pair]) -> set[Pair]:
    """Return those rides at whose ends the timetable lets anybody on and off."""
    made = set()
    for trip, pattern, first, _, n in trips_of(day.arrays):
        key = int(day.trip_index[trip]), int(day.pattern_shift_s[pattern])
        board, alight = (
            codes[first : first + n]
            for codes in (day.arrays.pattern_board, day.arrays.pattern_alight)
        )
        made |= {pair for pair in pairs if pair[:2] == key and board[pair[2]] and alight[pair[3]]}
    return made


def check_patterns(day: DayTimetable, whole: DayTimetable) -> None:
    """Check that a split day is a sound timetable with the very calls of the whole one."""
    calls: dict[tuple[int, int], Any] = {}
    for trip, pattern, first, event, n in trips_of(whole.arrays):
        key = int(whole.trip_index[trip]), int(whole.pattern_shift_s[pattern])
        times = whole.arrays.arrival[event : event + n], whole.arrays.departure[event : event + n]
        calls[key] = (whole.arrays.pattern_stop[first : first + n], *times)
    seen = set()
    before: tuple[int, Any] = (-1, None)
    for trip, pattern, first, event, n in trips_of(day.arrays):
        key = int(day.trip_index[trip]), int(day.pattern_shift_s[pattern])
        times = day.arrays.arrival[event : event + n], day.arrays.departure[event : event + n]
        here = (day.arrays.pattern_stop[first : first + n], *times)
        for own, other in zip(here, calls[key], strict=True):
            np.testing.assert_array_equal(own, other)
        if before[0] == pattern:
            assert (times[0] >= before[1][0]).all() and (times[1] >= before[1][1]).all()
        before = pattern, times
        seen.add(key)
    assert seen == set(calls)


def world_of(timetable: Timetable, day: DayTimetable, riding: Riding) -> World:
    """Return what the oracle needs to judge rides."""
    city = random_city(0, Path("/dev/null") / "nowhere")
    area = replace(city.area, timetable=timetable)
    profile = replace(city.profiles[0], riding=riding)
    return World(area, day, profile, Stance.HOPEFUL, read_rules(), read_parameters())


@settings(max_examples=150)
@given(st.integers(0, 10**6))
def test_exactly_the_rides_allowed(seed: int) -> None:
    """Every ride that the limits allow is offered and no other; no pattern has an overtaking."""
    chance = random.Random(seed)
    timetable = random_city(seed, Path("/dev/null") / "nowhere").area.timetable
    riding, early_s = random_riding(chance), chance.choice([0, 120, 300])
    whole = day_timetable(timetable, DATE, 20_000)
    day = ridden_day(whole, timetable, riding, early_s)
    if day.ridden is None:
        assert day is whole
        return
    check_patterns(day, whole)
    allowed = rides_allowed(whole, world_of(timetable, whole, riding), early_s)
    assert usable(whole, rides_of(day)) == usable(whole, allowed)


@pytest.mark.parametrize("date", [dt.date(2024, 3, 31), dt.date(2024, 10, 27)])
@pytest.mark.parametrize("seed", range(12))
def test_hours_are_the_clocks_where_it_changes(date: dt.date, seed: int) -> None:
    """A bus at half past one by the clock is within hours from one to two, before and after it."""
    chance = random.Random(seed)
    trips = [every_trip(clock("0:00") + 60 * 7 * at, [600, 1200, 0]) for at in range(60)]
    timetable = replace(
        timetable_of(4, [Line([0, 1, 2, 3], trips)]), first_date=date - dt.timedelta(days=1)
    )
    start = 60 * chance.randrange(0, 4 * 60)
    hours = start, start + 60 * chance.choice([20, 60, 200])
    for riding in (Riding(board_within=hours), Riding(not_within=(hours,))):
        whole = day_timetable(timetable, date, 20_000)
        day = ridden_day(whole, timetable, riding, 0)
        assert rides_of(day) == rides_allowed(whole, world_of(timetable, whole, riding), 0)
        assert 0 < len(rides_of(day)) < len(rides_of(ridden_day(whole, timetable, ALMOST, 0)))


ALMOST = Riding(longest_ride_s=172_800)
"""A limit that no bus here meets, so that the day is split all the same."""


def day_of(*lines: Line, riding: Riding, early_s: int = 0) -> DayTimetable:
    """Return a day of some lines as somebody may ride it."""
    timetable = timetable_of(6, lines)
    return ridden_day(day_timetable(timetable, DATE), timetable, riding, early_s)


def own_rides(day: DayTimetable) -> set[tuple[int, int, int]]:
    """Return the rides of the date's own trips: trip and positions."""
    return {(trip, board, alight) for trip, shift, board, alight in rides_of(day) if shift == 0}


def test_a_pass_counts_where_one_gets_on() -> None:
    """A bus at 9:20, 9:30 and 9:40, a pass from 9:30 to 9:40: on at 9:30, not at 9:40."""
    line = Line([0, 1, 2, 3], [every_trip(clock("9:20"), [600, 600, 600])])
    day = day_of(line, riding=Riding(board_within=(clock("9:30"), clock("9:40"))))
    assert own_rides(day) == {(0, 1, 2), (0, 1, 3)}


def test_nobody_is_aboard_in_crowded_hours() -> None:
    """A bus at 8:00, 8:10, 8:20, 8:30, 8:40; from 8:10 to 8:30 it is crowded.

    One may ride from 8:00 and be off at 8:10 sharp, and get on at 8:30 when it is over. The bus
    is there twice, once for each part.
    """
    line = Line([0, 1, 2, 3, 4], [every_trip(clock("8:00"), [600] * 4)])
    day = day_of(line, riding=Riding(not_within=((clock("8:10"), clock("8:30")),)))
    assert own_rides(day) == {(0, 0, 1), (0, 3, 4)}
    assert (day.trip_index == 0).sum() == 2


def test_the_longest_ride_counts_from_getting_on_to_getting_off() -> None:
    """Of rides of 5, 10 and 4 minutes with two at each stop, those within 16 minutes.

    Stops 0 to 2 take 5 + 2 + 10 = 17: too long. Stops 1 to 3 take 10 + 2 + 4 = 16: just right.
    """
    line = Line([0, 1, 2, 3], [every_trip(clock("8:00"), [300, 600, 240], dwell=120)])
    day = day_of(line, riding=Riding(longest_ride_s=16 * 60))
    assert own_rides(day) == {(0, 0, 1), (0, 1, 2), (0, 1, 3), (0, 2, 3)}


@pytest.mark.parametrize(("early_s", "rides"), [(299, 1), (300, 0)])
def test_another_route_while_one_stands_there(early_s: int, rides: int) -> None:
    """A 2 leaves 5 minutes before the 1: whoever comes 4:59 min early has only the 1 to read."""
    lines = (
        Line([0, 1], [every_trip(clock("8:05"), [600])]),
        Line([0, 2], [every_trip(clock("8:00"), [600])], route=1),
    )
    day = day_of(*lines, riding=Riding(boards_where_several_call=False), early_s=early_s)
    assert len([one for one in own_rides(day) if one[0] == 0]) == rides
    assert len([one for one in own_rides(day) if one[0] == 1]) == 1


def test_a_bus_of_the_same_route_is_no_other() -> None:
    """Two buses of one route leave at once; so do two routes from different stops."""
    lines = (
        Line([0, 1], [every_trip(clock("8:00"), [600])]),
        Line([0, 2], [every_trip(clock("8:00"), [600])]),
        Line([3, 4], [every_trip(clock("8:00"), [600])], route=1),
    )
    day = day_of(*lines, riding=Riding(boards_where_several_call=False), early_s=600)
    assert {trip for trip, *_ in own_rides(day)} == {0, 1, 2}


def test_a_bus_that_nobody_may_board_there_is_no_other() -> None:
    """Where the other route only sets down there is no number to read."""
    lines = (
        Line([0, 1], [every_trip(clock("8:00"), [600])]),
        Line([2, 0, 3], [every_trip(clock("7:50"), [600, 600])], board=[0, 1, 0], route=1),
    )
    day = day_of(*lines, riding=Riding(boards_where_several_call=False), early_s=600)
    assert (0, 0, 1) in own_rides(day)


def test_hours_reach_into_the_next_day() -> None:
    """A pass from 22:00 to 25:00 holds at half past midnight of this day and of the next."""
    trips = [every_trip(clock(time), [600]) for time in ("0:30", "1:30", "23:30", "24:30")]
    day = day_of(Line([0, 1], trips), riding=Riding(board_within=(clock("22:00"), clock("25:00"))))
    assert {trip for trip, *_ in own_rides(day)} == {0, 2, 3}
    # Yesterday's bus at 24:30 is this morning's at half past midnight.
    assert (3, -86_400, 0, 1) in rides_of(day)


def test_without_limits_it_is_the_very_same_day() -> None:
    """Nothing is copied for whom nothing depends on the hour."""
    timetable = timetable_of(2, [Line([0, 1], [every_trip(clock("8:00"), [600])])])
    whole = day_timetable(timetable, DATE)
    for riding in (ANY, Riding(buses=False, asks_driver=False, changes_across=False)):
        assert ridden_day(whole, timetable, riding, 300) is whole


def test_buses_that_may_not_be_ridden_still_come_by() -> None:
    """Before the pass is valid no bus may be boarded, and each is still there to be told of."""
    trips = [every_trip(clock("8:00") + 600 * at, [600]) for at in range(4)]
    day = day_of(Line([0, 1], trips), riding=Riding(board_within=(clock("12:00"), clock("13:00"))))
    assert rides_of(day) == set()
    assert set(day.trip_index.tolist()) == {0, 1, 2, 3}
    assert day.arrays.pattern_board.all()


def test_long_trips_have_room_for_their_marks() -> None:
    """A trip of 200 stops is split as a short one is: one hop each at a limit of one hop."""
    line = Line([at % 6 for at in range(200)], [every_trip(clock("8:00"), [60] * 199)])
    day = day_of(line, riding=Riding(longest_ride_s=60))
    assert own_rides(day) == {(0, at, at + 1) for at in range(199)}
    hours = day_of(line, riding=Riding(board_within=(clock("8:30"), clock("9:40"))))
    boards = {board for _, board, _ in own_rides(hours)}
    assert boards == set(range(30, 100))


@pytest.mark.parametrize(
    ("date", "hours", "expected"),
    [
        # 1:00 becomes 2:00: seconds of the date count from an hour before its midnight.
        (dt.date(2024, 3, 31), ("0:00", "1:00"), [("1:00", "2:00")]),
        (dt.date(2024, 3, 31), ("1:00", "2:00"), []),
        (dt.date(2024, 3, 31), ("1:30", "2:30"), [("2:00", "2:30")]),
        (dt.date(2024, 3, 31), ("8:00", "9:00"), [("8:00", "9:00")]),
        # 2:00 becomes 1:00 again: from one to two comes twice, and runs on.
        (dt.date(2024, 10, 27), ("1:00", "2:00"), [("0:00", "2:00")]),
        (dt.date(2024, 10, 27), ("1:30", "1:45"), [("0:30", "0:45"), ("1:30", "1:45")]),
        (dt.date(2024, 3, 5), ("1:30", "1:45"), [("1:30", "1:45")]),
        (dt.date(2024, 3, 5), ("20:00", "26:00"), [("0:00", "2:00"), ("20:00", "24:00")]),
        (dt.date(2024, 3, 5), ("0:00", "24:00"), [("0:00", "24:00")]),
        (dt.date(2024, 3, 5), ("0:00", "48:00"), [("0:00", "24:00")]),
    ],
)
def test_hours_in_seconds_of_a_date(
    date: dt.date, hours: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    """As the clock shows them, between seconds 0 and 86,400 of the date."""
    zone = timetable_of(1, []).zone
    asked = clock(hours[0]), clock(hours[1])
    spans = spans_of_hours([asked], date, zone, 0, 86_399)
    within = [(max(start, 0), min(end, 86_400)) for start, end in spans if end > 0]
    assert within == [(clock(start), clock(end)) for start, end in expected]
