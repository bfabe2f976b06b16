"""The timetable's stops as points to be placed."""

import numpy as np
import polars as pl

from transit.network.kerbside.placing import StopPoints


def stop_points(stops: pl.DataFrame, codes: tuple[str, ...] = ()) -> StopPoints:
    """Return the points of a timetable's stops.

    Parameters
    ----------
    stops
        :attr:`transit.network.timetable.Timetable.stops`.
    codes
        The national register's code of each; empty where there is no register.

    Returns
    -------
    StopPoints
        One row a stop; a stop without coordinates is placed nowhere.
    """
    lat, lon, bearing = (
        stops[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
        for name in ("lat", "lon", "bearing")
    )
    return StopPoints(
        lat,
        lon,
        bearing.astype(np.float32),
        tuple(stops["stop_id"].cast(pl.String).fill_null("").to_list()),
        tuple(stops["street"].cast(pl.String).fill_null("").to_list()),
        codes,
    )
