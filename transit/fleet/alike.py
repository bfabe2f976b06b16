"""Who is like whom: requests that could change places between runs."""

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.kernels.dial_a_ride_arrays import Rides


def rank_kin(rides: Rides) -> NDArray[np.int64]:
    """Rank for each request the others, the most alike first.

    Parameters
    ----------
    rides
        The problem.

    Returns
    -------
    ndarray
        ``(2, n_requests, n_requests - 1) int64``: alike in space and time (driving between the
        pick-ups and between the drop-offs, and how far windows are apart), and in time alone.
    """
    n_requests = rides.ride_limit.size
    drive = np.minimum(rides.time, rides.time.T)
    picks = drive[:n_requests, :n_requests]
    drops = drive[n_requests : 2 * n_requests, n_requests : 2 * n_requests]
    apart = _apart(rides, 0) + _apart(rides, n_requests)
    ranked = [_ranks(picks + drops + apart), _ranks(apart * 1000 + picks)]
    return frozen(np.stack(ranked), np.int64)


def _apart(rides: Rides, first: int) -> NDArray[np.int64]:
    """Return how far the middles of windows are apart, by request and request."""
    nodes = slice(first, first + rides.ride_limit.size)
    middle = (rides.earliest[nodes] + rides.latest[nodes]) // 2
    return np.abs(middle[:, None] - middle[None, :])


def _ranks(unlike: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the others of each row in the order of their unlikeness."""
    n_requests = len(unlike)
    unlike = unlike.copy()
    np.fill_diagonal(unlike, -1)
    order = np.argsort(unlike, axis=1, kind="stable")
    return order[:, 1:].reshape(n_requests, max(n_requests - 1, 0))
