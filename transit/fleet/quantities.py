"""What a week's plans come to: metres, hours, rides and money, by what is paid for."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from transit.fleet.contract_days import PersonDay, shares_of, still_due
from transit.fleet.day_part import DayPart, PlannedPart
from transit.fleet.known import Known
from transit.fleet.plan import Action, Out, Run
from transit.fleet.problem import Problem, vehicle_of
from transit.fleet.summary import rides_s, run_metres
from transit.fleet.week_problem import Contract, RideKey
from transit.model.weekdays import Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRuns:
    """The vehicles that are out in one part of a day.

    Parameters
    ----------
    crew_units
        What the paid hours of each vehicle's crew cost, units of cost, the least first: of all its
        runs where it goes to its depot between them.
    """

    crew_units: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """What a week comes to.

    Parameters
    ----------
    vehicles
        Vehicles that are paid for: hired ones only if they go out.
    rides, taxi_rides
        Rides on the fleet and in taxis.
    people, taxi_people
        Who has any ride on the fleet; who has any in a taxi.
    metres_of, out_s_of
        By id of the vehicle: metres from depot to depot, so that empty driving counts, and seconds
        away from the depot.
    outs_on
        Runs by id of the vehicle and day: when each leaves the depot and is back.
    taxi_m
        Of taxis from the first door to the last: once where several share one.
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
    outs_on: dict[tuple[str, Weekday], tuple[Out, ...]] = field(default_factory=dict, repr=False)

    @property
    def metres(self) -> int:
        """Driven by the whole fleet."""
        return sum(self.metres_of.values())

    @property
    def out_s(self) -> int:
        """Of all vehicles away from their depot, seconds."""
        return sum(self.out_s_of.values())


class Served(NamedTuple):
    """A part of a day with runs: ``left`` are requests that have a taxi of their own."""

    part: DayPart
    problem: Problem
    runs: tuple[Run, ...]
    left: tuple[int, ...]


def served(planned: PlannedPart) -> Served:
    """Return a planned part of a day as one that is added up.

    Parameters
    ----------
    planned
        The part with its plan.

    Returns
    -------
    Served
        The same.
    """
    left = tuple(each.request for each in planned.plan.left_out)
    return Served(planned.part, planned.problem, planned.plan.runs, left)


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
    keys = known.keys(kept, gone)
    plans = [known.counted(key) for key in keys]
    found = add_up(
        (
            Served(each.part, known.week.problems[each.kind], plan.runs, plan.left)
            for each, plan in zip(known.week.parts, plans, strict=True)
        ),
        len(kept),
    )
    out = {vehicle for vehicle, _ in found.outs_on}
    needed = [vehicle for vehicle in kept if known.week.standing[vehicle] or vehicle in out]
    return replace(found, vehicles=len(needed))


def add_up(parts_served: Iterable[Served], n_vehicles: int) -> Quantities:
    """Add up parts of a week.

    Parameters
    ----------
    parts_served
        The parts.
    n_vehicles
        Vehicles kept.

    Returns
    -------
    Quantities
        What they come to. A taxi that several share is split evenly among them, and comes at the
        tariff also for who has a contract; a contract at a fixed price of a day is paid whole for
        whichever of its rides are made by it.
    """
    total: Counter[str] = Counter()
    metres: Counter[str] = Counter()
    out: Counter[str] = Counter()
    outs: defaultdict[tuple[str, Weekday], list[Out]] = defaultdict(list)
    contracts: Counter[Contract] = Counter()
    people: set[str] = set()
    parts = []
    days = []
    booked: dict[PersonDay, Contract] = {}
    for part, problem, runs, left in parts_served:
        crews: Counter[str] = Counter()
        own = [run for run in runs if not problem.vehicles[run.vehicle].is_taxi]
        for run in own:
            total.update(_of_run(problem, run))
            vehicle = vehicle_of(problem.vehicles[run.vehicle].id)
            metres[vehicle] += run_metres(problem, run)
            out[vehicle] += run.back_s - run.leave_s
            crews[vehicle] += _crew_units(problem, run)
            outs[vehicle, part.day].append((run.leave_s, run.back_s))
        people |= {part.rides[at].person for run in own for at in _aboard(run)}
        shares = shares_of(part, problem)
        by_taxi = [(at, problem.requests[at].leave_cost or 0) for at in left]
        by_contract = list(left)
        total["taxi_m"] += sum(_direct_m(problem, at) for at in left)
        for run in runs:
            if problem.vehicles[run.vehicle].is_taxi:
                riders = list(_aboard(run))
                total["taxi_m"] += run_metres(problem, run)
                if problem.vehicles[run.vehicle].by_contracts:
                    by_taxi += [(at, shares[at][1]) for at in riders]
                    by_contract += riders
                else:
                    by_taxi += [(at, run.cost // len(riders)) for at in riders]
        for at, cost in by_taxi:
            contracts[part.rides[at].person, part.rides[at].session] += cost
        for at in by_contract:
            ride = part.rides[at]
            booked[ride.person, part.day] = ride.person, ride.session
        days.append((shares, by_contract))
        total["taxi_rides"] += len(by_taxi)
        parts.append(PartRuns(crew_units=tuple(sorted(crews.values()))))
    for day, cost in still_due(days).items():
        contracts[booked[day]] += cost
    return Quantities(
        vehicles=n_vehicles,
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
        outs_on={key: tuple(sorted(each)) for key, each in outs.items()},
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


def _aboard(run: Run) -> Iterator[int]:
    return (stop.request for stop in run.stops if stop.action is Action.PICK_UP)


def _direct_m(problem: Problem, at: int) -> int:
    request = problem.requests[at]
    return int(problem.matrix.metres[request.pick_up.place, request.drop_off.place])
