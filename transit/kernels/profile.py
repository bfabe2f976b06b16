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

*Which trips to get off.* Whatever can be caught from the pattern's next trip as well need not be
caught from this one, if the wait saved costs no more than waiting for the next trip where this one
is boarded. ``lag`` says how much that can be.

The same search on the mirrored timetable serves journeys from the place: those that leave it in
``[asked, asked + window]``, with times negated.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays

FAR: Final = 1 << 60
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
A_TRIP: Final = 7
_ALIGHT_COLUMNS: Final = 8

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

    ``entries (n_entries, 6) int64`` and ``alights (n_alights, 8) int64`` with the columns named in
    this module; ``event_first`` and ``event_count (most_rides, n_events) int32``: the entries of
    each boarding by rides left less one.
    """

    entries: NDArray[np.int64]
    alights: NDArray[np.int64]
    event_first: NDArray[np.int32]
    event_count: NDArray[np.int32]


@njit(cache=True, nogil=True)
def find_lags(timetable, slack, ride):  # type: ignore[no-untyped-def]
    """Return what taking the pattern's next trip instead can cost, got off at each event.

    Parameters
    ----------
    timetable
        The day, boarding narrowed to what the profile can use.
    slack
        ``(n_stops,) int64`` largest weight of waiting before boarding at each stop, thousandths.
    ride
        Weight of riding, thousandths.

    Returns
    -------
    tuple of ndarray
        ``(n_events,) int64`` ms: when boarded at a change, and when boarded first; ``-FAR`` where
        it cannot have been boarded, ``FAR`` for a pattern's last trip.
    """
    changed = np.full(timetable.arrival.size, FAR, np.int64)
    begun = np.full(timetable.arrival.size, FAR, np.int64)
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first = timetable.pattern_first_stop[pattern]
        n = timetable.pattern_first_stop[pattern + 1] - first
        trips = timetable.pattern_first_trip[pattern + 1] - timetable.pattern_first_trip[pattern]
        event = timetable.pattern_first_event[pattern]
        for _ in range(trips - 1):
            most_changed = np.int64(-FAR)
            most_begun = np.int64(-FAR)
            for at in range(n):
                later = ride * np.int64(timetable.arrival[event + n] - timetable.arrival[event])
                changed[event] = most_changed + later if most_changed > -FAR else -FAR
                begun[event] = most_begun + later if most_begun > -FAR else -FAR
                if timetable.pattern_board[first + at]:
                    gap = np.int64(timetable.departure[event + n] - timetable.departure[event])
                    weight = slack[timetable.pattern_stop[first + at]]
                    most_changed = max(most_changed, (weight - ride) * gap)
                    most_begun = max(most_begun, -ride * gap)
                event += 1
    return changed, begun


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
    for moment in range(low, high + 1):
        if best[moment] > cost:
            return False
    return True


@njit(cache=True, nogil=True)
def _beaten(best, low, high, cost):  # type: ignore[no-untyped-def]
    for moment in range(low, high + 1):
        if best[moment] >= cost:
            return False
    return True


@njit(cache=True, nogil=True)
def _serve(best, low, high, cost):  # type: ignore[no-untyped-def]
    for moment in range(low, high + 1):
        best[moment] = min(best[moment], cost)


@njit(cache=True, nogil=True)
def _served_waiting(best, waits, own, low, high, time, cost):  # type: ignore[no-untyped-def]
    # As _served at a stop, where ``best`` has a row for each weight up to the own one.
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
def _offers_at(stop, boardings, asked, ways, rides, best, offers, n_offers):  # type: ignore[no-untyped-def]
    # What can be done with ``rides`` more rides by who gets off at the stop, the latest first.
    entries, alights, event_first, event_count = ways
    begun = False
    for row in range(boardings.first[stop], boardings.first[stop + 1]):
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
    trip, position, time, low, high, burden, length, row, entry, asked, best, alights, n_alights
):
    # Adds a way on from getting off, unless it is needless. Returns the table and its rows.
    cost = burden + asked.ride * time
    if asked.longest_m < 0:
        length = np.int64(0)
    elif length > asked.longest_m:
        return alights, n_alights
    if _served(best[_below(length, asked)], low, high, cost):
        return alights, n_alights
    for layer in range(_above(length, asked), asked.n_layers):
        _serve(best[layer], low, high, cost)
    if n_alights == alights.shape[0]:
        alights = _wider(alights)
    alights[n_alights, A_LO] = low
    alights[n_alights, A_HI] = high
    alights[n_alights, A_BURDEN] = burden
    alights[n_alights, A_LENGTH] = length
    alights[n_alights, A_POSITION] = position
    alights[n_alights, A_ROW] = row
    alights[n_alights, A_NEXT] = entry
    alights[n_alights, A_TRIP] = trip
    return alights, n_alights + 1


@njit(cache=True, nogil=True)
def _ride(  # type: ignore[no-untyped-def]
    timetable, lag, egress, asked, rides, offers, offer_first, ways, n_entries, n_alights,
    trip_first, trip_count,
):
    # One round: every trip from its last stop to its first. Returns the tables and their rows.
    entries, alights, event_first, event_count = ways
    n_moments = asked.moments.size
    best = np.full((asked.n_layers, n_moments), FAR, np.int64)
    live = np.empty(256, np.int64)
    earlier = np.empty(rides, np.int64)
    lightest = asked.waits[0]
    for pattern in range(timetable.pattern_first_stop.size - 1):
        first_visit = timetable.pattern_first_stop[pattern]
        size = timetable.pattern_first_stop[pattern + 1] - first_visit
        last_of_use = 0
        for position in range(1, size):
            stop = timetable.pattern_stop[first_visit + position]
            if timetable.pattern_alight[first_visit + position]:
                if rides == 1:
                    some = egress.first[stop] < egress.first[stop + 1]
                else:
                    some = offer_first[stop] < offer_first[stop + 1]
                if some:
                    last_of_use = position
        if last_of_use == 0:
            continue
        first_trip = timetable.pattern_first_trip[pattern]
        for trip in range(first_trip, timetable.pattern_first_trip[pattern + 1]):
            base = timetable.pattern_first_event[pattern] + (trip - first_trip) * size
            if timetable.departure[base] > asked.moments[-1]:
                break
            is_last = trip + 1 == timetable.pattern_first_trip[pattern + 1]
            for left in range(rides - 1):
                earlier[left] = trip_first[left, trip]
            trip_first[rides - 1, trip] = n_alights
            n_live = 0
            used = False
            # Ways with fewer rides that are got off beyond the last stop of use count too.
            start = last_of_use
            for left in range(rides - 1):
                if trip_count[left, trip] > 0:
                    start = max(start, alights[earlier[left], A_POSITION])
            for position in range(start, 0, -1):
                visit = first_visit + position
                event = base + position
                time = np.int64(timetable.arrival[event])
                for left in range(rides - 1):
                    end = trip_first[left, trip] + trip_count[left, trip]
                    at = earlier[left]
                    while at < end and alights[at, A_POSITION] == position:
                        used = True
                        cost = alights[at, A_BURDEN] + asked.ride * time
                        for layer in range(_above(alights[at, A_LENGTH], asked), asked.n_layers):
                            _serve(best[layer], alights[at, A_LO], alights[at, A_HI], cost)
                        at += 1
                    earlier[left] = at
                before = n_alights
                if timetable.pattern_alight[visit]:
                    stop = timetable.pattern_stop[visit]
                    if rides == 1:
                        for row in range(egress.first[stop], egress.first[stop + 1]):
                            there = time + egress.time_s[row]
                            low = np.searchsorted(asked.moments, there)
                            high = (
                                np.searchsorted(
                                    asked.moments, there + asked.window_s, side="right"
                                )
                                - 1
                            )
                            if low > high:
                                continue
                            alights, n_alights = _get_off(
                                trip, position, time, low, high, egress.burden_ms[row],
                                egress.length_m[row], row, -1, asked, best, alights, n_alights,
                            )
                    elif offer_first[stop] < offer_first[stop + 1]:
                        next_time = time
                        if not is_last:
                            next_time = np.int64(timetable.arrival[event + size])
                        at = _latest_from(offers, offer_first[stop], offer_first[stop + 1], time)
                        while at > offer_first[stop]:
                            at -= 1
                            latest = offers[at, _O_LATEST]
                            if latest > time + asked.window_s + asked.longest_s:
                                break
                            if not is_last and latest >= next_time:
                                spared = next_time - time
                                if lightest * spared >= lag[event]:
                                    break
                                if offers[at, _O_WAIT] * spared >= lag[event]:
                                    continue
                            alights, n_alights = _get_off(
                                trip, position, time, offers[at, _O_LO], offers[at, _O_HI],
                                offers[at, _O_COST] + offers[at, _O_WAIT] * (latest - time),
                                offers[at, _O_LENGTH], offers[at, _O_ROW], offers[at, _O_NEXT],
                                asked, best, alights, n_alights,
                            )
                for new in range(before, n_alights):
                    if n_live == live.size:
                        wide = np.empty(2 * n_live, np.int64)
                        wide[:n_live] = live
                        live = wide
                    live[n_live] = new
                    n_live += 1
                if n_live == 0 or not timetable.pattern_board[visit - 1]:
                    continue
                leave = np.int64(timetable.departure[event - 1])
                event_first[rides - 1, event - 1] = n_entries
                kept = 0
                for index in range(n_live):
                    way = live[index]
                    off = base + alights[way, A_POSITION]
                    cost = alights[way, A_BURDEN] + asked.ride * np.int64(timetable.arrival[off])
                    low = alights[way, A_LO]
                    high = alights[way, A_HI]
                    length = alights[way, A_LENGTH]
                    if _beaten(best[_below(length, asked)], low, high, cost):
                        continue
                    if asked.moments[low] > leave + asked.window_s + asked.longest_s:
                        continue
                    live[kept] = way
                    kept += 1
                    if n_entries == entries.shape[0]:
                        entries = _wider(entries)
                    entries[n_entries, BURDEN] = cost - asked.ride * leave
                    entries[n_entries, LO] = low
                    entries[n_entries, HI] = high
                    entries[n_entries, LENGTH] = length
                    entries[n_entries, ALIGHT] = way
                    entries[n_entries, HOME] = 0
                    n_entries += 1
                n_live = kept
                event_count[rides - 1, event - 1] = n_entries - event_first[rides - 1, event - 1]
            trip_count[rides - 1, trip] = n_alights - trip_first[rides - 1, trip]
            if used or trip_count[rides - 1, trip] > 0:
                best[:] = FAR
    return Ways(entries, alights, event_first, event_count), n_entries, n_alights


@njit(cache=True, nogil=True)
def _mark_homes(at_stops, asked, ways):  # type: ignore[no-untyped-def]
    # Marks what may matter to somebody who boards first, comparing boardings of one stop only.
    entries, _, event_first, event_count = ways
    n_rides = asked.most_rides
    best = np.empty((asked.n_layers, n_rides, asked.moments.size), np.int64)
    for stop in range(at_stops.first.size - 1):
        begun = False
        for row in range(at_stops.first[stop], at_stops.first[stop + 1]):
            event = at_stops.event[row]
            for left in range(n_rides):
                count = event_count[left, event]
                if count == 0:
                    continue
                if not begun:
                    best[:] = FAR
                    begun = True
                first = event_first[left, event]
                for entry in range(first, first + count):
                    length = entries[entry, LENGTH]
                    low = entries[entry, LO]
                    high = entries[entry, HI]
                    cost = entries[entry, BURDEN]
                    if _served(best[_below(length, asked), left], low, high, cost):
                        continue
                    entries[entry, HOME] = 1
                    for layer in range(_above(length, asked), asked.n_layers):
                        for more in range(left, n_rides):
                            _serve(best[layer, more], low, high, cost)


@njit(cache=True, nogil=True)
def _profile_to(timetable, lags, egress, changes, at_stops, asked):  # type: ignore[no-untyped-def]
    n_stops = timetable.stop_first_visit.size - 1
    n_events = timetable.arrival.size
    n_trips = timetable.pattern_first_trip[-1]
    most = asked.most_rides
    ways = Ways(
        np.empty((_ROOM, _ENTRY_COLUMNS), np.int64),
        np.empty((_ROOM, _ALIGHT_COLUMNS), np.int64),
        np.zeros((most, n_events), np.int32),
        np.zeros((most, n_events), np.int32),
    )
    trip_first = np.zeros((most, n_trips), np.int64)
    trip_count = np.zeros((most, n_trips), np.int64)
    offers = np.empty((_ROOM, _OFFER_COLUMNS), np.int64)
    offer_first = np.zeros(n_stops + 1, np.int64)
    best = np.empty((asked.n_layers, asked.waits.size, asked.moments.size), np.int64)
    n_entries = 0
    n_alights = 0
    changed, begun = lags
    for rides in range(1, most + 1):
        if rides > 1:
            n_offers = 0
            for stop in range(n_stops):
                offer_first[stop] = n_offers
                offers, n_offers = _offers_at(
                    stop, changes, asked, ways, rides - 1, best, offers, n_offers
                )
            offer_first[n_stops] = n_offers
            if n_offers == 0:
                break
        lag = begun if rides == most else changed
        ways, n_entries, n_alights = _ride(
            timetable, lag, egress, asked, rides, offers, offer_first, ways, n_entries, n_alights,
            trip_first, trip_count,
        )  # fmt: skip
    made = Ways(
        ways.entries[:n_entries].copy(),
        ways.alights[:n_alights].copy(),
        ways.event_first,
        ways.event_count,
    )
    _mark_homes(at_stops, asked, made)
    return made


def profile_to(  # type: ignore[no-untyped-def]
    timetable: TimetableArrays, lags, egress, changes, at_stops, asked: Asked
) -> Ways:
    """Search every way to one place.

    Parameters
    ----------
    timetable
        The day in the direction of the search, narrowed to what the profile can use.
    lags
        Both arrays of :func:`find_lags`.
    egress
        Walks from stops to the place (:class:`transit.kernels.raptor.Ends`).
    changes
        What can be boarded by who gets off at each stop (:class:`~transit.kernels.boardings.
        Boardings`).
    at_stops
        What can be boarded by who stands at each stop.
    asked
        What is asked.

    Returns
    -------
    Ways
        What is kept.
    """
    return Ways(*_profile_to(timetable, lags, egress, changes, at_stops, asked))


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
def _admit(best, left, low, high, burden):  # type: ignore[no-untyped-def]
    # The moments at which a journey is needed, or (0, -1).
    while low <= high and best[left, low] <= burden:
        low += 1
    while low <= high and best[left, high] <= burden:
        high -= 1
    return low, high


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
    entries, _, event_first, event_count = ways
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
            for left in range(n_rides):
                count = event_count[left, event]
                if count == 0:
                    continue
                entry_first = event_first[left, event]
                for entry in range(entry_first, entry_first + count):
                    if entries[entry, HOME] == 0:
                        continue
                    length = entries[entry, LENGTH] + homes.length_m[row]
                    if asked.longest_m >= 0 and length > asked.longest_m:
                        continue
                    if not begun:
                        best[:] = FAR
                        begun = True
                    low = entries[entry, LO]
                    high = entries[entry, HI]
                    while (
                        high >= low
                        and asked.moments[high] > latest + asked.window_s + asked.longest_s
                    ):
                        high -= 1
                    burden = -(-(homes.burden_ms[row] + entries[entry, BURDEN]) // 1000)
                    low, high = _admit(best, left, low, high, burden)
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
                    table[n, J_ENTRY] = entry
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
