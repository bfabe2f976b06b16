"""Landmarks: what one sees near a stop."""

import numpy as np
import polars as pl

from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.route.journey import Landmark


def nearest_landmark(
    places: pl.DataFrame, lat: float, lon: float, reach_m: float, kinds: tuple[str, ...]
) -> Landmark | None:
    """Return the most telling named place near a point.

    Parameters
    ----------
    places
        Named places: kind, name, lat, lon.
    lat, lon
        The point, decimal degrees.
    reach_m
        How far to look, metres.
    kinds
        Kinds that make a landmark, most telling first: a church tells more than a hairdresser,
        and of two alike the nearer one does.

    Returns
    -------
    Landmark or None
        None where nothing of these kinds is within reach.
    """
    # Columns as arrays: a data frame's filter costs a millisecond, and a ride asks several times.
    lats, lons = places["lat"].to_numpy(), places["lon"].to_numpy()
    wide = reach_m / METRES_PER_DEGREE
    narrow = wide / max(float(np.cos(np.radians(lat))), 1e-6)
    near = np.flatnonzero((np.abs(lats - lat) <= wide) & (np.abs(lons - lon) <= narrow))
    rank = {kind: number for number, kind in enumerate(kinds)}
    best: tuple[int, float, str] | None = None
    found = None
    for row in (places.row(int(index), named=True) for index in near):
        if not row["name"] or row["kind"] not in rank:
            continue
        north = (row["lat"] - lat) * METRES_PER_DEGREE
        east = (row["lon"] - lon) * METRES_PER_DEGREE * float(np.cos(np.radians(lat)))
        distance_m = float(np.hypot(north, east))
        key = (rank[row["kind"]], distance_m, row["name"])
        if distance_m <= reach_m and (best is None or key < best):
            best, found = key, Landmark(row["name"], row["kind"], round(distance_m))
    return found
