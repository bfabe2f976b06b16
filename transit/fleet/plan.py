"""A plan: runs with their stops and times, and who is left."""

from dataclasses import dataclass
from enum import StrEnum

Out = tuple[int, int]
"""When a run leaves the depot and is back, seconds of the day."""


class Action(StrEnum):
    """What happens at a stop."""

    PICK_UP = "pick up"
    DROP_OFF = "drop off"


@dataclass(frozen=True, slots=True)
class RunStop:
    """One stop of a run.

    Parameters
    ----------
    request
        Index of the request.
    action
        Whether the person gets on or off.
    begin_s
        When that begins, seconds of the day.
    """

    request: int
    action: Action
    begin_s: int


@dataclass(frozen=True, slots=True)
class Run:
    """What one vehicle does.

    Parameters
    ----------
    vehicle
        Index of the vehicle.
    leave_s, back_s
        When it leaves the depot and is back, seconds of the day.
    stops
        Its stops in order.
    cost
        What the run costs, units of cost.
    """

    vehicle: int
    leave_s: int
    back_s: int
    stops: tuple[RunStop, ...]
    cost: int


class Reason(StrEnum):
    """Why somebody is on no run."""

    NO_VEHICLE = "the fleet has no vehicle, or none that is free then"
    NO_VEHICLE_FITS = "no vehicle that is free then has the seats, wheelchair spaces or lift"
    NO_ASSISTANT = "no vehicle that fits has an assistant"
    RIDE_TOO_LONG = "even the direct ride is longer than allowed"
    WINDOWS_TOO_TIGHT = "the drop-off closes before the ride could get there"
    OUTSIDE_SHIFTS = "no vehicle that fits is on shift, its crew rested, early and late enough"
    NOT_TOGETHER = "no vehicle could take them together with whom they must ride"
    NO_ROOM = "no run found with room at that time"
    BY_CHOICE = "moved to a taxi by hand"
    ON_NO_RUN_TODAY = "on none of today's runs"
    DEARER_THAN_LEAVING = "cheaper than a place on any run found"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody on no run.

    Parameters
    ----------
    request
        Index of the request.
    reason
        Why.
    """

    request: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs, and who is left.

    Parameters
    ----------
    runs
        Runs of the vehicles that leave the depot, in the order of the problem's vehicles.
    left_out
        Who is on no run, and why.
    cost
        All runs, and leaving those who may be left, units of cost.
    lower_bound
        No plan costs less that leaves only those who can be on no run or may be left; units of
        cost. Often far below the least.
    """

    runs: tuple[Run, ...]
    left_out: tuple[LeftOut, ...]
    cost: int
    lower_bound: int
