"""Do walks stay on their side? Asked of the drawn lines, not of the graph."""

import numpy as np
import shapely

from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.network.kerbside.drawing import edge_line, segment_line
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules


def side_changes(network: WalkNetwork, rules: Rules) -> list[tuple[int, int]]:
    """Edges that are no crossing but whose line crosses a road's centre line, with its segment.

    Build the network with thin carriageways: then an edge's line runs along its centre line, a
    hand's breadth to its side, and meets another centre line only by crossing it.
    """
    sided = np.unique(network.edge_segment[network.edge_side != 0])
    roads = shapely.STRtree(
        [shapely.LineString(segment_line(network, int(s))[:, ::-1]) for s in sided]
    )
    walked = np.flatnonzero(network.edge_kind != EdgeKind.CROSSING)
    lines = [shapely.LineString(edge_line(network, int(e), rules)[:, ::-1]) for e in walked]
    found, road = roads.query(lines, predicate="crosses")
    return [(int(walked[i]), int(sided[j])) for i, j in zip(found, road, strict=True)]


def share_a_node(network: WalkNetwork, edge: int, segment: int) -> bool:
    """Whether an edge's centre line starts or ends where a segment does."""
    own = int(network.edge_segment[edge])
    if own == NONE:
        return True
    ends = {tuple(line[i]) for line in (segment_line(network, own),) for i in (0, -1)}
    others = {tuple(line[i]) for line in (segment_line(network, segment),) for i in (0, -1)}
    return bool(ends & others)
