"""Every worthwhile journey by bus: rounds of rides, bags of labels at stops.

The burden of a journey, in one place. In perceived milliseconds, whole numbers throughout, it is

    1000 x burden_s of every walk (each rounded up to whole seconds)
  + seconds waited at a stop x weight of waiting there (thousandths), margins included
  + seconds ridden x weight of riding (thousandths)
  + 1000 x change_s for every change
  + what boarding costs where others are preferred.

The margin before the first bus is waited at its stop; the time at home before, and at the
destination after, is not part of the journey. :class:`Ends` and :class:`Changes` carry everything
but waits beyond the margins and rides. Reported burdens are rounded up to whole seconds. Any other
whole numbers that add up in this way do as well, if weights are in proportion:
:mod:`transit.route.search` puts the length walked behind the burden, to decide between equals.

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

from transit.kernels.arrays import UNREACHED, TimetableArrays
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

# Columns of a ride under way in the pattern being scanned.
_RIDE_TRIP: Final = 0  # within the pattern
_RIDE_BASE: Final = 1  # burden at a moment less weight of riding x that moment
_RIDE_LENGTH: Final = 2
_RIDE_PARENT: Final = 3  # as _PARENT of an arrival
_RIDE_VISIT: Final = 4  # boarded at
_RIDE_COLUMNS: Final = 5

_ROOM: Final = 4096

_DEAR: Final = 2
"""Of boarding: allowed, for more."""


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
    the weight of each further second waited, thousandths; ``wait_most (n_stops,) int64`` the
    largest of these from each stop.
    """

    first: NDArray[np.int32]
    to_stop: NDArray[np.int32]
    time_s: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]
    wait: NDArray[np.int64]
    wait_most: NDArray[np.int64]


class Directs(NamedTuple):
    """Walks all the way: ``time_s``, ``burden_ms`` and ``length_m (n,) int64``."""

    time_s: NDArray[np.int64]
    burden_ms: NDArray[np.int64]
    length_m: NDArray[np.int64]


class Limits(NamedTuple):
    """What a search may do; all int64.

    ``leave_first_s`` and ``leave_last_s``: leave within these; ``horizon_s``: arrive by then;
    ``most_rides``; ``longest_m``: walked in all, -1 for no limit; ``ride``: weight of riding,
    thousandths; ``wait_most``: largest weight of waiting anywhere, thousandths; ``dear_ms``: added
    to the burden for each bus boarded where boarding is marked 2.
    """

    leave_first_s: int
    leave_last_s: int
    horizon_s: int
    most_rides: int
    longest_m: int
    ride: int
    wait_most: int
    dear_ms: int = 0


class Legs(NamedTuple):
    """Labels kept by a search, from which journeys are read back."""

    ends: NDArray[np.int64]
    arrivals: NDArray[np.int64]
    readies: NDArray[np.int64]


class _Work(NamedTuple):
    """What a search is given, and ``slack (n_stops,) int64`` for comparing arrivals."""

    timetable: TimetableArrays
    lag: NDArray[np.int32]
    access: Ends
    egress: Ends
    changes: Changes
    bounds: Bounds
    limits: Limits
    guess: NDArray[np.int64]
    slack: NDArray[np.int64]
    every_trip: bool


class _Bags(NamedTuple):
    """Labels so far; ``head`` arrays ``(n_stops,) int32`` the first at each stop.

    ``begin (n_patterns,) int32`` earliest position marked, -1 not in the queue, and ``n_marks
    (n_patterns,) int32`` how many are. Bundles of arrays are handed about once a round, not once a
    pattern or label: numba counts references to every array.
    """

    ends: NDArray[np.int64]
    n_ends: int
    arrivals: NDArray[np.int64]
    n_arrivals: int
    readies: NDArray[np.int64]
    n_readies: int
    aboard: NDArray[np.int64]
    arrival_head: NDArray[np.int32]
    ready_head: NDArray[np.int32]
    begin: NDArray[np.int32]
    n_marks: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _wider(table):  # type: ignore[no-untyped-def]
    wide = np.empty((2 * table.shape[0], table.shape[1]), np.int64)
    wide[: table.shape[0]] = table
    return wide


