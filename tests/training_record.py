"""A journey of a few steps with its training, made by hand: plans, lessons, courses on a day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from transit.model.abilities import Ability, Level
from transit.model.opportunities import Session
from transit.model.plan import Action, Plan, PlanStep, PlanWay, Question
from transit.model.saved_plan import AreaEdition, Choice, PlanVersion, Terms
from transit.model.skills import Catalogue
from transit.model.training import (
    Agreement,
    Answer,
    Capacity,
    Course,
    CourseRecord,
    Incident,
    Lesson,
    LessonKind,
    Prompt,
    Role,
)
from transit.model.training_rules import TrainingRules
from transit.model.verdict import Direction, Rung
from transit.read.skills import read_skills
from transit.read.training import read_training_rules
from transit.training.situation import Situation
from transit.training.steps import Trained, demands_of, what_is_trained

START = dt.date(2026, 9, 7)
TODAY = dt.date(2026, 11, 20)

_STEPS = (
    (Action.READY, "ready", "Take your pass, phone and keys."),
    (Action.LEAVE, "leave", "Leave home at nine."),
    (Action.WALK, "walk/mill-lane", "Walk along Mill Lane."),
    (Action.CROSS, "cross/king-street", "Cross King Street at the zebra."),
    (Action.STOP, "stop/church", "Stand at the stop Church."),
    (Action.WAIT, "wait/7", "Wait for bus 7."),
    (Action.CHECK, "check/7", "Read the number: it is 7."),
    (Action.BOARD, "board/7", "Get on and show your pass."),
    (Action.RIDE, "ride/7", "Ride to the market."),
    (Action.RING, "ring/market", "Ring the bell after the school."),
    (Action.ALIGHT, "alight/market", "Get off at the market."),
    (Action.ARRIVE, "arrive", "Go in and say hello."),
)


@cache
def skills() -> Catalogue:
    """Return the shipped catalogue."""
    return read_skills()


@cache
def rules() -> TrainingRules:
    """Return the shipped rules."""
    return read_training_rules(skills())


def _way(direction: Direction, leave: dt.time, arrive: dt.time) -> PlanWay:
    steps = tuple(
        PlanStep(
            number=number,
            action=action,
            picture=action.value,
            leg=0 if number < 6 else 1,
            at_s=9 * 3600 + 60 * number,
            lat=51.5 + number / 1_000,
            lon=-3.0,
            step=number - 1,
            sentences=(words,),
            key=f"{direction.value}/{key}",
        )
        for number, (action, key, words) in enumerate(_STEPS, start=1)
    )
    day = dt.date(2026, 11, 24)
    return PlanWay(
        direction=direction,
        leave=dt.datetime.combine(day, leave),
        arrive=dt.datetime.combine(day, arrive),
        routes=("7",),
        steps=steps,
    )


def plan(person: str = "P1", session: str = "S1", questions: tuple[Question, ...] = ()) -> Plan:
    """Return a plan of twelve steps each way: one zebra, one bus."""
    return Plan(
        person=person,
        session=session,
        opportunity="O1",
        venue="Library",
        activity="Reading group",
        session_days=("Monday", "Tuesday"),
        date=dt.date(2026, 11, 24),
        rung=Rung.WITH_TRAINING,
        confirmed=not questions,
        pass_held="yes",
        out=_way(Direction.OUT, dt.time(9, 0), dt.time(9, 50)),
        back=_way(Direction.BACK, dt.time(12, 10), dt.time(13, 0)),
        questions=questions,
    )


def at_times_of(made: Plan, session: Session) -> Plan:
    """Return a plan that gets there in time, and leaves when the session is over."""
    day = dt.datetime.combine(made.date, dt.time())
    begins, ends = (day + dt.timedelta(seconds=each) for each in (session.start_s, session.end_s))
    half = dt.timedelta(minutes=40)
    out = replace(made.out, leave=begins - half, arrive=begins)
    return replace(made, out=out, back=replace(made.back, leave=ends, arrive=ends + half))


def journey() -> dict[str, object]:
    """Return what a plan keeps of each journey: a zebra, and a bus to read, ride and get off."""
    legs: list[dict[str, object]] = [
        {"mode": "walk", "steps": [{"crossing": None} for _ in range(5)]},
        {"mode": "bus"},
    ]
    legs[0]["steps"][3]["crossing"] = {"kind": "zebra", "traffic": "moderate"}  # type: ignore[index]
    demands = [
        {"kind": "cross", "detail": "zebra", "leg": 0, "step": 3},
        {"kind": "wait", "detail": "", "leg": 1, "step": None},
        {"kind": "read_number", "detail": "", "leg": 1, "step": None},
        {"kind": "ride_alone", "detail": "", "leg": 1, "step": None},
        {"kind": "get_off_unannounced", "detail": "", "leg": 1, "step": None},
    ]
    return {"legs": legs, "demands": demands}


def version(made: Plan, number: int = 1) -> PlanVersion:
    """Return a version of a plan to save."""
    return PlanVersion(
        number=number,
        made_at=dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC),
        made_by="trainer 2",
        edition=AreaEdition(
            edition="town 1", first_date=dt.date(2026, 9, 1), last_date=dt.date(2099, 12, 31)
        ),
        choice=Choice(),
        plan=made,
        journeys={way: journey() for way in Direction},
        told="{}",
    )


TERMS = Terms(trial_weeks=8, fallback="The minibus stays booked.", review_on=dt.date(2027, 2, 1))


@cache
def trained() -> Trained:
    """Return what the plan trains."""
    asked = {way: tuple(demands_of(journey())) for way in Direction}
    return what_is_trained(plan(), asked, skills(), rules().steps)


def everything(level: Level = Level.ALONE, ways: Iterable[Direction] = Direction) -> list[Prompt]:
    """Return a level for every step of the ways and every skill beside them."""
    chosen = set(ways)
    steps = [
        Prompt(step=step.key, skill="", level=level)
        for step in trained().steps
        if step.direction in chosen
    ]
    return [*steps, *(Prompt(step="", skill=name, level=level) for name in trained().beside)]


def lesson(
    day: int,
    prompts: Iterable[Prompt],
    kind: LessonKind = LessonKind.ACCOMPANIED,
    at: dt.time | None = None,
    incidents: tuple[Incident, ...] = (),
) -> Lesson:
    """Return a lesson some days after the start."""
    return Lesson(
        on=START + dt.timedelta(days=day),
        trainer="trainer 2",
        minutes=90,
        kind=kind,
        version=1,
        prompts=tuple(prompts),
        at=at,
        incidents=incidents,
        id=day + 1,
    )


def set_level(prompts: Iterable[Prompt], about: str, level: Level) -> list[Prompt]:
    """Return levels with that of one step or skill changed."""
    return [
        replace(each, level=level) if about in (each.step, each.skill) else each for each in prompts
    ]


def agreements(on: dt.date = START) -> tuple[Agreement, ...]:
    """Return what everybody says who agrees."""
    return tuple(
        Agreement(
            role=role,
            answer=Answer.AGREED,
            on=on,
            by="trainer 2",
            capacity=Capacity.HAS if role is Role.PERSON else None,
        )
        for role in Role
    )


COURSE = Course(
    id=1,
    person="P1",
    place=0,
    session="S1",
    opportunity="O1",
    plan="PL1",
    trainer="trainer 2",
    started_on=START,
    lessons_a_week=2,
)


def situation(
    lessons: Iterable[Lesson] = (),
    abilities: Mapping[str, Ability] | None = None,
    today: dt.date = TODAY,
    said: tuple[Agreement, ...] | None = None,
    trained_here: Trained | None = None,
    **record: object,
) -> Situation:
    """Return a course on a day, everybody agreeing."""
    given = tuple(sorted(lessons, key=lambda each: (each.moment, each.id)))
    kept = CourseRecord(
        course=COURSE,
        agreements=agreements() if said is None else said,
        lessons=given,
        incidents=tuple(one for each in given for one in each.incidents),
    )
    return Situation(
        record=replace(kept, **record),  # type: ignore[arg-type]
        trained=trained() if trained_here is None else trained_here,
        abilities=abilities or {},
        version=1,
        catalogue=skills(),
        rules=rules(),
        today=today,
    )


def three_good_runs() -> list[Lesson]:
    """Return what the rule asks for: three runs alone, the last two at a distance."""
    kinds = (LessonKind.ACCOMPANIED, LessonKind.SHADOWED, LessonKind.SHADOWED)
    return [lesson(7 * at, everything(), kind) for at, kind in enumerate(kinds)]
