"""The cheapest way to take one more request into a run."""

import numpy as np
from numpy.typing import NDArray

from transit.kernels.dial_a_ride import (
    cost_of,
    crew_cost,
    is_on_time,
    layouts_for,
    meets_whom_it_must_not,
    settle,
)
from transit.kernels.dial_a_ride_arrays import NO_COST, Rides
from transit.kernels.dial_a_ride_looked import CREW, LASTED, LAYOUTS, PRICE, WORK, Scratch
from transit.kernels.leaf import leaf


@leaf
def _layouts_with(rides: Rides, kind: int, scratch: Scratch, at: int, request: int) -> int:
    """Return the layouts that carry the load after a stop and one request more."""
    return int(
        layouts_for(
            rides,
            kind,
            scratch.seats[at] + rides.seats[request],
            scratch.wheelchairs[at] + rides.wheelchairs[request],
            scratch.own[at] + rides.own[request],
            scratch.shared[at] + rides.shared[request],
        )
    )


@leaf
def insert_nodes(
    nodes: NDArray[np.int64],
    n_nodes: int,
    pick_after: int,
    drop_after: int,
    request: int,
    n_requests: int,
    into: NDArray[np.int64],
) -> None:
    """Write a run with one request more.

    Parameters
    ----------
    nodes, n_nodes
        The run with both depots, and how many of it count.
    pick_after, drop_after
        Stops of the old run after which pick-up and drop-off stand.
    request, n_requests
        The request, and how many there are.
    into
        ``(at least n_nodes + 2,) int64`` filled in; another array than ``nodes``.
    """
    to = 0
    for at in range(n_nodes):
        into[to] = nodes[at]
        to += 1
        if at == pick_after:
            into[to] = request
            to += 1
        if at == drop_after:
            into[to] = n_requests + request
            to += 1


@leaf
def _holds(
    rides: Rides,
    kind: int,
    nodes: NDArray[np.int64],
    n_nodes: int,
    pick_after: int,
    drop_after: int,
    request: int,
    scratch: Scratch,
) -> bool:
    """Tell whether the run looked at last has a timetable with one request more.

    Its own moments are where the search for one begins: with a stop more nothing is any sooner.
    """
    n_requests = rides.ride_limit.size
    trial, begin, place = scratch.trial, scratch.trial_begin, scratch.place
    to = 0
    for at in range(n_nodes):
        trial[to], begin[to] = nodes[at], scratch.begin[at]
        if nodes[at] < n_requests:
            place[nodes[at]] = to
        to += 1
        if at == pick_after:
            trial[to], begin[to] = request, rides.earliest[request]
            place[request] = to
            to += 1
        if at == drop_after:
            trial[to], begin[to] = n_requests + request, rides.earliest[n_requests + request]
            to += 1
    known = drop_after + 3
    return bool(settle(rides, kind, trial, to, begin, place, pick_after + 1, known))


@leaf
def _bound_drops(
    rides: Rides,
    metre_price: int,
    price: int,
    nodes: NDArray[np.int64],
    n_nodes: int,
    drop: int,
    scratch: Scratch,
) -> None:
    """Fill in what a drop-off after each stop, or a later one, adds at least."""
    added, driven = NO_COST, NO_COST
    for at in range(n_nodes - 2, 0, -1):
        before, after = nodes[at], nodes[at + 1]
        metres = rides.metres[before, drop] + rides.metres[drop, after]
        metres -= rides.metres[before, after]
        time = rides.time[before, drop] + rides.time[drop, after] - rides.time[before, after]
        driven = min(driven, metre_price * metres)
        added = min(added, metre_price * metres + price * time)
        scratch.added[at], scratch.driven[at] = added, driven


