"""A saved plan: its versions, its steps with what trainers changed, and what waits for them."""

from html import escape

import streamlit as st

from transit.dashboard.frame import figures, problems
from transit.dashboard.parts.plan_agreed import agreed
from transit.dashboard.parts.plan_changes import change_steps
from transit.dashboard.parts.plan_conflicts import conflicts, refused
from transit.dashboard.parts.plan_look import record_seen_outside, survey_sheet, tell_seen_since
from transit.dashboard.parts.plan_print import print_buttons
from transit.dashboard.parts.plan_risks import risks
from transit.dashboard.parts.plan_steps import choose_way, way_in_full
from transit.dashboard.parts.record_form import what_was_recorded
from transit.dashboard.plan_data import About
from transit.dashboard.verdict_look import confidence_tag, rung_tag
from transit.errors import TransitError
from transit.model.plan import Plan
from transit.model.saved_plan import PlanVersion, SavedPlan
from transit.plan.edited import edited_plan
from transit.plan.keep import journeys_of


def saved_view(about: About, plan: SavedPlan) -> None:
    """Show a saved plan.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    """
    version = _version(plan)
    is_latest = version.number == plan.latest.number
    if is_latest:
        what_was_recorded()
        tell_seen_since(about, plan)
    _head(plan, version)
    try:
        journeys = journeys_of(version)
    except TransitError as fault:
        problems([str(fault)])
        return
    if is_latest:
        refused(about, plan)
        conflicts(about, plan)
    shown = edited_plan(version)
    st.header("Step by step", anchor=False)
    direction = choose_way("plan_saved_way")
    way_in_full(
        about.opened,
        shown,
        journeys,
        direction,
        key="plan_saved_map",
        marks=_marks(version),
        photos=_photos(shown),
    )
    if is_latest:
        change_steps(about, plan, shown, direction)
        risks(about, plan, shown)
    else:
        st.info("This is an older version. Choose the latest one to change it.")
    survey_sheet(shown)
    if is_latest:
        record_seen_outside(about, version)
        agreed(about, plan)
    print_buttons(about, plan, version)
    st.page_link("app_pages/training.py", label="Train this plan", icon=":material/arrow_forward:")


def _version(plan: SavedPlan) -> PlanVersion:
    if len(plan.versions) == 1:
        return plan.latest
    numbers = [each.number for each in reversed(plan.versions)]
    by_number = {each.number: each for each in plan.versions}

    def named(number: int) -> str:
        each = by_number[number]
        last = " (the latest)" if each is plan.latest else ""
        return f"Version {number}, {each.made_at:%d/%m/%Y} by {each.made_by}{last}"

    field, _ = st.columns([2, 3])
    key = f"plan_version_{plan.id}_{plan.latest.number}"
    return by_number[field.selectbox("Version", numbers, format_func=named, key=key)]


def _head(plan: SavedPlan, version: PlanVersion) -> None:
    tags = f"{rung_tag(version.plan.rung)} {confidence_tag(version.plan.confirmed)}"
    st.html(
        f'<p class="tags">{tags}</p><p>{escape(plan.id)}, version {version.number}, saved on '
        f"{version.made_at:%d/%m/%Y} by {escape(version.made_by)}. Timetable from "
        f"{version.edition.first_date:%d/%m/%Y} to {version.edition.last_date:%d/%m/%Y}. "
        "A plan is no permission: people decide.</p>"
        f"<p><strong>Kept in place:</strong> {escape(plan.terms.fallback)}</p>"
    )
    out, back = version.plan.out, version.plan.back
    figures(
        [
            ("Leave home", f"{out.leave:%H:%M}", f"there {out.arrive:%H:%M}"),
            ("Leave for home", f"{back.leave:%H:%M}", f"home {back.arrive:%H:%M}"),
            ("Trial", f"{plan.terms.trial_weeks} weeks", "before anything else changes"),
            ("Look again", f"{plan.terms.review_on:%d/%m/%Y}", "at the latest"),
        ]
    )


def _marks(version: PlanVersion) -> dict[str, str]:
    """Who changed a step, and that some wait."""
    made = {}
    for key, edit in version.edits.steps.items():
        if edit.conflict is not None:
            made[key] = "Waits for a decision; see above."
        elif edit.at is not None:
            verb = "Put in" if edit.added else "Changed"
            made[key] = f"{verb} by {edit.by} on {edit.at:%d/%m/%Y}"
    return made


def _photos(plan: Plan) -> dict[str, str]:
    return {step.key: step.alt for way in plan.ways for step in way.steps if step.photo is not None}
