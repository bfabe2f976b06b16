"""On which days the services of several feeds run, as one table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.notice import Notice
from transit.read.gtfs import Feed
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_rows import row_notices
from transit.read.service import active_days, service_period


@dataclass(frozen=True, slots=True)
class Services:
    """Sets of days: ``active (n_sets, n_days) bool`` from ``first_date``, no two alike.

    ``of_trip`` gives for each feed ``(n_its_trips,) int32`` the set of each of its trips, -1 for
    trips that never run.
    """

    first_date: dt.date
    active: NDArray[np.bool_]
    of_trip: tuple[NDArray[np.int32], ...]


def merge_services(
    feeds: Sequence[Feed], earliest: dt.date, longest_days: int, most: int
) -> tuple[Services, list[Notice]]:
    """Work out on which days the trips of several feeds run.

    Parameters
    ----------
    feeds
        The feeds.
    earliest
        Days before are left out.
    longest_days
        Days from the first one on that are kept.
    most
        Most single notices a code and file.

    Returns
    -------
    Services
        Sets of days.
    list of Notice
        Services that never run, and dates that were left out.

    Raises
    ------
    InputError
        No feed names a date.
    """
    periods = [service_period(feed.calendar, feed.calendar_dates) for feed in feeds]
    named = [period for period in periods if period]
    if not named:
        raise InputError(
            f"{', '.join(feed.name for feed in feeds)}: no service date in the calendars; "
            "run transit check on the feed and fetch it again"
        )
    first = max(min(start for start, _ in named), earliest)
    last = min(max(end for _, end in named), first + dt.timedelta(days=longest_days - 1))
    n_days = max((last - first).days + 1, 1)
    notices: list[Notice] = []
    tables, rows, offset = [], [], 0
    for feed, period in zip(feeds, periods, strict=True):
        if period and (period[0] < first or period[1] > last):
            notices.append(_out_of_range(feed, period, first, last))
        ids = feed.trips["service_id"].unique(maintain_order=True)
        table = active_days(ids, feed.calendar, feed.calendar_dates, first, n_days)
        never = pl.Series(~table.any(axis=1), dtype=pl.Boolean)
        idle = feed.trips.filter(pl.col("service_id").is_in(ids.filter(never).implode()))
        file = f"{feed.name}/trips.txt"
        notices += row_notices(idle, "service_never_runs", file, most, field="service_id")
        place = {service: at for at, service in enumerate(ids)}
        rows.append(np.array([place[s] + offset for s in feed.trips["service_id"]], np.int64))
        tables.append(table)
        offset += len(ids)
    sets, number = np.unique(
        np.packbits(np.concatenate(tables), axis=1), axis=0, return_inverse=True
    )
    active = np.unpackbits(sets, axis=1, count=n_days).astype(bool)
    runs = active.any(axis=1)
    renumbered = np.where(runs, np.cumsum(runs) - 1, -1).astype(np.int32)[number.reshape(-1)]
    return Services(first, active[runs], tuple(renumbered[row] for row in rows)), notices


def _out_of_range(
    feed: Feed, period: tuple[dt.date, dt.date], first: dt.date, last: dt.date
) -> Notice:
    """Say that dates were left out."""
    value = f"{period[0]} to {period[1]}"
    return make_notice(
        "date_out_of_range", f"{feed.name}/calendar.txt", value=value, first=first, last=last
    )


def gap_notices(
    services: Services, feeds: Sequence[Feed], gap_days: int, most: int
) -> list[Notice]:
    """Notice stretches within the period on which nothing runs at all.

    Parameters
    ----------
    services
        On which days what runs.
    feeds
        The feeds, for their names.
    gap_days
        Shortest stretch that is noticed, days.
    most
        Most single notices; the rest is counted.

    Returns
    -------
    list of Notice
        One a stretch.
    """
    idle = ~services.active.any(axis=0)
    edges = np.diff(np.concatenate(([False], idle, [False])).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    inside = (starts > 0) & (ends < idle.size) & (ends - starts >= gap_days)
    gaps = pl.DataFrame(
        {
            "first": [services.first_date + dt.timedelta(int(day)) for day in starts[inside]],
            "days": ends[inside] - starts[inside],
        },
        schema={"first": pl.Date, "days": pl.Int64},
    )
    file = ", ".join(f"{feed.name}/calendar.txt" for feed in feeds)
    return row_notices(
        gaps, "no_service_in_days", file, most, value="first", words=("days", "first")
    )
