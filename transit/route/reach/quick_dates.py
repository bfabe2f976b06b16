"""Time only, from places at moments of their own, on several dates in one search."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transit.errors import InputError
from transit.kernels.arrays import TimetableArrays, frozen
from transit.kernels.mirror import mirror, mirror_rules
from transit.kernels.quick_dates import ride_dates
from transit.kernels.quick_rides import Footpaths
from transit.model.fact import Stance
from transit.network.timetable import DayTimetable
from transit.route.boarding import boardable
from transit.route.query import NOTHING
from transit.route.reach.quick_ends import LaneWalks
from transit.route.reach.quick_kept import EndWalks
from transit.route.reach.quickest import quickest_changes, reason_against
from transit.route.router import Router
from transit.route.walks import Streets

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TwoWays:
    """Some dates together, onwards and backwards.

    Parameters
    ----------
    day
        The dates, as somebody may ride them; with ``runs``.
    n_dates
        How many dates.
    backwards
        Its timetable turned round.
    runs_backwards
        ``(n_trips,) int64`` its dates likewise.
    """

    day: DayTimetable
    n_dates: int
    backwards: TimetableArrays
    runs_backwards: "NDArray[np.int64]"

    @classmethod
    def of(cls, day: DayTimetable, n_dates: int) -> "TwoWays":
        """Make dates ready.

        Parameters
        ----------
        day
            The dates.
        n_dates
            How many: on the last nothing may run.

        Returns
        -------
        TwoWays
            Everything about them that no profile changes.
        """
        assert day.runs is not None
        first = day.arrays.pattern_first_trip.astype(np.int64)
        trip = np.arange(day.runs.size)
        n_trips = np.diff(first)
        # Trips of a pattern turn round with their times.
        twin = np.repeat(first[:-1] + first[1:] - 1, n_trips) - trip
        return cls(day, n_dates, mirror(day.arrays), frozen(day.runs[twin]))


@dataclass(frozen=True, slots=True, eq=False)
class QuickDates:
    """Some dates ready for searches by time, as one person rides and walks.

    Parameters
    ----------
    streets
        Where they walk.
    toward
        Whether they must be there by a moment; otherwise they leave after it.
    n_dates
        How many dates.
    early_s
        How long before a moment they are there, s.
    timetable, runs, footpaths
        As the search takes them.
    course
        Within how many s they set out, until when they are there, and the most rides.
    """

    streets: Streets
    toward: bool
    n_dates: int
    early_s: int
    timetable: TimetableArrays
    runs: "NDArray[np.int64]"
    footpaths: Footpaths
    course: tuple[int, int, int]

    def find(
        self, walks: LaneWalks, boards: EndWalks, moments_s: "NDArray[np.int64]"
    ) -> "NDArray[np.int16]":
        """Find how long it takes between one place and others.

        Parameters
        ----------
        walks
            Those of the place, in the first lane.
        boards
            Walks between stops and the places at the other end.
        moments_s
            ``(n_moments,) int64`` s of the service date.

        Returns
        -------
        ndarray
            ``(n_ends, n_dates, n_moments) int16`` s between the moment (less the margin for being
            early) and the other end; NEVER for none.
        """
        searched = self.early_s - moments_s if self.toward else moments_s
        found: NDArray[np.int16] = ride_dates(
            self.timetable,
            self.runs,
            self.footpaths,
            (walks.near, walks.egress, walks.direct),
            frozen(searched, np.int64),
            self.course,
            boards,
            self.n_dates,
        )
        return found


def quick_dates(
    router: Router, stance: Stance, days: TwoWays, *, toward: bool, window_s: int, longest_s: int
) -> QuickDates:
    """Make dates ready for searches by time.

    Parameters
    ----------
    router
        Area and profile; the profile must not limit how far is walked in all.
    stance
        How unknown facts are read.
    days
        The dates, as the profile may ride them.
    toward
        Whether to be there by a moment; otherwise to leave after it.
    window_s
        A place is left, or reached, so long from its moment at most, s.
    longest_s
        Longest journey, s.

    Returns
    -------
    QuickDates
        For any number of places.

    Raises
    ------
    InputError
        As :func:`~transit.route.reach.quickest.reason_against` says.
    """
    profile, ground, day = router.profile, router.ground(stance), days.day
    if (why := reason_against(profile, window_s + longest_s)) is not None:
        raise InputError(why)
    assert day.runs is not None
    rules = boardable(day, router.area.timetable, ground.boarding, stance, NOTHING)
    timetable = rules
    if toward:
        turned = mirror_rules(rules)
        timetable = days.backwards._replace(
            pattern_board=turned.pattern_board, pattern_alight=turned.pattern_alight
        )
    return QuickDates(
        streets=ground.streets,
        toward=toward,
        n_dates=days.n_dates,
        early_s=profile.arrive_early_s if toward else 0,
        timetable=timetable,
        runs=days.runs_backwards if toward else day.runs,
        footpaths=Footpaths(*quickest_changes(ground.changes.changes(arrive_by=toward))),
        course=(window_s, window_s + longest_s, profile.most_changes + 1),
    )
