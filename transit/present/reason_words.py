"""What a journey asks, what nobody knows of it, and why there is none: in sentences."""

from transit.model.streets import EdgeKind
from transit.present.step_words import named
from transit.present.words import Words
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
        E.g. "Cross Chepstow Road, 30 miles an hour, where no crossing is mapped."
    """
    place = demand.place or _unnamed_place(words, journey, demand)
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
        value=f"{value / 10:.0f}" if demand.kind == "width" else f"{value:g}",
    )


def _demand_template(words: Words, demand: Demand) -> str:
    name = f"{demand.kind}_{demand.detail}" if demand.detail else demand.kind
    if not words.has("demand", name):
        name = demand.kind
    if demand.kind == "steps" and demand.value is None:
        return f"{name}_uncounted"
    single = f"{name}_one"
    return single if demand.count == 1 and words.has("demand", single) else name


def _unnamed_place(words: Words, journey: Journey, demand: Demand) -> str:
    leg = journey.legs[demand.leg]
    if demand.step is not None and isinstance(leg, WalkLeg):
        step = leg.steps[demand.step]
        return named(words, step.street, step.way, step.road)
    return words.say("unnamed", "start")


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
    place = unknown.place
    if unknown.trip_id is not None:
        place = words.say("unknown", "bus", route=unknown.place)
    elif not place:
        place = _unnamed_way(words, journey, unknown)
    return (
        words.say("unknown", unknown.fact, place=place),
        words.say("why", unknown.matters_for),
    )


def _unnamed_way(words: Words, journey: Journey, unknown: Unknown) -> str:
    leg = journey.legs[unknown.leg]
    if isinstance(leg, WalkLeg):
        for step in leg.steps:
            if {stretch.edge for stretch in step.stretches} & set(unknown.edges):
                return named(words, step.street, step.way, step.road)
    return words.say("unnamed", EdgeKind.PATH.name.lower())


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
    count = sum(unknown.decides for unknown in journey.unknowns)
    name = {0: "check_none", 1: "check_one"}.get(count, "check")
    return words.say("confidence", name, count=count)


def reason_sentence(words: Words, reason: Reason) -> str:
    """Return why there is no journey, or what would change the answer.

    Parameters
    ----------
    words
        The language.
    reason
        The reason as found.

    Returns
    -------
    str
        One sentence; a plain one where there is no template for it.
    """
    if words.has("reason", reason.code):
        return words.say("reason", reason.code, **_said_values(words, reason))
    return words.say("reason", "other")


def _said_values(words: Words, reason: Reason) -> dict[str, object]:
    """A reason's values, and those in metres and seconds as people say them besides."""
    values: dict[str, object] = dict(reason.values)
    for name, value in reason.values.items():
        if name.endswith("_m") and isinstance(value, int | float):
            values[name] = words.distance(value)
        elif name.endswith("_s") and isinstance(value, int | float):
            values[name] = words.duration(value)
        elif isinstance(value, str) and words.has("crossing", value):
            values[name] = words.say("crossing", value)
    return values
