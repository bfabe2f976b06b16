"""What sides of the street are worth: the same register on a network of centre lines.

::

    python benchmarks/centre_line.py --area AREA --people 300 --seed 1

Most walk networks made from OpenStreetMap have one line a street: whoever walks along it is on both
sides of it at once, and crosses it for nothing and unseen. Such a network is made here of the built
one by making the corners around a node one and the two sides of a street one. Nothing else differs:
the same map, facts, stops, timetable, people and judge. Where the two sides of a street differ the
line has the better one.
"""

import argparse
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from made_up import make_register
from newport_register import desk_of, judged
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.fact import State
from transit.model.ids import NONE
from transit.model.register import Register
from transit.model.streets import EdgeKind
from transit.model.verdict import Rung, Verdict
from transit.network.area import Area
from transit.network.kerbside.assembly import make_arcs
from transit.network.kerbside.components import find_components
from transit.network.kerbside.geometry import east_north
from transit.network.link_index import build_link_index
from transit.network.store import open_area
from transit.network.walk import WalkNetwork

_GOODNESS: Final = np.array([1, 0, 2, 3], np.int64)
"""By state: yes, then unknown, then no."""


def centre_line_area(area: Area) -> Area:
    """Return an area whose streets have no sides.

    Parameters
    ----------
    area
        An area with sides.

    Returns
    -------
    Area
        The same with stops on centre lines; it keeps its own cache.
    """
    walk, number = centre_lines(area.walk)
    corner = area.stops.corner
    stops = replace(
        area.stops,
        corner=frozen(np.where(corner == NONE, NONE, number[corner]), np.int32),
        side=frozen(np.zeros_like(area.stops.side)),
    )
    return replace(
        area,
        cache=area.cache.parent / f"{area.edition}-centre-lines",
        edition=f"{area.edition}-centre-lines",
        walk=walk,
        stops=stops,
        link=build_link_index(walk),
    )


def centre_lines(walk: WalkNetwork) -> tuple[WalkNetwork, NDArray[np.int32]]:
    """Return a network without sides.

    Parameters
    ----------
    walk
        A network with sides.

    Returns
    -------
    network : WalkNetwork
        One corner a node, one edge a street, no crossings; gates and lifts stay.
    number : ndarray
        ``(n_corners,) int32`` the new number of each corner.
    """
    number = _one_a_node(walk)
    n_corners = int(number.max()) + 1
    keep = _kept_edges(walk, number)
    edges = {
        field.name: frozen(getattr(walk, field.name)[keep])
        for field in fields(WalkNetwork)
        if field.name.startswith(("edge_", "fact_"))
    }
    u, v = number[walk.edge_u[keep]], number[walk.edge_v[keep]]
    along = walk.edge_segment[keep]
    length = np.where(along == NONE, walk.edge_length_mm[keep], _segment_mm(walk)[along])
    edges |= {
        "edge_u": frozen(u),
        "edge_v": frozen(v),
        "edge_side": frozen(np.zeros(len(keep), np.int8)),
        "edge_length_mm": frozen(length, np.int32),
    }
    first = np.unique(number, return_index=True)[1]
    count = np.bincount(number)
    seat = np.zeros(n_corners, np.uint8)
    seated = np.argsort(walk.corner_seat & 3 == State.YES, kind="stable")
    seat[number[seated]] = walk.corner_seat[seated]
    made: dict[str, Any] = {
        **edges,
        "corner_lat": frozen(np.bincount(number, walk.corner_lat) / count),
        "corner_lon": frozen(np.bincount(number, walk.corner_lon) / count),
        "corner_node": frozen(walk.corner_node[first]),
        "corner_seat": frozen(seat),
        "corner_component": frozen(find_components(n_corners, u, v, edges["fact_access"])),
        "arcs": make_arcs(n_corners, u, v),
    }
    return replace(walk, **made), number


def _one_a_node(walk: WalkNetwork) -> NDArray[np.int32]:
    """Number corners anew, one a node; those that a gate or lift parts stay apart."""
    node = np.unique(walk.corner_node, return_inverse=True)[1]
    inside = node[walk.edge_u] == node[walk.edge_v]
    gates = inside & (walk.edge_u != walk.edge_v) & (walk.edge_kind != EdgeKind.CROSSING)
    gates &= walk.edge_segment == NONE
    parted = np.isin(node, node[walk.edge_u[gates]])
    name = np.where(parted, node.max() + 1 + np.arange(len(node)), node)
    number: NDArray[np.int32] = np.unique(name, return_inverse=True)[1].astype(np.int32)
    return number


def _kept_edges(walk: WalkNetwork, number: NDArray[np.int32]) -> NDArray[np.int64]:
    """Choose all but crossings, and of the two sides of a street the better one."""
    crossing = (walk.edge_kind == EdgeKind.CROSSING) & (number[walk.edge_u] == number[walk.edge_v])
    worse = np.zeros(len(crossing), np.bool_)
    sided = np.flatnonzero((walk.edge_side != 0) & (walk.edge_segment != NONE))
    ranks = [
        _rank(getattr(walk, f"fact_{name}")[sided]) for name in ("surface", "access", "pavement")
    ]
    order = np.lexsort((-walk.edge_width_mm[sided], *ranks, walk.edge_segment[sided]))
    segment = walk.edge_segment[sided][order]
    worse[sided[order[1:][segment[1:] == segment[:-1]]]] = True
    return np.flatnonzero(~crossing & ~worse)


def _rank(fact: NDArray[np.uint8]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = _GOODNESS[fact & 3]
    return found


def _segment_mm(walk: WalkNetwork) -> NDArray[np.int64]:
    """Return the lengths of the centre lines, which sides cut short at junctions."""
    lat, lon, first = walk.point_lat, walk.point_lon, walk.segment_first
    step = east_north(lat[1:], lon[1:], lat[:-1], lon[:-1])
    ran = np.concatenate(([0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))))
    made: NDArray[np.int64] = np.round(1000 * (ran[first[1:] - 1] - ran[first[:-1]])).astype(
        np.int64
    )
    return made
