"""How long vehicles take between many places, and how far they go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from transit.errors import InputError
from transit.kernels.arrays import frozen
from transit.kernels.road_lengths import tree_lengths
from transit.model.ids import NONE
from transit.network.driving.graph import RoadGraph, road_graph
from transit.network.driving.places import DoorFinder, Doors
from transit.network.driving.roads import RoadNetwork
from transit.network.kerbside.geometry import spans

NO_WAY: Final = -1
"""In :class:`RoadTimes`: no way for a vehicle leads there."""
_AT_ONCE: Final = 64
"""Places searched from at once; changes the memory it takes, never a result."""
_LEAST_S: Final = 1e-6
"""What touches takes some time too: scipy leaves out edges of none."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RoadTimes:
    """Drives between places, each row from one place to all.

    ``free_s (n, n) float64`` seconds with nothing in the way, to be multiplied by traffic's factor
    and rounded up; ``length_m (n, n) float64``; both NO_WAY where none leads; ``gap_m (n,)`` from
    each place to the road at which the vehicle stops.
    """

    free_s: Floats
    length_m: Floats
    gap_m: Floats

    def seconds(self, factor: float) -> NDArray[np.int32]:
        """Return whole seconds in traffic.

        Parameters
        ----------
        factor
            By which traffic lengthens drives.

        Returns
        -------
        ndarray
            ``(n, n) int32``, rounded up; NO_WAY where none leads.
        """
        slowed = np.ceil(np.where(self.free_s < 0, NO_WAY, self.free_s * factor))
        return frozen(slowed, np.int32)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Edges of a search: from, to, seconds, metres."""

    tail: Ints
    head: Ints
    free_s: Floats
    length_m: Floats


class RoadSearch:
    """Answers how long drives take; made once for a network.

    Parameters
    ----------
    roads
        The network.

    Raises
    ------
    InputError
        There is no road on which one could drive.
    """

    def __init__(self, roads: RoadNetwork) -> None:
        if not roads.main.sum() > 1:
            raise InputError(
                "the area has no roads for vehicles; build it from a fuller street map"
            )
        self._roads = roads
        self._graph: RoadGraph = road_graph(roads)
        self._doors = DoorFinder(roads)

    def between(
        self,
        places: Sequence[tuple[float, float]],
        progress: Callable[[float], None] = lambda share: None,
    ) -> RoadTimes:
        """Return the quickest drives between all pairs of places.

        A vehicle may leave a place in either direction that the road allows; which side of the
        road the place is on makes no difference. Walking from the door to the road is not counted.

        Parameters
        ----------
        places
            Latitude and longitude of each, decimal degrees.
        progress
            Called with the share done.

        Returns
        -------
        RoadTimes
            Rows and columns in the order of the places.
        """
        doors = self._doors.find(places)
        n = len(places)
        edges = self._edges(doors)
        graph, lengths = _quickest(edges, self._graph.n_vertices + 2 * n)
        starts = self._graph.n_vertices + np.arange(n)
        free_s, length_m = np.full((n, n), np.inf), np.full((n, n), float(NO_WAY))
        for low in range(0, n, _AT_ONCE):
            some = starts[low : low + _AT_ONCE]
            found, before = dijkstra(graph, indices=some, return_predecessors=True)
            free_s[low : low + len(some)] = found[:, starts + n]
            tree_lengths(
                before.astype(np.int32),
                starts + n,
                graph.indptr.astype(np.int64),
                graph.indices.astype(np.int64),
                lengths,
                length_m[low : low + len(some)],
            )
            progress((low + len(some)) / n)
        free_s[~np.isfinite(free_s)] = NO_WAY
        np.fill_diagonal(free_s, 0.0)
        np.fill_diagonal(length_m, 0.0)
        return RoadTimes(frozen(free_s), frozen(length_m), doors.gap_m)

    def _edges(self, doors: Doors) -> _Edges:
        """Put the places into the graph: vertices to leave from, then vertices to arrive at."""
        arc = self._graph.edge_arc
        own = self._part(self._graph.tail, self._graph.head[arc], arc, np.ones(len(arc)))
        parts = [own, *self._leaving(doors), *self._arriving(doors), *self._along(doors)]
        return _Edges(
            *(np.concatenate(column) for column in zip(*map(_columns, parts), strict=True))
        )

    def _part(self, tail: Ints, head: Ints, arc: Ints, share: Floats) -> _Edges:
        """Return edges along some share of arcs."""
        line = self._roads.arc_line[arc]
        free_s, length_m = self._roads.line_free_s[line], self._roads.line_length_m[line]
        return _Edges(tail, head, share * free_s, share * length_m)

    def _leaving(self, doors: Doors) -> Iterator[_Edges]:
        for place, arc, ahead in self._stopped_on(doors):
            yield self._part(
                self._graph.n_vertices + place, self._graph.head[arc], arc, 1.0 - ahead
            )

    def _arriving(self, doors: Doors) -> Iterator[_Edges]:
        order = np.argsort(self._graph.edge_arc, kind="stable")
        first = np.searchsorted(
            self._graph.edge_arc[order], np.arange(len(self._roads.arc_from) + 1)
        )
        for place, arc, ahead in self._stopped_on(doors):
            count = first[arc + 1] - first[arc]
            edge = order[spans(first[arc], first[arc + 1] - 1)]
            head = self._graph.n_vertices + len(doors.line) + np.repeat(place, count)
            yield self._part(
                self._graph.tail[edge], head, np.repeat(arc, count), np.repeat(ahead, count)
            )

    def _along(self, doors: Doors) -> Iterator[_Edges]:
        """Return drives between places on one road, which pass no junction."""
        for place, arc, ahead in self._stopped_on(doors):
            order = np.lexsort((ahead, arc))
            place, arc, ahead = place[order], arc[order], ahead[order]
            # Each with all that lie further along the same arc.
            last = np.searchsorted(arc, arc, side="right") - 1
            here = np.arange(len(arc))
            further = spans(here, last)
            start = np.repeat(here, last - here + 1)
            yield self._part(
                self._graph.n_vertices + place[start],
                self._graph.n_vertices + len(doors.line) + place[further],
                arc[start],
                ahead[further] - ahead[start],
            )

    def _stopped_on(self, doors: Doors) -> Iterator[tuple[Ints, Ints, Floats]]:
        """Yield places, the arc they are stopped on, and the share of it that lies behind them."""
        for back in (False, True):
            arc_of = np.full(len(self._roads.line_road), NONE, dtype=np.int64)
            arcs = np.flatnonzero(self._roads.arc_back == back)
            arc_of[self._roads.arc_line[arcs]] = arcs
            place = np.flatnonzero(arc_of[doors.line] != NONE)
            share = doors.share[place]
            yield place, arc_of[doors.line[place]], 1.0 - share if back else share


def _columns(edges: _Edges) -> tuple[Ints, Ints, Floats, Floats]:
    return edges.tail, edges.head, edges.free_s, edges.length_m


def _quickest(edges: _Edges, n_vertices: int) -> tuple[csr_array, Floats]:
    """Return the quickest edge of each pair of vertices as a matrix, and its length in metres."""
    order = np.lexsort((edges.free_s, edges.head, edges.tail))
    tail, head = edges.tail[order], edges.head[order]
    keep = np.ones(len(order), dtype=np.bool_)
    keep[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    first = np.searchsorted(tail[keep], np.arange(n_vertices + 1))
    seconds = edges.free_s[order][keep] + _LEAST_S
    graph = csr_array((seconds, head[keep], first), shape=(n_vertices, n_vertices))
    return graph, np.ascontiguousarray(edges.length_m[order][keep])
