"""A week of the fleet: rides from the register, drives from the area, runs from the planner."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from transit.fleet.as_today import FleetToday
from transit.fleet.bill import cost_parts
from transit.fleet.checker import check
from transit.fleet.company import company_notices
from transit.fleet.day_part import (
    DayPart,
    PlannedPart,
    Point,
    day_parts,
    driven_at_s,
    part_problem,
    points_of,
)
from transit.fleet.days_out import DaysOut
from transit.fleet.held import Year, register_held
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.off_road import part_by_road
from transit.fleet.plan import Plan
from transit.fleet.problem import Matrix, Problem
from transit.fleet.quantities import add_up, served
from transit.fleet.rates import FleetRates, fleet_rates
from transit.fleet.returns import with_returns
from transit.fleet.sensitivity import CostParts
from transit.fleet.settings import Budget, SearchSettings, search_settings
from transit.fleet.solve import Progress as SearchProgress
from transit.fleet.solve import solve
from transit.fleet.standing import FleetPay, fleet_pay
from transit.fleet.today import FleetRide, rides_today
from transit.fleet.told import tell_left
from transit.fleet.warm import warm_search
from transit.model.driving import DrivingRules
from transit.model.fact import State
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.register import Register
from transit.model.vehicles import Vehicle
from transit.network.area import Area
from transit.network.driving.times import NO_WAY, RoadSearch, RoadTimes
from transit.network.store import open_roads

_A_MONDAY: Final = dt.date(2026, 1, 5)
"""Traffic goes by the day of the week alone."""
_DRIVES: Final = 0.1
"""Share of the work, for the progress bar only."""


@dataclass(frozen=True, slots=True)
class FleetWeek:
    """A planned week.

    Parameters
    ----------
    parts
        In the order of the week.
    vehicles
        The fleet, taxis left out.
    rates
        Prices and ways to run.
    notices
        Who could not be counted, and what was taken for granted.
    """

    parts: tuple[PlannedPart, ...]
    vehicles: tuple[Vehicle, ...]
    rates: FleetRates
    notices: tuple[Notice, ...]

    @property
    def pay(self) -> FleetPay:
        """What is paid for the fleet."""
        return fleet_pay(self.vehicles, self.rates.assistants, self.rates.standing)

    @property
    def year(self) -> CostParts:
        """What a year costs with all vehicles kept, units of cost: as savings have it."""
        pay = self.pay
        found = add_up(map(served, self.parts), len(pay.vehicles))
        return cost_parts(found, pay.vehicles, pay, self.rates.standing.weeks_a_year)

    @property
    def pence(self) -> float:
        """A year's cost shared out over the weeks in which the fleet runs."""
        weeks = self.rates.standing.weeks_a_year
        return self.year.at({}) / UNITS_PER_PENNY / weeks if weeks else 0.0

    @property
    def people(self) -> int:
        """How many people ride; who goes to two sessions counts once."""
        return len({ride.person for each in self.parts for ride in each.part.rides})


@dataclass(frozen=True, slots=True)
class PreparedWeek:
    """A week that is to be planned.

    Parameters
    ----------
    parts
        Rides by part of a day with their problems, in the order of the week.
    vehicles
        The fleet, taxis left out.
    rates
        Prices and ways to run.
    notices
        Who could not be counted, and what was taken for granted.
    today
        What runs of today are driven with.
    """

    parts: tuple[tuple[DayPart, Problem], ...]
    vehicles: tuple[Vehicle, ...]
    rates: FleetRates
    notices: tuple[Notice, ...]
    today: FleetToday


@dataclass(slots=True)
class _Planner:
    """Plans parts of a week; rides that come again on another day are planned once."""

    settings: SearchSettings
    budget: Budget
    seed: int
    known: dict[object, Plan] = field(default_factory=dict)

    def plan(self, part: DayPart, problem: Problem, stop: Callable[[], None]) -> PlannedPart:
        key = (problem.requests, problem.vehicles, problem.matrix.time_s.tobytes())
        if key not in self.known:
            self.known[key] = self._solved(problem, stop)
        return PlannedPart(part, problem, self.known[key])

    def _solved(self, problem: Problem, stop: Callable[[], None]) -> Plan:
        def told(_: SearchProgress) -> bool:
            stop()
            return True

        plan = solve(problem, self.settings, self.budget, seed=self.seed, tell=told)
        faults = check(problem, plan)
        if faults:
            raise AssertionError(f"a plan was made that is not sound: {faults[0].fault}")
        return plan


