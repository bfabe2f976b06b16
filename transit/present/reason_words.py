"""What a journey asks, what nobody knows of it, and why there is none: in sentences."""

import datetime as dt
from collections.abc import Iterable

from transit.model.clock import to_local
from transit.model.streets import EdgeKind
from transit.present.place_words import step_place
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.route.explain import Explained
from transit.route.journey import Confidence, Demand, Journey, Unknown, WalkLeg
from transit.route.query import Reason


def demand_sentence(words: Words, journey: Journey, demand: Demand) -> str:
    """Return a demand as a sentence.

    Parameters
    ----------
    words
        The language.
    journey
        The journey that asks it.
    demand
        The demand.

    Returns
    -------
    str
        E.g. "Cross Chepstow Road, 30 miles an hour, where the map shows no crossing."
    """
    words = as_travelled(words, journey)
    place = demand.place or step_place(words, journey, demand.leg, demand.step)
    if demand.kind == "cross":
        speed = (
            words.say("speed", "known", speed=f"{demand.value:.0f}")
            if demand.value
            else words.say("speed", "unknown")
        )
        how = words.say("crossing", demand.detail)
        return words.say("demand", "cross", street=place, speed=speed, crossing=how)
    value = demand.value or 0
    return words.say(
        "demand",
        _demand_template(words, demand),
        place=place,
        count=demand.count,
        distance=words.distance(value),
        duration=words.duration(value * 60),
        pounds=words.money(value),
        value=f"{value / 10:.0f}" if demand.kind == "width" else f"{value:g}",
    )


def _demand_template(words: Words, demand: Demand) -> str:
    name = f"{demand.kind}_{demand.detail}" if demand.detail else demand.kind
    if not words.has("demand", name):
        name = demand.kind
    if demand.kind == "steps" and demand.value is None:
        return f"{name}_uncounted"
    if demand.kind == "fare" and demand.value is None:
        name = f"{name}_unpriced"
    single = f"{name}_one"
    return single if demand.count == 1 and words.has("demand", single) else name


def level_word(words: Words, level: int) -> str:
    """Return how hard a demand is, in a word or two.

    Parameters
    ----------
    words
        The language.
    level
        1 to 3.

    Returns
    -------
    str
        E.g. "takes practice".
    """
    return words.say("level", str(level))


def unknown_sentences(words: Words, journey: Journey, unknown: Unknown) -> tuple[str, str]:
    """Return what to look at outside, and why it matters.

    Parameters
    ----------
    words
        The language.
    journey
        The journey that rests on it.
    unknown
        The fact that nobody has recorded.

    Returns
    -------
    tuple of str
        The question and the reason.
    """
    words = as_travelled(words, journey)
    return (
        words.say("unknown", unknown.fact, place=unknown_place(words, journey, unknown)),
        words.say("why", unknown.matters_for),
    )


def unknown_place(words: Words, journey: Journey, unknown: Unknown) -> str:
    """Return what to call the place of an unknown fact.

    Parameters
    ----------
    words
        The language.
    journey
        The journey that rests on it.
    unknown
        The fact that nobody has recorded.

    Returns
    -------
    str
        A street, a stop or e.g. "bus 20".
    """
    if unknown.trip_id is not None:
        return words.say("unknown", "bus", route=unknown.place)
    return unknown.place or _unnamed_way(words, journey, unknown)


def _unnamed_way(words: Words, journey: Journey, unknown: Unknown) -> str:
    leg = journey.legs[unknown.leg]
    if isinstance(leg, WalkLeg):
        for index, step in enumerate(leg.steps):
            if {stretch.edge for stretch in step.stretches} & set(unknown.edges):
                return step_place(words, journey, unknown.leg, index)
    return words.say("unnamed", EdgeKind.PATH.name.lower())


def facts_listed(words: Words, unknowns: Iterable[Unknown]) -> str:
    """Return which facts are not recorded, and at how many places each.

    Parameters
    ----------
    words
        The language.
    unknowns
        The facts.

    Returns
    -------
    str
        E.g. "slope (9 places) and dropped kerbs".
    """
    counts: dict[str, int] = {}
    for unknown in unknowns:
        counts[unknown.fact] = counts.get(unknown.fact, 0) + 1
    said = []
    for fact, count in counts.items():
        name = words.say("fact", fact)
        name = name[:1].lower() + name[1:]
        said.append(words.say("text", "places", fact=name, count=count) if count > 1 else name)
    return words.listed(said)


def confidence_sentence(words: Words, journey: Journey) -> str:
    """Return how far a journey can be relied on.

    Parameters
    ----------
    words
        The language.
    journey
        The journey.

    Returns
    -------
    str
        One sentence.
    """
    if journey.confidence is Confidence.CONFIRMED:
        return words.say("confidence", "confirmed")
    deciding = [unknown for unknown in journey.unknowns if unknown.decides]
    name = {0: "check_none", 1: "check_one"}.get(len(deciding), "check")
    facts = facts_listed(words, deciding)
    return words.say("confidence", name, count=len(deciding), facts=facts)


def reason_sentence(words: Words, explained: Explained, reason: Reason) -> str:
    """Return why there is no journey, or what would change the answer.

    Parameters
    ----------
    words
        The language.
    explained
        The answer that carries it: its service day gives clock times their meaning.
    reason
        The reason as found.

    Returns
    -------
    str
        One sentence or two; a plain one where there is no template for it.
    """
    if explained.answer.query.profile.chair:
        words = words.on_wheels()
    said = _why(words, explained, reason)
    if not reason.helps:
        return said
    remedy = reason.code if words.has("remedy", reason.code) else "other"
    return f"{said} {words.say('remedy', remedy)}"


def _why(words: Words, explained: Explained, reason: Reason) -> str:
    values = _said_values(words, explained, reason)
    known = all(value is not None for value in values.values())
    zero = (f"{reason.code}_zero",) if reason.values.get("limit") == 0 else ()
    for name in (*zero, reason.code, f"{reason.code}_plain"):
        if words.has("reason", name):
            asked = words.asked("reason", name)
            if (known and asked <= values.keys()) or not asked:
                return words.say("reason", name, **values)
    return words.say("reason", "other")


def _said_values(words: Words, explained: Explained, reason: Reason) -> dict[str, object]:
    """A reason's values as people say them; None for what is not known."""
    values: dict[str, object] = dict(reason.values)
    day = explained.answer.day
    for name, value in reason.values.items():
        if isinstance(value, str):
            values[name] = _said_name(words, name, value)
        elif name in ("depart", "arrive"):
            said = day and words.clock(to_local(int(value), day.date, explained.zone))
            values[name] = said or None
        elif name in ("opens", "closes"):
            values[name] = words.clock(dt.datetime.min + dt.timedelta(seconds=value))
        elif name.endswith("_s"):
            values[name] = words.duration(value)
        elif name.endswith("_mm"):
            values[name] = words.centimetres(value)
        elif name == "limit_m":
            values[name] = words.exactly(value)
        elif name.endswith("_m"):
            values[name] = words.at_least(value) if value >= 0 else None
        else:
            values[name] = f"{value:g}"
    return values


def _said_name(words: Words, name: str, value: str) -> str:
    if name == "date":
        return words.date(dt.date.fromisoformat(value))
    table = {"kind": "crossing", "traffic": "traffic"}.get(name, "")
    return words.say(table, value) if words.has(table, value) else value
