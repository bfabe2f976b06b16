"""Lessons so far, the last first, with what the next trainer should know."""

from functools import partial

import streamlit as st

from transit.dashboard.frame import table
from transit.dashboard.training_desk import change, own_name
from transit.model.training import Lesson
from transit.store.training_lessons import recent_lessons, take_out_lesson
from transit.training.desk import TrainingDesk
from transit.training.situation import Situation


def lessons_so_far(desk: TrainingDesk, situation: Situation) -> None:
    """Show the lessons of a course with their notes.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    lessons = situation.record.lessons[::-1]
    if not lessons:
        return
    last = lessons[0]
    if last.note:
        st.markdown(f"**Note of the last lesson, {last.on:%d/%m/%Y}:**")
        st.text(last.note)
    with st.expander(f"Lessons so far ({len(lessons)})"):
        table(
            "Lessons, the last first",
            ("Date", "Trainer", "Minutes", "How close", "Levels", "What happened", "Note"),
            [_row(desk, each) for each in lessons],
        )
        course = situation.record.course
        recent = recent_lessons(desk.store, course.id)
        for each in lessons:
            said = f"Take out the lesson of {each.on:%d/%m/%Y}, number {each.id}"
            if each.id in recent and st.button(said, key=f"take_out_{each.id}"):
                by = own_name() or each.trainer
                change(
                    partial(take_out_lesson, desk.store, course.id, each.id, by),
                    "The lesson was taken out.",
                )
        if recent:
            st.markdown(
                "A lesson can be taken out within a day of writing it down; later it stays. What "
                "happened in it stays in any case."
            )


def _row(desk: TrainingDesk, lesson: Lesson) -> tuple[str | int, ...]:
    kinds = desk.rules.incidents
    happened = [
        kinds[each.kind].label if each.kind in kinds else each.kind for each in lesson.incidents
    ]
    return (
        f"{lesson.on:%d/%m/%Y}" + (f" {lesson.at:%H:%M}" if lesson.at else ""),
        lesson.trainer,
        lesson.minutes,
        desk.words.say("kind", lesson.kind.value),
        len(lesson.prompts),
        ", ".join(happened) or "–",
        lesson.note or "–",
    )
