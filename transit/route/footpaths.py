"""Walks between stops for one profile and stance."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import ArcCosts, FootpathArrays, WalkArrays, frozen
from transit.kernels.walk import NO_REST, keep_best, walks_between
from transit.model.profile import Profile
from transit.route.costs import MS

Rows = NDArray[np.int64]
"""``(n, 5)``: from stop, to stop, time s, burden s, length m."""


def walk_rows(
    arrays: WalkArrays,
    costs: ArcCosts,
    stop_corner: NDArray[np.int32],
    profile: Profile,
    sources: NDArray[np.int64] | None = None,
) -> Rows:
    """Return the walks between different stops that a change may ask.

    Parameters
    ----------
    arrays, costs
        The walk network and what it costs the profile.
    stop_corner
        ``(n_stops,) int32`` corner of each stop, -1 none.
    profile
        Its longest walk between buses and need for seats are used.
    sources
        Stops to start from; all when None.

    Returns
    -------
    ndarray
        Rows, sorted by both stops; of a pair only walks that no other beats.
    """
    everywhere = np.unique(stop_corner[stop_corner >= 0]).astype(np.int32)
    chosen = stop_corner if sources is None else stop_corner[sources]
    starts = np.unique(chosen[chosen >= 0]).astype(np.int32)
    # Starting places come first, so that they are one range.
    corners = np.concatenate([starts, np.setdiff1d(everywhere, starts)]).astype(np.int32)
    if not starts.size:
        return np.empty((0, 5), np.int64)
    place_at = np.full(arrays.first_arc.size - 1, -1, np.int32)
    place_at[corners] = np.arange(corners.size, dtype=np.int32)
    limit = profile.longest_change_walk_m * MS
    rest = NO_REST if profile.rest_every_m is None else profile.rest_every_m * MS
    fixed_corners, fixed_places = frozen(corners), frozen(place_at)
    zero = frozen(np.zeros(1, np.int64))

    def some(bounds: tuple[int, int]) -> Rows:
        head = np.full(place_at.size, -1, np.int32)
        rows: Rows = walks_between(
            arrays, costs, head, fixed_corners, zero, fixed_places, *bounds, limit, rest
        )[0]
        return rows

    n_threads = min(os.cpu_count() or 1, 1 + starts.size // 64)
    cuts = np.linspace(0, starts.size, 4 * n_threads + 1).astype(int) if n_threads > 1 else None
    blocks = [(0, starts.size)] if cuts is None else list(pairwise(cuts))
    with ThreadPoolExecutor(n_threads) as pool:
        by_place = np.concatenate(
            list(pool.map(some, [(int(low), int(high)) for low, high in blocks]))
        )
    return _by_stop(by_place, corners, stop_corner, sources)


def _by_stop(
    by_place: Rows,
    corners: NDArray[np.int32],
    stop_corner: NDArray[np.int32],
    sources: NDArray[np.int64] | None,
) -> Rows:
    """Turn walks between corners into walks between the stops that stand there."""
    place_of = np.full(int(max(stop_corner.max(initial=-1), corners.max(initial=-1))) + 1, -1)
    place_of[corners] = np.arange(corners.size)
    standing = np.nonzero(stop_corner >= 0)[0]
    starting = standing if sources is None else sources[stop_corner[sources] >= 0]
    rows = expanded(by_place, 0, place_of[stop_corner[starting]], starting, corners.size)
    rows = expanded(rows, 1, place_of[stop_corner[standing]], standing, corners.size)
    return best_rows(rows[rows[:, 0] != rows[:, 1]])


def expanded(
    rows: Rows, column: int, places: NDArray[np.int64], stops: NDArray[np.int64], n_places: int
) -> Rows:
    """Replace a column's places by each of the stops there.

    Parameters
    ----------
    rows
        Walks, a place in one of their columns.
    column
        Which column.
    places, stops
        ``(n,)`` where each stop stands.
    n_places
        How many places there are.

    Returns
    -------
    ndarray
        A row for each stop of a row's place.
    """
    order = np.argsort(places, kind="stable")
    first = np.searchsorted(places[order], np.arange(n_places + 1))
    counts = np.diff(first)[rows[:, column]]
    made = np.repeat(rows, counts, axis=0)
    start = np.repeat(first[rows[:, column]], counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    made[:, column] = stops[order][start + within]
    return made


def best_rows(rows: Rows) -> Rows:
    """Return the rows that no other of the same pair beats, sorted by pair and burden.

    Parameters
    ----------
    rows
        Walks.

    Returns
    -------
    ndarray
        Fewer walks.
    """
    if not len(rows):
        return rows
    order = np.lexsort((rows[:, 4], rows[:, 2], rows[:, 3], rows[:, 1], rows[:, 0]))
    rows = rows[order]
    group = rows[:, 0] * (rows[:, :2].max() + 1) + rows[:, 1]
    columns = [frozen(column) for column in (group, rows[:, 2], rows[:, 3], rows[:, 4])]
    best: Rows = rows[keep_best(*columns)]
    return best


def as_footpaths(rows: Rows, n_stops: int) -> FootpathArrays:
    """Return walks as arrays, each stop's way to itself added.

    Parameters
    ----------
    rows
        Walks between different stops, sorted by the stop they start from.
    n_stops
        Stops of the timetable.

    Returns
    -------
    FootpathArrays
        By the stop they start from, the way to itself first.
    """
    own = np.zeros((n_stops, 5), np.int64)
    own[:, 0] = own[:, 1] = np.arange(n_stops)
    every = np.concatenate([own, rows])
    every = every[np.argsort(every[:, 0], kind="stable")]
    first = np.searchsorted(every[:, 0], np.arange(n_stops + 1))
    return FootpathArrays(
        frozen(first, np.int32), *(frozen(every[:, column], np.int32) for column in (1, 2, 3, 4))
    )


def only_to(footpaths: FootpathArrays, stops: NDArray[np.bool_]) -> FootpathArrays:
    """Return the walks to some stops.

    Parameters
    ----------
    footpaths
        Walks between stops.
    stops
        ``(n_stops,) bool`` where to.

    Returns
    -------
    FootpathArrays
        Ways of stops to themselves only to these, too.
    """
    keep = stops[footpaths.to_stop]
    before = np.concatenate([[0], np.cumsum(keep)])
    return FootpathArrays(
        frozen(before[footpaths.first], np.int32), *(frozen(each[keep]) for each in footpaths[1:])
    )
