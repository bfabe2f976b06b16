"""A service day made ready for searches in either direction."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.kernels.bounds import Hops, shortest_hops
from transit.kernels.mirror import mirror, mirror_rules, trip_lags
from transit.network.timetable import DayTimetable


@dataclass(frozen=True, slots=True)
class Course:
    """A day as a search runs through it, onwards or backwards.

    ``lag (n_events,) int32`` s as :func:`transit.kernels.mirror.trip_lags` gives it.
    """

    timetable: TimetableArrays
    lag: NDArray[np.int32]
    hops: Hops

    def narrowed(self, rules: TimetableArrays) -> TimetableArrays:
        """Return the day with other boarding rules.

        Parameters
        ----------
        rules
            A timetable of the same day in the same direction.

        Returns
        -------
        TimetableArrays
            With that one's rules.
        """
        return self.timetable._replace(
            pattern_board=rules.pattern_board, pattern_alight=rules.pattern_alight
        )


@dataclass(frozen=True, slots=True)
class ReadyDay:
    """A service day, onwards for leaving after a time and backwards for arriving by one."""

    day: DayTimetable
    onwards: Course
    backwards: Course

    @property
    def dear_s(self) -> int:
        """What each ride by another bus than those preferred counts more, perceived seconds."""
        return 0 if self.day.ridden is None else self.day.ridden.dear_s

    def course(self, arrive_by: bool) -> Course:
        """Return the day in the direction of a search.

        Parameters
        ----------
        arrive_by
            Whether the search goes backwards.

        Returns
        -------
        Course
            The day in that direction.
        """
        return self.backwards if arrive_by else self.onwards

    def narrowed(self, rules: TimetableArrays, arrive_by: bool) -> TimetableArrays:
        """Return the day in the direction of a search, with other boarding rules.

        Parameters
        ----------
        rules
            The day onwards, with the rules.
        arrive_by
            Whether the search goes backwards.

        Returns
        -------
        TimetableArrays
            In that direction.
        """
        return self.course(arrive_by).narrowed(mirror_rules(rules) if arrive_by else rules)


def ready_day(day: DayTimetable) -> ReadyDay:
    """Make a day ready.

    Parameters
    ----------
    day
        The day.

    Returns
    -------
    ReadyDay
        Everything about it that no profile changes.
    """
    return ReadyDay(day, _course(day.arrays), _course(mirror(day.arrays)))


def _course(arrays: TimetableArrays) -> Course:
    run, dwell = shortest_hops(arrays)
    return Course(arrays, trip_lags(arrays), Hops(frozen(run), frozen(dwell)))
