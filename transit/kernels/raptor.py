"""Every worthwhile journey by bus: rounds of rides, bags of labels at stops.

The burden of a journey, in one place. In perceived milliseconds, whole numbers throughout, it is

    1000 x burden_s of every walk (each rounded up to whole seconds)
  + seconds waited at a stop x weight of waiting there (thousandths), margins included
  + seconds ridden x weight of riding (thousandths)
  + 1000 x change_s for every change.

The margin before the first bus is waited at its stop; the time at home before, and at the
destination after, is not part of the journey. :class:`Ends` and :class:`Changes` carry everything
but waits beyond the margins and rides. Reported burdens are rounded up to whole seconds.

What the search relies on:

*Dominance at a stop.* Waiting costs, so arriving earlier is not free: let ``A`` arrive at ``a``
with burden ``x`` and ``B`` at ``b >= a`` with ``y``. Whatever ``B`` goes on to do, ``A`` can do too
with ``b - a`` more seconds of waiting, each of which costs at most ``w``, the largest weight of
waiting where a footpath from this stop leads. So ``A`` makes ``B`` needless exactly when
``x + w (b - a) <= y``; comparing ``x <= y`` alone would lose journeys. Labels that are ready to
board at one stop are compared with the weight of their own wait.

*Which trips to board.* Where one boards for the first time every trip within the window counts.
Later, the earliest trip that can be caught need not be best: a later one can turn a long wait
without a seat further on into a shorter one here. Taking trip ``j + 1`` instead of ``j`` of the
same pattern is needless when ``(w_here - r) (d' - d) >= (w_most - r) max(a' - a)`` over the stops
ahead (``d`` departures here, ``a`` arrivals there, ``r`` weight of riding): then at every stop
ahead ``j`` makes ``j + 1`` needless by the rule above. With equal running times and one weight of
waiting that is always so, by ``r <= w``; otherwise later trips are tried until a journey already
found, or the horizon, rules them out.

*Bounds.* :mod:`transit.kernels.bounds` gives the least time and burden still ahead of a stop, for
each number of rides left; a label that cannot beat what was found at the destination is dropped.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays
from transit.kernels.bounds import FAR, Bounds

# Columns of a label at a stop just got off at, and of one that is ready to board there.
_TIME: Final = 0
_BURDEN: Final = 1
_LENGTH: Final = 2
_NEXT: Final = 3  # next label of the same stop, -1 none
_RIDES: Final = 4
_PARENT: Final = 5  # arrival: ready label or -1 - access row; ready: arrival label
_VIA: Final = 6  # arrival: visit boarded at; ready: row of the footpath
_WEIGHT: Final = 7  # most that a second waited from now on can cost, thousandths
_TRIP: Final = 8  # arrival only
_STOP: Final = 9  # -1 once another label has displaced it
_OFF: Final = 10  # arrival: visit got off at
_COLUMNS: Final = 11

# Columns of a journey that has reached the destination.
END_TIME: Final = 0
END_BURDEN: Final = 1
END_LENGTH: Final = 2
END_RIDES: Final = 3
END_LABEL: Final = 4  # arrival label, -1 for walking all the way
END_ROW: Final = 5  # row of the egress, or of the direct walk
_END_COLUMNS: Final = 6

_ROOM: Final = 4096


class Ends(NamedTuple):
    """Walks between a place and stops, by stop.

    ``first (n_stops + 1,) int32`` into ``time_s``, ``burden_ms`` and ``length_m (n,) int64``. What
    is done at the stop before the first bus is included.
    """

    first: NDArray[np.int32]
    time_s: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]


class Changes(NamedTuple):
    """Footpaths priced for changing, by the stop got off at.

    ``first (n_stops + 1,) int32`` into ``to_stop (n,) int32``, ``time_s``, ``burden_ms`` and
    ``length_m (n,) int64`` with margin and price of a change included, and ``wait (n,) int64``,
    the weight of each further second waited, thousandths.
    """

    first: NDArray[np.int32]
    to_stop: NDArray[np.int32]
    time_s: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]
    wait: NDArray[np.int64]


class Directs(NamedTuple):
    """Walks all the way: ``time_s``, ``burden_ms`` and ``length_m (n,) int64``."""

    time_s: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]


class Limits(NamedTuple):
    """What a search may do; all int64.

    ``leave_first_s`` and ``leave_last_s``: leave within these; ``horizon_s``: arrive by then;
    ``most_rides``; ``longest_m``: walked in all, -1 for no limit; ``ride``: weight of riding,
    thousandths; ``wait_most``: largest weight of waiting anywhere, thousandths.
    """

    leave_first_s: int
    leave_last_s: int
    horizon_s: int
    most_rides: int
    longest_m: int
    ride: int
    wait_most: int


class Legs(NamedTuple):
    """Labels kept by a search, from which journeys are read back."""

    ends: NDArray[np.int64]
    arrivals: NDArray[np.int64]
    readies: NDArray[np.int64]


@njit(cache=True, nogil=True)
def _wider(table):  # type: ignore[no-untyped-def]
    wide = np.empty((2 * table.shape[0], table.shape[1]), np.int64)
    wide[: table.shape[0]] = table
    return wide


@njit(cache=True, nogil=True)
def _beaten(ends, n_ends, time, burden, rides):  # type: ignore[no-untyped-def]
    # A journey already found is as good as anything that could come of this.
    for end in range(n_ends):
        if (
            ends[end, END_TIME] <= time
            and ends[end, END_BURDEN] <= burden
            and ends[end, END_RIDES] <= rides
        ):
            return True
    return False


@njit(cache=True, nogil=True)
def _beaten_by_guess(guess, time, burden, rides):  # type: ignore[no-untyped-def]
    # Guesses are real journeys found by a rough search, to be found again by the exact one: they
    # rule out only what is worse.
    for row in range(guess.shape[0]):
        if (
            guess[row, END_TIME] <= time
            and guess[row, END_BURDEN] <= burden
            and guess[row, END_RIDES] <= rides
            and (
                guess[row, END_TIME] < time
                or guess[row, END_BURDEN] < burden
                or guess[row, END_RIDES] < rides
            )
        ):
            return True
    return False


@njit(cache=True, nogil=True)
def _reach(ends, n_ends, time, burden, length, rides, label, row):  # type: ignore[no-untyped-def]
    # Adds a journey that is not beaten; drops those it beats. Returns the rows and their number.
    if _beaten(ends, n_ends, time, burden, rides):
        return ends, n_ends
    kept = 0
    for end in range(n_ends):
        if not (
            time <= ends[end, END_TIME]
            and burden <= ends[end, END_BURDEN]
            and rides <= ends[end, END_RIDES]
        ):
            if kept != end:
                ends[kept] = ends[end]
            kept += 1
    if kept == ends.shape[0]:
        ends = _wider(ends)
    ends[kept, END_TIME] = time
    ends[kept, END_BURDEN] = burden
    ends[kept, END_LENGTH] = length
    ends[kept, END_RIDES] = rides
    ends[kept, END_LABEL] = label
    ends[kept, END_ROW] = row
    return ends, kept + 1


@njit(cache=True, nogil=True)
def _admit(head, table, stop, time, burden, length, wait, rides):  # type: ignore[no-untyped-def]
    # False when a label of the stop makes the new one needless; drops this round's labels that
    # the new one makes needless. ``wait`` is what one more second costs; labels that are ready to
    # board carry their own, in _WEIGHT, and arrivals share the stop's.
    before = -1
    at = head[stop]
    while at >= 0:
        after = table[at, _NEXT]
        own = table[at, _WEIGHT]
        gap = time - table[at, _TIME]
        if gap >= 0 and own <= wait and table[at, _LENGTH] <= length:
            if table[at, _BURDEN] + own * gap <= burden:
                return False
        if (
            gap <= 0
            and wait <= own
            and length <= table[at, _LENGTH]
            and table[at, _RIDES] == rides
            and burden - wait * gap <= table[at, _BURDEN]
        ):
            table[at, _STOP] = -1
            if before < 0:
                head[stop] = after
            else:
                table[before, _NEXT] = after
        else:
            before = at
        at = after
    return True


@njit(cache=True, nogil=True)
def _first_trip(times, event, n_stops, n_trips, moment):  # type: ignore[no-untyped-def]
    # The first of a pattern's trips whose time at the position of ``event`` is not before
    # ``moment``; n_trips when there is none.
    low = 0
    high = n_trips
    while low < high:
        middle = (low + high) >> 1
        if times[event + middle * n_stops] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def search_rides(  # type: ignore[no-untyped-def]
    timetable, lag, access, egress, changes, directs, bounds, limits, every_trip, guess
):
    """Find every worthwhile journey; see the module for what that means.

    Parameters
    ----------
    timetable
        The day, boarding and alighting already narrowed to what the profile can use.
    lag
        ``(n_events,) int32`` s: by how much the next trip of the pattern is later, at most, at
        this stop or a later one (:func:`transit.kernels.mirror.trip_lags`).
    access, egress
        Walks to and from stops.
    changes
        Footpaths between rides.
    directs
        Walks all the way.
    bounds
        Least time and burden still ahead.
    limits
        What the search may do.
    every_trip
        False for a rough and quick search that boards only the next trip at a change and drops
        whatever arrives later with no less burden; its journeys exist, but may not be the best.
    guess
        ``(n, 6) int64`` journeys known to exist, used to look no further than they reach.

    Returns
    -------
    Legs
        Journeys at the destination, and the labels they came from.
    """
    n_stops = timetable.stop_first_visit.size - 1
    n_patterns = timetable.pattern_first_stop.size - 1
    most = limits.most_rides
    limited = limits.longest_m >= 0
    ends = np.empty((16, _END_COLUMNS), np.int64)
    n_ends = 0
    for row in range(directs.time_s.size):
        if limited and directs.length_m[row] > limits.longest_m:
            continue
        time = limits.leave_first_s + directs.time_s[row]
        if time <= limits.horizon_s:
            ends, n_ends = _reach(
                ends, n_ends, time, directs.burden_ms[row], directs.length_m[row], 0, -1, row
            )
    arrivals = np.empty((_ROOM, _COLUMNS), np.int64)
    readies = np.empty((_ROOM, _COLUMNS), np.int64)
    n_arrivals = 0
    n_readies = 0
    arrival_head = np.full(n_stops, -1, np.int32)
    ready_head = np.full(n_stops, -1, np.int32)
    slack = np.zeros(n_stops, np.int64)
    if every_trip:
        for stop in range(n_stops):
            for row in range(changes.first[stop], changes.first[stop + 1]):
                slack[stop] = max(slack[stop], changes.wait[row])
    begin = np.full(n_patterns, -1, np.int32)  # earliest position marked, -1 not in the queue
    queue = np.empty(n_patterns, np.int32)
    # Rides under way in the pattern being scanned.
    aboard = np.empty((256, 5), np.int64)  # trip, burden less ride x time, length, parent, visit
    for rides in range(1, most + 1):
        n_queue = 0
        for stop in range(n_stops):
            if rides == 1:
                if access.first[stop] == access.first[stop + 1]:
                    continue
            elif ready_head[stop] < 0 or readies[ready_head[stop], _RIDES] != rides - 1:
                continue
            for visit in range(
                timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]
            ):
                pattern = timetable.visit_pattern[visit]
                position = timetable.visit_position[visit]
                if not timetable.pattern_board[timetable.pattern_first_stop[pattern] + position]:
                    continue
                if begin[pattern] < 0:
                    queue[n_queue] = pattern
                    n_queue += 1
                    begin[pattern] = position
                elif position < begin[pattern]:
                    begin[pattern] = position
        if n_queue == 0:
            break
        left = most - rides
        first_arrival = n_arrivals
        for at in range(n_queue):
            pattern = queue[at]
            first_visit = timetable.pattern_first_stop[pattern]
            length_of_pattern = timetable.pattern_first_stop[pattern + 1] - first_visit
            first_trip = timetable.pattern_first_trip[pattern]
            n_trips = timetable.pattern_first_trip[pattern + 1] - first_trip
            first_event = timetable.pattern_first_event[pattern]
            n_aboard = 0
            for position in range(begin[pattern], length_of_pattern):
                visit = first_visit + position
                stop = timetable.pattern_stop[visit]
                if n_aboard > 0 and timetable.pattern_alight[visit]:
                    near_time = bounds.off_time[left, stop]
                    if near_time < FAR:
                        near_burden = bounds.off_burden[left, stop]
                        for ride in range(n_aboard):
                            time = np.int64(
                                timetable.arrival[
                                    first_event + aboard[ride, 0] * length_of_pattern + position
                                ]
                            )
                            burden = aboard[ride, 1] + limits.ride * time
                            length = aboard[ride, 2]
                            if time + near_time > limits.horizon_s:
                                continue
                            if limited and length + bounds.off_length[stop] > limits.longest_m:
                                continue
                            if _beaten(
                                ends, n_ends, time + near_time, burden + near_burden, rides
                            ) or _beaten_by_guess(
                                guess, time + near_time, burden + near_burden, rides
                            ):
                                continue
                            counted = length if limited else 0
                            if not _admit(
                                arrival_head,
                                arrivals,
                                stop,
                                time,
                                burden,
                                counted,
                                slack[stop],
                                rides,
                            ):
                                continue
                            if n_arrivals == arrivals.shape[0]:
                                arrivals = _wider(arrivals)
                            arrivals[n_arrivals, _TIME] = time
                            arrivals[n_arrivals, _BURDEN] = burden
                            arrivals[n_arrivals, _LENGTH] = counted
                            arrivals[n_arrivals, _NEXT] = arrival_head[stop]
                            arrivals[n_arrivals, _RIDES] = rides
                            arrivals[n_arrivals, _PARENT] = aboard[ride, 3]
                            arrivals[n_arrivals, _VIA] = aboard[ride, 4]
                            arrivals[n_arrivals, _WEIGHT] = slack[stop]
                            arrivals[n_arrivals, _TRIP] = first_trip + aboard[ride, 0]
                            arrivals[n_arrivals, _STOP] = stop
                            arrivals[n_arrivals, _OFF] = visit
                            arrival_head[stop] = n_arrivals
                            for row in range(egress.first[stop], egress.first[stop + 1]):
                                end_time = time + egress.time_s[row]
                                end_length = length + egress.length_m[row]
                                if end_time > limits.horizon_s:
                                    continue
                                if limited and end_length > limits.longest_m:
                                    continue
                                ends, n_ends = _reach(
                                    ends,
                                    n_ends,
                                    end_time,
                                    burden + egress.burden_ms[row],
                                    end_length,
                                    rides,
                                    n_arrivals,
                                    row,
                                )
                            n_arrivals += 1
                if not timetable.pattern_board[visit]:
                    continue
                near_time = bounds.on_time[left + 1, stop]
                if near_time >= FAR:
                    continue
                near_burden = bounds.on_burden[left + 1, stop]
                event = first_event + position
                row = access.first[stop] if rides == 1 else ready_head[stop]
                row_end = access.first[stop + 1] if rides == 1 else 0
                while True:
                    if rides == 1:
                        if row >= row_end:
                            break
                        ready = limits.leave_first_s + access.time_s[row]
                        last = limits.leave_last_s + access.time_s[row]
                        burden = access.burden_ms[row]
                        length = access.length_m[row]
                        wait = np.int64(0)
                        parent = -1 - row
                        row += 1
                    else:
                        if row < 0 or readies[row, _RIDES] != rides - 1:
                            break
                        ready = readies[row, _TIME]
                        last = limits.horizon_s
                        burden = readies[row, _BURDEN]
                        length = readies[row, _LENGTH]
                        wait = readies[row, _WEIGHT]
                        parent = row
                        row = readies[row, _NEXT]
                    trip = _first_trip(
                        timetable.departure, event, length_of_pattern, n_trips, ready
                    )
                    needless = False
                    while trip < n_trips:
                        time = np.int64(timetable.departure[event + trip * length_of_pattern])
                        if time > last or time + near_time > limits.horizon_s:
                            break
                        at_boarding = burden + wait * (time - ready)
                        worse_from_now = _beaten(
                            ends, n_ends, time + near_time, at_boarding + near_burden, rides
                        ) or _beaten_by_guess(
                            guess, time + near_time, at_boarding + near_burden, rides
                        )
                        if worse_from_now:
                            # Every later trip is later and costs no less.
                            break
                        if not needless:
                            base = at_boarding - limits.ride * time
                            fresh = True
                            ride = 0
                            while ride < n_aboard:
                                if aboard[ride, 0] == trip:
                                    if aboard[ride, 1] <= base and (
                                        not limited or aboard[ride, 2] <= length
                                    ):
                                        fresh = False
                                        break
                                    if base <= aboard[ride, 1] and (
                                        not limited or length <= aboard[ride, 2]
                                    ):
                                        n_aboard -= 1
                                        for column in range(5):
                                            aboard[ride, column] = aboard[n_aboard, column]
                                        continue
                                ride += 1
                            if fresh:
                                if n_aboard == aboard.shape[0]:
                                    aboard = _wider(aboard)
                                aboard[n_aboard, 0] = trip
                                aboard[n_aboard, 1] = base
                                aboard[n_aboard, 2] = length
                                aboard[n_aboard, 3] = parent
                                aboard[n_aboard, 4] = visit
                                n_aboard += 1
                        if rides > 1:
                            if not every_trip:
                                break
                            if trip + 1 < n_trips:
                                here = event + trip * length_of_pattern
                                later = np.int64(
                                    timetable.departure[here + length_of_pattern]
                                ) - np.int64(timetable.departure[here])
                                needless = (wait - limits.ride) * later >= (
                                    limits.wait_most - limits.ride
                                ) * np.int64(lag[here])
                        trip += 1
            begin[pattern] = -1
        if left == 0:
            break
        for label in range(first_arrival, n_arrivals):
            stop = arrivals[label, _STOP]
            if stop < 0:
                continue
            for row in range(changes.first[stop], changes.first[stop + 1]):
                other = changes.to_stop[row]
                near_time = bounds.on_time[left, other]
                if near_time >= FAR:
                    continue
                near_burden = bounds.on_burden[left, other]
                time = arrivals[label, _TIME] + changes.time_s[row]
                burden = arrivals[label, _BURDEN] + changes.burden_ms[row]
                length = arrivals[label, _LENGTH] + (changes.length_m[row] if limited else 0)
                if time + near_time > limits.horizon_s:
                    continue
                if limited and length + bounds.on_length[other] > limits.longest_m:
                    continue
                if _beaten(
                    ends, n_ends, time + near_time, burden + near_burden, rides + 1
                ) or _beaten_by_guess(guess, time + near_time, burden + near_burden, rides + 1):
                    continue
                wait = changes.wait[row]
                if not _admit(ready_head, readies, other, time, burden, length, wait, rides):
                    continue
                if n_readies == readies.shape[0]:
                    readies = _wider(readies)
                readies[n_readies, _TIME] = time
                readies[n_readies, _BURDEN] = burden
                readies[n_readies, _LENGTH] = length
                readies[n_readies, _NEXT] = ready_head[other]
                readies[n_readies, _RIDES] = rides
                readies[n_readies, _PARENT] = label
                readies[n_readies, _VIA] = row
                readies[n_readies, _WEIGHT] = wait
                readies[n_readies, _TRIP] = -1
                readies[n_readies, _STOP] = other
                ready_head[other] = n_readies
                n_readies += 1
    return Legs(ends[:n_ends].copy(), arrivals[:n_arrivals].copy(), readies[:n_readies].copy())


class Leg(NamedTuple):
    """One ride read back: visits and trip of the day, and the row of the walk before it."""

    board_visit: int
    alight_visit: int
    trip: int
    walk_row: int


def read_back(legs: Legs, end: int) -> tuple[Leg, ...]:
    """Return the rides of one journey.

    Parameters
    ----------
    legs
        What the search kept.
    end
        Row of ``legs.ends``.

    Returns
    -------
    tuple of Leg
        In order; the first ride's ``walk_row`` is a row of the access, the others' of the changes.
    """
    made: list[Leg] = []
    label = int(legs.ends[end, END_LABEL])
    while label >= 0:
        row = legs.arrivals[label]
        parent = int(row[_PARENT])
        walk_row = -1 - parent if parent < 0 else int(legs.readies[parent, _VIA])
        made.append(Leg(int(row[_VIA]), int(row[_OFF]), int(row[_TRIP]), walk_row))
        label = -1 if parent < 0 else int(legs.readies[parent, _PARENT])
    return tuple(reversed(made))


def no_guess() -> NDArray[np.int64]:
    """Return an empty set of guesses."""
    return np.empty((0, _END_COLUMNS), np.int64)


__all__ = [
    "Bounds",
    "Changes",
    "Directs",
    "Ends",
    "Leg",
    "Legs",
    "Limits",
    "TimetableArrays",
    "no_guess",
    "read_back",
    "search_rides",
]
