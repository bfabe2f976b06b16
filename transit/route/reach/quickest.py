"""Time and changes only, between many places at every moment asked.

The points at one end lie in lanes, side by side. Where that is the end that is not timed a search
serves 64 of them, all points at the other end and all moments. Where it is the timed end a lane is
a point at a moment, and a search of its own (:mod:`transit.route.reach.quick_timed`): it looks at
nothing but what can be reached in time.
"""

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import TimetableArrays, frozen
from transit.kernels.lane_ends import Boards, Windows, cut, within_windows
from transit.kernels.lane_hopes import Lines
from transit.kernels.lane_ranks import rank_within
from transit.kernels.lanes import LANES, NEVER, Plan, Rows, boardings_by_stop, lay_out, run_lanes
from transit.kernels.profile_best import NOTHING as NO_JOURNEY
from transit.kernels.quick_rides import Footpaths
from transit.kernels.raptor import Changes
from transit.model.fact import Stance
from transit.model.profile import Profile
from transit.network.link import Link
from transit.route.boarding import boardable
from transit.route.ground import Ground
from transit.route.query import NOTHING
from transit.route.reach.asked import Moments
from transit.route.reach.quick_ends import Ends, LaneWalks, find_ends, walk_lanes
from transit.route.reach.quick_timed import TimedCourse, ride_from
from transit.route.router import Router

_SLAB_S: Final = 900
"""Length of a slab, s: some megabytes of numbers. Never changes a result."""

_LINE: Final = 64
"""Bytes of a cache line."""


class Room:
    """Room for the numbers of one search after another: hundreds of bytes a boarding and thread.

    Several days may share it, for a search needs it only while it runs. What is never written to
    takes no memory.
    """

    def __init__(self) -> None:
        self._local = threading.local()

    def take(self, n_slots: int, most_rides: int, n_kept: int) -> Rows:
        """Return the room that a search fills; what this thread's last one found is lost.

        Parameters
        ----------
        n_slots
            Boardings of the day.
        most_rides
            Most rides.
        n_kept
            For how many numbers of rides the answer is kept.

        Returns
        -------
        Rows
            For :func:`transit.kernels.lanes.run_lanes`.
        """
        n_stand, n_there = (n * n_slots for n in (most_rides - 1, n_kept))
        n = n_stand + n_there
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or held[1].size < n:
            held = _aligned(n * LANES), np.empty(n, np.int16), np.empty(n, np.int32)
            self._local.held = held
        table, least, row = held
        stand, there = (most_rides - 1, n_slots), (n_kept, n_slots)
        return Rows(
            table,
            least[:n_stand].reshape(stand),
            row[:n_stand].reshape(stand),
            least[n_stand:n].reshape(there),
            row[n_stand:n].reshape(there),
        )


_Held = tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int32]]
"""Rows of lanes, the least of each, and where it is."""


