"""Today's own runs in figures: every vehicle kept, at the prices of every other plan."""

from collections.abc import Iterable

from transit.fleet.day_part import PlannedPart
from transit.fleet.figures import Prices, YearFigures, figures_of
from transit.fleet.quantities import add_up, served


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
    return figures_of(add_up(made, len(prices.vehicles)), prices.vehicles, riders, prices, weeks)
