"""Group trips into patterns in which no trip overtakes another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.kernels.fifo import assign_chains
from transit.network.runs import Runs, take_runs


@dataclass(frozen=True, slots=True)
class Patterns:
    """Trips in the order of their patterns.

    ``runs`` sorted by pattern and time; ``first_trip (n_patterns + 1,) int32``; ``overtaking`` how
    many trips had to be put in a further pattern of the same stops.
    """

    runs: Runs
    first_trip: NDArray[np.int32]
    overtaking: int


def group_patterns(runs: Runs, wheelchair: NDArray[np.uint8]) -> Patterns:
    """Group trips by stops, boarding rules and wheelchair fact, split where they overtake.

    Parameters
    ----------
    runs
        Trips in any order.
    wheelchair
        ``(n_trips,) uint8`` fact of each trip.

    Returns
    -------
    Patterns
        The same trips, grouped; the order depends on nothing but the trips.
    """
    group = _same_stops(runs, wheelchair)
    calls_sum = (
        np.add.reduceat(runs.arrival.astype(np.int64) + runs.departure, runs.first[:-1])
        if runs.n_trips
        else np.zeros(0, np.int64)
    )
    order = np.lexsort((np.arange(runs.n_trips), calls_sum, group))
    group_first = _starts(group[order])
    chain = assign_chains(
        frozen(group_first),
        frozen(order),
        frozen(runs.first[:-1]),
        frozen(runs.n_stops),
        frozen(runs.arrival),
        frozen(runs.departure),
    )
    by_chain = np.lexsort((np.arange(order.size), chain, group[order]))
    new_pattern = _starts(group[order][by_chain], chain[by_chain])
    return Patterns(
        runs=take_runs(runs, order[by_chain]),
        first_trip=new_pattern.astype(np.int32),
        overtaking=int((chain > 0).sum()),
    )


def _same_stops(runs: Runs, wheelchair: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Number trips by what a pattern must share; equal numbers mean equal stops and rules."""
    call = np.column_stack(
        (runs.stop.astype(np.int32), (runs.board.astype(np.int32) << 8) | runs.alight)
    )
    content = np.ascontiguousarray(call).tobytes()
    width = call.itemsize * 2
    bounds = (runs.first * width).tolist()
    # A through trip is kept apart: where it changes trips matters to what a traveller is told.
    extra = zip(wheelchair.tolist(), runs.change_at.tolist(), strict=True)
    numbers: dict[tuple[bytes, tuple[int, int]], int] = {}
    return np.fromiter(
        (
            numbers.setdefault((content[start:end], more), len(numbers))
            for start, end, more in zip(bounds[:-1], bounds[1:], extra, strict=True)
        ),
        dtype=np.int64,
        count=runs.n_trips,
    )


def _starts(*keys: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.int64]:
    """Return where runs of equal keys start, and the end."""
    size = keys[0].size
    changes = np.zeros(size, dtype=bool)
    changes[:1] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.concatenate((np.flatnonzero(changes), [size]))
