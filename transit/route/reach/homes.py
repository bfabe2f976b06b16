"""The homes of a search: how each joins the streets, and what can be boarded from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from transit.kernels.arrays import frozen
from transit.kernels.boardings import Boardings, Leads, find_boardings
from transit.network.link import Link
from transit.route.costs import MS
from transit.route.reach.prepared import Prepared, fixed
from transit.route.router import Router
from transit.route.walks import Reach, StopWalks, find_reach, stop_walks


@dataclass(frozen=True, slots=True)
class Homes:
    """Homes on the streets of one profile in one stance.

    ``walks`` between each home and the stops around it, in the direction in which they are walked;
    ``boardings`` from each, their rows counted through all the homes' walks from ``first_walk
    (n_homes + 1,) int64`` on.
    """

    links: tuple[Link, ...]
    walks: tuple[StopWalks, ...]
    first_walk: np.ndarray[tuple[int], np.dtype[np.int64]]
    boardings: Boardings


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
        it homes take a hundredth of the room.

    Returns
    -------
    Homes
        For searches to any number of places.
    """
    streets = prepared.ground.streets
    outward = prepared.moments.arrive_by
    walks = []
    for link in links:
        found = stop_walks(streets, find_reach(streets, router.scratch, link, outward))
        walks.append(found if keep_paths else _without_paths(found))
    first = np.concatenate([[0], np.cumsum([each.stop.size for each in walks])]).astype(np.int64)
    early = router.profile.at_stop_early_s if outward else 0
    stop = _joined([each.stop for each in walks])
    burden = _joined([each.burden_s for each in walks])
    wait = prepared.ground.boarding.wait
    leads = Leads(
        frozen(first),
        frozen(stop, np.int32),
        frozen(_joined([each.time_s for each in walks]) + early),
        frozen(MS * burden + early * wait[stop]),
        frozen(_joined([each.length_m for each in walks])),
        frozen(np.zeros(stop.size, np.int64)),
    )
    asked = prepared.asked
    fields = find_boardings(
        prepared.course.timetable, leads, *prepared.span, asked.ride, asked.longest_m >= 0
    )
    return Homes(tuple(links), tuple(walks), frozen(first), fixed(fields))


def _without_paths(walks: StopWalks) -> StopWalks:
    reach = walks.reach
    return replace(walks, reach=Reach(reach.labels[:0], reach.entries, reach.outward))


def _joined(
    columns: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]],
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.concatenate([np.empty(0, np.int64), *columns])
