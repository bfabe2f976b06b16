"""What to do on foot, in sentences."""

from collections.abc import Iterator

from transit.model.fact import Fact, Source, State
from transit.model.streets import CrossingKind, EdgeKind
from transit.present.place_words import named, street_name
from transit.present.sight_words import look_sentence, pass_sentence
from transit.present.words import Words
from transit.route.journey import Crossing, Flight, Side, Step, StepKind, Turn, WalkLeg

_HALVES = {1: "cross_first_half", 2: "cross_second_half"}
_ISLAND = {1: "cross_to_island", 2: "cross_from_island"}


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
    looked = sight_sentences(words, leg, index)
    if step.kind is StepKind.LEAVE:
        after = leg.steps[index + 1] if index + 1 < len(leg.steps) else step
        return (words.say("step", "leave", street=street_name(words, after)),)
    if step.kind is StepKind.STOP:
        return (*looked, words.say("step", "stop", stop=leg.end.name))
    if step.kind is StepKind.ARRIVE:
        if leg.end.name:
            return (*looked, words.say("step", "arrive", place=leg.end.name))
        return (*looked, words.say("step", "arrive_unnamed"))
    done = {StepKind.CROSS: _cross, StepKind.STEPS: _steps}.get(step.kind, _walk)
    return (*looked, *done(words, leg, index), *_passing(words, step))


def sight_sentences(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    """Return what to look out for where a step starts: the first of :func:`step_sentences`.

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
        One sentence, or none.
    """
    landmark = leg.steps[index].landmark
    return () if landmark is None else (look_sentence(words, landmark),)


def turn_sentences(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    """Return which way a step turns: said in :func:`step_sentences` after what is seen there.

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
        One sentence, or none.
    """
    kind = leg.steps[index].kind
    if kind not in (StepKind.WALK, StepKind.CROSS, StepKind.STEPS):
        return ()
    return _turn(words, leg, index, plain=kind is not StepKind.WALK)


def _walk(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    step = leg.steps[index]
    turned = _turn(words, leg, index)
    distance = words.distance(step.length_m)
    said = [*turned]
    if turned and step.street and _is_new_street(leg, index):
        said.append(words.say("step", "walk_on", distance=distance))
    else:
        street = street_name(words, step)
        said.append(words.say("step", "walk", street=street, distance=distance))
    passed = () if step.passed is None else (pass_sentence(words, step.passed),)
    return (*said, *_side(words, step), *passed, *_ground(words, step))


def _side(words: Words, step: Step) -> Iterator[str]:
    """Which side to keep to, and whether it has a pavement, as far as is known."""
    lacking = step.pavement.state is State.NO and step.way is EdgeKind.ROADWAY
    if lacking:
        yield words.say("step", "no_pavement")
    if step.side is not Side.NONE:
        paved = step.pavement.state is State.YES and step.way is EdgeKind.PAVEMENT
        name = "side" if paved else "edge_of_road" if lacking else "side_of_road"
        yield words.say("step", name, side=words.say("side", step.side.value))


def _ground(words: Words, step: Step) -> Iterator[str]:
    """What the way is like: dark, rough, steep, with a seat."""
    lit = [stretch.lit for stretch in step.stretches if stretch.edge >= 0]
    surface = [stretch.surface for stretch in step.stretches if stretch.edge >= 0]
    for name, fact, facts in (("unlit", step.lit, lit), ("rough", step.surface, surface)):
        if fact.state is State.NO:
            whole = all(each.state is State.NO for each in facts)
            yield words.say("step", name if whole else f"{name}_part")
    slope = step.steepest_pct or 0
    limits = words.tables["slope"]
    if abs(slope) >= limits["said_from"]:
        steep = "_steep" if abs(slope) >= limits["steep_from"] else ""
        yield words.say("step", f"slope_{'up' if slope > 0 else 'down'}{steep}")
    if step.seat.state is State.YES:
        yield words.say("step", "seat")


def _passing(words: Words, step: Step) -> Iterator[str]:
    """Gates and lifts on the way."""
    if step.gates:
        name = "gate" if step.gates == 1 else "gates"
        yield words.say("step", name, count=words.number(step.gates))
    for _ in range(step.lifts):
        yield words.say("step", "lift")


def _cross(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    crossing = leg.steps[index].crossing
    if crossing is None:
        return ()
    name = _cross_template(crossing)
    kind = crossing.kind.name.lower()
    said = words.say(
        "step",
        name,
        street=named(words, crossing.street, EdgeKind.CROSSING, crossing.road),
        crossing=words.say("crossing", kind),
        part=crossing.part,
        parts=crossing.parts,
    )
    told = words.has("cross_how", kind) and not name.endswith("_island")
    how = (words.say("cross_how", kind),) if told else ()
    return (*_turn(words, leg, index, plain=True), said, *how, *_kerbs(words, crossing))


def _cross_template(crossing: Crossing) -> str:
    if crossing.at_door:
        return "cross_at_door"
    if crossing.parts == 2:
        halves = _ISLAND if crossing.kind is CrossingKind.REFUGE else _HALVES
        return halves[crossing.part]
    return "cross" if crossing.parts == 1 else "cross_part"


def _kerbs(words: Words, crossing: Crossing) -> Iterator[str]:
    """What is known of the crossing beyond its kind."""
    if crossing.oneway:
        yield words.say("step", "oneway")
    if crossing.kerb.state is State.NO:
        yield words.say("step", "kerb_high")
    for name, fact in (
        ("kerb_low", crossing.kerb),
        ("tactile", crossing.tactile),
        ("sound", crossing.sound),
    ):
        if _seen(fact):
            yield words.say("step", name)


def _seen(fact: Fact) -> bool:
    """Whether somebody has recorded a yes: what a rule infers is no sight to look out for."""
    return fact.state is State.YES and fact.source in (Source.MAPPED, Source.SURVEYED)


def _steps(words: Words, leg: WalkLeg, index: int) -> tuple[str, ...]:
    flight = leg.steps[index].flight
    if flight is None:
        return ()
    said = [words.say("step", _steps_template(flight), count=flight.count)]
    if flight.handrail.state is State.NO and not flight.stile:
        said.append(words.say("step", "no_handrail"))
    for name, fact in (("handrail", flight.handrail), ("ramp", flight.ramp)):
        if fact.state is State.YES:
            said.append(words.say("step", name))
    return (*_turn(words, leg, index, plain=True), *said)


def _steps_template(flight: Flight) -> str:
    if flight.stile:
        return "stile"
    if flight.count is None:
        way = {True: "steps_up", False: "steps_down", None: "steps"}[flight.up]
        return f"{way}_uncounted"
    way = {True: "steps_up", False: "steps_down", None: "steps_level"}[flight.up]
    return f"{way}_one" if flight.count == 1 else way


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
