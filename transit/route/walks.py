"""Walks between a place and stops, and all the way between two places."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import IMPASSABLE, ArcCosts, frozen
from transit.kernels.walk import (
    BURDEN,
    CORNER,
    LENGTH,
    NO_REST,
    SINCE,
    TIME,
    WalkScratch,
    WalkSources,
    arcs_to,
    keep_best,
    labels_at,
    search_walks,
)
from transit.model.profile import Profile
from transit.network.link import Link
from transit.network.walk import WalkNetwork
from transit.route.costs import MS
from transit.route.found import Walk

SAME_EDGE = -2
"""Stands for a link's entry where origin and destination share an edge and pass no corner."""


@dataclass(frozen=True, slots=True)
class Streets:
    """The walk network as one profile in one stance finds it.

    ``changer`` is the profile that walks between two buses are of: they stay as they are where
    other limits of the profile are tried. ``costs`` from where a walk starts, ``turned`` from
    where it ends, ``changing`` between two buses; ``arcs_of_edge (n_edges, 2) int32``;
    ``stop_corner (n_stops,) int32``; ``stop_order (n_stops,) int64`` the stops by corner, which is
    ``corner_order (n_stops,) int32``.
    """

    network: WalkNetwork
    profile: Profile
    changer: Profile
    costs: ArcCosts
    turned: ArcCosts
    changing: ArcCosts
    arcs_of_edge: NDArray[np.int32]
    stop_corner: NDArray[np.int32]
    stop_order: NDArray[np.int64]
    corner_order: NDArray[np.int32]

    @property
    def rest_mm(self) -> int:
        """Longest stretch without a seat, mm, or NO_REST."""
        return _rest_mm(self.profile)

    @property
    def n_stops(self) -> int:
        """Stops of the timetable."""
        return int(self.stop_corner.size)


def _rest_mm(profile: Profile) -> int:
    return NO_REST if profile.rest_every_m is None else profile.rest_every_m * MS


