"""What winter takes away: who comes by themselves in summer, and not when it gets dark early."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from transit.model.verdict import Rung
from transit.sessions.seasons import Season
from transit.sessions.swept import Swept, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SeasonEffect:
    """A window in summer and in winter.

    Parameters
    ----------
    window
        The window.
    summer, winter
        People who come by themselves if sessions are held in that season only.
    lost
        Ids of those who would in summer, and not in winter.
    summer_dates, winter_dates
        From how many dates that is told.
    """

    window: Window
    summer: int
    winter: int
    lost: tuple[str, ...]
    summer_dates: int
    winter_dates: int


def has_seasons(swept: Swept) -> "NDArray[np.bool_]":
    """Return on which days of the week there are dates in both seasons.

    Parameters
    ----------
    swept
        The sweep.

    Returns
    -------
    ndarray
        ``(n_days,) bool``; false for all unless both were swept.
    """
    if len(swept.seasons) < len(Season):
        return np.zeros(len(swept.days), np.bool_)
    made: NDArray[np.bool_] = np.all([each.n_dates > 0 for each in swept.seasons], axis=0)
    return made


def alone_by_season(swept: Swept, at: Any = ...) -> "tuple[NDArray[np.bool_], NDArray[np.bool_]]":
    """Return who comes by themselves in summer, and in winter.

    Parameters
    ----------
    swept
        A sweep with both.
    at
        Which part of ``(n_people, n_days, n_starts, n_ends)``.

    Returns
    -------
    summer, winter : ndarray
        The part, bool.
    """
    of = {each.season: each.rungs[at] == int(Rung.NOW) for each in swept.seasons}
    return of[Season.SUMMER], of[Season.WINTER]


def season_at(swept: Swept, window: Window) -> SeasonEffect | None:
    """Return a window in summer and in winter.

    Parameters
    ----------
    swept
        The sweep.
    window
        One that was swept.

    Returns
    -------
    SeasonEffect or None
        None where the timetable has no dates in one of them.
    """
    day, start, end = swept.at(window)
    if not has_seasons(swept)[day]:
        return None
    summer, winter = alone_by_season(swept, (slice(None), day, start, end))
    lost = np.flatnonzero(summer & ~winter).tolist()
    dates = {each.season: int(each.n_dates[day]) for each in swept.seasons}
    return SeasonEffect(
        window=window,
        summer=int(summer.sum()),
        winter=int(winter.sum()),
        lost=tuple(swept.people[row] for row in lost),
        summer_dates=dates[Season.SUMMER],
        winter_dates=dates[Season.WINTER],
    )


def season_effects(swept: Swept, length_s: int) -> Iterator[SeasonEffect]:
    """Say of sessions of one length what winter does.

    Parameters
    ----------
    swept
        The sweep.
    length_s
        How long sessions are, seconds.

    Yields
    ------
    SeasonEffect
        By day and start, of days with dates in both seasons.
    """
    is_swept = swept.is_swept
    for day in swept.days:
        for row, start in enumerate(swept.starts_s):
            end = start + length_s
            if end in swept.ends_s and is_swept[row, swept.ends_s.index(end)]:
                found = season_at(swept, Window(day, start, end))
                if found is not None:
                    yield found
