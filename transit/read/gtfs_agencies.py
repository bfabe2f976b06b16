"""Check agencies: ids, names and time zones."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.gtfs_rows import row_notices, without_repeats


def check_agencies(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check agencies: each id once, zones that exist.

    Parameters
    ----------
    tables
        Tables by name.
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
    file, most = files["agency"], int(parameters.number("notice_most_singles"))
    agency, notices = without_repeats(tables["agency"], "agency_id", file, most)
    if agency.height > 1:
        nameless = agency.filter(pl.col("agency_id") == "")
        notices += row_notices(nameless, "agency_without_id", file, most, field="agency_id")
    good = pl.Series([is_zone(zone) for zone in agency["agency_timezone"]], dtype=pl.Boolean)
    notices += row_notices(agency.filter(~good), "bad_zone", file, most, field="agency_timezone")
    zone = pl.when(good).then(pl.col("agency_timezone")).otherwise(pl.lit(""))
    return {"agency": agency.with_columns(zone.alias("agency_timezone"))}, notices


def is_zone(name: str) -> bool:
    """Tell whether a time zone of this name exists.

    Parameters
    ----------
    name
        Name from outside, e.g. ``Europe/London``.

    Returns
    -------
    bool
        False for anything that is not a zone, whatever it is.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)
