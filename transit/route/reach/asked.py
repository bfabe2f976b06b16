"""Which moments of a service day are asked, and which way."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import frozen
from transit.kernels.ways import Asked
from transit.model.profile import Profile
from transit.route.costs import MS

_LAYERS: Final = 9
"""Rows of best burdens where all walking is limited: more of them drop more, but cost more each.

Never changes a result.
"""


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a day at which people want to be there, or may leave.

    Parameters
    ----------
    times
        ``(n,) int64`` seconds of the service date, ascending and different.
    arrive_by
        True when they are when to be there, False when they are when to leave.
    window_s
        How much earlier, or later, a journey may be.
    longest_s
        Longest journey beyond the window.
    """

    times: NDArray[np.int64]
    arrive_by: bool
    window_s: int
    longest_s: int

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if not self.times.size or (np.diff(self.times) <= 0).any():
            raise InputError("moments: give at least one, ascending and different")
        if not 0 <= self.window_s <= 86_400 or self.longest_s < 0:
            raise InputError("moments: the window must be between 0 and 86,400 seconds")

    def searched(self, profile: Profile) -> NDArray[np.int64]:
        """Return the moments in the direction of the search, margins taken off, ascending.

        Parameters
        ----------
        profile
            Its margin at the destination is used.

        Returns
        -------
        ndarray
            ``(n,) int64``; the last time comes first when leaving, for time is then negated.
        """
        if self.arrive_by:
            return frozen(self.times - profile.arrive_early_s, np.int64)
        return frozen(-self.times[::-1], np.int64)

    def index(self, moment_s: int) -> int:
        """Return which of the searched moments a time is.

        Parameters
        ----------
        moment_s
            One of the times.

        Returns
        -------
        int
            Its index in what :meth:`searched` gives.
        """
        at = int(np.searchsorted(self.times, moment_s))
        if at == self.times.size or self.times[at] != moment_s:
            raise InputError(f"{moment_s} s is not among the moments asked")
        return at if self.arrive_by else self.times.size - 1 - at


def every(first_s: int, last_s: int, step_s: int) -> NDArray[np.int64]:
    """Return evenly spaced moments.

    Parameters
    ----------
    first_s, last_s
        First and last moment, s of the service date, both included.
    step_s
        Seconds between.

    Returns
    -------
    ndarray
        ``(n,) int64``.
    """
    if step_s <= 0 or last_s < first_s:
        raise InputError("moments: the step must be above 0 and the last not before the first")
    return np.arange(first_s, last_s + 1, step_s, dtype=np.int64)


def kernel_asked(moments: Moments, profile: Profile, waits: NDArray[np.int64]) -> Asked:
    """Return what is asked as the kernel wants it.

    Parameters
    ----------
    moments
        When.
    profile
        Its limits and weights.
    waits
        Weights of waiting that occur, thousandths.

    Returns
    -------
    Asked
        In the direction of the search.
    """
    longest = profile.longest_total_walk_m
    layers = 1 if longest is None else _LAYERS
    return Asked(
        moments=moments.searched(profile),
        window_s=moments.window_s,
        longest_s=moments.longest_s,
        most_rides=profile.most_changes + 1,
        ride=round(profile.weights.ride * MS),
        waits=frozen(np.unique(waits), np.int64),
        longest_m=-1 if longest is None else longest,
        layer_m=1 if longest is None else max(1, -(-longest // (layers - 1))),
        n_layers=layers,
    )
