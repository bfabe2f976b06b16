"""Curves, bridges and noding, the tools that the demo borough is drawn with."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.demo.curves import Along, bearing_deg, beside, left_of, smooth
from transit.demo.noding import node
from transit.demo.passing import carry
from transit.demo.town import Street, keys

_FAR = st.integers(-2_000, 2_000)


def _street(points: list[list[float]], layer: int = 0, **tags: str) -> Street:
    return Street(np.array(points, float), {"highway": "residential", **tags}, layer)


@given(st.lists(st.tuples(_FAR, _FAR), min_size=2, max_size=8, unique=True))
def test_a_curve_passes_through_its_drawn_points(drawn: list[tuple[int, int]]) -> None:
    """Each drawn point is a point of the curve, so that roads drawn to meet do meet."""
    curve = set(keys(smooth(np.array(drawn, float))))
    assert {(x * 100, y * 100) for x, y in drawn} <= curve


def test_left_is_north_of_a_line_that_runs_east() -> None:
    """Left of east is north, whose bearing is 0."""
    left = left_of(np.array([[1.0, 0.0]]))[0]
    assert bearing_deg(left) == pytest.approx(0.0)
    line = np.array([[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]])
    assert beside(line, 8).tolist() == [[0, 8], [50, 8], [100, 8]]


def test_places_along_a_line() -> None:
    """60 m along an L of two sides of 50 m is 10 m up the second."""
    along = Along.of(np.array([[0.0, 0.0], [50.0, 0.0], [50.0, 50.0]]))
    assert along.length == 100
    assert along.at(60.0)[0].tolist() == [50, 10]
    assert along.find(np.array([53.0, 20.0])) == pytest.approx(70)
    assert along.cut(40, 60).tolist() == [[40, 0], [50, 0], [50, 10]]


def test_lines_that_cross_get_a_point_in_common() -> None:
    """A cross of two streets meets in its middle."""
    made = node([_street([[-50, 0], [50, 0]]), _street([[0, -50], [0, 50]])])
    assert [(0, 0) in keys(street.points) for street in made] == [True, True]


def test_lines_of_different_levels_do_not_meet() -> None:
    """A bridge passes over a street without a point in common."""
    made = node([_street([[-50, 0], [50, 0]]), _street([[0, -50], [0, 50]], layer=1)])
    assert not set(keys(made[0].points)) & set(keys(made[1].points))


def test_an_end_that_stops_just_short_is_tied() -> None:
    """A side road that ends 30 cm from a street joins it."""
    made = node([_street([[-50, 0], [50, 0]]), _street([[10, 40], [10, 0.3]])])
    assert keys(made[1].points)[-1] in keys(made[0].points)


def test_a_street_is_carried_over_what_it_meets() -> None:
    """100 m across a river of which the bridge takes 20 m: 40 m, bridge, 40 m, end to end."""
    street = _street([[0, 0], [100, 0]])
    pieces = carry(street, [np.array([[50.0, -50.0], [50.0, 50.0]])], 10, {"bridge": "yes"})
    assert [round(piece.line.length) for piece in pieces] == [40, 20, 40]
    assert [piece.layer for piece in pieces] == [0, 1, 0]
    assert keys(pieces[0].points)[-1] == keys(pieces[1].points)[0]


def test_a_footbridge_has_stairs_at_both_ends() -> None:
    """Steps go up to the bridge and down from it."""
    street = _street([[0, 0], [100, 0]])
    obstacle = np.array([[50.0, -50.0], [50.0, 50.0]])
    pieces = carry(street, [obstacle], 10, {"bridge": "yes"}, stairs_m=12)
    assert [piece.tags.get("incline") for piece in pieces] == [None, "up", None, "down", None]
