"""On which days what runs: weekdays, school days, bank holidays."""

import datetime as dt
from collections.abc import Iterator

from transit.demo.plans import Plans

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_REMOVED, _ADDED = 2, 1


def weekday_flags(days: str) -> list[int]:
    """Return which weekdays are named.

    Parameters
    ----------
    days
        Names, e.g. ``"mon tue"``.

    Returns
    -------
    list of int
        Seven of 0 and 1, Monday first.
    """
    named = days.split()
    return [int(day in named) for day in _DAYS]


def calendar_dates(plans: Plans) -> list[tuple[str, dt.date, int]]:
    """Return the exceptions to the weekly services.

    On a bank holiday the services of its weekday do not run and those of Sunday do; on days
    without service none does; services of school days do not run in school holidays.

    Parameters
    ----------
    plans
        Services and holidays.

    Returns
    -------
    list of tuple
        Service, date, 1 added or 2 removed; by date.
    """
    services = plans.buses["service"]
    calendar = plans.buses["calendar"]
    bank = {dt.date.fromisoformat(day) for day in calendar["bank_holidays"]}
    none = {dt.date.fromisoformat(day) for day in calendar["no_service"]}
    school = {day for span in calendar["school_holidays"] for day in _span(*span)}
    found = []
    for date in sorted(bank | none | school):
        for service, about in services.items():
            runs = bool(weekday_flags(about["days"])[date.weekday()])
            off = date in bank | none or (about.get("term_only") and date in school)
            if runs and off and not (service == "SU" and date in bank):
                found.append((service, date, _REMOVED))
            if service == "SU" and date in bank and not runs:
                found.append((service, date, _ADDED))
    return found


def _span(first: str, last: str) -> Iterator[dt.date]:
    day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    while day <= end:
        yield day
        day += dt.timedelta(days=1)
