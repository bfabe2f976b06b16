"""One search: from a place to another on one day, for one profile in one stance.

Criteria are *time* (arrival when leaving after a moment, departure when arriving by one), changes
and burden in whole seconds, rounded up; what is found is exactly the journeys that no other beats
in all three. Arriving by a time is leaving after one in the mirror: destination and origin change
places, and so do boarding and alighting, before and after.

Of journeys equal in time, rides and burden, to the millisecond, the one with the shortest walk is
found. To the kernel a burden is therefore ``_RANK`` x perceived ms + metres walked: such sums
compare first by burden, then by length, and add up along a journey as either does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.kernels import raptor
from transit.kernels.arrays import FootpathArrays, TimetableArrays, frozen
from transit.kernels.bounds import Bounds, find_bounds, frozen_bounds, no_bounds
from transit.kernels.raptor import Changes, Directs, Ends, Legs, Limits
from transit.model.profile import Profile
from transit.route.costs import MS
from transit.route.days import Course
from transit.route.found import Found, Ride, Walk
from transit.route.walks import StopWalks

_RANK: Final = 1 << 18
"""More metres than a journey's walks can have in all: eight of at most 20 km."""


@dataclass(frozen=True, slots=True)
class PricedChanges:
    """Footpaths with margins and prices, onwards and backwards.

    ``onwards_row`` and ``backwards_row (n,) int64`` tell which footpath a row is; ``ranked`` are
    both as the kernel wants them, onwards first.
    """

    footpaths: FootpathArrays
    onwards: Changes
    onwards_row: NDArray[np.int64]
    backwards: Changes
    backwards_row: NDArray[np.int64]
    ranked: tuple[Changes, Changes]

    def changes(self, arrive_by: bool) -> Changes:
        """Return the changes in the direction of a search.

        Parameters
        ----------
        arrive_by
            Whether that is backwards.

        Returns
        -------
        Changes
            With burden in perceived ms.
        """
        return self.backwards if arrive_by else self.onwards

    def walk(self, row: int, arrive_by: bool) -> tuple[int, int, tuple[int, int, int]]:
        """Return one footpath.

        Parameters
        ----------
        row
            Row of the changes in the direction of a search.
        arrive_by
            Whether that is backwards.

        Returns
        -------
        tuple of int, int and tuple of int
            From stop, to stop, and its cost: time s, burden s, length m.
        """
        paths = self.footpaths
        own = int((self.backwards_row if arrive_by else self.onwards_row)[row])
        start = int(np.searchsorted(paths.first, own, side="right")) - 1
        cost = int(paths.time_s[own]), int(paths.burden_s[own]), int(paths.length_m[own])
        return start, int(paths.to_stop[own]), cost


def price_changes(
    footpaths: FootpathArrays,
    profile: Profile,
    wait: NDArray[np.int64],
    more_s: NDArray[np.int64] | None = None,
) -> PricedChanges:
    """Add margins and prices to footpaths.

    Parameters
    ----------
    footpaths
        Walks between stops.
    profile
        Its margin at a change and price of one.
    wait
        ``(n_stops,) int64`` weight of waiting, thousandths.
    more_s
        ``(n,) int64`` what each counts more, as others are preferred, perceived seconds; nothing
        when None.

    Returns
    -------
    PricedChanges
        Both ways: the wait is at the stop where one boards next, whichever way one looks.
    """
    n_stops = footpaths.first.size - 1
    start = np.repeat(np.arange(n_stops), np.diff(footpaths.first))
    margin = profile.change_margin_s
    weight = wait[footpaths.to_stop]
    time = footpaths.time_s.astype(np.int64) + margin
    burden = MS * (footpaths.burden_s.astype(np.int64) + profile.weights.change_s) + margin * weight
    if more_s is not None:
        burden += MS * more_s

    def by(key: NDArray[Any], other: NDArray[Any]) -> tuple[Changes, NDArray[np.int64]]:
        order = np.argsort(key, kind="stable")
        most = np.zeros(n_stops, np.int64)
        np.maximum.at(most, key, weight)
        made = Changes(
            frozen(np.searchsorted(key[order], np.arange(n_stops + 1)), np.int32),
            frozen(other[order], np.int32),
            frozen(time[order]),
            frozen(burden[order]),
            frozen(footpaths.length_m[order], np.int64),
            frozen(weight[order]),
            frozen(most),
        )
        return made, order

    onwards, onwards_row = by(start, footpaths.to_stop)
    backwards, backwards_row = by(footpaths.to_stop, start)
    ranked = _ranked_changes(onwards), _ranked_changes(backwards)
    return PricedChanges(footpaths, onwards, onwards_row, backwards, backwards_row, ranked)


