"""Trips with their calls as flat arrays: what the steps of a timetable build hand on."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

_PER_TRIP = ("row", "service", "change_at", "next_row")


@dataclass(frozen=True, slots=True)
class Runs:
    """Trips and, in their order, the calls that each makes.

    ``first (n_trips + 1,) int64`` into the calls: ``stop`` int32, ``arrival`` and ``departure``
    int32 s, ``board`` and ``alight`` uint8 GTFS codes, ``timepoint`` uint8. By trip: ``row`` int32
    into the trips table, ``service`` int32, ``change_at`` int32 (position from which on it runs as
    the trip of row ``next_row``; both -1 for ordinary trips).
    """

    first: NDArray[np.int64]
    stop: NDArray[np.int32]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]
    board: NDArray[np.uint8]
    alight: NDArray[np.uint8]
    timepoint: NDArray[np.uint8]
    row: NDArray[np.int32]
    service: NDArray[np.int32]
    change_at: NDArray[np.int32]
    next_row: NDArray[np.int32]

    @property
    def n_trips(self) -> int:
        """How many trips there are."""
        return int(self.row.size)

    @property
    def n_stops(self) -> NDArray[np.int64]:
        """Calls of each trip, ``(n_trips,) int64``."""
        return np.diff(self.first)


def call_index(first: NDArray[np.int64], trips: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the calls of some trips, one trip after the other.

    Parameters
    ----------
    first
        ``(n_trips + 1,) int64`` into the calls.
    trips
        ``(k,) int64`` trips, in any order, also repeatedly.

    Returns
    -------
    ndarray
        ``(n,) int64`` indices of calls.
    """
    n_stops = first[trips + 1] - first[trips]
    start = np.concatenate(([0], np.cumsum(n_stops)))
    return np.arange(start[-1]) - np.repeat(start[:-1] - first[trips], n_stops)


def take_runs(runs: Runs, trips: NDArray[np.int64]) -> Runs:
    """Return some trips, in the order asked for.

    Parameters
    ----------
    runs
        All trips.
    trips
        ``(k,) int64`` trips, also repeatedly.

    Returns
    -------
    Runs
        Those trips.
    """
    calls = call_index(runs.first, trips)
    first = np.concatenate(([0], np.cumsum(runs.n_stops[trips])))
    by_call = {name: getattr(runs, name)[calls] for name in _per_call()}
    by_trip = {name: getattr(runs, name)[trips] for name in _PER_TRIP}
    return Runs(first=first, **by_call, **by_trip)


def join_runs(parts: list[Runs]) -> Runs:
    """Put several sets of trips behind one another.

    Parameters
    ----------
    parts
        At least one.

    Returns
    -------
    Runs
        All their trips.
    """
    if len(parts) == 1:
        return parts[0]
    n_stops = np.concatenate([part.n_stops for part in parts])
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in (*_per_call(), *_PER_TRIP)
    }
    return Runs(first=np.concatenate(([0], np.cumsum(n_stops))), **joined)


def shift_runs(runs: Runs, seconds: NDArray[np.int64]) -> Runs:
    """Move each trip in time.

    Parameters
    ----------
    runs
        The trips.
    seconds
        ``(n_trips,) int64``, s to add.

    Returns
    -------
    Runs
        The same trips at other times.
    """
    by_call = np.repeat(seconds, runs.n_stops)
    return replace(
        runs,
        arrival=(runs.arrival + by_call).astype(np.int32),
        departure=(runs.departure + by_call).astype(np.int32),
    )


def _per_call() -> list[str]:
    """Names of the arrays that have one element a call."""
    return [item.name for item in fields(Runs) if item.name not in (*_PER_TRIP, "first")]
