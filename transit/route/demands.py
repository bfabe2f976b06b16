"""What a journey asks of whoever makes it."""

from collections.abc import Callable, Iterator
from typing import Final

from transit.model.demand_rules import DemandRule, DemandRules
from transit.route import ride_demands, walk_demands
from transit.route.demand_of_leg import Legs
from transit.route.journey import Demand

ASKS: Final[dict[str, Callable[[Legs, DemandRule], Iterator[Demand]]]] = {
    "walk_total": walk_demands.walk_total,
    "longest_without_seat": walk_demands.longest_without_seat,
    "cross": walk_demands.cross,
    "kerb": walk_demands.kerb,
    "steps": walk_demands.steps,
    "slope": walk_demands.slope,
    "surface": walk_demands.surface,
    "width": walk_demands.width,
    "walk_on_road": walk_demands.walk_on_road,
    "unlit": walk_demands.unlit,
    "wait": ride_demands.wait,
    "read_number": ride_demands.read_number,
    "change": ride_demands.change,
    "ride_alone": ride_demands.ride_alone,
    "get_off_unannounced": ride_demands.get_off_unannounced,
    "ask_driver": ride_demands.ask_driver,
}
"""Every kind of demand, and the function that finds it."""


def demands_of(legs: Legs, rules: DemandRules) -> tuple[Demand, ...]:
    """Return what a journey asks.

    Parameters
    ----------
    legs
        The journey's legs.
    rules
        Levels by kind of demand.

    Returns
    -------
    tuple of Demand
        In the order in which they are met, those of a leg as a whole before its steps'. Level 0 is
        left out.
    """
    made = [
        demand for kind, asks in ASKS.items() for demand in asks(legs, rules[kind]) if demand.level
    ]
    return tuple(
        sorted(made, key=lambda demand: (demand.leg, -1 if demand.step is None else demand.step))
    )
