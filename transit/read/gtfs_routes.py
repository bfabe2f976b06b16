"""Check routes: ids, agencies, names and types."""

from collections.abc import Mapping

import polars as pl

from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.gtfs_rows import row_notices, split_known, without_repeats

BUS = 3
"""Value of route_type, used where it is not known."""
_BASIC_TYPES = (*range(8), 11, 12)
_EXTENDED_TYPES = (100, 1799)  # the hundreds of Google's extended route types


def check_routes(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check routes: each id once, agencies that exist, names that can be told apart.

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
    file, most = files["routes"], int(parameters.number("notice_most_singles"))
    routes, notices = without_repeats(tables["routes"], "route_id", file, most)
    agencies = tables["agency"]["agency_id"]
    if len(agencies):
        may_be_empty = len(agencies) == 1
        _, dangling = split_known(routes, "agency_id", agencies, may_be_empty=may_be_empty)
        notices += row_notices(dangling, "undefined_agency", file, most, field="agency_id")
    routes = routes.with_columns(_with_agency(agencies))
    kind = pl.col("route_type")
    known = (kind.is_in(_BASIC_TYPES) | kind.is_between(*_EXTENDED_TYPES)).fill_null(False)
    strange = routes.filter(~known)
    notices += row_notices(strange, "invalid_route_type", file, most, field="route_type")
    routes = routes.with_columns(pl.when(known).then(kind).otherwise(BUS).alias("route_type"))
    return {"routes": routes}, notices + _name_notices(routes, file, most)


def _with_agency(agencies: pl.Series) -> pl.Expr:
    """Return the route's agency, the feed's only one where none is named."""
    named = pl.col("agency_id")
    if len(agencies) != 1:
        return named
    return pl.when(named == "").then(pl.lit(agencies[0])).otherwise(named).alias("agency_id")


def _name_notices(routes: pl.DataFrame, file: str, most: int) -> list[Notice]:
    """Notice names that are missing, doubled or shared."""
    short, long = pl.col("route_short_name"), pl.col("route_long_name")
    nameless = routes.filter((short == "") & (long == ""))
    same = routes.filter((short != "") & (short.str.to_lowercase() == long.str.to_lowercase()))
    named = routes.filter((short != "") | (long != ""))
    key = pl.struct("agency_id", "route_short_name", "route_long_name", "route_type")
    repeated = named.filter(~key.is_first_distinct())
    shown = repeated.with_columns(name=(short + " " + long).str.strip_chars())
    return [
        *row_notices(nameless, "missing_route_name", file, most, value="route_id"),
        *row_notices(same, "same_short_long_name", file, most, field="route_long_name"),
        *row_notices(
            shown, "repeated_route_name", file, most, field="route_long_name", value="name"
        ),
    ]
