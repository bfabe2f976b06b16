"""A plan from a verdict and its journeys."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from transit.errors import TransitError
from transit.model.leg_along import LegAlong
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.plan import Action, Hazard, Plan, PlanStep, PlanWay, Question
from transit.model.verdict import Direction, Rung
from transit.plan.beside import kept_beside, questions_beside
from transit.plan.keys import with_hazard_keys, with_keys
from transit.plan.say import Speaker, for_the_person
from transit.plan.steps import steps_of
from transit.present.reason_words import demand_sentence, unknown_sentences
from transit.present.summary_words import door_times
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.route.journey import Demand, Journey
from transit.verdict.closely import Closely

_BOARDS: Final = (Action.WAIT, Action.CHECK, Action.BOARD)
"""What is done until one is on the bus."""


class NoPlan(TransitError):
    """There is no journey to make a plan of."""


def make_plan(
    found: Closely,
    person: Person,
    session: Session,
    venue: Opportunity,
    words: Words,
    hazards: tuple[Mapping[str, int], int],
    shown: dt.date | None = None,
) -> Plan:
    """Return the plan of a verdict.

    Parameters
    ----------
    found
        The verdict with its journeys, explained.
    person, session, venue
        Whom and what it is about.
    words
        The language, with the words of printed plans.
    hazards
        Severity by kind of demand, and the level from which a demand is a hazard.
    shown
        Date of the session on which the journeys run as they are told; that of the verdict when
        None.

    Returns
    -------
    Plan
        Steps with their words, hazards and questions.

    Raises
    ------
    NoPlan
        The verdict is door-to-door transport, or has no journeys.
    """
    if found.out is None or found.back is None:
        raise NoPlan(
            f"{person.id}, {session.id}: there is no journey to plan. Door-to-door transport fits "
            "it, and is as good an answer as any; the dashboard and transit score say why"
        )
    names = words.tables["date"]["weekdays"]
    head = _Head(
        person=person.id,
        session=session.id,
        opportunity=venue.id,
        venue=venue.name,
        activity=session.activity,
        session_days=tuple(names[int(day)] for day in sorted(session.days)),
        date=found.out.date,
        shown=shown or (found.verdict.out.date if found.verdict.out else None),
        rung=found.verdict.rung,
        confirmed=found.verdict.confirmed,
        pass_held=person.pass_.held.name.lower(),
    )
    beside = tuple(questions_beside(found.verdict.checks, words))
    return _made(head, (found.out, found.back), words, hazards, beside)


def said_again(
    plan: Plan,
    journeys: tuple[Journey, Journey],
    words: Words,
    hazards: tuple[Mapping[str, int], int],
    was: Words,
) -> Plan:
    """Return a plan in another language, from the journeys that it was made from.

    Parameters
    ----------
    plan
        The plan as built.
    journeys
        Its journeys, out and back.
    words
        The other language, with the words of printed plans.
    hazards
        As for :func:`make_plan`.
    was
        The language that it is in.

    Returns
    -------
    Plan
        With the same keys.
    """
    before, names = was.tables["date"]["weekdays"], words.tables["date"]["weekdays"]
    parts = {name: getattr(plan, name) for name in _Head.__dataclass_fields__}
    days = tuple(names[before.index(day)] if day in before else day for day in plan.session_days)
    head = _Head(**{**parts, "session_days": days})
    made = _made(head, journeys, words, hazards, tuple(kept_beside(plan)))
    return with_somebody(made, plan.accompanied, as_travelled(words, journeys[0]))


def with_somebody(plan: Plan, legs: Iterable[str], words: Words) -> Plan:
    """Return a plan that says on which legs somebody goes along.

    Parameters
    ----------
    plan
        The plan.
    legs
        Such as ``out:1`` for the first there, ``out:1:3-3`` for its third step alone.
    words
        The language.

    Returns
    -------
    Plan
        The first step with somebody says so first, and so does the first that is alone again.
    """
    along = tuple(legs)
    read = [LegAlong.parse(each) for each in along]
    ways = []
    for way in plan.ways:
        own = [each for each in read if each.direction is way.direction]
        ways.append(replace(way, steps=_with_somebody(way.steps, own, words)))
    return replace(plan, out=ways[0], back=ways[1], accompanied=along)


def _with_somebody(
    steps: Sequence[PlanStep], legs: Sequence[LegAlong], words: Words
) -> tuple[PlanStep, ...]:
    together = [
        step.action is not Action.READY and any(_is_with(leg, step) for leg in legs)
        for step in steps
    ]
    made = list(steps)
    for at, step in enumerate(steps):
        name = ""
        if together[at] and not (at and together[at - 1]):
            ends = next((k for k in range(at, len(steps)) if not together[k]), len(steps))
            name = _joined(steps[at:ends])
        elif at and together[at - 1] and not together[at]:
            name = "alone_again"
        if name:
            said = words.say("plan", name)
            made[at] = replace(step, sentences=(said, *step.sentences))
    return tuple(made)


def _is_with(leg: LegAlong, step: PlanStep) -> bool:
    if leg.number != step.leg + 1:
        return False
    if leg.first is None or leg.last is None:
        return True
    if step.step is None:
        return step.action in _BOARDS
    return leg.first <= step.step + 1 <= leg.last


def _joined(steps: Sequence[PlanStep]) -> str:
    """Which words say what is done together."""
    if all(step.action in (Action.CROSS, Action.TURN) for step in steps):
        return "along_cross"
    if steps[-1].action is Action.STOP:
        return "along_to_stop"
    if steps[0].action is not Action.WAIT:
        return "along"
    return "along_wait" if all(step.action in _BOARDS for step in steps) else "along_ride"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a plan holds besides its steps and sheets; names as in a plan."""

    person: str
    session: str
    opportunity: str
    venue: str
    activity: str
    session_days: tuple[str, ...]
    date: dt.date
    shown: dt.date | None
    rung: Rung
    confirmed: bool
    pass_held: str


