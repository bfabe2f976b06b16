"""What tests of sweeps share: a sweep told by who comes when."""

from collections.abc import Mapping, Sequence

import numpy as np

from transit.model.verdict import Rung
from transit.model.weekdays import Days, Weekday
from transit.sessions.swept import NOT_SWEPT, Swept

HOUR = 3600
Cell = tuple[Weekday, int, int]
"""Day, and hours of start and finish."""


def sweep_by_hand(
    rungs: Mapping[str, Mapping[Cell, Rung]],
    *,
    days: Days = (Weekday.TUE, Weekday.THU),
    starts: Sequence[int] = (9, 10, 11),
    ends: Sequence[int] = (12, 13, 14),
    dates: Sequence[int] = (5, 5),
) -> Swept:
    """Return a sweep in which everybody needs door-to-door transport but where it is said."""
    people = tuple(rungs)
    shape = len(people), len(days), len(starts), len(ends)
    made = np.full(shape, int(Rung.DOOR_TO_DOOR), np.uint8)
    for row, cells in enumerate(rungs.values()):
        for (day, start, end), rung in cells.items():
            made[row, days.index(day), starts.index(start), ends.index(end)] = int(rung)
    longer = np.array(ends)[None, :] > np.array(starts)[:, None]
    made[:, :, ~longer] = NOT_SWEPT
    return Swept(
        opportunity="O1",
        people=people,
        days=days,
        starts_s=tuple(HOUR * each for each in starts),
        ends_s=tuple(HOUR * each for each in ends),
        rungs=made,
        sure=made.copy(),
        last_home=np.zeros(shape, np.bool_),
        places=np.zeros(shape[:2], np.uint8),
        n_dates=np.array(dates, np.int32),
    )
