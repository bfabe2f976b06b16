"""From what is kept to the quickest and the easiest at each moment, and walks all the way."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.home_best import choose, find_best, room_for_best
from transit.kernels.leaf import leaf
from transit.kernels.walk import BURDEN as WALK_BURDEN
from transit.kernels.walk import CORNER, SINCE, TIME
from transit.kernels.walk import LENGTH as WALK_LENGTH
from transit.kernels.ways import FAR_SMALL

_MS: Final = 1000
NOTHING: Final = -1
"""In a column of durations or burdens: there is no journey."""


class Doors(NamedTuple):
    """The ways between homes and the corners around them.

    ``first (n_homes + 1,) int64`` into ``corner (n,) int32``, ``burden_ms``, ``time_ms`` and
    ``length_mm (n,) int64``.
    """

    first: NDArray[np.int64]
    corner: NDArray[np.int32]
    burden_ms: NDArray[np.int64]
    time_ms: NDArray[np.int64]
    length_mm: NDArray[np.int64]


class Directs(NamedTuple):
    """Walks all the way of each home.

    ``first (n_homes + 1,) int64`` into ``walks (n, 3) int64``: time s, burden s, length m.
    """

    first: NDArray[np.int64]
    walks: NDArray[np.int64]


@njit(cache=True, nogil=True)
def direct_costs(labels, n_corners, doors, limit_mm, rest_mm):  # type: ignore[no-untyped-def]
    """Return the walks between a place and homes.

    Parameters
    ----------
    labels
        Walks between the place and corners, columns as in :mod:`transit.kernels.walk`.
    n_corners
        Corners of the network.
    doors
        Ways between homes and corners.
    limit_mm
        Longest walk, mm.
    rest_mm
        Longest stretch without a seat, mm, negative for no limit.

    Returns
    -------
    first, walks : ndarray
        The fields of :class:`Directs`; each rounded up, none as good as another in everything.
    """
    head = np.full(n_corners, -1, np.int32)
    after = np.full(labels.shape[0], -1, np.int32)
    for label in range(labels.shape[0]):
        corner = labels[label, CORNER]
        if corner >= 0:
            after[label] = head[corner]
            head[corner] = label
    n_homes = doors.first.size - 1
    first = np.zeros(n_homes + 1, np.int64)
    walks = np.empty((1024, 3), np.int64)
    n = 0
    for home in range(n_homes):
        start = n
        for door in range(doors.first[home], doors.first[home + 1]):
            label = head[doors.corner[door]]
            while label >= 0:
                length = labels[label, WALK_LENGTH] + doors.length_mm[door]
                rested = rest_mm < 0 or labels[label, SINCE] + doors.length_mm[door] <= rest_mm
                if length <= limit_mm and rested:
                    time = -(-(labels[label, TIME] + doors.time_ms[door]) // _MS)
                    burden = -(-(labels[label, WALK_BURDEN] + doors.burden_ms[door]) // _MS)
                    length = -(-length // _MS)
                    if n == walks.shape[0]:
                        wide = np.empty((2 * n, 3), np.int64)
                        wide[:n] = walks
                        walks = wide
                    n = _keep(walks, start, n, time, burden, length)
                label = after[label]
        first[home + 1] = n
    return first, walks[:n].copy()


@njit(cache=True, nogil=True)
def _keep(walks, start, n, time, burden, length):  # type: ignore[no-untyped-def]
    for at in range(start, n):
        if walks[at, 0] <= time and walks[at, 1] <= burden and walks[at, 2] <= length:
            return n
    kept = start
    for at in range(start, n):
        if not (time <= walks[at, 0] and burden <= walks[at, 1] and length <= walks[at, 2]):
            walks[kept] = walks[at]
            kept += 1
    walks[kept, 0] = time
    walks[kept, 1] = burden
    walks[kept, 2] = length
    return kept + 1


@njit(cache=True, nogil=True)
def best_of_homes(homes, same, asked, ways, directs, made):  # type: ignore[no-untyped-def]
    """Write down the quickest and the easiest journey of each home at each moment.

    Parameters
    ----------
    homes
        What can be boarded from each home, the latest first.
    same
        ``(n_rows,) int64`` which of the homes each row is of, -1 for none. One that many rows are
        of is looked at once.
    asked
        What was asked.
    ways
        What the search has kept.
    directs
        Walks all the way, of all homes.
    made
        ``(n_rows, n_moments, 4) int32``, written: seconds between leaving home and the moment
        (margins included) by the quickest journey, and its changes, the fewest where several are as
        quick; the least burden, s, and the seconds of the quickest journey that asks no more.
        NOTHING where there is no journey. Given, so that one place after the other is written to
        the same memory: to be handed new one takes longer than to fill it.
    """
    chosen = choose(ways)
    n_moments = asked.moments.size
    moments = asked.moments.astype(np.int32)
    best = room_for_best(homes, n_moments)
    row_of = np.full(homes.first.size - 1, -1, np.int64)
    for row in range(same.size):
        home = same[row]
        own = made[row]
        if home < 0:
            own[:] = NOTHING
        elif row_of[home] >= 0:
            own[:] = made[row_of[home]]
        else:
            row_of[home] = row
            if find_best(homes, home, asked, chosen, best):
                _write(own, moments, best)
            else:
                own[:] = NOTHING
            _walk_all_the_way(own, home, asked, directs)


@njit(cache=True, nogil=True)
def _walk_all_the_way(own, home, asked, directs):  # type: ignore[no-untyped-def]
    for row in range(directs.first[home], directs.first[home + 1]):
        seconds = directs.walks[row, 0]
        too_far = asked.longest_m >= 0 and directs.walks[row, 2] > asked.longest_m
        if too_far or seconds > asked.window_s + asked.longest_s:
            continue
        for moment in range(own.shape[0]):
            _take(own[moment], seconds, 0, directs.walks[row, 1])


@leaf
def _write(own, moments, best):  # type: ignore[no-untyped-def]
    # Without branches: what is of no use is read, and not written.
    nothing = np.int32(NOTHING)
    least, easy, quick, fewest = best.least, best.easy, best.quick, best.fewest
    for at in range(least.size):
        some = least[at] < FAR_SMALL
        own[at, 0] = moments[at] - quick[at] if some else nothing
        own[at, 1] = fewest[at] if some else nothing
        own[at, 2] = least[at] if some else nothing
        own[at, 3] = moments[at] - easy[at] if some else nothing


@njit(cache=True, nogil=True)
def _take(best, seconds, changes, burden):  # type: ignore[no-untyped-def]
    if best[0] < 0 or seconds < best[0] or (seconds == best[0] and changes < best[1]):
        best[0] = seconds
        best[1] = changes
    if best[2] < 0 or burden < best[2] or (burden == best[2] and seconds < best[3]):
        best[2] = burden
        best[3] = seconds
