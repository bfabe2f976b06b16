"""A half-day to plan: who must be fetched and brought, with which vehicles, at what price."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.vehicles import Layout


class Assistance(StrEnum):
    """Whether somebody rides with a passenger assistant."""

    NONE = "none"
    SHARED = "shared"  # one assistant looks after all who share
    OWN = "own"  # one-to-one


@dataclass(frozen=True, slots=True)
class Call:
    """One end of a ride: where, when, and how long the vehicle stands.

    Parameters
    ----------
    place
        Row of the matrices.
    from_s, to_s
        When boarding or alighting may begin, seconds of the day.
    service_s
        How long it takes, seconds.
    """

    place: int
    from_s: int
    to_s: int
    service_s: int

    def __post_init__(self) -> None:
        """Refuse a window that closes before it opens."""
        if self.from_s > self.to_s or self.service_s < 0:
            raise InputError("a call's window must close after it opens, and service take time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One ride that somebody needs.

    Parameters
    ----------
    id
        Its id, a pseudonym.
    pick_up, drop_off
        Its ends.
    ride_limit_s
        Longest time from the end of boarding to the beginning of alighting, seconds.
    seats, wheelchairs
        Seats and wheelchair spaces that it takes.
    assistance
        Whether an assistant rides along.
    leave_cost
        What it costs to serve it otherwise, a taxi say, in units of cost; None where it must be
        served.
    more_own
        Further one-to-one assistants, where it stands for several people.
    apart, together
        Ids of requests that must not be, or must be, on its run; both sides name each other. Ids
        of requests that the problem does not have ask nothing.
    lifts
        How many get on by the lift and move to a seat: a vehicle without a wheelchair space is not
        known to have a lift.
    """

    id: str
    pick_up: Call
    drop_off: Call
    ride_limit_s: int
    seats: int = 1
    wheelchairs: int = 0
    assistance: Assistance = Assistance.NONE
    leave_cost: int | None = None
    more_own: int = 0
    apart: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    lifts: int = 0

    def __post_init__(self) -> None:
        """Refuse a ride of nobody, one that may take no time, and one paid for leaving."""
        if min(self.seats, self.wheelchairs, self.ride_limit_s, self.leave_cost or 0) < 0:
            raise InputError(f"request {self.id}: a number is below 0")
        if not 0 <= self.lifts <= self.seats:
            raise InputError(f"request {self.id}: who gets on by the lift takes a seat each")
        if not self.seats + self.wheelchairs:
            raise InputError(f"request {self.id} takes neither a seat nor a wheelchair space")
        if self.apart & self.together or self.id in self.apart | self.together:
            raise InputError(f"request {self.id} must be on a run with somebody, and must not")

    @property
    def own(self) -> int:
        """How many one-to-one assistants it takes."""
        return int(self.assistance is Assistance.OWN) + self.more_own

    @property
    def shared(self) -> int:
        """1 where it takes a share of an assistant."""
        return int(self.assistance is Assistance.SHARED)


