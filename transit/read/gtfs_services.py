"""Check calendars: ids, dates in order, exceptions that mean something."""

from collections.abc import Mapping

import polars as pl

from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.gtfs_rows import row_notices, without_repeats
from transit.read.service import ADDED, REMOVED


def check_services(
    tables: Mapping[str, pl.DataFrame], files: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pl.DataFrame], list[Notice]]:
    """Check calendars: each id once, dates in order, exceptions that mean something.

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
    most = int(parameters.number("notice_most_singles"))
    file = files["calendar"]
    calendar, notices = without_repeats(tables["calendar"], "service_id", file, most)
    backwards = pl.col("start_date") > pl.col("end_date")
    wrong = calendar.filter(backwards)
    notices += row_notices(wrong, "start_after_end", file, most, field="end_date")
    file = files["calendar_dates"]
    exceptions = tables["calendar_dates"]
    meant = pl.col("exception_type").is_in([ADDED, REMOVED])
    notices += row_notices(
        exceptions.filter(~meant), "bad_exception_type", file, most, field="exception_type"
    )
    exceptions = exceptions.filter(meant)
    once = pl.struct("service_id", "date").is_first_distinct()
    repeated = exceptions.filter(~once)
    notices += row_notices(repeated, "duplicate_id", file, most, field="date")
    changed = {"calendar": calendar.filter(~backwards), "calendar_dates": exceptions.filter(once)}
    return changed, notices
