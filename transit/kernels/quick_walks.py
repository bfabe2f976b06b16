"""Walks between many points, and between points and stops: the quickest, or all worthwhile."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.walk import (
    BURDEN,
    CORNER,
    LENGTH,
    SINCE,
    TIME,
    WalkScratch,
    WalkSources,
    clear,
    run_walks,
)


class Targets(NamedTuple):
    """Where walks may end, by the corner that leads there.

    ``group_of (n_corners,) int32``, -1 where nothing ends; ``first (n_groups + 1,) int64`` into
    ``target (n,) int32``, ``time_ms``, ``burden_ms`` and ``length_mm (n,) int64`` from the corner
    on.
    """

    group_of: NDArray[np.int32]
    first: NDArray[np.int64]
    target: NDArray[np.int32]
    time_ms: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_mm: NDArray[np.int64]


@njit(cache=True, nogil=True)
def find_walks(  # type: ignore[no-untyped-def]
    arrays, costs, scratch, doors, targets, n_targets, limit_mm, rest_mm, quickest
):
    """Search the walks from each of some points to each target.

    Parameters
    ----------
    arrays, costs
        The network, and what its arcs cost in the direction of the search.
    scratch
        Room for the search.
    doors
        Ways between the points and corners (:class:`transit.kernels.profile_best.Doors`).
    targets
        Where walks may end.
    n_targets
        How many there are.
    limit_mm
        Longest walk, mm.
    rest_mm
        Longest stretch without a seat, mm, negative for no limit.
    quickest
        Only the quickest walk to each target.

    Returns
    -------
    ndarray
        ``(n, 5) int64``: point, target, time s, burden s and length m, each rounded up once; by
        point. Where every walk is asked for some may be beaten by others of the same two.
    """
    room = WalkScratch(scratch.head, scratch.pool, scratch.key, scratch.item)
    best = np.full(n_targets, -1, np.int64)  # row of the target's walk
    found = np.empty((1 << 14, 5), np.int64)
    n = 0
    for point in range(doors.first.size - 1):
        start = n
        low = doors.first[point]
        high = doors.first[point + 1]
        sources = WalkSources(
            doors.corner[low:high],
            doors.burden_ms[low:high],
            doors.time_ms[low:high],
            doors.length_mm[low:high],
        )
        n_labels, room = run_walks(arrays, costs, room, sources, limit_mm, rest_mm)
        for label in range(n_labels):
            corner = room.pool[label, CORNER]
            if corner < 0:
                continue
            group = targets.group_of[corner]
            if group < 0:
                continue
            for at in range(targets.first[group], targets.first[group + 1]):
                length = targets.length_mm[at]
                if room.pool[label, LENGTH] + length > limit_mm:
                    continue
                if rest_mm >= 0 and room.pool[label, SINCE] + length > rest_mm:
                    continue
                time = -(-(room.pool[label, TIME] + targets.time_ms[at]) // 1000)
                target = targets.target[at]
                row = best[target]
                if row < start or not quickest:
                    if n == found.shape[0]:
                        wide = np.empty((2 * n, 5), np.int64)
                        wide[:n] = found
                        found = wide
                    row = n
                    best[target] = n
                    n += 1
                elif time >= found[row, 2]:
                    continue
                found[row, 0] = point
                found[row, 1] = target
                found[row, 2] = time
                found[row, 3] = -(-(room.pool[label, BURDEN] + targets.burden_ms[at]) // 1000)
                found[row, 4] = -(-(room.pool[label, LENGTH] + length) // 1000)
        clear(room, n_labels)
    return found[:n].copy()
