"""Every walk that no other beats, against plain Python that compares each with each."""

import random

import numpy as np
import pytest

from transit.kernels.arrays import IMPASSABLE, ArcCosts, WalkArrays, frozen
from transit.kernels.walk import (
    CORNER,
    NO_REST,
    SINCE,
    WalkSources,
    arcs_to,
    make_scratch,
    search_walks,
)

Way = tuple[int, int, int, int]
"""Burden, time, length and length since the last seat."""

N = 9


def random_town(chance: random.Random) -> tuple[WalkArrays, ArcCosts]:
    """Return corners joined at random by arcs that cost little, some nothing."""
    pairs = sorted((chance.randrange(N), chance.randrange(N)) for _ in range(3 * N))
    heads = [head for _, head in pairs]
    first = np.searchsorted([tail for tail, _ in pairs], np.arange(N + 1))
    burdens = [chance.choice([*range(6), IMPASSABLE]) for _ in pairs]
    times, lengths = ([chance.randrange(4) for _ in pairs] for _ in range(2))
    seats = [chance.random() < 0.3 for _ in range(N)]
    arcs = np.arange(len(pairs))
    return (
        WalkArrays(
            frozen(first, np.int32), frozen(np.array(heads), np.int32), frozen(arcs, np.int32),
            frozen(np.ones(arcs.size), np.bool_),
        ),
        ArcCosts(
            *(frozen(np.array(each), np.int32) for each in (burdens, times, lengths)),
            frozen(np.array(seats), np.bool_),
        ),
    )  # fmt: skip


def walked(way: Way, costs: ArcCosts, arc: int, corner: int, limit: int, rest: int) -> Way | None:
    """Return a way with one more arc, None where it may not be walked."""
    step = int(costs.burden_ms[arc]), int(costs.time_ms[arc]), int(costs.length_mm[arc])
    burden, time, length = (a + b for a, b in zip(way, step, strict=False))
    since = way[3] + step[2] if rest != NO_REST else 0
    if step[0] == IMPASSABLE or length > limit or (rest != NO_REST and since > rest):
        return None
    return burden, time, length, 0 if costs.seat[corner] else since


def every_way(
    town: tuple[WalkArrays, ArcCosts], starts: dict[int, Way], limit: int, rest: int
) -> dict[int, set[Way]]:
    """Return the ways to each corner that no other beats."""
    arrays, costs = town
    best: dict[int, set[Way]] = {corner: {way} for corner, way in starts.items()}
    queue = list(starts.items())
    while queue:
        corner, way = queue.pop()
        for arc in range(arrays.first_arc[corner], arrays.first_arc[corner + 1]):
            other = int(arrays.arc_head[arc])
            new = walked(way, costs, arc, other, limit, rest)
            known = best.setdefault(other, set())
            if new is None or any(np.less_equal(each, new).all() for each in known):
                continue
            best[other] = {each for each in known if not np.less_equal(new, each).all()} | {new}
            queue.append((other, new))
    return {corner: ways for corner, ways in best.items() if ways}


@pytest.mark.parametrize("rest", [NO_REST, 3])
def test_they_are_what_comparing_all_finds(rest: int) -> None:
    """In thirty towns, with arcs that cost nothing and ways alike; each adds up from its arcs."""
    chance = random.Random(rest)
    scratch = make_scratch(N)
    several = 0
    for _ in range(30):
        town = random_town(chance)
        limit = chance.randrange(3, 12)
        starts = {at: (chance.randrange(3), at % 2, 1) for at in chance.sample(range(N), 2)}
        sources = WalkSources(
            frozen(np.array([*starts]), np.int32),
            *(frozen(np.array(each), np.int64) for each in zip(*starts.values(), strict=True)),
        )
        labels, scratch = search_walks(*town, scratch, sources, limit, rest)
        begun = {
            at: (*way, 0 if rest == NO_REST or town[1].seat[at] else 1)
            for at, way in starts.items()
        }
        kept = labels[labels[:, CORNER] >= 0]
        found: dict[int, set[Way]] = {}
        for label in kept.tolist():
            found.setdefault(label[CORNER], set()).add(tuple(label[: SINCE + 1]))
        assert found == every_way(town, begun, limit, rest)
        assert len(kept) == sum(map(len, found.values()))
        for row in np.flatnonzero(labels[:, CORNER] >= 0).tolist():
            arcs, source = arcs_to(labels, row)
            way = begun[[*starts][source]]
            for arc in arcs.tolist():
                way = walked(way, town[1], arc, int(town[0].arc_head[arc]), limit, rest)
            assert way == tuple(labels[row, : SINCE + 1])
        several += max(map(len, found.values())) > 2
    assert several > 5
