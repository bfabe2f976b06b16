"""A ride of one edition found again in another: by its stops and times, whatever ids trips have."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import decode
from transit.network.timetable import Timetable
from transit.watch.learnt import LearntRide
from transit.watch.limits import Limits
from transit.watch.stops import FoundStop, StopBook

_NOT_ALLOWED: Final = 1
_ASK: Final = (2, 3)

Ran = frozenset[tuple[str, int, int]]
"""Number, departure and arrival of buses that ran before."""

RanOf = Callable[[LearntRide], Ran]
"""Gives the buses that ran between the stops of a ride before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRide:
    """A ride as it is now.

    Parameters
    ----------
    trip
        Trip of the whole timetable.
    board_at, alight_at
        Positions in its pattern.
    board, alight
        Its stops, and how far they are from where they were.
    route, headsign
        The number, and where the bus says it goes.
    depart_s, arrive_s
        Seconds of its service date.
    wheelchair
        ``yes``, ``no`` or ``unknown``.
    asks
        Whether the driver has to be asked, to board or to get off.
    """

    trip: int
    board_at: int
    alight_at: int
    board: FoundStop
    alight: FoundStop
    route: str
    headsign: str
    depart_s: int
    arrive_s: int
    wheelchair: str
    asks: tuple[bool, bool]

    @property
    def stops_ridden(self) -> int:
        """How many stops from boarding to getting off, the last included."""
        return self.alight_at - self.board_at


