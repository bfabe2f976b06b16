"""From what lanes find to the answers of the places at the other end, moment by moment.

All times are seconds in the direction of the search, which runs from the places of this module to
those of the lanes. A place is left for a boarding at the last second that still catches it.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.lanes import LANES, NEVER

_FAR: Final = np.iinfo(np.int32).max


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
def _gather(boards, place, windows, there, pieces):  # type: ignore[no-untyped-def]
    # The earliest arrival of what a place is left for in each piece of time.
    pieces[:] = _FAR
    n_seconds = windows.piece_of.size
    for row in range(boards.first[place], boards.first[place + 1]):
        stop = boards.stop[row]
        walk = boards.walk_s[row]
        for at in range(boards.stop_first[stop], boards.stop_first[stop + 1]):
            time = boards.leaves[at]
            second = time - walk - windows.start_s
            if second < 0:
                break
            if second >= n_seconds:
                continue
            piece = pieces[windows.piece_of[second]]
            own = there[boards.slot[at]]
            for lane in range(LANES):
                # What never arrives is later than any moment allows.
                piece[lane] = min(piece[lane], time + np.int32(own[lane]))


@njit(cache=True, nogil=True)
def _slide(windows, pieces, found):  # type: ignore[no-untyped-def]
    # The least over each window: suffixes of the pieces up to ``turned``, and one running
    # minimum of those after it.
    running = np.full(LANES, _FAR, np.int32)
    turned = np.int64(0)
    done = np.int64(0)
    for at in range(windows.moments.size):
        low = windows.low[at]
        high = windows.high[at]
        if low >= turned:
            for piece in range(high - 2, low - 1, -1):
                row = pieces[piece]
                after = pieces[piece + 1]
                for lane in range(LANES):
                    row[lane] = min(row[lane], after[lane])
            turned = high
            done = high
            running[:] = _FAR
        for piece in range(done, high):
            row = pieces[piece]
            for lane in range(LANES):
                running[lane] = min(running[lane], row[lane])
        done = max(done, high)
        first = pieces[low]
        best = found[at]
        moment = np.int32(windows.moments[at])
        limit = np.int32(windows.most_s)
        for lane in range(LANES):
            took = min(first[lane], running[lane]) - moment
            best[lane] = np.int16(took if took <= limit else NEVER)


@njit(cache=True, nogil=True)
def within_windows(boards, first_place, last_place, windows, there, walks):  # type: ignore[no-untyped-def]
    """Return how long after each moment each lane's place is reached from each place.

    Parameters
    ----------
    boards
        What can be boarded from each place.
    first_place, last_place
        Which of them: from the first up to, not including, the last.
    windows
        Moments (:func:`cut`).
    there
        Of :func:`transit.kernels.lanes.run_lanes`.
    walks
        ``(n_places, 64) int32`` s all the way on foot, NEVER or more for none.

    Returns
    -------
    ndarray
        ``(n, n_kept, n_moments, 64) int16`` s, with so many rides or fewer; NEVER for none.
    """
    n_rides = there.shape[0]
    n_moments = windows.moments.size
    found = np.empty((last_place - first_place, n_rides, n_moments, LANES), np.int16)
    pieces = np.empty((windows.n_pieces, LANES), np.int32)
    on_foot = np.empty(LANES, np.int16)
    for place in range(first_place, last_place):
        for lane in range(LANES):
            walk = walks[place, lane]
            on_foot[lane] = np.int16(walk if walk <= windows.most_s else NEVER)
        for rides in range(n_rides):
            _gather(boards, place, windows, there[rides], pieces)
            own = found[place - first_place, rides]
            _slide(windows, pieces, own)
            for at in range(n_moments):
                row = own[at]
                for lane in range(LANES):
                    row[lane] = min(row[lane], on_foot[lane])
    return found
