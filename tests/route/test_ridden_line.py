"""The part of a shape that is ridden."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.route.small_city import small_city
from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.route.ridden_line import places_along, ridden_points

CITY = small_city().city


def line(*points: tuple[float, float]) -> np.ndarray:
    """Return points of the metre grid as a line."""
    return np.array([CITY.latlon(*point) for point in points])


def test_a_line_that_comes_back_is_told_apart_by_the_order() -> None:
    """Out 100 m and back: the second call at the same pole is 200 m along, not 0."""
    there_and_back = line((0, 0), (100, 0), (0, 0))
    stops = [CITY.latlon(0, 4), CITY.latlon(100, 4), CITY.latlon(0, 4)]
    along, off = places_along(there_and_back, stops)
    assert along == pytest.approx([0, 100, 200], abs=0.2)
    assert off == pytest.approx([4, 4, 4], abs=0.1)


@given(st.lists(st.floats(0, 300), min_size=2, max_size=6).map(sorted))
def test_stops_on_a_straight_line_are_where_they_are(at: list[float]) -> None:
    """On a straight line each stop is as far along as it is east."""
    along, off = places_along(line((0, 0), (120, 0), (300, 0)), [CITY.latlon(x, 3) for x in at])
    assert along == pytest.approx(at, abs=0.2)
    assert off == pytest.approx([3] * len(at), abs=0.1)


def test_no_line_where_the_shape_misses_a_stop() -> None:
    """A shape that passes 400 m away is not drawn; one that passes is, from stop to stop."""
    from dataclasses import replace

    shape = line((0, 0), (500, 0))
    timetable = replace(
        small_city().area.timetable,
        shape_first=np.array([0, 2]),
        shape_lat=shape[:, 0].astype(np.float32),
        shape_lon=shape[:, 1].astype(np.float32),
    )
    near, far = CITY.latlon(100, 5), CITY.latlon(400, 400)
    also_near = CITY.latlon(400, 5)
    assert ridden_points(timetable, 0, [near, far], 0, 1, 100) is None
    assert ridden_points(timetable, -1, [near, also_near], 0, 1, 100) is None
    points = ridden_points(timetable, 0, [near, also_near], 0, 1, 100)
    assert points is not None
    assert (points[0], points[-1]) == (near, also_near)
    north_m = [(lat - 51.5) * METRES_PER_DEGREE for lat, _ in points[1:-1]]
    assert north_m == pytest.approx([0, 0], abs=0.5)
