"""Make trips of headways."""

from dataclasses import replace

import numpy as np
import polars as pl

from transit.model.notice import Notice
from transit.network.runs import Runs, join_runs, shift_runs, take_runs
from transit.read.gtfs_catalogue import make_notice


def expand_frequencies(
    runs: Runs, frequencies: pl.DataFrame, file: str, most_trips: int
) -> tuple[Runs, list[Notice]]:
    """Replace each trip that has headways by the trips that these stand for.

    The trip itself is only a sample: its times count from its first departure.

    Parameters
    ----------
    runs
        A feed's trips, ``row`` counting its trips table.
    frequencies
        Sound rows, with ``trip`` the trip's row, start_time, end_time, headway_secs, exact_times.
    file
        File name, for notices.
    most_trips
        Most trips made for the feed; more is not believed.

    Returns
    -------
    Runs
        The other trips, and those made.
    list of Notice
        How many were made, and which are only approximate.
    """
    if not frequencies.height:
        return runs, []
    start = frequencies["start_time"].to_numpy().astype(np.int64)
    headway = frequencies["headway_secs"].to_numpy().astype(np.int64)
    n_trips = -((start - frequencies["end_time"].to_numpy()) // headway)
    sample = frequencies["trip"].to_numpy().astype(np.int64)
    others = take_runs(runs, np.setdiff1d(np.arange(runs.n_trips), sample))
    total = int(n_trips.sum())
    if total > most_trips:
        return others, [
            make_notice(
                "too_many_frequency_trips",
                file,
                field="headway_secs",
                count=frequencies.height,
                trips=total,
                most=most_trips,
            )
        ]
    sequence = np.arange(total) - np.repeat(np.cumsum(n_trips) - n_trips, n_trips)
    departs = np.repeat(start, n_trips) + sequence * np.repeat(headway, n_trips)
    trips = np.repeat(sample, n_trips)
    made = take_runs(runs, trips)
    made = shift_runs(made, departs - runs.departure[runs.first[trips]])
    exact = frequencies["exact_times"].fill_null(0).to_numpy() == 1
    by_call = np.repeat(np.repeat(exact, n_trips), made.n_stops)
    made = replace(made, timepoint=np.where(by_call, made.timepoint, 0).astype(np.uint8))
    notices = [make_notice("frequency_expanded", file, count=frequencies.height, trips=total)]
    if not exact.all():
        rough = int((~exact).sum())
        notices.append(make_notice("approximate_frequency", file, field="exact_times", count=rough))
    return join_runs([others, made]), notices
