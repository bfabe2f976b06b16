"""Slopes from an elevation raster, where OpenStreetMap maps none."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transit.network.kerbside.geometry import starts_of
from transit.network.kerbside.lines import Lines
from transit.network.kerbside.ways import WayTable


class Elevation(Protocol):
    """Heights of the ground."""

    @property
    def cell_m(self) -> float:
        """Size of the raster's cell, metres: no slope over less is known."""
        ...

    def heights(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return heights.

        Parameters
        ----------
        lat, lon
            ``(n,) float64`` decimal degrees.

        Returns
        -------
        ndarray
            ``(n,) float64`` metres, NaN unknown.
        """
        ...


def line_slopes(lines: Lines, ways: WayTable, elevation: Elevation) -> NDArray[np.float32]:
    """Return the steepest slope of each line, first point to last, per cent.

    A line is measured in equal parts at least one raster cell long, and its steepest part counts;
    one shorter than a cell, on a bridge or in a tunnel, or with an unknown height, is unknown.

    Parameters
    ----------
    lines
        Lines before they are cut.
    ways
        Way table.
    elevation
        Heights.

    Returns
    -------
    ndarray
        ``(n_lines,) float32``, NaN unknown, up positive.
    """
    parts = np.floor(lines.length_m / elevation.cell_m).astype(np.int64)
    parts[ways.level[lines.way]] = 0
    measured = np.flatnonzero(parts)
    slope = np.full(len(lines), np.nan, dtype=np.float32)
    if not len(measured):
        return slope
    count = parts[measured] + 1
    first = starts_of(count)
    owner = np.repeat(measured, count)
    number = np.arange(len(owner)) - np.repeat(first[:-1], count)
    height = elevation.heights(*_points(lines, owner, number / parts[owner]))
    step = lines.length_m[measured] / parts[measured]
    rise = 100 * np.diff(height) / np.repeat(step, count)[:-1]
    rise[first[1:-1] - 1] = 0.0  # between the last point of a line and the first of the next
    size = np.abs(rise)
    steepest = np.maximum.reduceat(size, first[:-1])  # NaN spreads: one unknown height is enough
    for i, line in enumerate(measured):
        own = rise[first[i] : first[i + 1] - 1]
        if not np.isnan(steepest[i]):
            slope[line] = own[np.argmax(np.abs(own))]
    return slope


def _points(
    lines: Lines, line: NDArray[np.int64], share: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    gaps = np.arange(len(lines), dtype=np.float64)
    base = np.concatenate(([0.0], np.cumsum(lines.length_m)[:-1])) + gaps
    along = lines.measure + np.repeat(base, np.diff(lines.first))
    at = base[line] + share * lines.length_m[line]
    return np.interp(at, along, lines.lat), np.interp(at, along, lines.lon)
