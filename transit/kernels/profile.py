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

*Budgets.* Before, the least burdens ahead are found roughly for blocks of moments
(:mod:`transit.kernels.ahead`), and from them and the homes how much a way on may cost at most for
anybody to need it (:mod:`transit.kernels.budgets`). What costs more is dropped at once. Most of all
this drops journeys that wait for hours.

*Which trips to get off.* Whatever can be caught from a bus that leaves later need not be caught
from this one, if waiting before that bus costs no more than waiting after this one
(:func:`transit.kernels.nexts.find_nexts`).

The same search on the mirrored timetable serves journeys from the place: those that leave it in
``[asked, asked + window]``, with times negated.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.aboard import fewer_rides, keep_aboard
from transit.kernels.alightings import begin_round, get_off_here, make_trips, serve_earlier
from transit.kernels.allowance import find_budgets
from transit.kernels.arrays import frozen
from transit.kernels.blocks import cut_moments, fill, no_end
from transit.kernels.boardings import Askers
from transit.kernels.bounds import find_bounds, frozen_bounds
from transit.kernels.leaf import leaf
from transit.kernels.narrowing import narrowed, whole
from transit.kernels.offers import O_COST, OFFER_COLUMNS, most_offers, offers_at
from transit.kernels.raptor import Ends
from transit.kernels.ways import (
    ALIGHT_COLUMNS,
    ENTRY_COLUMNS,
    FAR,
    FAR_SMALL,
    ROOM,
    Asked,
    Course,
    Ways,
    wider,
)


class _Best(NamedTuple):
    """Least burdens so far over the asked moments.

    ``offset (n_trips,) int64`` first moment of each trip's rows, ``width`` moments long; ``by_trip
    (n_trips * n_layers * width,)`` aboard; ``at_home`` and ``at_change (n_stops * n_layers *
    n_moments,)``; ``far (1,)`` none.
    """

    offset: NDArray[np.int64]
    width: int
    by_trip: NDArray[np.int32]
    at_home: NDArray[np.int32]
    at_change: NDArray[np.int32]
    far: NDArray[np.int32]


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
def _where_to_get_off(timetable, offer_first):  # type: ignore[no-untyped-def]
    # At which visits there is anything to get off for.
    stops, alight = timetable.pattern_stop, timetable.pattern_alight
    live = np.zeros(stops.size, np.bool_)
    for visit in range(live.size):
        stop = stops[visit]
        live[visit] = offer_first[stop] < offer_first[stop + 1] and alight[visit] != 0
    return live


@leaf
def _most_ways(low, high, first_visit, pattern_stop, live, offer_first):  # type: ignore[no-untyped-def]
    # How many ways off some positions of a trip can have.
    n = np.int64(0)
    for visit in range(first_visit + low, first_visit + high):
        if live[visit]:
            stop = pattern_stop[visit]
            n += offer_first[stop + 1] - offer_first[stop]
    return n


@leaf
def _look_back(  # type: ignore[no-untyped-def]
    low, first_visit, base, trips, trip, arrival, pattern_stop, live, nexts, egress, asked, rides,
    offers, offer_first, offer_least, by_trip, rows, off, blocks, alights, n_alights,
):  # fmt: skip
    # Looks at a trip from where it was looked at last back to a position.
    for position in range(trips.cursor[trip] - 1, low - 1, -1):
        at = base + position
        time = np.int64(arrival[at])
        if rides > 1:
            serve_earlier(alights, trips, trip, position, time, rides, by_trip, rows, asked)
        if live[first_visit + position]:
            stop = pattern_stop[first_visit + position]
            row = (at * asked.most_rides + rides - 1) * blocks.width
            limit = (row, blocks.width, blocks.first[at], blocks.size)
            n_alights = get_off_here(
                trips, trip, position, at, time, nexts, egress, asked, rides, offers,
                offer_first[stop], offer_first[stop + 1], offer_least[stop], by_trip, rows, off,
                limit, alights, n_alights,
            )  # fmt: skip
    return n_alights


