"""Which buses can be boarded from a place, whatever the destination: worked out once a day.

A *boarding* is one trip boarded at one stop after one walk from the place. Of the boardings of one
trip from one place only those are kept that another does not make needless: one that boards the
trip no later along its way, can be set out for no earlier, and costs no more, the ride in between
included. What is kept serves every destination and every time of the day.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import frozen

_NONE: Final = -1
_ROOM: Final = 1024

# Columns while the boardings of one place are gathered.
_LATEST: Final = 0
_EVENT: Final = 1
_BURDEN: Final = 2
_WAIT: Final = 3
_LENGTH: Final = 4
_ROW: Final = 5
_POSITION: Final = 6
_TIME: Final = 7
_NEXT: Final = 8  # next of the same trip, -1 none
_ALIVE: Final = 9
_COLUMNS: Final = 10


class Boardings(NamedTuple):
    """What can be boarded from each of some places, the latest first.

    ``first (n_places + 1,) int64`` into ``latest (n,) int32`` s: the last moment at which one may
    be at the place; ``event (n,) int32`` boarded; ``burden_ms (n,) int64`` of the walk, margins and
    price of a change; ``wait (n,) int64`` weight of each second by which one is there sooner,
    thousandths; ``length_m (n,) int64`` walked; ``row (n,) int32`` the walk's.
    """

    first: NDArray[np.int64]
    latest: NDArray[np.int32]
    event: NDArray[np.int32]
    burden_ms: NDArray[np.int64]
    wait: NDArray[np.int64]
    length_m: NDArray[np.int64]
    row: NDArray[np.int32]


class Askers(NamedTuple):
    """What can be boarded from all homes that ask, with what each place would have to count again.

    ``boardings`` of each home; ``event (n_events,) int64`` what is boarded from any of them, each
    once; ``number (n,) int32`` which of these each boarding is of; ``walk_ms`` the dearest walk.
    """

    boardings: Boardings
    number: NDArray[np.int32]
    event: NDArray[np.int64]
    walk_ms: int


class Leads(NamedTuple):
    """Walks from places to stops, by place, with all that they cost.

    ``first (n_places + 1,) int64`` into ``to_stop (n,) int32``, ``time_s``, ``burden_ms``,
    ``length_m`` and ``wait (n,) int64``.
    """

    first: NDArray[np.int64]
    to_stop: NDArray[np.int32]
    time_s: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]
    wait: NDArray[np.int64]


def askers_of(boardings: Boardings) -> Askers:
    """Return homes as searches to any number of places want them.

    Parameters
    ----------
    boardings
        What can be boarded from each.

    Returns
    -------
    Askers
        The same.
    """
    boarded = np.bincount(boardings.event) > 0
    number = (np.cumsum(boarded) - 1)[boardings.event]
    event = np.flatnonzero(boarded)
    walk_ms = int(boardings.burden_ms.max(initial=0))
    return Askers(boardings, frozen(number, np.int32), frozen(event, np.int64), walk_ms)


@njit(cache=True, nogil=True)
def _needless(found, own, other, ride, limited):  # type: ignore[no-untyped-def]
    # Does ``other`` of the same trip make ``own`` needless?
    ahead = found[own, _TIME] - found[other, _TIME]
    spare = found[other, _LATEST] - found[own, _LATEST]
    return (
        found[other, _POSITION] <= found[own, _POSITION]
        and spare >= 0
        and found[other, _WAIT] <= found[own, _WAIT]
        and (not limited or found[other, _LENGTH] <= found[own, _LENGTH])
        and found[other, _BURDEN] + found[other, _WAIT] * spare + ride * ahead
        <= found[own, _BURDEN]
    )


@njit(cache=True, nogil=True)
def _keep(found, head, trip, own, ride, limited):  # type: ignore[no-untyped-def]
    before = _NONE
    at = head[trip]
    while at >= 0:
        after = found[at, _NEXT]
        if _needless(found, own, at, ride, limited):
            return False
        if _needless(found, at, own, ride, limited):
            found[at, _ALIVE] = 0
            if before < 0:
                head[trip] = after
            else:
                found[before, _NEXT] = after
        else:
            before = at
        at = after
    found[own, _NEXT] = head[trip]
    head[trip] = own
    return True


@njit(cache=True, nogil=True)
def _wider(table):  # type: ignore[no-untyped-def]
    wide = np.empty((2 * table.shape[0], table.shape[1]), table.dtype)
    wide[: table.shape[0]] = table
    return wide


@njit(cache=True, nogil=True)
def _gather(timetable, leads, place, earliest, last, ride, limited, found, head):  # type: ignore[no-untyped-def]
    n = 0
    for row in range(leads.first[place], leads.first[place + 1]):
        stop = leads.to_stop[row]
        for visit in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[visit]
            position = timetable.visit_position[visit]
            first_visit = timetable.pattern_first_stop[pattern]
            size = timetable.pattern_first_stop[pattern + 1] - first_visit
            if position == size - 1 or not timetable.pattern_board[first_visit + position]:
                continue
            first_trip = timetable.pattern_first_trip[pattern]
            event = timetable.pattern_first_event[pattern] + position
            for trip in range(first_trip, timetable.pattern_first_trip[pattern + 1]):
                time = np.int64(timetable.departure[event])
                if earliest <= time <= last:
                    if n == found.shape[0]:
                        found = _wider(found)
                    found[n, _LATEST] = time - leads.time_s[row]
                    found[n, _EVENT] = event
                    found[n, _BURDEN] = leads.burden_ms[row]
                    found[n, _WAIT] = leads.wait[row]
                    found[n, _LENGTH] = leads.length_m[row]
                    found[n, _ROW] = row
                    found[n, _POSITION] = position
                    found[n, _TIME] = time
                    found[n, _NEXT] = trip
                    found[n, _ALIVE] = 1
                    if _keep(found, head, trip, n, ride, limited):
                        n += 1
                event += size
    # Leave ``head`` as it was found.
    for row in range(leads.first[place], leads.first[place + 1]):
        stop = leads.to_stop[row]
        for visit in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[visit]
            head[
                timetable.pattern_first_trip[pattern] : timetable.pattern_first_trip[pattern + 1]
            ] = _NONE
    return found, n


@njit(cache=True, nogil=True)
def find_boardings(timetable, leads, earliest_s, last_s, ride, limited):  # type: ignore[no-untyped-def]
    """Return what can be boarded from each place.

    Parameters
    ----------
    timetable
        The day, boarding narrowed to what the profile can use.
    leads
        Walks from the places to stops.
    earliest_s, last_s
        Only trips that leave their stop within these, s.
    ride
        Weight of riding, thousandths.
    limited
        True when the length walked matters.

    Returns
    -------
    tuple of ndarray
        The fields of :class:`Boardings`.
    """
    n_places = leads.first.size - 1
    head = np.full(timetable.pattern_first_trip[-1], _NONE, np.int64)
    found = np.empty((_ROOM, _COLUMNS), np.int64)
    # Of millions only what the walks do not tell: latest, event, walk.
    table = np.empty((_ROOM, 3), np.int32)
    first = np.zeros(n_places + 1, np.int64)
    n_all = 0
    for place in range(n_places):
        found, n = _gather(timetable, leads, place, earliest_s, last_s, ride, limited, found, head)
        alive = np.flatnonzero(found[:n, _ALIVE])
        order = alive[np.argsort(-found[alive, _LATEST], kind="mergesort")]
        while n_all + order.size > table.shape[0]:
            table = _wider(table)
        for at in order:
            table[n_all, 0] = found[at, _LATEST]
            table[n_all, 1] = found[at, _EVENT]
            table[n_all, 2] = found[at, _ROW]
            n_all += 1
        first[place + 1] = n_all
    row = table[:n_all, 2].copy()
    return (
        first,
        table[:n_all, 0].copy(),
        table[:n_all, 1].copy(),
        leads.burden_ms[row],
        leads.wait[row],
        leads.length_m[row],
        row,
    )
