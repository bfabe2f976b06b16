"""Published dial-a-ride problems, as Cordeau, Laporte and Ropke write them."""

import re
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.fleet.problem import Call, Matrix, Problem, Request, RunPrice, RunVehicle
from transit.model.vehicles import Layout

TICKS: Final = 1_000_000
"""Whole units a minute, and a unit of distance: coordinates have three digits, distances are
square roots, so that a plan of 300 legs is right to 0.00015 units."""


_HEAD: Final = ("the number of vehicles", "of stops", "longest run", "capacity", "longest ride")
_AT_LEAST_ONE: Final = (_HEAD[0], _HEAD[3])
_LARGEST: Final = 1e6
_COLUMNS: Final = 7
_PLACE, _SERVICE, _LOAD, _FIRST, _LAST = slice(1, 3), 3, 4, 5, 6


def parse_published(text: str, name: str) -> Problem:
    """Read a problem: a line of vehicles, stops, longest run, capacity, longest ride; then stops.

    A stop is id, x, y, service, load, earliest, latest; the depot comes first, and may come again
    last, elsewhere too: there runs end. Times are minutes, and a unit of distance takes one.
    Numbers may be parted by spaces, tabs, commas or semicolons; what follows ``#`` is passed over.
    The number of stops is not looked at: some files count requests, some stops, some the depots
    too. A longest run or ride of 0 is no limit.

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
    head, stops = _numbers(text, name)
    n_vehicles, _, longest, capacity, ride = head
    n_requests = (len(stops) - 1) // 2
    picks, drops = slice(1, n_requests + 1), slice(n_requests + 1, 2 * n_requests + 1)
    _look_at(head, stops, name)
    ticks = _ticks(np.hypot(*(stops[:, None, _PLACE] - stops[None, :, _PLACE]).transpose(2, 0, 1)))
    calls = [
        Call(at, *(int(value) for value in _ticks(row[[_FIRST, _LAST, _SERVICE]])))
        for at, row in enumerate(stops)
    ]
    start, end = calls[0], calls[-1 if len(stops) > 2 * n_requests + 1 else 0]
    day = int(_ticks(stops[:, _LAST].max()))
    requests = tuple(
        Request(
            id=str(at),
            pick_up=pick_up,
            drop_off=drop_off,
            ride_limit_s=int(_ticks(ride)) or day,
            seats=int(stops[at, _LOAD]),
        )
        for at, (pick_up, drop_off) in enumerate(zip(calls[picks], calls[drops], strict=True), 1)
    )
    vehicles = tuple(
        RunVehicle(
            id=str(number + 1),
            layouts=(Layout(int(capacity), 0),),
            start=start.place,
            end=end.place,
            from_s=start.from_s,
            to_s=end.to_s,
            longest_s=int(_ticks(longest)) or day,
            price=RunPrice(metre=1),
        )
        for number in range(int(n_vehicles))
    )
    return Problem(requests, vehicles, Matrix(ticks, ticks))


def _numbers(text: str, name: str) -> tuple[list[float], NDArray[np.float64]]:
    """Return the numbers of the first line, and those of all others, one row each."""
    try:
        head, *rows = [[float(word) for word in words] for words in _lines(text)]
        stops = np.array(rows, np.float64).reshape(-1, _COLUMNS)
        if len(head) != len(_HEAD) or any(len(row) != _COLUMNS for row in rows):
            raise ValueError
    except ValueError as fault:
        raise InputError(
            f"{name} is not a published dial-a-ride problem: its first line has five numbers, "
            "each other line seven"
        ) from fault
    return head, stops


def _look_at(head: list[float], stops: NDArray[np.float64], name: str) -> None:
    """Refuse numbers that mean nothing."""
    if not (np.isfinite(head).all() and np.isfinite(stops).all()):
        raise InputError(f"{name}: a number is none, or endless")
    if np.abs(stops).max(initial=0) > _LARGEST or max(map(abs, head)) > _LARGEST:
        raise InputError(f"{name}: a number is beyond {_LARGEST:,.0f}")
    for what, value in zip(_HEAD, head, strict=True):
        if value < 0 or (what in _AT_LEAST_ONE and value < 1):
            raise InputError(f"{name}: {what} is {value:g}")
    n_requests = (len(stops) - 1) // 2
    ids = np.arange(2 * n_requests + 1)
    if n_requests < 1 or not np.array_equal(stops[: len(ids), 0], ids):
        raise InputError(f"{name}: stops must be numbered from 0, pick-ups before drop-offs")
    picked = stops[1 : n_requests + 1, _LOAD]
    if (picked < 0).any() or (picked != -stops[n_requests + 1 : len(ids), _LOAD]).any():
        raise InputError(f"{name}: at each drop-off as many must get off as got on at its pick-up")
    if (stops[:, _FIRST] > stops[:, _LAST]).any() or (stops[:, _SERVICE] < 0).any():
        raise InputError(f"{name}: a window ends before it begins, or service takes less than 0")


def _lines(text: str) -> list[list[str]]:
    """Return the words of the lines that say something."""
    plain = (line.partition("#")[0] for line in text.removeprefix("\ufeff").splitlines())
    parted = (re.sub(r"[,;]", " ", line).split() for line in plain)
    return [words for words in parted if words]


def _ticks(values: Any) -> NDArray[np.int64]:
    """Return minutes or distances in ticks, rounded to the nearest."""
    return np.asarray(np.rint(np.asarray(values) * TICKS), np.int64)
