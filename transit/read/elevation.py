"""Elevation rasters: heights of the ground at points."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from pyproj import Transformer
from rasterio.errors import RasterioError

from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters

_METRES_PER_DEGREE = 111_195.08


@dataclass(frozen=True, slots=True)
class ElevationRaster:
    """Heights in cells, NaN where not known, and how to find a point's cell.

    ``height (rows, columns) float32`` metres; ``cell_m`` the larger side of a cell; ``to_cell``
    the inverse of the raster's affine transform, six numbers; ``crs`` its reference system.
    """

    height: NDArray[np.float32]
    cell_m: float
    to_cell: tuple[float, float, float, float, float, float]
    crs: str

    def heights(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return heights at points, from the four nearest cells.

        Parameters
        ----------
        lat, lon
            ``(n,)`` decimal degrees.

        Returns
        -------
        ndarray
            ``(n,) float64`` metres; NaN outside the raster or next to an unknown cell.
        """
        to_raster = Transformer.from_crs(4326, self.crs, always_xy=True)
        x, y = to_raster.transform(lon, lat)
        a, b, c, d, e, f = self.to_cell
        column, row = a * x + b * y + c - 0.5, d * x + e * y + f - 0.5
        rows, columns = self.height.shape
        inside = np.isfinite(column) & np.isfinite(row)
        inside &= (column >= 0) & (row >= 0) & (column <= columns - 1) & (row <= rows - 1)
        column, row = np.where(inside, column, 0.0), np.where(inside, row, 0.0)
        left = np.minimum(column.astype(np.int64), max(columns - 2, 0))
        top = np.minimum(row.astype(np.int64), max(rows - 2, 0))
        right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
        across, down = column - left, row - top
        upper = (1 - across) * self.height[top, left] + across * self.height[top, right]
        lower = (1 - across) * self.height[bottom, left] + across * self.height[bottom, right]
        found: NDArray[np.float64] = np.where(inside, (1 - down) * upper + down * lower, np.nan)
        return found


def read_elevation(path: Path, parameters: Parameters | None = None) -> ElevationRaster:
    """Read an elevation raster.

    Cells without data, and cells at its largest value where many have it and heights are known to
    be cut off there, are unknown.

    Parameters
    ----------
    path
        A GeoTIFF in any reference system, heights in metres in its first band.
    parameters
        ``elevation_clipped_at`` and ``elevation_clipped_share``; the shipped ones when None.

    Returns
    -------
    ElevationRaster
        All of it.

    Raises
    ------
    InputError
        It cannot be read or has no reference system.
    """
    try:
        with rasterio.open(path) as raster:
            if raster.crs is None:
                raise InputError(f"{path}: has no coordinate reference system; set one (gdal_edit)")
            band = raster.read(1, masked=True)
            return ElevationRaster(
                _heights(band, parameters or read_parameters()),
                _cell_m(raster),
                tuple(~raster.transform)[:6],
                raster.crs.to_wkt(),
            )
    except (RasterioError, OSError, ValueError) as fault:
        if isinstance(fault, InputError):
            raise
        raise InputError(f"{path}: cannot be read as a GeoTIFF raster ({fault})") from fault


def _heights(band: Any, parameters: Parameters) -> NDArray[np.float32]:
    height = np.ma.filled(band.astype(np.float32), np.nan)
    listed = parameters["elevation_clipped_at"].value
    clipped_at = {float(value) for value in (listed if isinstance(listed, list) else [])}
    if np.issubdtype(band.dtype, np.integer):
        clipped_at.add(float(np.iinfo(band.dtype).max))
    largest = float(np.nanmax(height, initial=-np.inf))
    at_largest = height == largest
    if largest in clipped_at and at_largest.mean() > parameters.number("elevation_clipped_share"):
        height[at_largest] = np.nan
    made: NDArray[np.float32] = height
    return made


def _cell_m(raster: Any) -> float:
    across, down = (abs(float(size)) for size in raster.res)
    if raster.crs.is_geographic:
        middle = (raster.bounds.bottom + raster.bounds.top) / 2
        return max(across * float(np.cos(np.radians(middle))), down) * _METRES_PER_DEGREE
    metres = float(raster.crs.linear_units_factor[1])
    return max(across, down) * metres
