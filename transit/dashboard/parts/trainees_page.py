"""The page My trainees: what is due by date, everybody who is trained, and their calendar."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from transit.dashboard.frame import Html, empty, table, tag
from transit.dashboard.registered import register_exists, tell_how_to_begin
from transit.dashboard.training_desk import find_desk, look_at_course
from transit.dashboard.verdict_data import Directory, read_directory
from transit.store.training import course_number, list_courses
from transit.training.desk import TrainingDesk
from transit.training.situation import Situation
from transit.training.tasks import Task
from transit.training.trainees import calendar_file, find_trainees
from transit.training.words import task_sentence

_EVERYBODY: Final = "All trainers"
_SOON_DAYS: Final = 14
_SHOWN: Final = 40


def trainees_page() -> None:
    """Show what is due."""
    if not register_exists():
        tell_how_to_begin()
        return
    desk = find_desk()
    directory = read_directory(desk.store)
    courses = [each.course for each in list_courses(desk.store) if each.course.stopped_on is None]
    trainer = _trainer(sorted({each.trainer for each in courses}))
    today = dt.date.today()
    found = find_trainees(desk, trainer=trainer, today=today)
    if not found.situations:
        empty(
            "Nobody is being trained",
            ["A course belongs to a saved plan. Begin one on the page Training."],
        )
        st.page_link("app_pages/training.py", label="Go to Training")
        return
    soon = today + dt.timedelta(days=_SOON_DAYS)
    st.header("What is due", anchor=False)
    _tasks(desk, [each for each in found.tasks if each.due_on <= soon], today)
    later = [each for each in found.tasks if each.due_on > soon]
    if later:
        with st.expander(f"Later ({len(later)})"):
            _tasks(desk, later, today)
    st.header("Everybody", anchor=False)
    _people(desk, found.situations, directory)
    _open(found.situations)
    _calendar(desk, trainer)


def _trainer(every: Sequence[str]) -> str | None:
    field, _ = st.columns([2, 3])
    chosen = field.selectbox("Trainer", [_EVERYBODY, *every], key="trainees_trainer")
    return None if chosen in (None, _EVERYBODY) else str(chosen)


def _tasks(desk: TrainingDesk, tasks: Iterable[Task], today: dt.date) -> None:
    listed = list(tasks)
    if not listed:
        st.markdown("Nothing is due.")
        return
    table(
        "Due, the first first",
        ("When", "What", "Course", "Person", "Trainer"),
        [
            (
                Html(_when(each, today)),
                task_sentence(desk.words, each),
                each.course,
                each.person,
                each.trainer,
            )
            for each in listed[:_SHOWN]
        ],
    )
    if len(listed) > _SHOWN:
        st.markdown(f"And {len(listed) - _SHOWN} more.")


def _when(task: Task, today: dt.date) -> str:
    at = "" if task.at is None else f" {task.at:%H:%M}"
    day = f"{task.due_on:%d/%m/%Y}{at}"
    if task.is_late(today):
        return f"{day} {tag('! Late', 'bad')}"
    return f"Today{at}" if task.due_on == today else day


def _people(desk: TrainingDesk, situations: Iterable[Situation], directory: Directory) -> None:
    rows = []
    for each in situations:
        course = each.record.course
        venue = directory.opportunities.get(course.opportunity)
        stage = desk.rules.stages.get(each.record.stage)
        last = each.record.lessons[-1].on if each.record.lessons else None
        rows.append(
            (
                course.code,
                course.person,
                venue.name if venue else course.session,
                stage.label if stage else each.record.stage,
                len(each.record.lessons),
                f"{last:%d/%m/%Y}" if last else "–",
                course.trainer,
            )
        )
    heads = ("Course", "Person", "Where to", "Stage", "Lessons", "Last lesson", "Trainer")
    table("Everybody who is trained, or followed after a sign-off", heads, rows)


def _open(situations: Iterable[Situation]) -> None:
    codes = {f"{each.record.course.code}: {each.record.course.person}": each for each in situations}
    with st.form("trainees_open", border=False):
        chosen = st.selectbox("Open a course", list(codes), key="trainees_course")
        pressed = st.form_submit_button("Open on the page Training")
    if pressed and chosen:
        look_at_course(course_number(codes[chosen].record.course.code))
        st.switch_page("app_pages/training.py")


def _calendar(desk: TrainingDesk, trainer: str | None) -> None:
    st.header("Calendar", anchor=False)
    st.markdown(
        "Lessons that are booked, for your calendar. Titles name nobody, as calendars are shared "
        "and often kept by services outside."
    )
    with_ids = st.checkbox("Name courses and pseudonyms in titles", key="trainees_ids")
    content, count = calendar_file(desk, trainer=trainer, with_ids=with_ids)
    st.download_button(
        f"Download {count} lessons (.ics)" if count != 1 else "Download one lesson (.ics)",
        content,
        "lessons.ics",
        "text/calendar",
        key="trainees_download",
        disabled=count == 0,
    )
