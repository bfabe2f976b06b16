"""How long it takes at so many of a hundred moments, without writing down all of them.

Ranks are counted from runs of moments (:mod:`transit.kernels.lane_runs`), 64 lanes side by side.
Time is cut into *bins* a step of the moments wide, so that a run has one duration in each bin that
it goes through, always as far from the bin's start. The bin of a rank is found by halving, and
then how far into it; nothing is sorted.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.lane_ends import gather
from transit.kernels.lane_runs import Runs, find_changes, is_even, make_changes, runs_of
from transit.kernels.lanes import LANES
from transit.kernels.leaf import leaf
from transit.kernels.profile_best import NOTHING


class Bins(NamedTuple):
    """Room for runs by bin, each ``(n_moments * 64,) int32``, 64 lanes side by side.

    ``first`` bin of a run, how many it goes ``through``, ``rest`` s from the start of a bin;
    ``key`` the rests of the runs in one bin.
    """

    first: NDArray[np.int32]
    through: NDArray[np.int32]
    rest: NDArray[np.int32]
    key: NDArray[np.int32]


class Search(NamedTuple):
    """Room to search by halving, each ``(n * 64,) int32``.

    What is looked for lies from ``low`` up to ``high``, and is looked for at ``middle``; how many
    are ``below`` it, and ``inside`` up to the middle.
    """

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    middle: NDArray[np.int32]
    below: NDArray[np.int32]
    inside: NDArray[np.int32]


class RankRoom(NamedTuple):
    """Room to count the ranks of 64 lanes in.

    ``rank (n_ranks * 64,)``, ``within (64,)`` and ``total (64,) int32``: ranks in each lane, within
    a bin, and of how many moments.
    """

    runs: Runs
    bins: Bins
    bin_search: Search
    rest_search: Search
    rank: NDArray[np.int32]
    within: NDArray[np.int32]
    total: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _make_search(n):  # type: ignore[no-untyped-def]
    return Search(
        np.empty(n * LANES, np.int32),
        np.empty(n * LANES, np.int32),
        np.empty(n * LANES, np.int32),
        np.empty(n * LANES, np.int32),
        np.empty(n * LANES, np.int32),
    )


@njit(cache=True, nogil=True)
def make_room(n_moments, ranks):  # type: ignore[no-untyped-def]
    """Return room for ranks of so many moments.

    Parameters
    ----------
    n_moments
        How many.
    ranks
        ``(n_ranks,) int64``.

    Returns
    -------
    RankRoom
        For one place after the other.
    """
    n = n_moments * LANES
    rank = np.empty(ranks.size * LANES, np.int32)
    for at in range(rank.size):
        rank[at] = ranks[at // LANES]
    return RankRoom(
        Runs(np.empty(n, np.int32), np.empty(n, np.int32), np.zeros(LANES, np.int64)),
        Bins(np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32),
             np.empty(n, np.int32)),
        _make_search(ranks.size),
        _make_search(1),
        rank,
        np.empty(LANES, np.int32),
        np.zeros(LANES, np.int32),
    )  # fmt: skip


@leaf
def _fill_bins(least, most, n_runs, n, step, most_s, first, through, rest, total):  # type: ignore[no-untyped-def]
    # What takes too long is left out; rows that a lane does not use count nothing.
    # Half more than a whole number is never near a multiple of the step, so the product is exact.
    a_step = 1.0 / step
    size = np.int32(step)
    limit = np.int32(most_s)
    none = np.int32(0)
    for row in range(n):
        own = np.uintp(row) * np.uintp(LANES)
        for lane in range(np.uintp(LANES)):
            used = row < n_runs[lane]
            soonest = np.int32(least[own + lane]) if used else limit
            latest = min(np.int32(most[own + lane]), limit) if used else none
            span = np.int32(latest - soonest)
            start = np.int32((min(soonest, limit) + 0.5) * a_step)
            steps = np.int32((max(span, none) + 0.5) * a_step) + np.int32(1)
            bins = np.int32(steps) if span >= none and used else none
            first[own + lane] = start
            rest[own + lane] = np.int32(soonest - start * size)
            through[own + lane] = bins
            total[lane] += bins


@leaf
def _look(low, high, middle, inside, n):  # type: ignore[no-untyped-def]
    # Where to look next, nothing counted yet.
    for lane in range(n):
        middle[lane] = np.int32(low[lane] + high[lane]) >> np.int32(1)
        inside[lane] = np.int32(0)


@leaf
def _halve(low, high, middle, below, inside, rank, n):  # type: ignore[no-untyped-def]
    # Where the middle has more than the rank up to it, it or what is before it is looked for.
    for lane in range(n):
        over = inside[lane] > rank[lane]
        high[lane] = middle[lane] if over else high[lane]
        low[lane] = low[lane] if over else np.int32(middle[lane] + np.int32(1))
        below[lane] = below[lane] if over else inside[lane]


@leaf
def _count_bins(first, through, n, middle, inside, n_ranks):  # type: ignore[no-untyped-def]
    # How many moments are in the bins up to the middle.
    one = np.int32(1)
    none = np.int32(0)
    for row in range(n):
        own = np.uintp(row) * np.uintp(LANES)
        for asked in range(n_ranks):
            to = np.uintp(asked) * np.uintp(LANES)
            for lane in range(np.uintp(LANES)):
                upto = max(np.int32(middle[to + lane] - first[own + lane] + one), none)
                inside[to + lane] += min(upto, through[own + lane])


@njit(cache=True, nogil=True)
def _find_bins(bins, n, n_bins, rank, found):  # type: ignore[no-untyped-def]
    # The bin of each rank, and how many moments are in the bins before it.
    low, high, middle, below, inside = found
    low[:] = 0
    high[:] = n_bins
    below[:] = 0
    left = n_bins
    while left > 0:
        left >>= 1
        _look(low, high, middle, inside, low.size)
        _count_bins(bins.first, bins.through, n, middle, inside, low.size // LANES)
        _halve(low, high, middle, below, inside, rank, low.size)


@leaf
def _keys_of(first, through, rest, n, bin_of, to, none, key):  # type: ignore[no-untyped-def]
    # The rests of the runs that go through the bin of each lane.
    start = np.uintp(to) * np.uintp(LANES)
    for row in range(n):
        own = np.uintp(row) * np.uintp(LANES)
        for lane in range(np.uintp(LANES)):
            since = np.int32(bin_of[start + lane] - first[own + lane])
            here = since >= np.int32(0) and since < through[own + lane]
            key[own + lane] = rest[own + lane] if here else none


@leaf
def _count_keys(key, n, middle, inside):  # type: ignore[no-untyped-def]
    for row in range(n):
        own = np.uintp(row) * np.uintp(LANES)
        for lane in range(np.uintp(LANES)):
            inside[lane] += np.int32(key[own + lane] <= middle[lane])


@njit(cache=True, nogil=True)
def _find_rests(key, n, step, rank, found):  # type: ignore[no-untyped-def]
    # How far into its bin the rank of each lane lies.
    low, high, middle, below, inside = found
    low[:] = 0
    high[:] = step
    left = step
    while left > 0:
        left >>= 1
        _look(low, high, middle, inside, LANES)
        _count_keys(key, n, middle, inside)
        _halve(low, high, middle, below, inside, rank, LANES)


@njit(cache=True, nogil=True)
def rank_runs(room, windows, step, walks, made):  # type: ignore[no-untyped-def]
    """Find how long it takes at each rank, in 64 lanes.

    Parameters
    ----------
    room
        With the runs (:class:`RankRoom`).
    windows
        Moments (:func:`transit.kernels.lane_ends.cut`).
    step
        s between two moments.
    walks
        ``(64,) int32`` s all the way on foot, NEVER or more for none.
    made
        ``(64, 1 + n_ranks) int32``, filled: the number of moments with a journey, then durations,
        s from the moment on; NOTHING where there is none at that rank.
    """
    n = room.runs.n.max()
    most_s = windows.most_s
    bins, found, total, rank = room.bins, room.bin_search, room.total, room.rank
    for lane in range(LANES):
        total[lane] = 0
    if n:
        _fill_bins(
            room.runs.least, room.runs.most, room.runs.n, n, step, most_s,
            bins.first, bins.through, bins.rest, total,
        )  # fmt: skip
        _find_bins(bins, n, most_s // step + 1, rank, found)
    for lane in range(LANES):
        walk = walks[lane] if walks[lane] <= most_s else NOTHING
        made[lane, 0] = total[lane] if walk == NOTHING else windows.moments.size
        made[lane, 1:] = walk
    for asked in range(rank.size // LANES if n else 0):
        own = asked * LANES
        for lane in range(LANES):
            room.within[lane] = rank[own + lane] - found.below[own + lane]
        _keys_of(bins.first, bins.through, bins.rest, n, found.low, asked, np.int32(step), bins.key)
        _find_rests(bins.key, n, step, room.within, room.rest_search)
        for lane in range(LANES):
            if rank[own + lane] < total[lane]:
                duration = found.low[own + lane] * step + room.rest_search.low[lane]
                walk = made[lane, 1 + asked]
                made[lane, 1 + asked] = duration if walk == NOTHING else min(duration, walk)


@njit(cache=True, nogil=True)
def step_of(windows):  # type: ignore[no-untyped-def]
    """Return how wide bins are.

    Parameters
    ----------
    windows
        Moments (:func:`transit.kernels.lane_ends.cut`).

    Returns
    -------
    int
        s between the first two moments; with one moment all durations are in one bin.
    """
    moments = windows.moments
    return moments[1] - moments[0] if moments.size > 1 else np.int64(windows.most_s) + 1


@njit(cache=True, nogil=True)
def rank_within(boards, first_place, last_place, windows, rows, walks, ranks):  # type: ignore[no-untyped-def]
    """Return at how many moments each lane's place is reached from each place, and how soon.

    Parameters
    ----------
    boards
        What can be boarded from each place.
    first_place, last_place
        Which of them: from the first up to, not including, the last.
    windows
        Moments (:func:`transit.kernels.lane_ends.cut`).
    rows
        Filled by :func:`transit.kernels.lanes.run_lanes`; the most rides that are kept count.
    walks
        ``(n_places, 64) int32`` s all the way on foot, NEVER or more for none.
    ranks
        ``(n_ranks,) int64``: how many moments may be quicker.

    Returns
    -------
    ndarray
        ``(n, 64, 1 + n_ranks) int32``, as :func:`rank_runs` fills it.
    """
    moments = windows.moments
    step = step_of(windows)
    even = is_even(moments)
    made = np.empty((last_place - first_place, LANES, 1 + ranks.size), np.int32)
    pieces = np.empty((windows.n_pieces, LANES), np.int32)
    index = np.empty(windows.n_pieces + 1, np.int64)
    changes = make_changes(moments.size)
    room = make_room(moments.size, ranks)
    kept = rows.there_least.shape[0] - 1
    for place in range(first_place, last_place):
        if gather(
            boards, place, windows, rows.there_least[kept], rows.there_row[kept], rows.table,
            pieces, index,
        ):  # fmt: skip
            find_changes(windows, pieces, index, changes)
            runs_of(changes, moments, even, room.runs)
        else:
            room.runs.n[:] = 0
        rank_runs(room, windows, step, walks[place], made[place - first_place])
    return made
