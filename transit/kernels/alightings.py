"""Where a trip can be got off, and what for: looked at from its end back to where it is boarded."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.budgets import within
from transit.kernels.offers import (
    O_COST,
    O_HI,
    O_LATEST,
    O_LENGTH,
    O_LO,
    O_NEXT,
    O_ROW,
    O_WAIT,
    latest_from,
)
from transit.kernels.ways import (
    A_AFTER,
    A_ALIVE,
    A_BURDEN,
    A_HI,
    A_LENGTH,
    A_LO,
    A_NEXT,
    A_POSITION,
    A_ROW,
    layer_above,
    layer_below,
    serve,
    served,
    wider,
)


class Trips(NamedTuple):
    """How far a round has looked at each trip, and what it has found there; int64.

    ``cursor (n_trips,)`` the position down to which it has looked; ``alive (n_trips,)`` the first
    of the ways off that still matter aboard; ``start`` and ``tail (most_rides, n_trips)`` the first
    and the last of all, by round; ``earlier (most_rides, n_trips)`` the next of a round with fewer
    rides that is not aboard yet.
    """

    cursor: NDArray[np.int64]
    alive: NDArray[np.int64]
    start: NDArray[np.int64]
    tail: NDArray[np.int64]
    earlier: NDArray[np.int64]


@njit(cache=True, nogil=True)
def make_trips(most_rides, n_trips):  # type: ignore[no-untyped-def]
    """Return trips at which nobody has looked.

    Parameters
    ----------
    most_rides
        Most rides.
    n_trips
        Trips of the day.

    Returns
    -------
    Trips
        For all rounds.
    """
    return Trips(
        np.empty(n_trips, np.int64),
        np.empty(n_trips, np.int64),
        np.full((most_rides, n_trips), -1, np.int64),
        np.full((most_rides, n_trips), -1, np.int64),
        np.empty((most_rides, n_trips), np.int64),
    )


@njit(cache=True, nogil=True)
def begin_round(trips):  # type: ignore[no-untyped-def]
    """Set all trips back to their ends.

    Parameters
    ----------
    trips
        The trips, changed.
    """
    trips.cursor[:] = np.iinfo(np.int32).max
    trips.alive[:] = -1
    trips.earlier[:] = trips.start


@njit(cache=True, nogil=True)
def _get_off(  # type: ignore[no-untyped-def]
    position, time, offset, low, high, burden, length, row, entry, asked, best, limit, alights, n
):
    # Adds a way on from getting off, unless it is needless. Returns the table and its rows.
    cost = burden + asked.ride * time
    if asked.longest_m < 0:
        length = np.int64(0)
    elif length > asked.longest_m:
        return alights, n
    high = min(high, offset + best.shape[1] - 1)
    budget, row_of, width, first, size = limit
    if (
        low > high
        or not within(budget, row_of, width, first, size, low, high, burden)
        or served(best[layer_below(length, asked)], low - offset, high - offset, cost)
    ):
        return alights, n
    for layer in range(layer_above(length, asked), asked.n_layers):
        serve(best[layer], low - offset, high - offset, cost)
    if n == alights.shape[0]:
        alights = wider(alights)
    alights[n, A_LO] = low
    alights[n, A_HI] = high
    alights[n, A_BURDEN] = burden
    alights[n, A_LENGTH] = length
    alights[n, A_POSITION] = position
    alights[n, A_ROW] = row
    alights[n, A_NEXT] = entry
    alights[n, A_AFTER] = -1
    alights[n, A_ALIVE] = -1
    return alights, n + 1


@njit(cache=True, nogil=True)
def _ways_to_place(stop, position, time, offset, egress, asked, best, limit, alights, n):  # type: ignore[no-untyped-def]
    # Walks from a stop to the place.
    for row in range(egress.first[stop], egress.first[stop + 1]):
        there = time + egress.time_s[row]
        low = np.searchsorted(asked.moments, there)
        high = np.searchsorted(asked.moments, there + asked.window_s, side="right") - 1
        alights, n = _get_off(
            position,
            time,
            offset,
            low,
            high,
            egress.burden_ms[row],
            egress.length_m[row],
            row,
            -1,
            asked,
            best,
            limit,
            alights,
            n,
        )
    return alights, n


@njit(cache=True, nogil=True)
def _ways_off(  # type: ignore[no-untyped-def]
    position, event, time, offset, nexts, asked, offers, first_offer, last_offer, least, best,
    limit, alights, n,
):  # fmt: skip
    # Everything that somebody who gets off here can board. Returns the table and its rows.
    enough = np.int64(nexts[0, event])
    for weight in range(1, nexts.shape[0]):
        enough = max(enough, np.int64(nexts[weight, event]))
    enough = min(enough, time + asked.window_s + asked.longest_s + 1)
    # Whatever is caught later costs the wait until then at least.
    budget, row_of, width = limit[:3]
    most = np.int64(budget[row_of])
    for block in range(1, width):
        most = max(most, np.int64(budget[row_of + block]))
    if most < least:
        return alights, n
    enough = min(enough, time + (most - least) // asked.waits[0] + 1) if asked.waits[0] else enough
    at = latest_from(offers, first_offer, last_offer, time)
    while at > first_offer:
        at -= 1
        latest = offers[at, O_LATEST]
        if latest >= enough:
            break
        burden = offers[at, O_COST] + offers[at, O_WAIT] * (latest - time)
        if burden > most:
            continue
        if nexts.shape[0] > 1:
            own = 0
            while asked.waits[own] != offers[at, O_WAIT]:
                own += 1
            if latest >= nexts[own, event]:
                continue
        alights, n = _get_off(
            position,
            time,
            offset,
            offers[at, O_LO],
            offers[at, O_HI],
            burden,
            offers[at, O_LENGTH],
            offers[at, O_ROW],
            offers[at, O_NEXT],
            asked,
            best,
            limit,
            alights,
            n,
        )
    return alights, n


@njit(cache=True, nogil=True)
def serve_earlier(alights, trips, trip, position, time, rides, best, offset, asked):  # type: ignore[no-untyped-def]
    """Let ways off a trip that need fewer rides count against what needs more.

    Parameters
    ----------
    alights
        Table of ways off.
    trips
        How far each trip was looked at, changed.
    trip, position, time
        Which trip, where along it, and when it is there, s.
    rides
        The round.
    best
        ``(n_layers, width)`` least burdens aboard, changed.
    offset
        First moment of ``best``.
    asked
        What is asked.
    """
    for left in range(rides - 1):
        way = trips.earlier[left, trip]
        while way >= 0 and alights[way, A_POSITION] == position:
            cost = alights[way, A_BURDEN] + asked.ride * time
            for layer in range(layer_above(alights[way, A_LENGTH], asked), asked.n_layers):
                serve(best[layer], alights[way, A_LO] - offset, alights[way, A_HI] - offset, cost)
            way = alights[way, A_AFTER]
        trips.earlier[left, trip] = way


@njit(cache=True, nogil=True)
def get_off_here(  # type: ignore[no-untyped-def]
    trips, trip, position, event, stop, time, nexts, egress, asked, rides, offers, offer_first,
    offer_least, best, offset, off, blocks, alights, n_alights,
):  # fmt: skip
    """Add everything for which a trip can be got off at one of its stops.

    Parameters
    ----------
    trips
        How far each trip was looked at, changed.
    trip, position, event, stop, time
        Which trip, where along it, and when it is there, s.
    nexts
        Until when it matters to get off at each event, by weight of waiting.
    egress
        Walks from stops to the place.
    asked
        What is asked.
    rides
        The round.
    offers, offer_first, offer_least
        What can be done at each stop with one ride less, and the least burden of it.
    best
        ``(n_layers, width)`` least burdens aboard, changed.
    offset
        First moment of ``best``.
    off, blocks
        Budgets of getting off, and how moments are cut into blocks.
    alights, n_alights
        Table of ways off and its rows so far.

    Returns
    -------
    tuple of ndarray and int
        The table and its rows.
    """
    before = n_alights
    row = (event * asked.most_rides + rides - 1) * blocks.width
    limit = (off, row, blocks.width, blocks.first[event], blocks.size)
    if rides == 1:
        alights, n_alights = _ways_to_place(
            stop, position, time, offset, egress, asked, best, limit, alights, n_alights
        )
    else:
        alights, n_alights = _ways_off(
            position, event, time, offset, nexts, asked, offers, offer_first[stop],
            offer_first[stop + 1], offer_least[stop], best, limit, alights, n_alights,
        )  # fmt: skip
    for way in range(before, n_alights):
        alights[way, A_ALIVE] = trips.alive[trip]
        trips.alive[trip] = way
        if trips.tail[rides - 1, trip] < 0:
            trips.start[rides - 1, trip] = way
        else:
            alights[trips.tail[rides - 1, trip], A_AFTER] = way
        trips.tail[rides - 1, trip] = way
    return alights, n_alights
