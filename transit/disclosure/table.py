"""Counts of people with what adds up to what: lists, two-way, nested and linked tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from transit.errors import InputError

Key = tuple[tuple[str, str], ...]
"""A cell: its category in each dimension, dimensions in order; one left out is the total over it.
``()`` is everybody."""


def key(**categories: str) -> Key:
    """Return the cell of these categories.

    Parameters
    ----------
    **categories
        Category by dimension, such as ``ward="Malpas"``.

    Returns
    -------
    tuple
        The cell's key.
    """
    return _key(categories.items())


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells that add up to the same.

    Parameters
    ----------
    left, right
        The cells; a total on the left and its parts on the right, or *before* and *gained* on the
        left and *after* and *lost* on the right.
    """

    left: tuple[Key, ...]
    right: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of people, and which of them add up.

    Parameters
    ----------
    counts
        People by cell.
    sums
        What every reader may add up.
    """

    counts: Mapping[Key, int]
    sums: tuple[Sum, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no count, and sums that do not hold."""
        for cell, count in self.counts.items():
            if isinstance(count, bool) or int(count) != count or count < 0:
                raise InputError(f"table: the count of {cell} is {count!r}, expected whole people")
        for each in self.sums:
            left, right = self._people(each.left), self._people(each.right)
            if left != right:
                raise InputError(f"table: {each.left} is {left} but its parts come to {right}")

    def _people(self, cells: tuple[Key, ...]) -> int:
        missing = [cell for cell in cells if cell not in self.counts]
        if missing:
            raise InputError(f"table: a sum names {missing[0]}, which has no count")
        return sum(self.counts[cell] for cell in cells)


def single(name: str, count: int) -> Table:
    """Return one count by itself.

    Parameters
    ----------
    name
        What is counted.
    count
        People.

    Returns
    -------
    Table
        Of one cell, ``key(count=name)``.
    """
    return Table({key(count=name): count})


def one_way(dimension: str, counts: Mapping[str, int], *, total: bool = True) -> Table:
    """Return a list of counts.

    Parameters
    ----------
    dimension
        What the list goes by, such as ``"verdict"``.
    counts
        People by category.
    total
        False where somebody may be in several of them, or the total is not told and known to
        nobody.

    Returns
    -------
    Table
        Its cells and, if asked for, the total ``()``.
    """
    if total:
        return cross([dimension], {(category,): count for category, count in counts.items()})
    return Table({((dimension, category),): count for category, count in counts.items()})


def two_way(rows: str, columns: str, counts: Mapping[tuple[str, str], int]) -> Table:
    """Return a table with row, column and grand totals.

    Parameters
    ----------
    rows, columns
        What it goes by.
    counts
        People by row and column; what is left out is nobody.

    Returns
    -------
    Table
        Its cells and totals.
    """
    return cross([rows, columns], {(row, column): n for (row, column), n in counts.items()})


def cross(dimensions: Sequence[str], counts: Mapping[tuple[str, ...], int]) -> Table:
    """Return a table by any number of dimensions, with every total.

    Parameters
    ----------
    dimensions
        What it goes by.
    counts
        People by a category of each; what is left out is nobody.

    Returns
    -------
    Table
        Its cells and all totals.
    """
    categories = [list(dict.fromkeys(each[at] for each in counts)) for at in range(len(dimensions))]
    made: dict[Key, int] = {}
    for size in range(len(dimensions) + 1):
        for kept in combinations(range(len(dimensions)), size):
            for cell in _product([categories[at] for at in kept]):
                made[_key(zip([dimensions[at] for at in kept], cell, strict=True))] = 0
            for whole, count in counts.items():
                made[_key((dimensions[at], whole[at]) for at in kept)] += count
    sums = tuple(
        Sum((cell,), tuple(_key([*cell, (name, each)]) for each in categories[at]))
        for cell in made
        for at, name in enumerate(dimensions)
        if name not in dict(cell) and categories[at]
    )
    return Table(made, sums)


def balanced(left: Mapping[Key, int], right: Mapping[Key, int]) -> Table:
    """Return cells on two sides that add up to the same.

    Parameters
    ----------
    left, right
        People by cell; a whole on one side and its parts on the other.

    Returns
    -------
    Table
        Of all of them.
    """
    return Table({**left, **right}, (Sum(tuple(left), tuple(right)),))


def nested(table: Table, dimension: str, parents: Mapping[str, str]) -> Table:
    """Return a table with further totals inside a dimension, such as districts of wards.

    Parameters
    ----------
    table
        The table.
    dimension
        The dimension with a hierarchy.
    parents
        The group of each category; a group's name is no category of the table. What has no group
        stands by itself.

    Returns
    -------
    Table
        With a cell for each group wherever the dimension occurs.
    """
    groups: dict[Key, list[Key]] = {}
    for cell in table.counts:
        at = dict(cell)
        if at.get(dimension) in parents:
            above = _key({**at, dimension: parents[at[dimension]]}.items())
            groups.setdefault(above, []).append(cell)
    if groups.keys() & table.counts.keys():
        raise InputError(f"table: a group of {dimension} has the name of one of its categories")
    counts = {above: sum(table.counts[cell] for cell in cells) for above, cells in groups.items()}
    across = [_regrouped(each, dimension, parents) for each in table.sums]
    sums = [Sum((above,), tuple(cells)) for above, cells in groups.items()]
    return Table(
        {**table.counts, **counts},
        tuple(dict.fromkeys([*table.sums, *sums, *(each for each in across if each)])),
    )


def linked(*tables: Table) -> Table:
    """Return several tables about the same people as one.

    Parameters
    ----------
    *tables
        Tables; cells of the same key are the same people.

    Returns
    -------
    Table
        All cells and sums.

    Raises
    ------
    InputError
        Two tables count the same cell differently: they are not about the same people.
    """
    counts: dict[Key, int] = {}
    for table in tables:
        for cell, count in table.counts.items():
            if counts.setdefault(cell, count) != count:
                raise InputError(
                    f"linked tables: {cell or 'everybody'} is {counts[cell]} in one and {count} in "
                    "another; give different groups of people a dimension of their own"
                )
    return Table(counts, tuple(dict.fromkeys(each for table in tables for each in table.sums)))


def _key(categories: Iterable[tuple[str, str]]) -> Key:
    return tuple(sorted(categories))


def _product(categories: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    cells: list[tuple[str, ...]] = [()]
    for each in categories:
        cells = [(*cell, category) for cell in cells for category in each]
    return cells


def _regrouped(each: Sum, dimension: str, parents: Mapping[str, str]) -> Sum | None:
    """Return a sum for a group that holds for each of its categories."""
    cells = (*each.left, *each.right)
    names = {dict(cell).get(dimension) for cell in cells}
    only = names.pop()
    if names or only is None or only not in parents:
        return None
    group = {dimension: parents[only]}
    return Sum(
        tuple(_key({**dict(cell), **group}.items()) for cell in each.left),
        tuple(_key({**dict(cell), **group}.items()) for cell in each.right),
    )
