"""What a way on may cost at most, so that one of the homes could still need it.

With the least burdens ahead of every boarding (:mod:`transit.kernels.ahead`) it is known what each
home can do at each moment, leaving no earlier than for a given bus and with no more rides. A
journey that costs more is needless there. Going forwards from each home and taking off what has
been walked, waited and ridden so far leaves the *budget* of a way on from each bus: what is above
its budget at all of its moments is needed by nobody, however they get there.

A budget holds for a block of moments, and is the largest of the block and of all homes: some
needless ways on survive, none that is needed is lost, for those that are known keep to their own
budgets.
"""

import numpy as np

from transit.kernels.blocks import fill, lift
from transit.kernels.leaf import leaf


@leaf
def within(budget, row, width, first, size, low, high, burden):  # type: ignore[no-untyped-def]
    """Return whether a way on keeps to its budget at one of its moments at least.

    Parameters
    ----------
    budget
        Budgets of all.
    row, width
        Where those of where it begins begin, and how many they are.
    first
        First block of it.
    size
        Moments a block.
    low, high
        First and last moment that it serves.
    burden
        Its burden, ms.

    Returns
    -------
    bool
        False where nobody needs it.
    """
    for block in range(low // size - first, min(high // size - first + 1, width)):
        if burden <= budget[row + block]:
            return True
    return False


@leaf
def budgets_off(timetable, boarded, budget, use, ride, rides, most, blocks, off, run):  # type: ignore[no-untyped-def]
    """Raise the budgets of getting off to what those of boarding leave.

    Parameters
    ----------
    timetable
        The day.
    boarded
        ``(n_events,) bool`` where there is a budget of boarding.
    budget
        ``(n_events * most * width,)`` of boarding.
    use
        ``(n_events,) bool`` where it matters to get off.
    ride
        Weight of riding, thousandths.
    rides, most
        How many rides are left, and how many there are at most.
    blocks
        How moments are cut.
    off
        ``(n_events * most * width,)`` of getting off, raised.
    run
        ``(blocks.n + width,)`` at least, room.
    """
    # What the loops use is taken out of its tuples first: each would be counted as held there.
    first_stop, first_trip = timetable.pattern_first_stop, timetable.pattern_first_trip
    first_event, block = timetable.pattern_first_event, blocks.first
    arrival, departure = timetable.arrival, timetable.departure
    width = blocks.width
    far = blocks.far[0]
    bottom = blocks.far.dtype.type(-far - far // 2)
    fill(run, 0, blocks.n + width, bottom)
    for pattern in range(first_stop.size - 1):
        visit = first_stop[pattern]
        size = first_stop[pattern + 1] - visit
        event = first_event[pattern]
        for _ in range(first_trip[pattern], first_trip[pattern + 1]):
            begun = False
            start = block[event]
            for _ in range(size):
                first = block[event]
                row = (event * most + rides - 1) * width
                if begun and use[event]:
                    lift(off, row, run, first, width, -ride * np.int64(arrival[event]))
                if boarded[event]:
                    gone = ride * np.int64(departure[event])
                    lift(run, first, budget, row, width, gone)
                    begun = True
                event += 1
            if begun:
                fill(run, start, block[event - 1] + width - start, bottom)


@leaf
def budgets_on(  # type: ignore[no-untyped-def]
    timetable, changes, rows, offs, waits, use, off, rides, most, blocks, budget, boarded, run
):
    """Raise the budgets of boarding at a change to what those of getting off leave.

    Parameters
    ----------
    timetable
        The day.
    changes
        What can be boarded by who gets off at each stop.
    rows
        ``(n_changes,) bool`` which of them are of use.
    offs
        ``first (n_stops + 1,)`` and ``event (n,)``: where each stop is reached, the first first.
    waits
        ``(n_waits,) int64`` weights of waiting.
    use
        ``(n_events,) bool`` where it matters to get off.
    off
        ``(n_events * most * width,)`` of getting off.
    rides, most
        How many rides are left after the change, and how many there are at most.
    blocks
        How moments are cut.
    budget
        ``(n_events * most * width,)`` of boarding, raised.
    boarded
        ``(n_events,) bool`` where there is a budget of boarding, changed.
    run
        ``(n_waits * (blocks.n + width),)``, room.
    """
    firsts, events = offs
    rows_first, boards, latests = changes.first, changes.event, changes.latest
    weights, walked = changes.wait, changes.burden_ms
    arrival, block = timetable.arrival, blocks.first
    width = blocks.width
    far = blocks.far[0]
    bottom = blocks.far.dtype.type(-far - far // 2)
    length = blocks.n + width
    fill(run, 0, waits.size * length, bottom)
    for stop in range(firsts.size - 1):
        at = firsts[stop]
        end = firsts[stop + 1]
        begun = False
        lowest = blocks.n
        highest = 0
        for change in range(rows_first[stop + 1] - 1, rows_first[stop] - 1, -1):
            if not rows[change]:
                continue
            latest = np.int64(latests[change])
            while at < end and arrival[events[at]] <= latest:
                event = events[at]
                at += 1
                if not use[event]:
                    continue
                first = block[event]
                time = np.int64(arrival[event])
                for own in range(waits.size):
                    row = (event * most + rides) * width
                    lift(run, own * length + first, off, row, width, waits[own] * time)
                lowest = min(lowest, first)
                highest = max(highest, first)
                begun = True
            if not begun:
                continue
            own = 0
            while waits[own] != weights[change]:
                own += 1
            event = boards[change]
            first = block[event]
            less = weights[change] * latest + walked[change]
            row = (event * most + rides - 1) * width
            lift(budget, row, run, own * length + first, width, -less)
            boarded[event] = True
        if begun:
            for own in range(waits.size):
                fill(run, own * length + lowest, highest + width - lowest, bottom)
