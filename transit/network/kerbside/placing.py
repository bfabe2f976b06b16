"""Placing: which line, how far along it and on which side a stop or a seat stands."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.model.streets import EdgeKind
from transit.network.kerbside.corners import Corners
from transit.network.kerbside.cuts import CutLines
from transit.network.kerbside.geometry import starts_of
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.nearby import Near, lines_near
from transit.network.kerbside.sides import LEFT, RIGHT, Sides
from transit.network.kerbside.ways import WayTable


@dataclass(frozen=True, slots=True)
class StopPoints:
    """Stops to be placed, each field by stop.

    ``lat``, ``lon (n,) float64``; ``bearing (n,) float32`` degrees clockwise from north in which
    buses leave, NaN unknown; ``stop_id`` and ``street`` strings, ``""`` unknown; ``code`` the
    national register's, ``""`` where a stop is not in it, empty where there is no register.
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    bearing: NDArray[np.float32]
    stop_id: tuple[str, ...]
    street: tuple[str, ...]
    code: tuple[str, ...] = ()

    @classmethod
    def none(cls) -> "StopPoints":
        """Return no stops.

        Returns
        -------
        StopPoints
            Empty.
        """
        empty = np.empty(0)
        return cls(empty, empty, empty.astype(np.float32), (), ())


@dataclass(frozen=True, slots=True)
class Placed:
    """Where points stand: ``line (n,) int32`` -1 nowhere, ``at_m (n,)`` along it, ``side (n,)
    int8`` -1 left 1 right 0 none; ``gap_m (n,)`` to the kerb; ``road (n,) int32`` the line of the
    road that they serve (another than ``line`` where its pavement is a way of its own);
    ``disagrees (n,) bool`` position and bearing name different sides."""

    line: NDArray[np.int32]
    at_m: NDArray[np.float64]
    side: NDArray[np.int8]
    gap_m: NDArray[np.float64]
    road: NDArray[np.int32]
    disagrees: NDArray[np.bool_]


def place_stops(
    stops: StopPoints, lines: Lines, ways: WayTable, sides: Sides, parameters: Parameters
) -> Placed:
    """Place stops on the side of the street at which their buses call.

    Parameters
    ----------
    stops
        The stops.
    lines, ways, sides
        Lines before they are cut, and what is known of them.
    parameters
        ``stop_farthest_m``, ``stop_side_trust_m``, ``stop_wrong_way_m``, ``stop_off_road_m``,
        ``stop_other_street_m``, ``stop_askew_deg``, ``drive_side``.

    Returns
    -------
    Placed
        One row a stop.
    """
    near = lines_near(stops.lat, stops.lon, lines, ways.walk, parameters.number("stop_farthest_m"))
    way = lines.way[near.line]
    travel = np.radians(90.0 - stops.bearing.astype(np.float64))[near.point]
    along = np.cos(travel - near.heading)  # NaN where no bearing is known
    keeps_left = parameters["drive_side"].value == "left"
    by_place = np.where(near.left >= 0, LEFT, RIGHT)
    by_bearing = np.where((along >= 0) == keeps_left, LEFT, RIGHT)
    across = np.cos(np.radians(parameters.number("stop_askew_deg")))
    known = ~np.isnan(along) & (np.abs(along) >= across)
    trusted = np.abs(near.left) < parameters.number("stop_side_trust_m")
    side = np.where(known & trusted, by_bearing, by_place)
    sided = ways.sided[way]
    against = ways.oneway[way] * along < 0
    askew = np.abs(along) < across
    carries_buses = sided | (ways.kind[way] == EdgeKind.ROADWAY)
    barred = sided & (sides.inner | sides.island)[near.line, side]
    wrong = barred | (carries_buses & ((against & (ways.oneway[way] != 0)) | askew))
    off_road = ~sided & (ways.kind[way] != EdgeKind.PLATFORM)
    gap = np.maximum(near.distance - np.where(sided, ways.half_m[way], 0.0), 0.0)
    hints = np.array([name.casefold() for name in stops.street], dtype=object)[near.point]
    names = np.array([str(name).casefold() for name in ways.name], dtype=object)[way]
    elsewhere = (hints != "") & (names != hints)
    score = (
        gap
        + parameters.number("stop_wrong_way_m") * wrong
        + parameters.number("stop_off_road_m") * off_road
        + parameters.number("stop_other_street_m") * elsewhere
    )
    best = _best(near.point, score)
    placed = _placed(len(stops.lat), near, best, np.where(sided, side * 2 - 1, 0), gap)
    disagrees = sided & known & (by_place != by_bearing)
    placed.disagrees[near.point[best]] = disagrees[best]
    return _on_own_way(placed, near, best, side, lines, ways, sides)


