"""Runs of moments: for how long the same journey is the answer, lane by lane.

What a place is left for last serves all moments since what was left for before: durations fall by
one step from moment to moment and jump where a bus has gone. A place has some dozens of such
*runs* a day, where it has a thousand moments.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.lane_ends import FAR, least_of
from transit.kernels.lanes import LANES
from transit.kernels.leaf import leaf

_WORDS: Final = LANES // 8
_ONE: Final = np.uint64(1)
_TOP: Final = np.uint64(56)
_PLACES: Final = np.uint64(0x0001020304050607)
"""Times the lowest byte that is 1, its number in the word ends up in the topmost byte."""


class Changes(NamedTuple):
    """What is found for 64 lanes from the first moment to the last, where it changes.

    ``until (n_moments * 64,) int32`` the last moment, by number, at which ``arrives (n_moments *
    64,) int32`` s is the answer, FAR for none, 64 lanes side by side; ``n (64,) int64`` how many
    each lane has.
    """

    until: NDArray[np.int32]
    arrives: NDArray[np.int32]
    n: NDArray[np.int64]


class Runs(NamedTuple):
    """Runs of 64 lanes.

    ``least (n_moments * 64,) int32`` s at the last moment of a run, ``most (n_moments * 64,)
    int32`` s at its first, 64 lanes side by side; ``n (64,) int64`` how many each lane has. Between
    them durations are a step apart.
    """

    least: NDArray[np.int32]
    most: NDArray[np.int32]
    n: NDArray[np.int64]


@njit(cache=True, nogil=True)
def make_changes(n_moments):  # type: ignore[no-untyped-def]
    """Return room for what is found at so many moments.

    Parameters
    ----------
    n_moments
        How many.

    Returns
    -------
    Changes
        For one place after the other.
    """
    n = n_moments * LANES
    return Changes(np.empty(n, np.int32), np.empty(n, np.int32), np.zeros(LANES, np.int64))


@leaf
def lowest(word):  # type: ignore[no-untyped-def]
    """Return which byte of a word is the first that is 1.

    Parameters
    ----------
    word
        ``uint64`` of bytes that are 0 or 1, not all 0.

    Returns
    -------
    int
        0 to 7.
    """
    return np.int64(((word & (~word + _ONE)) * _PLACES) >> _TOP)


@leaf
def mark(one, other, marks):  # type: ignore[no-untyped-def]
    """Mark the lanes in which two rows differ.

    Parameters
    ----------
    one, other
        ``(64,) int32``.
    marks
        ``(64,) uint8``, filled with 0 and 1.
    """
    for lane in range(np.uintp(LANES)):
        marks[lane] = np.uint8(one[lane] != other[lane])


@leaf
def _note(at, words, best, now, until, arrives, n):  # type: ignore[no-untyped-def]
    # Something else is the answer from a moment on, in the lanes marked.
    for word in range(_WORDS):
        left = words[word]
        while left:
            lane = 8 * word + lowest(left)
            left &= left - _ONE
            if at > 0:
                to = n[lane] * LANES + lane
                until[to] = at - 1
                arrives[to] = now[lane]
                n[lane] += 1
            now[lane] = best[lane]


@njit(cache=True, nogil=True)
def find_changes(windows, pieces, index, changes):  # type: ignore[no-untyped-def]
    """Find what is the answer from when to when, from the pieces of a place.

    Parameters
    ----------
    windows
        Moments (:func:`transit.kernels.lane_ends.cut`).
    pieces, index
        As :func:`transit.kernels.lane_ends.gather` fills them; pieces are changed.
    changes
        Filled (:class:`Changes`); a lane without any answer has none.
    """
    running = np.full(LANES, FAR, np.int32)
    best = np.empty(LANES, np.int32)
    now = np.full(LANES, FAR, np.int32)
    marks = np.zeros(LANES, np.uint8)
    words = marks.view(np.uint64)
    state = np.zeros(2, np.int64)
    before = np.int64(-1), np.int64(-1)
    until, arrives, n = changes
    n[:] = 0
    low, high, moments = windows.low, windows.high, windows.moments
    for at in range(moments.size):
        window = index[low[at]], index[high[at]]
        if window != before:
            least_of(window[0], window[1], pieces, state, running, best)
            before = window
            mark(best, now, marks)
            _note(at, words, best, now, until, arrives, n)
    for lane in range(LANES):
        if now[lane] != FAR:
            until[n[lane] * LANES + lane] = moments.size - 1
            arrives[n[lane] * LANES + lane] = now[lane]
            n[lane] += 1


@njit(cache=True, nogil=True)
def is_even(moments):  # type: ignore[no-untyped-def]
    """Return whether moments are all the same time apart.

    Parameters
    ----------
    moments
        ``(n,) int64`` s, ascending.

    Returns
    -------
    bool
        True also for one moment.
    """
    for at in range(2, moments.size):
        if moments[at] - moments[at - 1] != moments[1] - moments[0]:
            return False
    return True


@leaf
def add_run(least, most, n, lane, arrives, first, last, moments, even):  # type: ignore[no-untyped-def]
    """Add the moments from a first to a last one to the runs of a lane.

    Parameters
    ----------
    least, most, n
        Of :class:`Runs`.
    lane
        Which.
    arrives
        s, the answer of all these moments.
    first, last
        Moments by number, both included.
    moments
        ``(n,) int64`` s.
    even
        Whether they are all the same time apart; otherwise each makes a run of its own.
    """
    while first <= last:
        upto = last if even else first
        to = n[lane] * LANES + lane
        least[to] = arrives - moments[upto]
        most[to] = arrives - moments[first]
        n[lane] += 1
        first = upto + 1


@njit(cache=True, nogil=True)
def runs_of(changes, moments, even, runs):  # type: ignore[no-untyped-def]
    """Turn what is the answer from when to when into runs.

    Parameters
    ----------
    changes
        As :func:`find_changes` fills them.
    moments, even
        As :func:`add_run` takes them.
    runs
        Filled.
    """
    until, arrives, n_changes = changes
    least, most, n = runs
    for lane in range(LANES):
        n[lane] = 0
        first = np.int64(0)
        for at in range(n_changes[lane]):
            last = np.int64(until[at * LANES + lane])
            there = arrives[at * LANES + lane]
            if there != FAR:
                add_run(least, most, n, lane, there, first, last, moments, even)
            first = last + 1
