"""What is sound of given runs: a search may begin there, or a person be moved."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from transit.fleet.arrays import pack
from transit.fleet.fixed import GivenRun, node_of
from transit.fleet.plan import Action, Run, RunStop
from transit.fleet.problem import Problem
from transit.kernels.dial_a_ride import cost_of, is_on_time, is_seated, set_times
from transit.kernels.dial_a_ride_arrays import Rides


def timed_runs(problem: Problem, runs: Iterable[GivenRun]) -> Iterator[Run]:
    """Set the times of given orders of stops: as short as can be, with no needless waits.

    Parameters
    ----------
    problem
        The problem.
    runs
        Runs, each by itself.

    Yields
    ------
    Run
        Those that are sound.
    """
    packed = pack(problem)
    rides, n_requests = packed.rides, len(problem.requests)
    for run in runs:
        order = [node_of(stop, n_requests) for stop in run.stops]
        kind = int(rides.kind_of[packed.vehicles.index(run.vehicle)])
        if not _is_sound(rides, kind, order):
            continue
        row = _with_depots(rides, kind, order)
        begin, place = np.zeros(row.size, np.int64), np.zeros(n_requests, np.int64)
        set_times(rides, kind, row, begin, place)
        stops = tuple(
            RunStop(stop.request, stop.action, int(at))
            for stop, at in zip(run.stops, begin[1:-1], strict=True)
        )
        cost = cost_of(rides, kind, row, row.size, np.zeros(row.size, np.int64))
        yield Run(run.vehicle, int(begin[0]), int(begin[-1]), stops, int(cost))


def sound_runs(problem: Problem, runs: Iterable[GivenRun]) -> tuple[Run, ...]:
    """Return given runs without whoever makes them unsound.

    Off comes somebody without whom the run is sound, or else whoever gets on last, until it is.

    Parameters
    ----------
    problem
        The problem.
    runs
        Runs; several of one vehicle become one.

    Returns
    -------
    tuple of Run
        Orders of stops for :func:`~transit.fleet.solve.solve` to begin with; times and costs mean
        nothing.
    """
    packed = pack(problem)
    rides, n_requests = packed.rides, len(problem.requests)
    of_vehicle: dict[int, list[int]] = {}
    for run in runs:
        nodes = [node_of(stop, n_requests) for stop in run.stops]
        of_vehicle.setdefault(run.vehicle, []).extend(nodes)
    placed: set[int] = set()
    made = []
    for vehicle, given in of_vehicle.items():
        kind = int(rides.kind_of[packed.vehicles.index(vehicle)])
        order = _sound(rides, kind, [node for node in given if node % n_requests not in placed])
        placed.update(node % n_requests for node in order)
        stops = tuple(
            RunStop(node % n_requests, Action.PICK_UP if node < n_requests else Action.DROP_OFF, 0)
            for node in order
        )
        if stops:
            made.append(Run(vehicle, 0, 0, stops, 0))
    return tuple(made)


def _sound(rides: Rides, kind: int, order: list[int]) -> list[int]:
    n_requests = rides.ride_limit.size
    while order and not _is_sound(rides, kind, order):
        riders = list(dict.fromkeys(node % n_requests for node in order))
        without = [[node for node in order if node % n_requests != rider] for rider in riders]
        order = next((each for each in without if _is_sound(rides, kind, each)), without[-1])
    return order


def _is_sound(rides: Rides, kind: int, order: list[int]) -> bool:
    n_requests = rides.ride_limit.size
    picks = [node for node in order if node < n_requests]
    drops = [node - n_requests for node in order if node >= n_requests]
    once = len(set(picks)) == len(picks) and sorted(picks) == sorted(drops)
    if not once or any(order.index(at) > order.index(at + n_requests) for at in picks):
        return False
    row = _with_depots(rides, kind, order)
    begin, place = np.zeros(row.size, np.int64), np.zeros(n_requests, np.int64)
    seated = is_seated(rides, kind, row, row.size)
    return bool(seated and is_on_time(rides, kind, row, row.size, begin, place))


def _with_depots(rides: Rides, kind: int, order: list[int]) -> NDArray[np.int64]:
    start = 2 * rides.ride_limit.size + 2 * kind
    return np.array([start, *order, start + 1], np.int64)
