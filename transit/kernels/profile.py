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
(:func:`find_nexts`).

The same search on the mirrored timetable serves journeys from the place: those that leave it in
``[asked, asked + window]``, with times negated.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.kernels.boardings import Boardings
from transit.kernels.raptor import Ends

FAR: Final = 1 << 60
FAR_SMALL: Final = (1 << 31) - 1
_ROOM: Final = 1 << 14

# Columns of an entry: one way on from a boarding.
BURDEN: Final = 0  # ms from leaving the stop on
LO: Final = 1
HI: Final = 2
LENGTH: Final = 3  # metres still to be walked
ALIGHT: Final = 4  # row of the alightings
HOME: Final = 5  # 1 when nothing at the same stop makes it needless for who boards here first
_ENTRY_COLUMNS: Final = 6

# Columns of an alighting: one way on from where a trip is got off.
A_LO: Final = 0
A_HI: Final = 1
A_BURDEN: Final = 2  # ms from getting off on
A_LENGTH: Final = 3
A_POSITION: Final = 4
A_ROW: Final = 5  # row of the egress, or of the boardings when NEXT is an entry
A_NEXT: Final = 6  # entry boarded next, -1 for none
_A_AFTER: Final = 7  # next of the same trip and round, -1 none
_A_ALIVE: Final = 8  # next of those that still matter aboard, -1 none
_ALIGHT_COLUMNS: Final = 9

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


class Asked(NamedTuple):
    """What is asked of a day; times in s, in the direction of the search.

    ``moments (n,) int64`` ascending; ``window_s`` how long before a moment a journey may arrive;
    ``longest_s``: it leaves at most so long before the window; ``most_rides``; ``ride`` weight of
    riding, thousandths; ``waits (n_waits,) int64`` weights of waiting, ascending; ``layer_m``
    metres a layer and ``n_layers`` layers, 1 when the walks are not limited in all (``longest_m``
    is then -1).
    """

    moments: NDArray[np.int64]
    window_s: int
    longest_s: int
    most_rides: int
    ride: int
    waits: NDArray[np.int64]
    longest_m: int
    layer_m: int
    n_layers: int


class Ways(NamedTuple):
    """Every way on that a search has kept.

    ``entries (n_entries, 6) int64`` and ``alights (n_alights, 9) int64`` with the columns named in
    this module; ``event_first`` and ``event_count (most_rides, n_events) int32``: the entries of
    each boarding by rides left less one.
    """

    entries: NDArray[np.int64]
    alights: NDArray[np.int64]
    event_first: NDArray[np.int32]
    event_count: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _spared(gap_on, gap_off, weight_on, weight_off, ride):  # type: ignore[no-untyped-def]
    # Is the bus that leaves ``gap_on`` later and is there ``gap_off`` later no worse for somebody
    # who, once there, waits for something else anyway?
    return weight_on * gap_on + ride * (gap_off - gap_on) <= weight_off * gap_off


