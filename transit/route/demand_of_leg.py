"""What the demands of walks and of rides are made with."""

from collections.abc import Sequence

from transit.model.demand_rules import DemandRule
from transit.model.fact import Source
from transit.route.journey import Demand, Leg

Legs = Sequence[Leg]


def of_leg(
    rule: DemandRule,
    index: int,
    leg: Leg,
    *,
    value: float | None = None,
    detail: str = "",
    count: int = 1,
    level: int | None = None,
    source: Source = Source.MAPPED,
) -> Demand:
    """Return a demand of a leg as a whole, placed where it starts.

    Parameters
    ----------
    rule
        Levels of its kind.
    index
        Which of the journey's legs.
    leg
        The leg.
    value
        How much, in the rule's unit.
    detail
        What kind of it.
    count
        How many.
    level
        Its level where the value does not say it.
    source
        Who says so.

    Returns
    -------
    Demand
        At the leg's start.
    """
    return Demand(
        kind=rule.kind,
        level=rule.level_of(value) if level is None else level,
        leg=index,
        step=None,
        lat=leg.start.lat,
        lon=leg.start.lon,
        place=leg.start.name,
        detail=detail,
        count=count,
        value=value,
        unit=rule.unit,
        source=source,
    )
