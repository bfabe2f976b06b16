"""From a kernel's draft to a plan with times."""

from collections.abc import Sequence

import numpy as np

from transit.fleet.arrays import Packed
from transit.fleet.plan import Action, Run, RunStop
from transit.kernels.dial_a_ride import set_times
from transit.kernels.dial_a_ride_plan import Draft


def runs_of(packed: Packed, servable: Sequence[int], draft: Draft) -> tuple[Run, ...]:
    """Set the times of all runs.

    Parameters
    ----------
    packed
        The problem of the draft.
    servable
        Index in the whole problem of each of its requests.
    draft
        The draft.

    Returns
    -------
    tuple of Run
        In the order of the problem's vehicles.
    """
    rides = packed.rides
    n_requests = rides.ride_limit.size
    place = np.zeros(n_requests, np.int64)
    runs = []
    for at, vehicle in enumerate(packed.vehicles):
        if draft.size[at] == 2:
            continue
        nodes = draft.nodes[at, : draft.size[at]].copy()
        begin = np.zeros(nodes.size, np.int64)
        if not set_times(rides, int(rides.kind_of[at]), nodes, begin, place):
            raise AssertionError(f"vehicle {vehicle}: the search made a run without a timetable")
        stops = [
            RunStop(
                servable[node % n_requests],
                Action.PICK_UP if node < n_requests else Action.DROP_OFF,
                int(moment),
            )
            for node, moment in zip(nodes[1:-1].tolist(), begin[1:-1], strict=True)
        ]
        runs.append(Run(vehicle, int(begin[0]), int(begin[-1]), tuple(stops), int(draft.cost[at])))
    return tuple(sorted(runs, key=lambda run: run.vehicle))
