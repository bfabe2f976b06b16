"""Changing the steps of a saved plan: words, photo, order, what is left out, what is put in."""

from dataclasses import replace
from typing import Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.parts.plan_conflicts import own_key
from transit.dashboard.parts.plan_steps import step_label
from transit.dashboard.plan_data import About, parameters, print_words
from transit.dashboard.plan_writing import who_writes, write
from transit.errors import TransitError
from transit.model.plan import Plan, PlanStep
from transit.model.saved_plan import MOST_LETTERS, SavedPlan, StepEdit
from transit.model.verdict import Direction
from transit.plan.edited import OWN_PICTURE, afters_for, order_of
from transit.plan.photos import ready_photo
from transit.store.plan_photos import add_photo

_START: Final = "At the start"


def change_steps(about: About, plan: SavedPlan, shown: Plan, direction: Direction) -> None:
    """Let a trainer change the steps of one way.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    shown
        It with its edits.
    direction
        Which way.
    """
    st.header("Change a step", anchor=False)
    way = shown.out if direction is Direction.OUT else shown.back
    steps = {step.key: step for step in way.steps}
    if not steps:
        return
    by = who_writes("plan_change_by")
    if not by:
        st.markdown("Name yourself first: each change says who made it.")
    key = st.selectbox(
        "Step",
        [*steps],
        format_func=lambda each: step_label(steps[each]),
        key=f"plan_change_{direction}_{plan.latest.edits.revision}",
    )
    step = steps[key]
    _words_form(about, plan, step, by)
    _order_buttons(about, plan, direction, step, by)
    _put_in(about, plan, steps, direction, by)
    _left_out(about, plan, direction, by)


def _edit_of(plan: SavedPlan, step: PlanStep) -> StepEdit:
    """The edit that a step has, or an empty one that remembers what is built."""
    found = plan.latest.edits.steps.get(step.key)
    if found is not None and found.conflict is None:
        return found
    return StepEdit(key=step.key, base=_built(plan).get(step.key, ()))


def _built(plan: SavedPlan) -> dict[str, tuple[str, ...]]:
    return {each.key: each.sentences for way in plan.latest.plan.ways for each in way.steps}


def _words_form(about: About, plan: SavedPlan, step: PlanStep, by: str) -> None:
    faults = st.container()
    mark = f"{step.key}_{plan.latest.edits.revision}"
    with st.form("plan_words", border=True):
        said = st.text_area(
            "Words, one sentence a line", "\n".join(step.sentences), height=150, key=f"words_{mark}"
        )
        picture = st.file_uploader(
            "Photo of the place (JPEG, PNG or WebP)",
            ["jpg", "jpeg", "png", "webp"],
            key=f"photo_{mark}",
            max_upload_size=int(parameters().number("plan_photo_mb")),
        )
        alt = st.text_input(
            "What the photo shows, in words", step.alt, max_chars=MOST_LETTERS, key=f"alt_{mark}"
        )
        drop = step.photo is not None and st.checkbox("Take the photo away", key=f"drop_{mark}")
        pressed = st.form_submit_button("Save this step", type="primary")
    if not pressed:
        return
    lines = tuple(line.strip() for line in said.splitlines() if line.strip())
    wrong = [
        sentence
        for bad, sentence in (
            (not by, "Name yourself."),
            (not lines, "A step needs words. To leave it out, press the button for that."),
            (picture is not None and not alt.strip(), "Say in words what the photo shows."),
        )
        if bad
    ]
    if wrong:
        with faults:
            problems(wrong)
        return
    try:
        photo = None if drop else step.photo
        if picture is not None:
            ready = ready_photo(picture.getvalue(), parameters())
            photo = add_photo(about.store, plan.id, ready, by=by)
        edit = _edit_of(plan, step)
        built = () if edit.added else _built(plan).get(step.key, ())
        edit = replace(
            edit,
            base=built,
            sentences=None if lines == built else lines,
            photo=photo,
            alt=alt.strip() if photo is not None else "",
        )
    except TransitError as fault:
        with faults:
            problems([f"{fault}."])
        return
    write(about, plan, [edit], by, f"Step {step.number} was saved.")


