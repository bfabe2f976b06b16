"""The bus after the one planned: what whoever misses it can still take."""

from dataclasses import dataclass

import numpy as np

from transit.verdict.desk import Desk
from transit.verdict.requests import Hit


@dataclass(frozen=True, slots=True)
class NextBus:
    """The next bus from the same stop to the same stop.

    Parameters
    ----------
    line
        Its number.
    leaves_s
        When it leaves, seconds of the service date.
    later_s
        How much later than planned one gets off.
    """

    line: str
    leaves_s: int
    later_s: int


def next_bus(desk: Desk, hit: Hit) -> NextBus | None:
    """Return the bus after the first one of a journey.

    Parameters
    ----------
    desk
        The desk that found the journey.
    hit
        The journey.

    Returns
    -------
    NextBus or None
        The one that gets there first, of whatever number; None where none runs that day, or where
        nothing is ridden.
    """
    if not hit.found.rides:
        return None
    ride = hit.found.rides[0]
    day = desk.router(hit.request.traveller).day(hit.request.date).day
    table = day.arrays
    first = int(table.pattern_first_stop[ride.pattern])
    board, alight = (int(table.pattern_stop[first + at]) for at in (ride.board, ride.alight))
    found: list[tuple[int, int, int]] = []
    visits = slice(int(table.stop_first_visit[board]), int(table.stop_first_visit[board + 1]))
    for pattern, start in zip(
        table.visit_pattern[visits], table.visit_position[visits], strict=True
    ):
        low, high = (int(table.pattern_first_stop[pattern + k]) for k in (0, 1))
        stops = table.pattern_stop[low:high]
        after = np.flatnonzero(stops[start + 1 :] == alight)
        may = day.ridden is None or bool(day.ridden.board[low + start])
        if not after.size or table.pattern_board[low + start] not in _REGULAR or not may:
            continue
        end, size = int(start) + 1 + int(after[0]), high - low
        trips = range(*(int(table.pattern_first_trip[pattern + k]) for k in (0, 1)))
        for order, trip in enumerate(trips):
            event = int(table.pattern_first_event[pattern]) + order * size
            leaves, gets_off = int(table.departure[event + start]), int(table.arrival[event + end])
            if leaves > ride.depart_s:
                found.append((gets_off, leaves, trip))
                break
    if not found:
        return None
    gets_off, leaves, trip = min(found)
    line = desk.line(int(day.trip_index[trip]))
    return NextBus(line, leaves, gets_off - ride.arrive_s)


_REGULAR = (1,)
"""Of a day: boarding is allowed."""
