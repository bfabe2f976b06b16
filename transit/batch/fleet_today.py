"""A week of today's runs: costed as they are, or made better from there."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from transit.batch.fleet_week import FleetWeek, PreparedWeek
from transit.errors import InputError
from transit.fleet.as_today import FleetToday, part_as_today, part_improved
from transit.fleet.checker import check
from transit.fleet.day_part import PlannedPart
from transit.fleet.days_out import DaysOut
from transit.fleet.duty import check_duty
from transit.fleet.fixed import given_runs
from transit.fleet.kept import parts_of_kept
from transit.fleet.locked import solve_around
from transit.fleet.plan import Run
from transit.fleet.problem import Problem, vehicle_of
from transit.fleet.rates import FleetRates
from transit.fleet.returns import with_returns
from transit.fleet.settings import Budget, search_settings
from transit.fleet.solve import Progress as SearchProgress
from transit.fleet.sound import sound_runs
from transit.fleet.todays_runs import MadeToday, by_part, made_today
from transit.fleet.told import tell_findings, tell_left
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.model.register import Register
from transit.model.rides import KeptPlan


def cost_today(register: Register, week: PreparedWeek) -> FleetWeek:
    """Cost today's runs as they are: nobody is moved, what is wrong is told.

    Parameters
    ----------
    register
        Today's runs and vehicles.
    week
        The week, prepared with taxis.

    Returns
    -------
    FleetWeek
        Whoever is on none of today's runs is in a taxi.

    Raises
    ------
    InputError
        The register has no runs of today.
    """
    notices = list(week.notices)
    made, fleet = _today(register, week, notices)
    parts = []
    for at, (part, problem) in enumerate(week.parts):
        driven, plan = part_as_today(problem, made.get(at, ()), fleet)
        parts.append(PlannedPart(part, driven, plan))
        notices += tell_findings(parts[-1], check(driven, plan))
    notices += duty_notices(parts, week.rates)
    return FleetWeek(tuple(parts), week.vehicles, week.rates, tuple(notices))


def improve_today(
    register: Register,
    week: PreparedWeek,
    parameters: Parameters,
    budget: Budget,
    *,
    locked: Collection[str] = (),
    seed: int = 1,
    progress: Callable[[str, float], None] = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> FleetWeek:
    """Search for better runs, beginning with today's.

    Parameters
    ----------
    register
        Today's runs and vehicles.
    week
        The week, prepared with taxis.
    parameters
        How to search.
    budget
        How long to search for each part of a day.
    locked
        Ids of today's runs that stay as they are.
    seed
        Seed of the search.
    progress
        Called with the stage and the share done.
    stop
        Called now and then; it may raise to end the work.

    Returns
    -------
    FleetWeek
        All runs but the locked ones are sound.

    Raises
    ------
    InputError
        The register has no runs of today, or not the locked ones.
    """
    unknown = sorted(set(locked) - set(register.runs))
    if unknown:
        raise InputError(f"there is no run {', '.join(unknown)} among today's runs")
    notices = list(week.notices)
    made, fleet = _today(register, week, notices)
    settings = search_settings(parameters)
    days = DaysOut(week.rates)
    parts = []

    def told(_: SearchProgress) -> bool:
        stop()
        return True

    for at, (part, problem) in enumerate(week.parts):
        progress(f"Improving runs, {part.day.word}", at / len(week.parts))
        merged, plan = part_improved(
            days.rested(part.day, problem),
            made.get(at, ()),
            fleet,
            locked,
            settings,
            budget,
            seed=seed,
            tell=told,
        )
        named = {v.id for v in problem.vehicles}
        others = [run for run in plan.runs if merged.vehicles[run.vehicle].id not in named]
        merged, plan = with_returns(merged, plan, week.rates, others)
        days.add(part.day, merged, plan)
        parts.append(PlannedPart(part, merged, plan))
        notices += _locked_findings(parts[-1], {v.id for v in problem.vehicles})
    notices += [*tell_left(parts), *duty_notices(parts, week.rates)]
    return FleetWeek(tuple(parts), week.vehicles, week.rates, tuple(notices))


def _today(
    register: Register, week: PreparedWeek, notices: list[Notice]
) -> tuple[Mapping[int, tuple[MadeToday, ...]], FleetToday]:
    if not register.runs:
        raise InputError(
            "the register has no runs of today: import them (transit import --runs --run-stops)"
        )
    made = made_today([part for part, _ in week.parts], register.runs.values(), notices)
    return by_part(made), week.today


def _locked_findings(part: PlannedPart, ours: Collection[str]) -> list[Notice]:
    """Tell what is wrong with locked runs; with others nothing may be."""
    findings = check(part.problem, part.plan)
    for finding in findings:
        if finding.vehicle is not None and part.problem.vehicles[finding.vehicle].id in ours:
            raise AssertionError(f"a plan was made that is not sound: {finding.fault}")
    return list(tell_findings(part, findings))


def duty_notices(parts: Iterable[PlannedPart], rates: FleetRates) -> Iterator[Notice]:
    """Tell where a vehicle would make two runs at a time, or drivers' hours are not kept.

    Parameters
    ----------
    parts
        Parts of days with their plans.
    rates
        Rules of drivers' hours.

    Yields
    ------
    Notice
        One for each day, vehicle and fault.
    """
    outs: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for part in parts:
        for run in part.plan.runs:
            vehicle = part.problem.vehicles[run.vehicle]
            if not vehicle.is_taxi:
                key = part.part.day.word, vehicle_of(vehicle.id)
                outs.setdefault(key, []).append((run.leave_s, run.back_s))
    for (day, name), times in outs.items():
        for fault in check_duty(times, rates):
            yield Notice(
                f"fleet_day_{fault.name.lower()}",
                Severity.WARNING,
                "runs",
                f"{day}, {name}: {fault.value}",
                "Change the times of its runs",
            )


def improve_kept(
    week: PreparedWeek,
    kept: KeptPlan,
    parameters: Parameters,
    budget: Budget,
    *,
    seed: int = 1,
    progress: Callable[[str, float], None] = lambda stage, share: None,
) -> FleetWeek:
    """Search for better runs, beginning with those of a kept plan; its locked runs stay.

    Parameters
    ----------
    week
        The week, prepared with taxis.
    kept
        The plan.
    parameters
        How to search.
    budget, seed, progress
        As for :func:`improve_today`.

    Returns
    -------
    FleetWeek
        All runs but the locked ones are sound.
    """
    settings = replace(search_settings(parameters), dearer_until=(), dearer_by=())
    locked = {(*run.days, run.from_s, run.vehicle) for run in kept.runs if run.is_locked}
    days = DaysOut(week.rates)
    parts = []
    notices = list(week.notices)
    for at, old in enumerate(parts_of_kept(week.parts, kept, week.today)):
        part = old.part
        progress(f"Improving runs, {part.day.word}", at / len(week.parts))
        problem, stay, start = _around(old, days.rested(part.day, old.problem), locked)
        plan = solve_around(problem, stay, settings, budget, seed=seed, start=start)
        problem, plan = with_returns(problem, plan, week.rates, stay)
        days.add(part.day, problem, plan)
        parts.append(PlannedPart(part, problem, plan))
        busy = {problem.vehicles[run.vehicle].id for run in stay}
        notices += _locked_findings(parts[-1], {v.id for v in problem.vehicles} - busy)
    notices += [*tell_left(parts), *duty_notices(parts, week.rates)]
    return FleetWeek(tuple(parts), week.vehicles, week.rates, tuple(notices))


def _around(
    old: PlannedPart, rested: Problem, locked: Collection[tuple[object, ...]]
) -> tuple[Problem, list[Run], tuple[Run, ...]]:
    """Return a part with the vehicles of locked runs last, these runs, and others to begin with."""
    stay: list[Run] = []
    go_on: list[Run] = []
    for run in old.plan.runs:
        key = old.part.day, old.part.from_s, old.problem.vehicles[run.vehicle].id
        (stay if key in locked else go_on).append(run)
    kept = [old.problem.vehicles[run.vehicle] for run in stay]
    busy = {vehicle_of(vehicle.id) for vehicle in kept}
    own = (each for each in rested.vehicles if each.id == vehicle_of(each.id))
    free = tuple(each for each in own if each.id not in busy)
    problem = replace(rested, vehicles=(*free, *kept))
    rows = {vehicle.id: row for row, vehicle in enumerate(free)}
    to = {
        run.vehicle: rows[name]
        for run in go_on
        if (name := vehicle_of(old.problem.vehicles[run.vehicle].id)) in rows
    }
    begun = [replace(run, vehicle=to[run.vehicle]) for run in go_on if run.vehicle in to]
    start = sound_runs(problem, given_runs(replace(old.plan, runs=tuple(begun))))
    moved = [replace(run, vehicle=len(free) + at) for at, run in enumerate(stay)]
    return problem, moved, start
