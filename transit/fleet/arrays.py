"""Problems as the arrays that kernels work on."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from transit.fleet.problem import Problem, Request, RunVehicle
from transit.kernels.arrays import frozen
from transit.kernels.dial_a_ride_arrays import MUST_COST, Rides
from transit.model.vehicles import Layout


@dataclass(frozen=True, slots=True)
class Packed:
    """A problem for kernels, and which vehicle is which there.

    Parameters
    ----------
    rides
        The arrays.
    vehicles
        Indices of the problem's vehicles, those of a kind beside each other.
    """

    rides: Rides
    vehicles: tuple[int, ...]


def pack(problem: Problem) -> Packed:
    """Lay a problem out for kernels.

    Vehicles that differ in their id only are of one kind. Windows are tightened by what ride limits
    imply, which changes no timetable.

    Parameters
    ----------
    problem
        The problem.

    Returns
    -------
    Packed
        Its arrays.
    """
    kinds: dict[object, list[int]] = {}
    for at, vehicle in enumerate(problem.vehicles):
        kinds.setdefault(_kind(vehicle), []).append(at)
    first = [problem.vehicles[members[0]] for members in kinds.values()]
    requests = problem.requests
    places = [each.pick_up.place for each in requests] + [each.drop_off.place for each in requests]
    for vehicle in first:
        places += [vehicle.start, vehicle.end]
    where = np.array(places, np.int64)
    space = _space(requests, first)
    windows = _windows(requests, first)
    rides = Rides(
        earliest=frozen(windows[0]),
        latest=frozen(windows[1]),
        service=frozen(windows[2]),
        time=frozen(problem.matrix.time_s[np.ix_(where, where)], np.int64),
        metres=frozen(problem.matrix.metres[np.ix_(where, where)], np.int64),
        ride_limit=_column([each.ride_limit_s for each in requests]),
        seats=_column([each.seats for each in requests]),
        wheelchairs=_column([each.wheelchairs * space + each.lifts for each in requests]),
        own=_column([each.own for each in requests]),
        shared=_column([each.shared for each in requests]),
        leave_cost=_column(
            [MUST_COST if each.leave_cost is None else each.leave_cost for each in requests]
        ),
        longest=_column([each.longest_s for each in first]),
        run_price=_column([each.price.run for each in first]),
        metre_price=_column([each.price.metre for each in first]),
        second_price=_column([each.price.second for each in first]),
        assistants=_column([each.assistants for each in first]),
        more_assistants=_column([each.more_assistants for each in first]),
        assistant_price=_column([each.price.assistant_second for each in first]),
        load_price=_column([each.price.load for each in first]),
        apart=frozen(_apart(requests)),
        refits=frozen(np.array([each.refits for each in first], np.bool_)),
        fits=frozen(_fits(first, space)),
        kind_of=_column([kind for kind, members in enumerate(kinds.values()) for _ in members]),
    )
    return Packed(rides, tuple(at for members in kinds.values() for at in members))


@cache
def carrying(layouts: tuple[Layout, ...], seats: int, wheelchairs: int) -> int:
    """Return which layouts carry a load.

    Parameters
    ----------
    layouts
        Ways to fit a vehicle out.
    seats, wheelchairs
        The load.

    Returns
    -------
    int
        Bit ``i`` is set where layout ``i`` does.
    """
    return sum(
        1 << bit
        for bit, layout in enumerate(layouts)
        if layout.seats >= seats and layout.wheelchairs >= wheelchairs
    )


def _kind(vehicle: RunVehicle) -> object:
    """Return what tells kinds of vehicle apart: all but the id."""
    return tuple(getattr(vehicle, name) for name in RunVehicle.__slots__ if name != "id")


def _column(values: list[int]) -> NDArray[np.int64]:
    """Return numbers as kernels want them."""
    return frozen(np.array(values, np.int64))


def _windows(requests: tuple[Request, ...], kinds: list[RunVehicle]) -> NDArray[np.int64]:
    """Return earliest and latest moments, tightened, and service times of all nodes."""
    picks, drops = [], []
    for each in requests:
        pick, drop = each.pick_up, each.drop_off
        aboard = pick.service_s + each.ride_limit_s
        picks.append((max(pick.from_s, drop.from_s - aboard), pick.to_s, pick.service_s))
        drops.append((drop.from_s, min(drop.to_s, pick.to_s + aboard), drop.service_s))
    depots = [(each.from_s, each.to_s, 0) for each in kinds for _ in range(2)]
    return np.array(picks + drops + depots, np.int64).reshape(-1, 3).T


def _apart(requests: tuple[Request, ...]) -> NDArray[np.bool_]:
    """Return who must not be on a run with whom."""
    row = {request.id: at for at, request in enumerate(requests)}
    apart = np.zeros((len(requests), len(requests)), np.bool_)
    for at, request in enumerate(requests):
        apart[at, [row[other] for other in request.apart if other in row]] = True
    return apart


def _space(requests: tuple[Request, ...], kinds: list[RunVehicle]) -> int:
    """Return what a wheelchair space counts, so that who needs the lift only counts one.

    More than there are seats: however many come by the lift, they take no space away. One where
    nobody does.
    """
    if not any(each.lifts for each in requests):
        return 1
    return 1 + max((layout.seats for each in kinds for layout in each.layouts), default=0)


def _fits(kinds: list[RunVehicle], space: int) -> NDArray[np.int64]:
    """Return the layouts that carry each load, by kind, seats and wheelchair spaces.

    A vehicle with a lift has room for everybody who needs no more than that.
    """
    layouts = [layout for each in kinds for layout in each.layouts]
    most_seats = max((layout.seats for layout in layouts), default=0)
    most_wheelchairs = max((layout.wheelchairs for layout in layouts), default=0)
    fits = np.zeros((len(kinds), most_seats + 1, (most_wheelchairs + 1) * space), np.int64)
    for kind, vehicle in enumerate(kinds):
        beside = (space - 1) * vehicle.has_lift
        for bit, layout in enumerate(vehicle.layouts):
            room = layout.wheelchairs * space + beside
            fits[kind, : layout.seats + 1, : room + 1] |= 1 << bit
    return fits
