"""An attack on a table that is to be handed on: what can be worked out of its hidden cells.

It knows what a reader knows, and no more: the figures, the words, the rules, and what adds up to
what. It shares no code with the choice of what to hide.
"""

from collections.abc import Mapping
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from transit.disclosure.protected import Protected
from transit.disclosure.rules import Zeros
from transit.disclosure.table import Key
from transit.errors import InputError


def attack(
    release: Protected, *, noughts_possible: bool = True, unchanged_since: Protected | None = None
) -> Mapping[Key, tuple[float, float]]:
    """Work out what every hidden count may be.

    Parameters
    ----------
    release
        The table as it is handed on.
    noughts_possible
        False where the attacker has reason to believe that no hidden count is nobody.
    unchanged_since
        An earlier release whose counts the attacker takes to be the same.

    Returns
    -------
    mapping
        Fewest and most people of each hidden cell, whole numbers; ``inf`` where there is no end.

    Raises
    ------
    InputError
        No counts agree with what is told: the attacker's belief cannot be true.
    """
    cells = list(dict.fromkeys([*release.cells, *(unchanged_since or release).cells]))
    at = {cell: place for place, cell in enumerate(cells)}
    low, high = np.zeros(len(cells)), np.full(len(cells), np.inf)
    for each in (release, unchanged_since):
        if each is not None:
            _learn(each, at, low, high, noughts_possible)
    sums = dict.fromkeys([*release.sums, *(unchanged_since.sums if unchanged_since else ())])
    matrix = lil_array((len(sums), len(cells)))
    for row, line in enumerate(sums):
        for sign, side in ((1, line.left), (-1, line.right)):
            for cell in side:
                matrix[row, at[cell]] += sign
    known = LinearConstraint(matrix.tocsr(), 0, 0) if sums else None
    return {
        cell: _extent(at[cell], low, high, known)
        for cell, told in release.cells.items()
        if told.value is None
    }


def _learn(
    release: Protected,
    at: Mapping[Key, int],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    noughts_possible: bool,
) -> None:
    """Narrow what each count may be by what one release says of it."""
    rules = release.rules
    nobody = 0 if noughts_possible or rules.zeros is Zeros.HIDDEN else 1
    for cell, told in release.cells.items():
        if told.value is not None:
            least, most = _figure(told.value, rules.base, rules.fewest)
        elif cell in release.small:
            least, most = nobody, rules.fewest - 1.0
        else:
            least, most = 0, inf
        low[at[cell]] = max(low[at[cell]], least)
        high[at[cell]] = min(high[at[cell]], most)


def _figure(value: int, base: int, fewest: int) -> tuple[int, float]:
    """Return which counts round to a figure, by trying them."""
    if value == 0:
        return 0, 0
    near = [
        count
        for count in range(max(value - base, fewest), value + base + 1)
        if (2 * count + base) // (2 * base) * base == value
    ]
    return min(near), max(near)


def _extent(
    cell: int, low: NDArray[np.float64], high: NDArray[np.float64], known: LinearConstraint | None
) -> tuple[float, float]:
    aim = np.zeros(low.size)
    ends = []
    for sign in (0.0, 1.0, -1.0):
        aim[cell] = sign
        found = milp(
            aim, constraints=known, integrality=np.ones(low.size), bounds=Bounds(low, high)
        )
        if found.x is None and sign == 0:
            raise InputError("attack: no counts agree with what is told")
        ends.append(inf if found.x is None else float(round(found.x[cell])))
    return ends[1], ends[2]
