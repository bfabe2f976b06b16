"""Where buses can drive: the directed road network, and the quickest way between points."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from transit.demo.plans import Plans
from transit.demo.town import Key, Street, keys

_BUS_ROADS = (
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "busway",
)
_TURN_BACK_S = 240.0
_NARROW = 2.2
"""Drivers avoid residential streets where another road will do."""


@dataclass(frozen=True, slots=True)
class Drive:
    """A way driven: nodes in order.

    Parameters
    ----------
    nodes
        ``(n,)`` indices into the road map.
    reach
        ``(n,)`` metres from its start.
    """

    nodes: NDArray[np.int64]
    reach: NDArray[np.float64]


class RoadMap:
    """The roads that buses may use.

    Parameters
    ----------
    streets
        Noded streets.
    plans
        Running speeds by class.
    """

    def __init__(self, streets: tuple[Street, ...], plans: Plans) -> None:
        self._index: dict[Key, int] = {}
        at: list[NDArray[np.float64]] = []
        rows: list[tuple[int, int, float, float]] = []
        self.street_of: dict[tuple[int, int], int] = {}
        settled: set[int] = set()
        self.speed_m_s = {s: _speed(street, plans) for s, street in enumerate(streets)}
        for s, street in enumerate(streets):
            if street.highway not in _BUS_ROADS:
                continue
            nodes = []
            for k, point in zip(keys(street.points), street.points, strict=True):
                if k not in self._index:
                    self._index[k] = len(at)
                    at.append(point)
                nodes.append(self._index[k])
            both = "oneway" not in street.tags
            if both and street.layer == 0:
                settled.update(nodes)
            weight = _NARROW if street.highway == "residential" else 1.0
            for a, b in pairwise(nodes):
                length = float(np.hypot(*(at[b] - at[a])))
                rows.append((a, b, length, weight * length / self.speed_m_s[s]))
                self.street_of[a, b] = s
                if both:
                    rows.append((b, a, length, weight * length / self.speed_m_s[s]))
                    self.street_of[b, a] = s
        self.at = np.array(at)
        self.streets = streets
        table = np.array(rows)
        origin, end = table[:, 0].astype(int), table[:, 1].astype(int)
        shape = (len(at), len(at))
        self._seconds = csr_matrix((np.maximum(table[:, 3], 1e-3), (origin, end)), shape=shape)
        _, label = connected_components(self._seconds, directed=True, connection="strong")
        largest = Counter(label.tolist()).most_common(1)[0][0]
        self._settled = np.array(sorted(n for n in settled if label[n] == largest))
        uses = Counter(k for s in streets for k in dict.fromkeys(keys(s.points)))
        self.is_junction = np.array([uses[k] > 1 for k in self._index])

    def node_of(self, key: Key) -> int:
        """Return the index of a node.

        Parameters
        ----------
        key
            The node.

        Returns
        -------
        int
            Its index.
        """
        return self._index[key]

    def nearest(self, point: list[float]) -> int:
        """Return the nearest node where a bus can stop and turn.

        Parameters
        ----------
        point
            Metres east and north.

        Returns
        -------
        int
            Index of a node on a two-way road.
        """
        gap = np.hypot(*(self.at[self._settled] - np.array(point, float)).T)
        return int(self._settled[int(np.argmin(gap))])

    def drive(self, via: list[int]) -> Drive:
        """Return the quickest way through nodes in order.

        Parameters
        ----------
        via
            Indices of nodes.

        Returns
        -------
        Drive
            The way, each node once in a row.
        """
        nodes = [via[0]]
        for start, end in pairwise(via):
            seconds = self._without_turning(nodes)
            _, before = dijkstra(seconds, indices=start, return_predecessors=True)
            piece = [end]
            while piece[-1] != start:
                piece.append(int(before[piece[-1]]))
            nodes += piece[::-1][1:]
        order = np.array(nodes)
        steps = np.hypot(*np.diff(self.at[order], axis=0).T)
        return Drive(order, np.concatenate([[0.0], np.cumsum(steps)]))

    def _without_turning(self, nodes: list[int]) -> csr_matrix:
        """Return the seconds of every piece of road, turning back at once made dear."""
        if len(nodes) < 2 or (nodes[-1], nodes[-2]) not in self.street_of:
            return self._seconds
        seconds = self._seconds.copy()
        seconds[nodes[-1], nodes[-2]] += _TURN_BACK_S
        return seconds


def _speed(street: Street, plans: Plans) -> float:
    """Return the running speed of buses on a street, metres a second."""
    lane = street.tags.get("maxspeed") in ("50 mph", "60 mph") and street.highway != "trunk"
    known = ("trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "busway")
    name = "lane" if lane else street.highway if street.highway in known else "residential"
    return plans.number(f"speed_{name}_kmh") / 3.6
