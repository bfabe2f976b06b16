"""Sixteen numbers at a time give what one at a time gives, and touch nothing beside them."""

from typing import Any

import numpy as np
import pytest
from numba import njit

from transit.kernels.vectors import LANES, largest, lift_some, lower_some, pass_on


@njit
def _lowered(rows, row, others, other, more):  # type: ignore[no-untyped-def]
    lower_some(rows, np.uintp(row), others, np.uintp(other), more)


@njit
def _lifted(rows, row, others, other, more):  # type: ignore[no-untyped-def]
    lift_some(rows, np.uintp(row), others, np.uintp(other), more)


@njit
def _passed(known, own, ahead, other, budget, up, down):  # type: ignore[no-untyped-def]
    pass_on(known, np.uintp(own), ahead, np.uintp(other), budget, up, down)


@njit
def _largest(rows, row, size):  # type: ignore[no-untyped-def]
    return largest(rows, np.uintp(row), np.uintp(size))


def _some(seed: int, kind: Any) -> Any:
    return np.random.default_rng(seed).integers(-9_000, 9_000, 60).astype(kind)


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
def test_rows_are_those_of_numpy(kind: Any) -> None:
    """Lowered, raised and passed on as numpy does it, from any place in an array."""
    for seed in range(20):
        rows, others, budget = (_some(3 * seed + at, kind) for at in range(3))
        row, other = seed % 40, (7 * seed) % 40
        own, source = slice(row, row + LANES), slice(other, other + LANES)
        more, less = kind(seed * 50), kind(seed * 30)
        for kernel, pick in ((_lowered, np.minimum), (_lifted, np.maximum)):
            made, expected = rows.copy(), rows.copy()
            kernel(made, row, others, other, more)
            expected[own] = pick(rows[own], others[source] + more)
            np.testing.assert_array_equal(made, expected)
        known, given = rows.copy(), budget.copy()
        _passed(known, row, others, other, given, more, less)
        known_there, given_there = rows.copy(), budget.copy()
        known_there[own] = np.minimum(rows[own], others[source] + more)
        given_there[source] = np.maximum(budget[source], known_there[own] - less)
        np.testing.assert_array_equal(known, known_there)
        np.testing.assert_array_equal(given, given_there)


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
def test_largest_of_any_length(kind: Any) -> None:
    """From sixteen on, also where the length is no multiple of it: no number beside them counts."""
    for size in range(LANES, 45):
        rows = _some(size, kind)
        assert _largest(rows, size % 15, size) == rows[size % 15 : size % 15 + size].max()
