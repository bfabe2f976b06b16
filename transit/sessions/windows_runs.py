"""How many minibuses windows need: the most that are out at one time."""

from collections.abc import Mapping, Sequence

import numpy as np

from transit.sessions.swept import Window
from transit.sessions.windows import Minibuses
from transit.sessions.windows_programme import Programme

Rider = tuple[int, int]
"""Column of how many come, and the seats that each takes."""

_Out = tuple[int, int, int]


def count_minibuses(
    programme: Programme,
    minibuses: Minibuses,
    windows: Sequence[Window],
    riders: Mapping[int, Sequence[Rider]],
) -> int:
    """Let minibuses hold who rides, so many as are out at once.

    A minibus is out before a window starts and after it ends; between, and afterwards, it serves
    another. What overlaps is intervals of a day, so that as many minibuses do as are out at one
    time at the most.

    Parameters
    ----------
    programme
        To which rows are added.
    minibuses
        What they hold, and how long they are out.
    windows
        All windows.
    riders
        Who rides, by number of the window.

    Returns
    -------
    int
        The column of how many minibuses are out at one time at the most.
    """
    limit = np.inf if minibuses.most is None else float(minibuses.most)
    most = programme.column(limit, whole=True)
    needed = {}
    for at, some in riders.items():
        if some:
            needed[at] = programme.column(np.inf, whole=True)
            columns = [*(column for column, _ in some), needed[at]]
            sizes = [*(float(size) for _, size in some), -float(minibuses.seats)]
            programme.row(columns, sizes, high=0.0)
    out = {at: _out(windows[at], minibuses.run_s) for at in needed}
    for day, from_s in sorted({(day, from_s) for some in out.values() for day, from_s, _ in some}):
        busy = [
            column
            for at, column in needed.items()
            if any(each[0] == day and each[1] <= from_s < each[2] for each in out[at])
        ]
        programme.row([*busy, most], [*[1.0] * len(busy), -1.0], high=0.0)
    return most


def _out(window: Window, run_s: int) -> tuple[_Out, _Out]:
    """When a minibus is out for a window: the day, from when and until when."""
    return (
        (window.day, window.start_s - run_s, window.start_s),
        (window.day, window.end_s, window.end_s + run_s),
    )