def _order_buttons(
    about: About, plan: SavedPlan, direction: Direction, step: PlanStep, by: str
) -> None:
    """Up, down, out: each at once."""
    version = plan.latest
    way = version.plan.out if direction is Direction.OUT else version.plan.back
    edits = {key: each for key, each in version.edits.steps.items() if each.conflict is None}
    shown = [key for key in order_of(way, edits) if key not in edits or not edits[key].removed]
    at = shown.index(step.key)
    up, down, out, _ = st.columns([1, 1, 1, 2])
    if up.button("Move it up", key="plan_up", disabled=not by or at == 0):
        _moved(about, plan, direction, step, shown[at - 1], by)
    if down.button("Move it down", key="plan_down", disabled=not by or at == len(shown) - 1):
        _moved(about, plan, direction, step, shown[at + 1], by)
    if out.button("Leave it out", key="plan_out", disabled=not by):
        edit = replace(_edit_of(plan, step), removed=True)
        write(about, plan, [edit], by, f"Step {step.number} is left out.")


def _moved(
    about: About, plan: SavedPlan, direction: Direction, step: PlanStep, past: str, by: str
) -> None:
    """Change places with a neighbour; steps that are left out between them do not count."""
    version = plan.latest
    way = version.plan.out if direction is Direction.OUT else version.plan.back
    edits = {key: each for key, each in version.edits.steps.items() if each.conflict is None}
    order = [*order_of(way, edits)]
    at, other = order.index(step.key), order.index(past)
    order.insert(other, order.pop(at))
    built = _built(plan)
    afters = afters_for(way, edits, order, step.key)
    made = [
        replace(edits.get(key, StepEdit(key=key, base=built.get(key, ()))), after=after)
        for key, after in afters.items()
    ]
    write(about, plan, made, by, f"Step {step.number} was moved.")


def _put_in(
    about: About, plan: SavedPlan, steps: dict[str, PlanStep], direction: Direction, by: str
) -> None:
    names = {"": _START, **{key: f"After {step_label(each)}" for key, each in steps.items()}}
    pictures = sorted(print_words().tables["alt"])
    with (
        st.expander("Put in a step of your own"),
        st.form("plan_own", border=False, clear_on_submit=True),
    ):
        after = st.selectbox(
            "Where", [*names], format_func=names.__getitem__, key=f"plan_own_after_{direction}"
        )
        said = st.text_area("Its words, one sentence a line", key="plan_own_words")
        known = [name for name in pictures if name in _PICTURES]
        picture = st.selectbox(
            "Picture",
            known,
            index=known.index(OWN_PICTURE) if OWN_PICTURE in known else 0,
            format_func=lambda name: name.replace("_", " ").capitalize(),
            key="plan_own_picture",
        )
        pressed = st.form_submit_button("Put it in")
    if not pressed:
        return
    lines = tuple(line.strip() for line in said.splitlines() if line.strip())
    if not lines or not by:
        problems(["Name yourself, and write what the step says."])
        return
    try:
        edit = StepEdit(
            key=own_key(plan, direction.value),
            sentences=lines,
            added=True,
            after=after,
            picture=picture,
        )
    except TransitError as fault:
        problems([f"{fault}."])
        return
    write(about, plan, [edit], by, "The step was put in.")


_PICTURES: Final = frozenset(
    ("walk", "wait", "helper", "phone", "safe", "home", "venue", "cross", "bus_stop", "check")
)
"""Pictures that can stand for a step of one's own."""


def _left_out(about: About, plan: SavedPlan, direction: Direction, by: str) -> None:
    built = _built(plan)
    gone = [
        each
        for each in plan.latest.edits.steps.values()
        if each.removed and each.conflict is None and each.way is direction
    ]
    if not gone:
        return
    with st.expander("Steps that are left out", expanded=False):
        for number, each in enumerate(gone):
            words = each.sentences or built.get(each.key, ())
            if st.button(
                f"Put back: {' '.join(words)[:80]}", key=f"plan_put_{number}", disabled=not by
            ):
                write(about, plan, [replace(each, removed=False)], by, "The step was put back.")
