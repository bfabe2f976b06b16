"""All worthwhile journeys to one place, from every bus of the day, for every time asked.

One search answers for all homes and all moments. It runs backwards: round ``k`` finds for every
boarding of the day (a trip at a stop) what is still ahead when ``k`` more rides are made. An
*entry* of a boarding is one way on from there: burden still ahead, and the range of *asked moments*
that it serves. A journey that arrives at ``a`` serves the moments in ``[a, a + window]``, so ``lo``
and ``hi`` are the first and the last of the asked moments in there. Burden is what
:mod:`transit.kernels.raptor` says it is, in the same whole numbers.

*Dominance.* An entry is needless when each moment that it serves is served at no more burden, with
no more rides and no longer walks, by others that can be had instead. One row of best burdens over
the asked moments (``best``) tells so in one pass over ``lo .. hi``:

- aboard a trip, burdens are compared as if everybody had boarded at the same second: burden at
  getting off plus weight of riding times that second;
- at a stop just got off at, where staying longer costs, by what they cost at the last second at
  which the one that is tested can be had; weights of waiting differ between stops, so there is a
  row for each;
- at a home, where staying longer costs nothing, the later departure comes first.

Where the metres walked in all are limited, a shorter walk may be worth more burden. Rows are then
kept for layers of metres, and an entry is only compared with those of layers not above its own:
some needless ones survive, none that is needed is lost, and at the home the limit is exact.

*Which trips to get off.* Whatever can be caught from a bus that leaves later need not be caught
from this one, if waiting before that bus costs no more than waiting after this one
(:func:`transit.kernels.nexts.find_nexts`).

The same search on the mirrored timetable serves journeys from the place: those that leave it in
``[asked, asked + window]``, with times negated.
"""

from typing import Final

import numpy as np
from numba import njit

from transit.kernels.arrays import frozen
from transit.kernels.raptor import Ends
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
    ALIGHT,
    ALIGHT_COLUMNS,
    BURDEN,
    ENTRY_COLUMNS,
    FAR,
    FAR_SMALL,
    HI,
    HOME,
    LENGTH,
    LO,
    ROOM,
    Asked,
    Course,
    Ways,
    layer_above,
    layer_below,
    serve,
    served,
    wider,
)

# Columns of an offer: what somebody who gets off at a stop can do.
_O_LATEST: Final = 0
_O_COST: Final = 1
_O_WAIT: Final = 2
_O_LO: Final = 3
_O_HI: Final = 4
_O_LENGTH: Final = 5
_O_ROW: Final = 6
_O_NEXT: Final = 7
_OFFER_COLUMNS: Final = 8


@njit(cache=True, nogil=True)
def _served_waiting(best, waits, own, low, high, time, cost):  # type: ignore[no-untyped-def]
    # As _served at a stop, where ``best`` has a row for each weight up to the own one.
    if own == 0:
        return served(best[0], low, high, cost + waits[0] * time)
    for moment in range(low, high + 1):
        fine = False
        for weight in range(own + 1):
            if best[weight, moment] - waits[weight] * time <= cost:
                fine = True
                break
        if not fine:
            return False
    return True


@njit(cache=True, nogil=True)
def _offers_at(stop, boardings, of_use, asked, ways, rides, best, offers, n_offers):  # type: ignore[no-untyped-def]
    # What can be done with ``rides`` more rides by who gets off at the stop, the latest first.
    entries, _, event_first, event_count = ways
    begun = False
    for row in range(boardings.first[stop], boardings.first[stop + 1]):
        if not of_use[row]:
            continue
        event = boardings.event[row]
        for left in range(rides):
            count = event_count[left, event]
            if count == 0:
                continue
            if not begun:
                best[:] = FAR
                begun = True
            latest = np.int64(boardings.latest[row])
            wait = boardings.wait[row]
            own = 0
            while asked.waits[own] != wait:
                own += 1
            first = event_first[left, event]
            for entry in range(first, first + count):
                length = entries[entry, LENGTH] + boardings.length_m[row]
                if asked.longest_m < 0:
                    length = np.int64(0)
                elif length > asked.longest_m:
                    continue
                low = entries[entry, LO]
                high = entries[entry, HI]
                if asked.moments[low] > latest + asked.window_s + asked.longest_s:
                    continue
                cost = boardings.burden_ms[row] + entries[entry, BURDEN]
                if _served_waiting(
                    best[layer_below(length, asked)], asked.waits, own, low, high, latest, cost
                ):
                    continue
                for layer in range(layer_above(length, asked), asked.n_layers):
                    serve(best[layer, own], low, high, cost + wait * latest)
                if left < rides - 1:
                    continue
                if n_offers == offers.shape[0]:
                    offers = wider(offers)
                offers[n_offers, _O_LATEST] = latest
                offers[n_offers, _O_COST] = cost
                offers[n_offers, _O_WAIT] = wait
                offers[n_offers, _O_LO] = low
                offers[n_offers, _O_HI] = high
                offers[n_offers, _O_LENGTH] = length
                offers[n_offers, _O_ROW] = row
                offers[n_offers, _O_NEXT] = entry
                n_offers += 1
    return offers, n_offers


