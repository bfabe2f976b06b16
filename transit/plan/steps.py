"""A journey as steps to learn, one action each: facts only."""

from collections.abc import Iterator
from dataclasses import replace

from transit.model.plan import Action, PlanStep
from transit.model.streets import CrossingKind
from transit.model.verdict import Direction
from transit.route.journey import (
    Call,
    Journey,
    Landmark,
    Mode,
    RideLeg,
    Side,
    Step,
    StepKind,
    Turn,
    WalkLeg,
)

_CROSSINGS = {
    CrossingKind.SIGNALS: "cross_signals",
    CrossingKind.ZEBRA: "cross_zebra",
    CrossingKind.REFUGE: "cross_island",
    CrossingKind.LEVEL_CROSSING: "level_crossing",
}
_WALKED = (StepKind.WALK, StepKind.CROSS, StepKind.STEPS)
_SLIGHT = (Turn.SLIGHT_LEFT, Turn.SLIGHT_RIGHT)
_ACTIONS = {
    StepKind.WALK: Action.WALK,
    StepKind.CROSS: Action.CROSS,
    StepKind.STEPS: Action.STAIRS,
    StepKind.STOP: Action.STOP,
    StepKind.ARRIVE: Action.ARRIVE,
}


def steps_of(journey: Journey, direction: Direction) -> tuple[PlanStep, ...]:
    """Return what to do on a journey, without words.

    Parameters
    ----------
    journey
        The journey, explained.
    direction
        Whether it is the way there or back.

    Returns
    -------
    tuple of PlanStep
        Numbered from 1.
    """
    made: list[PlanStep] = []
    for index, leg in enumerate(journey.legs):
        made += _walked(leg, index) if isinstance(leg, WalkLeg) else _ridden(leg, index)
    ends = _with_ends(made, journey, direction)
    return tuple(replace(step, number=number) for number, step in enumerate(ends, start=1))


def _with_ends(made: list[PlanStep], journey: Journey, direction: Direction) -> list[PlanStep]:
    """Add getting ready, going out and arriving where the journey's own steps have none."""
    start, end = journey.legs[0].start, journey.legs[-1].end
    out = direction is Direction.OUT
    first = _at(Action.LEAVE, "leave", 0, journey.depart_s, start.lat, start.lon)
    if not made or made[0].action is not Action.LEAVE:
        made = [first, *made]
    if made[-1].action is not Action.ARRIVE:
        last = len(journey.legs) - 1
        made = [*made, _at(Action.ARRIVE, "venue", last, journey.arrive_s, end.lat, end.lon)]
    made[-1] = replace(made[-1], picture="venue" if out else "home")
    return [replace(first, action=Action.READY, picture="ready"), *made]


def _at(
    action: Action,
    picture: str,
    leg: int,
    at_s: int,
    lat: float,
    lon: float,
    step: int | None = None,
    **facts: str | int,
) -> PlanStep:
    known = {name: value for name, value in facts.items() if value != ""}
    return PlanStep(
        number=0,
        action=action,
        picture=picture,
        leg=leg,
        at_s=at_s,
        lat=lat,
        lon=lon,
        step=step,
        facts=known,
    )


def _walked(leg: WalkLeg, index: int) -> Iterator[PlanStep]:
    for at, step in enumerate(leg.steps):
        if step.kind is StepKind.LEAVE:
            # Between two buses nobody goes out of a door.
            if index == 0:
                yield _at(Action.LEAVE, "leave", index, step.depart_s, step.lat, step.lon, at)
            continue
        if step.kind is StepKind.ARRIVE and leg.end.stop_id is not None:
            continue
        if turns_at(leg, at):
            turn = step.turn or Turn.STRAIGHT
            yield _at(
                Action.TURN,
                f"turn_{turn.value}",
                index,
                step.depart_s,
                step.lat,
                step.lon,
                at,
                turn=turn.value,
                street=step.street,
                **_sight(step.landmark),
            )
        yield _done(leg, index, at, step)


