"""Time and changes only: many places, all homes and every time of a day at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import UNREACHED, frozen
from transit.kernels.boardings import Boardings
from transit.kernels.lanes import (
    LANES,
    Transfers,
    earliest_arrivals,
    find_transfers,
    from_home,
    latest_departures,
)
from transit.network.link import Link
from transit.route.reach.homes import Homes
from transit.route.reach.prepared import Prepared
from transit.route.router import Router
from transit.route.walks import find_reach, stop_walks


@dataclass(frozen=True, slots=True)
class Timed:
    """A day ready for searches by time and changes only.

    ``row_of (n_events,) int32`` row of ``at_stops`` of each event, -1 where none is boarded.
    """

    prepared: Prepared
    transfers: Transfers
    row_of: NDArray[np.int32]

    @property
    def at_stops(self) -> Boardings:
        """What can be boarded at each stop, the latest first."""
        return self.prepared.at_stops


@dataclass(frozen=True, slots=True)
class Quickest:
    """When each of some places is reached at the earliest from each boarding of the day.

    ``there (most_rides, n_boardings, 32) int32`` s, in the direction of the search, with so many
    rides or fewer; lanes beyond ``n_places`` are empty.
    """

    timed: Timed
    n_places: int
    there: NDArray[np.int32]

    def leave(self, homes: Homes, home: int) -> NDArray[np.int32]:
        """Return the last second at which to leave a home by bus, for each moment asked.

        A journey may arrive any time before the moment: there is no window. Walking all the way is
        not among them.

        Parameters
        ----------
        homes
            Homes of the same day.
        home
            Which of them.

        Returns
        -------
        ndarray
            ``(n_moments, most_rides, n_places) int32`` s of the service date, with so many rides or
            fewer, negated when leaving the place; the lowest number where there is none.
        """
        boardings = homes.boardings
        room = int(boardings.first[home + 1] - boardings.first[home])
        best = np.empty((max(room, 1), self.there.shape[0], LANES), np.int32)
        from_home(home, boardings, self.timed.row_of, self.there, best)
        leave: NDArray[np.int32] = latest_departures(
            home, boardings, best, self.timed.prepared.asked.moments
        )
        return leave[:, :, : self.n_places]


def time_day(prepared: Prepared) -> Timed:
    """Make a day ready for searches by time and changes only.

    Parameters
    ----------
    prepared
        The day.

    Returns
    -------
    Timed
        For any number of places.

    Raises
    ------
    InputError
        The profile limits the metres walked in all, which cannot be left out of a search.
    """
    if prepared.asked.longest_m >= 0:
        raise InputError(
            "this profile limits how far is walked in all; ask with burden (a profile search)"
        )
    course, at_stops = prepared.course, prepared.at_stops
    changes = prepared.ground.changes.changes(arrive_by=not prepared.moments.arrive_by)
    first, row = find_transfers(
        course.timetable, at_stops, changes.first, changes.to_stop, changes.time_s
    )
    row_of = np.full(course.timetable.arrival.size, -1, np.int32)
    row_of[at_stops.event] = np.arange(at_stops.event.size)
    return Timed(prepared, Transfers(frozen(first), frozen(row)), frozen(row_of))


def find_quickest(router: Router, timed: Timed, places: Sequence[Link]) -> Quickest:
    """Search to some places, or from them, at once.

    Parameters
    ----------
    router
        Room for walks.
    timed
        The day.
    places
        How each joins the streets, 32 at most.

    Returns
    -------
    Quickest
        For all homes and moments.
    """
    if len(places) > LANES:
        raise InputError(f"at most {LANES} places at once")
    prepared = timed.prepared
    streets = prepared.ground.streets
    outward = not prepared.moments.arrive_by
    early = router.profile.at_stop_early_s if outward else 0
    n_stops = prepared.ground.boarding.wait.size
    least = np.full((n_stops, LANES), UNREACHED, np.int32)
    for lane, link in enumerate(places):
        walks = stop_walks(streets, find_reach(streets, router.scratch, link, outward))
        np.minimum.at(least[:, lane], walks.stop, (walks.time_s + early).astype(np.int32))
    some = np.flatnonzero((least < UNREACHED).any(axis=1))
    near = np.full(n_stops, -1, np.int32)
    near[some] = np.arange(some.size)
    there = earliest_arrivals(
        prepared.course.timetable,
        timed.transfers,
        timed.at_stops,
        timed.row_of,
        frozen(least[some]),
        frozen(near),
        prepared.asked.most_rides,
    )
    return Quickest(timed, len(places), there)
