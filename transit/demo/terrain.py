"""The lie of the land: a hill, a valley, and the slope of any line."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.transform import from_origin
from shapely import LineString

from transit.demo.curves import Points
from transit.demo.frame import Frame

_HILLS = (
    # east, north, height, width: metres
    (-1470.0, 1330.0, 78.0, 430.0),
    (-500.0, 1500.0, 22.0, 700.0),
    (2300.0, 1500.0, 30.0, 900.0),
    (-600.0, -2300.0, 36.0, 800.0),
    (-120.0, 60.0, 9.0, 260.0),
)
_VALLEY_M = 340.0
_VALLEY_DEPTH_M = 11.0
_STEP_DEG = 0.0004


@dataclass(frozen=True, slots=True)
class Terrain:
    """Heights anywhere in the borough.

    Parameters
    ----------
    river
        The river's middle, metres.
    """

    river: LineString

    def height(self, points: Points) -> NDArray[np.float64]:
        """Return heights above the sea.

        Parameters
        ----------
        points
            ``(n, 2)``, metres east and north.

        Returns
        -------
        ndarray
            ``(n,)``, metres.
        """
        x, y = points.T
        height = 29.0 + 0.0028 * y - 0.0022 * x
        for east, north, top, width in _HILLS:
            height = height + top * np.exp(-((x - east) ** 2 + (y - north) ** 2) / (2 * width**2))
        away = shapely.distance(shapely.points(points), self.river)
        return np.asarray(height - _VALLEY_DEPTH_M * np.exp(-((away / _VALLEY_M) ** 2)))

    def slope_pct(self, line: Points) -> float:
        """Return the mean slope of a line.

        Parameters
        ----------
        line
            ``(n, 2)``, metres.

        Returns
        -------
        float
            Per cent, up positive.
        """
        ends = self.height(line[[0, -1]])
        length = max(float(np.hypot(*np.diff(line, axis=0).T).sum()), 1.0)
        return float(ends[1] - ends[0]) / length * 100


def write_elevation(terrain: Terrain, frame: Frame, half: tuple[float, float], path: Path) -> None:
    """Write the heights as a GeoTIFF in latitude and longitude.

    Parameters
    ----------
    terrain
        The heights.
    frame
        Where the borough lies.
    half
        Half the raster's width and height, metres.
    path
        The file.
    """
    north_m = 111_194.93
    east_m = north_m * np.cos(np.radians(frame.lat))
    across = int(2 * half[0] / (_STEP_DEG * east_m)) + 2
    down = int(2 * half[1] / (_STEP_DEG * north_m)) + 2
    west, north = frame.lon - across / 2 * _STEP_DEG, frame.lat + down / 2 * _STEP_DEG
    x = (np.arange(across) - across / 2 + 0.5) * _STEP_DEG * east_m
    y = (down / 2 - np.arange(down) - 0.5) * _STEP_DEG * north_m
    grid = np.column_stack([np.tile(x, down), np.repeat(y, across)])
    heights = np.round(terrain.height(grid), 1).astype(np.float32).reshape(down, across)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=across,
        height=down,
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=from_origin(west, north, _STEP_DEG, _STEP_DEG),
        nodata=-9999.0,
        compress="deflate",
    ) as raster:
        raster.write(heights, 1)
