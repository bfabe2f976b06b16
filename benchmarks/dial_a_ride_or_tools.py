"""Plan one published dial-a-ride problem with OR-Tools' routing library; print cost and who is out.

Pairs of pick-up and drop-off, a time and a load dimension, ride limits as a bound between two time
variables, requests that may be dropped at a price beyond any plan's; parallel cheapest insertion,
then guided local search. Ticks are 0.001 minutes, and driving is rounded down to them.
"""

import sys
from pathlib import Path

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from transit.fleet.published import TICKS, parse_published

TICK = TICKS // 1000
LEFT = 10**9


def main() -> None:
    """Plan the file that is named first in as many seconds as are named second."""
    file, seconds = Path(sys.argv[1]), float(sys.argv[2])
    problem = parse_published(file.read_text(encoding="utf-8"), file.name)
    vehicle = problem.vehicles[0]
    n_requests = len(problem.requests)
    calls = [each.pick_up for each in problem.requests]
    calls += [each.drop_off for each in problem.requests]
    places = [0, *(call.place for call in calls)]
    service = [0, *(call.service_s // TICK for call in calls)]
    seats = [each.seats for each in problem.requests]
    loads = [0, *seats, *(-each for each in seats)]
    drive = [[int(problem.matrix.time_s[a, b]) // TICK for b in places] for a in places]
    manager = pywrapcp.RoutingIndexManager(len(places), len(problem.vehicles), 0)
    routing = pywrapcp.RoutingModel(manager)

    def node(index: int) -> int:
        return int(manager.IndexToNode(index))

    cost = routing.RegisterTransitCallback(lambda a, b: drive[node(a)][node(b)])
    routing.SetArcCostEvaluatorOfAllVehicles(cost)
    moves = routing.RegisterTransitCallback(lambda a, b: service[node(a)] + drive[node(a)][node(b)])
    horizon = vehicle.to_s // TICK
    routing.AddDimension(moves, horizon, horizon, False, "time")
    clock = routing.GetDimensionOrDie("time")
    load = routing.RegisterUnaryTransitCallback(lambda a: loads[node(a)])
    routing.AddDimension(load, 0, vehicle.layouts[0].seats, True, "load")
    solver = routing.solver()
    for number in range(len(problem.vehicles)):
        clock.SetSpanUpperBoundForVehicle(vehicle.longest_s // TICK, number)
    for at, call in enumerate(calls):
        index = manager.NodeToIndex(at + 1)
        clock.CumulVar(index).SetRange(-(-call.from_s // TICK), call.to_s // TICK)
    for at, request in enumerate(problem.requests):
        on, off = manager.NodeToIndex(at + 1), manager.NodeToIndex(n_requests + at + 1)
        routing.AddPickupAndDelivery(on, off)
        solver.Add(routing.VehicleVar(on) == routing.VehicleVar(off))
        solver.Add(clock.CumulVar(on) <= clock.CumulVar(off))
        longest = (request.ride_limit_s + request.pick_up.service_s) // TICK
        solver.Add(clock.CumulVar(off) - clock.CumulVar(on) <= longest)
        routing.AddDisjunction([on], LEFT)
        routing.AddDisjunction([off], LEFT)
    asked = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    asked.first_solution_strategy = first.PARALLEL_CHEAPEST_INSERTION
    asked.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    asked.time_limit.FromMilliseconds(int(1000 * seconds))
    found = routing.SolveWithParameters(asked)
    if found is None:
        print(0, n_requests)
        return
    left = [
        at
        for at in range(n_requests)
        if found.Value(routing.NextVar(manager.NodeToIndex(at + 1))) == manager.NodeToIndex(at + 1)
    ]
    metres = 0
    for number in range(len(problem.vehicles)):
        index = routing.Start(number)
        while not routing.IsEnd(index):
            after = found.Value(routing.NextVar(index))
            metres += int(problem.matrix.metres[places[node(index)], places[node(after)]])
            index = after
    print(metres / TICKS, len(left))


if __name__ == "__main__":
    main()
