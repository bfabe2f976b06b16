"""What every search of one profile, stance, day and direction shares."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.kernels.boardings import Boardings, Leads, find_boardings
from transit.kernels.bounds import Hops
from transit.kernels.nexts import find_nexts, find_rows_of_use
from transit.kernels.raptor import Changes
from transit.kernels.ways import Asked, Course
from transit.model.fact import Stance
from transit.route.boarding import boardable
from transit.route.days import ReadyDay
from transit.route.ground import Ground
from transit.route.query import NOTHING, Avoid
from transit.route.reach.asked import Moments, kernel_asked
from transit.route.router import Router


@dataclass(frozen=True, slots=True)
class Prepared:
    """A day ready for searches from everywhere to one place, or back.

    ``course`` runs the way that people do when arriving by a time, and is mirrored when they leave
    after one: the search itself runs against it, from the place back to the homes. ``at_stops`` is
    what can be boarded by who stands at a stop.
    """

    ground: Ground
    day: ReadyDay
    moments: Moments
    asked: Asked
    course: Course
    at_stops: Boardings

    @property
    def span(self) -> tuple[int, int]:
        """First and last second at which a bus may matter."""
        return span(self.asked)


def span(asked: Asked) -> tuple[int, int]:
    """Return the first and last second at which a bus may matter.

    Parameters
    ----------
    asked
        What is asked.

    Returns
    -------
    tuple of int
        Seconds, in the direction of the search.
    """
    first = int(asked.moments[0]) - asked.window_s - asked.longest_s
    return first, int(asked.moments[-1])


def prepare(
    router: Router, stance: Stance, date: dt.date, moments: Moments, avoid: Avoid = NOTHING
) -> Prepared:
    """Make a day ready for one profile in one stance.

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
    avoid
        What to do without; stops not to begin at are not regarded.

    Returns
    -------
    Prepared
        For any number of places and homes.
    """
    ground = router.ground(stance).without(avoid.edges)
    beside_s = moments.window_s + moments.longest_s + router.profile.arrive_early_s
    day = router.day(date, beside_s)
    rules = boardable(day.day, router.area.timetable, ground.boarding, stance, avoid)
    # Homes are sought from the place backwards, so buses are looked at the other way round from a
    # search that starts at the home.
    timetable = day.narrowed(rules, arrive_by=not moments.arrive_by)
    changes = ground.changes.changes(arrive_by=not moments.arrive_by)
    asked = kernel_asked(moments, router.profile, changes.wait)
    slack = np.zeros(changes.first.size - 1, np.int64)
    np.maximum.at(slack, changes.to_stop, changes.wait)
    first, last = span(asked)
    limited = asked.longest_m >= 0
    n_stops = changes.first.size - 1
    here = np.arange(n_stops + 1, dtype=np.int64)
    none = np.zeros(n_stops, np.int64)
    standing = Leads(frozen(here), frozen(here[:-1], np.int32), *(4 * (frozen(none),)))
    given = (first, last, asked.ride, limited)
    at_stops = fixed(find_boardings(timetable, standing, *given))
    found = fixed(find_boardings(timetable, leads_of(changes), *given))
    startable = router.area.stops.corner >= 0
    hops = day.course(not moments.arrive_by).hops
    back = ground.changes.changes(arrive_by=moments.arrive_by)
    ways_back = hops, back
    course = _course(timetable, at_stops, found, frozen(slack), startable, asked, ways_back)
    return Prepared(ground, day, moments, asked, course, at_stops)


def _course(
    timetable: TimetableArrays,
    at_stops: Boardings,
    changes: Boardings,
    slack: NDArray[np.int64],
    startable: NDArray[np.bool_],
    asked: Asked,
    ways_back: tuple[Hops, Changes],
) -> Course:
    """Find out, from the homes on, what can be boarded after how many rides."""
    place_of = trips_of_events(timetable)
    n_events = timetable.arrival.size
    begins = np.zeros(n_events, np.bool_)
    stops = np.repeat(np.arange(startable.size), np.diff(at_stops.first))
    begins[at_stops.event[startable[stops]]] = True
    horizon = asked.window_s + asked.longest_s
    changed = np.zeros((asked.most_rides, n_events), np.bool_)
    rows = np.zeros((asked.most_rides, changes.event.size), np.bool_)
    nexts = np.zeros((asked.most_rides, asked.waits.size, n_events), np.int32)
    boarded = np.zeros(n_events, np.bool_)
    for left in range(asked.most_rides - 1, 0, -1):
        nexts[left] = find_nexts(
            timetable,
            at_stops,
            frozen(place_of[:, 1], np.int32),
            begins,
            boarded.copy(),
            slack,
            asked.waits,
            asked.ride,
            horizon,
        )
        rows[left] = find_rows_of_use(timetable, nexts[left], changes, horizon)
        changed[left - 1, changes.event[rows[left]]] = True
        boarded |= changed[left - 1]
    return Course(
        timetable,
        boardings_in_order(timetable, at_stops),
        place_of,
        slack,
        changes,
        frozen(nexts),
        frozen(rows),
        frozen(begins),
        frozen(changed),
        alightings_in_order(timetable),
        *ways_back,
    )


def alightings_in_order(
    timetable: TimetableArrays,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the events at which each stop can be got off at, the first to arrive first.

    Parameters
    ----------
    timetable
        A day.

    Returns
    -------
    first, event : ndarray
        ``(n_stops + 1,) int64`` into ``(n,) int64``.
    """
    sizes = np.diff(timetable.pattern_first_stop)
    trips = np.diff(timetable.pattern_first_trip)
    first = timetable.pattern_first_stop[:-1].astype(np.int64)
    before = np.repeat(timetable.pattern_first_event[:-1], sizes * trips)
    within = np.arange(timetable.arrival.size) - before
    visit = np.repeat(first, sizes * trips) + within % np.repeat(sizes, sizes * trips)
    event = np.flatnonzero(timetable.pattern_alight[visit] != 0)
    stop = timetable.pattern_stop[visit[event]]
    order = np.lexsort((timetable.arrival[event], stop))
    n_stops = timetable.stop_first_visit.size - 1
    edges = np.searchsorted(stop[order], np.arange(n_stops + 1))
    return frozen(edges, np.int64), frozen(event[order], np.int64)


