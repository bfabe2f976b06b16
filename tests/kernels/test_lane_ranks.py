"""Ranks counted from runs of moments, and homes joined to what is the answer at their stops."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from transit.kernels.lane_ends import FAR, Windows, cut
from transit.kernels.lane_joined import NO_WALK, StopChanges, rank_joined
from transit.kernels.lane_ranks import make_room, rank_runs, step_of
from transit.kernels.lane_runs import lowest
from transit.kernels.lanes import LANES, NEVER
from transit.kernels.profile_best import NOTHING

NOWHERE = np.full((1, LANES), NEVER, np.int32)


def test_every_byte_is_found_in_turn() -> None:
    """Of a word with the bytes 1, 4 and 7 these are found, the lowest first."""
    word = np.uint64(1 << 8 | 1 << 32 | 1 << 56)
    found = []
    while word:
        found.append(int(lowest(word)))
        word &= word - np.uint64(1)
    assert found == [1, 4, 7]


def test_a_bus_every_half_hour() -> None:
    """It leaves at 20 and 50 past and takes 25 minutes; asked is each minute of an hour.

    Each wait from none to 29 minutes comes twice: 25 to 54 minutes, the 30th of 60 being 39.
    """
    windows = _windows(np.arange(60) * 60, 5400, 10_800)
    until, arrives = [20, 50, 59], [45 * 60, 75 * 60, 105 * 60]
    found = _joined(windows, [(until, arrives)], {0: 0}, np.array([0, 1, 2, 29, 59]))
    assert found.tolist() == [60, 1500, 1500, 1560, 2340, 3240]


def test_the_nearer_stop_counts_while_its_bus_runs() -> None:
    """At one stop one is there at 600 s until the third moment, at another at 500 s to the fifth.

    The walks on take 10 and 200 s: 610 s at the first three moments, 700 s at the next two, nothing
    at the last. Moments are 60 s apart: 610, 550, 490, 520 and 460 s.
    """
    windows = _windows(np.arange(6) * 60, 5400, 10_800)
    stops = [([2, 5], [600, FAR]), ([4, 5], [500, FAR])]
    found = _joined(windows, stops, {0: 10, 1: 200}, np.arange(6))
    assert found.tolist() == [5, 460, 490, 520, 550, 610, NOTHING]


def test_a_worse_answer_follows_a_better_one() -> None:
    """What is the answer early may be worse than what is later: its window has gone by.

    The stop is reached at 900 s from the last two moments, at 1,500 s from the two before.
    """
    windows = _windows(np.arange(4) * 60, 5400, 10_800)
    found = _joined(windows, [([1, 3], [1500, 900])], {0: 0}, np.arange(4))
    assert found.tolist() == [4, 720, 780, 1440, 1500]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_joined_ranks_are_those_of_all_moments(seed: int) -> None:
    """Ranks of random homes are those of the durations written down, over stops and walks on."""
    chance = random.Random(seed)
    n_moments = chance.randint(1, 40)
    times = np.cumsum([chance.choice([60, 60, 60, 97]) if seed % 2 else 45] * n_moments)
    if seed % 3 == 0:
        times = np.cumsum([chance.randint(1, 300) for _ in range(n_moments)])
    windows = _windows(times, 600, chance.choice([300, 900, 3600]))
    stops = [_chance_changes(chance, times) for _ in range(chance.randint(1, 5))]
    walks = {stop: chance.randint(0, 400) for stop in range(len(stops)) if chance.random() < 0.8}
    direct = chance.choice([NEVER, 250, 700])
    found = _joined(windows, stops, walks, np.arange(n_moments), direct)
    durations = np.full(n_moments, NEVER)
    for stop, walk in walks.items():
        first = 0
        for until, arrives in zip(*stops[stop], strict=True):
            if arrives != FAR:
                own = arrives + walk - times[first : until + 1]
                durations[first : until + 1] = np.minimum(durations[first : until + 1], own)
            first = until + 1
    durations[durations > windows.most_s] = NEVER
    if direct <= windows.most_s:
        durations = np.minimum(durations, direct)
    known = durations < NEVER
    assert found[0] == known.sum()
    assert (
        found[1:].tolist() == np.where(np.sort(durations) < NEVER, np.sort(durations), -1).tolist()
    )


@pytest.mark.parametrize("step", [1, 7, 60, 3599, 16_200, 20_000, 200_000])
def test_bins_are_exact_for_every_step(step: int) -> None:
    """Durations of whole steps, and one second to either side of them, stay what they are."""
    windows = _windows(np.arange(2) * step, 0, 16_200)
    least = [
        value for value in (0, 1, step - 1, step, step + 1, 3 * step, 16_200) if value <= 16_200
    ]
    room = make_room(len(least), np.arange(len(least)))
    room.runs.n[0] = len(least)
    for at, value in enumerate(least):
        room.runs.least[at * LANES] = room.runs.most[at * LANES] = value
    made = np.empty((LANES, 1 + len(least)), np.int32)
    rank_runs(room, windows, step_of(windows), NOWHERE[0], made)
    assert made[0].tolist() == [len(least), *sorted(least)]
    assert (made[1:, 0] == 0).all() and (made[1:, 1:] == NOTHING).all()


def _windows(times: NDArray[np.int64], window_s: int, most_s: int) -> Windows:
    return cut(times.astype(np.int64), window_s, most_s)


def _chance_changes(chance: random.Random, times: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Return until which moments one is there when, or never; some stops are never reached."""
    n = times.size
    until = sorted(chance.sample(range(n), chance.randint(0, min(n, 6))))
    arrives = [chance.choice([FAR, int(times[at]) + chance.randint(0, 3000)]) for at in until]
    return until, arrives


def _joined(
    windows: Windows,
    stops: list[tuple[list[int], list[int]]],
    walks: dict[int, int],
    ranks: NDArray[np.int64],
    direct: int = NEVER,
) -> NDArray[np.int32]:
    """Return the ranks of the only home in the fifth lane; nobody else is reached."""
    sizes = np.array([[len(until) for until, _ in stops]])
    last = np.cumsum(sizes, axis=1)
    until, arrives = (
        np.array([value for stop in stops for value in stop[at]], np.int32) for at in (0, 1)
    )
    on_foot = np.full((len(walks), LANES), NO_WALK, np.int32)
    on_foot[np.arange(len(walks)), 5] = list(walks.values())
    whole = NOWHERE.copy()
    whole[0, 5] = direct
    made: NDArray[np.int32] = rank_joined(
        StopChanges(last - sizes, last, until, arrives),
        np.array(list(walks), np.int64), on_foot.ravel(), windows, whole, ranks,
    )  # fmt: skip
    others = np.delete(made[0], 5, axis=0)
    assert (others[:, 0] == 0).all() and (others[:, 1:] == NOTHING).all()
    return made[0, 5]
