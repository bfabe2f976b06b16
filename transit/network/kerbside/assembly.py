"""Assembly: corners and edges as the arrays that are stored and searched."""

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import WalkArrays, frozen
from transit.model.fact import UNKNOWN
from transit.network.kerbside.components import find_components
from transit.network.kerbside.corners import Corners
from transit.network.kerbside.cuts import CutLines
from transit.network.kerbside.edges import Edges
from transit.network.kerbside.ways import WayTable
from transit.network.walk import WalkNetwork


def make_network(
    ways: WayTable,
    cut: CutLines,
    corners: Corners,
    edges: Edges,
    number: NDArray[np.int32],
    kept: NDArray[np.int64],
) -> WalkNetwork:
    """Return corners and edges as a walk network.

    Parameters
    ----------
    ways, cut, corners, edges
        What the steps before made.
    number
        ``(all corners,)`` new number of each corner, -1 where it is left out.
    kept
        ``(n_corners,)`` the corners kept, in the order of their new numbers.

    Returns
    -------
    WalkNetwork
        Read-only arrays.
    """
    u, v = number[edges.u], number[edges.v]
    return WalkNetwork(
        corner_lat=frozen(corners.lat[kept]),
        corner_lon=frozen(corners.lon[kept]),
        corner_node=frozen(cut.nodes.osm_id[corners.node[kept]]),
        corner_seat=frozen(np.full(len(kept), UNKNOWN.code, dtype=np.uint8)),
        corner_component=frozen(find_components(len(kept), u, v, edges.access)),
        edge_u=frozen(u),
        edge_v=frozen(v),
        edge_kind=frozen(edges.kind),
        edge_length_mm=frozen(np.round(edges.length_m * 1000), np.int32),
        edge_way=frozen(edges.way),
        edge_segment=frozen(edges.line),
        edge_turned=frozen(np.zeros(len(edges), dtype=np.bool_)),
        edge_side=frozen(edges.side),
        edge_road=frozen(edges.road),
        edge_speed_mph=frozen(edges.speed_mph),
        edge_lanes=frozen(edges.lanes),
        edge_oneway=frozen(edges.oneway),
        edge_traffic=frozen(edges.traffic),
        edge_crossing=frozen(edges.crossing),
        fact_pavement=frozen(edges.pavement),
        fact_kerb=frozen(edges.kerb),
        fact_tactile=frozen(edges.tactile),
        fact_sound=frozen(edges.sound),
        fact_lit=frozen(edges.lit),
        fact_surface=frozen(edges.surface),
        fact_access=frozen(edges.access),
        fact_ramp=frozen(edges.ramp),
        fact_handrail=frozen(edges.handrail),
        fact_slope=frozen(edges.slope),
        edge_incline_pct=frozen(edges.incline_pct),
        edge_width_mm=frozen(edges.width_mm),
        edge_steps=frozen(edges.steps),
        segment_first=frozen(cut.lines.first),
        point_lat=frozen(cut.lines.lat),
        point_lon=frozen(cut.lines.lon),
        way_osm_id=frozen(ways.osm_id),
        way_name=frozen(ways.name),
        arcs=make_arcs(len(kept), u, v),
    )


def make_arcs(n_corners: int, u: NDArray[np.int32], v: NDArray[np.int32]) -> WalkArrays:
    """Return edges as forward-star arcs, both ways each.

    Parameters
    ----------
    n_corners
        How many corners there are.
    u, v
        ``(n_edges,)`` corners at the ends of each edge.

    Returns
    -------
    WalkArrays
        Arcs by tail, and at each tail by edge.
    """
    tail = np.concatenate((u, v))
    order = np.argsort(tail, kind="stable")
    edge = np.tile(np.arange(len(u), dtype=np.int32), 2)
    forward = np.repeat([True, False], len(u))
    first = np.concatenate(([0], np.cumsum(np.bincount(tail, minlength=n_corners))))
    return WalkArrays(
        first_arc=frozen(first, np.int32),
        arc_head=frozen(np.concatenate((v, u))[order], np.int32),
        arc_edge=frozen(edge[order], np.int32),
        arc_forward=frozen(forward[order], np.bool_),
    )
