"""What one compares journeys by first: when, which buses, how far, which roads to cross."""

import datetime as dt

from transit.model.clock import to_local
from transit.present.place_words import step_place
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.route.journey import Demand, Journey, RideLeg, StepKind, WalkLeg


def door_times(journey: Journey) -> tuple[dt.datetime, dt.datetime]:
    """Return when to leave and when one is there, in whole minutes that promise nothing.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    tuple of datetime
        Leaving rounded down, arriving rounded up; local wall time.
    """
    leave, there = journey.depart_s // 60 * 60, -(-journey.arrive_s // 60) * 60
    return (
        to_local(leave, journey.date, journey.zone),
        to_local(there, journey.date, journey.zone),
    )


def roads_to_cross(journey: Journey) -> int:
    """Return how many roads are crossed on foot, a divided one counted once.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    int
        0 or more.
    """
    return sum(
        step.kind is StepKind.CROSS and step.crossing is not None and step.crossing.part == 1
        for leg in journey.legs
        if isinstance(leg, WalkLeg)
        for step in leg.steps
    )


def hardest_crossing(journey: Journey) -> Demand | None:
    """Return the crossing that asks most.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    Demand or None
        Of two alike the faster road, then the first; None where no road is crossed.
    """
    crossings = [demand for demand in journey.demands if demand.kind == "cross"]
    return max(crossings, key=lambda demand: (demand.level, demand.value or 0), default=None)


def summary_facts(words: Words, journey: Journey) -> tuple[str, ...]:
    """Return what a trainer compares first, one phrase a fact.

    Parameters
    ----------
    words
        The language.
    journey
        The journey.

    Returns
    -------
    tuple of str
        Times, duration, buses, changes, walking, roads to cross, spare time.
    """
    words = as_travelled(words, journey)
    leave, there = door_times(journey)
    times = words.say("summary", "times", depart=f"{leave:%H:%M}", arrive=f"{there:%H:%M}")
    facts = [times, words.duration((there - leave).total_seconds())]
    if journey.rides:
        facts.append(_buses(words, journey))
        name = {0: "no_change", 1: "one_change"}.get(journey.changes, "changes")
        facts.append(words.say("summary", name, count=journey.changes))
    else:
        facts.append(words.say("summary", "on_foot"))
    facts.append(words.say("summary", "walked", distance=words.distance(journey.walk_m)))
    roads = roads_to_cross(journey)
    name = {0: "no_road", 1: "one_road"}.get(roads, "roads")
    facts.append(words.say("summary", name, count=roads))
    if journey.spare_s is not None:
        spare_s = journey.spare_s // 60 * 60
        facts.append(words.say("summary", "spare", duration=words.duration(spare_s)))
    return tuple(facts)


def hardest_crossing_sentence(words: Words, journey: Journey) -> str:
    """Return which crossing asks most.

    Parameters
    ----------
    words
        The language.
    journey
        The journey.

    Returns
    -------
    str
        One sentence, ``""`` where no road is crossed.
    """
    demand = hardest_crossing(journey)
    if demand is None:
        return ""
    return words.say(
        "summary",
        "hardest",
        street=demand.place or step_place(words, journey, demand.leg, demand.step),
        crossing=words.say("crossing", demand.detail),
        level=words.say("level", str(demand.level)),
    )


def _buses(words: Words, journey: Journey) -> str:
    said = [_bus(words, leg) for leg in journey.legs if isinstance(leg, RideLeg)]
    return str(words.tables["summary"]["then"]).join(said)


def _bus(words: Words, leg: RideLeg) -> str:
    mode = words.say("mode", leg.mode.value)
    return words.say("summary", "buses", mode=mode, routes=leg.route).strip()
