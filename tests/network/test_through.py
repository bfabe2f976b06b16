"""Vehicles that go on as another trip."""

from pathlib import Path
from typing import Any

import pytest

from tests.feeds import DAILY, Trip, trip, write_feed
from tests.network.test_timetable_build import stops_of, trips_by_pattern
from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN
from transit.model.notice import Notice
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
OUT = trip("out", "A 08:00", "B 08:10", block_id="1")
ON = trip("on", "B 08:15", "C 08:25", block_id="1")


def build(tmp_path: Path, *trips: Trip, **more: Any) -> tuple[Timetable, list[Notice]]:
    """Build a timetable of some trips."""
    path = write_feed(tmp_path / "tiny.zip", trips, **more)
    return build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)


def through(timetable: Timetable) -> list[tuple[str, str, int]]:
    """Return the through trips: both trips' ids and where one becomes the other."""
    ids = timetable.trips["trip_id"].to_list()
    return sorted(
        (ids[timetable.trip_row[at]], ids[timetable.trip_next_row[at]], int(change))
        for at, change in enumerate(timetable.trip_change_at)
        if change >= 0
    )


def test_one_can_stay_on_where_the_next_trip_starts(tmp_path: Path) -> None:
    """A-B and B-C of one block give A-B-C; board at A, alight at C, not at B; both trips stay."""
    timetable, notices = build(tmp_path, OUT, ON)
    assert through(timetable) == [("out", "on", 1)]
    # A through trip bears its first trip's row, so "out" is there twice.
    assert sorted(trips_by_pattern(timetable)) == [["on"], ["out"], ["out"]]
    pattern = next(at for at in range(3) if stops_of(timetable, at) == ["A", "B", "C"])
    part = slice(*timetable.pattern_first_stop[pattern : pattern + 2])
    assert timetable.pattern_board[part].tolist() == [0, 1, 1]
    assert timetable.pattern_alight[part].tolist() == [1, 1, 0]
    first = timetable.pattern_first_event[pattern]
    # 08:00, 08:10 to 08:15 (the stand at B), 08:25
    assert (timetable.arrival[first : first + 3] // 60).tolist() == [480, 490, 505]
    assert (timetable.departure[first : first + 3] // 60).tolist() == [480, 495, 505]
    assert timetable.trips["next_trip"].to_list() == [1, -1]
    assert [notice.code for notice in notices] == ["through_trips"]


def test_the_next_trip_may_start_across_the_road(tmp_path: Path) -> None:
    """80 m apart (0.00072 degrees) both stops are called at, and the change lies at the second."""
    stops = {"A": (51.5, -3.0), "B": (51.51, -3.0), "B2": (51.51072, -3.0), "C": (51.52, -3.0)}
    timetable, _ = build(
        tmp_path, OUT, trip("on", "B2 08:15", "C 08:25", block_id="1"), stops=stops
    )
    assert through(timetable) == [("out", "on", 2)]
    assert ["A", "B", "B2", "C"] in [stops_of(timetable, at) for at in range(3)]


@pytest.mark.parametrize(
    "after",
    [
        trip("on", "B 08:21", "C 08:31", block_id="1"),  # stands 11 minutes
        trip("on", "C 08:15", "D 08:25", block_id="1"),  # starts a kilometre away
        trip("on", "B 08:15", "C 08:25", block_id="2"),  # another vehicle
        trip("on", "B 08:15", "C 08:25"),  # no block
        trip("on", "B 08:15", "C 08:25", block_id="1", service="SUN"),  # never on the same day
    ],
    ids=["long stand", "elsewhere", "other block", "no block", "other days"],
)
def test_what_is_no_through_journey(tmp_path: Path, after: Trip) -> None:
    """Each condition alone prevents staying on."""
    timetable, _ = build(
        tmp_path,
        OUT,
        after,
        calendar={
            "ALL": "1,1,1,1,1,1,0,20230101,20231231",
            "SUN": "0,0,0,0,0,0,1,20230101,20231231",
        },
    )
    assert through(timetable) == []


def test_only_on_days_on_which_both_run(tmp_path: Path) -> None:
    """Daily A-B goes on as B-C on Mondays only and as B-D on the other days."""
    timetable, _ = build(
        tmp_path,
        OUT,
        trip("mon", "B 08:15", "C 08:25", block_id="1", service="MON"),
        trip("rest", "B 08:16", "D 08:36", block_id="1", service="REST"),
        calendar={
            "ALL": f"{DAILY},20230605,20230618",
            "MON": "1,0,0,0,0,0,0,20230605,20230618",
            "REST": "0,1,1,1,1,1,1,20230605,20230618",
        },
    )
    assert through(timetable) == [("out", "mon", 1), ("out", "rest", 1)]
    days = {
        int(timetable.trip_next_row[at]): int(timetable.active[timetable.trip_service[at]].sum())
        for at in range(timetable.trip_row.size)
        if timetable.trip_change_at[at] >= 0
    }
    # Two Mondays in a fortnight.
    assert days == {1: 2, 2: 12}


def test_a_vehicle_cannot_be_in_two_places(tmp_path: Path) -> None:
    """A second trip of the block that starts before the first ends is noticed, not joined."""
    timetable, notices = build(tmp_path, OUT, trip("on", "B 08:05", "C 08:15", block_id="1"))
    assert through(timetable) == []
    assert [(notice.code, notice.row) for notice in notices] == [("block_overlap", 3)]


def test_transfers_can_make_and_forbid_staying_on(tmp_path: Path) -> None:
    """transfer_type 4 joins trips without a block; of the others 5 alone forbids it in a block."""
    header = "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type\n"
    trips = (
        trip("a", "A 08:00", "B 08:10"),
        trip("b", "B 08:15", "C 08:25"),
        trip("c", "A 09:00", "B 09:10", block_id="1"),
        trip("d", "B 09:15", "C 09:25", block_id="1"),
        trip("e", "A 10:00", "B 10:10", block_id="2"),
        trip("f", "B 10:15", "C 10:25", block_id="2"),
    )
    transfers = header + ",,a,b,4\n,,c,d,5\n,,e,f,1\n"
    timetable, _ = build(tmp_path, *trips, files={"transfers.txt": transfers})
    assert sorted(through(timetable)) == [("a", "b", 1), ("e", "f", 1)]


@pytest.mark.parametrize(
    ("first", "second", "fact"),
    [("1", "1", MAPPED_YES), ("1", "2", MAPPED_NO), ("1", "", UNKNOWN), ("", "2", MAPPED_NO)],
)
def test_a_through_trip_has_the_worse_wheelchair_fact(
    tmp_path: Path, first: str, second: str, fact: object
) -> None:
    """Unknown on one half is unknown on the whole; no on one half is no."""
    timetable, _ = build(
        tmp_path,
        trip("out", "A 08:00", "B 08:10", block_id="1", wheelchair_accessible=first),
        trip("on", "B 08:15", "C 08:25", block_id="1", wheelchair_accessible=second),
    )
    pattern = next(at for at in range(3) if stops_of(timetable, at) == ["A", "B", "C"])
    assert timetable.pattern_wheelchair[pattern] == fact.code  # type: ignore[attr-defined]


def test_blocks_after_rows_were_left_out(tmp_path: Path) -> None:
    """Leaving out a row in the middle cuts columns into chunks, which once upset polars."""
    gone = trip("gone", "A 08:00", "B 08:10", route="Z", block_id="1")
    timetable, _ = build(tmp_path, OUT, gone, ON, trip("last", "C 09:00", "D 09:10"))
    assert through(timetable) == [("out", "on", 1)]
