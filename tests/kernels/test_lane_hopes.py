"""Which stops and patterns lead to a place at all."""

import numpy as np
from numpy.typing import NDArray

from transit.kernels.lane_hopes import Lines, find_hopes


def _hopes(
    patterns: list[list[int]],
    footpaths: list[list[int]],
    near: list[int],
    closed: tuple[tuple[str, int], ...] = (),
) -> tuple[list[list[int]], list[list[int]]]:
    """Return the stops and patterns with any hope, with one, two and three rides."""
    sizes = np.cumsum([0, *map(len, patterns)]).astype(np.int32)
    board, alight = (np.ones(sizes[-1], np.uint8) for _ in range(2))
    for what, visit in closed:
        (board if what == "board" else alight)[visit] = 0
    lines = Lines(
        sizes,
        np.concatenate(patterns).astype(np.int32),
        board,
        alight,
        np.cumsum([0, *map(len, footpaths)]),
        np.concatenate(footpaths).astype(np.int32),
    )
    rows = np.zeros(len(footpaths) + 1, np.int64)
    rows[np.array(near) + 1] = 1
    stops, leading = find_hopes(lines, np.cumsum(rows), 3)
    return _numbers(stops), _numbers(leading)


def _numbers(found: NDArray[np.bool_]) -> list[list[int]]:
    return [np.flatnonzero(row).tolist() for row in found]


def test_each_ride_more_leads_from_one_line_further() -> None:
    """Lines 0-1, 2-3 and 4-5 lie in a row, stops 1 and 2 and stops 3 and 4 next to each other.

    The place is at stop 5: the last line leads there with one ride, the one before with a second.
    A line that leaves from there leads nowhere.
    """
    beside = [[0], [1, 2], [2, 1], [3, 4], [4, 3], [5], [6]]
    stops, patterns = _hopes([[0, 1], [2, 3], [4, 5], [5, 6]], beside, [5])
    assert stops == [[5], [3, 4, 5], [1, 2, 3, 4, 5]]
    assert patterns == [[2], [1, 2], [0, 1, 2]]


def test_where_nobody_may_get_on_or_off_there_is_no_hope() -> None:
    """The same, but nobody may get off the middle line, or nobody on the last one."""
    beside = [[0], [1, 2], [2, 1], [3, 4], [4, 3], [5]]
    lines = [[0, 1], [2, 3], [4, 5]]
    assert _hopes(lines, beside, [5], (("alight", 3),))[1] == [[2], [2], [2]]
    assert _hopes(lines, beside, [5], (("board", 4),))[1] == [[], [], []]


def test_a_loop_leads_from_its_later_visit_too() -> None:
    """A line calls at 0, 1, 0, 2, the place is at 1: only who boards before it can get there.

    Stop 2 comes after it; stop 0 also comes before, so who gets off another line there may change.
    """
    stops, patterns = _hopes([[0, 1, 0, 2], [3, 0], [3, 2]], [[0], [1], [2], [3]], [1])
    assert stops == [[1], [0, 1], [0, 1, 3]]
    assert patterns == [[0], [0, 1], [0, 1]]