@dataclass(frozen=True, slots=True)
class RunPrice:
    """What a run costs, in whole units of cost: thousandths of a penny, say.

    Parameters
    ----------
    run
        For a vehicle that leaves its depot at all.
    metre
        For a metre.
    second
        For a second between leaving the depot and being back.
    assistant_second
        For a second of each assistant beyond the crew, for as long as the run takes.
    load
        For each time that it fills again after having been empty.
    """

    run: int = 0
    metre: int = 1
    second: int = 0
    assistant_second: int = 0
    load: int = 0

    def __post_init__(self) -> None:
        """Refuse a price below 0."""
        if min(self.run, self.metre, self.second, self.assistant_second, self.load) < 0:
            raise InputError("a price is below 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunVehicle:
    """A vehicle for one run.

    Parameters
    ----------
    id
        Its id.
    layouts
        Ways to fit it out.
    start, end
        Rows of the matrices where it starts and ends.
    from_s, to_s
        Its shift, seconds of the day.
    longest_s
        Longest run, seconds.
    assistants
        Passenger assistants of the crew, who take none of the layout's seats.
    more_assistants
        How many assistants may come along beyond the crew. Each takes a passenger's seat while
        needed, and is paid for the whole run.
    is_taxi
        Whether it is a taxi that several share: paid from the first pick-up to the last drop-off.
    by_contracts
        Whether those aboard pay it by taxi contracts of their own at a fixed price.
    refits
        Whether it may be fitted out anew while under way; else one layout serves the whole run.
    price
        What its run costs.
    """

    id: str
    layouts: tuple[Layout, ...]
    start: int
    end: int
    from_s: int
    to_s: int
    longest_s: int
    assistants: int = 0
    more_assistants: int = 0
    is_taxi: bool = False
    by_contracts: bool = False
    refits: bool = False
    price: RunPrice = RunPrice()

    @property
    def has_lift(self) -> bool:
        """Whether it has a wheelchair space in any layout, and so a lift or a ramp."""
        return any(layout.wheelchairs for layout in self.layouts)

    def __post_init__(self) -> None:
        """Refuse a vehicle that never runs or carries nobody."""
        if not 1 <= len(self.layouts) <= 60:
            raise InputError(f"vehicle {self.id} needs 1 to 60 layouts")
        if (
            self.from_s > self.to_s
            or min(self.longest_s, self.assistants, self.more_assistants) < 0
        ):
            raise InputError(f"vehicle {self.id} must be available from a time until a later one")


def vehicle_of(id: str) -> str:
    """Return which vehicle makes a run that is named by its vehicle and itself.

    Parameters
    ----------
    id
        Id of a vehicle for one run, such as ``V1 (R3)``.

    Returns
    -------
    str
        Id of the vehicle, such as ``V1``.
    """
    return id.split(" (", 1)[0]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Driving between places.

    Parameters
    ----------
    time_s
        ``(n_places, n_places) int64`` seconds from row to column.
    metres
        ``(n_places, n_places) int64`` metres.
    """

    time_s: NDArray[np.int64]
    metres: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse matrices that do not fit each other, and driving backwards in time."""
        n_places = len(self.time_s)
        if not self.time_s.shape == self.metres.shape == (n_places, n_places):
            raise InputError("times and distances must be square and of one size")
        if n_places and min(self.time_s.min(), self.metres.min()) < 0:
            raise InputError("a driving time or distance is below 0")


@dataclass(frozen=True, slots=True)
class Problem:
    """A half-day to plan.

    Times may be in any whole unit, a thousandth of a second say, if all are.

    Parameters
    ----------
    requests
        Rides that people need.
    vehicles
        Vehicles there are.
    matrix
        Driving between all places.
    """

    requests: tuple[Request, ...]
    vehicles: tuple[RunVehicle, ...]
    matrix: Matrix

    def __post_init__(self) -> None:
        """Refuse ids that occur twice, one-sided company, and places that no matrix has."""
        for kind, ids in (
            ("request", [request.id for request in self.requests]),
            ("vehicle", [vehicle.id for vehicle in self.vehicles]),
        ):
            if len(set(ids)) != len(ids):
                raise InputError(f"a {kind} occurs twice")
        for name in ("apart", "together"):
            named = {request.id: getattr(request, name) for request in self.requests}
            pairs = {(one, two) for one, others in named.items() for two in others if two in named}
            if {(two, one) for one, two in pairs} != pairs:
                raise InputError(f"who must be {name} must be so from both sides")
        places = [
            place for each in self.requests for place in (each.pick_up.place, each.drop_off.place)
        ]
        places += [place for each in self.vehicles for place in (each.start, each.end)]
        if places and not 0 <= min(places) <= max(places) < len(self.matrix.time_s):
            raise InputError("a place is not in the matrices")
