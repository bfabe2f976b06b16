"""Time and changes only, from each of some places at a moment of its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays
from transit.kernels.lane_ends import Boards
from transit.kernels.quick_rides import Footpaths, Start, read_places, ride_quickest
from transit.route.reach.quick_ends import LaneWalks


@dataclass(frozen=True, slots=True)
class TimedCourse:
    """A day as searches from the timed end run through it.

    ``timetable`` and ``footpaths`` in their direction; ``window_s`` within which the place is left,
    ``most_s`` until everything else is reached.
    """

    timetable: TimetableArrays
    footpaths: Footpaths
    most_rides: int
    window_s: int
    most_s: int


def ride_from(
    course: TimedCourse, walks: LaneWalks, boards: Boards, asked: NDArray[np.int64]
) -> NDArray[np.int16]:
    """Find how long it takes between places, each at its moment, and all at the other end.

    Parameters
    ----------
    course
        The day.
    walks
        Those of the places.
    boards
        Walks between stops and the points at the other end.
    asked
        ``(n_places,) int64`` s, the moment of each in the direction of the search.

    Returns
    -------
    ndarray
        ``(n_ends, most_rides, n_places) int16`` s, with so many rides or fewer; NEVER for none.
    """
    found = np.empty((boards.first.size - 1, course.most_rides, asked.size), np.int16)
    for lane, first_s in enumerate(asked.tolist()):
        start = Start(
            walks.near,
            walks.egress,
            lane,
            first_s,
            first_s + course.window_s,
            first_s + course.most_s,
        )
        off = ride_quickest(course.timetable, course.footpaths, start, course.most_rides)
        read_places(
            boards.first, boards.stop, boards.walk_s, off, start, course.most_s, walks.direct, found
        )
    return found
