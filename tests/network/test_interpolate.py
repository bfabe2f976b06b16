"""Times between timed stops follow the distance and never go back."""

from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds import trip, write_feed
from tests.network.test_timetable_build import events
from transit.network.interpolate import interpolate_times
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

LAT, LON = np.array([51.50, 51.51, 51.54]), np.full(3, -3.0)


def times(*calls: tuple[int, int | None, float | None]) -> pl.DataFrame:
    """Return one trip's calls from stop, time and distance."""
    stop, seconds, distance = zip(*calls, strict=True)
    return pl.DataFrame(
        {
            "stop": pl.Series(stop, dtype=pl.UInt32),
            "arrival": pl.Series(seconds, dtype=pl.Int32),
            "departure": pl.Series(seconds, dtype=pl.Int32),
            "distance": pl.Series(distance, dtype=pl.Float64),
        }
    )


def put_in(*calls: tuple[int, int | None, float | None]) -> list[int]:
    """Return all arrivals once the missing ones are put in."""
    return interpolate_times(times(*calls), LAT, LON)[0].tolist()


def test_by_the_distances_given() -> None:
    """Half of the way by shape_dist_traveled takes half of the 100 seconds."""
    assert put_in((0, 0, 10.0), (1, None, 15.0), (2, 100, 20.0)) == [0, 50, 100]


def test_by_the_way_over_the_ground() -> None:
    """Without distances: 0.01 of 0.04 degrees is a quarter of the 100 seconds."""
    assert put_in((0, 0, None), (1, None, None), (2, 100, None)) == [0, 25, 100]


def test_distances_that_go_back_are_not_believed() -> None:
    """With a distance that goes back the ground decides for that stretch."""
    assert put_in((0, 0, 10.0), (1, None, 9.0), (2, 100, 20.0)) == [0, 25, 100]


def test_evenly_where_nothing_moves() -> None:
    """Calls at one place are spread evenly, rounded down: 100 / 3 is 33, 66."""
    assert put_in((0, 0, None), (0, None, None), (0, None, None), (0, 100, None)) == [
        0,
        33,
        66,
        100,
    ]


@given(
    calls=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.none() | st.integers(0, 900),
            st.none() | st.floats(0, 1e6, allow_nan=False),
        ),
        max_size=12,
    )
)
def test_times_never_go_back(calls: list[tuple[int, int | None, float | None]]) -> None:
    """Whatever is given, the times put in lie between the timed stops, in order."""
    known = iter(sorted(seconds for _, seconds, _ in calls if seconds is not None))
    ordered = [
        (stop, None if seconds is None else next(known), distance)
        for stop, seconds, distance in calls
    ]
    made = put_in((0, 0, None), *ordered, (2, 1000, None))
    assert made == sorted(made)
    assert all(m == s for m, (_, s, _) in zip(made[1:-1], ordered, strict=True) if s is not None)


def test_trips_do_not_borrow_from_each_other(tmp_path: Path) -> None:
    """Two trips with a missing time each; put-in times are no timepoints and are counted."""
    parameters = read_parameters()
    path = write_feed(
        tmp_path / "tiny.zip",
        [
            trip("t1", "A 08:00", "B -", "C 08:20"),
            trip("t2", "A 10:00 timepoint=1", "B - timepoint=1", "C 10:40 timepoint=1"),
        ],
    )
    timetable, notices = build_timetable([read_feed(path, parameters)], parameters)
    assert events(timetable, "t1") == [(480, 480), (490, 490), (500, 500)]
    assert events(timetable, "t2") == [(600, 600), (620, 620), (640, 640)]
    assert timetable.event_timepoint.tolist() == [1, 0, 1] * 2
    assert [(notice.code, notice.count) for notice in notices] == [("interpolated_times", 2)]