@njit(cache=True, nogil=True)
def _latest_from(offers, first, last, time):  # type: ignore[no-untyped-def]
    # Offers are sorted from late to early: the end of those that are not before ``time``.
    low = first
    high = last
    while low < high:
        middle = (low + high) >> 1
        if offers[middle, _O_LATEST] >= time:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _get_off(  # type: ignore[no-untyped-def]
    position, time, offset, low, high, burden, length, row, entry, asked, best, alights, n_alights
):
    # Adds a way on from getting off, unless it is needless. Returns the table and its rows.
    cost = burden + asked.ride * time
    if asked.longest_m < 0:
        length = np.int64(0)
    elif length > asked.longest_m:
        return alights, n_alights
    high = min(high, offset + best.shape[1] - 1)
    if low > high or served(best[layer_below(length, asked)], low - offset, high - offset, cost):
        return alights, n_alights
    for layer in range(layer_above(length, asked), asked.n_layers):
        serve(best[layer], low - offset, high - offset, cost)
    if n_alights == alights.shape[0]:
        alights = wider(alights)
    alights[n_alights, A_LO] = low
    alights[n_alights, A_HI] = high
    alights[n_alights, A_BURDEN] = burden
    alights[n_alights, A_LENGTH] = length
    alights[n_alights, A_POSITION] = position
    alights[n_alights, A_ROW] = row
    alights[n_alights, A_NEXT] = entry
    alights[n_alights, A_AFTER] = -1
    alights[n_alights, A_ALIVE] = -1
    return alights, n_alights + 1


@njit(cache=True, nogil=True)
def _ways_off(  # type: ignore[no-untyped-def]
    stop,
    position,
    time,
    event,
    offset,
    nexts,
    egress,
    asked,
    rides,
    offers,
    offer_first,
    best,
    alights,
    n_alights,
):
    # Everything that somebody who gets off here can do. Returns the table and its rows.
    if rides == 1:
        for row in range(egress.first[stop], egress.first[stop + 1]):
            there = time + egress.time_s[row]
            low = np.searchsorted(asked.moments, there)
            high = np.searchsorted(asked.moments, there + asked.window_s, side="right") - 1
            alights, n_alights = _get_off(
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
                alights,
                n_alights,
            )
        return alights, n_alights
    enough = np.int64(nexts[0, event])
    for weight in range(1, nexts.shape[0]):
        enough = max(enough, np.int64(nexts[weight, event]))
    enough = min(enough, time + asked.window_s + asked.longest_s + 1)
    at = _latest_from(offers, offer_first[stop], offer_first[stop + 1], time)
    while at > offer_first[stop]:
        at -= 1
        latest = offers[at, _O_LATEST]
        if latest >= enough:
            break
        if nexts.shape[0] > 1:
            own = 0
            while asked.waits[own] != offers[at, _O_WAIT]:
                own += 1
            if latest >= nexts[own, event]:
                continue
        alights, n_alights = _get_off(
            position,
            time,
            offset,
            offers[at, _O_LO],
            offers[at, _O_HI],
            offers[at, _O_COST] + offers[at, _O_WAIT] * (latest - time),
            offers[at, _O_LENGTH],
            offers[at, _O_ROW],
            offers[at, _O_NEXT],
            asked,
            best,
            alights,
            n_alights,
        )
    return alights, n_alights


@njit(cache=True, nogil=True)
def _trip_windows(timetable, asked):  # type: ignore[no-untyped-def]
    # For each trip the first moment that it can serve, and how many any trip can.
    offset = np.zeros(timetable.pattern_first_trip[-1], np.int64)
    width = np.int64(1)
    for pattern in range(timetable.pattern_first_stop.size - 1):
        size = timetable.pattern_first_stop[pattern + 1] - timetable.pattern_first_stop[pattern]
        event = timetable.pattern_first_event[pattern]
        for trip in range(
            timetable.pattern_first_trip[pattern], timetable.pattern_first_trip[pattern + 1]
        ):
            offset[trip] = np.searchsorted(asked.moments, timetable.departure[event])
            last = timetable.departure[event + size - 1] + asked.window_s + asked.longest_s
            end = np.searchsorted(asked.moments, last, side="right")
            width = max(width, end - offset[trip])
            event += size
    return offset, width


