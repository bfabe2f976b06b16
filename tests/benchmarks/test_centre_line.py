"""A network of centre lines walks across roads for nothing; the kerb-side one does not."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import networkx as nx
import numpy as np
import pytest

from tests.town_files import at, write_town
from tests.verdict.judging import abilities
from transit.model.abilities import Level
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Companion, CompanionKind, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.streets import CrossingKind, EdgeKind, RoadClass
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.network.area import Area
from transit.network.build import build_area
from transit.network.store import open_area
from transit.network.walk import WalkNetwork
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_one

CROSSES = (
    "cross_side_road",
    "cross_road_with_some_traffic",
    "cross_busy_road",
    "cross_at_zebra",
    "cross_at_signals",
    "cross_between_parked_cars",
)
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def centre_line() -> Iterator[ModuleType]:
    """Return the benchmark, found as it is when its file is run."""
    sys.path.insert(0, str(BENCHMARKS))
    import centre_line as module

    yield module
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Area:
    """Return the town with sides."""
    folder = tmp_path_factory.mktemp("town")
    osm, feed = write_town(folder)
    build_area(osm, [feed], folder / "area", draw_map=False)
    return open_area(folder / "area")


def _corners(walk: WalkNetwork, x: float) -> list[int]:
    """Return the corners on High Street so far east, the northern first."""
    lat, lon = at(x, 0.0)
    near = np.hypot(walk.corner_lat - lat, 0.616 * (walk.corner_lon - lon)) * 111_195 < 9
    return sorted(np.flatnonzero(near).tolist(), key=lambda c: -float(walk.corner_lat[c]))


def _metres(walk: WalkNetwork, ends: list[int]) -> float:
    """Return the shortest way that does not cross High Street where no crossing is mapped."""
    barred = (walk.edge_kind == EdgeKind.CROSSING) & (walk.edge_road == RoadClass.SECONDARY)
    barred &= walk.edge_crossing == CrossingKind.NONE
    graph = nx.MultiGraph()
    for edge in np.flatnonzero(~barred):
        metres = walk.edge_length_mm[edge] / 1000
        graph.add_edge(int(walk.edge_u[edge]), int(walk.edge_v[edge]), metres=metres)
    return float(nx.dijkstra_path_length(graph, ends[0], ends[-1], weight="metres"))


def test_centre_lines_cross_a_main_road_for_nothing(centre_line: ModuleType, town: Area) -> None:
    """Opposite the bus stop is 2 x 150 m away by the street's end, and no way at all on one line.

    High Street is 12 m wide at most, so the way round its end is at least 2 x (150 - 12) m.
    """
    ends = _corners(town.walk, 150)
    lines, number = centre_line.centre_lines(town.walk)
    assert len(ends) == 2
    assert _metres(town.walk, ends) > 2 * (150 - 12)
    assert number[ends[0]] == number[ends[1]]
    assert not (lines.edge_kind == EdgeKind.CROSSING).any()


def test_centre_lines_are_as_long_as_the_streets(centre_line: ModuleType, town: Area) -> None:
    """Three streets of 1,200 m and five of 400 m are 5,600 m of centre line, each walked once."""
    lines, _ = centre_line.centre_lines(town.walk)
    assert lines.edge_length_mm.sum() / 1000 == pytest.approx(5600, abs=2)
    assert len(np.unique(lines.edge_segment)) == len(lines.edge_segment)


def test_who_cannot_cross_gets_over_on_centre_lines_only(
    centre_line: ModuleType, town: Area
) -> None:
    """Who cannot cross a road cannot get to the other side of it, but on centre lines they can."""
    spots = {name: Position(*at(150.0, y), 1) for name, y in (("home", 12.0), ("club", -12.0))}
    club = Opportunity(id="O1", name="Club", kind="club", entrances=(Entrance(spots["club"]),))
    session = Session(
        id="S1", opportunity="O1", activity="x", days=(Weekday.TUE,), start_s=36000, end_s=43200
    )
    person = Person(
        id="P1",
        places=(StartPlace(PlaceKind.HOME, spots["home"]),),
        profile="walks-well",
        companion=Companion(CompanionKind.NONE),
        abilities=abilities(changed=dict.fromkeys(CROSSES, Level.NOT_YET)),
    )
    rungs = [
        judge_one(Desk(area, {"O1": club}, read_rules(), read_parameters()), person, session).rung
        for area in (town, centre_line.centre_line_area(town))
    ]
    assert rungs[0] > rungs[1] == Rung.NOW


def test_gates_stay_where_they_are(centre_line: ModuleType, town: Area) -> None:
    """Corners of a node that a gate parts are not made one: the gate is still to be passed."""
    walk = town.walk
    ends = _corners(walk, 320)
    gate = int(
        np.flatnonzero(
            np.isin(walk.edge_u, ends)
            & np.isin(walk.edge_v, ends)
            & (walk.edge_kind == EdgeKind.CROSSING)
        )[0]
    )
    kinds = walk.edge_kind.copy()
    kinds[gate] = EdgeKind.STEPS
    import dataclasses

    lines, number = centre_line.centre_lines(dataclasses.replace(walk, edge_kind=kinds))
    assert number[walk.edge_u[gate]] != number[walk.edge_v[gate]]
    assert (lines.edge_kind == EdgeKind.STEPS).sum() == 1
