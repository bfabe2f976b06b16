"""One service date: its own trips, and those of the nights before and after."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from tests.feeds import DAILY, Trip, trip, write_feed
from transit.model.clock import to_local
from transit.network.day import day_timetable
from transit.network.service_days import date_notices, service_days
from transit.network.timetable import DayTimetable, Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
TUESDAY = dt.date(2023, 6, 13)
NIGHT = trip("night", "A 23:50", "B 24:10", "C 24:30")


def timetable_of(tmp_path: Path, *trips: Trip, calendar: dict[str, str] | None = None) -> Timetable:
    """Build a timetable of some trips."""
    path = write_feed(tmp_path / "tiny.zip", trips, calendar=calendar)
    return build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)[0]


def trips_of(timetable: Timetable, day: DayTimetable) -> list[str]:
    """Return the ids of a day's trips."""
    rows = timetable.trip_row[day.trip_index].tolist()
    return timetable.trips["trip_id"].gather(rows).to_list()


def test_the_night_before_runs_on(tmp_path: Path) -> None:
    """A trip to 24:30 is there twice: today's, and yesterday's 86,400 s earlier."""
    timetable = timetable_of(tmp_path, NIGHT, trip("day", "A 08:00", "B 08:10"))
    day = day_timetable(timetable, TUESDAY)
    assert sorted(trips_of(timetable, day)) == ["day", "night", "night"]
    at = day.pattern_shift_s.tolist().index(-86_400)
    start = day.arrays.pattern_first_event[at]
    # 23:50, 24:10 and 24:30 of the day before are -600, 600 and 1,800 s of this one.
    assert day.arrays.arrival[start : start + 3].tolist() == [-600, 600, 1800]


def test_a_trip_that_ends_at_midnight_is_still_there_at_midnight(tmp_path: Path) -> None:
    """Arriving at 24:00:00 is second 0 of the next day; 23:59:59 is over."""
    timetable = timetable_of(
        tmp_path, trip("at", "A 23:50", "B 24:00"), trip("before", "C 23:50", "D 23:59:59")
    )
    day = day_timetable(timetable, TUESDAY)
    assert sorted(trips_of(timetable, day)) == ["at", "at", "before"]


@pytest.mark.parametrize(
    ("sunday", "shift_s"),
    [
        (dt.date(2023, 3, 26), -82_800),  # 01:00 becomes 02:00: Saturday's seconds end early
        (dt.date(2023, 10, 29), -90_000),
        (dt.date(2023, 6, 11), -86_400),
    ],
)
def test_clock_changes_move_the_night_before(tmp_path: Path, sunday: dt.date, shift_s: int) -> None:
    """Saturday's night bus is at the same moment whether asked for on Saturday or on Sunday."""
    timetable = timetable_of(tmp_path, NIGHT)
    day = day_timetable(timetable, sunday)
    assert sorted(day.pattern_shift_s.tolist()) == [shift_s, 0]
    at = day.pattern_shift_s.tolist().index(shift_s)
    arrives = int(day.arrays.arrival[day.arrays.pattern_first_event[at] + 2])
    saturday = sunday - dt.timedelta(1)
    assert to_local(arrives, sunday, timetable.zone) == to_local(
        24 * 3600 + 1800, saturday, timetable.zone
    )


EARLY = trip("early", "A 00:30", "B 00:50")
EVENING = trip("evening", "A 22:00", "B 22:30")


def test_the_next_morning_is_there_as_far_as_asked(tmp_path: Path) -> None:
    """The bus at 0:30 of the next date is there if one looks more than half an hour ahead."""
    timetable = timetable_of(tmp_path, EARLY)
    assert day_timetable(timetable, TUESDAY, 1800).pattern_shift_s.tolist() == [0]
    day = day_timetable(timetable, TUESDAY, 1801)
    assert sorted(day.pattern_shift_s.tolist()) == [0, 86_400]
    at = day.pattern_shift_s.tolist().index(86_400)
    start = day.arrays.pattern_first_event[at]
    # 24:30 and 24:50 as this date counts.
    assert day.arrays.departure[start : start + 2].tolist() == [88_200, 89_400]


def test_the_evening_before_is_there_as_far_as_asked(tmp_path: Path) -> None:
    """The bus that ends at 22:30 of the day before is there if one looks back 90 minutes."""
    timetable = timetable_of(tmp_path, EVENING)
    assert day_timetable(timetable, TUESDAY, 5399).pattern_shift_s.tolist() == [0]
    day = day_timetable(timetable, TUESDAY, 5400)
    assert sorted(day.pattern_shift_s.tolist()) == [-86_400, 0]


@pytest.mark.parametrize(
    ("saturday", "shift_s", "clock_s"),
    [
        # Sunday's seconds start at noon less twelve hours: at 23:00 on Saturday when an hour is
        # skipped, at 01:00 summer time when one comes twice.
        (dt.date(2023, 3, 25), 82_800, -3_600),
        (dt.date(2023, 10, 28), 90_000, 3_600),
        (dt.date(2023, 6, 10), 86_400, 0),
    ],
)
def test_clock_changes_move_the_next_morning(
    tmp_path: Path, saturday: dt.date, shift_s: int, clock_s: int
) -> None:
    """Sunday's first bus is at the same moment whether asked for on Saturday or on Sunday."""
    timetable = timetable_of(tmp_path, EARLY)
    day = day_timetable(timetable, saturday, 2 * 3600)
    assert sorted(day.pattern_shift_s.tolist()) == [0, shift_s]
    at = day.pattern_shift_s.tolist().index(shift_s)
    leaves = int(day.arrays.departure[day.arrays.pattern_first_event[at]])
    assert leaves == 86_400 + 1800 + clock_s
    sunday = saturday + dt.timedelta(1)
    assert to_local(leaves, saturday, timetable.zone) == to_local(1800, sunday, timetable.zone)


