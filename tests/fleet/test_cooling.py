"""A search ends cold, whatever it has time for."""

import itertools

import pytest

from transit.fleet.cooling import Cooling


def test_by_iterations_it_cools_every_so_many() -> None:
    """A hundred from hot to cold; with a budget of fifty, fifty."""
    assert [Cooling(100, 250).position(done, 0.0) for done in (0, 50, 99, 100, 225)] == [
        0.0,
        0.5,
        0.99,
        0.0,
        0.25,
    ]
    assert Cooling(100, 50).position(25, 0.5) == 0.5


@pytest.mark.parametrize(("a_share", "cycles"), [(30, 1), (150, 1), (250, 2), (1000, 10)])
def test_by_the_clock_it_ends_cold(a_share: int, cycles: int) -> None:
    """Of a cycle of 100 iterations as many as there is time for, and one at least."""
    cooling = Cooling(100, None)
    positions = [cooling.position(a_share * step // 1000, step / 1000) for step in range(1000)]
    turns = sum(after < before for before, after in itertools.pairwise(positions))
    assert positions[0] == 0.0 and positions[-1] > 0.98
    assert turns == cycles - 1
