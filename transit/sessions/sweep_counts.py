"""How many would come at each start and finish, and which windows serve most."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.model.verdict import Rung
from transit.model.weekdays import Days, in_order
from transit.sessions.dusk import season_at
from transit.sessions.swept import Swept, Window


@dataclass(frozen=True, slots=True)
class Count:
    """How many would come at a window, by rung.

    Parameters
    ----------
    window
        The window.
    now, with_training, with_companion, door_to_door
        People on each rung, unknown facts counting as fine.
    sure
        Of those on the rung ``now``, people for whom it stands also where unknown facts count as
        barriers.
    last_home
        Of those who come by themselves, people for whom it is the last way home.
    as_good
        Other days on which as many come by themselves at the same time, where that was asked.
    summer, winter
        People on the rung ``now`` if sessions are held in that season only; None where the
        timetable has no dates in one of them.
    lost_in_winter
        People on the rung ``now`` in summer, and not in winter.
    """

    window: Window
    now: int
    with_training: int
    with_companion: int
    door_to_door: int
    sure: int
    last_home: int
    as_good: Days = ()
    summer: int | None = None
    winter: int | None = None
    lost_in_winter: int | None = None


def counts_of(swept: Swept, rung: Rung) -> NDArray[np.int32]:
    """Count people on a rung at every start and finish.

    Parameters
    ----------
    swept
        The sweep.
    rung
        The rung.

    Returns
    -------
    ndarray
        ``(n_days, n_starts, n_ends) int32``.
    """
    made: NDArray[np.int32] = (swept.rungs == int(rung)).sum(axis=0, dtype=np.int32)
    return made


def count_at(swept: Swept, window: Window) -> Count:
    """Count people at one window.

    Parameters
    ----------
    swept
        The sweep.
    window
        One that was swept.

    Returns
    -------
    Count
        By rung.
    """
    day, start, end = swept.at(window)
    rungs, sure = swept.rungs[:, day, start, end], swept.sure[:, day, start, end]
    alone = rungs == int(Rung.NOW)
    by_rung = {rung: int((rungs == int(rung)).sum()) for rung in Rung}
    seasons = season_at(swept, window)
    return Count(
        window=window,
        now=by_rung[Rung.NOW],
        with_training=by_rung[Rung.WITH_TRAINING],
        with_companion=by_rung[Rung.WITH_COMPANION],
        door_to_door=by_rung[Rung.DOOR_TO_DOOR],
        sure=int((alone & (sure == int(Rung.NOW))).sum()),
        last_home=int((alone & swept.last_home[:, day, start, end]).sum()),
        summer=None if seasons is None else seasons.summer,
        winter=None if seasons is None else seasons.winter,
        lost_in_winter=None if seasons is None else len(seasons.lost),
    )


def best_windows(
    swept: Swept,
    most: int,
    *,
    lengths_s: Collection[int] = (),
    near: Sequence[Window] = (),
    may_be: Callable[[Window], bool] = lambda window: True,
    apart_s: int = 0,
) -> tuple[Count, ...]:
    """Return the times at which most people come by themselves, each on its best day.

    Where as many come, more with training go before fewer, then those for whom more is sure, then
    what changes least against today, then the earlier day and time.

    Parameters
    ----------
    swept
        The sweep.
    most
        How many windows.
    lengths_s
        How long they may be, seconds; any length where empty.
    near
        Today's windows.
    may_be
        Tells whether a window may be told at all.
    apart_s
        How far times must be from each better one that is told of the same day, seconds: at the
        start or at the finish.

    Returns
    -------
    tuple of Count
        The best first, each with the other days that are as good; none on days without a date in
        the timetable.
    """
    now, training = (counts_of(swept, rung) for rung in (Rung.NOW, Rung.WITH_TRAINING))
    sure = ((swept.rungs == 0) & (swept.sure == 0)).sum(axis=0)
    found = []
    for start, end in np.argwhere(swept.is_swept).tolist():
        length = swept.ends_s[end] - swept.starts_s[start]
        if lengths_s and length not in lengths_s:
            continue
        for day in np.flatnonzero(swept.n_dates).tolist():
            window = Window(swept.days[day], swept.starts_s[start], swept.ends_s[end])
            if not may_be(window):
                continue
            at = day, start, end
            found.append(
                (-int(now[at]), -int(training[at]), -int(sure[at]), _moved_s(window, near), window)
            )
    return tuple(
        replace(count_at(swept, own[0]), as_good=in_order(each.day for each in own[1:]))
        for own in _apart(((alone, window) for alone, *_, window in sorted(found)), most, apart_s)
    )


def _apart(
    windows: Iterable[tuple[int, Window]], most: int, apart_s: int
) -> Iterator[Sequence[Window]]:
    """Choose times, the best first, each with its windows on the days on which it is as good.

    A window is left out where it is near one that is chosen of the same day.
    """
    times: dict[tuple[int, int], tuple[int, list[Window]]] = {}
    for alone, window in windows:
        time = window.start_s, window.end_s
        chosen = (other for _, own in times.values() for other in own)
        if time not in times and len(times) == most:
            continue
        if any(_near(window, other) < apart_s for other in chosen):
            continue
        best, own = times.setdefault(time, (alone, []))
        if alone == best:
            own.append(window)
    return (own for _, own in times.values())


def _near(one: Window, other: Window) -> float:
    if one.day != other.day:
        return math.inf
    return max(abs(one.start_s - other.start_s), abs(one.end_s - other.end_s))


def _moved_s(window: Window, today: Sequence[Window]) -> int:
    """How far a window is from the nearest of today's, both ends together, a new day as a whole."""
    moved = [
        abs(window.start_s - other.start_s)
        + abs(window.end_s - other.end_s)
        + (0 if other.day == window.day else 86_400)
        for other in today
    ]
    return min(moved, default=0)
