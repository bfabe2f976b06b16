"""Check stops: ids, positions, parents, and whether anything calls there."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.distance import EARTH_M, distance_m
from transit.read.gtfs_rows import row_notices, split_known, without_repeats

STOP, STATION, ENTRANCE = 0, 1, 2
"""Values of location_type; those above may do without a position."""


def check_stops(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check stops: each id once, a position on the earth, parents that exist and are near.

    Parameters
    ----------
    tables
        Tables by name.
    files
        Full file names by table name, for notices.
    parameters
        With ``notice_most_singles``, ``far_from_parent_m`` and ``same_place_m``.

    Returns
    -------
    dict
        The tables that changed.
    list of Notice
        What was seen.
    """
    file, most = files["stops"], int(parameters.number("notice_most_singles"))
    stops, notices = without_repeats(tables["stops"], "stop_id", file, most)
    stops = stops.with_columns(pl.col("location_type").fill_null(STOP))
    stops, found = _with_positions(stops, file, most)
    notices += found
    parents = stops.filter(pl.col("location_type").is_in([STATION, STOP]))["stop_id"]
    _, orphans = split_known(stops, "parent_station", parents, may_be_empty=True)
    notices += row_notices(orphans, "undefined_parent", file, most, field="parent_station")
    parent = pl.when(pl.col("row").is_in(orphans["row"].implode())).then(pl.lit(""))
    stops = stops.with_columns(parent.otherwise("parent_station").alias("parent_station"))
    far = _far_from_parent(stops, parameters.number("far_from_parent_m"))
    notices += row_notices(
        far, "stop_far_from_parent", file, most, field="parent_station", words=("distance_m",)
    )
    pairs = same_place(stops.filter(location_type=STOP), parameters.number("same_place_m"))
    notices += row_notices(
        pairs, "duplicate_stop", file, most, field="stop_id", words=("other", "distance_m")
    )
    return {"stops": stops}, notices


def _with_positions(stops: pl.DataFrame, file: str, most: int) -> tuple[pl.DataFrame, list[Notice]]:
    """Leave out stops without a position, or with an impossible one."""
    lat, lon = pl.col("stop_lat"), pl.col("stop_lon")
    without = stops.filter(lat.is_null() | lon.is_null())
    needed = without.filter(pl.col("location_type") <= ENTRANCE)
    there = stops.filter(lat.is_not_null() & lon.is_not_null())
    wrong = (lat.abs() > 90) | (lon.abs() > 180) | ((lat == 0) & (lon == 0))
    bad = there.filter(wrong).with_columns(
        (lat.cast(pl.String) + ", " + lon.cast(pl.String)).alias("position")
    )
    notices = row_notices(needed, "stop_without_position", file, most, value="stop_id")
    notices += row_notices(bad, "bad_position", file, most, field="stop_lat", value="position")
    return there.filter(~wrong), notices


def _far_from_parent(stops: pl.DataFrame, limit_m: float) -> pl.DataFrame:
    """Return stops farther from their station than the limit, with the distance."""
    parents = stops.select(parent_station="stop_id", parent_lat="stop_lat", parent_lon="stop_lon")
    joined = stops.join(parents, on="parent_station", how="inner", maintain_order="left")
    metres = distance_m(
        joined["stop_lat"].to_numpy(),
        joined["stop_lon"].to_numpy(),
        joined["parent_lat"].to_numpy(),
        joined["parent_lon"].to_numpy(),
    )
    rounded = pl.Series("distance_m", np.rint(metres).astype(np.int64))
    return joined.with_columns(rounded).filter(pl.Series(metres > limit_m))


def same_place(stops: pl.DataFrame, limit_m: float) -> pl.DataFrame:
    """Find stops that have another one at the same place.

    Parameters
    ----------
    stops
        With stop_id, stop_lat and stop_lon.
    limit_m
        At most so far apart, metres.

    Returns
    -------
    polars.DataFrame
        The later stop of each pair, ``other`` the earlier one's id and ``distance_m`` a text.
    """
    lat, lon = np.radians(stops["stop_lat"].to_numpy()), np.radians(stops["stop_lon"].to_numpy())
    ball = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    if not len(ball):
        return stops.with_columns(other=pl.lit(""), distance_m=pl.lit(""))
    tree = cKDTree(ball * EARTH_M)
    pairs = tree.query_pairs(limit_m, output_type="ndarray")
    first, later = pairs.min(axis=1, initial=stops.height), pairs.max(axis=1, initial=0)
    order = np.lexsort((first, later))
    once = np.unique(later[order], return_index=True)[1]
    first, later = first[order][once], later[order][once]
    metres = np.linalg.norm(tree.data[first] - tree.data[later], axis=1)
    repeated = stops.select(pl.all().gather(later))
    return repeated.with_columns(
        other=stops["stop_id"].gather(first),
        distance_m=pl.Series([f"{m:.1f}" for m in metres], dtype=pl.String),
    )


def check_used_stops(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Notice stops at which nothing calls, and calls at what is not a stop.

    Parameters
    ----------
    tables
        Tables by name; stop_times are checked already.
    files
        Full file names by table name, for notices.
    parameters
        With ``notice_most_singles``.

    Returns
    -------
    dict
        Nothing: no table changes.
    list of Notice
        What was seen.
    """
    file, most = files["stops"], int(parameters.number("notice_most_singles"))
    stops, times = tables["stops"], tables["stop_times"]
    used = np.zeros(stops.height, dtype=bool)
    used[times["stop"].to_numpy()] = True
    is_stop = (stops["location_type"] == STOP).to_numpy()
    unused = stops.filter(pl.Series(~used & is_stop))
    notices = row_notices(unused, "unused_stop", file, most, field="stop_id") if used.any() else []
    wrong = stops.filter(pl.Series(used & ~is_stop))
    notices += row_notices(wrong, "wrong_stop_type", file, most, field="location_type")
    return {}, notices
