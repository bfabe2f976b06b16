"""Whether places lie in an area: near a street, not in water or in another county."""

from collections.abc import Callable

import numpy as np
from scipy.spatial import cKDTree

from transit.model.parameters import Parameters
from transit.model.positions import Position
from transit.network.area import Area

_EARTH_M = 6_371_000.0


def far_from(area: Area, parameters: Parameters) -> Callable[[Position], bool]:
    """Return a function that tells whether a place is far from every street.

    Parameters
    ----------
    area
        The area.
    parameters
        How far is far.

    Returns
    -------
    callable
        True for a place further away than that, beyond what its own precision explains.
    """
    limit = parameters.number("home_far_from_streets_m")
    tree = cKDTree(_on_sphere(np.asarray(area.walk.corner_lat), np.asarray(area.walk.corner_lon)))

    def is_far(at: Position) -> bool:
        spot = _on_sphere(np.array([at.lat]), np.array([at.lon]))
        distance, _ = tree.query(spot)
        return bool(distance[0] > limit + at.precision_m)

    return is_far


def _on_sphere(
    lat: np.ndarray[tuple[int], np.dtype[np.float64]],
    lon: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return points in metres in space: straight lines are short arcs, whatever the longitude."""
    a, b = np.radians(lat), np.radians(lon)
    made = np.column_stack((np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)))
    return np.asarray(made * _EARTH_M, dtype=np.float64)
