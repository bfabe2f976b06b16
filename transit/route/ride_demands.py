"""What rides ask of whoever makes them: one small function a kind of demand."""

from collections.abc import Iterator
from itertools import pairwise

from transit.model.demand_rules import DemandRule
from transit.model.fact import State
from transit.route.demand_of_leg import Legs, of_leg
from transit.route.journey import Demand, RideLeg, WalkLeg


def wait(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Wait alone at a stop.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One a wait; ``detail`` is what the stop lacks, ``no_seat``, ``seat_unknown``,
        ``no_shelter`` or ``shelter_unknown``, and empty where it has both.
    """
    for index, leg in _rides(legs):
        stop = leg.board
        seated = stop.seat.state is State.YES
        name, lacking = ("shelter", stop.shelter) if seated else ("seat", stop.seat)
        details = {State.YES: "", State.NO: f"no_{name}", State.UNKNOWN: f"{name}_unknown"}
        yield of_leg(
            rule,
            index,
            leg,
            value=round(leg.wait_s / 60, 1),
            detail=details[lacking.state],
            source=lacking.source,
        )


def change(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Change buses.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by where the next bus leaves from.

    Yields
    ------
    Demand
        One a change; ``detail`` is ``same_stop``, ``other_bay``, ``same_side`` or
        ``across_the_road``.
    """
    rides = list(_rides(legs))
    for (_, before), (index, after) in pairwise(rides):
        walk = legs[index - 1]
        crossed = isinstance(walk, WalkLeg) and any(step.crossing for step in walk.steps)
        if before.alight.stop == after.board.stop:
            detail = "same_stop"
        elif crossed:
            detail = "across_the_road"
        elif before.alight.name == after.board.name and after.board.bay:
            detail = "other_bay"
        else:
            detail = "same_side"
        yield of_leg(rule, index, after, detail=detail, level=rule.level_for(detail))


def read_number(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Tell the right bus from others that come by.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by number of other routes.

    Yields
    ------
    Demand
        One a wait in which another route leaves from the stop.
    """
    for index, leg in _rides(legs):
        routes = {other.route for other in leg.others}
        if routes:
            yield of_leg(rule, index, leg, value=len(routes), count=len(routes))


def ride_alone(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Ride so long.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by minutes.

    Yields
    ------
    Demand
        One a ride.
    """
    for index, leg in _rides(legs):
        yield of_leg(rule, index, leg, value=round((leg.arrive_s - leg.depart_s) / 60, 1))


def get_off_unannounced(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Know when to get off where, as far as is known, nothing announces it.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels by stops to count.

    Yields
    ------
    Demand
        One a ride, placed where one gets off.
    """
    for index, leg in _rides(legs):
        if leg.announced.state is not State.YES:
            value = leg.stops_to_count
            yield Demand(
                kind=rule.kind,
                level=rule.level_of(value),
                leg=index,
                step=None,
                lat=leg.alight.lat,
                lon=leg.alight.lon,
                place=leg.alight.name,
                count=value,
                value=value,
                unit=rule.unit,
                source=leg.announced.source,
            )


def ask_driver(legs: Legs, rule: DemandRule) -> Iterator[Demand]:
    """Ask the driver or ring the operator, to be picked up or set down.

    Parameters
    ----------
    legs
        The journey's legs.
    rule
        Levels for getting on and off.

    Yields
    ------
    Demand
        One each time.
    """
    for index, leg in _rides(legs):
        for asked, detail in ((leg.ask_to_board, "board"), (leg.ask_to_alight, "alight")):
            if asked:
                yield of_leg(rule, index, leg, detail=detail, level=rule.level_for(detail))


def _rides(legs: Legs) -> Iterator[tuple[int, RideLeg]]:
    for index, leg in enumerate(legs):
        if isinstance(leg, RideLeg):
            yield index, leg
