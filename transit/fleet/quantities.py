"""What a week's plans come to: metres, hours, rides and money, by what is paid for."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from transit.fleet.again import Solved
from transit.fleet.known import Known
from transit.fleet.plan import Action, Run
from transit.fleet.problem import Problem
from transit.fleet.summary import rides_s, run_metres
from transit.fleet.week_problem import RideKey, WeekPart

Contract = tuple[str, str]
"""Person and session: what a taxi is booked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRuns:
    """The runs of one part of a day.

    Parameters
    ----------
    crew_units
        What the hours of each run's paid crew cost, units of cost, the least first.
    """

    crew_units: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """What a week comes to.

    Parameters
    ----------
    vehicles
        Vehicles kept.
    rides, taxi_rides
        Rides on the fleet and in taxis.
    people, taxi_people
        Who has any ride on the fleet; who has any in a taxi.
    metres_of, out_s_of
        By id of the vehicle: metres from depot to depot, so that empty driving counts, and seconds
        away from the depot.
    taxi_m
        Of rides in taxis, passenger aboard.
    assistant_s
        Of passenger assistants aboard, seconds.
    ride_s
        Of everybody aboard the fleet, seconds.
    mile_units, crew_units, taxi_units
        What miles, paid hours of runs, and taxis cost, units of cost.
    parts
        Runs by part of the week.
    taxi_contracts
        What taxis cost by person and session, units of cost.
    """

    vehicles: int
    rides: int
    taxi_rides: int
    people: frozenset[str]
    taxi_people: frozenset[str]
    metres_of: dict[str, int] = field(repr=False)
    out_s_of: dict[str, int] = field(repr=False)
    taxi_m: int
    assistant_s: int
    ride_s: int
    mile_units: int
    crew_units: int
    taxi_units: int
    parts: tuple[PartRuns, ...]
    taxi_contracts: dict[Contract, int] = field(repr=False)

    @property
    def metres(self) -> int:
        """Driven by the whole fleet."""
        return sum(self.metres_of.values())

    @property
    def out_s(self) -> int:
        """Of all vehicles away from their depot, seconds."""
        return sum(self.out_s_of.values())


def quantities(known: Known, kept: frozenset[str], gone: Collection[RideKey] = ()) -> Quantities:
    """Add up the best plans known for a week.

    Parameters
    ----------
    known
        The plans.
    kept
        Ids of the vehicles kept.
    gone
        Rides that nobody makes any more.

    Returns
    -------
    Quantities
        What they come to.
    """
    total: Counter[str] = Counter()
    metres: Counter[str] = Counter()
    out: Counter[str] = Counter()
    contracts: Counter[Contract] = Counter()
    people: set[str] = set()
    parts = []
    for part, key in zip(known.week.parts, known.keys(kept, gone), strict=True):
        problem, solved = known.week.problems[part.kind], known.plans[key]
        crews = []
        for run in solved.runs:
            total.update(_of_run(problem, run))
            vehicle = problem.vehicles[run.vehicle].id
            metres[vehicle] += run_metres(problem, run)
            out[vehicle] += run.back_s - run.leave_s
            crews.append(_crew_units(problem, run))
        people |= {part.part.rides[at].person for at in _aboard(solved)}
        for contract, cost in _taxis(part, problem, solved):
            contracts[contract] += cost
        total["taxi_rides"] += len(solved.left)
        total["taxi_m"] += sum(_direct_m(problem, at) for at in solved.left)
        parts.append(PartRuns(crew_units=tuple(sorted(crews))))
    return Quantities(
        vehicles=len(kept),
        rides=total["rides"],
        taxi_rides=total["taxi_rides"],
        people=frozenset(people),
        taxi_people=frozenset(person for person, _ in contracts),
        metres_of=dict(metres),
        out_s_of=dict(out),
        taxi_m=total["taxi_m"],
        assistant_s=total["assistant_s"],
        ride_s=total["ride_s"],
        mile_units=total["mile_units"],
        crew_units=total["crew_units"],
        taxi_units=sum(contracts.values()),
        parts=tuple(parts),
        taxi_contracts=dict(contracts),
    )


def _of_run(problem: Problem, run: Run) -> dict[str, int]:
    rides = list(rides_s(problem, run))
    return {
        "rides": len(rides),
        "ride_s": sum(rides),
        "assistant_s": _assistant_s(problem, run),
        "mile_units": run_metres(problem, run) * problem.vehicles[run.vehicle].price.metre,
        "crew_units": _crew_units(problem, run),
    }


def _crew_units(problem: Problem, run: Run) -> int:
    """Return what the hours of a run cost: all of it but the miles."""
    price = problem.vehicles[run.vehicle].price
    return run.cost - price.run - price.metre * run_metres(problem, run)


def _assistant_s(problem: Problem, run: Run) -> int:
    """Return how long passenger assistants are aboard, those beyond the crew too."""
    vehicle, out_s = problem.vehicles[run.vehicle], run.back_s - run.leave_s
    beyond = _crew_units(problem, run) - vehicle.price.second * out_s
    each = vehicle.price.assistant_second
    return vehicle.assistants * out_s + (beyond // each if each else 0)


def _aboard(solved: Solved) -> Iterator[int]:
    for run in solved.runs:
        for stop in run.stops:
            if stop.action is Action.PICK_UP:
                yield stop.request


def _taxis(part: WeekPart, problem: Problem, solved: Solved) -> Iterator[tuple[Contract, int]]:
    for at in solved.left:
        ride = part.part.rides[at]
        yield (ride.person, ride.session), problem.requests[at].leave_cost or 0


def _direct_m(problem: Problem, at: int) -> int:
    request = problem.requests[at]
    return int(problem.matrix.metres[request.pick_up.place, request.drop_off.place])