@njit(cache=True, nogil=True)
def find_nexts(  # type: ignore[no-untyped-def]
    timetable, at_stops, trip_of, begins, changed, slack, waits, ride, horizon_s
):
    """Return until when it matters that a trip is got off here, and not one that leaves later.

    Whoever gets off at an event boarded at one of the stops before. If from each of them another
    bus leaves later for this stop, nothing that can be caught from the slowest of those need be
    caught from this one.

    Parameters
    ----------
    timetable
        The day, boarding narrowed to what the profile can use.
    at_stops
        What can be boarded at each stop, the latest first.
    trip_of
        ``(n_events,) int32`` trip of each event.
    begins, changed
        ``(n_events,) bool``: can be boarded first, and at a change.
    slack
        ``(n_stops,) int64`` largest weight of waiting before boarding at each stop, thousandths.
    waits
        ``(n_waits,) int64`` weights of waiting after getting off, ascending.
    ride
        Weight of riding, thousandths.
    horizon_s
        Give up after so many seconds.

    Returns
    -------
    ndarray
        ``(n_waits, n_events) int32`` s by the weight of the wait that follows: what is caught at
        this second or later is needless here. A far one where nothing is, the lowest number where
        nobody can get off.
    """
    n_waits = waits.size
    n_patterns = timetable.pattern_first_stop.size - 1
    far = np.iinfo(np.int32).max
    nexts = np.full((n_waits, timetable.arrival.size), -far, np.int32)
    pattern_of = np.empty(timetable.pattern_first_trip[-1], np.int32)
    for pattern in range(n_patterns):
        pattern_of[
            timetable.pattern_first_trip[pattern] : timetable.pattern_first_trip[pattern + 1]
        ] = pattern
    row_of = np.full(timetable.arrival.size, -1, np.int64)
    for row in range(at_stops.event.size):
        row_of[at_stops.event[row]] = row
    off_at = np.full(n_patterns, -1, np.int32)  # last position at which the stop is got off at
    found = np.empty(n_waits, np.int64)
    for stop in range(timetable.stop_first_visit.size - 1):
        first_visit = timetable.stop_first_visit[stop]
        last_visit = timetable.stop_first_visit[stop + 1]
        for visit in range(first_visit, last_visit):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            if timetable.pattern_alight[timetable.pattern_first_stop[pattern] + position]:
                off_at[pattern] = max(off_at[pattern], position)
        for visit in range(first_visit, last_visit):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            pattern_visit = timetable.pattern_first_stop[pattern]
            if not timetable.pattern_alight[pattern_visit + position]:
                continue
            size = timetable.pattern_first_stop[pattern + 1] - pattern_visit
            first_trip = timetable.pattern_first_trip[pattern]
            for trip in range(first_trip, timetable.pattern_first_trip[pattern + 1]):
                base = timetable.pattern_first_event[pattern] + (trip - first_trip) * size
                time = np.int64(timetable.arrival[base + position])
                most = np.full(n_waits, -far, np.int64)
                for before in range(position - 1, -1, -1):
                    board = timetable.pattern_stop[pattern_visit + before]
                    row = row_of[base + before]
                    here = base + before
                    if row < 0 or not (begins[here] or changed[here]):
                        continue
                    leave = np.int64(timetable.departure[base + before])
                    found[:] = far
                    left = n_waits
                    while left > 0 and row > at_stops.first[board]:
                        row -= 1  # the next to leave
                        event = at_stops.event[row]
                        gap_on = np.int64(timetable.departure[event]) - leave
                        if gap_on > horizon_s:
                            break
                        other = trip_of[event]
                        if gap_on == 0 and other < trip:
                            continue
                        kind = pattern_of[other]
                        kind_size = (
                            timetable.pattern_first_stop[kind + 1]
                            - timetable.pattern_first_stop[kind]
                        )
                        start = (
                            timetable.pattern_first_event[kind]
                            + (other - timetable.pattern_first_trip[kind]) * kind_size
                        )
                        if off_at[kind] <= event - start or other == trip:
                            continue
                        there = np.int64(timetable.arrival[start + off_at[kind]])
                        gap_off = there - time
                        worth = slack[board] if changed[here] else np.int64(0)
                        for weight in range(n_waits):
                            if found[weight] == far and _spared(
                                gap_on, gap_off, worth, waits[weight], ride
                            ):
                                found[weight] = there
                                left -= 1
                    for weight in range(n_waits):
                        most[weight] = max(most[weight], found[weight])
                    lowest = far
                    for weight in range(n_waits):
                        lowest = min(lowest, most[weight])
                    if lowest == far:
                        break
                for weight in range(n_waits):
                    nexts[weight, base + position] = most[weight]
        for visit in range(first_visit, last_visit):
            off_at[timetable.visit_pattern[visit]] = -1
    return nexts


