"""Check trips, and what else refers to them: frequencies and transfers."""

from collections.abc import Mapping

import polars as pl

from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.gtfs_rows import row_notices, split_known, without_repeats

_NOT_READ = [2, 3]
"""Values of transfer_type: a change needs so many seconds, or cannot be made."""


def check_trips(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check trips: each id once, routes and services that exist.

    Parameters
    ----------
    tables
        Tables by name; routes and calendars are checked already.
    files
        Full file names by table name, for notices.
    parameters
        With ``notice_most_singles``.

    Returns
    -------
    dict
        ``trips``, and ``all_trips``: every trip id of the file, sound or not.
    list of Notice
        What was seen.
    """
    file, most = files["trips"], int(parameters.number("notice_most_singles"))
    every = tables["trips"]["trip_id"].unique()
    trips, notices = without_repeats(tables["trips"], "trip_id", file, most)
    services = pl.concat(
        [tables["calendar"]["service_id"], tables["calendar_dates"]["service_id"]]
    ).unique()
    for column, known, code in (
        ("route_id", tables["routes"]["route_id"], "undefined_route"),
        ("service_id", services, "undefined_service"),
    ):
        trips, dangling = split_known(trips, column, known)
        if len(known):  # where the whole file is missing, one notice has said so
            notices += row_notices(dangling, code, file, most, field=column)
    notices += _shape_notices(trips, tables["shapes"], file, most)
    notices += _unknown_wheelchairs(trips, file)
    return {"trips": trips, "all_trips": every.to_frame()}, notices


def _shape_notices(trips: pl.DataFrame, shapes: pl.DataFrame, file: str, most: int) -> list[Notice]:
    """Notice trips without a shape, or with one that does not exist."""
    known = shapes["shape_id"].unique()
    _, dangling = split_known(trips, "shape_id", known, may_be_empty=True)
    without = trips.filter(pl.col("shape_id") == "")
    return [
        *row_notices(dangling, "undefined_shape", file, most, field="shape_id"),
        *row_notices(without, "missing_shape", file, 0, field="shape_id"),
    ]


def _unknown_wheelchairs(trips: pl.DataFrame, file: str) -> list[Notice]:
    """Say on how many trips a wheelchair space is unknown."""
    known = pl.col("wheelchair_accessible").is_in([1, 2])
    unknown = trips.filter(~known.fill_null(False))
    if not unknown.height:
        return []
    share = pl.lit(f"{unknown.height / trips.height:.0%}").alias("share")
    said = unknown.with_columns(share, what=pl.lit("trips"))
    return row_notices(
        said, "wheelchair_unknown", file, 0, field="wheelchair_accessible", words=("share", "what")
    )


def check_frequencies(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check frequencies: trips that exist, times in order, a headway above nought.

    Parameters
    ----------
    tables
        Tables by name; trips are checked already.
    files
        Full file names by table name, for notices.
    parameters
        With ``notice_most_singles``.

    Returns
    -------
    dict
        The tables that changed.
    list of Notice
        What was seen.
    """
    file, most = files["frequencies"], int(parameters.number("notice_most_singles"))
    rows, notices = _of_known_trips(tables, "frequencies", "trip_id", file, most)
    sound = (pl.col("headway_secs") > 0) & (pl.col("start_time") < pl.col("end_time"))
    wrong = rows.filter(~sound)
    notices += row_notices(wrong, "bad_frequency", file, most, field="headway_secs")
    return {"frequencies": rows.filter(sound)}, notices


def check_transfers(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check transfers: the trips they name exist, and nothing is said that is not read.

    Parameters
    ----------
    tables
        Tables by name; trips are checked already.
    files
        Full file names by table name, for notices.
    parameters
        With ``notice_most_singles``.

    Returns
    -------
    dict
        The tables that changed; ``all_trips`` is used up.
    list of Notice
        What was seen.
    """
    file, most = files["transfers"], int(parameters.number("notice_most_singles"))
    changed, notices = dict(tables), []
    for column in ("from_trip_id", "to_trip_id"):
        changed["transfers"], found = _of_known_trips(changed, "transfers", column, file, most)
        notices += found
    rules = changed["transfers"].filter(pl.col("transfer_type").is_in(_NOT_READ))
    notices += row_notices(rules, "unread_transfer_rule", file, most, field="transfer_type")
    return {"transfers": changed["transfers"]}, notices


def _of_known_trips(
    tables: Mapping[str, pl.DataFrame], table: str, column: str, file: str, most: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Leave out rows of trips that do not exist; those of trips left out go silently."""
    empty = column != "trip_id"
    kept, gone = split_known(tables[table], column, tables["trips"]["trip_id"], may_be_empty=empty)
    _, undefined = split_known(gone, column, tables["all_trips"]["trip_id"], may_be_empty=empty)
    return kept, row_notices(undefined, "undefined_trip", file, most, field=column)
