"""Emissions of a week's rides, by the published factors of one edition; empty driving counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.model.vehicles import VehicleKind

_KM_M = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CarbonFactors:
    """Factors of one edition; see ``data/parameters/carbon.toml``.

    They are attributional: they share out what all travel of a kind emits. A bus that runs anyway
    emits little more for one more passenger.

    Parameters
    ----------
    edition
        Which one.
    bus_passenger_km
        Kilograms of CO2e a passenger-kilometre.
    taxi_km, car_km, minibus_km
        Kilograms of CO2e a vehicle-kilometre.
    taxi_empty_share
        Empty kilometres of a taxi for each with its passenger.
    bus_detour
        Length of a bus journey, in drives.
    """

    edition: str
    bus_passenger_km: float
    taxi_km: float
    car_km: float
    minibus_km: float
    taxi_empty_share: float
    bus_detour: float

    def vehicle_km(self, kind: VehicleKind) -> float:
        """Return the factor of a vehicle of the fleet.

        Parameters
        ----------
        kind
            What it is.

        Returns
        -------
        float
            Kilograms of CO2e a kilometre; what is larger than a minibus counts as one.
        """
        return self.car_km if kind in (VehicleKind.CAR, VehicleKind.TAXI) else self.minibus_km


def carbon_factors(parameters: Parameters) -> CarbonFactors:
    """Take the factors of the edition in force from parameters.

    Parameters
    ----------
    parameters
        The parameters.

    Returns
    -------
    CarbonFactors
        The factors.

    Raises
    ------
    InputError
        There are none of that edition.
    """
    edition = parameters["carbon_edition"].value if "carbon_edition" in parameters else ""
    if f"carbon_{edition}_car_km_kg" not in parameters:
        raise InputError(
            f"parameter carbon_edition is {edition!r}, and data/parameters/carbon.toml has no "
            "factors of that edition; add them, or name an edition that is there"
        )

    def factor(name: str) -> float:
        return parameters.number(f"carbon_{edition}_{name}_kg")

    return CarbonFactors(
        edition=str(edition),
        bus_passenger_km=factor("bus_passenger_km"),
        taxi_km=factor("taxi_km"),
        car_km=factor("car_km"),
        minibus_km=factor("minibus_km"),
        taxi_empty_share=parameters.number("carbon_taxi_empty_share"),
        bus_detour=parameters.number("carbon_bus_detour"),
    )


@dataclass(frozen=True, slots=True)
class Carbon:
    """Emissions, kilograms of CO2e.

    Parameters
    ----------
    fleet
        Of vehicles from depot to depot.
    taxis
        Of taxis, empty or not.
    buses
        Shares of bus journeys.
    """

    fleet: float
    taxis: float
    buses: float

    @property
    def total(self) -> float:
        """All of them."""
        return self.fleet + self.taxis + self.buses


def carbon(
    factors: CarbonFactors,
    fleet_m: Mapping[VehicleKind, float],
    taxi_m: float,
    bus_drive_m: float,
) -> Carbon:
    """Return what some driving emits.

    Parameters
    ----------
    factors
        The factors.
    fleet_m
        Metres from depot to depot, by kind of vehicle.
    taxi_m
        Metres of taxis from the first door to the last; empty ones are added.
    bus_drive_m
        Metres of the drives in whose stead people take the bus.

    Returns
    -------
    Carbon
        Kilograms of CO2e.
    """
    driven = sum(metres * factors.vehicle_km(kind) for kind, metres in fleet_m.items())
    taxi = factors.taxi_km * (1 + factors.taxi_empty_share)
    bus = factors.bus_detour * factors.bus_passenger_km
    return Carbon(driven / _KM_M, taxi_m * taxi / _KM_M, bus_drive_m * bus / _KM_M)
