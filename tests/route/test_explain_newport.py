"""Sides and turns on Newport's streets, checked from geometry alone."""

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydantic import TypeAdapter
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from transit.model.streets import EdgeKind
from transit.network.kerbside.geometry import east_north
from transit.present.journey_json import answer_as_dict
from transit.present.journey_text import answer_lines
from transit.present.shapes import AnswerShape
from transit.read.demands import read_demand_rules
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.explain import Explained, Telling, explain_answer
from transit.route.found import Walk
from transit.route.journey import Side, Step, StepKind, Turn
from transit.route.pieces import line_of_edges, pieces_of
from transit.route.query import Point, Query
from transit.route.router import Router
from transit.route.steps import steps_of

if TYPE_CHECKING:
    from transit.network.area import Area

pytestmark = pytest.mark.real

N_WALKS = 150
LONGEST_M = 1_500
PREDECESSOR_NONE = -9999


@pytest.fixture(scope="module")
def walks(newport_area: "Area") -> list[tuple[Step, ...]]:
    """Return the steps of random shortest walks."""
    network = newport_area.walk
    arcs = network.arcs
    n_corners = network.corner_lat.size
    tails = np.repeat(np.arange(n_corners), np.diff(arcs.first_arc))
    length = np.maximum(network.edge_length_mm[arcs.arc_edge] / 1000, 0.01)
    order = np.lexsort((length, arcs.arc_head, tails))
    first = np.ones(order.size, bool)
    first[1:] = (np.diff(tails[order]) != 0) | (np.diff(arcs.arc_head[order]) != 0)
    shortest = order[first]
    graph = csr_array(
        (length[shortest], (tails[shortest], arcs.arc_head[shortest])), shape=(n_corners,) * 2
    )
    arc_of = {(int(tails[arc]), int(arcs.arc_head[arc])): int(arc) for arc in shortest.tolist()}
    random = np.random.default_rng(7)
    rules = Telling.of(read_parameters(), read_demand_rules()).steps
    line_of = line_of_edges(network, read_rules())
    starts = random.choice(np.flatnonzero(network.corner_component == 0), 15, replace=False)
    distance, before = dijkstra(graph, indices=starts, limit=LONGEST_M, return_predecessors=True)
    made = []
    for row, start in enumerate(starts.tolist()):
        reached = np.flatnonzero(np.isfinite(distance[row]) & (distance[row] > 300))
        for end in random.choice(reached, N_WALKS // 15).tolist():
            path = [end]
            while path[-1] != start:
                path.append(int(before[row, path[-1]]))
                assert path[-1] != PREDECESSOR_NONE
            path.reverse()
            taken = tuple(arc_of[pair] for pair in pairwise(path))
            walk = Walk(0, 1, 1000, 1000, 1000, taken)
            pieces = pieces_of(network, walk, None, None, line_of)
            made.append(steps_of(network, pieces, 0, 1000, rules))
    return made


@pytest.fixture(scope="module", params=["walks-well", "powered-wheelchair", "new-to-buses"])
def explained(newport_area: "Area", request: pytest.FixtureRequest) -> Explained:
    """Return journeys of a profile from Maindee to the centre, there by ten on a Tuesday."""
    router = Router(newport_area, read_profile(request.param), read_rules(), read_parameters())
    query = Query(
        origin=Point(51.5920, -2.9700, "home"),
        destination=Point(51.5880, -2.9970, "the centre"),
        moment=dt.datetime(2023, 6, 13, 10),
        arrive_by=True,
        profile=router.profile,
    )
    return explain_answer(newport_area, find_journeys(router, query), read_rules())


def test_journeys_hold_together(explained: Explained) -> None:
    """Clock, metres and lines run through from the door to the end, and the JSON has its shape."""
    for journey in explained.journeys:
        assert journey.legs[0].depart_s == journey.depart_s
        assert journey.legs[-1].arrive_s == journey.arrive_s
        assert sum(leg.length_m for leg in journey.walks) == journey.walk_m
        for before, after in pairwise(journey.legs):
            assert before.arrive_s <= after.depart_s
            assert np.hypot(*metres((before.points[-1], after.points[0]))[1]) < 1
        for leg in journey.walks:
            assert sum(step.duration_s for step in leg.steps) == leg.arrive_s - leg.depart_s
            assert sum(step.length_m for step in leg.steps) == leg.length_m
    TypeAdapter(AnswerShape).validate_python(answer_as_dict(explained), strict=True, extra="forbid")
    assert answer_lines(explained)


def test_buses_stop_on_the_left(explained: Explained) -> None:
    """A stop whose side is known stands on the left as the bus drives; a few are drawn wrongly."""
    sides = {
        call.stop_id: call.side
        for journey in explained.journeys
        for ride in journey.rides
        for call in ride.calls
    }
    known = [side for side in sides.values() if side is not Side.NONE]
    assert known
    assert known.count(Side.RIGHT) <= max(1, 0.1 * len(known))


def metres(points: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Return points as metres east and north of the first."""
    line = np.array(points)
    return east_north(line[:, 0], line[:, 1], float(line[0, 0]), float(line[0, 1]))


def test_walks_have_no_gap(walks: list[tuple[Step, ...]]) -> None:
    """Each step starts within a few metres of where the one before it ended."""
    for steps in walks:
        for one, two in pairwise(steps):
            apart = np.hypot(*metres((one.points[-1], two.points[0]))[1])
            assert apart < 25, (one.points[-1], two.points[0])


def test_pavements_lie_on_their_side(newport_area: "Area", walks: list[tuple[Step, ...]]) -> None:
    """The centre line lies to the right of who walks on the left-hand pavement."""
    network = newport_area.walk
    wrong = checked = 0
    for steps in walks:
        for step in steps:
            if step.side is Side.NONE or step.kind is not StepKind.WALK:
                continue
            for stretch in step.stretches:
                edge = stretch.edge
                if network.edge_kind[edge] != EdgeKind.PAVEMENT or stretch.length_mm < 20_000:
                    continue
                checked += 1
                wrong += _centre_side(network, step, stretch.lat, stretch.lon, edge) != step.side
    assert checked > 300
    assert wrong == 0


def _centre_side(network: object, step: Step, lat: float, lon: float, edge: int) -> Side:
    """The side of the road one is on, by a cross product at the stretch's middle."""
    segment = network.edge_segment[edge]  # type: ignore[attr-defined]
    first, last = network.segment_first[segment], network.segment_first[segment + 1]  # type: ignore[attr-defined]
    centre = east_north(
        network.point_lat[first:last],  # type: ignore[attr-defined]
        network.point_lon[first:last],  # type: ignore[attr-defined]
        lat,
        lon,
    )
    walked = np.array(step.points)
    line = east_north(walked[:, 0], walked[:, 1], lat, lon)
    here, ahead = _nearest_piece(line)
    across = _nearest_point(centre)
    turn = float(ahead[0] * (across - here)[1] - ahead[1] * (across - here)[0])
    return Side.RIGHT if turn > 0 else Side.LEFT


def _nearest_piece(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nearest point of a line to the origin, and the line's direction there."""
    start, step = line[:-1], np.diff(line, axis=0)
    size = np.maximum((step**2).sum(axis=1), 1e-9)
    share = np.clip(-(start * step).sum(axis=1) / size, 0, 1)
    foot = start + share[:, None] * step
    best = int(np.argmin(np.hypot(foot[:, 0], foot[:, 1])))
    return foot[best], step[best]


def _nearest_point(line: np.ndarray) -> np.ndarray:
    return _nearest_piece(line)[0]


def test_turns_are_those_of_the_line(walks: list[tuple[Step, ...]]) -> None:
    """A step said to turn left or right heads there, by the cross product of its line.

    Not where the few paces of a corner belong to a step: there the turn is that of the whole.
    """
    checked = wrong = 0
    for steps in walks:
        for one, two in pairwise(steps):
            if two.turn not in (Turn.LEFT, Turn.RIGHT):
                continue
            into, out = _end_direction(one.points), _end_direction(two.points[::-1]) * -1
            turned = float(into[0] * out[1] - into[1] * out[0])
            checked += 1
            wrong += (turned > 0) != (two.turn is Turn.LEFT)
    assert checked > 300
    assert wrong <= 0.02 * checked


def _end_direction(points: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Direction over the last 8 metres of a line."""
    line = metres(points)[::-1]
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    back = np.array([np.interp(min(8.0, along[-1]), along, line[:, axis]) for axis in (0, 1)])
    return line[0] - back


def test_sides_change_at_crossings_only(walks: list[tuple[Step, ...]]) -> None:
    """Along one road, from left to right there is always a crossing in between.

    Between the halves of a dual carriageway a path of less than a metre may lie, which is no step
    of its own: the sides of two roads meet there.
    """
    for steps in walks:
        for one, two in pairwise(steps):
            sided = Side.NONE not in (one.side, two.side)
            straight = two.turn in (Turn.STRAIGHT, Turn.SLIGHT_LEFT, Turn.SLIGHT_RIGHT)
            paved = {stretch.kind for stretch in (*one.stretches, *two.stretches)}
            same_street = one.street and one.street == two.street and len(paved) == 1
            if sided and straight and same_street:
                assert one.side is two.side, (one.street, one.points[-1])
