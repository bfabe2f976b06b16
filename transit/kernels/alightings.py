"""Where a trip can be got off, and what for: looked at from its end back to where it is boarded."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.budgets import within
from transit.kernels.leaf import leaf
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
    dearest,
    layer_above,
    layer_below,
    serve,
    served,
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


@leaf
def _get_off(way, aboard, rows, budget, limit, asked, alights, n):  # type: ignore[no-untyped-def]
    # Adds a way on from getting off, unless it is needless. Returns the rows of the table.
    position, low, high, burden, length, row, entry, cost = way
    start, width, last = rows
    if asked.longest_m < 0:
        length = np.int64(0)
    elif length > asked.longest_m:
        return n
    high = min(high, last)
    below = start + layer_below(length, asked) * width
    if (
        low > high
        or not within(budget, limit[0], limit[1], limit[2], limit[3], low, high, burden)
        or served(aboard, below + low, below + high, cost)
    ):
        return n
    for layer in range(layer_above(length, asked), asked.n_layers):
        own = start + layer * width
        serve(aboard, own + low, own + high, cost)
    alights[n, A_LO] = low
    alights[n, A_HI] = high
    alights[n, A_BURDEN] = burden
    alights[n, A_LENGTH] = length
    alights[n, A_POSITION] = position
    alights[n, A_ROW] = row
    alights[n, A_NEXT] = entry
    alights[n, A_AFTER] = -1
    alights[n, A_ALIVE] = -1
    return n + 1


@leaf
def _ways_to_place(  # type: ignore[no-untyped-def]
    first, last, position, time, egress, moments, asked, aboard, rows, budget, limit, alights, n
):
    # Walks from a stop to the place.
    time_s, burden_ms, length_m = egress.time_s, egress.burden_ms, egress.length_m
    for row in range(first, last):
        there = time + time_s[row]
        low = np.searchsorted(moments, there)
        high = np.searchsorted(moments, there + asked.window_s, side="right") - 1
        burden = np.int64(burden_ms[row])
        cost = burden + asked.ride * time
        way = (position, low, high, burden, np.int64(length_m[row]), row, -1, cost)
        n = _get_off(way, aboard, rows, budget, limit, asked, alights, n)
    return n


@leaf
def _ways_off(  # type: ignore[no-untyped-def]
    position, event, time, nexts, waits, asked, offers, first_offer, last_offer, least, aboard,
    rows, budget, limit, alights, n,
):  # fmt: skip
    # Everything that somebody who gets off here can board. Returns the rows of the table.
    n_waits = waits.size
    enough = np.int64(nexts[0, event])
    for weight in range(1, n_waits):
        enough = max(enough, np.int64(nexts[weight, event]))
    enough = min(enough, time + asked.window_s + asked.longest_s + 1)
    # Whatever is caught later costs the wait until then at least.
    most = np.int64(dearest(budget, limit[0], limit[0] + limit[1] - 1))
    if most < least:
        return n
    enough = min(enough, time + (most - least) // waits[0] + 1) if waits[0] else enough
    at = latest_from(offers, first_offer, last_offer, time)
    while at > first_offer:
        at -= 1
        latest = offers[at, O_LATEST]
        if latest >= enough:
            break
        burden = offers[at, O_COST] + offers[at, O_WAIT] * (latest - time)
        if burden > most:
            continue
        if n_waits > 1:
            own = 0
            while waits[own] != offers[at, O_WAIT]:
                own += 1
            if latest >= nexts[own, event]:
                continue
        way = (
            position, offers[at, O_LO], offers[at, O_HI], burden, offers[at, O_LENGTH],
            offers[at, O_ROW], offers[at, O_NEXT], burden + asked.ride * time,
        )  # fmt: skip
        n = _get_off(way, aboard, rows, budget, limit, asked, alights, n)
    return n


@leaf
def serve_earlier(alights, trips, trip, position, time, rides, aboard, rows, asked):  # type: ignore[no-untyped-def]
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
    aboard
        ``(n_trips * n_layers * width,)`` least burdens aboard, changed.
    rows
        Where in it the first moment of all is for the first layer of the trip, how far apart
        layers are, and the last moment that it has.
    asked
        What is asked.
    """
    earlier = trips.earlier
    start, width, _ = rows
    for left in range(rides - 1):
        way = earlier[left, trip]
        while way >= 0 and alights[way, A_POSITION] == position:
            cost = alights[way, A_BURDEN] + asked.ride * time
            for layer in range(layer_above(alights[way, A_LENGTH], asked), asked.n_layers):
                own = start + layer * width
                serve(aboard, own + alights[way, A_LO], own + alights[way, A_HI], cost)
            way = alights[way, A_AFTER]
        earlier[left, trip] = way


@leaf
def get_off_here(  # type: ignore[no-untyped-def]
    trips, trip, position, event, time, nexts, egress, asked, rides, offers, first, last, least,
    aboard, rows, budget, limit, alights, n_alights,
):  # fmt: skip
    """Add everything for which a trip can be got off at one of its stops.

    Parameters
    ----------
    trips
        How far each trip was looked at, changed.
    trip, position, event, time
        Which trip, where along it, and when it is there, s.
    nexts
        Until when it matters to get off at each event, by weight of waiting.
    egress
        Walks from stops to the place.
    asked
        What is asked.
    rides
        The round.
    offers
        What can be done at each stop with one ride less.
    first, last, least
        Rows of this stop in ``offers``, and the least burden among them; in the first round its
        rows in ``egress``.
    aboard, rows
        As :func:`serve_earlier` takes them.
    budget, limit
        Budgets of getting off, where those of this event begin, how many they are, their first
        block, and moments a block.
    alights, n_alights
        Table of ways off, with room for all these, and its rows so far.

    Returns
    -------
    int
        Its rows.
    """
    before = n_alights
    if rides == 1:
        n_alights = _ways_to_place(
            first, last, position, time, egress, asked.moments, asked, aboard, rows, budget, limit,
            alights, n_alights,
        )  # fmt: skip
    else:
        n_alights = _ways_off(
            position, event, time, nexts, asked.waits, asked, offers, first, last, least, aboard,
            rows, budget, limit, alights, n_alights,
        )  # fmt: skip
    if n_alights == before:
        return n_alights
    alive, start, tail = trips.alive, trips.start, trips.tail
    for way in range(before, n_alights):
        alights[way, A_ALIVE] = alive[trip]
        alive[trip] = way
        if tail[rides - 1, trip] < 0:
            start[rides - 1, trip] = way
        else:
            alights[tail[rides - 1, trip], A_AFTER] = way
        tail[rides - 1, trip] = way
    return n_alights
