"""Check stop times: order within each trip, times that do not go back, speeds a bus can run."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.distance import distance_m
from transit.read.gtfs_routes import BUS
from transit.read.gtfs_rows import row_notices

_PHONE_OR_DRIVER = [2, 3]
_KMH = 3.6
_FEWEST_STOPS = 2


def check_stop_times(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check stop times; leave out rows and trips that cannot be believed.

    Parameters
    ----------
    tables
        Tables by name; stops and trips are checked already.
    files
        Full file names by table name, for notices.
    parameters
        With ``notice_most_singles`` and the speeds.

    Returns
    -------
    dict
        ``trips`` that have at least two stops, and their ``stop_times``.
    list of Notice
        What was seen.
    """
    file, most = files["stop_times"], int(parameters.number("notice_most_singles"))
    rows, notices = _with_indices(tables, file, most)
    notices += _column_notices(tables["stop_times"], rows, file)
    negative = rows.filter(pl.col("sequence") < 0)
    notices += row_notices(
        negative, "negative_stop_sequence", file, most, field="stop_sequence", value="sequence"
    )
    for step in (_in_order, _with_both_times, _with_times_at_ends, _not_going_back):
        rows, found = step(rows, file, most)
        notices += found
    trips, rows, found = _long_enough(tables["trips"], rows, files, most)
    notices += found
    fast = _too_fast(tables, trips, rows, parameters)
    notices += row_notices(
        fast,
        "implausible_speed",
        file,
        most,
        field="arrival_time",
        value="stop_id",
        words=("speed_kmh",),
    )
    return {"trips": trips, "stop_times": rows}, notices


