"""Feeds become one timetable: patterns, days, after midnight, loops, boarding rules."""

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.feeds import DAILY, Trip, trip, write_feed
from transit.errors import InputError
from transit.kernels.arrays import frozen
from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.notice import Notice
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()


def build(tmp_path: Path, *trips: Trip, **more: Any) -> tuple[Timetable, list[Notice]]:
    """Write a feed, read it and build its timetable."""
    path = write_feed(tmp_path / "tiny.zip", trips, **more)
    return build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)


def trips_by_pattern(timetable: Timetable) -> list[list[str]]:
    """Return the trip ids of each pattern in their order."""
    ids = timetable.trips["trip_id"].gather(timetable.trip_row.tolist()).to_list()
    bounds = timetable.pattern_first_trip.tolist()
    return [ids[start:end] for start, end in pairwise(bounds)]


def stops_of(timetable: Timetable, pattern: int) -> list[str]:
    """Return the stop ids of a pattern."""
    first, last = timetable.pattern_first_stop[pattern : pattern + 2]
    return timetable.stops["stop_id"].gather(timetable.pattern_stop[first:last].tolist()).to_list()


def events(timetable: Timetable, trip_id: str) -> list[tuple[int, int]]:
    """Return arrival and departure of a trip at each of its stops, minutes of the day."""
    for pattern, ids in enumerate(trips_by_pattern(timetable)):
        if trip_id in ids:
            n_stops = len(stops_of(timetable, pattern))
            start = timetable.pattern_first_event[pattern] + ids.index(trip_id) * n_stops
            part = slice(start, start + n_stops)
            times = zip(timetable.arrival[part], timetable.departure[part], strict=True)
            return [(int(a) // 60, int(d) // 60) for a, d in times]
    raise AssertionError(trip_id)


def test_trips_with_the_same_stops_share_a_pattern(tmp_path: Path) -> None:
    """Two trips along A, B, C are one pattern, sorted by time; the way back is another."""
    timetable, notices = build(
        tmp_path,
        trip("late", "A 09:00", "B 09:10", "C 09:20"),
        trip("early", "A 08:00", "B 08:10/08:12", "C 08:20"),
        trip("back", "C 10:00", "B 10:10", "A 10:20"),
    )
    assert sorted(trips_by_pattern(timetable)) == [["back"], ["early", "late"]]
    assert events(timetable, "early") == [(480, 480), (490, 492), (500, 500)]
    assert not notices


def test_an_overtaking_trip_has_a_pattern_of_its_own(tmp_path: Path) -> None:
    """The express leaves after the stopping bus and is first at C."""
    timetable, notices = build(
        tmp_path,
        trip("slow", "A 08:00", "B 08:20", "C 08:40"),
        trip("fast", "A 08:10", "B 08:19", "C 08:25"),
        trip("later", "A 08:30", "B 08:50", "C 09:10"),
    )
    # Sorted by the sum of their times the express comes first, and "later" follows it.
    assert sorted(trips_by_pattern(timetable)) == [["fast", "later"], ["slow"]]
    assert [notice.code for notice in notices] == ["overtaking"]


@pytest.mark.parametrize("column", ["pickup_type", "drop_off_type"])
def test_boarding_rules_split_patterns(tmp_path: Path, column: str) -> None:
    """A trip that only sets down at B does not share a pattern with one that also picks up."""
    timetable, _ = build(
        tmp_path,
        trip("t1", "A 08:00", "B 08:10", "C 08:20"),
        trip("t2", "A 09:00", f"B 09:10 {column}=1", "C 09:20"),
        trip("t3", "A 10:00", f"B 10:10 {column}=3", "C 10:20"),
    )
    assert sorted(trips_by_pattern(timetable)) == [["t1"], ["t2"], ["t3"]]
    codes = timetable.pattern_board if column == "pickup_type" else timetable.pattern_alight
    assert sorted(codes.reshape(3, 3)[:, 1].tolist()) == [0, 1, 3]


def test_wheelchair_facts_split_patterns_and_stay_unknown(tmp_path: Path) -> None:
    """1 is a mapped yes, 2 a mapped no, empty and 0 unknown."""
    timetable, _ = build(
        tmp_path,
        trip("yes", "A 08:00", "B 08:10", wheelchair_accessible="1"),
        trip("no", "A 09:00", "B 09:10", wheelchair_accessible="2"),
        trip("zero", "A 10:00", "B 10:10", wheelchair_accessible="0"),
        trip("empty", "A 11:00", "B 11:10"),
    )
    facts = dict(
        zip(map(tuple, trips_by_pattern(timetable)), timetable.pattern_wheelchair, strict=True)
    )
    assert facts == {
        ("yes",): MAPPED_YES.code,
        ("no",): MAPPED_NO.code,
        ("zero", "empty"): UNKNOWN.code,
    }


def test_stops_inherit_wheelchair_facts_from_their_station(tmp_path: Path) -> None:
    """A stop that says nothing has its station's fact, one that does its own."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
        "A,Bay A,51.50,-3.0,0,P,\nB,Bay B,51.51,-3.0,,P,2\nC,C,51.52,-3.0,,,\n"
        "P,Bus Station,51.505,-3.0,1,,1\n"
    )
    timetable, _ = build(
        tmp_path, trip("t1", "A 08:00", "B 08:10", "C 08:20"), files={"stops.txt": stops}
    )
    assert timetable.stops["stop_id"].to_list() == ["A", "B", "C"]
    assert timetable.stops["parent"].to_list() == ["Bus Station", "Bus Station", ""]
    facts = [MAPPED_YES.code, MAPPED_NO.code, UNKNOWN.code]
    assert timetable.stops["wheelchair"].to_list() == facts


def test_a_loop_may_call_twice_at_a_stop(tmp_path: Path) -> None:
    """A, B, C, B, A keeps all five calls."""
    timetable, _ = build(
        tmp_path, trip("t1", "A 08:00", "B 08:05", "C 08:10", "B 08:15", "A 08:20")
    )
    assert stops_of(timetable, 0) == ["A", "B", "C", "B", "A"]
    assert events(timetable, "t1")[3] == (495, 495)


def test_hops_of_no_minutes_are_kept(tmp_path: Path) -> None:
    """Whole-minute timetables give stops the same minute; that is neither a fault nor speed."""
    timetable, notices = build(tmp_path, trip("t1", "A 08:00", "B 08:00", "C 08:02"))
    assert events(timetable, "t1") == [(480, 480), (480, 480), (482, 482)]
    assert not notices


def test_services_with_equal_days_are_one(tmp_path: Path) -> None:
    """Two service ids with the same days give one set of days."""
    timetable, _ = build(
        tmp_path,
        trip("t1", "A 08:00", "B 08:10", service="X"),
        trip("t2", "A 09:00", "B 09:10", service="Y"),
        calendar=dict.fromkeys("XY", f"{DAILY},20230601,20230607"),
    )
    assert timetable.first_date == dt.date(2023, 6, 1)
    assert timetable.active.tolist() == [[True] * 7]


def test_trips_that_never_run_are_left_out(tmp_path: Path) -> None:
    """A service without any day takes its trips with it, and says so."""
    timetable, notices = build(
        tmp_path,
        trip("t1", "A 08:00", "B 08:10"),
        trip("t2", "A 09:00", "B 09:10", service="NEVER"),
        calendar={"ALL": f"{DAILY},20230601,20230607", "NEVER": "0,0,0,0,0,0,0,20230601,20230607"},
    )
    assert trips_by_pattern(timetable) == [["t1"]]
    assert [(notice.code, notice.row) for notice in notices] == [("service_never_runs", 3)]


def test_endless_calendars_are_cut_to_twenty_years(tmp_path: Path) -> None:
    """20991231 stands for ever; 7,305 days are kept and the rest is noticed."""
    timetable, notices = build(
        tmp_path,
        trip("t1", "A 08:00", "B 08:10"),
        calendar={"ALL": f"{DAILY},20230601,20991231"},
    )
    assert timetable.active.shape == (1, 7305)
    assert [notice.code for notice in notices] == ["date_out_of_range"]


def test_a_week_without_service_is_noticed(tmp_path: Path) -> None:
    """Nothing on 8 to 14 June: seven days in a row."""
    _, notices = build(
        tmp_path,
        trip("t1", "A 08:00", "B 08:10", service="X"),
        trip("t2", "A 08:00", "B 08:10", service="Y"),
        calendar={"X": f"{DAILY},20230601,20230607", "Y": f"{DAILY},20230615,20230620"},
    )
    assert [notice.code for notice in notices] == ["no_service_in_days"]
    assert notices[0].message == "Nothing runs on 7 days in a row from 2023-06-08."


def test_only_stops_of_trips_and_real_stops_are_kept(tmp_path: Path) -> None:
    """An unused stop stays (somebody may ask why no bus calls there), entrances do not."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
        "A,A,51.50,-3.0,\nB,B,51.51,-3.0,\nU,U,51.52,-3.0,0\nE,E,51.53,-3.0,2\n"
    )
    timetable, _ = build(tmp_path, trip("t1", "A 08:00", "B 08:10"), files={"stops.txt": stops})
    assert timetable.stops["stop_id"].to_list() == ["A", "B", "U"]


def test_feed_without_a_usable_trip_is_refused(tmp_path: Path) -> None:
    """The message names the feed, why, and what to do."""
    with pytest.raises(InputError, match=r"tiny\.zip: no trip can be used.*routes\.txt"):
        build(tmp_path, trip("t1", "A 08:00", "B 08:10"), files={"routes.txt": None})


def test_feed_without_any_date_is_refused(tmp_path: Path) -> None:
    """Removed dates alone are no service."""
    dates = "service_id,date,exception_type\nALL,20230601,2\n"
    with pytest.raises(InputError, match="no service date"):
        build(
            tmp_path,
            trip("t1", "A 08:00", "B 08:10"),
            files={"calendar.txt": None, "calendar_dates.txt": dates},
        )


def test_arrays_are_as_kernels_want_them(tmp_path: Path) -> None:
    """All arrays are read-only and contiguous, so that one compiled variant serves."""
    timetable, _ = build(tmp_path, trip("t1", "A 08:00", "B 08:10"))
    for name in Timetable.__slots__:
        value = getattr(timetable, name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, name
            assert value is frozen(value) or value.flags.c_contiguous, name