def place_seats(seats: NDArray[np.float64], lines: Lines, ways: WayTable, reach_m: float) -> Placed:
    """Place seats on the nearest side of the nearest way.

    Parameters
    ----------
    seats
        ``(n, 2)`` lat, lon.
    lines, ways
        Lines before they are cut, and the way table.
    reach_m
        Farthest a seat may be from the way.

    Returns
    -------
    Placed
        One row a seat.
    """
    near = lines_near(seats[:, 0], seats[:, 1], lines, ways.walk, reach_m)
    sided = ways.sided[lines.way[near.line]]
    gap = np.maximum(near.distance - np.where(sided, ways.half_m[lines.way[near.line]], 0.0), 0.0)
    side = np.where(sided, np.where(near.left >= 0, -1, 1), 0)
    return _placed(len(seats), near, _best(near.point, gap), side, gap)


def corners_of(placed: Placed, cut: CutLines, corners: Corners) -> NDArray[np.int32]:
    """Return the corner at which each placed point stands.

    Parameters
    ----------
    placed
        Points on lines before they were cut.
    cut
        Lines after cutting, at those points among others.
    corners
        Corners of the cut lines.

    Returns
    -------
    ndarray
        ``(n,) int32``, -1 where the point stands nowhere.
    """
    parts = starts_of(np.bincount(cut.parent, minlength=int(cut.parent.max(initial=-1)) + 1))
    found = np.full(len(placed.line), NONE, dtype=np.int32)
    for i in np.flatnonzero(placed.line != NONE):
        first, last = parts[placed.line[i]], parts[placed.line[i] + 1]
        ends = np.cumsum(cut.lines.length_m[first:last])
        nearest = int(np.argmin(np.abs(np.concatenate(([0.0], ends)) - placed.at_m[i])))
        if nearest < last - first:
            out = 2 * (first + nearest)
            lefts, rights = corners.left, corners.right
        else:  # at the far end of the line, whose left is on the right looking back
            out = 2 * (last - 1) + 1
            lefts, rights = corners.right, corners.left
        found[i] = (rights if placed.side[i] > 0 else lefts)[out]
    return found


def _best(group: NDArray[np.int64], score: NDArray[np.float64]) -> NDArray[np.int64]:
    order = np.lexsort((score, group))
    _, first = np.unique(group[order], return_index=True)
    return order[first]


def _placed(
    size: int,
    near: Near,
    best: NDArray[np.int64],
    side: NDArray[np.int64],
    gap: NDArray[np.float64],
) -> Placed:
    made = Placed(
        np.full(size, NONE, dtype=np.int32),
        np.zeros(size),
        np.zeros(size, dtype=np.int8),
        np.full(size, np.nan),
        np.full(size, NONE, dtype=np.int32),
        np.zeros(size, dtype=np.bool_),
    )
    point = near.point[best]
    made.line[point] = made.road[point] = near.line[best]
    made.at_m[point], made.side[point] = near.at_m[best], side[best]
    made.gap_m[point] = gap[best]
    return made


def _on_own_way(
    placed: Placed,
    near: Near,
    best: NDArray[np.int64],
    side: NDArray[np.int64],
    lines: Lines,
    ways: WayTable,
    sides: Sides,
) -> Placed:
    """Move stops to the footway on their side where the road's pavement is mapped as one."""
    chosen = {int(near.point[b]): b for b in best if sides.separate[near.line[b], side[b]]}
    paths = np.flatnonzero(
        np.isin(near.point, list(chosen))
        & (ways.kind[lines.way[near.line]] != EdgeKind.ROADWAY)
        & ~ways.sided[lines.way[near.line]]
    )
    for i in paths[np.argsort(-near.distance[paths])]:  # the nearest is written last
        point = int(near.point[i])
        b = chosen[point]
        placed.line[point], placed.at_m[point] = near.line[i], near.at_m[i]
        placed.side[point] = side[b] * 2 - 1
        placed.gap_m[point] = near.distance[i]
    return placed
