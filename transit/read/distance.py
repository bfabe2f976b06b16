"""Distance over the ground between arrays of points."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_M: Final = 6_371_008.8
"""Mean radius of the earth, metres (IUGG)."""


def distance_m(
    lat: ArrayLike, lon: ArrayLike, to_lat: ArrayLike, to_lon: ArrayLike
) -> NDArray[np.float64]:
    """Return great-circle distances.

    Parameters
    ----------
    lat, lon
        Where from, decimal degrees.
    to_lat, to_lon
        Where to, decimal degrees.

    Returns
    -------
    ndarray
        Metres, float64, of the shape that the arguments broadcast to.
    """
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    half_phi = (to_phi - phi) / 2
    half_lambda = np.radians(np.subtract(to_lon, lon)) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi) * np.cos(to_phi) * np.sin(half_lambda) ** 2
    metres: NDArray[np.float64] = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return metres
