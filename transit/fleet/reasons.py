"""Why a request can be on no run at all, whoever else rides."""

from transit.fleet.arrays import carrying
from transit.fleet.plan import Reason
from transit.fleet.problem import Problem, Request, RunVehicle


def find_reason(problem: Problem, request: Request) -> Reason | None:
    """Say why nothing could ever take a request; each reason is checked after those before it.

    Parameters
    ----------
    problem
        The problem.
    request
        One of its requests.

    Returns
    -------
    Reason or None
        None where a vehicle could take it if nobody else rode.
    """
    fitting = [
        vehicle
        for vehicle in problem.vehicles
        if carrying(vehicle.layouts, request.seats, request.wheelchairs)
        and (vehicle.has_lift or not request.lifts)
    ]
    if not fitting:
        ours = any(not vehicle.is_taxi for vehicle in problem.vehicles)
        return Reason.NO_VEHICLE_FITS if ours else Reason.NO_VEHICLE
    if request.own + request.shared:
        fitting = [vehicle for vehicle in fitting if _is_assisted(vehicle, request)]
        if not fitting:
            return Reason.NO_ASSISTANT
    time_s = problem.matrix.time_s
    pick, drop = request.pick_up, request.drop_off
    direct_s = int(time_s[pick.place, drop.place])
    if direct_s > request.ride_limit_s:
        return Reason.RIDE_TOO_LONG
    if pick.from_s + pick.service_s + direct_s > drop.to_s or (
        drop.from_s - request.ride_limit_s - pick.service_s > pick.to_s
    ):
        return Reason.WINDOWS_TOO_TIGHT
    if not any(_could_take(problem, vehicle, request) for vehicle in fitting):
        return Reason.OUTSIDE_SHIFTS
    return None


def _is_assisted(vehicle: RunVehicle, request: Request) -> bool:
    """Tell whether a vehicle has enough assistants, with seats for those beyond the crew."""
    more = max(request.own + request.shared - vehicle.assistants, 0)
    return more <= vehicle.more_assistants and bool(
        carrying(vehicle.layouts, request.seats + more, request.wheelchairs)
    )


def _could_take(problem: Problem, vehicle: RunVehicle, request: Request) -> bool:
    """Tell whether a vehicle could take a request alone within its shift and longest run."""
    time_s = problem.matrix.time_s
    pick, drop = request.pick_up, request.drop_off
    direct_s = int(time_s[pick.place, drop.place])
    out_s = int(time_s[vehicle.start, pick.place])
    home_s = int(time_s[drop.place, vehicle.end])
    on_s = max(pick.from_s, vehicle.from_s + out_s)
    # Waiting aboard may be needed, and is within the ride limit where boarding is put off.
    on_s = max(on_s, drop.from_s - request.ride_limit_s - pick.service_s)
    off_s = max(drop.from_s, on_s + pick.service_s + direct_s)
    if on_s > pick.to_s or off_s > drop.to_s or off_s + drop.service_s + home_s > vehicle.to_s:
        return False
    wait_s = off_s - on_s - pick.service_s - direct_s
    saved_s = min(wait_s, pick.to_s - on_s)
    return off_s + drop.service_s + home_s - (on_s + saved_s - out_s) <= vehicle.longest_s