def _aligned(n: int) -> NDArray[np.int16]:
    """Return room that begins with a cache line, so that a row of lanes takes two, not three."""
    whole = np.empty(n + _LINE // 2, np.int16)
    start = -whole.ctypes.data % _LINE // 2
    return whole[start : start + n]


@dataclass(frozen=True, slots=True)
class QuickDay:
    """A day ready for searches by time and changes only.

    ``toward`` whether people ride towards the points in the lanes; ``course`` where these are at
    the end that the moments belong to, otherwise ``plan``, ``windows`` when the points at the other
    end may be left, and ``stop_first``, ``leaves`` and ``slot``, what can be boarded at each stop,
    as in :class:`~transit.kernels.lane_ends.Boards`. ``early_s`` how long before a moment one is
    there.
    """

    ground: Ground
    moments: Moments
    toward: bool
    searched: NDArray[np.int64]
    early_s: int
    course: TimedCourse | None
    plan: Plan | None
    windows: Windows | None
    n_trips: int
    most_rides: int
    room: Room
    stop_first: NDArray[np.int64]
    leaves: NDArray[np.int32]
    slot: NDArray[np.int32]

    @property
    def timed(self) -> bool:
        """Whether the points in the lanes are at the end that the moments belong to."""
        return self.course is not None

    @property
    def most_s(self) -> int:
        """Longest time between the moment and the other end of a journey, s."""
        return self.moments.window_s + self.moments.longest_s

    def boards(self, ends: Ends) -> Boards:
        """Return what can be boarded from the points at the other end.

        Parameters
        ----------
        ends
            The points.

        Returns
        -------
        Boards
            As kernels take them.
        """
        return Boards(ends.first, ends.stop, ends.walk_s, self.stop_first, self.leaves, self.slot)


def reason_against(profile: Profile, most_s: int) -> str | None:
    """Say why time and changes alone do not answer a question.

    Parameters
    ----------
    profile
        How people travel.
    most_s
        From a moment to the other end of a journey at most, s.

    Returns
    -------
    str or None
        None where they do.
    """
    if profile.longest_total_walk_m is not None:
        return "the profile limits how far is walked in all, and the quickest journey may walk more"
    if most_s >= NEVER:
        return f"journeys of more than {NEVER // 3600} hours are asked for"
    return None


def quick_day(
    router: Router,
    stance: Stance,
    date: dt.date,
    moments: Moments,
    *,
    timed: bool,
    room: Room | None = None,
) -> QuickDay:
    """Make a day ready for searches by time and changes only.

    Parameters
    ----------
    router
        Area and profile.
    stance
        How unknown facts are read.
    date
        Service date.
    moments
        What is asked.
    timed
        Whether the lanes hold the points that the moments belong to: destinations when arriving,
        origins when leaving.
    room
        That of another day, to be shared; its own when None.

    Returns
    -------
    QuickDay
        For any number of points.

    Raises
    ------
    InputError
        As :func:`reason_against` says.
    """
    profile, most_s = router.profile, moments.window_s + moments.longest_s
    if (why := reason_against(profile, most_s)) is not None:
        raise InputError(f"{why}; ask with burden (a profile search)")
    toward = moments.arrive_by == timed
    ground = router.ground(stance)
    day = router.day(date, most_s + profile.arrive_early_s)
    rules = boardable(day.day, router.area.timetable, ground.boarding, stance, NOTHING)
    early = profile.arrive_early_s if moments.arrive_by else 0
    searched = moments.times - early if toward else (early - moments.times)[::-1]
    # From the timed end the search sets out; to the other end lanes are filled backwards.
    onwards = toward == timed
    timetable = day.narrowed(rules, arrive_by=onwards)
    changes = quickest_changes(ground.changes.changes(arrive_by=onwards))
    course = plan = windows = None
    boards = _NO_BOARDS
    if timed:
        course = TimedCourse(
            timetable, Footpaths(*changes), profile.most_changes + 1, moments.window_s, most_s
        )
    else:
        span = int(searched[0]), int(searched[-1]) + most_s
        boards, event = _boards(timetable, ground.streets.n_stops, span)
        plan = _plan(timetable, boards, event, changes, span)
        windows = cut(frozen(searched, np.int64), moments.window_s, most_s)
    return QuickDay(
        ground=ground,
        moments=moments,
        toward=toward,
        searched=frozen(searched, np.int64),
        early_s=early,
        course=course,
        plan=plan,
        windows=windows,
        n_trips=int(timetable.pattern_first_trip[-1]),
        most_rides=profile.most_changes + 1,
        room=Room() if room is None else room,
        stop_first=boards[0],
        leaves=boards[1],
        slot=boards[2],
    )


_Boards = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]
"""First of each stop, leaves and slot."""

_NO_BOARDS: Final[_Boards] = (
    frozen(np.zeros(0), np.int64),
    frozen(np.zeros(0), np.int32),
    frozen(np.zeros(0), np.int32),
)


def _boards(
    timetable: TimetableArrays, n_stops: int, span: tuple[int, int]
) -> tuple[_Boards, NDArray[np.int64]]:
    """Return what can be boarded at each stop within a span, and the event of each boarding."""
    stop_first, leaves, event = boardings_by_stop(timetable, n_stops, *span)
    order = np.argsort(-leaves, kind="stable")
    slot = np.empty(order.size, np.int32)
    slot[order] = np.arange(order.size)
    return (frozen(stop_first), frozen(leaves), frozen(slot)), event


