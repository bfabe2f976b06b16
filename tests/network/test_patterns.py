"""No trip of a pattern overtakes another, whatever the times."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transit.network.patterns import group_patterns
from transit.network.runs import Runs

N_STOPS = 3


def runs_of(times: list[list[int]], stops: list[int]) -> Runs:
    """Return trips whose calls take these times (arrival and departure in turn) in order."""
    n_trips = len(times)
    flat = np.array(times, dtype=np.int32).reshape(n_trips, N_STOPS, 2)
    return Runs(
        first=np.arange(n_trips + 1) * N_STOPS,
        stop=np.repeat(np.array(stops, dtype=np.int32), N_STOPS)
        + np.tile(np.arange(N_STOPS, dtype=np.int32), n_trips),
        arrival=flat[:, :, 0].ravel(),
        departure=flat[:, :, 1].ravel(),
        board=np.zeros(n_trips * N_STOPS, np.uint8),
        alight=np.zeros(n_trips * N_STOPS, np.uint8),
        timepoint=np.ones(n_trips * N_STOPS, np.uint8),
        row=np.arange(n_trips, dtype=np.int32),
        service=np.zeros(n_trips, np.int32),
        change_at=np.full(n_trips, -1, np.int32),
        next_row=np.full(n_trips, -1, np.int32),
    )


TIMES = st.lists(st.integers(0, 20), min_size=2 * N_STOPS, max_size=2 * N_STOPS).map(sorted)


@given(trips=st.lists(st.tuples(TIMES, st.sampled_from([0, 10])), min_size=1, max_size=25))
def test_every_pair_of_a_pattern_keeps_its_order(trips: list[tuple[list[int], int]]) -> None:
    """Of any two trips of a pattern the earlier is no later at any arrival or departure."""
    runs = runs_of([times for times, _ in trips], [stop for _, stop in trips])
    patterns = group_patterns(runs, np.zeros(len(trips), np.uint8))
    assert sorted(patterns.runs.row.tolist()) == list(range(len(trips)))
    arrival = patterns.runs.arrival.reshape(-1, N_STOPS)
    departure = patterns.runs.departure.reshape(-1, N_STOPS)
    stop = patterns.runs.stop.reshape(-1, N_STOPS)
    for start, end in pairwise(patterns.first_trip.tolist()):
        assert end > start
        for before in range(start, end):
            for after in range(before + 1, end):
                assert (stop[before] == stop[after]).all()
                assert (arrival[before] <= arrival[after]).all()
                assert (departure[before] <= departure[after]).all()


@given(starts=st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_trips_at_the_same_speed_stay_together(starts: list[int]) -> None:
    """Trips that differ only in when they start are one pattern: nothing is split in vain."""
    runs = runs_of(
        [[start + at for at in range(2 * N_STOPS)] for start in starts], [0] * len(starts)
    )
    patterns = group_patterns(runs, np.zeros(len(starts), np.uint8))
    assert patterns.first_trip.tolist() == [0, len(starts)]
    assert patterns.overtaking == 0


@given(order=st.permutations(range(6)))
def test_the_order_of_the_file_does_not_matter(order: list[int]) -> None:
    """The same trips in another order give the same times by pattern."""
    times = [
        [0, 0, 10, 10, 20, 20],
        [1, 1, 9, 9, 12, 12],
        [2, 2, 12, 12, 22, 22],
        [3, 3, 11, 11, 14, 14],
        [5, 5, 30, 30, 31, 31],
        [6, 6, 7, 7, 8, 8],
    ]
    runs = runs_of([times[at] for at in order], [0] * 6)
    patterns = group_patterns(runs, np.zeros(6, np.uint8))
    first = group_patterns(runs_of(times, [0] * 6), np.zeros(6, np.uint8))
    assert patterns.first_trip.tolist() == first.first_trip.tolist()
    assert patterns.runs.arrival.tolist() == first.runs.arrival.tolist()