def boardings_in_order(timetable: TimetableArrays, at_stops: Boardings) -> NDArray[np.int64]:
    """Return the events at which one can board, the last to leave first, ends of trips first.

    Parameters
    ----------
    timetable
        A day.
    at_stops
        Where one can board.

    Returns
    -------
    ndarray
        ``(n,) int64`` events.
    """
    event = at_stops.event.astype(np.int64)
    order = np.lexsort((-event, -timetable.departure[event].astype(np.int64)))
    return frozen(event[order])


def trips_of_events(timetable: TimetableArrays) -> NDArray[np.int64]:
    """Return the pattern and the trip of each event.

    Parameters
    ----------
    timetable
        A day.

    Returns
    -------
    ndarray
        ``(n_events, 2) int64``.
    """
    sizes = np.diff(timetable.pattern_first_stop)
    trips = np.diff(timetable.pattern_first_trip)
    pattern = np.repeat(np.arange(trips.size), sizes * trips)
    trip = np.repeat(np.arange(trips.sum()), np.repeat(sizes, trips))
    return frozen(np.stack([pattern, trip], axis=1), np.int64)


def leads_of(changes: Changes) -> Leads:
    """Return footpaths as walks that lead to boardings.

    Parameters
    ----------
    changes
        Footpaths with their prices.

    Returns
    -------
    Leads
        The same, as kernels take them.
    """
    return Leads(
        frozen(changes.first, np.int64),
        changes.to_stop,
        changes.time_s,
        changes.burden_ms,
        changes.length_m,
        changes.wait,
    )


def fixed(fields: tuple[NDArray[np.int64], ...]) -> Boardings:
    """Return a kernel's fields as boardings that kernels take.

    Parameters
    ----------
    fields
        As :func:`transit.kernels.boardings.find_boardings` returns them.

    Returns
    -------
    Boardings
        Read-only.
    """
    return Boardings(*(frozen(each) for each in fields))
