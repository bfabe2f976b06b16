"""Put times in between timed stops, by the distance along the way."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.read.distance import distance_m


def interpolate_times(
    times: pl.DataFrame, lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """Give every call an arrival and a departure.

    The way is measured by ``distance`` where the trip has it at both timed stops and in between,
    never going back, else straight from stop to stop; where that is no distance at all, evenly.
    Times are whole seconds, rounded down, so they never go back.

    Parameters
    ----------
    times
        A feed's stop times: sorted, the first and last of each trip with times.
    lat, lon
        ``(n_stops,) float64`` of the feed's stops, decimal degrees.

    Returns
    -------
    arrival, departure : ndarray
        ``(n,) int32``, s.
    put_in : ndarray
        ``(n,) bool``: the call had no times.
    """
    known = times["departure"].is_not_null().to_numpy()
    arrival = times["arrival"].fill_null(0).to_numpy().astype(np.int32)
    departure = times["departure"].fill_null(0).to_numpy().astype(np.int32)
    if known.all():
        return arrival, departure, ~known
    missing = np.flatnonzero(~known)
    timed = np.flatnonzero(known)
    after = np.searchsorted(timed, missing)
    start, end = timed[after - 1], timed[after]
    share = _share(times, lat, lon, missing, start, end)
    spread = (arrival[end] - departure[start]).astype(np.float64)
    seconds = departure[start] + np.floor(share * spread).astype(np.int32)
    arrival, departure = arrival.copy(), departure.copy()
    arrival[missing] = departure[missing] = seconds
    return arrival, departure, ~known


def _share(
    times: pl.DataFrame,
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    missing: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return how much of the way from one timed call to the next each untimed one lies."""
    stop = times["stop"].to_numpy()
    hop = np.zeros(stop.size)
    hop[1:] = distance_m(lat[stop[:-1]], lon[stop[:-1]], lat[stop[1:]], lon[stop[1:]])
    straight = np.cumsum(hop)
    given = times["distance"].fill_null(np.nan).to_numpy()
    backwards = np.zeros(stop.size, dtype=np.int64)
    # A comparison with NaN is False, so a hop counts as sound only where both ends are given.
    backwards[1:] = ~(given[1:] >= given[:-1])
    faults = np.cumsum(backwards)
    sound = (faults[end] == faults[start]) & (given[end] > given[start])
    evenly = (missing - start) / (end - start)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_given = (given[missing] - given[start]) / (given[end] - given[start])
        by_straight = (straight[missing] - straight[start]) / (straight[end] - straight[start])
    by_straight = np.where(straight[end] > straight[start], by_straight, evenly)
    return np.clip(np.where(sound, by_given, by_straight), 0.0, 1.0)
