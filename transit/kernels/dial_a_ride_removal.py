"""Whom to take off a plan, so that it can be mended better."""

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import Rides
from transit.kernels.dial_a_ride_chance import draw_below, draw_unit
from transit.kernels.dial_a_ride_plan import Draft

N_REMOVALS: Final = 6
"""Ways to choose: at random, alike in space, alike in time, dear, whole runs, strings of runs."""

_LONGEST_STRING: Final = 10


@njit(cache=True)
def _served(draft: Draft) -> NDArray[np.int64]:
    """Return the requests that are on runs."""
    return np.flatnonzero(draft.vehicle >= 0)


@njit(cache=True)
def choose_random(
    draft: Draft, wanted: int, chance: NDArray[np.uint64], gone: NDArray[np.int64]
) -> int:
    """Choose at random.

    Parameters
    ----------
    draft
        The plan.
    wanted
        How many.
    chance
        State of the random numbers.
    gone
        ``(n_requests,) int64`` filled in.

    Returns
    -------
    int
        How many were chosen.
    """
    served = _served(draft)
    n_gone = min(wanted, served.size)
    for at in range(n_gone):
        other = at + draw_below(chance, served.size - at)
        served[at], served[other] = served[other], served[at]
        gone[at] = served[at]
    return n_gone


@njit(cache=True)
def choose_alike(
    draft: Draft,
    wanted: int,
    kin: NDArray[np.int64],
    greed: float,
    chance: NDArray[np.uint64],
    gone: NDArray[np.int64],
) -> int:
    """Choose requests that are alike, so that they can change places (Shaw 1998).

    Parameters
    ----------
    draft
        The plan.
    wanted
        How many.
    kin
        ``(n_requests, n_requests - 1) int64`` the others, the most alike first.
    greed
        Power of the draw: 1 takes any, more the most alike.
    chance
        State of the random numbers.
    gone
        ``(n_requests,) int64`` filled in.

    Returns
    -------
    int
        How many were chosen.
    """
    served = _served(draft)
    if served.size == 0:
        return 0
    free = draft.vehicle >= 0
    gone[0] = served[draw_below(chance, served.size)]
    free[gone[0]] = False
    n_gone = 1
    while n_gone < min(wanted, served.size):
        like = kin[gone[draw_below(chance, n_gone)]]
        skip = int(draw_unit(chance) ** greed * (served.size - n_gone))
        for other in like:
            if free[other]:
                if skip == 0:
                    gone[n_gone] = other
                    free[other] = False
                    n_gone += 1
                    break
                skip -= 1
    return n_gone


@njit(cache=True)
def choose_dear(
    rides: Rides,
    draft: Draft,
    wanted: int,
    greed: float,
    chance: NDArray[np.uint64],
    gone: NDArray[np.int64],
) -> int:
    """Choose requests whose stops are a long way round.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan.
    wanted
        How many.
    greed
        Power of the draw: 1 takes any, more the dearest.
    chance
        State of the random numbers.
    gone
        ``(n_requests,) int64`` filled in.

    Returns
    -------
    int
        How many were chosen.
    """
    n_requests = draft.vehicle.size
    detour = np.zeros(n_requests, np.int64)
    for vehicle in range(draft.size.size):
        row = draft.nodes[vehicle]
        for at in range(1, draft.size[vehicle] - 1):
            before, node, after = row[at - 1], row[at], row[at + 1]
            added = rides.metres[before, node] + rides.metres[node, after]
            if after % n_requests == node % n_requests and after < 2 * n_requests:
                added -= rides.metres[node, after]
            elif before % n_requests == node % n_requests and before < 2 * n_requests:
                added -= rides.metres[row[at - 2], after]
            else:
                added -= rides.metres[before, after]
            detour[node % n_requests] += added
    served = _served(draft)
    order = served[np.argsort(-detour[served], kind="mergesort")]
    n_gone = min(wanted, served.size)
    n_left = order.size
    for at in range(n_gone):
        drawn = int(draw_unit(chance) ** greed * n_left)
        gone[at] = order[drawn]
        order[drawn : n_left - 1] = order[drawn + 1 : n_left].copy()
        n_left -= 1
    return n_gone


