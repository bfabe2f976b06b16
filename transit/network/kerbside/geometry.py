"""Plane geometry near one place: metres east and north, bearings, lengths."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

METRES_PER_DEGREE: Final = 111_195.08
"""Of latitude, on a sphere of the Earth's mean radius (6,371,008.8 m)."""

Floats = NDArray[np.float64]


def east_north(lat: Floats, lon: Floats, lat0: Floats | float, lon0: Floats | float) -> Floats:
    """Return offsets from a place (or from one place each) in metres.

    Parameters
    ----------
    lat, lon
        ``(n,)`` decimal degrees.
    lat0, lon0
        The place, or one for each point, decimal degrees.

    Returns
    -------
    ndarray
        ``(n, 2)`` metres east and north.
    """
    east = (lon - lon0) * METRES_PER_DEGREE * np.cos(np.radians(lat0))
    north = (lat - lat0) * METRES_PER_DEGREE
    return np.stack(np.broadcast_arrays(east, north), axis=-1)


def moved(lat: Floats, lon: Floats, by_m: Floats) -> tuple[Floats, Floats]:
    """Return points moved by metres east and north.

    Parameters
    ----------
    lat, lon
        ``(n,)`` decimal degrees.
    by_m
        ``(n, 2)`` metres east and north.

    Returns
    -------
    tuple of ndarray
        New ``lat`` and ``lon``.
    """
    new_lat = lat + by_m[..., 1] / METRES_PER_DEGREE
    new_lon = lon + by_m[..., 0] / (METRES_PER_DEGREE * np.cos(np.radians(lat)))
    return new_lat, new_lon


def step_lengths(lat: Floats, lon: Floats) -> Floats:
    """Return the distance from each point to the next.

    Parameters
    ----------
    lat, lon
        ``(n,)`` decimal degrees.

    Returns
    -------
    ndarray
        ``(n - 1,)`` metres.
    """
    middle = np.radians((lat[1:] + lat[:-1]) / 2)
    return METRES_PER_DEGREE * np.hypot(np.diff(lon) * np.cos(middle), np.diff(lat))


def spans(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all indices of several ranges, one after the other.

    Parameters
    ----------
    first, last
        ``(n,)`` first and last index of each range, both included.

    Returns
    -------
    ndarray
        ``(sum of lengths,)`` indices.
    """
    lengths = last - first + 1
    starts = np.repeat(first - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return starts + np.arange(int(lengths.sum()), dtype=np.int64)


def starts_of(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each of several ranges starts when laid end to end, and where all end.

    Parameters
    ----------
    lengths
        ``(n,)`` lengths.

    Returns
    -------
    ndarray
        ``(n + 1,) int64``.
    """
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
