"""Which services of a timetable run on a date, at the hours that matter to a session."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from transit.model.clock import DAY_S, day_start
from transit.network.day import trip_events
from transit.network.published import known_days
from transit.network.timetable import Timetable


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The services of a timetable by date and hour.

    Parameters
    ----------
    zone
        Time zone of the feed's agency.
    first, last
        First and last date of which is known what runs.
    starts_on
        Date of the first column of ``active``.
    active
        ``(n_services, n_days) bool`` whether a service runs on a date.
    known
        ``(n_days,) bool`` whether enough of what runs on a date is published.
    leaves_s, arrives_s
        ``(n_services,) int64`` first departure and last arrival of its trips, seconds of the
        service date; a service without trips leaves after it arrives.
    kinds
        Kinds of day found before: sessions at the same hours share them.
    """

    zone: ZoneInfo
    first: dt.date
    last: dt.date
    starts_on: dt.date
    active: NDArray[np.bool_]
    known: NDArray[np.bool_]
    leaves_s: NDArray[np.int64]
    arrives_s: NDArray[np.int64]
    kinds: dict[Any, Any] = field(default_factory=dict)
    _running: dict[tuple[bytes, dt.date], bytes] = field(default_factory=dict)
    _lengths: dict[dt.date, bytes] = field(default_factory=dict)

    def is_known(self, date: dt.date) -> bool:
        """Return whether what runs on a date is known.

        Parameters
        ----------
        date
            The date.

        Returns
        -------
        bool
            False outside the timetable, and where too little of the date is published.
        """
        day = (date - self.starts_on).days
        return 0 <= day < self.known.size and bool(self.known[day])

    @property
    def is_whole(self) -> bool:
        """Whether enough is published of every date on which anything runs."""
        return not (self.active.any(axis=0) & ~self.known).any()

    def hours(self, from_s: int, to_s: int) -> tuple[bytes, bytes, bytes]:
        """Return what is the same for hours at which the same services count.

        Parameters
        ----------
        from_s, to_s
            From when until when journeys may be under way, seconds of the service date.

        Returns
        -------
        tuple of bytes
            Services counted of the date, of the day before and of the day after; empty where that
            day does not matter. With equal ones all signatures are equal.
        """
        own = np.packbits(self.arrives_s >= from_s).tobytes()
        before = after = b""
        if from_s < int(self.arrives_s.max(initial=0)) - DAY_S:
            before = np.packbits(self.arrives_s - DAY_S >= from_s).tobytes()
        if to_s > DAY_S:
            after = np.packbits(self.leaves_s + DAY_S <= to_s).tobytes()
        return own, before, after

    def signature(self, date: dt.date, hours: tuple[bytes, bytes, bytes]) -> bytes:
        """Return what is the same for two dates on which the same trips run at some hours.

        Counted are the date's own services from ``from_s`` on (a later journey home may be as late
        as it likes), those of the day before that are still under way then, and those of the day
        after that start by ``to_s``.

        Parameters
        ----------
        date
            The date.
        hours
            The hours that matter, of :meth:`hours`.

        Returns
        -------
        bytes
            Equal where these trips are.
        """
        own, before, after = hours
        parts = [self._services(date, own)]
        if before:
            day_before = date - dt.timedelta(days=1)
            parts += [self._services(day_before, before), self._length(day_before)]
        if after:
            day_after = date + dt.timedelta(days=1)
            parts += [self._services(day_after, after), self._length(date)]
        return b"|".join(parts)

    def _services(self, date: dt.date, counted: bytes) -> bytes:
        """The services of a date, of those counted."""
        key = counted, date
        if key not in self._running:
            self._running[key] = self._new_services(date, counted)
        return self._running[key]

    def _new_services(self, date: dt.date, counted: bytes) -> bytes:
        day = (date - self.starts_on).days
        if not 0 <= day < self.active.shape[1]:
            return b""
        bits = np.unpackbits(np.frombuffer(counted, np.uint8), count=self.active.shape[0])
        runs = self.active[:, day] & bits.astype(np.bool_) & (self.leaves_s <= self.arrives_s)
        return np.flatnonzero(runs).astype(np.int32).tobytes()

    def _length(self, date: dt.date) -> bytes:
        """How long the date is: an hour more or less where the clock changes."""
        if date not in self._lengths:
            after = date + dt.timedelta(days=1)
            length = day_start(after, self.zone) - day_start(date, self.zone)
            self._lengths[date] = str(length).encode()
        return self._lengths[date]


def calendar_of(timetable: Timetable, share: float) -> Calendar:
    """Return the services of a timetable by date and hour.

    Parameters
    ----------
    timetable
        The timetable.
    share
        Share of a weekday's usual trips that must be published for a date to be known.

    Returns
    -------
    Calendar
        Made once for a timetable, used for all sessions.
    """
    known = known_days(timetable, share)
    days = np.flatnonzero(known)
    first, last = (days[0], days[-1]) if days.size else (0, 0)
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
        first=timetable.first_date + dt.timedelta(days=int(first)),
        last=timetable.first_date + dt.timedelta(days=int(last)),
        starts_on=timetable.first_date,
        active=timetable.active,
        known=known,
        leaves_s=leaves,
        arrives_s=arrives,
    )
