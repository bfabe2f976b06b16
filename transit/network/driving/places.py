"""Places beside roads: where vehicles stop for them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.streets import RoadClass
from transit.network.driving.roads import RoadNetwork
from transit.network.kerbside.geometry import east_north


@dataclass(frozen=True, slots=True)
class Doors:
    """Where a vehicle stops for each of some places.

    ``line (n,) int32`` the nearest road from which and to which one can drive; ``share (n,)
    float64`` how far along it, from its first point; ``gap_m (n,) float64`` from the place to it.
    """

    line: NDArray[np.int32]
    share: NDArray[np.float64]
    gap_m: NDArray[np.float64]


class DoorFinder:
    """Finds the road at which a vehicle stops for a place; made once, asked often.

    Parameters
    ----------
    roads
        The network.
    """

    def __init__(self, roads: RoadNetwork) -> None:
        self._origin = (float(roads.node_lat.mean()), float(roads.node_lon.mean()))
        # Motorways are not stopped on, and what cannot be left or come to serves nobody.
        ends = np.zeros(len(roads.line_road), dtype=np.bool_)
        ends[roads.arc_line[roads.main[roads.arc_from] & roads.main[roads.arc_to]]] = True
        self._line = np.flatnonzero(ends & (roads.line_road != RoadClass.MOTORWAY))
        points = east_north(roads.point_lat, roads.point_lon, *self._origin)
        lengths = np.diff(roads.line_first)
        keep = np.repeat(np.isin(np.arange(len(lengths)), self._line), lengths)
        row = np.repeat(np.arange(len(self._line)), lengths[self._line])
        self._shapes = np.atleast_1d(np.asarray(shapely.linestrings(points[keep], indices=row)))
        self._tree = shapely.STRtree(self._shapes)

    def find(self, places: Sequence[tuple[float, float]]) -> Doors:
        """Find where a vehicle stops for places.

        Parameters
        ----------
        places
            Latitude and longitude of each, decimal degrees.

        Returns
        -------
        Doors
            A row a place.
        """
        lat, lon = np.array(places, dtype=np.float64).reshape(-1, 2).T
        points = shapely.points(east_north(lat, lon, *self._origin))
        nearest = self._tree.nearest(points)
        shapes = self._shapes[nearest]
        return Doors(
            line=frozen(self._line[nearest], np.int32),
            share=frozen(shapely.line_locate_point(shapes, points, normalized=True)),
            gap_m=frozen(shapely.distance(shapes, points)),
        )
