"""Dates put together: each trip once, with the dates on which it runs."""

import datetime as dt
from pathlib import Path

from tests.feeds import DAILY, trip, write_feed
from transit.network.days_together import days_together, groups_of
from transit.network.timetable import DayTimetable, Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

MON = dt.date(2023, 6, 12)
TUE, SAT = MON + dt.timedelta(days=1), MON + dt.timedelta(days=5)
CALENDAR = {
    "ALL": f"{DAILY},20230101,20231231",
    "MON": "1,0,0,0,0,0,0,20230101,20231231",
    "TUE": "0,1,0,0,0,0,0,20230101,20231231",
    "SAT": "0,0,0,0,0,1,0,20230101,20231231",
}


def timetable_of(tmp_path: Path) -> Timetable:
    """Five buses every day, one of Mondays, one under two names, and five more on Saturdays."""
    daily = [trip(f"d{at}", f"A {at:02}:00", f"B {at:02}:10") for at in range(8, 13)]
    trips = [
        *daily,
        trip("mon", "A 15:00", "B 15:10", service="MON"),
        trip("same-mon", "A 16:00", "B 16:10", service="MON"),
        trip("same-tue", "A 16:00", "B 16:10", service="TUE"),
        *(trip(f"s{at}", f"A {at}:30", f"B {at}:40", service="SAT") for at in range(13, 18)),
    ]
    path = write_feed(tmp_path / "tiny.zip", trips, calendar=CALENDAR)
    parameters = read_parameters()
    return build_timetable([read_feed(path, parameters)], parameters)[0]


def runs_of(timetable: Timetable, day: DayTimetable) -> dict[str, int]:
    """Return the dates of each trip of the day itself."""
    assert day.runs is not None
    rows = timetable.trip_row[day.trip_index].tolist()
    names = timetable.trips["trip_id"].gather(rows).to_list()
    return dict(zip(names, day.runs.tolist(), strict=True))


def test_each_trip_has_its_dates(tmp_path: Path) -> None:
    """Bit 0 is Monday and bit 1 Tuesday; equal times under two names are one trip on both."""
    timetable = timetable_of(tmp_path)
    found = runs_of(timetable, days_together(timetable, [MON, TUE], 0))
    assert {name: dates for name, dates in found.items() if name[0] == "d"} == {
        f"d{at}": 0b11 for at in range(8, 13)
    }
    assert found.pop("mon") == 0b01
    # Either name may be kept.
    assert [dates for name, dates in found.items() if name.startswith("same")] == [0b11]


def test_dates_that_share_most_trips_go_together(tmp_path: Path) -> None:
    """Six of seven trips are Monday's and Tuesday's, five of ten Saturday's and Tuesday's."""
    timetable = timetable_of(tmp_path)
    assert groups_of(timetable, [SAT, TUE, MON], 0) == ((MON, TUE), (SAT,))


def test_a_date_beside_a_change_of_clocks_is_alone(tmp_path: Path) -> None:
    """On 25 March 2023 the next date is an hour shorter; two weeks before none is."""
    timetable = timetable_of(tmp_path)
    before, change = dt.date(2023, 3, 11), dt.date(2023, 3, 25)
    assert groups_of(timetable, [before, change], 0) == ((before,), (change,))
    weeks = [before, before + dt.timedelta(days=7)]
    assert groups_of(timetable, weeks, 0) == (tuple(weeks),)
