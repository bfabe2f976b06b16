"""Beginning to train a saved plan."""

import datetime as dt

import streamlit as st

from transit.dashboard.training_desk import change, look_at_course, own_name
from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import session_words
from transit.model.saved_plan import SavedPlan
from transit.store.plans import list_saved_plans
from transit.store.training import list_courses
from transit.training.desk import TrainingDesk, begin


def begin_form(desk: TrainingDesk, directory: Directory) -> None:
    """Let a trainer begin a course.

    Parameters
    ----------
    desk
        The desk.
    directory
        Places and sessions.
    """
    trained = {
        each.course.plan for each in list_courses(desk.store) if each.course.stopped_on is None
    }
    plans = [each for each in list_saved_plans(desk.store) if each.id not in trained]
    if not plans:
        st.markdown("There is no saved plan that is not trained yet.")
        return
    with st.form("training_begin", border=False):
        plan = st.selectbox(
            "Plan",
            plans,
            format_func=lambda each: _plan_words(each, directory),
            key="begin_plan",
        )
        trainer = st.text_input(
            "Trainer (name or staff reference)", own_name(), max_chars=200, key="begin_trainer"
        )
        left, right = st.columns(2)
        on = left.date_input("First day", dt.date.today(), format="DD/MM/YYYY", key="begin_on")
        week = right.number_input("Lessons a week", 1, 14, 2, 1, key="begin_week")
        added = st.multiselect(
            "Skills to train besides those that the journey asks for",
            list(desk.catalogue.skills),
            format_func=lambda name: desk.catalogue.skills[name].label,
            key="begin_skills",
        )
        pressed = st.form_submit_button("Begin the course", type="primary")
    if pressed and isinstance(on, dt.date):

        def do() -> None:
            record = begin(desk, plan.id, trainer.strip(), on, int(week), added)
            look_at_course(record.course.id)

        change(do, "The course was begun.", trainer)


def _plan_words(plan: SavedPlan, directory: Directory) -> str:
    session = directory.sessions.get(plan.session)
    venue = directory.opportunities.get(plan.opportunity)
    to = session_words(venue, session) if session and venue else plan.session
    return f"{plan.id}: {plan.person} to {to}"
