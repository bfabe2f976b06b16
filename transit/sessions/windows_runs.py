"""How many minibuses windows need: the most that are out at one time."""

from collections.abc import Mapping, Sequence

from transit.sessions.swept import Window
from transit.sessions.windows import Minibuses
from transit.sessions.windows_programme import Programme

Rider = tuple[int, int, float]
"""Column of how many come, the seats that each takes, and how many they are at the most."""

_Out = tuple[int, int, int]


def limit_minibuses(
    programme: Programme,
    minibuses: Minibuses,
    most: int,
    windows: Sequence[Window],
    riders: Mapping[int, Sequence[Rider]],
) -> None:
    """Let so many minibuses hold who rides.

    A minibus is out before a window starts and after it ends; between, and afterwards, it serves
    another. What overlaps is intervals of a day, so that as many minibuses do as are out at one
    time at the most.

    Parameters
    ----------
    programme
        To which rows are added.
    minibuses
        What they hold, and how long they are out.
    most
        How many there are.
    windows
        All windows.
    riders
        Who rides, by number of the window.
    """
    needed = {}
    for at, some in riders.items():
        needed[at] = programme.column(float(most), whole=True)
        columns = [*(column for column, _, _ in some), needed[at]]
        sizes = [*(float(size) for _, size, _ in some), -float(minibuses.seats)]
        programme.row(columns, sizes, high=0.0)
        for column, size, people in some:
            # Follows from whole minibuses; said outright, fewer choices have to be tried.
            each = min(people, minibuses.seats // size)
            programme.row([column, needed[at]], [1.0, -each], high=0.0)
    out = {at: _out(windows[at], minibuses.run_s) for at in needed}
    for day, from_s in sorted({(day, from_s) for some in out.values() for day, from_s, _ in some}):
        busy = [
            column
            for at, column in needed.items()
            if any(each[0] == day and each[1] <= from_s < each[2] for each in out[at])
        ]
        if len(busy) > 1:
            programme.row(busy, 1.0, high=float(most))


def _out(window: Window, run_s: int) -> tuple[_Out, _Out]:
    """When a minibus is out for a window: the day, from when and until when."""
    return (
        (window.day, window.start_s - run_s, window.start_s),
        (window.day, window.end_s, window.end_s + run_s),
    )
