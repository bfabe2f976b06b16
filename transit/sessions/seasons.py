"""Summer and winter of a timetable: while its clocks are on summer time, and while they are not."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Season(StrEnum):
    """Half a year, as clocks have it."""

    SUMMER = "summer"
    WINTER = "winter"


@dataclass(frozen=True, slots=True, eq=False)
class InSeason:
    """Who would come if sessions were held in one season only.

    Parameters
    ----------
    season
        Which.
    rungs
        ``(n_people, n_days, n_starts, n_ends) uint8`` as the rungs of a sweep.
    n_dates
        ``(n_days,) int32``: dates of the season in the timetable; where there is none, nobody has a
        journey.
    """

    season: Season
    rungs: "NDArray[np.uint8]"
    n_dates: "NDArray[np.int32]"


def season_of(date: dt.date, zone: ZoneInfo) -> Season:
    """Return the season of a date.

    Parameters
    ----------
    date
        The date.
    zone
        The time zone.

    Returns
    -------
    Season
        By the clock at noon: summer where it is ahead of what it shows in January or July. Where
        no clock ever changes it is always winter.
    """
    ahead = {
        day: dt.datetime.combine(day, dt.time(12), zone).utcoffset() or dt.timedelta()
        for day in (date, dt.date(date.year, 1, 1), dt.date(date.year, 7, 1))
    }
    return Season.SUMMER if ahead[date] > min(ahead.values()) else Season.WINTER