class RideBook:
    """Finds rides of other editions in one timetable.

    Parameters
    ----------
    timetable
        Where they are looked for.
    limits
        What counts as the same.
    """

    def __init__(self, timetable: Timetable, limits: Limits) -> None:
        self.timetable = timetable
        self.limits = limits
        self.stops = StopBook(timetable, limits)
        self._order = np.argsort(timetable.pattern_stop, kind="stable")
        self._at = np.searchsorted(
            timetable.pattern_stop[self._order], np.arange(timetable.stops.height + 1)
        )
        self._routes = [_route_name(row) for row in timetable.routes.iter_rows(named=True)]
        self._route_of = timetable.trips["route"].to_numpy()
        self._headsigns = timetable.trips["headsign"].to_list()

    def candidates(self, ride: LearntRide, ran: Ran = frozenset()) -> tuple[FoundRide, ...]:
        """Return the trips that can be a ride.

        Parameters
        ----------
        ride
            The ride as it was.
        ran
            Buses that ran beside it before: they are other buses, not this one at another time or
            under another number.

        Returns
        -------
        tuple of FoundRide
            Of all days, the likest first.
        """
        within = self.limits.same_bus_within_s
        found = [each for each in self._between(ride, within) if self._can_be(ride, each, ran)]
        return tuple(sorted(found, key=lambda each: (self._unlike(ride, each), each.trip)))

    def ran(self, ride: LearntRide, dates: Sequence[dt.date]) -> Ran:
        """Return the buses between the stops of a ride that run on some dates.

        Parameters
        ----------
        ride
            The ride.
        dates
            The dates.

        Returns
        -------
        frozenset
            For :meth:`candidates` of another edition.
        """
        found = list(self._between(ride, 2 * self.limits.same_bus_within_s))
        running = self.runs(ride, found, dates)
        return frozenset(
            (each.route, each.depart_s, each.arrive_s)
            for at, each in enumerate(found)
            if running[at].any()
        )

    def runs(
        self, ride: LearntRide, found: Sequence[FoundRide], dates: Sequence[dt.date]
    ) -> NDArray[np.bool_]:
        """Tell on which dates of a journey trips run.

        Parameters
        ----------
        ride
            Whose service date may be another than the journey's.
        found
            The trips.
        dates
            Dates of the journey.

        Returns
        -------
        ndarray
            ``(n_found, n_dates) bool``.
        """
        active, first = self.timetable.active, self.timetable.first_date
        days = np.array([(date - first).days + ride.days_after for date in dates], np.int64)
        known = (days >= 0) & (days < active.shape[1])
        services = self.timetable.trip_service[[each.trip for each in found]].astype(np.int64)
        made = np.zeros((len(found), len(dates)), np.bool_)
        if found and dates:
            made[:, known] = active[np.ix_(services, days[known])]
        return made

    def part_kept(
        self, ride: LearntRide, dates: Sequence[dt.date], ran: RanOf
    ) -> tuple[int, int] | None:
        """Return which calls of a ride some bus of the same number still makes.

        Parameters
        ----------
        ride
            A ride that is not there any more.
        dates
            Dates on which the bus must run.
        ran
            Gives for a ride, or a part of it, what :meth:`candidates` takes.

        Returns
        -------
        tuple of int or None
            First and last call of the longest part; None where the bus itself is gone.
        """
        n_calls = len(ride.calls)
        fewest = max(int(np.ceil(self.limits.kept_share * n_calls)), 2)
        for size in range(n_calls - 1, fewest - 1, -1):
            for first in range(n_calls - size + 1):
                part = replace(ride, calls=ride.calls[first : first + size])
                found = [
                    each for each in self.candidates(part, ran(part)) if each.route == ride.route
                ]
                if self.runs(part, found, dates).any():
                    return first, first + size - 1
        return None

    def others_leave(self, found: FoundRide, date: dt.date, from_s: int) -> frozenset[str]:
        """Return the numbers of other buses that leave a boarding stop while one waits.

        Parameters
        ----------
        found
            One's own bus.
        date
            Its service date.
        from_s
            When one stands at the stop, seconds of that date.

        Returns
        -------
        frozenset of str
            Without one's own number.
        """
        seen = set()
        table, day = self.timetable, (date - self.timetable.first_date).days
        if not 0 <= day < table.active.shape[1]:
            return frozenset()
        for pattern, position in self._visits(found.board.stop):
            visit = int(table.pattern_first_stop[pattern]) + position
            if table.pattern_board[visit] == _NOT_ALLOWED:
                continue
            trips, events, n_stops = self._events(pattern)
            leaves = table.departure[events + position : events + trips.size * n_stops : n_stops]
            here = (leaves >= from_s) & (leaves <= found.depart_s)
            here &= table.active[table.trip_service[trips], day]
            seen |= {self._route(int(trip)) for trip in trips[here]}
        return frozenset(seen - {found.route})

    def _between(self, ride: LearntRide, within_s: int) -> Iterator[FoundRide]:
        """Every trip from the first stop to the last, near the learnt time, on whatever day."""
        table = self.timetable
        ends = {each.stop: each for each in self.stops.find(ride.alight)}
        seen: set[tuple[int, int]] = set()
        for board in self.stops.find(ride.board):
            for pattern, start in self._visits(board.stop):
                first = int(table.pattern_first_stop[pattern])
                last = int(table.pattern_first_stop[pattern + 1])
                if table.pattern_board[first + start] == _NOT_ALLOWED:
                    continue
                stops = table.pattern_stop[first + start + 1 : last].tolist()
                allowed = table.pattern_alight[first + start + 1 : last] != _NOT_ALLOWED
                reached = [
                    start + 1 + at for at, stop in enumerate(stops) if stop in ends and allowed[at]
                ]
                if not reached:
                    continue
                wanted = len(ride.calls) - 1
                end = min(reached, key=lambda at: (abs(at - start - wanted), at))
                alight = ends[int(table.pattern_stop[first + end])]
                for made in self._trips(pattern, start, ride.depart_s, within_s):
                    if (made, start) not in seen:
                        seen.add((made, start))
                        yield self._found(pattern, made, start, end, board, alight)

    def _visits(self, stop: int) -> Iterator[tuple[int, int]]:
        """Pattern and position of each visit of a stop."""
        table = self.timetable
        for visit in np.sort(self._order[self._at[stop] : self._at[stop + 1]]).tolist():
            pattern = int(np.searchsorted(table.pattern_first_stop, visit, side="right")) - 1
            yield pattern, visit - int(table.pattern_first_stop[pattern])

    def _events(self, pattern: int) -> tuple[NDArray[np.int64], int, int]:
        """Trips of a pattern, where their events begin, and how many each has."""
        table = self.timetable
        trips = np.arange(table.pattern_first_trip[pattern], table.pattern_first_trip[pattern + 1])
        n_stops = int(table.pattern_first_stop[pattern + 1] - table.pattern_first_stop[pattern])
        return trips.astype(np.int64), int(table.pattern_first_event[pattern]), n_stops

    def _trips(self, pattern: int, start: int, depart_s: int, within_s: int) -> list[int]:
        trips, event, n_stops = self._events(pattern)
        leaves = self.timetable.departure[event + start : event + trips.size * n_stops : n_stops]
        return [int(trip) for trip in trips[np.abs(leaves - depart_s) <= within_s]]

    def _found(
        self, pattern: int, trip: int, start: int, end: int, board: FoundStop, alight: FoundStop
    ) -> FoundRide:
        table = self.timetable
        trips, event, n_stops = self._events(pattern)
        event += (trip - int(trips[0])) * n_stops
        visit = int(table.pattern_first_stop[pattern])
        headsign = self._headsigns[int(table.trip_row[trip])]
        return FoundRide(
            trip=trip,
            board_at=start,
            alight_at=end,
            board=board,
            alight=alight,
            route=self._route(trip),
            headsign="" if headsign is None else str(headsign),
            depart_s=int(table.departure[event + start]),
            arrive_s=int(table.arrival[event + end]),
            wheelchair=decode(int(table.pattern_wheelchair[pattern])).state.name.lower(),
            asks=(
                int(table.pattern_board[visit + start]) in _ASK,
                int(table.pattern_alight[visit + end]) in _ASK,
            ),
        )

    def _route(self, trip: int) -> str:
        return self._routes[int(self._route_of[int(self.timetable.trip_row[trip])])]

    def _can_be(self, ride: LearntRide, found: FoundRide, ran: Ran) -> bool:
        """Tell whether a trip can be the ride, at another time or under another number."""
        as_learnt = (ride.route, ride.depart_s, ride.arrive_s)
        now = (found.route, found.depart_s, found.arrive_s)
        if now == as_learnt:
            return True
        if now in ran:
            return False
        if found.route == ride.route:
            return True
        return found.route not in ride.others and self._calls_alike(ride, found)

    def _calls_alike(self, ride: LearntRide, found: FoundRide) -> bool:
        """Tell whether a trip calls at the same stops in the same order."""
        if found.stops_ridden != len(ride.calls) - 1:
            return False
        table = self.timetable
        pattern = int(np.searchsorted(table.pattern_first_trip, found.trip, side="right")) - 1
        first = int(table.pattern_first_stop[pattern])
        calls = table.pattern_stop[first + found.board_at : first + found.alight_at + 1].tolist()
        return all(
            any(each.stop == stop for each in self.stops.find(was))
            for was, stop in zip(ride.calls, calls, strict=True)
        )

    def _unlike(self, ride: LearntRide, found: FoundRide) -> tuple[float, int]:
        """How unlike a trip is to the ride: in seconds, then in smaller things."""
        other = self.limits.renumbered_as_s if found.route != ride.route else 0
        moved = found.board.away_m + found.alight.away_m
        shift = abs(found.depart_s - ride.depart_s) + abs(found.arrive_s - ride.arrive_s) / 2
        smaller = abs(found.stops_ridden - len(ride.calls) + 1) + (
            plain_sign(found.headsign) != plain_sign(ride.headsign)
        )
        return shift + other + moved, smaller


def plain_sign(headsign: str) -> str:
    """Return a headsign without what editions write differently.

    Parameters
    ----------
    headsign
        As the feed has it.

    Returns
    -------
    str
        In small letters, with single blanks.
    """
    return " ".join(headsign.casefold().split())


def _route_name(row: dict[str, object]) -> str:
    return str(row["short_name"] or row["long_name"] or "")
