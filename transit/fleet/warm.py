"""Compiling the search for runs before its time counts."""

import numpy as np

from transit.fleet.problem import Call, Matrix, Problem, Request, RunVehicle
from transit.fleet.settings import Budget, SearchSettings
from transit.fleet.solve import solve
from transit.model.clock import DAY_S
from transit.model.vehicles import Layout


def warm_search(settings: SearchSettings) -> None:
    """Plan two people on one vehicle, so that all kernels are compiled or loaded.

    Parameters
    ----------
    settings
        How to search.
    """
    anytime = [Call(place, 0, DAY_S, 0) for place in (0, 1)]
    requests = tuple(
        Request(id=name, pick_up=anytime[0], drop_off=anytime[1], ride_limit_s=DAY_S)
        for name in ("one", "two")
    )
    vehicle = RunVehicle(
        id="one", layouts=(Layout(2, 0),), start=0, end=0, from_s=0, to_s=DAY_S, longest_s=DAY_S
    )
    between = np.array([[0, 60], [60, 0]], dtype=np.int64)
    problem = Problem(requests, (vehicle,), Matrix(between, between))
    solve(problem, settings, Budget(iterations=settings.step))
