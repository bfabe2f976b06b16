"""What a way on from a first boarding may cost at most, from what each home knows of."""

from typing import Final

import numpy as np
from numba import njit

from transit.kernels.ahead import RANK

_HIGH: Final = (1 << 15) - 1
_LOW: Final = -(1 << 15)


@njit(cache=True, nogil=True)
def budgets_of_homes(homes, of_event, ahead, asked, blocks, rank, known):  # type: ignore[no-untyped-def]
    """Raise the budgets of first boardings to what each home knows of, the walk taken off.

    Parameters
    ----------
    homes
        Who asks. What can be boarded from each comes the latest first: whoever leaves later than
        somebody who is in time for a moment is so as well.
    of_event
        Events of this day by those that the boardings name; -1 for none, which is passed over.
    ahead
        ``(n_events * most_rides * width,)`` least burdens ahead, with so many rides or fewer.
    asked
        What is asked.
    blocks
        How moments are cut.
    rank
        1, or RANK.
    known
        ``(n_events * most_rides * width,)``, raised.
    """
    if rank > 1:
        _by_length(homes.boardings, of_event, ahead, asked, blocks, known)
        return
    most = asked.most_rides
    slot_of, event_of = _boarded(homes.event, of_event)
    walk = np.int64(homes.walk_ms)
    unit, small = _rounded_up(ahead, event_of, walk, most, blocks)
    budget = np.full(small.size, _LOW, np.int16)
    first = blocks.first[event_of]
    size = np.uintp(most * blocks.width)
    run = np.empty(most * (blocks.n + blocks.width), np.int16)
    # Taken out of their tuple first: in a loop each would be counted as held and let go again.
    rows, events, walks = homes.boardings.first, homes.boardings.event, homes.boardings.burden_ms
    for home in range(rows.size - 1):
        run[:] = _HIGH
        for row in range(rows[home], rows[home + 1]):
            slot = slot_of[events[row]]
            if slot < 0:
                continue
            up = np.int16(-(-walks[row] >> unit))
            down = np.int16(walks[row] >> unit)
            own = np.uintp(first[slot]) * np.uintp(most)
            other = np.uintp(slot) * size
            for at in range(size):
                cost = min(run[own + at], np.int16(small[other + at] + up))
                run[own + at] = cost
                budget[other + at] = max(budget[other + at], np.int16(cost - down))
    # What nobody knows anything for, less a walk, is no less than this.
    end = _HIGH - 2 * (-(-walk >> unit))
    _write(budget, event_of, unit, end, most, blocks, known)


@njit(cache=True, nogil=True)
def _boarded(events, of_event):  # type: ignore[no-untyped-def]
    # What is boarded from homes at all: a number for each, and the event of each number.
    slot_of = np.full(of_event.size, -1, np.int32)
    event_of = np.empty(events.size, np.int64)
    n = 0
    for event in events:
        if of_event[event] >= 0:
            slot_of[event] = n
            event_of[n] = of_event[event]
            n += 1
    return slot_of, event_of[:n]


@njit(cache=True, nogil=True)
def _rounded_up(ahead, event_of, walk, most, blocks):  # type: ignore[no-untyped-def]
    # Burdens ahead in 16 bits, all numbers of rides of a block side by side: homes go through
    # millions of such rows. Walks of up to ``walk`` ms can be added without running over.
    width = blocks.width
    far = blocks.far[0]
    top = np.int64(0)
    for event in event_of:
        for at in range(event * most * width, (event + 1) * most * width):
            if ahead[at] < far:
                top = max(top, np.int64(ahead[at]))
    unit = 0
    while (top + 4 * walk) >> unit >= _HIGH - 8:
        unit += 1
    no_end = _HIGH - (-(-walk >> unit))
    small = np.empty(event_of.size * most * width, np.int16)
    at = 0
    for event in event_of:
        for block in range(width):
            for ride in range(most):
                cost = np.int64(ahead[(event * most + ride) * width + block])
                small[at] = min(no_end, -(-cost >> unit))
                at += 1
    return unit, small


@njit(cache=True, nogil=True)
def _write(budget, event_of, unit, end, most, blocks, known):  # type: ignore[no-untyped-def]
    width = blocks.width
    far = np.int64(blocks.far[0])
    at = 0
    for event in event_of:
        for block in range(width):
            for ride in range(most):
                own = (event * most + ride) * width + block
                left = np.int64(budget[at])
                left = far if left >= end else min(left << unit, far)
                if budget[at] > _LOW:
                    known[own] = max(np.int64(known[own]), left)
                at += 1


@njit(cache=True, nogil=True)
def _by_length(homes, of_event, ahead, asked, blocks, known):  # type: ignore[no-untyped-def]
    # The same where the metres walked in all are limited.
    width = blocks.width
    far = blocks.far[0]
    most = asked.most_rides
    length = blocks.n + width
    run = np.empty(most * length, blocks.far.dtype)
    for home in range(homes.first.size - 1):
        run[:] = far
        for row in range(homes.first[home], homes.first[home + 1]):
            event = of_event[homes.event[row]]
            if event < 0:
                continue
            walk = homes.burden_ms[row]
            for left in range(most):
                own = np.uintp(left * length + blocks.first[event])
                other = np.uintp((event * most + left) * width)
                _within_length(run, own, ahead, other, width, homes, row, asked, far)
                for at in range(np.uintp(width)):
                    known[other + at] = max(known[other + at], run[own + at] - walk)


@njit(cache=True, nogil=True)
def _within_length(run, own, ahead, other, width, homes, row, asked, far):  # type: ignore[no-untyped-def]
    # Only what is not too long together with the walk from home is known to a home.
    for at in range(np.uintp(width)):
        ranked = np.int64(ahead[other + at])
        if ranked < far and ranked % RANK + homes.length_m[row] <= asked.longest_m:
            run[own + at] = min(run[own + at], ranked // RANK + homes.burden_ms[row])
