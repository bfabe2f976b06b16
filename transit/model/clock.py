"""Service-day seconds and the clock on the wall.

A GTFS time counts from "noon minus twelve hours" of its service date, so 25:10:00 is ordinary and
the two clock-change days need no exception.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

HOUR_S = 3600
DAY_S = 24 * HOUR_S

_STEP_S = 900
"""Clocks change on a quarter of an hour."""


def clock_text(seconds: int) -> str:
    """Write a time of day.

    Parameters
    ----------
    seconds
        Seconds of the service date, not negative.

    Returns
    -------
    str
        E.g. ``09:05``; past midnight it goes on from ``24:00``.
    """
    return f"{seconds // HOUR_S:02d}:{seconds % HOUR_S // 60:02d}"


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


def is_skipped(moment: dt.datetime, zone: ZoneInfo) -> bool:
    """Return whether a moment does not exist, because the clock goes forward past it.

    Parameters
    ----------
    moment
        Local wall time (naive) or an aware moment, which always exists.
    zone
        Time zone of the feed's agency.

    Returns
    -------
    bool
        No clock of the zone ever shows it.
    """
    if moment.tzinfo is not None:
        return False
    back = moment.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone)
    return back.replace(tzinfo=None) != moment


def skipped_words(moment: dt.datetime) -> str:
    """Return what to say to who asks for a moment that does not exist.

    Parameters
    ----------
    moment
        Local wall time (naive).

    Returns
    -------
    str
        What is wrong, and what to do.
    """
    return (
        f"{moment:%H:%M} does not exist on {moment.date()}: the clock goes forward; ask for "
        "another time"
    )


def spans_of_hours(
    hours: Iterable[tuple[int, int]], date: dt.date, zone: ZoneInfo, first_s: int, last_s: int
) -> list[tuple[int, int]]:
    """Return when the clock shows some hours, on every day.

    Where the clock is put back an hour may come twice, where it is put on it may not come at all.

    Parameters
    ----------
    hours
        From when until when, seconds of the day by the clock, the end not included; hours that end
        after midnight reach into the next day.
    date
        Service date to count from.
    zone
        Time zone of the feed's agency.
    first_s, last_s
        What to look at, seconds of the service date.

    Returns
    -------
    list of tuple of int
        Start and end, seconds of the service date, in order and apart from one another.
    """
    asked = list(hours)
    found = []
    for start, end, ahead_s in _even_runs(date, zone, first_s, last_s):
        first, last = start + ahead_s, end + ahead_s
        # Hours may reach two days on from the midnight that they count from.
        for midnight in range(first // DAY_S * DAY_S - 2 * DAY_S, last, DAY_S):
            spans = (
                (max(begin + midnight, first), min(stop + midnight, last)) for begin, stop in asked
            )
            found += [(begin - ahead_s, stop - ahead_s) for begin, stop in spans if begin < stop]
    made: list[tuple[int, int]] = []
    for begin, stop in sorted(found):
        if made and begin <= made[-1][1]:
            made[-1] = made[-1][0], max(stop, made[-1][1])
        else:
            made.append((begin, stop))
    return made


def _even_runs(
    date: dt.date, zone: ZoneInfo, first_s: int, last_s: int
) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each run of seconds without a change, and how far the clock is ahead.

    Ahead of the seconds of the service date, counting from the date's midnight by the clock.
    """
    midnight = dt.datetime.combine(date, dt.time.min)
    run: tuple[int, int, int] | None = None
    for start in range(first_s // _STEP_S * _STEP_S, last_s + 1, _STEP_S):
        ahead_s = round((to_local(start, date, zone) - midnight).total_seconds()) - start
        if run is not None and run[2] != ahead_s:
            yield run
            run = None
        run = (start if run is None else run[0]), start + _STEP_S, ahead_s
    if run is not None:
        yield run
