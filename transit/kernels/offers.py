"""What somebody who has just got off a bus can do: the offers of each stop, the latest first."""

from typing import Final

import numpy as np

from transit.kernels.blocks import fill
from transit.kernels.leaf import leaf
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


@leaf
def _served_waiting(best, row, n_moments, waits, own, low, high, time, cost):  # type: ignore[no-untyped-def]
    # As ``served`` at a stop, where ``best`` has from ``row`` on a row for each weight up to the
    # own one.
    if own == 0:
        return served(best, row + low, row + high, cost + waits[0] * time)
    # Most often one of the rows does it alone. No way out of the loops: see ``dearest``.
    for weight in range(own, -1, -1):
        start = row + weight * n_moments
        if served(best, start + low, start + high, cost + waits[weight] * time):
            return True
    worst = -FAR
    for at in range(row + low, row + high + 1):
        least = best[at + own * n_moments] - waits[own] * time
        for weight in range(own):
            least = min(least, best[at + weight * n_moments] - waits[weight] * time)
        worst = max(worst, least)
    return worst <= cost


@leaf
def most_offers(stop, changes, of_use, event_count, rides):  # type: ignore[no-untyped-def]
    """Return how many offers a stop can have.

    Parameters
    ----------
    stop
        The stop.
    changes
        What can be boarded from there.
    of_use
        ``(n_changes,) bool`` which of it can matter.
    event_count
        ``(most_rides, n_events) int32`` ways on from each boarding.
    rides
        How many more rides.

    Returns
    -------
    int
        No fewer than :func:`offers_at` adds.
    """
    events = changes.event
    n = np.int64(0)
    for row in range(changes.first[stop], changes.first[stop + 1]):
        if of_use[row]:
            n += event_count[rides - 1, events[row]]
    return n


@leaf
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
        ``(n_layers * n_waits * n_moments,) int64``, room.
    offers, n_offers
        Table of offers, with room for all of the stop, and its rows so far.

    Returns
    -------
    int
        Rows of the table.
    """
    entries, event_first, event_count = ways.entries, ways.event_first, ways.event_count
    events, latests, weights = changes.event, changes.latest, changes.wait
    burdens, lengths = changes.burden_ms, changes.length_m
    waits, moments = asked.waits, asked.moments
    n_moments, of_layer = moments.size, moments.size * waits.size
    begun = False
    for row in range(changes.first[stop], changes.first[stop + 1]):
        if not of_use[row]:
            continue
        event = events[row]
        for left in range(rides):
            count = event_count[left, event]
            if count == 0:
                continue
            if not begun:
                fill(best, 0, best.size, FAR)
                begun = True
            latest = np.int64(latests[row])
            wait = weights[row]
            own = 0
            while waits[own] != wait:
                own += 1
            first = event_first[left, event]
            for entry in range(first, first + count):
                if not entries[entry, CHANGE]:
                    continue
                length = entries[entry, LENGTH] + lengths[row]
                if asked.longest_m < 0:
                    length = np.int64(0)
                elif length > asked.longest_m:
                    continue
                low = entries[entry, LO]
                high = entries[entry, HI]
                if moments[low] > latest + asked.window_s + asked.longest_s:
                    continue
                cost = burdens[row] + entries[entry, BURDEN]
                below = layer_below(length, asked) * of_layer
                if _served_waiting(best, below, n_moments, waits, own, low, high, latest, cost):
                    continue
                for layer in range(layer_above(length, asked), asked.n_layers):
                    start = layer * of_layer + own * n_moments
                    serve(best, start + low, start + high, cost + wait * latest)
                if left < rides - 1:
                    continue
                offers[n_offers, O_LATEST] = latest
                offers[n_offers, O_COST] = cost
                offers[n_offers, O_WAIT] = wait
                offers[n_offers, O_LO] = low
                offers[n_offers, O_HI] = high
                offers[n_offers, O_LENGTH] = length
                offers[n_offers, O_ROW] = row
                offers[n_offers, O_NEXT] = entry
                n_offers += 1
    return n_offers


@leaf
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