@njit(cache=True)
def choose_runs(
    draft: Draft, wanted: int, chance: NDArray[np.uint64], gone: NDArray[np.int64]
) -> int:
    """Choose everybody on a run, and on others while too few are chosen.

    Parameters
    ----------
    draft
        The plan.
    wanted
        How many at least, if so many are served.
    chance
        State of the random numbers.
    gone
        ``(n_requests,) int64`` filled in.

    Returns
    -------
    int
        How many were chosen.
    """
    n_requests = draft.vehicle.size
    used = np.flatnonzero(draft.size > 2)
    n_gone, n_left = 0, used.size
    while n_gone < wanted and n_left > 0:
        drawn = draw_below(chance, n_left)
        vehicle = used[drawn]
        n_left -= 1
        used[drawn] = used[n_left]
        for at in range(1, draft.size[vehicle] - 1):
            if draft.nodes[vehicle, at] < n_requests:
                gone[n_gone] = draft.nodes[vehicle, at]
                n_gone += 1
    return n_gone


@njit(cache=True)
def choose_strings(
    draft: Draft,
    wanted: int,
    kin: NDArray[np.int64],
    chance: NDArray[np.uint64],
    gone: NDArray[np.int64],
) -> int:
    """Choose people picked up one after another, on several runs near each other [1]_.

    Parameters
    ----------
    draft
        The plan.
    wanted
        How many.
    kin
        ``(n_requests, n_requests - 1) int64`` the others, the most alike first.
    chance
        State of the random numbers.
    gone
        ``(n_requests,) int64`` filled in.

    Returns
    -------
    int
        How many were chosen.

    References
    ----------
    .. [1] Christiaens, J., Vanden Berghe, G. (2020). Slack induction by string removals for vehicle
       routing problems. Transportation Science 54(2), 417-433.
    """
    n_requests = draft.vehicle.size
    served = _served(draft)
    if served.size == 0:
        return 0
    first = served[draw_below(chance, served.size)]
    cut = np.zeros(draft.size.size, np.bool_)
    picked = np.empty(n_requests, np.int64)
    n_gone = 0
    for step in range(n_requests):
        request = first if step == 0 else kin[first, step - 1]
        vehicle = draft.vehicle[request]
        if vehicle < 0 or cut[vehicle]:
            continue
        cut[vehicle] = True
        n_picked, own = 0, 0
        for at in range(1, draft.size[vehicle] - 1):
            if draft.nodes[vehicle, at] < n_requests:
                if draft.nodes[vehicle, at] == request:
                    own = n_picked
                picked[n_picked] = draft.nodes[vehicle, at]
                n_picked += 1
        length = min(n_picked, _LONGEST_STRING, wanted - n_gone)
        length = 1 + draw_below(chance, length)
        soonest = max(0, own - length + 1)
        latest = min(own, n_picked - length)
        begin = soonest + draw_below(chance, latest - soonest + 1)
        for at in range(begin, begin + length):
            gone[n_gone] = picked[at]
            n_gone += 1
        if n_gone >= wanted:
            break
    return n_gone


@njit(cache=True)
def choose(
    rides: Rides,
    draft: Draft,
    wanted: int,
    kin: NDArray[np.int64],
    greed: float,
    chance: NDArray[np.uint64],
    gone: NDArray[np.int64],
) -> int:
    """Choose in one of the ways, drawn at random.

    Parameters
    ----------
    rides
        The problem.
    draft
        The plan.
    wanted
        How many.
    kin
        ``(2, n_requests, n_requests - 1) int64`` the others, the most alike in space first, and the
        most alike in time.
    greed
        Power of the draws.
    chance
        State of the random numbers.
    gone
        ``(n_requests,) int64`` filled in.

    Returns
    -------
    int
        How many were chosen.
    """
    way = draw_below(chance, N_REMOVALS)
    if way == 0:
        return choose_random(draft, wanted, chance, gone)
    if way <= 2:
        return choose_alike(draft, wanted, kin[way - 1], greed, chance, gone)
    if way == 3:
        return choose_dear(rides, draft, wanted, greed, chance, gone)
    if way == 4:
        return choose_runs(draft, wanted, chance, gone)
    return choose_strings(draft, wanted, kin[0], chance, gone)
