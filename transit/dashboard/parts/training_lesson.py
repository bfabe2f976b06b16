"""Recording a lesson: one form with the plan's steps, each of them not tried unless told."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.training_desk import change, own_name
from transit.errors import InputError
from transit.model.abilities import Level
from transit.model.training import (
    MOST_NAME_LETTERS,
    MOST_NOTE_LETTERS,
    Incident,
    Lesson,
    LessonKind,
    Prompt,
)
from transit.model.verdict import Direction
from transit.store.training_lessons import new_token, record_lesson
from transit.training.desk import TrainingDesk
from transit.training.entry import together
from transit.training.situation import Situation
from transit.training.words import level_word

_NOT_TRIED: Final = "not tried"
_OPTIONS: Final[tuple[Level | str, ...]] = (_NOT_TRIED, *Level)
_TOKEN: Final = "lesson_token"
_NOTHING: Final = "nothing happened"


def lesson_form(desk: TrainingDesk, situation: Situation) -> None:
    """Let a trainer write a lesson down.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    course = situation.record.course
    if course.stopped_on is not None:
        st.warning("The course was stopped. Lessons after that day cannot be recorded.")
    # The form's own mark: sent twice it is one lesson, and a new form begins empty.
    token = st.session_state.setdefault(_TOKEN, new_token())
    mark = f"{course.id}_{token[:8]}"
    faults = st.container()
    with st.form(f"lesson_{mark}", border=False):
        when, how = _when(desk, situation, mark)
        st.subheader("What was managed", anchor=False)
        st.markdown(
            "What you leave at *not tried* counts as not tried, never as managed. *With own aid* "
            "is an aid that the person brings along, such as a card, a list or a phone."
        )
        every = [_whole(desk, way, mark) for way in Direction]
        levels = {way: _steps(desk, situation, way, mark) for way in Direction}
        beside = _beside(desk, situation, mark)
        happened = _incident(desk, mark)
        note = st.text_area(
            "A short note for the next trainer (about the journey; no diagnosis)",
            max_chars=MOST_NOTE_LETTERS,
            key=f"note_{mark}",
        )
        pressed = st.form_submit_button("Save the lesson", type="primary")
    if not pressed:
        return
    wholes = [
        Prompt(step=step.key, skill="", level=level)
        for way, level in zip(Direction, every, strict=True)
        if level is not None
        for step in situation.trained.steps
        if step.direction is way
    ]
    told = [*_told(levels.values(), "step"), *_told([beside], "skill")]
    try:
        made = Lesson(
            on=when[0],
            at=when[1],
            trainer=how[0].strip(),
            minutes=how[1],
            kind=how[2],
            version=situation.version,
            prompts=together((wholes, told)),
            incidents=_incidents(happened, when[0]),
            note=note.strip(),
        )
    except InputError as fault:
        with faults:
            problems([f"{fault}."])
        return

    def do() -> None:
        record_lesson(desk.store, course.id, made, token)
        st.session_state.pop(_TOKEN, None)

    count = len(made.prompts)
    change(do, f"The lesson was saved, with {count} levels.", made.trainer)


def _when(
    desk: TrainingDesk, situation: Situation, mark: str
) -> tuple[tuple[dt.date, dt.time | None], tuple[str, int, LessonKind]]:
    left, middle, right = st.columns(3)
    on = left.date_input(
        "Date",
        situation.today,
        max_value=situation.today,
        format="DD/MM/YYYY",
        key=f"on_{mark}",
    )
    at = middle.time_input("Began at (may stay empty)", None, step=300, key=f"at_{mark}")
    minutes = right.number_input("Minutes", 5, 720, 90, 5, key=f"minutes_{mark}")
    trainer = st.text_input(
        "Trainer (name or staff reference)",
        own_name() or situation.record.course.trainer,
        max_chars=MOST_NAME_LETTERS,
        key=f"trainer_{mark}",
    )
    kind = st.radio(
        "How close the trainer was",
        [*LessonKind],
        index=1,
        format_func=lambda each: desk.words.say("kind", each.value),
        horizontal=True,
        key=f"kind_{mark}",
    )
    day = on if isinstance(on, dt.date) else situation.today
    return (day, at), (trainer, int(minutes), kind)


def _whole(desk: TrainingDesk, way: Direction, mark: str) -> Level | None:
    """Offer one level for all steps of a way; what is set at a step goes before it."""
    name = desk.words.say("way", way.value)
    chosen = st.selectbox(
        f"All steps on {name} that are left at not tried below",
        _OPTIONS,
        format_func=lambda each: _option(desk, each),
        key=f"all_{way.value}_{mark}",
    )
    return chosen if isinstance(chosen, Level) else None


def _steps(
    desk: TrainingDesk, situation: Situation, way: Direction, mark: str
) -> dict[str, Level | str]:
    name = desk.words.say("way", way.value)
    steps = [step for step in situation.trained.steps if step.direction is way]
    with st.expander(f"Step by step: {name} ({len(steps)} steps)", expanded=way is Direction.OUT):
        return {
            step.key: _radio(
                desk,
                f"{step.number}. {step.words}" + ("" if step.is_critical else " (not critical)"),
                f"step_{step.key}_{mark}",
            )
            for step in steps
        }


def _beside(desk: TrainingDesk, situation: Situation, mark: str) -> dict[str, Level | str]:
    skills = [desk.catalogue.skills[name] for name in situation.trained.beside]
    if not skills:
        return {}
    with st.expander(f"Skills that are not at one step ({len(skills)})"):
        return {
            skill.name: _radio(
                desk, f"{skill.label[:1].upper()}{skill.label[1:]}", f"skill_{skill.name}_{mark}"
            )
            for skill in skills
        }


def _radio(desk: TrainingDesk, label: str, key: str) -> Level | str:
    return st.radio(
        label,
        _OPTIONS,
        format_func=lambda each: _option(desk, each),
        horizontal=True,
        key=key,
    )


def _option(desk: TrainingDesk, each: Level | str) -> str:
    return level_word(desk.words, each if isinstance(each, Level) else None)


def _incident(desk: TrainingDesk, mark: str) -> tuple[str, int, str]:
    kinds = desk.rules.incidents
    with st.expander("Something happened"):
        kind = st.selectbox(
            "What happened",
            [_NOTHING, *kinds],
            format_func=lambda name: kinds[name].label if name in kinds else "Nothing",
            key=f"incident_{mark}",
        )
        severity = st.radio(
            "How grave it was, 1 (hardly) to 5 (a life)",
            [1, 2, 3, 4, 5],
            index=2,
            horizontal=True,
            key=f"severity_{mark}",
        )
        done = st.text_area(
            "What was done about it", max_chars=MOST_NOTE_LETTERS, key=f"done_{mark}"
        )
    return str(kind), int(severity), done


def _incidents(happened: tuple[str, int, str], on: dt.date) -> tuple[Incident, ...]:
    kind, severity, done = happened
    if kind == _NOTHING:
        if done.strip():
            raise InputError("Something was done: choose what had happened")
        return ()
    return (Incident(kind=kind, severity=severity, on=on, done=done),)


def _told(parts: Iterable[Mapping[str, Level | str]], about: str) -> Sequence[Prompt]:
    return [
        Prompt(
            step=name if about == "step" else "",
            skill=name if about == "skill" else "",
            level=level,
        )
        for part in parts
        for name, level in part.items()
        if isinstance(level, Level)
    ]
