"""The homes of a search: how each joins the streets, and what can be boarded from it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.kernels.boardings import Askers, Boardings, Leads, askers_of, find_boardings
from transit.kernels.profile_best import Doors
from transit.kernels.stop_doors import walks_to_doors
from transit.network.link import Link
from transit.route.costs import MS
from transit.route.footpaths import Rows, best_rows, expanded
from transit.route.reach.prepared import Prepared, fixed
from transit.route.router import Router
from transit.route.walks import StopWalks, entries_of, find_reach, stop_walks


@dataclass(frozen=True, slots=True)
class Homes:
    """Homes on the streets of one profile in one stance.

    ``walks`` between each home and the stops around it, in the direction in which they are walked;
    ``askers`` what can be boarded from each, its rows counted through all the homes' walks from
    ``first_walk (n_homes + 1,) int64`` on; ``doors`` the ways between homes and corners, and
    ``edges (n, 2) int64`` homes and the edges on which they lie. There are no ``walks`` where paths
    were not kept.
    """

    links: tuple[Link, ...]
    walks: tuple[StopWalks, ...]
    first_walk: np.ndarray[tuple[int], np.dtype[np.int64]]
    askers: Askers
    doors: Doors
    edges: NDArray[np.int64]

    @property
    def boardings(self) -> Boardings:
        """What can be boarded from each."""
        return self.askers.boardings


def find_homes(
    router: Router, prepared: Prepared, links: Sequence[Link], keep_paths: bool = True
) -> Homes:
    """Search the walks between homes and stops.

    Parameters
    ----------
    router
        Room for searches.
    prepared
        The day.
    links
        How each home joins the streets.
    keep_paths
        Keep how every corner around a home is reached, which reading journeys back needs; without
        it homes take a hundredth of the room, and are searched from the stops, all at once.

    Returns
    -------
    Homes
        For searches to any number of places.
    """
    streets = prepared.ground.streets
    outward = prepared.moments.arrive_by
    doors = ways_to_corners(prepared, links)
    walks: tuple[StopWalks, ...] = ()
    if keep_paths:
        walks = tuple(
            stop_walks(streets, find_reach(streets, router.scratch, link, outward))
            for link in links
        )
        rows = _rows_of(walks)
    else:
        rows = _rows_from_stops(router, prepared, doors)
    first = frozen(np.searchsorted(rows[:, 0], np.arange(len(links) + 1)), np.int64)
    early = router.profile.at_stop_early_s if outward else 0
    wait = prepared.ground.boarding.wait
    leads = Leads(
        first,
        frozen(rows[:, 1], np.int32),
        frozen(rows[:, 2] + early),
        frozen(MS * rows[:, 3] + early * wait[rows[:, 1]]),
        frozen(rows[:, 4]),
        frozen(np.zeros(len(rows), np.int64)),
    )
    asked = prepared.asked
    boardings = fixed(
        find_boardings(
            prepared.course.timetable, leads, *prepared.span, asked.ride, asked.longest_m >= 0
        )
    )
    return Homes(tuple(links), walks, first, askers_of(boardings), doors, _edges_of(links))


def _edges_of(links: Sequence[Link]) -> NDArray[np.int64]:
    """Return each home, in order, and an edge on which it lies."""
    home = np.repeat(np.arange(len(links)), [link.entry_edge.size for link in links])
    edge = np.concatenate([*(link.entry_edge for link in links), np.empty(0, np.int64)])
    return frozen(np.stack([home, edge], axis=1), np.int64)


def ways_to_corners(prepared: Prepared, links: Sequence[Link]) -> Doors:
    """Return the ways between homes and the corners around them.

    Parameters
    ----------
    prepared
        The day; homes are left when arriving by a moment and reached otherwise.
    links
        How each home joins the streets.

    Returns
    -------
    Doors
        Those that the profile can use.
    """
    streets, outward = prepared.ground.streets, prepared.moments.arrive_by
    entries = [entries_of(streets, link, outward) for link in links]
    flat = [entry for of_home in entries for entry in of_home]
    first = np.concatenate([[0], np.cumsum([len(of_home) for of_home in entries])])
    return Doors(
        frozen(first, np.int64),
        frozen(np.array([entry.corner for entry in flat], np.int32)),
        frozen(np.array([entry.burden_ms for entry in flat], np.int64)),
        frozen(np.array([entry.time_ms for entry in flat], np.int64)),
        frozen(np.array([entry.length_mm for entry in flat], np.int64)),
    )


def _rows_of(walks: Sequence[StopWalks]) -> Rows:
    """Return home, stop, time s, burden s and length m of each walk."""
    parts = [np.empty((0, 5), np.int64)]
    for home, each in enumerate(walks):
        columns = (
            np.full(each.stop.size, home),
            each.stop,
            each.time_s,
            each.burden_s,
            each.length_m,
        )
        parts.append(np.stack(columns, axis=1))
    return np.concatenate(parts)


def _rows_from_stops(router: Router, prepared: Prepared, doors: Doors) -> Rows:
    """Return the same, searched from the stops."""
    streets = prepared.ground.streets
    stops = np.flatnonzero(streets.stop_corner >= 0)
    corners, place_of = np.unique(streets.stop_corner[stops], return_inverse=True)
    found = walks_to_doors(
        streets.network.arcs,
        streets.turned if prepared.moments.arrive_by else streets.costs,
        router.scratch,
        frozen(corners, np.int32),
        frozen(np.zeros(1, np.int64)),
        doors,
        streets.profile.longest_walk_m * MS,
        streets.rest_mm,
    )
    return best_rows(expanded(found, 1, place_of, stops, corners.size))