def _plan(
    timetable: TimetableArrays,
    boards: _Boards,
    event: NDArray[np.int64],
    changes: tuple[NDArray[Any], ...],
    span: tuple[int, int],
) -> Plan:
    """Lay a day out for lanes."""
    stop_first, leaves, slot = boards
    slot_of = np.full(timetable.arrival.size, -1, np.int32)
    slot_of[event] = slot
    starts = np.zeros(slot.size, np.bool_)
    starts[stop_first[:-1][np.diff(stop_first) > 0]] = True
    follows = np.flatnonzero(~starts)
    before = np.full(slot.size, -1, np.int32)
    before[slot[follows]] = slot[follows - 1]
    by_slot = np.empty_like(leaves)
    by_slot[slot] = leaves
    laid = lay_out(
        timetable, stop_first, leaves, slot, frozen(slot_of), changes, span[0], span[1], _SLAB_S
    )
    slabs = (span[1] - by_slot.astype(np.int64)) // _SLAB_S
    return Plan(
        frozen(slot_of),
        frozen(by_slot),
        frozen(before),
        Lines(
            timetable.pattern_first_stop,
            timetable.pattern_stop,
            timetable.pattern_board,
            timetable.pattern_alight,
            *changes[:2],
        ),
        frozen(laid[0]),
        frozen(np.searchsorted(slabs, np.arange(laid[0].size)), np.int64),
        *(frozen(each) for each in laid[1:]),
    )


