"""What a course trains: the plan's steps with the skills that each asks for, and those beside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transit.model.abilities import Level
from transit.model.plan import Action, Plan, PlanStep, PlanWay
from transit.model.skills import Asked, Catalogue, Critical, Skill
from transit.model.training_rules import StepSkills
from transit.model.verdict import Direction

Needs = Mapping[str, Level]
"""Skills by name, each with the level that is alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedHere:
    """A demand of a journey at one of its steps.

    Parameters
    ----------
    kind, detail, traffic
        As in the catalogue's answers.
    leg, step
        Where; ``step`` is None for a whole leg.
    """

    kind: str
    detail: str
    traffic: str
    leg: int
    step: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedStep:
    """A step of a plan as it is trained.

    Parameters
    ----------
    key
        What it is about; the same in every version of the plan.
    direction, number
        Where it stands in the plan.
    words
        What is done, one sentence or more.
    skills
        Skills that it practises.
    needs
        Those without which nobody travels alone; the step is critical where there are any.
    lat, lon
        Where, decimal degrees.
    """

    key: str
    direction: Direction
    number: int
    words: str
    skills: tuple[str, ...]
    needs: Needs
    lat: float
    lon: float

    @property
    def is_critical(self) -> bool:
        """Whether it must be managed alone."""
        return bool(self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What a course trains.

    Parameters
    ----------
    steps
        Steps out, then back.
    beside
        Skills that are at no one step, with the level that is alone.
    by_way
        Skills that a whole way shows, by direction.
    """

    steps: tuple[TrainedStep, ...]
    beside: Needs
    by_way: Mapping[Direction, Needs]

    @property
    def needs(self) -> Needs:
        """Every skill that must be alone, with its level."""
        every: dict[str, Level] = {}
        for part in (*(step.needs for step in self.steps), self.beside, *self.by_way.values()):
            for skill, level in part.items():
                every[skill] = max(level, every.get(skill, level))
        return every

    def critical(self, direction: Direction) -> tuple[TrainedStep, ...]:
        """Return the critical steps of a way.

        Parameters
        ----------
        direction
            Which way.

        Returns
        -------
        tuple of TrainedStep
            In order.
        """
        return tuple(
            step for step in self.steps if step.is_critical and step.direction is direction
        )


def what_is_trained(
    plan: Plan,
    asked: Mapping[Direction, Sequence[AskedHere]],
    catalogue: Catalogue,
    rule: StepSkills,
    added: Iterable[str] = (),
) -> Trained:
    """Return what a plan's training is about.

    Parameters
    ----------
    plan
        The plan.
    asked
        Demands of both journeys.
    catalogue
        The skills.
    rule
        Skills of actions, and which level is alone.
    added
        Skills that the trainer added.

    Returns
    -------
    Trained
        Steps, and skills beside them.
    """
    steps = tuple(
        _step(step, way.direction, asked.get(way.direction, ()), catalogue, rule)
        for way in plan.ways
        for step in way.steps
    )
    by_way = {
        direction: _needs(rule.by_way.get(direction.value, ()), catalogue, rule)
        for direction in Direction
    }
    at_steps = {skill for step in steps for skill in step.skills}
    shown = at_steps.union(*by_way.values())
    rides = any(step.action is Action.RIDE for way in plan.ways for step in way.steps)
    always = (skill.name for skill in catalogue.skills.values() if _is_asked(skill, rides))
    # What a demand asks for and no step shows must not be lost.
    demanded = (
        skill.name
        for every in asked.values()
        for each in every
        for skill in catalogue.answering(each.kind, each.detail, each.traffic)
    )
    named = dict.fromkeys((*always, *demanded, *added))
    beside = [name for name in named if name not in shown]
    return Trained(steps=steps, beside=_needs(beside, catalogue, rule), by_way=by_way)


def demands_of(journey: Mapping[str, Any]) -> Iterator[AskedHere]:
    """Read the demands of a journey kept as JSON.

    Parameters
    ----------
    journey
        A journey, as docs/journey.schema.json describes it.

    Yields
    ------
    AskedHere
        One a demand.
    """
    for demand in journey.get("demands", ()):
        leg, step = int(demand["leg"]), demand.get("step")
        yield AskedHere(
            kind=demand["kind"],
            detail=demand.get("detail") or "",
            traffic=_traffic(journey, leg, step),
            leg=leg,
            step=step,
        )


def _traffic(journey: Mapping[str, Any], leg: int, step: int | None) -> str:
    """Return the traffic of the road that is crossed in a step."""
    if step is None:
        return ""
    steps = journey["legs"][leg].get("steps") or ()
    crossing = steps[step].get("crossing") if step < len(steps) else None
    return str(crossing.get("traffic") or "") if crossing else ""


def _is_asked(skill: Skill, rides: bool) -> bool:
    return skill.asked is Asked.ALWAYS or (rides and skill.asked is Asked.BY_BUS)


def _step(
    step: PlanStep,
    direction: Direction,
    asked: Iterable[AskedHere],
    catalogue: Catalogue,
    rule: StepSkills,
) -> TrainedStep:
    answering = (
        skill.name
        for each in asked
        if _is_here(step, each)
        for skill in catalogue.answering(each.kind, each.detail, each.traffic)
    )
    skills = tuple(dict.fromkeys((*rule.by_action.get(step.action.value, ()), *answering)))
    return TrainedStep(
        key=step.key,
        direction=direction,
        number=step.number,
        words=" ".join(step.sentences),
        skills=skills,
        needs=_needs(skills, catalogue, rule),
        lat=step.lat,
        lon=step.lon,
    )


_ACTS: Mapping[str, Action] = {
    "wait": Action.WAIT,
    "read_number": Action.CHECK,
    "ask_driver": Action.BOARD,
    "ride_alone": Action.RIDE,
    "get_off_unannounced": Action.RING,
    "change": Action.WAIT,
}
"""Where a demand of a whole leg is met."""


def _is_here(step: PlanStep, asked: AskedHere) -> bool:
    """Tell whether a demand is met at a step: the act itself, not the turn before it."""
    if step.leg != asked.leg or step.action is Action.TURN:
        return False
    if asked.kind in _ACTS:
        return step.action is _ACTS[asked.kind]
    return asked.step is not None and step.step == asked.step


def _needs(skills: Iterable[str], catalogue: Catalogue, rule: StepSkills) -> dict[str, Level]:
    levels = {
        Critical.YES: Level(rule.least_alone),
        Critical.AID_CAN_REPLACE: Level(rule.least_with_aid),
    }
    found = (catalogue.skills[name] for name in skills if name in catalogue.skills)
    return {skill.name: levels[skill.critical] for skill in found if skill.critical in levels}


def ways_of(plan: Plan) -> dict[Direction, PlanWay]:
    """Return the ways of a plan by direction.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    dict
        Out and back.
    """
    return {way.direction: way for way in plan.ways}
