"""The least burden ahead of every boarding of a day: what the cheapest way on costs, by moments.

A row of blocks of moments for each event, from the place backwards. What stands in it is the burden
of a real journey that serves every moment of its block, so it may serve to rule out others, but
need not be the least: a way on that serves a block in part is not seen.

Where the metres walked in all are limited, burdens are ranked: ``RANK`` x ms + metres, so that the
length of each is known as well.
"""

from typing import Final

import numpy as np
from numba import njit

from transit.kernels.blocks import fill, lower

RANK: Final = 1 << 18
"""More metres than a journey's walks can have in all."""


@njit(cache=True, nogil=True)
def _walks_to_place(stop, time, egress, asked, blocks, rank, run):  # type: ignore[no-untyped-def]
    for row in range(egress.first[stop], egress.first[stop + 1]):
        there = time + egress.time_s[row]
        low = np.searchsorted(asked.moments, there)
        high = np.searchsorted(asked.moments, there + asked.window_s, side="right")
        end = blocks.n if high == blocks.n_moments else high // blocks.size
        cost = rank * (egress.burden_ms[row] + asked.ride * time)
        if rank > 1:
            cost += egress.length_m[row]
        least = run.dtype.type(cost)
        for block in range((low + blocks.size - 1) // blocks.size, end):
            run[block] = min(run[block], least)


@njit(cache=True, nogil=True)
def ride_ahead(timetable, egress, asked, rides, use, off, wanted, blocks, rank, ahead, most):  # type: ignore[no-untyped-def]
    """Lower the burdens ahead of boardings to what getting off further on costs.

    Parameters
    ----------
    timetable
        The day.
    egress
        Walks from stops to the place.
    asked
        What is asked.
    rides
        1 where the place is walked to after getting off, else something is boarded again.
    use
        ``(n_events,) bool`` where it can matter to get off.
    off
        ``(n_events * width,)`` burden ahead of getting off, of more than one ride.
    wanted
        ``(n_events,) bool`` what can be boarded.
    blocks
        How moments are cut.
    rank
        1, or RANK.
    ahead
        ``(n_events * most * width,)``, lowered for so many rides.
    most
        Most rides.
    """
    width = blocks.width
    far = blocks.far[0]
    top = blocks.far.dtype.type(far + far // 2)
    run = np.full(blocks.n + width, top, blocks.far.dtype)
    for pattern in range(timetable.pattern_first_stop.size - 1):
        visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - visit
        if rides == 1:
            near = False
            for at in range(visit, visit + size):
                stop = timetable.pattern_stop[at]
                near |= egress.first[stop] < egress.first[stop + 1]
            if not near:
                continue
        event = timetable.pattern_first_event[pattern]
        for _ in range(
            timetable.pattern_first_trip[pattern], timetable.pattern_first_trip[pattern + 1]
        ):
            begun = False
            for position in range(size - 1, -1, -1):
                here = event + position
                first = blocks.first[here]
                if begun and wanted[here]:
                    gone = rank * asked.ride * np.int64(timetable.departure[here])
                    row = (here * most + rides - 1) * width
                    lower(ahead, row, run, first, width, -gone)
                if not timetable.pattern_alight[visit + position]:
                    continue
                time = np.int64(timetable.arrival[here])
                if rides == 1:
                    stop = timetable.pattern_stop[visit + position]
                    if egress.first[stop] < egress.first[stop + 1]:
                        _walks_to_place(stop, time, egress, asked, blocks, rank, run)
                        begun = True
                elif use[here]:
                    lower(run, first, off, here * width, width, rank * asked.ride * time)
                    begun = True
            if begun:
                fill(run, blocks.first[event], run.size - blocks.first[event], top)
            event += size


@njit(cache=True, nogil=True)
def change_ahead(timetable, changes, rows, offs, waits, use, ahead, most, rides, blocks, rank, off):  # type: ignore[no-untyped-def]
    """Write the burdens ahead of getting off where something is boarded afterwards.

    Parameters
    ----------
    timetable
        The day.
    changes
        What can be boarded by who gets off at each stop.
    rows
        ``(n_changes,) bool`` which of them to look at.
    offs
        ``first (n_stops + 1,)`` and ``event (n,)``: where each stop is reached, the first first.
    waits
        ``(n_waits,) int64`` weights of waiting.
    use
        ``(n_events,) bool`` where it can matter to get off.
    ahead
        ``(n_events * most * width,)`` burden ahead of boardings.
    most, rides
        Most rides, and how many are made after the change.
    blocks
        How moments are cut.
    rank
        1, or RANK.
    off
        ``(n_events * width,)``, written where it is of use.
    """
    width = blocks.width
    far = blocks.far[0]
    top = blocks.far.dtype.type(far + far // 2)
    length = blocks.n + width
    run = np.full(waits.size * length, top, blocks.far.dtype)
    for stop in range(offs[0].size - 1):
        change = changes.first[stop]
        last = changes.first[stop + 1]
        begun = False
        lowest = blocks.n
        for at in range(offs[0][stop + 1] - 1, offs[0][stop] - 1, -1):
            event = offs[1][at]
            if not use[event]:
                continue
            time = np.int64(timetable.arrival[event])
            while change < last and changes.latest[change] >= time:
                board = changes.event[change]
                if rows[change]:
                    own = 0
                    while waits[own] != changes.wait[change]:
                        own += 1
                    first = blocks.first[board]
                    more = changes.wait[change] * np.int64(changes.latest[change])
                    more = rank * (more + changes.burden_ms[change])
                    if rank > 1:
                        more += changes.length_m[change]
                    row = (board * most + rides - 1) * width
                    lower(run, own * length + first, ahead, row, width, more)
                    lowest = min(lowest, first)
                    begun = True
                change += 1
            fill(off, event * width, width, far)
            if begun:
                first = blocks.first[event]
                for own in range(waits.size):
                    less = rank * waits[own] * time
                    lower(off, event * width, run, own * length + first, width, -less)
        if begun:
            for own in range(waits.size):
                fill(run, own * length + lowest, length - lowest, top)
