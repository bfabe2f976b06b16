"""The arrays that kernels work on: shapes and dtypes stated once.

All arrays are C-contiguous and **read-only** (numba compiles another variant for writeable ones);
:func:`frozen` makes them so. Times are integer seconds of the service day unless a name says ms.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

IMPASSABLE: Final = -1
"""In :attr:`ArcCosts.burden_ms`: this arc cannot be used by this profile."""

UNREACHED: Final = np.iinfo(np.int32).max


class WalkArrays(NamedTuple):
    """The walk network as forward-star arcs; every edge gives two, one each way.

    ``first_arc (n_corners + 1,) int32``; ``arc_head (n_arcs,) int32`` the corner it leads to;
    ``arc_edge (n_arcs,) int32`` the edge it belongs to; ``arc_forward (n_arcs,) bool`` True when
    it runs from the edge's ``u`` to its ``v``.
    """

    first_arc: NDArray[np.int32]
    arc_head: NDArray[np.int32]
    arc_edge: NDArray[np.int32]
    arc_forward: NDArray[np.bool_]


class ArcCosts(NamedTuple):
    """What each arc costs one profile in one stance.

    ``burden_ms (n_arcs,) int32`` perceived milliseconds or IMPASSABLE; ``time_ms (n_arcs,) int32``
    clock milliseconds; ``length_mm (n_arcs,) int32``; ``seat (n_corners,) bool`` where this stance
    believes that one can sit down.
    """

    burden_ms: NDArray[np.int32]
    time_ms: NDArray[np.int32]
    length_mm: NDArray[np.int32]
    seat: NDArray[np.bool_]


class TimetableArrays(NamedTuple):
    """Every trip of one service day (with the day before's after midnight), by pattern.

    Within a pattern trips do not overtake each other and are sorted by time.

    ``pattern_first_stop (n_patterns + 1,) int32`` into ``pattern_stop (n_visits,) int32`` stops,
    ``pattern_board`` and ``pattern_alight (n_visits,) uint8`` 1 where allowed, 2 where it is and
    the ride counts for more;
    ``pattern_first_trip (n_patterns + 1,) int32`` into trips;
    ``pattern_first_event (n_patterns + 1,) int64``: the event of trip ``j`` of the pattern (0 the
    earliest) at position ``i`` is ``pattern_first_event[p] + j * n_stops_of_p + i`` into
    ``arrival`` and ``departure (n_events,) int32`` s;
    ``stop_first_visit (n_stops + 1,) int32`` into ``visit_pattern`` and ``visit_position
    (n_visits,) int32``: where each stop is called at.
    """

    pattern_first_stop: NDArray[np.int32]
    pattern_stop: NDArray[np.int32]
    pattern_board: NDArray[np.uint8]
    pattern_alight: NDArray[np.uint8]
    pattern_first_trip: NDArray[np.int32]
    pattern_first_event: NDArray[np.int64]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]
    stop_first_visit: NDArray[np.int32]
    visit_pattern: NDArray[np.int32]
    visit_position: NDArray[np.int32]


class FootpathArrays(NamedTuple):
    """Walks between stops for one profile and stance, by the stop they start from.

    ``first (n_stops + 1,) int32`` into ``to_stop (n,) int32``, ``time_s (n,) int32`` and
    ``burden_s (n,) int32`` rounded up, ``length_m (n,) int32`` rounded up. A stop's way to itself
    (changing at the same stop) is among them. A pair of stops may have several, none of which is
    better than another in time, burden and length. Margins and the price of a change are *not* in
    them: the search adds these.
    """

    first: NDArray[np.int32]
    to_stop: NDArray[np.int32]
    time_s: NDArray[np.int32]
    burden_s: NDArray[np.int32]
    length_m: NDArray[np.int32]


def frozen(array: NDArray[Any], dtype: Any = None) -> NDArray[Any]:
    """Return an array as kernels want it.

    Parameters
    ----------
    array
        Any array.
    dtype
        Element type to convert to; as it is when None.

    Returns
    -------
    ndarray
        C-contiguous, read-only, of the base class; a copy only where one is needed.
    """
    made = np.ascontiguousarray(np.asarray(array), dtype=dtype)
    if made.flags.writeable:
        made = made.view()
        made.flags.writeable = False
    return made
