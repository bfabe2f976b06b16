"""Vehicles and depots of a fleet: what they seat, when they run, what they cost."""

from dataclasses import dataclass
from enum import StrEnum

from transit.errors import InputError
from transit.model.clock import DAY_S
from transit.model.fact import State
from transit.model.positions import Position


class VehicleKind(StrEnum):
    """What a vehicle is."""

    MINIBUS = "minibus"
    CAR = "car"
    TAXI = "taxi"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class Depot:
    """Where vehicles start and end their day.

    Parameters
    ----------
    name
        Its name.
    at
        Where it is.
    """

    name: str
    at: Position


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to fit a vehicle out.

    Parameters
    ----------
    seats
        Seats for passengers.
    wheelchairs
        Spaces for people who travel in a wheelchair.
    """

    seats: int
    wheelchairs: int

    def __post_init__(self) -> None:
        """Refuse a vehicle that carries nobody, or more than any does."""
        if min(self.seats, self.wheelchairs) < 0 or not 1 <= self.seats + self.wheelchairs <= 100:
            raise InputError("a layout carries 1 to 100 people")


@dataclass(frozen=True, slots=True)
class RunningCost:
    """What a vehicle costs.

    Parameters
    ----------
    day_pence
        A day for which it is paid, pence.
    mile_pence
        A mile, pence.
    driver_hour_pence, assistant_hour_pence
        An hour of the driver, and of a passenger assistant, pence.
    """

    day_pence: int
    mile_pence: int
    driver_hour_pence: int
    assistant_hour_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle of the fleet.

    Parameters
    ----------
    id
        Its id.
    name
        What it is called.
    kind
        What it is.
    layouts
        Ways to fit it out, the usual one first.
    seats_lost_a_wheelchair
        Seats that one more wheelchair takes up; None where unknown.
    depot
        Where it starts and ends.
    from_s, to_s
        Its shift, seconds of the day.
    cost
        What it costs.
    paid_when_idle
        Whether its day is paid for also when it stays in the yard, as one that is owned or leased
        is; unknown counts as yes, and is named.
    """

    id: str
    name: str
    kind: VehicleKind
    layouts: tuple[Layout, ...]
    seats_lost_a_wheelchair: int | None = None
    depot: Depot
    from_s: int
    to_s: int
    cost: RunningCost
    paid_when_idle: State = State.UNKNOWN

    @property
    def carries_assistants(self) -> bool:
        """Whether passenger assistants ride along as part of its crew."""
        return self.kind in (VehicleKind.MINIBUS, VehicleKind.COACH)

    @property
    def by_tariff(self) -> bool:
        """Whether it is a taxi that is paid by the ride; with a price of a day it is a contract."""
        return self.kind is VehicleKind.TAXI and not self.cost.day_pence

    def __post_init__(self) -> None:
        """Refuse a vehicle that never runs or carries nobody."""
        if not self.layouts:
            raise InputError(f"vehicle {self.id} has no layout")
        if not 0 <= self.from_s < self.to_s <= DAY_S:
            raise InputError(f"vehicle {self.id} must be available from a time until a later one")
