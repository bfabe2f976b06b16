"""How long it takes at so many of a hundred moments, without writing down all of them.

What a place is left for last serves all moments since what was left for before: durations fall by
one step from moment to moment and jump where a bus has gone. A place has some dozens of such
*runs* a day, where it has a thousand moments, and ranks are counted from the runs.
"""

import numpy as np
from numba import njit

from transit.kernels.lane_ends import FAR, gather, least_of
from transit.kernels.lanes import LANES
from transit.kernels.profile_best import NOTHING


@njit(cache=True, nogil=True)
def _close(lane, arrives, first, last, windows, step, runs, n_runs):  # type: ignore[no-untyped-def]
    # Ends the run of a lane between two moments; what takes too long is left out.
    too_long = arrives - windows.moments[first] - windows.most_s
    if too_long > 0:
        first += -(-too_long // step)
    if first <= last:
        n = n_runs[lane]
        runs[lane, n, 0] = arrives - windows.moments[last]
        runs[lane, n, 1] = last - first + 1
        n_runs[lane] = n + 1


@njit(cache=True, nogil=True)
def _find_runs(windows, pieces, index, step, runs, n_runs):  # type: ignore[no-untyped-def]
    # Cuts the moments into runs, lane by lane: the least duration of each, and how many moments.
    running = np.full(LANES, FAR, np.int32)
    best = np.empty(LANES, np.int32)
    now = np.full(LANES, FAR, np.int32)
    since = np.zeros(LANES, np.int64)
    state = np.zeros(2, np.int64)
    moments = windows.moments
    before = np.int64(-1), np.int64(-1)
    for at in range(moments.size):
        uneven = at > 0 and moments[at] - moments[at - 1] != step
        window = index[windows.low[at]], index[windows.high[at]]
        if window == before and not uneven:
            continue
        least_of(window[0], window[1], pieces, state, running, best)
        before = window
        other = np.int32(0)
        for lane in range(LANES):
            other |= best[lane] ^ now[lane]
        if other == 0 and not uneven:
            continue
        for lane in range(LANES):
            if best[lane] != now[lane] or uneven:
                if now[lane] != FAR:
                    _close(lane, now[lane], since[lane], at - 1, windows, step, runs, n_runs)
                now[lane] = best[lane]
                since[lane] = at
    for lane in range(LANES):
        if now[lane] != FAR:
            last = moments.size - 1
            _close(lane, now[lane], since[lane], last, windows, step, runs, n_runs)


@njit(cache=True, nogil=True)
def _rank(runs, step, walk, ranks, room, made):  # type: ignore[no-untyped-def]
    # Durations at the ranks asked. A bin is a step wide, so that a run has one duration in each.
    # ``upto`` is zeros before and after.
    upto, bins, rests = room
    low, high = np.int64(upto.size), np.int64(0)
    for run in range(runs.shape[0]):
        first = runs[run, 0] // step
        bins[run] = first
        upto[first] += 1
        end = first + runs[run, 1]
        upto[end] -= 1
        low = min(low, first)
        high = max(high, end)
    inside = np.int32(0)
    total = np.int32(0)
    for at in range(low, high):
        inside += upto[at]
        total += inside
        upto[at] = total
    made[0] = total
    for asked in range(ranks.size):
        rank = ranks[asked]
        if rank >= total:
            made[1 + asked] = walk
            continue
        own = low + np.searchsorted(upto[low:high], rank, side="right")
        n = 0
        for run in range(runs.shape[0]):
            if bins[run] <= own < bins[run] + runs[run, 1]:
                rest = runs[run, 0] - bins[run] * step
                place = n
                while place > 0 and rests[place - 1] > rest:
                    rests[place] = rests[place - 1]
                    place -= 1
                rests[place] = rest
                n += 1
        duration = own * step + rests[rank - (upto[own - 1] if own > low else 0)]
        made[1 + asked] = duration if walk == NOTHING else min(duration, walk)
    upto[low : high + 1] = 0


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
        ``(n_ranks,) int64``: how many moments may be quicker. Moments without a journey are the
        slowest.

    Returns
    -------
    ndarray
        ``(n, 64, 1 + n_ranks) int32``: the number of moments with a journey, then durations, s
        from the moment on; NOTHING where there is none at that rank.
    """
    moments = windows.moments
    step = moments[1] - moments[0] if moments.size > 1 else np.int64(windows.most_s) + 1
    made = np.empty((last_place - first_place, LANES, 1 + ranks.size), np.int32)
    pieces = np.empty((windows.n_pieces, LANES), np.int32)
    index = np.empty(windows.n_pieces + 1, np.int64)
    runs = np.empty((LANES, moments.size, 2), np.int32)
    n_runs = np.empty(LANES, np.int64)
    room = (
        np.zeros(windows.most_s // step + 2, np.int32),
        np.empty(moments.size, np.int32),
        np.empty(moments.size, np.int32),
    )
    kept = rows.there_least.shape[0] - 1
    for place in range(first_place, last_place):
        n_runs[:] = 0
        if gather(
            boards, place, windows, rows.there_least[kept], rows.there_row[kept], rows.table,
            pieces, index,
        ):  # fmt: skip
            _find_runs(windows, pieces, index, step, runs, n_runs)
        for lane in range(LANES):
            walk = walks[place, lane] if walks[place, lane] <= windows.most_s else NOTHING
            own = made[place - first_place, lane]
            if n_runs[lane]:
                _rank(runs[lane, : n_runs[lane]], step, walk, ranks, room, own)
            else:
                own[0] = 0
                own[1:] = walk
            if walk != NOTHING:
                own[0] = moments.size
    return made
