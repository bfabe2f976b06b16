"""Emissions by hand."""

import pytest

from transit.errors import InputError
from transit.fleet.carbon import CarbonFactors, carbon, carbon_factors
from transit.model.parameters import Parameters
from transit.model.vehicles import VehicleKind
from transit.read.parameters import read_parameters

FACTORS = CarbonFactors(
    edition="made up",
    bus_passenger_km=0.1,
    taxi_km=0.25,
    car_km=0.2,
    minibus_km=0.3,
    taxi_empty_share=0.5,
    bus_detour=1.5,
)


def test_each_kind_of_driving_counts() -> None:
    """10 km of minibus and 5 of car, 20 km of taxi with 10 empty, 4 km of drive by bus."""
    driven = {VehicleKind.MINIBUS: 10_000.0, VehicleKind.CAR: 5_000.0}
    found = carbon(FACTORS, driven, 20_000, 4_000)
    assert found.fleet == pytest.approx(10 * 0.3 + 5 * 0.2)
    assert found.taxis == pytest.approx(30 * 0.25)
    assert found.buses == pytest.approx(4 * 1.5 * 0.1)
    assert found.total == pytest.approx(4 + 7.5 + 0.6)


def test_editions_are_data() -> None:
    """The shipped edition is there; one that is not is named."""
    shipped = read_parameters()
    assert carbon_factors(shipped).edition == shipped["carbon_edition"].value
    # A passenger more makes a taxi emit no less: it emits what 1.4 passenger-kilometres do.
    assert carbon_factors(shipped).taxi_km == pytest.approx(1.4 * 0.14861, rel=1e-4)
    without = {name: each for name, each in shipped.items() if not name.startswith("carbon_2026")}
    with pytest.raises(InputError, match="no factors of that edition"):
        carbon_factors(Parameters(without))
