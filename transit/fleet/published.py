"""Published dial-a-ride problems, as Cordeau, Laporte and Ropke write them."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.fleet.problem import Call, Matrix, Problem, Request, RunPrice, RunVehicle
from transit.model.vehicles import Layout

TICKS: Final = 1_000_000
"""Whole units a minute, and a unit of distance: coordinates have three digits, distances are
square roots, so that a plan of 300 legs is right to 0.00015 units."""


def parse_published(text: str, name: str) -> Problem:
    """Read a problem: a line of vehicles, stops, longest run, capacity, longest ride; then stops.

    A stop is id, x, y, service, load, earliest, latest; the depot comes first and may come again
    last. Times are minutes, and a unit of distance takes one.

    Parameters
    ----------
    text
        Content of the file.
    name
        What it is called in messages.

    Returns
    -------
    Problem
        In ticks instead of seconds and metres; what a plan costs is its distance.

    Raises
    ------
    InputError
        It is not of this form.
    """
    try:
        head, *rows = [[float(word) for word in line.split()] for line in _lines(text)]
        n_vehicles, _, longest, capacity, ride = head
        stops = np.array(rows, np.float64).reshape(-1, 7)
    except ValueError as fault:
        raise InputError(
            f"{name} is not a published dial-a-ride problem: its first line has five numbers, "
            "each other line seven"
        ) from fault
    n_requests = (len(stops) - 1) // 2
    if n_requests < 1 or not np.array_equal(stops[:, 0][: 2 * n_requests + 1], _ids(n_requests)):
        raise InputError(f"{name}: stops must be numbered from 0, pick-ups before drop-offs")
    ticks = _ticks(np.hypot(*(stops[:, None, 1:3] - stops[None, :, 1:3]).transpose(2, 0, 1)))
    calls = [
        Call(at, *(int(value) for value in _ticks(row[[5, 6, 3]]))) for at, row in enumerate(stops)
    ]
    depot = calls[0]
    requests = tuple(
        Request(
            id=str(at),
            pick_up=calls[at],
            drop_off=calls[n_requests + at],
            ride_limit_s=int(_ticks(ride)),
            seats=int(stops[at, 4]),
        )
        for at in range(1, n_requests + 1)
    )
    vehicles = tuple(
        RunVehicle(
            id=str(number + 1),
            layouts=(Layout(int(capacity), 0),),
            start=0,
            end=0,
            from_s=depot.from_s,
            to_s=depot.to_s,
            longest_s=int(_ticks(longest)),
            price=RunPrice(metre=1),
        )
        for number in range(int(n_vehicles))
    )
    return Problem(requests, vehicles, Matrix(ticks, ticks))


def _lines(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line for line in text.splitlines() if line.strip()]


def _ids(n_requests: int) -> NDArray[np.int64]:
    """Return the ids that stops must have."""
    return np.arange(2 * n_requests + 1)


def _ticks(values: Any) -> NDArray[np.int64]:
    """Return minutes or distances in ticks, rounded to the nearest."""
    return np.asarray(np.rint(np.asarray(values) * TICKS), np.int64)