def plan_week(
    register: Register,
    area: Area,
    profiles: Mapping[str, Profile],
    rules: DrivingRules,
    parameters: Parameters,
    budget: Budget,
    *,
    seed: int = 1,
    progress: Callable[[str, float], None] = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> FleetWeek:
    """Plan a week's rides anew with the register's own vehicles, taxis for whom they do not fit.

    Today's runs are not known to the register: this is what they could be, not what they are.

    Parameters
    ----------
    register
        People, sessions, places and vehicles.
    area
        Streets to drive on.
    profiles
        Travel profiles by name.
    rules
        Speeds and traffic.
    parameters
        Prices, ways to run and how to search.
    budget
        How long to search for each part of a day.
    seed
        Seed of the search.
    progress
        Called with the stage and the share done.
    stop
        Called now and then; it may raise to end the work.

    Returns
    -------
    FleetWeek
        Everybody who rides is on a run or in a taxi, or named in a notice.

    Raises
    ------
    AreaError
        The area was built before roads were kept.
    InputError
        A parameter is missing, or the area has no roads.
    """
    progress("Timing drives", 0.0)
    week = prepare_week(
        register, area, profiles, rules, parameters, stop=stop, taxis=True, in_turn=True
    )
    return plan_prepared(week, parameters, budget, seed=seed, progress=progress, stop=stop)


def plan_prepared(
    week: PreparedWeek,
    parameters: Parameters,
    budget: Budget,
    *,
    seed: int = 1,
    progress: Callable[[str, float], None] = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> FleetWeek:
    """Plan a prepared week anew.

    Parameters
    ----------
    week
        The week.
    parameters
        How to search.
    budget, seed, progress, stop
        As for :func:`plan_week`.

    Returns
    -------
    FleetWeek
        Everybody is on a run or in a taxi.
    """
    settings = search_settings(parameters)
    progress("Compiling the search, once after installing", _DRIVES)
    warm_search(settings)
    planner = _Planner(settings, budget, seed)
    days = DaysOut(week.rates)
    planned = []
    for number, (part, problem) in enumerate(week.parts):
        told = f"Planning runs, {part.day.word}"
        progress(told, _DRIVES + (1 - _DRIVES) * number / len(week.parts))
        found = planner.plan(part, days.rested(part.day, problem), stop)
        planned.append(_with_returns(found, week.rates))
        days.add(part.day, planned[-1].problem, planned[-1].plan)
    notices = (*week.notices, *tell_left(planned))
    return FleetWeek(tuple(planned), week.vehicles, week.rates, notices)


def _with_returns(planned: PlannedPart, rates: FleetRates) -> PlannedPart:
    """Return a part whose vehicles stand at their depot where they would wait for long."""
    problem, plan = with_returns(planned.problem, planned.plan, rates)
    faults = check(problem, plan)
    if faults:
        raise AssertionError(f"a plan was made that is not sound: {faults[0].fault}")
    return PlannedPart(planned.part, problem, plan)


def prepare_week(
    register: Register,
    area: Area,
    profiles: Mapping[str, Profile],
    rules: DrivingRules,
    parameters: Parameters,
    *,
    stop: Callable[[], None] = lambda: None,
    taxis: bool = False,
    in_turn: bool = False,
) -> PreparedWeek:
    """State what is to be planned in a week.

    Parameters
    ----------
    register, area, profiles, rules, parameters, stop
        As for :func:`plan_week`.
    taxis
        Whether people may share taxis.
    in_turn
        Whether the parts of a day will be planned one after the other.

    Returns
    -------
    PreparedWeek
        Everybody who rides is in it, or named in a notice.

    Raises
    ------
    AreaError
        The area was built before roads were kept.
    InputError
        A parameter is missing, or the area has no roads.
    """
    rates = fleet_rates(parameters)
    table = area.timetable
    last = table.first_date + dt.timedelta(days=table.active.shape[1] - 1)
    held, not_held = register_held(register, Year(table.first_date, last))
    today = rides_today(held, profiles, parameters)
    # Taxis that come at the tariff need no depot.
    fleet = tuple(v for v in register.vehicles.values() if not v.by_tariff)
    points = points_of(today.rides, fleet)
    times = RoadSearch(open_roads(area)).between(points, lambda share: stop())
    rows = {point: row for row, point in enumerate(points)}
    gap_m = dict(zip(points, times.gap_m.tolist(), strict=True))
    near, far = part_by_road(today.rides, fleet, gap_m, rates)
    rides, unreached = _reached(near, fleet, times, rows)
    parts = []
    for part in day_parts(rides, rates):
        matrix = _in_traffic(times, rules.factor(_moment(part, rates)))
        problem = part_problem(
            part, fleet, rows, matrix, rates, parameters, taxis=taxis, in_turn=in_turn
        )
        parts.append((part, problem))
    alone = company_notices(part.rides for part, _ in parts)
    notices = (
        *today.notices,
        *not_held,
        *far,
        *unreached,
        *alone,
        *idle_notices(fleet),
        *tariff_notices(register.vehicles.values()),
    )
    depots = {v.id: rows[(v.depot.at.lat, v.depot.at.lon)] for v in fleet}
    driven = FleetToday(register.vehicles, depots, rates)
    return PreparedWeek(tuple(parts), fleet, rates, notices, driven)


def _reached(
    rides: Sequence[FleetRide],
    fleet: Sequence[Vehicle],
    times: RoadTimes,
    rows: Mapping[Point, int],
) -> tuple[list[FleetRide], list[Notice]]:
    """Part the rides that can be driven from those that cannot, with a notice a person."""
    depots = [rows[(v.depot.at.lat, v.depot.at.lon)] for v in fleet]
    kept, lost = [], {}
    for ride in rides:
        ends = [rows[(at.lat, at.lon)] for at in (ride.home, ride.venue)]
        around = np.ix_([*ends, *depots], [*ends, *depots])
        if (times.free_s[around] == NO_WAY).any():
            lost[ride.person, ride.session] = ride
        else:
            kept.append(ride)
    return kept, [_no_way(person, session) for person, session in lost]


def _in_traffic(times: RoadTimes, factor: float) -> Matrix:
    """Return times in traffic; where no way leads nobody drives, so any number serves."""
    seconds = np.maximum(times.seconds(factor), 0).astype(np.int64)
    return Matrix(seconds, np.maximum(np.rint(times.length_m), 0).astype(np.int64))


def _moment(part: DayPart, rates: FleetRates) -> dt.datetime:
    """Return when vehicles are under way in a part of a day."""
    date = _A_MONDAY + dt.timedelta(days=int(part.day))
    return dt.datetime.combine(date, dt.time()) + dt.timedelta(seconds=driven_at_s(part, rates))


def _no_way(person: str, session: str) -> Notice:
    return Notice(
        "fleet_no_way",
        Severity.WARNING,
        "register",
        f"person {person} cannot be driven to or from session {session}: no road of the area "
        "leads there and back",
        "Check where both are, or build the area from a larger street map",
    )


def idle_notices(fleet: Iterable[Vehicle]) -> Iterator[Notice]:
    """Name vehicles of which nobody has recorded whether they are paid for when they stay.

    Parameters
    ----------
    fleet
        The vehicles.

    Yields
    ------
    Notice
        One for all of them, if there are any.
    """
    unknown = [each.id for each in fleet if each.paid_when_idle is State.UNKNOWN]
    if unknown:
        yield Notice(
            "fleet_idle_unknown",
            Severity.INFO,
            "register",
            f"vehicles {', '.join(unknown)}: it is not recorded whether their day is paid also "
            "when they do not run; they are counted as kept all year",
            "Record it (column paid_when_idle): no for those that are hired by the day",
            field="paid_when_idle",
        )


def tariff_notices(vehicles: Iterable[Vehicle]) -> Iterator[Notice]:
    """Name taxis whose own prices do not count.

    Parameters
    ----------
    vehicles
        All vehicles of the register.

    Yields
    ------
    Notice
        One for all of them, if there are any.
    """
    named = [each.id for each in vehicles if each.by_tariff and each.cost.mile_pence]
    if named:
        yield Notice(
            "fleet_taxi_by_tariff",
            Severity.INFO,
            "register",
            f"taxis {', '.join(named)}: they have no price of a day, so that the tariff of all "
            "taxis counts, not their price of a mile",
            "Set the tariff (parameters fleet_taxi_start_pence, fleet_taxi_mile_pence), or the "
            "price of a day where there is a contract (column day_gbp)",
            field="day_gbp",
        )
