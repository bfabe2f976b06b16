"""The road network as arrays: junctions, the roads between them, and turns that are forbidden."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RoadNetwork:
    """Junctions and the roads between them, one arc for each direction in which one may drive.

    Nodes ``(n_nodes,)``: ``node_lat``, ``node_lon`` float64 decimal degrees.

    Arcs ``(n_arcs,)``: ``arc_from``, ``arc_to`` int32 nodes; ``arc_line`` int32 the line it runs
    along; ``arc_back`` bool True when it runs from the line's last point to its first;
    ``arc_twin`` int32 the arc the other way along the same line, -1 in a one-way street.

    Lines ``(n_lines,)``: ``line_first (n_lines + 1,) int64`` into ``point_lat``, ``point_lon``
    float64; ``line_length_m`` float64; ``line_road`` uint8 RoadClass; ``line_mph`` uint8 the
    mapped speed limit, 0 unknown; ``line_free_s`` float64 seconds to drive along it with nothing
    in the way; ``line_name`` object array of str, ``""`` unnamed.

    Turns ``(n_turns,)``: from arc ``turn_from`` one may not go on along arc ``turn_to``, int32.

    ``main (n_nodes,) bool``: nodes between any two of which one can drive, the largest such set.
    """

    node_lat: NDArray[np.float64]
    node_lon: NDArray[np.float64]
    arc_from: NDArray[np.int32]
    arc_to: NDArray[np.int32]
    arc_line: NDArray[np.int32]
    arc_back: NDArray[np.bool_]
    arc_twin: NDArray[np.int32]
    line_first: NDArray[np.int64]
    point_lat: NDArray[np.float64]
    point_lon: NDArray[np.float64]
    line_length_m: NDArray[np.float64]
    line_road: NDArray[np.uint8]
    line_mph: NDArray[np.uint8]
    line_free_s: NDArray[np.float64]
    line_name: NDArray[np.object_]
    turn_from: NDArray[np.int32]
    turn_to: NDArray[np.int32]
    main: NDArray[np.bool_]
