"""Which of the ways on from a boarding are kept, at the stop where it is boarded."""

import numpy as np
from numba import njit

from transit.kernels.budgets import within
from transit.kernels.ways import (
    A_ALIVE,
    A_BURDEN,
    A_HI,
    A_LENGTH,
    A_LO,
    A_POSITION,
    ALIGHT,
    BURDEN,
    CHANGE,
    HI,
    HOME,
    LENGTH,
    LO,
    layer_above,
    layer_below,
    serve,
    served,
    wider,
)


@njit(cache=True, nogil=True)
def fewer_rides(event, more, at_home, at_change, asked, rides, ways):  # type: ignore[no-untyped-def]
    """Let what the same boarding serves with fewer rides count against what needs more.

    Parameters
    ----------
    event
        The boarding.
    more
        Added to burdens to compare them at a change, ms.
    at_home, at_change
        ``(n_layers, n_moments)`` least burdens at the stop, changed.
    asked
        What is asked.
    rides
        The round.
    ways
        What is kept so far.
    """
    entries, _, event_first, event_count = ways
    for left in range(rides - 1):
        first = event_first[left, event]
        for entry in range(first, first + event_count[left, event]):
            low = entries[entry, LO]
            high = entries[entry, HI]
            burden = entries[entry, BURDEN]
            for layer in range(layer_above(entries[entry, LENGTH], asked), asked.n_layers):
                if entries[entry, HOME]:
                    serve(at_home[layer], low, high, burden)
                if entries[entry, CHANGE]:
                    serve(at_change[layer], low, high, burden + more)


@njit(cache=True, nogil=True)
def keep_aboard(  # type: ignore[no-untyped-def]
    event, trip, base, leave, more, aboard, offset, at_home, at_change, asked, use, limits, entries,
    alights, n, alive,
):  # fmt: skip
    """Keep the ways on from a boarding that nothing makes needless at its stop.

    Parameters
    ----------
    event
        The boarding.
    trip
        Its trip.
    base
        ``(size,) int32`` when the trip reaches each of its stops, s.
    leave
        When it leaves, s.
    more
        Added to burdens to compare them at a change, ms.
    aboard
        ``(n_layers, width)`` least burdens aboard the trip.
    offset
        First moment of ``aboard``.
    at_home, at_change
        ``(n_layers, n_moments)`` least burdens at the stop, changed.
    asked
        What is asked.
    use
        Whether one can board here first, and at a change.
    limits
        Budgets of both, where their rows begin, how long they are, their first block, and moments
        a block.
    entries, alights
        Tables of ways on and of ways off.
    n
        Rows of ``entries`` so far.
    alive
        ``(n_trips,) int64`` first way off that still matters aboard, changed.

    Returns
    -------
    tuple of ndarray and int
        Entries and their rows.
    """
    begins, changed = use
    budget_home, budget_change, row, width, first_block, size = limits
    last = leave + asked.window_s + asked.longest_s
    before = -1
    way = alive[trip]
    while way >= 0:
        after = alights[way, A_ALIVE]
        low = alights[way, A_LO]
        high = alights[way, A_HI]
        length = alights[way, A_LENGTH]
        below = layer_below(length, asked)
        ahead = base[alights[way, A_POSITION]]
        cost = alights[way, A_BURDEN] + asked.ride * np.int64(ahead)
        if asked.moments[low] > last or served(
            aboard[below], low - offset, high - offset, cost - 1
        ):
            if before < 0:
                alive[trip] = after
            else:
                alights[before, A_ALIVE] = after
            way = after
            continue
        before = way
        way = after
        burden = cost - asked.ride * leave
        home = (
            begins
            and within(budget_home, row, width, first_block, size, low, high, burden)
            and not served(at_home[below], low, high, burden)
        )
        # What costs no less later is needless at a change only where waiting is paid for too.
        change = (
            changed
            and within(budget_change, row, width, first_block, size, low, high, burden)
            and not served(at_change[below], low, high, burden + more)
        )
        if not (home or change):
            continue
        for layer in range(layer_above(length, asked), asked.n_layers):
            if home:
                serve(at_home[layer], low, high, burden)
            if change:
                serve(at_change[layer], low, high, burden + more)
        if n == entries.shape[0]:
            entries = wider(entries)
        entries[n, BURDEN] = burden
        entries[n, LO] = low
        entries[n, HI] = high
        entries[n, LENGTH] = length
        entries[n, ALIGHT] = before
        entries[n, HOME] = home
        entries[n, CHANGE] = change
        n += 1
    return entries, n