@njit(cache=True, nogil=True)
def _beaten(ends, n_ends, guess, time, burden, rides):  # type: ignore[no-untyped-def]
    # Nothing that arrives no earlier, costs no less and has no fewer rides is worth having.
    for end in range(n_ends):
        if (
            ends[end, END_TIME] <= time
            and ends[end, END_BURDEN] <= burden
            and ends[end, END_RIDES] <= rides
        ):
            return True
    # Guesses are real journeys, to be found again: they rule out only what is worse.
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
def _finish(ends, n_ends, guess, new):  # type: ignore[no-untyped-def]
    # Adds a journey that is not beaten, and drops those it beats.
    time, burden, length, rides, label, row = new
    if _beaten(ends, n_ends, guess, time, burden, rides):
        return ends, n_ends
    kept = 0
    for end in range(n_ends):
        if (
            ends[end, END_TIME] < time
            or ends[end, END_BURDEN] < burden
            or ends[end, END_RIDES] < rides
        ):
            for column in range(_END_COLUMNS):
                ends[kept, column] = ends[end, column]
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
    # the new one makes needless. ``wait`` is what one more second costs the new one.
    before = -1
    at = head[stop]
    while at >= 0:
        after = table[at, _NEXT]
        own = table[at, _WEIGHT]
        gap = time - table[at, _TIME]
        if (
            gap >= 0
            and own <= wait
            and table[at, _LENGTH] <= length
            and table[at, _BURDEN] + own * gap <= burden
        ):
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
def _keep(head, table, label, new):  # type: ignore[no-untyped-def]
    # Writes a label and puts it first at its stop.
    time, burden, length, rides, parent, via, weight, trip, stop, off = new
    table[label, _TIME] = time
    table[label, _BURDEN] = burden
    table[label, _LENGTH] = length
    table[label, _NEXT] = head[stop]
    table[label, _RIDES] = rides
    table[label, _PARENT] = parent
    table[label, _VIA] = via
    table[label, _WEIGHT] = weight
    table[label, _TRIP] = trip
    table[label, _STOP] = stop
    table[label, _OFF] = off
    head[stop] = label


@njit(cache=True, nogil=True)
def _mark(work, bags, rides, queue):  # type: ignore[no-untyped-def]
    # Queues the patterns that it can be worth boarding now, each from its earliest such position.
    timetable, readies, ready_head = work.timetable, bags.readies, bags.ready_head
    begin, n_marks = bags.begin, bags.n_marks
    first_access, near = work.access.first, work.bounds.on[work.limits.most_rides - rides + 1]
    aboard_s = work.bounds.aboard_s[work.limits.most_rides - rides]
    n_queue = 0
    for stop in range(timetable.stop_first_visit.size - 1):
        if rides == 1:
            if first_access[stop] == first_access[stop + 1]:
                continue
        else:
            label = ready_head[stop]
            if label < 0 or readies[label, _RIDES] != rides - 1:
                continue
        if near[stop, 0] >= FAR:
            continue
        for row in range(timetable.stop_first_visit[stop], timetable.stop_first_visit[stop + 1]):
            pattern = timetable.visit_pattern[row]
            position = timetable.visit_position[row]
            visit = timetable.pattern_first_stop[pattern] + position
            if not timetable.pattern_board[visit] or aboard_s[visit] == UNREACHED:
                continue
            n_marks[pattern] += 1
            if begin[pattern] < 0:
                queue[n_queue] = pattern
                n_queue += 1
                begin[pattern] = position
            elif position < begin[pattern]:
                begin[pattern] = position
    return n_queue


