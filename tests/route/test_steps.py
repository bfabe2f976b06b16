"""How pieces become steps: dual carriageways, slivers, joins, stairs."""

import numpy as np

from tests.route.small_city import City
from transit.model.fact import MAPPED_NO, MAPPED_YES, Fact, Source, State
from transit.model.ids import NONE
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.walk import WalkNetwork
from transit.read.demands import read_demand_rules
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.explain import Telling
from transit.route.journey import Step, StepKind
from transit.route.pieces import Piece, line_of_edges
from transit.route.steps import steps_of, worst

RULES = Telling.of(read_parameters(), read_demand_rules()).steps


def told(network: WalkNetwork, *edges: int) -> tuple[Step, ...]:
    """Return the steps of a walk over edges, each from u to v, at 1 m/s."""
    line_of = line_of_edges(network, read_rules())
    pieces = [
        Piece(
            edge,
            True,
            line_of(edge),
            int(network.edge_length_mm[edge]),
            int(network.edge_v[edge]),
        )
        for edge in edges
    ]
    total = sum(piece.length_mm for piece in pieces) // 1000
    return steps_of(network, pieces, 0, total, RULES)


def test_a_dual_carriageway_is_crossed_twice() -> None:
    """Two one-way roads of one name with 4 m between them are parts 1 and 2 of one road.

    The 4 m are part of the first crossing: nothing is decided on them.
    """
    city = City()
    values = {"oneway": True, "road": RoadClass.PRIMARY, "traffic": Traffic.FAST}
    first = city.crossing("Ring Road", (0, 0), (0, 8), CrossingKind.REFUGE, **values)
    middle = city.edge((0, 8), (0, 12), kind=EdgeKind.PATH, way=city.way(""))
    second = city.crossing("Ring Road", (0, 12), (0, 20), CrossingKind.REFUGE, **values)
    steps = told(city.network(), first, middle, second)
    crossings = [step.crossing for step in steps if step.crossing]
    assert [(each.part, each.parts) for each in crossings] == [(1, 2), (2, 2)]
    assert [step.kind for step in steps] == ["cross", "cross"]
    assert [sum(item.length_mm for item in step.stretches) for step in steps] == [12_000, 8_000]


def test_two_roads_are_not_one_divided_road() -> None:
    """Two-way roads, or roads of other names, are crossed one by one."""
    city = City()
    first = city.crossing("Mill Road", (0, 0), (0, 8), oneway=True)
    second = city.crossing("Dock Road", (0, 8), (0, 16), oneway=True)
    third = city.crossing("Dock Road", (0, 16), (0, 24))
    steps = told(city.network(), first, second, third)
    assert [step.crossing.parts for step in steps if step.crossing] == [1, 1, 1]


def test_slivers_and_joins_vanish_but_their_metres_stay() -> None:
    """A join is no step; half a metre of path belongs to the pavement before it."""
    city = City()
    along = city.edge((0, 0), (50, 0), way=city.way("Elm Road"), side=-1)
    join = city.edge((50, 0), (50, 1), kind=EdgeKind.JOIN, length_mm=0)
    sliver = city.edge((50, 1), (50.5, 1), kind=EdgeKind.PATH, way=city.way("x"), length_mm=500)
    after = city.crossing("Oak Road", (50.5, 1), (60.5, 1))
    steps = told(city.network(), along, join, sliver, after)
    assert [step.kind for step in steps] == ["walk", "cross"]
    assert [sum(item.length_mm for item in step.stretches) for step in steps] == [50_500, 10_000]


def test_a_street_that_turns_at_a_junction_is_told() -> None:
    """Following Elm Road round a right angle is a turn; following it straight on is none."""
    city = City()
    way = city.way("Elm Road")
    first = city.edge((0, 0), (50, 0), way=way, side=-1)
    straight = city.edge((50, 0), (100, 0), way=way, side=-1)
    bent = city.edge((100, 0), (100, 50), way=way, side=-1)
    steps = told(city.network(), first, straight, bent)
    assert [(step.length_m or step.duration_s, step.turn) for step in steps] == [
        (100, None),
        (50, "left"),
    ]


def test_stairs_say_how_many_and_which_way() -> None:
    """Two flights of 8 and 4, going up, with a handrail on one only."""
    city = City()
    values = {"kind": EdgeKind.STEPS, "way": city.way("Castle Steps"), "incline_pct": 40.0}
    first = city.edge((0, 0), (0, 4), steps=8, handrail=MAPPED_YES, ramp=MAPPED_NO, **values)
    second = city.edge((0, 4), (0, 7), steps=4, handrail=MAPPED_NO, ramp=MAPPED_NO, **values)
    (step,) = told(city.network(), first, second)
    assert step.kind is StepKind.STEPS
    assert step.flight is not None
    assert (step.flight.count, step.flight.up) == (12, True)
    assert step.flight.handrail.state is State.NO


def test_stairs_of_which_one_flight_is_not_counted() -> None:
    """8 steps and some more are not 8 steps."""
    city = City()
    values = {"kind": EdgeKind.STEPS, "way": city.way("Castle Steps")}
    first = city.edge((0, 0), (0, 4), steps=8, **values)
    second = city.edge((0, 4), (0, 7), **values)
    (step,) = told(city.network(), first, second)
    assert step.flight is not None
    assert (step.flight.count, step.flight.up) == (None, None)


def test_slope_is_as_walked() -> None:
    """An edge that rises 6 per cent from u to v falls 6 per cent from v to u."""
    city = City()
    edge = city.edge(
        (0, 0),
        (50, 0),
        way=city.way("Hill"),
        incline_pct=6.0,
        slope=Fact(State.YES, Source.INFERRED),
    )
    network = city.network()
    line = line_of_edges(network, read_rules())(edge)
    down = Piece(edge, False, line[::-1], 50_000, NONE)
    (step,) = steps_of(network, [down], 0, 50, RULES)
    assert step.steepest_pct == -6
    assert step.stretches[0].slope_source is Source.INFERRED
    assert np.isclose(step.heading_deg, 270, atol=0.1)


def test_the_worst_fact_stands_for_a_step() -> None:
    """No outranks unknown, and unknown outranks yes: nothing turns unknown into yes."""
    yes, no = MAPPED_YES, MAPPED_NO
    assert worst([yes, Fact(), yes]) == Fact()
    assert worst([yes, no, Fact()]) == no
    assert worst([yes, Fact(State.YES, Source.INFERRED)]).source is Source.INFERRED
    assert worst([]) == Fact()
