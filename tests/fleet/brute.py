"""Slow answers from the definitions, for the kernels to agree with."""

import itertools

from transit.fleet.problem import Assistance, Call, Problem, Request, RunVehicle

INFINITY = float("inf")


def arcs(
    problem: Problem, vehicle: RunVehicle, order: list[int]
) -> tuple[int, list[tuple[int, int, int]]]:
    """Return the moments of a run and its difference constraints ``t[v] - t[u] >= w``.

    Moment 0 is midnight, 1 leaving the depot, the last being back; ``order`` has request ``r`` for
    its pick-up and ``n + r`` for its drop-off.
    """
    n = len(problem.requests)
    calls = [call_of(problem, node) for node in order]
    back = len(order) + 2
    found = [(0, 1, vehicle.from_s), (back, 0, -vehicle.to_s), (1, 0, -vehicle.to_s)]
    found.append((0, back, vehicle.from_s))
    found.append((back, 1, -vehicle.longest_s))
    places = [vehicle.start, *(call.place for call in calls), vehicle.end]
    services = [0, *(call.service_s for call in calls)]
    for at in range(len(places) - 1):
        drive = int(problem.matrix.time_s[places[at], places[at + 1]])
        found.append((at + 1, at + 2, services[at] + drive))
    for at, call in enumerate(calls):
        found += [(0, at + 2, call.from_s), (at + 2, 0, -call.to_s)]
    for at, node in enumerate(order):
        if node >= n:
            request = problem.requests[node - n]
            longest = request.pick_up.service_s + request.ride_limit_s
            found.append((at + 2, order.index(node - n) + 2, -longest))
    return back + 1, found


def has_timetable(problem: Problem, vehicle: RunVehicle, order: list[int]) -> bool:
    """Tell by Bellman and Ford whether there is any timetable: no cycle of positive length."""
    n_moments, constraints = arcs(problem, vehicle, order)
    moment = [0] * n_moments
    for _ in range(n_moments + 1):
        changed = False
        for u, v, w in constraints:
            if moment[u] + w > moment[v]:
                moment[v] = moment[u] + w
                changed = True
        if not changed:
            return True
    return False


def shortest_run(problem: Problem, vehicle: RunVehicle, order: list[int]) -> float:
    """Return the least duration of a run: the longest chain of constraints from start to end.

    Infinite where there is no timetable.
    """
    if not has_timetable(problem, vehicle, order):
        return INFINITY
    n_moments, constraints = arcs(problem, vehicle, order)
    moment = [-INFINITY] * n_moments
    moment[1] = 0
    for _ in range(n_moments):
        for u, v, w in constraints:
            moment[v] = max(moment[v], moment[u] + w)
    return moment[-1]


def call_of(problem: Problem, node: int) -> Call:
    """Return the end of a request that a node stands for."""
    n = len(problem.requests)
    return problem.requests[node].pick_up if node < n else problem.requests[node - n].drop_off


def carries(problem: Problem, vehicle: RunVehicle, order: list[int]) -> bool:
    """Tell whether a vehicle carries everybody on a run."""
    n = len(problem.requests)
    aboard: list[Request] = []
    possible = set(vehicle.layouts)
    for node in order:
        if node < n:
            aboard.append(problem.requests[node])
        else:
            aboard.remove(problem.requests[node - n])
        seats = sum(each.seats for each in aboard) + beyond_crew(vehicle, aboard)
        wheelchairs = sum(each.wheelchairs for each in aboard)
        here = {
            layout
            for layout in vehicle.layouts
            if layout.seats >= seats and layout.wheelchairs >= wheelchairs
        }
        possible = here if vehicle.refits else possible & here
        if not possible or beyond_crew(vehicle, aboard) > vehicle.more_assistants:
            return False
    riders = [problem.requests[node] for node in order if node < n]
    ids = {each.id for each in riders}
    return not any(each.apart & ids for each in riders)


def beyond_crew(vehicle: RunVehicle, aboard: list[Request]) -> int:
    """Return how many assistants are needed beyond the crew."""
    kinds = [each.assistance for each in aboard]
    needed = kinds.count(Assistance.OWN) + (Assistance.SHARED in kinds)
    return max(needed - vehicle.assistants, 0)


def price_of(problem: Problem, vehicle: RunVehicle, order: list[int]) -> float:
    """Return what a run costs, infinite where it cannot be."""
    if not order:
        return 0
    if not carries(problem, vehicle, order):
        return INFINITY
    duration = shortest_run(problem, vehicle, order)
    if duration == INFINITY:
        return INFINITY
    places = [vehicle.start, *(call_of(problem, node).place for node in order), vehicle.end]
    metres = sum(int(problem.matrix.metres[leg]) for leg in itertools.pairwise(places))
    price = vehicle.price
    n, aboard, most = len(problem.requests), [], 0
    for node in order:
        request = problem.requests[node % n]
        aboard = [*aboard, request] if node < n else [each for each in aboard if each != request]
        most = max(most, beyond_crew(vehicle, aboard))
    second = price.second + price.assistant_second * most
    loads, riders = 0, 0
    for node in order:
        loads += node < n and not riders
        riders += 1 if node < n else -1
    again = price.load * (loads - 1)
    return price.run + price.metre * metres + second * duration + again


def orders(problem: Problem, riders: tuple[int, ...]) -> list[list[int]]:
    """Return all orders of stops that serve some riders."""
    n = len(problem.requests)
    nodes = [*riders, *(n + rider for rider in riders)]
    return [
        list(order)
        for order in itertools.permutations(nodes)
        if all(order.index(rider) < order.index(n + rider) for rider in riders)
    ]


def cheapest_plan(problem: Problem, must_cost: int) -> float:
    """Return the least cost of all plans, leaving who must be served at a price of its own."""
    n, n_vehicles = len(problem.requests), len(problem.vehicles)
    least: dict[tuple[int, tuple[int, ...]], float] = {}
    for vehicle in range(n_vehicles):
        for size in range(n + 1):
            for riders in itertools.combinations(range(n), size):
                least[vehicle, riders] = min(
                    price_of(problem, problem.vehicles[vehicle], order)
                    for order in orders(problem, riders)
                )
    best = INFINITY
    for given in itertools.product(range(-1, n_vehicles), repeat=n):
        cost: float = 0
        for at in range(n):
            if given[at] < 0:
                leave = problem.requests[at].leave_cost
                cost += must_cost if leave is None else leave
        for vehicle in range(n_vehicles):
            riders = tuple(at for at in range(n) if given[at] == vehicle)
            cost += least[vehicle, riders]
        best = min(best, cost)
    return best
