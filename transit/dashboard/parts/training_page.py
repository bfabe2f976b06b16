"""The page Training: which course is looked at, and which of its views is shown."""

import datetime as dt

import streamlit as st

from transit.dashboard.frame import empty
from transit.dashboard.parts.training_after import after_view
from transit.dashboard.parts.training_agreement import agreement_view
from transit.dashboard.parts.training_begin import begin_form
from transit.dashboard.parts.training_lesson import lesson_form
from transit.dashboard.parts.training_overview import overview
from transit.dashboard.parts.training_progress import progress_view
from transit.dashboard.parts.training_sign_off import sign_off_view
from transit.dashboard.registered import register_exists, tell_how_to_begin
from transit.dashboard.training_desk import (
    AFTER,
    AGREEMENT,
    LESSON,
    OVERVIEW,
    PROGRESS,
    SIGN_OFF,
    VIEWS,
    chosen_course,
    find_desk,
    look_at_course,
    tell_what_was_done,
)
from transit.dashboard.verdict_data import Directory, read_directory
from transit.dashboard.verdict_look import session_words
from transit.model.training import Course, CourseRecord
from transit.store.training import list_courses
from transit.training.desk import TrainingDesk, situation_of

_VIEWS = {
    OVERVIEW: overview,
    LESSON: lesson_form,
    PROGRESS: progress_view,
    AGREEMENT: agreement_view,
    SIGN_OFF: sign_off_view,
    AFTER: after_view,
}


def training_page() -> None:
    """Show a course."""
    if not register_exists():
        tell_how_to_begin()
        return
    desk = find_desk()
    directory = read_directory(desk.store)
    courses = {each.course.id: each for each in list_courses(desk.store)}
    record = _choose(courses, directory)
    with st.expander("Begin to train a plan", expanded=not courses):
        begin_form(desk, directory)
    if not courses:
        empty(
            "Nobody is being trained yet",
            ["A course belongs to a saved plan: plan a journey, save it, then begin here."],
        )
        st.page_link("app_pages/plan.py", label="Go to Plan")
    tell_what_was_done()
    if record is not None:
        _show(desk, record, directory)


def course_words(course: Course, directory: Directory) -> str:
    """Return what a course is, whose, and where to.

    Parameters
    ----------
    course
        The course.
    directory
        Places and sessions.

    Returns
    -------
    str
        E.g. "TC1: P017 to Library: Reading group, Mon Tue 10:00–12:00".
    """
    session = directory.sessions.get(course.session)
    venue = directory.opportunities.get(course.opportunity)
    to = session_words(venue, session) if session and venue else course.session
    return f"{course.code}: {course.person} to {to}"


def _choose(courses: dict[int, CourseRecord], directory: Directory) -> CourseRecord | None:
    before = chosen_course()
    if not courses:
        return None
    numbers = sorted(courses, key=lambda each: (courses[each].course.stopped_on is not None, each))
    field, _ = st.columns([3, 1])
    chosen = field.selectbox(
        "Course",
        numbers,
        index=numbers.index(before) if before in numbers else None,
        format_func=lambda each: course_words(courses[each].course, directory),
        placeholder=f"Choose one of {len(numbers)}",
        key=f"training_choice_{before}",
    )
    if chosen is not None and chosen != before:
        look_at_course(chosen)
        st.rerun()
    return courses.get(chosen) if chosen is not None else None


def _show(desk: TrainingDesk, record: CourseRecord, directory: Directory) -> None:
    st.header(course_words(record.course, directory), anchor=False)
    situation = situation_of(desk, record, dt.date.today())
    if "training_view" not in st.session_state:
        st.session_state["training_view"] = OVERVIEW
    view = st.segmented_control("Show", VIEWS, key="training_view", required=True)
    _VIEWS[str(view)](desk, situation)