@njit(cache=True, nogil=True)
def find_rows_of_use(timetable, nexts, changes, horizon_s):  # type: ignore[no-untyped-def]
    """Return which changes can follow a ride that nothing makes needless.

    Parameters
    ----------
    timetable
        The day.
    nexts
        Of :func:`find_nexts`.
    changes
        What can be boarded by who gets off at each stop.
    horizon_s
        Longest wait, s.

    Returns
    -------
    ndarray
        ``(n_changes,) bool``.
    """
    of_use = np.zeros(changes.event.size, np.bool_)
    begin = np.empty(64, np.int64)
    end = np.empty(64, np.int64)
    for stop in range(timetable.stop_first_visit.size - 1):
        n = 0
        for visit in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[visit]
            first_visit = timetable.pattern_first_stop[pattern]
            position = timetable.visit_position[visit]
            if not timetable.pattern_alight[first_visit + position]:
                continue
            size = timetable.pattern_first_stop[pattern + 1] - first_visit
            trips = timetable.pattern_first_trip[pattern + 1]
            trips -= timetable.pattern_first_trip[pattern]
            for trip in range(trips):
                event = timetable.pattern_first_event[pattern] + trip * size + position
                time = np.int64(timetable.arrival[event])
                last = np.int64(nexts[0, event])
                for weight in range(1, nexts.shape[0]):
                    last = max(last, np.int64(nexts[weight, event]))
                if last <= time:
                    continue
                if n == begin.size:
                    wide = np.empty(2 * n, np.int64)
                    wide[:n] = begin
                    begin = wide
                    wide = np.empty(2 * n, np.int64)
                    wide[:n] = end
                    end = wide
                begin[n] = time
                end[n] = min(last, time + horizon_s + 1)
                n += 1
        order = np.argsort(begin[:n])
        reach = np.int64(-FAR)
        at = 0
        for row in range(changes.first[stop + 1] - 1, changes.first[stop] - 1, -1):
            latest = changes.latest[row]
            while at < n and begin[order[at]] <= latest:
                reach = max(reach, end[order[at]])
                at += 1
            of_use[row] = latest < reach
    return of_use


@njit(cache=True, nogil=True)
def _wider(table):  # type: ignore[no-untyped-def]
    wide = np.empty((2 * table.shape[0], table.shape[1]), table.dtype)
    wide[: table.shape[0]] = table
    return wide


@njit(cache=True, nogil=True)
def _below(length, asked):  # type: ignore[no-untyped-def]
    # Highest layer in which nothing is longer than this.
    return length // asked.layer_m if asked.n_layers > 1 else 0


@njit(cache=True, nogil=True)
def _above(length, asked):  # type: ignore[no-untyped-def]
    # Lowest layer to which this belongs; n_layers when there is none.
    return -((-length) // asked.layer_m) if asked.n_layers > 1 else 0


@njit(cache=True, nogil=True)
def _served(best, low, high, cost):  # type: ignore[no-untyped-def]
    # Sliced first and without a way out of the loop, so that it becomes vector instructions.
    part = best[low : high + 1]
    worst = part[0]
    for at in range(part.size):
        worst = max(worst, part[at])
    return worst <= cost


@njit(cache=True, nogil=True)
def _serve(best, low, high, cost):  # type: ignore[no-untyped-def]
    least = best.dtype.type(cost)
    part = best[low : high + 1]
    for at in range(part.size):
        part[at] = min(part[at], least)


@njit(cache=True, nogil=True)
def _served_waiting(best, waits, own, low, high, time, cost):  # type: ignore[no-untyped-def]
    # As _served at a stop, where ``best`` has a row for each weight up to the own one.
    if own == 0:
        return _served(best[0], low, high, cost + waits[0] * time)
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
                    best[_below(length, asked)], asked.waits, own, low, high, latest, cost
                ):
                    continue
                for layer in range(_above(length, asked), asked.n_layers):
                    _serve(best[layer, own], low, high, cost + wait * latest)
                if left < rides - 1:
                    continue
                if n_offers == offers.shape[0]:
                    offers = _wider(offers)
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
    if low > high or _served(best[_below(length, asked)], low - offset, high - offset, cost):
        return alights, n_alights
    for layer in range(_above(length, asked), asked.n_layers):
        _serve(best[layer], low - offset, high - offset, cost)
    if n_alights == alights.shape[0]:
        alights = _wider(alights)
    alights[n_alights, A_LO] = low
    alights[n_alights, A_HI] = high
    alights[n_alights, A_BURDEN] = burden
    alights[n_alights, A_LENGTH] = length
    alights[n_alights, A_POSITION] = position
    alights[n_alights, A_ROW] = row
    alights[n_alights, A_NEXT] = entry
    alights[n_alights, _A_AFTER] = -1
    alights[n_alights, _A_ALIVE] = -1
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
        after = alights[way, _A_ALIVE]
        low = alights[way, A_LO]
        high = alights[way, A_HI]
        length = alights[way, A_LENGTH]
        below = _below(length, asked)
        ahead = base[alights[way, A_POSITION]]
        cost = alights[way, A_BURDEN] + asked.ride * np.int64(ahead)
        if asked.moments[low] > leave + asked.window_s + asked.longest_s or _served(
            best[below], low - offset, high - offset, cost - 1
        ):
            if before < 0:
                heads[trip] = after
            else:
                alights[before, _A_ALIVE] = after
            way = after
            continue
        before = way
        burden = cost - asked.ride * leave
        home = begins and not _served(at_home[below], low, high, burden)
        # What costs no less later is needless at a change only where waiting is paid for too.
        change = changed and not _served(at_change[below], low, high, burden + weight * leave)
        if home or change:
            for layer in range(_above(length, asked), asked.n_layers):
                if home:
                    _serve(at_home[layer], low, high, burden)
                if change:
                    _serve(at_change[layer], low, high, burden + weight * leave)
            if n_entries == entries.shape[0]:
                entries = _wider(entries)
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
            for layer in range(_above(entries[entry, LENGTH], asked), asked.n_layers):
                if entries[entry, HOME]:
                    _serve(at_home[layer], low, high, burden)
                if changed:
                    _serve(at_change[layer], low, high, burden + weight * leave)


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
                    for layer in range(_above(alights[at, A_LENGTH], asked), asked.n_layers):
                        _serve(
                            best[layer],
                            alights[at, A_LO] - offset[trip],
                            alights[at, A_HI] - offset[trip],
                            cost,
                        )
                    at = alights[at, _A_AFTER]
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
                alights[way, _A_ALIVE] = heads[trip]
                heads[trip] = way
                if tails[trip] < 0:
                    starts[rides - 1, trip] = way
                else:
                    alights[tails[trip], _A_AFTER] = way
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
        np.empty((_ROOM, _ENTRY_COLUMNS), np.int64),
        np.empty((_ROOM, _ALIGHT_COLUMNS), np.int64),
        np.zeros((most, n_events), np.int32),
        np.zeros((most, n_events), np.int32),
    )
    offers = np.empty((_ROOM, _OFFER_COLUMNS), np.int64)
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


