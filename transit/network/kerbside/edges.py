"""Edges: what is walked from corner to corner, as columns that later steps add rows to."""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import MAPPED_YES, UNKNOWN, State
from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.network.kerbside.corners import Corners
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.sides import LEFT, RIGHT, Sides
from transit.network.kerbside.ways import WayTable

_DTYPES: Final[dict[str, Any]] = {
    "u": np.int32,
    "v": np.int32,
    "way": np.int32,
    "line": np.int32,
    "side": np.int8,
    "oneway": np.bool_,
    "length_m": np.float64,
    "incline_pct": np.float32,
    "width_mm": np.int32,
    "steps": np.int16,
}
_NOTHING: Final[dict[str, Any]] = {
    "way": NONE,
    "line": NONE,
    "width_mm": -1,
    "incline_pct": np.nan,
    "length_m": 0.0,
}


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges by column, each ``(n_edges,)``; names as in :class:`transit.network.walk.WalkNetwork`.

    ``line`` is the centre line, -1 none; ``length_m`` metres.
    """

    u: NDArray[np.int32]
    v: NDArray[np.int32]
    kind: NDArray[np.uint8]
    length_m: NDArray[np.float64]
    way: NDArray[np.int32]
    line: NDArray[np.int32]
    side: NDArray[np.int8]
    road: NDArray[np.uint8]
    speed_mph: NDArray[np.uint8]
    lanes: NDArray[np.uint8]
    oneway: NDArray[np.bool_]
    traffic: NDArray[np.uint8]
    crossing: NDArray[np.uint8]
    pavement: NDArray[np.uint8]
    kerb: NDArray[np.uint8]
    tactile: NDArray[np.uint8]
    sound: NDArray[np.uint8]
    lit: NDArray[np.uint8]
    surface: NDArray[np.uint8]
    access: NDArray[np.uint8]
    ramp: NDArray[np.uint8]
    handrail: NDArray[np.uint8]
    slope: NDArray[np.uint8]
    incline_pct: NDArray[np.float32]
    width_mm: NDArray[np.int32]
    steps: NDArray[np.int16]

    def __len__(self) -> int:
        """Return how many edges there are."""
        return len(self.u)


def make_edges(size: int, **columns: Any) -> Edges:
    """Return edges from some columns; the others say nothing.

    Parameters
    ----------
    size
        How many edges.
    **columns
        Arrays or single values by column name.

    Returns
    -------
    Edges
        All columns filled.
    """
    made = {}
    for column in fields(Edges):
        value = columns.pop(column.name, _NOTHING.get(column.name, 0))
        dtype = _DTYPES.get(column.name, np.uint8)
        made[column.name] = np.array(np.broadcast_to(value, (size,)), dtype=dtype)
    if columns:
        raise TypeError(f"no such columns of edges: {', '.join(columns)}")
    return Edges(**made)


def join_edges(*parts: Edges) -> Edges:
    """Return several tables of edges as one.

    Parameters
    ----------
    *parts
        Edges.

    Returns
    -------
    Edges
        Their rows, in order.
    """
    return Edges(
        **{
            column.name: np.concatenate([getattr(part, column.name) for part in parts])
            for column in fields(Edges)
        }
    )


def chosen_edges(edges: Edges, keep: NDArray[np.bool_]) -> Edges:
    """Return some of the edges.

    Parameters
    ----------
    edges
        Edges.
    keep
        ``(n_edges,)`` which to keep.

    Returns
    -------
    Edges
        Those, in their order.
    """
    return Edges(**{column.name: getattr(edges, column.name)[keep] for column in fields(Edges)})


def leads_nowhere(edges: Edges) -> NDArray[np.bool_]:
    """Tell which crossings end where nobody walks on, e.g. on a roundabout's island.

    Parameters
    ----------
    edges
        All edges.

    Returns
    -------
    ndarray
        ``(n_edges,) bool``.
    """
    touches = np.bincount(np.concatenate((edges.u, edges.v)))
    alone = (touches[edges.u] == 1) | (touches[edges.v] == 1)
    nowhere: NDArray[np.bool_] = (edges.kind == EdgeKind.CROSSING) & alone
    return nowhere


def pavement_edges(lines: Lines, ways: WayTable, sides: Sides, corners: Corners) -> Edges:
    """Return an edge for each side of each sided line that is walked.

    A side with a pavement is walked on it; one without, or with one not known, in the roadway;
    a roundabout's middle not at all.

    Parameters
    ----------
    lines, ways, sides, corners
        Lines after cutting, the way table, and what was found of both.

    Returns
    -------
    Edges
        The left sides, then the right.
    """
    walked = ways.sided[lines.way] & ways.walk[lines.way]
    parts = []
    for side, sign in ((LEFT, -1), (RIGHT, 1)):
        at = np.flatnonzero(walked & ~sides.island[:, side])
        out_u, out_v = 2 * at, 2 * at + 1
        # Seen from the line's far end its left is on the right.
        if side == LEFT:
            u, v = corners.left[out_u], corners.right[out_v]
            trim = corners.trim_left[out_u] + corners.trim_right[out_v]
        else:
            u, v = corners.right[out_u], corners.left[out_v]
            trim = corners.trim_right[out_u] + corners.trim_left[out_v]
        fact = sides.pavement[at, side]
        way, on_pavement = lines.way[at], fact & 3 == State.YES
        parts.append(
            _along(
                lines,
                ways,
                at,
                u,
                v,
                trim,
                kind=np.where(on_pavement, EdgeKind.PAVEMENT, EdgeKind.ROADWAY),
                side=sign,
                pavement=fact,
                surface=np.where(on_pavement, ways.surface[way, side], ways.road_surface[way]),
                width_mm=np.where(on_pavement, ways.width_mm[way, side], -1),
            )
        )
    return join_edges(*parts)


def path_edges(lines: Lines, ways: WayTable, corners: Corners) -> Edges:
    """Return an edge for each line without sides.

    Parameters
    ----------
    lines, ways, corners
        As for :func:`pavement_edges`.

    Returns
    -------
    Edges
        In the order of the lines.
    """
    at = np.flatnonzero(~ways.sided[lines.way] & ways.walk[lines.way])
    trim = corners.trim_left[2 * at] + corners.trim_left[2 * at + 1]
    way = lines.way[at]
    return _along(
        lines,
        ways,
        at,
        corners.left[2 * at],
        corners.left[2 * at + 1],
        trim,
        kind=ways.kind[way],
        side=0,
        pavement=ways.pavement[way, LEFT],
        surface=ways.road_surface[way],
        width_mm=ways.width_mm[way, LEFT],
    )


def _along(
    lines: Lines,
    ways: WayTable,
    at: NDArray[np.int64],
    u: NDArray[np.int32],
    v: NDArray[np.int32],
    trim: NDArray[np.float64],
    **columns: Any,
) -> Edges:
    way = lines.way[at]
    incline = ways.incline_pct[way]
    return make_edges(
        len(at),
        u=u,
        v=v,
        length_m=np.maximum(lines.length_m[at] - trim, 0.0),
        way=way,
        line=at,
        road=ways.road[way],
        speed_mph=ways.speed_mph[way],
        lanes=ways.lanes[way],
        oneway=ways.oneway[way] != 0,
        traffic=ways.traffic[way],
        lit=ways.lit[way],
        access=ways.access[way],
        ramp=ways.ramp[way],
        handrail=ways.handrail[way],
        slope=np.where(np.isnan(incline), UNKNOWN.code, MAPPED_YES.code),
        incline_pct=incline,
        steps=ways.steps[way],
        **columns,
    )
