"""Which of the ways on from a boarding are kept, at the stop where it is boarded."""

import numpy as np

from transit.kernels.budgets import within
from transit.kernels.leaf import leaf
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
)


@leaf
def fewer_rides(  # type: ignore[no-untyped-def]
    event, more, at_home, at_change, row, n_moments, asked, rides, entries, event_first, event_count
):
    """Let what the same boarding serves with fewer rides count against what needs more.

    Parameters
    ----------
    event
        The boarding.
    more
        Added to burdens to compare them at a change, ms.
    at_home, at_change
        ``(n_stops * n_layers * n_moments,)`` least burdens at stops, changed.
    row, n_moments
        Where the rows of the stop begin in them, and how long each is.
    asked
        What is asked.
    rides
        The round.
    entries, event_first, event_count
        What is kept so far.
    """
    for left in range(rides - 1):
        first = event_first[left, event]
        for entry in range(first, first + event_count[left, event]):
            low = entries[entry, LO]
            high = entries[entry, HI]
            burden = entries[entry, BURDEN]
            for layer in range(layer_above(entries[entry, LENGTH], asked), asked.n_layers):
                own = row + layer * n_moments
                if entries[entry, HOME]:
                    serve(at_home, own + low, own + high, burden)
                if entries[entry, CHANGE]:
                    serve(at_change, own + low, own + high, burden + more)


@leaf
def keep_aboard(  # type: ignore[no-untyped-def]
    trip, arrival, base, leave, more, aboard, rows, at_home, at_change, stop_row, moments, asked,
    use, budget_home, budget_change, limit, entries, alights, n, alive,
):  # fmt: skip
    """Keep the ways on from a boarding that nothing makes needless at its stop.

    Parameters
    ----------
    trip
        Its trip.
    arrival, base
        When each event is reached, s, and the first event of the trip.
    leave
        When it leaves, s.
    more
        Added to burdens to compare them at a change, ms.
    aboard, rows
        Least burdens aboard, as :func:`~transit.kernels.alightings.serve_earlier` takes them.
    at_home, at_change
        ``(n_stops * n_layers * n_moments,)`` least burdens at stops, changed.
    stop_row
        Where the rows of the stop begin in them.
    moments, asked
        What is asked.
    use
        Whether one can board here first, and at a change.
    budget_home, budget_change
        Budgets of both.
    limit
        Where those of the boarding begin, how many they are, their first block, and moments a
        block.
    entries, alights
        Tables of ways on, with room for all that are alive, and of ways off.
    n
        Rows of ``entries`` so far.
    alive
        ``(n_trips,) int64`` first way off that still matters aboard, changed.

    Returns
    -------
    int
        Rows of ``entries``.
    """
    begins, changed = use
    start, width, _ = rows
    row, blocks, first_block, size = limit
    n_moments = moments.size
    last = leave + asked.window_s + asked.longest_s
    before = -1
    way = alive[trip]
    while way >= 0:
        after = alights[way, A_ALIVE]
        low = alights[way, A_LO]
        high = alights[way, A_HI]
        length = alights[way, A_LENGTH]
        below = layer_below(length, asked)
        cost = alights[way, A_BURDEN]
        cost += asked.ride * np.int64(arrival[base + alights[way, A_POSITION]])
        own = start + below * width
        if moments[low] > last or served(aboard, own + low, own + high, cost - 1):
            if before < 0:
                alive[trip] = after
            else:
                alights[before, A_ALIVE] = after
            way = after
            continue
        before = way
        way = after
        burden = cost - asked.ride * leave
        own = stop_row + below * n_moments
        home = (
            begins
            and within(budget_home, row, blocks, first_block, size, low, high, burden)
            and not served(at_home, own + low, own + high, burden)
        )
        # What costs no less later is needless at a change only where waiting is paid for too.
        change = (
            changed
            and within(budget_change, row, blocks, first_block, size, low, high, burden)
            and not served(at_change, own + low, own + high, burden + more)
        )
        if not (home or change):
            continue
        for layer in range(layer_above(length, asked), asked.n_layers):
            own = stop_row + layer * n_moments
            if home:
                serve(at_home, own + low, own + high, burden)
            if change:
                serve(at_change, own + low, own + high, burden + more)
        entries[n, BURDEN] = burden
        entries[n, LO] = low
        entries[n, HI] = high
        entries[n, LENGTH] = length
        entries[n, ALIGHT] = before
        entries[n, HOME] = home
        entries[n, CHANGE] = change
        n += 1
    return n
