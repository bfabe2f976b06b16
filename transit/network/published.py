"""For which dates a timetable is published by those who run most of it."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transit.model.notice import Notice
from transit.network.timetable import Timetable
from transit.read.gtfs_catalogue import make_notice
from transit.read.service import WEEKDAYS

_WEEK = len(WEEKDAYS)


def known_days(timetable: Timetable, share: float) -> NDArray[np.bool_]:
    """Tell on which dates those run, or could run, who usually run most.

    Timetables put together end on different dates, and begin on them. A day for which only the
    trains are published is no day without buses: nothing is known of it. A publisher, an agency
    by its name, goes on from its first to its last day with any trip, from one edition to the next;
    what it does not run between them is withdrawn, and no gap in what is known. What is usual is
    the most that go on together. Where somebody begins after one that ended had begun, or ended
    before one that begins ends, buses may have been taken over: such dates are known, however few
    are left, as a cut must not hide itself.

    Parameters
    ----------
    timetable
        The timetable.
    share
        Share of a weekday's usual trips that must be published, 0 to 1.

    Returns
    -------
    ndarray
        ``(n_days,) bool`` by column of ``timetable.active``; false before the first and after the
        last day with service.
    """
    trips = _trips(timetable)
    n_days = trips.shape[1]
    weekday = (timetable.first_date.weekday() + np.arange(n_days)) % _WEEK
    published = np.zeros(n_days)
    inside = np.zeros(n_days, np.bool_)
    spans = _spans(trips)
    for first, last, own in spans:
        goes_on = np.zeros(n_days, np.bool_)
        goes_on[first : last + 1] = True
        inside |= goes_on
        for at in range(_WEEK):
            held = own[goes_on & (weekday == at)]
            often = float(np.median(held)) if held.size else 0.0
            published[goes_on & (weekday == at)] += often
    usual = np.array([published[weekday == at].max(initial=0) for at in range(_WEEK)])[weekday]
    served = np.flatnonzero(inside)
    known = np.zeros(n_days, np.bool_)
    if served.size:
        known[served[0] : served[-1] + 1] = True
    return known & ((published >= share * usual) | _taken_over(spans, n_days))


def _spans(trips: NDArray[np.int64]) -> list[tuple[int, int, NDArray[np.int64]]]:
    """First and last day of each publisher that runs anything, and its trips by date."""
    running = [(np.flatnonzero(own), own) for own in trips]
    return [(int(days[0]), int(days[-1]), own) for days, own in running if days.size]


def _taken_over(
    spans: Sequence[tuple[int, int, NDArray[np.int64]]], n_days: int
) -> NDArray[np.bool_]:
    """Dates on which one publisher may run what another ran before, or is going to run."""
    found = np.zeros(n_days, np.bool_)
    for first, last, _ in spans:
        begins = [other for other, _, _ in spans if other > first]
        ends = [other for _, other, _ in spans if other < last]
        if begins:
            found[max(last + 1, min(begins)) :] = True
        if ends:
            found[: min(first, max(ends) + 1)] = True
    return found


def published_notices(timetable: Timetable, share: float, name: str) -> list[Notice]:
    """Notice that of some dates too little is published.

    Parameters
    ----------
    timetable
        The timetable.
    share
        As for :func:`known_days`.
    name
        What the timetable is called in the notice.

    Returns
    -------
    list of Notice
        ``partly_published``, one for each stretch of such dates.
    """
    known = known_days(timetable, share)
    running = np.flatnonzero(timetable.active.any(axis=0))
    if not running.size:
        return []
    between = np.arange(running[0], running[-1] + 1)
    missing = between[~known[between]]
    made = []
    for stretch in np.split(missing, np.flatnonzero(np.diff(missing) > _WEEK) + 1):
        if stretch.size:
            first, last = (
                timetable.first_date + dt.timedelta(days=int(day)) for day in stretch[[0, -1]]
            )
            dates = int(stretch.size)
            made.append(make_notice("partly_published", name, first=first, last=last, dates=dates))
    return made


def _trips(timetable: Timetable) -> NDArray[np.int64]:
    """Trips of each publisher by date: ``(n_publishers, n_days)``; through trips count once."""
    single = np.ones(timetable.trip_service.size, np.bool_)
    if timetable.trip_change_at.size:
        single = timetable.trip_change_at < 0
    names = timetable.routes["agency"].to_numpy()
    found, number = np.unique(names, return_inverse=True)
    of_trip = number[timetable.trips["route"].to_numpy()[timetable.trip_row]]
    n_services = timetable.active.shape[0]
    counts = np.zeros((found.size, n_services), np.int64)
    np.add.at(counts, (of_trip[single], timetable.trip_service[single]), 1)
    return np.asarray(counts @ timetable.active.astype(np.int64))
