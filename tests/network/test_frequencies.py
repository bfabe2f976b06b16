"""Headways become trips."""

from pathlib import Path

import pytest

from tests.feeds import trip, write_feed
from transit.model.notice import Notice
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
HEADER = "trip_id,start_time,end_time,headway_secs,exact_times\n"


def build(tmp_path: Path, rows: str) -> tuple[Timetable, list[Notice]]:
    """Build a feed in which ``often`` (20 minutes from A to B) has headways."""
    path = write_feed(
        tmp_path / "tiny.zip",
        [trip("often", "A 05:00", "B 05:20"), trip("once", "A 12:05", "B 12:25")],
        files={"frequencies.txt": HEADER + rows},
    )
    return build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)


def departures(timetable: Timetable) -> list[int]:
    """Return all departures from A, minutes of the day."""
    return sorted((timetable.departure[::2] // 60).tolist())


def test_the_end_is_not_included(tmp_path: Path) -> None:
    """Every 20 minutes from 08:00 to 09:00 is 08:00, 08:20, 08:40; the sample itself is gone."""
    timetable, notices = build(tmp_path, "often,08:00:00,09:00:00,1200,1\n")
    assert departures(timetable) == [480, 500, 520, 725]
    assert [notice.code for notice in notices] == ["frequency_expanded"]
    assert timetable.event_timepoint.tolist() == [1] * 8
    assert timetable.trips["trip_id"].to_list() == ["often", "once"]


def test_several_rows_and_a_part_of_a_headway(tmp_path: Path) -> None:
    """08:00 to 08:50 every 20 minutes is three trips; 10:00 to 10:01 is one."""
    rows = "often,08:00:00,08:50:00,1200,1\noften,10:00:00,10:01:00,1200,1\n"
    assert departures(build(tmp_path, rows)[0]) == [480, 500, 520, 600, 725]


@pytest.mark.parametrize("exact", ["0", ""])
def test_rough_headways_are_marked(tmp_path: Path, exact: str) -> None:
    """Without exact_times the times are examples: no timepoints, and a notice."""
    timetable, notices = build(tmp_path, f"often,08:00:00,09:00:00,1200,{exact}\n")
    assert sorted(timetable.event_timepoint.tolist()) == [0] * 6 + [1] * 2
    assert [notice.code for notice in notices] == ["frequency_expanded", "approximate_frequency"]


def test_headways_past_midnight(tmp_path: Path) -> None:
    """23:30 to 24:30 every half hour: 23:30 and 24:00."""
    timetable, _ = build(tmp_path, "often,23:30:00,24:30:00,1800,1\n")
    assert departures(timetable) == [725, 1410, 1440]


def test_a_headway_of_one_second_all_day_is_not_believed(tmp_path: Path) -> None:
    """259,200 trips in 72 hours are above 100,000: left out, the rest stays."""
    timetable, notices = build(tmp_path, "often,00:00:00,72:00:00,1,1\n")
    assert departures(timetable) == [725]
    assert [notice.code for notice in notices] == ["too_many_frequency_trips"]
