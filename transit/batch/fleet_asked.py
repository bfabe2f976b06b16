"""A week of the fleet as it is asked for: read, planned or costed, and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from transit.batch.fleet_today import cost_today, improve_kept, improve_today
from transit.batch.fleet_week import FleetWeek, PreparedWeek, plan_prepared, prepare_week
from transit.errors import InputError
from transit.fleet.kept import kept_runs
from transit.fleet.settings import Budget, search_settings
from transit.fleet.warm import warm_search
from transit.model.register import Register
from transit.model.rides import KeptPlan
from transit.network.store import open_area
from transit.read.driving import read_driving_rules
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.store import open_store
from transit.store.run_plans import read_run_plan, save_run_plan
from transit.store.whole import read_register


class FleetWay(StrEnum):
    """How a week comes about."""

    ANEW = "anew"
    TODAY = "today"
    IMPROVED = "improved"
    FROM_KEPT = "from kept"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class FleetAsked:
    """A week that is asked for.

    Parameters
    ----------
    register
        SQLite file or address of the register.
    area
        Folder of the area.
    way
        How it comes about.
    budget
        How long to search for each part of a day.
    seed
        Seed of the search.
    locked
        Ids of today's runs that stay.
    parameters_dir
        The council's own parameters; None for the shipped ones.
    from_plan
        Number of the kept plan to begin with, where that is the way.
    """

    register: str
    area: Path
    way: FleetWay
    budget: Budget
    seed: int = 1
    locked: tuple[str, ...] = ()
    parameters_dir: Path | None = None
    from_plan: int | None = None


def make_week(
    asked: FleetAsked,
    *,
    progress: Callable[[str, float], None] = lambda stage, share: None,
) -> FleetWeek:
    """Make a week of the fleet.

    Parameters
    ----------
    asked
        What is asked for.
    progress
        Called with the stage and the share done.

    Returns
    -------
    FleetWeek
        Everybody who rides is on a run or in a taxi, or named in a notice.

    Raises
    ------
    StoreError
        The register cannot be opened.
    AreaError
        There is no area, or it was built before roads were kept.
    InputError
        A parameter is missing, or there are no runs of today.
    """
    progress("Timing drives", 0.0)
    register, week = prepare(asked)
    if asked.way is FleetWay.TODAY:
        return cost_today(register, week)
    parameters = read_parameters(asked.parameters_dir)
    if asked.way is FleetWay.ANEW:
        return plan_prepared(week, parameters, asked.budget, seed=asked.seed, progress=progress)
    progress("Compiling the search, once after installing", 0.0)
    warm_search(search_settings(parameters))
    if asked.way is FleetWay.FROM_KEPT:
        kept = _kept(asked)
        return improve_kept(
            week, kept, parameters, asked.budget, seed=asked.seed, progress=progress
        )
    return improve_today(
        register,
        week,
        parameters,
        asked.budget,
        locked=asked.locked,
        seed=asked.seed,
        progress=progress,
    )


def prepare(asked: FleetAsked) -> tuple[Register, PreparedWeek]:
    """Read a register and state what is to be planned.

    Parameters
    ----------
    asked
        What is asked for.

    Returns
    -------
    register : Register
        The register.
    week : PreparedWeek
        Its week, in which taxis may be shared.

    Raises
    ------
    StoreError
        The register cannot be opened.
    AreaError
        There is no area, or it was built before roads were kept.
    InputError
        A parameter is missing.
    """
    store = open_store(asked.register)
    try:
        with store.reading() as session:
            register = read_register(session)
    finally:
        store.close()
    week = prepare_week(
        register,
        open_area(asked.area),
        {profile.name: profile for profile in list_profiles()},
        read_driving_rules(),
        read_parameters(asked.parameters_dir),
        taxis=True,
        in_turn=True,
    )
    return register, week


def keep_week(asked: FleetAsked, week: FleetWeek, who: str | None = None) -> int:
    """Keep a week's runs in the register.

    Parameters
    ----------
    asked
        What was asked for.
    week
        The week.
    who
        Who does it; whoever is logged in on this machine when None.

    Returns
    -------
    int
        Number of the plan.
    """
    stay = set(_named(week, asked.locked))
    runs = kept_runs(week.parts, stay)
    if asked.way is FleetWay.FROM_KEPT:
        locked = {(run.days, run.from_s, run.vehicle) for run in _kept(asked).runs if run.is_locked}
        runs = tuple(
            replace(run, is_locked=(run.days, run.from_s, run.vehicle) in locked) for run in runs
        )
    plan = KeptPlan(asked.way.value, open_area(asked.area).edition, round(week.pence), runs)
    store = open_store(asked.register)
    try:
        return save_run_plan(store, plan, who)
    finally:
        store.close()


def _named(week: FleetWeek, locked: tuple[str, ...]) -> list[str]:
    """Return the vehicles of locked runs, which are named by both."""
    ids = (vehicle.id for each in week.parts for vehicle in each.problem.vehicles)
    return [id for id in ids if id.endswith(")") and id.split(" (", 1)[1][:-1] in locked]


def _kept(asked: FleetAsked) -> KeptPlan:
    if asked.from_plan is None:
        raise InputError("name the plan to begin with")
    store = open_store(asked.register)
    try:
        return read_run_plan(store, asked.from_plan)
    finally:
        store.close()
