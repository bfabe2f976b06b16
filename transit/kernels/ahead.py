"""The least burden ahead of every boarding of a day: what the cheapest way on costs, by moments.

A row of blocks of moments for each event, from the place backwards. What stands in it is the burden
of a real journey that serves every moment of its block, so it may serve to rule out others, but
need not be the least: a way on that serves a block in part is not seen.

Where the metres walked in all are limited, burdens are ranked: ``RANK`` x ms + metres, so that the
length of each is known as well.
"""

from typing import Final

import numpy as np

from transit.kernels.blocks import fill, lower
from transit.kernels.leaf import leaf

RANK: Final = 1 << 18
"""More metres than a journey's walks can have in all."""


@leaf
def _walks_to_place(stop, time, egress, asked, blocks, rank, run):  # type: ignore[no-untyped-def]
    time_s, burden_ms, length_m, moments = (
        egress.time_s, egress.burden_ms, egress.length_m, asked.moments
    )  # fmt: skip
    for row in range(egress.first[stop], egress.first[stop + 1]):
        there = time + time_s[row]
        low = np.searchsorted(moments, there)
        high = np.searchsorted(moments, there + asked.window_s, side="right")
        end = blocks.n if high == blocks.n_moments else high // blocks.size
        cost = rank * (burden_ms[row] + asked.ride * time)
        if rank > 1:
            cost += length_m[row]
        least = run.dtype.type(cost)
        for block in range((low + blocks.size - 1) // blocks.size, end):
            run[block] = min(run[block], least)


@leaf
def ride_ahead(timetable, egress, asked, rides, use, off, wanted, blocks, rank, ahead, most, run):  # type: ignore[no-untyped-def]
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
    run
        ``(blocks.n + width,)`` at least, room.
    """
    # What the loops use is taken out of its tuples first: each would be counted as held there.
    first_stop, first_trip = timetable.pattern_first_stop, timetable.pattern_first_trip
    stops, alight, first_event = (
        timetable.pattern_stop, timetable.pattern_alight, timetable.pattern_first_event
    )  # fmt: skip
    arrival, departure = timetable.arrival, timetable.departure
    walks, block = egress.first, blocks.first
    width = blocks.width
    far = blocks.far[0]
    top = blocks.far.dtype.type(far + far // 2)
    length = blocks.n + width
    fill(run, 0, length, top)
    for pattern in range(first_stop.size - 1):
        visit = first_stop[pattern]
        size = first_stop[pattern + 1] - visit
        if rides == 1:
            near = False
            for at in range(visit, visit + size):
                stop = stops[at]
                near |= walks[stop] < walks[stop + 1]
            if not near:
                continue
        event = first_event[pattern]
        for _ in range(first_trip[pattern], first_trip[pattern + 1]):
            begun = False
            for position in range(size - 1, -1, -1):
                here = event + position
                first = block[here]
                if begun and wanted[here]:
                    gone = rank * asked.ride * np.int64(departure[here])
                    row = (here * most + rides - 1) * width
                    lower(ahead, row, run, first, width, -gone)
                if not alight[visit + position]:
                    continue
                time = np.int64(arrival[here])
                if rides == 1:
                    stop = stops[visit + position]
                    if walks[stop] < walks[stop + 1]:
                        _walks_to_place(stop, time, egress, asked, blocks, rank, run)
                        begun = True
                elif use[here]:
                    lower(run, first, off, here * width, width, rank * asked.ride * time)
                    begun = True
            if begun:
                fill(run, block[event], length - block[event], top)
            event += size


@leaf
def change_ahead(  # type: ignore[no-untyped-def]
    timetable, changes, rows, offs, waits, use, ahead, most, rides, blocks, rank, off, run
):
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
    run
        ``(n_waits * (blocks.n + width),)``, room.
    """
    firsts, events = offs
    rows_first, boarded, latest = changes.first, changes.event, changes.latest
    weights, walked, lengths = changes.wait, changes.burden_ms, changes.length_m
    arrival, block = timetable.arrival, blocks.first
    width = blocks.width
    far = blocks.far[0]
    top = blocks.far.dtype.type(far + far // 2)
    length = blocks.n + width
    fill(run, 0, waits.size * length, top)
    for stop in range(firsts.size - 1):
        change = rows_first[stop]
        last = rows_first[stop + 1]
        begun = False
        lowest = blocks.n
        for at in range(firsts[stop + 1] - 1, firsts[stop] - 1, -1):
            event = events[at]
            if not use[event]:
                continue
            time = np.int64(arrival[event])
            while change < last and latest[change] >= time:
                board = boarded[change]
                if rows[change]:
                    own = 0
                    while waits[own] != weights[change]:
                        own += 1
                    first = block[board]
                    more = weights[change] * np.int64(latest[change])
                    more = rank * (more + walked[change])
                    if rank > 1:
                        more += lengths[change]
                    row = (board * most + rides - 1) * width
                    lower(run, own * length + first, ahead, row, width, more)
                    lowest = min(lowest, first)
                    begun = True
                change += 1
            fill(off, event * width, width, far)
            if begun:
                first = block[event]
                for own in range(waits.size):
                    less = rank * waits[own] * time
                    lower(off, event * width, run, own * length + first, width, -less)
        if begun:
            for own in range(waits.size):
                fill(run, own * length + lowest, length - lowest, top)
