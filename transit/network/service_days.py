"""What a timetable covers: which days, and how much runs on each."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.notice import Notice
from transit.network.timetable import Timetable
from transit.read.gtfs_catalogue import make_notice
from transit.read.service import WEEKDAYS


@dataclass(frozen=True, slots=True)
class ServiceDays:
    """How much runs on each day of a timetable.

    Parameters
    ----------
    first, last
        First and last date on which anything runs.
    trips
        ``(n_days,) int64`` trips of each date from ``first`` to ``last``.
    without_service
        Dates between them on which nothing runs.
    usual_trips
        For each weekday by name, the median of its dates' trips.
    """

    first: dt.date
    last: dt.date
    trips: NDArray[np.int64]
    without_service: tuple[dt.date, ...]
    usual_trips: dict[str, int]


def service_days(timetable: Timetable) -> ServiceDays:
    """Summarise on which days how much runs.

    Parameters
    ----------
    timetable
        The timetable.

    Returns
    -------
    ServiceDays
        The summary; through trips are not counted twice.
    """
    single = timetable.trip_change_at < 0
    if not timetable.trip_change_at.size:
        single = np.ones(timetable.trip_service.size, dtype=bool)
    n_services = timetable.active.shape[0]
    trips_of = np.bincount(timetable.trip_service[single], minlength=n_services)
    trips = trips_of @ timetable.active
    busy = np.flatnonzero(trips)
    start, end = (int(busy[0]), int(busy[-1]) + 1) if busy.size else (0, 1)
    first = timetable.first_date + dt.timedelta(days=start)
    trips = trips[start:end]
    weekday = (first.weekday() + np.arange(trips.size)) % len(WEEKDAYS)
    return ServiceDays(
        first=first,
        last=first + dt.timedelta(days=trips.size - 1),
        trips=trips,
        without_service=tuple(
            first + dt.timedelta(days=int(day)) for day in np.flatnonzero(trips == 0)
        ),
        usual_trips={
            name: int(np.median(trips[weekday == at])) if (weekday == at).any() else 0
            for at, name in enumerate(WEEKDAYS)
        },
    )


def date_notices(timetable: Timetable, date: dt.date, name: str) -> list[Notice]:
    """Notice that a timetable does not cover a date.

    Parameters
    ----------
    timetable
        The timetable.
    date
        The date in question, e.g. today.
    name
        What the timetable is called in the notice.

    Returns
    -------
    list of Notice
        ``feed_expired`` or ``feed_starts_later``, nothing where the date is covered.
    """
    days = service_days(timetable)
    if date > days.last:
        return [make_notice("feed_expired", name, last=days.last, date=date)]
    if date < days.first:
        return [make_notice("feed_starts_later", name, first=days.first, date=date)]
    return []