class Course(NamedTuple):
    """A day as a search runs through it.

    ``timetable`` narrowed to what the profile can use; ``order (n,) int64`` the boardings, the
    last to leave first, of one trip in turn from its end; ``place_of (n_events, 2) int64`` pattern
    and trip of each event; ``slack (n_stops,) int64`` largest weight of waiting before boarding at
    each stop, thousandths; ``changes`` what can be boarded by who gets off at each stop.

    By rides left less one: ``nexts (most_rides, n_waits, n_events) int32`` as :func:`find_nexts`
    gives it, ``rows_of_use (most_rides, n_changes) bool`` which changes can follow a ride,
    ``changed (most_rides, n_events) bool`` what can be boarded at a change. ``begins (n_events,)
    bool`` what can be boarded first.
    """

    timetable: TimetableArrays
    order: NDArray[np.int64]
    place_of: NDArray[np.int64]
    slack: NDArray[np.int64]
    changes: Boardings
    nexts: NDArray[np.int32]
    rows_of_use: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    changed: NDArray[np.bool_]


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
    like = frozen([FAR_SMALL], np.int32) if small else frozen([FAR], np.int64)
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


# Columns of a journey from a home.
J_DEPART: Final = 0  # last second at which to leave home
J_BURDEN: Final = 1  # s, rounded up
J_CHANGES: Final = 2
J_FROM: Final = 3  # first and last asked moment at which nothing beats it
J_TO: Final = 4
J_ENTRY: Final = 5
J_BOARDING: Final = 6  # row of the home's boardings
J_LENGTH: Final = 7
J_COLUMNS: Final = 8


@njit(cache=True, nogil=True)
def _needed(best, low, high, burden):  # type: ignore[no-untyped-def]
    # The moments at which a journey is needed, empty where there are none. What beats it covers
    # the first of its moments or the last, never only some between.
    while low <= high and best[low] <= burden:
        low += 1
    while low <= high and best[high] <= burden:
        high -= 1
    return low, high


