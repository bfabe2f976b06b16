"""Where the made-up borough lies: metres about its market place, laid over open water."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_EARTH_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Frame:
    """A flat frame of metres around a point, good over a few kilometres.

    Parameters
    ----------
    lat, lon
        Where its origin lies, decimal degrees.
    """

    lat: float
    lon: float

    def to_lat_lon(
        self, points: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where points lie on the globe.

        Parameters
        ----------
        points
            ``(n, 2)``, metres east and north.

        Returns
        -------
        tuple of arrays
            ``(n,)`` latitudes and longitudes, decimal degrees, seven places.
        """
        north = math.degrees(1 / _EARTH_M)
        east = north / math.cos(math.radians(self.lat))
        lat = self.lat + points[:, 1] * north
        lon = self.lon + points[:, 0] * east
        return np.round(lat, 7), np.round(lon, 7)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where one point lies on the globe.

        Parameters
        ----------
        x, y
            Metres east and north.

        Returns
        -------
        tuple of float
            Latitude and longitude, decimal degrees.
        """
        lat, lon = self.to_lat_lon(np.array([[x, y]]))
        return float(lat[0]), float(lon[0])
