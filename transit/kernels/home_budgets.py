"""What a way on from a first boarding may cost at most, from what each home knows of."""

from typing import Final

import numpy as np
from numba import njit

from transit.kernels.ahead import RANK
from transit.kernels.blocks import fill
from transit.kernels.leaf import leaf
from transit.kernels.vectors import LANES, pass_on

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
    row_size = most * blocks.width
    top = _dearest_ahead(ahead, event_of, row_size, blocks.far[0])
    unit = 0
    while (top + 4 * walk) >> unit >= _HIGH - 8:
        unit += 1
    small = np.empty(event_of.size * row_size, np.int16)
    _round_up(ahead, event_of, row_size, unit, _HIGH - (-(-walk >> unit)), small)
    budget = np.full(small.size, _LOW, np.int16)
    length = blocks.n + blocks.width
    run = np.empty(most * length, np.int16)
    first = blocks.first[event_of]
    _pass_all_on(homes, slot_of, first, most, blocks.width, length, unit, run, small, budget)
    # What nobody knows anything for, less a walk, is no less than this.
    end = _HIGH - 2 * (-(-walk >> unit))
    _write(budget, event_of, row_size, unit, end, blocks.far[0], known)


@leaf
def _pass_all_on(  # type: ignore[no-untyped-def]
    homes, slot_of, first, most, width, length, unit, run, small, budget
):
    # Each home in turn: what it knows of so far, and so what each boarding may still cost.
    rows, numbers, walks = homes.boardings.first, homes.number, homes.boardings.burden_ms
    for home in range(rows.size - 1):
        fill(run, 0, run.size, np.int16(_HIGH))
        for row in range(rows[home], rows[home + 1]):
            slot = slot_of[numbers[row]]
            if slot < 0:
                continue
            up = np.int16(-(-walks[row] >> unit))
            down = np.int16(walks[row] >> unit)
            own = np.uintp(first[slot])
            other = np.uintp(slot) * np.uintp(most * width)
            for _ in range(most):
                for at in range(np.uintp(0), np.uintp(width), np.uintp(LANES)):
                    pass_on(run, own + at, small, other + at, budget, up, down)
                own += np.uintp(length)
                other += np.uintp(width)


@njit(cache=True, nogil=True)
def _boarded(events, of_event):  # type: ignore[no-untyped-def]
    # A number for each of the homes' events that this day has, and the event of each number.
    slot_of = np.full(events.size, -1, np.int32)
    event_of = np.empty(events.size, np.int64)
    n = 0
    for at in range(events.size):
        if of_event[events[at]] >= 0:
            slot_of[at] = n
            event_of[n] = of_event[events[at]]
            n += 1
    return slot_of, event_of[:n]


@leaf
def _dearest_ahead(ahead, event_of, size, far):  # type: ignore[no-untyped-def]
    top = ahead.dtype.type(0)
    for event in event_of:
        row = np.uintp(event * size)
        for at in range(np.uintp(size)):
            cost = ahead[row + at]
            top = max(top, cost if cost < far else top)
    return np.int64(top)


@leaf
def _round_up(ahead, event_of, size, unit, no_end, small):  # type: ignore[no-untyped-def]
    # Burdens ahead in 16 bits: homes go through millions of such rows. The dearest walk can be
    # added to ``no_end`` without running over.
    for slot in range(event_of.size):
        row, own = np.uintp(event_of[slot] * size), np.uintp(slot * size)
        for at in range(np.uintp(size)):
            cost = -(-ahead[row + at] >> unit)
            small[own + at] = np.int16(min(no_end, cost))


@leaf
def _write(budget, event_of, size, unit, end, far, known):  # type: ignore[no-untyped-def]
    for slot in range(event_of.size):
        row, own = np.uintp(event_of[slot] * size), np.uintp(slot * size)
        for at in range(np.uintp(size)):
            left = np.int64(budget[own + at])
            most = far if left >= end else min(left << unit, far)
            known[row + at] = max(known[row + at], most) if left > _LOW else known[row + at]


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
