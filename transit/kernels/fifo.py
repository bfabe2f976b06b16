"""Split trips with the same stops into chains in which none overtakes another."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def assign_chains(
    group_first: NDArray[np.int64],
    trip_order: NDArray[np.int64],
    first_event: NDArray[np.int64],
    n_stops: NDArray[np.int64],
    arrival: NDArray[np.int32],
    departure: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Put each trip into the first chain whose last trip it does not overtake.

    Not overtaking is transitive, so comparing with a chain's last trip is exact.

    Parameters
    ----------
    group_first
        ``(n_groups + 1,) int64`` into ``trip_order``: trips with the same stops.
    trip_order
        ``(n_trips,) int64`` trips; within a group sorted so that a trip never stands before one
        that it is later than, or equal to, at all stops.
    first_event, n_stops
        ``(n_trips,) int64`` of each trip.
    arrival, departure
        ``(n_events,) int32``, s.

    Returns
    -------
    ndarray
        ``(n_trips,) int32`` in the order of ``trip_order``: the chain within the group.
    """
    chain = np.empty(trip_order.size, np.int32)
    last = np.empty(trip_order.size, np.int64)
    for group in range(group_first.size - 1):
        n_chains = 0
        for at in range(group_first[group], group_first[group + 1]):
            trip = trip_order[at]
            event = first_event[trip]
            found = n_chains
            for candidate in range(n_chains):
                other = first_event[last[candidate]]
                follows = True
                for stop in range(n_stops[trip]):
                    if (
                        arrival[event + stop] < arrival[other + stop]
                        or departure[event + stop] < departure[other + stop]
                    ):
                        follows = False
                        break
                if follows:
                    found = candidate
                    break
            if found == n_chains:
                n_chains += 1
            last[found] = trip
            chain[at] = found
    return chain
