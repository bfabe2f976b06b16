"""Walks of many points in lanes, searched once for all from the side where fewer set out.

Points that lie near each other also lie near each other in lanes: what leads to none of them is
then no work. Points without any stop near them share no search with the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.kernels.lanes import LANES
from transit.network.link import Link
from transit.route.reach.quick_ends import (
    Ends,
    LaneWalks,
    find_direct,
    find_lane_rows,
    lane_walks,
    stops_by_corner,
    walks_of_lanes,
)
from transit.route.router import Router
from transit.route.walks import Streets

_BITS: Final = 16


@dataclass(frozen=True, slots=True)
class BlockWalks:
    """The walks of any number of points in lanes.

    ``order (n_lanes,) int64`` in which they lie in lanes, those without any stop last; ``rows`` of
    each, in this order, ``(n, 2) int64``: stop, and s with the margin before a first bus; ``direct
    (n_ends, n_lanes) int32`` s all the way, quickest.
    """

    order: NDArray[np.int64]
    rows: list[NDArray[np.int64]]
    direct: NDArray[np.int32]
    n_stops: int

    def parts(self) -> list[tuple[NDArray[np.int64], LaneWalks]]:
        """Return the points of one search after the other, and their walks.

        Returns
        -------
        list of tuple
            Numbers of 64 points at most, as they were given.
        """
        made = []
        for first in range(0, self.order.size, LANES):
            last = first + LANES
            walks = lane_walks(self.rows[first:last], self.direct[:, first:last], self.n_stops)
            made.append((self.order[first:last], walks))
        return made


def walk_block(
    router: Router, streets: Streets, lanes: Sequence[Link], ends: Ends, outward: bool
) -> BlockWalks:
    """Search the quickest walks between points in lanes, stops and the points at the other end.

    Parameters
    ----------
    router
        Room for walks.
    streets
        The streets.
    lanes
        How the points in the lanes join them, any number.
    ends
        The points at the other end.
    outward
        Whether people set out from the points in the lanes.

    Returns
    -------
    BlockWalks
        For as many searches as are needed.
    """
    order = side_by_side(lanes)
    links = [lanes[at] for at in order]
    n_corners = stops_by_corner(streets).first.size - 1
    if len(links) <= min(len(links), n_corners) + len(ends.links):
        rows, direct = walks_of_lanes(router, streets, links, ends, outward)
    else:
        rows = find_lane_rows(router, streets, links, outward, every=False)
        direct = find_direct(router, streets, links, ends.links, outward)
    near = np.argsort([len(each) == 0 for each in rows], kind="stable")
    return BlockWalks(order[near], [rows[at] for at in near], direct[:, near], streets.n_stops)


def side_by_side(links: Sequence[Link]) -> NDArray[np.int64]:
    """Return an order in which points that lie near each other mostly follow each other.

    Parameters
    ----------
    links
        How the points join the streets.

    Returns
    -------
    ndarray
        ``(n,) int64``, along a Z-order curve.
    """
    if not links:
        return np.zeros(0, np.int64)
    lat = np.array([link.lat for link in links])
    lon = np.array([link.lon for link in links]) * np.cos(np.radians(lat.mean()))
    cell = max(np.ptp(lat), np.ptp(lon)) / ((1 << _BITS) - 1) or 1.0
    at = [((each - each.min()) / cell).astype(np.int64) for each in (lat, lon)]
    key = np.zeros(len(links), np.int64)
    for bit in range(_BITS):
        for turn, each in enumerate(at):
            key |= (each >> bit & 1) << (2 * bit + turn)
    return np.argsort(key, kind="stable")
