"""What places are called: streets by their names, nameless ways by the street near them."""

from transit.model.streets import EdgeKind, RoadClass
from transit.present.words import Words
from transit.route.journey import Journey, Step, WalkLeg


def street_name(words: Words, step: Step) -> str:
    """Return what to call the street of a step.

    Parameters
    ----------
    words
        The language.
    step
        The step.

    Returns
    -------
    str
        Its name, else e.g. "the path".
    """
    return named(words, step.street, step.way, step.road)


def named(words: Words, name: str, way: EdgeKind, road: RoadClass) -> str:
    """Return what to call a street.

    Parameters
    ----------
    words
        The language.
    name
        Its name, ``""`` where it has none.
    way
        What is walked on there.
    road
        Class of the road walked beside or crossed.

    Returns
    -------
    str
        The name, else e.g. "the path".
    """
    if name:
        return name
    if road is not RoadClass.NONE and words.has("road", road.name.lower()):
        return words.say("road", road.name.lower())
    return words.say("unnamed", way.name.lower())


def step_place(words: Words, journey: Journey, leg_index: int, step_index: int | None) -> str:
    """Return what to call the place of a step in a list, away from the steps before it.

    Parameters
    ----------
    words
        The language.
    journey
        The journey.
    leg_index
        Which of its legs.
    step_index
        Which of the leg's steps; None for the leg as a whole.

    Returns
    -------
    str
        A street's name, else e.g. "the path near Mill Lane".
    """
    leg = journey.legs[leg_index]
    if step_index is None or not isinstance(leg, WalkLeg):
        return words.say("unnamed", "start")
    step = leg.steps[step_index]
    if step.street:
        return step.street
    # A flight is already called steps where it is spoken of.
    kind = EdgeKind.PATH if step.way is EdgeKind.STEPS else step.way
    way = named(words, "", kind, step.road)
    near = _named_street_near(leg, step_index)
    return words.say("unnamed", "near", way=way, street=near) if near else way


def _named_street_near(leg: WalkLeg, index: int) -> str:
    """The street of the nearest step with a name, then the leg's own ends."""
    streets = [step.street for step in leg.steps]
    for far in range(1, len(streets)):
        for other in (index - far, index + far):
            if 0 <= other < len(streets) and streets[other]:
                return streets[other]
    return leg.end.name or leg.start.name