def _done(leg: WalkLeg, index: int, at: int, step: Step) -> PlanStep:
    action = _ACTIONS[step.kind]
    lat, lon = step.lat, step.lon
    picture, stop = action.value, leg.end.name if action is Action.STOP else ""
    if step.kind is StepKind.WALK and step.points:
        # The turn before it has the corner; the walk is shown where it is under way.
        lat, lon = step.points[len(step.points) // 2]
    elif step.kind is StepKind.CROSS and step.crossing is not None:
        picture = _CROSSINGS.get(step.crossing.kind, "cross")
    elif step.kind is StepKind.STOP:
        picture = "bus_stop"
        lat, lon = leg.end.lat, leg.end.lon
    elif step.kind is StepKind.STEPS:
        picture = "steps"
    elif step.kind is StepKind.ARRIVE:
        picture = "venue"
        lat, lon = leg.end.lat, leg.end.lon
    return _at(
        action,
        picture,
        index,
        step.depart_s,
        lat,
        lon,
        at,
        street=step.street,
        side="" if step.side is Side.NONE else step.side.value,
        length_m=step.length_m,
        turn=step.turn.value if action is Action.ARRIVE and step.turn else "",
        crossing=step.crossing.kind.name.lower() if step.crossing else "",
        stop=stop,
        **(_sight(step.landmark) if _shows(leg, at) else {}),
        **_sight(step.passed, "passed"),
    )


def _shows(leg: WalkLeg, at: int) -> bool:
    """Whether what stands where a step begins is told in the step itself, not in its turn."""
    return leg.steps[at].kind is not StepKind.WALK and not turns_at(leg, at)


def _sight(landmark: Landmark | None, name: str = "landmark") -> dict[str, str | int]:
    """What is looked out for, as facts of a step."""
    if landmark is None:
        return {}
    side = "ahead" if landmark.ahead else landmark.side.value
    return {
        name: landmark.kind,
        f"{name}_name": landmark.name,
        f"{name}_side": "" if side == Side.NONE.value else side,
        f"{name}_osm": landmark.osm_id,
    }


def turns_at(leg: WalkLeg, at: int) -> bool:
    """Return whether something has to be done to go the right way.

    Parameters
    ----------
    leg
        The walk.
    at
        Index of its step.

    Returns
    -------
    bool
        Going straight on is nothing; nor is to bear to where one crosses, or on from there.
    """
    step = leg.steps[at]
    if step.kind not in _WALKED or step.turn in (None, Turn.STRAIGHT):
        return False
    if step.turn not in _SLIGHT:
        return True
    before = leg.steps[at - 1] if at else None
    crossed = before is not None and before.kind is StepKind.CROSS
    return step.kind is not StepKind.CROSS and not (crossed and not _is_new(leg, at))


def _is_new(leg: WalkLeg, at: int) -> bool:
    """Whether one has not walked along this street just before."""
    walked = [step.street for step in leg.steps[:at] if step.kind is StepKind.WALK]
    return not walked or walked[-1] != leg.steps[at].street


def _ridden(leg: RideLeg, index: int) -> Iterator[PlanStep]:
    on, off = leg.board, leg.alight
    # A picture of a bus would be wrong for a train, a tram or a ferry.
    other = {Mode.FERRY: "ferry", Mode.BUS: ""}.get(leg.mode, "train")
    before_s = leg.depart_s - leg.wait_s

    def one(action: Action, picture: str, at_s: int, at: Call, **facts: str | int) -> PlanStep:
        shown = other or picture
        return _at(action, shown, index, at_s, at.lat, at.lon, None, route=leg.route, **facts)

    waits: dict[str, str | int] = {
        "stop": on.name,
        "headsign": leg.headsign,
        "leaves_s": leg.depart_s,
    }
    yield one(Action.WAIT, "wait", before_s, on, **waits)
    if leg.numbers_here:
        numbers: dict[str, str | int] = {
            "others": len(leg.numbers_here),
            "numbers": " ".join(leg.numbers_here),
        }
        yield one(Action.CHECK, "check", before_s, on, **numbers)
    yield one(Action.BOARD, "board", leg.depart_s, on, headsign=leg.headsign)
    yield one(Action.RIDE, "ride", leg.depart_s, on, stops=leg.stops_to_count)
    before = leg.calls[-2]
    yield one(Action.RING, "bell", before.depart_s, before, stop=before.name, **_signs(leg))
    sight = _sight(leg.landmark)
    yield one(Action.ALIGHT, "get_off", leg.arrive_s, off, stop=off.name, **sight)


def _signs(leg: RideLeg) -> dict[str, str | int]:
    """What is seen before getting off: by how many stops are left."""
    made: dict[str, str | int] = {}
    for sign in leg.signs:
        made[f"stop_{sign.stops_left}_before"] = sign.call.name
        made |= _sight(sign.landmark, f"landmark_{sign.stops_left}_before")
    return made
