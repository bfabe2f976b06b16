"""What every insertion into a run has to know of it: found once, and kept until the next run."""

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride import (
    crew_price,
    is_on_time,
    layouts_for,
    loads_cost,
    set_latest,
    shortest_duration,
)
from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.leaf import leaf

MARK: Final = 0
"""Where ``Scratch.whole`` has the mark of the run looked at last, 0 for none."""

LAYOUTS: Final = 1
"""Where it has the layouts that carry everybody; -1 where the run has no timetable."""

PRICE: Final = 2
"""Where it has what a second costs."""

LASTED: Final = 3
"""Where it has how long the run takes at least; 0 where time costs nothing."""

CREW: Final = 4
"""Where it has what its time and its fillings cost."""

WORK: Final = 5
"""Where it has how long the run drives and stands at stops, without waits."""

_N_WHOLE: Final = 6


class Scratch(NamedTuple):
    """What insertion writes on; contents mean nothing between calls.

    ``nodes``, ``trial``, ``trial_begin (longest run + 2,) int64``; ``place (n_requests,) int64``;
    ``added``, ``driven (longest run + 2,) int64`` what a drop-off at a stop or later adds at least:
    metres and time, and metres alone.

    Of the run looked at last, kept between calls: ``begin``, ``latest``, ``seats``,
    ``wheelchairs``, ``own``, ``shared (longest run + 2,) int64``; ``whole (6,) int64`` for ``MARK``
    and what follows it.
    """

    nodes: NDArray[np.int64]
    begin: NDArray[np.int64]
    latest: NDArray[np.int64]
    trial: NDArray[np.int64]
    trial_begin: NDArray[np.int64]
    seats: NDArray[np.int64]
    wheelchairs: NDArray[np.int64]
    own: NDArray[np.int64]
    shared: NDArray[np.int64]
    place: NDArray[np.int64]
    added: NDArray[np.int64]
    driven: NDArray[np.int64]
    whole: NDArray[np.int64]


@njit(cache=True)
def make_scratch(n_requests: int) -> Scratch:
    """Make room for insertion.

    Parameters
    ----------
    n_requests
        Requests of the problem.

    Returns
    -------
    Scratch
        Room for a run with all of them.
    """
    size = 2 * n_requests + 4
    return Scratch(
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(n_requests, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.zeros(_N_WHOLE, np.int64),
    )


@leaf
def _set_loads(
    rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int, scratch: Scratch
) -> int:
    """Fill in the loads after each stop; return the layouts that carry all of them."""
    n_requests = rides.ride_limit.size
    scratch.seats[0] = scratch.wheelchairs[0] = scratch.own[0] = scratch.shared[0] = 0
    layouts = rides.fits[kind, 0, 0]
    for at in range(1, n_nodes - 1):
        sign = 1 if nodes[at] < n_requests else -1
        request = nodes[at] if nodes[at] < n_requests else nodes[at] - n_requests
        scratch.seats[at] = scratch.seats[at - 1] + sign * rides.seats[request]
        scratch.wheelchairs[at] = scratch.wheelchairs[at - 1] + sign * rides.wheelchairs[request]
        scratch.own[at] = scratch.own[at - 1] + sign * rides.own[request]
        scratch.shared[at] = scratch.shared[at - 1] + sign * rides.shared[request]
        layouts &= layouts_for(
            rides,
            kind,
            scratch.seats[at],
            scratch.wheelchairs[at],
            scratch.own[at],
            scratch.shared[at],
        )
    return int(layouts)


@leaf
def _work(rides: Rides, nodes: NDArray[np.int64], n_nodes: int) -> int:
    """Return how long a run drives and stands at stops, without waits."""
    work = 0
    for at in range(1, n_nodes):
        work += rides.time[nodes[at - 1], nodes[at]] + rides.service[nodes[at]]
    return int(work)


@leaf
def look_at(
    rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int, mark: int, scratch: Scratch
) -> None:
    """Find what every insertion into a run has to know of it, and remember that.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    mark
        Tells the run from others.
    scratch
        Room to work, changed.
    """
    whole = scratch.whole
    whole[MARK], whole[LAYOUTS] = mark, -1
    if not is_on_time(rides, kind, nodes, n_nodes, scratch.begin, scratch.place):
        return
    set_latest(rides, nodes, n_nodes, scratch.latest)
    whole[LAYOUTS] = _set_loads(rides, kind, nodes, n_nodes, scratch)
    price = crew_price(rides, kind, nodes, n_nodes)
    crew, lasted = 0, 0
    if n_nodes > 2:
        lasted = shortest_duration(rides, nodes, n_nodes, scratch.trial_begin) if price else 0
        crew = price * lasted + loads_cost(rides, kind, nodes, n_nodes)
    whole[PRICE], whole[LASTED], whole[CREW] = price, lasted, crew
    whole[WORK] = _work(rides, nodes, n_nodes)
