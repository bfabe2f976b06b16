"""Sides: pavements mapped as ways of their own, and the inner sides of dual carriageways."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from transit.model.fact import INFERRED_NO, State
from transit.model.streets import RoadClass
from transit.network.kerbside.geometry import starts_of
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.nearby import headings_at, plane_of, shapes_of
from transit.network.kerbside.ways import WayTable
from transit.read.rules import PavementRules

LEFT, RIGHT = 0, 1


@dataclass(frozen=True, slots=True)
class Sides:
    """What each side of each line has; columns are left and right of its direction.

    ``pavement (n_lines, 2) uint8`` facts; ``separate (n_lines, 2) bool`` its pavement is another
    way; ``island (n_lines, 2) bool`` the side is a roundabout's middle; ``inner (n_lines, 2)
    bool`` the side faces the other half of a dual carriageway.
    """

    pavement: NDArray[np.uint8]
    separate: NDArray[np.bool_]
    island: NDArray[np.bool_]
    inner: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Samples:
    """Points along lines: where, which way the line runs there, and how much it stands for."""

    line: NDArray[np.int32]
    at: NDArray[np.float64]
    heading: NDArray[np.float64]
    metres: NDArray[np.float64]


def find_sides(lines: Lines, ways: WayTable, rules: PavementRules, drive_side: str) -> Sides:
    """Find out what each side of each line has.

    Parameters
    ----------
    lines
        Lines, before they are cut.
    ways
        Way table.
    rules
        Rules for pavements.
    drive_side
        ``left`` or ``right``: the side that traffic keeps to.

    Returns
    -------
    Sides
        One row a line.
    """
    plane = plane_of(lines)
    pavement = ways.pavement[lines.way].copy()
    separate = ways.separate[lines.way] | (
        _beside(lines, ways, plane, rules) & ((pavement & 3) != State.NO)
    )
    inner = _inner(lines, ways, plane, rules, drive_side) & ((pavement >> 2) < 2)
    island = _islands(lines, ways, plane, drive_side)
    pavement[separate | inner | island] = INFERRED_NO.code
    tagged = ways.separate[lines.way]
    pavement[tagged] = ways.pavement[lines.way][tagged]
    return Sides(pavement, separate, island, inner)


def _samples(
    lines: Lines, plane: NDArray[np.float64], which: NDArray[np.int64], step_m: float
) -> _Samples:
    """Sample lines at the middles of equal parts no longer than a step."""
    length = lines.length_m[which]
    parts = np.maximum(np.ceil(length / step_m), 1).astype(np.int64)
    owner = np.repeat(np.arange(len(which)), parts)
    number = np.arange(len(owner)) - np.repeat(starts_of(parts)[:-1], parts)
    share = (number + 0.5) / parts[owner]
    shapes = shapes_of(lines, plane, which)[owner]
    at = shapely.get_coordinates(shapely.line_interpolate_point(shapes, share, normalized=True))
    return _Samples(
        which[owner].astype(np.int32),
        at,
        headings_at(shapes, share * shapely.length(shapes)),
        length[owner] / parts[owner],
    )


def _beside(
    lines: Lines, ways: WayTable, plane: NDArray[np.float64], rules: PavementRules
) -> NDArray[np.bool_]:
    """Tell which sides of roads have a ``footway=sidewalk`` along most of their length."""
    found = np.zeros((len(lines), 2), dtype=np.bool_)
    roads = np.flatnonzero(ways.sided[lines.way] & ways.walk[lines.way])
    walks = np.flatnonzero(ways.sidewalk[lines.way])
    if not len(roads) or not len(walks):
        return found
    samples = _samples(lines, plane, walks, rules.beside_step_m)
    shapes = shapes_of(lines, plane, roads)
    tree = shapely.STRtree(shapes)
    sample, road = tree.query(
        shapely.points(samples.at), predicate="dwithin", distance=rules.beside_within_m
    )
    on_road = shapely.line_locate_point(shapes[road], shapely.points(samples.at[sample]))
    heading = headings_at(shapes[road], on_road)
    turn = np.abs(np.angle(np.exp(2j * (heading - samples.heading[sample])))) / 2
    inside = (on_road > 0) & (on_road < shapely.length(shapes[road]))
    fits = inside & (turn <= np.radians(rules.beside_most_turn_deg))
    sample, road, on_road, heading = (each[fits] for each in (sample, road, on_road, heading))
    foot = shapely.get_coordinates(shapely.line_interpolate_point(shapes[road], on_road))
    offset = samples.at[sample] - foot
    leftward = np.cos(heading) * offset[:, 1] - np.sin(heading) * offset[:, 0]
    side = np.where(leftward > 0, LEFT, RIGHT)
    nearest = _nearest_only(sample, np.hypot(offset[:, 0], offset[:, 1]))
    covered = np.zeros((len(lines), 2))
    np.add.at(covered, (roads[road[nearest]], side[nearest]), samples.metres[sample[nearest]])
    return covered > rules.beside_least_share * lines.length_m[:, None]


def _nearest_only(group: NDArray[np.int64], distance: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return, for each group, the index of its member with the least distance."""
    order = np.lexsort((distance, group))
    _, first = np.unique(group[order], return_index=True)
    return order[first]


