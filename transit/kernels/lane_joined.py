"""Ranks of many homes from what is the answer at the stops around them.

Where homes are many and stops few the lanes of the searches hold the stops. What is the answer at a
home at a moment is the least of that at its stops and the walk on; a window belongs to the moment
and the place at the other end, and is the same for all of them, so nothing is lost. 64 homes are
led through the moments from the last to the first, and looked at where something changes at one of
their stops.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.lane_ends import FAR, gather
from transit.kernels.lane_ranks import make_room, rank_runs, step_of
from transit.kernels.lane_runs import add_run, find_changes, is_even, lowest, make_changes, mark
from transit.kernels.lanes import LANES
from transit.kernels.leaf import leaf
from transit.kernels.room import with_room

NO_WALK: Final = 1 << 30
"""Stands for no walk; a time of day may be added to it."""

_WORDS: Final = LANES // 8
_ONE: Final = np.uint64(1)


class StopChanges(NamedTuple):
    """What is the answer at stops, by place and stop, where it changes.

    ``first`` and ``last (n_places, n_stops) int64`` into ``until (n,) int32`` and ``arrives (n,)
    int32``, as in :class:`transit.kernels.lane_runs.Changes`.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    until: NDArray[np.int32]
    arrives: NDArray[np.int32]


@njit(cache=True, nogil=True)
def changes_within(boards, windows, rows):  # type: ignore[no-untyped-def]
    """Return what is the answer between each place and the stops in 64 lanes.

    Parameters
    ----------
    boards
        What can be boarded from each place.
    windows
        Moments (:func:`transit.kernels.lane_ends.cut`).
    rows
        Filled by :func:`transit.kernels.lanes.run_lanes`; the most rides that are kept count.

    Returns
    -------
    size : ndarray
        ``(n_places, 64) int64``: how many changes.
    until, arrives : ndarray
        ``(n,) int32``, one lane of a place after the other.
    """
    n_places = boards.first.size - 1
    pieces = np.empty((windows.n_pieces, LANES), np.int32)
    index = np.empty(windows.n_pieces + 1, np.int64)
    changes = make_changes(windows.moments.size)
    size = np.zeros((n_places, LANES), np.int64)
    until = np.empty(1 << 16, np.int32)
    arrives = np.empty(1 << 16, np.int32)
    kept = rows.there_least.shape[0] - 1
    n = np.int64(0)
    for place in range(n_places):
        if not gather(
            boards, place, windows, rows.there_least[kept], rows.there_row[kept], rows.table,
            pieces, index,
        ):  # fmt: skip
            continue
        find_changes(windows, pieces, index, changes)
        more = changes.n.sum()
        until, arrives = with_room(until, n + more), with_room(arrives, n + more)
        for lane in range(LANES):
            size[place, lane] = changes.n[lane]
            for at in range(changes.n[lane]):
                until[n] = changes.until[at * LANES + lane]
                arrives[n] = changes.arrives[at * LANES + lane]
                n += 1
    return size, until[:n].copy(), arrives[:n].copy()


@leaf
def _count(first, last, until, stops, starts):  # type: ignore[no-untyped-def]
    # How many changes there are at each moment, at the stops of 64 homes; returns how many in all.
    n = np.int64(0)
    for stop in stops:
        for at in range(first[stop], last[stop]):
            starts[until[at] + 1] += 1
            n += 1
    return n


@leaf
def _sort(first, last, until, arrives, stops, starts, by_stop, by_arrives):  # type: ignore[no-untyped-def]
    # Changes by moment; ``starts`` of each moment becomes its end.
    for row in range(stops.size):
        stop = stops[row]
        for at in range(first[stop], last[stop]):
            to = starts[until[at]]
            by_stop[to] = row
            by_arrives[to] = arrives[at]
            starts[until[at]] = to + 1


@leaf
def _lower(best, walks, row, arrives):  # type: ignore[no-untyped-def]
    own = np.uintp(row) * np.uintp(LANES)
    for lane in range(np.uintp(LANES)):
        best[lane] = min(best[lane], np.int32(arrives + walks[own + lane]))


