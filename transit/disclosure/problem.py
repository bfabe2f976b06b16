"""What a reader knows of each count, told or hidden: the problem that hiding must solve."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from transit.disclosure.rules import DisclosureRules, Zeros
from transit.disclosure.table import Key, Sum, Table


@dataclass(frozen=True, slots=True)
class Problem:
    """Counts, what is known of each if it is told or hidden, and what adds up.

    Counts that are out already, and changes between two releases, follow the table's own cells;
    they can neither be told nor hidden any more.

    Parameters
    ----------
    adds_up
        ``(n_sums, n_counts)``: every row times the counts is 0.
    told
        ``(n_counts, 2) float64`` fewest and most where it is told, people.
    hidden
        ``(n_counts, 2) float64`` the same where it is hidden.
    must
        ``(n_counts,) bool`` hidden in any case.
    free
        ``(n_counts,) bool`` may be told or hidden.
    guarded
        ``(n_counts,) bool`` must stay open though not among the cells: what was hidden in an
        earlier release, and small changes since.
    people
        ``(n_counts,) float64`` whom hiding costs.
    interval
        How far apart the possible values of what is hidden must be, people.
    """

    adds_up: csr_array
    told: NDArray[np.float64]
    hidden: NDArray[np.float64]
    must: NDArray[np.bool_]
    free: NDArray[np.bool_]
    guarded: NDArray[np.bool_]
    people: NDArray[np.float64]
    interval: int


def small_cells(table: Table, rules: DisclosureRules) -> frozenset[Key]:
    """Return the cells that are hidden for their own sake.

    Parameters
    ----------
    table
        The table.
    rules
        The rules.

    Returns
    -------
    frozenset
        Counts under the threshold; noughts as the rules say.
    """
    small = {cell for cell, count in table.counts.items() if 0 < count < rules.fewest}
    if rules.zeros is Zeros.HIDDEN:
        small |= {cell for cell, count in table.counts.items() if count == 0}
    if rules.zeros is Zeros.FULL:
        small |= _beside_full(table)
    return frozenset(small)


def problem_of(table: Table, rules: DisclosureRules, only_small: bool) -> Problem:
    """Return the problem of hiding enough of a table.

    Parameters
    ----------
    table
        The table.
    rules
        The rules.
    only_small
        Whether readers are told that whatever is hidden is under the threshold.

    Returns
    -------
    Problem
        The table's cells in order.
    """
    small = small_cells(table, rules)
    cells = list(table.counts)
    least = 0 if any(table.counts[cell] == 0 for cell in small) else 1
    most = most_people(table, rules)
    told = [_told(table.counts[cell], rules) for cell in cells]
    bounds = (least, rules.fewest - 1) if only_small else (0, most)
    hidden = [bounds for _ in cells]
    return Problem(
        adds_up=adding_up(table.sums, {cell: at for at, cell in enumerate(cells)}, len(cells)),
        told=np.array(told, np.float64).reshape(-1, 2),
        hidden=np.array(hidden, np.float64).reshape(-1, 2),
        must=np.array([cell in small for cell in cells], np.bool_),
        free=np.full(len(cells), not only_small),
        guarded=np.zeros(len(cells), np.bool_),
        people=np.array([table.counts[cell] for cell in cells], np.float64),
        interval=rules.interval,
    )


def adding_up(sums: tuple[Sum, ...], at: Mapping[Key, int], n_counts: int) -> csr_array:
    """Return what adds up as a matrix.

    Parameters
    ----------
    sums
        The sums.
    at
        Column of each cell.
    n_counts
        Columns.

    Returns
    -------
    csr_array
        ``(n_sums, n_counts)``: 1 on the left, -1 on the right.
    """
    entries = [
        (row, at[cell], sign)
        for row, each in enumerate(sums)
        for sign, side in ((1.0, each.left), (-1.0, each.right))
        for cell in side
    ]
    rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((signs, (rows, columns)), shape=(len(sums), n_counts), dtype=np.float64)


def _told(count: int, rules: DisclosureRules) -> tuple[int, int]:
    """Return what is known of a count when it is told; as it is where it may not be."""
    if 0 < count < rules.fewest:
        return count, count
    return rules.open_to(rules.rounded(count))


def most_people(table: Table, rules: DisclosureRules) -> float:
    """Return more people than a reader need ever think of in one cell.

    Parameters
    ----------
    table
        The table.
    rules
        The rules.

    Returns
    -------
    float
        People.
    """
    return 2.0 * max(table.counts.values(), default=0) + 10.0 * (rules.fewest + rules.base)


def _beside_full(table: Table) -> set[Key]:
    found: set[Key] = set()
    for each in table.sums:
        parts = [cell for cell in each.right if table.counts[cell]]
        if len(each.left) == 1 and len(parts) == 1 and len(each.right) > 1:
            found |= set(each.right) - set(parts)
    return found
