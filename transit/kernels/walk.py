"""Every worthwhile walk from some corners: a label-setting search with three criteria.

A label is one way to reach a corner: perceived time, clock time and length, and, for somebody who
needs to sit down, the length since the last seat. Labels leave the queue in order of burden, so a
label that is no better in the other criteria than one that left the queue for its corner before can
be dropped for good: nothing that comes later can displace what was kept, but for one of the same
burden. Nor need a label be compared with all of those: the ones that a later one equals or betters
in the other criteria are kept, but no longer looked at. What is left of a corner is its front.
Costs of zero are allowed.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import IMPASSABLE, ArcCosts, WalkArrays, frozen

# Columns of a label. One label is one cache line of eight 64-bit numbers.
BURDEN: Final = 0  # perceived ms
TIME: Final = 1  # ms
LENGTH: Final = 2  # mm
SINCE: Final = 3  # mm since the last seat; 0 throughout when no seat is needed
CORNER: Final = 4  # -1 where another label beats it
PARENT: Final = 5  # label walked from, -1 - s for source s
ARC: Final = 6  # arc walked, -1 for a source
NEXT: Final = 7  # next label of the corner's front, -1 none
_COLUMNS: Final = 8
_FIRST_ROOM: Final = 4096

NO_REST: Final = -1
"""For ``rest_mm``: needs no seat."""


class WalkSources(NamedTuple):
    """Where walks start: ``corner (n,) int32`` and what it has cost to get there.

    ``burden_ms (n,) int64``, ``time_ms (n,) int64``, ``length_mm (n,) int64``.
    """

    corner: NDArray[np.int32]
    burden_ms: NDArray[np.int64]
    time_ms: NDArray[np.int64]
    length_mm: NDArray[np.int64]


class WalkScratch(NamedTuple):
    """Room that one search after another can use.

    ``head (n_corners,) int32`` the first label of each corner's front, all -1 between searches;
    ``pool (room, 8) int64``; ``key (room,) int64`` and ``item (room,) int32`` the queue.
    """

    head: NDArray[np.int32]
    pool: NDArray[np.int64]
    key: NDArray[np.int64]
    item: NDArray[np.int32]


def make_scratch(n_corners: int) -> WalkScratch:
    """Return fresh room for searches.

    Parameters
    ----------
    n_corners
        Corners of the network.

    Returns
    -------
    WalkScratch
        For one thread.
    """
    return WalkScratch(
        np.full(n_corners, -1, np.int32),
        np.empty((_FIRST_ROOM, _COLUMNS), np.int64),
        np.empty(_FIRST_ROOM, np.int64),
        np.empty(_FIRST_ROOM, np.int32),
    )


@njit(cache=True, nogil=True)
def _push(key, item, size, new_key, new_item):  # type: ignore[no-untyped-def]
    at = size
    while at > 0:
        up = (at - 1) >> 2
        if key[up] <= new_key:
            break
        key[at] = key[up]
        item[at] = item[up]
        at = up
    key[at] = new_key
    item[at] = new_item


@njit(cache=True, nogil=True)
def _sift(key, item, size):  # type: ignore[no-untyped-def]
    # The last of ``size`` entries takes the place of the first, which has been taken out.
    moved_key = key[size]
    moved_item = item[size]
    at = 0
    while True:
        low = 4 * at + 1
        if low >= size:
            break
        best = low
        for other in range(low + 1, min(low + 4, size)):
            if key[other] < key[best]:
                best = other
        if key[best] >= moved_key:
            break
        key[at] = key[best]
        item[at] = item[best]
        at = best
    key[at] = moved_key
    item[at] = moved_item


@njit(cache=True, nogil=True)
def _beaten(head, pool, corner, time, length, since):  # type: ignore[no-untyped-def]
    # Whether a label of the corner's front, which has no more burden, is as good in the rest.
    at = head[corner]
    while at >= 0:
        if pool[at, TIME] <= time and pool[at, LENGTH] <= length and pool[at, SINCE] <= since:
            return True
        at = pool[at, NEXT]
    return False


@njit(cache=True, nogil=True)
def _settle(head, pool, label):  # type: ignore[no-untyped-def]
    # Puts a label into the front of its corner in the place of those that it is as good as but for
    # their burden; False where the front beats it.
    corner = pool[label, CORNER]
    time = pool[label, TIME]
    length = pool[label, LENGTH]
    since = pool[label, SINCE]
    if _beaten(head, pool, corner, time, length, since):
        return False
    before = -1
    at = head[corner]
    while at >= 0:
        after = pool[at, NEXT]
        if time <= pool[at, TIME] and length <= pool[at, LENGTH] and since <= pool[at, SINCE]:
            if pool[at, BURDEN] == pool[label, BURDEN]:
                pool[at, CORNER] = -1
            if before < 0:
                head[corner] = after
            else:
                pool[before, NEXT] = after
        else:
            before = at
        at = after
    pool[label, NEXT] = head[corner]
    head[corner] = label
    return True


@njit(cache=True, nogil=True)
def _grown(pool, key, item):  # type: ignore[no-untyped-def]
    room = pool.shape[0]
    wider_pool = np.empty((2 * room, pool.shape[1]), np.int64)
    wider_pool[:room] = pool
    wider_key = np.empty(2 * room, np.int64)
    wider_key[:room] = key
    wider_item = np.empty(2 * room, np.int32)
    wider_item[:room] = item
    return wider_pool, wider_key, wider_item


@njit(cache=True, nogil=True)
def run_walks(arrays, costs, scratch, sources, limit_mm, rest_mm):  # type: ignore[no-untyped-def]
    """Search from the sources; the room may be replaced by wider room.

    Parameters
    ----------
    arrays, costs
        The network and what it costs.
    scratch
        Room for the search; its ``head`` keeps the labels until :func:`clear` is called.
    sources
        Where to start.
    limit_mm
        Longest walk, mm.
    rest_mm
        Longest stretch without a seat, mm, or NO_REST.

    Returns
    -------
    tuple of int and WalkScratch
        How many labels there are, and the room that holds them.
    """
    head, pool, key, item = scratch
    n_labels = 0
    size = 0
    free = -1  # first of the rows to use again, the others by NEXT
    for source in range(sources.corner.size):
        corner = sources.corner[source]
        length = sources.length_mm[source]
        since = np.int64(0)
        if length > limit_mm:
            continue
        if rest_mm >= 0:
            if length > rest_mm:
                continue
            if not costs.seat[corner]:
                since = length
        burden = sources.burden_ms[source]
        time = sources.time_ms[source]
        if n_labels == pool.shape[0]:
            pool, key, item = _grown(pool, key, item)
        label = pool[n_labels]
        label[BURDEN] = burden
        label[TIME] = time
        label[LENGTH] = length
        label[SINCE] = since
        label[CORNER] = corner
        label[PARENT] = -1 - source
        label[ARC] = -1
        _push(key, item, size, burden, n_labels)
        size += 1
        n_labels += 1
    while size > 0:
        current = item[0]
        size -= 1
        _sift(key, item, size)
        if not _settle(head, pool, current):
            # Nothing was walked on from it: its row is free.
            pool[current, CORNER] = -1
            pool[current, NEXT] = free
            free = current
            continue
        corner = pool[current, CORNER]
        for arc in range(arrays.first_arc[corner], arrays.first_arc[corner + 1]):
            step = costs.burden_ms[arc]
            if step == IMPASSABLE:
                continue
            length = pool[current, LENGTH] + costs.length_mm[arc]
            if length > limit_mm:
                continue
            other = arrays.arc_head[arc]
            since = np.int64(0)
            if rest_mm >= 0:
                since = pool[current, SINCE] + costs.length_mm[arc]
                if since > rest_mm:
                    continue
                if costs.seat[other]:
                    since = np.int64(0)
            burden = pool[current, BURDEN] + step
            time = pool[current, TIME] + costs.time_ms[arc]
            if _beaten(head, pool, other, time, length, since):
                continue
            if free >= 0:
                row = free
                free = pool[row, NEXT]
            else:
                if n_labels == pool.shape[0]:
                    pool, key, item = _grown(pool, key, item)
                row = n_labels
                n_labels += 1
            label = pool[row]
            label[BURDEN] = burden
            label[TIME] = time
            label[LENGTH] = length
            label[SINCE] = since
            label[CORNER] = other
            label[PARENT] = current
            label[ARC] = arc
            _push(key, item, size, burden, row)
            size += 1
    return n_labels, WalkScratch(head, pool, key, item)


@njit(cache=True, nogil=True)
def clear(scratch, n_labels):  # type: ignore[no-untyped-def]
    """Make the room ready for the next search.

    Parameters
    ----------
    scratch
        The room.
    n_labels
        Labels of the search that ended.
    """
    head = scratch.head
    for label in range(n_labels):
        corner = scratch.pool[label, CORNER]
        if corner >= 0:
            head[corner] = -1


@njit(cache=True, nogil=True)
def _search(arrays, costs, scratch, sources, limit_mm, rest_mm):  # type: ignore[no-untyped-def]
    n_labels, wider = run_walks(arrays, costs, scratch, sources, limit_mm, rest_mm)
    labels = wider.pool[:n_labels].copy()
    clear(wider, n_labels)
    return labels, wider


def search_walks(
    arrays: WalkArrays,
    costs: ArcCosts,
    scratch: WalkScratch,
    sources: WalkSources,
    limit_mm: int,
    rest_mm: int = NO_REST,
) -> tuple[NDArray[np.int64], WalkScratch]:
    """Find every worthwhile walk from the sources.

    Parameters
    ----------
    arrays, costs
        The network and what it costs this profile.
    scratch
        Room of :func:`make_scratch`, one a thread.
    sources
        Where walks start, with what it has cost to get there.
    limit_mm
        Longest walk, mm, the sources' own length included.
    rest_mm
        Longest stretch without a seat, mm, or NO_REST.

    Returns
    -------
    tuple of ndarray and WalkScratch
        Labels ``(n, 8)``, columns as named in this module, displaced ones with CORNER -1; and the
        room to use next time.
    """
    labels, wider = _search(arrays, costs, scratch, sources, limit_mm, rest_mm)
    return labels, WalkScratch(*wider)


@njit(cache=True, nogil=True)
def labels_at(labels, corner):  # type: ignore[no-untyped-def]
    """Return the labels at a corner.

    Parameters
    ----------
    labels
        Labels of a search.
    corner
        The corner.

    Returns
    -------
    ndarray
        ``(n,) int64`` their rows, ascending.
    """
    found = 0
    for label in range(labels.shape[0]):
        found += labels[label, CORNER] == corner
    rows = np.empty(found, np.int64)
    found = 0
    for label in range(labels.shape[0]):
        if labels[label, CORNER] == corner:
            rows[found] = label
            found += 1
    return rows


@njit(cache=True, nogil=True)
def arcs_to(labels, label):  # type: ignore[no-untyped-def]
    """Return how a label was walked.

    Parameters
    ----------
    labels
        Labels of a search.
    label
        Which of them.

    Returns
    -------
    tuple of ndarray and int
        ``(n,) int64`` arcs in the order of the search, and its source.
    """
    n_arcs = 0
    at = label
    while labels[at, PARENT] >= 0:
        n_arcs += 1
        at = labels[at, PARENT]
    source = -1 - labels[at, PARENT]
    arcs = np.empty(n_arcs, np.int64)
    at = label
    for back in range(n_arcs - 1, -1, -1):
        arcs[back] = labels[at, ARC]
        at = labels[at, PARENT]
    return arcs, source


@njit(cache=True, nogil=True)
def _ceil_div(value, by):  # type: ignore[no-untyped-def]
    return -((-value) // by)


@njit(cache=True, nogil=True)
def keep_best(group, time, burden, length):  # type: ignore[no-untyped-def]
    """Mark the rows of each group that no other row of it beats.

    Parameters
    ----------
    group, time, burden, length
        ``(n,)`` rows sorted by group, then burden, time and length.

    Returns
    -------
    ndarray
        ``(n,) bool``; of equal rows the first is kept.
    """
    keep = np.ones(group.size, np.bool_)
    first = 0
    for row in range(group.size):
        if group[row] != group[first]:
            first = row
        for other in range(first, row):
            if keep[other] and time[other] <= time[row] and length[other] <= length[row]:
                keep[row] = False
                break
    return keep


@njit(cache=True, nogil=True)
def walks_between(  # type: ignore[no-untyped-def]
    arrays, costs, head, corners, zero, place_at, first_source, last_source, limit_mm, rest_mm
):
    """Search from each of some corners to all of them.

    Parameters
    ----------
    arrays, costs
        The network and what it costs.
    head
        ``(n_corners,) int32`` all -1; one a thread.
    corners
        ``(n_places,) int32`` corners to start from.
    zero
        ``(1,) int64``, read-only.
    place_at
        ``(n_corners,) int32`` place at each corner, -1 none.
    first_source, last_source
        Places to start from: from the first up to, not including, the last.
    limit_mm
        Longest walk, mm.
    rest_mm
        Longest stretch without a seat, mm, or NO_REST.

    Returns
    -------
    tuple of ndarray and int
        ``(n, 5) int64``: from place, to place, time s, burden s, length m, each rounded up once;
        and how many labels there were in all.
    """
    scratch = WalkScratch(
        head,
        np.empty((_FIRST_ROOM, _COLUMNS), np.int64),
        np.empty(_FIRST_ROOM, np.int64),
        np.empty(_FIRST_ROOM, np.int32),
    )
    found = np.empty((_FIRST_ROOM, 5), np.int64)
    n_found = 0
    n_all = 0
    for source in range(first_source, last_source):
        start = WalkSources(corners[source : source + 1], zero, zero, zero)
        n_labels, scratch = run_walks(arrays, costs, scratch, start, limit_mm, rest_mm)
        n_all += n_labels
        for label in range(n_labels):
            at = scratch.pool[label, CORNER]
            if at < 0 or place_at[at] < 0:
                continue
            if n_found == found.shape[0]:
                wider = np.empty((2 * n_found, 5), np.int64)
                wider[:n_found] = found
                found = wider
            found[n_found, 0] = source
            found[n_found, 1] = place_at[at]
            found[n_found, 2] = _ceil_div(scratch.pool[label, TIME], 1000)
            found[n_found, 3] = _ceil_div(scratch.pool[label, BURDEN], 1000)
            found[n_found, 4] = _ceil_div(scratch.pool[label, LENGTH], 1000)
            n_found += 1
        clear(scratch, n_labels)
    return found[:n_found].copy(), n_all


@njit(cache=True, nogil=True)
def _reached(arrays, costs, starts, begun, limit_mm):  # type: ignore[no-untyped-def]
    n_corners = arrays.first_arc.size - 1
    best = np.full(n_corners, limit_mm + 1, np.int64)
    key = np.empty(_FIRST_ROOM, np.int64)
    item = np.empty(_FIRST_ROOM, np.int32)
    size = 0
    for at in range(starts.size):
        start = starts[at]
        if begun[at] < best[start]:
            best[start] = begun[at]
            if size == key.size:
                key, item = _wider_queue(key, item)
            _push(key, item, size, begun[at], start)
            size += 1
    while size > 0:
        length = key[0]
        corner = item[0]
        size -= 1
        _sift(key, item, size)
        if length > best[corner]:
            continue
        for arc in range(arrays.first_arc[corner], arrays.first_arc[corner + 1]):
            if costs.burden_ms[arc] == IMPASSABLE:
                continue
            other = arrays.arc_head[arc]
            further = length + costs.length_mm[arc]
            if further < best[other]:
                best[other] = further
                if size == key.size:
                    key, item = _wider_queue(key, item)
                _push(key, item, size, further, other)
                size += 1
    return best


@njit(cache=True, nogil=True)
def _wider_queue(key, item):  # type: ignore[no-untyped-def]
    wider_key = np.empty(2 * key.size, np.int64)
    wider_key[: key.size] = key
    wider_item = np.empty(2 * key.size, np.int32)
    wider_item[: key.size] = item
    return wider_key, wider_item


def shortest_mm(
    arrays: WalkArrays,
    costs: ArcCosts,
    starts: NDArray[np.int32],
    limit_mm: int,
    begun_mm: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Return the length of the shortest walk to each corner.

    Parameters
    ----------
    arrays, costs
        The network, and which arcs can be used.
    starts
        Corners to start from.
    limit_mm
        Longest walk, mm.
    begun_mm
        ``(n_starts,) int64`` mm walked before each start; nothing when None.

    Returns
    -------
    ndarray
        ``(n_corners,) int64`` mm; one more than the limit where it is farther.
    """
    starts = frozen(starts, np.int32)
    begun = frozen(np.zeros(starts.size) if begun_mm is None else begun_mm, np.int64)
    lengths: NDArray[np.int64] = _reached(arrays, costs, starts, begun, limit_mm)
    return lengths


def reached(
    arrays: WalkArrays, costs: ArcCosts, starts: NDArray[np.int32], limit_mm: int
) -> NDArray[np.bool_]:
    """Return which corners can be reached within a length.

    Parameters
    ----------
    arrays, costs
        The network, and which arcs can be used.
    starts
        Corners to start from.
    limit_mm
        Longest walk, mm.

    Returns
    -------
    ndarray
        ``(n_corners,) bool``.
    """
    return shortest_mm(arrays, costs, starts, limit_mm) <= limit_mm