def test_looking_further_than_a_day(tmp_path: Path) -> None:
    """With 25 hours on either side two dates before and two after are there."""
    timetable = timetable_of(tmp_path, EARLY)
    day = day_timetable(timetable, TUESDAY, 25 * 3600)
    # 0:50 two dates before was 47 h 10 min before midnight: too long ago.
    assert sorted(day.pattern_shift_s.tolist()) == [-86_400, 0, 86_400, 172_800]


def test_dates_at_the_ends_of_the_calendar_have_nothing(tmp_path: Path) -> None:
    """No date is too early or too late to be asked."""
    timetable = timetable_of(tmp_path, NIGHT)
    for date in (dt.date.min, dt.date.max):
        assert day_timetable(timetable, date, 3600).trip_index.size == 0


def test_trips_of_two_nights(tmp_path: Path) -> None:
    """A coach that runs to 49:00 is there on three dates."""
    timetable = timetable_of(tmp_path, trip("coach", "A 22:00", "B 30:00", "C 49:00"))
    day = day_timetable(timetable, TUESDAY)
    assert sorted(day.pattern_shift_s.tolist()) == [-172_800, -86_400, 0]


def test_services_of_other_days_are_not_there(tmp_path: Path) -> None:
    """On a Tuesday Monday's night bus runs on, Tuesday's own starts, Sunday's is gone."""
    timetable = timetable_of(
        tmp_path,
        trip("sun", "A 23:50", "B 24:10", service="SUN"),
        trip("mon", "A 23:50", "B 24:10", service="MON"),
        trip("tue", "A 23:50", "B 24:10", service="TUE"),
        calendar={
            "SUN": "0,0,0,0,0,0,1,20230101,20231231",
            "MON": "1,0,0,0,0,0,0,20230101,20231231",
            "TUE": "0,1,0,0,0,0,0,20230101,20231231",
        },
    )
    day = day_timetable(timetable, TUESDAY)
    shifts = np.repeat(day.pattern_shift_s, np.diff(day.arrays.pattern_first_trip)).tolist()
    assert sorted(zip(trips_of(timetable, day), shifts, strict=True)) == [
        ("mon", -86_400),
        ("tue", 0),
    ]


def test_first_and_last_day_and_beyond(tmp_path: Path) -> None:
    """The day after the last one has only the night's trips; two days after, nothing."""
    timetable = timetable_of(tmp_path, NIGHT, calendar={"ALL": f"{DAILY},20230601,20230602"})
    counts = {
        day: day_timetable(timetable, dt.date(2023, 6, day)).trip_index.size for day in range(1, 5)
    }
    assert counts == {1: 1, 2: 2, 3: 1, 4: 0}
    empty = day_timetable(timetable, dt.date(2030, 1, 1)).arrays
    assert empty.pattern_first_stop.tolist() == [0]
    assert empty.pattern_first_trip.tolist() == [0]
    assert empty.stop_first_visit.size == timetable.stops.height + 1


def test_visits_list_every_call_of_a_pattern(tmp_path: Path) -> None:
    """From each stop one finds the patterns that call there, twice where a loop calls twice."""
    timetable = timetable_of(
        tmp_path,
        trip("loop", "A 08:00", "B 08:05", "C 08:10", "B 08:15", "A 08:20"),
        trip("line", "B 09:00 pickup_type=2", "D 09:10 drop_off_type=1"),
    )
    arrays = day_timetable(timetable, TUESDAY).arrays
    found = set()
    for stop in range(timetable.stops.height):
        for visit in range(arrays.stop_first_visit[stop], arrays.stop_first_visit[stop + 1]):
            pattern, position = arrays.visit_pattern[visit], arrays.visit_position[visit]
            assert arrays.pattern_stop[arrays.pattern_first_stop[pattern] + position] == stop
            found.add((int(pattern), int(position)))
    assert len(found) == arrays.visit_pattern.size == 7
    by_stops = np.diff(arrays.pattern_first_stop).tolist()
    line = arrays.pattern_first_stop[by_stops.index(2)]
    # By arrangement is allowed, none is not.
    assert arrays.pattern_board[line : line + 2].tolist() == [1, 1]
    assert arrays.pattern_alight[line : line + 2].tolist() == [1, 0]


def test_summary_of_service_days(tmp_path: Path) -> None:
    """Two weeks: one trip on weekdays, two on Saturdays, none on Sundays."""
    timetable = timetable_of(
        tmp_path,
        trip("w", "A 08:00", "B 08:10", service="W"),
        trip("s1", "A 09:00", "B 09:10", service="S"),
        trip("s2", "A 10:00", "B 10:10", service="S"),
        calendar={
            "W": "1,1,1,1,1,0,0,20230605,20230618",
            "S": "0,0,0,0,0,1,0,20230605,20230618",
        },
    )
    days = service_days(timetable)
    # Monday 5 June to Saturday 17 June: the last Sunday has nothing.
    assert (days.first, days.last) == (dt.date(2023, 6, 5), dt.date(2023, 6, 17))
    assert days.trips.tolist() == [1, 1, 1, 1, 1, 2, 0, 1, 1, 1, 1, 1, 2]
    assert days.without_service == (dt.date(2023, 6, 11),)
    assert days.usual_trips["saturday"] == 2
    assert days.usual_trips["sunday"] == 0
    assert not date_notices(timetable, dt.date(2023, 6, 10), "tiny")
    assert [n.code for n in date_notices(timetable, dt.date(2023, 6, 18), "t")] == ["feed_expired"]
    codes = [notice.code for notice in date_notices(timetable, dt.date(2023, 6, 4), "t")]
    assert codes == ["feed_starts_later"]
