"""Service-day seconds and the clock on the wall.

A GTFS time counts from "noon minus twelve hours" of its service date, so 25:10:00 is ordinary and
the two clock-change days need no exception.
"""

import datetime as dt
from zoneinfo import ZoneInfo

HOUR_S = 3600
DAY_S = 24 * HOUR_S


def day_start(date: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the instant from which a service date's seconds count.

    Parameters
    ----------
    date
        Service date.
    zone
        Time zone of the feed's agency.

    Returns
    -------
    datetime
        Noon minus twelve hours, in UTC.
    """
    noon = dt.datetime.combine(date, dt.time(12), tzinfo=zone)
    return noon.astimezone(dt.UTC) - dt.timedelta(hours=12)


def to_service_s(moment: dt.datetime, date: dt.date, zone: ZoneInfo) -> int:
    """Return a moment as seconds of a service date.

    Parameters
    ----------
    moment
        Local wall time (naive) or an aware moment.
    date
        Service date to count from.
    zone
        Time zone of the feed's agency.

    Returns
    -------
    int
        Seconds, negative before the service date starts.
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return round((aware.astimezone(dt.UTC) - day_start(date, zone)).total_seconds())


def to_local(seconds: int, date: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return seconds of a service date as local wall time.

    Parameters
    ----------
    seconds
        Seconds of the service date.
    date
        Service date.
    zone
        Time zone of the feed's agency.

    Returns
    -------
    datetime
        Naive local wall time.
    """
    moment = day_start(date, zone) + dt.timedelta(seconds=seconds)
    return moment.astimezone(zone).replace(tzinfo=None)
