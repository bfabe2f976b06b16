"""Two texts for one step: of two trainers at once, or of a trainer and a plan made anew."""

from dataclasses import replace
from html import escape

import streamlit as st

from transit.dashboard.frame import table
from transit.dashboard.parts.plan_steps import step_label
from transit.dashboard.plan_data import About
from transit.dashboard.plan_writing import REFUSED, who_writes, write
from transit.model.saved_plan import Conflict, RiskEdit, SavedPlan, StepEdit, Terms, TermsEdit
from transit.store.plan_edits import Edit, EditsRefused

_WHY = {
    Conflict.WORDS: "The step says something else now.",
    Conflict.GONE: "The step is no longer on the way.",
    Conflict.PLACE: "What it stood after is no longer on the way.",
}


def refused(about: About, plan: SavedPlan) -> None:
    """Show what was not written because somebody else was quicker.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan as it is now.
    """
    kept = st.session_state.get(REFUSED)
    if kept is None or kept[0] != plan.id:
        return
    done = kept[1]
    assert isinstance(done, EditsRefused)
    st.html(
        '<div class="problem" role="alert"><h2>Somebody else wrote at the same time</h2>'
        "<ul><li>Your words were not saved. Both texts are below: choose.</li></ul></div>"
    )
    theirs = {each.key: each for each in done.theirs if not isinstance(each, TermsEdit)}
    built = _built(plan)
    rows = []
    for each in done.yours:
        if isinstance(each, TermsEdit):
            rows.append(("What is agreed", _agreed(each.terms), _agreed(plan.terms)))
        else:
            now = _said(theirs.get(each.key), built, each.key)
            rows.append((_label(plan, each), _said(each, built), now))
    table("Both texts", ("About", "Yours", "What is there now"), rows)
    by = who_writes("plan_refused_by")
    one, two, _ = st.columns([2, 2, 3])
    if one.button("Save mine on top", key="plan_mine", type="primary", disabled=not by):
        write(about, plan, done.yours, by, "Yours was saved on top. The other text is kept.")
    if two.button("Leave what is there", key="plan_theirs"):
        st.session_state.pop(REFUSED, None)
        st.rerun()


def conflicts(about: About, plan: SavedPlan) -> None:
    """Show edits of an earlier version that no longer fit, each to be decided.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    """
    waiting = plan.latest.edits.conflicts
    if not waiting:
        return
    count = len(waiting)
    st.header("One change to decide" if count == 1 else f"{count} changes to decide", anchor=False)
    st.markdown(
        "These were written into an earlier version and no longer fit as they are. Until you "
        "decide, the plan says what is built."
    )
    by = who_writes("plan_conflict_by")
    built = _built(plan)
    for number, each in enumerate(waiting):
        with st.container(border=True, key=f"plan_conflict_{number}"):
            assert each.conflict is not None
            st.html(
                f"<h3>{escape(_label(plan, each))}</h3><p>{_WHY[each.conflict]}</p>"
                f"<p><strong>Written by {escape(each.by)}:</strong> {escape(_said(each, {}))}</p>"
                f"<p><strong>Built now:</strong> {escape(_said(None, built, each.key))}</p>"
            )
            if isinstance(each, StepEdit):
                _decide_step(about, plan, each, built, by, number)
            elif st.button("Let it go", key=f"plan_drop_{number}", disabled=not by):
                write(about, plan, [RiskEdit(key=each.key)], by, "It was let go.")


def _decide_step(
    about: About,
    plan: SavedPlan,
    edit: StepEdit,
    built: dict[str, tuple[str, ...]],
    by: str,
    number: int,
) -> None:
    one, two, _ = st.columns([2, 2, 2])
    if edit.conflict is Conflict.WORDS:
        label = "Leave it out again" if edit.removed else "Keep what was written"
        kept = replace(edit, conflict=None, base=built.get(edit.key, ()))
    else:
        label = "Put it in at the end of the way"
        kept = _as_own(plan, edit)
    if one.button(label, key=f"plan_keep_{number}", disabled=not by):
        changed = [kept] if kept.key == edit.key else [kept, StepEdit(key=edit.key)]
        write(about, plan, changed, by, "It was kept.")
    if two.button("Take what is built", key=f"plan_take_{number}", disabled=not by):
        write(about, plan, [_nothing(edit)], by, "The plan says what is built.")


def _nothing(edit: StepEdit) -> StepEdit:
    """No edit any more; an added step is left out, and can be put back."""
    return replace(edit, conflict=None, removed=True) if edit.added else StepEdit(key=edit.key)


def _as_own(plan: SavedPlan, edit: StepEdit) -> StepEdit:
    """What was written, as a step of its own."""
    way = plan.latest.plan.out if edit.key.startswith("out/") else plan.latest.plan.back
    last = way.steps[-1].key
    if edit.added:
        return replace(edit, conflict=None, after=last)
    key = own_key(plan, edit.key.split("/", 1)[0])
    words = edit.sentences or edit.base or ("…",)
    return StepEdit(
        key=key, sentences=words, added=True, after=last, photo=edit.photo, alt=edit.alt
    )


def own_key(plan: SavedPlan, way: str) -> str:
    """Return a key for a step that a trainer puts in.

    Parameters
    ----------
    plan
        The plan.
    way
        ``out`` or ``back``.

    Returns
    -------
    str
        One that no step has.
    """
    used = set(plan.latest.edits.steps)
    number = 1
    while f"{way}/own/{number}" in used:
        number += 1
    return f"{way}/own/{number}"


def _built(plan: SavedPlan) -> dict[str, tuple[str, ...]]:
    return {step.key: step.sentences for way in plan.latest.plan.ways for step in way.steps}


def _label(plan: SavedPlan, edit: Edit) -> str:
    """What an edit is about, as the page calls it."""
    for way in plan.latest.plan.ways:
        for step in way.steps:
            if step.key == edit.key:
                return step_label(step)
    return next((each.what for each in plan.latest.plan.hazards if each.key == edit.key), edit.key)


def _agreed(terms: Terms) -> str:
    weeks = "1 week" if terms.trial_weeks == 1 else f"{terms.trial_weeks} weeks"
    return f"Trial of {weeks}. {terms.fallback} Look at it again on {terms.review_on:%d/%m/%Y}."


def _said(
    edit: StepEdit | RiskEdit | None, built: dict[str, tuple[str, ...]], key: str = ""
) -> str:
    if edit is None:
        return " ".join(built.get(key, ("nothing",)))
    if isinstance(edit, RiskEdit):
        return edit.control or "grades of a risk"
    if edit.removed:
        return "left out"
    if edit.sentences is None:
        return "moved" if edit.after is not None else " ".join(built.get(edit.key, ()))
    return " ".join(edit.sentences)