def quickest_changes(
    changes: Changes,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Return the quickest of the footpaths between each two stops.

    Parameters
    ----------
    changes
        Footpaths in the direction of a search.

    Returns
    -------
    tuple of ndarray
        As :class:`~transit.kernels.quick_rides.Footpaths` takes them.
    """
    n_stops = changes.first.size - 1
    start = np.repeat(np.arange(n_stops), np.diff(changes.first))
    order = np.lexsort((changes.time_s, changes.to_stop, start))
    start, to_stop, time_s = start[order], changes.to_stop[order], changes.time_s[order]
    keep = np.ones(order.size, np.bool_)
    keep[1:] = (np.diff(start) != 0) | (np.diff(to_stop) != 0)
    first = np.searchsorted(start[keep], np.arange(n_stops + 1))
    return frozen(first, np.int64), frozen(to_stop[keep], np.int32), frozen(time_s[keep], np.int64)


def ends_of(router: Router, day: QuickDay, links: Sequence[Link]) -> Ends:
    """Search the walks of the points at the other end than the lanes.

    Parameters
    ----------
    router
        Room for walks.
    day
        The day.
    links
        How each point joins the streets.

    Returns
    -------
    Ends
        For any number of searches.
    """
    return find_ends(router, day.ground.streets, links, day.toward, every=not day.timed)


def find_quickest(
    router: Router, day: QuickDay, lanes: Sequence[Link], ends: Ends, *, only_best: bool = False
) -> NDArray[np.int16]:
    """Find how long it takes between some points and all at the other end, at every moment.

    The lanes hold the points that the moments do not belong to.

    Parameters
    ----------
    router
        Room for walks.
    day
        The day, made with ``timed=False``.
    lanes
        How the points in the lanes join the streets, 64 at most.
    ends
        The points at the other end.
    only_best
        Leave out what is found with fewer changes than the profile allows.

    Returns
    -------
    ndarray
        ``(n_ends, n_rides, n_moments, n_lanes) int16`` s between the moment (less the margin for
        being early) and the other end of the journey, with so many changes or fewer; NEVER where
        there is no journey. Walking all the way counts as no change.
    """
    if len(lanes) > LANES:
        raise InputError(f"at most {LANES} points at once, at the end that is not timed")
    walks = walk_lanes(router, day.ground.streets, lanes, ends, not day.toward, every=False)
    found = find_quickest_for(day, walks, ends, only_best=only_best)
    return found[..., : len(lanes)]


def find_quickest_for(
    day: QuickDay, walks: LaneWalks, ends: Ends, *, only_best: bool = False
) -> NDArray[np.int16]:
    """Find the same where the walks are known.

    Parameters
    ----------
    day
        The day, made with ``timed=False``.
    walks
        Those of the points in the lanes.
    ends
        The points at the other end.
    only_best
        Leave out what is found with fewer changes than the profile allows.

    Returns
    -------
    ndarray
        As :func:`find_quickest` gives it, of all 64 lanes.
    """
    rows = run(day, walks, 1 if only_best else day.most_rides)
    found: NDArray[np.int16] = within_windows(
        day.boards(ends), 0, len(ends.links), day.windows, rows, walks.direct
    )
    # Searched moments run backwards against the way people ride.
    return found if day.toward else found[:, :, ::-1]


def find_ranks_for(
    day: QuickDay, walks: LaneWalks, ends: Ends, ranks: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Find how long it takes at so many of the moments, where the walks are known.

    Parameters
    ----------
    day
        The day, made with ``timed=False``.
    walks
        Those of the points in the lanes.
    ends
        The points at the other end.
    ranks
        ``(n_ranks,) int64``: how many moments may be quicker. Moments without a journey are the
        slowest.

    Returns
    -------
    ndarray
        ``(n_ends, 64, 1 + n_ranks) int32``: the number of moments with a journey, then s between
        the moment (less the margin for being early) and the other end; -1 where there is none.
    """
    if not walks.egress.size:
        return _ranks_on_foot(day, walks.direct, ranks.size)
    rows = run(day, walks, 1)
    found: NDArray[np.int32] = rank_within(
        day.boards(ends), 0, len(ends.links), day.windows, rows, walks.direct, ranks
    )
    return found


def _ranks_on_foot(day: QuickDay, direct: NDArray[np.int32], n_ranks: int) -> NDArray[np.int32]:
    """Return the same where no stop is near any of the points: a walk takes as long all day."""
    walk = np.where(direct <= day.most_s, direct, NO_JOURNEY)
    made = np.repeat(walk[..., None], 1 + n_ranks, axis=2)
    made[..., 0] = np.where(walk == NO_JOURNEY, 0, day.moments.times.size)
    return made


def run(day: QuickDay, walks: LaneWalks, n_kept: int) -> Rows:
    """Fill the lanes of one search.

    Parameters
    ----------
    day
        The day, made with ``timed=False``.
    walks
        Those of the points in the lanes.
    n_kept
        For how many numbers of rides the answer is kept, the most ones.

    Returns
    -------
    Rows
        Lost at the next search of this thread.

    Raises
    ------
    InputError
        Where the day was made otherwise.
    """
    if day.plan is None:
        raise InputError("this day was made for points at the end that is timed")
    rows = day.room.take(day.plan.leaves.size, day.most_rides, n_kept)
    run_lanes(day.plan, day.n_trips, day.most_s, walks.egress, walks.near, rows)
    return rows


def find_quickest_at(
    router: Router, day: QuickDay, lanes: Sequence[tuple[Link, int]], ends: Ends
) -> NDArray[np.int16]:
    """Find how long it takes between some points, each at a moment of its own, and the other end.

    Parameters
    ----------
    router
        Room for walks.
    day
        The day, made with ``timed=True``.
    lanes
        How each point in the lanes joins the streets, and which of the moments asked, in their
        order; 64 at most.
    ends
        The points at the other end.

    Returns
    -------
    ndarray
        ``(n_ends, n_rides, n_lanes) int16`` s, as in :func:`find_quickest`.
    """
    links = [link for link, _ in lanes]
    times = day.moments.times[[at for _, at in lanes]]
    walks = walk_lanes(router, day.ground.streets, links, ends, not day.toward, every=True)
    return find_quickest_on(day, walks, day.boards(ends), times)


def find_quickest_on(
    day: QuickDay, walks: LaneWalks, boards: Boards, times: NDArray[np.int64]
) -> NDArray[np.int16]:
    """Find the same where the walks are known.

    Parameters
    ----------
    day
        The day, made with ``timed=True``.
    walks
        Those of the points in the lanes.
    boards
        What can be boarded from the points at the other end.
    times
        ``(n_lanes,) int64`` s of the service date, the moment of each lane: between the first and
        the last that the day was made with.

    Returns
    -------
    ndarray
        As :func:`find_quickest_at` gives it.
    """
    if day.course is None or times.size > LANES:
        raise InputError(f"at most {LANES} points at once, at the end that is timed")
    return ride_from(day.course, walks, boards, day.early_s - times if day.toward else times)