def _with_indices(
    tables: Mapping[str, pl.DataFrame], file: str, most: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Turn ids into rows of trips and stops; leave out rows without either."""
    trips = tables["trips"].select("trip_id", trip=pl.int_range(pl.len(), dtype=pl.UInt32))
    stops = tables["stops"].select("stop_id", stop=pl.int_range(pl.len(), dtype=pl.UInt32))
    rows = (
        tables["stop_times"]
        .lazy()
        .join(trips.lazy(), on="trip_id", how="left", maintain_order="left")
        .join(stops.lazy(), on="stop_id", how="left", maintain_order="left")
        .collect()
    )
    notices = []
    for column, index, known in (
        ("trip_id", "trip", tables["all_trips"]["trip_id"]),
        ("stop_id", "stop", tables["stops"]["stop_id"]),
    ):
        lost = rows.filter(pl.col(index).is_null())
        dangling = lost.filter(~lost[column].is_in(known.implode()))
        if len(known):  # where the whole file is missing, one notice has said so
            code = f"undefined_{index}"
            notices += row_notices(dangling, code, file, most, field=column)
    sound = rows.filter(pl.col("trip").is_not_null() & pl.col("stop").is_not_null())
    return sound.select(
        "row",
        "trip",
        "stop",
        pl.col("stop_sequence").alias("sequence"),
        pl.col("arrival_time").alias("arrival"),
        pl.col("departure_time").alias("departure"),
        _code("pickup_type").alias("pickup"),
        _code("drop_off_type").alias("drop_off"),
        pl.col("shape_dist_traveled").alias("distance"),
        pl.col("timepoint").fill_null(1).clip(0, 1).cast(pl.UInt8),
    ), notices


def _code(column: str) -> pl.Expr:
    """Return a boarding rule, 0 (regular) where it is empty or unheard of."""
    code = pl.col(column)
    return pl.when(code.is_between(0, 3)).then(code).otherwise(0).cast(pl.UInt8)


def _column_notices(raw: pl.DataFrame, rows: pl.DataFrame, file: str) -> list[Notice]:
    """Notice absent and unusual boarding rules."""
    arranged = rows.filter(
        pl.col("pickup").is_in(_PHONE_OR_DRIVER) | pl.col("drop_off").is_in(_PHONE_OR_DRIVER)
    )
    notices = row_notices(arranged, "phone_or_ask_driver", file, 0, field="pickup_type")
    for column in ("pickup_type", "drop_off_type"):
        if raw.height and raw[column].null_count() == raw.height:
            notices += row_notices(raw, "missing_pickup_type", file, 0, field=column)
    return notices


def _in_order(rows: pl.DataFrame, file: str, most: int) -> tuple[pl.DataFrame, list[Notice]]:
    """Sort by trip and place in it; keep the first row of each place."""
    place = rows["trip"].to_numpy().astype(np.int64) << 32
    place += rows["sequence"].to_numpy()
    if (place[1:] < place[:-1]).any():  # sorting a region that is sorted already costs seconds
        rows = rows.sort("trip", "sequence", "row")
    trip, sequence = rows["trip"].to_numpy(), rows["sequence"].to_numpy()
    repeated = np.zeros(rows.height, dtype=bool)
    repeated[1:] = (trip[1:] == trip[:-1]) & (sequence[1:] == sequence[:-1])
    if not repeated.any():
        return rows, []
    notices = row_notices(
        rows.filter(pl.Series(repeated)),
        "duplicate_stop_sequence",
        file,
        most,
        field="stop_sequence",
        value="sequence",
    )
    return rows.filter(pl.Series(~repeated)), notices


def _with_both_times(rows: pl.DataFrame, file: str, most: int) -> tuple[pl.DataFrame, list[Notice]]:
    """Copy an arrival or departure that is missing from the other."""
    arrival, departure = pl.col("arrival"), pl.col("departure")
    no_arrival = rows.filter(arrival.is_null() & departure.is_not_null())
    no_departure = rows.filter(arrival.is_not_null() & departure.is_null())
    notices = [
        *row_notices(no_arrival, "missing_arrival_time", file, most, field="arrival_time"),
        *row_notices(no_departure, "missing_departure_time", file, most, field="departure_time"),
    ]
    if notices:
        rows = rows.with_columns(arrival.fill_null(departure), departure.fill_null(arrival))
    return rows, notices


def _with_times_at_ends(
    rows: pl.DataFrame, file: str, most: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Leave out rows before a trip's first and after its last known time."""
    known = rows["departure"].is_not_null().to_numpy()
    if known.all():
        return rows, []
    trip = rows["trip"].to_numpy()
    place = np.arange(rows.height)
    before = last_known(known)
    after = rows.height - 1 - last_known(known[::-1])[::-1]
    has_before = (before >= 0) & (trip[before] == trip)
    has_after = (after < rows.height) & (trip[np.minimum(after, rows.height - 1)] == trip)
    timed = has_before & has_after
    edge = np.ones(rows.height, dtype=bool)
    edge[1:-1] = (trip[1:-1] != trip[:-2]) | (trip[1:-1] != trip[2:])
    shown = rows.filter(pl.Series(~timed & (edge | known[place])))
    notices = row_notices(shown, "missing_times_at_ends", file, most, field="arrival_time")
    return rows.filter(pl.Series(timed)), notices


def last_known(known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each place the last one at or before it that is known.

    Parameters
    ----------
    known
        ``(n,) bool``.

    Returns
    -------
    ndarray
        ``(n,) int64``, -1 before the first known one.
    """
    places: NDArray[np.int64] = np.maximum.accumulate(np.where(known, np.arange(known.size), -1))
    return places


def _not_going_back(rows: pl.DataFrame, file: str, most: int) -> tuple[pl.DataFrame, list[Notice]]:
    """Leave out trips in which the bus is at a stop before it left the last one."""
    trip = rows["trip"].to_numpy()
    arrival = rows["arrival"].fill_null(0).to_numpy()
    departure = rows["departure"].fill_null(0).to_numpy()
    known = rows["departure"].is_not_null().to_numpy()
    before = np.concatenate(([-1], last_known(known)[:-1])) if rows.height else trip.astype(int)
    same = (before >= 0) & (trip[before] == trip)
    wrong = known & ((departure < arrival) | (same & (arrival < departure[before])))
    if not wrong.any():
        return rows, []
    back = rows.filter(pl.Series(wrong))
    notices = row_notices(back, "times_go_back", file, most, field="arrival_time", value="arrival")
    gone = np.zeros(int(trip.max()) + 1, dtype=bool)
    gone[back["trip"].to_numpy()] = True
    return rows.filter(pl.Series(~gone[trip])), notices


def _long_enough(
    trips: pl.DataFrame, rows: pl.DataFrame, files: Mapping[str, str], most: int
) -> tuple[pl.DataFrame, pl.DataFrame, list[Notice]]:
    """Leave out trips of fewer than two stops and number the others anew."""
    calls = np.bincount(rows["trip"].to_numpy(), minlength=trips.height)
    notices = row_notices(
        trips.filter(pl.Series(calls == 1)), "too_few_stops", files["trips"], most, field="trip_id"
    )
    if rows.height:
        without = trips.filter(pl.Series(calls == 0))
        notices += row_notices(without, "trip_without_stops", files["trips"], most, field="trip_id")
    enough = calls >= _FEWEST_STOPS
    if enough.all():
        return trips, rows, notices
    number = np.cumsum(enough) - 1
    kept = rows.filter(pl.Series(enough[rows["trip"].to_numpy()], dtype=pl.Boolean))
    trip = pl.Series("trip", number[kept["trip"].to_numpy()], dtype=pl.UInt32)
    return trips.filter(pl.Series(enough, dtype=pl.Boolean)), kept.with_columns(trip), notices


def _too_fast(
    tables: Mapping[str, pl.DataFrame],
    trips: pl.DataFrame,
    rows: pl.DataFrame,
    parameters: Parameters,
) -> pl.DataFrame:
    """Return rows that a bus (or train) can only reach by racing."""
    timed = rows.filter(pl.col("arrival").is_not_null())
    trip, stop = timed["trip"].to_numpy(), timed["stop"].to_numpy()
    lat, lon = tables["stops"]["stop_lat"].to_numpy(), tables["stops"]["stop_lon"].to_numpy()
    here, there = stop[1:], stop[:-1]
    metres = distance_m(lat[there], lon[there], lat[here], lon[here])
    seconds = timed["arrival"].to_numpy()[1:] - timed["departure"].to_numpy()[:-1]
    same = trip[1:] == trip[:-1]
    slack = parameters.number("time_rounding_s")
    speed = metres / np.where(same, seconds + slack, np.inf) * _KMH
    kind = trips.join(tables["routes"], on="route_id", how="left", maintain_order="left")
    is_bus = (kind["route_type"].fill_null(BUS) == BUS).to_numpy()
    fastest = np.where(
        is_bus, parameters.number("fastest_bus_kmh"), parameters.number("fastest_other_kmh")
    )
    fast = np.flatnonzero(speed > fastest[trip[1:]])
    raw = metres[fast] / np.maximum(seconds[fast], 1) * _KMH
    return timed[fast + 1].with_columns(
        speed_kmh=pl.Series(np.rint(raw).astype(np.int64)),
        stop_id=tables["stops"]["stop_id"].gather(here[fast]),
    )
