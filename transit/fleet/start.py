"""Begin a search with runs that are known, not with an empty yard."""

from collections.abc import Sequence

import numpy as np

from transit.fleet.arrays import Packed
from transit.fleet.plan import Action, Run
from transit.kernels.dial_a_ride_arrays import NO_COST
from transit.kernels.dial_a_ride_insertion import run_cost
from transit.kernels.dial_a_ride_plan import mark_of
from transit.kernels.dial_a_ride_search import Search


def take_known(
    packed: Packed, servable: Sequence[int], search: Search, runs: Sequence[Run]
) -> None:
    """Put known runs into a search that has just begun.

    Runs that no longer have a timetable, and riders that cannot be on any, are passed over.

    Parameters
    ----------
    packed
        The problem of the search.
    servable
        Index in the whole problem of each of its requests.
    search
        The search, changed.
    runs
        Runs of the whole problem, each picking up whom it drops off later, on a vehicle that has
        room for them. Only their times are looked at here.
    """
    rides, draft = packed.rides, search.current
    n_requests = rides.ride_limit.size
    row_of = {vehicle: row for row, vehicle in enumerate(packed.vehicles)}
    at_of = {request: at for at, request in enumerate(servable)}
    for run in runs:
        row = row_of.get(run.vehicle)
        stops = [
            at_of[stop.request] + n_requests * (stop.action is Action.DROP_OFF)
            for stop in run.stops
            if stop.request in at_of
        ]
        if row is None or not stops:
            continue
        kind, size = int(rides.kind_of[row]), len(stops) + 2
        before = draft.nodes[row, :size].copy()
        depots = (2 * n_requests + 2 * kind, 2 * n_requests + 2 * kind + 1)
        draft.nodes[row, :size] = np.array((depots[0], *stops, depots[1]), np.int64)
        cost = run_cost(rides, kind, draft.nodes[row], size, search.scratch)
        if cost >= NO_COST:
            draft.nodes[row, :size] = before
            continue
        draft.size[row], draft.cost[row] = size, cost
        draft.mark[row] = mark_of(rides, draft, row)
        for stop in stops:
            draft.vehicle[stop % n_requests] = row
