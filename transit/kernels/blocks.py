"""Moments cut into blocks, and a row of them for every event of a day: fast, rough, never wrong."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.kernels.leaf import leaf
from transit.kernels.vectors import LANES, lift_some, lower_some
from transit.kernels.ways import FAR

FAR_SMALL: Final = 1 << 30
"""Stands for no end where burdens are kept in 32 bits; half as much more or less still fits."""
_BLOCKS: Final = 14
"""Blocks that the moments of one boarding are cut into, about: more tell apart more, but cost."""
_ROOM: Final = 1 << 25
"""Blocks of all events together, about, for a single ride: fewer a boarding where there are more.

Neither changes a result.
"""


class Blocks(NamedTuple):
    """How moments are cut into blocks.

    ``size`` moments a block; ``width`` blocks a row; ``n`` blocks in all, ``n_moments`` moments;
    ``first (n_events,) int32`` the block with which the row of each event begins; ``far (1,)`` of
    the type of all rows: no end.
    """

    size: int
    width: int
    n: int
    n_moments: int
    first: NDArray[np.int32]
    far: NDArray[np.int64]


@leaf
def _moments_before(moments, at, time):  # type: ignore[no-untyped-def]
    # How many moments are before a time, looked for from ``at`` on: the next stop of a bus is near.
    while at < moments.size and moments[at] < time:
        at += 1
    while at > 0 and moments[at - 1] >= time:
        at -= 1
    return at


@njit(cache=True, nogil=True)
def cut_moments(timetable, asked, far):  # type: ignore[no-untyped-def]
    """Cut the moments asked into blocks.

    Parameters
    ----------
    timetable
        The day.
    asked
        What is asked.
    far
        ``(1,)`` no end, of the type of all rows.

    Returns
    -------
    Blocks
        Rows reach from the first moment at which an event can be of use to the last.
    """
    n_events = timetable.arrival.size
    low = np.empty(n_events, np.int64)
    high = np.empty(n_events, np.int64)
    n_moments = asked.moments.size
    moments, arrival, departure = asked.moments, timetable.arrival, timetable.departure
    longest_s = asked.window_s + asked.longest_s
    most = 1
    begin = end = 0
    for event in range(n_events):
        come = np.int64(min(arrival[event], departure[event]))
        gone = np.int64(max(arrival[event], departure[event]))
        begin = _moments_before(moments, begin, come)
        end = _moments_before(moments, end, gone + longest_s + 1)
        low[event] = min(begin, n_moments - 1)
        high[event] = max(low[event], end - 1)
        most = max(most, high[event] - low[event] + 1)
    blocks = max(4, min(_BLOCKS, _ROOM // max(n_events * asked.most_rides, 1) * 2))
    size = max(1, most // blocks)
    first = np.empty(n_events, np.int32)
    width = 1
    for event in range(n_events):
        first[event] = low[event] // size
        width = max(width, high[event] // size - first[event] + 1)
    width = -(-width // LANES) * LANES
    return Blocks(size, width, (n_moments - 1) // size + 1, n_moments, first, far)


@leaf
def lower(rows, row, others, other, width, more):  # type: ignore[no-untyped-def]
    """Lower a row to another one and something more.

    Rows lie in flat tables and begin at numbers that are never negative: slices would be counted.

    Parameters
    ----------
    rows, row
        ``(n,)`` table, changed, and where the row begins.
    others, other
        ``(n,)`` table, and where the other row begins.
    width
        How long they are, a multiple of LANES.
    more
        Added to the other.
    """
    for at in range(0, width, LANES):
        lower_some(rows, np.uintp(row + at), others, np.uintp(other + at), rows.dtype.type(more))


@leaf
def lift(rows, row, others, other, width, more):  # type: ignore[no-untyped-def]
    """Raise a row to another one and something more.

    Parameters
    ----------
    rows, row
        ``(n,)`` table, changed, and where the row begins.
    others, other
        ``(n,)`` table, and where the other row begins.
    width
        How long they are, a multiple of LANES.
    more
        Added to the other.
    """
    for at in range(0, width, LANES):
        lift_some(rows, np.uintp(row + at), others, np.uintp(other + at), rows.dtype.type(more))


@leaf
def fill(rows, row, width, value):  # type: ignore[no-untyped-def]
    """Set a row to one value.

    Parameters
    ----------
    rows
        ``(n,)``, changed.
    row
        Where the row begins.
    width
        How long it is.
    value
        What it is set to.
    """
    to = np.uintp(row)
    for at in range(np.uintp(max(width, 0))):
        rows[to + at] = value


def no_end(small: bool) -> NDArray[np.int64]:
    """Return no end, of the type of all rows.

    Parameters
    ----------
    small
        True where 32 bits are enough.

    Returns
    -------
    ndarray
        ``(1,)``.
    """
    return frozen(np.array([FAR_SMALL if small else FAR]), np.int32 if small else np.int64)
