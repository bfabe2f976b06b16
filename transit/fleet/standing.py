"""What a vehicle costs whether it runs or not, and what is paid only for its runs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from transit.errors import InputError
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.rates import UNITS_PER_PENNY
from transit.model.parameters import Parameters
from transit.model.vehicles import Vehicle

_METRES_PER_MILE: Final = 1609.344
_HOUR_S: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRates:
    """What is paid for as long as a vehicle is kept; see ``data/parameters/switching.toml``.

    Parameters
    ----------
    days_a_week
        Days for which a kept vehicle and its driver are paid.
    driver_hours, assistant_hours
        Contracted hours a day of a vehicle's driver, and of each of its passenger assistants, paid
        whether they drive or not. Where there are none, the hours of runs are paid.
    weeks_a_year
        Weeks in which the fleet runs.
    """

    days_a_week: float
    driver_hours: float
    assistant_hours: float
    weeks_a_year: float

    def __post_init__(self) -> None:
        """Refuse what no week and no day has."""
        if not 0 <= self.days_a_week <= 7 or not 0 <= self.weeks_a_year <= 53:
            raise InputError("parameters: a week has 7 days, and a year 53 weeks at most")
        if not 0 <= self.driver_hours <= 24 or not 0 <= self.assistant_hours <= 24:
            raise InputError("parameters: contracted hours a day are from 0 to 24")

    def standing_units(self, vehicle: Vehicle, assistants: int) -> int:
        """Return what it costs a year to keep a vehicle.

        Parameters
        ----------
        vehicle
            The vehicle.
        assistants
            Passenger assistants aboard.

        Returns
        -------
        int
            Units of cost.
        """
        return sum(self.standing_parts(vehicle, assistants))

    def standing_parts(self, vehicle: Vehicle, assistants: int) -> tuple[int, int, int]:
        """Return the same by the vehicle itself, its driver and its passenger assistants.

        Parameters
        ----------
        vehicle, assistants
            As for :meth:`standing_units`.

        Returns
        -------
        tuple of int
            Units of cost.
        """
        cost = vehicle.cost
        a_day = (
            cost.day_pence,
            self.driver_hours * cost.driver_hour_pence,
            assistants * self.assistant_hours * cost.assistant_hour_pence,
        )
        days = self.days_a_week * self.weeks_a_year
        own, driver, others = (round(pence * days * UNITS_PER_PENNY) for pence in a_day)
        return own, driver, others

    def run_price(self, vehicle: Vehicle, assistants: int) -> RunPrice:
        """Return what a kept vehicle's runs cost beside that.

        Parameters
        ----------
        vehicle
            The vehicle.
        assistants
            Passenger assistants aboard.

        Returns
        -------
        RunPrice
            Miles, and the hours of those who are not contracted.
        """
        cost = vehicle.cost
        hour = 0 if self.driver_hours else cost.driver_hour_pence
        hour += 0 if self.assistant_hours else assistants * cost.assistant_hour_pence
        return RunPrice(
            metre=round(cost.mile_pence * UNITS_PER_PENNY / _METRES_PER_MILE),
            second=round(hour * UNITS_PER_PENNY / _HOUR_S),
            assistant_second=round(cost.assistant_hour_pence * UNITS_PER_PENNY / _HOUR_S),
        )


def standing_rates(parameters: Parameters) -> StandingRates:
    """Take the rates from parameters.

    Parameters
    ----------
    parameters
        The parameters.

    Returns
    -------
    StandingRates
        The rates.
    """
    return StandingRates(
        days_a_week=parameters.number("fleet_standing_days_a_week"),
        driver_hours=parameters.number("fleet_contracted_driver_hours"),
        assistant_hours=parameters.number("fleet_contracted_assistant_hours"),
        weeks_a_year=parameters.number("fleet_weeks_a_year"),
    )


def with_standing(problem: Problem, fleet: Iterable[Vehicle], rates: StandingRates) -> Problem:
    """Return a problem in which runs cost only what is paid for runs.

    Parameters
    ----------
    problem
        The problem.
    fleet
        Its vehicles as the register has them.
    rates
        What is paid for as long as a vehicle is kept.

    Returns
    -------
    Problem
        The same rides and vehicles.
    """
    known = {vehicle.id: vehicle for vehicle in fleet}
    priced = tuple(
        replace(each, price=rates.run_price(known[each.id], each.assistants))
        for each in problem.vehicles
    )
    return replace(problem, vehicles=priced)
