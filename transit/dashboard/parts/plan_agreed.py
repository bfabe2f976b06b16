"""What is agreed beside a plan's journey: the trial, what stays in place, and the next review."""

import datetime as dt

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.plan_data import About
from transit.dashboard.plan_writing import who_writes, write
from transit.model.saved_plan import SavedPlan, Terms, TermsEdit

MOST_WEEKS = 52


def terms_fields(terms: Terms, key: str) -> Terms | None:
    """Ask for trial, fallback and review.

    Parameters
    ----------
    terms
        What to begin with.
    key
        Begins the names of the fields.

    Returns
    -------
    Terms or None
        None where something is wanting.
    """
    weeks = st.number_input("Trial, weeks", 0, MOST_WEEKS, terms.trial_weeks, key=f"{key}_weeks")
    fallback = st.text_area("What stays in place meanwhile", terms.fallback, key=f"{key}_fallback")
    review = st.date_input(
        "Look at it again on", terms.review_on, format="DD/MM/YYYY", key=f"{key}_review"
    )
    if not fallback.strip() or not isinstance(review, dt.date):
        return None
    return Terms(trial_weeks=int(weeks), fallback=fallback.strip(), review_on=review)


def agreed(about: About, plan: SavedPlan) -> None:
    """Let a trainer change what is agreed.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    """
    with st.expander("Change the trial, what stays in place, or the review"):
        faults = st.container()
        by = who_writes("plan_agreed_by")
        with st.form("plan_agreed", border=False):
            mark = f"{plan.id}_{plan.latest.number}_{plan.latest.edits.revision}"
            terms = terms_fields(plan.terms, f"plan_agreed_{mark}")
            pressed = st.form_submit_button("Save what is agreed")
    if not pressed:
        return
    if terms is None or not by:
        with faults:
            problems(["Name yourself, and say what stays in place and when to look again."])
        return
    write(about, plan, [TermsEdit(terms=terms)], by, "What is agreed was saved.")
