"""Calendars and exceptions as one table of services by days."""

import datetime as dt
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

ADDED: Final = 1
REMOVED: Final = 2
"""Values of exception_type."""
WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_WEEK = 7


def service_period(
    calendar: pl.DataFrame, exceptions: pl.DataFrame
) -> tuple[dt.date, dt.date] | None:
    """Return the first and last date that a calendar names.

    Parameters
    ----------
    calendar
        Rows of calendar.txt.
    exceptions
        Rows of calendar_dates.txt.

    Returns
    -------
    tuple of date or None
        First and last, None where no date is named at all.
    """
    added = exceptions.filter(exception_type=ADDED)["date"]
    starts = pl.concat([calendar["start_date"], added])
    ends = pl.concat([calendar["end_date"], added])
    first, last = starts.min(), ends.max()
    if not isinstance(first, dt.date) or not isinstance(last, dt.date):
        return None
    return first, last


def active_days(
    services: pl.Series,
    calendar: pl.DataFrame,
    exceptions: pl.DataFrame,
    first: dt.date,
    n_days: int,
) -> NDArray[np.bool_]:
    """Tell on which days each service runs.

    Parameters
    ----------
    services
        Service ids, the rows of the result.
    calendar
        Rows of calendar.txt, each service at most once.
    exceptions
        Rows of calendar_dates.txt, each service and date at most once; they win.
    first
        Date of the first column.
    n_days
        How many columns.

    Returns
    -------
    ndarray
        ``(n_services, n_days) bool``.
    """
    active = np.zeros((len(services), n_days), dtype=bool)
    place = {service: at for at, service in enumerate(services)}
    patterns = _weekday_patterns(calendar, first, n_days)
    for at, row in enumerate(calendar.iter_rows(named=True)):
        if row["service_id"] in place:
            start = max((row["start_date"] - first).days, 0)
            end = min((row["end_date"] - first).days + 1, n_days)
            if start < end:
                active[place[row["service_id"]], start:end] = patterns[at, start:end]
    for service, date, kind in exceptions.select(
        "service_id", "date", "exception_type"
    ).iter_rows():
        day = (date - first).days
        if service in place and 0 <= day < n_days:
            active[place[service], day] = kind == ADDED
    return active


def _weekday_patterns(calendar: pl.DataFrame, first: dt.date, n_days: int) -> NDArray[np.bool_]:
    """Repeat each row's week over all days."""
    week = calendar.select(pl.col(WEEKDAYS).fill_null(0) == 1).to_numpy()
    return week[:, (first.weekday() + np.arange(n_days)) % _WEEK]