@njit(cache=True, nogil=True)
def _aboard(  # type: ignore[no-untyped-def]
    event, trip, order, best, offset, at_change, at_home, asked, rides, use, ways, n_entries, heads
):
    # Keeps the ways on from one boarding that are not needless at its stop.
    entries, alights, event_first, event_count = ways
    base, leave, weight = order
    begins, changed = use
    event_first[rides - 1, event] = n_entries
    before = -1
    way = heads[trip]
    while way >= 0:
        after = alights[way, A_ALIVE]
        low = alights[way, A_LO]
        high = alights[way, A_HI]
        length = alights[way, A_LENGTH]
        below = layer_below(length, asked)
        ahead = base[alights[way, A_POSITION]]
        cost = alights[way, A_BURDEN] + asked.ride * np.int64(ahead)
        if asked.moments[low] > leave + asked.window_s + asked.longest_s or served(
            best[below], low - offset, high - offset, cost - 1
        ):
            if before < 0:
                heads[trip] = after
            else:
                alights[before, A_ALIVE] = after
            way = after
            continue
        before = way
        burden = cost - asked.ride * leave
        home = begins and not served(at_home[below], low, high, burden)
        # What costs no less later is needless at a change only where waiting is paid for too.
        change = changed and not served(at_change[below], low, high, burden + weight * leave)
        if home or change:
            for layer in range(layer_above(length, asked), asked.n_layers):
                if home:
                    serve(at_home[layer], low, high, burden)
                if change:
                    serve(at_change[layer], low, high, burden + weight * leave)
            if n_entries == entries.shape[0]:
                entries = wider(entries)
            entries[n_entries, BURDEN] = burden
            entries[n_entries, LO] = low
            entries[n_entries, HI] = high
            entries[n_entries, LENGTH] = length
            entries[n_entries, ALIGHT] = way
            entries[n_entries, HOME] = home
            n_entries += 1
        way = after
    event_count[rides - 1, event] = n_entries - event_first[rides - 1, event]
    return entries, n_entries


@njit(cache=True, nogil=True)
def _fewer_rides(event, leave, weight, at_change, at_home, asked, rides, changed, ways):  # type: ignore[no-untyped-def]
    # What the same boarding serves with fewer rides counts against what needs more.
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
                if changed:
                    serve(at_change[layer], low, high, burden + weight * leave)


@njit(cache=True, nogil=True)
def _ride(  # type: ignore[no-untyped-def]
    timetable,
    order,
    place_of,
    slack,
    nexts,
    egress,
    asked,
    rides,
    offers,
    offer_first,
    use,
    ways,
    n_entries,
    n_alights,
    starts,
    room,
):
    # One round: every boarding of the day, the last first. Returns the tables and their rows.
    entries, alights, event_first, event_count = ways
    offset, by_trip, at_change, at_home, far = room
    begins, changed = use
    by_trip[:] = far[0]
    at_home[:] = far[0]
    at_change[:] = far[0]
    n_trips = offset.size
    heads = np.full(n_trips, -1, np.int64)
    tails = np.full(n_trips, -1, np.int64)
    cursor = np.full(n_trips, np.iinfo(np.int32).max, np.int64)
    earlier = starts[: rides - 1].copy()
    for event in order:
        pattern, trip = place_of[event]
        first_event = timetable.pattern_first_event[pattern]
        first_visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - first_visit
        base = first_event + (trip - timetable.pattern_first_trip[pattern]) * size
        board = event - base
        best = by_trip[trip]
        for position in range(min(cursor[trip], size - 1), board, -1):
            time = np.int64(timetable.arrival[base + position])
            for left in range(rides - 1):
                at = earlier[left, trip]
                while at >= 0 and alights[at, A_POSITION] == position:
                    cost = alights[at, A_BURDEN] + asked.ride * time
                    for layer in range(layer_above(alights[at, A_LENGTH], asked), asked.n_layers):
                        serve(
                            best[layer],
                            alights[at, A_LO] - offset[trip],
                            alights[at, A_HI] - offset[trip],
                            cost,
                        )
                    at = alights[at, A_AFTER]
                earlier[left, trip] = at
            if not timetable.pattern_alight[first_visit + position]:
                continue
            stop = timetable.pattern_stop[first_visit + position]
            before = n_alights
            alights, n_alights = _ways_off(
                stop,
                position,
                time,
                base + position,
                offset[trip],
                nexts,
                egress,
                asked,
                rides,
                offers,
                offer_first,
                best,
                alights,
                n_alights,
            )
            for way in range(before, n_alights):
                alights[way, A_ALIVE] = heads[trip]
                heads[trip] = way
                if tails[trip] < 0:
                    starts[rides - 1, trip] = way
                else:
                    alights[tails[trip], A_AFTER] = way
                tails[trip] = way
        cursor[trip] = board
        stop = timetable.pattern_stop[first_visit + board]
        leave = np.int64(timetable.departure[event])
        now = Ways(entries, alights, event_first, event_count)
        here = (begins[event], changed[event])
        if rides > 1:
            _fewer_rides(
                event,
                leave,
                slack[stop],
                at_change[stop],
                at_home[stop],
                asked,
                rides,
                changed[event],
                now,
            )
        if heads[trip] >= 0 and (begins[event] or changed[event]):
            entries, n_entries = _aboard(
                event,
                trip,
                (timetable.arrival[base : base + size], leave, slack[stop]),
                best,
                offset[trip],
                at_change[stop],
                at_home[stop],
                asked,
                rides,
                here,
                now,
                n_entries,
                heads,
            )
    return Ways(entries, alights, event_first, event_count), n_entries, n_alights