def _made(
    head: _Head,
    journeys: tuple[Journey, Journey],
    words: Words,
    hazards: tuple[Mapping[str, int], int],
    beside: tuple[Question, ...],
) -> Plan:
    words = as_travelled(words, journeys[0])
    easy = for_the_person(words)
    ways = [
        _way(Speaker(easy, journey, direction, head.pass_held, head.venue))
        for journey, direction in zip(journeys, Direction, strict=True)
    ]
    both = list(zip(journeys, ways, strict=True))
    lines = [
        line
        for journey, way in both
        for line in with_hazard_keys(
            sorted(_hazards(words, journey, way, *hazards), key=_in_order), way.steps
        )
    ]
    asked = [question for journey, way in both for question in _questions(words, journey, way)]
    parts = {name: getattr(head, name) for name in _Head.__dataclass_fields__}
    return Plan(
        **parts,
        out=ways[0],
        back=ways[1],
        hazards=tuple(lines),
        questions=_once([*asked, *beside]),
    )


def _way(speaker: Speaker) -> PlanWay:
    journey, direction = speaker.journey, speaker.direction
    leave, arrive = door_times(journey)
    return PlanWay(
        direction=direction,
        leave=leave,
        arrive=arrive,
        routes=tuple(ride.route for ride in journey.rides),
        steps=with_keys(
            (speaker.said(step) for step in steps_of(journey, direction)), journey, direction
        ),
    )


def _hazards(
    words: Words, journey: Journey, way: PlanWay, severity: Mapping[str, int], from_level: int
) -> Iterator[Hazard]:
    for demand in journey.demands:
        if demand.level < from_level or demand.kind not in severity:
            continue
        yield Hazard(
            kind=demand.kind,
            detail=demand.detail,
            direction=way.direction,
            step=_number(way.steps, demand),
            severity=severity[demand.kind],
            what=demand_sentence(words, journey, demand),
            control=_control(words, demand),
        )


def _in_order(hazard: Hazard) -> tuple[bool, int]:
    """As they are met; those of the way as a whole last."""
    return hazard.step is None, hazard.step or 0


def _number(steps: tuple[PlanStep, ...], demand: Demand) -> int | None:
    """Which step of the plan asks it: the act itself, not the turn before it."""
    acts = {
        "wait": Action.WAIT,
        "read_number": Action.CHECK,
        "ride_alone": Action.RIDE,
        "get_off_unannounced": Action.RING,
    }
    wanted = acts.get(demand.kind)
    for step in steps:
        here = step.leg == demand.leg and step.step == demand.step
        if here and step.action is not Action.TURN and wanted in (None, step.action):
            return None if demand.step is None and wanted is None else step.number
    return None


def _control(words: Words, demand: Demand) -> str:
    names = (f"{demand.kind}_{demand.detail}", demand.kind)
    return words.say("control", next((n for n in names if words.has("control", n)), "other"))


def _questions(words: Words, journey: Journey, way: PlanWay) -> Iterator[Question]:
    for unknown in sorted(journey.unknowns, key=lambda each: not each.decides):
        asked, why = unknown_sentences(words, journey, unknown)
        yield Question(
            fact=unknown.fact,
            direction=way.direction,
            decides=unknown.decides,
            asked=asked,
            why=why,
        )


def _once(questions: list[Question]) -> tuple[Question, ...]:
    """Each question once, those on which the journey depends first."""
    kept: dict[str, Question] = {}
    for question in sorted(questions, key=lambda each: not each.decides):
        kept.setdefault(question.asked, question)
    return tuple(kept.values())