@njit(cache=True, nogil=True)
def _first_trip(times, event, n_stops, n_trips, moment, near):  # type: ignore[no-untyped-def]
    # The first of a pattern's trips whose time at the position of ``event`` is not before
    # ``moment``; n_trips when there is none. It is sought around trip ``near``.
    low = near
    step = 1
    while low > 0 and times[event + (low - 1) * n_stops] >= moment:
        low = max(low - step, 0)
        step += step
    high = near
    if step == 1:
        while high < n_trips and times[event + high * n_stops] < moment:
            low = high + 1
            high = min(high + step, n_trips)
            step += step
    while low < high:
        middle = (low + high) >> 1
        if times[event + middle * n_stops] < moment:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _sit_down(aboard, n_aboard, limited, new):  # type: ignore[no-untyped-def]
    # Joins those aboard unless somebody on the same trip is no worse off; displaces the worse off.
    trip, base, length, parent, visit = new
    ride = 0
    while ride < n_aboard:
        if aboard[ride, _RIDE_TRIP] == trip:
            longer = aboard[ride, _RIDE_LENGTH] - length if limited else np.int64(0)
            if aboard[ride, _RIDE_BASE] <= base and longer <= 0:
                return aboard, n_aboard
            if base <= aboard[ride, _RIDE_BASE] and longer >= 0:
                n_aboard -= 1
                for column in range(_RIDE_COLUMNS):
                    aboard[ride, column] = aboard[n_aboard, column]
                continue
        ride += 1
    if n_aboard == aboard.shape[0]:
        aboard = _wider(aboard)
    aboard[n_aboard, _RIDE_TRIP] = trip
    aboard[n_aboard, _RIDE_BASE] = base
    aboard[n_aboard, _RIDE_LENGTH] = length
    aboard[n_aboard, _RIDE_PARENT] = parent
    aboard[n_aboard, _RIDE_VISIT] = visit
    return aboard, n_aboard + 1


@njit(cache=True, nogil=True)
def _scan(work, bags, queue, n_queue, rides):  # type: ignore[no-untyped-def]
    # Rides each queued pattern from its earliest marked position on: at each stop off, then on.
    timetable, lag, access, egress, _, bounds, limits, guess, slack, every_trip = work
    ends, n_ends, arrivals, n_arrivals, readies, n_readies, aboard = bags[:7]
    arrival_head, ready_head, begin, n_marks = bags[7:]
    departure, arrival = timetable.departure, timetable.arrival
    limited = limits.longest_m >= 0
    left = limits.most_rides - rides
    off, on, aboard_s = bounds.off[left], bounds.on[left + 1], bounds.aboard_s[left]
    for queued in range(n_queue):
        pattern = queue[queued]
        first_visit = np.int64(timetable.pattern_first_stop[pattern])
        n_stops = timetable.pattern_first_stop[pattern + 1] - first_visit
        first_trip = np.int64(timetable.pattern_first_trip[pattern])
        n_trips = timetable.pattern_first_trip[pattern + 1] - first_trip
        first_event = timetable.pattern_first_event[pattern]
        n_aboard = 0
        next_trip = np.int64(0)
        to_board = n_marks[pattern]
        for position in range(begin[pattern], n_stops):
            if n_aboard == 0 and to_board == 0:
                break
            visit = first_visit + position
            stop = timetable.pattern_stop[visit]
            if n_aboard > 0 and timetable.pattern_alight[visit]:
                near_time, near_burden = off[stop, 0], off[stop, 1]
                n_off = n_aboard if near_time < FAR else 0
                for ride in range(n_off):
                    trip = aboard[ride, _RIDE_TRIP]
                    time = np.int64(arrival[first_event + trip * n_stops + position])
                    burden = aboard[ride, _RIDE_BASE] + limits.ride * time
                    length = aboard[ride, _RIDE_LENGTH] if limited else np.int64(0)
                    if (
                        time + near_time > limits.horizon_s
                        or (limited and length + bounds.walk_m > limits.longest_m)
                        or _beaten(
                            ends, n_ends, guess, time + near_time, burden + near_burden, rides
                        )
                        or not _admit(
                            arrival_head, arrivals, stop, time, burden, length, slack[stop], rides
                        )
                    ):
                        continue
                    if n_arrivals == arrivals.shape[0]:
                        arrivals = _wider(arrivals)
                    parent, via = aboard[ride, _RIDE_PARENT], aboard[ride, _RIDE_VISIT]
                    got_off = (time, burden, length, rides, parent, via, slack[stop])
                    label = (*got_off, first_trip + trip, stop, visit)
                    _keep(arrival_head, arrivals, n_arrivals, label)
                    for row in range(egress.first[stop], egress.first[stop + 1]):
                        end_time = time + egress.time_s[row]
                        end_length = length + egress.length_m[row]
                        if end_time > limits.horizon_s or (
                            limited and end_length > limits.longest_m
                        ):
                            continue
                        end_burden = burden + egress.burden_ms[row]
                        end = (end_time, end_burden, end_length, rides, n_arrivals, row)
                        ends, n_ends = _finish(ends, n_ends, guess, end)
                    n_arrivals += 1
            if to_board == 0 or not timetable.pattern_board[visit]:
                continue
            # For the first ride whoever walks here, for later ones whoever became ready last round.
            if rides == 1:
                at = np.int64(access.first[stop])
                if at == access.first[stop + 1]:
                    continue
            else:
                at = np.int64(ready_head[stop])
                if at < 0 or readies[at, _RIDES] != rides - 1:
                    continue
            near_time, near_burden = np.int64(aboard_s[visit]), on[stop, 1]
            if near_time == UNREACHED:
                continue
            to_board -= 1
            # The same for all trips of the pattern here, so that nothing compared below changes.
            dear_ms = limits.dear_ms if timetable.pattern_board[visit] == _DEAR else np.int64(0)
            while True:
                if rides == 1:
                    if at == access.first[stop + 1]:
                        break
                    ready = limits.leave_first_s + access.time_s[at]
                    last = limits.leave_last_s + access.time_s[at]
                    cost, length = access.burden_ms[at] + dear_ms, access.length_m[at]
                    wait, parent = np.int64(0), -1 - at
                    at += 1
                else:
                    if at < 0 or readies[at, _RIDES] != rides - 1:
                        break
                    ready, last = readies[at, _TIME], limits.horizon_s
                    cost, length = readies[at, _BURDEN] + dear_ms, readies[at, _LENGTH]
                    wait, parent = readies[at, _WEIGHT], at
                    at = readies[at, _NEXT]
                if ready + near_time > limits.horizon_s or _beaten(
                    ends, n_ends, guess, ready + near_time, cost + near_burden, rides
                ):
                    continue
                needless = False
                event = first_event + position
                next_trip = _first_trip(departure, event, n_stops, n_trips, ready, next_trip)
                for trip in range(next_trip, n_trips):
                    event = first_event + trip * n_stops + position
                    time = np.int64(departure[event])
                    burden = cost + wait * (time - ready)
                    if (
                        time > last
                        or time + near_time > limits.horizon_s
                        or _beaten(
                            ends, n_ends, guess, time + near_time, burden + near_burden, rides
                        )
                    ):
                        break  # later trips are later and cost no less
                    if not needless:
                        base = burden - limits.ride * time
                        new = (trip, base, length, parent, visit)
                        aboard, n_aboard = _sit_down(aboard, n_aboard, limited, new)
                    if rides > 1:
                        if not every_trip:
                            break
                        if trip + 1 < n_trips:
                            later = np.int64(departure[event + n_stops]) - time
                            gained = (limits.wait_most - limits.ride) * np.int64(lag[event])
                            needless = (wait - limits.ride) * later >= gained
        begin[pattern] = -1
        n_marks[pattern] = 0
    made = (ends, n_ends, arrivals, n_arrivals, readies, n_readies, aboard)
    return _Bags(*made, arrival_head, ready_head, begin, n_marks)


