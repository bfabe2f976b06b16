"""From what a profile search keeps to the journeys of each home."""

from typing import Final

import numpy as np
from numba import njit

from transit.kernels.ways import BURDEN, FAR_SMALL, HI, HOME, LENGTH, LO, ROOM, serve, served, wider

# Columns of a journey from a home.
J_DEPART: Final = 0  # last second at which to leave home
J_BURDEN: Final = 1  # s, rounded up
J_CHANGES: Final = 2
J_FROM: Final = 3  # first and last asked moment at which nothing beats it
J_TO: Final = 4
J_ENTRY: Final = 5
J_BOARDING: Final = 6  # row of the home's boardings
J_LENGTH: Final = 7
J_COLUMNS: Final = 8


@njit(cache=True, nogil=True)
def _needed(best, low, high, burden):  # type: ignore[no-untyped-def]
    # The moments at which a journey is needed, empty where there are none. What beats it covers
    # the first of its moments or the last, never only some between.
    while low <= high and best[low] <= burden:
        low += 1
    while low <= high and best[high] <= burden:
        high -= 1
    return low, high


@njit(cache=True, nogil=True)
def ways_of_boardings(ways):  # type: ignore[no-untyped-def]
    """Return the ways on that matter to who boards first, side by side in memory.

    Parameters
    ----------
    ways
        What the search has kept.

    Returns
    -------
    first, chosen : ndarray
        ``(n_events + 1,) int32`` into ``(n, 6) int64``: the first four columns of an entry, its
        row, and its changes; those with the fewest first.
    """
    entries, _, event_first, event_count = ways
    n_events = event_first.shape[1]
    first = np.zeros(n_events + 1, np.int32)
    chosen = np.empty((entries[:, HOME].sum(), 6), np.int64)
    n = 0
    for event in range(n_events):
        for left in range(event_first.shape[0]):
            start = event_first[left, event]
            for entry in range(start, start + event_count[left, event]):
                if entries[entry, HOME]:
                    chosen[n, :4] = entries[entry, :4]
                    chosen[n, 4] = entry
                    chosen[n, 5] = left
                    n += 1
        first[event + 1] = n
    return first, chosen


@njit(cache=True, nogil=True)
def journeys_of(homes, first_home, last_home, asked, ways):  # type: ignore[no-untyped-def]
    """Return every journey by bus that matters to each of some homes.

    Parameters
    ----------
    homes
        What can be boarded from each home (:class:`~transit.kernels.boardings.Boardings`).
    first_home, last_home
        Which of them: from the first up to, not including, the last.
    asked
        What was asked.
    ways
        What the search has kept.

    Returns
    -------
    first, journeys : ndarray
        ``(n_homes + 1,) int64`` into ``(n, 8) int64``, columns as named in this module, the last
        to leave first.
    """
    chosen_first, chosen = ways_of_boardings(ways)
    n_rides = asked.most_rides
    first = np.zeros(last_home - first_home + 1, np.int64)
    table = np.empty((ROOM, J_COLUMNS), np.int64)
    n = 0
    # Seconds of burden, which fit: half the room is half the time.
    best = np.empty((n_rides, asked.moments.size), np.int32)
    for home in range(first_home, last_home):
        begun = False
        same = n  # first journey with the present departure
        depart = np.int64(0)
        for row in range(homes.first[home], homes.first[home + 1]):
            event = homes.event[row]
            latest = np.int64(homes.latest[row])
            for at in range(chosen_first[event], chosen_first[event + 1]):
                length = chosen[at, LENGTH] + homes.length_m[row]
                if asked.longest_m >= 0 and length > asked.longest_m:
                    continue
                if not begun:
                    best[:] = FAR_SMALL
                    begun = True
                low = chosen[at, LO]
                high = chosen[at, HI]
                while (
                    high >= low and asked.moments[high] > latest + asked.window_s + asked.longest_s
                ):
                    high -= 1
                left = chosen[at, 5]
                burden = -(-(homes.burden_ms[row] + chosen[at, BURDEN]) // 1000)
                if low > high or served(best[left], low, high, burden):
                    continue
                low, high = _needed(best[left], low, high, burden)
                for more in range(left, n_rides):
                    serve(best[more], low, high, burden)
                if latest != depart or n == first[home - first_home]:
                    same = n
                    depart = latest
                if n == table.shape[0]:
                    table = wider(table)
                table[n, J_DEPART] = latest
                table[n, J_BURDEN] = burden
                table[n, J_CHANGES] = left
                table[n, J_FROM] = low
                table[n, J_TO] = high
                table[n, J_ENTRY] = chosen[at, 4]
                table[n, J_BOARDING] = row
                table[n, J_LENGTH] = length
                n = _drop_beaten(table, same, n)
        first[home - first_home + 1] = n
    return first, table[:n].copy()


@njit(cache=True, nogil=True)
def _drop_beaten(table, same, new):  # type: ignore[no-untyped-def]
    # Of journeys that leave at the same second an earlier found one may be beaten by the new one.
    kept = same
    for at in range(same, new + 1):
        if (
            at < new
            and table[new, J_CHANGES] <= table[at, J_CHANGES]
            and table[new, J_BURDEN] <= table[at, J_BURDEN]
        ):
            low = table[at, J_FROM]
            high = table[at, J_TO]
            if table[new, J_FROM] <= low and high <= table[new, J_TO]:
                continue
            if table[new, J_FROM] <= low <= table[new, J_TO]:
                low = table[new, J_TO] + 1
            elif table[new, J_FROM] <= high <= table[new, J_TO]:
                high = table[new, J_FROM] - 1
            table[at, J_FROM] = low
            table[at, J_TO] = high
        if kept != at:
            table[kept] = table[at]
        kept += 1
    return kept
