"""What a vehicle and its crew cost, however it is asked: one price for plans and for savings.

A vehicle that is kept is paid all year with its crew's contracted hours. One that is hired by the
day is paid for days on which it runs. Runs cost their miles, and the hours of whoever is not
contracted. What a crew works beyond its contract comes on top, day by day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transit.errors import InputError
from transit.fleet.extra_hours import ExtraHours, extra_hours
from transit.fleet.money import UNITS_PER_PENNY, units_a_metre, units_a_second
from transit.fleet.plan import Out
from transit.fleet.problem import RunPrice
from transit.model.clock import HOUR_S
from transit.model.fact import State
from transit.model.parameters import Parameters
from transit.model.vehicles import Vehicle
from transit.model.weekdays import Weekday

Outs = Mapping[tuple[str, Weekday], Sequence[Out]]
"""Runs of a week by id of the vehicle and day: when each leaves the depot and is back."""


class Paid(NamedTuple):
    """What is paid, units of cost, by what it is paid for."""

    vehicle: int = 0
    driver: int = 0
    assistants: int = 0
    driver_extra: int = 0

    @property
    def total(self) -> int:
        """All of it; ``driver_extra`` is a part of ``driver``."""
        return self.vehicle + self.driver + self.assistants


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRates:
    """What is paid beside the miles and hours of runs; see ``data/parameters/switching.toml``.

    Parameters
    ----------
    days_a_week
        Days for which a kept vehicle and its crew are paid.
    driver_hours, assistant_hours
        Contracted hours a day of a vehicle's driver, and of each of its passenger assistants, paid
        whether they drive or not. Where there are none, the hours of runs are paid.
    weeks_a_year
        Weeks in which the fleet runs.
    paid_weeks_a_year
        Weeks for which a kept vehicle and its contracted crew are paid.
    hire_share
        Share of a hired vehicle's day that counts against each of its runs while plans are
        searched for. What is paid is told by days.
    extra
        Hours beyond the contracted ones.
    """

    days_a_week: float
    driver_hours: float
    assistant_hours: float
    weeks_a_year: float
    paid_weeks_a_year: float
    hire_share: float
    extra: ExtraHours

    def __post_init__(self) -> None:
        """Refuse what no week, no year and no day has."""
        weeks = (self.weeks_a_year, self.paid_weeks_a_year)
        if not 0 <= self.days_a_week <= 7 or not 0 <= min(weeks) <= max(weeks) <= 53:
            raise InputError("parameters: a week has 7 days, and a year 53 weeks at most")
        if not 0 <= self.driver_hours <= 24 or not 0 <= self.assistant_hours <= 24:
            raise InputError("parameters: contracted hours a day are from 0 to 24")
        if not 0 <= self.hire_share <= 1:
            raise InputError("parameters: fleet_search_hire_share is a share up to 1")

    def kept_a_year(self, vehicle: Vehicle, assistants: int) -> Paid:
        """Return what it costs a year to keep a vehicle, whether it runs or not.

        Parameters
        ----------
        vehicle
            The vehicle.
        assistants
            Passenger assistants aboard.

        Returns
        -------
        Paid
            Nothing for one that is hired by the day.
        """
        if is_hired(vehicle):
            return Paid()
        return self._a_day(vehicle, assistants, self.days_a_week * self.paid_weeks_a_year)

    def on_a_day(
        self, vehicle: Vehicle, assistants: int, outs: Sequence[Out], *, contracted: bool = True
    ) -> Paid:
        """Return what a day costs beside keeping the vehicle, and beside its runs.

        Parameters
        ----------
        vehicle, assistants
            As for :meth:`kept_a_year`.
        outs
            Its runs of that day.
        contracted
            False on a day beyond those that are paid anyway, as a Saturday beside five others: then
            all hours of its runs are paid.

        Returns
        -------
        Paid
            The day of a hired vehicle, and the crew's hours beyond their contract.
        """
        if not outs:
            return Paid()
        hired = self._a_day(vehicle, assistants, 1.0) if is_hired(vehicle) else Paid()
        cost = vehicle.cost
        driver = self._extra(outs, self.driver_hours, cost.driver_hour_pence, contracted)
        others = self._extra(outs, self.assistant_hours, cost.assistant_hour_pence, contracted)
        return Paid(
            hired.vehicle,
            hired.driver + driver,
            hired.assistants + assistants * others,
            driver,
        )

    def run_price(self, vehicle: Vehicle, assistants: int) -> RunPrice:
        """Return what a run costs beside that, and what counts against it in a search.

        Parameters
        ----------
        vehicle, assistants
            As for :meth:`kept_a_year`.

        Returns
        -------
        RunPrice
            Miles, and the hours of those who are not contracted; ``run`` is a share of a hired
            vehicle's day.
        """
        cost = vehicle.cost
        hour = 0 if self.driver_hours else cost.driver_hour_pence
        hour += 0 if self.assistant_hours else assistants * cost.assistant_hour_pence
        hired = self._a_day(vehicle, assistants, self.hire_share).total
        return RunPrice(
            run=hired if is_hired(vehicle) else 0,
            metre=units_a_metre(cost.mile_pence),
            second=units_a_second(hour),
            assistant_second=units_a_second(cost.assistant_hour_pence),
        )

    def _a_day(self, vehicle: Vehicle, assistants: int, times: float) -> Paid:
        """Return some days of a vehicle and its contracted crew."""
        cost = vehicle.cost
        pence = (
            cost.day_pence,
            self.driver_hours * cost.driver_hour_pence,
            assistants * self.assistant_hours * cost.assistant_hour_pence,
        )
        return Paid(*(round(each * times * UNITS_PER_PENNY) for each in pence))

    def over_s(self, outs: Sequence[Out], *, contracted: bool) -> float:
        """Return how long a driver works on a day beyond the contract.

        Parameters
        ----------
        outs, contracted
            As for :meth:`on_a_day`.

        Returns
        -------
        float
            Seconds; none where drivers have no contract.
        """
        if not self.driver_hours:
            return 0.0
        return max(_out_s(outs) - self.driver_hours * HOUR_S * contracted, 0.0)

    def _extra(self, outs: Sequence[Out], hours: float, hour_pence: float, contracted: bool) -> int:
        seconds = self.extra.paid_s(outs, hours * HOUR_S * contracted if hours else None)
        return round(seconds * hour_pence * UNITS_PER_PENNY / HOUR_S)


def _out_s(outs: Sequence[Out]) -> int:
    return sum(back_s - leave_s for leave_s, back_s in outs)


def is_hired(vehicle: Vehicle) -> bool:
    """Tell whether a vehicle is paid only for days on which it runs.

    Parameters
    ----------
    vehicle
        The vehicle.

    Returns
    -------
    bool
        False where nobody has recorded it: a vehicle that stands in the yard is not free.
    """
    return vehicle.paid_when_idle is State.NO


@dataclass(frozen=True, slots=True)
class FleetPay:
    """A fleet, and what is paid for it.

    Parameters
    ----------
    vehicles
        By id.
    assistants
        Passenger assistants aboard, by id of the vehicle.
    standing
        Rates.
    """

    vehicles: Mapping[str, Vehicle]
    assistants: Mapping[str, int]
    standing: StandingRates

    def kept_a_year(self, id: str) -> Paid:
        """Return what it costs a year to keep a vehicle, as :class:`StandingRates` has it.

        Parameters
        ----------
        id
            Its id.

        Returns
        -------
        Paid
            Units of cost.
        """
        return self.standing.kept_a_year(self.vehicles[id], self.assistants[id])

    def week_beside(self, outs: Outs) -> Paid:
        """Return what the days of a week cost beside keeping vehicles, and beside runs.

        Parameters
        ----------
        outs
            Runs by id of the vehicle and day.

        Returns
        -------
        Paid
            Units of cost.
        """
        days = [
            self.standing.on_a_day(
                self.vehicles[id], self.assistants[id], runs, contracted=contracted
            )
            for id, runs, contracted in self._days(outs)
        ]
        return Paid(*map(sum, zip(*days, strict=True))) if days else Paid()

    def over_s(self, outs: Outs) -> float:
        """Return how long drivers work in a week beyond their contracts.

        Parameters
        ----------
        outs
            Runs by id of the vehicle and day.

        Returns
        -------
        float
            Seconds; none of drivers who are in the price of a day.
        """
        return sum(
            self.standing.over_s(runs, contracted=contracted)
            for id, runs, contracted in self._days(outs)
            if self.vehicles[id].cost.driver_hour_pence
        )

    def _days(self, outs: Outs) -> Iterator[tuple[str, Sequence[Out], bool]]:
        """Return the days of each vehicle; the longest of a kept one are those contracted."""
        of_vehicle: dict[str, list[Sequence[Out]]] = {}
        for (id, _), runs in outs.items():
            of_vehicle.setdefault(id, []).append(runs)
        for id, days in of_vehicle.items():
            hired = is_hired(self.vehicles[id])
            for at, runs in enumerate(sorted(days, key=_out_s, reverse=True)):
                yield id, runs, hired or at < self.standing.days_a_week


def fleet_pay(fleet: Iterable[Vehicle], crew: int, standing: StandingRates) -> FleetPay:
    """Put a fleet and its rates together.

    Parameters
    ----------
    fleet
        The vehicles.
    crew
        Passenger assistants aboard those that carry any.
    standing
        Rates.

    Returns
    -------
    FleetPay
        All of it.
    """
    vehicles = {vehicle.id: vehicle for vehicle in fleet}
    aboard = {id: crew if each.carries_assistants else 0 for id, each in vehicles.items()}
    return FleetPay(vehicles, aboard, standing)


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
        paid_weeks_a_year=parameters.number("fleet_paid_weeks_a_year"),
        hire_share=parameters.number("fleet_search_hire_share"),
        extra=extra_hours(parameters),
    )
