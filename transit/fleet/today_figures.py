"""Today's own runs in figures: every vehicle kept, at the prices of every other plan."""

from collections.abc import Iterable
from dataclasses import replace

from transit.fleet.day_part import PlannedPart
from transit.fleet.figures import Prices, YearFigures, figures_of
from transit.fleet.quantities import add_up, served
from transit.fleet.standing import is_hired


def today_figures(parts: Iterable[PlannedPart], prices: Prices, weeks: float) -> YearFigures:
    """Return a year of today's runs in figures.

    Parameters
    ----------
    parts
        Parts of the week as today's runs serve them.
    prices
        What figures are made with; all its vehicles are kept.
    weeks
        Weeks a year.

    Returns
    -------
    YearFigures
        The figures.
    """
    made = [served(each) for each in parts]
    riders = frozenset(ride.person for each in made for ride in each.part.rides)
    found = add_up(made, len(prices.vehicles))
    out = {vehicle for vehicle, _ in found.outs_on}
    paid = [each for each in prices.vehicles.values() if each.id in out or not is_hired(each)]
    found = replace(found, vehicles=len(paid))
    return figures_of(found, prices.vehicles, riders, prices, weeks)
