"""A matrix is cut so that every pair is in one block, and no block is too large."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.batch.job import Job, Question, block_size, minutes_from, same_days, settings_of
from transit.kernels.lanes import LANES
from transit.model.fact import Stance
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile

MIDNIGHT = dt.datetime(2026, 1, 12)
WALKER = read_profile("walks-well")
PARAMETERS = read_parameters()
SETTINGS = settings_of(PARAMETERS)


def _question(minutes: int, days: int = 1, percentiles: tuple[int, ...] | None = None) -> Question:
    return Question(
        moments=minutes_from(MIDNIGHT, minutes, 60),
        arrive_by=True,
        profile=WALKER,
        stances=tuple(Stance),
        percentiles=percentiles,
        days=days,
    )


def _job(homes: int, places: int, block_homes: int, block_places: int) -> Job:
    return Job(
        area="", edition="", question=_question(0), window_s=0, longest_s=0,
        parameters=PARAMETERS, days=(0,), skipped=((0, 0),), quick=True, lanes_timed=False,
        n_homes=homes, n_places=places, block_homes=block_homes, block_places=block_places, key="",
    )  # fmt: skip


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 5), st.integers(1, 5))
def test_every_pair_is_in_one_block(homes: int, places: int, most: int, also: int) -> None:
    """Blocks cover the matrix without overlap, and are numbered from 0 on."""
    job = _job(homes, places, most, also)
    blocks = list(job.blocks())
    assert [block.number for block in blocks] == list(range(job.n_blocks))
    pairs = [
        pair
        for block in blocks
        for pair in product(
            range(block.first_home, block.last_home), range(block.first_place, block.last_place)
        )
    ]
    assert sorted(pairs) == list(product(range(homes), range(places)))


@pytest.mark.parametrize("minutes", [0, 119, 1439])
@pytest.mark.parametrize("percentiles", [None, (50,)])
@pytest.mark.parametrize("lanes", [1, LANES])
@given(n_homes=st.integers(1, 10**7), n_places=st.integers(1, 10**5))
def test_answers_of_a_block_fit(
    minutes: int, percentiles: tuple[int, ...] | None, lanes: int, n_homes: int, n_places: int
) -> None:
    """However many points there are, a block has at most the rows asked for, or one search's."""
    question = _question(minutes, percentiles=percentiles)
    homes, places = block_size(question, n_homes, n_places, SETTINGS, lanes=lanes)
    assert 1 <= homes <= n_homes
    assert 1 <= places <= n_places
    rows = homes * places * 2 * (1 if percentiles else minutes + 1)
    smallest = lanes if lanes > 1 else homes
    least = smallest * 2 * (1 if percentiles else minutes + 1)
    assert rows <= max(SETTINGS["matrix_block_answers"], least)


def test_alike_days_share_the_first() -> None:
    """Of five days, two pairs are alike."""
    assert same_days([b"a", b"b", b"a", b"c", b"b"]) == (0, 1, 0, 3, 1)
