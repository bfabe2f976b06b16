"""Trips of each route: when buses leave, and when they call where."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transit.demo.lines import BusNetwork, Line
from transit.demo.plans import Plans

_PEAKS_S = (27_000, 33_300, 54_000, 64_800)  # 07:30-09:15 and 15:00-18:00
_QUIET_S = (25_200, 68_400)  # before 07:00 and after 19:00
_BLEND_S = 2_700
_TIMEPOINT_EVERY = 6
_CHANGE_NUMBER_S = 180
_TURN_S = 420


@dataclass(frozen=True, slots=True)
class Trip:
    """One bus journey in the timetable.

    Parameters
    ----------
    identity
        Its id.
    line
        Index of its line.
    service
        Id of the days on which it runs.
    block
        Id of the vehicle's work, ``""`` where none is given.
    wheelchair
        Whether a wheelchair space is said to be on board; None unknown.
    arrivals, departures
        ``(n_stops,)`` seconds of the service day.
    timepoint
        ``(n_stops,)`` bool: the time is kept to.
    """

    identity: str
    line: int
    service: str
    block: str
    wheelchair: bool | None
    arrivals: NDArray[np.int64]
    departures: NDArray[np.int64]
    timepoint: NDArray[np.bool_]


def plan_trips(network: BusNetwork, plans: Plans, rng: np.random.Generator) -> list[Trip]:
    """Plan every trip.

    Parameters
    ----------
    network
        Lines and stops.
    plans
        Times of day and run-time factors.
    rng
        Random numbers.

    Returns
    -------
    list of Trip
        In the order of lines, services and times.
    """
    planner = _Planner(network, plans, rng)
    for route in plans.buses["route"]:
        if "follows" in route:
            continue
        for service, periods in route.get("times", {}).items():
            starts = _departures(periods)
            if "becomes" in route:
                planner.add_chains(route["number"], route["becomes"], service, starts)
                continue
            planner.add(route["number"], 0, service, starts)
            if not (route.get("loop") or route.get("one_way") or "back" in route):
                planner.add(route["number"], 1, service, _departures(periods, shift=0.5))
        for service, periods in route.get("back", {}).items():
            planner.add(route["number"], 1, service, _departures(periods))
    return planner.trips


class _Planner:
    def __init__(self, network: BusNetwork, plans: Plans, rng: np.random.Generator) -> None:
        self._network, self._plans, self._rng = network, plans, rng
        self._lines = {(line.number, line.direction): i for i, line in enumerate(network.lines)}
        operators = {found["id"]: found["wheelchair"] for found in plans.buses["operator"]}
        self._chair = {r["number"]: operators[r["operator"]] for r in plans.buses["route"]}
        self.trips: list[Trip] = []

    def add(self, number: str, direction: int, service: str, starts: list[int]) -> None:
        """Add trips of one line."""
        for start in starts:
            self._add(number, direction, service, start, "")

    def add_chains(self, first: str, second: str, service: str, starts: list[int]) -> None:
        """Add trips that change number at the bus station while passengers stay on board."""
        for k, start in enumerate(starts):
            block = f"{first}{second}-{service}-{k + 1:02d}"
            end = self._add(first, 0, service, start, block)
            end = self._add(second, 0, service, end + _CHANGE_NUMBER_S, block)
            end = self._add(second, 1, service, end + _TURN_S, block)
            self._add(first, 1, service, end + _CHANGE_NUMBER_S, block)

    def _add(self, number: str, direction: int, service: str, start: int, block: str) -> int:
        """Add one trip; return when it ends."""
        i = self._lines[number, direction]
        line = self._network.lines[i]
        start = -(-start // 60) * 60
        timepoint = _timepoints(line)
        factor = run_time_factor(start, service, self._plans)
        arrivals = start + np.rint(line.seconds * factor).astype(np.int64)
        arrivals = np.where(timepoint, arrivals // 60 * 60, arrivals)
        arrivals = np.maximum.accumulate(arrivals)
        departures = arrivals + line.hold.astype(np.int64)
        known = bool(self._rng.random() < self._chair[number])
        count = sum(trip.line == i and trip.service == service for trip in self.trips) + 1
        self.trips.append(
            Trip(
                identity=f"{number}-{service}-{direction}-{count:03d}",
                line=i,
                service=service,
                block=block,
                wheelchair=True if known else None,
                arrivals=arrivals,
                departures=departures,
                timepoint=timepoint,
            )
        )
        return int(arrivals[-1])


def _timepoints(line: Line) -> NDArray[np.bool_]:
    at = np.arange(len(line.stops))
    marked: NDArray[np.bool_] = (at % _TIMEPOINT_EVERY == 0) | (at == at[-1]) | (line.hold > 0)
    return marked


def run_time_factor(start: int, service: str, plans: Plans) -> float:
    """Return how much longer than freely a trip takes.

    Changes of it are spread over three quarters of an hour, so that no bus overtakes another.

    Parameters
    ----------
    start
        Seconds of the service day.
    service
        Id of its days.
    plans
        Peak and evening factors.

    Returns
    -------
    float
        Share of the free run time.
    """
    peak, quiet = plans.number("peak_factor"), plans.number("evening_factor")
    if service not in ("MF", "SCH"):
        peak = 1.0
    a, b, c, d = _PEAKS_S
    early, late = _QUIET_S
    at = [early - _BLEND_S, early, a, b, b + _BLEND_S, c - _BLEND_S, c, d, late]
    value = [quiet, 1.0, peak, peak, 1.0, 1.0, peak, peak, quiet]
    return float(np.interp(start, at, value))


def _departures(periods: list[list[Any]], shift: float = 0.0) -> list[int]:
    """Return departure times, seconds; ``shift`` is a share of the headway."""
    starts = []
    for first, last, every_min in periods:
        step = every_min * 60
        begin = _seconds(first) + int(shift * step) // 60 * 60
        starts += list(range(begin, _seconds(last), step))
    return starts


def _seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60
