"""What a journey asks of whoever makes it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from transit.model.demand_rules import DemandRule, DemandRules
from transit.route import context_demands, ride_demands, walk_demands
from transit.route.context import Context
from transit.route.demand_of_leg import Legs
from transit.route.journey import Demand, Journey

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
"""Every kind of demand that a journey makes of anybody, and the function that finds it."""

ASKS_IN_CONTEXT: Final[dict[str, Callable[[Journey, Context, DemandRule], Iterator[Demand]]]] = {
    "after_dark": context_demands.after_dark,
    "unlit": context_demands.unlit_in_the_dark,
    "crowded": context_demands.crowded,
    "outside_pass_hours": context_demands.outside_pass_hours,
    "fare": context_demands.fare,
    "last_return": context_demands.last_return,
    "toilet_interval": context_demands.toilet_interval,
    "unfamiliar": context_demands.unfamiliar,
}
"""Every kind that depends on the day or the person, and the function that finds it."""


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
    return _in_order(made)


def demands_in(journey: Journey, context: Context, rules: DemandRules) -> tuple[Demand, ...]:
    """Return what a journey asks of a person on a day.

    Parameters
    ----------
    journey
        The journey.
    context
        What is known beside it. Where the light is, ways without lamps are asked of who walks them
        in the dark only, and those of which nobody knows are told as unknown.
    rules
        Levels by kind of demand.

    Returns
    -------
    tuple of Demand
        Those of :func:`demands_of`, and those of the day, in the same order.
    """
    always = [
        demand
        for demand in demands_of(journey.legs, rules)
        if demand.kind != "unlit" or context.light is None
    ]
    beside = [
        demand
        for kind, asks in ASKS_IN_CONTEXT.items()
        for demand in asks(journey, context, rules[kind])
        if demand.level
    ]
    return _in_order(always + beside)


def _in_order(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    return tuple(
        sorted(demands, key=lambda demand: (demand.leg, -1 if demand.step is None else demand.step))
    )
