"""Which stops and patterns lead to some places at all, whatever the time.

Counted once for each search, by stop and pattern, where a day has a hundred times as many buses: it
tells which of these need not be looked at.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray


class Lines(NamedTuple):
    """Where one can ride and change, whenever.

    ``first (n_patterns + 1,)`` into ``stop``, ``board`` and ``alight (n_visits,)``: the stops of
    each pattern in their order, and 1 where it is got on and off; ``change_first (n_stops +
    1,) int64`` into ``change_stop (n,) int32``: where one can walk between two rides, by the stop
    got off at.
    """

    first: NDArray[np.int32]
    stop: NDArray[np.int32]
    board: NDArray[np.uint8]
    alight: NDArray[np.uint8]
    change_first: NDArray[np.int64]
    change_stop: NDArray[np.int32]


@njit(cache=True, nogil=True)
def find_hopes(lines, near, most_rides):  # type: ignore[no-untyped-def]
    """Find where getting off may lead to any of the places.

    Parameters
    ----------
    lines
        Where one can ride and change (:class:`Lines`).
    near
        ``(n_stops + 1,) int64`` into walks from stops to the places: the rows of each stop.
    most_rides
        Most rides, 1 or more.

    Returns
    -------
    hopeful : ndarray
        ``(most_rides, n_stops) bool``: got off here, one may walk to a place, or change and get
        there with so many rides in all (1, 2, ...) or fewer.
    leading : ndarray
        ``(most_rides, n_patterns) bool``: can be boarded before such a stop.
    """
    n_stops = near.size - 1
    n_patterns = lines.first.size - 1
    hopeful = np.zeros((most_rides, n_stops), np.bool_)
    leading = np.zeros((most_rides, n_patterns), np.bool_)
    boarded = np.zeros(n_stops, np.bool_)
    for rides in range(most_rides):
        for stop in range(n_stops):
            hopeful[rides, stop] = near[stop] < near[stop + 1]
            if rides > 0:
                for change in range(lines.change_first[stop], lines.change_first[stop + 1]):
                    hopeful[rides, stop] |= boarded[lines.change_stop[change]]
        for pattern in range(n_patterns):
            leads = False
            for visit in range(lines.first[pattern + 1] - 1, lines.first[pattern] - 1, -1):
                stop = lines.stop[visit]
                if leads and lines.board[visit]:
                    boarded[stop] = leading[rides, pattern] = True
                if lines.alight[visit] and hopeful[rides, stop]:
                    leads = True
    return hopeful, leading
