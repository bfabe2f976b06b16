"""The arrays of a dial-a-ride problem: shapes and dtypes stated once."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

NO_COST: Final = 1 << 60
"""Cost of what cannot be done; sums of a few of them still fit."""

MUST_COST: Final = 1 << 44
"""Cost of leaving somebody who must be served: beyond any plan's, and sums of thousands fit."""


class Rides(NamedTuple):
    """Requests, kinds of vehicle, and driving between their stops.

    With ``n`` requests, node ``r < n`` is request ``r``'s pick-up and ``n + r`` its drop-off; node
    ``2n + 2k`` is where vehicles of kind ``k`` start, ``2n + 2k + 1`` where they end.

    ``earliest``, ``latest``, ``service (n_nodes,) int64`` when service may begin and how long it
    takes; ``time``, ``metres (n_nodes, n_nodes) int64``; ``ride_limit (n,) int64``; ``seats``,
    ``wheelchairs``, ``own``, ``shared (n,) int64`` what a request takes: seats, wheelchair spaces,
    assistants of its own (how many people have one), a share of one (how many share);
    ``leave_cost (n,) int64``; ``apart (n, n) bool`` who must not be on a run with whom.

    By kind of vehicle: ``longest``, ``run_price``, ``metre_price``, ``second_price``,
    ``assistants``, ``more_assistants``, ``assistant_price (n_kinds,) int64``: of the crew, how many
    more, and what a second of each of these costs; ``load_price (n_kinds,) int64`` for filling
    again; ``refits (n_kinds,) bool``; ``fits (n_kinds,
    most seats + 1, most wheelchairs + 1) int64`` the layouts, a bit each, that carry so many;
    ``kind_of (n_vehicles,) int64``, vehicles of a kind beside each other.
    """

    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]
    service: NDArray[np.int64]
    time: NDArray[np.int64]
    metres: NDArray[np.int64]
    ride_limit: NDArray[np.int64]
    seats: NDArray[np.int64]
    wheelchairs: NDArray[np.int64]
    own: NDArray[np.int64]
    shared: NDArray[np.int64]
    leave_cost: NDArray[np.int64]
    longest: NDArray[np.int64]
    run_price: NDArray[np.int64]
    metre_price: NDArray[np.int64]
    second_price: NDArray[np.int64]
    assistants: NDArray[np.int64]
    more_assistants: NDArray[np.int64]
    assistant_price: NDArray[np.int64]
    load_price: NDArray[np.int64]
    apart: NDArray[np.bool_]
    refits: NDArray[np.bool_]
    fits: NDArray[np.int64]
    kind_of: NDArray[np.int64]
