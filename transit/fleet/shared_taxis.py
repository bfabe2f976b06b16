"""Taxis that several people share: at the tariff, from the first door to the last."""

from collections.abc import Iterator

from transit.fleet.problem import RunPrice, RunVehicle
from transit.fleet.rates import FleetRates
from transit.model.clock import DAY_S
from transit.model.vehicles import Layout


def shared_taxis(anywhere: int, rates: FleetRates) -> Iterator[RunVehicle]:
    """Give the taxis that may be shared at one time of a day.

    Parameters
    ----------
    anywhere
        Row of the matrices of a place with no way to any other: the tariff has no way to the first
        door.
    rates
        How many there are, what they carry, and the tariff.

    Yields
    ------
    RunVehicle
        Ordinary ones, then those that carry a wheelchair.
    """
    for name, count, layout, wheelchair in (
        ("taxi", rates.shared_taxis, Layout(rates.taxi_seats, 0), False),
        ("wheelchair taxi", rates.shared_wheelchair_taxis, Layout(rates.taxi_seats, 1), True),
    ):
        start, metre, assistant_second = rates.taxi_tariff(wheelchair)
        for number in range(1, count + 1):
            yield RunVehicle(
                id=f"{name} {number}",
                layouts=(layout,),
                start=anywhere,
                end=anywhere,
                from_s=0,
                to_s=2 * DAY_S,
                longest_s=rates.longest_run_s,
                more_assistants=rates.more_assistants,
                is_taxi=True,
                # A unit more, so that nobody shares a taxi with nobody.
                price=RunPrice(start + 1, metre, 0, assistant_second, load=start),
            )
