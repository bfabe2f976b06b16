"""What a profile search keeps: the columns of its tables, its question, and rows of best costs."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays
from transit.kernels.boardings import Boardings
from transit.kernels.bounds import Hops
from transit.kernels.leaf import leaf
from transit.kernels.raptor import Changes
from transit.kernels.vectors import LANES, largest

FAR: Final = 1 << 60
FAR_SMALL: Final = (1 << 31) - 1
ROOM: Final = 1 << 14

# Columns of an entry: one way on from a boarding.
BURDEN: Final = 0  # ms from leaving the stop on
LO: Final = 1
HI: Final = 2
LENGTH: Final = 3  # metres still to be walked
ALIGHT: Final = 4  # row of the alightings
HOME: Final = 5  # 1 when nothing at the same stop makes it needless for who boards here first
CHANGE: Final = 6  # 1 likewise for who changes to it
ENTRY_COLUMNS: Final = 7

# Columns of an alighting: one way on from where a trip is got off.
A_LO: Final = 0
A_HI: Final = 1
A_BURDEN: Final = 2  # ms from getting off on
A_LENGTH: Final = 3
A_POSITION: Final = 4
A_ROW: Final = 5  # row of the egress, or of the boardings when NEXT is an entry
A_NEXT: Final = 6  # entry boarded next, -1 for none
A_AFTER: Final = 7  # next of the same trip and round, -1 none
A_ALIVE: Final = 8  # next of those that still matter aboard, -1 none
ALIGHT_COLUMNS: Final = 9


class Asked(NamedTuple):
    """What is asked of a day; times in s, in the direction of the search.

    ``moments (n,) int64`` ascending; ``window_s`` how long before a moment a journey may arrive;
    ``longest_s``: it leaves at most so long before the window; ``most_rides``; ``ride`` weight of
    riding, thousandths; ``waits (n_waits,) int64`` weights of waiting, ascending; ``layer_m``
    metres a layer and ``n_layers`` layers, 1 when the walks are not limited in all (``longest_m``
    is then -1).
    """

    moments: NDArray[np.int64]
    window_s: int
    longest_s: int
    most_rides: int
    ride: int
    waits: NDArray[np.int64]
    longest_m: int
    layer_m: int
    n_layers: int


class Ways(NamedTuple):
    """Every way on that a search has kept.

    ``entries (n_entries, 7) int64`` and ``alights (n_alights, 9) int64`` with the columns named in
    this module; ``event_first`` and ``event_count (most_rides, n_events) int32``: the entries of
    each boarding by rides left less one.
    """

    entries: NDArray[np.int64]
    alights: NDArray[np.int64]
    event_first: NDArray[np.int32]
    event_count: NDArray[np.int32]


class Course(NamedTuple):
    """A day as a search runs through it.

    ``timetable`` narrowed to what the profile can use; ``order (n,) int64`` the boardings, the
    last to leave first, of one trip in turn from its end; ``place_of (n_events, 2) int64`` pattern
    and trip of each event; ``slack (n_stops,) int64`` largest weight of waiting before boarding at
    each stop, thousandths; ``changes`` what can be boarded by who gets off at each stop.

    By rides left less one: ``nexts (most_rides, n_waits, n_events) int32`` as :func:`find_nexts`
    gives it, ``rows_of_use (most_rides, n_changes) bool`` which changes can follow a ride,
    ``changed (most_rides, n_events) bool`` what can be boarded at a change. ``begins (n_events,)
    bool`` what can be boarded first. ``offs``, ``(n_stops + 1,) int64`` into ``(n,) int64``, are
    the events at which each stop is got off at, the first to arrive first. ``hops`` the shortest
    runs, and ``back`` the footpaths by the stop walked to.
    """

    timetable: TimetableArrays
    order: NDArray[np.int64]
    place_of: NDArray[np.int64]
    slack: NDArray[np.int64]
    changes: Boardings
    nexts: NDArray[np.int32]
    rows_of_use: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    changed: NDArray[np.bool_]
    offs: tuple[NDArray[np.int64], NDArray[np.int64]]
    hops: Hops
    back: Changes


@njit(cache=True, nogil=True)
def wider(table):  # type: ignore[no-untyped-def]
    """Return a table with twice the room.

    Parameters
    ----------
    table
        ``(room, columns)``.

    Returns
    -------
    ndarray
        ``(2 * room, columns)``, the first half filled.
    """
    wide = np.empty((2 * table.shape[0], table.shape[1]), table.dtype)
    wide[: table.shape[0]] = table
    return wide


@leaf
def layer_below(length, asked):  # type: ignore[no-untyped-def]
    """Return the highest layer in which nothing is longer than a length.

    Parameters
    ----------
    length
        Metres.
    asked
        What is asked.

    Returns
    -------
    int
        0 where lengths do not matter.
    """
    return length // asked.layer_m if asked.n_layers > 1 else 0


@leaf
def layer_above(length, asked):  # type: ignore[no-untyped-def]
    """Return the lowest layer to which a length belongs.

    Parameters
    ----------
    length
        Metres.
    asked
        What is asked.

    Returns
    -------
    int
        0 where lengths do not matter.
    """
    return -((-length) // asked.layer_m) if asked.n_layers > 1 else 0


@leaf
def dearest(best, low, high):  # type: ignore[no-untyped-def]
    """Return the largest of the least costs of some moments.

    Parameters
    ----------
    best
        ``(n_moments,)`` least cost so far.
    low, high
        First and last moment, both included.

    Returns
    -------
    int
        Nothing that costs as much or more is of use at any of them.
    """
    # By numbers that cannot be negative, and no slice: it would be held and let go again.
    start, size = np.uintp(low), np.uintp(high - low + 1)
    if size >= LANES:
        return largest(best, start, size)
    most = best[start]
    for at in range(np.uintp(1), size):
        most = max(most, best[start + at])
    return most


@leaf
def served(best, low, high, cost):  # type: ignore[no-untyped-def]
    """Return whether all of some moments are served at no more than a cost.

    Parameters
    ----------
    best
        ``(n_moments,)`` least cost so far.
    low, high
        First and last moment, both included.
    cost
        The cost.

    Returns
    -------
    bool
        True when nothing new is served.
    """
    return dearest(best, low, high) <= cost


@leaf
def serve(best, low, high, cost):  # type: ignore[no-untyped-def]
    """Lower the least costs of some moments.

    Parameters
    ----------
    best
        ``(n_moments,)`` least cost so far, changed.
    low, high
        First and last moment, both included.
    cost
        What they are served at.
    """
    least = best.dtype.type(cost)
    start = np.uintp(low)
    for at in range(np.uintp(max(high - low + 1, 0))):
        best[start + at] = min(best[start + at], least)
