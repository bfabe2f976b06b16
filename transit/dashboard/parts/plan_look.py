"""What a saved plan leaves open, and recording what somebody found out."""

from collections.abc import Sequence

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import table
from transit.dashboard.observing import ASKED_AT_VENUE, questions_of
from transit.dashboard.parts.record_form import record_form
from transit.dashboard.plan_data import About, show_choosing
from transit.model.plan import Plan, Question
from transit.model.saved_plan import PlanVersion, SavedPlan
from transit.plan.keep import journeys_of
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations


def survey_sheet(shown: Plan) -> None:
    """Show what nobody has recorded, those first on which the journey depends.

    Parameters
    ----------
    shown
        The plan.
    """
    st.header("What to find out", anchor=False)
    if not shown.questions:
        st.markdown("Everything on the way is recorded.")
        return
    deciding = [each for each in shown.questions if each.decides]
    others = [each for each in shown.questions if not each.decides]
    if deciding:
        _asked("Not recorded, and the journey stands or falls with it", deciding)
    else:
        st.markdown("Nothing that decides is missing.")
    if others:
        with st.expander(f"{len(others)} more facts that would be good to know"):
            _asked("Not recorded, but it does not decide", others)


def tell_seen_since(about: About, plan: SavedPlan) -> None:
    """Say that something was seen since a plan was saved that has questions open.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    """
    latest = plan.latest
    if not any(each.decides for each in latest.plan.questions):
        return
    if not read_observations(about.store, latest.made_at):
        return
    st.info(
        "Something was recorded outside since this version was saved. Choose the journey again, "
        "and save it as the next version: what was found out is in it then."
    )
    st.button(
        "Choose the journey again", key="plan_seen_since", on_click=show_choosing, args=(plan.id,)
    )


def record_seen_outside(about: About, version: PlanVersion) -> None:
    """Let a trainer record what they saw on the way of a plan.

    Parameters
    ----------
    about
        Whom and what it is about.
    version
        The version that is shown.
    """
    opened = about.opened
    if version.edition.mapped != opened.area.edition:
        st.markdown(
            "This version was made from earlier streets. Choose the journey again and save it, and "
            "what you saw can be recorded here."
        )
        return
    venues = with_observed_venues(about.directory.opportunities, read_observations(about.store))
    needed = [
        ASKED_AT_VENUE[each.fact] for each in version.plan.questions if each.fact in ASKED_AT_VENUE
    ]
    questions = questions_of(journeys_of(version), venues[about.session.opportunity], needed)
    record_form(opened, about.store, questions, f"plan_{version.number}_{turned()}")
    st.markdown("What is to be asked of the person is recorded on the page Person.")


def _asked(caption: str, questions: Sequence[Question]) -> None:
    rows = [(each.asked, each.why) for each in questions]
    table(caption, ("Find out", "Why it matters"), rows)
