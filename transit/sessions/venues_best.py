"""Where one more venue would help most: maximal covering, exact.

After Church and ReVelle [1]_; people count by what their coming is worth beyond what there is.

References
----------
.. [1] R. Church, C. ReVelle: The maximal covering location problem. Papers of the Regional Science
   Association 32 (1974) 101-118.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.sessions.windows_programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class BestVenues:
    """Where venues would help most.

    Parameters
    ----------
    chosen
        Numbers of the candidates.
    gain
        What they are worth together, in people, beyond what there is.
    bound
        What no choice is worth more than, as far as is proven.
    is_proven
        Whether the two are the same.
    """

    chosen: tuple[int, ...]
    gain: float
    bound: float
    is_proven: bool


def best_venues(
    worth: NDArray[np.float64],
    today: NDArray[np.float64],
    most: int,
    *,
    goes_nowhere: NDArray[np.bool_] | None = None,
    seconds: float = 60.0,
) -> BestVenues:
    """Choose candidates that together help most people.

    Parameters
    ----------
    worth
        ``(n_people, n_candidates) float64``: what it is worth that somebody can come there.
    today
        ``(n_people,) float64``: what it is worth that they can come where they can today.
    most
        Venues at most.
    goes_nowhere
        ``(n_people,) bool``: who goes nowhere today; of equal choices the one is taken that helps
        most of them.
    seconds
        How long to look.

    Returns
    -------
    BestVenues
        The best choice, with its proof.

    Raises
    ------
    InputError
        There is nothing to choose.
    """
    people, candidates = worth.shape
    if not candidates or most < 1:
        raise InputError("choose 1 venue or more, of 1 building or more")
    programme = Programme(seconds)
    open_ = [programme.column(1.0, whole=True) for _ in range(candidates)]
    programme.row(open_, 1.0, high=float(most))
    columns: list[int] = []
    values: list[float] = []
    whose: list[int] = []
    for who in range(people):
        below = float(today[who])
        for level in sorted({each for each in worth[who].tolist() if each > below}):
            helped = programme.column(1.0)
            some = [open_[at] for at in np.flatnonzero(worth[who] >= level).tolist()]
            programme.row([helped, *some], [1.0, *[-1.0] * len(some)], high=0.0)
            columns.append(helped)
            values.append(level - below)
            whose.append(who)
            below = level
    goal = programme.goal(columns, values)
    first = programme.solve(goal)
    programme.hold(goal, first.best)
    alone = np.zeros(people, np.bool_) if goes_nowhere is None else goes_nowhere
    last = programme.solve(programme.goal(columns, np.array(values) * alone[whose]))
    chosen = tuple(at for at, column in enumerate(open_) if last.values[column] > 0.5)
    return BestVenues(chosen=chosen, gain=first.best, bound=first.bound, is_proven=first.is_proven)