@njit(cache=True, nogil=True)
def _round(  # type: ignore[no-untyped-def]
    course,
    nexts,
    egress,
    asked,
    rides,
    offers,
    offer_first,
    offer_least,
    ways,
    n,
    trips,
    best,
    budgets,
    blocks,
):
    # One round: every boarding of the day, the last first. Returns the tables and their rows. What
    # the loop uses is taken out of its tuples first, and no table is returned to it: each would be
    # counted as held and let go again, which takes longer than the search.
    timetable, order, place_of, slack, level = course  # level: how many rides it takes at least
    entries, alights, event_first, event_count = ways
    n_entries, n_alights = n
    first_stop, first_trip = timetable.pattern_first_stop, timetable.pattern_first_trip
    first_of, pattern_stop = timetable.pattern_first_event, timetable.pattern_stop
    arrival, departure = timetable.arrival, timetable.departure
    begins, changed = budgets.begins, budgets.changed[rides - 1]
    off, home, change = budgets.off, budgets.home, budgets.change
    block_first, block_width, block_size = blocks.first, blocks.width, blocks.size
    cursor, alive, offset, width = trips.cursor, trips.alive, best.offset, best.width
    by_trip, at_home, at_change, far = best.by_trip, best.at_home, best.at_change, best.far[0]
    moments, most = asked.moments, asked.most_rides
    n_moments = moments.size
    of_stop, of_trip = asked.n_layers * n_moments, asked.n_layers * width
    fresh = np.ones(slack.size, np.bool_)  # stops whose rows are still of the round before
    live = _where_to_get_off(timetable, offer_first)
    begin_round(trips)
    for event in order:
        if level[event] > rides or not (begins[event] or changed[event]):
            continue
        pattern, trip = place_of[event, 0], place_of[event, 1]
        first_visit = np.int64(first_stop[pattern])
        size = first_stop[pattern + 1] - first_visit
        base = first_of[pattern] + (trip - first_trip[pattern]) * size
        board = event - base
        stop = pattern_stop[first_visit + board]
        leave = np.int64(departure[event])
        rows = (trip * of_trip - offset[trip], width, offset[trip] + width - 1)
        if cursor[trip] > size:
            fill(by_trip, trip * of_trip, of_trip, far)
            cursor[trip] = size
        room = _most_ways(board + 1, cursor[trip], first_visit, pattern_stop, live, offer_first)
        while alights.shape[0] < n_alights + room:
            alights = wider(alights)
        n_alights = _look_back(
            board + 1, first_visit, base, trips, trip, arrival, pattern_stop, live, nexts, egress,
            asked, rides, offers, offer_first, offer_least, by_trip, rows, off, blocks, alights,
            n_alights,
        )  # fmt: skip
        cursor[trip] = min(cursor[trip], board + 1)
        fewer = False
        for left in range(rides - 1):
            fewer |= event_count[left, event] > 0
        if not fewer and alive[trip] < 0:
            continue
        stop_row = stop * of_stop
        if fresh[stop]:
            fresh[stop] = False
            fill(at_home, stop_row, of_stop, far)
            fill(at_change, stop_row, of_stop, far)
        more = slack[stop] * leave
        if fewer:
            fewer_rides(
                event, more, at_home, at_change, stop_row, n_moments, asked, rides, entries,
                event_first, event_count,
            )  # fmt: skip
        if alive[trip] < 0:
            continue
        while entries.shape[0] < n_entries + n_alights:
            entries = wider(entries)
        before = n_entries
        limit = ((event * most + rides - 1) * block_width, block_width, block_first[event],
                 block_size)  # fmt: skip
        n_entries = keep_aboard(
            trip, arrival, base, leave, more, by_trip, rows, at_home, at_change, stop_row, moments,
            asked, (begins[event], changed[event]), home, change, limit, entries, alights,
            n_entries, alive,
        )  # fmt: skip
        event_first[rides - 1, event] = before
        event_count[rides - 1, event] = n_entries - before
    return Ways(entries, alights, event_first, event_count), (n_entries, n_alights)