@leaf
def _rests_on(best, walks, row, arrives):  # type: ignore[no-untyped-def]
    # Whether the answer of any lane may be by way of a stop.
    own = np.uintp(row) * np.uintp(LANES)
    n = np.int32(0)
    for lane in range(np.uintp(LANES)):
        n += np.int32(best[lane] == np.int32(arrives + walks[own + lane]))
    return n > 0


@leaf
def _step(low, high, by_stop, by_arrives, walks, now, best):  # type: ignore[no-untyped-def]
    # All changes of one moment.
    anew = False
    for at in range(low, high):
        row = by_stop[at]
        arrives = by_arrives[at]
        before = now[row]
        now[row] = arrives
        if arrives < before:
            _lower(best, walks, row, arrives)
        elif arrives > before and not anew:
            anew = _rests_on(best, walks, row, before)
    if anew:
        best[:] = np.int32(NO_WALK)
        for row in range(now.size):
            if now[row] != FAR:
                _lower(best, walks, row, now[row])


@leaf
def _close(at, words, best, held, since, runs_least, runs_most, n_runs, moments, even):  # type: ignore[no-untyped-def]
    # The lanes marked had another answer at the moments after this one.
    for word in range(_WORDS):
        left = words[word]
        while left:
            lane = 8 * word + lowest(left)
            left &= left - _ONE
            if held[lane] < NO_WALK:
                add_run(
                    runs_least, runs_most, n_runs, lane, held[lane], at + 1, since[lane],
                    moments, even,
                )  # fmt: skip
            held[lane] = best[lane]
            since[lane] = at


@njit(cache=True, nogil=True)
def rank_joined(changes, stops, walks, windows, direct, ranks):  # type: ignore[no-untyped-def]
    """Return at how many moments each of 64 homes is reached from each place, and how soon.

    Parameters
    ----------
    changes
        What is the answer at the stops (:class:`StopChanges`).
    stops
        ``(n,) int64`` those of them that any of the homes can use.
    walks
        ``(n * 64,) int32`` s between them and the homes, NO_WALK for none.
    windows
        Moments (:func:`transit.kernels.lane_ends.cut`).
    direct
        ``(n_places, 64) int32`` s all the way on foot, NEVER or more for none.
    ranks
        ``(n_ranks,) int64``: how many moments may be quicker.

    Returns
    -------
    ndarray
        ``(n_places, 64, 1 + n_ranks) int32``, as :func:`transit.kernels.lane_ranks.rank_runs` fills
        it.
    """
    moments = windows.moments
    step = step_of(windows)
    even = is_even(moments)
    n_places = direct.shape[0]
    made = np.empty((n_places, LANES, 1 + ranks.size), np.int32)
    room = make_room(moments.size, ranks)
    least, most, n_runs = room.runs
    starts = np.empty(moments.size + 1, np.int64)
    by_stop = np.empty(1 << 10, np.int32)
    by_arrives = np.empty(1 << 10, np.int32)
    now = np.empty(stops.size, np.int32)
    best = np.empty(LANES, np.int32)
    held = np.empty(LANES, np.int32)
    since = np.empty(LANES, np.int64)
    marks = np.zeros(LANES, np.uint8)
    words = marks.view(np.uint64)
    for place in range(n_places):
        n_runs[:] = 0
        starts[:] = 0
        first, last = changes.first[place], changes.last[place]
        n = _count(first, last, changes.until, stops, starts)
        by_stop, by_arrives = with_room(by_stop, n), with_room(by_arrives, n)
        if n:
            for at in range(moments.size):
                starts[at + 1] += starts[at]
            _sort(
                first, last, changes.until, changes.arrives, stops, starts, by_stop, by_arrives
            )  # fmt: skip
            now[:] = FAR
            best[:] = NO_WALK
            held[:] = NO_WALK
            high = n
            for at in range(moments.size - 1, -1, -1):
                low = starts[at - 1] if at else np.int64(0)
                if low < high:
                    _step(low, high, by_stop, by_arrives, walks, now, best)
                    mark(best, held, marks)
                    _close(at, words, best, held, since, least, most, n_runs, moments, even)
                high = low
            marks[:] = 1
            _close(-1, words, best, held, since, least, most, n_runs, moments, even)
        rank_runs(room, windows, step, direct[place], made[place])
    return made
