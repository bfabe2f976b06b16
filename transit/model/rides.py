"""What somebody needs of a ride, and the runs that a fleet makes today."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from transit.errors import InputError
from transit.model.fact import State
from transit.model.weekdays import Days

RIDE_RANGES: Final[dict[str, tuple[int, int]]] = {
    "board_s": (5, 1_800),
    "alight_s": (5, 1_800),
    "longest_ride_min": (5, 240),
    "taxi_day_pence": (0, 10_000_000),
}
"""Least and greatest value that can be meant, by field: a guard against slips of the pen."""


class AssistantNeed(StrEnum):
    """Whether a passenger assistant rides along."""

    NONE = "none"
    SHARED = "shared"  # one looks after all who share
    OWN = "one to one"
    UNKNOWN = "unknown"


class StopAction(StrEnum):
    """What happens at a stop of a run."""

    PICK_UP = "pick up"
    SET_DOWN = "set down"
    DEPOT = "depot"


@dataclass(frozen=True, slots=True, kw_only=True)
class RideNeeds:
    """What somebody needs of a ride on the fleet. What is not recorded is unknown.

    Parameters
    ----------
    seat_from_chair
        Whether they move from their wheelchair to a seat.
    walker
        Whether they walk with a frame or rollator, which is stowed.
    board_s, alight_s
        How long they take to get on and off, seconds; None for the usual time.
    assistant
        Whether an assistant rides along.
    apart_from, together_with
        Ids of people with whom they must not, or must, be on a run.
    longest_ride_min
        Longest ride, minutes; None for the rule of all.
    earliest_pick_up_s
        Before when they cannot be picked up at home, seconds of the day; None for any time.
    hand_to_hand
        Whether somebody must hand them over and take them in charge at both ends.
    met_at_home
        Whether somebody must be there when they come home.
    taxi_day_pence
        Fixed price of their taxi contract on each day, for all rides of it with all that they take,
        pence; None where the tariff is paid. It counts where they go by taxi today.
    """

    seat_from_chair: State = State.UNKNOWN
    walker: State = State.UNKNOWN
    board_s: int | None = None
    alight_s: int | None = None
    assistant: AssistantNeed = AssistantNeed.UNKNOWN
    apart_from: tuple[str, ...] = ()
    together_with: tuple[str, ...] = ()
    longest_ride_min: int | None = None
    earliest_pick_up_s: int | None = None
    hand_to_hand: State = State.UNKNOWN
    met_at_home: State = State.UNKNOWN
    taxi_day_pence: int | None = None

    def __post_init__(self) -> None:
        """Refuse impossible values, and company that is both asked for and forbidden."""
        for name, (low, high) in RIDE_RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise InputError(f"{name} must be {low} to {high}")
        if set(self.apart_from) & set(self.together_with):
            raise InputError("somebody must ride with a person, and must not")


@dataclass(frozen=True, slots=True)
class TodayStop:
    """A stop of a run as it is made today.

    Parameters
    ----------
    action
        What happens.
    person
        Who gets on or off; None at the depot.
    session
        Id of the session that they ride to or from; None where not known.
    at_s
        When it is planned, seconds of the day; None where not known.
    """

    action: StopAction
    person: str | None = None
    session: str | None = None
    at_s: int | None = None

    def __post_init__(self) -> None:
        """Refuse somebody who gets on at no place, and a stop of nobody."""
        if (self.action is StopAction.DEPOT) != (self.person is None):
            raise InputError("a stop has a person, or is at the depot")


@dataclass(frozen=True, slots=True)
class TodayRun:
    """A run as it is made today.

    Parameters
    ----------
    id
        Its id.
    vehicle
        Id of the vehicle.
    days
        Days on which it is made.
    stops
        Its stops in order.
    """

    id: str
    vehicle: str
    days: Days
    stops: tuple[TodayStop, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptStop:
    """A stop of a run that was planned.

    Parameters
    ----------
    action
        What happens.
    person, session
        Ids.
    towards
        Which way they ride.
    at_s
        When it begins, seconds of the day.
    """

    action: StopAction
    person: str
    session: str
    towards: str
    at_s: int


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run that was planned.

    Parameters
    ----------
    days
        The day on which it is made.
    from_s
        When the part of the day begins in which it is made, seconds of the day.
    vehicle
        Which vehicle makes it; also a taxi that several share.
    leave_s, back_s
        When it leaves the depot and is back, seconds of the day.
    stops
        Its stops in order.
    is_locked
        Whether it stays when the rest is searched again.
    """

    days: Days
    from_s: int
    vehicle: str
    leave_s: int
    back_s: int
    stops: tuple[KeptStop, ...]
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A week of runs that was kept. Who rides and is on none of them is in a taxi.

    Parameters
    ----------
    way
        How it came about, such as ``anew``.
    edition
        Edition of the area whose roads were driven.
    week_pence
        What it cost a week when it was made, pence.
    runs
        Its runs.
    """

    way: str
    edition: str
    week_pence: int
    runs: tuple[KeptRun, ...]