@njit(cache=True, nogil=True)
def _first_boardings(ways):  # type: ignore[no-untyped-def]
    # The ways on that matter to who boards first, by boarding, side by side in memory.
    entries, _, event_first, event_count = ways
    n_events = event_first.shape[1]
    first = np.zeros(n_events + 1, np.int32)
    chosen = np.empty((entries[:, HOME].sum(), 6), np.int64)
    n = 0
    for event in range(n_events):
        for left in range(event_first.shape[0]):
            start = event_first[left, event]
            for entry in range(start, start + event_count[left, event]):
                if entries[entry, HOME]:
                    chosen[n, :4] = entries[entry, :4]
                    chosen[n, 4] = entry
                    chosen[n, 5] = left
                    n += 1
        first[event + 1] = n
    return first, chosen


@njit(cache=True, nogil=True)
def journeys_of(homes, first_home, last_home, asked, ways):  # type: ignore[no-untyped-def]
    """Return every journey by bus that matters to each of some homes.

    Parameters
    ----------
    homes
        What can be boarded from each home (:class:`~transit.kernels.boardings.Boardings`).
    first_home, last_home
        Which of them: from the first up to, not including, the last.
    asked
        What was asked.
    ways
        What the search has kept.

    Returns
    -------
    first, journeys : ndarray
        ``(n_homes + 1,) int64`` into ``(n, 8) int64``, columns as named in this module, the last
        to leave first.
    """
    chosen_first, chosen = _first_boardings(ways)
    n_rides = asked.most_rides
    first = np.zeros(last_home - first_home + 1, np.int64)
    table = np.empty((_ROOM, J_COLUMNS), np.int64)
    n = 0
    best = np.empty((n_rides, asked.moments.size), np.int64)
    for home in range(first_home, last_home):
        begun = False
        same = n  # first journey with the present departure
        depart = np.int64(0)
        for row in range(homes.first[home], homes.first[home + 1]):
            event = homes.event[row]
            latest = np.int64(homes.latest[row])
            for at in range(chosen_first[event], chosen_first[event + 1]):
                length = chosen[at, LENGTH] + homes.length_m[row]
                if asked.longest_m >= 0 and length > asked.longest_m:
                    continue
                if not begun:
                    best[:] = FAR
                    begun = True
                low = chosen[at, LO]
                high = chosen[at, HI]
                while (
                    high >= low and asked.moments[high] > latest + asked.window_s + asked.longest_s
                ):
                    high -= 1
                left = chosen[at, 5]
                burden = -(-(homes.burden_ms[row] + chosen[at, BURDEN]) // 1000)
                low, high = _needed(best[left], low, high, burden)
                if low > high:
                    continue
                for more in range(left, n_rides):
                    _serve(best[more], low, high, burden)
                if latest != depart or n == first[home - first_home]:
                    same = n
                    depart = latest
                if n == table.shape[0]:
                    table = _wider(table)
                table[n, J_DEPART] = latest
                table[n, J_BURDEN] = burden
                table[n, J_CHANGES] = left
                table[n, J_FROM] = low
                table[n, J_TO] = high
                table[n, J_ENTRY] = chosen[at, 4]
                table[n, J_BOARDING] = row
                table[n, J_LENGTH] = length
                n = _drop_beaten(table, same, n)
        first[home - first_home + 1] = n
    return first, table[:n].copy()


@njit(cache=True, nogil=True)
def _drop_beaten(table, same, new):  # type: ignore[no-untyped-def]
    # Of journeys that leave at the same second an earlier found one may be beaten by the new one.
    kept = same
    for at in range(same, new + 1):
        if (
            at < new
            and table[new, J_CHANGES] <= table[at, J_CHANGES]
            and table[new, J_BURDEN] <= table[at, J_BURDEN]
        ):
            low = table[at, J_FROM]
            high = table[at, J_TO]
            if table[new, J_FROM] <= low and high <= table[new, J_TO]:
                continue
            if table[new, J_FROM] <= low <= table[new, J_TO]:
                low = table[new, J_TO] + 1
            elif table[new, J_FROM] <= high <= table[new, J_TO]:
                high = table[new, J_FROM] - 1
            table[at, J_FROM] = low
            table[at, J_TO] = high
        if kept != at:
            table[kept] = table[at]
        kept += 1
    return kept
