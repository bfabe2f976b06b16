"""Cells that hang together by sums, apart from those that do not: each part is hidden by itself."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from transit.disclosure.protected import Protected
from transit.disclosure.table import Key, Sum, Table


def apart(table: Table, earlier: Protected | None) -> Iterator[tuple[Table, Protected | None]]:
    """Take a table apart into cells that hang together.

    Parameters
    ----------
    table
        The table.
    earlier
        What was handed on before: its sums bind cells together too.

    Yields
    ------
    tuple
        A part of the table, and what was handed on before of it; None where nothing was.
    """
    cells = list(dict.fromkeys([*table.counts, *(earlier.cells if earlier else ())]))
    at = {cell: place for place, cell in enumerate(cells)}
    sums = [*table.sums, *(earlier.sums if earlier else ())]
    part_of = _parts([[at[cell] for cell in (*each.left, *each.right)] for each in sums], len(at))
    now: dict[int, list[Key]] = {}
    before: dict[int, list[Key]] = {}
    for cell, part in zip(cells, part_of, strict=True):
        if cell in table.counts:
            now.setdefault(part, []).append(cell)
        if earlier is not None and cell in earlier.cells:
            before.setdefault(part, []).append(cell)

    def of(given: tuple[Sum, ...], part: int) -> tuple[Sum, ...]:
        return tuple(each for each in given if part_of[at[(*each.left, *each.right)[0]]] == part)

    for part, own in now.items():
        counts = {cell: table.counts[cell] for cell in own}
        released = None
        if earlier is not None and part in before:
            told = {cell: earlier.cells[cell] for cell in before[part]}
            small = earlier.small & told.keys()
            released = Protected(earlier.rules, told, of(earlier.sums, part), small)
        yield Table(counts, of(table.sums, part)), released


def _parts(groups: list[list[int]], n_cells: int) -> list[int]:
    """Return the number of the part that each cell is in."""
    pairs = [(group[0], cell) for group in groups for cell in group]
    ends = np.array(pairs, np.int64).reshape(-1, 2).T
    links = csr_array((np.ones(ends.shape[1]), ends), shape=(n_cells, n_cells))
    labels: list[int] = connected_components(links, directed=False)[1].tolist()
    return labels
