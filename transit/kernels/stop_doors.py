"""Walks between many homes and the stops around them, searched from the stops.

There are fewer stops than homes, and a search from a stop finds all of its homes at once.
"""

import numpy as np
from numba import njit

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


@njit(cache=True, nogil=True)
def _by_corner(doors, n_corners):  # type: ignore[no-untyped-def]
    # The doors at each corner, and the home of each.
    first = np.zeros(n_corners + 1, np.int64)
    for door in range(doors.corner.size):
        first[doors.corner[door] + 1] += 1
    for corner in range(n_corners):
        first[corner + 1] += first[corner]
    at = first.copy()
    order = np.empty(doors.corner.size, np.int64)
    home_of = np.empty(doors.corner.size, np.int64)
    for home in range(doors.first.size - 1):
        for door in range(doors.first[home], doors.first[home + 1]):
            order[at[doors.corner[door]]] = door
            at[doors.corner[door]] += 1
            home_of[door] = home
    return first, order, home_of


@njit(cache=True, nogil=True)
def walks_to_doors(  # type: ignore[no-untyped-def]
    arrays, costs, scratch, corners, zero, doors, limit_mm, rest_mm
):
    """Search from corners to the homes around them.

    Parameters
    ----------
    arrays, costs
        The network, and what its arcs cost in the direction from corners to homes.
    scratch
        Room for the search.
    corners
        ``(n_places,) int32`` where to start.
    zero
        ``(1,) int64``, read-only.
    doors
        Ways between homes and corners (:class:`transit.kernels.profile_best.Doors`).
    limit_mm
        Longest walk, mm.
    rest_mm
        Longest stretch without a seat, mm, negative for no limit.

    Returns
    -------
    ndarray
        ``(n, 5) int64``: home, place, time s, burden s, length m, each rounded up once; some may
        be beaten by others of the same home and place.
    """
    first, order, home_of = _by_corner(doors, arrays.first_arc.size - 1)
    head = scratch.head
    room = WalkScratch(head, scratch.pool, scratch.key, scratch.item)
    found = np.empty((1 << 14, 5), np.int64)
    n = 0
    for place in range(corners.size):
        start = WalkSources(corners[place : place + 1], zero, zero, zero)
        n_labels, room = run_walks(arrays, costs, room, start, limit_mm, rest_mm)
        for label in range(n_labels):
            corner = room.pool[label, CORNER]
            if corner < 0:
                continue
            for at in range(first[corner], first[corner + 1]):
                door = order[at]
                length = room.pool[label, LENGTH] + doors.length_mm[door]
                since = room.pool[label, SINCE] + doors.length_mm[door]
                if length > limit_mm or (rest_mm >= 0 and since > rest_mm):
                    continue
                if n == found.shape[0]:
                    wide = np.empty((2 * n, 5), np.int64)
                    wide[:n] = found
                    found = wide
                found[n, 0] = home_of[door]
                found[n, 1] = place
                found[n, 2] = -(-(room.pool[label, TIME] + doors.time_ms[door]) // 1000)
                found[n, 3] = -(-(room.pool[label, BURDEN] + doors.burden_ms[door]) // 1000)
                found[n, 4] = -(-length // 1000)
                n += 1
        clear(room, n_labels)
    return found[:n].copy()
