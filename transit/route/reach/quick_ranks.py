"""Times at so many of a hundred moments, between many points and places.

Points side by side lie in the lanes of one search. Where they use fewer stops than they are these
lie in the lanes instead, once for all: what is the answer at a point is the least of that at its
stops and the walk on, so ten times as many points cost no more searches.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.kernels.lane_joined import NO_WALK, StopChanges, changes_within, rank_joined
from transit.kernels.lanes import LANES, NEVER
from transit.network.link import Link
from transit.route.reach.alike import different
from transit.route.reach.quick_block_walks import BlockWalks, walk_block
from transit.route.reach.quick_ends import Ends, lane_walks
from transit.route.reach.quickest import QuickDay, find_ranks_for, run
from transit.route.router import Router

_PAYS: Final = 2
"""So many searches for points are as dear as one for stops and joining. Never changes a result."""

Ranked = tuple[NDArray[np.int64], NDArray[np.int32]]
"""Points by number, and ``(n_ends, n_points, 1 + n_ranks) int32`` of them."""


def find_ranks(
    router: Router, day: QuickDay, links: Sequence[Link], ends: Ends, ranks: NDArray[np.int64]
) -> Iterator[Ranked]:
    """Find how long it takes at so many of the moments, for any number of points.

    Parameters
    ----------
    router
        Room for walks.
    day
        The day, made with ``timed=False``.
    links
        How each point that the moments do not belong to joins the streets.
    ends
        The points at the other end.
    ranks
        ``(n_ranks,) int64``: how many moments may be quicker. Moments without a journey are the
        slowest.

    Yields
    ------
    tuple of ndarray
        Each point once: its number; the number of moments with a journey, then s between the
        moment (less the margin for being early) and the other end, -1 where there is none.
    """
    some, same = different(links)
    walks = walk_block(router, day.ground.streets, some, ends, not day.toward)
    members = np.argsort(same, kind="stable")
    first = np.searchsorted(same[members], np.arange(len(some) + 1))
    for lanes, made in _parts(day, walks, ends, ranks):
        counts = first[lanes + 1] - first[lanes]
        turn = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        numbers = members[np.repeat(first[lanes], counts) + turn]
        yield numbers, np.repeat(made[:, : lanes.size], counts, axis=1)


def _parts(
    day: QuickDay, walks: BlockWalks, ends: Ends, ranks: NDArray[np.int64]
) -> Iterator[Ranked]:
    """Find them for 64 points after the other, by whichever searches are fewer."""
    stops = _used(walks)
    searches = -(-stops.size // LANES)
    points = sum(len(each) > 0 for each in walks.rows)
    if not searches or _PAYS * searches > -(-points // LANES):
        for lanes, own in walks.parts():
            yield lanes, find_ranks_for(day, own, ends, ranks)
        return
    changes = _changes_at(day, stops, ends)
    number = np.full(walks.n_stops, -1)
    number[stops] = np.arange(stops.size)
    for lanes, own in walks.parts():
        near = np.flatnonzero(np.diff(own.near))
        on_foot = own.egress.astype(np.int32)
        on_foot[own.egress == NEVER] = NO_WALK
        made: NDArray[np.int32] = rank_joined(
            changes, number[near], on_foot.ravel(), day.windows, own.direct, ranks
        )
        yield lanes, made


def _used(walks: BlockWalks) -> NDArray[np.int64]:
    """Return the stops that any of the points can use, those of neighbours next to each other."""
    every = np.concatenate([*(each[:, 0] for each in walks.rows), np.zeros(0, np.int64)])
    stops, first = np.unique(every, return_index=True)
    return stops[np.argsort(first)]


def _changes_at(day: QuickDay, stops: NDArray[np.int64], ends: Ends) -> StopChanges:
    """Return what is the answer between all places and some stops, 64 stops in one search."""
    none = np.full((len(ends.links), 0), NEVER, np.int32)
    boards = day.boards(ends)
    parts = []
    for first in range(0, stops.size, LANES):
        on_the_spot = [np.array([[stop, 0]]) for stop in stops[first : first + LANES]]
        lanes = lane_walks(on_the_spot, none, day.ground.streets.n_stops)
        parts.append(changes_within(boards, day.windows, run(day, lanes, 1)))
    starts = np.cumsum([0, *(until.size for _, until, _ in parts)])
    lasts = [
        (start + np.cumsum(size)).reshape(size.shape)
        for start, (size, _, _) in zip(starts, parts, strict=False)
    ]
    last = np.hstack(lasts)[:, : stops.size]
    size = np.hstack([size for size, _, _ in parts])[:, : stops.size]
    return StopChanges(
        frozen(last - size),
        frozen(last),
        *(frozen(np.concatenate(column)) for column in list(zip(*parts, strict=True))[1:]),
    )
