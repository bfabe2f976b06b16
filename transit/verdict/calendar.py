"""Which services of a timetable run on a date, at the hours that matter to a session."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from transit.model.clock import DAY_S, day_start
from transit.network.day import trip_events
from transit.network.service_days import service_days
from transit.network.timetable import Timetable


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The services of a timetable by date and hour.

    Parameters
    ----------
    zone
        Time zone of the feed's agency.
    first, last
        First and last date on which anything runs.
    starts_on
        Date of the first column of ``active``.
    active
        ``(n_services, n_days) bool`` whether a service runs on a date.
    leaves_s, arrives_s
        ``(n_services,) int64`` first departure and last arrival of its trips, seconds of the
        service date; a service without trips leaves after it arrives.
    """

    zone: ZoneInfo
    first: dt.date
    last: dt.date
    starts_on: dt.date
    active: NDArray[np.bool_]
    leaves_s: NDArray[np.int64]
    arrives_s: NDArray[np.int64]

    def signature(self, date: dt.date, from_s: int, to_s: int) -> bytes:
        """Return what is the same for two dates on which the same trips run at some hours.

        Counted are the date's own services from ``from_s`` on (a later journey home may be as late
        as it likes), those of the day before that are still under way then, and those of the day
        after that start by ``to_s``.

        Parameters
        ----------
        date
            The date.
        from_s, to_s
            From when until when journeys may be under way, seconds of the service date.

        Returns
        -------
        bytes
            Equal where these trips are.
        """
        parts = [self._services(date, self.arrives_s >= from_s)]
        if from_s < int(self.arrives_s.max(initial=0)) - DAY_S:
            day_before = date - dt.timedelta(days=1)
            parts += [
                self._services(day_before, self.arrives_s - DAY_S >= from_s),
                self._length(day_before),
            ]
        if to_s > DAY_S:
            day_after = date + dt.timedelta(days=1)
            parts += [
                self._services(day_after, self.leaves_s + DAY_S <= to_s),
                self._length(date),
            ]
        return b"|".join(parts)

    def _services(self, date: dt.date, counted: NDArray[np.bool_]) -> bytes:
        """The services of a date, of those counted."""
        day = (date - self.starts_on).days
        if not 0 <= day < self.active.shape[1]:
            return b""
        runs = self.active[:, day] & counted & (self.leaves_s <= self.arrives_s)
        return np.flatnonzero(runs).astype(np.int32).tobytes()

    def _length(self, date: dt.date) -> bytes:
        """How long the date is: an hour more or less where the clock changes."""
        length = day_start(date + dt.timedelta(days=1), self.zone) - day_start(date, self.zone)
        return str(length).encode()


def calendar_of(timetable: Timetable) -> Calendar:
    """Return the services of a timetable by date and hour.

    Parameters
    ----------
    timetable
        The timetable.

    Returns
    -------
    Calendar
        Made once for a timetable, used for all sessions.
    """
    days = service_days(timetable)
    n_services = timetable.active.shape[0]
    leaves = np.full(n_services, np.iinfo(np.int64).max)
    arrives = np.full(n_services, np.iinfo(np.int64).min)
    first_event, n_stops = trip_events(timetable)
    if first_event.size:
        service = timetable.trip_service
        np.minimum.at(leaves, service, timetable.departure[first_event].astype(np.int64))
        np.maximum.at(
            arrives, service, timetable.arrival[first_event + n_stops - 1].astype(np.int64)
        )
    return Calendar(
        zone=timetable.zone,
        first=days.first,
        last=days.last,
        starts_on=timetable.first_date,
        active=timetable.active,
        leaves_s=leaves,
        arrives_s=arrives,
    )
