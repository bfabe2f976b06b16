"""The same journey by later buses."""

from transit.kernels.arrays import TimetableArrays
from transit.route.found import Ride
from transit.verdict.desk import Desk
from transit.verdict.requests import Hit


def runs_again(desk: Desk, hit: Hit, within_s: int, by_s: int | None) -> bool:
    """Tell whether a journey can be made again a little later, by the same stops and lines.

    Parameters
    ----------
    desk
        Area and rules.
    hit
        The journey.
    within_s
        How much later it may be left, seconds.
    by_s
        When one must be there; None for any time.

    Returns
    -------
    bool
        False also where only another way is left, or another line.
    """
    profile = hit.request.traveller.profile
    day = desk.router(hit.request.traveller).day(hit.request.date).day
    walks = hit.found.walks
    ready = hit.leave_s + 1 + walks[0].time_s + profile.at_stop_early_s
    last = ready + within_s
    for at, ride in enumerate(hit.found.rides):
        times = _next(day.arrays, ride, ready)
        if times is None or (at == 0 and times[0] > last):
            return False
        ready = times[1] + walks[at + 1].time_s + profile.change_margin_s
    arrive = ready - profile.change_margin_s
    return by_s is None or arrive <= by_s


def _next(arrays: TimetableArrays, ride: Ride, ready: int) -> tuple[int, int] | None:
    """When the next bus of a ride's pattern leaves its first stop, and is at its last one.

    A pattern's trips may be boarded and left alike and do not overtake each other.
    """
    n_stops = int(arrays.pattern_first_stop[ride.pattern + 1])
    n_stops -= int(arrays.pattern_first_stop[ride.pattern])
    first = int(arrays.pattern_first_trip[ride.pattern])
    base = int(arrays.pattern_first_event[ride.pattern])
    for trip in range(ride.trip, int(arrays.pattern_first_trip[ride.pattern + 1])):
        event = base + (trip - first) * n_stops
        leaves = int(arrays.departure[event + ride.board])
        if leaves >= ready:
            return leaves, int(arrays.arrival[event + ride.alight])
    return None
