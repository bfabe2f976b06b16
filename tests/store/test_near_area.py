"""Whether a place is far from an area's streets."""

from types import SimpleNamespace

import numpy as np
import pytest

from transit.model.positions import Position
from transit.read.parameters import read_parameters
from transit.store.near_area import far_from

DEGREE_M = 111_195
"""Metres in a degree of latitude of a sphere of 6,371 km: 2 pi 6,371,000 / 360."""


@pytest.mark.parametrize(
    ("north_m", "precision_m", "far"),
    [(0, 1, False), (490, 1, False), (510, 1, True), (590, 100, False), (610, 100, True)],
)
def test_far_is_500_m_beyond_the_places_own_precision(north_m, precision_m, far):
    """Of two corners the nearer counts; a home known to 100 m may be 600 m away."""
    walk = SimpleNamespace(corner_lat=np.array([51.5, 51.6]), corner_lon=np.array([-3.0, -3.0]))
    is_far = far_from(SimpleNamespace(walk=walk), read_parameters())
    assert is_far(Position(51.6 + north_m / DEGREE_M, -3.0, precision_m)) is far