@njit(cache=True, nogil=True)
def _walk_on(work, bags, first_arrival, rides):  # type: ignore[no-untyped-def]
    # One footpath from everywhere just got off at, to be ready for the next round.
    changes, bounds, limits, guess = work.changes, work.bounds, work.limits, work.guess
    ends, n_ends, arrivals, n_arrivals, readies, n_readies, aboard = bags[:7]
    arrival_head, ready_head, begin, n_marks = bags[7:]
    limited = limits.longest_m >= 0
    left = limits.most_rides - rides
    for label in range(first_arrival, n_arrivals):
        stop = arrivals[label, _STOP]
        if stop < 0:
            continue
        for path in range(changes.first[stop], changes.first[stop + 1]):
            other = changes.to_stop[path]
            near_time, near_burden = bounds.on[left, other, 0], bounds.on[left, other, 1]
            if near_time >= FAR:
                continue
            wait = changes.wait[path]
            time = arrivals[label, _TIME] + changes.time_s[path]
            burden = arrivals[label, _BURDEN] + changes.burden_ms[path]
            length = arrivals[label, _LENGTH]
            if limited:
                length += changes.length_m[path]
            if (
                time + near_time > limits.horizon_s
                or (limited and length + bounds.walk_m > limits.longest_m)
                or _beaten(ends, n_ends, guess, time + near_time, burden + near_burden, rides + 1)
                or not _admit(ready_head, readies, other, time, burden, length, wait, rides)
            ):
                continue
            if n_readies == readies.shape[0]:
                readies = _wider(readies)
            ready = (time, burden, length, rides, label, path, wait, -1, other, -1)
            _keep(ready_head, readies, n_readies, ready)
            n_readies += 1
    made = (ends, n_ends, arrivals, n_arrivals, readies, n_readies, aboard)
    return _Bags(*made, arrival_head, ready_head, begin, n_marks)


