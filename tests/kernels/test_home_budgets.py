"""What a way on may cost for anybody to need it, in 16 bits: never too little, hardly too much."""

import random

import numpy as np
import pytest

from transit.kernels.arrays import frozen
from transit.kernels.blocks import FAR_SMALL, Blocks
from transit.kernels.boardings import Askers, Boardings, askers_of
from transit.kernels.home_budgets import budgets_of_homes
from transit.kernels.vectors import LANES
from transit.kernels.ways import Asked

_RIDES = 2
_WIDTH = LANES
_EVENTS = 12
_CELLS = _EVENTS * _RIDES * _WIDTH
_OF_EVENT = np.array([-1, *range(_EVENTS)], np.int32)


def _homes(chance: random.Random, n: int) -> Askers:
    """Return homes with boardings, the latest first; event 0 is none of the day."""
    rows = []
    for home in range(n):
        latest = sorted((chance.randrange(3600) for _ in range(6)), reverse=True)
        events = sorted(chance.sample(range(_EVENTS + 1), 6), reverse=True)
        walk = chance.randrange(1, 900_000)
        rows += [
            (home, *each, walk + chance.randrange(99_000))
            for each in zip(latest, events, strict=True)
        ]
    table = np.array(rows, np.int64)
    none = frozen(np.zeros(len(rows), np.int64))
    return askers_of(
        Boardings(
            frozen(np.searchsorted(table[:, 0], np.arange(n + 1)), np.int64),
            frozen(table[:, 1], np.int32),
            frozen(table[:, 2], np.int32),
            frozen(table[:, 3]),
            none,
            none,
            frozen(none, np.int32),
        )
    )


def _plain(homes: Boardings, ahead: np.ndarray, first: np.ndarray, far: int) -> np.ndarray:
    """Return the budgets by their definition: what each home knows by then, less its walk."""
    known = np.full((_EVENTS, _RIDES, _WIDTH), -far, np.int64)
    for home in range(homes.first.size - 1):
        least: dict[tuple[int, int], int] = {}
        for row in range(homes.first[home], homes.first[home + 1]):
            event, walk = int(_OF_EVENT[homes.event[row]]), int(homes.burden_ms[row])
            for ride in range(_RIDES if event >= 0 else 0):
                for at in range(_WIDTH):
                    block = ride, int(first[event]) + at
                    cost = int(ahead[event, ride, at])
                    best = min(least.get(block, far), cost + walk if cost < far else far)
                    least[block] = best
                    left = far if best == far else best - walk
                    known[event, ride, at] = max(known[event, ride, at], left)
    return known


@pytest.mark.parametrize("dearest", [40_000, 3_000_000, 45_000_000])
def test_budgets_are_never_below_their_definition(dearest: int) -> None:
    """Rounding is upwards, by a few parts in 32,000 of the largest burden; no end stays no end."""
    for seed in range(8):
        chance = random.Random(seed)
        homes = _homes(chance, 5)
        costs = [chance.choice([FAR_SMALL, chance.randrange(dearest)]) for _ in range(_CELLS)]
        ahead = np.array(costs, np.int32)
        first = np.array(sorted(chance.randrange(4) for _ in range(_EVENTS)), np.int32)
        blocks = Blocks(5, _WIDTH, 6, 30, frozen(first), frozen(np.array([FAR_SMALL]), np.int32))
        moments = frozen(np.arange(30, dtype=np.int64))
        asked = Asked(moments, 0, 0, _RIDES, 1000, frozen(np.array([1000])), -1, 1, 1)
        known = np.full(ahead.size, -FAR_SMALL, np.int32)
        budgets_of_homes(homes, frozen(_OF_EVENT), ahead, asked, blocks, 1, known)
        shape = (_EVENTS, _RIDES, _WIDTH)
        exact = _plain(homes.boardings, ahead.reshape(shape), first, FAR_SMALL)
        made = known.reshape(shape).astype(np.int64)
        assert (made >= exact).all()
        unit = 2 * (dearest + 4_000_000) // 32_000 + 1
        assert (made[exact < FAR_SMALL] <= exact[exact < FAR_SMALL] + 3 * unit).all()
        assert (made[exact == FAR_SMALL] == FAR_SMALL).all()
