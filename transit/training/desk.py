"""A trainer's desk: a course looked at as a whole, and signed off by the rule only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from transit.errors import StoreError, TransitError
from transit.model.opportunities import Session
from transit.model.plan import Plan
from transit.model.saved_plan import PlanVersion, SavedPlan
from transit.model.skills import Catalogue
from transit.model.training import CourseRecord, Outcome, SignOff
from transit.model.training_rules import TrainingRules
from transit.model.verdict import Direction, Rung
from transit.model.watch import Outcome as WatchOutcome
from transit.plan.edited import edited_plan
from transit.present.words import Words
from transit.read.skills import read_skills
from transit.read.training import read_training_rules, read_training_words
from transit.settings import read_settings
from transit.store.database import Store
from transit.store.directory import SESSIONS
from transit.store.edit import find_person, save_person
from transit.store.plans import find_saved_plan
from transit.store.training import (
    course_number,
    enter_in,
    find_course,
    list_courses,
    read_course,
    start_course,
)
from transit.store.training_sign_offs import add_sign_off, record_follow_up, refuse_if_signed
from transit.store.watched import find_look
from transit.training.after import follow_ups_of, make_sign_off
from transit.training.own import Own, Practised, own_skills, with_own
from transit.training.sign_off import Condition, missing
from transit.training.situation import Situation
from transit.training.steps import Trained, TrainedStep, demands_of, what_is_trained
from transit.training.words import lacking_sentences, sign_off_reason

SIGNED_OFF = "sign_off"
FOLLOW_UP = "follow_up"
TOP_UP = "shadowing"
"""Stages that courses are moved to when they are signed off, looked at, and topped up."""


class NotReady(TransitError):
    """The rule of signing off is not met.

    Parameters
    ----------
    lacking
        Conditions that are not met.
    said
        The same in words.
    """

    def __init__(self, lacking: tuple[Condition, ...], said: str) -> None:
        super().__init__(said)
        self.lacking = lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDesk:
    """A register with the rules of training.

    Parameters
    ----------
    store
        The register.
    catalogue
        The skills.
    rules
        The rules of training.
    words
        What is said about training.
    """

    store: Store
    catalogue: Catalogue
    rules: TrainingRules
    words: Words


def open_desk(store: Store, folder: Path | None = None) -> TrainingDesk:
    """Return a desk over a register.

    Parameters
    ----------
    store
        The register.
    folder
        Folder with the council's own rules of training; when None the folder ``training`` beside
        its own parameters, where there is one. Files that are not there are the shipped ones.

    Returns
    -------
    TrainingDesk
        Ready to look at courses.
    """
    catalogue = read_skills()
    own = read_settings().parameters_dir
    folder = folder or (None if own is None else own / "training")
    words = Words(read_training_words(folder))
    return TrainingDesk(
        store=store,
        catalogue=catalogue,
        rules=read_training_rules(catalogue, folder),
        words=words,
    )


def begin(
    desk: TrainingDesk,
    plan_id: str,
    trainer: str,
    on: dt.date,
    lessons_a_week: int,
    skills: Iterable[str] = (),
) -> CourseRecord:
    """Begin to train a saved plan.

    Parameters
    ----------
    desk
        The desk.
    plan_id
        The plan's id.
    trainer
        Who trains.
    on
        When it begins.
    lessons_a_week
        How many are meant.
    skills
        Skills that the trainer adds.

    Returns
    -------
    CourseRecord
        In the first stage.

    Raises
    ------
    StoreError
        There is no such plan or skill, or it is trained already.
    """
    plan = find_saved_plan(desk.store, plan_id)
    if plan is None:
        raise StoreError(f"{desk.store.name}: there is no plan {plan_id}; save one: transit plan")
    added = tuple(dict.fromkeys(skills))
    odd = [name for name in added if name not in desk.catalogue.skills]
    if odd:
        raise StoreError(f"{desk.store.name}: the catalogue has no skill {', '.join(odd)}")
    return start_course(
        desk.store,
        plan,
        trainer=trainer,
        on=on,
        lessons_a_week=lessons_a_week,
        stage=next(iter(desk.rules.stages)),
        skills=added,
    )


def look(desk: TrainingDesk, course: int, today: dt.date | None = None) -> Situation:
    """Gather all that there is to say of a course.

    Parameters
    ----------
    desk
        The desk.
    course
        The course's number.
    today
        The day; that of the clock when None.

    Returns
    -------
    Situation
        As it is now.

    Raises
    ------
    StoreError
        There is no such course, or its plan is gone.
    """
    record = find_course(desk.store, course)
    if record is None:
        raise StoreError(f"{desk.store.name}: there is no course TC{course}")
    return situation_of(desk, record, today or dt.date.today())


def situation_of(desk: TrainingDesk, record: CourseRecord, today: dt.date) -> Situation:
    """Gather all that there is to say of a course that was read already.

    Parameters
    ----------
    desk
        The desk.
    record
        The course.
    today
        The day.

    Returns
    -------
    Situation
        With the newest version of the plan.

    Raises
    ------
    StoreError
        Its plan or person is gone.
    """
    course = record.course
    plan = find_saved_plan(desk.store, course.plan)
    with desk.store.reading() as session:
        person = find_person(session, course.person)
        held = SESSIONS.read(session, course.session).get(course.session)
    if plan is None or person is None:
        raise StoreError(f"{desk.store.name}: the plan of {course.code} is gone")
    version = plan.latest
    return Situation(
        record=record,
        trained=_trained(desk, version, course.skills),
        abilities={each.skill: each for each in person.abilities},
        version=version.number,
        unresolved=_unresolved(desk, version.plan),
        breaks=(*breaks(version, held, today), *_watched(desk, plan)),
        catalogue=desk.catalogue,
        rules=desk.rules,
        today=today,
    )


def breaks(version: PlanVersion, session: Session | None, today: dt.date) -> tuple[str, ...]:
    """Return why a plan does not hold, as far as the register alone can tell.

    Parameters
    ----------
    version
        The plan's newest version.
    session
        The session as the directory has it; None where it is gone.
    today
        The day.

    Returns
    -------
    tuple of str
        Names of their words. Whether the buses still run so, the timetable watch says beside it.
    """
    found = []
    plan = version.plan
    if session is None:
        found.append("session_gone")
    elif _seconds(plan.out.arrive) > session.start_s or _seconds(plan.back.leave) < session.end_s:
        found.append("session_moved")
    if version.edition.last_date < today:
        found.append("timetable_over")
    return tuple(found)


def sign_off(
    desk: TrainingDesk,
    course: int,
    by: str,
    *,
    today: dt.date | None = None,
    fallback_until: dt.date | None = None,
    review_on: dt.date | None = None,
) -> CourseRecord:
    """Sign a course off, if the rule is met at this moment. There is no way round it.

    Parameters
    ----------
    desk
        The desk.
    course
        The course's number.
    by
        Who stands for it.
    today
        The day; that of the clock when None.
    fallback_until
        Until when the transport of before stays booked; the rule's when None.
    review_on
        When it is looked at again; the rule's when None.

    Returns
    -------
    CourseRecord
        Signed off, with what follows.

    Raises
    ------
    NotReady
        The rule is not met; it names every condition that is not.
    StoreError
        There is no such course, or it is signed off already.
    """
    day = today or dt.date.today()
    with desk.store.writing() as session:
        record = read_course(session, desk.store, course)
        refuse_if_signed(desk.store, record)
        situation = situation_of(desk, record, day)
        lacking = missing(situation)
        if lacking:
            said = " ".join(lacking_sentences(desk.words, lacking))
            raise NotReady(lacking, f"{record.course.code} cannot be signed off yet. {said}")
        plan = find_saved_plan(desk.store, record.course.plan)
        assert plan is not None
        made = make_sign_off(
            situation,
            by,
            trial_days=7 * plan.terms.trial_weeks,
            fallback_until=fallback_until,
            review_on=review_on,
        )
        reason = sign_off_reason(desk.words, record.course, made)
        add_sign_off(
            session, desk.store, record, made, follow_ups_of(day, desk.rules.after), reason
        )
        enter_in(session, record, SIGNED_OFF, day, by)
        return read_course(session, desk.store, course)


def follow_up(
    desk: TrainingDesk,
    course: int,
    number: int,
    outcome: Outcome,
    *,
    on: dt.date,
    by: str,
    note: str = "",
) -> CourseRecord:
    """Write down a follow-up, and move the course where its outcome takes it.

    Parameters
    ----------
    desk
        The desk.
    course
        The course's number.
    number
        The follow-up's number.
    outcome
        What was found.
    on, by, note
        When, who looked, and what happened.

    Returns
    -------
    CourseRecord
        Held: in follow-up. Top-up lessons: shadowed again, and no longer signed off.
    """
    record = record_follow_up(desk.store, course, number, outcome, on=on, by=by, note=note)
    stage = {Outcome.HELD: FOLLOW_UP, Outcome.TOP_UP: TOP_UP}.get(outcome)
    with desk.store.writing() as session:
        if stage is not None:
            enter_in(session, record, stage, on, by)
        return read_course(session, desk.store, course)


def own_of(desk: TrainingDesk, situation: Situation) -> tuple[Own, ...]:
    """Return the skills that the record shows to be the person's own.

    Parameters
    ----------
    desk
        The desk.
    situation
        One of their courses.

    Returns
    -------
    tuple of Own
        All their courses taken together.
    """
    course = situation.record.course
    others: list[Practised] = []
    for record in list_courses(desk.store, course.person):
        if record.course.id != course.id:
            other = situation_of(desk, record, situation.today)
            others.append((other.trained, record.lessons, record.course.code))
    return own_skills(situation, others)


def confirm_own(desk: TrainingDesk, course: int, skills: Iterable[str], by: str) -> int:
    """Move the person's own skills as far as the record shows them and a trainer confirms.

    Parameters
    ----------
    desk
        The desk.
    course
        The course's number.
    skills
        Names of the skills that are confirmed.
    by
        Who confirms.

    Returns
    -------
    int
        How many were moved. Verdicts about the person are marked stale where any was.

    Raises
    ------
    StoreError
        There is no such course, or the record does not show a skill to be the person's own.
    """
    situation = look(desk, course)
    shown = {each.skill: each for each in own_of(desk, situation)}
    wanted = list(dict.fromkeys(skills))
    odd = [name for name in wanted if name not in shown]
    if odd:
        raise StoreError(
            f"{desk.store.name}: the record does not show yet that these are the person's own: "
            f"{', '.join(odd)}"
        )
    with desk.store.writing() as session:
        person = find_person(session, situation.record.course.person)
        assert person is not None
        changed, moved = with_own(person, (shown[name] for name in wanted), situation, by)
        if moved:
            save_person(session, changed, person, {"abilities": moved}, who=by)
    return moved


def _unresolved(desk: TrainingDesk, plan: Plan) -> tuple[str, ...]:
    asked = tuple(each.asked for each in plan.questions if each.decides)
    # What may only be unknown is whether something can be learnt: training itself shows that.
    learns = plan.rung is Rung.WITH_TRAINING or bool(plan.accompanied)
    if asked or plan.confirmed or learns:
        return asked
    return (desk.words.say("unresolved", "unnamed"),)


def _trained(desk: TrainingDesk, version: PlanVersion, added: Iterable[str]) -> Trained:
    """What the plan trains as it is read; what was taken out of the words is still to be done."""
    asked = {way: tuple(demands_of(version.journeys[way])) for way in Direction}
    rule, catalogue = desk.rules.steps, desk.catalogue
    built = what_is_trained(version.plan, asked, catalogue, rule, added)
    read = what_is_trained(edited_plan(version), asked, catalogue, rule, added)
    known = {step.key for step in read.steps}
    hidden = tuple(step for step in built.steps if step.is_critical and step.key not in known)
    return replace(built, steps=tuple(sorted((*read.steps, *hidden), key=_by_way)))


def _by_way(step: TrainedStep) -> int:
    return list(Direction).index(step.direction)


def _watched(desk: TrainingDesk, plan: SavedPlan) -> tuple[str, ...]:
    """What the timetable watch found of the newest version the last time it looked."""
    seen = find_look(desk.store, plan.id)
    if seen is None or seen.watched.version != plan.latest.number:
        return ()
    names = {WatchOutcome.BROKEN: "watch_broken", WatchOutcome.CHANGED: "watch_changed"}
    name = names.get(seen.watched.outcome)
    return () if name is None else (name,)


def _seconds(moment: dt.datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def signed_off_plan(desk: TrainingDesk, code: str) -> tuple[CourseRecord, SignOff, SavedPlan]:
    """Return what a certificate is about.

    Parameters
    ----------
    desk
        The desk.
    code
        Code of the course, such as ``TC3``.

    Returns
    -------
    record : CourseRecord
        The course.
    made : SignOff
        Its sign-off.
    plan : SavedPlan
        Its plan.

    Raises
    ------
    StoreError
        There is no such course, or no sign-off of it counts.
    """
    record = find_course(desk.store, course_number(code))
    plan = None if record is None else find_saved_plan(desk.store, record.course.plan)
    if record is None or plan is None or record.sign_off is None:
        raise StoreError(f"{desk.store.name}: {code} is not signed off")
    return record, record.sign_off, plan
