"""From what lanes find to the answers of the places at the other end, moment by moment.

All times are seconds in the direction of the search, which runs from the places of this module to
those of the lanes. A place is left for a boarding at the last second that still catches it.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.lanes import LANES, NEVER

FAR: Final = np.iinfo(np.int32).max
"""Stands for no arrival."""


class Boards(NamedTuple):
    """Stops around places, and what is boarded there.

    ``first (n_places + 1,) int64`` into ``stop (n,) int32`` and ``walk_s (n,) int32``, margins
    included; ``stop_first (n_stops + 1,) int64`` into ``leaves`` and ``slot (n_rows,) int32``, the
    latest first.
    """

    first: NDArray[np.int64]
    stop: NDArray[np.int32]
    walk_s: NDArray[np.int32]
    stop_first: NDArray[np.int64]
    leaves: NDArray[np.int32]
    slot: NDArray[np.int32]


class Windows(NamedTuple):
    """Moments after which a place is left within a window, cut into pieces of time.

    ``moments (n,) int64`` s, ascending; ``low`` and ``high (n,) int64`` first piece of each
    moment's window and the one after its last; ``piece_of (n_seconds,) int32`` piece of each second
    from ``start_s`` on; ``n_pieces``; ``most_s`` longest time from a moment to the other place.
    """

    moments: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    piece_of: NDArray[np.int32]
    start_s: int
    n_pieces: int
    most_s: int


def cut(moments: NDArray[np.int64], window_s: int, most_s: int) -> Windows:
    """Cut time where windows begin and end.

    Parameters
    ----------
    moments
        ``(n,) int64`` s, ascending and different.
    window_s
        A place is left so long after a moment at most.
    most_s
        The other place is reached so long after a moment at most.

    Returns
    -------
    Windows
        Read-only.
    """
    edges = np.unique(np.concatenate([moments, moments + window_s + 1]))
    seconds = np.arange(edges[0], edges[-1])
    made = Windows(
        moments,
        np.searchsorted(edges, moments).astype(np.int64),
        np.searchsorted(edges, moments + window_s + 1).astype(np.int64),
        (np.searchsorted(edges, seconds, side="right") - 1).astype(np.int32),
        int(edges[0]),
        int(edges.size - 1),
        most_s,
    )
    for array in made[:4]:
        array.flags.writeable = False
    return made


@njit(cache=True, nogil=True)
def gather(boards, place, windows, least, row_of, table, pieces, index):  # type: ignore[no-untyped-def]
    """Find the earliest arrival of what a place is left for in each piece of time that has any.

    Parameters
    ----------
    boards
        What can be boarded from each place.
    place
        Which.
    windows
        Moments (:func:`cut`).
    least, row_of, table
        Of :class:`transit.kernels.lanes.Rows`, with one number of rides.
    pieces
        ``(n_pieces, 64) int32``, filled: arrivals of the pieces with any, one after the other.
    index
        ``(n_pieces + 1,) int64``, filled: how many pieces before this one have any.

    Returns
    -------
    int
        How many pieces have any.
    """
    index[:] = 0
    n_seconds = windows.piece_of.size
    for row in range(boards.first[place], boards.first[place + 1]):
        stop = boards.stop[row]
        start = np.int64(boards.walk_s[row]) + windows.start_s
        for at in range(boards.stop_first[stop], boards.stop_first[stop + 1]):
            second = boards.leaves[at] - start
            if second < 0:
                break
            if second < n_seconds and least[boards.slot[at]] < NEVER:
                index[windows.piece_of[second] + 1] = 1
    for piece in range(index.size - 1):
        index[piece + 1] += index[piece]
    n = index[index.size - 1]
    pieces[:n] = FAR
    if n == 0:
        return n
    most = np.int16(windows.most_s)
    for row in range(boards.first[place], boards.first[place + 1]):
        stop = boards.stop[row]
        start = np.int64(boards.walk_s[row]) + windows.start_s
        for at in range(boards.stop_first[stop], boards.stop_first[stop + 1]):
            time = boards.leaves[at]
            second = time - start
            if second < 0:
                break
            slot = boards.slot[at]
            if second >= n_seconds or least[slot] == NEVER:
                continue
            piece = pieces[index[windows.piece_of[second]]]
            own = np.uintp(row_of[slot]) * np.uintp(LANES)
            for lane in range(np.uintp(LANES)):
                took = table[own + lane]
                there = np.int32(time + took) if took <= most else np.int32(FAR)
                piece[lane] = min(piece[lane], there)
    return n


@njit(cache=True, nogil=True)
def least_of(low, high, pieces, state, running, best):  # type: ignore[no-untyped-def]
    """Find the least of each lane over some pieces, called for one window after the other.

    Suffixes of the pieces up to where the windows were turned last, and one running minimum of
    those after it.

    Parameters
    ----------
    low, high
        First piece of the window and the one after its last, each no less than at the last call.
    pieces
        ``(n, 64) int32``, changed.
    state
        ``(2,) int64``, zeros at the first call: where windows were turned, and up to where pieces
        are in ``running``.
    running
        ``(64,) int32``, changed.
    best
        ``(64,) int32``, filled; FAR where there is no piece.
    """
    if low >= state[0]:
        for piece in range(high - 2, low - 1, -1):
            row = pieces[piece]
            after = pieces[piece + 1]
            for lane in range(LANES):
                row[lane] = min(row[lane], after[lane])
        state[:] = high
        running[:] = FAR
    for piece in range(state[1], high):
        row = pieces[piece]
        for lane in range(LANES):
            running[lane] = min(running[lane], row[lane])
    state[1] = max(state[1], high)
    best[:] = running
    if low < state[0]:
        row = pieces[low]
        for lane in range(LANES):
            best[lane] = min(best[lane], row[lane])


@njit(cache=True, nogil=True)
def _slide(windows, pieces, index, on_foot, found):  # type: ignore[no-untyped-def]
    # How long it takes at each moment, by bus or on foot.
    running = np.full(LANES, FAR, np.int32)
    best = np.empty(LANES, np.int32)
    state = np.zeros(2, np.int64)
    limit = np.int32(windows.most_s)
    for at in range(windows.moments.size):
        least_of(index[windows.low[at]], index[windows.high[at]], pieces, state, running, best)
        moment = np.int32(windows.moments[at])
        row = found[at]
        for lane in range(LANES):
            took = best[lane] - moment
            row[lane] = min(np.int16(took if took <= limit else NEVER), on_foot[lane])


@njit(cache=True, nogil=True)
def within_windows(boards, first_place, last_place, windows, rows, walks):  # type: ignore[no-untyped-def]
    """Return how long after each moment each lane's place is reached from each place.

    Parameters
    ----------
    boards
        What can be boarded from each place.
    first_place, last_place
        Which of them: from the first up to, not including, the last.
    windows
        Moments (:func:`cut`).
    rows
        Filled by :func:`transit.kernels.lanes.run_lanes`.
    walks
        ``(n_places, 64) int32`` s all the way on foot, NEVER or more for none.

    Returns
    -------
    ndarray
        ``(n, n_kept, n_moments, 64) int16`` s, with so many rides or fewer; NEVER for none.
    """
    n_rides = rows.there_least.shape[0]
    n_moments = windows.moments.size
    found = np.empty((last_place - first_place, n_rides, n_moments, LANES), np.int16)
    pieces = np.empty((windows.n_pieces, LANES), np.int32)
    index = np.empty(windows.n_pieces + 1, np.int64)
    on_foot = np.empty(LANES, np.int16)
    for place in range(first_place, last_place):
        for lane in range(LANES):
            walk = walks[place, lane]
            on_foot[lane] = np.int16(walk if walk <= windows.most_s else NEVER)
        for rides in range(n_rides):
            least, row_of = rows.there_least[rides], rows.there_row[rides]
            own = found[place - first_place, rides]
            if gather(boards, place, windows, least, row_of, rows.table, pieces, index):
                _slide(windows, pieces, index, on_foot, own)
            else:
                own[:] = on_foot
    return found
