"""Is there a timetable for these stops in this order, and which is the best one?

Two ways. The search asks :func:`is_on_time`: the earliest timetable is the least solution of
difference constraints, found by passes over the run. A plan shows :func:`set_times`: the eight
steps of Cordeau and Laporte (2003), which also shorten the run and the rides. Both are exact.

References
----------
.. [1] Cordeau, J.-F., Laporte, G. (2003). A tabu search heuristic for the static multi-vehicle
   dial-a-ride problem. Transportation Research Part B 37(6), 579-594.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from transit.kernels.dial_a_ride_arrays import NO_COST, Rides
from transit.kernels.leaf import leaf


@leaf
def find_places(
    rides: Rides, nodes: NDArray[np.int64], n_nodes: int, place: NDArray[np.int64]
) -> None:
    """Note where in a run each of its pick-ups stands.

    Parameters
    ----------
    rides
        The problem.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    place
        ``(n_requests,) int64`` to fill in.
    """
    n_requests = rides.ride_limit.size
    for at in range(n_nodes):
        if nodes[at] < n_requests:
            place[nodes[at]] = at


@leaf
def is_on_time(
    rides: Rides,
    kind: int,
    nodes: NDArray[np.int64],
    n_nodes: int,
    begin: NDArray[np.int64],
    place: NDArray[np.int64],
) -> bool:
    """Find the earliest timetable of a run, if it has any.

    Windows, the rides' limits and the run's longest duration are constraints between two moments
    each. A pass sets the earliest moments in order; a limit that is broken then lifts a pick-up, or
    the start, and another pass follows. No chain of constraints uses a limit twice, so that more
    passes than limits mean that there is no timetable.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    begin
        ``(at least n_nodes,) int64`` filled in: when service begins.
    place
        ``(n_requests,) int64`` scratch.

    Returns
    -------
    bool
        Whether there is a timetable.
    """
    find_places(rides, nodes, n_nodes, place)
    for at in range(n_nodes):
        begin[at] = rides.earliest[nodes[at]]
    return bool(settle(rides, kind, nodes, n_nodes, begin, place, 1, n_nodes))


@leaf
def settle(
    rides: Rides,
    kind: int,
    nodes: NDArray[np.int64],
    n_nodes: int,
    begin: NDArray[np.int64],
    place: NDArray[np.int64],
    first: int,
    known: int,
) -> bool:
    """Put moments off until they make a timetable, if there is any.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    begin
        ``(at least n_nodes,) int64`` moments at which service begins at the earliest, changed.
    place
        ``(n_requests,) int64`` where in the run each pick-up stands.
    first
        The first stop, after the start, that may have to be put off.
    known
        From this stop on they made a timetable before, and move only when the one before does.

    Returns
    -------
    bool
        Whether there is a timetable; ``begin`` is the earliest one.
    """
    n_requests = rides.ride_limit.size
    last = n_nodes - 1
    for _ in range(n_nodes // 2 + 2):
        if begin[0] > rides.latest[nodes[0]]:
            return False
        moved = last
        for at in range(first, n_nodes):
            node, before = nodes[at], nodes[at - 1]
            arrival = begin[at - 1] + rides.service[before] + rides.time[before, node]
            if arrival > begin[at]:
                begin[at] = arrival
            elif at >= known:
                moved = at - 1
                break
            if begin[at] > rides.latest[node]:
                return False
        lifted = False
        if begin[last] - begin[0] > rides.longest[kind]:
            begin[0] = begin[last] - rides.longest[kind]
            lifted = True
        for at in range(moved, first - 1, -1):
            request = nodes[at] - n_requests
            if 0 <= request < n_requests:
                origin = place[request]
                soonest = begin[at] - rides.ride_limit[request] - rides.service[request]
                if begin[origin] < soonest:
                    begin[origin] = soonest
                    lifted = True
        if not lifted:
            return True
        first, known = 1, n_nodes
    return False


@leaf
def set_latest(
    rides: Rides, nodes: NDArray[np.int64], n_nodes: int, latest: NDArray[np.int64]
) -> None:
    """Find the latest moments that the windows of a run allow, ride limits aside.

    Parameters
    ----------
    rides
        The problem.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    latest
        ``(at least n_nodes,) int64`` filled in: when service must begin.
    """
    latest[n_nodes - 1] = rides.latest[nodes[n_nodes - 1]]
    for at in range(n_nodes - 2, -1, -1):
        node, after = nodes[at], nodes[at + 1]
        leave = latest[at + 1] - rides.time[node, after]
        latest[at] = min(rides.latest[node], leave - rides.service[node])


@leaf
def is_seated(rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int) -> bool:
    """Tell whether a vehicle carries everybody on a run, all the way.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.

    Returns
    -------
    bool
        Whether layout and assistants are enough, and nobody meets whom they must not.
    """
    n_requests = rides.ride_limit.size
    seats, wheelchairs, own, shared = 0, 0, 0, 0
    layouts = rides.fits[kind, 0, 0]
    for at in range(1, n_nodes - 1):
        node = nodes[at]
        sign = 1 if node < n_requests else -1
        request = node if node < n_requests else node - n_requests
        seats += sign * rides.seats[request]
        wheelchairs += sign * rides.wheelchairs[request]
        own += sign * rides.own[request]
        shared += sign * rides.shared[request]
        now = layouts_for(rides, kind, seats, wheelchairs, own, shared)
        layouts = now if rides.refits[kind] else layouts & now
        if layouts == 0 or (sign > 0 and meets_whom_it_must_not(rides, nodes, at, request)):
            return False
    return True


@leaf
def meets_whom_it_must_not(
    rides: Rides, nodes: NDArray[np.int64], n_nodes: int, request: int
) -> bool:
    """Tell whether somebody is on a run with whom a request must not be.

    Parameters
    ----------
    rides
        The problem.
    nodes, n_nodes
        The run with its first depot, and how many of it count.
    request
        The request.

    Returns
    -------
    bool
        Whether one of them gets on anywhere.
    """
    n_requests = rides.ride_limit.size
    for at in range(1, n_nodes):
        if nodes[at] < n_requests and rides.apart[request, nodes[at]]:
            return True
    return False


@leaf
def more_assistants(rides: Rides, kind: int, own: int, shared: int) -> int:
    """Return how many assistants are needed beyond the crew.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    own, shared
        People aboard with their own assistant, and who share one.

    Returns
    -------
    int
        0 where the crew are enough.
    """
    return int(max(own + (1 if shared > 0 else 0) - rides.assistants[kind], 0))


@leaf
def most_assistants(rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int) -> int:
    """Return how many assistants a run needs beyond the crew at its fullest.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.

    Returns
    -------
    int
        All of them are paid for the whole run.
    """
    n_requests = rides.ride_limit.size
    own, shared, most = 0, 0, 0
    for at in range(1, n_nodes - 1):
        node = nodes[at]
        sign = 1 if node < n_requests else -1
        request = node if node < n_requests else node - n_requests
        own += sign * rides.own[request]
        shared += sign * rides.shared[request]
        most = max(most, more_assistants(rides, kind, own, shared))
    return most


@leaf
def layouts_for(
    rides: Rides, kind: int, seats: int, wheelchairs: int, own: int, shared: int
) -> int:
    """Return the layouts that carry a load.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    seats, wheelchairs, own, shared
        The load: seats, wheelchair spaces, people with their own assistant, people who share one.

    Returns
    -------
    int
        A bit each; 0 where none does or assistants are too few. Each assistant beyond the crew
        takes a seat.
    """
    more = more_assistants(rides, kind, own, shared)
    if more > rides.more_assistants[kind]:
        return 0
    seats += more
    if seats >= rides.fits.shape[1] or wheelchairs >= rides.fits.shape[2]:
        return 0
    return int(rides.fits[kind, seats, wheelchairs])


@leaf
def shortest_duration(
    rides: Rides, nodes: NDArray[np.int64], n_nodes: int, begin: NDArray[np.int64]
) -> int:
    """Return how long a run takes at least: steps 1 to 4 of the eight.

    Parameters
    ----------
    rides
        The problem.
    nodes, n_nodes
        The run with both depots, and how many of it count; it has a timetable.
    begin
        ``(at least n_nodes,) int64`` scratch.

    Returns
    -------
    int
        From leaving the depot until being back.
    """
    begin[0] = rides.earliest[nodes[0]]
    slack = rides.latest[nodes[0]] - begin[0]
    waits = 0
    for at in range(1, n_nodes):
        node, before = nodes[at], nodes[at - 1]
        arrival = begin[at - 1] + rides.service[before] + rides.time[before, node]
        begin[at] = max(rides.earliest[node], arrival)
        waits += begin[at] - arrival
        slack = min(slack, waits + rides.latest[node] - begin[at])
    return int(begin[n_nodes - 1] - begin[0] - min(slack, waits))


@leaf
def cost_of(
    rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int, begin: NDArray[np.int64]
) -> int:
    """Return what a run costs; it must have a timetable.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.
    begin
        ``(at least n_nodes,) int64`` scratch.

    Returns
    -------
    int
        Units of cost; 0 for a vehicle that stays.
    """
    if n_nodes == 2:
        return 0
    metres = 0
    for at in range(1, n_nodes):
        metres += rides.metres[nodes[at - 1], nodes[at]]
    cost = rides.run_price[kind] + rides.metre_price[kind] * metres
    return int(cost + crew_cost(rides, kind, nodes, n_nodes, begin))


@leaf
def crew_cost(
    rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int, begin: NDArray[np.int64]
) -> int:
    """Return what the time of a run's crew costs, assistants beyond them, and filling again.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count; it has a timetable.
    begin
        ``(at least n_nodes,) int64`` scratch.

    Returns
    -------
    int
        Units of cost.
    """
    price = crew_price(rides, kind, nodes, n_nodes)
    cost = loads_cost(rides, kind, nodes, n_nodes)
    if price > 0:
        cost += price * shortest_duration(rides, nodes, n_nodes, begin)
    return int(cost)


@leaf
def crew_price(rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int) -> int:
    """Return what a second of a run costs, with the assistants that it needs beyond the crew.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count.

    Returns
    -------
    int
        Units of cost.
    """
    price = rides.second_price[kind]
    if rides.assistant_price[kind] > 0:
        price += rides.assistant_price[kind] * most_assistants(rides, kind, nodes, n_nodes)
    return int(price)


@leaf
def loads_cost(rides: Rides, kind: int, nodes: NDArray[np.int64], n_nodes: int) -> int:
    """Return what filling again costs a run.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes, n_nodes
        The run with both depots, and how many of it count; somebody is on it.

    Returns
    -------
    int
        Units of cost; 0 where it fills once.
    """
    if rides.load_price[kind] == 0:
        return 0
    return int(rides.load_price[kind] * (count_loads(rides, nodes, n_nodes) - 1))


@leaf
def count_loads(rides: Rides, nodes: NDArray[np.int64], n_nodes: int) -> int:
    """Return how often a vehicle that was empty fills.

    Parameters
    ----------
    rides
        The problem.
    nodes, n_nodes
        The run with both depots, and how many of it count.

    Returns
    -------
    int
        1 where somebody is aboard all the way.
    """
    n_requests = rides.ride_limit.size
    aboard, loads = 0, 0
    for at in range(1, n_nodes - 1):
        if nodes[at] < n_requests:
            loads += aboard == 0
            aboard += 1
        else:
            aboard -= 1
    return loads


@leaf
def _forward(
    rides: Rides,
    nodes: NDArray[np.int64],
    first: int,
    begin: NDArray[np.int64],
    wait: NDArray[np.int64],
) -> None:
    """Set moments and waits after a stop, each as early as the one before lets it."""
    for at in range(first + 1, nodes.size):
        node, before = nodes[at], nodes[at - 1]
        arrival = begin[at - 1] + rides.service[before] + rides.time[before, node]
        begin[at] = max(rides.earliest[node], arrival)
        wait[at] = begin[at] - arrival


@leaf
def _delay(
    rides: Rides,
    nodes: NDArray[np.int64],
    first: int,
    begin: NDArray[np.int64],
    wait: NDArray[np.int64],
    place: NDArray[np.int64],
) -> int:
    """Return how much later a stop may be without harm: its forward slack, or all later waits."""
    n_requests = rides.ride_limit.size
    waits, slack = 0, NO_COST
    for at in range(first, nodes.size):
        if at > first:
            waits += wait[at]
        room = rides.latest[nodes[at]] - begin[at]
        request = nodes[at] - n_requests
        if 0 <= request < n_requests and place[request] < first:
            origin = place[request]
            ride = begin[at] - begin[origin] - rides.service[request]
            room = min(room, rides.ride_limit[request] - ride)
        slack = min(slack, waits + max(room, 0))
    return min(slack, waits)


@njit(cache=True)
def set_times(
    rides: Rides,
    kind: int,
    nodes: NDArray[np.int64],
    begin: NDArray[np.int64],
    place: NDArray[np.int64],
) -> bool:
    """Set when a run's stops are served, by the eight steps of Cordeau and Laporte.

    The start is put off as far as that ends nothing later (steps 1 to 4), then each pick-up (5 to
    8), so that the run is as short as can be and rides have no needless waits.

    Parameters
    ----------
    rides
        The problem.
    kind
        Kind of the vehicle.
    nodes
        ``(n,) int64`` the run with both depots.
    begin
        ``(n,) int64`` filled in: when service begins; at the depots, when it leaves and is back.
    place
        ``(n_requests,) int64`` scratch.

    Returns
    -------
    bool
        Whether all limits are kept; if not, no timetable keeps them.
    """
    n_requests = rides.ride_limit.size
    find_places(rides, nodes, nodes.size, place)
    wait = np.zeros(nodes.size, np.int64)
    begin[0] = rides.earliest[nodes[0]]
    _forward(rides, nodes, 0, begin, wait)
    for at in range(nodes.size):
        if begin[at] > rides.latest[nodes[at]]:
            return False
    begin[0] += _delay(rides, nodes, 0, begin, wait, place)
    _forward(rides, nodes, 0, begin, wait)
    for at in range(1, nodes.size - 1):
        if nodes[at] < n_requests:
            delay = _delay(rides, nodes, at, begin, wait, place)
            begin[at] += delay
            wait[at] += delay
            _forward(rides, nodes, at, begin, wait)
    if begin[nodes.size - 1] - begin[0] > rides.longest[kind]:
        return False
    for at in range(1, nodes.size - 1):
        request = nodes[at] - n_requests
        if request >= 0:
            ride = begin[at] - begin[place[request]] - rides.service[request]
            if ride > rides.ride_limit[request]:
                return False
    return True
