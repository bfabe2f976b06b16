"""The timetable seen backwards, so that arriving by a time is leaving after one."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen


@njit(cache=True, nogil=True)
def _turned_stops(arrays):  # type: ignore[no-untyped-def]
    stop = np.empty_like(arrays.pattern_stop)
    board = np.empty_like(arrays.pattern_board)
    alight = np.empty_like(arrays.pattern_alight)
    for pattern in range(arrays.pattern_first_stop.size - 1):
        first = arrays.pattern_first_stop[pattern]
        last = arrays.pattern_first_stop[pattern + 1] - 1
        for visit in range(first, last + 1):
            twin = first + last - visit
            stop[visit] = arrays.pattern_stop[twin]
            board[visit] = arrays.pattern_alight[twin]
            alight[visit] = arrays.pattern_board[twin]
    return stop, board, alight


@njit(cache=True, nogil=True)
def _turned_rules(arrays):  # type: ignore[no-untyped-def]
    board = np.empty_like(arrays.pattern_board)
    alight = np.empty_like(arrays.pattern_alight)
    for pattern in range(arrays.pattern_first_stop.size - 1):
        first = arrays.pattern_first_stop[pattern]
        last = arrays.pattern_first_stop[pattern + 1] - 1
        for visit in range(first, last + 1):
            board[visit] = arrays.pattern_alight[first + last - visit]
            alight[visit] = arrays.pattern_board[first + last - visit]
    return board, alight


@njit(cache=True, nogil=True)
def _turned_times(arrays):  # type: ignore[no-untyped-def]
    arrival = np.empty_like(arrays.arrival)
    departure = np.empty_like(arrays.departure)
    for pattern in range(arrays.pattern_first_stop.size - 1):
        n = arrays.pattern_first_stop[pattern + 1] - arrays.pattern_first_stop[pattern]
        trips = arrays.pattern_first_trip[pattern + 1] - arrays.pattern_first_trip[pattern]
        first = arrays.pattern_first_event[pattern]
        # Trips and stops both turn round, so the whole block does.
        last = first + n * trips - 1
        for event in range(first, last + 1):
            twin = first + last - event
            arrival[event] = -arrays.departure[twin]
            departure[event] = -arrays.arrival[twin]
    return arrival, departure


@njit(cache=True, nogil=True)
def _turned_positions(arrays):  # type: ignore[no-untyped-def]
    position = np.empty_like(arrays.visit_position)
    for visit in range(position.size):
        pattern = arrays.visit_pattern[visit]
        n = arrays.pattern_first_stop[pattern + 1] - arrays.pattern_first_stop[pattern]
        position[visit] = n - 1 - arrays.visit_position[visit]
    return position


def mirror(arrays: TimetableArrays) -> TimetableArrays:
    """Return the timetable with time and direction turned round.

    Position ``i`` of ``n`` becomes ``n - 1 - i``, trip ``j`` of ``k`` becomes ``k - 1 - j``, an
    arrival at ``t`` a departure at ``-t``, boarding alighting. Mirroring twice gives the original.

    Parameters
    ----------
    arrays
        A day's timetable.

    Returns
    -------
    TimetableArrays
        The same day backwards.
    """
    stop, board, alight = _turned_stops(arrays)
    arrival, departure = _turned_times(arrays)
    return arrays._replace(
        pattern_stop=frozen(stop),
        pattern_board=frozen(board),
        pattern_alight=frozen(alight),
        arrival=frozen(arrival),
        departure=frozen(departure),
        visit_position=frozen(_turned_positions(arrays)),
    )


def mirror_rules(arrays: TimetableArrays) -> TimetableArrays:
    """Return only the boarding rules turned round, the rest as it is.

    Parameters
    ----------
    arrays
        A day's timetable.

    Returns
    -------
    TimetableArrays
        Of use for its ``pattern_board`` and ``pattern_alight`` only.
    """
    board, alight = _turned_rules(arrays)
    return arrays._replace(pattern_board=frozen(board), pattern_alight=frozen(alight))


@njit(cache=True, nogil=True)
def _lags(arrays):  # type: ignore[no-untyped-def]
    lag = np.zeros(arrays.arrival.size, np.int32)
    for pattern in range(arrays.pattern_first_stop.size - 1):
        n = arrays.pattern_first_stop[pattern + 1] - arrays.pattern_first_stop[pattern]
        trips = arrays.pattern_first_trip[pattern + 1] - arrays.pattern_first_trip[pattern]
        first = arrays.pattern_first_event[pattern]
        for trip in range(trips - 1):
            most = 0
            for at in range(n - 1, -1, -1):
                event = first + trip * n + at
                lag[event] = most
                most = max(most, arrays.arrival[event + n] - arrays.arrival[event])
    return lag


def trip_lags(arrays: TimetableArrays) -> NDArray[np.int32]:
    """Return by how much the next trip of the pattern arrives later, at most, further on.

    Parameters
    ----------
    arrays
        A day's timetable.

    Returns
    -------
    ndarray
        ``(n_events,) int32`` s, over the stops after the event's own; 0 for the last trip.
    """
    return frozen(_lags(arrays))
