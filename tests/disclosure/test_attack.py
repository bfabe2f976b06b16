"""Nothing hidden can be worked out: attacks on random tables, and brute force on small ones."""

from collections.abc import Iterable
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transit.disclosure import (
    Audience,
    Key,
    Protected,
    Sum,
    Table,
    attack,
    cross,
    disclosure_rules,
    key,
    linked,
    nested,
    protect,
    two_way,
)
from transit.disclosure.problem import most_people, small_cells
from transit.disclosure.protected import told_cell
from transit.disclosure.releases import _known, _unchanged
from transit.errors import InputError
from transit.read.parameters import read_parameters

RULES = read_parameters()
COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 60))


def table_of(counts: list[int], rows: int) -> Table:
    """Return a two-way table of these counts."""
    columns = len(counts) // rows
    cells = product([f"r{n}" for n in range(rows)], [f"c{n}" for n in range(columns)])
    return two_way("row", "column", dict(zip(cells, counts, strict=False)))


def holds(table: Table, told: Protected) -> None:
    """Assert that what is told is true, that nothing small is told, and that the attack fails."""
    small = small_cells(table, told.rules)
    for cell, count in table.counts.items():
        value = told[cell].value
        if value is not None:
            assert cell not in small
            low, high = told.rules.open_to(value)
            assert low <= count <= high
    no_nought_hidden = all(count or told[cell].value == 0 for cell, count in table.counts.items())
    for cell, (low, high) in attack(told, noughts_possible=not no_nought_hidden).items():
        assert low <= table.counts[cell] <= high
        assert high - low >= told.rules.interval


@given(
    st.integers(1, 4).flatmap(
        lambda rows: st.tuples(
            st.just(rows), st.lists(COUNTS, min_size=2 * rows, max_size=4 * rows)
        )
    ),
    st.sampled_from(Audience),
)
@settings(max_examples=40, deadline=None)
def test_no_two_way_table_gives_a_hidden_count_away(
    shape: tuple[int, list[int]], audience: Audience
) -> None:
    """Whatever the counts, the attack leaves each hidden one open by the interval."""
    rows, counts = shape
    table = table_of(counts[: len(counts) // rows * rows], rows)
    holds(table, protect(table, audience, RULES))


@given(st.lists(COUNTS, min_size=12, max_size=12), st.sampled_from(Audience))
@settings(max_examples=15, deadline=None)
def test_no_linked_and_nested_tables_give_a_hidden_count_away(
    counts: list[int], audience: Audience
) -> None:
    """Three dimensions, two of them told against each other, wards within districts."""
    cells = list(product(("w0", "w1", "w2"), ("now", "none"), ("young", "old")))
    by_ward: dict[tuple[str, ...], int] = {}
    by_age: dict[tuple[str, ...], int] = {}
    for (ward, verdict, age), count in zip(cells, counts, strict=True):
        by_ward[ward, verdict] = by_ward.get((ward, verdict), 0) + count
        by_age[age, verdict] = by_age.get((age, verdict), 0) + count
    table = linked(
        nested(cross(["ward", "verdict"], by_ward), "ward", {"w0": "d", "w1": "d"}),
        cross(["age", "verdict"], by_age),
    )
    holds(table, protect(table, audience, RULES))


@given(
    st.lists(st.integers(0, 30), min_size=6, max_size=6),
    st.lists(st.integers(-3, 3), min_size=6, max_size=6),
    st.sampled_from(Audience),
)
@settings(max_examples=15, deadline=None)
def test_two_releases_together_give_no_hidden_count_away(
    counts: list[int], changes: list[int], audience: Audience
) -> None:
    """Nothing changed: knowing that does not help. Some did: nor does it help to know which may."""
    before = protect(table_of(counts, 2), audience, RULES)
    same = protect(table_of(counts, 2), audience, RULES, before)
    for low, high in attack(same, unchanged_since=before).values():
        assert high - low >= same.rules.interval
    changed = table_of([max(n + d, 0) for n, d in zip(counts, changes, strict=True)], 2)
    now = protect(changed, audience, RULES, before)
    holds(changed, now)
    aside = _aside(before, set(changed.counts) - _may_be_the_same(changed, before))
    for release, other in ((now, aside), (aside, now)):
        for cell, (low, high) in attack(release, unchanged_since=other).items():
            # What either release tells by itself is out.
            is_out = cell in other.cells and other[cell].value is not None
            assert is_out or high - low >= now.rules.interval


def _may_be_the_same(table: Table, before: Protected) -> frozenset[Key]:
    """Return what a reader of both releases is guarded against taking for unchanged."""
    most = most_people(table, before.rules)
    return _unchanged(table, before, {cell: _known(before, cell, most) for cell in before.cells})


def _aside(release: Protected, changed: set[Key]) -> Protected:
    """Return a release with what has changed since under other names."""

    def named(cells: Iterable[Key]) -> tuple[Key, ...]:
        return tuple((*cell, ("when", "before")) if cell in changed else cell for cell in cells)

    return Protected(
        release.rules,
        dict(zip(named(release.cells), release.cells.values(), strict=True)),
        tuple(Sum(named(each.left), named(each.right)) for each in release.sums),
        frozenset(named(release.small)),
    )


def test_hidden_people_are_the_fewest_by_brute_force() -> None:
    """On a few random tables no smaller choice of cells withstands the attack."""
    rng = np.random.default_rng(7)
    tried = 0
    for _ in range(12):
        table = table_of([int(n) for n in rng.integers(0, 14, 4)], 2)
        told = protect(table, Audience.INSIDE, RULES)
        if told.small:
            continue
        hidden = {cell for cell in told.cells if told[cell].value is None}
        assert _people(table, hidden) == _fewest_by_trying(table)
        tried += 1
    assert tried >= 4


def test_the_attack_finds_what_is_badly_hidden() -> None:
    """One hidden cell of a row with its total told is worked out to the person."""
    table = table_of([3, 20, 30, 40], 2)
    rules = disclosure_rules(Audience.INSIDE, RULES)
    hidden = {key(row="r0", column="c0")}
    assert attack(_release(table, hidden))[key(row="r0", column="c0")] == (3, 3)
    assert rules.interval > 0


def test_the_attack_says_when_a_belief_cannot_be_true() -> None:
    """A reader who thinks that 20 of before are the 30 of now is told that they are not."""
    now, before = table_of([30, 30], 1), table_of([20, 20], 1)
    with pytest.raises(InputError, match="no counts agree"):
        attack(_release(now, {key(row="r0", column="c0")}), unchanged_since=_release(before, set()))


def _release(table: Table, hidden: set[Key]) -> Protected:
    rules = disclosure_rules(Audience.INSIDE, RULES)
    cells = {
        cell: told_cell(None if cell in hidden else count, rules, False)
        for cell, count in table.counts.items()
    }
    return Protected(rules, cells, table.sums, frozenset())


def _fewest_by_trying(table: Table) -> int:
    rules = disclosure_rules(Audience.INSIDE, RULES)
    small = small_cells(table, rules)
    others = [cell for cell in table.counts if cell not in small]
    choices = [
        small | set(more) for size in range(len(others) + 1) for more in combinations(others, size)
    ]
    for hidden in sorted(choices, key=lambda cells: (_people(table, cells), len(cells))):
        found = attack(_release(table, set(hidden)))
        if all(high - low >= rules.interval for low, high in found.values()):
            return _people(table, hidden)
    raise AssertionError("hiding everything is safe")


def _people(table: Table, cells: set[Key] | frozenset[Key]) -> int:
    return sum(table.counts[cell] for cell in cells)