@njit(cache=True, nogil=True)
def _profile_to(  # type: ignore[no-untyped-def]
    timetable,
    order,
    place_of,
    slack,
    nexts,
    egress,
    changes,
    rows_of_use,
    begins,
    changed,
    asked,
    like,
):
    n_stops = timetable.stop_first_visit.size - 1
    n_events = timetable.arrival.size
    most = asked.most_rides
    ways = Ways(
        np.empty((ROOM, ENTRY_COLUMNS), np.int64),
        np.empty((ROOM, ALIGHT_COLUMNS), np.int64),
        np.zeros((most, n_events), np.int32),
        np.zeros((most, n_events), np.int32),
    )
    offers = np.empty((ROOM, _OFFER_COLUMNS), np.int64)
    offer_first = np.zeros(n_stops + 1, np.int64)
    n_moments = asked.moments.size
    best = np.empty((asked.n_layers, asked.waits.size, n_moments), np.int64)
    offset, width = _trip_windows(timetable, asked)
    starts = np.full((most, offset.size), -1, np.int64)
    room = (
        offset,
        np.empty((offset.size, asked.n_layers, width), like.dtype),
        np.empty((n_stops, asked.n_layers, n_moments), like.dtype),
        np.empty((n_stops, asked.n_layers, n_moments), like.dtype),
        like,
    )
    n_entries = 0
    n_alights = 0
    for rides in range(1, most + 1):
        if rides > 1:
            n_offers = 0
            for stop in range(n_stops):
                offer_first[stop] = n_offers
                offers, n_offers = _offers_at(
                    stop,
                    changes,
                    rows_of_use[rides - 1],
                    asked,
                    ways,
                    rides - 1,
                    best,
                    offers,
                    n_offers,
                )
            offer_first[n_stops] = n_offers
            if n_offers == 0:
                break
        ways, n_entries, n_alights = _ride(
            timetable,
            order,
            place_of,
            slack,
            nexts[rides - 1],
            egress,
            asked,
            rides,
            offers,
            offer_first,
            (begins, changed[rides - 1]),
            ways,
            n_entries,
            n_alights,
            starts,
            room,
        )
    return Ways(
        ways.entries[:n_entries].copy(),
        ways.alights[:n_alights].copy(),
        ways.event_first,
        ways.event_count,
    )


def profile_to(course: Course, egress: Ends, asked: Asked) -> Ways:
    """Search every way to one place.

    Parameters
    ----------
    course
        The day in the direction of the search.
    egress
        Walks from stops to the place.
    asked
        What is asked.

    Returns
    -------
    Ways
        What is kept.
    """
    small = _fits(course, egress, asked)
    like = frozen(np.array([FAR_SMALL if small else FAR]), np.int32 if small else np.int64)
    made = _profile_to(
        course.timetable,
        course.order,
        course.place_of,
        course.slack,
        course.nexts,
        egress,
        course.changes,
        course.rows_of_use,
        course.begins,
        course.changed,
        asked,
        like,
    )
    return Ways(*made)


def _fits(course: Course, egress: Ends, asked: Asked) -> bool:
    """Return whether no burden that is compared can leave 32 bits."""
    seconds = int(np.abs(course.timetable.departure).max(initial=0))
    seconds += int(np.abs(course.timetable.arrival).max(initial=0))
    seconds += asked.window_s + asked.longest_s
    weight = max(int(asked.waits.max(initial=0)), asked.ride)
    walked = int(egress.burden_ms.max(initial=0))
    walked += asked.most_rides * int(course.changes.burden_ms.max(initial=0))
    return 2 * weight * seconds + walked < FAR_SMALL
