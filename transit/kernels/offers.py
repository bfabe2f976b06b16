"""What somebody who has just got off a bus can do: the offers of each stop, the latest first."""

from typing import Final

import numpy as np
from numba import njit

from transit.kernels.ways import (
    BURDEN,
    CHANGE,
    FAR,
    HI,
    LENGTH,
    LO,
    layer_above,
    layer_below,
    serve,
    served,
    wider,
)

# Columns of an offer.
O_LATEST: Final = 0
O_COST: Final = 1
O_WAIT: Final = 2
O_LO: Final = 3
O_HI: Final = 4
O_LENGTH: Final = 5
O_ROW: Final = 6
O_NEXT: Final = 7
OFFER_COLUMNS: Final = 8


@njit(cache=True, nogil=True)
def _served_waiting(best, waits, own, low, high, time, cost):  # type: ignore[no-untyped-def]
    # As ``served`` at a stop, where ``best`` has a row for each weight up to the own one.
    if own == 0:
        return served(best[0], low, high, cost + waits[0] * time)
    # Most often one of the rows does it alone. No way out of the loops: see ``served``.
    for weight in range(own, -1, -1):
        if served(best[weight], low, high, cost + waits[weight] * time):
            return True
    least = best[own, low : high + 1] - waits[own] * time
    for weight in range(own):
        part = best[weight, low : high + 1]
        less = waits[weight] * time
        for at in range(part.size):
            least[at] = min(least[at], part[at] - less)
    return least.max() <= cost


@njit(cache=True, nogil=True)
def offers_at(stop, changes, of_use, asked, ways, rides, best, offers, n_offers):  # type: ignore[no-untyped-def]
    """Add what can be done with some more rides by who gets off at a stop.

    Parameters
    ----------
    stop
        The stop.
    changes
        What can be boarded from there.
    of_use
        ``(n_changes,) bool`` which of it can matter.
    asked
        What is asked.
    ways
        What is kept so far.
    rides
        How many more rides; what fewer offer as well is left out.
    best
        ``(n_layers, n_waits, n_moments) int64``, room.
    offers, n_offers
        Table of offers and its rows so far.

    Returns
    -------
    tuple of ndarray and int
        The table and its rows.
    """
    entries, event_first, event_count = ways.entries, ways.event_first, ways.event_count
    begun = False
    for row in range(changes.first[stop], changes.first[stop + 1]):
        if not of_use[row]:
            continue
        event = changes.event[row]
        for left in range(rides):
            count = event_count[left, event]
            if count == 0:
                continue
            if not begun:
                best[:] = FAR
                begun = True
            latest = np.int64(changes.latest[row])
            wait = changes.wait[row]
            own = 0
            while asked.waits[own] != wait:
                own += 1
            first = event_first[left, event]
            for entry in range(first, first + count):
                if not entries[entry, CHANGE]:
                    continue
                length = entries[entry, LENGTH] + changes.length_m[row]
                if asked.longest_m < 0:
                    length = np.int64(0)
                elif length > asked.longest_m:
                    continue
                low = entries[entry, LO]
                high = entries[entry, HI]
                if asked.moments[low] > latest + asked.window_s + asked.longest_s:
                    continue
                cost = changes.burden_ms[row] + entries[entry, BURDEN]
                if _served_waiting(
                    best[layer_below(length, asked)], asked.waits, own, low, high, latest, cost
                ):
                    continue
                for layer in range(layer_above(length, asked), asked.n_layers):
                    serve(best[layer, own], low, high, cost + wait * latest)
                if left < rides - 1:
                    continue
                if n_offers == offers.shape[0]:
                    offers = wider(offers)
                offers[n_offers, O_LATEST] = latest
                offers[n_offers, O_COST] = cost
                offers[n_offers, O_WAIT] = wait
                offers[n_offers, O_LO] = low
                offers[n_offers, O_HI] = high
                offers[n_offers, O_LENGTH] = length
                offers[n_offers, O_ROW] = row
                offers[n_offers, O_NEXT] = entry
                n_offers += 1
    return offers, n_offers


@njit(cache=True, nogil=True)
def latest_from(offers, first, last, time):  # type: ignore[no-untyped-def]
    """Return the end of those offers of a stop that are not before a time.

    Parameters
    ----------
    offers
        Table of offers.
    first, last
        Rows of the stop, from late to early.
    time
        The time, s.

    Returns
    -------
    int
        A row.
    """
    low = first
    high = last
    while low < high:
        middle = (low + high) >> 1
        if offers[middle, O_LATEST] >= time:
            low = middle + 1
        else:
            high = middle
    return low
