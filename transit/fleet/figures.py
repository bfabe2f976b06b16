"""A year in figures, with some people gone or with everybody: what is set side by side."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from transit.fleet.bill import cost_parts
from transit.fleet.carbon import CarbonFactors, carbon
from transit.fleet.known import Known
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.quantities import Quantities, quantities
from transit.fleet.standing import FleetPay, StandingRates, is_hired
from transit.fleet.week_problem import RideKey
from transit.model.clock import HOUR_S
from transit.model.vehicles import Vehicle, VehicleKind

_MINUTE_S: Final = 60
_METRES_PER_MILE: Final = 1609.344


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """What a week and a year come to.

    Parameters
    ----------
    cost_pence
        A year.
    vehicles_pence, drivers_pence, assistants_pence, miles_pence, taxis_pence
        Of it, by what is paid for.
    vehicles
        Vehicles that are kept, and hired ones that go out.
    people_fleet, people_taxi, people_alone
        Who has a ride on the fleet; who has one in a taxi (some have both); who has neither any
        more.
    rides, taxi_rides
        Rides a week on the fleet and in taxis.
    ride_min
        Mean minutes aboard the fleet.
    miles
        Miles of the fleet a week, empty ones included.
    driver_hours, paid_driver_hours, assistant_hours
        A week: of drivers away from the depot; of drivers paid, but for those who are in the price
        of a contract; of passenger assistants aboard.
    fares_pence, fares_of_people_pence
        Bus fares a year of those who have left: paid by the council, and part of the cost, or paid
        by themselves, and no part of it.
    over_hours, drivers_extra_pence
        A week: of drivers paid, beyond what they are contracted for that day; and
        what a year of such hours, long days and nights costs beside their contract, which is part
        of ``drivers_pence``.
    carbon_kg, carbon_fleet_kg, carbon_taxis_kg, carbon_buses_kg
        Emissions a year, kilograms of CO2e.
    """

    cost_pence: float
    vehicles_pence: float
    drivers_pence: float
    assistants_pence: float
    miles_pence: float
    taxis_pence: float
    vehicles: int
    people_fleet: int
    people_taxi: int
    people_alone: int
    rides: int
    taxi_rides: int
    ride_min: float
    miles: float
    driver_hours: float
    paid_driver_hours: float
    assistant_hours: float
    carbon_kg: float
    carbon_fleet_kg: float
    carbon_taxis_kg: float
    carbon_buses_kg: float
    over_hours: float = 0.0
    fares_pence: float = 0.0
    fares_of_people_pence: float = 0.0
    drivers_extra_pence: float = 0.0


@dataclass(frozen=True, slots=True)
class Prices:
    """What figures are made with.

    Parameters
    ----------
    vehicles
        The fleet by id.
    assistants
        Passenger assistants aboard, by id of the vehicle.
    standing
        What is paid for as long as a vehicle is kept.
    factors
        Emissions.
    """

    vehicles: Mapping[str, Vehicle]
    assistants: Mapping[str, int]
    standing: StandingRates
    factors: CarbonFactors

    @property
    def paid_by_the_hour(self) -> frozenset[str]:
        """Ids of vehicles whose drivers are paid: of others they are in the price of a day."""
        return frozenset(id for id, v in self.vehicles.items() if v.cost.driver_hour_pence)

    @property
    def pay(self) -> FleetPay:
        """The fleet and what is paid for it."""
        return FleetPay(self.vehicles, self.assistants, self.standing)


def year_figures(
    known: Known, kept: frozenset[str], gone: Collection[RideKey], prices: Prices
) -> YearFigures:
    """Return a year in figures, by the best plans known.

    Parameters
    ----------
    known
        The plans.
    kept
        Ids of the vehicles kept.
    gone
        Rides that nobody makes any more.
    prices
        What they are made with.

    Returns
    -------
    YearFigures
        The figures.
    """
    week = known.week
    bus_m = 0
    for part in week.parts:
        problem = week.problems[part.kind]
        for at in part.requests_of(gone):
            request = problem.requests[at]
            ends = request.pick_up.place, request.drop_off.place
            bus_m += int(problem.matrix.metres[ends])
    found = quantities(known, kept, gone)
    return figures_of(found, kept, week.riders, prices, week.weeks, bus_m)


def figures_of(
    found: Quantities,
    kept: Collection[str],
    riders: frozenset[str],
    prices: Prices,
    weeks: float,
    bus_m: float = 0,
) -> YearFigures:
    """Return a year in figures.

    Parameters
    ----------
    found
        A week.
    kept
        Ids of the vehicles kept.
    riders
        Ids of everybody who rides today.
    prices
        What figures are made with.
    weeks
        Weeks a year.
    bus_m
        Metres a week of the drives in whose stead people take the bus.

    Returns
    -------
    YearFigures
        The figures.
    """
    parts, standing = cost_parts(found, kept, prices.pay, weeks), prices.standing
    by_kind: Counter[VehicleKind] = Counter()
    for vehicle, metres in found.metres_of.items():
        by_kind[prices.vehicles[vehicle].kind] += metres
    emitted = carbon(prices.factors, by_kind, found.taxi_m, bus_m)
    driven = found.out_s / HOUR_S
    over = prices.pay.over_s(found.outs_on) / HOUR_S
    return YearFigures(
        cost_pence=parts.at({}) / UNITS_PER_PENNY,
        vehicles_pence=parts.vehicles / UNITS_PER_PENNY,
        drivers_pence=parts.drivers / UNITS_PER_PENNY,
        assistants_pence=parts.assistants / UNITS_PER_PENNY,
        miles_pence=parts.miles / UNITS_PER_PENNY,
        taxis_pence=parts.taxis / UNITS_PER_PENNY,
        vehicles=found.vehicles,
        people_fleet=len(found.people),
        people_taxi=len(found.taxi_people),
        people_alone=len(riders - found.people - found.taxi_people),
        rides=found.rides,
        taxi_rides=found.taxi_rides,
        ride_min=found.ride_s / found.rides / _MINUTE_S if found.rides else 0.0,
        miles=found.metres / _METRES_PER_MILE,
        driver_hours=driven,
        paid_driver_hours=_contracted(found, kept, prices) + over
        if standing.driver_hours
        else sum(found.out_s_of[id] for id in prices.paid_by_the_hour & found.out_s_of.keys())
        / HOUR_S,
        assistant_hours=found.assistant_s / HOUR_S,
        carbon_kg=emitted.total * weeks,
        carbon_fleet_kg=emitted.fleet * weeks,
        carbon_taxis_kg=emitted.taxis * weeks,
        carbon_buses_kg=emitted.buses * weeks,
        over_hours=over,
        drivers_extra_pence=parts.drivers_extra / UNITS_PER_PENNY,
    )


def _contracted(found: Quantities, kept: Collection[str], prices: Prices) -> float:
    """Return the hours a week that drivers of kept vehicles, and of hired ones, are contracted."""
    paid = prices.paid_by_the_hour & set(kept)
    hired = {vehicle for vehicle in paid if is_hired(prices.vehicles[vehicle])}
    days = sum(vehicle in hired for vehicle, _ in found.outs_on)
    days_kept = (len(paid) - len(hired)) * prices.standing.days_a_week
    return prices.standing.driver_hours * (days_kept + days)
