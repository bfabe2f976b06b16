"""Random numbers that are the same everywhere: SplitMix64 (Steele, Lea, Flood 2014)."""

import numpy as np
from numpy.typing import NDArray

from transit.kernels.leaf import leaf


@leaf
def draw_unit(chance: NDArray[np.uint64]) -> float:
    """Draw a number from 0 up to, but not including, 1.

    Parameters
    ----------
    chance
        ``(1,) uint64`` the state, changed.

    Returns
    -------
    float
        The number.
    """
    chance[0] += np.uint64(0x9E3779B97F4A7C15)
    mixed = chance[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return float(np.float64(mixed >> np.uint64(11)) / 9007199254740992.0)


@leaf
def draw_below(chance: NDArray[np.uint64], end: int) -> int:
    """Draw a whole number from 0 up to, but not including, an end.

    Parameters
    ----------
    chance
        ``(1,) uint64`` the state, changed.
    end
        The end, above 0.

    Returns
    -------
    int
        The number.
    """
    return int(draw_unit(chance) * end)
