"""Time and changes only, for 64 places at once: one lane a place, all of them side by side.

For each boarding of the day and each number of rides the seconds until each place is reached at
the earliest. Nothing is searched: a trip is run through from its end, at each stop the least of
getting off for the place, of changing and of staying aboard is kept, and that is a minimum of two
rows of 64 numbers that lie side by side in memory, two cache lines each.

The day is cut into slabs of some minutes, run through from the last to the first, one number of
rides after the other in each. What a change leads to leaves no earlier, so with one ride fewer it
is known by then: buses of the same second, and hops of no time, need no order. And as nobody waits
for many slabs, what is read still lies in the cache.

Only the quickest walk between two places matters here. What asks for other criteria (burden, metres
walked in all) is :mod:`transit.kernels.profile`'s.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.lane_hopes import Lines, find_hopes

LANES: Final = 64
"""Places in one run; the loops over them have this length when they are compiled."""

NEVER: Final = (1 << 15) - 1
"""Seconds that stand for no journey; sums stay there. Journeys are shorter."""

_NONE: Final = -1


class Plan(NamedTuple):
    """A day as lanes run through it: slabs, in them pieces of trips, in these steps; all backwards.

    A *slot* is a boarding, numbered from the last to leave: ``slot_of (n_events,) int32``, -1 where
    nothing is boarded; ``leaves (n_slots,) int32`` s; ``before (n_slots,) int32`` the slot that
    leaves the same stop next, -1 none. ``lines`` what leads where, whenever.

    ``slab_piece`` and ``slab_slot (n_slabs + 1,) int64`` into pieces and slots;
    ``piece_first (n_pieces + 1,) int64`` into steps; ``piece_trip`` and ``piece_pattern
    (n_pieces,) int32``. A step stays aboard from a boarding to the next stop: ``step_slot (n,)
    int32``, -1 none; ``step_leaves``, ``step_there (n,) int32`` s; ``step_stop (n,) int32`` got off
    at, -1 where nobody may; ``step_change (n, 2) int64`` first and last of its changes:
    ``change_slot (n,) int32`` caught, it or any later one of its stop; ``change_wait (n,) int16`` s
    from leaving the step's stop.
    """

    slot_of: NDArray[np.int32]
    leaves: NDArray[np.int32]
    before: NDArray[np.int32]
    lines: Lines
    slab_piece: NDArray[np.int64]
    slab_slot: NDArray[np.int64]
    piece_first: NDArray[np.int64]
    piece_trip: NDArray[np.int32]
    piece_pattern: NDArray[np.int32]
    step_slot: NDArray[np.int32]
    step_leaves: NDArray[np.int32]
    step_there: NDArray[np.int32]
    step_stop: NDArray[np.int32]
    step_change: NDArray[np.int64]
    change_slot: NDArray[np.int32]
    change_wait: NDArray[np.int16]


class Rows(NamedTuple):
    """Room for what a pass finds: rows of 64 numbers, one for each boarding that leads anywhere.

    ``table (room,) int16`` has the rows one after the other, as they are found: ``stand_row
    (most_rides - 1, n_slots) int32`` of who stands at a stop before a boarding, ``there_row
    (n_kept, n_slots) int32`` of who boards; with one ride more in each row of the latter,
    most_rides in the last. ``stand_least`` and ``there_least int16`` the least number of each row,
    NEVER where there is no row. Numbers are s from leaving the stop; what is longer than matters
    may be anything above that.
    """

    table: NDArray[np.int16]
    stand_least: NDArray[np.int16]
    stand_row: NDArray[np.int32]
    there_least: NDArray[np.int16]
    there_row: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _count(timetable, first_s, last_s, slab_s, pieces, steps):  # type: ignore[no-untyped-def]
    # Pieces and steps of each slab.
    for pattern in range(timetable.pattern_first_stop.size - 1):
        size = timetable.pattern_first_stop[pattern + 1] - timetable.pattern_first_stop[pattern]
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        base = timetable.pattern_first_event[pattern]
        for _ in range(trips):
            now = _NONE
            for position in range(size - 2, -1, -1):
                time = timetable.departure[base + position]
                if time > last_s:
                    continue
                if time < first_s:
                    break
                slab = (last_s - time) // slab_s
                if slab != now:
                    pieces[slab + 1] += 1
                    now = slab
                steps[slab + 1] += 1
            base += size


@njit(cache=True, nogil=True)
def _doubled(table):  # type: ignore[no-untyped-def]
    wide = np.empty(2 * table.size, table.dtype)
    wide[: table.size] = table
    return wide


@njit(cache=True, nogil=True)
def lay_out(  # type: ignore[no-untyped-def]
    timetable, stop_first, stop_leaves, slot_of_row, slot_of, footpaths, first_s, last_s, slab_s
):
    """Cut a day into slabs, and find what can be caught after each ride.

    A change is left out where the same bus can be caught by staying aboard for longer.

    Parameters
    ----------
    timetable
        The day, boarding and alighting narrowed to what the profile can use.
    stop_first, stop_leaves
        ``(n_stops + 1,) int64`` into ``(n_rows,) int32`` s, latest first: what can be boarded at
        each stop within the span.
    slot_of_row, slot_of
        ``(n_rows,)`` and ``(n_events,) int32`` slots.
    footpaths
        ``first (n_stops + 1,)`` into ``to_stop`` and ``time_s``: quickest walks between buses,
        margins included, by the stop got off at.
    first_s, last_s
        Buses leave and arrive within these, s.
    slab_s
        Length of a slab, s.

    Returns
    -------
    tuple of ndarray
        The fields of :class:`Plan` from ``slab_piece`` to ``change_wait``, but ``slab_slot``.
    """
    change_first, to_stop, time_s = footpaths
    n_slabs = (last_s - first_s) // slab_s + 1
    slab_piece = np.zeros(n_slabs + 1, np.int64)
    slab_step = np.zeros(n_slabs + 1, np.int64)
    _count(timetable, first_s, last_s, slab_s, slab_piece, slab_step)
    for slab in range(n_slabs):
        slab_piece[slab + 1] += slab_piece[slab]
        slab_step[slab + 1] += slab_step[slab]
    n_steps = slab_step[n_slabs]
    piece_at = slab_piece[:-1].copy()
    step_at = slab_step[:-1].copy()
    piece_first = np.empty(slab_piece[n_slabs] + 1, np.int64)
    piece_first[-1] = n_steps
    piece_trip = np.empty(slab_piece[n_slabs], np.int32)
    piece_pattern = np.empty(slab_piece[n_slabs], np.int32)
    step_slot = np.empty(n_steps, np.int32)
    step_leaves = np.empty(n_steps, np.int32)
    step_there = np.empty(n_steps, np.int32)
    step_stop = np.empty(n_steps, np.int32)
    step_change = np.empty((n_steps, 2), np.int64)
    change_slot = np.empty(1 << 16, np.int32)
    change_wait = np.empty(1 << 16, np.int16)
    n_stops = stop_first.size - 1
    caught = np.empty(n_stops, np.int64)  # row of a stop caught by staying aboard for longer
    caught_by = np.full(n_stops, _NONE, np.int64)
    n = 0
    trip = 0
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first_visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - first_visit
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        base = timetable.pattern_first_event[pattern]
        for _ in range(trips):
            now = _NONE
            for position in range(size - 2, -1, -1):
                leaves = timetable.departure[base + position]
                if leaves > last_s:
                    continue
                if leaves < first_s:
                    break
                slab = (last_s - leaves) // slab_s
                step = step_at[slab]
                step_at[slab] += 1
                if slab != now:
                    piece_first[piece_at[slab]] = step
                    piece_trip[piece_at[slab]] = trip
                    piece_pattern[piece_at[slab]] = pattern
                    piece_at[slab] += 1
                    now = slab
                there = timetable.arrival[base + position + 1]
                step_slot[step] = slot_of[base + position]
                step_leaves[step] = leaves
                step_there[step] = there
                step_stop[step] = _NONE
                step_change[step, 0] = n
                if timetable.pattern_alight[first_visit + position + 1] and there <= last_s:
                    stop = timetable.pattern_stop[first_visit + position + 1]
                    step_stop[step] = stop
                    for change in range(change_first[stop], change_first[stop + 1]):
                        other = to_stop[change]
                        ready = there + time_s[change]
                        low = stop_first[other]
                        high = stop_first[other + 1]
                        if low == high or stop_leaves[low] < ready:
                            continue
                        start = low
                        while low < high:
                            middle = (low + high) >> 1
                            if stop_leaves[middle] >= ready:
                                low = middle + 1
                            else:
                                high = middle
                        row = low - 1
                        if row < start or (caught_by[other] == trip and caught[other] >= row):
                            continue
                        caught_by[other] = trip
                        caught[other] = row
                        wait = stop_leaves[row] - leaves
                        if wait >= NEVER:
                            continue
                        if n == change_slot.size:
                            change_slot = _doubled(change_slot)
                            change_wait = _doubled(change_wait)
                        change_slot[n] = slot_of_row[row]
                        change_wait[n] = wait
                        n += 1
                step_change[step, 1] = n
            base += size
            trip += 1
    return (
        slab_piece,
        piece_first,
        piece_trip,
        piece_pattern,
        step_slot,
        step_leaves,
        step_there,
        step_stop,
        step_change,
        change_slot[:n].copy(),
        change_wait[:n].copy(),
    )


@njit(cache=True, nogil=True)
def _lower(rows, row, others, other, wait):  # type: ignore[no-untyped-def]
    # A row no more than another one so many seconds later; sums stay at NEVER. Rows lie in flat
    # tables and begin at numbers that are never negative: see ``transit.kernels.blocks``.
    limit = np.int16(NEVER - wait)
    more = np.int16(wait)
    to = np.uintp(row) * np.uintp(LANES)
    source = np.uintp(other) * np.uintp(LANES)
    for lane in range(np.uintp(LANES)):
        new = np.int16(min(others[source + lane], limit) + more)
        rows[to + lane] = min(rows[to + lane], new)


@njit(cache=True, nogil=True)
def _copy(rows, row, others, other, wait):  # type: ignore[no-untyped-def]
    # A row that is another one so many seconds later.
    limit = np.int16(NEVER - wait)
    more = np.int16(wait)
    to = np.uintp(row) * np.uintp(LANES)
    source = np.uintp(other) * np.uintp(LANES)
    for lane in range(np.uintp(LANES)):
        rows[to + lane] = np.int16(min(others[source + lane], limit) + more)


@njit(cache=True, nogil=True)
def _ride(plan, slab, most_s, trips, walks, hopes, source, own, table, n):  # type: ignore[no-untyped-def]
    # One slab with one number of rides; ``source`` what waits at stops with one fewer. Returns how
    # many rows are used then.
    hopeful, leading = hopes
    egress, least_walk, near = walks
    trip_run, trip_least, trip_leaves = trips
    source_least, source_row, changing = source
    own_least, own_row = own
    run = np.empty(LANES, np.int16)
    for piece in range(plan.slab_piece[slab], plan.slab_piece[slab + 1]):
        if not leading[plan.piece_pattern[piece]]:
            continue
        trip = plan.piece_trip[piece]
        least = trip_least[trip]
        at = trip_leaves[trip]
        if least < NEVER:
            _copy(run, 0, trip_run, trip, 0)
        else:
            run[:] = NEVER
        for step in range(plan.piece_first[piece], plan.piece_first[piece + 1]):
            leaves = plan.step_leaves[step]
            if least < NEVER:
                later = max(at - leaves, 0)
                least += later
                if least > most_s:
                    least = NEVER
                    run[:] = NEVER
                else:
                    _copy(run, 0, run, 0, later)
            at = leaves
            stop = plan.step_stop[step]
            if stop >= 0 and hopeful[stop]:
                gone = plan.step_there[step] - leaves
                for row in range(near[stop], near[stop + 1]):
                    if least_walk[row] + gone <= most_s:
                        least = min(least, np.int32(least_walk[row] + gone))
                        _lower(run, 0, egress, row, gone)
                if changing:
                    for change in range(plan.step_change[step, 0], plan.step_change[step, 1]):
                        slot = plan.change_slot[change]
                        new = np.int32(source_least[slot]) + np.int32(plan.change_wait[change])
                        if new <= most_s:
                            least = min(least, new)
                            _lower(run, 0, table, source_row[slot], plan.change_wait[change])
            slot = plan.step_slot[step]
            if slot >= 0 and least < NEVER:
                own_least[slot] = least
                own_row[slot] = n
                _copy(table, n, run, 0, 0)
                n += 1
        trip_least[trip] = least
        if least < NEVER:
            _copy(trip_run, trip, run, 0, 0)
            trip_leaves[trip] = at
    return n


@njit(cache=True, nogil=True)
def run_lanes(plan, n_trips, most_s, egress, near, rows):  # type: ignore[no-untyped-def]
    """Find how long it takes at least from each boarding to each place.

    What leads nowhere in time has no row and is not looked at, and of what leads nowhere at any
    time not even the buses are passed: with few rides left that is most of a day where the places
    lie near each other.

    Parameters
    ----------
    plan
        The day (:class:`Plan`).
    n_trips
        Trips of the day.
    most_s
        Longest time that matters, s; below NEVER.
    egress
        ``(n_near, 64) int16`` s, walks from stops to each place; NEVER for none.
    near
        ``(n_stops + 1,) int64`` into ``egress``: the rows of each stop.
    rows
        Room that is filled (:class:`Rows`).
    """
    most_rides = rows.stand_least.shape[0] + 1
    first_kept = most_rides - rows.there_least.shape[0]
    rows.stand_least[:] = NEVER
    rows.there_least[:] = NEVER
    if egress.shape[0] == 0:
        return
    hopeful, leading = find_hopes(plan.lines, near, most_rides)
    least_walk = np.empty(egress.shape[0], np.int16)
    for row in range(egress.shape[0]):
        least_walk[row] = egress[row].min()
    walks = egress.reshape(egress.size), least_walk, near
    trip_run = np.full((most_rides, n_trips * LANES), NEVER, np.int16)
    trip_least = np.full((most_rides, n_trips), NEVER, np.int32)
    trip_leaves = np.zeros((most_rides, n_trips), np.int32)
    table = rows.table
    n = np.int64(0)
    for slab in range(plan.slab_piece.size - 1):
        low = plan.slab_slot[slab]
        high = plan.slab_slot[slab + 1]
        for rides in range(most_rides):
            trips = trip_run[rides], trip_least[rides], trip_leaves[rides]
            fewer = max(rides - 1, 0)
            if rides + 1 == most_rides:
                own = rows.there_least[rides - first_kept], rows.there_row[rides - first_kept]
            else:
                own = rows.stand_least[rides], rows.stand_row[rides]
            # With one ride there is nothing to change to, and its own rows stand for none.
            some = most_rides > 1
            source = (
                rows.stand_least[fewer] if some else own[0],
                rows.stand_row[fewer] if some else own[1],
                rides > 0,
            )
            hopes = hopeful[rides], leading[rides]
            n = _ride(plan, slab, most_s, trips, walks, hopes, source, own, table, n)
            if rides + 1 < most_rides:
                if rides >= first_kept:
                    n = _keep(
                        low, high, own, rows.there_least[rides - first_kept],
                        rows.there_row[rides - first_kept], table, n,
                    )  # fmt: skip
                n = _stand(plan, low, high, most_s, own, table, n)


@njit(cache=True, nogil=True)
def _keep(low, high, own, kept_least, kept_row, table, n):  # type: ignore[no-untyped-def]
    # What is found so far, as an answer.
    least, row = own
    for slot in range(low, high):
        if least[slot] < NEVER:
            kept_least[slot] = least[slot]
            kept_row[slot] = n
            _copy(table, n, table, row[slot], 0)
            n += 1
    return n


@njit(cache=True, nogil=True)
def _stand(plan, low, high, most_s, own, table, n):  # type: ignore[no-untyped-def]
    # Who stands at a stop may also board what leaves later.
    least, row = own
    for slot in range(low, high):
        before = plan.before[slot]
        if before < 0 or least[before] == NEVER:
            continue
        wait = plan.leaves[before] - plan.leaves[slot]
        new = np.int32(least[before]) + wait
        if new > most_s:
            continue
        if least[slot] < NEVER:
            least[slot] = min(np.int32(least[slot]), new)
            _lower(table, row[slot], table, row[before], wait)
        else:
            least[slot] = new
            row[slot] = n
            _copy(table, n, table, row[before], wait)
            n += 1
    return n


@njit(cache=True, nogil=True)
def boardings_by_stop(timetable, n_stops, first_s, last_s):  # type: ignore[no-untyped-def]
    """Return what can be boarded at each stop within a span, the latest first.

    Parameters
    ----------
    timetable
        The day, boarding narrowed to what the profile can use.
    n_stops
        How many stops there are.
    first_s, last_s
        Buses leave within these, s.

    Returns
    -------
    first, leaves, event : ndarray
        ``(n_stops + 1,) int64`` into ``(n,) int32`` s and ``(n,) int64`` events.
    """
    first = np.zeros(n_stops + 1, np.int64)
    for filling in range(2):
        if filling:
            for stop in range(n_stops):
                first[stop + 1] += first[stop]
            at = first[:-1].copy()
            leaves = np.empty(first[n_stops], np.int32)
            event_of = np.empty(first[n_stops], np.int64)
        for pattern in range(timetable.pattern_first_stop.size - 1):
            first_visit = timetable.pattern_first_stop[pattern]
            size = timetable.pattern_first_stop[pattern + 1] - first_visit
            trips = timetable.pattern_first_trip[pattern + 1]
            trips -= timetable.pattern_first_trip[pattern]
            for position in range(size - 1):
                if not timetable.pattern_board[first_visit + position]:
                    continue
                stop = timetable.pattern_stop[first_visit + position]
                event = timetable.pattern_first_event[pattern] + position
                for _ in range(trips):
                    time = timetable.departure[event]
                    if first_s <= time <= last_s:
                        if filling:
                            leaves[at[stop]] = time
                            event_of[at[stop]] = event
                            at[stop] += 1
                        else:
                            first[stop + 1] += 1
                    event += size
    for stop in range(n_stops):
        low = first[stop]
        high = first[stop + 1]
        order = np.argsort(-leaves[low:high], kind="mergesort")
        leaves[low:high] = leaves[low:high][order]
        event_of[low:high] = event_of[low:high][order]
    return first, leaves, event_of
