"""A register's week, ready to be planned for any number of vehicles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from transit.batch.fleet_today import cost_today
from transit.batch.fleet_week import prepare_week
from transit.fleet.again import HowToSearch, how_to_search
from transit.fleet.carbon import carbon_factors
from transit.fleet.cuts import CutRules, fitted_cuts
from transit.fleet.figures import Prices, YearFigures, year_figures
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import Leavers, least
from transit.fleet.rates import fleet_rates
from transit.fleet.settings import search_settings
from transit.fleet.standing import fleet_pay
from transit.fleet.today import FleetRide, mode_of, rides_today
from transit.fleet.today_figures import today_figures
from transit.fleet.week_problem import Contract, WeekProblem, week_problem
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.model.people import Mode
from transit.model.profile import Profile
from transit.model.register import Register
from transit.network.store import open_area
from transit.read.driving import read_driving_rules
from transit.read.profiles import list_profiles

_RUNS_BEGIN: Final = "fleet_runs_begin_s"


@dataclass(frozen=True, slots=True)
class SwitchWeek:
    """A week to plan, and what figures are made with.

    Parameters
    ----------
    register
        People, sessions, places and vehicles.
    problem
        The week.
    prices
        Prices and emissions.
    how
        How to search.
    notices
        Who could not be counted, and what was taken for granted.
    """

    register: Register
    problem: WeekProblem
    prices: Prices
    how: HowToSearch
    notices: tuple[Notice, ...]

    @property
    def rides(self) -> list[FleetRide]:
        """The rides of the week."""
        return [ride for each in self.problem.parts for ride in each.part.rides]

    def figures(self, ladder: Ladder, leavers: Leavers | None = None) -> YearFigures:
        """Return a year in figures, with the cheapest fleet.

        Parameters
        ----------
        ladder
            Plans of this week.
        leavers
            Who leaves; None for nobody.

        Returns
        -------
        YearFigures
            The figures.
        """
        if leavers is None:
            return year_figures(ladder.known, ladder.rungs[ladder.best], (), self.prices)
        kept = least(ladder, leavers)[1]
        return year_figures(ladder.known, kept, leavers.rides, self.prices)

    def whole_fleet(self, ladder: Ladder) -> YearFigures:
        """Return a year in figures with all vehicles.

        Parameters
        ----------
        ladder
            Plans of this week.

        Returns
        -------
        YearFigures
            The figures.
        """
        return year_figures(ladder.known, ladder.rungs[0], (), self.prices)


def figures_today(week: SwitchWeek, area: Path, parameters: Parameters) -> YearFigures | None:
    """Return a year of today's own runs, as the register has them.

    Parameters
    ----------
    week
        The week.
    area, parameters
        As for :func:`switch_week`.

    Returns
    -------
    YearFigures or None
        None where the register has no runs of today.
    """
    if not week.register.runs:
        return None
    profiles = {profile.name: profile for profile in list_profiles()}
    prepared = prepare_week(
        week.register, open_area(area), profiles, read_driving_rules(), parameters, taxis=True
    )
    made = cost_today(week.register, prepared)
    return today_figures(made.parts, week.prices, week.problem.weeks)


def in_taxis(register: Register) -> frozenset[Contract]:
    """Return who goes to which session in a taxi today.

    Parameters
    ----------
    register
        People, and how they travel.

    Returns
    -------
    frozenset
        Person and session.
    """
    return frozenset(
        (person.id, attends.session)
        for person in register.people.values()
        for attends in person.attends
        if attends.session and mode_of(person, attends) is Mode.TAXI
    )


def switch_week(
    register: Register, area: Path, parameters: Parameters, *, fit: bool = True
) -> SwitchWeek:
    """Make a register's week ready.

    Parameters
    ----------
    register
        People, sessions, places and vehicles.
    area
        Folder of the area, with roads.
    parameters
        Prices and ways to run.
    fit
        Whether the times of runs may begin somewhat earlier or later than the parameter says,
        where fewer people are on their way.

    Returns
    -------
    SwitchWeek
        Everybody who rides and can be driven.

    Raises
    ------
    TransitError
        The area cannot be read or has no roads, or a parameter is missing.
    """
    profiles = {profile.name: profile for profile in list_profiles()}
    if fit:
        parameters = _fitted(register, profiles, parameters)
    prepared = prepare_week(register, open_area(area), profiles, read_driving_rules(), parameters)
    rates = prepared.rates
    pay = fleet_pay(prepared.vehicles, rates.assistants, rates.standing)
    problem = week_problem(
        prepared.parts,
        {name: pay.kept_a_year(name).total for name in pay.vehicles},
        rates.standing.weeks_a_year,
        in_taxis(register),
        pay,
        rates.return_wait_s,
    )
    return SwitchWeek(
        register,
        problem,
        Prices(pay.vehicles, pay.assistants, pay.standing, carbon_factors(parameters)),
        how_to_search(search_settings(parameters), parameters),
        prepared.notices,
    )


def _fitted(
    register: Register, profiles: Mapping[str, Profile], parameters: Parameters
) -> Parameters:
    """Return parameters by which the times of runs begin where few people are on their way."""
    rates = fleet_rates(parameters)
    rules = CutRules(
        within_s=rates.runs_overlap_s,
        span_s=rates.arrive_before_s + int(parameters.number("fleet_ride_longest_s")),
        depot_s=int(parameters.number("switch_depot_s")),
    )
    rides = rides_today(register, profiles, parameters).rides
    begins: list[float] = list(fitted_cuts(rides, rates.runs_begin_s, rules))
    return Parameters({**parameters, _RUNS_BEGIN: replace(parameters[_RUNS_BEGIN], value=begins)})
