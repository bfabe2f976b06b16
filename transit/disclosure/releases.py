"""What an earlier release gives away beside a new one: unchanged counts, and small changes."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, hstack, identity, lil_array, vstack

from transit.disclosure.problem import Problem, adding_up, most_people
from transit.disclosure.protected import Protected
from transit.disclosure.rules import DisclosureRules
from transit.disclosure.table import Key, Table
from transit.errors import InputError

_NEAR = 1e-6
"""People by which a linear programme may be off."""


def after(problem: Problem, table: Table, rules: DisclosureRules, earlier: Protected) -> Problem:
    """Add to a problem what was handed on before.

    A count that may still be what it was is taken for the same count, so that both releases tell
    of it. One that must have changed is another count, and so is the change; it stays open if it
    may be small.

    Parameters
    ----------
    problem
        The problem of the new table.
    table
        The new table.
    rules
        Its rules.
    earlier
        What was handed on before.

    Returns
    -------
    Problem
        With the earlier counts and the changes after the table's cells.
    """
    most = most_people(table, rules)
    place = {cell: at for at, cell in enumerate(table.counts)}
    known = {cell: _known(earlier, cell, most) for cell in earlier.cells}
    told, hidden = problem.told.copy(), problem.hidden.copy()
    same = _unchanged(table, earlier, known)
    columns: dict[Key, int] = {}
    fixed: list[tuple[float, float]] = []
    guarded: list[bool] = []
    changed: list[tuple[int, int]] = []
    for cell, (low, high) in known.items():
        if cell in same:
            columns[cell] = place[cell]
            told[place[cell]] = _both(told[place[cell]], (low, high))
            hidden[place[cell]] = _both(hidden[place[cell]], (low, high))
            continue
        columns[cell] = len(place) + len(fixed)
        fixed.append((low, high))
        guarded.append(earlier[cell].value is None)
        if cell in place:
            nearest = max(low - table.counts[cell], table.counts[cell] - high, 0)
            changed.append((place[cell], len(place) + len(fixed)))
            fixed.append((-most, most))
            guarded.append(nearest < rules.fewest)
    n_new = len(fixed)
    before = adding_up(earlier.sums, columns, len(place) + n_new)
    return replace(
        problem,
        adds_up=_sums(problem.adds_up, before, changed, n_new),
        told=np.vstack([told, np.array(fixed).reshape(-1, 2)]),
        hidden=np.vstack([hidden, np.array(fixed).reshape(-1, 2)]),
        must=np.append(problem.must, np.zeros(n_new, np.bool_)),
        free=np.append(problem.free, np.zeros(n_new, np.bool_)),
        guarded=np.append(problem.guarded, np.array(guarded, np.bool_)),
        people=np.append(problem.people, np.zeros(n_new)),
    )


def _known(release: Protected, cell: Key, most: float) -> tuple[float, float]:
    value = release[cell].value
    if value is not None:
        return release.rules.open_to(value)
    if cell in release.small:
        return 0, release.rules.fewest - 1
    return 0, most


def _unchanged(
    table: Table, earlier: Protected, known: Mapping[Key, tuple[float, float]]
) -> frozenset[Key]:
    """Return the cells that can all at once be what they were: as many people as the sums allow.

    Somebody must have come or gone where the earlier sums cannot hold with today's counts; the
    least of such changes are looked for.
    """
    cells = list(known)
    may_be = [low <= table.counts.get(cell, -1) <= high for cell, (low, high) in known.items()]
    today = np.array([table.counts.get(cell, 0) for cell in cells], np.float64)
    sums = adding_up(earlier.sums, {cell: at for at, cell in enumerate(cells)}, len(cells))
    one = identity(len(cells), format="csr")
    nothing = csr_array((sums.shape[0], len(cells)))
    solved = linprog(
        np.concatenate([np.zeros(len(cells)), np.tile(np.array(may_be, np.float64), 2)]),
        A_eq=csr_array(block_array([[sums, nothing, nothing], [one, -one, one]])),
        b_eq=np.concatenate([np.zeros(sums.shape[0]), today]),
        bounds=[*known.values(), *[(0, None)] * (2 * len(cells))],
    )
    if solved.x is None:
        raise InputError("earlier release: its counts do not add up; give the file as written")
    was = solved.x[: len(cells)]
    return frozenset(
        cell for at, cell in enumerate(cells) if may_be[at] and abs(was[at] - today[at]) < _NEAR
    )


def _both(mine: NDArray[np.float64], theirs: tuple[float, float]) -> tuple[float, float]:
    """Return what is known by both; by the new release alone where they contradict each other."""
    low, high = max(mine[0], theirs[0]), min(mine[1], theirs[1])
    return (low, high) if low <= high else (mine[0], mine[1])


def _sums(
    now: csr_array, before: csr_array, changed: list[tuple[int, int]], n_new: int
) -> csr_array:
    """Join what adds up now, what added up before, and each count now = before + its change."""
    differences = lil_array((len(changed), before.shape[1]))
    for row, (cell, change) in enumerate(changed):
        differences[row, cell] = 1
        differences[row, change - 1] = differences[row, change] = -1
    wider = hstack([now, csr_array((now.shape[0], n_new))])
    return csr_array(vstack([wider, before, differences]))