@njit(cache=True, nogil=True)
def _profile_to(  # type: ignore[no-untyped-def]
    timetable, order, place_of, slack, nexts, egress, changes, rows_of_use, begins, changed, offs,
    homes, of_event, level, asked, like, far,
):  # fmt: skip
    n_stops = timetable.stop_first_visit.size - 1
    n_events = timetable.arrival.size
    most = asked.most_rides
    ways = Ways(
        np.empty((ROOM, ENTRY_COLUMNS), np.int64),
        np.empty((ROOM, ALIGHT_COLUMNS), np.int64),
        np.zeros((most, n_events), np.int32),
        np.zeros((most, n_events), np.int32),
    )
    if egress.time_s.size == 0:
        return Ways(ways.entries[:0].copy(), ways.alights[:0].copy(), *ways[2:])
    blocks = cut_moments(timetable, asked, far)
    budgets = find_budgets(
        timetable, nexts, egress, changes, rows_of_use, begins, changed, offs, homes, of_event,
        asked, blocks,
    )  # fmt: skip
    offers = np.empty((ROOM, OFFER_COLUMNS), np.int64)
    # Rows of each stop: walks to the place in the first round, offers from then on.
    offer_first = egress.first.astype(np.int64)
    offer_least = np.zeros(n_stops, np.int64)
    n_moments = asked.moments.size
    room = np.empty(asked.n_layers * asked.waits.size * n_moments, np.int64)
    offset, width = _trip_windows(timetable, asked)
    trips = make_trips(most, offset.size)
    best = _Best(
        offset,
        width,
        np.empty(offset.size * asked.n_layers * width, like.dtype),
        np.empty(n_stops * asked.n_layers * n_moments, like.dtype),
        np.empty(n_stops * asked.n_layers * n_moments, like.dtype),
        like,
    )
    course = (timetable, order, place_of, slack, level)
    n = (0, 0)
    for rides in range(1, most + 1):
        if rides > 1:
            n_offers = 0
            for stop in range(n_stops):
                use = rows_of_use[rides - 1]
                offer_first[stop] = n_offers
                more = most_offers(stop, changes, use, ways.event_count, rides - 1)
                while offers.shape[0] < n_offers + more:
                    offers = wider(offers)
                n_offers = offers_at(
                    stop, changes, use, asked, ways, rides - 1, room, offers, n_offers
                )
                least = FAR
                for offer in range(offer_first[stop], n_offers):
                    least = min(least, offers[offer, O_COST])
                offer_least[stop] = least
            offer_first[n_stops] = n_offers
            if n_offers == 0:
                break
        ways, n = _round(
            course, nexts[rides - 1], egress, asked, rides, offers, offer_first, offer_least, ways,
            n, trips, best, budgets, blocks,
        )  # fmt: skip
    return Ways(
        ways.entries[: n[0]].copy(), ways.alights[: n[1]].copy(), ways.event_first, ways.event_count
    )


def profile_to(course: Course, egress: Ends, homes: Askers, asked: Asked) -> Ways:
    """Search every way to one place.

    Parameters
    ----------
    course
        The day in the direction of the search.
    egress
        Walks from stops to the place.
    homes
        What can be boarded from each home; of no home when it is not known who asks.
    asked
        What is asked.

    Returns
    -------
    Ways
        What the homes could need, or anybody.
    """
    n_events = course.timetable.arrival.size
    most_s = asked.window_s + asked.longest_s
    bounds = find_bounds(
        course.timetable, course.hops, egress, course.back, asked.most_rides, asked.ride
    )
    span = int(asked.moments[0]) - most_s, int(asked.moments[-1])
    narrow = narrowed(course, frozen_bounds(bounds), span, most_s)
    course = narrow.course
    most = _most(course, egress, homes, asked)
    small = 4 * most < FAR_SMALL
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
        course.offs,
        homes,
        narrow.of_event,
        narrow.level,
        asked,
        like,
        no_end(small and asked.longest_m < 0),
    )
    return whole(Ways(*made), narrow, n_events)


def _most(course: Course, egress: Ends, homes: Askers, asked: Asked) -> int:
    """Return what no burden that is compared can exceed."""
    times = (course.timetable.departure, course.timetable.arrival)
    seconds = max(int(np.abs(each).max(initial=0)) for each in times)
    seconds += asked.window_s + asked.longest_s
    weight = max(int(asked.waits.max(initial=0)), asked.ride)
    walked = int(egress.burden_ms.max(initial=0)) + homes.walk_ms
    walked += asked.most_rides * int(course.changes.burden_ms.max(initial=0))
    return weight * seconds + walked