def _inner(
    lines: Lines,
    ways: WayTable,
    plane: NDArray[np.float64],
    rules: PavementRules,
    drive_side: str,
) -> NDArray[np.bool_]:
    """Tell which side of a one-way road faces a road of the same name the other way."""
    found = np.zeros((len(lines), 2), dtype=np.bool_)
    way = lines.way
    halves = np.flatnonzero(
        ways.sided[way] & (ways.oneway[way] != 0) & ~ways.ring[way] & ways.dual_class[way]
    )
    if not len(halves):
        return found
    shapes = shapes_of(lines, plane, halves)
    middle = 0.5 * shapely.length(shapes)
    at = shapely.line_interpolate_point(shapes, middle)
    heading = headings_at(shapes, middle)
    travel = heading + np.where(ways.oneway[way[halves]] < 0, np.pi, 0.0)
    one, other = shapely.STRtree(shapes).query(
        at, predicate="dwithin", distance=rules.dual_within_m
    )
    on_other = shapely.line_locate_point(shapes[other], at[one])
    foot = shapely.get_coordinates(shapely.line_interpolate_point(shapes[other], on_other))
    other_travel = headings_at(shapes[other], on_other) + np.where(
        ways.oneway[way[halves[other]]] < 0, np.pi, 0.0
    )
    turn = np.abs(np.angle(np.exp(1j * (other_travel - travel[one] + np.pi))))
    names = ways.name[way[halves]]
    # Traffic keeps left, so the other half lies on the right of travel (and the reverse).
    offset = foot - shapely.get_coordinates(at)[one]
    leftward = np.cos(heading[one]) * offset[:, 1] - np.sin(heading[one]) * offset[:, 0]
    travel_left = np.where(ways.oneway[way[halves[one]]] < 0, -leftward, leftward)
    beyond = travel_left < 0 if drive_side == "left" else travel_left > 0
    same = (names[one] == names[other]) & (names[one] != "")
    fits = (one != other) & same & beyond & (turn <= np.radians(rules.dual_most_turn_deg))
    found[halves[one[fits]], np.where(leftward[fits] > 0, LEFT, RIGHT)] = True
    tagged = halves[ways.dual[way[halves]]]
    on_right = (ways.oneway[way[tagged]] > 0) == (drive_side == "left")
    found[tagged, np.where(on_right, RIGHT, LEFT)] = True
    return found


def _islands(
    lines: Lines, ways: WayTable, plane: NDArray[np.float64], drive_side: str
) -> NDArray[np.bool_]:
    """Tell which side of a roundabout is its middle: the side that the ring turns to."""
    found = np.zeros((len(lines), 2), dtype=np.bool_)
    ring = np.flatnonzero(ways.ring[lines.way] & (ways.road[lines.way] != RoadClass.NONE))
    for way in np.unique(lines.way[ring]):
        own = ring[lines.way[ring] == way]
        steps = np.diff(plane[lines.first[own[0]] : lines.first[own[-1] + 1]], axis=0)
        steps = steps[np.hypot(steps[:, 0], steps[:, 1]) > 0]
        turns = steps[:-1, 0] * steps[1:, 1] - steps[:-1, 1] * steps[1:, 0]
        turned_left = turns.sum()
        if turned_left == 0:
            along = 1 if ways.oneway[way] >= 0 else -1
            turned_left = -along if drive_side == "left" else along
        found[own, LEFT if turned_left > 0 else RIGHT] = True
    return found