def _ranked(burden_ms: NDArray[np.int64], length_m: NDArray[np.int64]) -> NDArray[np.int64]:
    return frozen(_RANK * burden_ms + length_m)


def _ranked_changes(changes: Changes) -> Changes:
    burden = _ranked(changes.burden_ms, changes.length_m)
    return changes._replace(
        burden_ms=burden,
        wait=frozen(_RANK * changes.wait),
        wait_most=frozen(_RANK * changes.wait_most),
    )


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that one search needs.

    ``timetable`` in the direction of the search; ``access`` from the origin, ``egress`` to the
    destination, ``directs`` all the way, whichever direction it has; ``asked_s`` the moment, the
    margin at the destination already taken off; ``dear_s`` what each ride marked as dear counts
    more.
    """

    profile: Profile
    arrive_by: bool
    asked_s: int
    window_s: int
    longest_s: int
    course: Course
    timetable: TimetableArrays
    changes: PricedChanges
    wait: NDArray[np.int64]
    access: StopWalks
    egress: StopWalks
    directs: tuple[Walk, ...]
    dear_s: int = 0

    @property
    def finish(self) -> StopWalks:
        """The walks at which the search ends."""
        return self.access if self.arrive_by else self.egress


@dataclass(frozen=True, slots=True)
class Rough:
    """A journey whose walks are still rows, to be read in full by :func:`found_of`.

    ``rides`` in the order of the search; ``row`` of the walk at its end, or of the direct walk;
    ``depart_s`` and ``arrive_s`` seconds of the service date.
    """

    rides: tuple[raptor.Leg, ...]
    row: int
    burden_s: int
    length_m: int
    depart_s: int
    arrive_s: int

    @property
    def changes(self) -> int:
        """How often the bus is changed."""
        return max(len(self.rides) - 1, 0)


def search(
    task: Task,
    stop_walk: Callable[[StopWalks, int], Walk],
    change_walk: Callable[..., Walk],
    bounds: Bounds | None = None,
) -> tuple[Found, ...]:
    """Find every journey that no other beats.

    Parameters
    ----------
    task
        What to search.
    stop_walk
        Gives a walk between a place and a stop with its arcs, by row.
    change_walk
        Gives a walk between two stops with its arcs, by stops and cost.
    bounds
        As for :func:`run`.

    Returns
    -------
    tuple of Found
        By burden, then time and changes.
    """
    legs = run(task, bounds)
    return tuple(found_of(task, one, stop_walk, change_walk) for one in roughs(task, legs))


def run(task: Task, bounds: Bounds | None = None, ends: tuple[Ends, Ends] | None = None) -> Legs:
    """Run the kernel for a task.

    Parameters
    ----------
    task
        What to search.
    bounds
        Least still ahead, from a search that allows at least as much; found anew when None.
    ends
        Access and egress as :func:`priced` gives them; made when None.

    Returns
    -------
    Legs
        Journeys, with perceived ms and metres walked, and the labels they came from.
    """
    if ends is None:
        ends = (
            priced(task.access, task.wait, task.profile.at_stop_early_s),
            priced(task.egress, task.wait, 0),
        )
    access, egress = ends[::-1] if task.arrive_by else ends
    changes = task.changes.ranked[task.arrive_by]
    limits = _limits(task)
    if not (access.time_s.size and egress.time_s.size):
        limits, bounds = limits._replace(most_rides=0), no_bounds()
    if bounds is None:
        bounds = bounds_for(task, egress)
    legs: Legs = raptor.search_rides(
        task.timetable,
        task.course.lag,
        access,
        egress,
        changes,
        _directs(task.directs),
        bounds,
        limits,
    )
    made = legs.ends
    made[:, raptor.END_BURDEN], made[:, raptor.END_LENGTH] = np.divmod(
        made[:, raptor.END_BURDEN], _RANK
    )
    return legs


def _directs(walks: tuple[Walk, ...]) -> Directs:
    table = np.array([(walk.time_s, walk.burden_s, walk.length_m) for walk in walks], np.int64)
    time, burden, length = table.reshape(-1, 3).T
    return Directs(frozen(time), _ranked(MS * burden, length), frozen(length))


def bounds_for(task: Task, egress: Ends | None = None) -> Bounds:
    """Return the least still ahead of each stop.

    Parameters
    ----------
    task
        What to search.
    egress
        Priced walks to where the search ends; made when None.

    Returns
    -------
    Bounds
        For this search and every one that allows no more, wherever it starts and whenever.
    """
    if egress is None:
        early = task.profile.at_stop_early_s
        egress = (
            priced(task.access, task.wait, early)
            if task.arrive_by
            else priced(task.egress, task.wait, 0)
        )
    limits = _limits(task)
    made = find_bounds(
        task.timetable,
        task.course.hops,
        egress,
        task.changes.ranked[not task.arrive_by],
        limits.most_rides,
        limits.ride,
    )
    return frozen_bounds(made)


def _limits(task: Task) -> Limits:
    profile = task.profile
    first = -task.asked_s if task.arrive_by else task.asked_s
    last = first + task.window_s
    longest = profile.longest_total_walk_m
    return Limits(
        leave_first_s=first,
        leave_last_s=last,
        horizon_s=last + task.longest_s,
        most_rides=profile.most_changes + 1,
        longest_m=-1 if longest is None else longest,
        ride=_RANK * round(profile.weights.ride * MS),
        wait_most=_RANK * int(task.wait.max(initial=0)),
        dear_ms=_RANK * MS * task.dear_s,
    )


def priced(walks: StopWalks, wait: NDArray[np.int64], early_s: int) -> Ends:
    """Price walks between a place and stops.

    Parameters
    ----------
    walks
        The walks.
    wait
        ``(n_stops,) int64`` weight of waiting, thousandths.
    early_s
        Margin at the stop before the first bus; 0 where the last one is left.

    Returns
    -------
    Ends
        The margin included.
    """
    return Ends(
        frozen(np.searchsorted(walks.stop, np.arange(wait.size + 1)), np.int32),
        frozen(walks.time_s + early_s),
        _ranked(MS * walks.burden_s + early_s * wait[walks.stop], walks.length_m),
        frozen(walks.length_m),
    )


def best_ends(ends: NDArray[np.int64]) -> list[int]:
    """Return the journeys that no other beats once burden is whole seconds.

    Parameters
    ----------
    ends
        Journeys of the kernel.

    Returns
    -------
    list of int
        Their rows; of equal ones that with the fewest rides, then the least burden in ms, then
        the shortest walk.
    """
    rows = [
        (
            int(row[raptor.END_TIME]),
            max(int(row[raptor.END_RIDES]) - 1, 0),
            -(-int(row[raptor.END_BURDEN]) // MS),
            int(row[raptor.END_RIDES]),
            int(row[raptor.END_BURDEN]),
            int(row[raptor.END_LENGTH]),
            index,
        )
        for index, row in enumerate(ends)
    ]
    kept: list[tuple[int, ...]] = []
    for row in sorted(rows):
        if not any(all(a <= b for a, b in zip(one[:3], row[:3], strict=True)) for one in kept):
            kept.append(row)
    return [row[-1] for row in kept]


def roughs(task: Task, legs: Legs) -> list[Rough]:
    """Return every journey that no other beats, its walks not read yet.

    Parameters
    ----------
    task
        What was searched.
    legs
        What was found.

    Returns
    -------
    list of Rough
        By burden, then changes and the moment to leave.
    """
    made = [_rough(task, legs, end) for end in best_ends(legs.ends)]
    return sorted(made, key=lambda one: (one.burden_s, one.changes, one.depart_s))


def _rough(task: Task, legs: Legs, end: int) -> Rough:
    row = int(legs.ends[end, raptor.END_ROW])
    burden_s = -(-int(legs.ends[end, raptor.END_BURDEN]) // MS)
    rides = raptor.read_back(legs, end)
    if not rides:
        walk = task.directs[row]
        depart = task.asked_s - walk.time_s if task.arrive_by else task.asked_s
        return Rough((), row, burden_s, walk.length_m, depart, depart + walk.time_s)
    first, last = rides[0], rides[-1]
    rows = first.walk_row, row
    if task.arrive_by:
        first, last, rows = last, first, rows[::-1]
    depart = _ride(task, first).depart_s - task.profile.at_stop_early_s
    return Rough(
        rides,
        row,
        burden_s,
        int(legs.ends[end, raptor.END_LENGTH]),
        depart - int(task.access.time_s[rows[0]]),
        _ride(task, last).arrive_s + int(task.egress.time_s[rows[1]]),
    )


def found_of(
    task: Task,
    one: Rough,
    stop_walk: Callable[[StopWalks, int], Walk],
    change_walk: Callable[..., Walk],
) -> Found:
    """Read a journey in full, the right way round.

    Parameters
    ----------
    task
        What was searched.
    one
        The journey.
    stop_walk, change_walk
        As for :func:`search`.

    Returns
    -------
    Found
        With its walks and rides.
    """
    ends = one.depart_s, one.arrive_s, one.burden_s
    if not one.rides:
        return Found(*ends, one.length_m, (task.directs[one.row],), ())
    start, finish = (task.egress, task.access) if task.arrive_by else (task.access, task.egress)
    walks = [stop_walk(start, one.rides[0].walk_row)]
    changed = one.rides[1:]
    walks += [change_walk(*task.changes.walk(leg.walk_row, task.arrive_by)) for leg in changed]
    walks.append(stop_walk(finish, one.row))
    made = [_ride(task, leg) for leg in one.rides]
    if task.arrive_by:
        walks.reverse()
        made.reverse()
    return Found(*ends, one.length_m, tuple(walks), tuple(made))


def _ride(task: Task, leg: raptor.Leg) -> Ride:
    table = task.timetable
    pattern = int(np.searchsorted(table.pattern_first_stop, leg.board_visit, side="right")) - 1
    first = int(table.pattern_first_stop[pattern])
    n = int(table.pattern_first_stop[pattern + 1]) - first
    first_trip = int(table.pattern_first_trip[pattern])
    trip = leg.trip - first_trip
    board, alight = leg.board_visit - first, leg.alight_visit - first
    event = int(table.pattern_first_event[pattern]) + trip * n
    depart, arrive = int(table.departure[event + board]), int(table.arrival[event + alight])
    if not task.arrive_by:
        return Ride(pattern, leg.trip, board, alight, depart, arrive)
    n_trips = int(table.pattern_first_trip[pattern + 1]) - first_trip
    return Ride(
        pattern, first_trip + n_trips - 1 - trip, n - 1 - alight, n - 1 - board, -arrive, -depart
    )
