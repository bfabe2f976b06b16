"""What crosses the edge of a box, counted on a line of eight stops."""

from pathlib import Path

from tests.feeds import trip, write_feed
from transit.network.boundary import Boundary, boundary_notices, find_boundary
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

A_TO_C = (51.495, -3.1, 51.525, -2.9)


def timetable(tmp_path: Path, *trips: object) -> Timetable:
    """Return the timetable of some trips."""
    path = write_feed(tmp_path / "feed", trips, routes=("R", "X"))  # type: ignore[arg-type]
    return build_timetable([read_feed(path, read_parameters())], read_parameters())[0]


def test_trips_inside_and_across(tmp_path: Path) -> None:
    """One trip stays among A to C, two of another route go on to D and E."""
    made = timetable(
        tmp_path,
        trip("in", "A 08:00", "B 08:05", "C 08:10"),
        trip("out", "B 09:00", "C 09:05", "D 09:10", "E 09:15", route="X"),
        trip("back", "D 10:00", "C 10:05", route="X"),
    )
    found = find_boundary(made, A_TO_C, trips_left_out=7)
    assert found == Boundary(
        trips=3, trips_crossing=2, routes=2, routes_crossing=1, stops_outside=2, trips_left_out=7
    )
    (notice,) = boundary_notices(found, "feed.zip")
    assert notice.count == 2
    assert "2 trips of 1 routes" in notice.message


def test_nothing_crosses(tmp_path: Path) -> None:
    """A box round everything: nothing to say."""
    made = timetable(tmp_path, trip("in", "A 08:00", "B 08:05"))
    found = find_boundary(made, (50, -4, 53, -2))
    assert (found.trips_crossing, found.stops_outside) == (0, 0)
    assert boundary_notices(found, "feed.zip") == []


def test_a_through_trip_is_not_counted_again(tmp_path: Path) -> None:
    """A vehicle goes on from C as a trip to D: two trips of which one crosses, not three."""
    made = timetable(
        tmp_path,
        trip("first", "A 08:00", "C 08:10", block_id="1"),
        trip("second", "C 08:12", "D 08:20", block_id="1"),
    )
    assert (made.trip_change_at >= 0).any()
    found = find_boundary(made, A_TO_C)
    assert (found.trips, found.trips_crossing) == (2, 1)


def test_a_headway_is_one_trip(tmp_path: Path) -> None:
    """Trips made of one headway stand in one row of the feed and count once."""
    path = write_feed(
        tmp_path / "feed",
        [trip("t", "C 08:00", "D 08:05")],
        files={
            "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt,08:00:00,09:00:00,600\n"
        },
    )
    parameters = read_parameters()
    made = build_timetable([read_feed(path, parameters)], parameters)[0]
    assert made.trip_row.size == 6
    assert find_boundary(made, A_TO_C).trips_crossing == 1