@dataclass(frozen=True, slots=True)
class Entry:
    """One way from a place to a corner, or back: perceived ms, ms, mm."""

    index: int
    corner: int
    burden_ms: int
    time_ms: int
    length_mm: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Every worthwhile walk between a place and the corners around it.

    ``labels`` as in :mod:`transit.kernels.walk`; ``entries`` the link's entries that can be used,
    in the order of the search's sources; ``outward`` True from the place, False to it.
    """

    labels: NDArray[np.int64]
    entries: tuple[Entry, ...]
    outward: bool


@dataclass(frozen=True, slots=True)
class StopWalks:
    """Walks between a place and stops, sorted by stop; none is beaten by another of its stop.

    ``stop``, ``time_s``, ``burden_s``, ``length_m``, ``label (n,) int64``.
    """

    reach: Reach
    stop: NDArray[np.int64]
    time_s: NDArray[np.int64]
    burden_s: NDArray[np.int64]
    length_m: NDArray[np.int64]
    label: NDArray[np.int64]

    def without(self, stops: frozenset[int]) -> "StopWalks":
        """Return the walks but those of some stops.

        Parameters
        ----------
        stops
            The stops.

        Returns
        -------
        StopWalks
            The others' walks.
        """
        if not stops:
            return self
        keep = ~np.isin(self.stop, sorted(stops))
        columns = (self.stop, self.time_s, self.burden_s, self.length_m, self.label)
        return StopWalks(self.reach, *(column[keep] for column in columns))


def entries_of(streets: Streets, link: Link, outward: bool) -> tuple[Entry, ...]:
    """Return the ways between a place and the corners at the ends of its edges.

    A share of an edge costs that share of its burden, time and length, rounded up; the gap between
    place and street is walked on the level.

    Parameters
    ----------
    streets
        The streets.
    link
        How the place joins them.
    outward
        From the place to the corners; otherwise from them to the place.

    Returns
    -------
    tuple of Entry
        Those that the profile can use.
    """
    made = []
    for index in range(link.entry_corner.size):
        forward = bool(link.entry_forward[index]) == outward
        part = _part(streets, int(link.entry_edge[index]), forward, float(link.entry_share[index]))
        across = _across(streets, int(link.entry_crosses[index]))
        if part is None or across is None:
            continue
        gap = _gap(streets.profile, link)
        made.append(
            Entry(
                index,
                int(link.entry_corner[index]),
                *(sum(three) for three in zip(part, across, gap, strict=True)),
            )
        )
    return tuple(made)


Cost = tuple[int, int, int]
"""Perceived ms, ms, mm."""


def _part(streets: Streets, edge: int, forward: bool, share: float) -> Cost | None:
    arc = int(streets.arcs_of_edge[edge, 0 if forward else 1])
    costs = streets.costs
    if costs.burden_ms[arc] == IMPASSABLE:
        return None
    return (
        ceil(share * int(costs.burden_ms[arc])),
        ceil(share * int(costs.time_ms[arc])),
        ceil(share * int(costs.length_mm[arc])),
    )


def _across(streets: Streets, edge: int) -> Cost | None:
    return (0, 0, 0) if edge < 0 else _part(streets, edge, True, 1.0)


def _gap(profile: Profile, link: Link) -> Cost:
    length = ceil(link.gap_m * MS)
    time = ceil(length / profile.speed_m_s)
    return ceil(time * profile.weights.walk), time, length


def find_reach(streets: Streets, scratch: WalkScratch, link: Link, outward: bool) -> Reach:
    """Search all walks between a place and the corners around it.

    Parameters
    ----------
    streets
        The streets.
    scratch
        Room for the search.
    link
        How the place joins the streets.
    outward
        From the place; otherwise to it.

    Returns
    -------
    Reach
        Within the profile's longest walk.
    """
    entries = entries_of(streets, link, outward)
    sources = WalkSources(
        frozen(np.array([entry.corner for entry in entries], np.int32)),
        frozen(np.array([entry.burden_ms for entry in entries], np.int64)),
        frozen(np.array([entry.time_ms for entry in entries], np.int64)),
        frozen(np.array([entry.length_mm for entry in entries], np.int64)),
    )
    labels, _ = search_walks(
        streets.network.arcs,
        streets.costs if outward else streets.turned,
        scratch,
        sources,
        streets.profile.longest_walk_m * MS,
        streets.rest_mm,
    )
    return Reach(labels, entries, outward)


def stop_walks(streets: Streets, reach: Reach) -> StopWalks:
    """Return the walks between a place and the stops around it.

    Parameters
    ----------
    streets
        The streets.
    reach
        Walks between the place and corners.

    Returns
    -------
    StopWalks
        Rounded up to whole seconds and metres.
    """
    labels = reach.labels
    order, corners = streets.stop_order, streets.corner_order
    first = np.searchsorted(corners, labels[:, CORNER])
    counts = np.searchsorted(corners, labels[:, CORNER], side="right") - first
    counts[labels[:, CORNER] < 0] = 0
    label = np.repeat(np.arange(len(labels)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    stop = order[np.repeat(first, counts) + within]
    time, burden, length = (-(-labels[label, column] // MS) for column in (TIME, BURDEN, LENGTH))
    rank = np.lexsort((length, time, burden, stop))
    rows = [frozen(column[rank]) for column in (stop, time, burden, length)]
    rank = rank[keep_best(*rows)]
    return StopWalks(reach, stop[rank], time[rank], burden[rank], length[rank], label[rank])


def direct_walks(
    streets: Streets, out: Reach, origin: Link, destination: Link, into: Reach | None = None
) -> tuple[Walk, ...]:
    """Return the walks all the way.

    Parameters
    ----------
    streets
        The streets.
    out
        Walks from the origin.
    origin, destination
        How the two join the streets.
    into
        Walks to the destination, where they are known.

    Returns
    -------
    tuple of Walk
        None is beaten by another.
    """
    made = along_shared_edges(streets, origin, destination)
    limit, rest = streets.profile.longest_walk_m * MS, streets.rest_mm
    labels = out.labels
    entries = entries_of(streets, destination, outward=False) if into is None else into.entries
    for entry in entries:
        for label in labels_at(labels, entry.corner).tolist():
            length = int(labels[label, LENGTH]) + entry.length_mm
            if length > limit or (rest >= 0 and labels[label, SINCE] + entry.length_mm > rest):
                continue
            arcs, source = label_path(out, label)
            made.append(
                _rounded(
                    (
                        int(labels[label, BURDEN]) + entry.burden_ms,
                        int(labels[label, TIME]) + entry.time_ms,
                        length,
                    ),
                    arcs,
                    source,
                    entry.index,
                )
            )
    made.sort(key=lambda walk: (walk.burden_s, walk.time_s, walk.length_m))
    best: list[Walk] = []
    for walk in made:
        if not any(
            other.time_s <= walk.time_s and other.length_m <= walk.length_m for other in best
        ):
            best.append(walk)
    return tuple(best)


def _rounded(cost: Cost, arcs: tuple[int, ...], from_link: int, to_link: int) -> Walk:
    burden, time, length = (-(-value // MS) for value in cost)
    return Walk(-1, -1, time, burden, length, arcs, from_link, to_link)


def along_shared_edges(streets: Streets, origin: Link, destination: Link) -> list[Walk]:
    """Return walks along an edge that both places join, passing no corner.

    Parameters
    ----------
    streets
        The streets.
    origin, destination
        How the two join them.

    Returns
    -------
    list of Walk
        Some may beat others.
    """
    limit, rest = streets.profile.longest_walk_m * MS, streets.rest_mm
    gaps = [_gap(streets.profile, link) for link in (origin, destination)]
    made = []
    for edge, here, start_crosses in _positions(origin):
        for other, there, end_crosses in _positions(destination):
            if edge != other:
                continue
            parts = [
                _part(streets, edge, there >= here, abs(there - here)),
                _across(streets, start_crosses),
                _across(streets, end_crosses),
            ]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                continue
            burden, time, length = (sum(three) for three in zip(*known, *gaps, strict=True))
            if length <= limit and (rest < 0 or length <= rest):
                made.append(_rounded((burden, time, length), (), SAME_EDGE, SAME_EDGE))
    return made


def _positions(link: Link) -> list[tuple[int, float, int]]:
    """Return the edges that a place joins: the edge, the share of it from u, the crossing made."""
    found: dict[tuple[int, int], float] = {}
    for index in range(link.entry_corner.size):
        key = int(link.entry_edge[index]), int(link.entry_crosses[index])
        share = float(link.entry_share[index])
        if not link.entry_forward[index]:
            found[key] = share
        else:
            found.setdefault(key, 1 - share)
    return [(edge, share, crosses) for (edge, crosses), share in found.items()]


def label_path(reach: Reach, label: int) -> tuple[tuple[int, ...], int]:
    """Return how a label was walked.

    Parameters
    ----------
    reach
        Walks between a place and corners.
    label
        Row of its labels.

    Returns
    -------
    tuple of tuple of int and int
        Arcs in the order of the search, and the link's entry at the place.
    """
    arcs, source = arcs_to(reach.labels, label)
    return tuple(arcs.tolist()), reach.entries[source].index


def stop_walk(streets: Streets, walks: StopWalks, row: int) -> Walk:
    """Return one walk between a place and a stop.

    Parameters
    ----------
    streets
        The streets.
    walks
        The walks.
    row
        Which of them.

    Returns
    -------
    Walk
        In the direction in which it is walked.
    """
    arcs, entry = label_path(walks.reach, int(walks.label[row]))
    cost = int(walks.time_s[row]), int(walks.burden_s[row]), int(walks.length_m[row])
    stop = int(walks.stop[row])
    if walks.reach.outward:
        return Walk(-1, stop, *cost, arcs, from_link=entry)
    return Walk(stop, -1, *cost, _turned(streets, arcs), to_link=entry)


def _turned(streets: Streets, arcs: tuple[int, ...]) -> tuple[int, ...]:
    network, walked = streets.network.arcs, np.array(arcs[::-1], np.int64)
    back = network.arc_forward[walked].astype(np.int64)
    return tuple(streets.arcs_of_edge[network.arc_edge[walked], back].tolist())


def walk_path(
    streets: Streets,
    scratch: WalkScratch,
    from_stop: int,
    to_stop: int,
    cost: tuple[int, int, int],
) -> Walk:
    """Return a walk between two stops again, with its arcs.

    Parameters
    ----------
    streets
        The streets.
    scratch
        Room for the search.
    from_stop, to_stop
        The stops.
    cost
        Its time s, burden s and length m, as in the footpaths.

    Returns
    -------
    Walk
        One that costs this; the first found where several do.
    """
    if from_stop == to_stop:
        return Walk(from_stop, to_stop, *cost)
    none = frozen(np.zeros(1, np.int64))
    start = frozen(streets.stop_corner[from_stop : from_stop + 1], np.int32)
    # A longer walk neither beats this one nor is a part of it.
    labels, _ = search_walks(
        streets.network.arcs,
        streets.changing,
        scratch,
        WalkSources(start, none, none, none),
        min(streets.changer.longest_change_walk_m, cost[2]) * MS,
        _rest_mm(streets.changer),
    )
    here = labels_at(labels, int(streets.stop_corner[to_stop]))
    rounded = -(-labels[here][:, (TIME, BURDEN, LENGTH)] // MS)
    label = int(here[np.flatnonzero((rounded == cost).all(axis=1))[0]])
    return Walk(from_stop, to_stop, *cost, tuple(arcs_to(labels, label)[0].tolist()))
