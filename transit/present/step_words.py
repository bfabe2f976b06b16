"""What to do on foot, in sentences."""

from transit.model.fact import State
from transit.model.streets import EdgeKind, RoadClass
from transit.present.words import Words
from transit.route.journey import Side, Step, StepKind, Turn, WalkLeg


def step_sentences(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    """Return one step in sentences.

    Parameters
    ----------
    words
        The language.
    leg
        The walk.
    index
        Which of its steps.

    Returns
    -------
    tuple of str
        One idea each.
    """
    step = leg.steps[index]
    if step.kind is StepKind.LEAVE:
        after = leg.steps[index + 1] if index + 1 < len(leg.steps) else step
        return (words.say("step", "leave", street=street_name(words, after)),)
    if step.kind is StepKind.STOP:
        return (words.say("step", "stop", stop=leg.end.name),)
    if step.kind is StepKind.ARRIVE:
        if leg.end.name:
            return (words.say("step", "arrive", place=leg.end.name),)
        return (words.say("step", "arrive_unnamed"),)
    said = {StepKind.CROSS: _cross, StepKind.STEPS: _steps}.get(step.kind, _walk)
    return said(words, leg, index)


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


def _walk(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    step = leg.steps[index]
    turned = _turn(words, leg, index)
    distance = words.distance(step.length_m)
    street = street_name(words, step)
    said = [*turned]
    if turned and step.street and _is_new_street(leg, index):
        said.append(words.say("step", "walk_on", distance=distance))
    else:
        said.append(words.say("step", "walk", street=street, distance=distance))
    if step.side is not Side.NONE:
        side = words.say("side", step.side.value)
        beside = "side" if step.way is EdgeKind.PAVEMENT else "side_of_road"
        said.append(words.say("step", beside, side=side))
    for name, applies in (
        ("no_pavement", step.pavement.state is State.NO and step.way is EdgeKind.ROADWAY),
        ("unlit", step.lit.state is State.NO),
        ("rough", step.surface.state is State.NO),
        ("seat", step.seat.state is State.YES),
    ):
        if applies:
            said.append(words.say("step", name))
    return tuple(said)


def _cross(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    step = leg.steps[index]
    crossing = step.crossing
    if crossing is None:
        return ()
    name = "cross" if crossing.parts == 1 else "cross_part"
    if crossing.at_door:
        name = "cross_at_door"
    said = [*_turn(words, leg, index, plain=True)]
    said.append(
        words.say(
            "step",
            name,
            street=named(words, crossing.street, EdgeKind.CROSSING, crossing.road),
            crossing=words.say("crossing", crossing.kind.name.lower()),
            part=crossing.part,
            parts=crossing.parts,
        )
    )
    if crossing.oneway:
        said.append(words.say("step", "oneway"))
    return tuple(said)


def _steps(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    step = leg.steps[index]
    flight = step.flight
    if flight is None:
        return ()
    way = {True: "steps_up", False: "steps_down", None: "steps"}[flight.up]
    if flight.count is None:
        said = [words.say("step", f"{way}_uncounted")]
    else:
        name = way if flight.up is not None else "steps_level"
        said = [words.say("step", name, count=flight.count)]
    for name, fact in (("handrail", flight.handrail), ("ramp", flight.ramp)):
        if fact.state is State.YES:
            said.append(words.say("step", name))
    return (*_turn(words, leg, index, plain=True), *said)


def _is_new_street(leg: WalkLeg, index: int) -> bool:
    """Whether one was last walking along another street, crossings apart."""
    before = [step for step in leg.steps[:index] if step.kind is StepKind.WALK]
    if not before:
        return leg.steps[0].kind is not StepKind.LEAVE
    return before[-1].street != leg.steps[index].street


def _turn(words: Words, leg: WalkLeg, index: int, *, plain: bool = False) -> tuple[str, ...]:
    step = leg.steps[index]
    if step.turn is None:
        return ()
    # One turns into a street that has a name; "turn into the path" says nothing.
    new = not plain and bool(step.street) and _is_new_street(leg, index)
    if step.turn is Turn.STRAIGHT and not new:
        return ()
    if new:
        return (words.say("turn_into", step.turn.value, street=street_name(words, step)),)
    return (words.say("turn", step.turn.value),)