@njit(cache=True, nogil=True)
def _search(work, directs, tables):  # type: ignore[no-untyped-def]
    # One pass over all rounds; the tables of labels and of rides under way are room to be used.
    timetable, limits, guess = work.timetable, work.limits, work.guess
    n_stops = timetable.stop_first_visit.size - 1
    n_patterns = timetable.pattern_first_stop.size - 1
    ends, n_ends = np.empty((16, _END_COLUMNS), np.int64), 0
    for row in range(directs.time_s.size):
        time, length = limits.leave_first_s + directs.time_s[row], directs.length_m[row]
        too_long = limits.longest_m >= 0 and length > limits.longest_m
        if time <= limits.horizon_s and not too_long:
            direct = (time, directs.burden_ms[row], length, 0, -1, row)
            ends, n_ends = _finish(ends, n_ends, guess, direct)
    bags = _Bags(
        ends,
        n_ends,
        tables[0],
        0,
        tables[1],
        0,
        tables[2],
        np.full(n_stops, -1, np.int32),
        np.full(n_stops, -1, np.int32),
        np.full(n_patterns, -1, np.int32),
        np.zeros(n_patterns, np.int32),
    )
    queue = np.empty(n_patterns, np.int32)
    for rides in range(1, limits.most_rides + 1):
        first_arrival = bags.n_arrivals
        n_queue = _mark(work, bags, rides, queue)
        bags = _scan(work, bags, queue, n_queue, rides)
        if n_queue == 0 or rides == limits.most_rides:
            break
        bags = _walk_on(work, bags, first_arrival, rides)
    return bags


@njit(cache=True, nogil=True)
def search_rides(timetable, lag, access, egress, changes, directs, bounds, limits):  # type: ignore[no-untyped-def]
    """Find every worthwhile journey; see the module for what that means.

    A rough and quick pass comes first. It boards only the next trip at a change and drops whatever
    arrives later with no less burden: its journeys exist, but may not be the best. The exact pass
    then looks no further than they reach. Where the rough pass finds nothing there is nothing, as
    it misses no journey that arrives first.

    Parameters
    ----------
    timetable
        The day, boarding and alighting already narrowed to what the profile can use.
    lag
        ``(n_events,) int32`` s: by how much the next trip of the pattern is later, at most, at
        a later stop (:func:`transit.kernels.mirror.trip_lags`).
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

    Returns
    -------
    Legs
        Journeys at the destination, and the labels they came from.
    """
    none = np.empty((0, _END_COLUMNS), np.int64)
    no_slack = np.zeros(changes.wait_most.size, np.int64)
    tables = (
        np.empty((_ROOM, _COLUMNS), np.int64),
        np.empty((_ROOM, _COLUMNS), np.int64),
        np.empty((_ROOM, _RIDE_COLUMNS), np.int64),
    )
    given = (timetable, lag, access, egress, changes, bounds, limits)
    bags = _search(_Work(*given, none, no_slack, False), directs, tables)
    if bags.n_ends > 0:
        guess = bags.ends[: bags.n_ends].copy()
        tables = (bags.arrivals, bags.readies, bags.aboard)
        slack = changes.wait_most.copy()
        bags = _search(_Work(*given, guess, slack, True), directs, tables)
    return Legs(
        bags.ends[: bags.n_ends].copy(),
        bags.arrivals[: bags.n_arrivals].copy(),
        bags.readies[: bags.n_readies].copy(),
    )


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


__all__ = [
    "Bounds",
    "Changes",
    "Directs",
    "Ends",
    "Leg",
    "Legs",
    "Limits",
    "TimetableArrays",
    "read_back",
    "search_rides",
]