@leaf
def best_insertion(
    rides: Rides,
    kind: int,
    nodes: NDArray[np.int64],
    n_nodes: int,
    request: int,
    scratch: Scratch,
) -> tuple[int, int, int]:
    """Find where a request makes a run dearer by the least.

    All pairs of places are looked at. What is out by windows alone, by load or by cost is left
    early; of the rest the exact check decides. With driving times for which a way round is quicker
    than the straight way, a place may be missed, but none is found that does not hold.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count; ``look_at`` looked at it last.
    request
        The request; it is not on the run.
    scratch
        Room to work; ``scratch.nodes`` may be ``nodes``.

    Returns
    -------
    tuple
        Cost added, and after which stops pick-up and drop-off stand; ``NO_COST`` where nowhere.
    """
    n_requests = rides.ride_limit.size
    pick, drop = request, n_requests + request
    begin, latest = scratch.begin, scratch.latest
    best, best_pick, best_drop = NO_COST, 0, 0
    if meets_whom_it_must_not(rides, nodes, n_nodes, request):
        return best, best_pick, best_drop
    whole = scratch.whole
    layouts = whole[LAYOUTS]
    if layouts < 0:
        return best, best_pick, best_drop
    metre_price = rides.metre_price[kind]
    load_price = rides.load_price[kind]
    price, crew = whole[PRICE], whole[CREW]
    timed = price > 0 or rides.assistant_price[kind] > 0 or load_price > 0
    opening = rides.run_price[kind] if n_nodes == 2 else 0
    if n_nodes == 2:
        opening += metre_price * rides.metres[nodes[0], nodes[1]]
    # A run is no shorter than its work; whoever bridges two loads saves one.
    worked = whole[WORK] + rides.service[pick] + rides.service[drop]
    at_least = opening - load_price + price * (worked - whole[LASTED])
    _bound_drops(rides, metre_price, price, nodes, n_nodes, drop, scratch)
    for i in range(n_nodes - 1):
        before, after = nodes[i], nodes[i + 1]
        at_pick = begin[i] + rides.service[before] + rides.time[before, pick]
        at_pick = max(at_pick, rides.earliest[pick])
        if at_pick > rides.latest[pick]:
            break
        if at_pick + rides.service[pick] + rides.time[pick, after] > latest[i + 1]:
            continue
        detour = rides.metres[before, pick] + rides.metres[pick, after]
        detour -= rides.metres[before, after]
        longer = rides.time[before, pick] + rides.time[pick, after] - rides.time[before, after]
        apart = at_least + metre_price * detour + price * longer
        driven = opening - load_price + metre_price * detour
        left = at_pick + rides.service[pick]  # when the stop before the drop-off is left
        ridden = 0  # driving and service since the pick-up, without waits
        aboard = layouts
        last = pick
        for j in range(i, n_nodes - 1):
            if j > i:
                if max(apart + scratch.added[j], driven + scratch.driven[j]) >= best:
                    break
                ridden += rides.time[last, nodes[j]]
                at_stop = max(begin[j], left + rides.time[last, nodes[j]])
                if at_stop > latest[j] or ridden > rides.ride_limit[request]:
                    break
                ridden += rides.service[nodes[j]]
                left = at_stop + rides.service[nodes[j]]
                last = nodes[j]
            here = _layouts_with(rides, kind, scratch, j, request)
            aboard = here if rides.refits[kind] else aboard & here
            if aboard == 0:
                break
            following = nodes[j + 1]
            added = rides.metres[last, drop] + rides.metres[drop, following]
            if j > i:
                added += detour - rides.metres[last, following]
            else:
                added += rides.metres[before, pick] - rides.metres[before, following]
            cost = opening + metre_price * added
            if cost - load_price >= best:
                continue
            if j > i:
                time = rides.time[last, drop] + rides.time[drop, following]
                time += longer - rides.time[last, following]
            else:
                time = rides.time[before, pick] + rides.time[pick, drop]
                time += rides.time[drop, following] - rides.time[before, following]
            if at_least + metre_price * added + price * time >= best:
                continue
            at_drop = max(rides.earliest[drop], left + rides.time[last, drop])
            if at_drop > rides.latest[drop]:
                continue
            if ridden + rides.time[last, drop] > rides.ride_limit[request]:
                continue
            if at_drop + rides.service[drop] + rides.time[drop, following] > latest[j + 1]:
                continue
            if not _holds(rides, kind, nodes, n_nodes, i, j, request, scratch):
                continue
            if timed:
                cost += crew_cost(rides, kind, scratch.trial, n_nodes + 2, scratch.trial_begin)
                cost -= crew
            if cost < best:
                best, best_pick, best_drop = cost, i, j
    return best, best_pick, best_drop


@leaf
def run_cost(
    rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int, scratch: Scratch
) -> int:
    """Return what a run costs, and ``NO_COST`` where it has no timetable.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    scratch
        Room to work.

    Returns
    -------
    int
        Units of cost.
    """
    begin = scratch.trial_begin
    if n_nodes > 2 and not is_on_time(rides, kind, nodes, n_nodes, begin, scratch.place):
        return NO_COST
    return int(cost_of(rides, kind, nodes, n_nodes, begin))
