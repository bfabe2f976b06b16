"""Left, right and straight on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.read.parameters import read_parameters
from transit.route.journey import Turn
from transit.route.turns import TurnLimits, turn_between

LIMITS = TurnLimits(straight=25, slight=50, plain=130, sharp=165, sight_m=8)

MIRRORED = {
    Turn.STRAIGHT: Turn.STRAIGHT,
    Turn.BACK: Turn.BACK,
    Turn.LEFT: Turn.RIGHT,
    Turn.RIGHT: Turn.LEFT,
    Turn.SLIGHT_LEFT: Turn.SLIGHT_RIGHT,
    Turn.SLIGHT_RIGHT: Turn.SLIGHT_LEFT,
    Turn.SHARP_LEFT: Turn.SHARP_RIGHT,
    Turn.SHARP_RIGHT: Turn.SHARP_LEFT,
}


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (0, 0, Turn.STRAIGHT),
        (0, 90, Turn.RIGHT),
        (0, 270, Turn.LEFT),
        (350, 10, Turn.STRAIGHT),
        (350, 30, Turn.SLIGHT_RIGHT),
        (10, 330, Turn.SLIGHT_LEFT),
        (90, 240, Turn.SHARP_RIGHT),
        (90, 300, Turn.SHARP_LEFT),
        (90, 270, Turn.BACK),
    ],
)
def test_turn_from_headings(before: float, after: float, turn: Turn) -> None:
    """North to east is a right turn, and north is next to 350 degrees."""
    assert turn_between(before, after, LIMITS) is turn


@given(st.floats(0, 359.9), st.floats(0, 359.9))
def test_mirror_swaps_left_and_right(before: float, after: float) -> None:
    """Seen in a mirror every heading is negated, and left becomes right."""
    seen = turn_between(before, after, LIMITS)
    mirrored = turn_between(-before % 360, -after % 360, LIMITS)
    assert mirrored is MIRRORED[seen] or abs((after - before) % 360 - 180) < 1e-6


@given(st.integers(0, 359), st.integers(0, 359))
def test_walked_back_a_turn_is_the_other_way(before: int, after: int) -> None:
    """Who walks back meets the same bend from its other end."""
    there = turn_between(before, after, LIMITS)
    back = turn_between((after + 180) % 360, (before + 180) % 360, LIMITS)
    assert back is MIRRORED[there]


def test_shipped_limits_rise() -> None:
    """The shipped limits leave each kind of turn some room."""
    limits = TurnLimits.of(read_parameters())
    assert 0 < limits.straight < limits.slight < limits.plain < limits.sharp < 180
