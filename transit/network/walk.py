"""The kerb-side walk network as arrays: corners, edges, centre lines and their facts.

Built by :mod:`transit.network.kerbside`, kept by :mod:`transit.network.area`, searched through
:class:`transit.kernels.arrays.WalkArrays`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import WalkArrays


@dataclass(frozen=True, slots=True)
class WalkNetwork:
    """Corners, the edges between them, and where everything lies.

    Corners ``(n_corners,)``: ``corner_lat``, ``corner_lon`` float64, moved from the centre line to
    their side of the road; ``corner_node`` int64 the OSM node (negative for a point put in
    between); ``corner_seat`` uint8 fact: a seat within reach; ``corner_component`` int32: corners
    that can be walked between, all crossings allowed, share a number, 0 being the largest.

    Edges ``(n_edges,)``: ``edge_u``, ``edge_v`` int32 corners; ``edge_kind`` uint8 EdgeKind;
    ``edge_length_mm`` int32; ``edge_way`` int32 into the ways, -1 none; ``edge_segment`` int32
    centre line it runs beside or along, -1 none; ``edge_side`` int8, -1 left of the centre line's
    direction, 1 right, 0 on it; ``edge_road`` uint8 RoadClass walked beside or crossed;
    ``edge_speed_mph`` uint8, 0 unknown; ``edge_lanes`` uint8, 0 unknown; ``edge_oneway`` bool;
    ``edge_traffic`` uint8 Traffic (what data/rules makes of class, speed and lanes);
    ``edge_crossing`` uint8 CrossingKind.

    Facts on edges, one byte each (:mod:`transit.model.fact`): ``fact_pavement`` there is one;
    ``fact_kerb`` kerbs are dropped or flush (crossings); ``fact_tactile``; ``fact_sound``
    audible or turning signal; ``fact_lit``; ``fact_surface`` firm and even; ``fact_access`` the
    public may walk here; ``fact_ramp`` beside steps; ``fact_handrail``; ``fact_slope`` the source
    of ``edge_incline_pct`` float32 (from u to v, up positive, NaN unknown);
    ``edge_width_mm`` int32, -1 unknown; ``edge_steps`` int16, -1 unknown.

    Centre lines: ``segment_first (n_segments + 1,) int64`` into ``point_lat``, ``point_lon``
    float64. An edge of kind PAVEMENT, PATH, STEPS ... runs from the segment's first point to its
    last when it is not turned; ``edge_turned`` bool says that u lies at the segment's end.

    Ways ``(n_ways,)``: ``way_osm_id`` int64, ``way_name`` object array of str, ``""`` unnamed
    (roads without a name but with a ref carry the ref).
    """

    corner_lat: NDArray[np.float64]
    corner_lon: NDArray[np.float64]
    corner_node: NDArray[np.int64]
    corner_seat: NDArray[np.uint8]
    corner_component: NDArray[np.int32]
    edge_u: NDArray[np.int32]
    edge_v: NDArray[np.int32]
    edge_kind: NDArray[np.uint8]
    edge_length_mm: NDArray[np.int32]
    edge_way: NDArray[np.int32]
    edge_segment: NDArray[np.int32]
    edge_turned: NDArray[np.bool_]
    edge_side: NDArray[np.int8]
    edge_road: NDArray[np.uint8]
    edge_speed_mph: NDArray[np.uint8]
    edge_lanes: NDArray[np.uint8]
    edge_oneway: NDArray[np.bool_]
    edge_traffic: NDArray[np.uint8]
    edge_crossing: NDArray[np.uint8]
    fact_pavement: NDArray[np.uint8]
    fact_kerb: NDArray[np.uint8]
    fact_tactile: NDArray[np.uint8]
    fact_sound: NDArray[np.uint8]
    fact_lit: NDArray[np.uint8]
    fact_surface: NDArray[np.uint8]
    fact_access: NDArray[np.uint8]
    fact_ramp: NDArray[np.uint8]
    fact_handrail: NDArray[np.uint8]
    fact_slope: NDArray[np.uint8]
    edge_incline_pct: NDArray[np.float32]
    edge_width_mm: NDArray[np.int32]
    edge_steps: NDArray[np.int16]
    segment_first: NDArray[np.int64]
    point_lat: NDArray[np.float64]
    point_lon: NDArray[np.float64]
    way_osm_id: NDArray[np.int64]
    way_name: NDArray[np.object_]
    arcs: WalkArrays
    """Forward star over the corners, for kernels."""
