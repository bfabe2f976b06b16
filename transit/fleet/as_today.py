"""One part of a day as today's runs serve it, and made better around those that are locked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transit.fleet.fixed import plan_as_given
from transit.fleet.locked import solve_around
from transit.fleet.plan import Plan, Reason, Run
from transit.fleet.problem import Problem, RunVehicle, vehicle_of
from transit.fleet.rates import FleetRates
from transit.fleet.settings import Budget, SearchSettings
from transit.fleet.solve import Progress
from transit.fleet.sound import sound_runs
from transit.fleet.today import FleetRide
from transit.fleet.todays_runs import MadeToday, contracts_of, vehicle_as_today, vehicle_named
from transit.model.vehicles import Vehicle


@dataclass(frozen=True, slots=True)
class FleetToday:
    """What today's runs are driven with.

    Parameters
    ----------
    vehicles
        Vehicles of the register, taxis too, by id.
    depots
        Row of the matrices of each vehicle's depot; taxis have none.
    rates
        Prices and ways to run.
    """

    vehicles: Mapping[str, Vehicle]
    depots: Mapping[str, int]
    rates: FleetRates

    def of_runs(self, made: Sequence[MadeToday], problem: Problem) -> tuple[RunVehicle, ...]:
        """Return a vehicle for each run of today in one part of a day.

        Parameters
        ----------
        made
            The runs.
        problem
            The part, whose last place is near all others.

        Returns
        -------
        tuple of RunVehicle
            In the order of the runs.
        """
        anywhere = len(problem.matrix.time_s) - 1
        found = []
        for each in made:
            vehicle = self.vehicles[each.run.vehicle]
            depot = self.depots.get(vehicle.id, anywhere)
            found.append(vehicle_as_today(each, vehicle, depot, anywhere, self.rates))
        return tuple(found)

    def named(self, run: str, rides: Iterable[FleetRide], problem: Problem) -> RunVehicle | None:
        """Return the vehicle of a run that is kept under the name of vehicle and run.

        Parameters
        ----------
        run
            The name, such as ``V1 (R3)``.
        rides
            Whoever is aboard.
        problem
            The part, whose last place is near all others.

        Returns
        -------
        RunVehicle or None
            None where the register has no such vehicle any more.
        """
        vehicle = self.vehicles.get(vehicle_of(run))
        if vehicle is None:
            return None
        anywhere = len(problem.matrix.time_s) - 1
        depot = self.depots.get(vehicle.id, anywhere)
        return vehicle_named(run, contracts_of(rides), vehicle, depot, anywhere, self.rates)


def part_as_today(
    problem: Problem, made: Sequence[MadeToday], fleet: FleetToday
) -> tuple[Problem, Plan]:
    """Cost today's runs as they are.

    Parameters
    ----------
    problem
        Rides of a part of a day.
    made
        Runs of today in it.
    fleet
        What they are driven with.

    Returns
    -------
    problem : Problem
        The same rides with a vehicle for each run.
    plan : Plan
        Whatever is wrong with it, and the others in taxis.
    """
    driven = replace(problem, vehicles=fleet.of_runs(made, problem))
    given = [each.given(at) for at, each in enumerate(made)]
    return driven, plan_as_given(driven, given, Reason.ON_NO_RUN_TODAY)


def part_improved(
    problem: Problem,
    made: Sequence[MadeToday],
    fleet: FleetToday,
    locked: Collection[str],
    settings: SearchSettings,
    budget: Budget,
    *,
    seed: int = 1,
    tell: Callable[[Progress], bool] | None = None,
) -> tuple[Problem, Plan]:
    """Make a part of a day better, beginning with today's runs as far as they are sound.

    Parameters
    ----------
    problem
        Rides of a part of a day, with the vehicles that may run.
    made
        Runs of today in it.
    fleet
        What today's runs are driven with.
    locked
        Ids of today's runs that stay as they are.
    settings, budget, seed, tell
        As for :func:`~transit.fleet.solve.solve`.

    Returns
    -------
    problem : Problem
        The same rides; vehicles of locked runs stand last, under the name of vehicle and run.
    plan : Plan
        The best plan found.
    """
    stay = [each for each in made if each.run.id in locked]
    busy = {each.run.vehicle for each in stay}
    free = tuple(each for each in problem.vehicles if each.id not in busy)
    merged = replace(problem, vehicles=(*free, *fleet.of_runs(stay, problem)))
    kept = plan_as_given(
        merged,
        [each.given(len(free) + at) for at, each in enumerate(stay)],
        Reason.ON_NO_RUN_TODAY,
    )
    go_on = [each for each in made if each.run.id not in locked]
    rows = _rows_for(go_on, fleet, free)
    given = [each.given(row) for each, row in zip(go_on, rows, strict=True) if row is not None]
    start = sound_runs(merged, given)
    # At a price above the real one a search would leave sound runs for dearer ones.
    calm = replace(settings, dearer_until=(), dearer_by=())
    begins: list[tuple[SearchSettings, tuple[Run, ...] | None]] = [(calm, start)] if start else []
    if all(merged.vehicles[run.vehicle].is_taxi for run in start):
        # No first passenger pays for a run: from taxis alone a search finds none.
        begins.append((settings, None))
    plans = [
        solve_around(merged, kept.runs, how, budget, seed=seed, start=begin, tell=tell)
        for how, begin in begins
    ]
    plan = min(plans, key=lambda each: each.cost)
    return merged, plan


def _rows_for(
    made: Sequence[MadeToday], fleet: FleetToday, free: Sequence[RunVehicle]
) -> list[int | None]:
    """Return which vehicle goes on with each run; taxis are all alike."""
    rows = {vehicle.id: at for at, vehicle in enumerate(free)}
    taxis = [at for at, vehicle in enumerate(free) if vehicle.is_taxi]
    found: list[int | None] = []
    for each in made:
        vehicle = fleet.vehicles[each.run.vehicle]
        if not vehicle.by_tariff:
            found.append(rows.get(vehicle.id))
            continue
        chair = any(layout.wheelchairs for layout in vehicle.layouts)
        fits = [at for at in taxis if chair <= any(x.wheelchairs for x in free[at].layouts)]
        if fits:
            taxis.remove(fits[0])
        found.append(fits[0] if fits else None)
    return found
