"""Walks of searches by time, kept for all searches of people who walk alike.

Dates, moments and what rides may ask change no walk: so those of each place are searched once.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from transit.kernels.arrays import frozen
from transit.kernels.lane_ends import Boards
from transit.kernels.lanes import NEVER
from transit.network.link import Link
from transit.route.reach.quick_ends import LaneWalks, find_ends_to, find_lane_rows, lane_walks
from transit.route.reach.quickest import QuickDay
from transit.route.router import Router
from transit.route.walks import Streets

if TYPE_CHECKING:
    from numpy.typing import NDArray


class EndWalks(NamedTuple):
    """Walks between places and stops, as :class:`~transit.kernels.lane_ends.Boards` has them."""

    first: "NDArray[np.int64]"
    stop: "NDArray[np.int32]"
    walk_s: "NDArray[np.int32]"


class KeptWalks:
    """Walks between stops, the places in lanes and those at the other end, each searched once.

    Places go by identity: none may be let go while this is used.

    Parameters
    ----------
    toward
        Whether people ride towards the places in lanes.
    """

    def __init__(self, *, toward: bool) -> None:
        self._toward = toward
        self._n_stops = 0
        self._lanes: dict[int, int] = {}
        self._lane_links: list[Link] = []
        self._lane_rows: list[NDArray[np.int64]] = []
        self._ends: dict[int, int] = {}
        self._end_rows: list[NDArray[np.int64]] = []
        self._direct: list[NDArray[np.int32]] = []

    def search(
        self, router: Router, streets: Streets, lanes: Iterable[Link], ends: Iterable[Link]
    ) -> None:
        """Search the walks of places that are not known yet.

        Parameters
        ----------
        router
            Of any of the people who walk alike.
        streets
            Theirs.
        lanes
            Places in lanes; all that there will be are best given at once.
        ends
            Places at the other end.
        """
        self._n_stops = streets.n_stops
        new = _new(lanes, self._lanes)
        if new:
            self._lanes |= {id(link): len(self._lanes) + at for at, link in enumerate(new)}
            self._lane_links += new
            self._lane_rows += find_lane_rows(router, streets, new, not self._toward)
            # Walks all the way to the new places are wanting, so the other ends are searched anew.
            self._ends, self._end_rows, self._direct = {}, [], []
        new = _new(ends, self._ends)
        if new:
            self._ends |= {id(link): len(self._ends) + at for at, link in enumerate(new)}
            rows, direct = find_ends_to(router, streets, new, self._lane_links, self._toward)
            self._end_rows += rows
            self._direct += list(direct)

    def end_walks(self, ends: Sequence[Link]) -> EndWalks:
        """Return the walks between stops and places at the other end.

        Parameters
        ----------
        ends
            The places, known by now.

        Returns
        -------
        EndWalks
            In their order.
        """
        rows = [self._end_rows[self._ends[id(link)]] for link in ends]
        first = np.concatenate([[0], np.cumsum([len(each) for each in rows])])
        every = np.concatenate(rows)
        return EndWalks(
            frozen(first, np.int64), frozen(every[:, 0], np.int32), frozen(every[:, 1], np.int32)
        )

    def boards(self, ends: Sequence[Link], day: QuickDay) -> Boards:
        """Return what can be boarded from places at the other end.

        Parameters
        ----------
        ends
            The places, known by now.
        day
            The day.

        Returns
        -------
        Boards
            In their order.
        """
        return Boards(*self.end_walks(ends), day.stop_first, day.leaves, day.slot)

    def lanes(self, lanes: Sequence[Link], ends: Sequence[Link]) -> LaneWalks:
        """Return the walks of the places in the lanes of one search.

        Parameters
        ----------
        lanes
            The places in the lanes, known by now, 64 at most; one may be in several.
        ends
            The places at the other end, known by now.

        Returns
        -------
        LaneWalks
            As a search for them finds them.
        """
        at = [self._lanes[id(link)] for link in lanes]
        direct = np.stack([self._direct[self._ends[id(link)]] for link in ends])[:, at]
        return lane_walks([self._lane_rows[lane] for lane in at], direct, self._n_stops)

    def joins(self, lane: Link, end: Link) -> bool | None:
        """Tell whether one may walk all the way between two places.

        Parameters
        ----------
        lane, end
            A place in lanes, and one at the other end.

        Returns
        -------
        bool or None
            None where their walks were not searched.
        """
        lane_at, end_at = self._lanes.get(id(lane)), self._ends.get(id(end))
        if lane_at is None or end_at is None:
            return None
        return bool(self._direct[end_at][lane_at] < NEVER)


def _new(links: Iterable[Link], known: dict[int, int]) -> list[Link]:
    return list({id(link): link for link in links if id(link) not in known}.values())
