"""The sentences of a journey as pages need them: short forms for cards, whole ones for steps."""

from html import escape

from transit.model.clock import to_local
from transit.present.reason_words import (
    demand_sentence,
    level_word,
    reason_sentence,
    unknown_sentences,
)
from transit.present.ride_words import ride_sentences, wait_sentences
from transit.present.step_words import step_sentences
from transit.present.travelling import as_travelled
from transit.present.words import english
from transit.route.explain import Explained
from transit.route.journey import Demand, Journey, Leg, RideLeg, Step, Unknown, WalkLeg
from transit.route.query import Reason


def clock(journey: Journey, seconds: int) -> str:
    """Return a time of a journey, such as ``09:12``.

    Parameters
    ----------
    journey
        The journey.
    seconds
        Seconds of its service date.

    Returns
    -------
    str
        Local time.
    """
    return f"{to_local(seconds, journey.date, journey.zone):%H:%M}"


def minutes(seconds: float) -> str:
    """Return a duration in words.

    Parameters
    ----------
    seconds
        The duration.

    Returns
    -------
    str
        E.g. "4 minutes".
    """
    return english().duration(seconds)


def route_words(journey: Journey) -> str:
    """Return a journey's legs as a row of signs.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    str
        HTML: walks and buses by turns.
    """
    signs = []
    for leg in journey.legs:
        if isinstance(leg, RideLeg):
            mode = english().say("mode", leg.mode.value).capitalize()
            signs.append(f'<span class="bus">{escape(mode)} {escape(leg.route)}</span>')
        else:
            took = leg.arrive_s - leg.depart_s
            walk = as_travelled(english(), journey).say("mode", "walk").capitalize()
            signs.append(f'<span class="foot">{escape(walk)} {-(-took // 60)} min</span>')
    return '<span aria-hidden="true">›</span>'.join(signs)


def leg_words(journey: Journey, leg: Leg) -> str:
    """Return the heading of a leg.

    Parameters
    ----------
    journey
        The journey.
    leg
        One of its legs.

    Returns
    -------
    str
        E.g. "09:12 Walk to High Street, about 300 metres".
    """
    words = as_travelled(english(), journey)
    at = clock(journey, leg.depart_s)
    if isinstance(leg, RideLeg):
        mode = words.say("mode", leg.mode.value).capitalize()
        name = "ride" if leg.headsign else "ride_plain"
        title = words.say("text", name, mode=mode, route=leg.route, headsign=leg.headsign)
        return f"{at} {title}, {words.duration(leg.arrive_s - leg.depart_s)}"
    end = leg.end.name or words.say("unnamed", "place")
    return f"{at} {words.say('text', 'walk_to', place=end)}, {words.distance(leg.length_m)}"


def step_words(journey: Journey, leg: Leg, step: Step | None) -> tuple[str, ...]:
    """Return what to do, one idea a sentence.

    Parameters
    ----------
    journey
        The journey.
    leg
        One of its legs.
    step
        The step of a walk; None for a ride.

    Returns
    -------
    tuple of str
        At least one sentence.
    """
    words = as_travelled(english(), journey)
    if isinstance(leg, WalkLeg) and step is not None:
        index = next(index for index, each in enumerate(leg.steps) if each is step)
        return step_sentences(words, leg, index) or (words.say("turn", "straight"),)
    return (leg_words(journey, leg),)


def ride_words(journey: Journey, leg: RideLeg) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what to do at the stop and on board.

    Parameters
    ----------
    journey
        The journey.
    leg
        One of its rides.

    Returns
    -------
    tuple
        A title and its sentences, twice.
    """
    words = english()
    return (
        ("At the stop", wait_sentences(words, leg, journey.date, journey.zone)),
        ("On board", ride_sentences(words, leg, journey.date, journey.zone)),
    )


def demand_words(journey: Journey, demand: Demand) -> str:
    """Return what is asked, and how hard it is.

    Parameters
    ----------
    journey
        The journey.
    demand
        One of its demands.

    Returns
    -------
    str
        One sentence.
    """
    said = demand_sentence(english(), journey, demand)
    return f"{said} ({hardness(demand)})" if demand.level else said


def hardness(demand: Demand) -> str:
    """Return how hard a demand is, in a word or two.

    Parameters
    ----------
    demand
        The demand.

    Returns
    -------
    str
        E.g. "takes practice".
    """
    return level_word(english(), demand.level) if demand.level else "hardly anything"


def unknown_words(journey: Journey, unknown: Unknown) -> tuple[str, str]:
    """Return what to look at outside, and why.

    Parameters
    ----------
    journey
        The journey.
    unknown
        What nobody has recorded.

    Returns
    -------
    tuple of str
        Question and reason.
    """
    return unknown_sentences(english(), journey, unknown)


def reason_words(explained: Explained, reason: Reason) -> str:
    """Return why there is no journey, or what would change that.

    Parameters
    ----------
    explained
        The answer that carries the reason.
    reason
        The reason as found.

    Returns
    -------
    str
        One sentence or two.
    """
    return reason_sentence(english(), explained, reason)
